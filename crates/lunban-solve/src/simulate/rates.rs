//! How often people drop out.

use lunban_core::rules::Share;
use lunban_core::{RankId, RoundId};

/// How often people of a rank drop out of a duty in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// In which round; none: in all.
    pub round: Option<RoundId>,
    /// Of which rank; none: of all.
    pub rank: Option<RankId>,
    /// The share of duties.
    pub share: Share,
}

/// Rates, of which the most special one holds: of a rank in a round before that of a rank, and that before that of a round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates(Vec<Rate>);

impl Rates {
    /// These rates; where two speak of the same, the later one holds.
    pub fn new(rates: impl IntoIterator<Item = Rate>) -> Self {
        Self(rates.into_iter().collect())
    }

    /// The share of duties in a round that people of a rank drop out of; a team with dates of its own has no round.
    pub fn of(&self, round: Option<RoundId>, rank: RankId) -> Share {
        let speaks =
            |rate: &&Rate| rate.rank.is_none_or(|of| of == rank) && (rate.round.is_none() || rate.round == round);
        let special = |rate: &&Rate| (rate.rank.is_some(), rate.round.is_some());
        self.0.iter().filter(speaks).max_by_key(special).map_or_else(Share::default, |rate| rate.share)
    }
}

#[cfg(test)]
mod tests {
    use lunban_core::rules::Share;
    use lunban_core::{RankId, RoundId};

    use super::{Rate, Rates};

    #[test]
    fn the_most_special_rate_holds_and_of_two_alike_the_later() {
        let (round, other) = (RoundId::at(3), RoundId::at(4));
        let (rank, low) = (RankId::at(2), RankId::at(0));
        let rate = |round, rank, decimal| Rate { round, rank, share: Share::from_decimal(decimal).unwrap() };
        let rates = Rates::new([
            rate(None, None, 0.5),
            rate(None, None, 0.01),
            rate(Some(round), Some(rank), 0.04),
            rate(None, Some(rank), 0.03),
            rate(Some(round), None, 0.02),
        ]);
        let of = |round, rank| rates.of(round, rank).of_rounded(100);
        assert_eq!(of(Some(other), low), 1);
        assert_eq!(of(Some(round), low), 2);
        assert_eq!(of(Some(other), rank), 3);
        assert_eq!(of(None, rank), 3);
        assert_eq!(of(Some(round), rank), 4);
        assert_eq!(Rates::default().of(None, rank).of_rounded(100), 0);
    }
}
