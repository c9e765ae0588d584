//! Given what a file holds, and what is to be added, what is read, refused or written.

use super::*;

fn version(version: u32) -> Entry {
    Entry::Version(Version { version, schedule: "s".to_owned(), campaign: "c".to_owned(), ..Version::default() })
}

/// A file of three records, with its folder.
fn written() -> (tempfile::TempDir, std::path::PathBuf, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.jsonl");
    let mut history = History::read(&path).unwrap();
    for number in 1..=3 {
        history.append(&path, [version(number)]).unwrap();
    }
    let bytes = fs::read(&path).unwrap();
    assert_eq!(History::parse(&bytes, "h").unwrap(), history);
    (folder, path, bytes)
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_read_to_its_last_whole_record_and_goes_on_from_there() {
    let (_folder, path, bytes) = written();
    for length in 0..bytes.len() {
        let history = History::parse(&bytes[..length], "h").unwrap();
        let ends = bytes[..length].split(|&byte| byte == b'\n').count() - 1;
        // What lacks its line end only is whole.
        let is_whole = bytes[length] == b'\n';
        assert_eq!(history.records().len(), ends + usize::from(is_whole), "{length}");
        assert_eq!(history.is_cut(), length > 0 && bytes[length - 1] != b'\n' && !is_whole, "{length}");
    }
    for lost in [5, 1] {
        fs::write(&path, &bytes[..bytes.len() - lost]).unwrap();
        let mut history = History::read(&path).unwrap();
        let next = history.next();
        history.append(&path, [version(next)]).unwrap();
        assert_eq!(History::read(&path).unwrap(), history);
        assert_eq!(fs::read(&path).unwrap()[..bytes.len() - 1], bytes[..bytes.len() - 1]);
    }
}

#[test]
fn whatever_is_changed_is_found() {
    let (_folder, _, bytes) = written();
    let text = String::from_utf8(bytes).unwrap();
    for (from, to) in [("\"version\":1", "\"version\":9"), ("\"number\":2", "\"number\":3")] {
        let changed = text.replacen(from, to, 1);
        let faults = History::parse(changed.as_bytes(), "h").unwrap_err();
        assert_eq!(faults.0[0].code, "history-changed");
    }
    let without_second: String =
        text.split_inclusive('\n').enumerate().filter(|(line, _)| *line != 1).map(|(_, line)| line).collect();
    assert!(History::parse(without_second.as_bytes(), "h").is_err());
    // A last record that was changed is not one that was cut off, with or without its line end.
    let changed = text.replacen("\"version\":3", "\"version\":9", 1);
    for changed in [changed.as_str(), changed.trim_end()] {
        assert_eq!(History::parse(changed.as_bytes(), "h").unwrap_err().0[0].code, "history-changed");
    }
}

#[test]
fn lines_that_are_lost_at_the_end_show_by_the_schedule_or_the_hash_that_somebody_knows() {
    let (_folder, _, bytes) = written();
    let all = History::parse(&bytes, "h").unwrap();
    let head = &all.records()[2].hash;
    assert_eq!(all.holds(&head[..12]).map(|record| record.number), Some(3));
    assert_eq!(all.version_of("s"), Some(3));
    let lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
    let short = History::parse(&lines[..2].concat(), "h").unwrap();
    assert_eq!((short.holds(head), short.version_of("s")), (None, Some(2)));
}

#[test]
fn nothing_is_added_where_nothing_can_be_or_somebody_else_just_did() {
    let (folder, path, bytes) = written();
    let mut history = History::read(&path).unwrap();
    let mut other = history.clone();
    history.may_append(&path).unwrap();
    assert_eq!(fs::read(&path).unwrap(), bytes);
    other.append(&path, [version(4)]).unwrap();
    assert!(matches!(history.append(&path, [version(4)]).unwrap_err(), HistoryError::Grown { .. }));
    assert_eq!(History::read(&path).unwrap(), other);
    let new = folder.path().join("new.jsonl");
    History::default().may_append(&new).unwrap();
    assert!(!new.exists());
    for place in [folder.path().to_owned(), folder.path().join("nowhere/h.jsonl")] {
        let error = History::default().may_append(&place).unwrap_err();
        assert!(error.says().english.contains("nothing can be added") && error.says().chinese.contains("或许可"));
    }
}

/// A history of two versions with two orders each; what texts say goes on file after either.
fn two_versions(after_one: &[&str], after_two: &[&str]) -> History {
    let version = |version: u32| Entry::Version(Version { version, orders: 2, ..Version::default() });
    let mut history = History::default();
    for (number, texts) in [(1, after_one), (2, after_two)] {
        history.records.push(history.record(version(number)));
        for entry in history.deeds(&texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>()).unwrap() {
            history.records.push(history.record(entry));
        }
    }
    history
}

/// The fault of one deed: its code and what was expected.
fn wrong(history: &History, text: &str) -> (&'static str, String) {
    let fault = history.deeds(&[text.to_owned()]).unwrap_err().0.swap_remove(0);
    (fault.code, fault.expected.english)
}

const ONE: [&str; 4] = [
    "approve 1.1 by \"Ann Lee\" on 2017-11-02",
    "record 1.1 by Office on 2017-11-03",
    "approve 1.2 by Bo on 2017-11-02",
    "publish 1 as 2017-5 on 2017-11-04",
];

#[test]
fn orders_are_approved_rejected_and_put_on_record_and_versions_published() {
    let history = two_versions(&ONE, &["reject 2.2 by Bo on 2017-11-05"]);
    assert_eq!((history.state(1, 1), history.state(1, 2)), (State::OnRecord, State::Approved));
    assert_eq!((history.state(2, 1), history.state(2, 2)), (State::Proposed, State::Rejected));
}

#[test]
fn what_is_no_deed_or_is_of_no_order_says_what_there_is() {
    let history = two_versions(&[], &[]);
    let code = |text: &str| wrong(&history, text).0;
    assert_eq!(code("publish 3 as X on 2017-11-02"), "unknown-version");
    assert_eq!(code("aprove 1.2 by Ann on 2017-11-02"), "unknown-deed");
    assert_eq!(code("approve 1.2 by Ann"), "not-a-deed");
    assert_eq!(code("approve 1.2 by \"\" on 2017-11-02"), "not-a-deed");
    assert_eq!(code("approve 1.2 by Ann on 2017-11-31"), "impossible-date");
    let order = |text: &str| wrong(&history, text);
    let (one, three) = (order("approve 1.3 by Ann on 2017-11-02"), order("approve 3.1 by Ann on 2017-11-02"));
    assert_eq!(one, ("unknown-order", "an order of version 1, 1 to 2".to_owned()));
    assert_eq!(three, ("unknown-version", "a version of the history, 1 to 2".to_owned()));
    assert_eq!(order("approve 1 by Ann on 2017-11-02").0, "unknown-order");
}

#[test]
fn an_order_is_decided_once_and_put_on_record_when_it_is_approved() {
    let history = two_versions(&ONE, &["reject 2.2 by Bo on 2017-11-05"]);
    let code = |text: &str| wrong(&history, text).0;
    assert_eq!(code("approve 2.2 by Ann on 2017-11-06"), "order-is-decided");
    assert_eq!(code("reject 1.2 by Ann on 2017-11-06"), "order-is-decided");
    assert_eq!(code("record 1.1 by Ann on 2017-11-06"), "order-not-approved");
    assert_eq!(code("record 2.1 by Ann on 2017-11-06"), "order-not-approved");
    assert_eq!(code("record 2.2 by Ann on 2017-11-06"), "order-not-approved");
}

#[test]
fn nothing_is_dated_before_what_it_follows() {
    let history = two_versions(&ONE[..3], &["approve 2.1 by Ann on 2017-11-05"]);
    let early = |text: &str| {
        let (code, expected) = wrong(&history, text);
        assert_eq!(code, "before-what-it-follows", "{text}");
        expected
    };
    // Put on record before it was approved.
    let expected = early("record 2.1 by Office on 2017-11-04");
    assert_eq!(expected, "a day not before 2017-11-05, when 2.1 was approved by Ann (record 6)");
    // Decided before what was on file when its version was made, which no other order of that version is.
    assert!(early("approve 2.2 by Ann on 2017-11-01").contains("when 1.1 was on record by Office (record 3)"));
    assert!(history.deeds(&["approve 2.2 by Ann on 2017-11-03".to_owned()]).is_ok());
    // Made known before it was approved.
    assert!(early("publish 1 as X on 2017-11-01").contains("2017-11-03"));
}

#[test]
fn what_is_published_is_approved_under_a_number_of_its_own_and_in_the_order_of_versions() {
    let history = two_versions(&ONE, &["reject 2.2 by Bo on 2017-11-05"]);
    let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    assert_eq!(wrong(&history, "publish 1 as 2017-5 on 2017-11-06").0, "document-is-used");
    assert_eq!(wrong(&history, "publish 2 as 2017-6 on 2017-11-06").0, "orders-not-approved");
    assert!(wrong(&history, "publish 2 as 2017-5 on 2017-11-06").1.contains("version 1 was published on 2017-11-04"));
    // Each deed of a call comes after those before it, and all that are wrong are told.
    let history = two_versions(&ONE[..3], &[]);
    let decided = ["approve 2.1 by Ann on 2017-11-03", "approve 2.2 by Ann on 2017-11-03"];
    let published = ["publish 2 as X on 2017-11-05", "publish 1 as Y on 2017-11-06"];
    let faults = history.deeds(&texts(&[decided, published].concat())).unwrap_err().0;
    assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["versions-out-of-order"]);
    assert_eq!(faults[0].location.file, "--event 4");
    let faults = history.deeds(&texts(&["publish 1 as Y on 2017-11-06", "publish 2 as X on 2017-11-05"])).unwrap_err();
    assert_eq!(faults.0[0].code, "orders-not-approved");
    assert_eq!(history.deeds(&texts(&["x", "approve 2.1 by Ann on 2017-11-03", "y"])).unwrap_err().0.len(), 2);
}
