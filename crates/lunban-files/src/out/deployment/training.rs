//! `training.csv`: the register of training and of temporary certificates.

use lunban_core::Language;
use lunban_core::logistics::Training;
use lunban_core::rules::Phrase;

use super::Deployment;
use crate::out::cells::{csv, titles, words};

const COLUMNS: [Phrase; 9] = [
    Phrase::new("certificate", "证件编号"),
    Phrase::new("person", "编号"),
    Phrase::new("name", "姓名"),
    Phrase::new("unit", "单位"),
    Phrase::new("trained", "培训日期"),
    Phrase::new("session", "期次"),
    Phrase::new("place", "地点"),
    Phrase::new("first_duty", "首次任务"),
    Phrase::new("valid_to", "有效期至"),
];

pub(super) fn write(of: &Deployment<'_>, training: &Training, language: Language) -> Vec<u8> {
    let Some(draft) = &of.draft.training else { return Vec::new() };
    let mut trainees: Vec<_> = training.trainees.iter().collect();
    trainees.sort_by(|one, other| one.certificate.cmp(&other.certificate));
    let row = |trainee: &&lunban_core::logistics::Trainee| {
        let person = of.campaign().person(trainee.person);
        let [id, name, _] = of.called(trainee.person);
        let session = trainee.session.map(|session| (session + 1).to_string()).unwrap_or_default();
        let place = trainee.session.map_or("", |session| &draft.sessions[session].place);
        let unit = &of.campaign().unit(person.unit).name;
        let (trained, first) = (trainee.trained.to_string(), trainee.first_duty.to_string());
        let valid_to = draft.certificates.valid_to.to_string();
        words([&trainee.certificate, id, name, unit, &trained, &session, place, &first, &valid_to])
    };
    csv(std::iter::once(titles(&COLUMNS, language)).chain(trainees.iter().map(row)))
}
