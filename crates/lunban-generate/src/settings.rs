//! The text of `campaign.toml`, written from a draft, with comments that say what each setting does.

mod deployment;

use lunban_core::rules::{Page, Phrase};
use lunban_core::{CalendarDraft, DeploymentDraft, Draft, GoalDraft, KindDraft, RanksDraft, Registry, SeatsDraft};
use toml::{Table, Value};

/// The settings of a campaign whose people were drawn from a seed, as the text of its `campaign.toml`.
///
/// Reading it gives the draft's name, calendar, ranks, kinds, rules and goals. Its first lines say that the people do
/// not exist, and which seed of which version gives them again.
pub fn settings(draft: &Draft, deployment: &DeploymentDraft, seed: u64) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let mut sheet = Sheet::default();
    sheet.comment(&format!("The people of this campaign do not exist: lunban {version} drew them from seed {seed}."));
    sheet.comment(&format!("本次行动的人员均为虚构：由 lunban {version} 用种子 {seed} 生成。"));
    sheet.draft(draft);
    sheet.deployment(deployment);
    sheet.text
}

/// The settings of a campaign that a planner is going to edit.
pub(crate) fn settings_to_edit(draft: &Draft, deployment: &DeploymentDraft, preface: &[Phrase]) -> String {
    let mut sheet = Sheet::default();
    for phrase in preface {
        sheet.note(phrase);
    }
    sheet.draft(draft);
    sheet.deployment(deployment);
    sheet.text
}

/// A text that is being written.
#[derive(Debug, Default)]
struct Sheet {
    text: String,
}

impl Sheet {
    fn draft(&mut self, draft: &Draft) {
        self.campaign(&draft.name, &draft.calendar);
        self.ranks(&draft.ranks);
        for kind in &draft.kinds {
            self.kind(kind);
        }
        self.section("files");
        self.entry("roster", "roster/*", "tables of people, CSV or workbooks", "名单，CSV或工作簿");
        self.rules(draft);
        self.goals(&draft.goals);
    }

    fn campaign(&mut self, name: &str, calendar: &CalendarDraft) {
        self.section("campaign");
        self.entry("name", name, "what it is called", "名称");
        self.line("start", &calendar.start.to_string(), "the first day of round 1", "第1轮第一天");
        self.entry("rounds", calendar.rounds, "how many rounds", "轮次数");
        self.entry("days_per_round", calendar.days_per_round, "days of a round", "每轮天数");
        self.entry(
            "overlap_days",
            calendar.overlap_days,
            "days that a round shares with the one before",
            "与上一轮重叠的天数",
        );
        if !calendar.heavy.is_empty() {
            let heavy: Table =
                calendar.heavy.iter().map(|(round, weight)| (round.to_string(), (*weight).into())).collect();
            self.entry("heavy", heavy, "weights of rounds; the others weigh 1", "轮次的负担权重，其余为1");
        }
    }

    fn ranks(&mut self, ranks: &RanksDraft) {
        self.section("ranks");
        self.entry("order", ranks.order.clone(), "low to high", "由低到高");
        if !ranks.aliases.is_empty() {
            let aliases: Table =
                ranks.aliases.iter().map(|(alias, rank)| (alias.clone(), rank.clone().into())).collect();
            self.entry("aliases", aliases, "other words that rosters may use", "名单中可用的其他写法");
        }
    }

    fn kind(&mut self, kind: &KindDraft) {
        let seats: Table = kind
            .seats
            .iter()
            .map(|(role, seats)| match seats {
                SeatsDraft::Fixed(seats) => (role.clone(), Value::Integer((*seats).into())),
                SeatsDraft::Rest => (role.clone(), "rest".into()),
            })
            .collect();
        self.section(&format!("kinds.{}", key(&kind.name)));
        self.entry(
            "seats",
            seats,
            "the first role leads; \"rest\" takes what a team's size leaves",
            "首个席位为组长，\"rest\"为其余席位",
        );
        self.entry("from", kind.from.clone(), "kinds of unit, or tags; empty: everybody", "单位类型或标签，空为不限");
    }

    /// The rules that the draft names, in the order of the registry, each with its own page as the comment.
    fn rules(&mut self, draft: &Draft) {
        let pages: Vec<&Page> = Registry::standard().pages().collect();
        let place = |id: &str| pages.iter().position(|page| page.id == id).unwrap_or(pages.len());
        let mut rules: Vec<(&String, &Table)> = draft.rules.iter().collect();
        rules.sort_by_key(|(id, _)| place(id));
        for (id, settings) in rules {
            self.text.push('\n');
            let page = pages.get(place(id));
            if let Some(page) = page {
                self.note(&page.says);
            }
            self.header(&format!("rules.{}", key(id)));
            for (name, value) in settings {
                let parameter = page.and_then(|page| page.parameters.iter().find(|known| known.key == *name));
                match parameter {
                    Some(known) => self.entry(name, value.clone(), known.says.english, known.says.chinese),
                    None => self.bare(name, value),
                }
            }
        }
    }

    fn goals(&mut self, goals: &[Vec<GoalDraft>]) {
        self.text.push('\n');
        self.comment("Goal levels come first to last: each is made as small as can be among the plans that are best on those before.");
        self.comment("目标分级，由先到后：在前面各级最优的方案中，使本级最小。");
        if goals.is_empty() {
            self.comment("None are written here, so the usual ones hold. One of your own looks like this:");
            self.comment("此处未写，按通常顺序。自定写法如下：");
            self.comment("[[goals]]");
            self.comment("minimise = [{ count = \"coverage.open\" }]");
        }
        for level in goals {
            let terms: Vec<Value> = level.iter().map(|term| Value::Table(term_table(term))).collect();
            self.text.push_str("[[goals]]\n");
            self.bare("minimise", &terms.into());
        }
    }

    /// An empty line and the header of a table.
    fn section(&mut self, path: &str) {
        self.text.push('\n');
        self.header(path);
    }

    fn header(&mut self, path: &str) {
        self.push(&format!("[{path}]"));
    }

    /// A key with its value, below a comment in both languages.
    fn entry(&mut self, name: &str, value: impl Into<Value>, english: &str, chinese: &str) {
        self.line(name, &value.into().to_string(), english, chinese);
    }

    /// The same with a value that is written already.
    fn line(&mut self, name: &str, value: &str, english: &str, chinese: &str) {
        self.comment(&format!("{english} · {chinese}"));
        self.push(&format!("{} = {value}", key(name)));
    }

    /// A key with its value, and no comment.
    fn bare(&mut self, name: &str, value: &Value) {
        self.push(&format!("{} = {value}", key(name)));
    }

    fn note(&mut self, phrase: &Phrase) {
        self.comment(phrase.english);
        self.comment(phrase.chinese);
    }

    fn comment(&mut self, text: &str) {
        self.push(&format!("# {text}"));
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// A count with its weight, which is left out where it is 1.
fn term_table(term: &GoalDraft) -> Table {
    let mut table = Table::from_iter([("count".to_owned(), Value::from(term.count.clone()))]);
    if term.weight != 1 {
        table.insert("weight".to_owned(), term.weight.into());
    }
    table
}

/// A key as TOML writes it: bare, or in quotes where it has other characters than a bare key may.
fn key(name: &str) -> String {
    let is_bare = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { Value::from(name).to_string() }
}

#[cfg(test)]
mod tests {
    use super::settings;
    use crate::{Shape, generate, template, tiny};
    use lunban_core::{DeploymentDraft, Draft, GoalDraft, SeatsDraft};
    use toml::{Table, Value};

    /// Reads back what the text says and holds it against the draft.
    fn agrees(text: &str, draft: &Draft) {
        let read: Table = text.parse().unwrap();
        let campaign = &read["campaign"];
        let calendar = &draft.calendar;
        assert_eq!(campaign["name"].as_str(), Some(draft.name.as_str()));
        assert_eq!(campaign["start"].to_string(), calendar.start.to_string());
        assert_eq!(campaign["rounds"].as_integer(), Some(calendar.rounds.into()));
        assert_eq!(campaign["days_per_round"].as_integer(), Some(calendar.days_per_round.into()));
        assert_eq!(campaign["overlap_days"].as_integer(), Some(calendar.overlap_days.into()));
        for (round, weight) in &calendar.heavy {
            assert_eq!(campaign["heavy"][&round.to_string()].as_integer(), Some((*weight).into()));
        }
        assert_eq!(read["ranks"]["order"], draft.ranks.order.clone().into());
        assert_eq!(read["ranks"]["aliases"], Value::try_from(&draft.ranks.aliases).unwrap());
        for kind in &draft.kinds {
            let read = &read["kinds"][&kind.name];
            assert_eq!(read["from"], kind.from.clone().into());
            let seats: Vec<(String, SeatsDraft)> =
                read["seats"].as_table().unwrap().iter().map(|(role, seats)| (role.clone(), seats_of(seats))).collect();
            assert_eq!(seats, kind.seats);
        }
        let rules = draft.rules.iter().map(|(id, settings)| (id.clone(), Value::Table(settings.clone())));
        assert_eq!(read["rules"], Value::Table(rules.collect()));
        assert_eq!(read.get("goals").map_or(0, |goals| goals.as_array().unwrap().len()), draft.goals.len());
    }

    fn seats_of(value: &Value) -> SeatsDraft {
        match value.as_integer() {
            Some(seats) => SeatsDraft::Fixed(seats.try_into().unwrap()),
            None => SeatsDraft::Rest,
        }
    }

    #[test]
    fn the_text_says_what_the_draft_says() {
        let shapes = Shape::ALL.map(|shape| generate(shape, 1));
        for generated in shapes.into_iter().chain([tiny(), template()]) {
            agrees(&generated.settings, &generated.draft);
        }
    }

    #[test]
    fn names_of_any_script_and_goals_survive() {
        let mut draft = tiny().draft;
        draft.name = "a \"quoted\" name".to_owned();
        draft.kinds[0].name = "驻市".to_owned();
        draft.goals = vec![vec![
            GoalDraft { count: "coverage.open".to_owned(), weight: 1 },
            GoalDraft { count: "wishes.against".to_owned(), weight: 3 },
        ]];
        let text = settings(&draft, &DeploymentDraft::default(), 1);
        agrees(&text, &draft);
        let read: Table = text.parse().unwrap();
        let terms = &read["goals"][0]["minimise"];
        assert_eq!(terms[0].get("weight"), None);
        assert_eq!(terms[1]["weight"].as_integer(), Some(3));
    }

    #[test]
    fn the_people_are_said_to_be_synthetic() {
        let text = generate(Shape::Jjj, 77).settings;
        let first = text.lines().next().unwrap();
        assert!(first.contains("do not exist") && first.contains("seed 77"), "{first}");
    }
}
