//! Why seats are open, or held only with a waiver, in a schedule.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::capacity::{Shortage, ShortageKind, granted, shortages};
use lunban_core::rules::CountOf;
use lunban_core::{
    Audit, DateRange, Fact, Grain, Pools, PostId, Problem, RuleEntry, Schedule, SlotId, Subject, Text, View, text,
};

use super::conflict::{self, Conflict, Likely};
use super::exceptions::Exceptions;
use super::requirements::{Asked, Field, Requirement, Requirements, Softened};
use crate::control::Control;
use crate::options::Options;
use crate::plan::PlanError;
use crate::seam::Backend;

/// What is lacking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// Seats are open.
    Open,
    /// Seats are held with waivers.
    Waivers,
    /// Minima are missed.
    Minimum,
    /// What must be cannot be.
    Must,
}

impl Lack {
    /// Its code: stable, for programs, and a section of the documentation.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "seats-open",
            Self::Waivers => "waivers-held",
            Self::Minimum => "minimum-missed",
            Self::Must => "must-contradicts",
        }
    }
}

/// What a schedule lacks, or every schedule, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfilled {
    /// What is lacking.
    pub lack: Lack,
    /// The posts of seats that are open or held with a waiver, sorted.
    pub posts: Vec<PostId>,
    /// How many of their seats are, or how much is missing to the minima.
    pub seats: i64,
    /// What was asked for and cannot be: these seats, or those and others beside them; none if nothing was found that cannot be.
    pub asked: Option<Asked>,
    /// Requirements that together keep it from being.
    pub conflict: Option<Conflict>,
    /// All of this as a fact.
    pub fact: Fact,
}

/// All that a schedule lacks, or every schedule, and what mends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shortfall {
    /// What is lacking, the narrowest first.
    pub lacks: Vec<Unfilled>,
    /// The fewest exceptions under which none of it is: of all together, for people whom one date takes are not there for another.
    pub exceptions: Option<Exceptions>,
    /// All of this as facts.
    pub facts: Vec<Fact>,
}

/// Explains every seat that a schedule leaves open, or fills only with a waiver: kind of seat by kind of seat, date by date.
///
/// # Errors
/// If this build has no backend.
pub fn unfilled(problem: &Problem, schedule: &Schedule, options: &Options) -> Result<Shortfall, PlanError> {
    let backend = options.backend.or_else(Backend::best).ok_or(PlanError::NoBackend)?;
    let control = Control::new(options.time_limit, options.stop.clone(), options.observer.clone());
    let control = control.within(options.work_limit);
    let groups = groups(problem, schedule);
    let is_short = !groups.is_empty() || missing(problem, schedule) > 0;
    let Some(soft) = is_short.then(|| Softened::of(problem.campaign())).flatten() else {
        return Ok(Shortfall::default());
    };
    let known = shortages(problem, &Pools::new(problem));
    let pools = Pools::new(&soft.problem);
    let fields = Fields::of(&soft, &pools);
    let looker = Looker { problem, soft: &soft, pools: &pools, fields, known: &known, backend, control: &control };
    let counted = known.iter().filter(|short| short.kind == ShortageKind::Minimum).map(|short| looker.minimum(short));
    let mut minima: Vec<Unfilled> = counted.collect();
    let missing = missing(problem, schedule);
    if minima.is_empty() && missing > 0 {
        minima.push(looker.minima(missing));
    }
    Ok(looker.mended(looker.all(groups).into_iter().chain(minima).collect()))
}

/// Explains why no schedule obeys all hard rules: what must be, and what stands against it. None if nothing does, or a limit comes before it is known.
///
/// # Errors
/// If this build has no backend.
pub fn contradiction(problem: &Problem, options: &Options) -> Result<Option<Shortfall>, PlanError> {
    let backend = options.backend.or_else(Backend::best).ok_or(PlanError::NoBackend)?;
    let control = Control::new(options.time_limit, options.stop.clone(), options.observer.clone());
    let control = control.within(options.work_limit);
    let Some(soft) = Softened::of(problem.campaign()) else { return Ok(None) };
    let pools = Pools::new(&soft.problem);
    let fields = Fields::of(&soft, &pools);
    let looker = Looker { problem, soft: &soft, pools: &pools, fields, known: &[], backend, control: &control };
    let asked = Asked { with_waivers: true, ..Asked::default() };
    let unfilled = looker.explained(Lack::Must, Vec::new(), 0, [(asked, Likely::default())]);
    let unfilled = unfilled.asked.is_some().then(|| Unfilled { fact: looker.fact(&unfilled), ..unfilled });
    Ok(unfilled.map(|unfilled| looker.mended(vec![unfilled])))
}

/// What a schedule misses of minima.
fn missing(problem: &Problem, schedule: &Schedule) -> i64 {
    let audit = Audit::values(problem, schedule);
    problem.campaign().rules().counts_of(CountOf::Missing).map(|count| audit.counts[count.index()]).sum()
}

/// Open or waived seats of one kind on one date.
#[derive(Clone, Debug)]
struct Group {
    lack: Lack,
    posts: BTreeSet<PostId>,
    seats: i64,
}

fn groups(problem: &Problem, schedule: &Schedule) -> Vec<Group> {
    let pools = Pools::new(problem);
    let view = View::new(problem, schedule);
    let mut groups: BTreeMap<(Lack, SlotId), Group> = BTreeMap::new();
    let mut add = |post: PostId, seats: i64, lack: Lack| {
        let none = || Group { lack, posts: BTreeSet::new(), seats: 0 };
        let group = groups.entry((lack, pools.of_post(Grain::Class, post))).or_insert_with(none);
        group.posts.insert(post);
        group.seats += seats;
    };
    for post in problem.posts() {
        let open = view.open(post.id);
        if open > 0 {
            add(post.id, i64::from(open), Lack::Open);
        }
    }
    let waivers: Vec<_> = problem.campaign().rules().counts_of(CountOf::Waivers).collect();
    for duty in view.duties() {
        let waived: i64 = waivers.iter().map(|&count| problem.price(count, duty.person, duty.post)).sum();
        if waived > 0 {
            add(duty.post, waived, Lack::Waivers);
        }
    }
    groups.into_values().collect()
}

/// Posts that may be what cannot be filled together, with what is likely in the way where something is known of it.
type Frame = (Vec<PostId>, Likely);

/// The programs that are looked at.
struct Fields<'a> {
    /// All posts alone, where they are few.
    posts: Option<Field<'a>>,
    /// All posts by kind of seat, where they are many.
    classes: Option<Field<'a>>,
}

impl<'a> Fields<'a> {
    fn of(soft: &'a Softened, pools: &'a Pools) -> Self {
        let posts = Field::of_posts(soft, pools);
        let classes = posts.is_none().then(|| Field::of_classes(soft, pools));
        Self { posts, classes }
    }

    /// The program of all posts.
    fn all(&self) -> Option<&Field<'a>> {
        self.posts.as_ref().or(self.classes.as_ref())
    }
}

/// What is in the way of some lack elsewhere: on other dates mostly the same is.
fn in_the_way(known: &[Unfilled], lack: Lack) -> BTreeSet<Requirement> {
    let conflicts = known.iter().filter(|one| one.lack == lack).filter_map(|one| one.conflict.as_ref());
    conflicts.flat_map(|conflict| conflict.requirements.iter().copied()).collect()
}

struct Looker<'a> {
    problem: &'a Problem,
    soft: &'a Softened,
    pools: &'a Pools,
    fields: Fields<'a>,
    known: &'a [Shortage],
    backend: Backend,
    control: &'a Control,
}

impl Looker<'_> {
    /// One explanation for all groups that one thing keeps unfilled, the narrowest first: what it tells need not be told again of wider ones.
    fn all(&self, groups: Vec<Group>) -> Vec<Unfilled> {
        let mut framed: Vec<(Vec<Frame>, Group)> =
            groups.into_iter().map(|group| (self.frames(&group), group)).collect();
        framed.sort_by_key(|(frames, _)| frames.first().map(|(posts, _)| posts.len()));
        let mut all: Vec<Unfilled> = Vec::new();
        for (frames, group) in framed {
            let is_same = |known: &&mut Unfilled| {
                let asked = known.asked.as_ref().filter(|_| known.lack == group.lack);
                asked.is_some_and(|asked| group.posts.iter().all(|post| asked.posts.binary_search(post).is_ok()))
            };
            match all.iter_mut().find(is_same) {
                Some(known) => {
                    known.seats += group.seats;
                    known.posts.extend(&group.posts);
                    known.posts.sort_unstable();
                }
                None => all.push(self.one(&group, frames, &all)),
            }
        }
        all.extend(self.beyond(&all));
        all.into_iter().map(|unfilled| Unfilled { fact: self.fact(&unfilled), ..unfilled }).collect()
    }

    /// What keeps more seats open, over all dates together, than the dates one by one: people who serve on one date are not there for the next.
    fn beyond(&self, known: &[Unfilled]) -> Option<Unfilled> {
        let of_open = || known.iter().filter(|one| one.lack == Lack::Open);
        let seats: i64 = of_open().map(|one| one.seats).sum();
        let told: i64 = of_open().filter_map(|one| one.conflict.as_ref()).map(|conflict| conflict.missing).sum();
        if told == 0 || told >= seats {
            return None;
        }
        let posts: BTreeSet<PostId> = of_open().flat_map(|one| &one.posts).copied().collect();
        let everything = self.problem.posts().iter().map(|post| post.id).collect();
        let asked = Asked { posts: everything, but: told, with_waivers: true, ..Asked::default() };
        let posts = posts.into_iter().collect();
        let rules = self.fields.all().map(Field::lasting).unwrap_or_default();
        let likely = Likely { rules, requirements: in_the_way(known, Lack::Open) };
        Some(self.explained(Lack::Open, posts, seats - told, [(asked, likely)])).filter(|one| one.conflict.is_some())
    }

    fn one(&self, group: &Group, frames: Vec<Frame>, known: &[Unfilled]) -> Unfilled {
        let in_the_way = in_the_way(known, group.lack);
        let asked = frames.into_iter().map(|(posts, likely)| {
            let likely = Likely { requirements: in_the_way.clone(), ..likely };
            let within = |asked: &&Asked| asked.posts.iter().all(|post| posts.binary_search(post).is_ok());
            let told = known.iter().filter(|known| known.lack == group.lack);
            let told = told.filter_map(|known| known.asked.as_ref().filter(within).zip(known.conflict.as_ref()));
            let but = told.map(|(_, conflict)| conflict.missing).sum();
            (Asked { posts, but, with_waivers: group.lack == Lack::Open, ..Asked::default() }, likely)
        });
        self.explained(group.lack, group.posts.iter().copied().collect(), group.seats, asked)
    }

    /// Why minima are missed that counting found short.
    fn minimum(&self, short: &Shortage) -> Unfilled {
        let asked = Asked { minima: short.asks.clone(), with_waivers: true, ..Asked::default() };
        let unfilled = self.explained(Lack::Minimum, Vec::new(), short.missing, [(asked, Likely::default())]);
        let counted = short.fact(self.problem);
        let fact = match &unfilled.conflict {
            Some(_) => Fact { says: counted.says, ..self.fact(&unfilled) },
            None => counted,
        };
        Unfilled { fact, ..unfilled }
    }

    /// Why minima are missed that counting did not find short.
    fn minima(&self, missing: i64) -> Unfilled {
        let minima = self.fields.all().map(Field::minima).unwrap_or_default();
        let asked = Asked { minima, with_waivers: true, ..Asked::default() };
        let unfilled = self.explained(Lack::Minimum, Vec::new(), missing, [(asked, Likely::default())]);
        Unfilled { fact: self.fact(&unfilled), ..unfilled }
    }

    /// The first of some askings that cannot be, with what keeps it from being.
    fn explained(
        &self,
        lack: Lack,
        posts: Vec<PostId>,
        seats: i64,
        all: impl IntoIterator<Item = (Asked, Likely)>,
    ) -> Unfilled {
        let found = all.into_iter().filter(|_| !self.control.is_over()).find_map(|(asked, likely)| {
            let requirements = self.requirements(&asked)?;
            let (conflict, held) = conflict::Search::new(&requirements, self.control).least(self.problem, &likely)?;
            let because = conflict::facts(&self.soft.problem, &requirements, &held);
            Some((asked, conflict, because))
        });
        let (asked, conflict, because) = match found {
            Some((asked, conflict, because)) => (Some(asked), Some(conflict), because),
            None => Default::default(),
        };
        let fact = Fact::new(lack.code(), Subject::default(), Text::plain("")).because(because);
        Unfilled { lack, posts, seats, asked, conflict, fact }
    }

    /// What lacks, with the fewest exceptions that mend all of it.
    fn mended(&self, lacks: Vec<Unfilled>) -> Shortfall {
        let is_kept = lacks.iter().any(|lack| lack.conflict.is_some());
        let exceptions = is_kept.then(|| self.exceptions(&lacks)).flatten();
        let remedy = exceptions.as_ref().map(|exceptions| exceptions.fact(self.problem));
        let mut facts: Vec<Fact> = lacks.iter().map(|lack| lack.fact.clone()).collect();
        match &mut facts[..] {
            [only] => *only = only.clone().remedies(remedy),
            _ => facts.extend(remedy.map(|remedy| {
                Fact::new("all-together", Subject::default(), text!("all of this together", "以上各项合计"))
                    .remedies([remedy])
            })),
        }
        Shortfall { lacks, exceptions, facts }
    }

    /// The fewest exceptions for all that lacks: where posts are few every seat is to be filled, else those of the kinds and dates that lack.
    fn exceptions(&self, lacks: &[Unfilled]) -> Option<Exceptions> {
        let asked = || lacks.iter().filter_map(|lack| lack.asked.as_ref());
        let is_must = lacks.iter().all(|lack| lack.lack == Lack::Must);
        let posts: BTreeSet<PostId> = match &self.fields.posts {
            _ if is_must => BTreeSet::new(),
            Some(_) => self.problem.posts().iter().map(|post| post.id).collect(),
            None => asked()
                .flat_map(|asked| &asked.posts)
                .chain(lacks.iter().flat_map(|lack| &lack.posts))
                .copied()
                .collect(),
        };
        let minima = match &self.fields.posts {
            Some(whole) if !is_must => whole.minima(),
            _ => asked().flat_map(|asked| asked.minima.iter().copied()).collect(),
        };
        let asked = Asked { posts: posts.into_iter().collect(), minima, ..Asked::default() };
        let requirements = self.requirements(&asked)?;
        Exceptions::fewest(&self.soft.problem, self.pools, &requirements, self.fields.posts.is_some(), self.control)
    }

    /// Where posts are many, whole classes of them are looked at as such, others post by post.
    fn requirements(&self, asked: &Asked) -> Option<Requirements> {
        if let Some(posts) = &self.fields.posts {
            return Some(Requirements::new(posts, asked, self.backend));
        }
        let is_asked = |post: &PostId| asked.posts.binary_search(post).is_ok();
        let of_class = |post: PostId| self.pools.slot(self.pools.of_post(Grain::Class, post)).posts.iter();
        if asked.posts.iter().all(|&post| of_class(post).all(is_asked)) {
            return self.fields.classes.as_ref().map(|classes| Requirements::new(classes, asked, self.backend));
        }
        let field = Field::of_teams(self.soft, self.pools, &asked.posts)?;
        Some(Requirements::new(&field, asked, self.backend))
    }

    /// Sets of posts that may be what cannot be filled together, the smallest first: what counting found short, the kind of seat on these dates, the
    /// teams, all seats on these dates, the kind of seat on all dates, everything.
    fn frames(&self, group: &Group) -> Vec<Frame> {
        let of_kind = |short: &&Shortage| match short.kind {
            ShortageKind::Seats => group.lack == Lack::Open,
            ShortageKind::Waivers => group.lack == Lack::Waivers,
            ShortageKind::Contradiction | ShortageKind::Minimum => false,
        };
        let meets = |short: &&Shortage| short.posts.iter().any(|post| group.posts.contains(post));
        let frame = |short: &Shortage| (short.posts.clone(), Likely { rules: self.rules(short), ..Likely::default() });
        let mut known: Vec<Frame> = self.known.iter().filter(of_kind).filter(meets).map(frame).collect();
        known.sort_by_key(|(posts, _)| posts.len());
        let first = self.problem.post(*group.posts.first().expect("a group has posts"));
        let all = |is_here: &dyn Fn(&lunban_core::Post) -> bool| -> Vec<PostId> {
            self.problem.posts().iter().filter(|post| is_here(post)).map(|post| post.id).collect()
        };
        let same_seat = |post: &lunban_core::Post| (post.kind, post.role) == (first.kind, first.role);
        let on = |span: DateRange| move |post: &lunban_core::Post| post.span == span;
        let class = self.pools.slot(self.pools.of_post(Grain::Class, first.id)).posts.clone();
        let teams = group.posts.iter().copied().collect();
        let wider = [class, teams, all(&on(first.span)), all(&same_seat), all(&|_| true)];
        known.into_iter().chain(wider.map(|posts| (posts, Likely::default()))).collect()
    }

    /// The rules that counting found to be in the way.
    fn rules(&self, short: &Shortage) -> BTreeSet<&'static str> {
        let limits = short.limits.iter().map(|used| used.label.what.0);
        let kept = short.kept.iter().map(|kept| kept.rule);
        let entries = self.problem.campaign().rules().entries().iter();
        let of_waivers = entries.filter(|entry| entry.page().counts.iter().any(|count| count.of == CountOf::Waivers));
        let of_waivers = of_waivers.filter(|_| short.kind == ShortageKind::Waivers).map(RuleEntry::id);
        limits.chain(kept).chain(of_waivers).collect()
    }

    /// What is lacking, with what was found of it.
    fn fact(&self, unfilled: &Unfilled) -> Fact {
        let Unfilled { lack, posts, seats, asked, conflict, fact } = unfilled;
        let asked = asked.as_ref().map_or(&[][..], |asked| &asked.posts);
        let shown: Vec<PostId> = posts.iter().chain(asked).copied().collect::<BTreeSet<_>>().into_iter().collect();
        let narrower = Some(asked).filter(|asked| !asked.is_empty() && asked.len() < shown.len());
        let Text { english, chinese } = self.problem.say_seats(&shown);
        let says = match (lack, conflict) {
            (Lack::Open, Some(_)) => {
                text!(
                    "{english}: {seats} open, for not all of them can be filled",
                    "{chinese}：空缺{seats}席，无法全部满足"
                )
            }
            (Lack::Waivers, Some(_)) => text!(
                "{english}: {seats} held with a waiver, for not all of them can be filled without",
                "{chinese}：{seats}席经豁免任职，无豁免则无法全部满足"
            ),
            (Lack::Open, None) => text!(
                "{english}: {seats} open, and nothing was found that keeps them so: a better plan may fill them",
                "{chinese}：空缺{seats}席，未发现必然原因：更优的方案或可满足"
            ),
            (Lack::Waivers, None) => text!(
                "{english}: {seats} held with a waiver, and nothing was found that asks for it",
                "{chinese}：{seats}席经豁免任职，未发现必然原因"
            ),
            (Lack::Minimum, _) => text!("{seats} missing to minima", "距下限缺{seats}"),
            (Lack::Must, _) => text!("what must be cannot be, all of it together", "硬性要求无法同时满足"),
        };
        let is_minimal = conflict.as_ref().is_some_and(|conflict| conflict.is_minimal);
        Fact::new(lack.code(), Subject::of_posts(self.problem, posts), says)
            .number("seats", *seats)
            .number("minimal", i64::from(is_minimal))
            .because(narrower.map(|asked| self.already(asked)))
            .because(Some(posts).filter(|_| *lack == Lack::Waivers).and_then(|posts| granted(self.problem, posts)))
            .because(fact.because.clone())
    }

    /// Fewer seats than are lacking, which cannot be filled either.
    fn already(&self, asked: &[PostId]) -> Fact {
        let Text { english, chinese } = self.problem.say_seats(asked);
        let says = text!("already {english} cannot all be filled so", "仅{chinese}即无法全部满足");
        Fact::new("already", Subject::of_posts(self.problem, asked), says)
    }
}
