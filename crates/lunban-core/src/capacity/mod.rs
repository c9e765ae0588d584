//! What cannot be filled, before any solve: rows of the duty program as limits and demands of a flow.
//!
//! Limits that lie within one another (a person's rest, a unit's people of one rank, the whole unit) are a tree, and what a tree lets through is a
//! flow. Where less can flow than seats, minima or musts ask for, the least cut names the smallest group that is short, who could serve there, and
//! what keeps them. Limits that lie across others are left out, so a number is always "at least": the truth may be worse, never better. Rows come from
//! the rules themselves, so a rule of one's own takes part without saying anything more.
//!
//! Dates are looked at one by one, two next to each other (for rest makes them compete), and all at once. Model, section 6.

mod asked;
mod limits;
mod network;
mod picture;
mod rows;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::program::{Grain, Label, Pools, SlotId, Stated, Window};
use crate::rules::{Aspect, CountOf, Mode};
use crate::{CountId, DateRange, Holding, PersonId, PostId, Problem};

use asked::Asked;
use limits::Tree;
use network::{Cut, Network};
pub use picture::SeatsPicture;
use rows::{Demand, Else, Limit, Rows};
pub use words::granted;

/// What a shortage comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShortageKind {
    /// What must be cannot be: no schedule obeys all hard rules.
    Contradiction,
    /// Seats that stay open in every schedule.
    Seats,
    /// Seats that somebody holds only with a waiver of rank.
    Waivers,
    /// A minimum that no schedule reaches.
    Minimum,
}

/// A limit that is used up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// The row of it.
    pub label: Label,
    /// At most so many of its people.
    pub most: i64,
    /// Those of them who could serve here.
    pub people: Vec<PersonId>,
}

/// Who could serve here, but for one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The id of the rule.
    pub rule: &'static str,
    /// The people.
    pub people: Vec<PersonId>,
}

/// Something that asks for more than there can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortage {
    /// What it comes to.
    pub kind: ShortageKind,
    /// At least so much is missing.
    pub missing: i64,
    /// So much is asked for.
    pub needs: i64,
    /// The rows that ask for it.
    pub asks: Vec<Label>,
    /// The posts that it is about, where it is about seats.
    pub posts: Vec<PostId>,
    /// Who could serve here.
    pub people: Vec<PersonId>,
    /// What keeps them, beside that each is one person.
    pub limits: Vec<Used>,
    /// Who could serve here but for one rule.
    pub kept: Vec<Kept>,
}

/// All that is short of a problem, as far as flows tell; what is short in every schedule comes before what takes waivers.
///
/// Nothing is said of campaigns that are too wide.
pub fn shortages(problem: &Problem, pools: &Pools) -> Vec<Shortage> {
    if is_too_wide(problem, pools) {
        return Vec::new();
    }
    let stated = Window::duty(problem, pools).state();
    Search::new(problem, pools, &stated).all()
}

/// The same, and the capacity of each kind of seat on its dates, in the order of dates.
pub fn capacity(problem: &Problem, pools: &Pools) -> (Vec<Shortage>, Vec<SeatsPicture>) {
    if is_too_wide(problem, pools) {
        return Default::default();
    }
    let stated = Window::duty(problem, pools).state();
    let search = Search::new(problem, pools, &stated);
    let slots: Vec<SlotId> = pools.at(Grain::Class).collect();
    let picture = slots.into_par_iter().map(|slot| search.seats(slot)).collect();
    (search.all(), picture)
}

/// Whether a campaign has more than 100,000 people times kinds of seat on their dates, so that nothing is said of it.
pub fn is_too_wide(problem: &Problem, pools: &Pools) -> bool {
    problem.campaign().people().len() * pools.at(Grain::Class).len() > WIDE
}

/// Holdings that are looked at together.
#[derive(Clone, Copy, Debug)]
enum Frame<'s> {
    /// Those on some dates.
    Spans(&'s [DateRange]),
    /// Those in seats that are alike, on all dates: a limit on such seats lies across what else their people may do.
    Alike(usize),
    /// All.
    Whole,
}

struct Search<'p> {
    problem: &'p Problem,
    pools: &'p Pools,
    stated: &'p Stated,
    rows: Rows,
    /// The dates of each holding.
    spans: Vec<DateRange>,
    /// What seats each holding is in.
    seats: Vec<usize>,
    /// Whether each holding takes a waiver.
    is_waived: Vec<bool>,
    found: Vec<Shortage>,
}

impl<'p> Search<'p> {
    fn new(problem: &'p Problem, pools: &'p Pools, stated: &'p Stated) -> Self {
        let mut rows = Rows::of(problem, stated);
        rows.limits.extend(most_duties(problem, pools, stated));
        let spans = stated.holdings.iter().map(|holding| pools.slot(holding.slot).span).collect();
        let seats = stated.holdings.iter().map(|holding| seats(problem, pools, holding.slot)).collect();
        Self { problem, pools, stated, rows, spans, seats, is_waived: waived(problem, stated), found: Vec::new() }
    }

    fn all(mut self) -> Vec<Shortage> {
        let mut spans: Vec<DateRange> = self.problem.posts().iter().map(|post| post.span).collect();
        spans.sort_unstable();
        spans.dedup();
        let single: Vec<Frame<'_>> = spans.chunks(1).map(Frame::Spans).collect();
        let pairs = spans.windows(2).map(Frame::Spans);
        let has_long_limit = self.has_long_limit();
        let alike: BTreeSet<usize> = self.seats.iter().copied().filter(|_| has_long_limit).collect();
        let alike = alike.into_iter().map(Frame::Alike);
        let with_waivers = single.iter().copied().chain(pairs).chain(alike).chain([Frame::Whole]);
        let without = single.iter().copied().chain([Frame::Whole]);
        let looks: Vec<(Frame<'_>, bool)> =
            with_waivers.map(|frame| (frame, false)).chain(without.map(|frame| (frame, true))).collect();
        let shortages: Vec<Vec<Shortage>> =
            looks.into_par_iter().map(|(frame, without_waivers)| self.look(frame, without_waivers)).collect();
        shortages.into_iter().flatten().for_each(|shortage| self.add(shortage));
        self.found.sort_by_key(|shortage| shortage.kind);
        self.found
    }

    /// Whether anything but what each person may do is limited over several dates: a cap on waivers, what a unit sends in all.
    fn has_long_limit(&self) -> bool {
        let is_long = |limit: &Limit| {
            let first = limit.holdings.first().map(|&held| self.spans[held as usize]);
            limit.holdings.iter().any(|&held| Some(self.spans[held as usize]) != first)
        };
        self.rows.limits.iter().any(|limit| limit.label.person.is_none() && is_long(limit))
    }

    fn is_here(&self, frame: Frame<'_>, held: u32, without_waivers: bool) -> bool {
        let position = held as usize;
        let is_on = match frame {
            Frame::Spans(spans) => spans.contains(&self.spans[position]),
            Frame::Alike(seats) => self.seats[position] == seats,
            Frame::Whole => true,
        };
        is_on && !(without_waivers && self.is_waived[position])
    }

    /// What is short among some holdings: families of demands one after another, for no holding may be asked for twice.
    fn look(&self, frame: Frame<'_>, without_waivers: bool) -> Vec<Shortage> {
        let here = |held: u32| self.is_here(frame, held, without_waivers);
        let tree = Tree::new(&self.rows.limits, self.spans.len(), here);
        let of_family = |family: Vec<usize>| {
            let demands = family.iter().map(|&position| (position, self.rows.demands[position].clone()));
            let asked = Asked::new(self.problem, self.pools, &self.stated.holdings, demands, here);
            let cuts = Network::new(&self.rows.limits, &tree, &asked).cuts();
            cuts.iter().map(|cut| self.shortage(&asked, cut, without_waivers)).collect::<Vec<_>>()
        };
        self.families(frame, without_waivers).into_iter().flat_map(of_family).collect()
    }

    /// Demands that lie wholly within some holdings, those together that ask for nothing twice. Seats are asked about on all dates; others only where
    /// their own dates are.
    fn families(&self, frame: Frame<'_>, without_waivers: bool) -> Vec<Vec<usize>> {
        let dates = |demand: &Demand| self.dates(demand);
        let is_within = |demand: &Demand| match frame {
            Frame::Alike(alike) => {
                let of = demand.label.slot.map(|slot| seats(self.problem, self.pools, slot));
                demand.is_of_seats() && of == Some(alike)
            }
            Frame::Whole => demand.is_of_seats() || dates(demand).len() != 1,
            Frame::Spans(spans) => {
                let own = dates(demand);
                own.iter().all(|span| spans.contains(span)) && (demand.is_of_seats() || spans.len() == own.len())
            }
        };
        let mut families: Vec<(&str, &str, Vec<usize>, BTreeSet<u32>)> = Vec::new();
        for (position, demand) in self.rows.demands.iter().enumerate() {
            if (without_waivers && !demand.is_of_seats()) || !is_within(demand) {
                continue;
            }
            let (rule, what) = demand.label.what;
            let fits = |family: &&mut (&str, &str, Vec<usize>, BTreeSet<u32>)| {
                (family.0, family.1) == (rule, what) && demand.holdings.iter().all(|held| !family.3.contains(held))
            };
            match families.iter_mut().find(fits) {
                Some(family) => {
                    family.2.push(position);
                    family.3.extend(&demand.holdings);
                }
                None => families.push((rule, what, vec![position], demand.holdings.iter().copied().collect())),
            }
        }
        families.into_iter().map(|(_, _, family, _)| family).collect()
    }

    /// The dates that a demand is of: those of its holdings and its seats; where there are none, those that its day is in.
    fn dates(&self, demand: &Demand) -> BTreeSet<DateRange> {
        let slot = demand.label.slot.map(|slot| self.pools.slot(slot).span);
        let of_holdings = demand.holdings.iter().map(|&held| self.spans[held as usize]);
        let own: BTreeSet<DateRange> = of_holdings.chain(slot).collect();
        match demand.label.day.filter(|_| own.is_empty()) {
            Some(day) => self.problem.posts().iter().map(|post| post.span).filter(|span| span.holds(day)).collect(),
            None => own,
        }
    }

    fn shortage(&self, asked: &Asked, cut: &Cut, without_waivers: bool) -> Shortage {
        let sinks = || cut.sinks.iter().map(|&sink| &asked.sinks[sink]);
        let mut asks: Vec<usize> = sinks().map(|sink| sink.demand).collect();
        asks.dedup();
        let mut posts: Vec<PostId> = sinks().flat_map(|sink| sink.posts.iter().copied()).collect();
        posts.sort_unstable();
        let demands = || asks.iter().map(|&position| &self.rows.demands[position]);
        let comes_to = |otherwise: Else| demands().any(|demand| demand.otherwise == otherwise);
        let kind = match () {
            () if without_waivers => ShortageKind::Waivers,
            () if comes_to(Else::Never) => ShortageKind::Contradiction,
            () if comes_to(Else::Open) => ShortageKind::Seats,
            () => ShortageKind::Minimum,
        };
        let people = people(self.stated, &cut.holdings);
        let limits = cut.limits.iter().map(|&limit| &self.rows.limits[limit]);
        let used = limits.map(|limit| Used {
            label: limit.label,
            most: limit.most,
            people: {
                let of_limit = self::people(self.stated, &limit.holdings);
                of_limit.into_iter().filter(|person| people.binary_search(person).is_ok()).collect()
            },
        });
        Shortage {
            kind,
            missing: cut.missing,
            needs: sinks().map(|sink| i64::from(sink.needs)).sum(),
            asks: demands().map(|demand| demand.label).collect(),
            limits: used.collect(),
            kept: self.kept(&posts, &people, without_waivers),
            people,
            posts,
        }
    }

    /// People of the right rank whom one rule alone keeps away, rule by rule.
    fn kept(&self, posts: &[PostId], able: &[PersonId], without_waivers: bool) -> Vec<Kept> {
        let mut kept: BTreeMap<&'static str, Vec<PersonId>> = BTreeMap::new();
        let waivers: Vec<CountId> = self.problem.campaign().rules().counts_of(CountOf::Waivers).collect();
        for person in self.problem.campaign().person_ids().filter(|person| able.binary_search(person).is_err()) {
            let is_waived = |post: PostId| waivers.iter().any(|&count| self.problem.price(count, person, post) > 0);
            let is_fit = |post: PostId| !(without_waivers && is_waived(post));
            let only = |&post: &PostId| self.only_bar(person, post).filter(|_| is_fit(post));
            // Posts of one shortage mostly differ in their cities only: the first that tells is enough.
            if let Some(rule) = posts.iter().take(SAMPLES).find_map(only) {
                kept.entry(rule).or_default().push(person);
            }
        }
        kept.into_iter().map(|(rule, people)| Kept { rule, people }).collect()
    }

    /// The rule that alone bars a person from a post; a seat that asks for another rank or pool is not meant for them.
    fn only_bar(&self, person: PersonId, post: PostId) -> Option<&'static str> {
        let campaign = self.problem.campaign();
        let mut bars = campaign.rules().bars(campaign, person, self.problem.post(post));
        let (entry, _) = bars.next()?;
        let is_alone = !entry.rule().aspects().contains(&Aspect::Seat) && bars.next().is_none();
        is_alone.then(|| entry.id())
    }

    /// Adds a shortage, unless those found before say as much of the same.
    fn add(&mut self, shortage: Shortage) {
        let is_part = |other: &&Shortage| {
            let is_known = match shortage.kind {
                ShortageKind::Waivers => matches!(other.kind, ShortageKind::Waivers | ShortageKind::Seats),
                kind => other.kind == kind,
            };
            is_known
                && other.asks.iter().all(|ask| shortage.asks.contains(ask))
                && other.posts.iter().all(|post| shortage.posts.binary_search(post).is_ok())
        };
        let known: i64 = self.found.iter().filter(is_part).map(|other| other.missing).sum();
        if shortage.missing > known {
            let missing =
                if shortage.kind == ShortageKind::Waivers { shortage.missing - known } else { shortage.missing };
            self.found.push(Shortage { missing, ..shortage });
        }
    }
}

/// More people times kinds of seat on their dates are not looked at: of ten times the shipped campaign the flows take a minute.
const WIDE: usize = 100_000;

/// Posts of a shortage that people are asked about.
const SAMPLES: usize = 3;

/// The kind of seat that a slot is of.
fn seats(problem: &Problem, pools: &Pools, slot: SlotId) -> usize {
    problem.seat_class(pools.slot(slot).posts[0])
}

/// Whose holdings they are.
fn people(stated: &Stated, holdings: &[u32]) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = holdings.iter().map(|&held| stated.holdings[held as usize].person).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// Whether each holding takes a waiver.
fn waived(problem: &Problem, stated: &Stated) -> Vec<bool> {
    let mut columns = vec![false; stated.program.columns().len()];
    for count in problem.campaign().rules().counts_of(CountOf::Waivers) {
        for (column, _) in stated.program.counts()[count.index()].terms() {
            columns[column.index()] = true;
        }
    }
    let is_waived = |holding: &Holding| holding.column.is_some_and(|column| columns[column.index()]);
    stated.holdings.iter().map(is_waived).collect()
}

/// The most duties that each person can have at all, where rest and leave let it be fewer than there are dates.
fn most_duties(problem: &Problem, pools: &Pools, stated: &Stated) -> Vec<Limit> {
    let entries = problem.campaign().rules().entries().iter().filter(|entry| entry.mode() == Mode::Hard);
    // Posts stand for others here, of which only the dates are the same.
    let of_dates: Vec<_> = entries.filter(|entry| entry.rule().keeps_dates_apart()).collect();
    let mut holdings: BTreeMap<PersonId, Vec<u32>> = BTreeMap::new();
    for (position, holding) in (0..).zip(&stated.holdings) {
        holdings.entry(holding.person).or_default().push(position);
    }
    let slot = |held: u32| pools.slot(stated.holdings[held as usize].slot);
    let clash = |one: u32, other: u32| {
        let [one, other] = [one, other].map(|held| problem.post(slot(held).posts[0]));
        of_dates.iter().any(|entry| entry.rule().excludes(one, other))
    };
    let limit = |(person, mut holdings): (PersonId, Vec<u32>)| {
        holdings.sort_by_key(|&held| (slot(held).span.last(), held));
        let mut most: Vec<u32> = Vec::new();
        for &held in &holdings {
            if most.last().is_none_or(|&last| !clash(last, held)) {
                most.push(held);
            }
        }
        let label = Label { what: ("rest", "duties"), person: Some(person), ..Label::default() };
        Limit { label, most: i64::try_from(most.len()).unwrap_or(i64::MAX), holdings }
    };
    holdings.into_iter().map(limit).collect()
}
