//! What a change of one party costs, with the best paths for what it asks and for what it leaves.

use rustc_hash::FxHashSet;

use super::arcs::Margins;
use super::board::{Board, Place};
use super::forks::{Change, Fork, Link};
use super::grade::{BREACH, Grade};
use super::paths::{Graph, NEVER, OPEN};

/// Changes of one party that are kept of one look.
const KEPT: usize = 4;

/// A place, and the least that its rows of several parties cost.
type Estimate = (Place, Grade);

/// The nodes that rows asked together may be asked as: one for all of them, or several.
type Splits = Vec<Vec<u32>>;

/// What somebody who leaves may be the answer to, and what the rows cost that nobody comes for.
type Answers = Vec<(u32, Grade)>;

/// Weighs the changes of one party after another.
#[derive(Clone)]
pub(super) struct Weigher<'a> {
    board: &'a Board,
    margins: &'a Margins,
    graph: &'a Graph,
    distances: &'a [Vec<Grade>],
    /// How far each node is from the nearest one.
    nearest: Vec<Grade>,
    /// How far the change at hand shifts each row; 0 between changes.
    shift: Vec<i32>,
}

/// What a change does: what it costs where paths do not matter, what is asked, and what is left.
struct Ends {
    cost: Grade,
    asked: Vec<Splits>,
    left: Vec<Answers>,
}

impl<'a> Weigher<'a> {
    pub(super) fn new(board: &'a Board, margins: &'a Margins, graph: &'a Graph, distances: &'a [Vec<Grade>]) -> Self {
        let nearest = distances.iter().map(|far| far.iter().copied().min().unwrap_or(NEVER)).collect();
        Self { board, margins, graph, distances, nearest, shift: vec![0; board.penalties.len()] }
    }

    /// The best changes of a party that seem to cost less than a limit, but those barred.
    pub(super) fn forks(&mut self, party: u32, limit: Grade, barred: &FxHashSet<Change>) -> Vec<Fork> {
        let places = &self.board.parties[party as usize];
        let held = places.iter().filter(|&&place| self.board.is_held(place));
        let outs: Vec<Estimate> = held.map(|&place| (place, self.least_left(place))).collect();
        let free = places.iter().filter(|&&place| self.board.is_free(place));
        let ins: Vec<Estimate> = free.map(|&place| (place, self.least_asked(place))).collect();
        let ins = up_to_two(&ins);
        let mut best: Vec<Fork> = Vec::new();
        for (outs, left) in up_to_two(&outs) {
            for (ins, asked) in &ins {
                let limit = best.get(KEPT - 1).map_or(limit, |worst| worst.cost);
                if self.least(party, &outs, ins, left + asked) >= limit {
                    continue;
                }
                let change = Change { outs: outs.clone(), ins: ins.clone() };
                let weighed = if barred.contains(&change) { None } else { self.weigh(&change, limit) };
                if let Some((cost, links)) = weighed {
                    best.push(Fork { cost, party, change, links });
                    best.sort_unstable();
                    best.truncate(KEPT);
                }
            }
        }
        best
    }

    /// The least that rows of several parties cost when a place is taken.
    fn least_asked(&self, place: Place) -> Grade {
        let rows = self.board.rows_of(place).joint.iter().copied();
        let (asked, others): (Vec<_>, Vec<_>) =
            rows.partition(|&(row, factor)| self.margins.is_kink(row) && factor > 0);
        let least = |splits: Splits| splits.iter().map(|nodes| self.near(nodes)).min().unwrap_or(NEVER);
        let moved = others.iter().map(|&(row, factor)| self.board.moved(row, i64::from(factor))).sum::<Grade>();
        moved + groups(asked).into_iter().map(|rows| least(self.splits(&rows))).sum::<Grade>()
    }

    /// The least that rows of several parties cost when a place is left.
    fn least_left(&self, place: Place) -> Grade {
        let rows = self.board.rows_of(place).joint.iter().copied();
        let (left, others): (Vec<_>, Vec<_>) = rows.partition(|&(row, factor)| self.margins.is_kink(row) && factor > 0);
        let least = |rows: Vec<u32>| {
            let answers = self.graph.answers(&rows, self.margins).into_iter();
            answers.map(|(node, rest)| rest + self.distances[OPEN as usize][node as usize].min(0)).min().unwrap_or(0)
        };
        let moved = others.iter().map(|&(row, factor)| self.board.moved(row, -i64::from(factor))).sum::<Grade>();
        moved + groups(left).into_iter().map(least).sum::<Grade>()
    }

    /// The least that a change can cost if its places cost so much at least; nothing is known where they share rows.
    fn least(&mut self, party: u32, outs: &[Place], ins: &[Place], places: Grade) -> Grade {
        let own = self.own(party, outs, ins);
        if own >= BREACH {
            return NEVER;
        }
        if self.meet(outs, ins) { Grade::MIN } else { own + places + self.least_common(party, outs.len(), ins.len()) }
    }

    /// The least that rows cost which all places of a party are in, when it has more places or fewer.
    fn least_common(&self, party: u32, outs: usize, ins: usize) -> Grade {
        let more = i64::try_from(ins).unwrap_or(0) - i64::try_from(outs).unwrap_or(0);
        let joint = self.board.common(party).iter().filter(|(row, _)| more != 0 && !self.board.own[*row as usize]);
        let least = |&(row, factor): &(u32, i32)| {
            let moved = self.board.moved(row, more * i64::from(factor));
            let asked = self.graph.node(&[row]).map_or(NEVER, |node| self.nearest[node as usize]);
            if self.margins.is_kink(row) { moved.min(asked).min(0) } else { moved }
        };
        joint.map(least).sum()
    }

    /// What a change costs by its places and by rows of the party alone.
    fn own(&mut self, party: u32, outs: &[Place], ins: &[Place]) -> Grade {
        let board = self.board;
        let mut cost = 0;
        let mut rows: Vec<u32> = Vec::new();
        for (places, sign) in [(outs, -1), (ins, 1)] {
            for &place in places {
                cost += board.cost(place) * Grade::from(sign);
                let of_place = board.rows_of(place);
                let limits = of_place.limits.iter().map(|&row| (row, 1));
                let common = board.common(party).iter().copied().filter(|(row, _)| board.own[*row as usize]);
                for (row, factor) in limits.chain(of_place.own.iter().copied()).chain(common) {
                    self.shift[row as usize] += sign * factor;
                    rows.push(row);
                }
            }
        }
        cost + self.moved(rows).map(|(_, _, cost)| cost).sum::<Grade>()
    }

    /// The rows shifted, by how much, and what that costs; all are then as before.
    fn moved(&mut self, rows: Vec<u32>) -> impl Iterator<Item = (u32, i32, Grade)> {
        let shifts = rows.into_iter().map(|row| (row, std::mem::take(&mut self.shift[row as usize])));
        shifts
            .filter(|(_, shift)| *shift != 0)
            .map(|(row, shift)| (row, shift, self.board.moved(row, i64::from(shift))))
    }

    /// Whether some row of several parties is left and taken at once.
    fn meet(&self, outs: &[Place], ins: &[Place]) -> bool {
        let has = |place: Place, row: u32| self.board.rows_of(place).joint.iter().any(|(other, _)| *other == row);
        let rows = ins.iter().flat_map(|&place| &self.board.rows_of(place).joint);
        rows.into_iter().any(|&(row, _)| outs.iter().any(|&place| has(place, row)))
    }

    /// What a change costs, and its paths, if that is less than a limit.
    fn weigh(&mut self, change: &Change, limit: Grade) -> Option<(Grade, Vec<Link>)> {
        let ends = self.ends(change)?;
        let mut best = Best { limit, links: None };
        self.ask(&ends, &mut Vec::new(), &mut best);
        best.links.map(|links| (best.limit, links))
    }

    /// What a change does; none if it breaks a rule that nobody else can mend.
    fn ends(&mut self, change: &Change) -> Option<Ends> {
        let board = self.board;
        let mut rows = Vec::new();
        let mut cost = 0;
        for (places, sign) in [(&change.outs, -1), (&change.ins, 1)] {
            for &place in places {
                cost += board.cost(place) * Grade::from(sign);
                for (row, factor) in board.all_rows(place) {
                    self.shift[row as usize] += sign * factor;
                    rows.push(row);
                }
            }
        }
        let (mut asked, mut left) = (Vec::new(), Vec::new());
        let moved: Vec<_> = self.moved(rows).collect();
        for (row, shift, moved) in moved {
            match (self.margins.is_kink(row), shift > 0) {
                (true, true) => asked.push((row, shift)),
                (true, false) => left.push((row, -shift)),
                _ if board.own[row as usize] && moved >= BREACH => return None,
                _ => cost += moved,
            }
        }
        let asked = self.by_place(&change.ins, asked).iter().map(|rows| self.splits(rows)).collect();
        let left = self.by_place(&change.outs, left);
        let left = left.iter().map(|rows| self.graph.answers(rows, self.margins)).collect();
        Some(Ends { cost, asked, left })
    }

    /// Rows that belong together: those of one place; and each by itself as often as it is shifted beyond that.
    fn by_place(&self, places: &[Place], mut rows: Vec<(u32, i32)>) -> Vec<Vec<u32>> {
        let mut parts = Vec::new();
        for &place in places {
            let mut part = Vec::new();
            for (row, times) in rows.iter_mut().filter(|(_, times)| *times > 0) {
                if self.board.all_rows(place).any(|(other, factor)| other == *row && factor > 0) {
                    part.push((*row, 1));
                    *times -= 1;
                }
            }
            parts.extend(groups(part));
        }
        rows.retain(|(_, times)| *times > 0);
        parts.extend(rows.into_iter().flat_map(|row| groups(vec![row])));
        parts
    }

    /// The ways to ask for some rows: all of one, each of another, or one apart from the rest.
    fn splits(&self, rows: &[u32]) -> Splits {
        let mut parts: Vec<Vec<Vec<u32>>> = vec![vec![rows.to_vec()]];
        if rows.len() > 1 {
            parts.push(rows.iter().map(|&row| vec![row]).collect());
        }
        if rows.len() > 2 {
            let apart = |&row: &u32| vec![vec![row], rows.iter().copied().filter(|other| *other != row).collect()];
            parts.extend(rows.iter().map(apart));
        }
        let nodes = |parts: Vec<Vec<u32>>| parts.iter().map(|part| self.graph.node(part)).collect();
        parts.into_iter().filter_map(nodes).collect()
    }

    /// The least that nodes cost, each with a path to the nearest.
    fn near(&self, nodes: &[u32]) -> Grade {
        nodes.iter().map(|&node| self.nearest[node as usize]).sum()
    }

    /// Tries each way to ask for what is asked.
    fn ask(&self, ends: &Ends, nodes: &mut Vec<u32>, best: &mut Best) {
        self.ask_from(ends, 0, nodes, best);
    }

    fn ask_from(&self, ends: &Ends, next: usize, nodes: &mut Vec<u32>, best: &mut Best) {
        let Some(splits) = ends.asked.get(next) else {
            return self.answer(ends, nodes, &mut vec![None; nodes.len()], 0, ends.cost, best);
        };
        for split in splits {
            let known = nodes.len();
            nodes.extend(split);
            self.ask_from(ends, next + 1, nodes, best);
            nodes.truncate(known);
        }
    }

    /// Tries for each place left every node asked that has no answer yet, somebody who comes from nothing, and nobody.
    fn answer(
        &self,
        ends: &Ends,
        nodes: &[u32],
        ways: &mut Vec<Option<Link>>,
        next: usize,
        cost: Grade,
        best: &mut Best,
    ) {
        let least: Grade = nodes
            .iter()
            .zip(ways.iter())
            .filter(|(_, way)| way.is_none())
            .map(|(&node, _)| self.nearest[node as usize])
            .sum();
        if least >= NEVER / 2 {
            return;
        }
        let Some(answers) = ends.left.get(next) else {
            return self.finish(nodes, ways, cost, best);
        };
        let way = |from: u32| {
            let far = |&(to, rest): &(u32, Grade)| (self.way(from, to) + rest, to);
            answers.iter().map(far).min().unwrap_or((NEVER, OPEN))
        };
        let (alone, to) = way(OPEN);
        ways.push(Some(Link { from: OPEN, to }));
        self.answer(ends, nodes, ways, next + 1, cost + alone, best);
        ways.pop();
        for (position, &from) in nodes.iter().enumerate() {
            if ways[position].is_none() {
                let (far, to) = way(from);
                ways[position] = Some(Link { from, to });
                self.answer(ends, nodes, ways, next + 1, cost + far, best);
                ways[position] = None;
            }
        }
    }

    /// Sends everybody home who has no better way.
    fn finish(&self, nodes: &[u32], ways: &[Option<Link>], cost: Grade, best: &mut Best) {
        let home = nodes.iter().zip(ways).filter(|(_, way)| way.is_none());
        let total = cost + home.map(|(&node, _)| self.way(node, OPEN)).sum::<Grade>();
        if total < best.limit {
            let homes = nodes
                .iter()
                .map(|&from| Link { from, to: OPEN })
                .chain(std::iter::repeat(Link { from: OPEN, to: OPEN }));
            let links = ways.iter().zip(homes).map(|(way, home)| way.unwrap_or(home));
            *best = Best { limit: total, links: Some(links.filter(|link| !link.is_idle()).collect()) };
        }
    }

    fn way(&self, from: u32, to: u32) -> Grade {
        if from == OPEN && to == OPEN { 0 } else { self.distances[from as usize][to as usize] }
    }
}

/// The paths known to be the best, and what is to be beaten.
struct Best {
    limit: Grade,
    links: Option<Vec<Link>>,
}

/// Rows that may be asked of one: each once; and what is asked again, by itself.
fn groups(rows: Vec<(u32, i32)>) -> Vec<Vec<u32>> {
    let mut once: Vec<u32> = rows.iter().map(|(row, _)| *row).collect();
    once.sort_unstable();
    let again = rows.into_iter().flat_map(|(row, times)| (1..times).map(move |_| vec![row]));
    let mut groups: Vec<Vec<u32>> = again.collect();
    if !once.is_empty() {
        groups.push(once);
    }
    groups
}

/// All choices of none, one or two, with the sum of their estimates.
fn up_to_two(places: &[Estimate]) -> Vec<(Vec<Place>, Grade)> {
    let mut choices = vec![(Vec::new(), 0)];
    for (position, &(place, estimate)) in places.iter().enumerate() {
        choices.push((vec![place], estimate));
        choices.extend(places[position + 1..].iter().map(|&(other, more)| (vec![place, other], estimate + more)));
    }
    choices
}
