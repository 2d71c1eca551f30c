//! The GraphQL door to programs.

use std::sync::Arc;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject};

use super::service::{self, ApiClientWish, Made, RotateWish};
use super::view::ApiClientView;
use crate::domains::catalogue::Catalogue;
use crate::kernel::backend::Backend;
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::id::{ClientId, Identity};
use crate::kernel::page::{Cursor, Total, connection};
use crate::kernel::scope::Scope;

/// What can be asked of programs
#[derive(Debug, Default)]
pub struct OauthQuery;

/// What can be done with programs
#[derive(Debug, Default)]
pub struct OauthMutation;

#[ComplexObject]
impl ApiClientView {
    /// The global id
    async fn id(&self) -> ID {
        ClientId(self.uuid).global()
    }
}

#[Object]
impl OauthQuery {
    /// The programs that act for my organisation; as an administrator, all
    async fn api_clients(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Result<Connection<Cursor, ApiClientView, Total, EmptyFields>, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = joined(faults, service::clients(backend, actor, &page).await)?;
        let now = backend.clock.now();
        Ok(connection(found.map(|one| ApiClientView::of(&one, now))))
    }

    /// A program that acts for my organisation; as an administrator, any
    async fn api_client(
        &self,
        ctx: &Context<'_>,
        id: ID,
    ) -> Option<Result<ApiClientView, ApiError>> {
        let found = async {
            let (backend, actor) = ctx.caller()?;
            let found = service::client(backend, actor, ClientId::from_global(&id)?).await?;
            Ok(ApiClientView::of(&found, backend.clock.now()))
        };
        Some(found.await)
    }
}

/// A program that shall act for a provider
#[derive(InputObject)]
pub struct ApiClientCreateInput {
    /// What it is called, for people; at most 200 characters
    pub name: String,
    /// What it may ask for; none for a front-end
    #[graphql(default)]
    pub scopes: Vec<Scope>,
    /// For which provider, by id or slug; an organisation may leave out its own
    pub provider_id: Option<ID>,
    /// The public keys that it signs assertions with, as a JWK Set in JSON (RFC 7517), where it shows no secret. It is given no secret then
    pub jwks: Option<String>,
    /// Where people are led back to from signing in here, 1 to 10 addresses, each compared to the letter: with these it is a front-end, for administrators to make
    pub redirect_uris: Option<Vec<String>>,
    /// Whether a front-end can keep a secret: it runs on a server, not in a browser or on a phone
    #[graphql(default)]
    pub confidential: bool,
}

/// A program whose secret is made anew
#[derive(InputObject)]
pub struct ApiClientRotateInput {
    /// The program
    pub id: ID,
    /// Whether secrets of before, and tokens had with them, serve no more from now on: where one may be in other hands. Otherwise they serve 7 days on
    #[graphql(default)]
    pub at_once: bool,
}

/// A program that is meant
#[derive(InputObject)]
pub struct ApiClientEndInput {
    /// The program
    pub id: ID,
}

/// A program, and its secret, which is shown this once
#[derive(SimpleObject)]
pub struct ApiClientMadePayload {
    /// The program
    client: ApiClientView,
    /// The secret to show at `/oauth/token`; keep it now. Null where the program signs with keys, or cannot keep one
    secret: Option<String>,
}

/// The program was ended
#[derive(SimpleObject)]
pub struct ApiClientEndPayload {
    /// The global id that it had
    id: ID,
}

fn payload(made: Made, backend: &Backend) -> ApiClientMadePayload {
    ApiClientMadePayload {
        client: ApiClientView::of(&made.client, backend.clock.now()),
        secret: made.secret,
    }
}

#[Object]
impl OauthMutation {
    /// Make a program that acts for my organisation, with a token of its own from `/oauth/token`. Its secret is shown this once. As an administrator, say for which provider, or make a front-end through which people act
    async fn api_client_create(
        &self,
        ctx: &Context<'_>,
        input: ApiClientCreateInput,
    ) -> Result<ApiClientMadePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        // What is no JSON is no set of keys, and is told as such.
        let jwks = input
            .jwks
            .map(|text| serde_json::from_str(&text).unwrap_or_default());
        let wish = ApiClientWish {
            name: input.name,
            scopes: input.scopes,
            provider_id: input.provider_id.map(|id| id.to_string()),
            jwks,
            redirect_uris: input.redirect_uris,
            confidential: input.confidential,
        };
        let made = service::make(backend, &catalogue.now(), actor, wish).await?;
        Ok(payload(made, backend))
    }

    /// Make the secret of a program anew; the new one is shown this once. The one of before serves 7 days on, unless `atOnce`
    async fn api_client_rotate(
        &self,
        ctx: &Context<'_>,
        input: ApiClientRotateInput,
    ) -> Result<ApiClientMadePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = ClientId::from_global(&input.id)?;
        let how = RotateWish {
            at_once: input.at_once,
        };
        let made = service::rotate(backend, actor, (id, how)).await?;
        Ok(payload(made, backend))
    }

    /// End a program: neither it nor a token of its is let in any more
    async fn api_client_end(
        &self,
        ctx: &Context<'_>,
        input: ApiClientEndInput,
    ) -> Result<ApiClientEndPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = ClientId::from_global(&input.id)?;
        service::end(backend, actor, id).await?;
        Ok(ApiClientEndPayload { id: id.global() })
    }
}
