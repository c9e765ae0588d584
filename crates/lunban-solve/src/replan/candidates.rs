//! Who could take a seat: everybody, ranked at once, without a solve.

use std::collections::BTreeSet;

use lunban_core::change::Changed;
use lunban_core::{Grain, PersonId, PostId, SlotId, Text, Window, text};

use super::Replan;
use crate::ladder::{Change, OneMore};
use crate::options::Options;
use crate::plan::PlanError;

/// Somebody beside a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// Whether they are of the unit that sent whoever left.
    pub same_unit: bool,
    /// What each goal level changes by, against the seat staying open; none: they cannot take it.
    pub change: Option<Vec<i64>>,
    /// Why they cannot: the rule and its words.
    pub bars: Vec<(String, Text)>,
}

/// Everybody beside one seat that events left open: those who can take it first, of the same unit before others, then by what it does to the goals; then the others with what bars them.
///
/// Others stay as they are. `left` is who held the seat.
///
/// # Errors
/// If this build has no backend, or the seat is not open.
pub fn candidates(
    changed: &Changed,
    post: PostId,
    left: Option<PersonId>,
    options: &Options,
) -> Result<Vec<Candidate>, PlanError> {
    let replan = Replan::new(changed, options)?;
    let (choices, _) = replan.choices(&BTreeSet::new(), Some(post));
    let stated = Window::new(replan.problem(), &replan.work.pools, Grain::Post, &choices).state();
    let objectives = replan.work.objectives(&stated);
    let slot = replan.slot_of(post);
    let mut change: Vec<Option<Vec<i64>>> = vec![None; replan.problem().campaign().people().len()];
    let one_more = OneMore::new(&stated, &objectives);
    for (position, holding) in stated.holdings.iter().enumerate().filter(|(_, holding)| holding.slot == slot) {
        change[holding.person.index()] = match one_more.change(position) {
            Change::Of(change) => Some(change),
            Change::Broken => None,
            Change::Unclear => replan.work.change_by_search(&stated, &[], position),
        };
    }
    let mut all: Vec<Candidate> = replan
        .problem()
        .campaign()
        .person_ids()
        .map(|person| {
            let change = change[person.index()].take();
            let bars = if change.is_none() { replan.bars(person, slot) } else { Vec::new() };
            Candidate { person, same_unit: replan.same_unit(person, left), change, bars }
        })
        .collect();
    all.sort_by(|a, b| {
        let key = |one: &Candidate| (one.change.is_none(), !one.same_unit);
        key(a).cmp(&key(b)).then_with(|| a.change.cmp(&b.change)).then(a.person.cmp(&b.person))
    });
    Ok(all)
}

impl Replan<'_> {
    /// The slot to be filled of a post: its vacant days, or all of them.
    fn slot_of(&self, post: PostId) -> SlotId {
        let vacant = self.ground().vacant.iter().find(|part| part.post == post);
        let part = vacant.and_then(|part| self.work.pools.part(post, part.span));
        part.unwrap_or_else(|| self.work.pools.of_post(Grain::Post, post))
    }

    fn same_unit(&self, person: PersonId, left: Option<PersonId>) -> bool {
        let unit = |person: PersonId| self.problem().campaign().person(person).unit;
        left.is_some_and(|left| unit(left) == unit(person))
    }

    /// What keeps somebody from a slot: rules about them, rules about two duties, or else limits of units and teams.
    fn bars(&self, person: PersonId, slot: SlotId) -> Vec<(String, Text)> {
        let campaign = self.problem().campaign();
        let wanted = self.post_on(slot);
        let alone =
            campaign.rules().bars(campaign, person, &wanted).map(|(entry, bar)| (entry.id().to_owned(), bar.says));
        let mut bars: Vec<(String, Text)> = alone.collect();
        let own = self.ground().frozen.iter().chain(&self.ground().standing).filter(|duty| duty.person == person);
        for own in own.map(|duty| self.post_of(duty)) {
            if own.id == wanted.id {
                bars.push(("one-seat".to_owned(), text!("holds a seat of it already", "已在该席位任职")));
                continue;
            }
            let clashes = campaign.rules().clashes(&own, &wanted);
            bars.extend(clashes.map(|(entry, bar)| (entry.id().to_owned(), bar.says)));
        }
        bars.dedup_by(|one, other| one == other);
        if bars.is_empty() {
            let says = text!("a limit of the person, the unit or the team is reached", "已达个人、单位或组的上限");
            bars.push(("limits".to_owned(), says));
        }
        bars
    }
}
