//! Who can be where at most, as a flow from the limits to what asks; and what keeps it from being more, as its least cut.

use std::collections::BTreeMap;

use petgraph::Direction;
use petgraph::algo::dinics;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::asked::{Asked, Way};
use super::limits::Tree;
use super::rows::Limit;

/// Sinks that get less than they ask for, whatever is done, and what keeps them from more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// Positions of the sinks.
    pub(super) sinks: Vec<usize>,
    /// Positions of the limits that are used up.
    pub(super) limits: Vec<usize>,
    /// Holdings that could go to the sinks.
    pub(super) holdings: Vec<u32>,
    /// What is missing in all.
    pub(super) missing: i64,
}

/// What a limit is to a flow: its bound, what lies right within it, and the ways from it.
type Shape = (i64, Vec<u32>, Vec<Way>);

/// Limits of one class are alike in all that lies within them.
fn classes(limits: &[Limit], tree: &Tree, asked: &Asked) -> Vec<u32> {
    let mut within: Vec<(Vec<u32>, Vec<Way>)> = vec![Default::default(); tree.nodes.len()];
    for &(held, way) in &asked.ways {
        if let Some(node) = tree.around[held as usize] {
            within[node as usize].1.push(way);
        }
    }
    let mut numbers: BTreeMap<Shape, u32> = BTreeMap::new();
    let mut classes = Vec::with_capacity(tree.nodes.len());
    for (position, node) in tree.nodes.iter().enumerate() {
        let (mut inner, mut ways) = std::mem::take(&mut within[position]);
        inner.sort_unstable();
        ways.sort_unstable();
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        let class = *numbers.entry((limits[node.limit].most, inner, ways)).or_insert(next);
        if let Some(parent) = node.parent {
            within[parent as usize].0.push(class);
        }
        classes.push(class);
    }
    classes
}

/// A network of limits and sinks, with as much as can flow.
pub(super) struct Network<'a> {
    tree: &'a Tree,
    asked: &'a Asked,
    graph: DiGraph<(), u32>,
    flows: Vec<u32>,
    nodes: Vec<NodeIndex>,
    sinks: Vec<NodeIndex>,
    alike: Vec<NodeIndex>,
    end: NodeIndex,
}

impl<'a> Network<'a> {
    /// As much as limits let flow to what asks.
    pub(super) fn new(limits: &[Limit], tree: &'a Tree, asked: &'a Asked) -> Self {
        let mut graph = DiGraph::new();
        let (source, end) = (graph.add_node(()), graph.add_node(()));
        let mut some = |count: usize| (0..count).map(|_| graph.add_node(())).collect::<Vec<_>>();
        let (sinks, alike) = (some(asked.sinks.len()), some(asked.alike.len()));
        // Limits that are alike within one limit are one node: people with the same dates and places are many.
        let classes = classes(limits, tree, asked);
        let mut nodes = vec![source; tree.nodes.len()];
        let mut known: BTreeMap<(NodeIndex, u32), (NodeIndex, u32)> = BTreeMap::new();
        for (position, node) in tree.nodes.iter().enumerate().rev() {
            let around = node.parent.map_or(source, |parent| nodes[parent as usize]);
            let most = u32::try_from(limits[node.limit].most).unwrap_or(0);
            let merged = known.entry((around, classes[position])).or_insert_with(|| (graph.add_node(()), 0));
            merged.1 = merged.1.saturating_add(most);
            nodes[position] = merged.0;
        }
        for ((around, _), (at, most)) in known {
            graph.add_edge(around, at, most);
        }
        let mut ways: BTreeMap<(NodeIndex, NodeIndex), u32> = BTreeMap::new();
        for &(held, way) in &asked.ways {
            let from = tree.around[held as usize].map_or(source, |node| nodes[node as usize]);
            let to = match way {
                Way::Sink(sink) => sinks[sink as usize],
                Way::Any(any) => alike[any as usize],
            };
            *ways.entry((from, to)).or_default() += 1;
        }
        for ((from, to), count) in ways {
            graph.add_edge(from, to, count);
        }
        for (all, &any) in asked.alike.iter().zip(&alike) {
            for &sink in all {
                graph.add_edge(any, sinks[sink as usize], asked.sinks[sink as usize].needs);
            }
        }
        for (sink, &at) in asked.sinks.iter().zip(&sinks) {
            graph.add_edge(at, end, sink.needs);
        }
        let (_, flows) = dinics(&graph, source, end);
        Self { tree, asked, graph, flows, nodes, sinks, alike, end }
    }

    /// The smallest groups of sinks that get less than they ask for.
    pub(super) fn cuts(&self) -> Vec<Cut> {
        let mut groups: Vec<Vec<bool>> = Vec::new();
        for (sink, &at) in self.asked.sinks.iter().zip(&self.sinks) {
            if self.got(at) == sink.needs || groups.iter().any(|group| group[at.index()]) {
                continue;
            }
            let mut reached = self.leading_to(at);
            let meets = |group: &Vec<bool>| self.sinks.iter().any(|sink| group[sink.index()] && reached[sink.index()]);
            let (same, others): (Vec<_>, Vec<_>) = std::mem::take(&mut groups).into_iter().partition(meets);
            for group in same {
                reached.iter_mut().zip(group).for_each(|(one, other)| *one |= other);
            }
            groups = others;
            groups.push(reached);
        }
        groups.iter().map(|group| self.cut(group)).collect()
    }

    /// What flows to all that asks.
    pub(super) fn flow(&self) -> i64 {
        self.sinks.iter().map(|&sink| i64::from(self.got(sink))).sum()
    }

    /// What flows into a sink.
    fn got(&self, sink: NodeIndex) -> u32 {
        let out = self.graph.edges_connecting(sink, self.end);
        out.map(|edge| self.flows[edge.id().index()]).sum()
    }

    /// All nodes from which more could flow to a sink, if only there were more.
    fn leading_to(&self, sink: NodeIndex) -> Vec<bool> {
        let mut reached = vec![false; self.graph.node_count()];
        reached[sink.index()] = true;
        let mut open = vec![sink];
        while let Some(node) = open.pop() {
            let into = self.graph.edges_directed(node, Direction::Incoming);
            let more = into.filter(|edge| self.flows[edge.id().index()] < *edge.weight()).map(|edge| edge.source());
            let out = self.graph.edges_directed(node, Direction::Outgoing);
            let back = out.filter(|edge| self.flows[edge.id().index()] > 0).map(|edge| edge.target());
            for next in more.chain(back).filter(|next| *next != self.end) {
                if !std::mem::replace(&mut reached[next.index()], true) {
                    open.push(next);
                }
            }
        }
        reached
    }

    fn cut(&self, group: &[bool]) -> Cut {
        let of = |nodes: &[NodeIndex]| -> Vec<bool> { nodes.iter().map(|node| group[node.index()]).collect() };
        let (nodes, is_sink, is_alike) = (of(&self.nodes), of(&self.sinks), of(&self.alike));
        let is_outside = |node: Option<u32>| node.is_none_or(|node| !nodes[node as usize]);
        let used_up = self.tree.nodes.iter().zip(&nodes).filter(|(node, is_in)| **is_in && is_outside(node.parent));
        let goes_there = |way: Way| match way {
            Way::Sink(sink) => is_sink[sink as usize],
            Way::Any(any) => is_alike[any as usize],
        };
        let mut holdings: Vec<u32> =
            self.asked.ways.iter().filter(|(_, way)| goes_there(*way)).map(|(held, _)| *held).collect();
        holdings.dedup();
        let sinks: Vec<usize> = (0..is_sink.len()).filter(|&sink| is_sink[sink]).collect();
        let lacks = |&sink: &usize| i64::from(self.asked.sinks[sink].needs) - i64::from(self.got(self.sinks[sink]));
        Cut {
            missing: sinks.iter().map(lacks).sum(),
            limits: used_up.map(|(node, _)| node.limit).collect(),
            holdings,
            sinks,
        }
    }
}
