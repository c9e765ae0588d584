//! What a peer is handed: the whole program, the goal levels to climb, and what its columns mean.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::Path;

use lunban::{Export, Level, Pools, Problem, Stated, Window};
use serde::{Deserialize, Serialize};

/// The file of the whole program, in the folder that a peer is handed.
pub const PROGRAM: &str = "program.mps";

/// The file of the goal levels beside it.
const LADDER: &str = "ladder.json";

/// One goal level as a sum over columns, by their position in the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    /// Its counts, such as `heavy-rounds.repeats + pairs.broken`.
    pub name: String,
    /// Its columns.
    pub columns: Vec<usize>,
    /// What each of them counts.
    pub factors: Vec<i64>,
    /// What it counts whatever the columns are.
    pub constant: i64,
}

/// The goal levels, first to last, and the columns that are duties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ladder {
    /// Each column that is a duty where it is 1, with the positions of the person and of the post.
    pub duties: Vec<(usize, usize, usize)>,
    /// The levels.
    pub levels: Vec<Rung>,
}

impl Ladder {
    /// The ladder of a program whose slots are single posts.
    pub fn of(problem: &Problem, pools: &Pools, stated: &Stated) -> Self {
        let duty = |holding: &lunban::Holding| {
            let post = pools.slot(holding.slot).posts[0];
            Some((holding.column?.index(), holding.person.index(), post.index()))
        };
        let levels = problem.campaign().goals().levels();
        Self {
            duties: stated.holdings.iter().filter_map(duty).collect(),
            levels: levels.iter().map(|level| Rung::of(problem, stated, level)).collect(),
        }
    }
}

impl Rung {
    fn of(problem: &Problem, stated: &Stated, level: &Level) -> Self {
        let sum = stated.objective(&level.terms);
        Self {
            name: name(problem, level),
            columns: sum.terms().iter().map(|(column, _)| column.index()).collect(),
            factors: sum.terms().iter().map(|(_, factor)| *factor).collect(),
            constant: sum.constant(),
        }
    }

    /// Its value where the columns have these values.
    pub fn value(&self, values: &[i64]) -> i64 {
        let terms = self.columns.iter().zip(&self.factors);
        self.constant + terms.map(|(&column, factor)| factor * values[column]).sum::<i64>()
    }
}

/// The counts of a level, in words.
pub fn name(problem: &Problem, level: &Level) -> String {
    let rules = problem.campaign().rules();
    let names: Vec<String> = level.terms.iter().map(|&(count, _)| rules.count_name(count)).collect();
    names.join(" + ")
}

/// Writes the whole program and its ladder into a folder.
///
/// # Errors
/// If the folder cannot be written.
pub fn hand(problem: &Problem, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let pools = Pools::new(problem);
    let stated = Window::whole(problem, &pools).state();
    let ladder = BufWriter::new(File::create(folder.join(LADDER))?);
    serde_json::to_writer(ladder, &Ladder::of(problem, &pools, &stated))?;
    let first = &problem.campaign().goals().levels()[0];
    fs::write(folder.join(PROGRAM), Export::new(problem, stated, first, []).mps())
}
