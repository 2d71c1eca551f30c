//! The GraphQL door: every slice's part of the roots, one line each.

mod about;
mod host;
mod node;
mod spoken;

use std::collections::HashMap;
use std::io;

use async_graphql::{MergedObject, MergedSubscription, SDLExportOptions, Schema};
use graphql_transport::{Limits, Options, Transport, TrustedDocuments, Watched};

use super::config::{Graphql, GraphqlLimits};
use crate::domains::applications::graphql::{ApplicationMutation, ApplicationQuery};
use crate::domains::catalogue::graphql::{CatalogueMutation, CatalogueQuery};
use crate::domains::community::graphql::{
    CommunityMutation, CommunityQuery, CommunitySubscription,
};
use crate::domains::drafts::graphql::{DraftMutation, DraftQuery};
use crate::domains::federation::graphql::{FederationMutation, FederationQuery};
use crate::domains::household::graphql::{HouseholdMutation, HouseholdQuery};
use crate::domains::identity::graphql::{IdentityMutation, IdentityQuery};
use crate::domains::intake;
use crate::domains::intake::graphql::{IntakeMutation, IntakeQuery, IntakeSubscription};
use crate::domains::oauth::graphql::{OauthMutation, OauthQuery};
use crate::domains::panel::graphql::{PanelMutation, PanelQuery};
use crate::domains::reviews::graphql::{ReviewMutation, ReviewQuery};
use crate::domains::statistics::graphql::StatisticsQuery;
use crate::domains::trainers::graphql::{TrainerMutation, TrainerQuery};
use crate::domains::verification::graphql::{VerificationMutation, VerificationQuery};
use crate::domains::webhooks::graphql::{WebhookMutation, WebhookQuery};
use crate::kernel::error::Disclosed;
pub use host::Door;
use spoken::Spoken;

// The roots: a slice a line. Their doc comments are published.

/// Everything that can be asked
#[derive(Debug, Default, MergedObject)]
pub struct Query(
    about::AboutQuery,
    ApplicationQuery,
    CatalogueQuery,
    CommunityQuery,
    DraftQuery,
    FederationQuery,
    HouseholdQuery,
    IdentityQuery,
    IntakeQuery,
    OauthQuery,
    PanelQuery,
    ReviewQuery,
    StatisticsQuery,
    TrainerQuery,
    VerificationQuery,
    WebhookQuery,
    node::NodeQuery,
);

/// Everything that can be done
#[derive(Debug, Default, MergedObject)]
pub struct Mutation(
    ApplicationMutation,
    CatalogueMutation,
    CommunityMutation,
    DraftMutation,
    FederationMutation,
    HouseholdMutation,
    IdentityMutation,
    IntakeMutation,
    OauthMutation,
    PanelMutation,
    ReviewMutation,
    TrainerMutation,
    VerificationMutation,
    WebhookMutation,
);

/// Everything that can be followed
#[derive(Debug, Default, MergedSubscription)]
pub struct Subscription(CommunitySubscription, IntakeSubscription);

type Served<T> = Watched<Spoken<T>>;

/// The schema over the roots, as the transport serves it.
pub fn schema(limits: &Limits) -> Schema<Served<Query>, Served<Mutation>, Served<Subscription>> {
    graphql_transport::build(
        Spoken(Query::default()),
        Spoken(Mutation::default()),
        Spoken(Subscription::default()),
        limits,
    )
    .finish()
}

/// The schema as it is committed and printed.
pub fn print() -> String {
    schema(&Limits::default()).sdl_with_options(SDLExportOptions::new())
}

/// What is mounted at `/graphql`.
pub fn transport(settings: &Graphql, door: Door) -> io::Result<Transport<Door>> {
    let limits = limits(&settings.limits);
    let trusted = match &settings.trusted_documents {
        Some(file) => Some(trusted(&std::fs::read(file)?)?),
        None => None,
    };
    let options = Options {
        limits: limits.clone(),
        introspection: settings.introspection,
        // A push is the largest thing that comes in here.
        body_bytes: intake::MOST_BYTES,
        trusted,
        trusted_only: settings.trusted_only,
        disclosed: std::sync::Arc::new(|error| {
            error.source::<Disclosed>().is_some()
                || error.source::<graphql_transport::Disclosed>().is_some()
        }),
        ..Options::default()
    };
    Ok(Transport::new(schema(&limits), door, options))
}

fn limits(settings: &GraphqlLimits) -> Limits {
    Limits {
        depth: settings.depth,
        complexity: settings.complexity,
        aliases: settings.aliases,
        tokens: settings.tokens,
        root_fields: settings.root_fields,
        ..Limits::default()
    }
}

/// Reads an object of ids and texts.
fn trusted(json: &[u8]) -> io::Result<TrustedDocuments> {
    let documents: HashMap<String, String> = serde_json::from_slice(json)?;
    Ok(documents.into_iter().collect())
}
