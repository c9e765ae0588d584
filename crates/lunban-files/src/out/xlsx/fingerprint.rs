//! What the duties were when a workbook was written: so that a reader knows which of its sheets was edited since.

use lunban_core::{Problem, Schedule};

use super::people::{Marks, marks};
use crate::campaign::sha256;
use crate::workbook::{Book, Cell, Sheet, Style};

/// The hidden sheet that holds it.
const NAME: &str = "lunban";

/// What a workbook was written with.
#[derive(Clone, Debug)]
pub(in crate::out) struct Written {
    /// The fingerprint of its duties.
    pub(in crate::out) duties: String,
    /// The marks of people on the sheet of everybody.
    pub(in crate::out) people: Marks,
}

/// The hidden sheet of a schedule, whose people stand on another.
pub(super) fn sheet(problem: &Problem, schedule: &Schedule, people: &Sheet) -> Sheet {
    let words = |words: String| Cell::words(words, Style::Plain);
    let duties = vec![words(of(problem, schedule))];
    let people = marks(people).into_iter().map(|(id, mark)| vec![words(id), words(mark)]);
    let rows = std::iter::once(duties).chain(people).collect();
    Sheet { name: NAME.to_owned(), rows, is_hidden: true, ..Sheet::default() }
}

/// The fingerprint of a schedule: the same whatever else is in the campaign.
pub(in crate::out) fn of(problem: &Problem, schedule: &Schedule) -> String {
    let campaign = problem.campaign();
    let mut duties: Vec<String> = Vec::new();
    for duty in schedule.duties() {
        let post = problem.post(duty.post);
        let (team, seat) = (&campaign.team(post.team).id, &campaign.role(post.kind, post.role).name);
        duties.push(format!("{}\t{team}\t{seat}\t{}\n", duty.span, campaign.person(duty.person).id));
    }
    duties.sort_unstable();
    sha256(duties.concat().as_bytes())
}

/// What a workbook was written with; none if it is none of ours.
pub(in crate::out) fn written(bytes: &[u8], file: &str) -> Option<Written> {
    let mut book = Book::open(bytes.to_vec(), file).ok()?;
    let sheet = book.sheet(NAME).ok()?;
    let (first, others) = sheet.rows.split_first()?;
    let people = others.iter().map(|row| (row.cell(0).to_owned(), row.cell(1).to_owned())).collect();
    Some(Written { duties: first.cell(0).to_owned(), people })
}
