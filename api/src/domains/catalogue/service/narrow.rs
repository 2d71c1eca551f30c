//! What the lists beside courses and editions can be narrowed to. One shape serves both doors.

use async_graphql::InputObject;
use utoipa::IntoParams;

use crate::kernel::query::{FromQuery, Query};

/// Which topics are meant
#[derive(Clone, Debug, Default, InputObject, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[graphql(name = "TopicFilter")]
pub struct TopicQuery {
    /// Under any of these pillars: ids or slugs
    #[graphql(default)]
    #[param(required = false)]
    pub pillar: Vec<String>,
}

/// Which providers are meant
#[derive(Clone, Debug, Default, InputObject, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[graphql(name = "ProviderFilter")]
pub struct ProviderQuery {
    /// Of any of these kinds: codes of the list `provider_kind`
    #[graphql(default)]
    #[param(required = false)]
    pub kind: Vec<String>,
    /// Every one of these words stands in the name
    pub q: Option<String>,
}

/// Which municipalities are meant
#[derive(Clone, Debug, Default, InputObject, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[graphql(name = "MunicipalityFilter")]
pub struct MunicipalityQuery {
    /// In any of these provinces
    #[graphql(default)]
    #[param(required = false)]
    pub province: Vec<String>,
    /// In any of these youth regions
    #[graphql(default)]
    #[param(required = false)]
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
    #[param(required = false)]
    pub topic: Vec<String>,
    /// Every one of these words stands in the term, its meaning or its aliases
    pub q: Option<String>,
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
