//! `pairs`: people who serve together, and people who do not.

use std::collections::BTreeMap;

use super::{CountOf, CountPage, ExceptionPage, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{
    About, Campaign, DateRange, Duty, Findings, Label, PersonId, PlaceId, PostId, Problem, SlotId, Statement, Sum,
    TeamId, Text, TieScope, View, Window, text,
};

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Pairs;

static PAGE: Page = Page {
    id: "pairs",
    says: Phrase::new(
        "People tied by `with` serve on the same dates in the same team (or city, or only on the same dates), or neither does. People tied by `apart` are never at one time in the same team (or city, or on duty). Ties with `!` bind; of the others, each duty without the other, or each time together, counts.",
        "“同组”者同期同组（或同城、仅同期）任职，或均不任职；“不同组”者不得同时同组（或同城、同时任职）。带`!`者为硬性；其余每次违背计1。",
    ),
    source: Phrase::new("The roster's columns `with` and `apart`.", "名单中的同组、不同组两列。"),
    mode: Mode::Soft,
    always: true,
    exception: Some(ExceptionPage {
        price: 5, says: Phrase::new("a tie that is not kept", "同组或回避要求未满足")
    }),
    parameters: &[],
    counts: &[CountPage {
        name: "broken",
        says: Phrase::new(
            "a duty without the one it is tied to, or a time together of two who should be apart",
            "一次缺少搭档的任务，或应分开者的一次相聚",
        ),
        of: CountOf::Others,
    }],
    example: "id,with,apart\nP0001,P0002@city,P0003!",
};

impl RuleKind for Pairs {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, _parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        Box::new(Settled)
    }
}

const BROKEN_TIES: usize = 0;

#[derive(Debug)]
struct Settled;

/// One tie, once for both of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    people: [PersonId; 2],
    together: bool,
    scope: TieScope,
    hard: bool,
}

/// The ties of a campaign. One written twice is one; it binds if either writes so.
fn pairs(campaign: &Campaign) -> Vec<Pair> {
    let mut pairs: BTreeMap<([PersonId; 2], bool, TieScope), bool> = BTreeMap::new();
    for person in campaign.person_ids() {
        let described = campaign.person(person);
        for (ties, together) in [(&described.with, true), (&described.apart, false)] {
            for tie in ties {
                let people = [person.min(tie.person), person.max(tie.person)];
                *pairs.entry((people, together, tie.scope)).or_default() |= tie.hard;
            }
        }
    }
    pairs.into_iter().map(|((people, together, scope), hard)| Pair { people, together, scope, hard }).collect()
}

/// For people who never serve but in one team with others: those of them who come before them in the list.
pub(super) fn in_one_team(campaign: &Campaign) -> BTreeMap<PersonId, Vec<PersonId>> {
    let mut bound: BTreeMap<PersonId, Vec<PersonId>> = BTreeMap::new();
    let Some(entry) = campaign.rules().entries().iter().find(|entry| entry.is_of(&PAGE)) else { return bound };
    let binds =
        |pair: &Pair| pair.together && pair.scope == TieScope::Team && (pair.hard || entry.mode() == Mode::Hard);
    for Pair { people: [first, second], .. } in pairs(campaign).into_iter().filter(binds) {
        bound.entry(second).or_default().push(first);
    }
    bound
}

/// Where two duties have to agree for their people to be together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Where {
    Team(TeamId),
    City(PlaceId),
    Region(usize),
    Anywhere,
}

/// How far a window tells places apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Team,
    City,
    Region,
    Time,
}

impl From<TieScope> for Told {
    fn from(scope: TieScope) -> Self {
        match scope {
            TieScope::Team => Self::Team,
            TieScope::City => Self::City,
            TieScope::Round => Self::Time,
        }
    }
}

impl Rule for Settled {
    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        for (position, mut pair) in pairs(window.problem().campaign()).into_iter().enumerate() {
            pair.hard |= statement.is_hard();
            let free = |person: PersonId| window.of_person(person).iter().any(|held| held.column.is_some());
            if !pair.people.into_iter().any(free) {
                continue;
            }
            let label = Label { number: i64::try_from(position).ok(), ..statement.label("tie") };
            if pair.together {
                state_together(window, statement, pair, label);
            } else {
                state_apart(window, statement, pair, label);
            }
        }
    }

    fn says(&self, problem: &Problem, row: &Label, _bound: i64) -> Option<Text> {
        let campaign = problem.campaign();
        let pair = pairs(campaign).into_iter().nth(usize::try_from(row.number?).ok()?)?;
        let [first, second] = pair.people.map(|person| campaign.names(&[person]));
        Some(if pair.together {
            text!("{first} and {second} serve together or not at all", "{first}与{second}须同去或都不去")
        } else {
            text!("{first} and {second} never serve together", "{first}与{second}不得同去")
        })
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        for pair in pairs(problem.campaign()) {
            let [first, second] = pair.people.map(|person| view.of_person(person));
            let broken = if pair.together {
                let lonely = |duty: &&Duty, others: &[Duty]| {
                    !others.iter().any(|other| other.span == duty.span && agree(problem, duty, other, pair.scope))
                };
                let firsts = first.iter().filter(|duty| lonely(duty, second));
                firsts.chain(second.iter().filter(|duty| lonely(duty, first))).copied().collect()
            } else {
                let meets =
                    |duty: &Duty, other: &Duty| other.span.meets(duty.span) && agree(problem, duty, other, pair.scope);
                let firsts = first.iter();
                let together = firsts.flat_map(|duty| second.iter().filter(|other| meets(duty, other)).map(|_| *duty));
                together.collect::<Vec<Duty>>()
            };
            for duty in broken {
                let about = || {
                    let about = if pair.together {
                        About::new(text!("serves without the one they are tied to", "未与搭档一起任职")).lack()
                    } else {
                        About::new(text!("serves together with one they should be apart from", "与应分开者一起任职"))
                    };
                    about.people(pair.people).post(problem, duty.post)
                };
                if pair.hard {
                    findings.forbidden(1, about);
                } else {
                    findings.count(BROKEN_TIES, 1, about);
                }
            }
        }
    }
}

/// Whether two duties agree in what a tie speaks of, dates apart.
fn agree(problem: &Problem, first: &Duty, second: &Duty, scope: TieScope) -> bool {
    let (first, second) = (problem.post(first.post), problem.post(second.post));
    match scope {
        TieScope::Team => first.team == second.team,
        TieScope::City => first.city == second.city,
        TieScope::Round => true,
    }
}

/// The place of a holding; none: its pool leaves it open.
fn place(window: &Window<'_>, slot: SlotId, told: Told) -> Option<Where> {
    let slot = window.slot(slot);
    let only_team = |posts: &[PostId]| {
        let mut teams = posts.iter().map(|&post| window.problem().post(post).team);
        let first = teams.next()?;
        teams.all(|team| team == first).then_some(Where::Team(first))
    };
    match told {
        Told::Team => only_team(&slot.posts),
        Told::City => slot.city.map(Where::City),
        Told::Region => slot.region.map(Where::Region),
        Told::Time => Some(Where::Anywhere),
    }
}

/// When and where; none: the place is left open.
type Key = (DateRange, Option<Where>);

/// A person's holdings by dates and place, summed where only one of them can be held, else each alone. How far places are told apart may differ
/// from one span to another.
fn parts(window: &Window<'_>, person: PersonId, told: impl Fn(DateRange) -> Told) -> Vec<(Key, Sum)> {
    let one_at_once = window.problem().campaign().rules().keep_dates_apart();
    let mut parts: BTreeMap<(Key, Option<SlotId>), Sum> = BTreeMap::new();
    for held in window.of_person(person) {
        let alone = (!one_at_once).then_some(held.slot);
        let span = window.slot(held.slot).span;
        let key = (span, place(window, held.slot, told(span)));
        parts.entry((key, alone)).or_default().add(held, 1);
    }
    parts.into_iter().map(|((key, _), sum)| (key, sum)).collect()
}

/// What a tie asks for in a span, as far as the window tells places apart for both people there: who is in one team is in one city, so in one
/// region, and at one time.
fn told(window: &Window<'_>, pair: Pair, span: DateRange) -> Told {
    let scopes = match pair.scope {
        TieScope::Team => &[Told::Team, Told::City, Told::Region][..],
        TieScope::City => &[Told::City, Told::Region],
        TieScope::Round => &[],
    };
    let held = pair.people.iter().flat_map(|&person| window.of_person(person));
    let here: Vec<SlotId> = held.map(|held| held.slot).filter(|&slot| window.slot(slot).span == span).collect();
    let is_told = |told: &&Told| here.iter().all(|&slot| place(window, slot, **told).is_some());
    scopes.iter().find(is_told).copied().unwrap_or(Told::Time)
}

/// No duty of either without the other, for every date and place as far as places are told apart.
fn state_together(window: &Window<'_>, statement: &mut Statement<'_>, pair: Pair, label: Label) {
    let [first, second] = pair.people.map(|person| parts(window, person, |span| told(window, pair, span)));
    for (person, own, others) in [(pair.people[0], &first, &second), (pair.people[1], &second, &first)] {
        for (key, duties) in own {
            let mut lonely = duties.clone();
            for (_, other) in others.iter().filter(|(other, _)| other == key) {
                lonely.add_scaled(other, -1);
            }
            let label = Label { person: Some(person), day: Some(key.0.first()), ..label };
            if pair.hard {
                statement.define_at_most(label, lonely, 0);
            } else {
                statement.count_above(BROKEN_TIES, label, lonely, 0);
            }
        }
    }
}

/// Never both, for dates that meet in one place; where places are pooled, nothing.
fn state_apart(window: &Window<'_>, statement: &mut Statement<'_>, pair: Pair, label: Label) {
    let [first, second] = pair.people.map(|person| parts(window, person, |_| pair.scope.into()));
    for ((first_span, first_place), first_sum) in first.iter().filter(|((_, place), _)| place.is_some()) {
        let meeting = second.iter().filter(|((span, place), _)| span.meets(*first_span) && place == first_place);
        for ((second_span, _), second_sum) in meeting {
            let mut both = first_sum.clone();
            both.add_sum(second_sum);
            let label =
                Label { person: Some(pair.people[0]), day: Some(first_span.first().max(second_span.first())), ..label };
            if pair.hard {
                statement.define_at_most(label, both, 1);
            } else {
                statement.count_above(BROKEN_TIES, label, both, 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;
    use crate::{Choices, Grain, Holding, PersonId, Pools, RoundId, SlotId, Window};

    fn tiny(first: &str) -> Tiny {
        Tiny::new()
            .people([first, "P2 A staff", "P3 A staff"])
            .team("T1 130100 city 2")
            .team("T2 130100 city 2")
            .team("T3 130200 city 2")
            .rule("pairs", "")
    }

    #[test]
    fn people_tied_together_serve_together_or_not_at_all() {
        let tied = tiny("P1 A staff with=P2");
        assert_eq!(tied.finds("r1 T1 leader P1; r1 T1 member P2; r1 T2 leader P3"), [""; 0]);
        assert_eq!(tied.finds("r1 T1 leader P1"), ["pairs.broken 1: P1 P2 in r1 T1 leader"]);
        assert_eq!(
            tied.finds("r1 T1 leader P1; r1 T2 leader P2"),
            ["pairs.broken 1: P1 P2 in r1 T1 leader", "pairs.broken 1: P1 P2 in r1 T2 leader"]
        );
    }

    #[test]
    fn the_scope_of_a_tie_is_team_city_or_time() {
        let in_one_city = "r1 T1 leader P1; r1 T2 leader P2";
        let in_two_cities = "r1 T1 leader P1; r1 T3 leader P2";
        assert_eq!(tiny("P1 A staff with=P2@city").finds(in_one_city), [""; 0]);
        assert_eq!(tiny("P1 A staff with=P2@city").finds(in_two_cities).len(), 2);
        assert_eq!(tiny("P1 A staff with=P2@round").finds(in_two_cities), [""; 0]);
        assert_eq!(tiny("P1 A staff apart=P2").finds(in_one_city), [""; 0]);
        assert_eq!(tiny("P1 A staff apart=P2@city").finds(in_one_city), ["pairs.broken 1: P1 P2 in r1 T1 leader"]);
        assert_eq!(tiny("P1 A staff apart=P2@city").finds(in_two_cities), [""; 0]);
        assert_eq!(tiny("P1 A staff apart=P2@round").finds(in_two_cities).len(), 1);
    }

    #[test]
    fn people_apart_may_serve_at_different_times() {
        let apart = tiny("P1 A staff apart=P2");
        assert_eq!(apart.finds("r1 T1 leader P1; r2 T1 leader P2"), [""; 0]);
        let relieved = "r1 T1 leader P1 2017-09-01/2017-09-07; r1 T1 leader P2 2017-09-08/2017-09-14";
        assert_eq!(apart.finds(relieved), [""; 0]);
        assert_eq!(apart.finds("r1 T1 leader P1; r1 T1 member P2"), ["pairs.broken 1: P1 P2 in r1 T1 leader"]);
    }

    #[test]
    fn a_tie_that_binds_is_a_breach_in_either_mode() {
        let breach = ["pairs broken 1: P1 P2 in r1 T1 leader"];
        for mode in ["mode = \"soft\"", "mode = \"hard\""] {
            assert_eq!(tiny("P1 A staff with=P2!").rule("pairs", mode).finds("r1 T1 leader P1"), breach);
            let apart = tiny("P1 A staff apart=P2!").rule("pairs", mode);
            assert_eq!(apart.finds("r1 T1 leader P1; r1 T1 member P2"), breach);
        }
        let hard = tiny("P1 A staff with=P2").rule("pairs", "mode = \"hard\"");
        assert_eq!(hard.finds("r1 T1 leader P1"), breach);
    }

    #[test]
    fn a_tie_written_from_both_ends_is_one() {
        let twice = tiny("P1 A staff with=P3").person("P4 A staff").change(|draft| {
            let mut back = draft.people[0].with[0].clone();
            back.person = "P1".to_owned();
            draft.people[2].with.push(back);
        });
        assert_eq!(twice.finds("r1 T1 leader P1"), ["pairs.broken 1: P1 P3 in r1 T1 leader"]);
    }

    /// Two people in posts of the first round, with the city of the second round settled and the team there still open.
    #[test]
    fn a_tie_holds_in_the_posts_of_one_span_while_those_of_another_are_open() {
        let problem = tiny("P1 A staff with=P2!").rule("one-seat", "").problem();
        let pools = Pools::new(&problem);
        let [first, second] = [0, 1].map(RoundId::at);
        let of = |round: RoundId| {
            let posts = problem.posts().iter().filter(move |post| post.round == Some(round));
            posts.filter(|post| problem.campaign().team(post.team).id != "T3").map(|post| post.id)
        };
        let tied = [0, 1].map(PersonId::at);
        let posts: Vec<SlotId> = of(first).map(|post| pools.of_post(Grain::Post, post)).collect();
        let city = of(second).map(|post| pools.of_post(Grain::City, post)).next().unwrap();
        assert!(!pools.is_post(city), "two teams are in that city");
        let choices = Choices {
            tops: posts.clone(),
            free: tied.map(|person| (person, posts.clone())).to_vec(),
            fixed: tied.map(|person| (person, city)).to_vec(),
            seated: true,
        };
        let stated = Window::new(&problem, &pools, Grain::Post, &choices).state();
        let team = |holding: &Holding| problem.post(pools.slot(holding.slot).posts[0]).team;
        let (ones, others): (Vec<usize>, Vec<usize>) =
            (0..stated.holdings.len()).partition(|&position| stated.holdings[position].person == tied[0]);
        for (&one, &other) in ones.iter().flat_map(|one| others.iter().map(move |other| (one, other))) {
            let is_together = team(&stated.holdings[one]) == team(&stated.holdings[other]);
            let admits = stated.settled(&[one, other]).program.contradictions().is_empty();
            assert_eq!(admits, is_together || one == other, "{:?}", [one, other]);
        }
    }

    /// Two cities at one place, one elsewhere: where regions are told apart, who is to be in one team is in one region.
    #[test]
    fn a_tie_holds_in_regions_before_there_are_cities() {
        for (tie, binds) in [("with=P2!", true), ("with=P2@city!", true), ("with=P2@round!", false)] {
            let tied = tiny(&format!("P1 A staff {tie}")).rule("one-seat", "").change(|draft| {
                let mut third = draft.places.iter().find(|place| place.code == "130200").unwrap().clone();
                third.code = "130300".to_owned();
                draft.places.push(third);
                draft.teams[2].city = "130300".to_owned();
                draft.teams[1].city = "130200".to_owned();
                for place in &mut draft.places {
                    (place.lon, place.lat) = (Some(if place.code == "130300" { 120.0 } else { 115.0 }), Some(38.0));
                }
            });
            let problem = tied.problem();
            let pools = Pools::new(&problem);
            let tops: Vec<SlotId> = pools.at(Grain::Region).collect();
            let free = [0, 1].map(|person| (PersonId::at(person), tops.clone())).to_vec();
            let choices = Choices { tops, free, ..Choices::default() };
            let stated = Window::new(&problem, &pools, Grain::Region, &choices).state();
            let regions = |positions: [usize; 2]| positions.map(|at| pools.slot(stated.holdings[at].slot).region);
            let spans = |positions: [usize; 2]| positions.map(|at| pools.slot(stated.holdings[at].slot).span);
            let (ones, others): (Vec<usize>, Vec<usize>) =
                (0..stated.holdings.len()).partition(|&at| stated.holdings[at].person == PersonId::at(0));
            let pairs = ones.iter().flat_map(|&one| others.iter().map(move |&other| [one, other]));
            for pair in pairs.filter(|&pair| spans(pair)[0] == spans(pair)[1]) {
                let admits = stated.settled(&pair).program.contradictions().is_empty();
                assert_eq!(admits, !binds || regions(pair)[0] == regions(pair)[1], "{tie}");
            }
        }
    }

    #[test]
    fn it_has_no_parameter() {
        assert_eq!(tiny("P1 A staff").rule("pairs", "scope = 1").faults(), ["unknown-key at rules.pairs.scope: scope"]);
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        for tie in ["with=P2", "with=P2@city!", "with=P2@round", "apart=P2", "apart=P2@city", "apart=P2@round!"] {
            let tied = tiny(&format!("P1 A staff {tie}"));
            tied.clone().rule("one-seat", "").agrees_in_both_modes("pairs");
            // Nothing keeps anybody from two duties at once.
            tied.agrees_in_both_modes("pairs");
            tied.rounds(2, 2).rule("one-seat", "").agrees_in_both_modes("pairs");
        }
    }
}
