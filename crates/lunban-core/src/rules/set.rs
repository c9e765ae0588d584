//! Which rules there are, and which of them a campaign has on.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Table;

use super::{BROKEN, Bar, CountOf, Mode, Page, Parameters, Prices, Rule, RuleKind, standard};
use crate::{Campaign, CountId, DateRange, Fault, PersonId, Post, Spot, nearest_text, text};

/// The rules that a campaign may name.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    kinds: Vec<&'static dyn RuleKind>,
}

impl Registry {
    /// The rules that ship with the library.
    pub fn standard() -> Self {
        Self { kinds: standard() }
    }

    /// The same and a rule of one's own; where there is one with its id, it takes the place of that.
    #[must_use]
    pub fn with(mut self, kind: &'static dyn RuleKind) -> Self {
        match self.kinds.iter_mut().find(|known| known.page().id == kind.page().id) {
            Some(known) => *known = kind,
            None => self.kinds.push(kind),
        }
        self
    }

    /// The pages of all rules, in order.
    pub fn pages(&self) -> impl ExactSizeIterator<Item = &'static Page> {
        self.kinds.iter().map(|kind| kind.page())
    }
}

/// Where a rule knows waivers, breaking it costs so many times as much as one.
const BEYOND_WAIVER: i64 = 2;

/// One rule that is on.
#[derive(Clone, Debug)]
pub struct RuleEntry {
    page: &'static Page,
    mode: Mode,
    exception: Option<i64>,
    rule: Arc<dyn Rule>,
    counts: Vec<CountId>,
    broken: Option<CountId>,
}

impl RuleEntry {
    /// Its id.
    pub fn id(&self) -> &'static str {
        self.page.id
    }

    /// Whether it is the rule of a page, and not one of somebody's own in its place.
    pub(super) fn is_of(&self, page: &Page) -> bool {
        std::ptr::eq(self.page, page)
    }

    /// Its page.
    pub fn page(&self) -> &'static Page {
        self.page
    }

    /// Whether it binds or counts.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// What an exception to it costs; none: no exception is thought of.
    pub fn exception(&self) -> Option<i64> {
        self.exception
    }

    /// The counts that exceptions to it add to, each with what one costs: breaches, and waivers where it knows some. A breach then costs more.
    pub fn exceptions(&self) -> Vec<(CountId, i64)> {
        let Some(price) = self.exception else { return Vec::new() };
        let counts = self.page.counts.iter().zip(&self.counts);
        let waivers: Vec<CountId> =
            counts.filter(|(page, _)| page.of == CountOf::Waivers).map(|(_, count)| *count).collect();
        let times = if waivers.is_empty() { 1 } else { BEYOND_WAIVER };
        let breaches = self.broken.map(|count| (count, times * price));
        breaches.into_iter().chain(waivers.into_iter().map(|count| (count, price))).collect()
    }

    /// Whether it is a rule that by itself only counts, made to bind: then all of its counts are 0.
    pub fn is_hardened(&self) -> bool {
        self.mode == Mode::Hard && self.page.mode == Mode::Soft
    }

    /// The rule itself.
    pub fn rule(&self) -> &dyn Rule {
        self.rule.as_ref()
    }

    /// Its counts, in the order of its page.
    pub fn counts(&self) -> &[CountId] {
        &self.counts
    }

    /// One of its counts by position on the page, or [`BROKEN`].
    pub fn count(&self, local: usize) -> Option<CountId> {
        if local == BROKEN { self.broken } else { self.counts.get(local).copied() }
    }
}

/// The rules a campaign has on, and their counts.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    entries: Vec<RuleEntry>,
    counts: Vec<(&'static str, &'static str)>,
}

impl RuleSet {
    pub(crate) fn build(
        registry: &Registry,
        campaign: &Campaign,
        settings: &BTreeMap<String, Table>,
        faults: &mut Vec<Fault>,
    ) -> Self {
        let mut set = Self::default();
        let none = Table::new();
        for kind in &registry.kinds {
            let page = kind.page();
            let table = settings.get(page.id);
            if table.is_none() && !page.always {
                continue;
            }
            let path = vec!["rules".to_owned(), page.id.to_owned()];
            let mut parameters = Parameters::new(campaign, path, table.unwrap_or(&none), faults);
            let mode = match parameters.word("mode", &["hard", "soft", "off"]) {
                Some("off") => None,
                Some("hard") => Some(Mode::Hard),
                Some("soft") => Some(Mode::Soft),
                _ => Some(page.mode),
            };
            let exception = parameters.price_or("exception", page.exception.map(|page| page.price));
            let rule = kind.build(&mut parameters);
            parameters.finish();
            if let Some(mode) = mode {
                set.push(page, mode, exception, rule.into());
            }
        }
        set.note_exclusions(registry, faults);
        for id in settings.keys().filter(|id| !registry.pages().any(|page| page.id == **id)) {
            let ids: Vec<&str> = registry.pages().map(|page| page.id).collect();
            let list = ids.join(", ");
            let expected = text!("a rule: one of {list}", "须为规则之一：{list}");
            faults.push(
                Fault::error("unknown-rule", Spot::setting(["rules", id]), id, expected).maybe(nearest_text(id, ids)),
            );
        }
        set
    }

    /// Rules that are on and cannot stand beside each other.
    fn note_exclusions(&self, registry: &Registry, faults: &mut Vec<Fault>) {
        for kind in registry.kinds.iter().filter(|kind| self.find(kind.page().id).is_some()) {
            let id = kind.page().id;
            for other in kind.excludes().iter().filter(|other| self.find(other).is_some()) {
                let expected =
                    text!("one of the two: `{id}` and `{other}` contradict", "二者只能其一：`{id}`与`{other}`矛盾");
                let maybe = text!("`mode = \"off\"` for one of them", "将其一设为`mode = \"off\"`");
                faults.push(Fault::error("rules-exclude", Spot::setting(["rules", id]), id, expected).maybe(maybe));
            }
        }
    }

    fn push(&mut self, page: &'static Page, mode: Mode, exception: Option<i64>, rule: Arc<dyn Rule>) {
        let mut add = |name| {
            self.counts.push((page.id, name));
            CountId::at(self.counts.len() - 1)
        };
        let counts = page.counts.iter().map(|count| add(count.name)).collect();
        let broken = (mode == Mode::Soft && page.mode == Mode::Hard).then(|| add("broken"));
        self.entries.push(RuleEntry { page, mode, exception, rule, counts, broken });
    }

    /// The rules that are on, in the order of the registry.
    pub fn entries(&self) -> &[RuleEntry] {
        &self.entries
    }

    /// Every hard rule that bars a person from a post, with its words.
    pub fn bars<'a>(
        &'a self,
        campaign: &'a Campaign,
        person: PersonId,
        post: &'a Post,
    ) -> impl Iterator<Item = (&'a RuleEntry, Bar)> {
        let hard = self.entries.iter().filter(|entry| entry.mode == Mode::Hard);
        hard.flat_map(move |entry| {
            let aspects = entry.rule.aspects().iter();
            aspects.filter_map(move |&aspect| Some((entry, entry.rule.bars(campaign, person, post, aspect)?)))
        })
    }

    /// What a duty of a person in a post adds by itself to counts.
    pub fn prices(&self, campaign: &Campaign, person: PersonId, post: &Post) -> Vec<(CountId, i64)> {
        let mut added = BTreeMap::new();
        for entry in &self.entries {
            let mut prices = Prices::new(entry);
            for &aspect in entry.rule.aspects() {
                if entry.mode == Mode::Soft && entry.rule.bars(campaign, person, post, aspect).is_some() {
                    prices.add_broken(1);
                }
                entry.rule.price(campaign, person, post, aspect, &mut prices);
            }
            for (count, amount) in prices.take() {
                *added.entry(count).or_default() += amount;
            }
        }
        added.into_iter().collect()
    }

    /// The least of what hard rules allow, if any of them limits it.
    pub fn most(&self, allows: impl Fn(&dyn Rule) -> Option<i64>) -> Option<i64> {
        let hard = self.entries.iter().filter(|entry| entry.mode == Mode::Hard);
        hard.filter_map(|entry| allows(entry.rule())).min()
    }

    /// Why hard rules keep everybody from holding both of two posts, each lawful alone.
    pub fn clashes<'a>(&'a self, one: &'a Post, other: &'a Post) -> impl Iterator<Item = (&'a RuleEntry, Bar)> {
        let hard = self.entries.iter().filter(|entry| entry.mode == Mode::Hard);
        hard.filter_map(move |entry| Some((entry, entry.rule.clashes(one, other)?)))
    }

    /// Whether a hard rule keeps everybody from holding both of two posts, each lawful alone.
    pub fn exclude(&self, one: &Post, other: &Post) -> bool {
        self.entries.iter().any(|entry| entry.mode == Mode::Hard && entry.rule.excludes(one, other))
    }

    /// Whether a hard rule keeps whoever has a duty on some dates from any post on the dates of another.
    pub fn dates_exclude(&self, dates: DateRange, post: &Post) -> bool {
        let own = Post { span: dates, ..*post };
        let mut of_dates = self.entries.iter().filter(|entry| entry.rule.keeps_dates_apart());
        of_dates.any(|entry| entry.mode == Mode::Hard && entry.rule.excludes(&own, post))
    }

    /// Whether a hard rule keeps everybody from two duties on one day.
    pub fn keep_dates_apart(&self) -> bool {
        self.entries.iter().any(|entry| entry.mode == Mode::Hard && entry.rule.keeps_dates_apart())
    }

    /// The rule with an id, if it is on.
    pub fn find(&self, id: &str) -> Option<&RuleEntry> {
        self.entries.iter().find(|entry| entry.id() == id)
    }

    /// The counts, as pairs of rule and name; a [`CountId`] is a position here.
    pub fn counts(&self) -> &[(&'static str, &'static str)] {
        &self.counts
    }

    /// The breaches of rules that bind by themselves and were made soft.
    pub fn softened(&self) -> impl Iterator<Item = CountId> {
        self.entries.iter().filter_map(|entry| entry.broken)
    }

    /// Counts of one sort.
    pub fn counts_of(&self, of: CountOf) -> impl Iterator<Item = CountId> {
        self.entries.iter().flat_map(move |entry| {
            let counts = entry.page.counts.iter().zip(&entry.counts);
            counts.filter(move |(page, _)| page.of == of).map(|(_, count)| *count)
        })
    }

    /// The count that goals write as `rule.count`.
    pub fn find_count(&self, name: &str) -> Option<CountId> {
        self.count_names().position(|known| known == name).map(CountId::at)
    }

    /// The name of a count, `rule.count`.
    pub fn count_name(&self, count: CountId) -> String {
        let (rule, name) = self.counts[count.index()];
        format!("{rule}.{name}")
    }

    /// The names of all counts.
    pub fn count_names(&self) -> impl Iterator<Item = String> {
        self.counts.iter().map(|(rule, name)| format!("{rule}.{name}"))
    }
}
