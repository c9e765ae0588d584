//! A name for the content of a campaign.

use std::fmt::Write;

use lunban_core::Campaign;
use sha2::{Digest, Sha256};

/// The SHA-256 of a campaign in its canonical form, in hexadecimal: the same whatever the order of rows in its files.
///
/// # Panics
/// Never: a draft is words, numbers and dates.
pub fn campaign_hash(campaign: &Campaign) -> String {
    let canonical = serde_json::to_vec(campaign.draft()).expect("a draft is words, numbers and dates");
    hexadecimal(&Sha256::digest(&canonical))
}

/// Bytes as hexadecimal letters, two for each.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let mut letters = String::new();
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(letters, "{byte:02x}");
    }
    letters
}
