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
/// campaign that ships.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Residents in all, spread over the units that send them in proportion to headcount: 1,300, where the plan needs 1,240 at
    /// two rounds each.
    pub residents: u32,
    /// No unit sends fewer people than this: 6.
    pub least_per_unit: u32,
    /// Residents of the highest ranks, highest first, spread in proportion to people: 118 of bureau rank, where the plan needs
    /// 112, and 400 of division rank, where it needs 296.
    pub leaders: Vec<u32>,
    /// Of the other residents, those of the next rank; the rest have the rank below it: 55 %.
    pub next_rank: Percent,
    /// Kinds of unit that hand in a roster for irregular teams; their people bear the kind as a tag: `emergency-centre` and
    /// `supervision-centre`.
    pub pools: Vec<&'static str>,
    /// People of each rank in such a roster, highest rank first: 0, 1, 4, 3.
    pub pool_ranks: Vec<u32>,
    /// Tags, and how many residents bear each; one person may bear several: 42 % `experienced`, 8 % `commended`, 12 % `law`,
    /// 15 % `monitoring`.
    pub tags: Vec<(&'static str, Percent)>,
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
    /// Residents with a wish for rounds: 60 %.
    pub round_wishes: Percent,
    /// Residents with a wish for places: 30 %.
    pub place_wishes: Percent,
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
    /// Cities that a person prefers: 3 to 6.
    pub cities_preferred: Span,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            residents: 1_300,
            least_per_unit: 6,
            leaders: vec![118, 400],
            next_rank: Percent(55),
            pools: vec!["emergency-centre", "supervision-centre"],
            pool_ranks: vec![0, 1, 4, 3],
            tags: vec![
                ("experienced", Percent(42)),
                ("commended", Percent(8)),
                ("law", Percent(12)),
                ("monitoring", Percent(15)),
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
            round_wishes: Percent(60),
            place_wishes: Percent(30),
            wishes_to_avoid: Percent(65),
            rounds_avoided: Span::new(1, 2),
            rounds_preferred: Span::new(2, 4),
            heavy_avoided: 8,
            heavy_preferred: 0,
            wishes_by_province: Percent(25),
            cities_avoided: Span::new(1, 3),
            cities_preferred: Span::new(3, 6),
        }
    }
}
