//! The folder against the registry: every rule has its page, its example, its file, its tests and its audit.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Page, Parameters, Registry, Rule, RuleKind};
use crate::testing::Tiny;
use crate::{Draft, Fault, GoalDraft, Language};

/// Files that are no rule.
const MACHINERY: [&str; 5] = ["mod", "page", "parameters", "set", "tests"];

fn pages() -> Vec<&'static Page> {
    Registry::standard().pages().collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules")
}

/// A campaign in which every example has what it names: the ministry's ranks, a tag, eight rounds.
fn ministry() -> Tiny {
    let tiny = Tiny::new().rounds(8, 0).team("T1 130100 city 3").team("T2 130200 county 3").people([
        "P0001 A 司局级 experienced commended first-year",
        "P0002 A 处级",
        "P0003 B 处级",
    ]);
    tiny.change(|draft| {
        draft.ranks.order = ["科员", "科级", "处级", "司局级"].map(str::to_owned).to_vec();
        // Rules that are always on are so here too.
        draft.rules.clear();
    })
}

/// Puts what an example writes into a draft.
fn put(draft: &mut Draft, page: &Page) {
    let written: toml::Table = page.example.parse().unwrap_or_else(|fault| panic!("{}: {fault}", page.id));
    let tables = |value: &toml::Value| value.as_table().cloned().unwrap_or_default();
    for (key, value) in &written {
        match key.as_str() {
            "rules" => draft.rules.extend(tables(value).iter().map(|(id, settings)| (id.clone(), tables(settings)))),
            "goals" => draft.goals = value.as_array().unwrap().iter().map(|level| level_of(&tables(level))).collect(),
            "campaign" => {
                let heavy = tables(&tables(value)["heavy"]);
                let weight = |(round, weight): (&String, &toml::Value)| {
                    (round.parse().unwrap(), u32::try_from(weight.as_integer().unwrap()).unwrap())
                };
                draft.calendar.heavy = heavy.iter().map(weight).collect();
            }
            "kinds" => {
                for (name, kind) in tables(value) {
                    let known = draft.kinds.iter_mut().find(|known| known.name == name).unwrap();
                    known.from = tables(&kind)["from"].clone().try_into().unwrap();
                }
            }
            _ => panic!("{}: the example writes `{key}`, which this test cannot place", page.id),
        }
    }
}

fn level_of(level: &toml::Table) -> Vec<GoalDraft> {
    let terms = level["minimise"].as_array().unwrap().iter();
    terms.map(|term| GoalDraft { count: term["count"].as_str().unwrap().to_owned(), weight: 1 }).collect()
}

/// Whether the example is rows of a table rather than settings.
fn is_csv(page: &Page) -> bool {
    !page.example.starts_with('[')
}

#[test]
fn every_page_says_what_it_has_to_in_both_languages() {
    let ids: BTreeSet<&str> = pages().iter().map(|page| page.id).collect();
    assert_eq!(ids.len(), pages().len(), "ids are unique");
    for page in pages() {
        let parameters = page.parameters.iter().map(|parameter| parameter.says);
        let counts = page.counts.iter().map(|count| count.says);
        for phrase in [page.says, page.source].into_iter().chain(parameters).chain(counts) {
            assert!(phrase.to(Language::English).is_ascii(), "{}: {}", page.id, phrase.english);
            assert!(
                phrase.to(Language::Chinese).chars().any(|letter| letter > '\u{2e80}'),
                "{}: {}",
                page.id,
                phrase.chinese
            );
        }
        assert!(!page.example.is_empty(), "{} has no example", page.id);
        assert!(page.id.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'-'), "{}", page.id);
    }
}

#[test]
fn every_example_is_accepted() {
    for page in pages().into_iter().filter(|page| !is_csv(page)) {
        let mut faults = ministry().change(|draft| put(draft, page)).faults();
        // An example shows its own goal alone; beside the others of a campaign nothing is left out.
        faults.retain(|fault| !fault.starts_with("count-not-minimised"));
        assert_eq!(faults, [""; 0], "{}", page.id);
    }
}

#[test]
fn every_example_of_a_table_has_its_columns_in_each_row() {
    for page in pages().into_iter().filter(|page| is_csv(page)) {
        let rows: Vec<usize> = page.example.lines().map(|row| row.split(',').count()).collect();
        assert!(rows.len() > 1 && rows.iter().all(|cells| *cells == rows[0]), "{}: {}", page.id, page.example);
    }
}

/// The keys that a rule asks for, which the fault of an unknown one lists.
fn asked(page: &Page) -> BTreeSet<String> {
    let mut settings = ministry().change(|draft| {
        if !is_csv(page) {
            put(draft, page);
        }
    });
    settings = settings.change(|draft| {
        draft.rules.entry(page.id.to_owned()).or_default().insert("no-such-key".to_owned(), true.into());
    });
    let faults = crate::Campaign::build(settings.draft()).expect_err("an unknown key is a fault");
    let unknown = faults.0.iter().find(|fault| fault.code == "unknown-key" && fault.value == "no-such-key");
    let expected = &unknown.unwrap_or_else(|| panic!("{} takes any key", page.id)).expected.english;
    let list = expected.strip_prefix("a known key: ").unwrap_or_default();
    list.split(", ").map(str::to_owned).filter(|key| !["mode", "exception"].contains(&key.as_str())).collect()
}

/// The keys of a page's parameters. `<kind>` stands for the campaign's kinds; a key with a dot lies within another.
fn keys(page: &Page) -> BTreeSet<String> {
    let keys = page.parameters.iter().map(|parameter| parameter.key).filter(|key| !key.contains('.'));
    let expand = |key: &str| {
        if key == "<kind>" { vec!["city".to_owned(), "county".to_owned()] } else { vec![key.to_owned()] }
    };
    keys.flat_map(expand).collect()
}

#[test]
fn the_parameters_of_a_page_are_those_that_its_rule_asks_for() {
    for page in pages() {
        assert_eq!(keys(page), asked(page), "{}", page.id);
    }
}

/// What is wrong with a parameter that has this value.
fn faults_of(page: &Page, key: &str, value: &toml::Value) -> Vec<Fault> {
    let tiny = ministry().change(|draft| {
        put(draft, page);
        draft.rules.entry(page.id.to_owned()).or_default().insert(key.to_owned(), value.clone());
    });
    crate::Campaign::build(tiny.draft()).err().map(|faults| faults.0).unwrap_or_default()
}

#[test]
fn no_parameter_takes_what_it_is_not_made_for() {
    // One of each kind that a setting can be of, and no parameter is made for two of them.
    let odd: [toml::Value; 6] = [
        (-1).into(),
        1e9.into(),
        true.into(),
        "no such word".into(),
        vec![true].into(),
        toml::toml! { no-such-key = true }.into(),
    ];
    for page in pages() {
        for key in keys(page) {
            let told: Vec<Vec<Fault>> = odd.iter().map(|value| faults_of(page, &key, value)).collect();
            let taken = told.iter().filter(|faults| faults.is_empty()).count();
            assert!(taken <= 1, "{} takes {taken} odd values for {key}", page.id);
            for fault in told.iter().flatten() {
                let place = fault.spot.to_string();
                assert!(place.starts_with(&format!("rules.{}.{key}", page.id)), "{fault}");
                assert!(!fault.value.is_empty() && !fault.expected.english.is_empty(), "{fault}");
            }
        }
    }
}

#[test]
fn the_folder_is_the_list_of_rules() {
    let files: BTreeSet<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|file| !MACHINERY.contains(&file.as_str()))
        .collect();
    let registered: BTreeSet<String> = pages().iter().map(|page| page.id.replace('-', "_")).collect();
    assert_eq!(files, registered);
}

#[test]
fn every_rule_is_tested_and_its_audit_finds_something() {
    for page in pages() {
        let source = std::fs::read_to_string(folder().join(page.id.replace('-', "_")).with_extension("rs")).unwrap();
        let tests = source.split_once("mod tests {").map(|(_, tests)| tests);
        let tests = tests.unwrap_or_else(|| panic!("{} has no tests", page.id));
        let found = [format!("\"{} broken", page.id), format!("\"{}.", page.id)];
        assert!(
            tests.contains(".finds(") && found.iter().any(|found| tests.contains(found)),
            "no test of {} shows a finding",
            page.id
        );
        assert!(tests.contains(".agrees"), "the statement of {} is not held against its audit", page.id);
    }
}

/// A rule with the page of one's own that does what `recusal` does.
#[derive(Debug)]
struct Own(Page);

impl RuleKind for Own {
    fn page(&self) -> &'static Page {
        Box::leak(Box::new(self.0))
    }

    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        super::recusal::Recusal.build(parameters)
    }
}

#[test]
fn a_rule_of_ones_own_stands_last_or_in_the_place_of_its_namesake() {
    let with = |id: &'static str| -> Vec<&'static str> {
        let own = Own(Page { id, ..*pages()[0] });
        Registry::standard().with(Box::leak(Box::new(own))).pages().map(|page| page.id).collect()
    };
    let standard: Vec<&str> = pages().iter().map(|page| page.id).collect();
    assert_eq!(with("own"), [standard.clone(), vec!["own"]].concat());
    assert_eq!(with("recusal"), standard);
}

#[test]
fn what_excludes_a_post_says_why() {
    let rules = Tiny::busy().rounds(4, 2).team("T4 130100 city 2 2017-09-10/2017-09-16");
    let rules = rules.rule("one-seat", "").rule("rest", "days = 15").rule("no-return", "").problem();
    let (posts, mut excluded) = (rules.posts(), 0);
    for (one, other) in posts.iter().flat_map(|one| posts.iter().map(move |other| (one, other))) {
        for entry in rules.campaign().rules().entries() {
            assert_eq!(entry.rule().excludes(one, other), entry.rule().clashes(one, other).is_some(), "{}", entry.id());
            excluded += usize::from(entry.rule().excludes(one, other));
        }
    }
    assert!(excluded > posts.len());
}
