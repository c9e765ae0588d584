//! Parties: people who move as one. Mostly that is one person; two who are tied to serve together are a party of two.

use std::collections::BTreeMap;

use lunban_core::{PersonId, Program, Row, Stated};

use super::board::Place;

/// The parties of a program, and the places they may take.
#[derive(Debug)]
pub(super) struct Parties {
    /// The holdings of each place, as positions among those of the program: one, or one of each of two people.
    pub(super) holdings: Vec<Vec<usize>>,
    /// Whose each place is.
    pub(super) party_of: Vec<u32>,
    /// How many parties there are.
    pub(super) count: usize,
    /// The places each column of the program is in.
    places_of: Vec<Vec<Place>>,
}

/// A tie between two people: the rows that hold a sum of the one to what the other has.
type Ties<'p> = BTreeMap<(PersonId, PersonId), Vec<&'p Row>>;

impl Parties {
    /// The parties of a program.
    pub(super) fn new(stated: &Stated) -> Self {
        let holders = Holders::new(stated);
        let mut parties = Self {
            holdings: Vec::new(),
            party_of: Vec::new(),
            count: 0,
            places_of: vec![Vec::new(); stated.program.columns().len()],
        };
        let pairs = holders.pairs(&stated.program);
        let second: BTreeMap<PersonId, PersonId> = pairs.keys().map(|&(first, second)| (second, first)).collect();
        for (&person, holdings) in &holders.of_person {
            if second.contains_key(&person) {
                continue;
            }
            match pairs.iter().find(|((first, _), _)| *first == person) {
                None => holdings.iter().for_each(|&holding| parties.add(stated, vec![holding])),
                Some(((_, other), rows)) => {
                    let is_soft = rows.iter().any(|row| holders.may_break(row));
                    for places in together(stated, holdings, &holders.of_person[other], rows, is_soft) {
                        parties.add(stated, places);
                    }
                }
            }
            parties.count += 1;
        }
        parties
    }

    fn add(&mut self, stated: &Stated, holdings: Vec<usize>) {
        let place = Place::try_from(self.holdings.len()).expect("fewer than 2^32 places");
        for column in holdings.iter().filter_map(|&holding| stated.holdings[holding].column) {
            self.places_of[column.index()].push(place);
        }
        self.holdings.push(holdings);
        self.party_of.push(u32::try_from(self.count).expect("fewer than 2^32 parties"));
    }

    /// The places that a column of the program is in, if it is a holding.
    pub(super) fn places_of(&self, column: usize) -> &[Place] {
        &self.places_of[column]
    }

    /// The places of each party.
    pub(super) fn places(&self) -> Vec<Vec<Place>> {
        let mut places = vec![Vec::new(); self.count];
        for (place, &party) in (0..).zip(&self.party_of) {
            places[party as usize].push(place);
        }
        places
    }
}

/// The choices of two people that keep every row of their tie: each of the one with each of the other that agrees. Where the tie may be broken,
/// at a cost, each may also choose alone.
fn together(stated: &Stated, first: &[usize], second: &[usize], rows: &[&Row], is_soft: bool) -> Vec<Vec<usize>> {
    let ties = |holding: usize| -> Vec<usize> {
        let column = stated.holdings[holding].column;
        let holds = |row: &Row| row.terms.iter().any(|(other, _)| Some(*other) == column);
        rows.iter().enumerate().filter(|(_, row)| holds(row)).map(|(position, _)| position).collect()
    };
    let firsts: Vec<(usize, Vec<usize>)> = first.iter().map(|&holding| (holding, ties(holding))).collect();
    let seconds: Vec<(usize, Vec<usize>)> = second.iter().map(|&holding| (holding, ties(holding))).collect();
    let may_part = |(_, ties): &&(usize, Vec<usize>)| is_soft || ties.is_empty();
    let alone = firsts.iter().chain(&seconds).filter(may_part).map(|(holding, _)| vec![*holding]);
    let mut places: Vec<Vec<usize>> = alone.collect();
    for (one, ties) in firsts.iter().filter(|(_, ties)| !ties.is_empty()) {
        let agreeing = seconds.iter().filter(|(_, others)| others == ties);
        places.extend(agreeing.map(|(other, _)| vec![*one, *other]));
    }
    places
}

/// Which columns are holdings, and whose.
struct Holders {
    of_person: BTreeMap<PersonId, Vec<usize>>,
    of_column: Vec<Option<PersonId>>,
}

impl Holders {
    fn new(stated: &Stated) -> Self {
        let mut of_person: BTreeMap<PersonId, Vec<usize>> = BTreeMap::new();
        let mut of_column = vec![None; stated.program.columns().len()];
        for (position, holding) in stated.holdings.iter().enumerate() {
            of_person.entry(holding.person).or_default().push(position);
            if let Some(column) = holding.column {
                of_column[column.index()] = Some(holding.person);
            }
        }
        Self { of_person, of_column }
    }

    /// People tied to one other; who is tied to several moves alone.
    fn pairs<'p>(&self, program: &'p Program) -> Ties<'p> {
        let mut ties = Ties::new();
        for row in program.rows() {
            if let Some(pair) = self.tie(row) {
                ties.entry(pair).or_default().push(row);
            }
        }
        // Who is held to the other need not hold the other.
        let holds = |rows: &[&Row], side: i64| rows.iter().any(|row| row.lower.is_some() || row.terms[0].1 == side);
        ties.retain(|_, rows| holds(rows, 1) && holds(rows, -1));
        let mut partners: BTreeMap<PersonId, usize> = BTreeMap::new();
        for &(first, second) in ties.keys() {
            *partners.entry(first).or_default() += 1;
            *partners.entry(second).or_default() += 1;
        }
        ties.retain(|(first, second), _| partners[first] == 1 && partners[second] == 1);
        ties
    }

    /// Whether a row may be broken, at what a column of the rule's own costs.
    fn may_break(&self, row: &Row) -> bool {
        row.terms.iter().any(|(column, _)| self.of_column[column.index()].is_none())
    }

    /// The two people whom a row ties, in order: what the one holds of it the other holds too.
    fn tie(&self, row: &Row) -> Option<(PersonId, PersonId)> {
        if row.upper != Some(0) || row.lower.is_some_and(|lower| lower != 0) {
            return None;
        }
        let mut sides: BTreeMap<PersonId, i64> = BTreeMap::new();
        for &(column, factor) in &row.terms {
            let Some(person) = self.of_column[column.index()] else { continue };
            let side = sides.entry(person).or_insert(factor);
            if *side != factor || factor.abs() != 1 {
                return None;
            }
        }
        let mut people = sides.into_iter();
        let ((first, side), (second, other), None) = (people.next()?, people.next()?, people.next()) else {
            return None;
        };
        (side == -other).then_some((first, second))
    }
}

#[cfg(test)]
mod tests {
    use lunban_core::{Campaign, Pools, Problem, TieDraft, TieScope, Window};
    use lunban_generate::tiny;

    use super::Parties;

    #[test]
    fn two_who_are_tied_to_serve_together_are_one_party() {
        let mut draft = tiny().draft;
        draft.people.iter_mut().for_each(|person| person.with.clear());
        let alone = draft.clone();
        let other = draft.people[1].id.clone();
        let tied = |hard| {
            let mut draft = draft.clone();
            draft.people[0].with = vec![TieDraft { person: other.clone(), scope: TieScope::Round, hard }];
            draft
        };
        let count = |draft| {
            let problem = Problem::new(Campaign::build(draft).unwrap());
            let parties = Parties::new(&Window::duty(&problem, &Pools::new(&problem)).state());
            let of_two = parties.holdings.iter().filter(|place| place.len() == 2).count();
            (parties.count, of_two, parties.holdings.len())
        };
        let (people, none, places) = count(alone);
        let (bound, both, bound_places) = count(tied(true));
        assert_eq!((bound, none), (people - 1, 0));
        assert!(both > 0 && bound_places < places + both, "who must serve together may not go alone");
        assert_eq!(count(tied(false)), (people - 1, both, places + both), "who would rather may");
    }
}
