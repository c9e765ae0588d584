//! A peer: SolverForge plans a campaign, `lunban-peer-solverforge CAMPAIGN SECONDS`, and says each plan as every peer does.

mod domain;
mod rows;
mod terms;
mod worth;

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use domain::{Person, Plan, Seat};
use lunban_core::Problem;
use lunban_files::read_campaign;
use serde_json::{Value, json};
use solverforge::{SolverConfig, SolverEvent, SolverManager};

static MANAGER: SolverManager<Plan> = SolverManager::new();

/// Plans come by the hundred at first; those that follow one another sooner than this are passed over.
const BETWEEN: Duration = Duration::from_millis(200);

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [campaign, seconds] = &words[..] else { return Err("expected CAMPAIGN SECONDS".into()) };
    let config = config()?.with_termination_seconds(seconds.parse()?);
    let problem = Problem::new(read_campaign(Path::new(campaign))?.campaign);
    terms::settle(&problem)?;
    say(&json!({ "ready": { "solver": "SolverForge 0.24.0" } }))?;
    let start = Instant::now();
    let (_, mut events) = MANAGER.solve(empty(&problem, config)).map_err(|fault| format!("{fault:?}"))?;
    let mut told = None;
    while let Some(event) = events.blocking_recv() {
        match event {
            SolverEvent::BestSolution { solution, .. } if told.is_none_or(|told: Instant| told.elapsed() > BETWEEN) => {
                told = Some(Instant::now());
                say(&plan(&solution, start))?;
            }
            SolverEvent::Completed { solution, .. } => return Ok(say(&plan(&solution, start))?),
            SolverEvent::Failed { error, .. } => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// How to search, as `solver.toml` says.
fn config() -> Result<SolverConfig, Box<dyn Error>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("solver.toml");
    Ok(SolverConfig::from_toml_str(&fs::read_to_string(file)?)?)
}

/// A plan with every seat open.
fn empty(problem: &Problem, config: SolverConfig) -> Plan {
    let posts = problem.posts().iter().flat_map(|post| (0..post.seats).map(|_| post.id.index()));
    Plan {
        people: (0..problem.campaign().people().len()).map(|id| Person { id }).collect(),
        seats: posts.enumerate().map(|(id, post)| Seat { id, post, person: None }).collect(),
        score: None,
        config,
    }
}

fn plan(plan: &Plan, start: Instant) -> Value {
    let duties: Vec<(usize, usize)> = plan.seats.iter().filter_map(|seat| Some((seat.person?, seat.post))).collect();
    json!({ "plan": { "seconds": start.elapsed().as_secs_f64(), "duties": duties } })
}

fn say(said: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{said}")?;
    out.flush()
}
