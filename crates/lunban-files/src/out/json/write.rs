//! From an outcome to the records of `schedule.json`.

use lunban_core::{Finding, Problem};
use serde::Serialize;

use super::{
    CertificateRecord, DutyRecord, FactRecord, FindingRecord, OpenRecord, RoundRecord, SCHEDULE_FORMAT, SCHEMA,
    ScheduleFile, ScheduleHeader,
};
use crate::out::lines::{Line, lines};
use crate::out::{Outcome, graded};

/// The file.
pub(in crate::out) fn write(outcome: &Outcome<'_>, lines: &[Line<'_>]) -> Vec<u8> {
    pretty(&file(outcome, lines)).into_bytes()
}

fn file(outcome: &Outcome<'_>, lines: &[Line<'_>]) -> ScheduleFile {
    let findings = outcome.audit.findings.iter();
    ScheduleFile {
        header: header(outcome),
        stopped: outcome.stopped,
        certificates: certificates(outcome),
        rounds: rounds(outcome),
        duties: lines.iter().filter(|line| line.holder.is_some()).map(|line| duty(line, outcome.redact)).collect(),
        open: open(lines),
        findings: findings.map(|finding| FindingRecord::of(outcome.problem, finding)).collect(),
        explanation: explanation(outcome),
    }
}

/// Why seats are open, or held only with a waiver.
pub(in crate::out) fn explanation(outcome: &Outcome<'_>) -> Vec<FactRecord> {
    outcome.explanation.iter().map(|fact| FactRecord::of(outcome.problem, fact, outcome.redact)).collect()
}

impl ScheduleFile {
    /// What `schedule.json` holds.
    pub fn of(outcome: &Outcome<'_>) -> Self {
        file(outcome, &lines(outcome))
    }
}

/// Indented JSON that ends with a line feed.
pub(in crate::out) fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("records are JSON") + "\n"
}

fn header(outcome: &Outcome<'_>) -> ScheduleHeader {
    ScheduleHeader {
        format: SCHEDULE_FORMAT,
        schema: SCHEMA.to_owned(),
        campaign: outcome.problem.campaign().name().to_owned(),
        campaign_hash: outcome.made.campaign_hash.clone(),
        version: outcome.made.version.clone(),
        seed: outcome.made.seed,
        backend: outcome.made.backend.clone(),
        revision: outcome.made.revision,
    }
}

fn certificates(outcome: &Outcome<'_>) -> Vec<CertificateRecord> {
    let graded = graded(&outcome.certificates).enumerate();
    graded
        .map(|(position, (certificate, given_levels_above))| CertificateRecord {
            level: position + 1,
            counts: certificate.counts.clone(),
            value: certificate.value,
            bound: certificate.bound,
            gap: certificate.gap(),
            proven: certificate.is_proven(),
            given_levels_above,
            proof: certificate.proven_by.clone(),
        })
        .collect()
}

fn rounds(outcome: &Outcome<'_>) -> Vec<RoundRecord> {
    let calendar = outcome.problem.campaign().calendar();
    let numbered = calendar.ids().map(|id| (id, calendar.round(id)));
    numbered
        .map(|(id, round)| RoundRecord {
            round: id.number(),
            start: round.span.first(),
            end: round.span.last(),
            weight: round.weight,
        })
        .collect()
}

fn duty(line: &Line<'_>, redact: bool) -> DutyRecord {
    DutyRecord {
        round: line.post.round.map(lunban_core::RoundId::number),
        start: line.span.first(),
        end: line.span.last(),
        team: line.team().id.clone(),
        city: line.city().code.clone(),
        city_name: line.city().name.clone(),
        kind: line.kind().to_owned(),
        seat: line.seat().to_owned(),
        person: line.person_id().to_owned(),
        name: (!redact).then(|| line.name().to_owned()),
        unit: line.unit().map(|unit| unit.id.clone()).unwrap_or_default(),
        rank: line.rank().to_owned(),
        waiver: line.waiver,
    }
}

/// Open seats of one post and equal days, counted.
fn open(lines: &[Line<'_>]) -> Vec<OpenRecord> {
    let open: Vec<&Line<'_>> = lines.iter().filter(|line| line.holder.is_none()).collect();
    let equal = open.chunk_by(|a, b| (a.post.id, a.span) == (b.post.id, b.span));
    equal
        .map(|seats| OpenRecord {
            round: seats[0].post.round.map(lunban_core::RoundId::number),
            start: seats[0].span.first(),
            end: seats[0].span.last(),
            team: seats[0].team().id.clone(),
            seat: seats[0].seat().to_owned(),
            seats: u32::try_from(seats.len()).unwrap_or(u32::MAX),
        })
        .collect()
}

impl FindingRecord {
    /// A finding in the campaign's own words.
    pub fn of(problem: &Problem, finding: &Finding) -> Self {
        let campaign = problem.campaign();
        let about = &finding.about;
        let seat = about.post.map(|post| {
            let post = problem.post(post);
            campaign.role(post.kind, post.role).name.clone()
        });
        Self {
            rule: finding.rule.to_owned(),
            count: finding.count.map(|count| campaign.rules().count_name(count)),
            amount: finding.amount,
            people: about.people.iter().map(|&person| campaign.person(person).id.clone()).collect(),
            unit: about.unit.map(|unit| campaign.unit(unit).id.clone()),
            team: about.team.map(|team| campaign.team(team).id.clone()),
            seat,
            round: about.round.map(lunban_core::RoundId::number),
            start: about.span.map(lunban_core::DateRange::first),
            end: about.span.map(lunban_core::DateRange::last),
            words: about.says.clone().into(),
        }
    }
}
