//! The cheapest answers to all that an exchange may ask (Bellman and Ford), and exchanges that cost less than nothing with them.
//!
//! What is asked is answered by one who leaves, and asks where they go, or in parts by several: so an answer is a tree.

use super::grade::Grade;
use super::graph::{Graph, OPEN, STEPS, Split};

/// An exchange of more moves and forks is not looked at.
const LONGEST: usize = 4 * STEPS;

/// How what is asked is answered.
#[derive(Clone, Copy, Debug)]
enum Way {
    Edge(usize),
    /// In two parts, of which this one came to cost less last.
    Split(u32, usize),
}

/// The cheapest answers to all that is asked.
pub(super) struct Answers<'g> {
    graph: &'g Graph,
    /// What each edge costs.
    costs: &'g [Option<Grade>],
    cost: Vec<Option<Grade>>,
    way: Vec<Option<Way>>,
}

impl<'g> Answers<'g> {
    /// Where nothing is asked, nothing needs an answer.
    pub(super) fn new(graph: &'g Graph, costs: &'g [Option<Grade>]) -> Self {
        let nodes = graph.nodes();
        let mut cost = vec![None; nodes];
        cost[OPEN as usize] = Some(0);
        Self { graph, costs, cost, way: vec![None; nodes] }
    }

    /// Exchanges that are a gain, each as a list of bundles.
    pub(super) fn gains(mut self) -> Vec<Vec<u32>> {
        let mut active = vec![OPEN as usize];
        let mut gains = Vec::new();
        for _ in 0..STEPS {
            active = self.relax(&active);
            gains = self.cycles();
            if active.is_empty() || !gains.is_empty() {
                break;
            }
        }
        let mut opening: Vec<(Grade, usize)> =
            (0..self.graph.edges.len()).filter_map(|edge| self.opens(edge)).collect();
        opening.sort_unstable();
        gains.extend(opening.into_iter().filter_map(|(_, edge)| self.path(edge)));
        gains
    }

    /// Answers that some nodes make cheaper: the nodes that came to cost less.
    fn relax(&mut self, active: &[usize]) -> Vec<usize> {
        let graph = self.graph;
        let mut cheaper = vec![false; self.cost.len()];
        for &node in active {
            let Some(here) = self.cost[node] else { continue };
            for edge in graph.into(node) {
                if let Some(cost) = self.costs[edge] {
                    let from = graph.edges[edge].from;
                    self.offer(from, here.saturating_add(cost), Way::Edge(edge), &mut cheaper);
                }
            }
            for &(split, part) in graph.part_of(node) {
                let Split { whole, parts } = graph.splits[split as usize];
                if let [Some(one), Some(other)] = parts.map(|part| self.cost[part as usize]) {
                    self.offer(whole, one.saturating_add(other), Way::Split(split, part), &mut cheaper);
                }
            }
        }
        cheaper.iter().enumerate().filter(|(_, cheaper)| **cheaper).map(|(node, _)| node).collect()
    }

    fn offer(&mut self, node: u32, cost: Grade, way: Way, cheaper: &mut [bool]) {
        let at = node as usize;
        if node != OPEN && self.cost[at].is_none_or(|known| cost < known) {
            (self.cost[at], self.way[at], cheaper[at]) = (Some(cost), Some(way), true);
        }
    }

    /// What an exchange gains that begins with an edge.
    fn opens(&self, edge: usize) -> Option<(Grade, usize)> {
        let found = &self.graph.edges[edge];
        if found.from != OPEN {
            return None;
        }
        let gain = self.cost[found.to as usize]?.saturating_add(self.costs[edge]?);
        (gain < 0).then_some((gain, edge))
    }

    /// The bundles of the exchange that an edge begins.
    fn path(&self, first: usize) -> Option<Vec<u32>> {
        let mut bundles: Vec<u32> = self.graph.edges[first].bundle.into_iter().collect();
        self.answer(self.graph.edges[first].to, &mut bundles)?;
        Some(bundles)
    }

    /// Adds the bundles that answer what a node asks; none if they are too many.
    fn answer(&self, node: u32, bundles: &mut Vec<u32>) -> Option<()> {
        let mut asked = vec![node];
        for _ in 0..LONGEST {
            let Some(node) = asked.pop() else { return Some(()) };
            match self.way[node as usize] {
                None if node == OPEN => {}
                None => return None,
                Some(Way::Edge(edge)) => {
                    bundles.extend(self.graph.edges[edge].bundle);
                    asked.push(self.graph.edges[edge].to);
                }
                Some(Way::Split(split, _)) => asked.extend(self.graph.splits[split as usize].parts),
            }
        }
        None
    }

    /// The cycles among the answers: each gains, or it would not be there.
    fn cycles(&self) -> Vec<Vec<u32>> {
        let mut seen_from = vec![None; self.way.len()];
        let mut cycles = Vec::new();
        for start in 0..self.way.len() {
            let mut node = start;
            while seen_from[node].is_none() {
                seen_from[node] = Some(start);
                let Some(next) = self.next(node) else { break };
                node = next as usize;
            }
            if seen_from[node] == Some(start) && self.way[node].is_some() {
                cycles.extend(self.cycle(node));
            }
        }
        cycles
    }

    fn next(&self, node: usize) -> Option<u32> {
        self.way[node].map(|way| match way {
            Way::Edge(edge) => self.graph.edges[edge].to,
            Way::Split(split, part) => self.graph.splits[split as usize].parts[part],
        })
    }

    /// The bundles around a cycle through a node; none if there is no such cycle.
    fn cycle(&self, node: usize) -> Option<Vec<u32>> {
        let mut bundles = Vec::new();
        let mut at = node;
        for _ in 0..LONGEST {
            match self.way[at]? {
                Way::Edge(edge) => bundles.extend(self.graph.edges[edge].bundle),
                Way::Split(split, part) => {
                    self.answer(self.graph.splits[split as usize].parts[1 - part], &mut bundles)?;
                }
            }
            at = self.next(at)? as usize;
            if at == node {
                return Some(bundles);
            }
        }
        None
    }
}
