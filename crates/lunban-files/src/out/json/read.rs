//! From `schedule.json` back to a schedule.

use std::collections::BTreeMap;

use lunban_core::{Problem, text};
use serde::Deserialize;

use super::{DutyRecord, SCHEDULE_FORMAT, ScheduleFile};
use crate::out::gathered::{Gathered, ReadSchedule};
use crate::out::resolve::Written;
use crate::{Column, LocatedFault, Location, ReadFaults};

/// What tells the version of a file, whatever else is in it.
#[derive(Deserialize)]
struct Probe {
    header: ProbeHeader,
}

#[derive(Deserialize)]
struct ProbeHeader {
    format: u32,
}

/// Reads `schedule.json` for a problem; `file` is what faults call it, `campaign_hash` that of the campaign at hand.
///
/// Only the duties count, by the ids of teams and people; everything else in the file follows from them. A file made of another campaign is
/// read with a warning.
///
/// # Errors
/// If it is no such file, of another version of the format, or speaks of people, teams, seats or dates that the campaign does not have:
/// every fault at once.
pub fn read_schedule(
    problem: &Problem,
    bytes: &[u8],
    file: &str,
    campaign_hash: &str,
) -> Result<ReadSchedule, ReadFaults> {
    let parsed = parse(bytes, file)?;
    let mut warnings = Vec::new();
    if parsed.header.campaign_hash != campaign_hash {
        let expected = text!(
            "not {campaign_hash}, the hash of this campaign: the schedule was made of another one, or of this one before a change",
            "并非本次任务的摘要{campaign_hash}：该方案由另一任务或修改前的数据生成"
        );
        let place = at(file, "header.campaign_hash");
        warnings.push(LocatedFault::warning("other-campaign", place, &parsed.header.campaign_hash, expected));
    }
    let mut gathered = Gathered::of(problem);
    for (position, record) in parsed.duties.iter().enumerate() {
        duty(&mut gathered, record, file, position);
    }
    // A path through JSON helps nobody to find a duty.
    Ok(ReadSchedule { warnings, places: BTreeMap::new(), ..gathered.finish()? })
}

fn parse(bytes: &[u8], file: &str) -> Result<ScheduleFile, ReadFaults> {
    let probe: Probe = serde_json::from_slice(bytes).map_err(|fault| not_json(&fault, file))?;
    let format = probe.header.format;
    if format != SCHEDULE_FORMAT {
        let expected = text!("format {SCHEDULE_FORMAT}, which this version reads", "本版本读取的格式{SCHEDULE_FORMAT}");
        let maybe = if format > SCHEDULE_FORMAT {
            text!("a newer version of the program reads it", "改用较新版本的程序")
        } else {
            text!("plan the campaign again", "重新编排")
        };
        let place = at(file, "header.format");
        let fault = LocatedFault::error("unknown-format", place, format.to_string(), expected);
        return Err(ReadFaults(vec![fault.maybe(maybe)]));
    }
    serde_json::from_slice(bytes).map_err(|fault| not_json(&fault, file))
}

fn not_json(fault: &serde_json::Error, file: &str) -> ReadFaults {
    let number = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);
    let place = Location::file(file).line(number(fault.line())).column(Column::Character(number(fault.column())));
    let expected = text!("a schedule as `plan` writes it: {fault}", "须为`plan`写出的方案：{fault}");
    ReadFaults(vec![LocatedFault::error("not-a-schedule", place, "", expected)])
}

/// Names are not looked at: the id says who it is, and a name may have been corrected since.
fn duty(gathered: &mut Gathered<'_>, record: &DutyRecord, file: &str, position: usize) {
    let written = Written {
        round: &record.round.map(|round| round.to_string()).unwrap_or_default(),
        start: &record.start.to_string(),
        end: &record.end.to_string(),
        team: &record.team,
        seat: &record.seat,
        person: &record.person,
        ..Written::default()
    };
    let place = record_at(file, position, "");
    gathered.take(&written, place, |field| record_at(file, position, &format!(".{field}")));
}

fn record_at(file: &str, position: usize, field: &str) -> Location {
    at(file, &format!("duties[{position}]{field}"))
}

/// A place in JSON is said by the path that leads there.
fn at(file: &str, path: &str) -> Location {
    Location::file(file).column(Column::Header(path.to_owned()))
}
