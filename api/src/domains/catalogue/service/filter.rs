//! What a list can be narrowed to. One shape serves both doors: GraphQL takes it
//! as an input object, REST as query parameters or a body.
//!
//! Values of one filter are "any of"; different filters are "all of". A value that
//! names nothing is a fault that names the filter, never an empty list.

use async_graphql::InputObject;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::domains::catalogue::error::CatalogueError;
use crate::domains::catalogue::model::Offer;
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
    /// Offered by any of these providers: ids or slugs
    #[graphql(default)]
    pub provider: Vec<String>,
    /// In any of these learning forms: codes of the list `learning_form`
    #[graphql(default)]
    pub learning_form: Vec<String>,
    /// For any of these audiences: codes of the list `audience`
    #[graphql(default)]
    pub audience: Vec<String>,
    /// Any of these: `current`, `unconfirmed`, `archive`; all of them where none is named
    #[graphql(default)]
    pub offer: Vec<Offer>,
    /// Every one of these words stands in title, summary, provider or topic
    pub q: Option<String>,
}

/// Which topics are meant
#[derive(Clone, Debug, Default, InputObject, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[graphql(name = "TopicFilter")]
pub struct TopicQuery {
    /// Under any of these pillars: ids or slugs
    #[graphql(default)]
    pub pillar: Vec<String>,
}

/// Which providers are meant
#[derive(Clone, Debug, Default, InputObject, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[graphql(name = "ProviderFilter")]
pub struct ProviderQuery {
    /// Of any of these kinds: codes of the list `provider_kind`
    #[graphql(default)]
    pub kind: Vec<String>,
    /// Every one of these words stands in the name
    pub q: Option<String>,
}

/// Which editions are meant
#[derive(Clone, Debug, Default, InputObject, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[graphql(name = "EditionFilter")]
pub struct EditionQuery {
    /// Of any of these courses: ids or slugs
    #[graphql(default)]
    pub course: Vec<String>,
    /// In any of these municipalities: CBS codes or slugs
    #[graphql(default)]
    pub municipality: Vec<String>,
}

/// Which municipalities are meant
#[derive(Clone, Debug, Default, InputObject, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[graphql(name = "MunicipalityFilter")]
pub struct MunicipalityQuery {
    /// In any of these provinces
    #[graphql(default)]
    pub province: Vec<String>,
    /// In any of these youth regions
    #[graphql(default)]
    pub youth_region: Vec<String>,
    /// Every one of these words stands in the name or the alias
    pub q: Option<String>,
}

/// Which terms are meant
#[derive(Clone, Debug, Default, InputObject, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[graphql(name = "TermFilter")]
pub struct TermQuery {
    /// About any of these topics: ids or slugs
    #[graphql(default)]
    pub topic: Vec<String>,
    /// Every one of these words stands in the term, its meaning or its aliases
    pub q: Option<String>,
}

impl FromQuery for CourseQuery {
    fn from_query(query: &mut Query) -> Self {
        Self {
            pillar: query.many("pillar"),
            topic: query.many("topic"),
            provider: query.many("provider"),
            learning_form: query.many("learningForm"),
            audience: query.many("audience"),
            offer: offers(query),
            q: query.one("q"),
        }
    }
}

fn offers(query: &mut Query) -> Vec<Offer> {
    let mut offers = Vec::new();
    for word in query.many("offer") {
        match Offer::ALL.into_iter().find(|offer| offer.word() == word) {
            Some(offer) => offers.push(offer),
            None => query.faults().push(unknown("offer", &word)),
        }
    }
    offers
}

impl FromQuery for TopicQuery {
    fn from_query(query: &mut Query) -> Self {
        Self {
            pillar: query.many("pillar"),
        }
    }
}

impl FromQuery for ProviderQuery {
    fn from_query(query: &mut Query) -> Self {
        Self {
            kind: query.many("kind"),
            q: query.one("q"),
        }
    }
}

impl FromQuery for EditionQuery {
    fn from_query(query: &mut Query) -> Self {
        Self {
            course: query.many("course"),
            municipality: query.many("municipality"),
        }
    }
}

impl FromQuery for MunicipalityQuery {
    fn from_query(query: &mut Query) -> Self {
        Self {
            province: query.many("province"),
            youth_region: query.many("youthRegion"),
            q: query.one("q"),
        }
    }
}

impl FromQuery for TermQuery {
    fn from_query(query: &mut Query) -> Self {
        Self {
            topic: query.many("topic"),
            q: query.one("q"),
        }
    }
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
    pub(super) fn places(
        &mut self,
        name: &str,
        values: &[String],
        find: impl Fn(&Snapshot, &str) -> Option<usize>,
    ) -> Vec<usize> {
        let mut places = Vec::with_capacity(values.len());
        for value in values {
            match find(self.snapshot, &reference(value)) {
                Some(at) => places.push(at),
                None => self.faults.push(unknown(name, value)),
            }
        }
        places
    }

    /// Codes that a filter names, each of them in the list.
    pub(super) fn codes<'v>(
        &mut self,
        name: &str,
        list: &str,
        values: &'v [String],
    ) -> &'v [String] {
        for value in values {
            if self.snapshot.code(list, value).is_none() {
                self.faults.push(unknown(name, value));
            }
        }
        values
    }

    /// Values that a filter names, each of them among those that occur.
    pub(super) fn known<'v>(
        &mut self,
        name: &str,
        values: &'v [String],
        occurs: impl Fn(&Snapshot, &str) -> bool,
    ) -> &'v [String] {
        for value in values {
            if !occurs(self.snapshot, value) {
                self.faults.push(unknown(name, value));
            }
        }
        values
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

fn unknown(name: &str, value: &str) -> Fault {
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
