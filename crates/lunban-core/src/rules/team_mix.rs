//! `team-mix`: who is together in a team.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::pairs::in_one_team;
use super::{ExceptionPage, Mode, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind};
use crate::{
    About, Campaign, Findings, Gender, Group, Holding, KindId, Label, PersonId, PostId, Problem, RankId, Statement,
    Sum, TagId, Team, TeamId, Text, UnitId, View, Window, nearest_text, text,
};

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct TeamMix;

static PAGE: Page = Page {
    id: "team-mix",
    says: Phrase::new(
        "Of a team, on any day, at least or at most so many people bear a tag, are of a gender or of a rank, and at most so many are of one unit. An open seat counts as if what is missing could still come.",
        "任一日，组内带有某标签、某性别或某职级的人数不少于或不多于规定人数，且来自同一单位的人数不超过上限。空缺席位视为仍可补足。",
    ),
    source: Phrase::new("Assumption of this campaign.", "本次行动的假设。"),
    mode: Mode::Hard,
    always: false,
    exception: Some(ExceptionPage {
        price: 5,
        says: Phrase::new("a team that is not mixed as it should be", "小组搭配不合要求"),
    }),
    parameters: &[
        ParameterPage {
            key: "require",
            says: Phrase::new(
                "a list of { tag | gender | rank = \"...\", at_least = n, at_most = n, kind = \"...\" }; at_least is 1 where neither is given; all kinds of team where no kind is given",
                "列表 { tag | gender | rank = \"...\", at_least = n, at_most = n, kind = \"...\" }；两者均未给出时at_least为1；未给kind则适用于所有类型的组",
            ),
        },
        ParameterPage {
            key: "max_same_unit",
            says: Phrase::new(
                "the most people of one unit in a team, from 1; no limit where not given",
                "同组同单位人数上限，不小于1，缺省不限",
            ),
        },
    ],
    counts: &[],
    example: "[rules.team-mix]\nrequire = [{ tag = \"experienced\", at_least = 1 }]\nmax_same_unit = 2",
};

/// What some people of a team have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trait {
    Tag(TagId),
    /// A tag that nobody bears.
    NoTag,
    Gender(Gender),
    Rank(RankId),
}

impl Trait {
    fn is_of(self, campaign: &Campaign, person: PersonId) -> bool {
        let person = campaign.person(person);
        match self {
            Self::Tag(tag) => person.has(tag),
            Self::NoTag => false,
            Self::Gender(gender) => person.gender == Some(gender),
            Self::Rank(rank) => person.rank == rank,
        }
    }
}

#[derive(Clone, Debug)]
struct Requirement {
    of: Trait,
    /// The trait as the campaign writes it.
    word: String,
    at_least: i64,
    at_most: Option<i64>,
    kind: Option<KindId>,
}

impl Requirement {
    fn speaks_of(&self, kind: KindId) -> bool {
        self.kind.is_none_or(|only| only == kind)
    }
}

#[derive(Debug)]
struct Settled {
    require: Vec<Requirement>,
    max_same_unit: Option<i64>,
}

impl RuleKind for TeamMix {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        let require: Vec<Requirement> = parameters.list("require", requirement).into_iter().flatten().collect();
        asks_no_more_than_seats(parameters, &require);
        let max_same_unit = parameters.integer("max_same_unit", 1..=10_000);
        Box::new(Settled { require, max_same_unit })
    }
}

fn requirement(table: &mut Parameters<'_>) -> Option<Requirement> {
    let (kind, of) = (kind(table), of(table));
    let at_most = table.integer("at_most", 0..=10_000);
    let at_least = table.integer("at_least", 0..=10_000).unwrap_or(i64::from(at_most.is_none()));
    if let Some(at_most) = at_most.filter(|at_most| *at_most < at_least) {
        let expected = text!("at_least, {at_least}, or more", "不得小于at_least {at_least}");
        table.fault("max-below-min", "at_most", expected, Some(text!("{at_most} for at_least", "at_least写{at_most}")));
    }
    if let Some(seats) = smallest_team(table.campaign(), kind).filter(|seats| at_least > *seats) {
        let expected = text!("at most the seats of the smallest team, {seats}", "不得多于最小一组的席位数{seats}");
        let maybe = text!("`{seats}`, or `kind` for the larger teams", "`{seats}`，或用`kind`限定较大的组");
        table.fault("mix-above-seats", "at_least", expected, Some(maybe));
        return None;
    }
    let (word, of) = of?;
    Some(Requirement { of: of?, word, at_least, at_most, kind })
}

/// The seats of the smallest team, of one kind or of all; none where there is no team.
fn smallest_team(campaign: &Campaign, kind: Option<KindId>) -> Option<i64> {
    let teams = campaign.teams().iter().filter(|team| kind.is_none_or(|kind| team.kind == kind));
    teams.map(Team::size).min().map(i64::from)
}

/// Nobody is of two genders or of two ranks, so lines of either kind need seats of their own in every team.
fn asks_no_more_than_seats(parameters: &mut Parameters<'_>, require: &[Requirement]) {
    let campaign = parameters.campaign();
    for (position, kind) in campaign.kinds().iter().enumerate() {
        let id = KindId::at(position);
        let Some(seats) = smallest_team(campaign, Some(id)) else { continue };
        let mut asked: BTreeMap<Trait, i64> = BTreeMap::new();
        for requirement in require.iter().filter(|requirement| requirement.speaks_of(id)) {
            let least = asked.entry(requirement.of).or_default();
            *least = requirement.at_least.max(*least);
        }
        for is_alike in [|of: &Trait| matches!(of, Trait::Gender(_)), |of: &Trait| matches!(of, Trait::Rank(_))] {
            let together: i64 = asked.iter().filter(|(of, _)| is_alike(of)).map(|(_, least)| least).sum();
            if together > seats {
                let name = &kind.name;
                let expected = text!(
                    "lines that together ask for no more than {seats} people, the seats of the smallest team of kind {name}; these ask for {together}",
                    "各行合计不得多于{name}类最小一组的席位数{seats}；现合计{together}"
                );
                let maybe = text!(
                    "less in one of them, or `kind` for the larger teams",
                    "减少其中一行，或用`kind`限定较大的组"
                );
                parameters.fault("mix-above-seats", "require", expected, Some(maybe));
            }
        }
    }
}

fn kind(table: &mut Parameters<'_>) -> Option<KindId> {
    let word = table.text("kind")?;
    let kinds = table.campaign().kinds();
    let found = kinds.iter().position(|kind| kind.name == word);
    if found.is_none() {
        let names = || kinds.iter().map(|kind| kind.name.as_str());
        let list = names().collect::<Vec<_>>().join(", ");
        let expected = text!("a kind of team: one of {list}", "组别须为其中之一：{list}");
        table.fault("unknown-kind", "kind", expected, nearest_text(word, names()));
    }
    found.map(KindId::at)
}

/// The one trait that a line names, and what it is; none of either where it cannot be told.
fn of(table: &mut Parameters<'_>) -> Option<(String, Option<Trait>)> {
    let (tag, gender, rank) = (table.text("tag"), table.text("gender"), table.text("rank"));
    let campaign = table.campaign();
    match (tag, gender, rank) {
        (Some(word), None, None) => {
            Some((word.to_owned(), Some(table.tag("tag", word).map_or(Trait::NoTag, Trait::Tag))))
        }
        (None, Some(word), None) => Some((word.to_owned(), gender_of(table, word).map(Trait::Gender))),
        (None, None, Some(word)) => Some((word.to_owned(), table.rank("rank").map(Trait::Rank))),
        (None, None, None) => {
            let example = campaign.tags().first().map(|tag| Text::plain(format!("`tag = \"{tag}\"`")));
            table.fault("missing-tag", "tag", text!("a tag, a gender or a rank", "须给出标签、性别或职级"), example);
            None
        }
        _ => {
            table.fault(
                "several-traits",
                "tag",
                text!("one of tag, gender and rank", "标签、性别、职级只能给出一个"),
                Some(text!("a line for each", "各写一行")),
            );
            None
        }
    }
}

fn gender_of(table: &mut Parameters<'_>, word: &str) -> Option<Gender> {
    match word {
        "f" | "female" | "女" => Some(Gender::Female),
        "m" | "male" | "男" => Some(Gender::Male),
        _ => {
            let maybe = nearest_text(word, ["female", "male"]);
            table.fault("unknown-gender", "gender", text!("m or f (男 or 女)", "须为男或女"), maybe);
            None
        }
    }
}

impl Rule for Settled {
    fn most_of_unit(&self) -> Option<i64> {
        self.max_same_unit
    }

    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        let in_one_team = in_one_team(window.problem().campaign());
        for group in window.groups() {
            for (position, requirement) in self.require.iter().enumerate() {
                state_requirement(window, statement, group, position, requirement, &in_one_team);
            }
            if let Some(most) = self.max_same_unit {
                let most = most * number(group.teams.len());
                for (unit, held) in by_unit(window, group).into_iter().filter(|(_, held)| number(held.len()) > most) {
                    let label = Label { unit: Some(unit), ..label(window, statement, group, "same_unit") };
                    statement.at_most(label, Sum::of(held), most);
                }
            }
        }
    }

    fn says(&self, problem: &Problem, row: &Label, bound: i64) -> Option<Text> {
        let day = row.day?;
        if let Some(unit) = row.unit {
            let name = &problem.campaign().unit(unit).name;
            return Some(text!(
                "{name}: at most {bound} people in the teams of {day}",
                "{name}：{day}各组至多{bound}人"
            ));
        }
        let line = usize::try_from(row.number?).ok()?;
        let word = &self.require.get(line)?.word;
        Some(match row.what.1 {
            "at_least" => {
                text!("{bound} with `{word}` in the teams of {day} at least", "{day}各组须有{bound}名“{word}”人员")
            }
            _ => text!("{bound} with `{word}` in the teams of {day} at most", "{day}各组至多{bound}名“{word}”人员"),
        })
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        for (posts, days) in teams_and_days(view) {
            for day in days {
                let on_duty: Vec<PersonId> = posts
                    .iter()
                    .flat_map(|&post| view.of_post(post))
                    .filter(|duty| duty.span.holds(day))
                    .map(|duty| duty.person)
                    .collect();
                for requirement in &self.require {
                    audit_requirement(view, findings, &posts, &on_duty, requirement);
                }
                if let Some(most) = self.max_same_unit {
                    audit_units(view, findings, posts[0], &on_duty, most);
                }
            }
        }
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn label(window: &Window<'_>, statement: &Statement<'_>, group: &Group, what: &'static str) -> Label {
    let day = Some(window.slot(group.slots[0]).span.first());
    Label { team: group.teams.first().copied(), day, ..statement.label(what) }
}

/// Over a group of teams at once: on pooled slots what all of them need together. Where a group mixes kinds of which the line names one,
/// people of the others may be counted in, never out.
fn state_requirement(
    window: &Window<'_>,
    statement: &mut Statement<'_>,
    group: &Group,
    position: usize,
    requirement: &Requirement,
    in_one_team: &BTreeMap<PersonId, Vec<PersonId>>,
) {
    let campaign = window.problem().campaign();
    let kind = |team: &TeamId| campaign.team(*team).kind;
    let teams = group.teams.iter().filter(|team| requirement.speaks_of(kind(team)));
    let teams = number(teams.count());
    if teams == 0 {
        return;
    }
    let of_trait = |held: &&Holding| requirement.of.is_of(campaign, held.person);
    let holdings = || group.slots.iter().flat_map(|&slot| window.of_top(slot)).filter(of_trait);
    let label = |what, statement: &Statement<'_>| Label {
        number: i64::try_from(position).ok(),
        ..label(window, statement, group, what)
    };
    if requirement.at_least > 0 {
        // Where one is enough, a second who always comes along is of no use to another team.
        let comes_along = |person: PersonId| {
            let with = in_one_team.get(&person).into_iter().flatten();
            requirement.at_least == 1 && with.into_iter().any(|&other| requirement.of.is_of(campaign, other))
        };
        let mut sum = Sum::of(holdings().filter(|held| !comes_along(held.person)));
        for &slot in &group.slots {
            sum.add_column(window.open(slot), 1);
        }
        statement.at_least(label("at_least", statement), sum, requirement.at_least * teams);
    }
    if let Some(most) = requirement.at_most.filter(|_| teams == number(group.teams.len())) {
        let sum = Sum::of(holdings());
        if statement.greatest(&sum) > most * teams {
            statement.at_most(label("at_most", statement), sum, most * teams);
        }
    }
}

fn audit_requirement(
    view: &View<'_>,
    findings: &mut Findings<'_>,
    posts: &[PostId],
    on_duty: &[PersonId],
    requirement: &Requirement,
) {
    let problem = view.problem();
    let post = problem.post(posts[0]);
    if !requirement.speaks_of(post.kind) {
        return;
    }
    let seats: u32 = posts.iter().map(|&post| problem.post(post).seats).sum();
    let open = (i64::from(seats) - number(on_duty.len())).max(0);
    let of_trait = on_duty.iter().filter(|&&person| requirement.of.is_of(problem.campaign(), person));
    let there = number(of_trait.count());
    let word = &requirement.word;
    let missing = requirement.at_least - there - open;
    if missing > 0 {
        findings.breach(missing, || {
            let says = text!("{missing} `{word}` missing in a team", "组内缺{missing}名“{word}”人员");
            About::new(says).people(on_duty.iter().copied()).post(problem, post.id)
        });
    }
    if let Some(most) = requirement.at_most.filter(|most| there > *most) {
        findings.breach(there - most, || {
            let says = text!("{there} `{word}` in a team, {most} at most", "组内有{there}名“{word}”人员，上限{most}名");
            About::new(says).people(on_duty.iter().copied()).post(problem, post.id)
        });
    }
}

fn audit_units(view: &View<'_>, findings: &mut Findings<'_>, post: PostId, on_duty: &[PersonId], most: i64) {
    let problem = view.problem();
    let mut units: BTreeMap<UnitId, i64> = BTreeMap::new();
    for &person in on_duty {
        *units.entry(problem.campaign().person(person).unit).or_default() += 1;
    }
    for (unit, people) in units.into_iter().filter(|(_, people)| *people > most) {
        findings.breach(people - most, || {
            let says =
                text!("{people} people of one unit in a team, {most} at most", "组内同一单位{people}人，上限{most}人");
            About::new(says).unit(unit).post(problem, post)
        });
    }
}

fn by_unit<'w>(window: &'w Window<'_>, group: &Group) -> BTreeMap<UnitId, Vec<&'w Holding>> {
    let mut units: BTreeMap<UnitId, Vec<&Holding>> = BTreeMap::new();
    for holding in group.slots.iter().flat_map(|&slot| window.of_top(slot)) {
        units.entry(window.problem().campaign().person(holding.person).unit).or_default().push(holding);
    }
    units
}

/// The posts of each team over each span, with the days on which somebody comes or goes.
fn teams_and_days(view: &View<'_>) -> Vec<(Vec<PostId>, Vec<NaiveDate>)> {
    let mut teams: BTreeMap<(TeamId, crate::DateRange), (Vec<PostId>, Vec<NaiveDate>)> = BTreeMap::new();
    for post in view.problem().posts() {
        let (posts, days) = teams.entry((post.team, post.span)).or_default();
        posts.push(post.id);
        days.extend(view.changes(post.id));
    }
    for (_, days) in teams.values_mut() {
        days.sort_unstable();
        days.dedup();
    }
    teams.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::in_one_team;
    use crate::testing::Tiny;

    fn tiny(settings: &str) -> Tiny {
        Tiny::new()
            .people(["P1 A staff experienced", "P2 A staff", "P3 A staff", "P4 B staff law", "P5 B staff"])
            .team("T1 130100 city 3")
            .team("T2 130200 city 2")
            .rule("team-mix", settings)
    }

    const EXPERIENCED: &str = "require = [{ tag = \"experienced\", at_least = 1 }]";

    #[test]
    fn a_team_with_somebody_who_bears_the_tag_is_lawful() {
        assert_eq!(tiny(EXPERIENCED).finds("r1 T1 leader P1; r1 T1 member P2; r1 T1 member P3"), [""; 0]);
    }

    #[test]
    fn an_open_seat_may_still_be_filled_with_what_is_missing() {
        assert_eq!(tiny(EXPERIENCED).finds("r1 T1 leader P2; r1 T1 member P3"), [""; 0]);
        assert_eq!(
            tiny(EXPERIENCED).finds("r1 T1 leader P2; r1 T1 member P3; r1 T1 member P4"),
            ["team-mix broken 1: P2 P3 P4 in r1 T1 leader"]
        );
    }

    #[test]
    fn each_person_missing_counts() {
        let two = tiny("require = [{ tag = \"experienced\", at_least = 2 }, { tag = \"law\" }]");
        assert_eq!(
            two.finds("r1 T2 leader P2; r1 T2 member P3"),
            ["team-mix broken 2: P2 P3 in r1 T2 leader", "team-mix broken 1: P2 P3 in r1 T2 leader"]
        );
        assert_eq!(
            two.rule("team-mix", &format!("{EXPERIENCED}\nmode = \"soft\"")).finds("r1 T2 leader P2; r1 T2 member P3"),
            ["team-mix.broken 1: P2 P3 in r1 T2 leader"]
        );
    }

    #[test]
    fn each_person_of_one_unit_above_the_most_is_a_breach() {
        let from_a = "r1 T1 leader P1; r1 T1 member P2; r1 T1 member P3";
        assert_eq!(tiny("max_same_unit = 3").finds(from_a), [""; 0]);
        assert_eq!(tiny("max_same_unit = 2").finds(from_a), ["team-mix broken 1: unit A in r1 T1 leader"]);
        assert_eq!(tiny("max_same_unit = 1").finds(from_a), ["team-mix broken 2: unit A in r1 T1 leader"]);
        assert_eq!(tiny("max_same_unit = 1").finds("r1 T1 leader P1; r1 T2 leader P2; r1 T1 member P4"), [""; 0]);
    }

    #[test]
    fn a_team_is_judged_on_every_day() {
        let relieved = "r1 T2 leader P1 2017-09-01/2017-09-07; r1 T2 leader P3 2017-09-08/2017-09-14; r1 T2 member P4";
        assert_eq!(tiny(EXPERIENCED).finds(relieved), ["team-mix broken 1: P3 P4 in r1 T2 leader"]);
        let apart = "r1 T2 leader P1 2017-09-01/2017-09-07; r1 T2 member P3 2017-09-08/2017-09-14";
        assert_eq!(tiny("max_same_unit = 1").finds(apart), [""; 0]);
    }

    #[test]
    fn rows_speak_of_whole_teams() {
        let tiny = Tiny::new().rounds(1, 0).people(["P1 A staff law", "P2 A staff"]).team("T1 130100 city 2");
        assert_eq!(
            tiny.rule("team-mix", "require = [{ tag = \"law\" }]\nmax_same_unit = 1").rows("team-mix"),
            [
                "team-mix.at_least__T1__2017-09-01__0: P1 in r1 T1 leader + P1 in r1 T1 member + seats.open__s2 + seats.open__s3 >= 1",
                "team-mix.same_unit__A__T1__2017-09-01: P1 in r1 T1 leader + P1 in r1 T1 member + P2 in r1 T1 leader + P2 in r1 T1 member <= 1",
            ]
        );
    }

    #[test]
    fn parameters_out_of_range_and_unknown_keys_are_faults() {
        assert_eq!(
            tiny("require = [{ tag = \"experiencd\" }]").faults(),
            ["unknown-tag at rules.team-mix.require.0.tag: experiencd, maybe `experienced`"]
        );
        assert_eq!(
            tiny("require = [{ tag = \"law\" }, { at_least = 1 }]").faults(),
            ["missing-tag at rules.team-mix.require.1.tag: , maybe `tag = \"experienced\"`"]
        );
        assert_eq!(
            tiny("require = { tag = \"law\" }").faults()[0].split(':').next(),
            Some("parameter-not-a-list at rules.team-mix.require")
        );
        let none = "parameter-out-of-range at rules.team-mix.max_same_unit: 0, maybe `1`";
        assert_eq!(tiny("max_same_unit = 0").faults(), [none]);
        assert_eq!(
            tiny("max_same_units = 2").faults(),
            ["unknown-key at rules.team-mix.max_same_units: max_same_units, maybe `max_same_unit`"]
        );
    }

    #[test]
    fn a_line_that_names_no_one_trait_or_no_range_is_a_fault() {
        let fault = |line: &str| tiny(&format!("require = [{{ {line} }}]")).faults();
        let at = |key: &str| format!("at rules.team-mix.require.0.{key}: ");
        let gender = format!("unknown-gender {}femal, maybe `female`", at("gender"));
        assert_eq!(fault("gender = \"femal\""), [gender]);
        assert_eq!(fault("rank = \"staf\""), [format!("unknown-rank {}staf, maybe `staff`", at("rank"))]);
        assert_eq!(
            fault("tag = \"law\", kind = \"citty\""),
            [format!("unknown-kind {}citty, maybe `city`", at("kind"))]
        );
        let several = format!("several-traits {}law, maybe a line for each", at("tag"));
        assert_eq!(fault("tag = \"law\", rank = \"staff\""), [several]);
        let reversed = format!("max-below-min {}0, maybe 0 for at_least", at("at_most"));
        assert_eq!(fault("tag = \"law\", at_least = 1, at_most = 0"), [reversed]);
        let negative = format!("parameter-out-of-range {}-1, maybe `0`", at("at_least"));
        assert_eq!(fault("tag = \"law\", at_least = -1"), [negative]);
        assert_eq!(fault("tag = \"hydrology\""), [format!("tag-of-nobody {}hydrology", at("tag"))]);
    }

    #[test]
    fn a_mix_that_asks_for_more_than_the_seats_is_a_fault() {
        let fault = |lines: &str| {
            let larger = tiny(&format!("require = [{lines}]")).team("T3 130200 county 3");
            larger
                .faults()
                .into_iter()
                .map(|fault| fault.split(": ").next().unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        };
        let (line, lines) =
            ("mix-above-seats at rules.team-mix.require.0.at_least", "mix-above-seats at rules.team-mix.require");
        assert_eq!(fault("{ tag = \"law\", at_least = 3 }"), [line]);
        assert_eq!(fault("{ tag = \"law\", at_least = 3, kind = \"county\" }"), [""; 0]);
        assert_eq!(fault("{ rank = \"staff\", at_least = 2 }, { rank = \"bureau\" }"), [lines]);
        assert_eq!(fault("{ gender = \"f\", at_least = 2 }, { gender = \"m\" }"), [lines]);
        // One person may be of a rank, of a gender and bear a tag; and the teams that ask for more may be larger.
        assert_eq!(
            fault("{ rank = \"staff\", at_least = 2 }, { gender = \"m\", at_least = 2 }, { tag = \"law\" }"),
            [""; 0]
        );
        assert_eq!(fault("{ rank = \"staff\", at_least = 2, kind = \"county\" }, { rank = \"bureau\" }"), [""; 0]);
    }

    #[test]
    fn a_mix_may_be_of_genders_and_ranks_and_of_one_kind_of_team() {
        let people = ["P6 A bureau gender=f", "P7 B division gender=m"];
        let mixed = |line: &str| people.into_iter().fold(tiny(&format!("require = [{line}]")), Tiny::person);
        let two_men = "r1 T2 leader P7; r1 T2 member P2";
        assert_eq!(mixed("{ gender = \"f\" }").finds(two_men), ["team-mix broken 1: P7 P2 in r1 T2 leader"]);
        assert_eq!(mixed("{ gender = \"f\" }").finds("r1 T2 leader P7; r1 T2 member P6"), [""; 0]);
        assert_eq!(mixed("{ rank = \"division\", at_most = 0 }").finds(two_men).len(), 1);
        assert_eq!(mixed("{ rank = \"division\", at_least = 1 }").finds(two_men), [""; 0]);
        let county = mixed("{ rank = \"bureau\", at_least = 1, kind = \"county\" }").team("T3 130200 county 1");
        assert_eq!(county.finds(two_men), [""; 0]);
        assert_eq!(county.finds("r1 T3 leader P7"), ["team-mix broken 1: P7 in r1 T3 leader"]);
    }

    #[test]
    fn mixes_of_every_trait_are_stated() {
        let lines = [
            "{ gender = \"f\", at_most = 0 }",
            "{ rank = \"staff\", at_least = 1, at_most = 1 }",
            "{ tag = \"experienced\", at_most = 1, kind = \"county\" }",
        ];
        for line in lines {
            let mixed = tiny(&format!("require = [{line}]")).person("P6 A bureau gender=f").team("T3 130200 county 2");
            mixed.agrees_in_both_modes("team-mix");
        }
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        for settings in [EXPERIENCED, "max_same_unit = 1", "require = [{ tag = \"law\", at_least = 2 }]"] {
            tiny(settings).agrees_in_both_modes("team-mix");
            tiny(settings).rounds(3, 2).rule("one-seat", "").agrees_in_both_modes("team-mix");
        }
        Tiny::busy().rule("team-mix", "require = [{ tag = \"commended\" }]").agrees_in_both_modes("team-mix");
    }

    #[test]
    fn two_who_are_bound_to_one_team_are_of_use_to_one() {
        let bound = tiny(EXPERIENCED).person("P6 A staff experienced with=P1!").rule("pairs", "").rule("one-seat", "");
        bound.agrees_in_both_modes("team-mix");
        assert_eq!(in_one_team(&bound.campaign()).len(), 1);
        let free = tiny(EXPERIENCED).person("P6 A staff experienced with=P1").rule("pairs", "");
        assert_eq!(in_one_team(&free.campaign()).len(), 0, "a tie that only counts binds nobody");
    }
}
