//! The machine of a run, as far as it tells of itself without any privilege.

use std::fs;
use std::thread;

use lunban_files::Machine;

/// The machine that this runs on.
pub(crate) fn machine() -> Machine {
    Machine {
        system: std::env::consts::OS.to_owned(),
        architecture: std::env::consts::ARCH.to_owned(),
        processors: processors(),
        processor: read("/proc/cpuinfo").and_then(|text| value(&text, "model name").map(str::to_owned)),
        memory_bytes: read("/proc/meminfo").and_then(|text| bytes(&text, "MemTotal")),
    }
}

/// Processors that this run may use.
pub(crate) fn processors() -> Option<usize> {
    thread::available_parallelism().ok().map(Into::into)
}

/// The most memory that this run held at once, in bytes.
pub(crate) fn peak_memory_bytes() -> Option<u64> {
    read("/proc/self/status").and_then(|text| bytes(&text, "VmHWM"))
}

/// Linux tells what it knows in such files; elsewhere there are none.
fn read(path: &str) -> Option<String> {
    fs::read_to_string(path).ok()
}

/// The value of the first line `key : value`.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let entries = text.lines().filter_map(|line| line.split_once(':'));
    entries.map(|(name, value)| (name.trim(), value.trim())).find(|(name, _)| *name == key).map(|(_, value)| value)
}

/// A value in kB, as bytes.
fn bytes(text: &str, key: &str) -> Option<u64> {
    let kilobytes: u64 = value(text, key)?.strip_suffix("kB")?.trim().parse().ok()?;
    kilobytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_their_key() {
        let text = "Name:\tlunban\nVmPeak:\t  900 kB\nVmHWM:\t  2048 kB\n";
        assert_eq!(value(text, "Name"), Some("lunban"));
        assert_eq!(bytes(text, "VmHWM"), Some(2_097_152));
        assert_eq!(bytes(text, "Name"), None);
        assert_eq!(bytes(text, "VmRSS"), None);
    }
}
