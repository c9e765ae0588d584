//! The plan's campaign with a roster that is short of everything: leaders, one round's leaders most of all, and experience; and with locks.
//!
//! 70 people of bureau rank have 210 duties at three rounds each, where 224 are wanted: at least 14 waivers. In round 4, 25 of them are free for 28 teams. 290
//! people are experienced, where 816 teams and rounds want one each: 272 at three rounds each.

use lunban_core::Draft;

use super::jjj;
use crate::{Bearers, Percent, Profile, ShortRound};

/// The campaign without people.
pub(super) fn outline() -> Draft {
    Draft { name: format!("{}（人员紧缺）", jjj::outline().name), ..jjj::outline() }
}

/// The profile of its roster: but for what is scarce, that of the plan's campaign.
pub(super) fn profile() -> Profile {
    let usual = Profile::default();
    let scarce = |&(tag, bearers): &(&'static str, Bearers)| {
        (tag, if tag == "experienced" { Bearers::Exactly(290) } else { bearers })
    };
    Profile {
        leaders: vec![70, 346],
        tags: usual.tags.iter().map(scarce).collect(),
        short_round: Some(ShortRound { round: 4, free: 25 }),
        // Who is experienced is needed three times over, and may not ask to be spared.
        once_at_most: Percent(0),
        locks: 20,
        ..usual
    }
}
