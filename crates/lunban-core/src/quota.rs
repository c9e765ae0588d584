//! What units are to send before names are known: places by round and rank, and how many people each unit has for them.

use std::collections::BTreeMap;

use crate::rules::Share;
use crate::{Campaign, Post, Problem, RankId, RoundId, Source, Text, Unit, UnitId, text};

/// Places of one sort, which people of one sort fill: those of a rank that some seat asks for, or all the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Band(pub Option<RankId>);

/// How many people units are to send: whole numbers, without names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotaTask {
    /// The bands: ranks that some seat asks for, high to low, then the others.
    pub bands: Vec<Band>,
    /// The places to fill, of each round and band.
    pub places: BTreeMap<(RoundId, Band), u32>,
    /// Rounds that share a day.
    pub together: Vec<Vec<RoundId>>,
    /// The units that may send.
    pub units: Vec<QuotaUnit>,
}

/// A unit before its people have names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotaUnit {
    /// The unit.
    pub unit: UnitId,
    /// Its people in each band.
    pub people: BTreeMap<Band, u32>,
    /// At most so many of a band on one day.
    pub most_of_band: BTreeMap<Band, u32>,
    /// At most so many on one day.
    pub most_at_once: u32,
    /// At least and at most so many in each round.
    pub per_round: (u32, Option<u32>),
    /// At least and at most so many in all rounds together.
    pub in_all: (u32, Option<u32>),
}

impl QuotaTask {
    /// What a campaign asks of its units. A unit with a roster has the shares of ranks that the roster shows, one without those given.
    /// Teams with dates of their own ask for nothing here.
    ///
    /// # Errors
    /// What is not known, or cannot be told without names.
    pub fn of(problem: &Problem, shares: &BTreeMap<RankId, Share>) -> Result<Self, Text> {
        let campaign = problem.campaign();
        let bands = bands(problem);
        let units: Vec<QuotaUnit> = sending(campaign)?
            .into_iter()
            .map(|id| unit(campaign, id, &bands, shares))
            .collect::<Result<Vec<_>, _>>()?;
        let mut places = BTreeMap::new();
        for post in problem.posts() {
            if let Some(round) = post.round {
                *places.entry((round, band_of(campaign, post))).or_default() += post.seats;
            }
        }
        Ok(Self { bands, places, together: together(problem), units })
    }

    /// The places of a round and band.
    pub fn places(&self, round: RoundId, band: Band) -> u32 {
        self.places.get(&(round, band)).copied().unwrap_or(0)
    }

    /// All people of a band.
    pub fn people(&self, band: Band) -> u32 {
        self.units.iter().filter_map(|unit| unit.people.get(&band)).sum()
    }
}

fn band_of(campaign: &Campaign, post: &Post) -> Band {
    let mut rules = campaign.rules().entries().iter();
    Band(rules.find_map(|entry| entry.rule().asked_rank(post.kind, post.role)))
}

fn bands(problem: &Problem) -> Vec<Band> {
    let campaign = problem.campaign();
    let asked = problem.posts().iter().filter(|post| post.round.is_some()).map(|post| band_of(campaign, post));
    let mut bands: Vec<Band> = asked.collect();
    bands.sort_unstable_by(|a, b| b.cmp(a));
    bands.dedup();
    bands
}

/// Rounds that are under way together, as sets that no other of them holds.
fn together(problem: &Problem) -> Vec<Vec<RoundId>> {
    let calendar = problem.campaign().calendar();
    let on = |day| calendar.ids().filter(move |&round| calendar.round(round).span.holds(day)).collect();
    let mut sets: Vec<Vec<RoundId>> = problem.moments().iter().map(|&day| on(day)).collect();
    sets.retain(|rounds| !rounds.is_empty());
    sets.sort_unstable();
    sets.dedup();
    sets
}

/// The units that teams of rounds draw on. All such teams must draw on the same: only names could tell who goes where.
fn sending(campaign: &Campaign) -> Result<Vec<UnitId>, Text> {
    let resident = campaign.teams().iter().filter(|team| team.dates.is_none());
    let mut sources = resident.map(|team| &campaign.kind(team.kind).from);
    let Some(first) = sources.next() else {
        return Err(text!("no team follows the rounds, so there is nothing to send", "没有按轮次的工作组，无需派员"));
    };
    if sources.any(|other| other != first) {
        return Err(text!(
            "kinds of team draw on different units\n  Maybe the same `from` for all kinds, to share out all places at once",
            "各类工作组的人员来源不同\n  或许可让各类使用相同的`from`，以便统一分配"
        ));
    }
    let draws_on = |unit: &Unit| {
        first.is_empty()
            || first.iter().any(|source| match source {
                Source::UnitKind(kind) => unit.kind == *kind,
                // Who bears a tag is known with the names only.
                Source::Tag(_) => true,
            })
    };
    let units = campaign.units().iter().enumerate().filter(|(_, unit)| draws_on(unit));
    Ok(units.map(|(position, _)| UnitId::at(position)).collect())
}

fn unit(campaign: &Campaign, id: UnitId, bands: &[Band], shares: &BTreeMap<RankId, Share>) -> Result<QuotaUnit, Text> {
    let unit = campaign.unit(id);
    let people = people(campaign, unit, bands, shares)?;
    let all: u32 = people.values().sum();
    let most = |of: u32, of_rank: bool| {
        let allowed = campaign.rules().most(|rule| rule.most_at_once(of as usize, of_rank));
        allowed.and_then(|most| u32::try_from(most).ok()).map_or(of, |most| most.min(of))
    };
    let most_of_band =
        people.iter().map(|(&band, &of)| (band, if band.0.is_some() { most(of, true) } else { of })).collect();
    Ok(QuotaUnit {
        unit: id,
        most_of_band,
        most_at_once: most(all, false),
        per_round: (unit.min_per_round.unwrap_or(0), unit.max_per_round),
        in_all: (unit.min_total.unwrap_or(0), unit.max_total),
        people,
    })
}

/// A unit's people in each band: its headcount, or else its roster, by the shares of ranks; those of no rank asked for are the rest.
fn people(
    campaign: &Campaign,
    unit: &Unit,
    bands: &[Band],
    shares: &BTreeMap<RankId, Share>,
) -> Result<BTreeMap<Band, u32>, Text> {
    let id = &unit.id;
    let rostered = u32::try_from(unit.people.len()).unwrap_or(u32::MAX);
    let all = match unit.headcount {
        Some(headcount) => headcount.max(rostered),
        None if rostered > 0 => rostered,
        None => {
            return Err(text!(
                "unit {id} has neither a headcount nor a roster\n  Maybe a number under `headcount` in the table of units, 0 if it sends nobody",
                "单位{id}既无人数也无名单\n  或许应在单位表`headcount`列填写人数；不派员则填0"
            ));
        }
    };
    let mut people = BTreeMap::new();
    for rank in bands.iter().filter_map(|band| band.0) {
        let of_rank = unit.people.iter().filter(|&&person| campaign.person(person).rank == rank).count();
        let of_rank = u32::try_from(of_rank).unwrap_or(u32::MAX);
        let share = shares.get(&rank);
        let number = match share {
            _ if rostered > 0 => nearest(u64::from(all) * u64::from(of_rank), u64::from(rostered)),
            Some(share) => share.of_rounded(all),
            None if all == 0 => 0,
            None => {
                let name = campaign.ranks().name(rank);
                return Err(text!(
                    "the share of {name} among the people of unit {id} is not known: it has no roster\n  Maybe --ranks {name}=0.1",
                    "单位{id}没有名单，{name}所占比例未知\n  或许可用--ranks {name}=0.1"
                ));
            }
        };
        people.insert(Band(Some(rank)), number);
    }
    let leading: u32 = people.values().sum();
    people.insert(Band(None), all.saturating_sub(leading));
    Ok(people)
}

fn nearest(part: u64, whole: u64) -> u32 {
    u32::try_from((2 * part + whole) / (2 * whole)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Tiny;

    /// Two rounds of a city team of four and a county team of two; unit A has a roster, unit B only a headcount, unit C is not drawn on.
    fn tiny() -> Tiny {
        let ranks = "city = { rank = \"bureau\", at_least = \"division\" }\ncounty = { rank = \"division\" }";
        let tiny = Tiny::new().team("T1 130100 city 4").team("T2 130200 county 2").rule("leader-rank", ranks);
        let tiny = tiny.rule("unit-share", "max_share = 0.35\nmax_share_of_rank = 0.5").rule("pool", "");
        tiny.people(["P1 A bureau", "P2 A division", "P3 A division", "P4 A staff"]).change(|draft| {
            for (unit, headcount) in draft.units.iter_mut().zip([20, 10, 50]) {
                unit.headcount = Some(headcount);
            }
        })
    }

    fn task(tiny: &Tiny, shares: [f64; 2]) -> Result<QuotaTask, Text> {
        let problem = tiny.problem();
        let ranks = ["division", "bureau"].map(|rank| problem.campaign().ranks().find(rank).unwrap());
        let shares = ranks.into_iter().zip(shares).filter(|(_, share)| *share > 0.0);
        let shares = shares.map(|(rank, share)| (rank, Share::from_decimal(share).unwrap()));
        QuotaTask::of(&problem, &shares.collect())
    }

    #[test]
    fn places_and_people_are_told_by_rank() {
        let task = task(&tiny(), [0.3, 0.1]).unwrap();
        let round = RoundId::at(0);
        let places: Vec<u32> = task.bands.iter().map(|&band| task.places(round, band)).collect();
        assert_eq!(places, [1, 1, 4]);
        let people = |unit: usize| task.units[unit].people.values().copied().collect::<Vec<u32>>();
        // The rest first, then from low to high: the roster of A shows a half and a quarter, B has the shares given.
        assert_eq!((task.units.len(), people(0), people(1)), (2, vec![5, 10, 5], vec![6, 3, 1]));
        assert_eq!(task.units[0].most_at_once, 7);
        assert_eq!(task.units[0].most_of_band.values().copied().collect::<Vec<u32>>(), [5, 5, 3]);
        assert_eq!(task.together, [vec![RoundId::at(0)], vec![RoundId::at(1)]]);
    }

    #[test]
    fn rounds_that_overlap_are_together() {
        let task = task(&tiny().rounds(3, 2), [0.3, 0.1]).unwrap();
        assert_eq!(task.together, [vec![RoundId::at(0), RoundId::at(1)], vec![RoundId::at(1), RoundId::at(2)]]);
    }

    #[test]
    fn what_is_not_known_is_asked_for() {
        let says = |tiny: &Tiny, shares| task(tiny, shares).unwrap_err().english;
        assert!(says(&tiny(), [0.3, 0.0]).contains("the share of bureau among the people of unit B is not known"));
        let unknown = tiny().change(|draft| draft.units[1].headcount = None);
        assert!(says(&unknown, [0.3, 0.1]).starts_with("unit B has neither a headcount nor a roster"));
        let differing = tiny().change(|draft| draft.kinds[1].from = vec!["local".to_owned()]);
        assert!(says(&differing, [0.3, 0.1]).starts_with("kinds of team draw on different units"));
    }
}
