//! Writes what other solvers are handed of a campaign: the whole program, and the ladder of its goal levels.
//!
//! `hand CAMPAIGN FOLDER`; a process of its own, since it takes gigabytes that the solvers need after it.

use std::error::Error;
use std::path::Path;

use lunban::Problem;
use lunban_benches::peers::hand;
use lunban_files::read_campaign;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [campaign, folder] = &words[..] else { return Err("expected CAMPAIGN FOLDER".into()) };
    let problem = Problem::new(read_campaign(Path::new(campaign))?.campaign);
    Ok(hand(&problem, Path::new(folder))?)
}
