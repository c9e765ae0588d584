//! Ranks, low to high.

use std::collections::BTreeMap;

use crate::{Fault, RankId, RanksDraft, Spot, Text, nearest_text, text};

/// The ranks of a campaign; a greater [`RankId`] is a higher rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranks {
    order: Vec<String>,
    aliases: BTreeMap<String, RankId>,
}

impl Ranks {
    pub(super) fn build(draft: &RanksDraft, faults: &mut Vec<Fault>) -> Self {
        let spot = |keys: &[&str]| Spot::setting(["ranks"].iter().chain(keys).copied());
        let mut ranks = Self { order: Vec::new(), aliases: BTreeMap::new() };
        for rank in &draft.order {
            if ranks.order.contains(rank) {
                let expected = text!("each rank once", "每个职级只能出现一次");
                faults.push(Fault::error("duplicate-rank", spot(&["order"]), rank, expected));
            } else {
                ranks.order.push(rank.clone());
            }
        }
        if ranks.order.is_empty() {
            let expected = text!("at least one rank, low to high", "至少一个职级，由低到高");
            faults.push(Fault::error("no-ranks", spot(&["order"]), "", expected));
        }
        for (alias, rank) in &draft.aliases {
            match ranks.order.iter().position(|known| known == rank) {
                Some(position) => {
                    ranks.aliases.insert(alias.clone(), RankId::at(position));
                }
                None => faults.push(
                    Fault::error("unknown-rank", spot(&["aliases", alias]), rank, ranks.known())
                        .maybe(nearest_text(rank, ranks.words())),
                ),
            }
        }
        ranks
    }

    /// The rank that a word means: a rank's name or an alias.
    pub fn find(&self, word: &str) -> Option<RankId> {
        self.order.iter().position(|rank| rank == word).map(RankId::at).or_else(|| self.aliases.get(word).copied())
    }

    /// A rank's name.
    pub fn name(&self, rank: RankId) -> &str {
        &self.order[rank.index()]
    }

    /// The names, low to high.
    pub fn names(&self) -> &[String] {
        &self.order
    }

    /// The ids of all ranks, low to high.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = RankId> + use<> {
        (0..self.order.len()).map(RankId::at)
    }

    /// Every word that means a rank.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.order.iter().chain(self.aliases.keys()).map(String::as_str)
    }

    /// What a rank is expected to be, in words.
    pub fn known(&self) -> Text {
        let list = self.order.join(", ");
        text!("a rank: one of {list}", "职级须为其中之一：{list}")
    }
}
