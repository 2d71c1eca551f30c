//! The GraphQL door to trainers and to who stands for whom.

mod accredited;
mod credentials;
mod own;

use std::sync::Arc;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, MergedObject};

use crate::domains::catalogue::Catalogue;
use crate::kernel::door::Caller;
use crate::kernel::error::ApiError;
use crate::kernel::page::{Cursor, Total};

use accredited::AccreditationMutation;
use credentials::{CredentialMutation, CredentialQuery};
use own::{OwnTrainerMutation, OwnTrainerQuery};

type Paged<T> = Result<Connection<Cursor, T, Total, EmptyFields>, ApiError>;

/// What can be asked of trainers by those who look after them
#[derive(Debug, Default, MergedObject)]
pub struct TrainerQuery(OwnTrainerQuery, CredentialQuery);

/// What can be done with trainers
#[derive(Debug, Default, MergedObject)]
pub struct TrainerMutation(
    AccreditationMutation,
    OwnTrainerMutation,
    CredentialMutation,
);

fn catalogue<'a>(ctx: &Context<'a>) -> Result<&'a Catalogue, ApiError> {
    ctx.given::<Arc<Catalogue>>().map(Arc::as_ref)
}

/// Where the catalogue stands after a write.
fn version(catalogue: &Catalogue) -> String {
    catalogue.now().position.to_string()
}
