//! Rounds: named runs of days.

use chrono::Days;

use crate::{CalendarDraft, DateRange, Fault, RoundId, Spot, text};

/// One round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// Its days.
    pub span: DateRange,
    /// How heavy it is; an ordinary round weighs 1.
    pub weight: u32,
}

/// The rounds of a campaign, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    rounds: Vec<Round>,
    published: usize,
}

/// More than any campaign has: 200 years of days.
const MOST_DAYS: u32 = 73_000;
/// More than any campaign has.
const MOST_ROUNDS: u32 = 10_000;

impl Calendar {
    /// The rounds that a draft describes, each `days_per_round` long and beginning `overlap_days` before the one before it ends.
    ///
    /// Where they are at fault, so many short ones stand in that nothing else is blamed for theirs.
    pub(super) fn build(draft: &CalendarDraft, faults: &mut Vec<Fault>) -> Self {
        let before = faults.len();
        check_lengths(draft, faults);
        if faults.len() > before {
            return Self::stand_in();
        }
        check_weights(draft, faults);
        Self::rounds_of(draft).unwrap_or_else(|| {
            let spot = Spot::setting(["campaign", "start"]);
            let expected = text!("dates that the calendar has", "日期须在历法范围内");
            faults.push(Fault::error("date-out-of-range", spot, draft.start.to_string(), expected));
            Self::stand_in()
        })
    }

    fn stand_in() -> Self {
        let draft = CalendarDraft { rounds: MOST_ROUNDS, days_per_round: 1, ..CalendarDraft::default() };
        Self::rounds_of(&draft).unwrap_or(Self { rounds: Vec::new(), published: 0 })
    }

    fn rounds_of(draft: &CalendarDraft) -> Option<Self> {
        let step = u64::from(draft.days_per_round - draft.overlap_days);
        let rounds = (0..draft.rounds)
            .map(|position| {
                let first = draft.start.checked_add_days(Days::new(u64::from(position) * step))?;
                Some(Round {
                    span: DateRange::starting(first, draft.days_per_round)?,
                    weight: draft.heavy.get(&(position + 1)).copied().unwrap_or(1),
                })
            })
            .collect::<Option<Vec<_>>>()?;
        let published = draft.published.unwrap_or(draft.rounds) as usize;
        Some(Self { rounds, published })
    }

    /// Whether people know who serves in a round; else it is a draft, which changes freely.
    pub fn is_published(&self, round: RoundId) -> bool {
        round.index() < self.published
    }

    /// The rounds, first to last.
    pub fn rounds(&self) -> &[Round] {
        &self.rounds
    }

    /// The round with an id.
    pub fn round(&self, round: RoundId) -> Round {
        self.rounds[round.index()]
    }

    /// The ids of all rounds.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = RoundId> + use<> {
        (0..self.rounds.len()).map(RoundId::at)
    }

    /// The round people call `number`, if the campaign has it.
    pub fn numbered(&self, number: u32) -> Option<RoundId> {
        RoundId::numbered(number).filter(|round| round.index() < self.rounds.len())
    }

    /// From the first day of the first round to the last day of the last.
    pub fn span(&self) -> DateRange {
        let (first, last) = (self.rounds[0].span, self.rounds[self.rounds.len() - 1].span);
        DateRange::new(first.first(), last.last()).unwrap_or(first)
    }
}

fn check_lengths(draft: &CalendarDraft, faults: &mut Vec<Fault>) {
    let mut fault = |code, key: &str, value: u32, expected| {
        faults.push(Fault::error(code, Spot::setting(["campaign", key]), value.to_string(), expected));
    };
    if !(1..=MOST_ROUNDS).contains(&draft.rounds) {
        let expected = text!("a number of rounds from 1 to {MOST_ROUNDS}", "轮次数须在1到{MOST_ROUNDS}之间");
        fault("rounds-out-of-range", "rounds", draft.rounds, expected);
    }
    if !(1..=MOST_DAYS).contains(&draft.days_per_round) {
        let expected = text!("days from 1 to {MOST_DAYS}", "天数须在1到{MOST_DAYS}之间");
        fault("days-out-of-range", "days_per_round", draft.days_per_round, expected);
    } else if draft.overlap_days >= draft.days_per_round {
        let most = draft.days_per_round - 1;
        let expected = text!("fewer days than a round has, at most {most}", "重叠天数须少于每轮天数，至多{most}天");
        fault("overlap-out-of-range", "overlap_days", draft.overlap_days, expected);
    }
}

fn check_weights(draft: &CalendarDraft, faults: &mut Vec<Fault>) {
    if let Some(published) = draft.published.filter(|published| *published > draft.rounds) {
        let (spot, last) = (Spot::setting(["campaign", "published"]), draft.rounds);
        let expected = text!("the number of a round, or 0: at most {last}", "须为轮次或0，至多{last}");
        faults.push(Fault::error("round-out-of-range", spot, published.to_string(), expected));
    }
    for (&number, &weight) in &draft.heavy {
        let spot = Spot::setting(["campaign".to_owned(), "heavy".to_owned(), number.to_string()]);
        if number < 1 || number > draft.rounds {
            let last = draft.rounds;
            let expected = text!("a round from 1 to {last}", "轮次须在1到{last}之间");
            faults.push(Fault::error("round-out-of-range", spot, number.to_string(), expected));
        } else if weight < 1 {
            let expected = text!("a weight of 1 or more", "权重须不小于1");
            faults.push(Fault::error("weight-out-of-range", spot, weight.to_string(), expected));
        }
    }
}
