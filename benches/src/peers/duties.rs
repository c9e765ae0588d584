//! A peer's duties as a schedule, and as a table that `lunban audit` reads.

use std::path::Path;

use lunban::{PersonId, PostId, Problem, Schedule};

/// The schedule of duties by the positions of person and post; what is neither is left out, and the audit sees what is missing.
pub fn schedule(problem: &Problem, duties: &[(usize, usize)]) -> Schedule {
    let (people, posts) = (problem.campaign().people().len(), problem.posts().len());
    let known = duties.iter().filter(|&&(person, post)| person < people && post < posts);
    Schedule::of_whole(problem, known.map(|&(person, post)| (PersonId::at(person), PostId::at(post))))
}

/// Writes a schedule as the columns of `assignments.csv` that are read back.
///
/// # Errors
/// If the file cannot be written.
pub fn write_duties(problem: &Problem, schedule: &Schedule, file: &Path) -> csv::Result<()> {
    let campaign = problem.campaign();
    let mut table = csv::Writer::from_path(file)?;
    table.write_record(["start", "end", "team", "seat", "person"])?;
    for duty in schedule.duties() {
        let post = problem.post(duty.post);
        let [first, last] = [duty.span.first(), duty.span.last()].map(|day| day.to_string());
        let seat = &campaign.role(post.kind, post.role).name;
        table.write_record([&first, &last, &campaign.team(post.team).id, seat, &campaign.person(duty.person).id])?;
    }
    Ok(table.flush()?)
}
