//! Provinces, cities and counties, found by code or by name.

use std::collections::BTreeMap;

use crate::{Fault, PlaceDraft, PlaceId, Spot, Table, Text, nearest_text, text};

/// The level of a place in the order of divisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceLevel {
    /// A province, autonomous region or municipality.
    Province,
    /// A city.
    City,
    /// A county, district or county-level city.
    County,
}

impl PlaceLevel {
    fn find(word: &str) -> Option<Self> {
        match word {
            "province" | "省" => Some(Self::Province),
            "city" | "市" => Some(Self::City),
            "county" | "县" => Some(Self::County),
            _ => None,
        }
    }
}

/// One place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its division code.
    pub code: String,
    /// Its name; others may bear it too.
    pub name: String,
    /// Its level.
    pub level: PlaceLevel,
    /// The place it belongs to.
    pub parent: Option<PlaceId>,
    /// Longitude and latitude in degrees, where known.
    pub position: Option<(f64, f64)>,
    /// What it weighs when territory is balanced, where known.
    pub load: Option<u32>,
}

/// All places of a campaign.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    places: Vec<Place>,
    by_name: BTreeMap<String, Vec<PlaceId>>,
}

/// Why a word is not one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAPlace {
    /// No place bears it.
    Unknown,
    /// Several places bear it.
    Ambiguous(Vec<PlaceId>),
}

impl Places {
    pub(super) fn build(drafts: &[PlaceDraft], rows: &[usize], faults: &mut Vec<Fault>) -> Self {
        let mut places = Self::default();
        for (draft, &row) in drafts.iter().zip(rows) {
            places.push(draft, row, faults);
        }
        for (position, (draft, &row)) in drafts.iter().zip(rows).enumerate().take(places.places.len()) {
            if draft.parent.is_empty() {
                continue;
            }
            match places.find_code(&draft.parent) {
                // Strictly upwards, so that there is no way round in a circle.
                Some(parent) if places.place(parent).level < places.places[position].level => {
                    places.places[position].parent = Some(parent);
                }
                Some(_) => {
                    let spot = Spot::Cell { table: Table::Places, row, field: "parent" };
                    let expected = text!("a place of a higher level", "须为上一级地点");
                    faults.push(Fault::error("parent-not-above", spot, &draft.parent, expected));
                }
                None => faults.push(
                    Fault::error(
                        "unknown-place",
                        Spot::Cell { table: Table::Places, row, field: "parent" },
                        &draft.parent,
                        text!("the code of a place in this table", "须为本表中某地的代码"),
                    )
                    .maybe(nearest_text(&draft.parent, drafts.iter().map(|place| place.code.as_str()))),
                ),
            }
        }
        for (position, place) in places.places.iter().enumerate() {
            places.by_name.entry(place.name.clone()).or_default().push(PlaceId::at(position));
        }
        places
    }

    /// Places that nobody need look up by name.
    #[cfg(test)]
    pub(crate) fn of(places: impl IntoIterator<Item = Place>) -> Self {
        Self { places: places.into_iter().collect(), by_name: BTreeMap::new() }
    }

    fn push(&mut self, draft: &PlaceDraft, row: usize, faults: &mut Vec<Fault>) {
        let level = PlaceLevel::find(&draft.level).unwrap_or_else(|| {
            let spot = Spot::Cell { table: Table::Places, row, field: "level" };
            let expected = text!("province, city or county", "province、city 或 county");
            let maybe = nearest_text(&draft.level, ["province", "city", "county"]);
            faults.push(Fault::error("unknown-level", spot, &draft.level, expected).maybe(maybe));
            PlaceLevel::County
        });
        for (field, value, limit) in [("lon", draft.lon, 180.0), ("lat", draft.lat, 90.0)] {
            if value.is_some_and(|value| !(-limit..=limit).contains(&value)) {
                let spot = Spot::Cell { table: Table::Places, row, field };
                let expected = text!("degrees from -{limit} to {limit}", "度数须在-{limit}到{limit}之间");
                let value = value.map(|value| value.to_string()).unwrap_or_default();
                faults.push(Fault::error("degrees-out-of-range", spot, value, expected));
            }
        }
        self.places.push(Place {
            code: draft.code.clone(),
            name: draft.name.clone(),
            level,
            parent: None,
            position: draft.lon.zip(draft.lat),
            load: draft.load,
        });
    }

    /// All places, sorted by code.
    pub fn all(&self) -> &[Place] {
        &self.places
    }

    /// The place with an id.
    pub fn place(&self, place: PlaceId) -> &Place {
        &self.places[place.index()]
    }

    fn find_code(&self, code: &str) -> Option<PlaceId> {
        self.places.binary_search_by(|place| place.code.as_str().cmp(code)).ok().map(PlaceId::at)
    }

    /// The place that a word means: a code, or a name that only one place bears.
    ///
    /// Where `level` is given only places of that level are looked at. A name borne by a province and by its own city means the city.
    ///
    /// # Errors
    /// If no place bears the word, or several do.
    pub fn find(&self, word: &str, level: Option<PlaceLevel>) -> Result<PlaceId, NotAPlace> {
        let fits = |place: PlaceId| level.is_none_or(|level| self.place(place).level == level);
        if let Some(place) = self.find_code(word).filter(|place| fits(*place)) {
            return Ok(place);
        }
        let named = self.by_name.get(word).map(Vec::as_slice).unwrap_or_default();
        let fitting: Vec<PlaceId> = named.iter().copied().filter(|place| fits(*place)).collect();
        match fitting[..] {
            [] => Err(NotAPlace::Unknown),
            [place] => Ok(place),
            [a, b] if self.place(b).parent == Some(a) && self.place(a).level == PlaceLevel::Province => Ok(b),
            [a, b] if self.place(a).parent == Some(b) && self.place(b).level == PlaceLevel::Province => Ok(a),
            _ => Err(NotAPlace::Ambiguous(fitting)),
        }
    }

    /// The city that a place is, or lies in; none for a province.
    pub fn city_of(&self, place: PlaceId) -> Option<PlaceId> {
        match self.place(place).level {
            PlaceLevel::Province => None,
            PlaceLevel::City => Some(place),
            PlaceLevel::County => self.place(place).parent.and_then(|parent| self.city_of(parent)),
        }
    }

    /// The province that a place is, or lies in.
    pub fn province_of(&self, place: PlaceId) -> Option<PlaceId> {
        match self.place(place).level {
            PlaceLevel::Province => Some(place),
            _ => self.place(place).parent.and_then(|parent| self.province_of(parent)),
        }
    }

    /// Whether a word written for `area` speaks of `city`: the city itself, a county in it, or the province around it.
    pub fn concerns(&self, area: PlaceId, city: PlaceId) -> bool {
        match self.place(area).level {
            PlaceLevel::Province => self.province_of(city) == Some(area),
            _ => self.city_of(area) == Some(city),
        }
    }

    /// The name that a word is surely meant for though no place bears it: 鹤壁市 for `鹤壁` or `河南省鹤壁市`. A word with other letters may be a
    /// place that this table leaves out, as 常州市 beside 沧州市.
    pub(super) fn surely_meant(&self, word: &str) -> Option<&str> {
        word.chars().nth(1)?;
        let names = self.by_name.keys().map(String::as_str).filter(|name| !name.is_empty());
        names.filter(|name| name.starts_with(word) || word.ends_with(name)).max_by_key(|name| name.len())
    }

    /// What is wrong with a word that is not one place.
    pub(crate) fn fault(&self, reason: &NotAPlace, spot: Spot, word: &str, level: Option<PlaceLevel>) -> Fault {
        match reason {
            NotAPlace::Unknown => {
                let words = self
                    .places
                    .iter()
                    .filter(|place| level.is_none_or(|level| place.level == level))
                    .flat_map(|place| [place.code.as_str(), place.name.as_str()]);
                Fault::error("unknown-place", spot, word, expected_place(level)).maybe(nearest_text(word, words))
            }
            NotAPlace::Ambiguous(places) => {
                let listed = |separator: &str| {
                    places.iter().map(|&place| self.described(place)).collect::<Vec<_>>().join(separator)
                };
                let (english, chinese) = (listed(", "), listed("、"));
                let expected = text!("one place; several bear this name: {english}", "须唯一；多地同名：{chinese}");
                let first = &self.place(places[0]).code;
                let maybe = text!("the code, such as `{first}`", "写代码，例如`{first}`");
                Fault::error("ambiguous-place", spot, word, expected).maybe(maybe)
            }
        }
    }

    /// The code with the names that lead to it: `130104 河北省石家庄市桥西区`.
    fn described(&self, place: PlaceId) -> String {
        let mut names = Vec::new();
        let mut next = Some(place);
        while let Some(place) = next {
            names.push(self.place(place).name.as_str());
            next = self.place(place).parent.filter(|_| names.len() < 4);
        }
        names.reverse();
        format!("{} {}", self.place(place).code, names.concat())
    }
}

fn expected_place(level: Option<PlaceLevel>) -> Text {
    match level {
        None => text!("the code or name of a place in places", "须为地点表中的代码或名称"),
        Some(PlaceLevel::Province) => text!("the code or name of a province in places", "须为地点表中的省"),
        Some(PlaceLevel::City) => text!("the code or name of a city in places", "须为地点表中的市"),
        Some(PlaceLevel::County) => text!("the code or name of a county in places", "须为地点表中的县（市、区）"),
    }
}
