//! A peer: the obvious split with HiGHS. `split CAMPAIGN SECONDS` says its plans as every peer does.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use lunban::{Pools, Problem};
use lunban_benches::peers::{Split, Teller};
use lunban_files::read_campaign;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [campaign, seconds] = &words[..] else { return Err("expected CAMPAIGN SECONDS".into()) };
    let limit = Duration::from_secs(seconds.parse()?);
    let problem = Problem::new(read_campaign(Path::new(campaign))?.campaign);
    let pools = Pools::new(&problem);
    let teller = Teller::ready(&format!("HiGHS {}", highs_version()))?;
    Ok(Split::new(&problem, &pools, limit).plan(&teller)?)
}

/// The version of HiGHS that the workspace is built with.
fn highs_version() -> &'static str {
    let lock = include_str!("../../../Cargo.lock");
    let package = lock.split("[[package]]").find(|package| package.contains("name = \"highs-sys\""));
    let version = package.and_then(|package| package.split("version = \"").nth(1)?.split('"').next());
    version.unwrap_or("unknown")
}
