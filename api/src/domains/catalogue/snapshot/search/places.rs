//! Where things are and for where, so that a place named in a question finds them.

use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::{FILES, PlaceRow};
use crate::domains::catalogue::model::WordFacet;
use crate::domains::catalogue::snapshot::Facts;

/// A place that can be named.
#[derive(Debug)]
pub struct Place {
    /// What it is called.
    pub name: String,
    /// What sort of place, and its value there.
    pub facet: WordFacet,
    pub value: String,
    /// What it is called in a question.
    pub words: Vec<String>,
    /// The municipalities that are in it.
    towns: Vec<usize>,
}

/// The places that can be named, and what is near each.
#[derive(Debug)]
pub struct Places {
    pub all: Vec<Place>,
}

/// What a place is worth to what is there, to what is for there, and to what is near.
const THERE: f32 = 1.0;
const FOR_THERE: f32 = 0.8;
const NEAR: f32 = 0.6;
/// What the seat is worth of a provider that does not work there in particular.
const SEAT: f32 = 0.6;
/// What a course has of where its provider works.
const THROUGH_PROVIDER: f32 = 0.6;

impl Places {
    /// Municipalities, youth regions and provinces.
    pub fn of(facts: &Facts) -> Self {
        let towns = &facts.municipalities;
        let mut all: Vec<Place> = towns
            .iter()
            .zip(0..)
            .map(|(town, at)| Place {
                name: town.alias.clone().unwrap_or_else(|| town.name.clone()),
                facet: WordFacet::Municipality,
                value: town.slug.clone(),
                words: [Some(town.name.clone()), town.alias.clone()]
                    .into_iter()
                    .flatten()
                    .chain(also(&FILES.places, "municipality", &town.name))
                    .collect(),
                towns: vec![at],
            })
            .collect();
        let mut regions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut provinces: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (town, at) in towns.iter().zip(0..) {
            regions.entry(&town.youth_region).or_default().push(at);
            provinces.entry(&town.province).or_default().push(at);
        }
        let groups = [
            ("region", WordFacet::YouthRegion, regions),
            ("province", WordFacet::Province, provinces),
        ];
        for (kind, facet, group) in groups {
            all.extend(group.into_iter().map(|(name, towns)| {
                let own = [name.to_owned()].into_iter();
                Place {
                    name: name.to_owned(),
                    facet,
                    value: name.to_owned(),
                    words: own.chain(also(&FILES.places, kind, name)).collect(),
                    towns,
                }
            }));
        }
        Self { all }
    }

    /// What each place is worth to each course and provider, by their places in the facts.
    pub fn reached(&self, facts: &Facts) -> Vec<Reached> {
        let region_of = |town: usize| facts.municipalities[town].youth_region.as_str();
        let offered = offered(facts);
        let reached = self.all.iter().map(|place| {
            let regions: BTreeSet<&str> = place.towns.iter().map(|it| region_of(*it)).collect();
            let worth = |town: usize| match town {
                _ if place.towns.contains(&town) => Some(THERE),
                _ if regions.contains(region_of(town)) => Some(NEAR),
                _ => None,
            };
            let mut reached = Reached::default();
            for (provider, at) in facts.providers.iter().zip(0..) {
                let serves = provider.regions.iter();
                let serves = serves.clone().any(|it| regions.contains(it.as_str()));
                let seat = provider.seat.and_then(worth);
                // Who works for all of the country has a seat somewhere, and no more.
                let here = match (seat, serves) {
                    (Some(seat), true) => seat.max(FOR_THERE),
                    (Some(seat), false) => seat * SEAT,
                    (None, true) => FOR_THERE,
                    (None, false) => continue,
                };
                reached.providers.push((at, here));
                if serves {
                    let through = offered[at].iter().map(|it| (*it, here * THROUGH_PROVIDER));
                    reached.courses.extend(through);
                }
            }
            for edition in &facts.editions {
                let here = edition.municipality.and_then(worth);
                reached
                    .courses
                    .extend(here.map(|here| (edition.course, here)));
            }
            reached
        });
        reached.collect()
    }
}

/// What a place is worth.
#[derive(Debug, Default)]
pub struct Reached {
    pub courses: Vec<(usize, f32)>,
    pub providers: Vec<(usize, f32)>,
}

/// The courses of each provider.
pub fn offered(facts: &Facts) -> Vec<Vec<usize>> {
    let mut offered = vec![Vec::new(); facts.providers.len()];
    for (course, at) in facts.courses.iter().zip(0..) {
        offered[course.provider].push(at);
    }
    offered
}

/// What else a place is called.
fn also(rows: &[PlaceRow], kind: &str, name: &str) -> Vec<String> {
    let rows = rows.iter().filter(|row| row.kind == kind);
    let rows = rows.filter(|row| row.values().any(|it| it == name));
    let words = rows.flat_map(|row| super::lexicon::parts(&row.words));
    words.map(str::to_owned).collect()
}
