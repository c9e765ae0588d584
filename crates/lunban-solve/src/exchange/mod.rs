//! Exchanges: a board is filled at once, and then made better by people who trade places, as long as a trade is a gain.
//!
//! One person moves into a full seat, whoever was there moves on, and so forth, until somebody goes home or the first seat is free for
//! the last: a path or a cycle, found as one of negative length (Bellman and Ford). Whether it is a gain is then counted on the board itself,
//! so an exchange is never taken on trust. All goal levels are weighed at once, first to last.
//!
//! Network flows are solved to the optimum by cancelling negative cycles (Klein, 1967); cyclic exchanges as a neighbourhood are due to
//! Thompson and Orlin (1989).

mod answers;
mod arcs;
mod board;
mod grade;
mod graph;
mod parties;
mod paths;
mod penalty;
mod start;

use lunban_core::{Stated, Sum};
use rustc_hash::FxHashSet;

use crate::control::Control;
use arcs::{Arcs, Margins, Move};
use board::{Board, Place};
use grade::{Grade, Scale, View};
use graph::Graph;

/// Looks at the board in a row that may come to nothing: what failed is barred, and the next best is tried.
const VAIN: usize = 40;

/// Rounds of exchanges between two looks at the whole board.
const ROUNDS: usize = 50;

/// Exchanges on a program.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exchange<'a> {
    pub(crate) stated: &'a Stated,
    pub(crate) objectives: &'a [Sum],
    /// So many of the levels are looked at, one after another.
    pub(crate) levels: usize,
    /// The greatest value of each column, where it is less than the program says: nobody takes what is at 0.
    pub(crate) upper: Option<&'a [i64]>,
    pub(crate) control: &'a Control,
}

/// The positions of the holdings held at last.
#[derive(Clone, Debug)]
pub(crate) enum Settled {
    /// They break no rule.
    Lawful(Vec<usize>),
    /// They break one, or leave somebody out.
    Broken(Vec<usize>),
}

impl Settled {
    /// What is held, whatever it breaks.
    pub(crate) fn held(&self) -> &[usize] {
        match self {
            Self::Lawful(held) | Self::Broken(held) => held,
        }
    }

    /// Whether no rule is broken.
    pub(crate) fn is_lawful(&self) -> bool {
        matches!(self, Self::Lawful(_))
    }

    /// What breaks no rule.
    pub(crate) fn lawful(self) -> Option<Vec<usize>> {
        match self {
            Self::Lawful(held) => Some(held),
            Self::Broken(_) => None,
        }
    }
}

impl Exchange<'_> {
    /// Fills the program, from holdings at some positions on, and exchanges until no exchange gains.
    pub(crate) fn settle(self, start: &[usize]) -> Settled {
        let Self { stated, objectives, levels, control, .. } = self;
        let mut board = Board::new(stated, objectives, self.upper);
        board.take(start);
        start::fill_together(&mut board);
        start::fill(&mut board);
        exchange(&mut board, &Scale::new(objectives.len()), levels, control);
        if board.is_broken() { Settled::Broken(board.held()) } else { Settled::Lawful(board.held()) }
    }
}

/// A look at the last level is worth its while if it gains one in so many: what more looks gain is far less than what is open there.
const WORTH: Grade = 5_000;

/// Exchanges along paths and cycles until none gains, or on the last level next to nothing: those that gain on the first level first, and so forth.
fn exchange(board: &mut Board, scale: &Scale, levels: usize, control: &Control) {
    let mut views: Vec<View> = scale.views().take(levels).collect();
    let all = scale.views().count();
    let mut barred = FxHashSet::default();
    let (mut first, mut vain) = (0, 0);
    for _ in 0..control.looks(usize::MAX) {
        if vain == VAIN || control.is_over() {
            break;
        }
        match Look::new(board, &mut barred).through(&views, first) {
            Some(made) => {
                vain = if made.exchanges == 0 { vain + 1 } else { 0 };
                first = made.level;
                start::fill(board);
                let is_last = first + 1 == all && all > 1 && made.exchanges > 0;
                if is_last && made.gained < scale.last(board.cost_of_all()) / WORTH {
                    views.pop();
                    first = 0;
                }
            }
            None if first == 0 => break,
            None => first = 0,
        }
    }
}

/// What came of a look.
#[derive(Clone, Copy, Debug)]
struct Made {
    /// The level on which exchanges gained.
    level: usize,
    exchanges: usize,
    gained: Grade,
}

/// One look at the whole board, and the exchanges made of it.
struct Look<'b> {
    board: &'b mut Board,
    /// Moves that came to nothing since the last exchange.
    barred: &'b mut FxHashSet<Move>,
    graph: Graph,
    /// Who has moved since the look.
    used: Vec<bool>,
    tried: usize,
    done: usize,
    gained: Grade,
}

impl<'b> Look<'b> {
    fn new(board: &'b mut Board, barred: &'b mut FxHashSet<Move>) -> Self {
        let margins = Margins::new(board);
        let graph = Graph::new(Arcs::new(board, &margins, &|step| barred.contains(&step)), &margins);
        let used = vec![false; board.parties.len()];
        Self { board, barred, graph, used, tried: 0, done: 0, gained: 0 }
    }

    /// Exchanges that gain on the first level, from one on, where there are any to try; none where there is nothing left.
    fn through(mut self, views: &[View], from: usize) -> Option<Made> {
        for (level, &view) in views.iter().enumerate().skip(from) {
            let is_exhausted = self.exchange(view);
            if self.done > 0 {
                self.barred.clear();
            }
            if self.done > 0 || !is_exhausted {
                return Some(Made { level, exchanges: self.done, gained: self.gained });
            }
        }
        (self.tried > 0).then_some(Made { level: from, exchanges: 0, gained: 0 })
    }

    /// Exchanges that gain in a view, of two first: whether there are no more.
    fn exchange(&mut self, view: View) -> bool {
        loop {
            let before = self.done;
            for bundles in self.graph.swaps(view, |step| self.used[step.party as usize] || self.barred.contains(&step))
            {
                self.repeat(&bundles);
            }
            if self.done == before {
                break;
            }
        }
        for _ in 0..ROUNDS {
            let gains = self.graph.gains(view, |step| self.used[step.party as usize] || self.barred.contains(&step));
            if gains.is_empty() {
                return true;
            }
            for bundles in gains {
                self.repeat(&bundles);
            }
        }
        false
    }

    /// Makes an exchange, and like ones by others, as long as they gain.
    fn repeat(&mut self, bundles: &[u32]) {
        let mut chosen = self.graph.chosen(bundles);
        if chosen.iter().any(|step| self.used[step.party as usize]) {
            return;
        }
        loop {
            let moves = self.graph.moves(bundles, |step| self.used[step.party as usize] || self.barred.contains(&step));
            let Some(moves) = moves else { break };
            let Some(gained) = carry_out(self.board, &moves) else {
                chosen = moves;
                break;
            };
            self.gained += gained;
            self.done += 1;
            for step in &moves {
                self.used[step.party as usize] = true;
            }
        }
        self.tried += 1;
        self.barred.extend(chosen);
    }
}

/// Carries an exchange out if that is a gain: how great it is.
fn carry_out(board: &mut Board, moves: &[Move]) -> Option<Grade> {
    let places = |step: &Move| step.out.into_iter().chain(step.into);
    trade(board, moves.iter().flat_map(places).collect())
}

/// Leaves and takes places, no one of them twice, if that is a gain: how great it is.
fn trade(board: &mut Board, mut places: Vec<Place>) -> Option<Grade> {
    let distinct: FxHashSet<Place> = places.iter().copied().collect();
    if distinct.len() < places.len() {
        return None;
    }
    let change = board.flip(&places);
    if change < 0 {
        return Some(-change);
    }
    places.reverse();
    board.flip(&places);
    None
}

#[cfg(test)]
mod tests {
    use lunban_core::{
        Audit, Campaign, ColumnId, Grain, Holding, Label, Pools, Problem, Program, Schedule, Stated, Sum, Window,
    };
    use lunban_generate::{Shape, generate, tiny};

    use super::Exchange;
    use crate::control::{Control, StopToken};

    fn objectives(problem: &Problem, stated: &Stated) -> Vec<Sum> {
        problem.campaign().goals().levels().iter().map(|level| stated.objective(&level.terms)).collect()
    }

    fn settled(stated: &Stated, objectives: &[Sum], control: &Control) -> Vec<usize> {
        Exchange { stated, objectives, levels: objectives.len(), upper: None, control }.settle(&[]).lawful().unwrap()
    }

    #[test]
    fn what_settles_on_the_whole_program_is_a_lawful_schedule() {
        let problem = Problem::new(Campaign::build(tiny().draft).unwrap());
        let pools = Pools::new(&problem);
        let stated = Window::whole(&problem, &pools).state();
        let held = settled(&stated, &objectives(&problem, &stated), &Control::default());
        let duties = held.iter().map(|&position| stated.holdings[position]);
        let pairs = duties.map(|held| (held.person, pools.slot(held.slot).posts[0]));
        let audit = Audit::of(&problem, &Schedule::of_whole(&problem, pairs));
        assert!(audit.is_lawful());
        assert_eq!(audit.levels(&problem)[0], 0, "every seat is filled");
    }

    #[test]
    fn exchanges_reach_what_the_first_filling_does_not() {
        let problem = Problem::new(Campaign::build(generate(Shape::Jjj, 7).draft).unwrap());
        let pools = Pools::new(&problem);
        let stated = Window::duty(&problem, &pools).state();
        let objectives = objectives(&problem, &stated);
        let stop = StopToken::default();
        stop.stop();
        let first = settled(&stated, &objectives, &Control::new(None, stop, None));
        let last = settled(&stated, &objectives, &Control::default());
        let campaign = problem.campaign();
        let away_from_target = |held: &[usize]| -> i64 {
            let mut duties = vec![0; campaign.people().len()];
            for &position in held {
                duties[stated.holdings[position].person.index()] += 1;
            }
            let residents = campaign.person_ids().filter(|&person| problem.is_resident(person));
            residents.map(|person| (campaign.target(person).unwrap_or(0) - duties[person.index()]).abs()).sum()
        };
        assert_eq!(last.len(), 2_480, "every seat is filled");
        assert!(away_from_target(&last) < away_from_target(&first), "the first filling is worse");
    }

    #[test]
    fn two_who_come_at_once_are_answered_by_two_who_leave() {
        let problem = Problem::new(Campaign::build(tiny().draft).unwrap());
        let slot = Pools::new(&problem).at(Grain::Class).next().unwrap();
        let mut program = Program::default();
        let columns: Vec<ColumnId> = (0..4).map(|_| program.column(Label::default(), 0, 1)).collect();
        let sum = |terms: &[(usize, i64)]| {
            let mut sum = Sum::default();
            for &(column, factor) in terms {
                sum.add_column(columns[column], factor);
            }
            sum
        };
        program.row(Label::default(), sum(&[(0, 1), (1, 1), (2, 1), (3, 1)]), Some(2), Some(2));
        program.row(Label::default(), sum(&[(2, 1), (3, -1)]), Some(0), Some(0));
        let objectives = [sum(&[(0, 1), (1, 1)]), Sum::default()];
        let people = problem.campaign().person_ids().zip(&columns);
        let holdings = people.map(|(person, &column)| Holding { person, slot, column: Some(column) }).collect();
        let stated = Stated { program, holdings };
        let control = Control::default();
        let exchange = Exchange { stated: &stated, objectives: &objectives, levels: 2, upper: None, control: &control };
        assert_eq!(exchange.settle(&[0, 1]).lawful(), Some(vec![2, 3]));
    }
}
