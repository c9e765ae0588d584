//! Where and when something was measured.

use std::{fs, io};

/// What the processor calls itself, as Linux tells it.
pub fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    name.map_or_else(|| "unknown".to_owned(), |(_, name)| name.trim().to_owned())
}

/// Its cores.
///
/// # Errors
/// If the system does not tell.
pub fn cores() -> io::Result<usize> {
    Ok(std::thread::available_parallelism()?.get())
}

/// The day, as `2026-01-31`.
pub fn today() -> String {
    chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()).format("%Y-%m-%d").to_string()
}
