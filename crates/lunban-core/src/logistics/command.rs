//! The chain of command: the office, the teams that coordinate a city, and the others of that city.

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};

use super::ReportingDraft;
use crate::{Campaign, DateRange, Duty, Fault, PersonId, Problem, RoleId, Schedule, Spot, TeamId, nearest_text, text};

/// A node of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Office {
    /// The office that all report to.
    Centre,
    /// A team.
    Team(TeamId),
}

/// Who coordinates whom, as a tree with the office as its root.
#[derive(Clone, Debug)]
pub struct Command {
    tree: DiGraph<Office, ()>,
}

impl Command {
    /// The chain of a campaign: teams of the coordinating kind below the office, each with the other teams of its city; where a city has none,
    /// and for teams with dates of their own, right below the office.
    ///
    /// # Errors
    /// If no kind of team is called as the coordinating one.
    pub fn of(campaign: &Campaign, reporting: &ReportingDraft) -> Result<Self, Box<Fault>> {
        let names = || campaign.kinds().iter().map(|kind| kind.name.as_str());
        if !names().any(|name| name == reporting.coordinator) {
            let spot = Spot::setting(["reporting", "coordinator"]);
            let expected = text!("a kind of team of this campaign", "须为本任务的组别");
            let maybe = nearest_text(&reporting.coordinator, names());
            return Err(Box::new(Fault::error("unknown-kind", spot, &reporting.coordinator, expected).maybe(maybe)));
        }
        let coordinates = |team: TeamId| {
            let team = campaign.team(team);
            team.dates.is_none() && campaign.kind(team.kind).name == reporting.coordinator
        };
        let teams = || (0..campaign.teams().len()).map(TeamId::at);
        let mut tree = DiGraph::new();
        let centre = tree.add_node(Office::Centre);
        let mut nodes: Vec<Option<NodeIndex>> = vec![None; campaign.teams().len()];
        for team in teams().filter(|&team| coordinates(team)) {
            let node = tree.add_node(Office::Team(team));
            tree.add_edge(centre, node, ());
            nodes[team.index()] = Some(node);
        }
        for team in teams().filter(|&team| !coordinates(team)) {
            let city = campaign.team(team).city;
            let above = teams().find(|&other| coordinates(other) && campaign.team(other).city == city);
            let above = above.filter(|_| campaign.team(team).dates.is_none()).and_then(|above| nodes[above.index()]);
            let node = tree.add_node(Office::Team(team));
            tree.add_edge(above.unwrap_or(centre), node, ());
        }
        Ok(Self { tree })
    }

    /// The tree; its first node is the office.
    pub fn tree(&self) -> &DiGraph<Office, ()> {
        &self.tree
    }

    /// Those right below a node, by team.
    pub fn below(&self, office: Office) -> Vec<TeamId> {
        let node = self.tree.node_indices().find(|node| self.tree[*node] == office);
        let below = node.into_iter().flat_map(|node| self.tree.neighbors_directed(node, Direction::Outgoing));
        let mut teams: Vec<TeamId> = below.filter_map(|node| self.team(node)).collect();
        teams.sort_unstable();
        teams
    }

    /// Whom a team reports to.
    pub fn above(&self, team: TeamId) -> Office {
        let node = self.tree.node_indices().find(|node| self.tree[*node] == Office::Team(team));
        let above = node.and_then(|node| self.tree.neighbors_directed(node, Direction::Incoming).next());
        above.map_or(Office::Centre, |node| self.tree[node])
    }

    fn team(&self, node: NodeIndex) -> Option<TeamId> {
        match self.tree[node] {
            Office::Centre => None,
            Office::Team(team) => Some(team),
        }
    }

    /// Who leads a team on the dates of a round, or on those of its own: whoever holds its first role, by dates.
    pub fn leaders(problem: &Problem, schedule: &Schedule, team: TeamId, span: DateRange) -> Vec<PersonId> {
        let leads = |duty: &&Duty| {
            let post = problem.post(duty.post);
            post.team == team && post.span == span && post.role == RoleId::at(0)
        };
        let mut duties: Vec<&Duty> = schedule.duties().iter().filter(leads).collect();
        duties.sort_by_key(|duty| duty.span);
        duties.into_iter().map(|duty| duty.person).collect()
    }
}
