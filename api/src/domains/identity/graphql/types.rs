//! Accounts and sessions as GraphQL shows them.

use async_graphql::{ID, Object, SimpleObject};
use uuid::Uuid;

use super::super::model::{self, Grant, HatKind, Session};
use super::super::service::CODE_LIFE;
use super::super::view::ResearchView;
use super::emails::OwnTermsObject;
use super::factors::SecondFactor;
use crate::kernel::actor::Rank;
use crate::kernel::id::Identity;
use crate::kernel::moment::Moment;

/// An account.
pub struct Account(pub model::Account);

/// An account
#[Object]
impl Account {
    /// Its global id
    async fn id(&self) -> ID {
        self.0.id.global()
    }

    /// Its id, as REST shows it
    async fn uuid(&self) -> Uuid {
        self.0.id.0
    }

    /// The address
    async fn email(&self) -> &str {
        self.0.email.as_str()
    }

    /// The hats that it may wear
    async fn grants(&self) -> Vec<GrantObject> {
        self.0.grants.iter().cloned().map(Into::into).collect()
    }

    /// Since when it exists
    async fn created_at(&self) -> Moment {
        Moment(self.0.created_at)
    }
}

/// A hat that an account may wear
#[derive(SimpleObject)]
#[graphql(name = "Grant")]
pub struct GrantObject {
    /// Which hat
    hat: HatKind,
    /// Whether nobody signs in under it without a second factor
    needs_second_factor: bool,
    /// For which provider, where the hat is of one
    provider_id: Option<ID>,
    /// How far they act for it: with an organisation's hat alone
    rank: Option<Rank>,
    /// For which municipality, by its code: with a municipality's hat alone
    municipality_code: Option<String>,
    /// For what research: with a researcher's hat alone
    research: Option<ResearchView>,
    /// Until when the person is known to be a foster parent; null where they are not
    verified_until: Option<Moment>,
}

impl From<Grant> for GrantObject {
    fn from(grant: Grant) -> Self {
        Self {
            hat: grant.hat,
            needs_second_factor: grant.hat.needs_second_factor(),
            provider_id: grant.provider.map(Identity::global),
            rank: grant.rank,
            municipality_code: grant.municipality.map(|code| code.to_string()),
            research: grant.research.map(Into::into),
            verified_until: grant.verified_until.map(Moment),
        }
    }
}

/// Somebody's own account.
pub struct Me(pub model::Me);

/// My own account, and how I am signed in to it
#[Object]
impl Me {
    /// My account
    async fn account(&self) -> Account {
        Account(self.0.account.clone())
    }

    /// My second factor
    async fn second_factor(&self) -> SecondFactor {
        self.0.factor.into()
    }

    /// To which terms of use I agreed
    async fn terms(&self) -> OwnTermsObject {
        self.0.terms.clone().into()
    }

    /// The hat worn with this token
    async fn hat(&self) -> HatKind {
        self.0.hat()
    }

    /// For which provider it is worn
    async fn provider_id(&self) -> Option<ID> {
        self.0.provider().map(Identity::global)
    }

    /// How far I act for it
    async fn rank(&self) -> Option<Rank> {
        self.0.rank()
    }

    /// For which municipality it is worn, by its code
    async fn municipality_code(&self) -> Option<String> {
        self.0.municipality().map(|code| code.to_string())
    }

    /// Whether it is that of somebody known to be a foster parent
    async fn verified(&self) -> bool {
        self.0.verified()
    }

    /// When this token ends
    async fn token_ends_at(&self) -> Moment {
        Moment(self.0.token_until)
    }
}

/// What became of asking for an account: the same for every address
#[derive(SimpleObject)]
pub struct AccountRegisterPayload {
    /// For how many seconds the mailed code serves
    pub code_expires_in: i64,
}

impl AccountRegisterPayload {
    /// What everybody is answered.
    pub fn mailed() -> Self {
        Self {
            code_expires_in: CODE_LIFE.num_seconds(),
        }
    }
}

/// The account that was confirmed
#[derive(SimpleObject)]
pub struct AccountConfirmPayload {
    /// The account
    pub account: Account,
}

impl From<model::Account> for AccountConfirmPayload {
    fn from(account: model::Account) -> Self {
        Self {
            account: Account(account),
        }
    }
}

/// The account that was given a hat
#[derive(SimpleObject)]
pub struct AccountGrantPayload {
    /// The account, as it is now
    pub account: Account,
}

/// The account that a hat was taken from
#[derive(SimpleObject)]
pub struct AccountRevokePayload {
    /// The account, as it is now
    pub account: Account,
}

/// The session that was ended
#[derive(SimpleObject)]
pub struct SessionEndPayload {
    /// Always true
    pub ended: bool,
}

/// Somebody is signed in
#[derive(SimpleObject)]
pub struct SessionPayload {
    /// To be sent as `Authorization: Bearer …`
    access_token: String,
    /// To be traded, once, for the next pair
    refresh_token: String,
    /// Always `Bearer`
    token_type: String,
    /// For how many seconds the access token serves
    expires_in: i64,
    /// When the session ends, however often it is refreshed
    ends_at: Moment,
    /// Whose session it is
    account_id: ID,
    /// The one hat worn
    hat: HatKind,
    /// For which provider it is worn
    provider_id: Option<ID>,
    /// How far they act for it
    rank: Option<Rank>,
    /// For which municipality it is worn, by its code
    municipality_code: Option<String>,
    /// Until when the person is known to be a foster parent
    verified_until: Option<Moment>,
}

impl From<Session> for SessionPayload {
    fn from(session: Session) -> Self {
        Self {
            expires_in: session.expires_in(),
            access_token: session.access_token,
            refresh_token: session.refresh_token,
            token_type: "Bearer".to_owned(),
            ends_at: Moment(session.ends_at),
            account_id: session.account.global(),
            hat: session.grant.hat,
            provider_id: session.grant.provider.map(Identity::global),
            rank: session.grant.rank,
            municipality_code: session.grant.municipality.map(|code| code.to_string()),
            verified_until: session.grant.verified_until.map(Moment),
        }
    }
}
