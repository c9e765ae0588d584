//! `reserve`: people who stand by, so that somebody can be called up when somebody drops out.

use std::collections::BTreeMap;

use super::{CountOf, CountPage, Mode, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind};
use crate::standby::{Rounds, StandbyAsk};
use crate::{
    About, ColumnId, Findings, Holding, Label, PersonId, Problem, RoundId, Statement, Sum, Text, View, Window, text,
};

const SHORT: usize = 0;

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Reserve;

static PAGE: Page = Page {
    id: "reserve",
    says: Phrase::new(
        "In each round so many people stand by, of a rank or a unit where that is asked: people who may serve in it, have no duty then or so near that they could not serve, and have not all their duties already. Those missing count.",
        "每轮按要求（可指定职级或单位）留有备勤人员：可在该轮任职，当轮无任务且不因休息受限，任务数未达上限。不足者计数。",
    ),
    source: Phrase::new(
        "The plan, seven (two): whoever drops out is replaced; that people stand by for it is an assumption.",
        "方案七（二）：人员因故不能参加的予以替换；设置备勤人员为本次行动的假设。",
    ),
    mode: Mode::Soft,
    always: false,
    exception: None,
    parameters: &[ParameterPage {
        key: "require",
        says: Phrase::new(
            "a list of { at_least = n, rank = \"rank\", unit = \"id\", rounds = [n, ...] }; of any rank, of any unit, in every round where not given",
            "列表 { at_least = n, rank = \"职级\", unit = \"单位编号\", rounds = [n, ...] }；缺省为任何职级、任何单位、所有轮次",
        ),
    }],
    counts: &[CountPage {
        name: "short",
        says: Phrase::new("somebody missing who should stand by", "备勤所缺的一人"),
        of: CountOf::Others,
    }],
    example: "[rules.reserve]\nrequire = [{ at_least = 2, rank = \"司局级\" }, { at_least = 1, unit = \"A\", rounds = [2] }]",
};

impl RuleKind for Reserve {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        Box::new(Settled { asks: parameters.list("require", ask) })
    }
}

fn ask(table: &mut Parameters<'_>) -> StandbyAsk {
    if table.value("at_least").is_none() {
        let maybe = text!("`at_least = 1`", "`at_least = 1`");
        table.fault("missing-limit", "at_least", text!("how many stand by", "须给出备勤人数"), Some(maybe));
    }
    let people = table.integer("at_least", 1..=1_000_000).unwrap_or(0);
    StandbyAsk {
        people: usize::try_from(people).unwrap_or(0),
        rank: table.rank("rank"),
        unit: table.unit("unit"),
        rounds: table.rounds("rounds"),
    }
}

#[derive(Debug)]
struct Settled {
    asks: Vec<StandbyAsk>,
}

impl Rule for Settled {
    fn standby(&self) -> &[StandbyAsk] {
        &self.asks
    }

    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        let problem = window.problem();
        let mut busy = Busy { window, rounds: Rounds::new(problem), known: BTreeMap::new() };
        for (number, ask) in self.asks.iter().enumerate() {
            for round in ask.rounds(problem) {
                let people = problem.campaign().person_ids().filter(|&person| ask.speaks_of(problem, person));
                let able: Vec<PersonId> = people.filter(|&person| busy.rounds.may_serve(person, round)).collect();
                let mut sum = Sum::default();
                for &person in &able {
                    busy.add(&mut sum, statement, person, round);
                }
                let day = Some(problem.campaign().calendar().round(round).span.first());
                let label =
                    Label { number: i64::try_from(number).ok(), day, unit: ask.unit, ..statement.label("short") };
                let spare = i64::try_from(able.len()).unwrap_or(0) - i64::try_from(ask.people).unwrap_or(i64::MAX);
                statement.count_above(SHORT, label, sum, spare);
            }
        }
    }

    fn says(&self, problem: &Problem, row: &Label, _bound: i64) -> Option<Text> {
        let ask = self.asks.get(usize::try_from(row.number?).ok()?)?;
        let (day, Text { english, chinese }) = (row.day?, words(problem, ask));
        Some(text!("{english} stand by on {day}", "{day}备勤{chinese}"))
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        let rounds = Rounds::new(problem);
        for ask in &self.asks {
            let people: Vec<PersonId> =
                problem.campaign().person_ids().filter(|&person| ask.speaks_of(problem, person)).collect();
            for round in ask.rounds(problem) {
                let free = people.iter().filter(|&&person| rounds.is_free(view, person, round)).count();
                let missing = ask.people.saturating_sub(free);
                if missing > 0 {
                    findings.count(SHORT, i64::try_from(missing).unwrap_or(i64::MAX), || {
                        let (number, Text { english, chinese }) = (round.number(), words(problem, ask));
                        let says = text!(
                            "in round {number} {free} could stand by where {english} should",
                            "第{number}轮可备勤{free}人，应有{chinese}"
                        );
                        let about = About { round: Some(round), unit: ask.unit, ..About::new(says) };
                        about.span(problem.campaign().calendar().round(round).span)
                    });
                }
            }
        }
    }
}

/// How many of whom: `2 people of rank bureau of unit A`.
fn words(problem: &Problem, ask: &StandbyAsk) -> Text {
    let campaign = problem.campaign();
    let people = ask.people;
    let rank = ask.rank.map(|rank| campaign.ranks().name(rank));
    let unit = ask.unit.map(|unit| campaign.unit(unit).name.as_str());
    let (of_rank, of_unit) = (
        rank.map(|rank| format!(" of rank {rank}")).unwrap_or_default(),
        unit.map(|unit| format!(" of {unit}")).unwrap_or_default(),
    );
    let (rank, unit) = (rank.unwrap_or_default(), unit.unwrap_or_default());
    text!("{people} people{of_rank}{of_unit}", "{unit}{rank}{people}人")
}

/// Columns that are 1 where somebody cannot be called up for a round: what they hold raises them, and nothing else.
struct Busy<'w> {
    window: &'w Window<'w>,
    rounds: Rounds<'w>,
    known: BTreeMap<(PersonId, RoundId), ColumnId>,
}

impl Busy<'_> {
    /// Adds whether somebody is busy: a column, or a constant.
    fn add(&mut self, sum: &mut Sum, statement: &mut Statement<'_>, person: PersonId, round: RoundId) {
        let held = self.in_the_way(person, round);
        let duties = self.window.sum_of(person, self.window.of_person(person));
        let most = self.window.problem().most_duties(person);
        let is_sure = |sum: &Sum| sum.is_constant() && sum.constant() > 0;
        let is_full = |duties: &Sum| most.is_some_and(|most| duties.is_constant() && duties.constant() >= most);
        if held.iter().any(is_sure) || is_full(&duties) {
            sum.add_constant(1);
            return;
        }
        let fills = most.map(|most| most - 1).filter(|&spare| statement.greatest(&duties) > spare);
        let held: Vec<Sum> = held.into_iter().filter(|held| !held.is_constant()).collect();
        if held.is_empty() && fills.is_none() {
            return;
        }
        let column = *self.known.entry((person, round)).or_insert_with(|| {
            let day = Some(self.window.problem().campaign().calendar().round(round).span.first());
            let label = Label { person: Some(person), day, ..statement.label("busy") };
            let busy = statement.column(label, 0, 1);
            let all = held.into_iter().map(|held| (held, 0)).chain(fills.map(|spare| (duties, spare)));
            for (place, (mut held, most)) in all.enumerate() {
                held.add_column(busy, -1);
                let label = Label { number: i64::try_from(place).ok(), ..label };
                statement.define_at_most(label, held, most);
            }
            busy
        });
        sum.add_column(column, 1);
    }

    /// Holdings of a person that keep them from a round: those of the same dates together, of which nobody has two, or else each alone.
    fn in_the_way(&self, person: PersonId, round: RoundId) -> Vec<Sum> {
        let span = |holding: &Holding| self.window.slot(holding.slot).span;
        let are_one = self.window.problem().campaign().rules().keep_dates_apart();
        let holdings = self.window.of_person(person).iter().filter(|held| self.rounds.is_kept_by(span(held), round));
        let holdings: Vec<Holding> = holdings.copied().collect();
        let together = holdings.chunk_by(|one, other| are_one && span(one) == span(other));
        together.map(|held| self.window.sum_of(person, held)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    /// Three rounds of one seat, four people of two units, who rest for a round after each duty.
    fn tiny(settings: &str) -> Tiny {
        let people = ["P1 A bureau", "P2 A staff", "P3 A staff away=2", "P4 B staff"];
        let tiny = Tiny::new().rounds(3, 0).people(people).team("T1 130100 city 1");
        tiny.rule("rest", "").rule("availability", "").rule("workload", "max = 2").rule("reserve", settings)
    }

    fn short(tiny: &Tiny, duties: &str) -> Vec<String> {
        tiny.finds(duties).into_iter().filter(|found| found.starts_with("reserve")).collect()
    }

    #[test]
    fn whoever_serves_or_rests_does_not_stand_by() {
        let two = tiny("require = [{ at_least = 2, unit = \"A\" }]");
        assert_eq!(short(&two, ""), [""; 0]);
        // In round 2 one is away; who serves in round 1 rests then.
        assert_eq!(short(&two, "r1 T1 leader P2"), ["reserve.short 1: unit A on 2017-09-15"]);
        assert_eq!(short(&two, "r2 T1 leader P4"), [""; 0]);
    }

    #[test]
    fn whoever_has_all_their_duties_does_not_stand_by() {
        let one = tiny("require = [{ at_least = 3, rounds = [3] }]").rule("workload", "target = 1\nmax = 1");
        assert_eq!(short(&one, "r1 T1 leader P2"), [""; 0]);
        assert_eq!(short(&one, "r1 T1 leader P2; r1 T1 leader P4"), ["reserve.short 1: on 2017-09-29"]);
    }

    #[test]
    fn ranks_and_rounds_are_those_asked_for() {
        let one = tiny("require = [{ at_least = 1, rank = \"bureau\", rounds = [1, 3] }]");
        assert_eq!(
            short(&one, "r2 T1 leader P1"),
            ["reserve.short 1: on 2017-09-01", "reserve.short 1: on 2017-09-29"]
        );
        let hard = tiny("mode = \"hard\"\nrequire = [{ at_least = 1, rank = \"bureau\", rounds = [1, 3] }]");
        assert_eq!(short(&hard, "r1 T1 leader P1"), ["reserve broken 1: on 2017-09-01"]);
    }

    #[test]
    fn what_cannot_be_counts_whatever_is_planned() {
        assert_eq!(short(&tiny("require = [{ at_least = 5, rounds = [1] }]"), ""), ["reserve.short 1: on 2017-09-01"]);
    }

    #[test]
    fn its_count_is_a_level_of_its_own() {
        let campaign = tiny("require = [{ at_least = 1 }]").rule("wishes", "").campaign();
        let names = |level: &crate::Level| campaign.rules().count_name(level.terms[0].0);
        let ladder: Vec<String> = campaign.goals().levels().iter().map(names).collect();
        assert_eq!(ladder, ["workload.steps", "reserve.short", "wishes.against"]);
    }

    #[test]
    fn a_line_that_asks_for_nothing_or_for_nobody_is_a_fault() {
        let fault =
            |line: &str| tiny(&format!("require = [{{ {line} }}]")).faults().into_iter().next().unwrap_or_default();
        let at = "rules.reserve.require.0";
        assert_eq!(fault("rank = \"staff\""), format!("missing-limit at {at}.at_least: , maybe `at_least = 1`"));
        assert_eq!(fault("at_least = 0"), format!("parameter-out-of-range at {at}.at_least: 0, maybe `1`"));
        assert_eq!(fault("at_least = 1, rank = \"staf\""), format!("unknown-rank at {at}.rank: staf, maybe `staff`"));
        assert_eq!(
            fault("at_least = 1, unit = \"Unit Q\""),
            format!("unknown-unit at {at}.unit: Unit Q, maybe `Unit A`")
        );
        assert_eq!(
            fault("at_least = 1, rounds = [4]"),
            format!("parameter-not-rounds at {at}.rounds: [4], maybe `[3]`")
        );
        assert_eq!(fault("at_least = 1, round = [1]"), format!("unknown-key at {at}.round: round, maybe `rounds`"));
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        for settings in [
            "require = [{ at_least = 3 }]",
            "require = [{ at_least = 1, unit = \"A\" }, { at_least = 2, rank = \"staff\", rounds = [2, 3] }]",
        ] {
            tiny(settings).agrees_in_both_modes("reserve");
            tiny(settings).rule("one-seat", "").rule("rest", "mode = \"soft\"").agrees_in_both_modes("reserve");
            Tiny::busy()
                .rule("rest", "days = 1")
                .rule("workload", "target = 1\nmax = 2")
                .rule("reserve", settings)
                .agrees_in_both_modes("reserve");
            let handover = Tiny::busy().rounds(4, 2).team("T4 130100 city 2 2017-09-10/2017-09-16");
            handover.rule("rest", "days = 1").rule("reserve", settings).agrees_in_both_modes("reserve");
        }
    }
}
