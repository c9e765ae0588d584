//! The page: what it knows, and that nothing in it breaks out.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::*;

fn page(outcome: &Outcome<'_>, language: Language) -> String {
    let files = crate::out::page::write(outcome, &lines::lines(outcome), language).unwrap();
    String::from_utf8(files[Path::new("report.html")].clone()).unwrap()
}

/// What stands between two texts.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).unwrap() + start.len();
    &text[from..from + text[from..].find(end).unwrap()]
}

fn data(page: &str) -> Value {
    serde_json::from_str(between(page, "<script id=\"plan\" type=\"application/json\">", "</script>")).unwrap()
}

#[test]
fn it_knows_the_plan_by_positions_in_its_own_tables() {
    let data = data(&page(&Example::new().outcome(), Language::Chinese));
    assert_eq!(
        (&data["campaign"], &data["language"], &data["breaches"]),
        (&json!("秋季巡查"), &json!("zh"), &json!(0))
    );
    assert_eq!((&data["seats"], &data["open"]), (&json!(10), &json!(1)));
    let third = json!({
        "turn": 0, "team": 1, "seat": { "english": "leader", "chinese": "组长" }, "leads": true, "person": 1, "able": 4,
    });
    assert_eq!(data["duties"][2], third);
    let open = data["duties"].as_array().unwrap().iter().filter(|duty| duty.get("person").is_none());
    assert_eq!(open.count(), 1);
    assert_eq!(data["duties"][5]["waiver"], json!(true));
    assert_eq!(data["people"][1]["name"], json!("李四"));
    assert_eq!(data["teams"][1]["name"], json!({ "english": "唐山市 county team", "chinese": "唐山市驻县组" }));
}

#[test]
fn goals_are_told_in_words_and_called_optimal_only_where_they_are() {
    let data = data(&page(&Example::new().outcome(), Language::English));
    assert_eq!(data["goals"][0]["proven"], json!(true));
    assert_eq!(data["goals"][0]["terms"][0]["says"]["english"], json!("a seat that is open on some day"));
    assert_eq!(data["goals"][1]["standing"], json!({ "english": "not proven", "chinese": "未证明" }));
}

#[test]
fn it_tells_why_somebody_cannot_serve() {
    let mut example = Example::new();
    let mut draft = example.problem.campaign().draft().clone();
    for rule in ["availability", "rest"] {
        draft.rules.insert(rule.to_owned(), toml::Table::new());
    }
    example.problem = Problem::new(Campaign::build(draft).unwrap());
    let data = data(&page(&example.outcome(), Language::English));
    let why = |person: usize, turn: usize| {
        let reason = data["people"][person]["kept"][turn].as_u64()?;
        data["reasons"][usize::try_from(reason).unwrap()]["english"].as_str().map(str::to_owned)
    };
    assert_eq!(why(0, 0), None, "serves");
    assert_eq!(why(0, 1).as_deref(), Some("away 2017-09-29/2017-10-12"));
    assert_eq!(why(6, 0).as_deref(), Some("0 days off between the two, 14 are due"));
    assert_eq!(why(5, 0), None, "could serve");
}

#[test]
fn names_cannot_break_out_of_the_page() {
    let hostile =
        ["</script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "<!--<script>", "'&`${1}\u{2028}"];
    let mut example = Example::new();
    let mut draft = example.problem.campaign().draft().clone();
    for (person, name) in draft.people.iter_mut().zip(hostile) {
        name.clone_into(&mut person.name);
    }
    draft.name = hostile[0].to_owned();
    draft.units[0].name = hostile[1].to_owned();
    example.problem = Problem::new(Campaign::build(draft).unwrap());
    let page = page(&example.outcome(), Language::English);
    assert_eq!(page.matches("</script").count(), 2);
    assert!(!page.contains("<img") && !page.contains("<!--") && !page.contains("alert(1)<"));
    let data = data(&page);
    assert_eq!(data["campaign"], json!(hostile[0]));
    for (position, name) in hostile.iter().enumerate() {
        assert_eq!(data["people"][position]["name"], json!(name));
    }
}

#[test]
fn a_browser_may_run_this_script_only_and_load_nothing() {
    let page = page(&Example::new().outcome(), Language::English);
    let policy = between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    let hash = STANDARD.encode(Sha256::digest(between(&page, "<script>", "</script>")));
    assert!(
        policy.contains("default-src 'none'") && policy.contains(&format!("script-src 'sha256-{hash}'")),
        "{policy}"
    );
    for outside in ["http://", "https://", "src=\"", "url(", "@import"] {
        let found: Vec<_> = page.match_indices(outside).map(|(place, _)| &page[place..place + 30]).collect();
        assert!(found.iter().all(|found| found.starts_with("http://www.w3.org/")), "{found:?}");
    }
}

#[test]
fn every_word_that_the_page_says_is_in_both_languages() {
    let page = page(&Example::new().outcome(), Language::English);
    let words = between(&page, "const WORDS = {", "\n};");
    let known: Vec<&str> =
        words.lines().filter_map(|line| line.trim().split_once(": [\"")).map(|(key, _)| key).collect();
    assert!(known.len() > 50);
    for said in page.split("say(\"").skip(1).map(|rest| rest.split_once('"').unwrap().0) {
        assert!(known.contains(&said), "{said}");
    }
    for line in words.lines().filter(|line| line.contains(": [")) {
        let (english, chinese) = line.split_once("\", \"").unwrap();
        let blanks = |text: &str| (0..9).filter(|blank| text.contains(&format!("{{{blank}}}"))).collect::<Vec<_>>();
        assert_eq!(blanks(english), blanks(chinese), "{line}");
    }
}

#[test]
fn names_phones_and_own_columns_are_left_out_where_they_are_not_to_be_known() {
    let example = Example::new();
    let hidden_from = data(&page(&Outcome { redact: true, ..example.outcome() }, Language::Chinese));
    let text = hidden_from.to_string();
    for hidden in ["张三", "李四", "calc", "王五", "+86", "民族", "汉"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
    assert!(text.contains("P01") && hidden_from["redacted"] == json!(true));
    let whole = data(&page(&example.outcome(), Language::Chinese)).to_string();
    assert!(whole.contains("李四") && !whole.contains("+86") && !whole.contains("民族"));
}

#[test]
fn the_same_plan_gives_the_same_page() {
    let example = Example::new();
    assert_eq!(page(&example.outcome(), Language::English), page(&Example::new().outcome(), Language::English));
}
