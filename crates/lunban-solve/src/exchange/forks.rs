//! Forks: one party changes up to two places for up to two others at once, and each row it asks of is answered by a path of its own.
//!
//! Along a path everybody moves once, and whoever comes answers all that is asked at once. But who must have days off between two duties
//! often cannot move the one without the other, two people who go together need two seats, and who comes from a unit at its share needs
//! a colleague to go as well as a seat. From such a party the exchange forks: each path ends where somebody goes home, or in what the
//! party itself leaves. How far apart all rows are is found first, so that a change is weighed without looking for its paths.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::arcs::{Arcs, Margins};
use super::board::{Board, Place};
use super::grade::Grade;
use super::paths::{Graph, OPEN};
use super::trade;
use super::weigh::Weigher;

/// Labels beyond which distances between all of them take more room than forks are worth: 4,000 are 256 MB.
const NODES: usize = 4_000;

/// Forks tried of one look, the best first.
const TRIED: usize = 200;

/// Places that a party leaves and takes at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Change {
    pub(super) outs: Vec<Place>,
    pub(super) ins: Vec<Place>,
}

/// A path of a fork: from rows that it asks of, or from nothing, to what it leaves, or to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    pub(super) from: u32,
    pub(super) to: u32,
}

/// What one party changes, the paths that start there, and what all of it seems to cost.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fork {
    pub(super) cost: Grade,
    pub(super) party: u32,
    pub(super) change: Change,
    pub(super) links: Vec<Link>,
}

/// Looks at the whole board once, for forks that gain at least so much: how many were made; none where there is nothing left to try.
pub(super) fn look(board: &mut Board, least: Grade, barred: &mut FxHashSet<Change>) -> Option<usize> {
    let margins = Margins::new(board);
    let mut arcs = Arcs::new(board, &margins, &|_| false);
    arcs.tell_rows_apart();
    let mut graph = Graph::new(arcs, &margins);
    if graph.nodes() > NODES {
        return None;
    }
    graph.choose(|_| false);
    let forks = found(board, &margins, &graph, least, barred);
    let tried = forks.len().min(TRIED);
    let mut used = vec![false; board.parties.len()];
    let mut done = 0;
    for fork in forks.into_iter().take(TRIED).filter(|fork| !fork.is_idle()) {
        if used[fork.party as usize] {
            continue;
        }
        if carry_out(board, &mut graph, &fork, &mut used) {
            done += 1;
        } else {
            barred.insert(fork.change);
        }
    }
    if done > 0 {
        barred.clear();
    }
    (tried > 0).then_some(done)
}

/// The forks of everybody that seem to be a gain, the best first.
fn found(board: &Board, margins: &Margins, graph: &Graph, least: Grade, barred: &FxHashSet<Change>) -> Vec<Fork> {
    let nodes = 0..u32::try_from(graph.nodes()).expect("few nodes");
    let distances: Vec<Vec<Grade>> = nodes.into_par_iter().map(|start| graph.distances(start)).collect();
    let weigher = Weigher::new(board, margins, graph, &distances);
    let parties = 0..u32::try_from(board.parties.len()).expect("fewer than 2^32 parties");
    let of = |weigher: &mut Weigher<'_>, party| weigher.forks(party, -least, barred);
    let mut forks: Vec<Fork> = parties.into_par_iter().map_with(weigher, of).flatten_iter().collect();
    forks.sort_unstable();
    forks
}

/// Finds the paths of a fork one after another, nobody in two of them, and carries all out if that is a gain.
fn carry_out(board: &mut Board, graph: &mut Graph, fork: &Fork, used: &mut [bool]) -> bool {
    let mut parties = vec![fork.party];
    let mut flips = [&*fork.change.outs, &*fork.change.ins].concat();
    for link in &fork.links {
        graph.choose(|step| used[step.party as usize] || parties.contains(&step.party));
        let Some(moves) = graph.path_between(link.from, link.to) else { return false };
        for step in moves {
            flips.extend(step.out);
            flips.extend(step.into);
            parties.push(step.party);
        }
    }
    let is_gain = trade(board, flips);
    if is_gain {
        for party in parties {
            used[party as usize] = true;
        }
    }
    is_gain
}

impl Fork {
    /// Whether nobody changes anything.
    fn is_idle(&self) -> bool {
        self.change == Change::default()
    }
}

impl Link {
    /// From nothing to nothing: no path at all.
    pub(super) fn is_idle(self) -> bool {
        self.from == OPEN && self.to == OPEN
    }
}
