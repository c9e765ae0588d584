//! The parts of a plan, as Criterion measured them.

use std::path::Path;
use std::{fmt, fs, io};

use serde::Serialize;
use serde_json::Value;

/// The parts, in the order of a plan.
const PARTS: [&str; 8] = ["reading", "indexing", "stating", "duty", "ladder", "seating", "audit", "writing"];

/// One part, and how long it takes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Its name.
    pub part: &'static str,
    /// The median of the samples.
    pub milliseconds: f64,
}

/// Reads what Criterion left in its folder; what was not measured is left out.
///
/// # Errors
/// If what it left is none of its estimates.
pub fn parts(criterion: &Path) -> io::Result<Vec<Part>> {
    let mut parts = Vec::new();
    for part in PARTS {
        let file = criterion.join(part).join("new").join("estimates.json");
        let Ok(text) = fs::read(&file) else { continue };
        let estimates: Value = serde_json::from_slice(&text)?;
        let nanoseconds = estimates["median"]["point_estimate"].as_f64();
        let nanoseconds = nanoseconds.ok_or_else(|| io::Error::other(format!("{}: no median", file.display())))?;
        parts.push(Part { part, milliseconds: nanoseconds / 1e6 });
    }
    Ok(parts)
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "| {} | {:.1} ms |", self.part, self.milliseconds)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Part, parts};

    #[test]
    fn parts_are_read_as_criterion_leaves_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |part: &str, text: &str| {
            let at = folder.path().join(part).join("new");
            fs::create_dir_all(&at).expect("a folder");
            fs::write(at.join("estimates.json"), text).expect("a file");
        };
        write("audit", r#"{"median": {"point_estimate": 2700500.0}}"#);
        let read = parts(folder.path()).expect("estimates");
        assert_eq!(read, [Part { part: "audit", milliseconds: 2.7005 }]);
        assert_eq!(read[0].to_string(), "| audit | 2.7 ms |");
        write("duty", r#"{"median": {}}"#);
        assert!(parts(folder.path()).is_err());
        assert_eq!(parts(Path::new("/nowhere")).expect("nothing measured"), []);
    }
}
