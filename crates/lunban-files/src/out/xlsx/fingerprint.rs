//! What the duties were when a workbook was written: so that a reader knows which of its sheets was edited since.

use lunban_core::{Problem, Schedule};

use crate::campaign::sha256;
use crate::workbook::{Book, Cell, Sheet, Style};

/// The hidden sheet that holds it.
const NAME: &str = "lunban";

/// The hidden sheet of a schedule.
pub(super) fn sheet(problem: &Problem, schedule: &Schedule) -> Sheet {
    let cell = Cell::words(of(problem, schedule), Style::Plain);
    Sheet { name: NAME.to_owned(), rows: vec![vec![cell]], is_hidden: true, ..Sheet::default() }
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

/// The fingerprint that a workbook was written with; none if it is none of ours.
pub(in crate::out) fn written(bytes: &[u8], file: &str) -> Option<String> {
    let mut book = Book::open(bytes.to_vec(), file).ok()?;
    let sheet = book.sheet(NAME).ok()?;
    Some(sheet.rows.first()?.cell(0).to_owned())
}
