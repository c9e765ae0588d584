//! Exchanges that are a gain, as paths and cycles of arcs that cost less than nothing (Bellman and Ford).

use super::grade::Grade;
use super::graph::{Graph, OPEN, STEPS};

/// Shortest paths from the open node.
pub(super) struct Paths<'g> {
    graph: &'g Graph,
    /// What each edge costs.
    costs: &'g [Option<Grade>],
    distance: Vec<Option<Grade>>,
    parent: Vec<Option<usize>>,
}

impl<'g> Paths<'g> {
    /// From the open node, which nothing leads back to.
    pub(super) fn new(graph: &'g Graph, costs: &'g [Option<Grade>]) -> Self {
        let nodes = graph.nodes();
        let mut distance = vec![None; nodes];
        distance[OPEN as usize] = Some(0);
        Self { graph, costs, distance, parent: vec![None; nodes] }
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
        let mut closing: Vec<(Grade, usize)> =
            (0..self.graph.edges.len()).filter_map(|edge| self.closes(edge)).collect();
        closing.sort_unstable();
        gains.extend(closing.into_iter().filter_map(|(_, edge)| self.path(edge)));
        gains
    }

    /// Relaxes all edges out of some nodes: the nodes that came nearer.
    fn relax(&mut self, active: &[usize]) -> Vec<usize> {
        let mut nearer = vec![false; self.distance.len()];
        for &node in active {
            let Some(here) = self.distance[node] else { continue };
            for &edge in self.graph.out_of(node) {
                let edge = edge as usize;
                let to = self.graph.edges[edge].to as usize;
                let Some(cost) = self.costs[edge].filter(|_| to != OPEN as usize) else {
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
        let gain = self.distance[found.from as usize]? + self.costs[edge]?;
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
