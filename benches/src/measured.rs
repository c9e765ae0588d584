//! How long a command takes, and how much memory.

use std::fs;
use std::io;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How often the memory of a command is looked at. The kernel keeps the peak, so only what comes after the last look is missed.
const LOOK: Duration = Duration::from_millis(5);

/// What a command took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// Time on the clock.
    pub seconds: f64,
    /// The most memory that was its own at once, in KiB; 0 where the system does not tell.
    pub peak_kib: u64,
    /// How it ended.
    pub status: ExitStatus,
}

/// Runs a command to its end, its output thrown away.
///
/// # Errors
/// If it cannot be started or waited for.
pub fn measure(command: &mut Command) -> io::Result<Measured> {
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let mut peak_kib = 0;
    let status = loop {
        peak_kib = peak_kib.max(peak(&child));
        match child.try_wait()? {
            Some(status) => break status,
            None => std::thread::sleep(LOOK),
        }
    };
    Ok(Measured { seconds: start.elapsed().as_secs_f64(), peak_kib, status })
}

/// The peak so far, as Linux tells it.
pub(crate) fn peak(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::measure;
    use std::process::Command;

    #[test]
    fn a_command_that_sleeps_takes_its_time_and_some_memory() {
        let measured = measure(Command::new("sleep").arg("0.2")).expect("sleep is everywhere");
        assert!(measured.status.success());
        assert!((0.2..5.0).contains(&measured.seconds), "{}", measured.seconds);
        if cfg!(target_os = "linux") {
            assert!(measured.peak_kib > 100, "{}", measured.peak_kib);
        }
    }
}
