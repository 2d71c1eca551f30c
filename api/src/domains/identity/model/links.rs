//! Whom other issuers know people as.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Grant, HatKind};
use crate::identities;
use crate::kernel::actor::Rank;
use crate::kernel::id::{AccountId, ClientId, MunicipalityCode, ProviderId};

identities! {
    /// Somebody whom another issuer knows, and whose account that is here.
    LinkId = "IdentityLink";
}

/// How many links an account may have: more than anybody has employers.
pub const MOST_LINKS: usize = 10;

/// A role that another issuer says somebody has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimedRole {
    /// Which hat.
    pub hat: HatKind,
    /// For which provider, where the hat is of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<Uuid>,
    /// For which municipality, with a municipality's hat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<String>,
}

impl ClaimedRole {
    /// Whether another issuer's word is enough for a hat. What can do harm to others takes two
    /// here, or whoever runs the program; a parent is verified by who knows the family.
    pub fn may_be(hat: HatKind) -> bool {
        !hat.needs_second_factor() && hat != HatKind::Parent
    }

    /// The hat, worn until then; an organisation's is an editor's, who says nothing of who else is.
    pub fn grant(&self, until: DateTime<Utc>) -> Option<Grant> {
        let is_organisation = self.hat == HatKind::Organisation;
        let code = self.municipality.as_deref();
        Self::may_be(self.hat).then(|| Grant {
            provider: self.provider.map(ProviderId),
            rank: is_organisation.then_some(Rank::Editor),
            municipality: code.and_then(MunicipalityCode::parse),
            claimed_until: Some(until),
            ..Grant::of(self.hat)
        })
    }
}

/// Somebody, as another issuer knows them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outsider {
    /// Which issuer, by its code in the settings.
    pub issuer: String,
    /// A keyed digest of the issuer and of what it calls them.
    pub digest: String,
    /// Whether it says that it asked for two factors, and its word for that is taken.
    pub two_factors: bool,
    /// The roles that it says they have.
    pub claimed: Vec<ClaimedRole>,
    /// Until when its word for them holds.
    pub claimed_until: DateTime<Utc>,
}

impl Outsider {
    /// The hats that the issuer gives them.
    pub fn grants(&self) -> Vec<Grant> {
        let until = self.claimed_until;
        let given = self.claimed.iter().filter_map(|role| role.grant(until));
        given.collect()
    }
}

/// A token of another issuer, that was found to be good.
#[derive(Clone, Debug)]
pub struct OutsideToken {
    /// Of whom.
    pub of: Outsider,
    /// The hat worn where the issuer gives none.
    pub otherwise: Option<HatKind>,
    /// Whose front-ends they come through: what is about their account is not for those.
    pub through: ClientId,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
}

/// A link as it is kept.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its id.
    pub id: LinkId,
    /// Whose.
    pub account: AccountId,
    /// What the issuer's tokens stand under here.
    pub standing: Uuid,
    /// Tokens made until then serve no more.
    pub tokens_from: Option<DateTime<Utc>>,
}

/// A link as whose it is sees it.
#[derive(Clone, Debug)]
pub struct OwnLink {
    /// Its id.
    pub id: LinkId,
    /// Which issuer, by its code.
    pub issuer: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When they last signed in with it.
    pub last_used_at: Option<DateTime<Utc>>,
}
