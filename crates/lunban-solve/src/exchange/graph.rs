//! Arcs joined head to tail: what each asks, who answers it, and what may be answered apart.

use std::ops::Range;

use rayon::prelude::*;

use super::answers::Answers;
use super::arcs::{Arcs, Label, Labels, Margins, Move};
use super::grade::{Grade, View};
use super::paths::Paths;

/// More steps than this hardly ever make an exchange that can be carried out.
pub(super) const STEPS: usize = 12;

/// The node of nothing asked: whoever comes asks of nobody, whoever goes answers nobody.
pub(super) const OPEN: u32 = 0;

/// A step between two nodes: a move, or giving up an answer at what that costs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    cost: Grade,
    pub(super) bundle: Option<u32>,
}

/// What is asked, in two parts that are answered apart: a fork.
#[derive(Clone, Copy, Debug)]
pub(super) struct Split {
    pub(super) whole: u32,
    pub(super) parts: [u32; 2],
}

/// The nodes and edges of one look at a board.
#[derive(Debug)]
pub(super) struct Graph {
    arcs: Arcs,
    /// By where they lead.
    pub(super) edges: Vec<Edge>,
    into: Vec<usize>,
    /// The edges between two nodes, forth and back.
    opposite: Vec<(Range<usize>, Range<usize>)>,
    /// The edges out of each node.
    out: Vec<u32>,
    out_of: Vec<usize>,
    pub(super) splits: Vec<Split>,
    /// The splits that each node is a part of, with which part it is.
    part_of: Vec<(u32, usize)>,
    parts: Vec<usize>,
    /// The cheapest move of each bundle that may still be made, and how much dearer it is than the first.
    chosen: Vec<Option<(usize, Grade)>>,
}

impl Graph {
    /// Joins arcs head to tail.
    pub(super) fn new(mut arcs: Arcs, margins: &Margins) -> Self {
        let (mut edges, splits) = parted(&mut arcs, margins);
        let mut is_tail = vec![false; arcs.labels.all.len()];
        arcs.bundles.iter().for_each(|bundle| is_tail[bundle.tail as usize] = true);
        let answers = |(label, is_tail): (&Label, &bool)| match is_tail {
            true => answers(label, &arcs.labels, margins),
            false => Vec::new(),
        };
        let answers: Vec<Vec<(u32, Grade)>> = arcs.labels.all.par_iter().zip(&is_tail).map(answers).collect();
        for (bundle, arc) in (0_u32..).zip(&arcs.bundles) {
            for &(from, unanswered) in &answers[arc.tail as usize] {
                let cost = arc.moves[0].0 + unanswered;
                if cost < margins.limit && (from != arc.head || cost < 0) {
                    edges.push(Edge { from, to: arc.head, cost, bundle: Some(bundle) });
                }
            }
        }
        edges.par_sort_unstable_by_key(|edge| (edge.to, edge.from, edge.cost, edge.bundle));
        let nodes = arcs.labels.all.len();
        let into = starts(nodes, edges.iter().map(|edge| edge.to));
        let mut out: Vec<u32> = (0..).zip(&edges).map(|(at, _)| at).collect();
        out.sort_by_key(|&at| edges[at as usize].from);
        let out_of = starts(nodes, out.iter().map(|&at| edges[at as usize].from));
        let of = |(split, parts): (u32, &Split)| [0, 1].map(|part| (parts.parts[part], split, part));
        let mut part_of: Vec<(u32, u32, usize)> = (0..).zip(&splits).flat_map(of).collect();
        part_of.sort_unstable();
        let parts = starts(nodes, part_of.iter().map(|(node, ..)| *node));
        let part_of = part_of.into_iter().map(|(_, split, part)| (split, part)).collect();
        let opposite = opposite(&edges);
        let chosen = vec![Some((0, 0)); arcs.bundles.len()];
        Self { arcs, edges, into, opposite, out, out_of, splits, part_of, parts, chosen }
    }

    /// How many nodes there are.
    pub(super) fn nodes(&self) -> usize {
        self.arcs.labels.all.len()
    }

    /// The edges that lead to a node.
    pub(super) fn into(&self, node: usize) -> Range<usize> {
        self.into[node]..self.into[node + 1]
    }

    /// The edges out of a node.
    pub(super) fn out_of(&self, node: usize) -> &[u32] {
        &self.out[self.out_of[node]..self.out_of[node + 1]]
    }

    /// The splits that a node is a part of, with which part it is.
    pub(super) fn part_of(&self, node: usize) -> &[(u32, usize)] {
        &self.part_of[self.parts[node]..self.parts[node + 1]]
    }

    /// Exchanges that are a gain in a view, as far as arcs can tell, the best first; each a list of bundles in order. Moves that are `out` are not
    /// made. Where no path is a gain, forks are looked at.
    pub(super) fn gains(&mut self, view: View, out: impl Fn(Move) -> bool) -> Vec<Vec<u32>> {
        self.choose(out);
        let costs: Vec<Option<Grade>> = self.edges.iter().map(|edge| Some(view.of(self.cost(edge)?))).collect();
        let paths = Paths::new(self, &costs).gains();
        if paths.is_empty() { Answers::new(self, &costs).gains() } else { paths }
    }

    /// Exchanges of two that are a gain in a view, as far as arcs can tell, the best first: somebody goes where another comes from. There are many
    /// of them, and no search is needed.
    pub(super) fn swaps(&mut self, view: View, out: impl Fn(Move) -> bool) -> Vec<Vec<u32>> {
        self.choose(out);
        let cost = |edge: &Edge| Some((view.of(self.cost(edge)?), edge.bundle));
        let cheapest = |way: &Range<usize>| self.edges[way.clone()].iter().filter_map(cost).min();
        let swap = |(forth, back): &(Range<usize>, Range<usize>)| {
            let ((there, one), (here, other)) = cheapest(forth).zip(cheapest(back))?;
            (there + here < 0).then(|| (there + here, one.into_iter().chain(other).collect()))
        };
        let mut swaps: Vec<(Grade, Vec<u32>)> = self.opposite.iter().filter_map(swap).collect();
        swaps.sort_by_key(|(gain, _)| *gain);
        swaps.into_iter().map(|(_, bundles)| bundles).collect()
    }

    /// The moves of an exchange, the cheapest of each bundle; those of parties that are in it twice may be too many.
    pub(super) fn chosen(&self, bundles: &[u32]) -> Vec<Move> {
        let moves = bundles.iter().filter_map(|&bundle| self.chosen[bundle as usize].map(|(at, _)| (bundle, at)));
        moves.map(|(bundle, at)| self.arcs.bundles[bundle as usize].moves[at].1).collect()
    }

    /// The cheapest moves along an exchange that are not `out`, each of another party.
    pub(super) fn moves(&self, bundles: &[u32], out: impl Fn(Move) -> bool) -> Option<Vec<Move>> {
        let mut moves: Vec<Move> = Vec::with_capacity(bundles.len());
        for &bundle in bundles {
            let may = |step: &Move| !out(*step) && moves.iter().all(|other| other.party != step.party);
            let mut steps = self.arcs.bundles[bundle as usize].moves.iter().map(|(_, step)| *step);
            moves.push(steps.find(may)?);
        }
        Some(moves)
    }

    /// Chooses the cheapest move of each bundle that is not `out`.
    fn choose(&mut self, out: impl Fn(Move) -> bool) {
        for (bundle, chosen) in self.arcs.bundles.iter().zip(&mut self.chosen) {
            // What is out stays out as long as the graph is looked at.
            let known = chosen.map_or(bundle.moves.len(), |(position, _)| position);
            let left = bundle.moves.iter().enumerate().skip(known).find(|(_, (_, step))| !out(*step));
            *chosen = left.map(|(position, (cost, _))| (position, cost - bundle.moves[0].0));
        }
    }

    /// What an edge costs now; none if nobody is left to go that way.
    fn cost(&self, edge: &Edge) -> Option<Grade> {
        match edge.bundle {
            Some(bundle) => self.chosen[bundle as usize].map(|(_, dearer)| edge.cost + dearer),
            None => Some(edge.cost),
        }
    }
}

/// Where the run of each node begins in a list that is sorted by nodes.
fn starts(nodes: usize, of: impl Iterator<Item = u32>) -> Vec<usize> {
    let mut starts = vec![0; nodes + 1];
    of.for_each(|node| starts[node as usize + 1] += 1);
    for node in 1..starts.len() {
        starts[node] += starts[node - 1];
    }
    starts
}

/// For two nodes with edges both ways, those that lead to the first and those that lead back; edges are sorted by where they lead.
fn opposite(edges: &[Edge]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut start = 0;
    let ways = edges.chunk_by(|one, other| (one.to, one.from) == (other.to, other.from)).map(|way| {
        start += way.len();
        ((way[0].to, way[0].from), start - way.len()..start)
    });
    let ways: Vec<((u32, u32), Range<usize>)> = ways.collect();
    let back = |to: u32, from: u32| ways.binary_search_by_key(&(from, to), |(way, _)| *way).ok();
    let forth = ways.iter().filter(|((to, from), _)| to < from);
    forth.filter_map(|((to, from), forth)| Some((forth.clone(), ways[back(*to, *from)?].1.clone()))).collect()
}

/// Rows of a label beyond this many are never left unanswered one by one.
const SPLIT: usize = 10;

/// What a tail answers: the known labels within it, and what leaving the rest of it unanswered costs.
fn answers(tail: &[u32], labels: &Labels, margins: &Margins) -> Vec<(u32, Grade)> {
    let mut answers = Vec::new();
    let mut answered = Vec::new();
    for mask in 0_u32..1 << tail.len().min(SPLIT) {
        answered.clear();
        let mut cost = 0;
        for (position, &row) in tail.iter().enumerate() {
            if position >= SPLIT || mask >> position & 1 == 1 {
                answered.push(row);
            } else {
                cost += margins.less[row as usize];
            }
        }
        answers.extend(labels.known(&answered).filter(|_| cost < margins.limit).map(|label| (label, cost)));
    }
    answers
}

/// Labels of more rows than this are only split one by one.
const PARTED: usize = 4;

/// What is asked may be answered in parts, and one more in a row at a kink may go without an answer, at what it costs there.
fn parted(arcs: &mut Arcs, margins: &Margins) -> (Vec<Edge>, Vec<Split>) {
    let (mut edges, mut splits) = (Vec::new(), Vec::new());
    let mut asked: Vec<u32> = arcs.bundles.iter().map(|bundle| bundle.head).collect();
    asked.sort_unstable();
    asked.dedup();
    let mut known = vec![false; arcs.labels.all.len()];
    for &label in &asked {
        known[label as usize] = true;
    }
    while let Some(whole) = asked.pop() {
        let rows = arcs.labels.all[whole as usize].to_vec();
        let dear = |row: &u32| margins.more[*row as usize] >= margins.limit;
        for (position, row) in rows.iter().enumerate().filter(|(_, row)| !dear(row)) {
            let rest = [&rows[..position], &rows[position + 1..]].concat();
            let to = arcs.labels.id(&rest);
            edges.push(Edge { from: whole, to, cost: margins.more[*row as usize], bundle: None });
            known.resize(arcs.labels.all.len(), false);
            asked.extend((!std::mem::replace(&mut known[to as usize], true)).then_some(to));
        }
        for parts in partitions(&rows) {
            let parts = parts.map(|rows| arcs.labels.id(&rows));
            splits.push(Split { whole, parts });
            known.resize(arcs.labels.all.len(), false);
            asked.extend(parts.into_iter().filter(|part| !std::mem::replace(&mut known[*part as usize], true)));
        }
    }
    splits.sort_unstable_by_key(|split| (split.whole, split.parts));
    splits.dedup_by_key(|split| (split.whole, split.parts));
    (edges, splits)
}

/// Rows in two parts, none of them empty, in all ways; where there are many rows, one and the others.
fn partitions(rows: &[u32]) -> Vec<[Vec<u32>; 2]> {
    let masks: Vec<u32> = match rows.len() {
        0 | 1 => Vec::new(),
        count if count <= PARTED => (1..1 << (count - 1)).collect(),
        count => (0..count).map(|row| 1 << row).collect(),
    };
    let part = |mask: u32, one: bool| {
        let rows = rows.iter().enumerate().filter(|(position, _)| (mask >> position & 1 == 1) == one);
        rows.map(|(_, row)| *row).collect()
    };
    masks.into_iter().map(|mask| [part(mask, true), part(mask, false)]).collect()
}
