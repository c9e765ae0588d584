//! `lunban generate`: synthetic campaigns, and new rosters for a campaign that there is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, value_parser};
use lunban::rules::Phrase;
use lunban::{Draft, text};
use lunban_files::{campaign_files, write_folder};
use lunban_generate::{Generated, SHIPPED_SEED, Shape, borders_within, generate_scaled, like, settings, tiny};

use super::written::Written;
use super::{Answer, read};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::screen::Screen;

/// The largest `--scale`: more people than any ministry has.
const LARGEST: i64 = 1_000;

/// A call of it.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("source").required(true))]
pub(crate) struct Generate {
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[arg(long, value_name = "CAMPAIGN", group = "source")]
    like: Option<PathBuf>,
    #[arg(long, value_name = "SHAPE", group = "source", hide_possible_values = true, value_parser = named_shapes())]
    shape: Option<NamedShape>,
    #[arg(long, value_name = "TIMES", default_value_t = 1, hide_default_value = true, value_parser = value_parser!(u32).range(1..=LARGEST), conflicts_with = "like")]
    scale: u32,
    #[arg(long, value_name = "N", default_value_t = SHIPPED_SEED, hide_default_value = true)]
    seed: u64,
    #[arg(long)]
    force: bool,
}

/// What `--shape` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NamedShape {
    Tiny,
    Of(Shape),
}

fn named_shapes() -> impl TypedValueParser<Value = NamedShape> {
    let names = Shape::ALL.map(Shape::name).into_iter().chain(["tiny"]);
    PossibleValuesParser::new(names).map(|name| name.parse().map_or(NamedShape::Tiny, NamedShape::Of))
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Makes a synthetic campaign, its people drawn from a seed", "用种子生成虚构的任务及人员"),
    more: Phrase::new(
        "Writes the folder DIR with a whole campaign; nobody in it exists. Its README.md says how to make\n\
         it again. With --like it reads CAMPAIGN and keeps places, teams, units, borders and settings; the\n\
         roster is new, with as many people of each rank in each unit. Locks are left out, for they speak of\n\
         people who are gone; so are comments in campaign.toml.",
        "在文件夹DIR写出完整的任务，人员均为虚构；其中README.md说明如何再次生成。\n\
         用--like时读取CAMPAIGN：地点、工作组、单位、相邻关系、设置不变，名单全新，各单位各职级人数不变。\n\
         锁定涉及原人员，故不保留；campaign.toml中的注释亦不保留。",
    ),
    arguments: &[
        ("folder", Phrase::new("The folder to write", "要写出的文件夹")),
        ("like", Phrase::new("A campaign to make a new roster for", "为此任务生成新名单")),
        (
            "shape",
            Phrase::new(
                "jjj (102 teams, 8 rounds), scarce (the same, short of leaders), sister (28 teams of 8, 25 rounds), long (290 teams, 11 rounds) or tiny (5 teams, 3 rounds)",
                "jjj（102组、8轮）、scarce（同前，领导紧缺）、sister（28组每组8人、25轮）、long（290组、11轮）或 tiny（5组、3轮）",
            ),
        ),
        (
            "scale",
            Phrase::new(
                "So many times as many cities, teams, units and people, from 1 to 1000; 1 where not given",
                "城市、工作组、单位、人员均为其若干倍，1至1000，缺省1",
            ),
        ),
        ("seed", Phrase::new("Seed of every draw; 20170915 where not given", "随机种子，缺省20170915")),
        ("force", Phrase::new("Replace a campaign that is there", "替换已有的任务")),
    ],
    examples: "lunban generate jjj --shape jjj --seed 20170915\nlunban generate other --like data/jjj-2017 --seed 7\n\
               lunban generate large --shape jjj --scale 10",
    exits: &[(Exit::Well, Phrase::new("written", "已写出")), WRONG],
};

impl Generate {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        let made = self.make()?;
        let Generated { draft, deployment, settings } = &made.campaign;
        let mut files = campaign_files(draft, deployment, settings);
        files.insert("README.md".into(), made.readme.into_bytes());
        files.extend(made.borders.map(|borders| (PathBuf::from("borders.csv"), borders)));
        write_folder(&self.folder, &files, self.force.into())?;
        Ok(Answer { text: self.told(draft, &files, screen), exit: Exit::Well })
    }

    fn make(&self) -> Result<Made, Failure> {
        match (&self.like, self.shape) {
            (Some(campaign), _) => made_like(campaign, self.seed),
            (None, Some(NamedShape::Tiny)) if self.seed != SHIPPED_SEED || self.scale != 1 => Err(only_one_tiny()),
            (None, Some(NamedShape::Tiny)) => Ok(made_of(tiny(), "tiny", SHIPPED_SEED)),
            (None, Some(NamedShape::Of(shape))) => Ok(self.made_shape(shape)),
            (None, None) => Ok(self.made_shape(Shape::Jjj)),
        }
    }

    fn made_shape(&self, shape: Shape) -> Made {
        let times = self.scale;
        let made = if times == 1 { shape.name().to_owned() } else { format!("{shape} --scale {times}") };
        made_of(generate_scaled(shape, times, self.seed), &made, self.seed)
    }

    fn told(&self, draft: &Draft, files: &BTreeMap<PathBuf, Vec<u8>>, screen: Screen) -> String {
        let (folder, seed) = (self.folder.display(), self.seed);
        let (teams, rounds, people) = (draft.teams.len(), draft.calendar.rounds, draft.people.len());
        let words = text!(
            "{folder} is written: {teams} teams, {rounds} rounds, {people} people who do not exist, drawn from seed {seed}. Next:\n  \
             lunban plan {folder} -o out\n",
            "已写出{folder}：{teams}组、{rounds}轮、{people}名虚构人员，种子{seed}。接下来：\n  lunban plan {folder} -o out\n"
        );
        screen.render(&Written::of(&self.folder, files), |language| words.to(language).to_owned())
    }
}

/// A campaign with what stands beside its tables.
struct Made {
    campaign: Generated,
    borders: Option<Vec<u8>>,
    readme: String,
}

fn made_of(campaign: Generated, shape: &str, seed: u64) -> Made {
    let borders = borders_within(&campaign.draft);
    let readme = readme(&campaign.draft, REAL, &format!("--shape {shape}"), seed);
    Made { campaign, borders: Some(borders.into_bytes()), readme }
}

fn made_like(campaign: &Path, seed: u64) -> Result<Made, Failure> {
    let read = read::campaign(campaign)?;
    let draft = like(read.campaign.draft(), seed);
    let deployment = read.deployment;
    let readme = readme(&draft, AS_THEY_WERE, "--like CAMPAIGN", seed);
    let settings = settings(&draft, &deployment, seed);
    Ok(Made { campaign: Generated { draft, deployment, settings }, borders: read.borders, readme })
}

fn only_one_tiny() -> Failure {
    let words = text!(
        "the tiny campaign is always the same: its seed is {SHIPPED_SEED}, its scale 1\n  Maybe `--like` a tiny campaign, with any seed",
        "tiny任务固定不变，种子为{SHIPPED_SEED}，倍数为1\n  或许可对tiny任务使用`--like`，种子任意"
    );
    Failure::said(Exit::Wrong, "seed", words)
}

/// What is true of a shape.
const REAL: Phrase = Phrase::new("The places and the sending units are real.", "地点与派出单位为真实。");

/// What is true of a campaign with a new roster.
const AS_THEY_WERE: Phrase = Phrase::new(
    "Places, units, teams and settings are those of the campaign that it was made like.",
    "地点、单位、工作组与设置取自原任务。",
);

/// What the folder says of itself.
fn readme(draft: &Draft, around: Phrase, made: &str, seed: u64) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let Draft { name, people, .. } = draft;
    let people = people.len();
    let Phrase { english, chinese } = around;
    format!(
        "# {name}\n\n\
         {english} **The people do not exist**: all {people} of them, with their names, ranks, homes, absences and wishes, were drawn \
         from the seed {seed}.\n\n\
         {chinese}**人员均为虚构**：{people}人及其姓名、职级、籍贯、请假、意愿，皆由种子{seed}生成。\n\n\
         Made again, byte for byte, by lunban {version}:\n\n    lunban generate DIR {made} --seed {seed}\n"
    )
}
