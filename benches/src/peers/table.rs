//! The record as a page of tables: one for each instance, a row for each peer.

use std::fmt::Write;

use super::{Compared, Ended, Line, Record};
use crate::Level;

/// The page.
pub fn table(record: &Record) -> String {
    let Record { version, date, machine, cores, seconds, .. } = record;
    let mut page = format!(
        "# Other solvers on the same campaigns\n\n\
         lunban {version}, {date}, {cores} cores of {machine}, two threads and {seconds} s for each solver. Made by `make bench-peers`.\n\n\
         Every plan is judged by our audit; plans that break a hard rule do not count. Our time is that of the whole command; a peer's clock starts\n\
         once it has read the campaign and built its model. The first goal level counts first: a plan is as good as ours if it is no worse on the first\n\
         level on which they differ.\n"
    );
    for compared in &record.instances {
        add(&mut page, compared, *seconds);
    }
    page
}

fn add(page: &mut String, compared: &Compared, seconds: u64) {
    let Some(ours) = compared.ours() else { return };
    let proven = compared.proven();
    // Writing to a string cannot fail.
    let _ = write!(
        page,
        "\n## {}\n\n| solver | goal levels at the end | as good on levels 1 to {proven} after | as good on all after | first plan after | proves by itself | memory |\n\
         |---|---|---|---|---|---|---|\n",
        compared.instance
    );
    for line in &compared.lines {
        let is_ours = std::ptr::eq(line, ours);
        let bounds = if is_ours { &compared.bounds[..] } else { &[] };
        let reached = |levels: usize| {
            let target = ours.best().map(|best| &best.levels[..levels.min(best.levels.len())]);
            let (at, our) =
                (target.and_then(|target| line.reaches(target)), target.and_then(|target| ours.reaches(target)));
            time(at, our.filter(|_| !is_ours), seconds)
        };
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {} | {} | {} MiB |",
            titled(line),
            values(line, bounds),
            reached(proven),
            reached(compared.levels.len()),
            time(line.lawful().map(|point| point.seconds).min_by(f64::total_cmp), None, seconds),
            levels(if is_ours { proven } else { line.proven() }),
            line.peak_mib
        );
    }
}

/// `HiGHS, split (HiGHS 1.16.0)`
fn titled(line: &Line) -> String {
    let end = if line.ended == Ended::Failed { ", failed" } else { "" };
    format!("{} ({}{end})", line.peer, line.solver)
}

/// The values of the best lawful plan, or why there are none.
pub(super) fn values(line: &Line, bounds: &[i64]) -> String {
    let Some(best) = line.best() else {
        let fewest = line.points.iter().map(|point| point.breaches).min();
        return fewest
            .map_or_else(|| "no plan".to_owned(), |fewest| format!("no lawful plan: {fewest} breaches at least"));
    };
    let bound = |level: usize, value: i64| bounds.get(level).copied().unwrap_or(value);
    let levels = best.levels.iter().enumerate();
    let shown = levels.map(|(level, &value)| Level { value, bound: bound(level, value) }.to_string());
    shown.collect::<Vec<_>>().join(", ")
}

/// `14.2 s, 5.1 times`, or that it never was.
fn time(at: Option<f64>, our: Option<f64>, seconds: u64) -> String {
    match (at, our) {
        (None, _) => format!("never in {seconds} s"),
        (Some(at), Some(our)) => format!("{at:.1} s, {:.1} times ours", at / our),
        (Some(at), None) => format!("{at:.1} s"),
    }
}

fn levels(proven: usize) -> String {
    match proven {
        0 => "nothing".to_owned(),
        1 => "level 1".to_owned(),
        proven => format!("levels 1 to {proven}"),
    }
}
