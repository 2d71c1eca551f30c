//! The GraphQL door to other issuers.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, ID, InputObject, Object};

use super::issuer::Federation;
use super::model::Answer;
use super::service::{self, Wish};
use super::view::{BegunView, CameBackView, OfferedView};
use crate::domains::identity::service::OutsideRegistration;
use crate::domains::identity::{
    AccountConfirmPayload, AccountRegisterPayload, Grant, HatKind, IdentityLinkCreatePayload,
    SessionPayload,
};
use crate::kernel::client::UserAgent;
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, sound};
use crate::kernel::id::{Identity, ProviderId};
use crate::kernel::page::{Cursor, Total, connection};

/// What can be asked of identity providers
#[derive(Debug, Default)]
pub struct FederationQuery;

/// What can be done with identity providers
#[derive(Debug, Default)]
pub struct FederationMutation;

#[Object]
impl FederationQuery {
    /// Others by whom people can sign in here, with an account that they have there
    async fn identity_providers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Result<Connection<Cursor, OfferedView, Total, EmptyFields>, ApiError> {
        let federation: &Federation = ctx.given()?;
        let (page, faults) = first_after(first, after.as_deref());
        sound(faults)?;
        let language = ctx.language();
        let found = service::offered(federation, &page);
        Ok(connection(found.map(|one| OfferedView::of(one, language))))
    }
}

#[Object]
impl FederationMutation {
    /// Begin to sign in by an identity provider: tells where to lead people, and a secret to keep
    /// meanwhile
    async fn identity_provider_begin(
        &self,
        ctx: &Context<'_>,
        input: IdentityProviderBeginInput,
    ) -> Result<BegunView, ApiError> {
        let (backend, _) = ctx.caller()?;
        let to = (input.code.as_str(), input.redirect_uri.as_deref());
        let begun = service::begin(backend, ctx.given()?, to).await?;
        Ok(begun.into())
    }

    /// Hand in what an identity provider sent back, once; tells whether an account here is theirs
    async fn identity_provider_answer(
        &self,
        ctx: &Context<'_>,
        input: IdentityProviderAnswerInput,
    ) -> Result<CameBackView, ApiError> {
        let (backend, _) = ctx.caller()?;
        let answer = Answer {
            state: input.state,
            code: input.code,
            error: input.error,
            iss: input.iss,
        };
        let back = service::answer(backend, ctx.given()?, (&input.secret, &answer)).await?;
        Ok(back.into())
    }

    /// Sign in by an identity provider, in the place of a password
    async fn identity_provider_session_create(
        &self,
        ctx: &Context<'_>,
        input: IdentityProviderSessionCreateInput,
    ) -> Result<SessionPayload, ApiError> {
        let (backend, _) = ctx.caller()?;
        let agent = ctx.data_opt::<UserAgent>();
        let provider = input.provider_id.as_ref().map(ProviderId::from_global);
        let municipality = input.municipality_code.as_deref();
        let wish = Wish {
            hat: input.hat,
            scope: Grant::wanted(provider.transpose()?, municipality),
            code: input.code.as_deref(),
            agent: agent.and_then(|agent| agent.0.as_deref()),
        };
        let session = service::sign_in(backend, ctx.given()?, (&input.secret, wish)).await?;
        Ok(session.into())
    }

    /// Ask for an account, to sign in to by an identity provider; a code is mailed. The answer is
    /// the same whether or not the address has one
    async fn identity_provider_account_register(
        &self,
        ctx: &Context<'_>,
        input: IdentityProviderAccountRegisterInput,
    ) -> Result<AccountRegisterPayload, ApiError> {
        let (backend, _) = ctx.caller()?;
        let wish = OutsideRegistration {
            email: &input.email,
            terms_version: &input.terms_version,
            of_age: input.of_age,
        };
        service::register(backend, ctx.given()?, (&input.secret, wish)).await?;
        Ok(AccountRegisterPayload::mailed())
    }

    /// Confirm an address with the code that was mailed, and so make an account that an identity
    /// provider signs in to; then sign in with the same secret
    async fn identity_provider_account_confirm(
        &self,
        ctx: &Context<'_>,
        input: IdentityProviderAccountConfirmInput,
    ) -> Result<AccountConfirmPayload, ApiError> {
        let (backend, _) = ctx.caller()?;
        let shown = (
            input.secret.as_str(),
            input.email.as_str(),
            input.code.as_str(),
        );
        Ok(service::confirm(backend, shown).await?.into())
    }

    /// Link my account with whom an identity provider sent back, with my password shown again.
    /// From now on I can sign in by it
    async fn identity_link_create(
        &self,
        ctx: &Context<'_>,
        input: IdentityLinkCreateInput,
    ) -> Result<IdentityLinkCreatePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let shown = (
            input.secret.as_str(),
            input.password.as_str(),
            input.code.as_deref(),
        );
        let own = service::link(backend, ctx.given()?, actor, shown).await?;
        Ok(own.into())
    }
}

/// Where somebody wants to sign in, and come back to
#[derive(InputObject)]
pub struct IdentityProviderBeginInput {
    /// The identity provider
    pub code: String,
    /// One of the addresses that it leads back to; the first where it is left out
    pub redirect_uri: Option<String>,
}

/// What somebody came back with: the members of the address that they came back to
#[derive(InputObject)]
pub struct IdentityProviderAnswerInput {
    /// The secret of whoever set out
    pub secret: String,
    /// `state`, as it came back
    pub state: String,
    /// `code`, as it came back
    pub code: Option<String>,
    /// `error`, where the provider let nobody in
    pub error: Option<String>,
    /// `iss`, where it came back (RFC 9207)
    pub iss: Option<String>,
}

/// Somebody who came back signs in
#[derive(InputObject)]
pub struct IdentityProviderSessionCreateInput {
    /// The secret of whoever set out
    pub secret: String,
    /// The one role in which to act during this session
    pub hat: HatKind,
    /// For which provider, where I have the hat for several
    pub provider_id: Option<ID>,
    /// For which municipality, by its code, where I have the hat for several
    pub municipality_code: Option<String>,
    /// What the account asks for beside a password: a code of the app, or a recovery code
    pub code: Option<String>,
}

/// Somebody who came back wants an account
#[derive(InputObject)]
pub struct IdentityProviderAccountRegisterInput {
    /// The secret of whoever set out
    pub secret: String,
    /// The address, to which a code is mailed
    pub email: String,
    /// The version of the terms of use that was shown and agreed to
    pub terms_version: String,
    /// Whether they say that they are 16 or older
    pub of_age: bool,
}

/// The code that was mailed to whoever wants an account
#[derive(InputObject)]
pub struct IdentityProviderAccountConfirmInput {
    /// The secret of whoever set out
    pub secret: String,
    /// The address
    pub email: String,
    /// The code
    pub code: String,
}

/// Whom a provider sent back is me
#[derive(InputObject)]
pub struct IdentityLinkCreateInput {
    /// The secret of whoever set out
    pub secret: String,
    /// My password, shown again
    pub password: String,
    /// What my account asks for beside it: a code of the app, or a recovery code
    pub code: Option<String>,
}
