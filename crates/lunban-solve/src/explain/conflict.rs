//! A minimal set of requirements that together keep something from being: without any one of them it could be.

use std::collections::BTreeSet;

use lunban_core::{Fact, Label, PersonId, Problem, Row, RuleEntry, Subject, Text, UnitId, listed, text};

use super::requirements::{Answer, Requirement, Requirements, Scope};
use crate::control::Control;

/// Requirements that together keep something from being.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The requirements, by rule and then by whom they concern.
    pub requirements: Vec<Requirement>,
    /// At least so much of what is asked for cannot be. Where what must be contradicts itself, 0.
    pub missing: i64,
    /// Whether it is proven that without any one of them, with none but the others, what is asked for can be. A limit may come before that.
    pub is_minimal: bool,
}

/// Requirements that are likely in the way, where something is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Likely {
    /// All that these rules ask.
    pub(super) rules: BTreeSet<&'static str>,
    /// Those that are in the way of something like it.
    pub(super) requirements: BTreeSet<Requirement>,
}

impl Likely {
    fn holds(&self, one: Requirement) -> bool {
        self.rules.contains(one.rule) || self.requirements.contains(&one)
    }
}

/// A search for a conflict: requirements are dropped as long as what is asked for still cannot be.
pub(super) struct Search<'a> {
    requirements: &'a Requirements,
    control: &'a Control,
    held: Vec<bool>,
    is_minimal: bool,
}

impl<'a> Search<'a> {
    pub(super) fn new(requirements: &'a Requirements, control: &'a Control) -> Self {
        Self { requirements, control, held: vec![true; requirements.all().len()], is_minimal: true }
    }

    /// The conflict, and which requirements are in it; none if what is asked for can be, or a limit comes before that is known.
    ///
    /// Rules of which no exception is thought are dropped first, then the dear ones: what is left is what can be mended cheaply. Where it is known which
    /// requirements are likely, all others are tried at once before.
    pub(super) fn least(mut self, problem: &Problem, likely: &Likely) -> Option<(Conflict, Vec<bool>)> {
        let Answer::CannotBe(missing) = self.requirements.missing(self.control) else { return None };
        let all = self.requirements.all();
        let price = |rule: &str| problem.campaign().rules().find(rule).and_then(RuleEntry::exception);
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|&one| (std::cmp::Reverse(price(all[one].rule).unwrap_or(i64::MAX)), all[one]));
        let (likely, unlikely): (Vec<usize>, Vec<usize>) = order.iter().partition(|&&one| likely.holds(all[one]));
        let are_alike = |one: &usize, other: &usize| all[*one].is_like(all[*other]);
        self.drop_groups(&unlikely.chunk_by(are_alike).collect::<Vec<_>>());
        likely.chunk_by(are_alike).for_each(|group| self.drop(group));
        let left = (0..all.len()).filter(|&one| self.held[one]);
        let requirements = left.map(|one| all[one]).collect();
        Some((Conflict { requirements, missing, is_minimal: self.is_minimal }, self.held))
    }

    /// Drops groups of requirements if it still cannot be without them; else what of each half of the groups can be dropped.
    fn drop_groups(&mut self, groups: &[&[usize]]) {
        let [first, second] = match groups {
            [] => return,
            [group] => return self.drop(group),
            groups => [&groups[..groups.len() / 2], &groups[groups.len() / 2..]],
        };
        if !matches!(self.try_without(&groups.concat()), Answer::CannotBe(_)) {
            self.drop_groups(first);
            self.drop_groups(second);
        }
    }

    /// Drops some requirements if it still cannot be without them; else those of each half that can be dropped.
    fn drop(&mut self, some: &[usize]) {
        let answer = self.try_without(some);
        if matches!(answer, Answer::CannotBe(_)) {
            return;
        }
        let (first, second) = some.split_at(some.len() / 2);
        if !first.is_empty() {
            self.drop(first);
            self.drop(second);
        } else if answer == Answer::Unclear {
            self.is_minimal = false;
        }
    }

    /// Drops some requirements, and takes them up again unless it still cannot be.
    fn try_without(&mut self, some: &[usize]) -> Answer {
        self.hold(some, false);
        let answer = self.requirements.ask(&self.held, self.control);
        if !matches!(answer, Answer::CannotBe(_)) {
            self.hold(some, true);
        }
        answer
    }

    fn hold(&mut self, some: &[usize], are_held: bool) {
        for &one in some {
            self.held[one] = are_held;
        }
    }
}

/// Each requirement of a conflict as a fact: what it asks, of whom.
pub(super) fn facts(problem: &Problem, requirements: &Requirements, held: &[bool]) -> Vec<Fact> {
    let teller = Teller { problem, requirements, held, able: requirements.able(held, None) };
    (0..held.len()).filter(|&one| held[one]).map(|one| teller.fact(one)).collect()
}

/// Puts the requirements of a conflict into words.
struct Teller<'a> {
    problem: &'a Problem,
    requirements: &'a Requirements,
    held: &'a [bool],
    /// Who can fill some of the seats asked for.
    able: Vec<PersonId>,
}

impl Teller<'_> {
    fn fact(&self, one: usize) -> Fact {
        let Requirement { rule, scope } = self.requirements.all()[one];
        let is_able = |person: &PersonId| self.able.binary_search(person).is_ok();
        let without = self.requirements.able(self.held, Some(one));
        let kept: Vec<PersonId> = without.into_iter().filter(|person| !is_able(person)).collect();
        let rows = self.requirements.rows_of(one);
        let bound: Vec<PersonId> = people_of(&rows).into_iter().filter(is_able).collect();
        let says = match (scope, rows.first()) {
            (Scope::Person(_), Some(row)) => row_says(self.problem, row),
            (Scope::Unit(_), Some(_)) => {
                let Text { english, chinese } = said(self.problem, &rows);
                text!("`{rule}`: {english}", "`{rule}`：{chinese}")
            }
            _ if !kept.is_empty() => self.with_limits(self.keeps(rule, &kept), &rows),
            _ if !bound.is_empty() => self.binds(rule, &bound, &rows),
            (Scope::Everybody, Some(row)) if row.label.person.is_none() => said(self.problem, &rows),
            _ => self.page(rule),
        };
        let people = if kept.is_empty() { bound } else { kept };
        Fact::new("requirement", Subject::default().rule(rule).units(unit_of(scope)).people(people), says)
    }

    /// With what a rule limits in all, over everybody and all dates, such as waivers.
    fn with_limits(&self, says: Text, rows: &[&Row]) -> Text {
        let in_all = |row: &&&Row| row.label.person.is_none() && row.label.unit.is_none() && row.label.slot.is_none();
        let limits: Vec<&Row> = rows.iter().copied().filter(|row| in_all(&row)).collect();
        if limits.is_empty() {
            return says;
        }
        let ((english, chinese), all) = ((says.english, says.chinese), said(self.problem, &limits));
        let (also, zh_also) = (all.english, all.chinese);
        text!("{english}; {also}", "{chinese}；{zh_also}")
    }

    /// Whom a rule keeps away; where those are most, how many it leaves.
    fn keeps(&self, rule: &str, kept: &[PersonId]) -> Text {
        let (number, left) = (kept.len(), self.able.len());
        if number > left.max(FEW) {
            return text!("`{rule}` leaves {left} people who may serve there", "`{rule}`仅容{left}人任此席");
        }
        let names = self.problem.campaign().names(kept);
        text!("`{rule}` keeps {number} people from it: {names}", "`{rule}`使{number}人不可任：{names}")
    }

    /// Who is bound by rows of one person each.
    fn binds(&self, rule: &str, bound: &[PersonId], rows: &[&Row]) -> Text {
        let number = bound.len();
        let example = rows.iter().find(|row| row.label.person.is_some_and(|person| bound.contains(&person)));
        let Text { english, chinese } = example.map_or_else(|| Text::plain(rule), |row| row_says(self.problem, row));
        text!("`{rule}` holds for {number} people here, such as {english}", "`{rule}`约束{number}人，如{chinese}")
    }

    fn page(&self, rule: &str) -> Text {
        let entry = self.problem.campaign().rules().find(rule);
        entry.map(|entry| entry.page().says).map_or_else(
            || Text::plain(rule),
            |says| {
                let (english, chinese) = (says.english.trim_end_matches('.'), says.chinese.trim_end_matches('。'));
                text!("of `{rule}`: {english}", "`{rule}`：{chinese}")
            },
        )
    }
}

/// More people than this are not named where they are most of all.
const FEW: usize = 60;

fn unit_of(scope: Scope) -> Option<UnitId> {
    match scope {
        Scope::Unit(unit) => Some(unit),
        Scope::Everybody | Scope::Person(_) => None,
    }
}

/// The people of rows that are of one person each.
fn people_of(rows: &[&Row]) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = rows.iter().filter_map(|row| row.label.person).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// What some rows say, each once.
fn said(problem: &Problem, rows: &[&Row]) -> Text {
    let mut all: Vec<Text> = Vec::new();
    for says in rows.iter().map(|row| row_says(problem, row)) {
        if !all.contains(&says) {
            all.push(says);
        }
    }
    Text {
        english: listed(all.iter().map(|text| text.english.clone())),
        chinese: listed(all.iter().map(|text| text.chinese.clone())),
    }
}

/// What a row says in the words of its rule.
fn row_says(problem: &Problem, row: &Row) -> Text {
    let Row { label, lower, upper, .. } = row;
    let bound = upper.or(*lower).unwrap_or_default();
    let entry = problem.campaign().rules().find(label.what.0);
    let says = entry.and_then(|entry| entry.rule().says(problem, label, bound));
    says.unwrap_or_else(|| plain(problem, label))
}

fn plain(problem: &Problem, label: &Label) -> Text {
    let rule = label.what.0;
    match (label.person, label.unit) {
        (Some(person), _) => {
            let name = problem.campaign().names(&[person]);
            text!("`{rule}` of {name}", "{name}的`{rule}`")
        }
        (None, Some(unit)) => {
            let name = &problem.campaign().unit(unit).name;
            text!("`{rule}` of {name}", "{name}的`{rule}`")
        }
        (None, None) => Text::plain(format!("`{rule}`")),
    }
}
