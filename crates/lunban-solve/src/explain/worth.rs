//! What one more person would be worth.

use lunban_core::{
    Absence, Audit, Fact, PersonDraft, PersonId, Problem, RankId, RoundId, Schedule, Source, Subject, UnitDraft, text,
};

use super::duty::differences;
use super::variant::{Variants, Want};
use crate::options::Options;
use crate::plan::PlanError;
use crate::road::Work;

/// The id of the person and of their unit: behind all others, so that positions stay as they are.
const LAST: &str = "\u{10FFFF}";

/// What one more person of a rank, free in one round only, would be worth on each level: the levels of the best schedule found with them, by exchanges
/// from this one on. They may be worth more, never less.
///
/// # Errors
/// If this build has no backend.
pub fn worth(
    problem: &Problem,
    schedule: &Schedule,
    rank: RankId,
    round: RoundId,
    options: &Options,
) -> Result<Fact, PlanError> {
    let (name, number) = (problem.campaign().ranks().name(rank).to_owned(), round.number());
    let says = text!("one more person of {name} in round {number}", "第{number}轮增加一名{name}");
    let about = Subject { rounds: vec![round], ..Subject::default() };
    let fact = Fact::new("one-more", about, says);
    let Some(more) = with_one_more(problem, rank, round) else { return Ok(fact.number("worth", 0)) };
    let work = Work::new(&more, options)?;
    let post = more.posts().first().map(|post| post.id);
    let better = post.and_then(|post| Variants::new(&work, schedule).with(PersonId::at(0), post, Want::Better));
    let levels = |problem: &Problem, schedule: &Schedule| Audit::values(problem, schedule).levels(problem);
    let before = levels(problem, schedule);
    let after = better.map(|better| levels(&more, &better)).filter(|after| *after < before);
    let gains = after.map(|after| differences(problem, &before, &after)).unwrap_or_default();
    Ok(fact.number("worth", i64::from(!gains.is_empty())).because(gains))
}

/// The campaign with one more person, of a unit of their own that every kind of team may draw on.
fn with_one_more(problem: &Problem, rank: RankId, round: RoundId) -> Option<Problem> {
    let campaign = problem.campaign();
    let sources = campaign.kinds().iter().flat_map(|kind| &kind.from);
    let (mut kind, mut tags) = (String::new(), Vec::new());
    for source in sources {
        match source {
            Source::UnitKind(of) => kind.clone_from(of),
            Source::Tag(tag) => tags.push(campaign.tags()[tag.index()].clone()),
        }
    }
    let others = campaign.calendar().ids().filter(|&other| other != round);
    let away = |round: RoundId| Absence::Rounds { from: round.number(), to: round.number() };
    let person = PersonDraft {
        id: LAST.to_owned(),
        name: LAST.to_owned(),
        unit: LAST.to_owned(),
        rank: campaign.ranks().name(rank).to_owned(),
        tags,
        unavailable: others.map(away).collect(),
        target: Some(1),
        max: Some(1),
        trained: Some(campaign.span().first()),
        ..PersonDraft::default()
    };
    let unit = UnitDraft { unit: LAST.to_owned(), name: LAST.to_owned(), kind, ..UnitDraft::default() };
    let changed = campaign.changed(|draft| {
        draft.units.push(unit);
        draft.people.push(person);
    });
    changed.ok().map(Problem::new)
}
