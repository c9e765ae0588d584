//! `travel`: how far people go.

use std::collections::BTreeMap;

use super::{CountOf, CountPage, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{
    About, ColumnId, Findings, Group, Holding, Label, PersonId, PlaceId, Places, Slot, SlotId, Statement, Sum, UnitId,
    View, Window, text,
};

const KM: usize = 0;

/// The mean radius of the earth in km (IUGG).
const EARTH_KM: f64 = 6371.0088;

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Travel;

static PAGE: Page = Page {
    id: "travel",
    says: Phrase::new(
        "Great-circle distance from a person's base city to the city of duty, one way, in whole km, summed over duties. Who has no base counts 0.",
        "从常驻城市到任务城市的大圆距离，单程，取整公里，按任务累加。无常驻地者计0。",
    ),
    source: Phrase::new("Assumption of this campaign.", "本次行动的假设。"),
    mode: Mode::Soft,
    always: false,
    exception: None,
    parameters: &[],
    counts: &[CountPage {
        name: "km",
        says: Phrase::new("a kilometre of the way to a duty", "前往任务地的一公里"),
        of: CountOf::Others,
    }],
    example: "[rules.travel]\n\n[[goals]]\nminimise = [{ count = \"travel.km\" }]",
};

impl RuleKind for Travel {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, _parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        Box::new(Settled)
    }
}

#[derive(Debug)]
struct Settled;

/// Great-circle km between two places to the nearest whole; 0 where a position is not known.
pub fn distance_km(places: &Places, from: PlaceId, to: PlaceId) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "no place is farther than half the earth")]
    great_circle_km(places, from, to).map_or(0, |km| km.round() as i64)
}

/// Great-circle km between two places by the haversine formula; none where a position is not known.
pub fn great_circle_km(places: &Places, from: PlaceId, to: PlaceId) -> Option<f64> {
    let position = |place| places.place(place).position;
    let ((from_lon, from_lat), (to_lon, to_lat)): ((f64, f64), (f64, f64)) = position(from).zip(position(to))?;
    let (from_lat, to_lat) = (from_lat.to_radians(), to_lat.to_radians());
    let half = |a: f64, b: f64| ((b - a) / 2.0).sin().powi(2);
    let chord =
        half(from_lat, to_lat) + from_lat.cos() * to_lat.cos() * half(from_lon.to_radians(), to_lon.to_radians());
    Some(2.0 * EARTH_KM * chord.sqrt().min(1.0).asin())
}

/// The km from one base to every city, worked out once.
struct Distances<'a> {
    places: &'a Places,
    known: BTreeMap<(PlaceId, PlaceId), i64>,
}

impl Distances<'_> {
    fn km(&mut self, base: Option<PlaceId>, city: PlaceId) -> i64 {
        let places = self.places;
        base.map_or(0, |base| *self.known.entry((base, city)).or_insert_with(|| distance_km(places, base, city)))
    }
}

impl Rule for Settled {
    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        let campaign = window.problem().campaign();
        let mut distances = Distances { places: campaign.places(), known: BTreeMap::new() };
        for group in window.groups() {
            for held in group.slots.iter().flat_map(|&top| window.of_top(top)) {
                let Some(city) = window.slot(held.slot).city else { continue };
                let km = distances.km(campaign.person(held.person).base, city);
                match held.column {
                    Some(column) => statement.count(KM, column, km),
                    None => statement.count_constant(KM, km),
                }
            }
            Flows::of(window, group).state(statement, &mut distances);
        }
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        let campaign = problem.campaign();
        let mut distances = Distances { places: campaign.places(), known: BTreeMap::new() };
        for duty in view.duties() {
            let km = distances.km(campaign.person(duty.person).base, problem.post(duty.post).city);
            findings.count(KM, km, || {
                About::new(text!("{km} km", "{km}公里")).people([duty.person]).post(problem, duty.post)
            });
        }
    }
}

/// The number of a region.
type Region = usize;

/// People who set out together: those of one base and, where a team takes only so many of one unit, those of the unit that most
/// people of the base are of, apart from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stream {
    base: PlaceId,
    unit: Option<UnitId>,
}

impl Stream {
    fn label(self, statement: &Statement<'_>, what: &'static str) -> Label {
        Label { unit: self.unit, number: i64::try_from(self.base.index()).ok(), ..statement.label(what) }
    }
}

/// Where the pools of teams span cities, streams of people flow to them, region by region, as far as seats go: the cheapest flow is no dearer
/// than any seating. Where a region has several cities, the way there is that to the nearest.
struct Flows<'a> {
    window: &'a Window<'a>,
    group: &'a Group,
    /// The most people of one unit in a team, if a rule that binds says so.
    most_of_unit: Option<i64>,
    /// By base: the unit of more than half of its people.
    main_units: BTreeMap<PlaceId, UnitId>,
}

impl<'a> Flows<'a> {
    fn of(window: &'a Window<'a>, group: &'a Group) -> Self {
        let most_of_unit = window.problem().campaign().rules().most(|rule| rule.most_of_unit());
        let mut flows = Self { window, group, most_of_unit, main_units: BTreeMap::new() };
        if most_of_unit.is_some() {
            flows.main_units = flows.main_units();
        }
        flows
    }

    fn main_units(&self) -> BTreeMap<PlaceId, UnitId> {
        let mut people: BTreeMap<PlaceId, BTreeMap<UnitId, usize>> = BTreeMap::new();
        for held in self.group.slots.iter().flat_map(|&top| self.pooled(top)) {
            let person = self.window.problem().campaign().person(held.person);
            if let Some(base) = person.base {
                *people.entry(base).or_default().entry(person.unit).or_default() += 1;
            }
        }
        let main = |units: BTreeMap<UnitId, usize>| {
            let half = units.values().sum::<usize>() / 2;
            units.into_iter().find(|(_, people)| *people > half).map(|(unit, _)| unit)
        };
        people.into_iter().filter_map(|(base, units)| Some((base, main(units)?))).collect()
    }

    /// Holdings in a slot to be filled that leave the city open.
    fn pooled(&self, top: SlotId) -> impl Iterator<Item = &'a Holding> {
        let window = self.window;
        window.of_top(top).iter().filter(|held| window.slot(held.slot).city.is_none())
    }

    /// Those within it that name the city, with its region.
    fn placed(&self, top: SlotId) -> impl Iterator<Item = (&'a Holding, Region)> {
        let window = self.window;
        let region = move |held: &Holding| window.regions().of(window.slot(held.slot).city?);
        window.of_top(top).iter().filter_map(move |held| Some((held, region(held)?)))
    }

    fn stream(&self, person: PersonId) -> Option<Stream> {
        let person = self.window.problem().campaign().person(person);
        let base = person.base?;
        Some(Stream { base, unit: self.main_units.get(&base).copied().filter(|&unit| unit == person.unit) })
    }

    fn state(&self, statement: &mut Statement<'_>, distances: &mut Distances<'_>) {
        let mut there: BTreeMap<(Stream, Region), Sum> = BTreeMap::new();
        for &top in &self.group.slots {
            self.state_slot(top, statement, distances, &mut there);
        }
        if let Some(most) = self.most_of_unit {
            self.state_units(most, there, statement);
        }
    }

    /// The flows of one slot; adds to what comes of each stream into each city.
    fn state_slot(
        &self,
        top: SlotId,
        statement: &mut Statement<'_>,
        distances: &mut Distances<'_>,
        there: &mut BTreeMap<(Stream, Region), Sum>,
    ) {
        let mut streams: BTreeMap<Stream, Sum> = BTreeMap::new();
        for held in self.pooled(top) {
            if let Some(stream) = self.stream(held.person) {
                streams.entry(stream).or_default().add(held, 1);
            }
        }
        if streams.is_empty() {
            return;
        }
        let seats = self.seats_by_region(self.window.slot(top));
        let mut taken: BTreeMap<Region, Sum> = seats.keys().map(|&region| (region, Sum::default())).collect();
        for (held, region) in self.placed(top) {
            if let Some(taken) = taken.get_mut(&region) {
                taken.add(held, 1);
            }
            if let Some(stream) = self.stream(held.person) {
                there.entry((stream, region)).or_default().add(held, 1);
            }
        }
        for (stream, mut people) in streams {
            for (&region, &most) in &seats {
                let label = Label { city: self.first(region), slot: Some(top), ..stream.label(statement, "flow") };
                let flow: ColumnId = statement.column(label, 0, most);
                statement.count(KM, flow, self.km(distances, stream.base, region));
                people.add_column(flow, -1);
                there.entry((stream, region)).or_default().add_column(flow, 1);
                if let Some(taken) = taken.get_mut(&region) {
                    taken.add_column(flow, 1);
                }
            }
            let label = Label { slot: Some(top), ..stream.label(statement, "from") };
            statement.define(label, people, 0);
        }
        for (region, taken) in taken {
            let label = Label { city: self.first(region), slot: Some(top), ..statement.label("into") };
            statement.define_at_most(label, taken, seats[&region]);
        }
    }

    /// The cities of a region.
    fn cities(&self, region: Region) -> &'a [PlaceId] {
        self.window.regions().groups().get(region).map_or(&[], Vec::as_slice)
    }

    /// The city that a region is called by.
    fn first(&self, region: Region) -> Option<PlaceId> {
        self.cities(region).first().copied()
    }

    /// The km to the nearest city of a region.
    fn km(&self, distances: &mut Distances<'_>, base: PlaceId, region: Region) -> i64 {
        self.cities(region).iter().map(|&city| distances.km(Some(base), city)).min().unwrap_or(0)
    }

    fn seats_by_region(&self, slot: &Slot) -> BTreeMap<Region, i64> {
        let mut seats = BTreeMap::new();
        for &post in &slot.posts {
            let post = self.window.problem().post(post);
            if let Some(region) = self.window.regions().of(post.city) {
                *seats.entry(region).or_default() += i64::from(post.seats);
            }
        }
        seats
    }

    /// Into the teams of a region come only so many of one unit.
    fn state_units(&self, most: i64, there: BTreeMap<(Stream, Region), Sum>, statement: &mut Statement<'_>) {
        let mut teams: BTreeMap<Region, i64> = BTreeMap::new();
        for &team in &self.group.teams {
            let city = self.window.problem().campaign().team(team).city;
            if let Some(region) = self.window.regions().of(city) {
                *teams.entry(region).or_default() += 1;
            }
        }
        for ((stream, region), sum) in there.into_iter().filter(|((stream, _), _)| stream.unit.is_some()) {
            let most = most * teams.get(&region).copied().unwrap_or(0);
            if !sum.is_constant() && statement.greatest(&sum) > most {
                let slot = self.group.slots.first().copied();
                let label = Label { city: self.first(region), slot, ..stream.label(statement, "of_unit") };
                statement.define_at_most(label, sum, most);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::distance_km;
    use crate::testing::Tiny;

    /// Three cities along a meridian and the equator, and one whose position is not known.
    fn tiny() -> Tiny {
        let at = |draft: &mut crate::Draft, code: &str, position: (f64, f64)| {
            let place = draft.places.iter_mut().find(|place| place.code == code).unwrap();
            (place.lon, place.lat) = (Some(position.0), Some(position.1));
        };
        let tiny = Tiny::new()
            .people(["P1 A staff base=130100", "P2 A staff base=130200", "P3 A staff base=110100"])
            .team("T1 130100 city 2")
            .team("T2 130200 city 2")
            .team("T3 110100 city 2")
            .rule("travel", "");
        tiny.change(|draft| {
            at(draft, "130100", (116.0, 0.0));
            at(draft, "130200", (117.0, 0.0));
        })
    }

    #[test]
    fn a_degree_of_the_equator_is_111_km() {
        let campaign = tiny().campaign();
        let place = |code| campaign.places().find(code, None).unwrap();
        assert_eq!(distance_km(campaign.places(), place("130100"), place("130200")), 111);
        assert_eq!(distance_km(campaign.places(), place("130200"), place("130100")), 111);
        assert_eq!(distance_km(campaign.places(), place("130100"), place("130100")), 0);
        assert_eq!(distance_km(campaign.places(), place("130100"), place("110100")), 0);
    }

    #[test]
    fn the_way_to_each_duty_counts_once() {
        assert_eq!(tiny().finds("r1 T1 leader P1; r1 T3 leader P1"), [""; 0]);
        assert_eq!(
            tiny().finds("r1 T2 leader P1; r2 T2 leader P1; r1 T1 leader P2"),
            [
                "travel.km 111: P2 in r1 T1 leader",
                "travel.km 111: P1 in r1 T2 leader",
                "travel.km 111: P1 in r2 T2 leader"
            ]
        );
    }

    #[test]
    fn it_has_no_parameter() {
        assert_eq!(tiny().rule("travel", "unit = 1").faults(), ["unknown-key at rules.travel.unit: unit"]);
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        tiny().agrees_in_both_modes("travel");
        tiny().rule("one-seat", "").agrees_in_both_modes("travel");
    }
}
