//! The campaigns that ship are what the command makes, byte for byte.

use std::collections::{BTreeMap, BTreeSet};

use crate::kit::{Desk, files, shipped};

fn is_made_again(name: &str, shape: &str) {
    let desk = Desk::new();
    desk.run(&["generate", "again", "--shape", shape, "--seed", "20170915"]).ended(0);
    let (again, there) = (files(&desk.path().join("again")), files(&shipped(name)));
    assert_eq!(again.keys().collect::<Vec<_>>(), there.keys().collect::<Vec<_>>());
    for (file, bytes) in &there {
        assert!(again[file] == *bytes, "{name}/{file} is not what the command makes");
    }
}

#[test]
fn the_full_scale_campaign_is_made_again() {
    is_made_again("jjj-2017", "jjj");
}

#[test]
fn the_tiny_campaign_is_made_again() {
    is_made_again("tiny", "tiny");
}

#[test]
fn the_shipped_seed_on_the_shipped_campaign_gives_the_shipped_roster() {
    let desk = Desk::new();
    let campaign = shipped("jjj-2017");
    desk.run(&["generate", "like", "--like", campaign.to_str().unwrap(), "--seed", "20170915"]).ended(0);
    let (like, there) = (files(&desk.path().join("like")), files(&campaign));
    assert_eq!(like.keys().collect::<Vec<_>>(), there.keys().collect::<Vec<_>>());
    for (file, bytes) in there.iter().filter(|(file, _)| !["README.md", "places.csv"].contains(&file.as_str())) {
        assert!(like[file] == *bytes, "{file} differs");
    }
    // Places come sorted by code, as they are read.
    let places = |files: &BTreeMap<String, Vec<u8>>| {
        let text = String::from_utf8(files["places.csv"].clone()).unwrap();
        text.lines().map(str::to_owned).collect::<BTreeSet<String>>()
    };
    assert_eq!(places(&like), places(&there));
}
