//! Campaign files with faults.

use crate::sample::Sample;

#[test]
fn a_misspelt_key_at_every_level() {
    for (from, to, expected) in [
        (
            "[campaign]",
            "[campain]",
            "campaign.toml:1:2: `campain`: expected a known key: campaign, ranks, kinds, files, rules, goals, territory, reporting, training, vehicles, budget\n  Maybe `campaign`",
        ),
        (
            "name =",
            "nam =",
            "campaign.toml:2:1: `nam`: expected a known key: name, start, rounds, days_per_round, overlap_days, heavy, published\n  Maybe `name`",
        ),
        ("aliases", "alias", "campaign.toml:10:1: `alias`: expected a known key: order, aliases\n  Maybe `aliases`"),
        ("from =", "form =", "campaign.toml:14:1: `form`: expected a known key: seats, from\n  Maybe `from`"),
        ("weight", "wieght", "campaign.toml:24:46: `wieght`: expected a known key: count, weight\n  Maybe `weight`"),
        ("leader-rank]", "leader-rnk]", "campaign.toml:16:8: `leader-rnk`: expected a rule: one of "),
        ("days = 14", "day = 14", "campaign.toml:19:1: `day`: expected a known key: days"),
    ] {
        let errors = Sample::new().change("campaign.toml", from, to).errors();
        assert!(errors.iter().any(|error| error.starts_with(expected)), "{to}: {errors:#?}");
    }
}

#[test]
fn a_value_of_the_wrong_kind_hides_only_what_follows_from_it() {
    let sample = Sample::new().change("campaign.toml", "rounds = 3", "rounds = \"three\"").change(
        "roster/U1.csv",
        "李四,处级",
        "李四,处",
    );
    assert_eq!(
        sample.errors(),
        [
            "campaign.toml:4:10: `\"three\"`: expected a whole number of 0 or more",
            "roster/U1.csv:3:rank: `处`: expected a rank: one of 科级, 处级, 司局级\n  Maybe `处级`"
        ]
    );
}

#[test]
fn seats_are_numbers_or_the_rest() {
    let sample = Sample::new().change("campaign.toml", "\"rest\"", "\"others\"");
    assert_eq!(
        sample.errors(),
        ["campaign.toml:13:32: `\"others\"`: expected a number of seats, or \"rest\"\n  Maybe `\"rest\"`"]
    );
}

#[test]
fn what_is_missing_is_named() {
    let sample = Sample::new().change("campaign.toml", "start = 2017-09-15\n", "");
    assert_eq!(
        sample.errors(),
        [
            "campaign.toml:1:1: (empty): expected the key `start`\n  Maybe `lunban new` for a campaign.toml that has everything"
        ]
    );
    let sample = Sample::new().with("campaign.toml", "[ranks]\norder = [\"科级\", \"处级\", \"司局级\"]\n");
    let lines: Vec<String> =
        sample.errors()[..2].iter().filter_map(|error| error.lines().next()).map(str::to_owned).collect();
    assert_eq!(lines, ["campaign.toml: expected a section [campaign]", "campaign.toml: expected a section [kinds]"]);
}

#[test]
fn text_that_is_no_toml_and_a_day_that_no_calendar_has() {
    let errors = Sample::new().change("campaign.toml", "rounds = 3", "rounds 3").errors();
    assert!(errors[0].starts_with("campaign.toml:4:"), "{errors:#?}");
    let errors = Sample::new().change("campaign.toml", "2017-09-15", "2017-02-30").errors();
    assert!(errors[0].starts_with("campaign.toml:3:"), "{errors:#?}");
    let errors = Sample::new().change("campaign.toml", "2017-09-15", "\"2017-02-30\"").errors();
    assert_eq!(
        errors,
        ["campaign.toml:3:9: `\"2017-02-30\"`: expected a day of that month, which has 28\n  Maybe `2017-02-28`"]
    );
}

#[test]
fn faults_of_core_point_at_the_setting() {
    let sample = Sample::new().change("campaign.toml", "heavy = { 2 = 2 }", "heavy = { 2 = 2, 4 = 2 }").change(
        "campaign.toml",
        "coverage.open",
        "coverage.opn",
    );
    assert_eq!(
        sample.errors()[0],
        "campaign.toml:6:18: `4`: expected a round from 1 to 3\n  Maybe another round, or more `rounds` in campaign.toml"
    );
    let sample = Sample::new().change("campaign.toml", "coverage.open", "coverage.opn");
    let errors = sample.errors();
    assert!(
        errors[0].starts_with("campaign.toml:22:15: `coverage.opn`: expected a count of a rule that is on"),
        "{errors:#?}"
    );
    assert!(errors[0].ends_with("Maybe `coverage.open`"), "{errors:#?}");
}

#[test]
fn a_number_in_quotes() {
    let sample = Sample::new().change("campaign.toml", "days = 14\n", "days = \"14\"\n");
    let errors = sample.errors();
    assert!(errors.len() == 1 && errors[0].ends_with("\n  Maybe `14`, without quotes"), "{errors:?}");
}

/// Settings in place of those of `rest`, and what is said of them: from the second line after the heading `[rules.rest]` on.
const RULES: &[(&str, &str)] = &[
    ("[rules.rest]\ndays = -1", "19:1: `-1`: expected a whole number from 0 to 3650\n  Maybe `0`"),
    ("[rules.rest]\ndays = 3651", "19:1: `3651`: expected a whole number from 0 to 3650\n  Maybe `3650`"),
    (
        "[rules.rest]\ndays = [14]",
        "19:1: `[14]`: expected a whole number from 0 to 3650\n  Maybe `lunban rules` for what each parameter may be",
    ),
    ("[rules.rest]\nmode = \"sotf\"", "19:1: `sotf`: expected one of hard, soft, off\n  Maybe `soft`"),
    ("[rules.unit-share]\nmax_share = 35", "19:1: `35`: expected a share from 0 to 1\n  Maybe `0.35`"),
    (
        "[rules.workload]\ntarget = 3\nmax = 2",
        "20:1: `2`: expected a maximum of the target, 3, or more\n  Maybe `3`, or a lower target",
    ),
    (
        "[rules.recusal]\nscope = \"county\"",
        "19:1: `county`: expected one of city, province\n  Maybe `lunban rules` for what each parameter may be",
    ),
    (
        "[rules.training]\nsessions = 2017-09-13",
        "19:1: `2017-09-13`: expected a list of days [2017-09-13, ...]\n  Maybe `lunban rules` for what each parameter may be",
    ),
    (
        "[rules.team-mix]\nrequire = [{ tag = \"law\", at_least = 3 }]",
        "19:27: `3`: expected at most the seats of the smallest team, 2\n  Maybe `2`, or `kind` for the larger teams",
    ),
    (
        "[rules.team-mix]\nrequire = [{ tag = \"experiencd\" }]",
        "19:14: `experiencd`: expected a tag that somebody bears\n  Maybe `experienced`",
    ),
    (
        "[rules.curriculum]\nrequire = [{ people = \"experiencd\", teams = \"city\", at_least = 1 }]",
        "19:14: `experiencd`: expected a tag that somebody bears\n  Maybe `experienced`",
    ),
    (
        "[rules.commended-first]\ntag = \"comended\"",
        "19:1: `comended`: expected a tag that somebody bears\n  Maybe `commended`",
    ),
    (
        "[rules.no-return]\n[rules.return]",
        "19:8: `return`: expected one of the two: `return` and `no-return` contradict\n  Maybe `mode = \"off\"` for one of them",
    ),
];

#[test]
fn parameters_of_rules_are_told_with_their_place_what_was_expected_and_what_may_be_meant() {
    for (rule, fault) in RULES {
        let errors = Sample::new().change("campaign.toml", "[rules.rest]\ndays = 14", rule).errors();
        assert_eq!(errors, [format!("campaign.toml:{fault}")], "{rule}");
    }
}

#[test]
fn goals_are_told_so_too() {
    for (from, to, fault) in [
        (
            "{ count = \"coverage.open\" }",
            "",
            "22:1: `[]`: expected at least one count, such as { count = \"coverage.open\" }\n  Maybe the level is not meant",
        ),
        (
            "weight = 2",
            "weight = 0",
            "24:46: `0`: expected a weight from 1 to 1000000\n  Maybe leave out a count that does not matter",
        ),
        (
            "weight = 2",
            "weight = -3",
            "24:46: `-3`: expected a weight from 1 to 1000000\n  Maybe leave out a count that does not matter",
        ),
        ("weight = 2", "weight = 1.5", "24:55: `1.5`: expected a whole number of 0 or more"),
        (
            "coverage.open",
            "leader-rank.waivers",
            "24:15: `leader-rank.waivers`: expected each count once\n  Maybe only where it matters most",
        ),
        (
            "coverage.open",
            "travel.km",
            "22:15: `travel.km`: expected a count of a rule that is on: one of coverage.open, leader-rank.waivers, pairs.broken, wishes.against\n  Maybe `lunban rules` for the rules and their counts",
        ),
        (
            "minimise = [{ count = \"coverage",
            "minimize = [{ count = \"coverage",
            "22:1: `minimize`: expected a known key: minimise\n  Maybe `minimise`",
        ),
    ] {
        let errors = Sample::new().change("campaign.toml", from, to).errors();
        assert_eq!(errors, [format!("campaign.toml:{fault}")], "{to}");
    }
}

#[test]
fn a_tag_that_nobody_bears_is_no_more_than_said_but_not_where_a_roster_could_not_be_read() {
    let mix = "[rules.team-mix]\nrequire = [{ tag = \"hydrology\" }]";
    let sample = Sample::new().change("campaign.toml", "[rules.rest]\ndays = 14", mix);
    let said = "campaign.toml:19:14: warning: `hydrology`: nobody bears this tag\n  Maybe somebody who bears it is missing in the rosters";
    assert!(sample.warnings().contains(&said.to_owned()), "{:#?}", sample.warnings());
    let faults = sample.with("roster/U2.csv", "").read().expect_err("a roster is empty").0;
    assert!(faults.iter().all(|fault| fault.code != "tag-of-nobody"), "{faults:#?}");
}
