//! One event from its words.

use lunban_core::change::{Event, When};
use lunban_core::{DateRange, LockDraft, LockMode, PersonDraft, TeamDraft, Text, nearest_text, text};

use crate::table::{self, Misread, items, round_number, rounds, whole_number};
use crate::text::words;

/// The words that events begin with.
const VERBS: [&str; 12] =
    ["drop", "away", "return", "decline", "add", "withdraw", "rank", "tag", "lock", "team", "seats", "extend"];

/// What is wrong with the words of an event.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) value: String,
    pub(super) misread: Misread,
}

type Read<T> = Result<T, Box<Fault>>;

fn fault<T>(value: &str, misread: Misread) -> Read<T> {
    Err(Box::new(Fault { value: value.to_owned(), misread }))
}

/// The event that a text tells.
pub(super) fn event(written: &str) -> Read<Event> {
    let words = words(written);
    let mut rest = Rest { written, words: &words };
    let event = match rest.word(&text!("an event", "事件"))? {
        "drop" => Ok(Event::Drop { person: rest.person()?, when: rest.when()? }),
        "away" => Ok(Event::Away { person: rest.person()?, when: rest.when()? }),
        "return" => rest.returned(),
        "decline" => rest.declined(),
        "add" => rest.added(),
        "withdraw" => rest.withdrawn(),
        "rank" => Ok(Event::Rank { person: rest.person()?, rank: rest.word(&text!("a rank", "职级"))?.to_owned() }),
        "tag" => rest.tagged(),
        "lock" => rest.locked(),
        "team" => rest.team(),
        "seats" => rest.seats(),
        "extend" => Ok(Event::Extend { rounds: rest.number()? }),
        other => {
            let list = VERBS.join(", ");
            let expected = text!("an event, which begins with one of {list}", "事件须以其中之一开头：{list}");
            fault(other, Misread::new("unknown-event", expected).maybe(nearest_text(other, VERBS)))
        }
    };
    rest.ends(event?)
}

/// What is left of the words of an event.
struct Rest<'w> {
    written: &'w str,
    words: &'w [String],
}

impl<'w> Rest<'w> {
    fn word(&mut self, expected: &Text) -> Read<&'w str> {
        let Some((first, rest)) = self.words.split_first() else {
            let Text { english, chinese } = expected;
            let expected = text!("{english} after that", "其后须有{chinese}");
            return fault(self.written, Misread::new("event-too-short", expected));
        };
        self.words = rest;
        Ok(first)
    }

    fn person(&mut self) -> Read<String> {
        self.word(&text!("the id or name of a person", "人员编号或姓名")).map(str::to_owned)
    }

    fn team_id(&mut self) -> Read<String> {
        self.word(&text!("the id of a team", "组编号")).map(str::to_owned)
    }

    fn read<T>(&mut self, expected: &Text, read: impl Fn(&str) -> Result<T, Misread>) -> Read<T> {
        let word = self.word(expected)?;
        read(word).or_else(|misread| fault(word, misread))
    }

    fn day(&mut self) -> Read<chrono::NaiveDate> {
        self.read(&text!("a day such as 2017-10-20", "日期，例如2017-10-20"), table::day)
    }

    fn round(&mut self) -> Read<u32> {
        self.read(&text!("a round such as r3", "轮次，例如r3"), round_number)
    }

    fn number(&mut self) -> Read<u32> {
        self.read(&text!("a number", "数字"), whole_number)
    }

    /// A word that has to stand here.
    fn literal(&mut self, literal: &'static str) -> Read<()> {
        let expected = text!("the word `{literal}`", "`{literal}`");
        let word = self.word(&expected)?;
        if word == literal {
            Ok(())
        } else {
            fault(word, Misread::new("unknown-word", expected).maybe(text!("`{literal}`", "`{literal}`")))
        }
    }

    fn ends(&self, event: Event) -> Read<Event> {
        match self.words.first() {
            None => Ok(event),
            Some(word) => fault(word, Misread::new("event-too-long", text!("nothing after that", "其后不应再有内容"))),
        }
    }

    /// `from DAY`, `from DAY to DAY`, `in r3,r5-6`, `for good`.
    fn when(&mut self) -> Read<When> {
        let expected = text!(
            "`from DAY`, `from DAY to DAY`, `in r3,r5-6` or `for good`",
            "`from 日期`、`from 日期 to 日期`、`in r3,r5-6`或`for good`"
        );
        let word = self.word(&expected)?;
        match word {
            "from" => {
                let first = self.day()?;
                if self.words.first().is_none_or(|word| word != "to") {
                    return Ok(When::From(first));
                }
                self.literal("to")?;
                let last = self.day()?;
                let reversed = Misread::new("dates-reversed", text!("a day not before {first}", "不得早于{first}"));
                DateRange::new(first, last)
                    .map_or_else(|| fault(&last.to_string(), reversed), |days| Ok(When::Days(days)))
            }
            "in" => {
                let list = self.word(&text!("rounds such as r3,r5-6", "轮次，例如r3,r5-6"))?;
                let not_rounds =
                    || Misread::new("not-a-round", text!("rounds such as r3,r5-6", "须为轮次，例如r3,r5-6"));
                let ranges: Option<Vec<(u32, u32)>> =
                    items(list).map(|item| rounds(item).filter(|(first, last)| first <= last)).collect();
                ranges
                    .filter(|ranges| !ranges.is_empty())
                    .map_or_else(|| fault(list, not_rounds()), |ranges| Ok(When::Rounds(ranges)))
            }
            "for" => self.literal("good").map(|()| When::ForGood),
            other => {
                fault(other, Misread::new("not-a-time", expected).maybe(nearest_text(other, ["from", "in", "for"])))
            }
        }
    }

    /// `return PERSON from DAY`
    fn returned(&mut self) -> Read<Event> {
        let person = self.person()?;
        self.literal("from")?;
        Ok(Event::Return { person, from: self.day()? })
    }

    /// `decline PERSON in r3`
    fn declined(&mut self) -> Read<Event> {
        let person = self.person()?;
        self.literal("in")?;
        Ok(Event::Decline { person, round: self.round()? })
    }

    /// `key=value` words, each key one of some.
    fn pairs(&mut self, keys: &[&'static str]) -> Read<Vec<(&'static str, &'w str)>> {
        let mut pairs = Vec::new();
        while let Some((word, rest)) = self.words.split_first() {
            let (written, value) = word.split_once('=').unwrap_or((word, ""));
            let Some(key) = keys.iter().find(|key| **key == written).filter(|_| !value.is_empty()) else {
                let list = keys.join("=, ");
                let expected = text!("`key=value` with one of {list}=", "须为`键=值`，键为其中之一：{list}=");
                let maybe = nearest_text(written, keys.iter().copied());
                return fault(word, Misread::new("unknown-key", expected).maybe(maybe));
            };
            self.words = rest;
            pairs.push((*key, value));
        }
        Ok(pairs)
    }

    /// `add ID name=.. unit=.. rank=..`
    fn added(&mut self) -> Read<Event> {
        let id = self.word(&text!("the id of the new person", "新增人员编号"))?.to_owned();
        let mut person = PersonDraft { name: id.clone(), id, ..PersonDraft::default() };
        let list = |value: &str| items(value).map(str::to_owned).collect();
        for (key, value) in
            self.pairs(&["name", "unit", "rank", "tags", "home", "base", "gender", "trained", "target", "max"])?
        {
            let misread = |misread| Box::new(Fault { value: value.to_owned(), misread });
            match key {
                "name" => value.clone_into(&mut person.name),
                "unit" => value.clone_into(&mut person.unit),
                "rank" => value.clone_into(&mut person.rank),
                "tags" => person.tags = list(value),
                "home" => person.home = list(value),
                "base" => value.clone_into(&mut person.base),
                "gender" => person.gender = Some(table::gender(value).map_err(misread)?),
                "target" => person.target = Some(whole_number(value).map_err(misread)?),
                "max" => person.max = Some(whole_number(value).map_err(misread)?),
                _ => person.trained = Some(table::day(value).map_err(misread)?),
            }
        }
        Ok(Event::Add(Box::new(person)))
    }

    /// `withdraw N of UNIT when`
    fn withdrawn(&mut self) -> Read<Event> {
        let people = self.number()?;
        self.literal("of")?;
        let unit = self.word(&text!("the id or name of a unit", "单位编号或名称"))?.to_owned();
        Ok(Event::Withdraw { unit, people, when: self.when()? })
    }

    /// `tag PERSON +law -experienced`
    fn tagged(&mut self) -> Read<Event> {
        let person = self.person()?;
        let (mut add, mut remove) = (Vec::new(), Vec::new());
        let expected = text!("tags such as +law or -law", "标签，例如+law或-law");
        while !self.words.is_empty() || add.is_empty() && remove.is_empty() {
            let word = self.word(&expected)?;
            match (word.strip_prefix('+'), word.strip_prefix('-')) {
                (Some(tag), _) if !tag.is_empty() => add.push(tag.to_owned()),
                (_, Some(tag)) if !tag.is_empty() => remove.push(tag.to_owned()),
                _ => {
                    return fault(
                        word,
                        Misread::new("not-a-tag", expected.clone()).maybe(text!("`+{word}`", "`+{word}`")),
                    );
                }
            }
        }
        Ok(Event::Tag { person, add, remove })
    }

    /// `lock PERSON must|never [in r3] [team T] [seat S]`
    fn locked(&mut self) -> Read<Event> {
        let person = self.person()?;
        let mode = match self.word(&text!("must or never", "must或never"))? {
            "must" => LockMode::Must,
            "never" => LockMode::Never,
            other => {
                let expected = text!("must or never", "须为must（必须）或never（不得）");
                return fault(
                    other,
                    Misread::new("unknown-mode", expected).maybe(nearest_text(other, ["must", "never"])),
                );
            }
        };
        let mut lock = LockDraft { person, round: None, team: None, seat: None, mode };
        while !self.words.is_empty() {
            let expected = text!("`in r3`, `team T` or `seat S`", "`in r3`、`team 组`或`seat 席位`");
            match self.word(&expected)? {
                "in" => lock.round = Some(self.round()?),
                "team" => lock.team = Some(self.team_id()?),
                "seat" => lock.seat = Some(self.word(&text!("a role", "席位"))?.to_owned()),
                other => {
                    let maybe = nearest_text(other, ["in", "team", "seat"]);
                    return fault(other, Misread::new("unknown-word", expected).maybe(maybe));
                }
            }
        }
        Ok(Event::Lock(lock))
    }

    /// `team T add ..`, `team T drop from r3`, `team T move CITY from r3`; of a team with dates of its own without the round.
    fn team(&mut self) -> Read<Event> {
        let team = self.team_id()?;
        let expected = text!("add, drop or move", "add、drop或move");
        match self.word(&expected)? {
            "add" => self.added_team(team),
            "drop" => Ok(Event::DropTeam { team, from: self.round_from()? }),
            "move" => {
                let city = self.word(&text!("a city", "城市"))?.to_owned();
                Ok(Event::MoveTeam { team, city, from: self.round_from()? })
            }
            other => {
                fault(other, Misread::new("unknown-word", expected).maybe(nearest_text(other, ["add", "drop", "move"])))
            }
        }
    }

    /// `from r3`, or nothing more.
    fn round_from(&mut self) -> Read<Option<u32>> {
        if self.words.is_empty() {
            return Ok(None);
        }
        self.literal("from")?;
        self.round().map(Some)
    }

    fn added_team(&mut self, team: String) -> Read<Event> {
        let mut draft = TeamDraft { team, ..TeamDraft::default() };
        for (key, value) in self.pairs(&["city", "kind", "size", "from", "dates", "tags"])? {
            let misread = |misread| Box::new(Fault { value: value.to_owned(), misread });
            match key {
                "city" => value.clone_into(&mut draft.city),
                "kind" => value.clone_into(&mut draft.kind),
                "size" => draft.size = Some(whole_number(value).map_err(misread)?),
                "from" => draft.from_round = Some(round_number(value).map_err(misread)?),
                "tags" => draft.tags = items(value).map(str::to_owned).collect(),
                _ => draft.dates = Some(table::span_of_days(value).map_err(misread)?),
            }
        }
        Ok(Event::AddTeam(Box::new(draft)))
    }

    /// `seats T N from r3`
    fn seats(&mut self) -> Read<Event> {
        Ok(Event::Resize { team: self.team_id()?, size: self.number()?, from: self.round_from()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> chrono::NaiveDate {
        text.parse().unwrap()
    }

    fn wrong(text: &str) -> (&'static str, String) {
        let fault = event(text).unwrap_err();
        (fault.misread.code, fault.value)
    }

    #[test]
    fn every_time_away_is_understood() {
        let when = |text: &str| match event(text).unwrap() {
            Event::Drop { person, when } if person == "P1" => when,
            other => panic!("{other:?}"),
        };
        assert_eq!(when("drop P1 from 2017-10-20"), When::From(day("2017-10-20")));
        let days = DateRange::new(day("2017-10-20"), day("2017-10-22")).unwrap();
        assert_eq!(when("drop P1 from 2017-10-20 to 2017-10-22"), When::Days(days));
        assert_eq!(when("drop P1 in r3,r5-6"), When::Rounds(vec![(3, 3), (5, 6)]));
        assert_eq!(when("drop P1 for good"), When::ForGood);
    }

    #[test]
    fn every_other_event_is_understood() {
        let texts = [
            "away P1 in r2",
            "return \"Ann Lee\" from 2017-10-20",
            "decline P1 in r3",
            "add P9 name=\"Ann Lee\" unit=A rank=staff tags=law;experienced gender=f trained=2017-09-13",
            "withdraw 3 of U05 from 2017-10-20",
            "rank P1 bureau",
            "tag P1 +law -experienced",
            "lock P1 must in r3 team T1 seat leader",
            "team T9 add city=130100 kind=county size=3 dates=2017-10-20/2017-10-25",
            "team T1 drop from r3",
            "team T1 move 130200 from r3",
            "team T9 drop",
            "team T9 move 130200",
            "seats T1 4 from r3",
            "seats T9 4",
            "extend 2",
        ];
        for text in texts {
            event(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
        }
        let Event::Return { person, .. } = event(texts[1]).unwrap() else { panic!() };
        assert_eq!(person, "Ann Lee");
    }

    #[test]
    fn what_is_no_event_says_where_it_goes_wrong() {
        assert_eq!(wrong("dorp P1 for good"), ("unknown-event", "dorp".to_owned()));
        assert_eq!(wrong(""), ("event-too-short", String::new()));
        assert_eq!(wrong("drop P1"), ("event-too-short", "drop P1".to_owned()));
        assert_eq!(wrong("drop P1 form 2017-10-20"), ("not-a-time", "form".to_owned()));
        assert_eq!(wrong("drop P1 in r6-5"), ("not-a-round", "r6-5".to_owned()));
        assert_eq!(wrong("drop P1 from 2017-10-20 to 2017-10-19"), ("dates-reversed", "2017-10-19".to_owned()));
        assert_eq!(wrong("extend 2 rounds"), ("event-too-long", "rounds".to_owned()));
        assert_eq!(wrong("add P9 nmae=Ann"), ("unknown-key", "nmae=Ann".to_owned()));
        assert_eq!(wrong("tag P1 law"), ("not-a-tag", "law".to_owned()));
        assert_eq!(wrong("lock P1 maybe"), ("unknown-mode", "maybe".to_owned()));
    }
}
