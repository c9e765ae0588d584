//! Places in sessions of training, and who can have one.
//!
//! Each session has so many places, and a person can attend those by some day on which they are not away: a flow from people to sessions finds a place for
//! as many as can have one.

use chrono::NaiveDate;
use petgraph::algo::dinics;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::SessionDraft;
use crate::{Campaign, PersonId};

/// Sessions, and the places in them that are taken.
#[derive(Clone, Debug)]
pub(crate) struct Sessions<'a> {
    campaign: &'a Campaign,
    drafts: &'a [SessionDraft],
    /// Those before it are over.
    from: NaiveDate,
    taken: Vec<u32>,
}

impl<'a> Sessions<'a> {
    /// All sessions, with no place taken.
    pub(crate) fn all(campaign: &'a Campaign, drafts: &'a [SessionDraft]) -> Self {
        Self { campaign, drafts, from: NaiveDate::MIN, taken: vec![0; drafts.len()] }
    }

    /// Those of them that are not over on a day.
    pub(crate) fn from(self, from: NaiveDate) -> Self {
        Self { from, ..self }
    }

    /// Takes a place, whether or not there is one.
    pub(crate) fn take(&mut self, session: usize) {
        self.taken[session] += 1;
    }

    /// Sessions with more people in them than places: position, places, people.
    pub(crate) fn overfull(&self) -> impl Iterator<Item = (usize, u32, u32)> {
        let held = self.drafts.iter().map(|session| session.capacity).zip(self.taken.iter().copied());
        held.enumerate()
            .map(|(position, (places, taken))| (position, places, taken))
            .filter(|(_, places, taken)| taken > places)
    }

    /// Places in those that are not after a day.
    pub(crate) fn places(&self, by: NaiveDate) -> u64 {
        self.drafts.iter().filter(|session| session.date <= by).map(|session| u64::from(session.capacity)).sum()
    }

    /// The positions of the sessions that somebody can attend by a day, however full they are.
    pub(crate) fn attendable(&self, person: PersonId, by: NaiveDate) -> impl Iterator<Item = usize> {
        let can = move |session: &SessionDraft| {
            (self.from..=by).contains(&session.date) && !self.campaign.is_away(person, session.date)
        };
        self.drafts.iter().enumerate().filter(move |(_, session)| can(session)).map(|(position, _)| position)
    }

    /// A session for each person by their day, as far as there are places.
    pub(crate) fn place(&self, people: &[(PersonId, NaiveDate)]) -> Vec<Option<usize>> {
        let mut graph: DiGraph<(), u32> = DiGraph::new();
        let (source, sink) = (graph.add_node(()), graph.add_node(()));
        let sessions: Vec<NodeIndex> = self.drafts.iter().map(|_| graph.add_node(())).collect();
        for ((session, node), taken) in self.drafts.iter().zip(&sessions).zip(&self.taken) {
            graph.add_edge(*node, sink, session.capacity.saturating_sub(*taken));
        }
        let nodes: Vec<NodeIndex> = people.iter().map(|_| graph.add_node(())).collect();
        for (&(person, by), &node) in people.iter().zip(&nodes) {
            graph.add_edge(source, node, 1);
            for session in self.attendable(person, by) {
                graph.add_edge(node, sessions[session], 1);
            }
        }
        let (_, flows) = dinics(&graph, source, sink);
        let place = |node: &NodeIndex| {
            let mut ways = graph.edges(*node).filter(|way| flows[way.id().index()] == 1);
            ways.next().and_then(|way| sessions.iter().position(|session| *session == way.target()))
        };
        nodes.iter().map(place).collect()
    }
}
