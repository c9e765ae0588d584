//! Rates as people write them: `3%`, `0.03`, `处级=5%`, `4:10%`, `4:处级=12%`.

use std::fmt;

use lunban::rules::Share;
use lunban::simulate::Rate;
use lunban::{Campaign, nearest, text};

use crate::exit::Exit;
use crate::failure::Failure;

/// A rate whose words are not looked up yet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Written {
    round: Option<u32>,
    rank: Option<String>,
    share: Share,
    text: String,
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Reads a rate.
pub(super) fn written(text: &str) -> Result<Written, String> {
    let wrong =
        || format!("a share such as 3% or 0.03, {}", "with a rank `处级=5%`, a round `4:10%`, or both `4:处级=12%`");
    let (round, rest) = match text.split_once([':', '：']) {
        Some((round, rest)) => (Some(round.trim().parse::<u32>().map_err(|_| wrong())?), rest),
        None => (None, text),
    };
    let (rank, share) = match rest.split_once('=') {
        Some((rank, share)) => (Some(rank.trim().to_owned()), share),
        None => (None, rest),
    };
    let share = self::share(share.trim()).ok_or_else(wrong)?;
    Ok(Written { round, rank, share, text: text.trim().to_owned() })
}

fn share(text: &str) -> Option<Share> {
    let percent = text.strip_suffix(['%', '％']);
    let number: f64 = percent.unwrap_or(text).trim().parse().ok()?;
    Share::from_decimal(if percent.is_some() { number / 100.0 } else { number })
}

/// The rates in a campaign, no two of them for the same duties: which of the two would hold?
pub(super) fn rates(written: &[Written], campaign: &Campaign) -> Result<Vec<Rate>, Failure> {
    let mut rates: Vec<Rate> = Vec::new();
    for one in written {
        let rate = one.rate(campaign)?;
        let known = rates.iter().position(|known| (known.round, known.rank) == (rate.round, rate.rank));
        if let Some(known) = known {
            return Err(twice(&written[known], one));
        }
        rates.push(rate);
    }
    Ok(rates)
}

fn twice(known: &Written, again: &Written) -> Failure {
    let words = text!(
        "--rate: `{known}` and `{again}` are for the same duties\n  Maybe one of them, or a rank or a round before the other, such as `4:10%`",
        "--rate：`{known}`与`{again}`所指任务相同\n  或许可只留其一，或在另一个前写职级或轮次，例如`4:10%`"
    );
    Failure::said(Exit::Wrong, "rate-twice", words)
}

impl Written {
    /// The rate in a campaign.
    pub(super) fn rate(&self, campaign: &Campaign) -> Result<Rate, Failure> {
        let round = self.round.map(|number| campaign.calendar().numbered(number).ok_or(number)).transpose();
        let round = round.map_err(|number| {
            let last = campaign.calendar().rounds().len();
            let words = text!(
                "--rate: there is no round {number}\n  Maybe 1 to {last}",
                "--rate：没有第{number}轮\n  或许为1至{last}"
            );
            Failure::said(Exit::Wrong, "no-such-round", words)
        })?;
        let rank = self.rank.as_ref().map(|word| campaign.ranks().find(word).ok_or(word)).transpose();
        let rank = rank.map_err(|word| {
            let near = nearest(word, campaign.ranks().words())
                .map_or_else(|| campaign.ranks().names().join(", "), str::to_owned);
            let words =
                text!("--rate: `{word}` is not a rank\n  Maybe {near}", "--rate：没有职级“{word}”\n  或许为{near}");
            Failure::said(Exit::Wrong, "unknown-rank", words)
        })?;
        Ok(Rate { round, rank, share: self.share })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_a_share_of_all_of_a_rank_in_a_round_or_both() {
        let read = |text: &str| written(text).map(|read| (read.round, read.rank, read.share.of_rounded(100)));
        assert_eq!(read("3%"), Ok((None, None, 3)));
        assert_eq!(read("0.03"), Ok((None, None, 3)));
        assert_eq!(read("处级=5％"), Ok((None, Some("处级".to_owned()), 5)));
        assert_eq!(read("4:10%"), Ok((Some(4), None, 10)));
        assert_eq!(read("4：处级=12 %"), Ok((Some(4), Some("处级".to_owned()), 12)));
        for wrong in ["", "three", "120%", "-1%", "x:3%", "处级=", "1.2", "NaN"] {
            assert!(written(wrong).is_err(), "{wrong}");
        }
    }
}
