//! A name for the content of a campaign.

use std::fmt::Write;

use lunban_core::{Campaign, Draft, HistoryDraft, LockDraft, WaiverDraft};
use sha2::{Digest, Sha256};

/// The SHA-256 of a campaign in its canonical form, in hexadecimal: the same whatever the order of rows in its files.
///
/// # Panics
/// Never: a draft is words, numbers and dates.
pub fn campaign_hash(campaign: &Campaign) -> String {
    let canonical = serde_json::to_vec(&canonical(campaign)).expect("a draft is words, numbers and dates");
    let mut hexadecimal = String::new();
    for byte in Sha256::digest(&canonical) {
        // Writing to a string cannot fail.
        let _ = write!(hexadecimal, "{byte:02x}");
    }
    hexadecimal
}

/// What was written, every table sorted.
pub(super) fn canonical(campaign: &Campaign) -> Draft {
    let mut draft = campaign.draft().clone();
    draft.locks.sort_by(|a, b| key(a).cmp(&key(b)));
    draft.history.sort_by(|a, b| past(a).cmp(&past(b)));
    draft.waivers.sort_by(|a, b| granted(a).cmp(&granted(b)));
    draft
}

fn past(duty: &HistoryDraft) -> impl Ord + '_ {
    (&duty.person, duty.start, duty.end, &duty.campaign, &duty.city, &duty.seat)
}

fn granted(waiver: &WaiverDraft) -> impl Ord + '_ {
    (waiver.round, &waiver.team, &waiver.seat, &waiver.approved_by, waiver.date, &waiver.reason)
}

fn key(lock: &LockDraft) -> impl Ord + '_ {
    (&lock.person, lock.round, &lock.team, &lock.seat, lock.mode)
}
