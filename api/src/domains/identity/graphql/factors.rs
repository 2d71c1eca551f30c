//! The second factor by GraphQL.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use super::super::gate::Gate;
use super::super::model::{Enrolment, OwnFactor};
use super::super::service;
use crate::kernel::door::Caller;
use crate::kernel::error::ApiError;
use crate::kernel::moment::Moment;

/// The second factor
#[derive(Debug, Default)]
pub struct SecondFactorMutation;

#[Object]
impl SecondFactorMutation {
    /// Begin a second factor, with my password shown again. It is asked for when I sign in once
    /// a first code confirmed it
    async fn second_factor_begin(
        &self,
        ctx: &Context<'_>,
        input: SecondFactorBeginInput,
    ) -> Result<SecondFactorBeginPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let gate: &Gate = ctx.given()?;
        let enrolment = service::begin_factor(backend, gate, actor, &input.password).await?;
        Ok(enrolment.into())
    }

    /// Confirm a second factor with a first code; gives the recovery codes, once
    async fn second_factor_confirm(
        &self,
        ctx: &Context<'_>,
        input: SecondFactorConfirmInput,
    ) -> Result<SecondFactorConfirmPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let recovery_codes = service::confirm_factor(backend, actor, &input.code).await?;
        Ok(SecondFactorConfirmPayload { recovery_codes })
    }

    /// Take off my second factor. Sessions in a role that needs one end
    async fn second_factor_remove(
        &self,
        ctx: &Context<'_>,
        input: SecondFactorRemoveInput,
    ) -> Result<SecondFactorRemovePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        service::remove_factor(backend, actor, &input.code).await?;
        Ok(SecondFactorRemovePayload { removed: true })
    }

    /// Begin a second factor without signing in, for whoever cannot sign in without one
    async fn account_second_factor_begin(
        &self,
        ctx: &Context<'_>,
        input: AccountSecondFactorBeginInput,
    ) -> Result<SecondFactorBeginPayload, ApiError> {
        let (backend, _) = ctx.caller()?;
        let shown = (input.email.as_str(), input.password.as_str());
        let enrolment = service::begin_factor_by_password(backend, ctx.given()?, shown).await?;
        Ok(enrolment.into())
    }

    /// Confirm a second factor without signing in, for whoever cannot sign in without one
    async fn account_second_factor_confirm(
        &self,
        ctx: &Context<'_>,
        input: AccountSecondFactorConfirmInput,
    ) -> Result<SecondFactorConfirmPayload, ApiError> {
        let (backend, _) = ctx.caller()?;
        let shown = (
            input.email.as_str(),
            input.password.as_str(),
            input.code.as_str(),
        );
        let codes = service::confirm_factor_by_password(backend, ctx.given()?, shown).await?;
        Ok(SecondFactorConfirmPayload {
            recovery_codes: codes,
        })
    }
}

/// My second factor
#[derive(SimpleObject)]
pub struct SecondFactor {
    /// Whether it is asked for when I sign in
    enabled: bool,
    /// Since when; null where it is not
    enabled_at: Option<Moment>,
    /// How many recovery codes were not used yet
    recovery_codes_left: u64,
}

impl From<OwnFactor> for SecondFactor {
    fn from(factor: OwnFactor) -> Self {
        Self {
            enabled: factor.since.is_some(),
            enabled_at: factor.since.map(Moment),
            recovery_codes_left: factor.recovery_codes_left,
        }
    }
}

/// The password that is, shown again
#[derive(InputObject)]
pub struct SecondFactorBeginInput {
    /// The password that is
    pub password: String,
}

/// What an app needs to make codes: shown once
#[derive(SimpleObject)]
pub struct SecondFactorBeginPayload {
    /// The secret, in base 32, to be typed over
    pub secret: String,
    /// The same as an address (`otpauth:`), to be shown as a square code
    pub uri: String,
}

impl From<Enrolment> for SecondFactorBeginPayload {
    fn from(enrolment: Enrolment) -> Self {
        Self {
            secret: enrolment.secret,
            uri: enrolment.uri,
        }
    }
}

/// A first code
#[derive(InputObject)]
pub struct SecondFactorConfirmInput {
    /// The code that the app shows; blanks do not matter
    pub code: String,
}

/// Codes for whoever lost the app: shown once
#[derive(SimpleObject)]
pub struct SecondFactorConfirmPayload {
    /// Ten codes; each serves once, in the place of a code of the app
    pub recovery_codes: Vec<String>,
}

/// A code, to take off the second factor
#[derive(InputObject)]
pub struct SecondFactorRemoveInput {
    /// A code of the app, or a recovery code
    pub code: String,
}

/// The second factor was taken off
#[derive(SimpleObject)]
pub struct SecondFactorRemovePayload {
    /// Always true
    pub removed: bool,
}

/// Who cannot sign in without a second factor
#[derive(InputObject)]
pub struct AccountSecondFactorBeginInput {
    /// The address
    pub email: String,
    /// The password
    pub password: String,
}

/// A first code, of who cannot sign in without a second factor
#[derive(InputObject)]
pub struct AccountSecondFactorConfirmInput {
    /// The address
    pub email: String,
    /// The password
    pub password: String,
    /// The code that the app shows; blanks do not matter
    pub code: String,
}
