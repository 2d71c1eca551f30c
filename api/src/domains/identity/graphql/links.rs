//! Links with other issuers by GraphQL.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::super::model::{LinkId, OwnLink};
use super::super::service;
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::id::Identity;
use crate::kernel::moment::Moment;
use crate::kernel::page::{Cursor, Total, connection};

/// My own links with identity providers
#[derive(Debug, Default)]
pub struct LinkQuery;

/// Links with identity providers
#[derive(Debug, Default)]
pub struct LinkMutation;

#[Object]
impl LinkQuery {
    /// My links with identity providers: by whom I can sign in here
    async fn my_identity_links(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Result<Connection<Cursor, IdentityLink, Total, EmptyFields>, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = service::own_links(backend, actor, &page).await;
        Ok(connection(joined(faults, found)?.map(IdentityLink::from)))
    }
}

#[Object]
impl LinkMutation {
    /// Remove one of my links with identity providers: nobody signs in by it any more, and no
    /// token of the provider serves
    async fn identity_link_delete(
        &self,
        ctx: &Context<'_>,
        input: IdentityLinkDeleteInput,
    ) -> Result<IdentityLinkDeletePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = LinkId::from_global(&input.id)?;
        service::unlink(backend, actor, id).await?;
        Ok(IdentityLinkDeletePayload { deleted: true })
    }
}

/// A link of mine with an identity provider
#[derive(SimpleObject)]
pub struct IdentityLink {
    /// Its global id
    id: ID,
    /// The identity provider, by its code
    identity_provider: String,
    /// When it was made
    created_at: Moment,
    /// When I last signed in by it; null where I did not
    last_used_at: Option<Moment>,
}

impl From<OwnLink> for IdentityLink {
    fn from(link: OwnLink) -> Self {
        Self {
            id: link.id.global(),
            identity_provider: link.issuer,
            created_at: Moment(link.created_at),
            last_used_at: link.last_used_at.map(Moment),
        }
    }
}

/// The account is linked
#[derive(SimpleObject)]
pub struct IdentityLinkCreatePayload {
    /// The link
    identity_link: IdentityLink,
}

impl From<OwnLink> for IdentityLinkCreatePayload {
    fn from(link: OwnLink) -> Self {
        Self {
            identity_link: link.into(),
        }
    }
}

/// A link of mine
#[derive(InputObject)]
pub struct IdentityLinkDeleteInput {
    /// The link
    pub id: ID,
}

/// The link was removed
#[derive(SimpleObject)]
pub struct IdentityLinkDeletePayload {
    /// Always true
    pub deleted: bool,
}
