//! The GraphQL door to accounts and sessions.

mod emails;
mod factors;
mod grants;
mod inputs;
mod links;
mod own;
mod passkeys;
mod types;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, ID, MergedObject, Object};

use self::emails::{OwnAccountMutation, TermsQuery};
use self::factors::SecondFactorMutation;
use self::grants::{GrantMutation, GrantQuery};
use self::inputs::{
    AccountConfirmInput, AccountGrantInput, AccountRegisterInput, AccountRevokeInput,
    SessionCreateInput, SessionRefreshInput,
};
pub use self::links::{IdentityLinkCreatePayload, LinkMutation, LinkQuery};
use self::own::{OwnSessionMutation, OwnSessionQuery};
pub use self::passkeys::{PasskeyMutation, PasskeyQuery};
use self::types::Account;
pub use self::types::{AccountConfirmPayload, AccountRegisterPayload, SessionPayload};
use self::types::{AccountGrantPayload, AccountRevokePayload, Me, SessionEndPayload};
use super::gate::Gate;
use super::service::{self, Credentials, Wish};
use crate::kernel::client::UserAgent;
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::id::{AccountId, Identity};
use crate::kernel::page::{Cursor, Total, connection};

/// What can be asked of accounts
#[derive(Debug, Default, MergedObject)]
pub struct IdentityQuery(
    AccountQuery,
    GrantQuery,
    OwnSessionQuery,
    LinkQuery,
    PasskeyQuery,
    TermsQuery,
);

/// What can be done with accounts and sessions
#[derive(Debug, Default, MergedObject)]
pub struct IdentityMutation(
    AccountMutation,
    GrantMutation,
    OwnSessionMutation,
    LinkMutation,
    PasskeyMutation,
    SecondFactorMutation,
    OwnAccountMutation,
);

/// Accounts
#[derive(Debug, Default)]
pub struct AccountQuery;

/// Accounts, signing in and out
#[derive(Debug, Default)]
pub struct AccountMutation;

type Accounts = Connection<Cursor, Account, Total, EmptyFields>;

#[Object]
impl AccountQuery {
    /// My own account, and how I am signed in to it
    async fn me(&self, ctx: &Context<'_>) -> Option<Result<Me, ApiError>> {
        let me = async {
            let (backend, actor) = ctx.caller()?;
            service::me(backend, actor).await.map(Me)
        };
        Some(me.await)
    }

    /// Accounts, or the one with an address; for administrators
    async fn accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The whole address")] email: Option<String>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said")] first: Option<i32>,
        #[graphql(desc = "The place after which to begin")] after: Option<String>,
    ) -> Result<Accounts, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = service::accounts(backend, actor, email.as_deref(), &page).await;
        Ok(connection(joined(faults, found)?.map(Account)))
    }

    /// One account; for administrators
    async fn account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id")] id: ID,
    ) -> Option<Result<Account, ApiError>> {
        let account = async {
            let (backend, actor) = ctx.caller()?;
            let id = AccountId::from_global(&id)?;
            service::account(backend, actor, id).await.map(Account)
        };
        Some(account.await)
    }
}

#[Object]
impl AccountMutation {
    /// Ask for an account; a code is mailed. The answer is the same whether or not
    /// the address has one
    async fn account_register(
        &self,
        ctx: &Context<'_>,
        input: AccountRegisterInput,
    ) -> Result<AccountRegisterPayload, ApiError> {
        let (backend, _) = ctx.caller()?;
        let gate: &Gate = ctx.given()?;
        let wish = Wish {
            email: &input.email,
            password: &input.password,
            terms_version: &input.terms_version,
            of_age: input.of_age,
        };
        service::register(backend, gate, wish).await?;
        Ok(AccountRegisterPayload::mailed())
    }

    /// Confirm an address with the code that was mailed
    async fn account_confirm(
        &self,
        ctx: &Context<'_>,
        input: AccountConfirmInput,
    ) -> Result<AccountConfirmPayload, ApiError> {
        let (backend, _) = ctx.caller()?;
        let account = service::confirm(backend, &input.email, &input.code).await?;
        Ok(account.into())
    }

    /// Give an account a hat; for administrators
    async fn account_grant(
        &self,
        ctx: &Context<'_>,
        input: AccountGrantInput,
    ) -> Result<AccountGrantPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (id, wish) = input.read()?;
        let account = service::grant(backend, actor, id, wish).await?;
        Ok(AccountGrantPayload {
            account: Account(account),
        })
    }

    /// Take a hat from an account; sessions under it end. For administrators
    async fn account_revoke(
        &self,
        ctx: &Context<'_>,
        input: AccountRevokeInput,
    ) -> Result<AccountRevokePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = AccountId::from_global(&input.account_id)?;
        let account = service::revoke(backend, actor, id, input.hat).await?;
        Ok(AccountRevokePayload {
            account: Account(account),
        })
    }

    /// Sign in, in one role. An unknown address and a wrong password get the same
    /// answer, in the same time. Where the account has a second factor, a right password alone
    /// is answered `session.second_factor_required`
    async fn session_create(
        &self,
        ctx: &Context<'_>,
        input: SessionCreateInput,
    ) -> Result<SessionPayload, ApiError> {
        let (backend, _) = ctx.caller()?;
        let agent = ctx.data_opt::<UserAgent>();
        let shown = Credentials {
            email: &input.email,
            password: &input.password,
            code: input.code.as_deref(),
            agent: agent.and_then(|agent| agent.0.as_deref()),
        };
        let scope = input.scope()?;
        let wanted = (input.hat, scope.as_deref());
        let session = service::sign_in(backend, ctx.given()?, (&shown, wanted)).await?;
        Ok(session.into())
    }

    /// Trade a refresh token for the next pair. It serves once; shown again within
    /// half a minute it gets the same answer, shown later it ends the session
    async fn session_refresh(
        &self,
        ctx: &Context<'_>,
        input: SessionRefreshInput,
    ) -> Result<SessionPayload, ApiError> {
        let (backend, _) = ctx.caller()?;
        let session = service::refresh(backend, ctx.given()?, (&input.refresh_token, None)).await?;
        Ok(session.into())
    }

    /// Sign out: end this session
    async fn session_end(&self, ctx: &Context<'_>) -> Result<SessionEndPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        service::sign_out(backend, actor).await?;
        Ok(SessionEndPayload { ended: true })
    }
}
