//! One trial: the campaign played through, round by round.

use std::collections::BTreeSet;
use std::ops::Range;

use lunban_core::{
    Campaign, DateRange, Duty, LockMode, Part, PersonId, Pools, Post, PostId, Problem, RankId, RoundId, Schedule,
    SlotId,
};

use super::dropouts::Dropouts;
use super::rates::Rates;
use super::repair::Gone;
use crate::control::Control;
use crate::options::Options;
use crate::plan::PlanError;
use crate::road::Work;

/// Who may be called up.
#[derive(Clone, Debug)]
pub(super) enum Called {
    /// Everybody.
    Everybody,
    /// For each round these, sorted.
    Named(Vec<Vec<PersonId>>),
}

impl Called {
    /// Whether somebody may be called up for a round; for a team with dates of its own anybody may.
    pub(super) fn may_come(&self, person: PersonId, round: Option<RoundId>) -> bool {
        match (self, round) {
            (Self::Named(rounds), Some(round)) => rounds[round.index()].binary_search(&person).is_ok(),
            _ => true,
        }
    }

    /// Those who may be called up for a round, by id.
    pub(super) fn people(&self, campaign: &Campaign, round: Option<RoundId>) -> Vec<PersonId> {
        match (self, round) {
            (Self::Named(rounds), Some(round)) => rounds[round.index()].clone(),
            _ => campaign.person_ids().collect(),
        }
    }

    /// Whether nobody may be called up for any round.
    pub(super) fn is_nobody(&self) -> bool {
        matches!(self, Self::Named(rounds) if rounds.iter().all(Vec::is_empty))
    }
}

/// The campaign without what ends when people drop out: their musts, and ties that bind them to others.
pub(super) fn freed(problem: &Problem) -> Result<Problem, PlanError> {
    let changed = problem.campaign().changed(|draft| {
        draft.locks.retain(|lock| lock.mode == LockMode::Never);
        draft.people.iter_mut().for_each(|person| person.with.retain(|tie| !tie.hard));
    });
    changed.map(Problem::new).map_err(|faults| PlanError::Backend(faults.to_string()))
}

/// A schedule as trials begin with it: each duty is a seat.
pub(super) struct Standing<'p> {
    pub(super) work: Work<'p>,
    /// The campaign as it is.
    pub(super) original: &'p Problem,
    pub(super) schedule: &'p Schedule,
    /// The seats, by date.
    pub(super) seats: Vec<Duty>,
    /// The slot of each seat.
    pub(super) slots: Vec<SlotId>,
}

impl<'p> Standing<'p> {
    /// `freed` is the original without what ends when people drop out.
    pub(super) fn new(
        original: &'p Problem,
        freed: &'p Problem,
        schedule: &'p Schedule,
        options: &Options,
    ) -> Result<Self, PlanError> {
        let mut seats = schedule.duties().to_vec();
        seats.sort_by_key(|duty| (duty.span, *duty));
        let is_part = |duty: &&Duty| duty.span != freed.post(duty.post).span;
        let parts = seats.iter().filter(is_part).map(|duty| Part { post: duty.post, span: duty.span, seats: 1 });
        let work = Work::over(freed, Pools::with_parts(freed, &parts.collect::<Vec<_>>()), options)?;
        let slots = seats.iter().map(|duty| work.pools.of_duty(duty)).collect();
        Ok(Self { work, original, schedule, seats, slots })
    }

    /// Whether somebody serves only together with another, so that they are not called up alone.
    pub(super) fn is_tied(&self, person: PersonId) -> bool {
        self.original.campaign().person(person).with.iter().any(|tie| tie.hard)
    }

    pub(super) fn problem(&self) -> &'p Problem {
        self.work.problem
    }

    pub(super) fn control(&self) -> &Control {
        &self.work.control
    }

    pub(super) fn post(&self, seat: usize) -> &'p Post {
        self.problem().post(self.seats[seat].post)
    }

    /// The post of a seat on the days of it.
    pub(super) fn post_on(&self, seat: usize) -> Post {
        Post { span: self.seats[seat].span, ..*self.post(seat) }
    }

    /// The schedule in which these hold the seats.
    pub(super) fn schedule_of(&self, holders: &[Option<PersonId>]) -> Schedule {
        let held = self.seats.iter().zip(holders);
        Schedule::new(held.filter_map(|(seat, holder)| Some(Duty { person: (*holder)?, ..*seat })).collect())
    }
}

/// What came of one trial.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Seats that somebody dropped out of.
    pub(super) dropouts: Vec<Dropout>,
}

/// A seat that somebody dropped out of, and what came of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dropout {
    pub(super) post: PostId,
    /// The rank of whoever dropped out.
    pub(super) rank: RankId,
    pub(super) repair: Repair,
}

/// What came of a vacant seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repair {
    /// Somebody took it: of the same unit or not.
    Candidate { same_unit: bool },
    /// So many people moved.
    Chain(usize),
    /// Nobody could.
    Open,
}

/// A campaign that is played through.
pub(super) struct Trial<'t, 'p> {
    pub(super) standing: &'t Standing<'p>,
    pub(super) called: &'t Called,
    /// Who holds each seat.
    pub(super) holders: Vec<Option<PersonId>>,
    /// The seats of each person, by date.
    pub(super) of_person: Vec<Vec<usize>>,
}

impl<'t, 'p> Trial<'t, 'p> {
    pub(super) fn new(standing: &'t Standing<'p>, called: &'t Called) -> Self {
        let mut of_person = vec![Vec::new(); standing.problem().campaign().people().len()];
        for (seat, duty) in standing.seats.iter().enumerate() {
            of_person[duty.person.index()].push(seat);
        }
        let holders = standing.seats.iter().map(|duty| Some(duty.person)).collect();
        Self { standing, called, holders, of_person }
    }

    /// Plays the campaign through.
    pub(super) fn play(&mut self, rates: &Rates, seed: u64, number: u32) -> Tally {
        let seats = &self.standing.seats;
        let dropouts = Dropouts::draw(seed, number, seats.len());
        let mut tally = Tally::default();
        let mut next = 0;
        for dates in seats.chunk_by(|one, other| one.span == other.span) {
            let here = next..next + dates.len();
            next = here.end;
            let gone = self.drop_out(rates, &dropouts, here);
            tally.dropouts.extend(self.replaced(&gone));
        }
        tally
    }

    /// One person leaves one seat, and it is filled again.
    pub(super) fn lose(&mut self, seat: usize, person: PersonId) {
        self.leave(seat);
        self.replaced(&[(seat, person)]);
    }

    /// Fills the seats of those who are gone.
    fn replaced(&mut self, gone: &[Gone]) -> Vec<Dropout> {
        let away: BTreeSet<PersonId> = gone.iter().map(|(_, person)| *person).collect();
        let repairs = self.repair(gone, &away);
        let dropout = |(&(seat, person), repair): (&Gone, Repair)| {
            let rank = self.standing.problem().campaign().person(person).rank;
            Dropout { post: self.standing.seats[seat].post, rank, repair }
        };
        gone.iter().zip(repairs).map(dropout).collect()
    }

    /// Those who drop out of some seats.
    fn drop_out(&mut self, rates: &Rates, dropouts: &Dropouts, seats: Range<usize>) -> Vec<Gone> {
        let mut gone = Vec::new();
        for seat in seats {
            let Some(person) = self.holders[seat] else { continue };
            let (post, rank) = (self.standing.post(seat), self.standing.problem().campaign().person(person).rank);
            if dropouts.hits(seat, rates.of(post.round, rank)) {
                self.leave(seat);
                gone.push((seat, person));
            }
        }
        gone
    }

    /// Makes a seat vacant.
    pub(super) fn leave(&mut self, seat: usize) {
        if let Some(person) = self.holders[seat].take() {
            self.of_person[person.index()].retain(|&own| own != seat);
        }
    }

    /// Gives a vacant seat to somebody.
    pub(super) fn take(&mut self, seat: usize, person: PersonId) {
        self.holders[seat] = Some(person);
        let own = &mut self.of_person[person.index()];
        own.insert(own.partition_point(|&other| other < seat), seat);
    }

    /// The schedule as it is now.
    pub(super) fn schedule(&self) -> Schedule {
        self.standing.schedule_of(&self.holders)
    }

    /// The days of a seat.
    pub(super) fn span(&self, seat: usize) -> DateRange {
        self.standing.seats[seat].span
    }
}
