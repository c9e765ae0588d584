//! Duties that must be, held against the hard rules and against each other before anything is solved.

use super::{Campaign, Lock};
use crate::problem::posts_of;
use crate::rules::Mode;
use crate::{Fault, LockMode, PersonId, Post, Spot, Table, Text, text};

/// Faults of locks that no schedule can obey: a must that a hard rule bars, or two musts that bar each other.
///
/// What only several musts together bar, or a count such as the most duties of a person, is left to the solve.
pub(super) fn faults(campaign: &Campaign) -> Vec<Fault> {
    if campaign.rules.find("locks").is_none_or(|entry| entry.mode() == Mode::Soft) {
        return Vec::new();
    }
    let posts = posts_of(campaign);
    let of_mode = |mode| campaign.locks.iter().filter(move |lock| lock.mode == mode);
    let mut faults = Vec::new();
    let mut musts: Vec<Must<'_>> = Vec::new();
    for lock in of_mode(LockMode::Must) {
        let named: Vec<&Post> = posts.iter().filter(|post| campaign.speaks_of(lock, post)).collect();
        let lawful = |post: &&&Post| campaign.rules.bars(campaign, lock.person, post).next().is_none();
        let open: Vec<&Post> = named.iter().filter(lawful).copied().collect();
        if open.is_empty() {
            faults.push(barred(campaign, lock, &named));
        } else {
            musts.push(Must { lock, posts: open });
        }
    }
    for (position, second) in musts.iter().enumerate() {
        let rivals = musts[..position].iter().filter(|first| first.meets(second));
        faults.extend(rivals.filter_map(|first| first.bars(campaign, second)));
    }
    faults
}

/// A must with the posts that fulfil it, each of them lawful alone.
struct Must<'a> {
    lock: &'a Lock,
    posts: Vec<&'a Post>,
}

impl Must<'_> {
    /// Whether the two can stand in each other's way: they are of one person, or both have one post only, the same.
    fn meets(&self, other: &Self) -> bool {
        let same_post = self.posts.len() == 1 && other.posts.len() == 1 && self.posts[0].id == other.posts[0].id;
        self.lock.person == other.lock.person || same_post
    }

    /// The fault of the second of two musts that cannot both be.
    fn bars(&self, campaign: &Campaign, second: &Self) -> Option<Fault> {
        let mut reason = None;
        for first_post in &self.posts {
            for second_post in &second.posts {
                let pair = [(self.lock.person, *first_post), (second.lock.person, *second_post)];
                reason = Some(clash(campaign, pair)?);
            }
        }
        let (rule, says) = reason?;
        let (english, chinese) = (says.english, says.chinese);
        let expected = text!(
            "a duty that another lock leaves room for; together they break `{rule}`: {english}",
            "须与其他锁定相容；两者一起违反`{rule}`：{chinese}"
        );
        let maybe = text!("one of the two locks is not meant", "去掉其中一条锁定");
        let spot = |lock: &Lock| Spot::Cell { table: Table::Locks, row: lock.row, field: "person" };
        let value = described(campaign, second.lock);
        Some(Fault::error("lock-against-lock", spot(second.lock), value, expected).maybe(maybe).also(spot(self.lock)))
    }
}

/// Why two duties cannot both be: the rule and its words. A duty beside itself is no clash.
fn clash(campaign: &Campaign, pair: [(PersonId, &Post); 2]) -> Option<(&'static str, Text)> {
    let [(first, first_post), (second, second_post)] = pair;
    if first_post.id == second_post.id {
        let seats = first_post.seats;
        let full = || ("coverage", text!("the post has {seats} seat", "该岗位只有{seats}个席位"));
        return (first != second && seats < 2).then(full);
    }
    let mut clashes = campaign.rules.clashes(first_post, second_post).filter(|_| first == second);
    clashes.next().map(|(entry, bar)| (entry.id(), bar.says))
}

fn barred(campaign: &Campaign, lock: &Lock, named: &[&Post]) -> Fault {
    let spot = Spot::Cell { table: Table::Locks, row: lock.row, field: "person" };
    let value = described(campaign, lock);
    if named.is_empty() {
        let expected = text!("a round, team and seat that exist together", "轮次、组与席位须同时存在");
        return Fault::error("lock-without-post", spot, value, expected);
    }
    let mut reasons: Vec<(&str, Text)> = Vec::new();
    for post in named {
        let bars = campaign.rules.bars(campaign, lock.person, post);
        reasons.extend(bars.map(|(entry, bar)| (entry.id(), bar.says)));
    }
    reasons.sort();
    reasons.dedup();
    reasons.truncate(3);
    let listed = |words: fn(&Text) -> &str, separator: &str| {
        let each = reasons.iter().map(|(rule, says)| format!("{rule} ({})", words(says)));
        each.collect::<Vec<_>>().join(separator)
    };
    let (english, chinese) = (listed(|says| &says.english, ", "), listed(|says| &says.chinese, "，"));
    let expected = text!("a duty that no hard rule bars; here: {english}", "须为硬规则允许的任务；此处违反：{chinese}");
    let maybe = text!("lock another round, team or seat, or mend the roster", "改锁其他轮次、组或席位，或修正名单");
    Fault::error("lock-against-rule", spot, value, expected).maybe(maybe)
}

/// A lock in short: `P0123, round 3, team 130100-1, leader`.
fn described(campaign: &Campaign, lock: &Lock) -> String {
    let mut words = vec![campaign.person(lock.person).id.clone()];
    words.extend(lock.round.map(|round| format!("r{}", round.number())));
    words.extend(lock.team.map(|team| campaign.team(team).id.clone()));
    words.extend(lock.seat.clone());
    words.join(", ")
}
