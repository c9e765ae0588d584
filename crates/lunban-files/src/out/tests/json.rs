//! `schedule.json`: its content, its schema, and the way back.

use std::path::Path;

use serde_json::{Value, json};

use super::*;

/// Set it to write the schema anew when these tests run, after a change of the format.
const WRITE_SCHEMA: &str = "LUNBAN_WRITE_SCHEMA";

fn content() -> Value {
    serde_json::from_str(&Example::new().file("schedule.json")).unwrap()
}

fn faults(content: &Value) -> Vec<String> {
    let read = read_schedule(&Example::new().problem, content.to_string().as_bytes(), "schedule.json", "abc");
    read.unwrap_err().0.iter().map(ToString::to_string).collect()
}

#[test]
fn the_header_says_what_it_is_and_what_made_it() {
    let expected = json!({
        "format": 1, "schema": "urn:lunban:schedule:1", "campaign": "秋季巡查", "campaign_hash": "abc",
        "version": "0.1.0", "seed": 7, "backend": "highs", "revision": 2,
    });
    assert_eq!(content()["header"], expected);
}

#[test]
fn a_duty_an_open_seat_and_a_certificate_are_complete() {
    let content = content();
    let duty = json!({
        "round": 2, "start": "2017-09-29", "end": "2017-10-12", "team": "T1", "city": "130100", "city_name": "石家庄市",
        "kind": "city", "seat": "leader", "person": "P04", "name": "张三", "unit": "U/2", "rank": "处级", "waiver": true,
    });
    assert_eq!(content["duties"][5], duty);
    let open =
        json!([{ "round": 2, "start": "2017-09-29", "end": "2017-10-12", "team": "T2", "seat": "member", "seats": 1 }]);
    assert_eq!(content["open"], open);
    let certificate = json!({
        "level": 3, "counts": [{ "count": "wishes.against", "weight": 2 }], "value": 0, "bound": 0, "gap": 0,
        "proven": true, "given_levels_above": true, "proof": "search",
    });
    assert_eq!(content["certificates"][2], certificate);
    assert_eq!(content["certificates"][1]["given_levels_above"], false);
}

#[test]
fn a_finding_names_rule_count_people_place_and_dates_in_both_languages() {
    let content = content();
    let findings = content["findings"].as_array().unwrap();
    let waiver = findings.iter().find(|finding| finding["rule"] == "leader-rank").unwrap();
    let expected = json!({
        "rule": "leader-rank", "count": "leader-rank.waivers", "amount": 1, "people": ["P04"], "unit": null,
        "team": "T1", "seat": "leader", "round": 2, "start": "2017-09-29", "end": "2017-10-12",
        "words": { "english": "处级 in a seat that asks for 司局级; nobody of 司局级 may hold it", "chinese": "处级担任要求司局级的席位；无司局级可任此席" },
    });
    assert_eq!(*waiver, expected);
}

#[test]
fn what_was_written_is_read_back() {
    let example = Example::new();
    let read = |hash| read_schedule(&example.problem, example.file("schedule.json").as_bytes(), "s.json", hash);
    let same = read("abc").unwrap();
    assert_eq!((same.schedule, same.warnings), (example.schedule.clone(), Vec::new()));
    let other = read("def").unwrap();
    assert_eq!(other.schedule, example.schedule);
    assert_eq!(other.warnings[0].code, "other-campaign");
}

#[test]
fn another_version_is_told_from_a_broken_file() {
    let mut newer = content();
    newer["header"]["format"] = json!(2);
    newer["duties"] = json!("in another shape");
    assert_eq!(
        faults(&newer),
        [
            "schedule.json:header.format: `2`: expected format 1, which this version reads\n  Maybe a newer version of the program reads it"
        ]
    );
    let read = read_schedule(&Example::new().problem, b"{\n \"header\": 3}", "s.json", "abc").unwrap_err();
    assert_eq!((read.0[0].code, read.0[0].location.line), ("not-a-schedule", Some(2)));
}

#[test]
fn all_unknown_words_are_told_at_once_with_their_path() {
    let mut broken = content();
    broken["duties"][0]["person"] = json!("P1");
    broken["duties"][1]["team"] = json!("T9");
    broken["duties"][2]["end"] = json!("2017-12-31");
    broken["duties"][4] = broken["duties"][3].clone();
    let expected = [
        "schedule.json:duties[0].person: `P1`: expected the id of a person in a roster\n  Maybe `P01`",
        "schedule.json:duties[1].team: `T9`: expected the id of a team in teams\n  Maybe a row for it in teams.csv",
        "schedule.json:duties[2].end: `2017-12-31`: expected a day of 2017-09-15/2017-09-28, the dates of this post",
        "schedule.json:duties[4]: `P05`: expected each duty once\n  Maybe one of the two is a copy\n  See also schedule.json:duties[3]",
    ];
    assert_eq!(faults(&broken), expected);
}

#[test]
fn the_published_schema_is_that_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schedule.schema.json");
    if std::env::var_os(WRITE_SCHEMA).is_some() {
        std::fs::write(&path, schedule_schema()).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    let published: Value = serde_json::from_str(&published).unwrap_or_default();
    let current: Value = serde_json::from_str(&schedule_schema()).unwrap();
    let advice =
        format!("run the tests of this crate with {WRITE_SCHEMA}=1, and see whether SCHEDULE_FORMAT must grow");
    assert!(published == current, "{} is not current; {advice}", path.display());
}

#[test]
fn the_schema_knows_every_key_that_is_written() {
    fn keys(schema: &Value, value: &Value, root: &Value, path: &str) {
        let schema = schema["$ref"].as_str().map_or(schema, |name| &root["$defs"][name.trim_start_matches("#/$defs/")]);
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    let known = &schema["properties"][key];
                    assert!(known.is_object(), "{path}.{key} is not in the schema");
                    keys(known, value, root, &format!("{path}.{key}"));
                }
            }
            Value::Array(items) => {
                for item in items {
                    keys(&schema["items"], item, root, path);
                }
            }
            _ => {}
        }
    }
    let schema: Value = serde_json::from_str(&schedule_schema()).unwrap();
    keys(&schema, &content(), &schema, "");
}
