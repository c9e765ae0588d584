//! A name for the content of a campaign.

use std::fmt::Write;

use lunban_core::Campaign;
use sha2::{Digest, Sha256};

/// The SHA-256 of a campaign in its canonical form, in hexadecimal: the same whatever the order of rows in its files.
///
/// # Panics
/// Never: a draft is words, numbers and dates.
pub fn campaign_hash(campaign: &Campaign) -> String {
    sha256(&serde_json::to_vec(campaign.draft()).expect("a draft is words, numbers and dates"))
}

/// The SHA-256 of bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let mut hexadecimal = String::new();
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(hexadecimal, "{byte:02x}");
    }
    hexadecimal
}
