//! What is written without names holds none: no file of a plan, of a change, of a deployment, and nothing that is said on the screen.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use crate::kit::{Desk, files};

/// Names and phones of everybody in the rosters.
fn secrets(desk: &Desk) -> BTreeSet<String> {
    let mut secrets = BTreeSet::new();
    for roster in files(&desk.path().join("tiny/roster")).into_values() {
        let text = String::from_utf8(roster).unwrap();
        let mut lines = text.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect::<Vec<_>>());
        let header = lines.next().unwrap();
        let columns =
            [["name", "姓名"], ["phone", "电话"]].map(|names| header.iter().position(|cell| names.contains(cell)));
        let columns: Vec<usize> = columns.into_iter().flatten().collect();
        secrets.extend(lines.flat_map(|row| columns.iter().map(|&column| row[column].to_owned()).collect::<Vec<_>>()));
    }
    secrets.remove("");
    assert!(secrets.len() > 33, "names and phones: {secrets:?}");
    secrets
}

/// The texts of a file: its own, or those packed in it; long lines of calendars are folded.
fn texts(name: &str, bytes: Vec<u8>) -> Vec<(String, String)> {
    if !bytes.starts_with(b"PK") {
        return vec![(name.to_owned(), String::from_utf8(bytes).unwrap().replace("\r\n ", ""))];
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let parts = archive.len();
    let part = |position: usize| {
        let mut file = archive.by_index(position).unwrap();
        let mut text = Vec::new();
        file.read_to_end(&mut text).unwrap();
        (format!("{name}/{}", file.name().unwrap()), String::from_utf8_lossy(&text).into_owned())
    };
    (0..parts).map(part).collect()
}

/// Everything that is written in a folder.
fn written(desk: &Desk, folder: &str) -> Vec<(String, String)> {
    let files = files(&desk.path().join(folder));
    assert!(files.len() > 10, "{:?}", files.keys());
    files.into_iter().flat_map(|(name, bytes)| texts(&name, bytes)).collect()
}

fn tells(texts: &[(String, String)], secrets: &BTreeSet<String>) -> Vec<String> {
    let told = |(name, text): &(String, String)| {
        secrets
            .iter()
            .filter(|secret| text.contains(secret.as_str()))
            .map(|secret| format!("{name}: {secret}"))
            .collect::<Vec<_>>()
    };
    texts.iter().flat_map(told).collect()
}

/// A campaign in which nobody may serve twice, so that seats stay open and much is to be explained, and in which people are tied and locked.
fn short() -> Desk {
    let desk = Desk::new();
    desk.change("tiny/campaign.toml", "max = 2", "max = 1");
    desk.change("tiny/locks.csv", "\n", "\nU31-0003,1,,,must\n");
    desk
}

#[test]
fn no_file_of_a_plan_without_names_holds_one() {
    let desk = short();
    let secrets = secrets(&desk);
    desk.run(&["plan", "tiny", "-o", "open", "--with", "all"]).ended(1);
    let open = written(&desk, "open");
    let explained = |(name, text): &(String, String)| {
        name == "summary.txt" && text.contains("because") && text.contains("such as U3")
    };
    assert!(open.iter().any(explained), "{}", desk.read("open/summary.txt"));
    for kind in [
        "report.html",
        "schedule.xlsx/xl/sharedStrings.xml",
        "notice.docx/word/document.xml",
        "schedule.json",
        "summary.txt",
    ] {
        let of_kind: Vec<_> = open.iter().filter(|(name, _)| name == kind).cloned().collect();
        assert!(!tells(&of_kind, &secrets).is_empty(), "{kind} tells names where they are not left out");
    }
    for language in ["en", "zh"] {
        let run =
            desk.run(&["plan", "tiny", "-o", "closed", "--force", "--with", "all", "--redact", "--lang", language]);
        let said = [("screen".to_owned(), run.ended(1).out)];
        assert_eq!(tells(&[&written(&desk, "closed")[..], &said].concat(), &secrets), [""; 0], "{language}");
        for question in
            [vec![], vec!["--goal", "1"], vec!["--person", "U31-0003"], vec!["--rank", "处级", "--round", "2"]]
        {
            let call =
                [&["explain", "tiny", "closed/schedule.json", "--redact", "--lang", language][..], &question].concat();
            let said = [("explain".to_owned(), desk.run(&call).ended(0).out)];
            assert_eq!(tells(&said, &secrets), [""; 0], "{question:?}");
        }
    }
}

#[test]
fn no_file_of_a_change_without_names_holds_one() {
    let desk = Desk::new();
    desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    let mut secrets = secrets(&desk);
    secrets.insert("新来者".to_owned());
    let events = ["drop 顾世亮 from 2017-10-05", "add N1 name=新来者 unit=U31 rank=科员 trained=2017-09-13"];
    let call = |more: &[&str]| {
        let call = ["replan", "tiny", "out/schedule.json", "--event", events[0], "--event", events[1], "-o", "next"];
        let run = desk.run(&[&call[..], more].concat());
        assert!(run.code <= 1, "{run:#?}");
        run.out
    };
    let said = [("screen".to_owned(), call(&["--redact"]))];
    assert_eq!(tells(&[&written(&desk, "next")[..], &said].concat(), &secrets), [""; 0]);
    assert!(desk.read("next/changes.txt").contains("add N1 name=N1 unit=U31"), "the events stand with ids");
    assert!(!desk.has("next/campaign"), "rosters are full of names");
    call(&["--force"]);
    assert!(desk.read("next/changes.txt").contains("drop 顾世亮 from") && desk.has("next/campaign"));
}
