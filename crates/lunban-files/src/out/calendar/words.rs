//! The words of calendars, in the language of their readers.

use lunban_core::{Language, Text, text};

use super::Writer;
use crate::out::called;
use crate::out::lines::Line;

impl Writer<'_> {
    /// Parts of a title.
    pub(super) fn joined(&self, parts: &[Text]) -> String {
        let parts: Vec<&str> =
            parts.iter().map(|part| part.to(self.language)).filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    }

    /// Words of a list.
    pub(super) fn listed(&self, words: &[&str]) -> String {
        words.join(match self.language {
            Language::English => ", ",
            Language::Chinese => "、",
        })
    }

    fn labelled(&self, label: &Text, words: &str) -> String {
        called::labelled(label, words).to(self.language).to_owned()
    }

    /// One seat of a team: the role, and who has it, of which unit and rank; the days where they are not all those of the turn.
    pub(super) fn seated(&self, line: &Line<'_>) -> String {
        let mut words = match line.unit() {
            None => vec![text!("open", "空缺").to(self.language).to_owned()],
            Some(unit) => vec![line.name_or_id().to_owned(), unit.name.clone(), line.rank().to_owned()],
        };
        words.extend((!line.is_whole()).then(|| called::days(line.span).to(self.language).to_owned()));
        self.labelled(&called::seat(line.seat()), &self.listed(&words.iter().map(String::as_str).collect::<Vec<_>>()))
    }

    /// The id of a team, and the counties that it covers.
    pub(super) fn about_team(&self, line: &Line<'_>) -> Vec<String> {
        let team = line.team();
        let mut said = vec![self.labelled(&text!("Team", "组号"), &team.id)];
        let places = self.campaign().places();
        let covers: Vec<&str> = team.covers.iter().map(|&county| places.place(county).name.as_str()).collect();
        if !covers.is_empty() {
            said.push(self.labelled(&text!("Covers", "负责区域"), &self.listed(&covers)));
        }
        said
    }

    /// The city, after its province where that is called otherwise.
    pub(super) fn place(&self, line: &Line<'_>) -> String {
        let places = self.campaign().places();
        let province = places.province_of(line.post.city).map(|province| places.place(province).name.as_str());
        let city = line.city().name.as_str();
        let above = province.filter(|province| *province != city).unwrap_or_default();
        format!("{above}{city}")
    }
}
