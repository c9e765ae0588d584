//! Campaign files with faults.

use crate::sample::Sample;

#[test]
fn a_misspelt_key_at_every_level() {
    for (from, to, expected) in [
        (
            "[campaign]",
            "[campain]",
            "campaign.toml:1:2: `campain`: expected a known key: campaign, ranks, kinds, files, rules, goals\n  Maybe `campaign`",
        ),
        (
            "name =",
            "nam =",
            "campaign.toml:2:1: `nam`: expected a known key: name, start, rounds, days_per_round, overlap_days, heavy\n  Maybe `name`",
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
