//! What a synthetic roster looks like, in numbers.

/// So many of a hundred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent(pub u32);

impl Percent {
    /// This share of `whole`, to the nearest whole number, halves up.
    ///
    /// ```
    /// use lunban_generate::Percent;
    /// assert_eq!(Percent(42).of(1_300), 546);
    /// ```
    pub fn of(self, whole: u32) -> u32 {
        u32::try_from((u64::from(whole) * u64::from(self.0) + 50) / 100).unwrap_or(u32::MAX)
    }
}

/// How many people bear a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearers {
    /// A share of all.
    Share(Percent),
    /// So many, if there are so many people.
    Exactly(u32),
}

impl Bearers {
    /// How many of so many people.
    pub fn of(self, people: u32) -> u32 {
        match self {
            Self::Share(share) => share.of(people),
            Self::Exactly(bearers) => bearers.min(people),
        }
    }
}

/// A round in which only so many people of the highest rank are free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShortRound {
    /// The round, numbered from 1.
    pub round: u32,
    /// Who is free.
    pub free: u32,
}

/// From `least` to `most`, both included; each as likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The least.
    pub least: u32,
    /// The most.
    pub most: u32,
}

impl Span {
    /// From one number to another.
    pub const fn new(least: u32, most: u32) -> Self {
        Self { least, most }
    }
}

/// The numbers a roster is drawn by. They decide how hard a campaign is to plan; the seed only decides who is who.
///
/// Shares are met exactly (so many people drawn from all of them), not by a coin for each person. The defaults are those of the
/// campaign that ships: everything it needs is there, and almost nothing is to spare, so that each of its rules costs something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Residents in all, spread over the units that send them in proportion to headcount: 1,300, where the plan needs 1,240 at
    /// two rounds each.
    pub residents: u32,
    /// No unit sends fewer people than this: 6.
    pub least_per_unit: u32,
    /// Residents of the highest ranks, highest first, spread in proportion to people: 106 of bureau rank, where the plan needs
    /// 112 at two rounds each, and 310 of division rank, where it needs 296.
    pub leaders: Vec<u32>,
    /// Of the other residents, those of the next rank; the rest have the rank below it: 55 %.
    pub next_rank: Percent,
    /// Kinds of unit that hand in a roster for irregular teams; their people bear the kind as a tag: `emergency-centre` and
    /// `supervision-centre`.
    pub pools: Vec<&'static str>,
    /// People of each rank in such a roster, highest rank first: 0, 1, 4, 3.
    pub pool_ranks: Vec<u32>,
    /// Tags, and how many residents bear each; one person may bear several: 34 % `experienced`, 8 % `commended`, 12 % `law`,
    /// 15 % `monitoring`.
    pub tags: Vec<(&'static str, Bearers)>,
    /// Women, of all people: 36 %.
    pub women: Percent,
    /// People whose city of work is not their unit's: 3 %.
    pub bases_elsewhere: Percent,
    /// Residents with a home in a city of the campaign, half of them with a county there: 40 %.
    pub homes_in_campaign: Percent,
    /// Of those, the ones with a second home there: 10 %.
    pub second_homes: Percent,
    /// Residents with a home elsewhere: 15 %.
    pub homes_elsewhere: Percent,
    /// Residents who are away in some rounds: 50 %.
    pub away: Percent,
    /// In how many rounds: 1 to 3.
    pub rounds_away: Span,
    /// Absences written as dates, some of which cover only a part of a round; the others are written as rounds: 40 %.
    pub absences_as_dates: Percent,
    /// How much likelier a heavy round is drawn as an absence than another: 3 times.
    pub heavy_away: u32,
    /// Units of which half of the leaders are away in one and the same round: 5.
    pub units_without_leaders: u32,
    /// A round in which nearly everybody of the highest rank is away: none.
    pub short_round: Option<ShortRound>,
    /// Residents of each rank who can be sent once at most: 4 %.
    pub once_at_most: Percent,
    /// Residents of each rank who should be sent once, and twice only where it cannot be helped: 7 %.
    pub once_if_possible: Percent,
    /// Residents in pairs that serve together, every other pair because it must; where there are people with limits of their own,
    /// such a pair is one of them and somebody without: 2 %.
    pub together: Percent,
    /// Residents in pairs that do not serve in one team; every other pair must not: 2 %.
    pub apart: Percent,
    /// Residents of each rank who are trained only when the campaign is under way: 30 %.
    pub trained_late: Percent,
    /// How many days after the first of the campaign they are trained: 1 to 28.
    pub days_late: Span,
    /// Units in which most people wish for the same two rounds: 3.
    pub busy_units: u32,
    /// The people of such a unit who do: 70 %.
    pub busy: Percent,
    /// Residents with a tag who would rather be free in heavy rounds: 80 % of the `experienced`.
    pub weary: (&'static str, Percent),
    /// Other residents with a wish for rounds: 20 %.
    pub round_wishes: Percent,
    /// Residents with a wish for places: 15 %.
    pub place_wishes: Percent,
    /// Residents who ask for the city they come from, where `recusal` bars them: 4 %.
    pub home_wishes: Percent,
    /// Wishes that avoid; the others prefer: 65 %.
    pub wishes_to_avoid: Percent,
    /// Rounds that a person avoids: 1 to 2.
    pub rounds_avoided: Span,
    /// Rounds that a person prefers: 2 to 4. Two duties need two rounds with a rest between them.
    pub rounds_preferred: Span,
    /// How much likelier a heavy round is avoided than another: 8 times.
    pub heavy_avoided: u32,
    /// How much likelier a heavy round is preferred than another: 0 times, for nobody asks to be away on a holiday.
    pub heavy_preferred: u32,
    /// Wishes for places that name provinces; the others name cities: 25 %.
    pub wishes_by_province: Percent,
    /// Cities that a person avoids: 1 to 3.
    pub cities_avoided: Span,
    /// Cities that a person prefers: 1 to 3.
    pub cities_preferred: Span,
    /// Locks, each of another person, every other one a duty in some round that must be, the others some team that must not be: 0.
    pub locks: u32,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            residents: 1_300,
            least_per_unit: 6,
            leaders: vec![106, 310],
            next_rank: Percent(55),
            pools: vec!["emergency-centre", "supervision-centre"],
            pool_ranks: vec![0, 1, 4, 3],
            tags: vec![
                ("experienced", Bearers::Share(Percent(34))),
                ("commended", Bearers::Share(Percent(8))),
                ("law", Bearers::Share(Percent(12))),
                ("monitoring", Bearers::Share(Percent(15))),
            ],
            women: Percent(36),
            bases_elsewhere: Percent(3),
            homes_in_campaign: Percent(40),
            second_homes: Percent(10),
            homes_elsewhere: Percent(15),
            away: Percent(50),
            rounds_away: Span::new(1, 3),
            absences_as_dates: Percent(40),
            heavy_away: 3,
            units_without_leaders: 5,
            short_round: None,
            once_at_most: Percent(4),
            once_if_possible: Percent(7),
            together: Percent(2),
            apart: Percent(2),
            trained_late: Percent(30),
            days_late: Span::new(1, 28),
            busy_units: 3,
            busy: Percent(70),
            weary: ("experienced", Percent(80)),
            round_wishes: Percent(20),
            place_wishes: Percent(15),
            home_wishes: Percent(4),
            wishes_to_avoid: Percent(65),
            rounds_avoided: Span::new(1, 2),
            rounds_preferred: Span::new(2, 4),
            heavy_avoided: 8,
            heavy_preferred: 0,
            wishes_by_province: Percent(25),
            cities_avoided: Span::new(1, 3),
            cities_preferred: Span::new(1, 3),
            locks: 0,
        }
    }
}
