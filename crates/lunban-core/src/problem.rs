//! A campaign indexed for solving: posts on dates, and for each person the posts they may hold.
//!
//! What bars a person from a post, and what a duty adds to a count, depends on a part of the post only: its span, its
//! kind of seat, its city. So it is asked once for each such part ([`Aspect`]), not for each of a million pairs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::rules::{Aspect, Bar, Mode, Prices, RuleEntry};
use crate::{
    Calendar, Campaign, CountId, DateRange, KindId, PersonId, PlaceId, PlaceLevel, PostId, RoleId, RoundId, Team,
    TeamId,
};

/// What is to be filled: equal seats of one role, in one team, over one span of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// The team.
    pub team: TeamId,
    /// The team's kind.
    pub kind: KindId,
    /// The role, among those of the kind.
    pub role: RoleId,
    /// The team's home city.
    pub city: PlaceId,
    /// Its dates.
    pub span: DateRange,
    /// The round whose dates these are; none for a team with dates of its own.
    pub round: Option<RoundId>,
    /// How many equal seats.
    pub seats: u32,
}

/// The parts of a post that rules look at, each numbered.
#[derive(Clone, Copy, Debug)]
struct Parts {
    span: usize,
    seat: usize,
    city: usize,
}

/// A campaign, indexed.
#[derive(Clone, Debug)]
pub struct Problem {
    campaign: Arc<Campaign>,
    posts: Vec<Post>,
    parts: Vec<Parts>,
    moments: Vec<NaiveDate>,
    residents: Vec<bool>,
    barred: Barred,
    prices: Vec<PriceTable>,
    seat_classes: Vec<usize>,
    told_apart: Vec<bool>,
    /// Cities by number.
    cities: Vec<PlaceId>,
    /// For each person the cities that rules speak of, as their numbers; all others are alike.
    spoken_of: Vec<Vec<u32>>,
    /// For each person whether some post is not barred to them.
    may_serve: Vec<bool>,
}

/// People × parts of posts that hard rules bar, and single pairs.
#[derive(Clone, Debug, Default)]
struct Barred {
    span: Grid<bool>,
    seat: Grid<bool>,
    /// One for each rule that bars by city.
    city: Vec<Sparse<bool>>,
    pairs: BTreeSet<(PersonId, PostId)>,
}

/// What a duty adds to one count, by person and one part of the post.
#[derive(Clone, Debug)]
struct PriceTable {
    count: CountId,
    aspect: Aspect,
    amounts: Grid<i64>,
    by_city: Sparse<i64>,
    pairs: BTreeMap<(PersonId, PostId), i64>,
}

/// For each row what most columns hold, and the others: people × cities, of which a rule speaks of few.
#[derive(Clone, Debug, Default)]
struct Sparse<T> {
    most: Vec<T>,
    others: Vec<Vec<(u32, T)>>,
}

impl<T: Copy + Default> Sparse<T> {
    fn new(height: usize) -> Self {
        Self { most: vec![T::default(); height], others: vec![Vec::new(); height] }
    }

    fn at(&self, row: usize, column: usize) -> T {
        let Some(others) = self.others.get(row) else { return T::default() };
        let found = others.binary_search_by_key(&column, |(other, _)| *other as usize);
        found.map_or(self.most[row], |place| others[place].1)
    }
}

#[derive(Clone, Debug, Default)]
struct Grid<T> {
    width: usize,
    cells: Vec<T>,
}

impl<T: Copy + Default> Grid<T> {
    fn new(height: usize, width: usize) -> Self {
        Self { width, cells: vec![T::default(); height * width] }
    }

    fn at(&self, row: usize, column: usize) -> T {
        self.cells[row * self.width + column]
    }

    fn at_mut(&mut self, row: usize, column: usize) -> &mut T {
        &mut self.cells[row * self.width + column]
    }
}

/// One post for each value of a part, to ask rules with.
struct Samples {
    span: Vec<PostId>,
    seat: Vec<PostId>,
    city: Vec<PostId>,
}

impl Problem {
    /// Indexes a campaign.
    pub fn new(campaign: impl Into<Arc<Campaign>>) -> Self {
        let campaign = campaign.into();
        let posts = posts_of(&campaign);
        let (parts, samples) = parts_of(&campaign, &posts);
        let moments = moments_of(&posts);
        let residents = campaign.residents();
        let mut problem = Self {
            campaign,
            posts,
            parts,
            moments,
            residents,
            barred: Barred::default(),
            prices: Vec::new(),
            seat_classes: Vec::new(),
            told_apart: Vec::new(),
            cities: Vec::new(),
            spoken_of: Vec::new(),
            may_serve: Vec::new(),
        };
        problem.cities = samples.city.iter().map(|&post| problem.post(post).city).collect();
        problem.ask(&samples);
        problem.classify(&samples.seat);
        let may_serve = |person| problem.posts.iter().any(|post| problem.may_hold(person, post.id));
        problem.may_serve = problem.campaign.person_ids().map(may_serve).collect();
        problem
    }

    /// Asks every rule what it bars and what it prices.
    fn ask(&mut self, samples: &Samples) {
        let people = self.campaign.people().len();
        let mut barred = Barred {
            span: Grid::new(people, samples.span.len()),
            seat: Grid::new(people, samples.seat.len()),
            city: Vec::new(),
            pairs: BTreeSet::new(),
        };
        let mut prices = Vec::new();
        let every: Vec<PostId> = self.posts.iter().map(|post| post.id).collect();
        let cities = Cities::new(self, &samples.city);
        let mut spoken_of = vec![Vec::new(); people];
        for entry in self.campaign.rules().entries() {
            for &aspect in entry.rule().aspects() {
                let asked = match aspect {
                    Aspect::Span => &samples.span,
                    Aspect::Seat => &samples.seat,
                    Aspect::City => {
                        let more = self.ask_cities(entry, &cities, &mut barred, &mut prices);
                        spoken_of.iter_mut().zip(more).for_each(|(all, more): (&mut Vec<u32>, _)| all.extend(more));
                        continue;
                    }
                    Aspect::Post => &every,
                };
                self.ask_aspect(entry, aspect, asked, &mut barred, &mut prices);
            }
        }
        for cities in &mut spoken_of {
            cities.sort_unstable();
            cities.dedup();
        }
        self.spoken_of = spoken_of;
        self.barred = barred;
        self.prices = prices;
    }

    /// Seats that no person could tell apart by what bars them or what they cost are of one class.
    fn classify(&mut self, samples: &[PostId]) {
        let people = self.campaign.people().len();
        let tables: Vec<&PriceTable> = self.prices.iter().filter(|table| table.aspect == Aspect::Seat).collect();
        let told_apart = |a: usize, b: usize| {
            let mut rules = self.campaign.rules().entries().iter();
            rules.any(|entry| entry.rule().tells_apart(&self.campaign, self.post(samples[a]), self.post(samples[b])))
        };
        let alike = |a: usize, b: usize| {
            !told_apart(a, b)
                && (0..people).all(|row| {
                    self.barred.seat.at(row, a) == self.barred.seat.at(row, b)
                        && tables.iter().all(|table| table.amounts.at(row, a) == table.amounts.at(row, b))
                })
        };
        self.seat_classes =
            (0..samples.len()).map(|seat| (0..seat).find(|&other| alike(seat, other)).unwrap_or(seat)).collect();
        let mut told_apart = vec![false; people];
        let priced = self.prices.iter().flat_map(|table| table.pairs.keys());
        for (person, _) in self.barred.pairs.iter().chain(priced) {
            told_apart[person.index()] = true;
        }
        self.told_apart = told_apart;
    }

    fn ask_aspect(
        &self,
        entry: &RuleEntry,
        aspect: Aspect,
        asked: &[PostId],
        barred: &mut Barred,
        tables: &mut Vec<PriceTable>,
    ) {
        let mut prices = Prices::new(entry);
        for person in self.campaign.person_ids().filter(|&person| entry.rule().touches(&self.campaign, person)) {
            for (position, &post) in asked.iter().enumerate() {
                let post = self.post(post);
                if entry.rule().bars(&self.campaign, person, post, aspect).is_some() {
                    match entry.mode() {
                        Mode::Hard => barred.bar(aspect, person, position, post.id),
                        Mode::Soft => prices.add_broken(1),
                    }
                }
                entry.rule().price(&self.campaign, person, post, aspect, &mut prices);
                for (count, amount) in prices.take() {
                    self.price_table(tables, count, aspect, asked.len()).set(person, position, post.id, amount);
                }
            }
        }
    }

    /// Asks a rule about the cities that it speaks of for each person, and about one of the others: which those cities are.
    fn ask_cities(
        &self,
        entry: &RuleEntry,
        cities: &Cities<'_>,
        barred: &mut Barred,
        tables: &mut Vec<PriceTable>,
    ) -> Vec<Vec<u32>> {
        let people = self.campaign.people().len();
        let mut spoken_of = vec![Vec::new(); people];
        let mut bars = Sparse::new(people);
        let mut prices = Prices::new(entry);
        for person in self.campaign.person_ids().filter(|&person| entry.rule().touches(&self.campaign, person)) {
            let concerned = match entry.rule().places(&self.campaign, person) {
                Some(areas) => cities.concerned(&areas),
                None => (0..short(cities.samples.len())).collect(),
            };
            let row = person.index();
            let mut ask = |city: u32, is_most: bool| {
                let post = self.post(cities.samples[city as usize]);
                let is_barred = entry.rule().bars(&self.campaign, person, post, Aspect::City).is_some();
                match (entry.mode(), is_most) {
                    (Mode::Hard, true) => bars.most[row] = is_barred,
                    (Mode::Hard, false) => bars.others[row].push((city, is_barred)),
                    (Mode::Soft, _) if is_barred => prices.add_broken(1),
                    (Mode::Soft, _) => {}
                }
                entry.rule().price(&self.campaign, person, post, Aspect::City, &mut prices);
                prices.take().into_iter().collect::<Vec<_>>()
            };
            let other = (0..short(cities.samples.len())).find(|city| concerned.binary_search(city).is_err());
            let most = other.map(|city| ask(city, true)).unwrap_or_default();
            let of_each: Vec<(u32, Vec<(CountId, i64)>)> =
                concerned.iter().map(|&city| (city, ask(city, false))).collect();
            self.note_prices(tables, row, &most, &of_each);
            spoken_of[row] = concerned;
        }
        barred.city.push(bars);
        spoken_of
    }

    /// Notes what most cities cost somebody, and what others do.
    fn note_prices(
        &self,
        tables: &mut Vec<PriceTable>,
        row: usize,
        most: &[(CountId, i64)],
        of_each: &[(u32, Vec<(CountId, i64)>)],
    ) {
        let mut counts: Vec<CountId> =
            most.iter().chain(of_each.iter().flat_map(|(_, amounts)| amounts)).map(|(count, _)| *count).collect();
        counts.sort_unstable();
        counts.dedup();
        let amount = |amounts: &[(CountId, i64)], count: CountId| -> i64 {
            amounts.iter().filter(|(other, _)| *other == count).map(|(_, amount)| *amount).sum()
        };
        for count in counts {
            let table = self.price_table(tables, count, Aspect::City, 0);
            table.by_city.most[row] = amount(most, count);
            table.by_city.others[row] = of_each.iter().map(|(city, amounts)| (*city, amount(amounts, count))).collect();
        }
    }

    fn price_table<'t>(
        &self,
        tables: &'t mut Vec<PriceTable>,
        count: CountId,
        aspect: Aspect,
        width: usize,
    ) -> &'t mut PriceTable {
        let found = tables.iter().position(|table| table.count == count && table.aspect == aspect);
        let position = found.unwrap_or_else(|| {
            let people = self.campaign.people().len();
            let (height, by_city) = match aspect {
                Aspect::Post => (0, Sparse::default()),
                Aspect::City => (0, Sparse::new(people)),
                Aspect::Span | Aspect::Seat => (people, Sparse::default()),
            };
            let amounts = Grid::new(height, width);
            tables.push(PriceTable { count, aspect, amounts, by_city, pairs: BTreeMap::new() });
            tables.len() - 1
        });
        &mut tables[position]
    }

    /// The campaign.
    pub fn campaign(&self) -> &Campaign {
        &self.campaign
    }

    /// Posts, sorted by dates, then team, then role.
    pub fn posts(&self) -> &[Post] {
        &self.posts
    }

    /// The post with an id.
    pub fn post(&self, post: PostId) -> &Post {
        &self.posts[post.index()]
    }

    /// The post of a role in a team on dates.
    pub fn find_post(&self, span: DateRange, team: TeamId, role: RoleId) -> Option<PostId> {
        self.posts
            .binary_search_by(|post| (post.span, post.team, post.role).cmp(&(span, team, role)))
            .ok()
            .map(PostId::at)
    }

    /// Days such that posts which meet at all are, as a set, all there on one of these days.
    pub fn moments(&self) -> &[NaiveDate] {
        &self.moments
    }

    /// Whether a person is of the residents' pool.
    pub fn is_resident(&self, person: PersonId) -> bool {
        self.residents[person.index()]
    }

    /// How many duties a person has at most, if a hard rule says so.
    pub fn most_duties(&self, person: PersonId) -> Option<i64> {
        let most = |rule: &dyn crate::rules::Rule| rule.most_duties(&self.campaign, person);
        self.campaign.rules().most(most).filter(|_| self.is_resident(person))
    }

    /// The class of a post's seats: equal for kinds and roles that bar and cost everybody alike.
    pub fn seat_class(&self, post: PostId) -> usize {
        self.seat_classes[self.parts[post.index()].seat]
    }

    /// Whether some rule speaks of a city for a person; all other cities bar and cost that person alike.
    pub fn is_spoken_of(&self, person: PersonId, post: PostId) -> bool {
        let city = short(self.parts[post.index()].city);
        self.spoken_of[person.index()].binary_search(&city).is_ok()
    }

    /// The cities that rules speak of for a person, each by one of its posts.
    pub fn spoken_of(&self, person: PersonId) -> impl Iterator<Item = PlaceId> + '_ {
        self.spoken_of[person.index()].iter().map(|&city| self.cities[city as usize])
    }

    /// Whether some rule tells posts apart for a person that are alike in dates, seats and city.
    pub fn is_told_apart(&self, person: PersonId) -> bool {
        self.told_apart[person.index()]
    }

    /// Whether no hard rule bars a person from a post.
    pub fn may_hold(&self, person: PersonId, post: PostId) -> bool {
        let (row, parts) = (person.index(), self.parts[post.index()]);
        let barred = &self.barred;
        !(barred.span.at(row, parts.span)
            || barred.seat.at(row, parts.seat)
            || barred.city.iter().any(|bars| bars.at(row, parts.city))
            || barred.pairs.contains(&(person, post)))
    }

    /// What a duty on some of the days of a post adds by itself to counts; none where a hard rule bars it.
    pub fn prices_of_part(&self, person: PersonId, post: PostId, span: DateRange) -> Option<Vec<(CountId, i64)>> {
        let part = Post { span, ..*self.post(post) };
        let rules = self.campaign.rules();
        rules.bars(&self.campaign, person, &part).next().is_none().then(|| rules.prices(&self.campaign, person, &part))
    }

    /// Whether there is a post that no hard rule bars a person from.
    pub fn may_serve(&self, person: PersonId) -> bool {
        self.may_serve[person.index()]
    }

    /// Everything that bars a person from a post, with the rule that says so.
    pub fn bars(&self, person: PersonId, post: PostId) -> Vec<(&RuleEntry, Bar)> {
        self.campaign.rules().bars(&self.campaign, person, self.post(post)).collect()
    }

    /// Counts that a duty adds to by itself, in a fixed order: those of [`Problem::price`].
    pub fn priced_counts(&self) -> Vec<CountId> {
        let mut counts: Vec<CountId> = self.prices.iter().map(|table| table.count).collect();
        counts.sort_unstable();
        counts.dedup();
        counts
    }

    /// What a duty of a person in a post adds by itself to a count.
    pub fn price(&self, count: CountId, person: PersonId, post: PostId) -> i64 {
        let (row, parts) = (person.index(), self.parts[post.index()]);
        let tables = self.prices.iter().filter(|table| table.count == count);
        tables
            .map(|table| match table.aspect {
                Aspect::Span => table.amounts.at(row, parts.span),
                Aspect::Seat => table.amounts.at(row, parts.seat),
                Aspect::City => table.by_city.at(row, parts.city),
                Aspect::Post => table.pairs.get(&(person, post)).copied().unwrap_or(0),
            })
            .sum()
    }
}

/// The cities that teams are in, each by one of its posts, and where to find those that a place concerns.
struct Cities<'s> {
    places: &'s crate::Places,
    samples: &'s [PostId],
    of_city: BTreeMap<PlaceId, u32>,
    of_province: BTreeMap<PlaceId, Vec<u32>>,
}

impl<'s> Cities<'s> {
    fn new(problem: &'s Problem, samples: &'s [PostId]) -> Self {
        let places = problem.campaign.places();
        let mut cities = Self { places, samples, of_city: BTreeMap::new(), of_province: BTreeMap::new() };
        for (number, &post) in (0..).zip(samples) {
            let city = problem.post(post).city;
            cities.of_city.insert(city, number);
            if let Some(province) = places.province_of(city) {
                cities.of_province.entry(province).or_default().push(number);
            }
        }
        cities
    }

    /// The cities that some areas concern, sorted.
    fn concerned(&self, areas: &[PlaceId]) -> Vec<u32> {
        let mut concerned = Vec::new();
        for &area in areas {
            match self.places.place(area).level {
                PlaceLevel::Province => concerned.extend(self.of_province.get(&area).into_iter().flatten()),
                _ => concerned.extend(self.places.city_of(area).and_then(|city| self.of_city.get(&city))),
            }
        }
        concerned.sort_unstable();
        concerned.dedup();
        concerned
    }
}

fn short(number: usize) -> u32 {
    u32::try_from(number).expect("fewer than 2^32 cities")
}

impl Barred {
    fn bar(&mut self, aspect: Aspect, person: PersonId, position: usize, post: PostId) {
        let row = person.index();
        match aspect {
            Aspect::Span => *self.span.at_mut(row, position) = true,
            Aspect::Seat => *self.seat.at_mut(row, position) = true,
            Aspect::City | Aspect::Post => {
                self.pairs.insert((person, post));
            }
        }
    }
}

impl PriceTable {
    fn set(&mut self, person: PersonId, position: usize, post: PostId, amount: i64) {
        match self.aspect {
            Aspect::Post => {
                self.pairs.insert((person, post), amount);
            }
            _ => *self.amounts.at_mut(person.index(), position) = amount,
        }
    }
}

/// The posts of a campaign, sorted by dates, then team, then role.
pub(crate) fn posts_of(campaign: &Campaign) -> Vec<Post> {
    let calendar = campaign.calendar();
    let mut posts = Vec::new();
    for (position, team) in campaign.teams().iter().enumerate() {
        let spans: Vec<(Option<RoundId>, DateRange)> = match team.dates {
            Some(span) => vec![(None, span)],
            None => standing(calendar, team).collect(),
        };
        for (round, span) in spans {
            for (role, &seats) in team.seats_in(round).iter().enumerate().filter(|(_, seats)| **seats > 0) {
                let (team_id, role) = (TeamId::at(position), RoleId::at(role));
                let (kind, city) = (team.kind, team.city);
                posts.push(Post { id: PostId::at(0), team: team_id, kind, role, city, span, round, seats });
            }
        }
    }
    posts.sort_by_key(|post| (post.span, post.team, post.role));
    for (position, post) in posts.iter_mut().enumerate() {
        post.id = PostId::at(position);
    }
    posts
}

/// The rounds that a team stands in.
fn standing<'c>(calendar: &'c Calendar, team: &'c Team) -> impl Iterator<Item = (Option<RoundId>, DateRange)> + 'c {
    let rounds = calendar.ids().filter(|&round| team.stands_in(round));
    rounds.map(|round| (Some(round), calendar.round(round).span))
}

fn parts_of(campaign: &Campaign, posts: &[Post]) -> (Vec<Parts>, Samples) {
    fn number<K: Ord>(keys: impl Iterator<Item = K>, samples: &mut Vec<PostId>) -> Vec<usize> {
        let mut known = BTreeMap::new();
        keys.enumerate()
            .map(|(post, key)| {
                *known.entry(key).or_insert_with(|| {
                    samples.push(PostId::at(post));
                    samples.len() - 1
                })
            })
            .collect()
    }
    let mut samples = Samples { span: Vec::new(), seat: Vec::new(), city: Vec::new() };
    let spans = number(posts.iter().map(|post| (post.span, post.round)), &mut samples.span);
    let seats =
        number(posts.iter().map(|post| (post.kind, post.role, &campaign.team(post.team).tags)), &mut samples.seat);
    let cities = number(posts.iter().map(|post| post.city), &mut samples.city);
    let parts = (0..posts.len()).map(|post| Parts { span: spans[post], seat: seats[post], city: cities[post] });
    (parts.collect(), samples)
}

/// The starts of spans on which as many spans meet as do anywhere near: an interval graph has its maximal cliques there.
fn moments_of(posts: &[Post]) -> Vec<NaiveDate> {
    let mut spans: Vec<DateRange> = posts.iter().map(|post| post.span).collect();
    spans.dedup();
    let mut starts: Vec<NaiveDate> = spans.iter().map(|span| span.first()).collect();
    starts.dedup();
    let there = |day: NaiveDate| spans.iter().filter(move |span| span.holds(day));
    let mut moments: Vec<NaiveDate> = Vec::new();
    for (position, &day) in starts.iter().enumerate() {
        let next = starts.get(position + 1);
        if next.is_none_or(|&next| there(day).any(|span| !span.holds(next))) {
            moments.push(day);
        }
    }
    moments
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    use crate::rules::Mode;

    fn everything(tiny: Tiny) -> Tiny {
        tiny.rule("availability", "")
            .rule("pool", "")
            .rule("recusal", "scope = \"province\"")
            .rule("locks", "")
            .rule("leader-rank", "city = { rank = \"bureau\", at_least = \"division\" }")
            .rule("wishes", "")
            .lock("P1 T2 never")
            .lock("P4 leader never")
    }

    #[test]
    fn posts_are_sorted_and_found() {
        let problem = Tiny::busy().team("T4 130100 city 2 2017-09-10/2017-09-16").problem();
        let keys: Vec<_> = problem.posts().iter().map(|post| (post.span, post.team, post.role)).collect();
        assert!(keys.is_sorted());
        for (position, post) in problem.posts().iter().enumerate() {
            assert_eq!(post.id.index(), position);
            assert_eq!(problem.find_post(post.span, post.team, post.role), Some(post.id));
        }
        // A leader and a member in each of two teams and a leader alone in the third, over three rounds, and the team with dates.
        assert_eq!(problem.posts().len(), 5 * 3 + 2);
    }

    #[test]
    fn moments_show_every_set_of_posts_that_meet() {
        let moments = |tiny: Tiny| tiny.problem().moments().iter().map(ToString::to_string).collect::<Vec<_>>();
        let tiny = || Tiny::new().rounds(3, 0).person("P1 A staff").team("T1 130100 city 1");
        assert_eq!(moments(tiny()), ["2017-09-01", "2017-09-15", "2017-09-29"]);
        // Rounds that share two days meet on the days of handover; the last ones hold the rounds at both ends too.
        assert_eq!(moments(tiny().rounds(3, 2)), ["2017-09-13", "2017-09-25"]);
        let own_dates = tiny().team("T2 130200 city 1 2017-09-10/2017-09-16");
        assert_eq!(moments(own_dates), ["2017-09-10", "2017-09-15", "2017-09-29"]);
    }

    #[test]
    fn posts_that_meet_are_all_there_at_some_moment() {
        let problem = Tiny::busy().rounds(4, 5).team("T4 130100 city 2 2017-09-10/2017-09-16").problem();
        for (first, second) in
            problem.posts().iter().flat_map(|first| problem.posts().iter().map(move |second| (first, second)))
        {
            let at_a_moment = problem.moments().iter().any(|&day| first.span.holds(day) && second.span.holds(day));
            assert_eq!(first.span.meets(second.span), at_a_moment);
        }
    }

    #[test]
    fn who_may_hold_a_post_is_who_nothing_bars() {
        let problem = everything(Tiny::busy()).problem();
        let mut barred = 0;
        for (person, post) in
            problem.campaign().person_ids().flat_map(|person| problem.posts().iter().map(move |post| (person, post.id)))
        {
            let bars = problem.bars(person, post);
            assert_eq!(problem.may_hold(person, post), bars.is_empty());
            assert!(bars.iter().all(|(entry, _)| entry.mode() == Mode::Hard));
            barred += usize::from(!bars.is_empty());
        }
        assert!(barred > 0 && barred < 75, "{barred} of 75 pairs");
    }

    #[test]
    fn prices_add_up_to_what_the_audit_counts() {
        let problem = everything(Tiny::busy()).problem();
        for (person, post) in
            problem.campaign().person_ids().flat_map(|person| problem.posts().iter().map(move |post| (person, post.id)))
        {
            let audit = crate::Audit::of(&problem, &crate::Schedule::of_whole(&problem, [(person, post)]));
            for count in problem.priced_counts().into_iter().filter(|_| audit.is_lawful()) {
                assert_eq!(problem.price(count, person, post), audit.counts[count.index()]);
            }
        }
    }

    #[test]
    fn residents_are_those_on_whom_some_team_of_the_rounds_draws() {
        let problem = Tiny::busy().problem();
        let residents: Vec<bool> = problem.campaign().person_ids().map(|person| problem.is_resident(person)).collect();
        assert_eq!(residents, [true, true, true, true, false]);
    }
}
