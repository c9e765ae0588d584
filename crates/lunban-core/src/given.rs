//! What hard musts settle by themselves: whose posts are given away, and what these keep people from.

use crate::rules::Mode;
use crate::{LockMode, PersonId, PostId, Problem};

/// Duties that musts leave no choice about.
///
/// In every lawful schedule they are there, so whoever else would take their seats, or clashes with them, can be left out of a program: no
/// lawful schedule is lost, and a bound of what is left bounds the whole.
#[derive(Clone, Debug)]
pub struct Given {
    /// For each person their given posts, sorted.
    of_person: Vec<Vec<PostId>>,
    /// For each post the seats that are not given away.
    left: Vec<u32>,
}

impl Given {
    /// What the musts of a problem settle; nothing where the rule `locks` is soft or off.
    pub fn new(problem: &Problem) -> Self {
        let campaign = problem.campaign();
        let binds = campaign.rules().find("locks").is_some_and(|entry| entry.mode() == Mode::Hard);
        let musts = campaign.locks().iter().filter(|lock| binds && lock.mode == LockMode::Must);
        let mut given = Self {
            of_person: vec![Vec::new(); campaign.people().len()],
            left: problem.posts().iter().map(|post| post.seats).collect(),
        };
        for lock in musts {
            let fulfil = problem.posts().iter().filter(|post| campaign.speaks_of(lock, post));
            let mut fulfil = fulfil.filter(|post| problem.may_hold(lock.person, post.id));
            if let (Some(post), None) = (fulfil.next(), fulfil.next()) {
                given.of_person[lock.person.index()].push(post.id);
            }
        }
        for posts in &mut given.of_person {
            posts.sort_unstable();
            posts.dedup();
            for post in posts {
                given.left[post.index()] = given.left[post.index()].saturating_sub(1);
            }
        }
        given
    }

    /// Whether most seats are given away.
    pub fn is_most(&self, problem: &Problem) -> bool {
        let seats: u32 = problem.posts().iter().map(|post| post.seats).sum();
        2 * self.left.iter().sum::<u32>() < seats
    }

    /// Whether a person may still hold a post beside all that is given. With none given, this is [`Problem::may_hold`].
    pub fn leaves(&self, problem: &Problem, person: PersonId, post: PostId) -> bool {
        let mine = &self.of_person[person.index()];
        if mine.binary_search(&post).is_ok() {
            return true;
        }
        let clashes = |&given: &PostId| {
            let (first, second) = (given.min(post), given.max(post));
            problem.campaign().rules().exclude(problem.post(first), problem.post(second))
        };
        self.left[post.index()] > 0 && problem.may_hold(person, post) && !mine.iter().any(clashes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Tiny;

    fn left(tiny: &Tiny) -> Vec<String> {
        let problem = tiny.problem();
        let given = Given::new(&problem);
        let shown = |person: PersonId| -> String {
            let posts = problem.posts().iter().map(|post| given.leaves(&problem, person, post.id));
            posts.map(|leaves| if leaves { 'x' } else { '.' }).collect()
        };
        problem.campaign().person_ids().map(shown).collect()
    }

    /// Two people, two rounds, two teams of a leader and a member.
    fn tiny() -> Tiny {
        let people = ["P1 A staff", "P2 A staff"];
        let teams = Tiny::new().people(people).team("T1 130100 city 2").team("T2 130200 city 2");
        teams.rounds(2, 0).rule("locks", "").rule("one-seat", "")
    }

    #[test]
    fn a_must_of_one_post_gives_it_away_and_keeps_its_person_from_what_clashes() {
        assert_eq!(left(&tiny()), ["xxxxxxxx"; 2]);
        assert_eq!(left(&tiny().lock("P1 r1 T1 leader must")), ["x...xxxx", ".xxxxxxx"]);
        assert_eq!(left(&tiny().rule("no-return", "").lock("P1 r1 T1 leader must")), ["x.....xx", ".xxxxxxx"]);
    }

    #[test]
    fn a_must_that_leaves_a_choice_or_does_not_bind_gives_nothing_away() {
        assert_eq!(left(&tiny().lock("P1 r1 T1 must")), ["xxxxxxxx"; 2]);
        assert_eq!(left(&tiny().rule("locks", "mode = \"soft\"").lock("P1 r1 T1 leader must")), ["xxxxxxxx"; 2]);
    }
}
