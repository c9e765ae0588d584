//! The real campaign at full scale, on rosters of seeds written down beforehand, and what scarce rosters of it come to.

use lunban_core::change::{Event, apply};
use lunban_core::{Audit, Campaign, Draft, PersonDraft, Problem};
use lunban_generate::{ACCEPTANCE_SEEDS, SHIPPED_SEED, Shape, generate};
use lunban_solve::replan::replan;
use lunban_solve::{Certificate, News, Observer, Options, Plan, StopToken, plan};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

fn planned(draft: Draft, options: &Options) -> (Problem, Plan) {
    let problem = Problem::new(Campaign::build(draft).expect("a campaign without faults"));
    let plan = plan(&problem, options).expect("a plan");
    let audit = Audit::of(&problem, &plan.schedule);
    assert!(audit.is_lawful(), "{:?}", audit.findings);
    assert_eq!(audit.levels(&problem), plan.certificates.iter().map(|level| level.value).collect::<Vec<_>>());
    (problem, plan)
}

/// The value of a count by its name.
fn count(problem: &Problem, plan: &Plan, name: &str) -> i64 {
    let count = problem.campaign().rules().find_count(name).expect("a count of the campaign");
    plan.audit.counts[count.index()]
}

/// Every seat filled, no waiver, and the last level within a share of its bound; whether all the others are proven.
fn is_proven(seed: u64, within: i64) -> bool {
    let (problem, plan) = planned(generate(Shape::Jjj, seed).draft, &Options::default());
    assert_eq!(plan.schedule.duties().len(), 2480, "seed {seed}");
    assert_eq!((count(&problem, &plan, "coverage.open"), count(&problem, &plan, "leader-rank.waivers")), (0, 0));
    let (last, above) = plan.certificates.split_last().expect("levels");
    assert!(last.gap() * 100 <= last.bound * within, "seed {seed}: {last:?}");
    let proven = above.iter().take_while(|level| level.is_proven()).count();
    assert!(proven >= 5, "seed {seed}: {:?}", plan.certificates);
    proven == above.len()
}

#[test]
fn the_shipped_roster_is_planned_whole() {
    assert!(is_proven(SHIPPED_SEED, 1));
}

/// `LUNBAN_ROSTERS` of them, all if it says so; of 20 one may be beyond proof on its sixth and seventh level.
#[test]
fn other_rosters_are_planned_whole() {
    let rosters = std::env::var("LUNBAN_ROSTERS").ok().and_then(|rosters| rosters.parse().ok()).unwrap_or(4);
    let seeds: Vec<u64> = ACCEPTANCE_SEEDS.take(rosters).collect();
    let beyond = seeds.par_iter().filter(|&&seed| !is_proven(seed, 2)).count();
    assert!(beyond * 20 <= seeds.len(), "{beyond} of {}", seeds.len());
}

#[test]
fn the_arithmetic_of_the_plan_comes_out() {
    let (problem, plan) = planned(generate(Shape::Jjj, SHIPPED_SEED).draft, &Options::default());
    let campaign = problem.campaign();
    let leads = |kind: &str| {
        let duties = plan.schedule.duties().iter().map(|duty| problem.post(duty.post));
        duties.filter(|post| campaign.kind(post.kind).name == kind && post.role.index() == 0).count()
    };
    assert_eq!((leads("city"), leads("county")), (224, 592));
    for round in campaign.calendar().ids() {
        let span = campaign.calendar().round(round).span;
        let here = plan.schedule.duties().iter().filter(|duty| problem.post(duty.post).round == Some(round));
        assert_eq!(here.clone().count(), 310, "round {}", round.number());
        assert!(here.into_iter().all(|duty| duty.span == span && duty.span.days() == 14));
    }
    assert_eq!(campaign.span().to_string(), "2017-09-15/2018-01-04");
}

#[test]
fn nobody_of_bureau_rank_takes_a_waiver_for_each_city_leader() {
    let mut draft = generate(Shape::Jjj, SHIPPED_SEED).draft;
    for person in draft.people.iter_mut().filter(|person| person.rank == "司局级") {
        person.rank = "处级".to_owned();
    }
    let (problem, plan) = planned(draft, &Options::default());
    assert_eq!((count(&problem, &plan, "coverage.open"), count(&problem, &plan, "leader-rank.waivers")), (0, 224));
}

/// Keeps some people, and ties among them only.
fn retain(draft: &mut Draft, keeps: impl FnMut(&PersonDraft) -> bool) {
    draft.people.retain(keeps);
    let left: BTreeSet<String> = draft.people.iter().map(|person| person.id.clone()).collect();
    for person in &mut draft.people {
        person.with.retain(|tie| left.contains(&tie.person));
        person.apart.retain(|tie| left.contains(&tie.person));
    }
}

#[test]
fn rosters_that_cannot_fill_all_seats_still_give_a_schedule() {
    let full = generate(Shape::Jjj, SHIPPED_SEED).draft;
    let mut unranked = full.clone();
    unranked.people.iter_mut().for_each(|person| person.rank = "科级".to_owned());
    let mut one_unit = full.clone();
    retain(&mut one_unit, |person| person.unit == "U16");
    let mut hundred = full;
    let step = hundred.people.len() / 100;
    let mut position = 0;
    retain(&mut hundred, |_| {
        position += 1;
        position % step == 0 && position / step <= 100
    });
    for (draft, leaders) in [(unranked, true), (one_unit, false), (hundred, false)] {
        let (problem, plan) = planned(draft, &Options::default());
        let open = count(&problem, &plan, "coverage.open");
        assert_eq!(i64::try_from(plan.schedule.duties().len()).expect("few") + open, 2480);
        assert!(if leaders { open == 816 } else { open > 816 }, "{open}");
        assert_eq!(plan.certificates[0].gap(), 0, "{:?}", plan.certificates);
    }
}

#[test]
fn a_limit_gives_the_best_so_far_with_bounds_that_hold() {
    let draft = generate(Shape::Jjj, SHIPPED_SEED).draft;
    let (_, whole) = planned(draft.clone(), &Options::default());
    for limit in [0, 50, 1000] {
        let options = Options { time_limit: Some(Duration::from_millis(limit)), ..Options::default() };
        let (_, limited) = planned(draft.clone(), &options);
        assert!(limited.schedule.duties().len() > 2_300, "{limit} ms: {}", limited.schedule.duties().len());
        let first = &limited.certificates[0];
        assert!(first.bound <= whole.certificates[0].value && first.value >= whole.certificates[0].value);
    }
}

#[test]
fn a_limit_on_work_gives_the_same_draft_however_many_threads_there_are() {
    let draft = generate(Shape::Jjj, SHIPPED_SEED).draft;
    let (_, whole) = planned(draft.clone(), &Options::default());
    let whole: Vec<i64> = whole.certificates.iter().map(|level| level.value).collect();
    let mut last = vec![i64::MAX];
    for work in [0, 3, 1_000] {
        let options = |threads| Options { work_limit: Some(work), threads: Some(threads), ..Options::default() };
        let (_, one) = planned(draft.clone(), &options(1));
        let (_, two) = planned(draft.clone(), &options(2));
        assert_eq!(one, two, "{work}");
        let levels: Vec<i64> = one.certificates.iter().map(|level| level.value).collect();
        assert!(levels < last, "more work comes to more: {levels:?} after {last:?}");
        assert_eq!(one.stopped, levels != whole, "{work}: {levels:?}");
        last = levels;
    }
    assert_eq!(last, whole, "a limit that is never reached changes nothing");
}

/// Hears when news came.
#[derive(Debug, Default)]
struct Hears(Mutex<Vec<News>>);

impl Observer for Hears {
    fn note(&self, news: News) {
        self.0.lock().expect("nobody else panics").push(news);
    }
}

#[test]
fn an_observer_hears_levels_values_and_bounds_as_time_goes_on() {
    let hears = Arc::new(Hears::default());
    let options = Options { observer: Some(hears.clone()), threads: Some(1), ..Options::default() };
    let start = Instant::now();
    let (_, plan) = planned(generate(Shape::Jjj, SHIPPED_SEED).draft, &options);
    let news = hears.0.lock().expect("nobody else panics");
    assert!(news.windows(2).all(|pair| pair[0].elapsed <= pair[1].elapsed));
    assert!(news.last().is_some_and(|last| last.elapsed <= start.elapsed()));
    for (position, certificate) in plan.certificates.iter().enumerate() {
        let levels = news.iter().filter_map(|news| news.level).filter(|level| level.level.index() == position);
        assert!(levels.clone().all(|level| level.bound <= certificate.value), "level {}", position + 1);
        assert!(levels.clone().any(|level| level.bound == certificate.bound), "level {}", position + 1);
    }
}

/// Asks to stop as soon as a level is bounded: some of the seating is then under way.
#[derive(Debug)]
struct StopsAtBounds(StopToken);

impl Observer for StopsAtBounds {
    fn note(&self, news: News) {
        if news.level.is_some() {
            self.0.stop();
        }
    }
}

#[test]
fn a_stop_leaves_few_seats_open_whenever_it_comes() {
    let before = Options::default();
    before.stop.stop();
    let mut between = Options::default();
    between.observer = Some(Arc::new(StopsAtBounds(between.stop.clone())));
    for options in [before, between] {
        let (_, plan) = planned(generate(Shape::Jjj, SHIPPED_SEED).draft, &options);
        assert!(plan.stopped && plan.schedule.duties().len() > 2_300, "{}", plan.schedule.duties().len());
    }
}

#[test]
fn neither_threads_nor_the_order_of_rows_change_the_plan() {
    let draft = generate(Shape::Jjj, SHIPPED_SEED).draft;
    let mut shuffled = draft.clone();
    shuffled.people.reverse();
    shuffled.teams.rotate_left(17);
    let one = Options { threads: Some(1), ..Options::default() };
    let two = Options { threads: Some(2), ..Options::default() };
    assert_eq!(planned(draft, &one).1, planned(shuffled, &two).1);
}

/// Somebody who leads loses the rank for it: to spare the waiver comes before leaving things as they are.
#[test]
fn a_change_spares_waivers_where_somebody_else_can_lead() {
    let draft = generate(Shape::Jjj, SHIPPED_SEED).draft;
    let (problem, plan) = planned(draft, &Options { work_limit: Some(5), ..Options::default() });
    let campaign = problem.campaign();
    let leads = |duty: &&lunban_core::Duty| {
        let post = problem.post(duty.post);
        campaign.kind(post.kind).name == "city"
            && post.role.index() == 0
            && post.round.is_some_and(|round| round.number() > 5)
    };
    let duty = plan.schedule.duties().iter().find(leads).expect("a leader");
    let event = Event::Rank { person: campaign.person(duty.person).id.clone(), rank: "处级".to_owned() };
    let changed = apply(&problem, &plan.schedule, &[event], None).expect("an event");
    let waivers = changed.problem.campaign().rules().find_count("leader-rank.waivers").expect("it is on");
    let before = Audit::values(&changed.problem, &changed.before).counts[waivers.index()];
    let replanned = replan(&changed, &Options::default()).expect("a plan");
    let after = replanned.audit.counts[waivers.index()];
    assert!(before > 0 && after < before, "{after} waivers of {before}");
}

/// Rounds that are new are filled as a plan fills them, and nobody who stands moves for it.
#[test]
fn a_campaign_that_goes_on_keeps_all_that_stands() {
    let draft = generate(Shape::Jjj, SHIPPED_SEED).draft;
    let (problem, plan) = planned(draft, &Options::default());
    let changed = apply(&problem, &plan.schedule, &[Event::Extend { rounds: 1 }], None).expect("an event");
    let replanned = replan(&changed, &Options::default()).expect("a plan");
    let seats: u32 = changed.problem.posts().iter().map(|post| post.seats).sum();
    assert_eq!(replanned.schedule.duties().len(), seats as usize);
    let stands = |duty: &&lunban_core::Duty| replanned.schedule.duties().binary_search(duty).is_ok();
    assert_eq!(changed.before.duties().iter().filter(stands).count(), plan.schedule.duties().len());
    let last = replanned.certificates.len() - 1;
    assert!(replanned.certificates[..last].iter().all(Certificate::is_proven), "{:?}", replanned.certificates);
    assert!(replanned.audit.is_lawful());
}
