//! Another address, closing an account, and the terms of use, by GraphQL.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use super::super::gate::Gate;
use super::super::model::OwnTerms;
use super::super::service;
use crate::kernel::door::Caller;
use crate::kernel::error::ApiError;
use crate::kernel::moment::Moment;

/// The terms of use
#[derive(Debug, Default)]
pub struct TermsQuery;

/// My address, my account, and what I agree to
#[derive(Debug, Default)]
pub struct OwnAccountMutation;

#[Object]
impl TermsQuery {
    /// The terms of use as they stand
    async fn terms_of_use(&self, ctx: &Context<'_>) -> TermsOfUse {
        let terms = service::terms_of_use();
        TermsOfUse {
            version: terms.version.to_owned(),
            draft: terms.draft,
            text: terms.text(ctx.language()).to_owned(),
        }
    }
}

#[Object]
impl OwnAccountMutation {
    /// Ask for another e-mail address, with my password shown again; a code is mailed to it. The
    /// answer is the same whether or not another account has it
    async fn email_change_request(
        &self,
        ctx: &Context<'_>,
        input: EmailChangeRequestInput,
    ) -> Result<EmailChangeRequestPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let gate: &Gate = ctx.given()?;
        let wish = (input.email.as_str(), input.password.as_str());
        service::request_email_change(backend, gate, actor, wish).await?;
        Ok(EmailChangeRequestPayload {
            code_expires_in: service::CHANGE_LIFE.num_seconds(),
        })
    }

    /// Confirm another e-mail address with the code that was mailed to it. The address that was
    /// is told, with a code to put it back
    async fn email_change_confirm(
        &self,
        ctx: &Context<'_>,
        input: EmailChangeConfirmInput,
    ) -> Result<EmailChangeConfirmPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        service::confirm_email_change(backend, actor, &input.code).await?;
        Ok(EmailChangeConfirmPayload { changed: true })
    }

    /// Put an e-mail address back that was changed by somebody else, with the code that was mailed
    /// to it. Every session ends, and another password has to be chosen
    async fn email_restore(
        &self,
        ctx: &Context<'_>,
        input: EmailRestoreInput,
    ) -> Result<EmailRestorePayload, ApiError> {
        let (backend, _) = ctx.caller()?;
        service::restore_email(backend, (input.email.as_str(), input.code.as_str())).await?;
        Ok(EmailRestorePayload { restored: true })
    }

    /// Close my account, with my password shown again and what it asks for beside it. Every session
    /// ends, hats are taken, and the address is free
    async fn account_close(
        &self,
        ctx: &Context<'_>,
        input: AccountCloseInput,
    ) -> Result<AccountClosePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let gate: &Gate = ctx.given()?;
        let shown = (input.password.as_str(), input.code.as_deref());
        service::close_account(backend, gate, actor, shown).await?;
        Ok(AccountClosePayload { closed: true })
    }

    /// Agree to the terms of use, to the version that stands
    async fn terms_agree(
        &self,
        ctx: &Context<'_>,
        input: TermsAgreeInput,
    ) -> Result<TermsAgreePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        service::agree(backend, actor, &input.version).await?;
        let me = service::me(backend, actor).await?;
        Ok(TermsAgreePayload {
            terms: me.terms.into(),
        })
    }
}

/// The terms of use as they stand
#[derive(SimpleObject)]
pub struct TermsOfUse {
    /// Their version
    version: String,
    /// Whether they have yet to be looked at by those who know
    draft: bool,
    /// What they say, as Markdown, in the language asked for
    text: String,
}

/// To which terms of use I agreed
#[derive(SimpleObject)]
#[graphql(name = "OwnTerms")]
pub struct OwnTermsObject {
    /// The version that stands: where it is another than the one agreed to, ask again
    current_version: String,
    /// The version agreed to; null where there was none yet
    agreed_version: Option<String>,
    /// When
    agreed_at: Option<Moment>,
}

impl From<OwnTerms> for OwnTermsObject {
    fn from(terms: OwnTerms) -> Self {
        Self {
            current_version: service::terms_of_use().version.to_owned(),
            agreed_version: terms.agreed,
            agreed_at: terms.agreed_at.map(Moment),
        }
    }
}

/// The address that I want instead
#[derive(InputObject)]
pub struct EmailChangeRequestInput {
    /// The address, to which a code is mailed
    pub email: String,
    /// The password that is
    pub password: String,
}

/// What became of asking: the same for every address
#[derive(SimpleObject)]
pub struct EmailChangeRequestPayload {
    /// For how many seconds the mailed code serves
    code_expires_in: i64,
}

/// The code that was mailed to the other address
#[derive(InputObject)]
pub struct EmailChangeConfirmInput {
    /// The code; case and hyphen do not matter
    pub code: String,
}

/// The address was changed
#[derive(SimpleObject)]
pub struct EmailChangeConfirmPayload {
    /// Always true
    changed: bool,
}

/// The way back to an address
#[derive(InputObject)]
pub struct EmailRestoreInput {
    /// The address that the code was mailed to
    pub email: String,
    /// The code; case and hyphen do not matter
    pub code: String,
}

/// The account has the address again
#[derive(SimpleObject)]
pub struct EmailRestorePayload {
    /// Always true
    restored: bool,
}

/// What closing my account takes
#[derive(InputObject)]
pub struct AccountCloseInput {
    /// The password that is
    pub password: String,
    /// What the account asks for beside the password
    pub code: Option<String>,
}

/// The account was closed
#[derive(SimpleObject)]
pub struct AccountClosePayload {
    /// Always true
    closed: bool,
}

/// The version of the terms of use that I agree to
#[derive(InputObject)]
pub struct TermsAgreeInput {
    /// The version: the one that stands
    pub version: String,
}

/// What I agreed to
#[derive(SimpleObject)]
pub struct TermsAgreePayload {
    /// What I agreed to
    terms: OwnTermsObject,
}
