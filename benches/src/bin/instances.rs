//! Writes random small campaigns as programs for other solvers, each with the value that is proven of it.
//!
//! `instances FOLDER [CAMPAIGNS]` writes into a new folder one MPS file for each goal level of each campaign, the levels above it held at
//! the values reached, and `expected.csv` with what a solver must find: a value, or `infeasible`.

#[path = "../../../crates/lunban-solve/tests/roads/random.rs"]
#[expect(dead_code, reason = "the tests draw campaigns of other sizes, too")]
mod random;

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use lunban::{Campaign, Draft, Export, Options, Plan, PlanError, Pools, Problem, Window, plan};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Other campaigns than those that the tests begin with.
const SEED: [u8; 32] = [31; 32];

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let folder = PathBuf::from(words.next().ok_or("instances FOLDER [CAMPAIGNS]")?);
    let campaigns = words.next().map_or(Ok(100), |number| number.parse())?;
    fs::create_dir_all(&folder)?;
    let mut instances = Instances::new(folder)?;
    for draft in drafts() {
        if instances.campaigns == campaigns {
            break;
        }
        instances.add(draft)?;
    }
    writeln!(io::stdout(), "{} programs of {campaigns} campaigns", instances.programs)?;
    Ok(())
}

/// Random small campaigns without end; the same ones in every run.
fn drafts() -> impl Iterator<Item = Draft> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &SEED);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let campaigns = random::campaign(random::SMALL);
    std::iter::from_fn(move || campaigns.new_tree(&mut runner).ok().map(|tree| tree.current()))
}

/// A folder of programs, and what is expected of each.
struct Instances {
    folder: PathBuf,
    expected: File,
    campaigns: usize,
    programs: usize,
}

impl Instances {
    fn new(folder: PathBuf) -> io::Result<Self> {
        let mut expected = File::create(folder.join("expected.csv"))?;
        writeln!(expected, "file,expected")?;
        Ok(Self { folder, expected, campaigns: 0, programs: 0 })
    }

    /// Writes a campaign, if its draft has no fault.
    fn add(&mut self, draft: Draft) -> Result<(), Box<dyn Error>> {
        let Ok(campaign) = Campaign::build(draft) else { return Ok(()) };
        let problem = Problem::new(campaign);
        match plan(&problem, &Options::default()) {
            Ok(plan) => self.add_levels(&problem, &plan)?,
            Err(PlanError::Contradiction) => self.add_level(&problem, 0, &[], "infeasible")?,
            Err(fault) => return Err(fault.into()),
        }
        self.campaigns += 1;
        Ok(())
    }

    /// Every level down to the first that is not proven.
    fn add_levels(&mut self, problem: &Problem, plan: &Plan) -> io::Result<()> {
        let values: Vec<i64> = plan.certificates.iter().map(|certificate| certificate.value).collect();
        for (level, certificate) in plan.certificates.iter().enumerate().take_while(|(_, level)| level.is_proven()) {
            self.add_level(problem, level, &values[..level], &certificate.value.to_string())?;
        }
        Ok(())
    }

    fn add_level(&mut self, problem: &Problem, level: usize, held: &[i64], expected: &str) -> io::Result<()> {
        let levels = problem.campaign().goals().levels();
        let stated = Window::whole(problem, &Pools::new(problem)).state();
        let export = Export::new(problem, stated, &levels[level], levels.iter().zip(held.iter().copied()));
        let file = format!("{:03}-{}.mps", self.campaigns + 1, level + 1);
        fs::write(self.folder.join(Path::new(&file)), export.mps())?;
        self.programs += 1;
        writeln!(self.expected, "{file},{expected}")
    }
}
