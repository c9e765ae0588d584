//! Whatever the bytes of a table or workbook, the answer is what it holds or what is wrong with it: never a panic, never more memory than a
//! gigabyte, never a wait.
//!
//! `LUNBAN_CASES` says how many are tried: `make fuzz` takes a million.

mod spoilt;

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use lunban_core::{Language, Problem};
use lunban_files::{ReadFaults, read_campaign, read_schedule_table};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tempfile::TempDir;

use spoilt::{Kind, Spoilt};

/// So many are tried where nobody says.
const CASES: u32 = 2000;

/// Nobody waits longer for a file of a few kilobytes.
const LONGEST: Duration = Duration::from_secs(10);

/// The most memory of the whole process.
const MOST_MEMORY: u64 = 1 << 30;

/// What the last panic said: panics of a library that are caught on their way would fill the screen.
static SAID: Mutex<String> = Mutex::new(String::new());

#[test]
fn no_table_and_no_workbook_brings_the_reader_down() -> Result<(), String> {
    std::panic::set_hook(Box::new(|panic| *SAID.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string()));
    let cases = std::env::var("LUNBAN_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES);
    let desk = Desk::new();
    let config = Config { cases, failure_persistence: None, max_shrink_time: 60_000, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let read = std::cell::Cell::new(0_u32);
    let result = runner.run(&spoilt::inputs(), |spoilt| {
        let start = Instant::now();
        let answer = desk.read(&spoilt);
        let took = start.elapsed();
        if took > LONGEST {
            return Err(TestCaseError::fail(format!("took {took:?}")));
        }
        match answer {
            Ok(()) => read.set(read.get() + 1),
            Err(faults) if faults.0.is_empty() => return Err(TestCaseError::fail("no fault is told")),
            Err(faults) => {
                let is_told = |language| faults.0.iter().all(|fault| !fault.to(language).trim().is_empty());
                if !is_told(Language::English) || !is_told(Language::Chinese) {
                    return Err(TestCaseError::fail(format!("{faults:?}")));
                }
            }
        }
        Ok(())
    });
    let said = || SAID.lock().unwrap_or_else(PoisonError::into_inner).clone();
    result.map_err(|failure| format!("{failure}\n{}", said()))?;
    println!("{cases} tables and workbooks, {} of them still to be read", read.get());
    let wanted = cases / 100;
    if read.get() < wanted {
        return Err(format!("hardly any is still to be read: nothing is tried but noise ({} of {cases})", read.get()));
    }
    match peak_memory() {
        Some(peak) if peak > MOST_MEMORY => Err(format!("{} MiB of memory", peak >> 20)),
        peak => {
            println!("{} MiB of memory at most", peak.unwrap_or(0) >> 20);
            Ok(())
        }
    }
}

/// The most memory that this process held at once, where the system says.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kibibytes| kibibytes << 10)
}

/// A campaign whose roster is spoilt, and a plan of another.
struct Desk {
    folder: TempDir,
    problem: Problem,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("roster")).unwrap();
        for (file, bytes) in spoilt::campaign() {
            std::fs::write(folder.path().join(file), bytes).unwrap();
        }
        let read = read_campaign(&shipped("tiny")).unwrap();
        Self { folder, problem: Problem::new(read.campaign) }
    }

    /// Reads it as what it was before it was spoilt.
    fn read(&self, spoilt: &Spoilt) -> Result<(), ReadFaults> {
        match spoilt.kind {
            Kind::Roster => {
                std::fs::write(self.folder.path().join("roster/A.xlsx"), &spoilt.bytes).unwrap();
                read_campaign(self.folder.path()).map(drop)
            }
            Kind::Schedule => read_schedule_table(&self.problem, spoilt.bytes.clone(), "schedule.xlsx", None).map(drop),
        }
    }
}

/// A campaign of the project's `data/`.
fn shipped(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data").join(name)
}
