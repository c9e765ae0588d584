//! What is asked for, every word of it understood.

use lunban::{Fact, LevelId, PersonId, PostId, Problem, RankId, RoundId, Schedule, Subject, TeamId, Text, text};

use super::Explain;
use crate::commands::called::{find, numbered, person, wrong};
use crate::failure::Failure;

/// What is asked for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    person: Option<PersonId>,
    team: Option<TeamId>,
    round: Option<RoundId>,
    pub(super) goal: Option<LevelId>,
    /// One more person of a rank in a round.
    pub(super) one_more: Option<(RankId, RoundId)>,
}

impl Asked {
    pub(super) fn of(call: &Explain, problem: &Problem) -> Result<Self, Failure> {
        let campaign = problem.campaign();
        let person = call.person.as_deref().map(|word| person(campaign, word)).transpose()?;
        let teams = || campaign.teams().iter().map(|team| team.id.as_str());
        let team = find(call.team.as_deref(), "--team", |id| campaign.find_team(id), teams)?;
        let ranks = || campaign.ranks().words();
        let rank = find(call.rank.as_deref(), "--rank", |word| campaign.ranks().find(word), ranks)?;
        let rounds = campaign.calendar().ids().len();
        let round = numbered(call.round.as_deref(), "--round", rounds, |number| campaign.calendar().numbered(number))?;
        let levels = campaign.goals().ids().len();
        let goal = numbered(call.goal.as_deref(), "--goal", levels, |number| {
            campaign.goals().ids().nth((number as usize).checked_sub(1)?)
        })?;
        if let (Some(_), None) = (team, person) {
            return Err(lacking("--team", "--person"));
        }
        if let (Some(_), None) = (team, round) {
            return Err(lacking("--team", "--round"));
        }
        if let (Some(_), None) = (rank, round) {
            return Err(lacking("--rank", "--round"));
        }
        Ok(Self { person, team, round, goal, one_more: rank.zip(round) })
    }

    /// Whether nothing special is asked for.
    pub(super) fn is_general(&self) -> bool {
        self.person.is_none() && self.goal.is_none() && self.one_more.is_none()
    }

    /// That the person has no duty where one was asked about, and no team was named.
    pub(super) fn without_duty(&self, problem: &Problem, schedule: &Schedule) -> Option<Fact> {
        let person = self.person.filter(|_| self.duties(problem, schedule).is_empty())?;
        let name = problem.campaign().names(&[person]);
        let Text { english, chinese } = self
            .round
            .map(RoundId::number)
            .map_or_else(|| text!("no duty", "无任务"), |round| text!("no duty in round {round}", "第{round}轮无任务"));
        let maybe = text!("`--team` and `--round`: why not there", "同时给出`--team`与`--round`，询问为何不在该处");
        let maybe = Fact::new("ask-where", Subject::default(), maybe);
        let says = text!("{name}: {english}", "{name}：{chinese}");
        Some(Fact::new("no-duty", Subject::default().people([person]), says).remedies([maybe]))
    }

    /// The duties of the person, as they are, or as they might be in the team and round asked for.
    pub(super) fn duties(&self, problem: &Problem, schedule: &Schedule) -> Vec<(PersonId, PostId)> {
        let Some(person) = self.person else { return Vec::new() };
        let in_round = |post: PostId| self.round.is_none_or(|round| problem.post(post).round == Some(round));
        let in_team = |post: PostId| self.team.is_none_or(|team| problem.post(post).team == team);
        let own = schedule.duties().iter().filter(|duty| duty.person == person).map(|duty| duty.post);
        let own: Vec<PostId> = own.filter(|&post| in_round(post) && in_team(post)).collect();
        let posts = match self.team {
            Some(_) if own.is_empty() => {
                problem.posts().iter().map(|post| post.id).filter(|&post| in_round(post) && in_team(post)).collect()
            }
            _ => own,
        };
        posts.into_iter().map(|post| (person, post)).collect()
    }
}

fn lacking(option: &str, other: &str) -> Failure {
    let maybe = text!("`{other}` beside it", "同时给出`{other}`");
    wrong(text!("`{option}` needs `{other}`", "`{option}`须与`{other}`同用"), Some(maybe))
}
