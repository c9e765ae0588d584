//! Who drops out of what: drawn, seat by seat.

use lunban_core::rules::Share;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The random numbers of one trial: one for each seat, whoever holds it.
pub(super) struct Dropouts {
    draws: Vec<u32>,
}

impl Dropouts {
    /// Draws for so many seats.
    pub(super) fn draw(seed: u64, trial: u32, seats: usize) -> Self {
        let mut random = stream(seed, u64::from(trial));
        Self { draws: (0..seats).map(|_| random.random_range(0..Share::WHOLE)).collect() }
    }

    /// Whether whoever holds a seat drops out of it, at a rate.
    pub(super) fn hits(&self, seat: usize, rate: Share) -> bool {
        rate.holds(self.draws[seat])
    }
}

/// Random numbers of their own for each number.
pub(super) fn stream(seed: u64, number: u64) -> ChaCha8Rng {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(number);
    random
}
