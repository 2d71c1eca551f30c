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
#[derive(Debug, Default)]
pub struct Places {
    pub all: Vec<Place>,
    /// For each municipality the places that it is at or near, and what it is worth there.
    of_town: Vec<Vec<(usize, f32)>>,
    /// For each youth region the places that have a part of it.
    of_region: BTreeMap<String, Vec<usize>>,
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
        let mut of_town = vec![Vec::new(); towns.len()];
        let mut of_region: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, at) in all.iter().zip(0..) {
            let regions = place.towns.iter().map(|it| &towns[*it].youth_region);
            let regions: BTreeSet<&String> = regions.collect();
            for (town, its) in towns.iter().zip(&mut of_town) {
                if regions.contains(&town.youth_region) {
                    its.push((at, NEAR));
                }
            }
            for town in &place.towns {
                // It stands there, since a place's own towns are in its regions.
                if let Some((_, worth)) = of_town[*town].last_mut() {
                    *worth = THERE;
                }
            }
            for region in regions {
                of_region.entry(region.clone()).or_default().push(at);
            }
        }
        Self {
            all,
            of_town,
            of_region,
        }
    }

    /// What each place is worth to each course and provider, by their places in the facts.
    pub fn reached(&self, facts: &Facts) -> Vec<Reached> {
        let mut reached: Vec<Reached> = Vec::new();
        reached.resize_with(self.all.len(), Reached::default);
        for ((provider, at), offered) in facts.providers.iter().zip(0..).zip(offered(facts)) {
            // Of each place: what the seat is worth there, and whether the provider works there.
            let mut here: BTreeMap<usize, (Option<f32>, bool)> = BTreeMap::new();
            for (place, worth) in provider.seat.iter().flat_map(|it| &self.of_town[*it]) {
                here.entry(*place).or_default().0 = Some(*worth);
            }
            let regions = provider.regions.iter();
            for place in regions.filter_map(|it| self.of_region.get(it)).flatten() {
                here.entry(*place).or_default().1 = true;
            }
            for (place, (seat, serves)) in here {
                // Who works for all of the country has a seat somewhere, and no more.
                let here = match seat {
                    Some(seat) if serves => seat.max(FOR_THERE),
                    Some(seat) => seat * SEAT,
                    None => FOR_THERE,
                };
                reached[place].providers.push((at, here));
                if serves {
                    let through = offered.iter().map(|it| (*it, here * THROUGH_PROVIDER));
                    reached[place].courses.extend(through);
                }
            }
        }
        for edition in &facts.editions {
            for (place, worth) in edition
                .municipality
                .iter()
                .flat_map(|it| &self.of_town[*it])
            {
                reached[*place].courses.push((edition.course, *worth));
            }
        }
        reached
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
