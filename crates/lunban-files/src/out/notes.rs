//! What an audit says of single duties, in words: for whoever reads or edits a table of them.

use std::collections::BTreeMap;

use lunban_core::{Audit, Language, PersonId, PostId};

use super::lines::Line;

/// The notes of every duty that has some.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    language: Language,
    findings: BTreeMap<(PersonId, PostId), Vec<&'a str>>,
}

impl<'a> Notes<'a> {
    /// Gathers the findings of an audit by the duty that they are about.
    pub(super) fn of(audit: &'a Audit, language: Language) -> Self {
        let mut findings: BTreeMap<_, Vec<&str>> = BTreeMap::new();
        for about in audit.findings.iter().map(|finding| &finding.about) {
            for (&person, post) in about.people.iter().filter_map(|person| Some((person, about.post?))) {
                findings.entry((person, post)).or_default().push(about.says.to(language));
            }
        }
        Self { language, findings }
    }

    /// What is to be said of one line; nothing of an open seat.
    pub(super) fn on(&self, line: &Line<'_>) -> String {
        let found = line.holder.and_then(|person| self.findings.get(&(person, line.post.id)));
        let separator = match self.language {
            Language::English => "; ",
            Language::Chinese => "；",
        };
        found.map(|notes| notes.join(separator)).unwrap_or_default()
    }
}
