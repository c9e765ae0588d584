//! `leader-rank`: the rank a seat asks for, and waivers where it is knowingly not met.

use std::collections::BTreeMap;

use super::{
    Aspect, Bar, CountOf, CountPage, ExceptionPage, Mode, Page, ParameterPage, Parameters, Phrase, Prices, Rule,
    RuleKind,
};
use crate::{
    About, Campaign, Findings, KindId, Label, PersonId, Post, Problem, RankId, RoleId, Statement, Text, View, Waiver,
    Window, text,
};

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
    exception: Some(ExceptionPage { price: 3, says: Phrase::new("a waiver of rank", "职级豁免") }),
    parameters: &[
        ParameterPage {
            key: "max_waivers",
            says: Phrase::new("the most waivers in all; no limit where not given", "豁免总数上限，缺省不限"),
        },
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
        of: CountOf::Waivers,
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
    max_waivers: Option<i64>,
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
                    let twice = found.and_then(|found| asked.insert((kind, RoleId::at(role)), found));
                    if twice.is_some() {
                        let expected = text!(
                            "one rank for a role; the kind itself says that of its first",
                            "每种席位一个职级；第一个席位的职级已由该类给出"
                        );
                        table.fault("rank-twice", &described.name, expected, Some(text!("one of the two", "删去其一")));
                    }
                }
            });
        }
        let max_waivers = parameters.integer("max_waivers", 0..=1_000_000);
        Box::new(Settled { asked, max_waivers })
    }
}

fn asked_rank(table: &mut Parameters<'_>) -> Option<Asked> {
    let rank = table.rank("rank");
    let at_least = table.rank("at_least");
    match (rank, at_least) {
        (Some(rank), Some(at_least)) if at_least > rank => {
            let expected = text!("a rank not above `rank`", "不得高于`rank`");
            table.fault(
                "floor-above-rank",
                "at_least",
                expected,
                Some(text!("the two the other way round", "两者对调")),
            );
            None
        }
        (Some(rank), at_least) => Some(Asked { rank, at_least: at_least.unwrap_or(rank) }),
        (None, Some(_)) => {
            let maybe = text!("`rank` in its place", "改写为`rank`");
            table.fault("missing-rank", "at_least", text!("`rank` beside it", "须同时给出`rank`"), Some(maybe));
            None
        }
        (None, None) => None,
    }
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

    fn asked_rank(&self, kind: KindId, role: RoleId) -> Option<RankId> {
        self.asked.get(&(kind, role)).map(|asked| asked.rank)
    }

    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        if let Some(most) = self.max_waivers {
            let mut waivers = statement.counted(WAIVERS);
            waivers.add_constant(fixed_waivers(self, window));
            statement.at_most(statement.label("max_waivers"), waivers, most);
        }
    }

    fn says(&self, _problem: &Problem, _row: &Label, bound: i64) -> Option<Text> {
        Some(text!("at most {bound} waivers in all", "豁免合计至多{bound}项"))
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        let mut waivers = 0;
        for post in problem.posts() {
            let Some(&Asked { rank, at_least }) = self.asked.get(&(post.kind, post.role)) else { continue };
            for duty in view.of_post(post.id) {
                let held = problem.campaign().person(duty.person).rank;
                let about =
                    || About::new(needs_waiver(view, post, held, rank)).people([duty.person]).post(problem, post.id);
                match held.cmp(&rank) {
                    std::cmp::Ordering::Equal => {}
                    _ if held < at_least => findings.breach(1, about),
                    _ => {
                        waivers += 1;
                        findings.count(WAIVERS, 1, about);
                    }
                }
            }
        }
        if let Some(most) = self.max_waivers.filter(|most| waivers > *most) {
            findings.breach(waivers - most, || {
                About::new(text!("{waivers} waivers, {most} at most", "豁免{waivers}项，上限{most}项"))
            });
        }
    }
}

/// Waivers of duties that are constant in a window.
fn fixed_waivers(rule: &Settled, window: &Window<'_>) -> i64 {
    let problem = window.problem();
    let people = problem.campaign().person_ids();
    let fixed = people.flat_map(|person| window.of_person(person)).filter(|held| held.column.is_none());
    let waived = fixed.filter(|held| {
        let asked = rule.of(problem.post(window.slot(held.slot).posts[0]));
        asked.is_some_and(|asked| problem.campaign().person(held.person).rank != asked.rank)
    });
    i64::try_from(waived.count()).unwrap_or(i64::MAX)
}

/// What a planner has to know of a waiver: whether it was granted, and where those of the rank are that round.
fn needs_waiver(view: &View<'_>, post: &Post, held: RankId, asked: RankId) -> Text {
    let problem = view.problem();
    let campaign = problem.campaign();
    let of_rank = || campaign.person_ids().filter(|&person| campaign.person(person).rank == asked);
    let able: Vec<PersonId> = of_rank().filter(|&person| problem.may_hold(person, post.id)).collect();
    let serves = |person: &&PersonId| view.of_person(**person).iter().any(|duty| duty.span.meets(post.span));
    let (all, serving) = (able.len(), able.iter().filter(serves).count());
    let (held, asked) = (campaign.ranks().name(held), campaign.ranks().name(asked));
    let facts = if all == 0 {
        text!(
            "{held} in a seat that asks for {asked}; nobody of {asked} may hold it",
            "{held}担任要求{asked}的席位；无{asked}可任此席"
        )
    } else {
        text!(
            "{held} in a seat that asks for {asked}; of {all} people of {asked} who may hold it, {serving} serve at that time",
            "{held}担任要求{asked}的席位；可任此席的{asked}共{all}人，其中{serving}人同期任职"
        )
    };
    match campaign.waiver_for(post) {
        Some(Waiver { approved_by, reason, .. }) => {
            let (english, chinese) = (&facts.english, &facts.chinese);
            text!("{english}; waived by {approved_by}: {reason}", "{chinese}；{approved_by}已豁免：{reason}")
        }
        None => facts,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    const ASKED: &str = "city = { rank = \"bureau\", at_least = \"division\" }\ncounty = { rank = \"division\" }";

    fn tiny(settings: &str) -> Tiny {
        Tiny::new()
            .people(["P1 A bureau", "P2 A division", "P3 A staff"])
            .team("T1 130100 city 2")
            .team("T2 130200 county 2")
            .rule("leader-rank", settings)
    }

    #[test]
    fn leaders_of_the_rank_asked_for_are_lawful_and_members_are_of_any() {
        assert_eq!(tiny(ASKED).finds("r1 T1 leader P1; r1 T1 member P3; r1 T2 leader P2; r2 T2 member P1"), [""; 0]);
    }

    #[test]
    fn a_lower_rank_down_to_the_floor_and_a_higher_one_need_a_waiver() {
        assert_eq!(tiny(ASKED).finds("r1 T1 leader P2"), ["leader-rank.waivers 1: P2 in r1 T1 leader"]);
        assert_eq!(tiny(ASKED).finds("r1 T2 leader P1"), ["leader-rank.waivers 1: P1 in r1 T2 leader"]);
    }

    #[test]
    fn a_rank_below_the_floor_is_a_breach() {
        assert_eq!(
            tiny(ASKED).finds("r1 T1 leader P3; r1 T2 leader P3"),
            ["leader-rank broken 1: P3 in r1 T1 leader", "leader-rank broken 1: P3 in r1 T2 leader"]
        );
        let soft = tiny(&format!("mode = \"soft\"\n{ASKED}"));
        assert_eq!(soft.finds("r1 T1 leader P3"), ["leader-rank.broken 1: P3 in r1 T1 leader"]);
    }

    #[test]
    fn other_roles_may_ask_for_ranks_too() {
        let members = tiny("county = { member = { rank = \"division\", at_least = \"staff\" } }");
        assert_eq!(members.finds("r1 T2 member P3"), ["leader-rank.waivers 1: P3 in r1 T2 member"]);
        assert_eq!(members.finds("r1 T2 leader P3; r2 T2 member P2"), [""; 0]);
    }

    #[test]
    fn it_bars_below_the_floor_and_prices_above_it() {
        assert_eq!(tiny(ASKED).bars("P3", "r1 T1 leader"), ["leader-rank: staff: the seat asks for division at least"]);
        assert_eq!(tiny(ASKED).bars("P2", "r1 T1 leader"), [""; 0]);
        assert_eq!(tiny(ASKED).price("leader-rank.waivers", "P2", "r1 T1 leader"), 1);
        assert_eq!(tiny(ASKED).price("leader-rank.waivers", "P1", "r1 T1 leader"), 0);
        assert_eq!(tiny(ASKED).price("leader-rank.waivers", "P1", "r1 T2 leader"), 1);
        assert_eq!(tiny(ASKED).price("leader-rank.waivers", "P3", "r1 T1 member"), 0);
    }

    #[test]
    fn the_ranks_asked_for_lead() {
        let campaign = tiny(ASKED).campaign();
        let names: Vec<&str> = campaign.leading_ranks().iter().map(|&rank| campaign.ranks().name(rank)).collect();
        assert_eq!(names, ["division", "bureau"]);
    }

    #[test]
    fn ranks_that_are_not_there_and_unknown_kinds_are_faults() {
        assert_eq!(
            tiny("city = { rank = \"bureaux\" }").faults(),
            ["unknown-rank at rules.leader-rank.city.rank: bureaux, maybe `bureau`"]
        );
        assert_eq!(
            tiny("city = { rank = \"staff\", at_least = \"bureau\" }").faults(),
            ["floor-above-rank at rules.leader-rank.city.at_least: bureau, maybe the two the other way round"]
        );
        assert_eq!(
            tiny("city = { at_least = \"staff\" }").faults(),
            ["missing-rank at rules.leader-rank.city.at_least: staff, maybe `rank` in its place"]
        );
        assert_eq!(
            tiny("citys = { rank = \"staff\" }").faults(),
            ["unknown-key at rules.leader-rank.citys: citys, maybe `city`"]
        );
        assert_eq!(
            tiny("city = { members = { rank = \"staff\" } }").faults(),
            ["unknown-key at rules.leader-rank.city.members: members, maybe `member`"]
        );
        assert_eq!(
            tiny("max_waivers = -1").faults(),
            ["parameter-out-of-range at rules.leader-rank.max_waivers: -1, maybe `0`"]
        );
        assert_eq!(
            tiny("city = { rank = \"staff\", leader = { rank = \"bureau\" } }").faults(),
            ["rank-twice at rules.leader-rank.city.leader: { rank = \"bureau\" }, maybe one of the two"]
        );
        assert_eq!(tiny("city = \"bureau\"").faults(), ["parameter-not-a-table at rules.leader-rank.city: bureau"]);
    }

    #[test]
    fn waivers_may_be_capped() {
        let two = "r1 T1 leader P2; r1 T2 leader P1";
        assert_eq!(tiny(&format!("max_waivers = 2\n{ASKED}")).finds(two).len(), 2);
        assert_eq!(tiny(&format!("max_waivers = 0\n{ASKED}")).finds(two)[2..], ["leader-rank broken 2: "]);
    }

    #[test]
    fn a_waiver_granted_beforehand_counts_and_is_told() {
        let granted = tiny(ASKED).change(|draft| {
            let (round, team, seat, date) = (Some(1), Some("T1".to_owned()), Some("leader".to_owned()), None);
            let (approved_by, reason) = ("office".to_owned(), "nobody free".to_owned());
            draft.waivers = vec![crate::WaiverDraft { round, team, seat, approved_by, date, reason }];
        });
        let problem = granted.problem();
        let words = |duty| {
            let audit = crate::Audit::of(&problem, &Tiny::schedule(&problem, duty));
            assert_eq!(audit.findings.len(), 1);
            audit.findings[0].about.says.english.clone()
        };
        assert!(words("r1 T1 leader P2").ends_with("; waived by office: nobody free"));
        assert!(words("r2 T1 leader P2").ends_with("of 1 people of bureau who may hold it, 0 serve at that time"));
    }

    #[test]
    fn a_cap_on_waivers_is_stated() {
        tiny(&format!("max_waivers = 1\n{ASKED}")).agrees_in_both_modes("leader-rank");
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        tiny(ASKED).agrees_in_both_modes("leader-rank");
        Tiny::busy().rule("leader-rank", ASKED).agrees_in_both_modes("leader-rank");
    }
}
