//! What mutations of accounts and sessions take.

use async_graphql::{ID, InputObject};

use super::super::model::{Grant, HatKind};
use super::super::service::GrantWish;
use crate::kernel::error::ApiError;
use crate::kernel::id::{AccountId, Identity, ProviderId};

/// Who wants an account
#[derive(InputObject)]
pub struct AccountRegisterInput {
    /// The address, to which a code is mailed
    pub email: String,
    /// A password of 10 to 128 characters, other than the address
    pub password: String,
    /// The version of the terms of use that is agreed to: the one that stands
    pub terms_version: String,
    /// Whether the person is 16 years or older: only then there is an account
    pub of_age: bool,
}

/// The code that was mailed
#[derive(InputObject)]
pub struct AccountConfirmInput {
    /// The address that it was mailed to
    pub email: String,
    /// The code; case and hyphen do not matter
    pub code: String,
}

/// A hat that an account shall have
#[derive(InputObject)]
pub struct AccountGrantInput {
    /// The account
    pub account_id: ID,
    /// The hat
    pub hat: HatKind,
    /// For which provider: required for a hat that is of one, refused otherwise
    pub provider_id: Option<ID>,
    /// For which municipality, by its code: required for a municipality's hat, refused otherwise
    pub municipality_code: Option<String>,
}

impl AccountGrantInput {
    /// The ids taken apart.
    pub fn read(self) -> Result<(AccountId, GrantWish), ApiError> {
        let provider = self.provider_id.as_ref().map(ProviderId::from_global);
        let wish = GrantWish {
            hat: self.hat,
            provider: provider.transpose()?,
            municipality: self.municipality_code,
        };
        Ok((AccountId::from_global(&self.account_id)?, wish))
    }
}

/// A hat that an account shall not have
#[derive(InputObject)]
pub struct AccountRevokeInput {
    /// The account
    pub account_id: ID,
    /// The hat
    pub hat: HatKind,
}

/// What somebody shows to sign in
#[derive(InputObject)]
pub struct SessionCreateInput {
    /// The address
    pub email: String,
    /// The password
    pub password: String,
    /// What the account asks for beside the password: a code of the app, or a recovery code
    pub code: Option<String>,
    /// The one role in which to act during this session
    pub hat: HatKind,
    /// For which provider, where I have the hat for several
    pub provider_id: Option<ID>,
    /// For which municipality, by its code, where I have the hat for several
    pub municipality_code: Option<String>,
}

impl SessionCreateInput {
    /// For whom the hat is to be worn, where that is said.
    pub fn scope(&self) -> Result<Option<String>, ApiError> {
        let provider = self.provider_id.as_ref().map(ProviderId::from_global);
        let municipality = self.municipality_code.as_deref();
        Ok(Grant::wanted(provider.transpose()?, municipality))
    }
}

/// The token to trade
#[derive(InputObject)]
pub struct SessionRefreshInput {
    /// The refresh token that was given last
    pub refresh_token: String,
}
