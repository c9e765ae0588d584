//! What change orders say of training: the session that whoever joins attends, and their certificate.

use chrono::NaiveDate;
use lunban_core::change::{Certificate, Lesson, Order, Readiness};
use lunban_core::logistics::TrainingDraft;
use lunban_core::{Language, Text, text};
use serde::{Deserialize, Serialize};

use super::{ChangeRecord, who};
use crate::out::FindingWords;
use crate::out::columns::{Side, aligned};

/// How whoever joins comes to be trained.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrainingRecord {
    /// `trained`, `to-attend` or `missing`.
    pub state: String,
    /// The day of training; none: there is none before they begin.
    pub date: Option<NaiveDate>,
    /// The session to attend, from 1.
    pub session: Option<usize>,
    /// Where it is.
    pub place: Option<String>,
    /// The number of the certificate.
    pub certificate: Option<String>,
    /// Whether that is still to be given out.
    pub certificate_is_new: bool,
    /// The last day on which it is valid.
    pub valid_to: Option<NaiveDate>,
    /// What is wrong: nobody trains them in time, or the certificate ends before their days do.
    pub lacks: Option<FindingWords>,
    /// What would help.
    pub maybe: Option<FindingWords>,
}

impl TrainingRecord {
    /// What an order says of training, if it says anything.
    pub(super) fn of(order: &Order, draft: Option<&TrainingDraft>) -> Option<Self> {
        let readiness = order.readiness.as_ref()?;
        let record = Self::lesson(readiness, draft);
        let Some(certificate) = &readiness.certificate else { return Some(record) };
        let (lacks, maybe) =
            if order.outlives_certificate() { outlived(order, certificate) } else { (record.lacks, record.maybe) };
        Some(Self {
            certificate: Some(certificate.number.clone()),
            certificate_is_new: certificate.is_new,
            valid_to: Some(certificate.valid_to),
            lacks,
            maybe,
            ..record
        })
    }

    fn lesson(readiness: &Readiness, draft: Option<&TrainingDraft>) -> Self {
        match &readiness.lesson {
            Lesson::Had(day) => Self { state: "trained".to_owned(), date: Some(*day), ..Self::default() },
            Lesson::Attend(position) => {
                let session = draft.and_then(|draft| draft.sessions.get(*position));
                Self {
                    state: "to-attend".to_owned(),
                    date: session.map(|session| session.date),
                    session: Some(position + 1),
                    place: session.map(|session| session.place.clone()).filter(|place| !place.is_empty()),
                    ..Self::default()
                }
            }
            Lesson::Missing { says, maybe } => Self {
                state: "missing".to_owned(),
                lacks: Some(says.clone().into()),
                maybe: Some(maybe.clone().into()),
                ..Self::default()
            },
        }
    }

    /// When they are trained, or that they are not.
    pub(super) fn says(&self) -> Text {
        let date = self.date.map(|date| date.to_string()).unwrap_or_default();
        match (self.state.as_str(), self.session, &self.place) {
            ("trained", ..) => text!("trained on {date}", "{date}已培训"),
            (_, Some(session), Some(place)) => {
                text!("attends session {session}, {date}, {place}", "参加第{session}期培训，{date}，{place}")
            }
            (_, Some(session), None) => text!("attends session {session}, {date}", "参加第{session}期培训，{date}"),
            _ => self.lacks.clone().unwrap_or_default().into(),
        }
    }

    /// The certificate, and whether it is still to be given out.
    fn certified(&self) -> Text {
        match (&self.certificate, self.valid_to) {
            (Some(number), Some(day)) if self.certificate_is_new => {
                text!("{number}, new, valid to {day}", "{number}（新发），有效期至{day}")
            }
            (Some(number), Some(day)) => text!("{number}, valid to {day}", "{number}，有效期至{day}"),
            _ => Text::plain(""),
        }
    }
}

/// A certificate that ends before the days of an order do, and what would help.
fn outlived(order: &Order, certificate: &Certificate) -> (Option<FindingWords>, Option<FindingWords>) {
    let (day, last) = (certificate.valid_to, order.span.last());
    let lacks = text!("the certificate ends on {day}, the duty on {last}", "证件有效期至{day}，任务至{last}");
    let maybe = text!(
        "`valid_to = {last}` in [training.certificates], or a new certificate then",
        "[training.certificates]中写`valid_to = {last}`，或届时换发证件"
    );
    (Some(lacks.into()), Some(maybe.into()))
}

/// How those who join are trained, order by order; nothing where no order says anything of it.
pub(super) fn page(changes: &[ChangeRecord], language: Language) -> String {
    let told: Vec<(&ChangeRecord, &TrainingRecord)> =
        changes.iter().filter_map(|change| Some((change, change.training.as_ref()?))).collect();
    if told.is_empty() {
        return String::new();
    }
    // What is lacking stands below the table.
    let short = |training: &TrainingRecord| match training.state.as_str() {
        "missing" => text!("none in time", "无法及时培训"),
        _ => training.says(),
    };
    let row = |(change, training): &(&ChangeRecord, &TrainingRecord)| {
        let who = who(change.joins.as_deref(), change.joins_name.as_deref(), &Text::plain(""), language);
        [
            change.order.to_string(),
            who,
            short(training).to(language).to_owned(),
            training.certified().to(language).to_owned(),
        ]
    };
    let heads =
        [text!("order", "序号"), text!("joins", "接任"), text!("training", "培训"), text!("certificate", "证件")];
    let mut rows = vec![heads.map(|head| head.to(language).to_owned())];
    rows.extend(told.iter().map(row));
    let title = text!("Training of those who join", "接任者培训");
    let table = aligned(&[Side::Right, Side::Left, Side::Left, Side::Left], &rows);
    let lacks = told.iter().filter_map(|(change, training)| lack(change, training, language));
    format!("\n{}\n\n{table}{}", title.to(language), lacks.collect::<String>())
}

/// What an order lacks, and what would help.
fn lack(change: &ChangeRecord, training: &TrainingRecord, language: Language) -> Option<String> {
    let (lacks, maybe): (Text, Text) = (training.lacks.clone()?.into(), training.maybe.clone()?.into());
    let (order, lacks, maybe) = (change.order, lacks.to(language), maybe.to(language));
    let says = text!("  order {order}: {lacks}\n    Maybe {maybe}\n", "  变更{order}：{lacks}\n    或许可{maybe}\n");
    Some(says.to(language).to_owned())
}
