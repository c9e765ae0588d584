//! Exchanges that are a gain, as paths and cycles of arcs that cost less than nothing (Bellman and Ford).

use rustc_hash::FxHashMap;

use super::arcs::{Arcs, Labels, Margins, Move};
use super::grade::{Grade, View};

/// The node of nothing asked: whoever comes asks of nobody, whoever goes answers nobody.
pub(super) const OPEN: u32 = 0;

/// More steps than this hardly ever make an exchange that can be carried out.
const STEPS: usize = 12;

/// A step between two nodes: a move, or giving up an answer at what that costs.
#[derive(Clone, Copy, Debug)]
struct Edge {
    from: u32,
    to: u32,
    cost: Grade,
    bundle: Option<u32>,
}

/// The nodes and edges of one look at a board.
#[derive(Debug)]
pub(super) struct Graph {
    arcs: Arcs,
    edges: Vec<Edge>,
    starts: Vec<usize>,
    /// The cheapest move of each bundle that may still be made, and how much dearer it is than the first.
    chosen: Vec<Option<(usize, Grade)>>,
}

impl Graph {
    /// Joins arcs head to tail.
    pub(super) fn new(mut arcs: Arcs, margins: &Margins) -> Self {
        let mut edges = given_up(&mut arcs, margins);
        let answers: Vec<Vec<(u32, Grade)>> =
            arcs.labels.all.iter().map(|label| answers(label, &arcs.labels, margins)).collect();
        for (bundle, arc) in (0_u32..).zip(&arcs.bundles) {
            for &(from, unanswered) in &answers[arc.tail as usize] {
                let cost = arc.moves[0].0 + unanswered;
                if cost < margins.limit && (from != arc.head || cost < 0) {
                    edges.push(Edge { from, to: arc.head, cost, bundle: Some(bundle) });
                }
            }
        }
        edges.sort_unstable_by_key(|edge| (edge.from, edge.to, edge.cost, edge.bundle));
        let mut starts = vec![0; arcs.labels.all.len() + 1];
        for edge in &edges {
            starts[edge.from as usize + 1] += 1;
        }
        for node in 1..starts.len() {
            starts[node] += starts[node - 1];
        }
        let chosen = vec![Some((0, 0)); arcs.bundles.len()];
        Self { arcs, edges, starts, chosen }
    }

    /// How many nodes there are.
    fn nodes(&self) -> usize {
        self.arcs.labels.all.len()
    }

    /// Exchanges that are a gain in a view, as far as arcs can tell, the best first; each a list of bundles in order. Moves that are `out` are not
    /// made.
    pub(super) fn gains(&mut self, view: View, out: impl Fn(Move) -> bool) -> Vec<Vec<u32>> {
        self.choose(out);
        Search::new(self, view).run()
    }

    /// Exchanges of two that are a gain in a view, as far as arcs can tell, the best first: somebody goes where another comes from. There are many
    /// of them, and no search is needed.
    pub(super) fn swaps(&mut self, view: View, out: impl Fn(Move) -> bool) -> Vec<Vec<u32>> {
        self.choose(out);
        let cost = |edge: &Edge| Some((view.of(self.cost(edge)?), edge.bundle));
        let ways = self.edges.chunk_by(|one, other| (one.from, one.to) == (other.from, other.to));
        let cheapest = ways.filter_map(|way| Some(((way[0].from, way[0].to), way.iter().filter_map(cost).min()?)));
        let cheapest: FxHashMap<(u32, u32), (Grade, Option<u32>)> = cheapest.collect();
        let mut swaps = Vec::new();
        for (&(from, to), &(forth, one)) in cheapest.iter().filter(|((from, to), _)| from < to) {
            if let Some(&(back, other)) = cheapest.get(&(to, from)).filter(|(back, _)| forth + back < 0) {
                swaps.push((forth + back, from, to, one.into_iter().chain(other).collect()));
            }
        }
        swaps.sort_unstable();
        swaps.into_iter().map(|(_, _, _, bundles)| bundles).collect()
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
            let left = bundle.moves.iter().enumerate().find(|(_, (_, step))| !out(*step));
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

/// Who moves into rows at a kink may do without an answer in one of them, at what one more costs there.
fn given_up(arcs: &mut Arcs, margins: &Margins) -> Vec<Edge> {
    let mut edges = Vec::new();
    let mut asked: Vec<u32> = arcs.bundles.iter().map(|bundle| bundle.head).collect();
    asked.sort_unstable();
    asked.dedup();
    let mut known = vec![false; arcs.labels.all.len()];
    for &label in &asked {
        known[label as usize] = true;
    }
    while let Some(label) = asked.pop() {
        let rows = arcs.labels.all[label as usize].to_vec();
        for (position, &row) in rows.iter().enumerate().filter(|(_, row)| margins.more[**row as usize] < margins.limit)
        {
            let mut rest = rows.clone();
            rest.remove(position);
            let rest = arcs.labels.id(&rest);
            edges.push(Edge { from: label, to: rest, cost: margins.more[row as usize], bundle: None });
            known.resize(arcs.labels.all.len(), false);
            if !std::mem::replace(&mut known[rest as usize], true) {
                asked.push(rest);
            }
        }
    }
    edges
}

/// Shortest paths from the open node.
struct Search<'g> {
    graph: &'g Graph,
    view: View,
    distance: Vec<Option<Grade>>,
    parent: Vec<Option<usize>>,
}

impl<'g> Search<'g> {
    /// From the open node, which nothing leads back to.
    fn new(graph: &'g Graph, view: View) -> Self {
        let nodes = graph.nodes();
        let mut distance = vec![None; nodes];
        distance[OPEN as usize] = Some(0);
        Self { graph, view, distance, parent: vec![None; nodes] }
    }

    fn run(mut self) -> Vec<Vec<u32>> {
        let mut active = vec![OPEN as usize];
        let mut gains = Vec::new();
        for _ in 0..STEPS {
            active = self.relax(&active);
            gains = self.cycles();
            if active.is_empty() || !gains.is_empty() {
                break;
            }
        }
        let mut closing: Vec<(Grade, usize)> =
            (0..self.graph.edges.len()).filter_map(|edge| self.closes(edge)).collect();
        closing.sort_unstable();
        gains.extend(closing.into_iter().filter_map(|(_, edge)| self.path(edge)));
        gains
    }

    /// What an edge costs in the view.
    fn cost(&self, edge: &Edge) -> Option<Grade> {
        self.graph.cost(edge).map(|cost| self.view.of(cost))
    }

    /// Relaxes all edges out of some nodes: the nodes that came nearer.
    fn relax(&mut self, active: &[usize]) -> Vec<usize> {
        let mut nearer = vec![false; self.distance.len()];
        for &node in active {
            let Some(here) = self.distance[node] else { continue };
            for edge in self.graph.starts[node]..self.graph.starts[node + 1] {
                let to = self.graph.edges[edge].to as usize;
                let Some(cost) = self.cost(&self.graph.edges[edge]).filter(|_| to != OPEN as usize) else {
                    continue;
                };
                if self.distance[to].is_none_or(|known| here + cost < known) {
                    self.distance[to] = Some(here + cost);
                    self.parent[to] = Some(edge);
                    nearer[to] = true;
                }
            }
        }
        nearer.iter().enumerate().filter(|(_, nearer)| **nearer).map(|(node, _)| node).collect()
    }

    /// What an edge that ends a path gains.
    fn closes(&self, edge: usize) -> Option<(Grade, usize)> {
        let found = &self.graph.edges[edge];
        if found.to != OPEN {
            return None;
        }
        let gain = self.distance[found.from as usize]? + self.cost(found)?;
        (gain < 0).then_some((gain, edge))
    }

    /// The bundles of the path that an edge ends.
    fn path(&self, last: usize) -> Option<Vec<u32>> {
        let mut bundles = Vec::new();
        let mut edge = last;
        for _ in 0..=2 * STEPS {
            bundles.extend(self.graph.edges[edge].bundle);
            let from = self.graph.edges[edge].from as usize;
            if from == OPEN as usize {
                bundles.reverse();
                return Some(bundles);
            }
            edge = self.parent[from]?;
        }
        None
    }

    /// The cycles among the parents: each gains, or it would not be there.
    fn cycles(&self) -> Vec<Vec<u32>> {
        let mut seen_from = vec![None; self.parent.len()];
        let mut cycles = Vec::new();
        for start in 0..self.parent.len() {
            let mut node = start;
            while seen_from[node].is_none() {
                seen_from[node] = Some(start);
                let Some(edge) = self.parent[node] else { break };
                node = self.graph.edges[edge].from as usize;
            }
            if seen_from[node] == Some(start) && self.parent[node].is_some() {
                cycles.extend(self.cycle(node));
            }
        }
        cycles
    }

    /// The bundles around a cycle through a node; none if there is no such cycle.
    fn cycle(&self, node: usize) -> Option<Vec<u32>> {
        let mut bundles = Vec::new();
        let mut at = node;
        for _ in 0..self.parent.len() {
            let edge = self.parent[at]?;
            bundles.extend(self.graph.edges[edge].bundle);
            at = self.graph.edges[edge].from as usize;
            if at == node {
                bundles.reverse();
                return Some(bundles);
            }
        }
        None
    }
}
