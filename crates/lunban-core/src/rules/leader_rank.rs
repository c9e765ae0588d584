//! `leader-rank`: the rank a seat asks for, and waivers where it is knowingly not met.

use std::collections::BTreeMap;

use super::{Aspect, Bar, CountPage, Mode, Page, ParameterPage, Parameters, Phrase, Prices, Rule, RuleKind};
use crate::{About, Campaign, Findings, KindId, PersonId, Post, RankId, RoleId, View, nearest_text, text};

const WAIVERS: usize = 0;

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct LeaderRank;

static PAGE: Page = Page {
    id: "leader-rank",
    says: Phrase::new(
        "The leader of a team is of the rank its kind asks for. Lower ranks down to `at_least`, and higher ranks, hold the seat only with a waiver; lower ones never. Other roles may ask for ranks too.",
        "组长须为该类组要求的职级。低至`at_least`的职级或更高的职级须经豁免；再低则不可。其他席位亦可要求职级。",
    ),
    source: Phrase::new(
        "The plan, four (two): the leader of a city team is in principle of bureau rank, the leader of a county team of division rank.",
        "方案四（二）：“驻市巡查工作组组长原则上由司（局）级干部担任”“驻县巡查工作组组长由处级干部担任”。",
    ),
    mode: Mode::Hard,
    always: false,
    parameters: &[
        ParameterPage {
            key: "<kind>",
            says: Phrase::new(
                "for the first role of the kind: { rank = \"...\", at_least = \"...\" }; at_least is the rank where not given",
                "该类组第一个席位：{ rank = \"...\", at_least = \"...\" }，at_least缺省为rank",
            ),
        },
        ParameterPage {
            key: "<kind>.<role>",
            says: Phrase::new("the same for another role of the kind", "该类组其他席位，写法相同"),
        },
    ],
    counts: &[CountPage {
        name: "waivers",
        says: Phrase::new("a duty that needs a waiver of its rank", "需要职级豁免的任务"),
    }],
    example: "[rules.leader-rank]\ncity   = { rank = \"司局级\", at_least = \"处级\" }\ncounty = { rank = \"处级\" }",
};

/// The rank a seat asks for.
#[derive(Clone, Copy, Debug)]
struct Asked {
    rank: RankId,
    at_least: RankId,
}

#[derive(Debug)]
struct Settled {
    asked: BTreeMap<(KindId, RoleId), Asked>,
}

impl RuleKind for LeaderRank {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        let mut asked = BTreeMap::new();
        for (kind, described) in parameters.campaign().kinds().iter().enumerate() {
            parameters.table(&described.name, |table| {
                let kind = KindId::at(kind);
                asked.extend(asked_rank(table).map(|asked| ((kind, RoleId::at(0)), asked)));
                for (role, described) in described.roles.iter().enumerate() {
                    let found = table.table(&described.name, asked_rank).flatten();
                    asked.extend(found.map(|asked| ((kind, RoleId::at(role)), asked)));
                }
            });
        }
        Box::new(Settled { asked })
    }
}

fn asked_rank(table: &mut Parameters<'_>) -> Option<Asked> {
    let rank = rank(table, "rank");
    let at_least = self::rank(table, "at_least");
    match (rank, at_least) {
        (Some(rank), Some(at_least)) if at_least > rank => {
            table.fault("floor-above-rank", "at_least", text!("a rank not above `rank`", "不得高于`rank`"), None);
            None
        }
        (Some(rank), at_least) => Some(Asked { rank, at_least: at_least.unwrap_or(rank) }),
        (None, Some(_)) => {
            table.fault("missing-rank", "at_least", text!("`rank` beside it", "须同时给出`rank`"), None);
            None
        }
        (None, None) => None,
    }
}

fn rank(table: &mut Parameters<'_>, key: &'static str) -> Option<RankId> {
    let word = table.text(key)?;
    let ranks = table.campaign().ranks();
    let found = ranks.find(word);
    if found.is_none() {
        table.fault("unknown-rank", key, ranks.known(), nearest_text(word, ranks.words()));
    }
    found
}

impl Settled {
    fn of(&self, post: &Post) -> Option<Asked> {
        self.asked.get(&(post.kind, post.role)).copied()
    }
}

impl Rule for Settled {
    fn aspects(&self) -> &[Aspect] {
        &[Aspect::Seat]
    }

    fn bars(&self, campaign: &Campaign, person: PersonId, post: &Post, _aspect: Aspect) -> Option<Bar> {
        let asked = self.of(post)?;
        let rank = campaign.person(person).rank;
        let names = campaign.ranks();
        (rank < asked.at_least).then(|| {
            let (rank, at_least) = (names.name(rank), names.name(asked.at_least));
            Bar {
                says: text!("{rank}: the seat asks for {at_least} at least", "{rank}：席位至少要求{at_least}")
            }
        })
    }

    fn price(&self, campaign: &Campaign, person: PersonId, post: &Post, _aspect: Aspect, prices: &mut Prices) {
        if let Some(asked) = self.of(post) {
            let rank = campaign.person(person).rank;
            prices.add(WAIVERS, i64::from(rank >= asked.at_least && rank != asked.rank));
        }
    }

    fn leading_ranks(&self) -> Vec<RankId> {
        self.asked.values().map(|asked| asked.rank).collect()
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        let ranks = problem.campaign().ranks();
        for post in problem.posts() {
            let Some(&Asked { rank, at_least }) = self.asked.get(&(post.kind, post.role)) else { continue };
            for duty in view.of_post(post.id) {
                let held = problem.campaign().person(duty.person).rank;
                let about = || {
                    let (held, asked) = (ranks.name(held), ranks.name(rank));
                    let says = text!("{held} in a seat that asks for {asked}", "{held}担任要求{asked}的席位");
                    About::new(says).people([duty.person]).post(problem, post.id)
                };
                match held.cmp(&rank) {
                    std::cmp::Ordering::Equal => {}
                    _ if held < at_least => findings.breach(1, about),
                    _ => findings.count(WAIVERS, 1, about),
                }
            }
        }
    }
}
