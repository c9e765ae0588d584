//! Ties that bind, held against each other before anything is solved.

use super::Campaign;
use crate::rules::Mode;
use crate::{Fault, PersonId, Spot, Table, TieScope, text};

/// Faults of people who must be apart where other ties bind them together: no schedule breaks either, and so neither could ever serve.
/// `rows` are those of the people in the draft.
pub(super) fn faults(campaign: &Campaign, rows: &[usize]) -> Vec<Fault> {
    let Some(pairs) = campaign.rules.find("pairs") else { return Vec::new() };
    let all_bind = pairs.mode() == Mode::Hard;
    let mut bonds = vec![Vec::new(); campaign.people.len()];
    for first in campaign.person_ids() {
        for tie in campaign.person(first).with.iter().filter(|tie| tie.hard || all_bind) {
            bonds[first.index()].push(Bond { to: tie.person, scope: tie.scope, row: rows[first.index()] });
            bonds[tie.person.index()].push(Bond { to: first, scope: tie.scope, row: rows[first.index()] });
        }
    }
    let mut faults = Vec::new();
    for person in campaign.person_ids() {
        for tie in campaign.person(person).apart.iter().filter(|tie| tie.hard || all_bind) {
            let others = path(&bonds, person, tie.person, tie.scope);
            faults.extend(others.map(|path| contradiction(campaign, rows, person, &path)));
        }
    }
    faults
}

/// A tie that two people have to keep together, seen from one of them.
#[derive(Clone, Copy, Debug)]
struct Bond {
    to: PersonId,
    scope: TieScope,
    /// Where it is written.
    row: usize,
}

/// The ties that lead from one person to another, if there are such; only those that bring both to one place as wide as `scope`.
fn path(bonds: &[Vec<Bond>], from: PersonId, to: PersonId, scope: TieScope) -> Option<Vec<Bond>> {
    let mut reached = vec![from];
    let mut paths = vec![Vec::new()];
    let mut next = 0;
    while let Some(&person) = reached.get(next) {
        if person == to {
            return Some(paths.swap_remove(next));
        }
        for bond in bonds[person.index()].iter().filter(|bond| bond.scope <= scope) {
            if !reached.contains(&bond.to) {
                reached.push(bond.to);
                paths.push([&paths[next][..], &[*bond]].concat());
            }
        }
        next += 1;
    }
    None
}

/// The fault of two people who must be apart, with the ties that bind them together.
fn contradiction(campaign: &Campaign, rows: &[usize], person: PersonId, path: &[Bond]) -> Fault {
    let chain: Vec<&str> = path.iter().map(|bond| campaign.person(bond.to).id.as_str()).collect();
    let other = chain.last().copied().unwrap_or_default().to_owned();
    let chain = [&[campaign.person(person).id.as_str()], &chain[..]].concat().join(" - ");
    let expected = text!(
        "people whom no `with` binds together; {chain} must serve together, so none of them could ever serve",
        "不得与须同组者分开；{chain}须一起任职，因而均无法任职"
    );
    let cell = |field, row| Spot::Cell { table: Table::People, row, field };
    let maybe = text!("one of the ties without `!`", "去掉其一的`!`");
    let fault = Fault::error("tie-against-tie", cell("apart", rows[person.index()]), other, expected).maybe(maybe);
    match path.first() {
        Some(bond) => fault.also(cell("with", bond.row)),
        None => fault,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    const MAYBE: &str = "maybe one of the ties without `!`";

    fn tied<const N: usize>(people: [&str; N]) -> Tiny {
        Tiny::new().people(people).person("P9 A staff").team("T1 130100 city 3").rule("pairs", "")
    }

    #[test]
    fn who_must_be_together_and_apart_is_a_fault_that_names_both_cells() {
        let both = tied(["P1 A staff with=P2!", "P2 A staff apart=P1!"]);
        let fault = format!("tie-against-tie at People row 2, apart: P1, {MAYBE}, also People row 1, with");
        assert_eq!(both.faults(), [fault]);
        assert_eq!(both.rule("pairs", "mode = \"off\"").faults(), [""; 0]);
    }

    #[test]
    fn ties_that_do_not_bind_are_weighed_by_the_goals() {
        for people in [["P1 A staff with=P2!", "P2 A staff apart=P1"], ["P1 A staff with=P2", "P2 A staff apart=P1!"]] {
            assert_eq!(tied(people).faults(), [""; 0]);
            assert_eq!(tied(people).rule("pairs", "mode = \"hard\"").faults().len(), 1);
        }
    }

    #[test]
    fn together_in_a_city_may_be_apart_in_teams_but_not_the_other_way_round() {
        let with_apart = |with: &str, apart: &str| {
            tied([&format!("P1 A staff with=P2{with}! apart=P2{apart}!"), "P2 A staff"]).faults().len()
        };
        assert_eq!([with_apart("@city", ""), with_apart("@round", ""), with_apart("@round", "@city")], [0, 0, 0]);
        assert_eq!([with_apart("", "@city"), with_apart("", "@round"), with_apart("@city", "@round")], [1, 1, 1]);
    }

    #[test]
    fn a_chain_of_ties_binds_its_ends() {
        let chain = tied(["P1 A staff with=P2!", "P2 A staff with=P3@city!", "P3 A staff apart=P1@city!"]);
        let fault = format!("tie-against-tie at People row 3, apart: P1, {MAYBE}, also People row 2, with");
        assert_eq!(chain.faults(), [fault]);
        let faults = crate::Campaign::build(chain.draft()).unwrap_err();
        assert!(faults.0[0].expected.english.contains("P3 - P2 - P1 must serve together"));
    }
}
