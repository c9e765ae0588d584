//! The shortest chain of moves into a vacant seat: somebody moves there, somebody else to where they were, and so on to one who is called up.

use std::collections::BTreeSet;

use lunban_core::{Audit, PersonId};

use super::trial::Trial;

/// People who move at most, whoever is called up among them.
const MOVES: usize = 3;
/// So many whole schedules are judged for one seat.
const JUDGED: usize = 5;
/// So many seats of one length of chain are asked who could move there.
const EXPANDED: usize = 24;

/// A seat that would become vacant, and by whose move.
#[derive(Clone, Copy)]
struct Link {
    seat: usize,
    /// Who moves from it, and the position of the link to whose seat; none: the seat is vacant.
    mover: Option<(PersonId, usize)>,
}

/// Links, nearest to the vacant seat first, and what is left to look at.
struct Search {
    links: Vec<Link>,
    known: BTreeSet<usize>,
    /// So many whole schedules may still be judged.
    left: usize,
    /// What the schedule breaks as it is.
    before: i64,
}

/// Somebody who moves: from which seat, if they had one, and to which.
#[derive(Clone, Copy)]
struct Move {
    person: PersonId,
    from: Option<usize>,
    to: usize,
}

impl Trial<'_, '_> {
    /// Fills a vacant seat by the shortest chain of moves that breaks no rule, among those looked at: how many people move; none if none was found.
    pub(super) fn chain(&mut self, seat: usize, away: &BTreeSet<PersonId>) -> Option<usize> {
        if self.called.is_nobody() {
            return None;
        }
        let mut search = Search {
            links: vec![Link { seat, mover: None }],
            known: [seat].into(),
            left: JUDGED,
            before: self.breaches(&self.holders),
        };
        let mut level = 0..1;
        for _ in 1..MOVES {
            let next = search.links.len();
            for link in level.take(EXPANDED) {
                self.expand(&mut search, link, away);
            }
            level = next..search.links.len();
            for link in level.clone() {
                if let Some(moves) = self.ended(&mut search, link, away) {
                    self.make(&moves);
                    return Some(moves.len());
                }
            }
        }
        None
    }

    /// Adds the seats of those who could move to the seat of a link.
    fn expand(&self, search: &mut Search, link: usize, away: &BTreeSet<PersonId>) {
        let (seat, first) = (search.links[link].seat, search.links[0].seat);
        for (mover, from) in self.movers(seat, first, away) {
            if search.known.insert(from) {
                search.links.push(Link { seat: from, mover: Some((mover, link)) });
            }
        }
    }

    /// The chain that ends with somebody called up to the seat of a link, if one breaks no rule.
    fn ended(&self, search: &mut Search, link: usize, away: &BTreeSet<PersonId>) -> Option<Vec<Move>> {
        for person in self.callable(search.links[link], away) {
            search.left = search.left.checked_sub(1)?;
            let moves = moves(&search.links, link, person);
            if self.breaches(&self.after(&moves)) <= search.before {
                return Some(moves);
            }
        }
        None
    }

    /// Who can be called up to the seat of somebody who moves: those of the same unit first.
    fn callable(&self, link: Link, away: &BTreeSet<PersonId>) -> Vec<PersonId> {
        let campaign = self.standing.problem().campaign();
        let unit = link.mover.map(|(mover, _)| campaign.person(mover).unit);
        let people = self.called.people(campaign, self.standing.post(link.seat).round);
        let people = people.into_iter().filter(|person| !away.contains(person));
        let mut people: Vec<PersonId> = people.filter(|&person| self.may_come(person, link.seat)).collect();
        people.sort_by_key(|&person| Some(campaign.person(person).unit) != unit);
        people
    }

    /// Who could take a seat but for one of their own, from the dates of the first vacancy on; with that one.
    fn movers(&self, seat: usize, first: usize, away: &BTreeSet<PersonId>) -> Vec<(PersonId, usize)> {
        let (problem, post) = (self.standing.problem(), self.standing.post_on(seat));
        let people = problem.campaign().person_ids().filter(|person| !away.contains(person));
        let able = people.filter(|&person| problem.may_hold(person, post.id));
        let only = able.filter_map(|person| {
            let mut own = self.in_the_way(person, &post);
            let one = own.next().filter(|_| own.next().is_none())?;
            Some((person, one))
        });
        only.filter(|&(_, from)| self.span(from).first() >= self.span(first).first()).collect()
    }

    fn breaches(&self, holders: &[Option<PersonId>]) -> i64 {
        Audit::values(self.standing.problem(), &self.standing.schedule_of(holders)).breaches
    }

    /// Who holds each seat after some moves.
    fn after(&self, moves: &[Move]) -> Vec<Option<PersonId>> {
        let mut holders = self.holders.clone();
        moves.iter().filter_map(|one| one.from).for_each(|from| holders[from] = None);
        for one in moves {
            holders[one.to] = Some(one.person);
        }
        holders
    }

    fn make(&mut self, moves: &[Move]) {
        moves.iter().filter_map(|one| one.from).for_each(|from| self.leave(from));
        for one in moves {
            self.take(one.to, one.person);
        }
    }
}

/// Whoever is called up comes to the seat of a link, its holder goes to the seat before it, and so on to the vacant one.
fn moves(links: &[Link], last: usize, called: PersonId) -> Vec<Move> {
    let mut moves = vec![Move { person: called, from: None, to: links[last].seat }];
    let mut link = links[last];
    while let Some((person, before)) = link.mover {
        moves.push(Move { person, from: Some(link.seat), to: links[before].seat });
        link = links[before];
    }
    moves
}
