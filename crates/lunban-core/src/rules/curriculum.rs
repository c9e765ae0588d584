//! `curriculum`: how often people serve in teams of a kind or with a tag.

use super::{CountOf, CountPage, Mode, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind};
use crate::{
    About, Campaign, Findings, Holding, Label, PersonId, Post, Statement, Sum, TagId, Text, View, Window, nearest_text,
    text,
};

const SHORT: usize = 0;

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Curriculum;

static PAGE: Page = Page {
    id: "curriculum",
    says: Phrase::new(
        "People, or those with a tag, have at least or at most so many duties in teams with a tag or of a kind. What is missing to a minimum counts; a maximum binds.",
        "人员（或带某标签者）在带某标签或某类型的组内，任务数不少于或不多于规定次数。不足下限计数，上限为硬性。",
    ),
    source: Phrase::new(
        "Other campaigns: residents of a hospital, each owing so many blocks of each speciality.",
        "其他行动：例如住院医师轮转，每人须完成各专科规定的轮次。",
    ),
    mode: Mode::Hard,
    always: false,
    exception: None,
    parameters: &[ParameterPage {
        key: "require",
        says: Phrase::new(
            "a list of { people = \"tag\", teams = \"tag or kind\", at_least = n, at_most = n }; people: everybody of the pool where not given",
            "列表 { people = \"标签\", teams = \"标签或类型\", at_least = n, at_most = n }；people缺省为全体派驻人员",
        ),
    }],
    counts: &[CountPage {
        name: "short",
        says: Phrase::new("a duty that a person lacks to a minimum", "某人距下限所缺的一次任务"),
        of: CountOf::Missing,
    }],
    example: "[rules.curriculum]\nrequire = [{ people = \"first-year\", teams = \"city\", at_least = 1, at_most = 2 }]",
};

/// One line of a curriculum.
#[derive(Clone, Debug)]
struct Requirement {
    people: People,
    teams: String,
    at_least: i64,
    at_most: Option<i64>,
}

/// Whom a line speaks of.
#[derive(Clone, Copy, Debug)]
enum People {
    Everybody,
    Tagged(TagId),
    /// A tag that nobody bears.
    Nobody,
}

impl RuleKind for Curriculum {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        let require = parameters.list("require", requirement).into_iter().flatten().collect();
        Box::new(Settled { require })
    }
}

fn requirement(table: &mut Parameters<'_>) -> Option<Requirement> {
    let campaign = table.campaign();
    let people = match table.text("people") {
        Some(word) => table.tag("people", word).map_or(People::Nobody, People::Tagged),
        None => People::Everybody,
    };
    let (least, at_most) = (table.integer("at_least", 0..=10_000), table.integer("at_most", 0..=10_000));
    let at_least = least.unwrap_or(0);
    if let Some(at_most) = at_most.filter(|at_most| *at_most < at_least) {
        let expected = text!("at_least, {at_least}, or more", "不得小于at_least {at_least}");
        table.fault("max-below-min", "at_most", expected, Some(text!("{at_most} for at_least", "at_least写{at_most}")));
    }
    if !["at_least", "at_most"].into_iter().any(|key| table.value(key).is_some()) {
        let expected = text!("at_least or at_most", "须给出at_least或at_most");
        table.fault("missing-limit", "at_least", expected, Some(text!("`at_least = 1`", "`at_least = 1`")));
    }
    let words = || {
        let kinds = campaign.kinds().iter().map(|kind| kind.name.as_str());
        kinds.chain(campaign.teams().iter().flat_map(|team| team.tags.iter().map(String::as_str)))
    };
    let Some(teams) = table.text("teams") else {
        if table.value("teams").is_none() {
            let example = words().next().map(|word| Text::plain(format!("`teams = \"{word}\"`")));
            table.fault("missing-teams", "teams", text!("a tag or kind of team", "须给出组的标签或类型"), example);
        }
        return None;
    };
    if !words().any(|word| word == teams) {
        let expected = text!("a tag that some team bears, or a kind of team", "须为某组的标签或组的类型");
        table.fault("unknown-tag", "teams", expected, nearest_text(teams, words()));
    }
    Some(Requirement { people, teams: teams.to_owned(), at_least, at_most })
}

impl Requirement {
    fn speaks_of(&self, campaign: &Campaign, person: PersonId) -> bool {
        match self.people {
            People::Everybody => true,
            People::Tagged(tag) => campaign.person(person).has(tag),
            People::Nobody => false,
        }
    }

    fn names(&self, campaign: &Campaign, post: &Post) -> bool {
        campaign.kind(post.kind).name == self.teams || campaign.team(post.team).tags.contains(&self.teams)
    }
}

#[derive(Debug)]
struct Settled {
    require: Vec<Requirement>,
}

impl Rule for Settled {
    fn tells_apart(&self, campaign: &Campaign, first: &Post, second: &Post) -> bool {
        self.require.iter().any(|requirement| requirement.names(campaign, first) != requirement.names(campaign, second))
    }

    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        let problem = window.problem();
        for (position, requirement) in self.require.iter().enumerate() {
            let number = i64::try_from(position).ok();
            let residents = problem.campaign().person_ids().filter(|&person| problem.is_resident(person));
            for person in residents.filter(|&person| requirement.speaks_of(problem.campaign(), person)) {
                let named = |post: &crate::PostId| requirement.names(problem.campaign(), problem.post(*post));
                let holdings = window.of_person(person).iter();
                let (some, all): (Vec<&Holding>, Vec<&Holding>) = holdings
                    .filter(|held| window.slot(held.slot).posts.iter().any(named))
                    .partition(|held| !window.slot(held.slot).posts.iter().all(named));
                let label = Label { person: Some(person), number, ..statement.label("at_most") };
                if let Some(most) =
                    requirement.at_most.filter(|&most| i64::try_from(all.len()).is_ok_and(|all| all > most))
                {
                    statement.at_most(label, Sum::of(all.iter().copied()), most);
                }
                let label = Label { what: ("curriculum", "at_least"), ..label };
                statement.count_below(SHORT, label, Sum::of(some.into_iter().chain(all)), requirement.at_least);
            }
        }
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        for requirement in &self.require {
            let teams = &requirement.teams;
            let residents = problem.campaign().person_ids().filter(|&person| problem.is_resident(person));
            for person in residents.filter(|&person| requirement.speaks_of(problem.campaign(), person)) {
                let duties = view.of_person(person).iter();
                let in_teams = duties.filter(|duty| requirement.names(problem.campaign(), problem.post(duty.post)));
                let duties = i64::try_from(in_teams.count()).unwrap_or(i64::MAX);
                let (least, most) = (requirement.at_least, requirement.at_most.unwrap_or(i64::MAX));
                if duties < least {
                    findings.count(SHORT, least - duties, || {
                        let says = text!(
                            "{duties} duties in `{teams}`, at least {least} are due",
                            "在“{teams}”任务{duties}次，至少应{least}次"
                        );
                        About::new(says).people([person])
                    });
                }
                if duties > most {
                    findings.breach(duties - most, || {
                        let says = text!(
                            "{duties} duties in `{teams}`, {most} at most",
                            "在“{teams}”任务{duties}次，上限{most}次"
                        );
                        About::new(says).people([person])
                    });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    /// Teams of two kinds, one tagged; P1 and P2 are in their first year, P3 is not, P4 is not of the residents' pool.
    fn tiny(settings: &str) -> Tiny {
        let people = ["P1 A staff first-year", "P2 A staff first-year", "P3 A staff", "P4 C staff first-year"];
        let tiny = Tiny::new().rounds(3, 0).people(people).team("T1 130100 city 2").team("T2 130200 county 2");
        tiny.change(|draft| draft.teams[1].tags.push("surgery".to_owned())).rule("curriculum", settings)
    }

    const FIRST_YEAR: &str = "require = [{ people = \"first-year\", teams = \"surgery\", at_least = 1, at_most = 2 }]";

    #[test]
    fn a_curriculum_that_is_kept_costs_nothing() {
        assert_eq!(
            tiny(FIRST_YEAR).finds("r1 T2 leader P1; r2 T2 leader P1; r3 T2 leader P2; r1 T1 leader P2"),
            [""; 0]
        );
    }

    #[test]
    fn each_duty_missing_to_a_minimum_counts() {
        assert_eq!(tiny(FIRST_YEAR).finds("r1 T1 leader P1"), ["curriculum.short 1: P1", "curriculum.short 1: P2"]);
        assert_eq!(
            tiny("require = [{ teams = \"city\", at_least = 2 }]").finds("r1 T1 leader P1; r1 T1 member P2"),
            ["curriculum.short 1: P1", "curriculum.short 1: P2", "curriculum.short 2: P3"]
        );
    }

    #[test]
    fn each_duty_above_a_maximum_is_a_breach() {
        let three = "r1 T2 leader P1; r2 T2 leader P1; r3 T2 leader P1; r1 T2 member P2";
        assert_eq!(tiny(FIRST_YEAR).finds(three), ["curriculum broken 1: P1"]);
        assert_eq!(tiny(&format!("mode = \"soft\"\n{FIRST_YEAR}")).finds(three), ["curriculum.broken 1: P1"]);
    }

    #[test]
    fn what_is_short_stands_beside_open_seats() {
        let campaign = tiny(FIRST_YEAR).rule("coverage", "").campaign();
        let terms = &campaign.goals().levels()[0].terms;
        let names: Vec<String> = terms.iter().map(|(count, _)| campaign.rules().count_name(*count)).collect();
        assert_eq!(names, ["coverage.open", "curriculum.short"]);
    }

    #[test]
    fn a_line_out_of_range_or_without_a_limit_is_a_fault() {
        let fault = |line: &str| tiny(&format!("require = [{{ {line} }}]")).faults();
        let at = |key: &str| format!(" at rules.curriculum.require.0.{key}: ");
        assert_eq!(
            fault("teams = \"city\", at_least = -1"),
            [format!("parameter-out-of-range{}-1, maybe `0`", at("at_least"))]
        );
        let too_many = format!("parameter-out-of-range{}10001, maybe `10000`", at("at_most"));
        assert_eq!(fault("teams = \"city\", at_most = 10001"), [too_many]);
        let reversed = format!("max-below-min{}1, maybe 1 for at_least", at("at_most"));
        assert_eq!(fault("teams = \"city\", at_least = 2, at_most = 1"), [reversed]);
        let without = format!("missing-limit{}, maybe `at_least = 1`", at("at_least"));
        assert_eq!(fault("teams = \"city\""), [without]);
        let nowhere = format!("missing-teams{}, maybe `teams = \"city\"`", at("teams"));
        assert_eq!(fault("at_least = 1"), [nowhere]);
    }

    #[test]
    fn a_tag_that_nobody_bears_is_said_and_a_slip_is_a_fault() {
        let of = |tag: &str| tiny(&format!("require = [{{ people = \"{tag}\", teams = \"city\", at_least = 1 }}]"));
        let at = "at rules.curriculum.require.0.people";
        assert_eq!(of("frist-year").faults(), [format!("unknown-tag {at}: frist-year, maybe `first-year`")]);
        assert_eq!(of("hydrology").rule("coverage", "").faults(), [format!("tag-of-nobody {at}: hydrology")]);
        assert_eq!(of("hydrology").finds(""), [""; 0]);
    }

    #[test]
    fn words_that_no_team_bears_and_unknown_keys_are_faults() {
        let fault = |settings: &str| tiny(settings).faults().into_iter().next().unwrap_or_default();
        let misspelt = "require = [{ teams = \"surgry\", at_least = 1 }]";
        assert!(fault(misspelt).contains(" at rules.curriculum.require.0.teams: surgry, maybe `surgery`"));
        let unknown = fault("require = [{ teams = \"surgery\", atleast = 1 }]");
        assert!(unknown.contains("rules.curriculum.require.0"), "{unknown}");
        assert_eq!(fault("requires = []"), "unknown-key at rules.curriculum.requires: requires, maybe `require`");
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        for settings in
            [FIRST_YEAR, "require = [{ teams = \"city\", at_least = 2 }, { teams = \"county\", at_most = 1 }]"]
        {
            tiny(settings).agrees_in_both_modes("curriculum");
            tiny(settings).rule("one-seat", "").agrees_in_both_modes("curriculum");
        }
    }
}
