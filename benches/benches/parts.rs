//! The parts of a plan, each by itself, on the campaign of 1,300 people.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use lunban::change::{Event, apply};
use lunban::replan::candidates;
use lunban::{Audit, Campaign, Language, Options, Problem, Schedule};
use lunban_files::{Made, Outcome, campaign_hash, read_campaign, render, write_folder};
use lunban_generate::{SHIPPED_SEED, Shape, generate};
use lunban_solve::steps::{Duties, Steps};

/// Samples of each part: most take a tenth of a second or more.
const SAMPLES: usize = 10;

fn problem() -> Problem {
    Problem::new(Campaign::build(generate(Shape::Jjj, SHIPPED_SEED).draft).expect("a campaign without faults"))
}

fn indexing(criterion: &mut Criterion) {
    let campaign = generate(Shape::Jjj, SHIPPED_SEED);
    let built = || Campaign::build(campaign.draft.clone()).expect("a campaign without faults");
    criterion.bench_function("indexing", |bench| bench.iter_with_large_drop(|| Problem::new(built())));
    let problem = problem();
    criterion.bench_function("stating", |bench| bench.iter(|| Steps::new(&problem).is_ok()));
}

fn solving(criterion: &mut Criterion) {
    let problem = problem();
    let steps = Steps::new(&problem).expect("a backend");
    let duties = steps.duties().expect("exchanges fill every seat");
    criterion.bench_function("duty", |bench| bench.iter(|| steps.duties().is_some()));
    criterion.bench_function("ladder", |bench| bench.iter(|| steps.climb(black_box(&duties))));
    criterion.bench_function("seating", |bench| bench.iter(|| seated(&steps, &duties)));
}

fn seated(steps: &Steps<'_>, duties: &Duties) -> Schedule {
    steps.seating(duties).expect("a seating")
}

fn auditing(criterion: &mut Criterion) {
    let problem = problem();
    let steps = Steps::new(&problem).expect("a backend");
    let schedule = seated(&steps, &steps.duties().expect("exchanges fill every seat"));
    criterion.bench_function("audit", |bench| bench.iter(|| Audit::of(&problem, black_box(&schedule))));
    let outcome = Outcome {
        problem: &problem,
        schedule: &schedule,
        audit: &Audit::of(&problem, &schedule),
        certificates: Vec::new(),
        stopped: false,
        made: Made { campaign_hash: campaign_hash(problem.campaign()), ..Made::default() },
        origin: None,
        explanation: Vec::new(),
        redact: false,
    };
    let folder = tempfile::tempdir().expect("a folder for what is written");
    criterion.bench_function("writing", |bench| {
        bench.iter(|| {
            let files = render(&outcome, &BTreeSet::new(), Language::English).expect("files of the plan");
            write_folder(&folder.path().join("out"), &files, lunban_files::Replace::Ours)
                .expect("a folder that can be written");
        });
    });
}

/// Whoever asks who could take a seat waits for the answer.
fn ranking(criterion: &mut Criterion) {
    let problem = problem();
    let steps = Steps::new(&problem).expect("a backend");
    let schedule = seated(&steps, &steps.duties().expect("exchanges fill every seat"));
    let campaign = problem.campaign();
    let in_third = |duty: &&lunban::Duty| problem.post(duty.post).round.is_some_and(|round| round.number() == 3);
    let left = *schedule.duties().iter().find(in_third).expect("a duty of round 3");
    let event = Event::Decline { person: campaign.person(left.person).id.clone(), round: 3 };
    criterion.bench_function("candidates", |bench| {
        bench.iter(|| {
            let changed = apply(&problem, black_box(&schedule), std::slice::from_ref(&event), None).expect("a seat");
            candidates(&changed, left.post, Some(left.person), &Options::default()).expect("a backend").len()
        });
    });
}

fn reading(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/jjj-2017");
    criterion.bench_function("reading", |bench| bench.iter(|| read_campaign(black_box(&folder)).is_ok()));
}

criterion_group! {
    name = parts;
    config = Criterion::default().sample_size(SAMPLES);
    targets = indexing, solving, auditing, ranking, reading
}
criterion_main!(parts);
