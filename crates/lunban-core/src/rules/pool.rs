//! `pool`: a team draws only on those its kind names.

use super::{Aspect, Bar, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Campaign, Findings, PersonId, Post, Source, View, text};

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Pool;

static PAGE: Page = Page {
    id: "pool",
    says: Phrase::new(
        "A team draws only on the kinds of unit, or the tags, that its kind names under `from`.",
        "组只从其类型`from`所列的单位类型或标签中抽人。",
    ),
    source: Phrase::new(
        "The plan, four (one) and four (three): residents come from the ministry's direct units, irregular teams from the emergency centre, the supervision centres and local staff.",
        "方案四（一）：“所有派驻人员从环境保护部直属单位抽调”；四（三）：“抽调应急中心、各督查中心人员及地方业务骨干”。",
    ),
    mode: Mode::Hard,
    always: true,
    exception: None,
    parameters: &[],
    counts: &[],
    example: "[rules.pool]\nmode = \"hard\"\n\n[kinds.city]\nfrom = [\"direct\"]",
};

impl RuleKind for Pool {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, _parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        Box::new(Settled)
    }
}

#[derive(Debug)]
struct Settled;

impl Rule for Settled {
    fn aspects(&self) -> &[Aspect] {
        &[Aspect::Seat]
    }

    fn bars(&self, campaign: &Campaign, person: PersonId, post: &Post, _aspect: Aspect) -> Option<Bar> {
        if campaign.draws_on(post.kind, person) {
            return None;
        }
        let kind = &campaign.kind(post.kind).name;
        Some(Bar { says: text!("not of the pool of {kind} teams", "不属于{kind}组的抽调范围") })
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let campaign = view.problem().campaign();
        for duty in view.duties() {
            let kind = campaign.kind(view.problem().post(duty.post).kind);
            let person = campaign.person(duty.person);
            let unit_kind = &campaign.unit(person.unit).kind;
            let in_pool = kind.from.is_empty()
                || kind.from.contains(&Source::UnitKind(unit_kind.clone()))
                || person.tags.iter().any(|&tag| kind.from.contains(&Source::Tag(tag)));
            if !in_pool {
                findings.breach(1, || {
                    let kind = &kind.name;
                    let says = text!("not of the pool of {kind} teams", "不属于{kind}组的抽调范围");
                    About::new(says).people([duty.person]).post(view.problem(), duty.post)
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    /// City teams draw on direct units, county teams on people tagged `expert` and on units of a kind that there is not.
    fn tiny() -> Tiny {
        let tiny = Tiny::new()
            .people(["P1 A staff", "P2 C staff", "P3 C staff expert"])
            .team("T1 130100 city 2")
            .team("T2 130200 county 1")
            .rule("pool", "mode = \"hard\"");
        tiny.change(|draft| draft.kinds[1].from = vec!["expert".to_owned()])
    }

    #[test]
    fn a_team_draws_on_the_units_and_tags_of_its_kind() {
        assert_eq!(tiny().finds("r1 T1 leader P1; r1 T2 leader P3"), [""; 0]);
    }

    #[test]
    fn somebody_from_elsewhere_is_a_breach() {
        assert_eq!(
            tiny().finds("r1 T1 leader P2; r1 T1 member P3; r1 T2 leader P1"),
            [
                "pool broken 1: P2 in r1 T1 leader",
                "pool broken 1: P3 in r1 T1 member",
                "pool broken 1: P1 in r1 T2 leader"
            ]
        );
    }

    #[test]
    fn a_kind_that_names_nobody_draws_on_everybody() {
        let open = tiny().change(|draft| draft.kinds[0].from.clear());
        assert_eq!(open.finds("r1 T1 leader P2; r1 T1 member P3"), [""; 0]);
        assert_eq!(open.bars("P2", "r1 T1 leader"), [""; 0]);
    }

    #[test]
    fn it_bars_seats_of_other_pools() {
        assert_eq!(tiny().bars("P2", "r1 T1 leader"), ["pool: not of the pool of city teams"]);
        assert_eq!(tiny().bars("P3", "r2 T2 leader"), [""; 0]);
    }

    #[test]
    fn a_soft_rule_counts() {
        let soft = tiny().rule("pool", "mode = \"soft\"");
        assert_eq!(soft.finds("r1 T1 leader P2"), ["pool.broken 1: P2 in r1 T1 leader"]);
        assert_eq!(soft.price("pool.broken", "P2", "r1 T1 leader"), 1);
    }

    #[test]
    fn a_source_that_is_neither_kind_nor_tag_is_a_fault() {
        let misspelt = tiny().change(|draft| draft.kinds[0].from = vec!["direkt".to_owned()]);
        assert_eq!(misspelt.faults(), ["unknown-source at kinds.city.from: direkt, maybe `direct`"]);
        assert_eq!(tiny().rule("pool", "from = 1").faults(), ["unknown-key at rules.pool.from: from"]);
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        tiny().agrees_in_both_modes("pool");
        Tiny::busy().rule("pool", "").agrees_in_both_modes("pool");
    }
}
