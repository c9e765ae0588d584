//! How far a plan or a simulation is, on a terminal; nothing in a pipe.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use lunban::{Language, LevelNews, News, Observer, Problem, Stage, Text, text};

/// How often the spinner turns.
const TURN: Duration = Duration::from_millis(120);

/// A bar that hears how planning goes on.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    language: Language,
    /// What each goal level counts.
    levels: Vec<String>,
}

impl Progress {
    /// Shows the bar.
    pub(crate) fn start(problem: &Problem, language: Language) -> Self {
        let campaign = problem.campaign();
        let counts = |terms: &[(lunban::CountId, i64)]| {
            let names = terms.iter().map(|&(count, _)| campaign.rules().count_name(count));
            names.collect::<Vec<_>>().join(" + ")
        };
        let levels = campaign.goals().levels().iter().map(|level| counts(&level.terms)).collect();
        // indicatif draws nothing where stderr is no terminal.
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed:>4} {msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(TURN);
        Self { bar, language, levels }
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn level(&self, news: LevelNews) -> Text {
        let counts = self.levels.get(news.level.index()).map_or("", String::as_str);
        let LevelNews { value, bound, .. } = news;
        match value {
            Some(value) => {
                let gap = value - bound;
                text!("{counts} {value}, bound {bound}, gap {gap}", "{counts} {value}，下界{bound}，差距{gap}")
            }
            None => text!("{counts}, bound {bound}", "{counts}，下界{bound}"),
        }
    }

    fn message(&self, news: News) -> String {
        let News { stage, done, of, .. } = news;
        let stage = stage_name(stage);
        let step = match news.level {
            Some(level) => self.level(level),
            None if of > 0 => Text::plain(format!("{done}/{of}")),
            None => return stage.to(self.language).to_owned(),
        };
        let Text { english, chinese } = step;
        let (in_english, in_chinese) = (stage.english, stage.chinese);
        text!("{in_english}: {english}", "{in_chinese}：{chinese}").to(self.language).to_owned()
    }
}

impl Observer for Progress {
    fn note(&self, news: News) {
        self.bar.set_message(self.message(news));
    }
}

fn stage_name(stage: Stage) -> Text {
    match stage {
        Stage::Duty => text!("who serves when", "确定轮次"),
        Stage::Seating => text!("who sits in which team", "分配席位"),
        Stage::Repair => text!("rounds planned anew", "重排轮次"),
        Stage::Whole => text!("all seats at once", "整体求解"),
        Stage::Trials => text!("trials", "模拟"),
    }
}

#[cfg(test)]
mod tests {
    use lunban::{Campaign, LevelId};

    use super::*;

    #[test]
    fn news_are_told_in_the_words_of_the_goals() {
        let problem = Problem::new(Campaign::build(lunban_generate::tiny().draft).unwrap());
        let progress = Progress::start(&problem, Language::English);
        let level = Some(LevelNews { level: LevelId::at(2), value: Some(9), bound: 6 });
        let news = News { stage: Stage::Duty, done: 0, of: 4, level, elapsed: TURN };
        assert_eq!(progress.message(news), "who serves when: workload.steps 9, bound 6, gap 3");
        assert_eq!(
            progress.message(News { stage: Stage::Seating, done: 1, of: 3, level: None, ..news }),
            "who sits in which team: 1/3"
        );
        let chinese = Progress::start(&problem, Language::Chinese);
        assert_eq!(chinese.message(news), "确定轮次：workload.steps 9，下界6，差距3");
    }
}
