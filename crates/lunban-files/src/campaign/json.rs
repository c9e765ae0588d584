//! A campaign as one JSON document, for programs that read no tables.

use lunban_core::Campaign;
use serde_json::Value;

/// The key under which a day of a TOML table is kept.
const TOML_DAY: &str = "$__toml_private_datetime";

/// A campaign in its canonical form as indented JSON: the fields of [`lunban_core::Draft`], every day a text `2017-09-15`.
///
/// The same bytes whatever the order of rows in its files. Serde reads it back as a draft of the same campaign.
///
/// # Panics
/// Never: a draft is words, numbers and dates.
pub fn campaign_json(campaign: &Campaign) -> String {
    let mut value = serde_json::to_value(campaign.draft()).expect("a draft is words, numbers and dates");
    write_days_plainly(&mut value);
    format!("{value:#}\n")
}

fn write_days_plainly(value: &mut Value) {
    match value {
        Value::Object(fields) => match fields.get_mut(TOML_DAY) {
            Some(day) => *value = day.take(),
            None => fields.values_mut().for_each(write_days_plainly),
        },
        Value::Array(values) => values.iter_mut().for_each(write_days_plainly),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use lunban_core::{Campaign, Draft};

    use super::*;

    const WRITTEN: &str = r#"{
        "calendar": { "start": "2017-09-15", "rounds": 2 },
        "ranks": { "order": ["staff"] },
        "kinds": [{ "name": "city", "seats": [["leader", { "fixed": 1 }], ["member", "rest"]] }],
        "places": [{ "code": "130100", "name": "石家庄市", "level": "city", "lon": 114.5, "lat": 38.04 }],
        "units": [{ "unit": "A", "kind": "direct" }],
        "teams": [{ "team": "T1", "city": "130100", "kind": "city", "size": 2 }],
        "people": [{ "id": "P1", "name": "张三", "unit": "A", "rank": "staff", "trained": "2017-09-01" }]
    }"#;

    #[test]
    fn a_campaign_is_read_back_as_it_was() {
        let mut draft: Draft = serde_json::from_str(WRITTEN).unwrap();
        // As a campaign file gives it: the session is a day of TOML, not a text.
        draft.rules = toml::from_str("[training]\nsessions = [2017-09-13]").unwrap();
        let written = campaign_json(&Campaign::build(draft).unwrap());
        assert!(written.contains("\"2017-09-13\"") && !written.contains(TOML_DAY), "{written}");
        let again: Draft = serde_json::from_str(&written).unwrap();
        assert_eq!(campaign_json(&Campaign::build(again).unwrap()), written);
    }
}
