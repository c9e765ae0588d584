//! `territory.svg`: a map without tiles. Each county is the land nearest to its position, not farther than the ground around it reaches; the
//! counties of a team have one colour, and no team has that of one it touches.

mod cell;
mod colours;

use std::collections::BTreeMap;

use lunban_core::territory::Area;
use lunban_core::{Language, PlaceId, PlaceLevel, Text, text};
use svg::Document;
use svg::node::element::{Circle, Group, Path, Rectangle, Text as Words, Title};

use super::Divided;
use cell::{Point, cells};

/// Width of the map in pixels; its height follows.
const WIDTH: f64 = 900.0;
const MARGIN: f64 = 20.0;
/// Room for the title.
const TOP: f64 = 56.0;
/// Room for the legend.
const BOTTOM: f64 = 40.0;

const INK: &str = "#1f2328";
const PAPER: &str = "#ffffff";

/// The map as an SVG document, the same bytes for the same division.
pub(super) fn write(divided: &Divided<'_>, language: Language) -> String {
    let areas: Vec<&Area> = divided.division.areas().collect();
    let mut area_of: BTreeMap<PlaceId, usize> = BTreeMap::new();
    for (position, area) in areas.iter().enumerate() {
        area_of.extend(area.counties.iter().map(|&county| (county, position)));
    }
    let projection = Projection::of(divided, area_of.keys().copied());
    let mut map = Map { divided, areas, area_of, projection, language };
    map.projection.height += TOP + BOTTOM;
    map.document().to_string() + "\n"
}

/// Degrees to pixels: a degree of longitude is as much shorter than one of latitude as it is in the middle of the map.
struct Projection {
    west: f64,
    north: f64,
    shrink: f64,
    scale: f64,
    height: f64,
}

impl Projection {
    fn of(divided: &Divided<'_>, counties: impl Iterator<Item = PlaceId>) -> Self {
        let positions: Vec<(f64, f64)> =
            counties.filter_map(|county| divided.campaign.places().place(county).position).collect();
        let edge = |start: f64, end: fn(f64, f64) -> f64, of: fn(&(f64, f64)) -> f64| {
            positions.iter().map(of).fold(start, end)
        };
        // Land reaches a little beyond the outermost positions.
        let beyond = 0.35;
        let (west, east) = (edge(180.0, f64::min, |at| at.0) - beyond, edge(-180.0, f64::max, |at| at.0) + beyond);
        let (south, north) = (edge(90.0, f64::min, |at| at.1) - beyond, edge(-90.0, f64::max, |at| at.1) + beyond);
        let shrink = f64::midpoint(south, north).to_radians().cos();
        let scale = (WIDTH - 2.0 * MARGIN) / ((east - west).max(0.1) * shrink);
        Self { west, north, shrink, scale, height: (north - south) * scale }
    }

    fn point(&self, (lon, lat): (f64, f64)) -> Point {
        Point { x: MARGIN + (lon - self.west) * self.shrink * self.scale, y: TOP + (self.north - lat) * self.scale }
    }
}

struct Map<'a> {
    divided: &'a Divided<'a>,
    areas: Vec<&'a Area>,
    /// The position of the area that each county is in.
    area_of: BTreeMap<PlaceId, usize>,
    projection: Projection,
    language: Language,
}

impl Map<'_> {
    fn document(&self) -> Document {
        let height = self.projection.height;
        let paper = Rectangle::new().set("width", WIDTH).set("height", whole(height)).set("fill", PAPER);
        Document::new()
            .set("viewBox", (0, 0, whole(WIDTH), whole(height)))
            .set("font-family", "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif")
            .set("role", "img")
            .add(Title::new(self.title().to(self.language)))
            .add(paper)
            .add(self.land())
            .add(self.seats())
            .add(self.cities())
            .add(words(MARGIN, 34.0, 20.0, "start", self.title().to(self.language)))
            .add(self.legend(height - BOTTOM / 2.0))
    }

    fn title(&self) -> Text {
        let (counties, teams) = (self.area_of.len(), self.areas.len());
        text!("{counties} counties, {teams} teams: who covers what", "{counties}个县（市、区），{teams}组：负责区域")
    }

    /// The counties, each in the colour of its team and with its names to point at.
    fn land(&self) -> Group {
        let places = self.divided.campaign.places();
        let counties: Vec<PlaceId> =
            self.area_of.keys().copied().filter(|&county| places.place(county).position.is_some()).collect();
        let points: Vec<Point> = counties
            .iter()
            .filter_map(|&county| places.place(county).position)
            .map(|at| self.projection.point(at))
            .collect();
        let colours = colours::colours(self.areas.len(), &self.area_of, &self.touching());
        let shapes = counties.iter().zip(cells(&points, 0.42 * self.projection.scale)).map(|(county, cell)| {
            let area = self.area_of[county];
            let place = places.place(*county);
            let title = format!("{} {} · {}", place.code, place.name, self.areas[area].team);
            Path::new().set("d", outline(&cell)).set("fill", colours[area]).add(Title::new(title))
        });
        shapes.fold(Group::new().set("stroke", PAPER).set("stroke-width", 0.6), Group::add)
    }

    /// Pairs of counties that touch, across cities too.
    fn touching(&self) -> Vec<(PlaceId, PlaceId)> {
        let find = |code: &str| self.divided.campaign.places().find(code, Some(PlaceLevel::County)).ok();
        let borders = self.divided.borders.iter();
        borders.filter_map(|border| Some((find(&border.code_a)?, find(&border.code_b)?))).collect()
    }

    /// The seat of each area: filled where it is a core.
    fn seats(&self) -> Group {
        let seat = |area: &&Area| {
            let at = self.divided.campaign.places().place(area.seat).position?;
            let Point { x, y } = self.projection.point(at);
            let is_core = self.is_around_core(area);
            let (radius, fill) = if is_core { (3.4, INK) } else { (2.2, PAPER) };
            Some(Circle::new().set("cx", tenth(x)).set("cy", tenth(y)).set("r", radius).set("fill", fill))
        };
        let seats = self.areas.iter().filter_map(seat);
        seats.fold(Group::new().set("stroke", INK).set("stroke-width", 1), Group::add)
    }

    /// The first area of a city is the one around its core.
    fn is_around_core(&self, area: &Area) -> bool {
        let mut cities = self.divided.division.cities.iter();
        cities.any(|city| city.areas.first().is_some_and(|first| first.team == area.team && city.areas.len() > 1))
    }

    fn cities(&self) -> Group {
        let places = self.divided.campaign.places();
        let named = self.divided.division.cities.iter().filter_map(|city| {
            let seat = city.areas.first()?.seat;
            let Point { x, y } = self.projection.point(places.place(seat).position?);
            Some(words(x, y - 7.0, 12.0, "middle", &places.place(city.city).name))
        });
        let halo = Group::new().set("paint-order", "stroke").set("stroke", PAPER).set("stroke-width", 3);
        named.fold(halo.set("stroke-linejoin", "round"), Group::add)
    }

    fn legend(&self, y: f64) -> Group {
        let dot = |x: f64, radius: f64, fill: &str| {
            Circle::new().set("cx", x).set("cy", tenth(y - 4.0)).set("r", radius).set("fill", fill).set("stroke", INK)
        };
        let core = text!("seat of a city team", "驻市组驻地");
        let seat = text!("seat of a county team", "驻县组驻地");
        let rest =
            text!("one colour, one team; land nearest to each county's position", "同色为一组；各县取距其位置最近之地");
        Group::new()
            .add(dot(MARGIN + 4.0, 3.4, INK))
            .add(words(MARGIN + 14.0, y, 12.0, "start", core.to(self.language)))
            .add(dot(MARGIN + 174.0, 2.6, PAPER))
            .add(words(MARGIN + 184.0, y, 12.0, "start", seat.to(self.language)))
            .add(words(MARGIN + 350.0, y, 12.0, "start", rest.to(self.language)))
    }
}

fn words(x: f64, y: f64, size: f64, anchor: &str, said: &str) -> Words {
    let placed = Words::new(said).set("x", tenth(x)).set("y", tenth(y)).set("font-size", size);
    placed.set("text-anchor", anchor).set("fill", INK)
}

fn outline(cell: &[Point]) -> String {
    let points: Vec<String> = cell.iter().map(|point| format!("{:.1} {:.1}", point.x, point.y)).collect();
    format!("M{}Z", points.join("L"))
}

fn tenth(pixels: f64) -> String {
    format!("{pixels:.1}")
}

#[expect(clippy::cast_possible_truncation, reason = "a picture has few pixels")]
fn whole(pixels: f64) -> i32 {
    pixels.round() as i32
}
