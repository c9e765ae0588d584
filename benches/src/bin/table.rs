//! The table of whole `plan` commands: time, memory, values and bounds, and of their parts, written to `benches/results/`.
//!
//! Called with the command to measure, the folder where Criterion left what it measured, a folder for campaigns and results, how many runs of each, and
//! the instances.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs, io};

use lunban_benches::{Instance, Part, Row, cores, machine, measure, parts, today};
use serde::Serialize;

/// The table, with what it was measured on.
#[derive(Debug, Serialize)]
struct Table {
    version: &'static str,
    date: String,
    machine: String,
    cores: usize,
    rows: Vec<Row>,
    /// The parts of the plan of 1,300 people.
    parts: Vec<Part>,
}

fn main() -> ExitCode {
    match table(&env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("table: {error}");
            ExitCode::FAILURE
        }
    }
}

fn table(words: &[String]) -> io::Result<()> {
    let [command, criterion, folder, runs, instances @ ..] = words else {
        return Err(io::Error::other("expected COMMAND CRITERION FOLDER RUNS INSTANCE..."));
    };
    let runs = runs.parse().map_err(|_| io::Error::other(format!("`{runs}`: expected a number of runs")))?;
    let mut table = Table {
        version: env!("CARGO_PKG_VERSION"),
        date: today(),
        machine: machine(),
        cores: cores()?,
        rows: Vec::new(),
        parts: parts(Path::new(criterion))?,
    };
    for word in instances {
        let instance: Instance = word.parse().map_err(io::Error::other)?;
        let row = planned(Path::new(command), Path::new(folder), instance, runs)?;
        println!("{row}");
        table.rows.push(row);
    }
    write(&table)
}

/// Makes an instance and plans it so many times, each time from nothing.
fn planned(command: &Path, folder: &Path, instance: Instance, runs: usize) -> io::Result<Row> {
    fs::create_dir_all(folder)?;
    let campaign = folder.join(instance.to_string());
    let out = folder.join(format!("{instance}-out"));
    let text = |path: &Path| path.display().to_string();
    run(Command::new(command).args(instance.call(&text(&campaign))))?;
    let (mut seconds, mut peak_kib) = (Vec::new(), 0);
    for _ in 0..runs {
        let (took, peak) = run(Command::new(command).arg("plan").arg(&campaign).arg("-o").arg(&out).arg("--force"))?;
        seconds.push(took);
        peak_kib = peak_kib.max(peak);
    }
    Row::read(&instance.to_string(), &out.join("schedule.json"), seconds, peak_kib.div_ceil(1024))
}

/// Seconds and KiB of a command that must end well.
fn run(command: &mut Command) -> io::Result<(f64, u64)> {
    let measured = measure(command)?;
    if !measured.status.success() {
        return Err(io::Error::other(format!("{command:?} ended with {}", measured.status)));
    }
    Ok((measured.seconds, measured.peak_kib))
}

fn write(table: &Table) -> io::Result<()> {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "results"].iter().collect();
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("table.json"), serde_json::to_string_pretty(table)? + "\n")?;
    let Table { version, date, machine, cores, rows, parts } = table;
    let rows: Vec<String> = rows.iter().map(Row::to_string).collect();
    let parts: Vec<String> = parts.iter().map(Part::to_string).collect();
    let head = format!(
        "# Whole `plan` commands\n\nlunban {version}, {date}, {cores} cores of {machine}; the median of the runs. Made by `make bench`.\n\n\
         | instance | time | memory | goal levels, with bounds where they are missed |\n|---|---|---|---|\n"
    );
    let parts = format!(
        "\n\nThe parts of `jjj`, each by itself; the median.\n\n| part | time |\n|---|---|\n{}\n",
        parts.join("\n")
    );
    fs::write(folder.join("table.md"), head + &rows.join("\n") + &parts)
}
