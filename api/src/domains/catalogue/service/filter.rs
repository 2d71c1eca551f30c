//! What a list can be narrowed to. One shape serves both doors: GraphQL takes it
//! as an input object, REST as query parameters or a body.
//!
//! Values of one filter are "any of"; different filters are "all of". A value that
//! names nothing is a fault that names the filter, never an empty list.

use async_graphql::InputObject;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::named::{Named, no_such_word};
use crate::domains::catalogue::error::CatalogueError;
use crate::domains::catalogue::model::{
    Delivery, EditionStatus, Offer, PartOfDay, Pricing, Visibility,
};
use crate::domains::catalogue::snapshot::Snapshot;
use crate::kernel::error::Fault;
use crate::kernel::id::parse_global;
use crate::kernel::language::Text;
use crate::kernel::query::{FromQuery, Query};
use crate::kernel::words::fold;

/// Which courses are meant
#[derive(Clone, Debug, Default, Deserialize, InputObject, IntoParams, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[graphql(name = "CourseFilter")]
#[schema(as = CourseFilter)]
pub struct CourseQuery {
    /// About any of these pillars: ids or slugs
    #[graphql(default)]
    pub pillar: Vec<String>,
    /// About any of these topics: ids or slugs
    #[graphql(default)]
    pub topic: Vec<String>,
    /// About any of these subjects: ids or slugs
    #[graphql(default)]
    pub subject: Vec<String>,
    /// Offered by any of these providers: ids or slugs
    #[graphql(default)]
    pub provider: Vec<String>,
    /// In any of these learning forms: codes of the list `learning_form`
    #[graphql(default)]
    pub learning_form: Vec<String>,
    /// In a learning form of any of these groups: codes of the list `form_group`
    #[graphql(default)]
    pub form_group: Vec<String>,
    /// Any of these, such as a training, a film, a book: codes of the list `product_kind`
    #[graphql(default)]
    pub product_kind: Vec<String>,
    /// That use any of these courses: ids or slugs
    #[graphql(default)]
    pub uses: Vec<String>,
    /// For any of these audiences: codes of the list `audience`
    #[graphql(default)]
    pub audience: Vec<String>,
    /// Any of these: `current`, `unconfirmed`, `archive`; all of them where none is named
    #[graphql(default)]
    pub offer: Vec<Offer>,
    /// That any of these may see: `public`, `organisations`, `own`, `clients`; all that you may see where none is named
    #[graphql(default)]
    pub visibility: Vec<Visibility>,
    /// What is known of the price: any of these
    #[graphql(default)]
    pub price: Vec<Pricing>,
    /// About any of these kinds of foster care: codes of the list `care_type`
    #[graphql(default)]
    pub care_type: Vec<String>,
    /// About a child that lives with any of these: codes of the list `child_theme`
    #[graphql(default)]
    pub child_theme: Vec<String>,
    /// About a child of this age, where that is known
    #[param(minimum = 0, maximum = 25)]
    #[schema(minimum = 0, maximum = 25)]
    pub child_age: Option<i32>,
    /// With any of these arranged for those who take part: codes of the list `condition`
    #[graphql(default)]
    pub condition: Vec<String>,
    /// Of any of these reading levels: codes of the list `reading_level`
    #[graphql(default)]
    pub reading_level: Vec<String>,
    /// With an accreditation that holds today; where `false`, without one that is known to
    pub accredited: Option<bool>,
    /// In any of these languages (ISO 639-1)
    #[graphql(default)]
    pub language: Vec<String>,
    /// That surely answer this, as somebody would say it
    #[param(max_length = 200)]
    #[schema(max_length = 200)]
    pub q: Option<String>,
    /// With an edition like this
    #[param(ignore)]
    pub edition: Option<EditionQuery>,
}

/// Which editions are meant
#[derive(
    Clone, Debug, Default, PartialEq, Serialize, Deserialize, InputObject, IntoParams, ToSchema,
)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[graphql(name = "EditionFilter")]
#[schema(as = EditionFilter)]
pub struct EditionQuery {
    /// Given in any of these ways
    #[graphql(default)]
    pub delivery: Vec<Delivery>,
    /// In any of these municipalities: CBS codes, slugs or names
    #[graphql(default)]
    pub municipality: Vec<String>,
    /// In any of these youth regions
    #[graphql(default)]
    pub youth_region: Vec<String>,
    /// Not farther from the centre of this municipality (CBS code, slug or name) than `radiusKm`
    pub near: Option<String>,
    /// How far that is, in kilometres as the crow flies; 25 where left out
    #[param(minimum = 1, maximum = 300)]
    #[schema(minimum = 1, maximum = 300)]
    pub radius_km: Option<i32>,
    /// Also what can be followed from home, wherever that is
    #[graphql(default)]
    pub or_online: bool,
    /// May start on this day or later
    pub starts_from: Option<NaiveDate>,
    /// May start on this day or before
    pub starts_until: Option<NaiveDate>,
    /// At any of these parts of the day or the week, as far as is known
    #[graphql(default)]
    pub part_of_day: Vec<PartOfDay>,
    /// That stand in any of these ways, as far as is known
    #[graphql(default)]
    pub status: Vec<EditionStatus>,
}

impl CourseQuery {
    /// What is asked in words, where something is.
    pub fn asked(&self) -> Option<&str> {
        let text = self.q.as_deref().map(str::trim);
        text.filter(|text| !text.is_empty())
    }
}

impl FromQuery for CourseQuery {
    fn from_query(query: &mut Query) -> Self {
        let edition = EditionQuery::from_query(query);
        Self {
            pillar: query.many("pillar"),
            topic: query.many("topic"),
            subject: query.many("subject"),
            provider: query.many("provider"),
            learning_form: query.many("learningForm"),
            form_group: query.many("formGroup"),
            product_kind: query.many("productKind"),
            uses: query.many("uses"),
            audience: query.many("audience"),
            offer: words_of(query, "offer", (&Offer::ALL, Offer::word)),
            visibility: words_of(query, "visibility", (Visibility::ALL, Visibility::word)),
            price: words_of(query, "price", (Pricing::ALL, Pricing::word)),
            care_type: query.many("careType"),
            child_theme: query.many("childTheme"),
            child_age: query.parsed("childAge", whole_number()),
            condition: query.many("condition"),
            reading_level: query.many("readingLevel"),
            accredited: query.parsed("accredited", true_or_false()),
            language: query.many("language"),
            q: query.one("q"),
            edition: (edition != EditionQuery::default()).then_some(edition),
        }
    }
}

impl FromQuery for EditionQuery {
    fn from_query(query: &mut Query) -> Self {
        let day = || Text::new("is een dag, zoals 2027-03-01", "is a day, like 2027-03-01");
        Self {
            delivery: words_of(query, "delivery", (&Delivery::ALL, Delivery::word)),
            municipality: query.many("municipality"),
            youth_region: query.many("youthRegion"),
            near: query.one("near"),
            radius_km: query.parsed("radiusKm", whole_number()),
            or_online: query
                .parsed("orOnline", true_or_false())
                .unwrap_or_default(),
            starts_from: query.parsed("startsFrom", day()),
            starts_until: query.parsed("startsUntil", day()),
            part_of_day: words_of(query, "partOfDay", (PartOfDay::ALL, PartOfDay::word)),
            status: words_of(query, "status", (EditionStatus::ALL, EditionStatus::word)),
        }
    }
}

fn whole_number() -> Text {
    Text::new("is een geheel getal", "is a whole number")
}

fn true_or_false() -> Text {
    Text::new("is true of false", "is true or false")
}

/// Words of a list that the code knows.
pub fn words_of<T: Copy>(
    query: &mut Query,
    name: &'static str,
    (all, word): (&[T], impl Fn(T) -> &'static str),
) -> Vec<T> {
    let mut known = Vec::new();
    for said in query.many(name) {
        match all.iter().find(|one| word(**one) == said) {
            Some(one) => known.push(*one),
            None => {
                let words: Vec<&str> = all.iter().map(|one| word(*one)).collect();
                query.faults().push(no_such_word(name, &said, &words));
            }
        }
    }
    known
}

/// Reads the values of filters against a snapshot, gathering every fault.
#[derive(Debug)]
pub(super) struct Reading<'s> {
    snapshot: &'s Snapshot,
    faults: Vec<Fault>,
}

impl<'s> Reading<'s> {
    pub(super) fn of(snapshot: &'s Snapshot) -> Self {
        Self {
            snapshot,
            faults: Vec::new(),
        }
    }

    /// Where the things that a filter names stand.
    pub(super) fn named(&mut self, name: &str, kind: Named, values: &[String]) -> Vec<usize> {
        let mut places = Vec::with_capacity(values.len());
        for value in values {
            match kind.find(self.snapshot, value) {
                Some(at) => places.push(at),
                None => self.faults.push(kind.unknown(self.snapshot, name, value)),
            }
        }
        places
    }

    pub(super) fn snapshot(&self) -> &'s Snapshot {
        self.snapshot
    }

    /// Notes a fault.
    pub(super) fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    pub(super) fn finish(self) -> Result<(), CatalogueError> {
        if self.faults.is_empty() {
            Ok(())
        } else {
            Err(CatalogueError::BadFilter(self.faults))
        }
    }
}

/// A global id names the same thing as the bare id in it.
pub(super) fn reference(value: &str) -> String {
    match parse_global(value) {
        Some((_, uuid)) => uuid.to_string(),
        None => value.to_owned(),
    }
}

/// A value that names nothing.
pub fn unknown(name: &str, value: &str) -> Fault {
    let shown: String = value.chars().take(60).collect();
    Fault::at(
        name,
        "filter.unknown_value",
        Text::new(
            format!("„{shown}” kennen we hier niet"),
            format!("“{shown}” is not known here"),
        ),
    )
}

/// The words of a search, folded.
pub(super) fn words(q: Option<&str>) -> Vec<String> {
    fold(q.unwrap_or_default())
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}
