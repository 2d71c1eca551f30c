//! Sessions: the time during which somebody is signed in.

use chrono::{DateTime, Utc};

use super::super::refresh::Standing;
use super::{Grant, HatKind};
use crate::identities;
use crate::kernel::id::{AccountId, ClientId};

identities! {
    /// The time during which somebody is signed in.
    SessionId = "Session";
}

/// A front-end of others through which a session is begun.
#[derive(Clone, Debug)]
pub struct FrontEnd {
    /// Its id.
    pub id: ClientId,
    /// What it is called, for people.
    pub name: String,
}

/// A session, held until the write ends.
pub struct HeldSession {
    /// Its id.
    pub id: SessionId,
    /// Whose.
    pub account: AccountId,
    /// Under which hat.
    pub hat: HatKind,
    /// For whom it is worn, as the grant says it; nothing where one grant alone fits.
    pub scope: String,
    /// The front-end of others through which it was begun.
    pub through: Option<ClientId>,
    /// What is kept of its refresh tokens.
    pub standing: Standing,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
    /// Whether it was ended.
    pub ended: bool,
}

/// A session as whoever is in it sees it.
#[derive(Clone, Debug)]
pub struct OwnSession {
    /// Its id.
    pub id: SessionId,
    /// Under which hat.
    pub hat: HatKind,
    /// What the front-end of others is called through which it was begun.
    pub front_end: Option<String>,
    /// When it was last gone on with.
    pub last_used_at: DateTime<Utc>,
    /// When it ends by itself.
    pub ends_at: DateTime<Utc>,
    /// Whether it is the one in which they ask.
    pub current: bool,
}

/// Somebody signed in: what both doors hand out, once.
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose.
    pub account: AccountId,
    /// Under which hat.
    pub grant: Grant,
    /// The token to show with every request.
    pub access_token: String,
    /// When that token ends.
    pub access_until: DateTime<Utc>,
    /// The token to trade for the next pair.
    pub refresh_token: String,
    /// When the session ends, however often it is refreshed.
    pub ends_at: DateTime<Utc>,
    /// When the tokens were made.
    pub at: DateTime<Utc>,
}

impl Session {
    /// For how many seconds the access token serves from when it was made.
    pub fn expires_in(&self) -> i64 {
        (self.access_until - self.at).num_seconds()
    }
}
