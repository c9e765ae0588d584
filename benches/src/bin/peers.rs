//! Lets other solvers plan the campaigns that `lunban plan` plans, one after another, and writes what they reached to `benches/results/`.
//!
//! `peers LUNBAN SOLVERFORGE PYTHON FOLDER SECONDS INSTANCE...`: the command, the peer that is built apart (`-`: without it), a Python that has the solvers, a
//! folder for all that is made, the time of each, and instances: as `make bench` names them, or folders of campaigns.

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use lunban::{Problem, Schedule};
use lunban_benches::peers::{
    Compared, Ended, Heard, Line, Point, Record, Said, draw, listen, name, schedule, table, write_duties,
};
use lunban_benches::{Instance, Level, Measured, Row, cores, machine, measure, today};
use lunban_files::{campaign_hash, read_campaign, read_schedule_file};

type Done<T> = Result<T, Box<dyn Error>>;

/// Threads for everybody, as far as they take any.
const THREADS: &str = "2";

/// Where our own plan is looked at before it is done: after so much of the time it takes.
const LOOKS: [f64; 3] = [0.25, 0.5, 0.75];

fn main() -> ExitCode {
    match compare(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("peers: {error}");
            ExitCode::FAILURE
        }
    }
}

fn compare(words: &[String]) -> Done<()> {
    let [lunban, solverforge, python, folder, seconds, instances @ ..] = words else {
        return Err("expected LUNBAN SOLVERFORGE PYTHON FOLDER SECONDS INSTANCE...".into());
    };
    let seconds = seconds.parse().map_err(|_| format!("`{seconds}`: expected a number of seconds"))?;
    let mut record = Record {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        date: today(),
        machine: machine(),
        cores: cores()?,
        seconds,
        instances: Vec::new(),
    };
    let [lunban, solverforge, python] = [lunban, solverforge, python].map(PathBuf::from);
    let around = Around { lunban, solverforge, python, seconds };
    for word in instances {
        let arena = Arena::new(&around, Path::new(folder), word)?;
        record.instances.push(arena.compared(word)?);
        write(&record)?;
    }
    Ok(())
}

/// What is the same for every instance.
struct Around {
    lunban: PathBuf,
    solverforge: PathBuf,
    python: PathBuf,
    seconds: u64,
}

/// An instance, and the folder of all that is made of it.
struct Arena<'a> {
    around: &'a Around,
    campaign: PathBuf,
    folder: PathBuf,
    problem: Problem,
    hash: String,
}

impl<'a> Arena<'a> {
    /// Makes the campaign, unless it is there already.
    fn new(around: &'a Around, folder: &Path, word: &str) -> Done<Self> {
        let given = Path::new(word);
        let folder = folder.join(given.file_name().unwrap_or(given.as_os_str()));
        fs::create_dir_all(&folder)?;
        let campaign = if given.join("campaign.toml").exists() { given.to_owned() } else { folder.join("campaign") };
        if campaign != given {
            let instance: Instance = word.parse()?;
            run(Command::new(&around.lunban).args(instance.call(&campaign.display().to_string())))?;
        }
        let problem = Problem::new(read_campaign(&campaign)?.campaign);
        let hash = campaign_hash(problem.campaign());
        Ok(Self { around, campaign, folder, problem, hash })
    }

    /// Everybody's line, ours first.
    fn compared(&self, word: &str) -> Done<Compared> {
        let (ours, levels) = self.ours()?;
        let mut lines = vec![ours];
        println!("{word}: lunban: {}", lines[0]);
        self.hand()?;
        for (peer, command) in self.peers() {
            let line = self.heard(peer, command)?;
            println!("{word}: {peer}: {line}");
            lines.push(line);
        }
        Ok(Compared {
            instance: word.to_owned(),
            campaign_hash: self.hash.clone(),
            levels: self.problem.campaign().goals().levels().iter().map(|level| name(&self.problem, level)).collect(),
            bounds: levels.iter().map(|level| level.bound).collect(),
            lines,
        })
    }

    /// The peers: the obvious split, then those that get the whole program, then the one with a model of its own.
    fn peers(&self) -> Vec<(&'static str, Command)> {
        let seconds = self.around.seconds.to_string();
        let script: PathBuf = [env!("CARGO_MANIFEST_DIR"), "peers", "whole.py"].iter().collect();
        let whole = |solver| {
            let mut command = Command::new(&self.around.python);
            command.arg(&script).arg(solver).arg(&self.folder).arg(&seconds);
            command
        };
        let own = |program: &Path| {
            let mut command = Command::new(program);
            command.arg(&self.campaign).arg(&seconds);
            command
        };
        let mut peers = vec![
            ("HiGHS, split", own(&beside("split"))),
            ("HiGHS, whole", whole("highs")),
            ("CP-SAT", whole("cp-sat")),
            ("SCIP", whole("scip")),
        ];
        if self.around.solverforge != Path::new("-") {
            peers.push(("SolverForge", own(&self.around.solverforge)));
        }
        peers
    }

    /// Writes the program for the peers.
    fn hand(&self) -> Done<()> {
        run(Command::new(beside("hand")).arg(&self.campaign).arg(&self.folder))?;
        Ok(())
    }

    /// Runs a peer; its last plan is kept, so that anybody may judge it with `lunban audit`.
    fn heard(&self, peer: &str, mut command: Command) -> Done<Line> {
        let file = |end: &str| self.folder.join(format!("{}.{end}", peer.to_lowercase().replace(", ", "-")));
        command.stderr(File::create(file("log"))?);
        // One that cannot be run is a line all the same: the others go on.
        let heard = listen(&mut command, Duration::from_secs(self.around.seconds)).unwrap_or_else(|fault| {
            eprintln!("peers: {peer}: {fault}");
            Heard { said: Vec::new(), preparation: None, peak_mib: 0, ended: Ended::Failed }
        });
        if let Some(duties) = heard.said.iter().rev().find_map(Said::duties) {
            write_duties(&self.problem, &schedule(&self.problem, duties), &file("csv"))?;
        }
        Ok(Line::of(&self.problem, peer, &heard))
    }

    /// Our own line: the whole command to its end, and with less time.
    fn ours(&self) -> Done<(Line, Vec<Level>)> {
        let (whole, schedule) = self.planned(None)?.ok_or("lunban plan: no plan")?;
        let row = Row::read("", &self.out().join("schedule.json"), vec![whole.seconds], 0)?;
        let mut points = vec![Point::of(&self.problem, &schedule, whole.seconds)];
        for look in LOOKS {
            if let Some((early, schedule)) = self.planned(Some(whole.seconds * look))? {
                points.push(Point::of(&self.problem, &schedule, early.seconds));
            }
        }
        points.sort_by(|one, other| one.seconds.total_cmp(&other.seconds));
        let line = Line {
            peer: "lunban plan".to_owned(),
            solver: format!("lunban {}", env!("CARGO_PKG_VERSION")),
            preparation: None,
            peak_mib: whole.peak_kib.div_ceil(1024),
            ended: Ended::Done,
            points,
            closed: Vec::new(),
        };
        Ok((line, row.levels))
    }

    fn out(&self) -> PathBuf {
        self.folder.join("out")
    }

    /// Plans by the whole command; none where it had no plan in its time.
    fn planned(&self, limit: Option<f64>) -> Done<Option<(Measured, Schedule)>> {
        let mut command = Command::new(&self.around.lunban);
        command.arg("plan").arg(&self.campaign).arg("-o").arg(self.out()).args(["--force", "--threads", THREADS]);
        command.args(limit.iter().flat_map(|limit| ["--time-limit".to_owned(), limit.to_string()]));
        let measured = measure(&mut command)?;
        // 0: planned; 1: planned, with open seats; 3: no plan in time.
        match measured.status.code() {
            Some(0 | 1) => {}
            Some(3) => return Ok(None),
            _ => return Err(format!("{command:?} ended with {}", measured.status).into()),
        }
        let read = read_schedule_file(&self.problem, &self.out().join("assignments.csv"), &self.hash)?;
        Ok(Some((measured, read.schedule)))
    }
}

/// A program that was built with this one.
fn beside(name: &str) -> PathBuf {
    let this = std::env::current_exe().unwrap_or_default();
    this.with_file_name(name)
}

/// Runs a command that must end well.
fn run(command: &mut Command) -> Done<()> {
    let measured = measure(command)?;
    if measured.status.success() { Ok(()) } else { Err(format!("{command:?} ended with {}", measured.status).into()) }
}

fn write(record: &Record) -> Done<()> {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "results"].iter().collect();
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("peers.json"), serde_json::to_string_pretty(record)? + "\n")?;
    fs::write(folder.join("peers.md"), table(record))?;
    draw(record, &folder.join("peers.svg"))
}
