//! Which courses and editions share something: a set of places for each value.
//!
//! A filter is then a few unions and intersections of bits, and a facet a few counts,
//! whatever is asked.

use std::collections::BTreeSet;

use fixedbitset::FixedBitSet;

use super::Facts;
use super::since::Since;
use crate::domains::catalogue::model::{
    Coded, Delivery, EditionStatus, Facet, PartOfDay, Pricing, Visibility,
};

/// A set of places in a list.
pub type Set = FixedBitSet;

/// The set of all places in a list of so many.
pub fn all_of(things: usize) -> Set {
    let mut all = Set::with_capacity(things);
    all.insert_range(..);
    all
}

/// The values that things are told apart by, and what has each.
#[derive(Debug, Default)]
pub struct Sets {
    /// The languages that occur.
    pub languages: Vec<String>,
    /// The youth regions that there are.
    pub youth_regions: Vec<String>,
    /// Courses by facet, and editions where the facet is theirs; a set for each value.
    by_facet: Vec<Vec<Set>>,
}

impl Sets {
    /// Gathers them; what stands where it stood before and is the same is not looked at again.
    /// Offers depend on the day, and are not among them.
    pub fn of(facts: &Facts, since: Option<&Since<'_>>) -> Self {
        let mut sets = Self {
            languages: distinct(facts.courses.iter().map(|it| &it.language)),
            youth_regions: distinct(facts.municipalities.iter().map(|it| &it.youth_region)),
            by_facet: Vec::new(),
        };
        // Places of values are those of before where the lists and the languages are.
        let since = since.filter(|it| {
            it.same_lists && it.same_providers && it.before.sets.languages == sets.languages
        });
        let by_facet = Facet::ALL.iter().map(|facet| {
            let (things, other) = match facet.is_of_editions() {
                true => (
                    facts.editions.len(),
                    since.and_then(|it| it.editions.as_ref()),
                ),
                false => (
                    facts.courses.len(),
                    since.and_then(|it| it.courses.as_ref()),
                ),
            };
            if let Some((since, other)) = since.zip(other) {
                let before = since.before;
                let mut of_each = before.sets.of_each(*facet).to_vec();
                for at in other {
                    for value in before.sets.values_of(before, *facet, *at) {
                        of_each[value].remove(*at);
                    }
                    for value in sets.values_of(facts, *facet, *at) {
                        of_each[value].insert(*at);
                    }
                }
                return of_each;
            }
            let mut of_each = vec![Set::with_capacity(things); sets.values(facts, *facet)];
            for at in 0..things {
                for value in sets.values_of(facts, *facet, at) {
                    of_each[value].insert(at);
                }
            }
            of_each
        });
        sets.by_facet = by_facet.collect();
        sets
    }

    /// What has each value of a facet: courses, or editions where the facet is theirs.
    pub fn of_each(&self, facet: Facet) -> &[Set] {
        &self.by_facet[facet as usize]
    }

    /// How many values a facet can have.
    fn values(&self, facts: &Facts, facet: Facet) -> usize {
        match facet {
            Facet::Pillar => facts.pillars.len(),
            Facet::Topic => facts.topics.len(),
            Facet::Subject => facts.subjects.len(),
            Facet::Provider => facts.providers.len(),
            Facet::LearningForm => facts.codes("learning_form").len(),
            Facet::FormGroup => facts.codes("form_group").len(),
            Facet::ProductKind => facts.codes("product_kind").len(),
            Facet::Audience => facts.codes("audience").len(),
            Facet::Visibility => Visibility::ALL.len(),
            Facet::Offer | Facet::Accredited => 0,
            Facet::Price => Pricing::ALL.len(),
            Facet::CareType => facts.codes("care_type").len(),
            Facet::ChildTheme => facts.codes("child_theme").len(),
            Facet::Condition => facts.codes("condition").len(),
            Facet::ReadingLevel => facts.codes("reading_level").len(),
            Facet::Status => EditionStatus::ALL.len(),
            Facet::Language => self.languages.len(),
            Facet::Delivery => Delivery::ALL.len(),
            Facet::Municipality => facts.municipalities.len(),
            Facet::YouthRegion => self.youth_regions.len(),
            Facet::PartOfDay => PartOfDay::ALL.len(),
        }
    }

    /// The values that one course or edition has.
    fn values_of(&self, facts: &Facts, facet: Facet, at: usize) -> Vec<usize> {
        let codes = |list: &str, code: &str| {
            let place = facts.codes(list).iter().position(|it| it.code == code);
            place.into_iter()
        };
        let all = |list: &str, coded: &[Coded]| {
            let places = coded.iter().flat_map(|it| codes(list, &it.code));
            places.collect::<Vec<usize>>()
        };
        match facet {
            Facet::Pillar => {
                let topics = facts.courses[at].topics.iter();
                topics.map(|topic| facts.topics[*topic].pillar).collect()
            }
            Facet::Topic => facts.courses[at].topics.clone(),
            Facet::Subject => facts.courses[at].subjects.clone(),
            Facet::Provider => vec![facts.courses[at].provider],
            Facet::LearningForm => {
                codes("learning_form", &facts.courses[at].learning_form.code).collect()
            }
            Facet::FormGroup => {
                let group = facts.courses[at].learning_form.group.iter();
                group.flat_map(|group| codes("form_group", group)).collect()
            }
            Facet::ProductKind => {
                codes("product_kind", &facts.courses[at].product_kind.code).collect()
            }
            Facet::Audience => all("audience", &facts.courses[at].audiences),
            Facet::CareType => all("care_type", &facts.courses[at].care_types),
            Facet::ChildTheme => all("child_theme", &facts.courses[at].child_themes),
            Facet::Condition => all("condition", &facts.courses[at].conditions),
            Facet::ReadingLevel => {
                let level = facts.courses[at].reading_level.iter();
                level
                    .flat_map(|it| codes("reading_level", &it.code))
                    .collect()
            }
            Facet::Visibility => vec![facts.courses[at].visibility as usize],
            Facet::Offer | Facet::Accredited => Vec::new(),
            Facet::Price => vec![Pricing::of(facts.courses[at].price_cents) as usize],
            Facet::Language => {
                let language = &facts.courses[at].language;
                self.languages.binary_search(language).into_iter().collect()
            }
            Facet::Delivery => vec![facts.editions[at].delivery as usize],
            Facet::Status => {
                let status = facts.editions[at].status.into_iter();
                status.map(|status| status as usize).collect()
            }
            Facet::Municipality => facts.editions[at].municipality.into_iter().collect(),
            Facet::YouthRegion => {
                let town = facts.editions[at].municipality;
                let region = town.map(|town| &facts.municipalities[town].youth_region);
                let place = region.and_then(|it| self.youth_regions.binary_search(it).ok());
                place.into_iter().collect()
            }
            Facet::PartOfDay => {
                let parts = facts.editions[at].parts_of_day().into_iter();
                parts.map(|part| part as usize).collect()
            }
        }
    }
}

fn distinct<'a>(values: impl Iterator<Item = &'a String>) -> Vec<String> {
    let distinct: BTreeSet<&String> = values.collect();
    distinct.into_iter().cloned().collect()
}
