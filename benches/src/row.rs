//! A row of the table: an instance, what planning it took, and what came of it.

use std::path::Path;
use std::{fmt, fs, io};

use lunban_generate::{SHIPPED_SEED, Shape};
use serde::Serialize;
use serde_json::Value;

/// A synthetic campaign: a shape so many times over, drawn from the shipped seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instance {
    /// The shape.
    pub shape: Shape,
    /// How many times over.
    pub times: u32,
}

impl Instance {
    /// The call that makes it again.
    pub fn call(self, folder: &str) -> Vec<String> {
        let Self { shape, times } = self;
        let words = ["generate", folder, "--shape", shape.name(), "--scale", &times.to_string()].map(str::to_owned);
        [&words[..], &["--seed".to_owned(), SHIPPED_SEED.to_string(), "--force".to_owned()]].concat()
    }
}

impl fmt::Display for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.times {
            1 => write!(f, "{}", self.shape),
            times => write!(f, "{}-x{times}", self.shape),
        }
    }
}

impl std::str::FromStr for Instance {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let (shape, times) = word.split_once("-x").unwrap_or((word, "1"));
        let times = times
            .parse()
            .map_err(|_| format!("`{word}`: expected a shape, and -x with a number where it is many times over"))?;
        Ok(Self { shape: shape.parse().map_err(|error| format!("{error}"))?, times })
    }
}

/// A goal level as the result certifies it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Level {
    /// Its value.
    pub value: i64,
    /// No schedule goes below, given the levels above.
    pub bound: i64,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { value, bound } = *self;
        if value == bound { write!(f, "{value}") } else { write!(f, "{value} (≥ {bound})") }
    }
}

/// What planning an instance took, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The instance.
    pub instance: String,
    /// The hash of its campaign.
    pub campaign_hash: String,
    /// Seconds of each run, the whole command.
    pub seconds: Vec<f64>,
    /// The most memory of all runs, in MiB.
    pub peak_mib: u64,
    /// Its goal levels, first to last.
    pub levels: Vec<Level>,
}

impl Row {
    /// Reads what came of an instance from its result.
    ///
    /// # Errors
    /// If there is no result, or it is none of ours.
    pub fn read(instance: &str, result: &Path, seconds: Vec<f64>, peak_mib: u64) -> io::Result<Self> {
        let none = |what: &str| io::Error::other(format!("{}: no {what}", result.display()));
        let json: Value = serde_json::from_slice(&fs::read(result)?)?;
        let hash = json["header"]["campaign_hash"].as_str().ok_or_else(|| none("campaign_hash"))?;
        let certificates = json["certificates"].as_array().ok_or_else(|| none("certificates"))?;
        let level = |level: &Value| Some(Level { value: level["value"].as_i64()?, bound: level["bound"].as_i64()? });
        let levels: Option<Vec<Level>> = certificates.iter().map(level).collect();
        Ok(Self {
            instance: instance.to_owned(),
            campaign_hash: hash.to_owned(),
            seconds,
            peak_mib,
            levels: levels.ok_or_else(|| none("values and bounds"))?,
        })
    }

    /// The median of the runs.
    pub fn median(&self) -> f64 {
        let mut sorted = self.seconds.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let levels: Vec<String> = self.levels.iter().map(Level::to_string).collect();
        let Self { instance, peak_mib, .. } = self;
        write!(f, "| {instance} | {:.1} s | {peak_mib} MiB | {} |", self.median(), levels.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::{Instance, Level, Row};
    use lunban_generate::Shape;

    #[test]
    fn an_instance_is_called_by_its_shape_and_size() {
        for name in ["jjj", "jjj-x10", "long"] {
            assert_eq!(name.parse::<Instance>().expect("an instance").to_string(), name);
        }
        assert_eq!("scarce-x3".parse(), Ok(Instance { shape: Shape::Scarce, times: 3 }));
        assert!("jjj-xl".parse::<Instance>().is_err() && "jj-x2".parse::<Instance>().is_err());
    }

    #[test]
    fn a_row_shows_the_median_and_where_bounds_are_missed() {
        let levels = vec![Level { value: 0, bound: 0 }, Level { value: 12, bound: 10 }];
        let row = Row {
            instance: "jjj".into(),
            campaign_hash: String::new(),
            seconds: vec![3.0, 1.0, 2.04],
            peak_mib: 7,
            levels,
        };
        assert_eq!(row.to_string(), "| jjj | 2.0 s | 7 MiB | 0, 12 (≥ 10) |");
    }
}
