//! The gate: what stands between a token and the house, kept in memory.
//!
//! The keys, the sessions that ended, and the queue of password work. A request is
//! let in without a look at the database: a token is good unless its session is
//! among those that ended while it was still good, and those are few.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use sea_orm::{DatabaseConnection, DbErr};
use uuid::Uuid;

use super::error::IdentityError;
use super::keys::KeyPlace;
use super::model::{Grant, SessionId};
use super::password::Passwords;
use super::store;
use super::token::{Claims, LIFE, Ring, ends};
use crate::kernel::actor::Person;
use crate::kernel::backend::Backend;
use crate::kernel::clock::Clock;
use crate::kernel::error::{ApiError, database};
use crate::kernel::feed::{self, Entry, Listener};
use crate::kernel::id::AccountId;

/// The feed's topic for keys that came or went.
pub const KEY_TOPIC: &str = "token_key";
/// The client that people use unless they say otherwise: our own sign-in.
const CLIENT: &str = "pijler";

/// How the gate is set up.
#[derive(Clone)]
pub struct GateSettings {
    /// The address of this house, as tokens name it: `https://pijler.example`.
    pub issuer: String,
    /// For whom tokens are: the address of the API.
    pub audience: String,
    /// Where the keys are kept.
    pub keys: KeyPlace,
    /// How many passwords are hashed at once.
    pub hashing: usize,
    /// How many more may wait for that.
    pub waiting: usize,
}

/// What stands between a token and the house. Cheap to clone.
#[derive(Clone)]
pub struct Gate(Arc<Inner>);

struct Inner {
    settings: GateSettings,
    passwords: Passwords,
    ring: ArcSwap<Ring>,
    ended: RwLock<HashMap<SessionId, DateTime<Utc>>>,
    reader: DatabaseConnection,
    clock: Clock,
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gate")
    }
}

impl Gate {
    /// Opens the gate of this node, and makes the first key where there is none.
    pub async fn open(backend: &Backend, settings: GateSettings) -> Result<Self, ApiError> {
        let gate = Self(Arc::new(Inner {
            passwords: Passwords::new(settings.hashing, settings.waiting),
            settings,
            ring: ArcSwap::default(),
            ended: RwLock::default(),
            reader: backend.reader().clone(),
            clock: backend.clock.clone(),
        }));
        // The place in the feed comes first: what is written while the rest is read
        // is then heard, and nothing is missed.
        let position = feed::last(backend.reader()).await.map_err(database)?;
        gate.read_keys().await?;
        let since = backend.clock.now() - LIFE;
        let ended = store::ended_since(backend.reader(), since).await;
        gate.note_ended(ended.map_err(database)?);
        backend.feed.listen(Arc::new(gate.clone()), position).await;
        super::service::tend_keys(backend, &gate).await?;
        Ok(gate)
    }

    /// The address of this house, as tokens name it.
    pub fn issuer(&self) -> &str {
        self.0.settings.issuer.trim_end_matches('/')
    }

    /// How many passwords this node hashed so far.
    pub fn passwords_hashed(&self) -> u64 {
        self.0.passwords.done()
    }

    pub(super) fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    pub(super) fn ring(&self) -> Arc<Ring> {
        self.0.ring.load_full()
    }

    pub(super) fn keys(&self) -> &KeyPlace {
        &self.0.settings.keys
    }

    /// Signs a token for somebody's session.
    pub(super) fn sign(
        &self,
        now: DateTime<Utc>,
        [token, session]: [Uuid; 2],
        account: AccountId,
        grant: &Grant,
    ) -> Result<String, IdentityError> {
        let claims = Claims {
            iss: self.issuer().to_owned(),
            aud: self.0.settings.audience.clone(),
            sub: account.0,
            client_id: CLIENT.to_owned(),
            exp: ends(now, grant).timestamp(),
            iat: now.timestamp(),
            jti: token,
            sid: session,
            hat: grant.hat,
            provider: grant.provider.map(Into::into),
            rank: grant.rank,
            municipality: grant.municipality.map(|code| code.to_string()),
            verified_until: grant.verified_until.map(|until| until.timestamp()),
        };
        self.0.ring.load().sign(now, &claims)
    }

    /// Who a token speaks for, if it is good.
    pub(super) fn admit(&self, now: DateTime<Utc>, token: &str) -> Result<Person, IdentityError> {
        let names = [self.issuer(), &self.0.settings.audience];
        let claims = self.0.ring.load().read(now, names, token)?;
        if self.has_ended(claims.sid) {
            return Err(IdentityError::BadToken);
        }
        Ok(Person {
            account: AccountId(claims.sub),
            hat: claims.grant().worn(now).ok_or(IdentityError::BadToken)?,
            session: claims.sid,
            expires_at: DateTime::from_timestamp(claims.exp, 0).unwrap_or(now),
        })
    }

    /// Whether somebody's session has ended, as far as this node has heard.
    pub(super) fn has_ended(&self, session: Uuid) -> bool {
        let ended = self.0.ended.read().unwrap_or_else(PoisonError::into_inner);
        ended.contains_key(&SessionId(session))
    }

    async fn read_keys(&self) -> Result<(), IdentityError> {
        let keys = self.keys().read(&self.0.reader).await?;
        self.0.ring.store(Arc::new(Ring::new(keys)));
        Ok(())
    }

    /// Adds what ended, and drops what no token can speak for any more.
    fn note_ended(&self, sessions: Vec<(SessionId, DateTime<Utc>)>) {
        let over = self.0.clock.now() - LIFE - LIFE;
        let mut ended = self.0.ended.write().unwrap_or_else(PoisonError::into_inner);
        ended.extend(sessions);
        ended.retain(|_, at| *at > over);
    }

    async fn take_note(&self, entries: &[Entry]) -> Result<(), DbErr> {
        if entries.iter().any(|entry| entry.topic == KEY_TOPIC) {
            self.read_keys()
                .await
                .map_err(|error| DbErr::Custom(error.to_string()))?;
        }
        let now = self.0.clock.now();
        let ended: Vec<_> = entries
            .iter()
            .filter(|entry| entry.topic == store::TOPIC)
            .filter_map(|entry| Uuid::try_parse(&entry.key).ok())
            .map(|session| (SessionId(session), now))
            .collect();
        if !ended.is_empty() {
            self.note_ended(ended);
        }
        Ok(())
    }
}

impl Listener for Gate {
    fn hear<'a>(&'a self, entries: &'a [Entry]) -> BoxFuture<'a, Result<(), DbErr>> {
        Box::pin(self.take_note(entries))
    }
}
