//! Posts in words.

use std::collections::{BTreeMap, BTreeSet};

use crate::{KindId, PostId, Problem, RoleId, RoundId, Text, listed, text};

impl Problem {
    /// Posts as seats on dates: `in round 4: 28 leader (city)`, with the teams where they are not all of their kinds.
    pub fn say_seats(&self, posts: &[PostId]) -> Text {
        let mut seats: BTreeMap<(KindId, RoleId), u32> = BTreeMap::new();
        for post in posts.iter().map(|&post| self.post(post)) {
            *seats.entry((post.kind, post.role)).or_default() += post.seats;
        }
        let campaign = self.campaign();
        let seat = |(&(kind, role), number): (&(KindId, RoleId), &u32)| {
            format!("{number} {} ({})", campaign.role(kind, role).name, campaign.kind(kind).name)
        };
        let seats = seats.iter().map(seat).collect::<Vec<_>>().join(" + ");
        let Text { english, chinese } = self.say_dates(posts);
        let (teams, zh) = self.teams_of(posts);
        text!("{english}: {seats}{teams}", "{chinese}：{seats}{zh}")
    }

    /// The dates of posts: `in rounds 3, 4`.
    pub fn say_dates(&self, posts: &[PostId]) -> Text {
        let rounds: BTreeSet<u32> =
            posts.iter().filter_map(|&post| self.post(post).round).map(RoundId::number).collect();
        let all = self.campaign().calendar().ids().len();
        if rounds.is_empty() || rounds.len() == all {
            return text!("in all", "全程");
        }
        let list = rounds.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let plural = if rounds.len() == 1 { "" } else { "s" };
        text!("in round{plural} {list}", "第{list}轮")
    }

    /// The teams of posts, where they are not all of their kinds.
    fn teams_of(&self, posts: &[PostId]) -> (String, String) {
        let campaign = self.campaign();
        let here: BTreeSet<_> = posts.iter().map(|&post| self.post(post).team).collect();
        let kinds: BTreeSet<KindId> = here.iter().map(|&team| campaign.team(team).kind).collect();
        if campaign.teams().iter().filter(|team| kinds.contains(&team.kind)).count() == here.len() {
            return Default::default();
        }
        let ids: Vec<String> = here.iter().map(|&team| campaign.team(team).id.clone()).collect();
        let list = listed(ids);
        (format!(" of {list}"), format!("（{list}）"))
    }
}
