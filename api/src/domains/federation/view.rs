//! How other issuers look from outside: one shape for both doors.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::{Begun, CameBack, Offered};
use super::round;
use crate::kernel::language::Language;

/// Somebody else by whom people can sign in here
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "IdentityProvider")]
#[schema(as = IdentityProvider)]
pub struct OfferedView {
    /// What it is called in addresses; it never changes
    pub code: String,
    /// What it is called, for people, in the language asked for
    pub label: String,
    /// The addresses of front-ends that people come back to
    pub redirect_uris: Vec<String>,
}

impl OfferedView {
    /// As it is called in a language.
    pub fn of(offered: Offered, language: Language) -> Self {
        Self {
            label: offered.label.get(language).to_owned(),
            code: offered.code,
            redirect_uris: offered.redirect_uris,
        }
    }
}

/// Somebody set out to sign in by an identity provider
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "IdentityProviderBeginPayload")]
#[schema(as = IdentityProviderBegun)]
pub struct BegunView {
    /// To be kept where nobody else reads it, and shown with each further step. It never goes along to the identity provider
    pub secret: String,
    /// Where to lead them
    pub address: String,
    /// For how many seconds they may be away
    pub expires_in: i64,
}

impl From<Begun> for BegunView {
    fn from(begun: Begun) -> Self {
        Self {
            secret: begun.secret,
            address: begun.address,
            expires_in: round::LIFE.num_seconds(),
        }
    }
}

/// Somebody came back from an identity provider
#[derive(Clone, Copy, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "IdentityProviderAnswerPayload")]
#[schema(as = IdentityProviderCameBack)]
pub struct CameBackView {
    /// Whether an account here is theirs. If so, sign in; if not, link one or make one
    pub linked: bool,
    /// Whether the provider asked for two factors, and its word for that is taken: then no code is asked for here
    pub second_factor: bool,
}

impl From<CameBack> for CameBackView {
    fn from(back: CameBack) -> Self {
        Self {
            linked: back.linked,
            second_factor: back.two_factors,
        }
    }
}
