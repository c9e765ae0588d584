//! The arithmetic of the campaigns made here, as the plan and the profile have it.

use std::collections::BTreeMap;

use lunban_core::{Absence, Campaign, DateRange, Draft, PersonDraft, PlaceLevel, RoundId, WishDraft};
use lunban_generate::{ACCEPTANCE_SEEDS, BORDERS, SHIPPED_SEED, Shape, borders_within, generate, tiny};

fn shipped() -> Draft {
    generate(Shape::Jjj, SHIPPED_SEED).draft
}

/// The people of units that send residents.
fn residents(draft: &Draft) -> Vec<&PersonDraft> {
    let is_direct = |id: &str| draft.units.iter().any(|unit| unit.unit == id && unit.kind == "direct");
    draft.people.iter().filter(|person| is_direct(&person.unit)).collect()
}

fn counted<'a>(people: &[&'a PersonDraft], holds: impl Fn(&'a PersonDraft) -> bool) -> usize {
    people.iter().filter(|person| holds(person)).count()
}

fn of_rank(people: &[&PersonDraft], rank: &str) -> usize {
    counted(people, |person| person.rank == rank)
}

fn bearing(people: &[&PersonDraft], tag: &str) -> usize {
    counted(people, |person| person.tags.iter().any(|borne| borne == tag))
}

/// The rounds that an absence touches, by the campaign's dates.
fn rounds_touched(campaign: &Campaign, person: &str) -> Vec<RoundId> {
    let person = campaign.person(campaign.find_person(person).unwrap());
    let is_away = |span: DateRange| person.away.iter().any(|absence| absence.meets(span));
    campaign.calendar().ids().filter(|&round| is_away(campaign.calendar().round(round).span)).collect()
}

#[test]
fn the_plans_arithmetic_comes_out() {
    let campaign = Campaign::build(shipped()).unwrap();
    assert_eq!(campaign.warnings(), []);
    let rounds = campaign.calendar().rounds().len();
    assert_eq!(rounds, 8);
    assert_eq!(campaign.span().to_string(), "2017-09-15/2018-01-04");
    let seats: u32 = campaign.teams().iter().map(lunban_core::Team::size).sum();
    assert_eq!((seats, seats * 8), (310, 2_480));
    let of_kind = |name: &str| campaign.teams().iter().filter(|team| campaign.kind(team.kind).name == name).count();
    assert_eq!((of_kind("city"), of_kind("county")), (28, 74));
    assert_eq!((of_kind("city") * rounds, of_kind("county") * rounds), (224, 592), "a leader each");
    assert_eq!(campaign.teams().iter().map(|team| team.vehicles).sum::<u32>(), 106);
    assert_eq!(campaign.teams().iter().filter(|team| team.size() == 4).count(), 4);
}

#[test]
fn every_county_is_covered_once_by_a_team_of_its_city() {
    for shape in Shape::ALL {
        let campaign = Campaign::build(generate(shape, SHIPPED_SEED).draft).unwrap();
        let mut covered = BTreeMap::new();
        for team in campaign.teams() {
            for &county in &team.covers {
                assert_eq!(campaign.places().city_of(county), Some(team.city));
                *covered.entry(county).or_insert(0) += 1;
            }
        }
        let counties = campaign.places().all().iter().filter(|place| place.level == PlaceLevel::County).count();
        assert_eq!((covered.len(), counties), (327, 327));
        assert!(covered.values().all(|&times| times == 1));
    }
}

#[test]
fn territories_are_as_large_as_the_plan_wants() {
    let draft = shipped();
    let outside = ["110100", "120100"];
    for team in draft.teams.iter().filter(|team| !outside.contains(&team.city.as_str())) {
        let allowed = if team.kind == "city" { 3..=6 } else { 2..=4 };
        assert!(allowed.contains(&team.covers.len()), "{}: {}", team.team, team.covers.len());
    }
    let small = draft.teams.iter().filter(|team| team.kind == "city" && team.covers.len() == 3);
    let cities: Vec<&str> = small.map(|team| team.city.as_str()).collect();
    assert_eq!(cities, ["140300", "410600"], "cities of five counties");
}

#[test]
fn units_send_people_in_proportion() {
    let draft = shipped();
    let residents = residents(&draft);
    assert_eq!((draft.units.len(), residents.len()), (33, 1_300));
    let of_unit = |unit: &str| draft.people.iter().filter(|person| person.unit == unit).count();
    assert_eq!((of_unit("U16"), of_unit("U33")), (184, 9), "600 and 30 of 4,240 heads");
    let kinds = |kind: &'static str| draft.units.iter().filter(move |unit| unit.kind == kind);
    assert_eq!(kinds("direct").filter(|unit| of_unit(&unit.unit) >= 6).count(), 20);
    assert_eq!(kinds("nuclear-station").map(|unit| of_unit(&unit.unit)).sum::<usize>(), 0);
    for unit in kinds("emergency-centre").chain(kinds("supervision-centre")) {
        let people: Vec<&PersonDraft> = draft.people.iter().filter(|person| person.unit == unit.unit).collect();
        assert!((6..=10).contains(&people.len()));
        assert_eq!(bearing(&people, &unit.kind), people.len());
    }
}

#[test]
fn ranks_and_tags_are_met_exactly_whatever_the_seed() {
    for seed in ACCEPTANCE_SEEDS {
        let draft = generate(Shape::Jjj, seed).draft;
        let residents = residents(&draft);
        assert_eq!((of_rank(&residents, "司局级"), of_rank(&residents, "处级")), (106, 310));
        assert_eq!((of_rank(&residents, "科级"), of_rank(&residents, "科员")), (486, 398));
        assert_eq!((bearing(&residents, "experienced"), bearing(&residents, "commended")), (442, 104));
    }
}

#[test]
fn half_are_away_in_one_to_three_rounds_and_most_in_the_heavy_ones() {
    let draft = shipped();
    let campaign = Campaign::build(draft.clone()).unwrap();
    let mut per_round = vec![0; campaign.calendar().rounds().len()];
    let residents = residents(&draft);
    for person in residents.iter().filter(|person| !person.unavailable.is_empty()) {
        let rounds = rounds_touched(&campaign, &person.id);
        assert!((1..=3).contains(&rounds.len()));
        for round in rounds {
            per_round[round.index()] += 1;
        }
    }
    assert_eq!(counted(&residents, |person| !person.unavailable.is_empty()), 650);
    let mut worst: Vec<usize> = (0..per_round.len()).collect();
    worst.sort_by_key(|&round| std::cmp::Reverse(per_round[round]));
    worst.truncate(2);
    worst.sort_unstable();
    assert_eq!(worst, [1, 7], "rounds 2 and 8 of {per_round:?}");
}

#[test]
fn absences_are_written_as_rounds_and_as_dates_some_of_part_of_a_round() {
    let campaign = Campaign::build(shipped()).unwrap();
    let absences: Vec<Absence> = campaign.draft().people.iter().flat_map(|person| person.unavailable.clone()).collect();
    let spans: Vec<DateRange> = campaign.calendar().rounds().iter().map(|round| round.span).collect();
    let is_part = |dates: &DateRange| spans.iter().any(|span| span.meets(*dates) && !dates.covers(*span));
    let dates: Vec<DateRange> = absences
        .iter()
        .filter_map(|absence| match absence {
            Absence::Dates(dates) => Some(*dates),
            Absence::Rounds { .. } => None,
        })
        .collect();
    assert!((30..=50).contains(&(dates.len() * 100 / absences.len())));
    assert!(dates.iter().any(is_part));
}

#[test]
fn five_units_miss_half_of_their_leaders_in_one_round() {
    let campaign = Campaign::build(shipped()).unwrap();
    let draft = campaign.draft();
    let leaders = residents(draft).into_iter().filter(|person| ["处级", "司局级"].contains(&person.rank.as_str()));
    let mut of_unit: BTreeMap<&str, Vec<&PersonDraft>> = BTreeMap::new();
    for leader in leaders {
        of_unit.entry(&leader.unit).or_default().push(leader);
    }
    let misses_half = |leaders: &Vec<&PersonDraft>| {
        campaign.calendar().ids().any(|round| {
            let away = counted(leaders, |leader| rounds_touched(&campaign, &leader.id).contains(&round));
            away * 2 >= leaders.len()
        })
    };
    let units = of_unit.values().filter(|leaders| leaders.len() > 1 && misses_half(leaders)).count();
    assert!(units >= 5, "{units}");
}

#[test]
fn homes_and_wishes_are_met_exactly() {
    let campaign = Campaign::build(shipped()).unwrap();
    let draft = campaign.draft();
    let residents = residents(draft);
    let places = campaign.places();
    let is_here = |home: &String| {
        let city = places.find(home, None).ok().and_then(|place| places.city_of(place));
        campaign.teams().iter().any(|team| Some(team.city) == city)
    };
    assert_eq!(counted(&residents, |person| person.home.iter().any(is_here)), 520);
    assert_eq!(counted(&residents, |person| !person.home.is_empty()), 715);
    let places_of = |person: &PersonDraft| {
        let wishes = person.prefer.iter().chain(&person.avoid);
        wishes.filter(|wish| matches!(wish, WishDraft::Place(_))).count()
    };
    let asks_for_home =
        |person: &PersonDraft| person.home.iter().any(|home| person.prefer.contains(&WishDraft::Place(home.clone())));
    let with_places = counted(&residents, |person| places_of(person) > 0);
    let for_home = counted(&residents, asks_for_home);
    assert_eq!(with_places, 195 + 52, "15 % and, of the others, 4 % who ask for the city they come from");
    assert!(for_home >= 52, "{for_home}");
}

#[test]
fn most_experienced_people_would_be_free_in_heavy_rounds() {
    let draft = shipped();
    let residents = residents(&draft);
    let avoids = |round| move |person: &PersonDraft| person.avoid.contains(&WishDraft::Round(round));
    let experienced: Vec<&PersonDraft> =
        residents.iter().copied().filter(|person| person.tags.contains(&"experienced".to_owned())).collect();
    let weary = counted(&experienced, |person| avoids(2)(person) && avoids(8)(person));
    assert!(weary * 100 >= experienced.len() * 60, "{weary} of {}", experienced.len());
}

#[test]
fn in_three_units_most_people_wish_for_the_same_two_rounds() {
    let draft = shipped();
    let mut of_unit: BTreeMap<&str, Vec<&PersonDraft>> = BTreeMap::new();
    for person in residents(&draft) {
        of_unit.entry(&person.unit).or_default().push(person);
    }
    let is_busy = |people: &&Vec<&PersonDraft>| {
        let rounds = |person: &PersonDraft| -> Vec<WishDraft> {
            person.prefer.iter().filter(|wish| matches!(wish, WishDraft::Round(_))).cloned().collect()
        };
        let alike = |person: &PersonDraft| counted(people, |other| rounds(other) == rounds(person));
        let most = people.iter().filter(|person| rounds(person).len() == 2).map(|person| alike(person)).max();
        most.is_some_and(|most| most * 100 >= people.len() * 69)
    };
    assert_eq!(of_unit.values().filter(is_busy).count(), 3);
}

#[test]
fn limits_and_late_training_fall_on_each_rank_alike() {
    for seed in ACCEPTANCE_SEEDS {
        let draft = generate(Shape::Jjj, seed).draft;
        let residents = residents(&draft);
        let start = draft.calendar.start;
        for (rank, once_at_most, once_if_possible, late) in
            [("司局级", 4, 7, 32), ("处级", 12, 21, 93), ("科级", 19, 33, 146), ("科员", 16, 27, 119)]
        {
            let of_rank: Vec<&PersonDraft> = residents.iter().copied().filter(|person| person.rank == rank).collect();
            let limited = (
                counted(&of_rank, |person| person.max == Some(1)),
                counted(&of_rank, |person| person.target == Some(1)),
                counted(&of_rank, |person| person.trained.is_none_or(|day| day >= start)),
            );
            assert_eq!(limited, (once_at_most, once_if_possible, late), "seed {seed}, {rank}");
        }
    }
}

#[test]
fn ties_are_in_pairs_of_which_every_other_binds() {
    let draft = shipped();
    let with: Vec<_> = draft.people.iter().flat_map(|person| &person.with).collect();
    let apart: Vec<_> = draft.people.iter().flat_map(|person| &person.apart).collect();
    assert_eq!((with.len(), with.iter().filter(|tie| tie.hard).count()), (13, 7));
    assert_eq!((apart.len(), apart.iter().filter(|tie| tie.hard).count()), (13, 7));
    let find = |id: &str| draft.people.iter().find(|person| person.id == id).unwrap();
    let has_limits = |person: &PersonDraft| person.max.is_some() || person.target.is_some();
    for person in draft.people.iter().filter(|person| !person.with.is_empty()) {
        let other = find(&person.with[0].person);
        assert!(has_limits(person) && !has_limits(other), "{} and {}", person.id, other.id);
    }
    let mut tied: Vec<&str> = draft
        .people
        .iter()
        .flat_map(|person| person.with.iter().chain(&person.apart).flat_map(|tie| [&*person.id, &*tie.person]))
        .collect();
    tied.sort_unstable();
    let people = tied.len();
    tied.dedup();
    assert_eq!(tied.len(), people, "nobody is tied twice");
}

#[test]
fn contacts_are_there_and_units_have_columns_of_their_own() {
    let draft = shipped();
    assert!(draft.people.iter().all(|person| person.phone.len() == 11 && person.phone.starts_with("100")));
    assert!(draft.people.iter().all(|person| person.gender.is_some()));
    assert!(draft.people.iter().any(|person| !person.base.is_empty()));
    let mut names: Vec<&str> = draft.people.iter().map(|person| person.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert!(names.len() * 100 >= draft.people.len() * 98, "{} names", names.len());
    let mut columns: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for person in &draft.people {
        let own = person.extra.iter().map(|(column, _)| column.as_str()).collect();
        let of_unit = columns.entry(&person.unit).or_default();
        if !of_unit.contains(&own) {
            of_unit.push(own);
        }
    }
    assert!(columns.values().all(|sets| sets.len() == 1), "one set of columns in a unit's table");
    let mut sets: Vec<_> = columns.into_values().collect();
    sets.sort();
    sets.dedup();
    assert!(sets.len() >= 5);
}

#[test]
fn one_seed_gives_one_campaign() {
    for shape in Shape::ALL {
        assert_eq!(generate(shape, 9), generate(shape, 9));
        assert_ne!(generate(shape, 9).draft.people, generate(shape, 10).draft.people);
    }
}

#[test]
fn the_sister_has_its_own_numbers() {
    let draft = generate(Shape::Sister, SHIPPED_SEED).draft;
    let people: Vec<&PersonDraft> = draft.people.iter().collect();
    assert_eq!((people.len(), of_rank(&people, "司局级"), of_rank(&people, "处级")), (5_800, 800, 1_200));
    for unit in &draft.units {
        let sent = people.iter().filter(|person| person.unit == unit.unit).count();
        assert!(sent <= unit.headcount.unwrap() as usize, "{}", unit.unit);
    }
    let campaign = Campaign::build(draft).unwrap();
    assert_eq!(campaign.warnings(), []);
    assert_eq!((campaign.teams().len(), campaign.calendar().rounds().len()), (28, 25));
    assert!(campaign.teams().iter().all(|team| team.seats == [1, 1, 6]));
}

#[test]
fn the_long_one_has_its_own_numbers() {
    let draft = generate(Shape::Long, SHIPPED_SEED).draft;
    let people: Vec<&PersonDraft> = draft.people.iter().collect();
    assert_eq!((people.len(), of_rank(&people, "司局级"), of_rank(&people, "处级")), (9_000, 500, 3_000));
    for unit in &draft.units {
        let sent = people.iter().filter(|person| person.unit == unit.unit).count();
        assert!(sent <= unit.headcount.unwrap() as usize, "{}", unit.unit);
    }
    let campaign = Campaign::build(draft).unwrap();
    assert_eq!(campaign.warnings(), []);
    let teams = |holds: &dyn Fn(&lunban_core::Team) -> bool| campaign.teams().iter().filter(|team| holds(team)).count();
    assert_eq!((teams(&|_| true), teams(&|team| team.size() == 4), teams(&|team| team.size() == 3)), (290, 58, 232));
    assert_eq!(teams(&|team| campaign.kind(team.kind).name == "city"), 40);
    let spans: Vec<DateRange> = campaign.calendar().rounds().iter().map(|round| round.span).collect();
    assert_eq!(spans.len(), 11);
    assert!(
        spans.windows(2).all(|pair| pair[1].first() == pair[0].last() - chrono::Days::new(1)),
        "two days in common"
    );
}

#[test]
fn the_scarce_one_is_short_of_what_it_says() {
    for seed in std::iter::once(SHIPPED_SEED).chain(ACCEPTANCE_SEEDS) {
        let draft = generate(Shape::Scarce, seed).draft;
        let residents = residents(&draft);
        assert_eq!((residents.len(), of_rank(&residents, "司局级")), (1_300, 70));
        assert_eq!(bearing(&residents, "experienced"), 290);
        assert_eq!(draft.locks.len(), 20);
        let campaign = Campaign::build(draft).unwrap();
        let rank = campaign.ranks().find("司局级").unwrap();
        let free = |span: DateRange| {
            let leaders = campaign.people().iter().filter(|person| person.rank == rank);
            let is_resident = |person: &&lunban_core::Person| campaign.unit(person.unit).kind == "direct";
            leaders.filter(is_resident).filter(|person| !person.away.iter().any(|absence| absence.meets(span))).count()
        };
        let rounds: Vec<usize> = campaign.calendar().rounds().iter().map(|round| free(round.span)).collect();
        assert_eq!(rounds[3], 25, "seed {seed}: {rounds:?}");
        assert!(rounds.iter().enumerate().all(|(round, free)| round == 3 || *free > 28), "seed {seed}: {rounds:?}");
    }
}

/// Of those of bureau rank, more are there in each round than lead a city team, for every seed.
#[test]
fn leaders_enough_are_there_in_every_round() {
    for seed in std::iter::once(SHIPPED_SEED).chain(ACCEPTANCE_SEEDS) {
        let campaign = Campaign::build(generate(Shape::Jjj, seed).draft).unwrap();
        let rank = campaign.ranks().find("司局级").unwrap();
        for round in campaign.calendar().rounds() {
            let there = campaign
                .people()
                .iter()
                .filter(|person| person.rank == rank && !person.away.iter().any(|absence| absence.meets(round.span)));
            let there = there.count();
            assert!(there * 10 >= 28 * 12, "seed {seed}: {there} of bureau rank on {}", round.span);
        }
    }
}

#[test]
fn borders_are_all_of_the_shipped_ones_or_those_between_places_that_are_there() {
    let whole = generate(Shape::Jjj, SHIPPED_SEED).draft;
    assert!(borders_within(&whole).lines().eq(BORDERS.lines()));
    let few = borders_within(&tiny().draft);
    assert!(few.starts_with("code_a,code_b,border_km\n"));
    assert!((5..40).contains(&few.lines().count()) && !few.contains('\r'), "{few}");
}
