//! Accounts and sessions as REST reads and shows them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::model::{Account, Grant, HatKind, Me, OwnSession, Session};
use super::super::view::ResearchView;
use super::emails::OwnTermsBody;
use super::factors::SecondFactorBody;
use crate::kernel::actor::Rank;
use crate::kernel::id::{AccountId, ProviderId};
use crate::kernel::moment::Moment;

/// Who wants an account.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccountRegistration {
    /// The address, to which a code is mailed.
    #[schema(format = Email, max_length = 254)]
    pub email: String,
    /// A password of 10 to 128 characters, other than the address.
    #[schema(format = Password, min_length = 10, max_length = 128)]
    pub password: String,
    /// The version of the terms of use that is agreed to: the one that stands.
    #[schema(max_length = 20, example = "2026-11")]
    pub terms_version: String,
    /// Whether the person is 16 years or older: only then there is an account.
    pub of_age: bool,
}

/// What became of asking: the same for every address.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegistrationAccepted {
    /// For how many seconds the mailed code serves.
    pub code_expires_in: i64,
}

/// The code that was mailed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountConfirmation {
    /// The address that it was mailed to.
    #[schema(format = Email, max_length = 254)]
    pub email: String,
    /// The code; case and hyphen do not matter.
    #[schema(max_length = 40, example = "01ZAM-56789")]
    pub code: String,
}

/// Whose password is forgotten.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordResetRequest {
    /// The address, to which a letter is mailed.
    #[schema(format = Email, max_length = 254)]
    pub email: String,
}

/// Another password, with the code that was mailed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordReset {
    /// The address that the code was mailed to.
    #[schema(format = Email, max_length = 254)]
    pub email: String,
    /// The code; case and hyphen do not matter.
    #[schema(max_length = 40, example = "01ZAM-56789")]
    pub code: String,
    /// A password of 10 to 128 characters, other than the address.
    #[schema(format = Password, min_length = 10, max_length = 128)]
    pub password: String,
}

/// Another password, with the one that is.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasswordChange {
    /// The password that is.
    #[schema(format = Password, max_length = 128)]
    pub current_password: String,
    /// A password of 10 to 128 characters, other than the address.
    #[schema(format = Password, min_length = 10, max_length = 128)]
    pub password: String,
}

/// A session that I am in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OwnSession)]
pub struct OwnSessionBody {
    /// Its id.
    pub id: Uuid,
    /// Under which hat.
    pub hat: HatKind,
    /// What the front-end of others is called through which it was begun; null where it was begun here.
    pub front_end: Option<String>,
    /// When it was last gone on with: at sign-in, or at a refresh.
    pub last_used_at: Moment,
    /// When it ends by itself.
    pub ends_at: Moment,
    /// Whether it is the one in which this is asked.
    pub current: bool,
}

impl From<OwnSession> for OwnSessionBody {
    fn from(session: OwnSession) -> Self {
        Self {
            id: session.id.0,
            hat: session.hat,
            front_end: session.front_end,
            last_used_at: Moment(session.last_used_at),
            ends_at: Moment(session.ends_at),
            current: session.current,
        }
    }
}

/// Which account is looked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountSearch {
    /// The whole address.
    #[schema(format = Email, max_length = 254)]
    pub email: String,
}

/// An account.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Account)]
pub struct AccountBody {
    /// Its id.
    pub id: AccountId,
    /// The address.
    #[schema(format = Email)]
    pub email: String,
    /// The hats that it may wear.
    pub grants: Vec<GrantBody>,
    /// Since when it exists.
    pub created_at: Moment,
}

/// A hat that an account may wear.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Grant)]
pub struct GrantBody {
    /// Which hat.
    pub hat: HatKind,
    /// Whether nobody signs in under it without a second factor.
    pub needs_second_factor: bool,
    /// For which provider, where the hat is of one.
    pub provider_id: Option<ProviderId>,
    /// How far they act for it: with an organisation's hat alone.
    pub rank: Option<Rank>,
    /// For which municipality, by its code: with a municipality's hat alone.
    pub municipality_code: Option<String>,
    /// For what research: with a researcher's hat alone.
    pub research: Option<ResearchView>,
    /// Until when the person is known to be a foster parent; null where they are not.
    pub verified_until: Option<Moment>,
}

/// My own account, and how I am signed in to it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Me)]
pub struct MeBody {
    /// My account.
    pub account: AccountBody,
    /// My second factor.
    pub second_factor: SecondFactorBody,
    /// To which terms of use I agreed.
    pub terms: OwnTermsBody,
    /// The hat worn with this token.
    pub hat: HatKind,
    /// For which provider it is worn.
    pub provider_id: Option<ProviderId>,
    /// How far they act for it.
    pub rank: Option<Rank>,
    /// For which municipality it is worn, by its code.
    pub municipality_code: Option<String>,
    /// Whether it is that of somebody known to be a foster parent.
    pub verified: bool,
    /// When this token ends.
    pub token_ends_at: Moment,
}

/// What goes with a hat that is given.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GrantRequest {
    /// For which provider: required for a hat that is of one, refused otherwise.
    #[serde(default)]
    pub provider_id: Option<ProviderId>,
    /// For which municipality, by its code: required for a municipality's hat, refused otherwise.
    #[serde(default)]
    pub municipality_code: Option<String>,
}

/// What somebody shows to sign in.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SessionRequest {
    /// The address.
    #[schema(format = Email, max_length = 254)]
    pub email: String,
    /// The password.
    #[schema(format = Password, max_length = 128)]
    pub password: String,
    /// What the account asks for beside the password: a code of the app, or a recovery code.
    #[schema(max_length = 40, example = "123456")]
    #[serde(default)]
    pub code: Option<String>,
    /// The one role in which to act during this session.
    pub hat: HatKind,
    /// For which provider, where you have the hat for several.
    pub provider_id: Option<ProviderId>,
    /// For which municipality, by its code, where you have the hat for several.
    pub municipality_code: Option<String>,
}

impl SessionRequest {
    /// For whom the hat is to be worn, where that is said.
    pub fn scope(&self) -> Option<String> {
        Grant::wanted(self.provider_id, self.municipality_code.as_deref())
    }
}

/// The token to trade.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefreshRequest {
    /// The refresh token that was given last.
    #[schema(max_length = 200)]
    pub refresh_token: String,
}

/// Somebody is signed in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Session)]
pub struct SessionBody {
    /// To be sent as `Authorization: Bearer …`.
    pub access_token: String,
    /// To be traded, once, for the next pair.
    pub refresh_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// For how many seconds the access token serves.
    pub expires_in: i64,
    /// When the session ends, however often it is refreshed.
    pub ends_at: Moment,
    /// Whose session it is.
    pub account_id: AccountId,
    /// The one hat worn.
    pub hat: HatKind,
    /// For which provider it is worn.
    pub provider_id: Option<ProviderId>,
    /// How far they act for it.
    pub rank: Option<Rank>,
    /// For which municipality it is worn, by its code.
    pub municipality_code: Option<String>,
    /// Until when the person is known to be a foster parent.
    pub verified_until: Option<Moment>,
}

impl From<Account> for AccountBody {
    fn from(account: Account) -> Self {
        Self {
            id: account.id,
            email: account.email.as_str().to_owned(),
            grants: account.grants.into_iter().map(Into::into).collect(),
            created_at: Moment(account.created_at),
        }
    }
}

impl From<Me> for MeBody {
    fn from(me: Me) -> Self {
        Self {
            hat: me.hat(),
            provider_id: me.provider(),
            rank: me.rank(),
            municipality_code: me.municipality().map(|code| code.to_string()),
            verified: me.verified(),
            token_ends_at: Moment(me.token_until),
            second_factor: me.factor.into(),
            terms: me.terms.into(),
            account: me.account.into(),
        }
    }
}

impl From<Grant> for GrantBody {
    fn from(grant: Grant) -> Self {
        Self {
            hat: grant.hat,
            needs_second_factor: grant.hat.needs_second_factor(),
            provider_id: grant.provider,
            rank: grant.rank,
            municipality_code: grant.municipality.map(|code| code.to_string()),
            research: grant.research.map(Into::into),
            verified_until: grant.verified_until.map(Moment),
        }
    }
}

impl From<Session> for SessionBody {
    fn from(session: Session) -> Self {
        Self {
            expires_in: session.expires_in(),
            access_token: session.access_token,
            refresh_token: session.refresh_token,
            token_type: "Bearer".to_owned(),
            ends_at: Moment(session.ends_at),
            account_id: session.account,
            hat: session.grant.hat,
            provider_id: session.grant.provider,
            rank: session.grant.rank,
            municipality_code: session.grant.municipality.map(|code| code.to_string()),
            verified_until: session.grant.verified_until.map(Moment),
        }
    }
}
