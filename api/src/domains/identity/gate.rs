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
use super::model::Grant;
use super::passkey::{PasskeyPlace, Passkeys};
use super::password::Passwords;
use super::store;
use super::subjects::{Hidden, Subjects};
use super::token::{Claims, IdentityClaims, LIFE, Ring, ends};
use crate::kernel::actor::{Actor, Client, Person};
use crate::kernel::backend::Backend;
use crate::kernel::clock::{Clock, Ids};
use crate::kernel::error::{ApiError, database};
use crate::kernel::feed::{self, Entry, Listener};
use crate::kernel::id::{AccountId, ClientId, ProviderId};
use crate::kernel::scope::Scope;

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
    /// For which domain passkeys are, and where they are asked for.
    pub passkeys: PasskeyPlace,
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
    passkeys: Passkeys,
    ring: ArcSwap<Ring>,
    subjects: Subjects,
    /// What tokens stood under, and when it ended: sessions, programs and their secrets.
    ended: RwLock<HashMap<Uuid, DateTime<Utc>>>,
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
            passkeys: Passkeys::new(&settings.passkeys)?,
            settings,
            ring: ArcSwap::default(),
            subjects: Subjects::new(&backend.pseudonyms),
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
        let ended = ended.map_err(database)?.into_iter();
        gate.note_ended(ended.map(|(session, at)| (session.0, at)));
        backend.feed.listen(Arc::new(gate.clone()), position).await;
        super::service::tend_keys(backend, &gate).await?;
        Ok(gate)
    }

    /// The address of this house, as tokens name it.
    pub fn issuer(&self) -> &str {
        self.0.settings.issuer.trim_end_matches('/')
    }

    /// For whom tokens are, as they name it.
    pub fn audience(&self) -> &str {
        &self.0.settings.audience
    }

    /// How many passwords this node hashed so far.
    pub fn passwords_hashed(&self) -> u64 {
        self.0.passwords.done()
    }

    pub(super) fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    pub(super) fn passkeys(&self) -> &Passkeys {
        &self.0.passkeys
    }

    pub(super) fn subjects(&self) -> &Subjects {
        &self.0.subjects
    }

    pub(super) fn ring(&self) -> Arc<Ring> {
        self.0.ring.load_full()
    }

    pub(super) fn keys(&self) -> &KeyPlace {
        &self.0.settings.keys
    }

    /// Signs a token for somebody's session. Through a front-end of others it names nobody that
    /// another front-end would know again.
    pub(super) fn sign(
        &self,
        ids: &Ids,
        now: DateTime<Utc>,
        [token, session]: [Uuid; 2],
        (account, grant, through): (AccountId, &Grant, Option<ClientId>),
    ) -> Result<String, IdentityError> {
        let subjects = self.subjects();
        let verified_until = grant.verified_until.map(|until| until.timestamp());
        let hidden = Hidden {
            account: account.0,
            verified_until,
        };
        let claims = Claims {
            iss: self.issuer().to_owned(),
            aud: self.0.settings.audience.clone(),
            sub: match through {
                Some(client) => subjects.of(client, account),
                None => account.0.to_string(),
            },
            client_id: match through {
                Some(client) => client.0.to_string(),
                None => CLIENT.to_owned(),
            },
            hidden: through.and_then(|client| subjects.seal(ids, client, hidden)),
            exp: ends(now, grant).timestamp(),
            iat: now.timestamp(),
            nbf: None,
            jti: token,
            sid: session,
            hat: Some(grant.hat),
            scope: None,
            provider: grant.provider.map(Into::into),
            rank: grant.rank,
            municipality: grant.municipality.map(|code| code.to_string()),
            verified_until: verified_until.filter(|_| through.is_none()),
        };
        self.0.ring.load().sign(now, &claims)
    }

    /// Signs a token for a program that acts for its provider.
    pub(super) fn sign_client(
        &self,
        now: DateTime<Utc>,
        token: Uuid,
        client: &Client,
    ) -> Result<String, IdentityError> {
        let claims = Claims {
            iss: self.issuer().to_owned(),
            aud: self.0.settings.audience.clone(),
            hidden: None,
            sub: client.id.0.to_string(),
            client_id: client.id.0.to_string(),
            exp: client.expires_at.timestamp(),
            iat: now.timestamp(),
            nbf: None,
            jti: token,
            sid: client.standing,
            hat: None,
            scope: Some(Scope::joined(&client.scopes)),
            provider: Some(client.provider.0),
            rank: None,
            municipality: None,
            verified_until: None,
        };
        self.0.ring.load().sign(now, &claims)
    }

    /// Signs a token that tells a front-end who signed in.
    pub(super) fn sign_identity(
        &self,
        now: DateTime<Utc>,
        (account, client): (AccountId, ClientId),
        signed_in_at: DateTime<Utc>,
        nonce: Option<String>,
    ) -> Result<String, IdentityError> {
        let claims = IdentityClaims {
            iss: self.issuer().to_owned(),
            sub: self.subjects().of(client, account),
            aud: client.0.to_string(),
            exp: (now + LIFE).timestamp(),
            iat: now.timestamp(),
            auth_time: signed_in_at.timestamp(),
            nonce,
        };
        self.0.ring.load().sign_identity(now, &claims)
    }

    /// Who a token speaks for, if it is good.
    pub(super) fn admit(&self, now: DateTime<Utc>, token: &str) -> Result<Actor, IdentityError> {
        let names = [self.issuer(), &self.0.settings.audience];
        let claims = self.0.ring.load().read(now, names, token)?;
        let actor = spoken_for(&claims, now, self.subjects());
        let actor = actor.filter(|actor| !self.has_ended(actor));
        actor.ok_or(IdentityError::BadToken)
    }

    /// Whether what somebody's token stood under has ended, as far as this node has heard: a
    /// session, or the front-end that it was begun through; a program, or what it showed.
    pub(super) fn has_ended(&self, actor: &Actor) -> bool {
        let (standing, program) = match actor {
            Actor::Anonymous => return false,
            Actor::Person(person) => (person.session, person.through),
            Actor::Client(client) => (client.standing, Some(client.id)),
        };
        let ended = self.0.ended.read().unwrap_or_else(PoisonError::into_inner);
        ended.contains_key(&standing) || program.is_some_and(|it| ended.contains_key(&it.0))
    }

    async fn read_keys(&self) -> Result<(), IdentityError> {
        let keys = self.keys().read(&self.0.reader).await?;
        self.0.ring.store(Arc::new(Ring::new(keys)));
        Ok(())
    }

    /// Adds what tokens stood under and has ended, and drops what none can stand under any more.
    pub fn note_ended(&self, standing: impl IntoIterator<Item = (Uuid, DateTime<Utc>)>) {
        let over = self.0.clock.now() - LIFE - LIFE;
        let mut ended = self.0.ended.write().unwrap_or_else(PoisonError::into_inner);
        ended.extend(standing);
        ended.retain(|_, at| *at > over);
    }

    /// Adds what the feed tells to have ended under a topic.
    pub fn note_told(&self, entries: &[Entry], topic: &str) {
        let now = self.0.clock.now();
        let told = entries.iter().filter(|entry| entry.topic == topic);
        let ended = told.filter_map(|entry| Some((Uuid::try_parse(&entry.key).ok()?, now)));
        let ended: Vec<_> = ended.collect();
        if !ended.is_empty() {
            self.note_ended(ended);
        }
    }

    async fn take_note(&self, entries: &[Entry]) -> Result<(), DbErr> {
        if entries.iter().any(|entry| entry.topic == KEY_TOPIC) {
            self.read_keys()
                .await
                .map_err(|error| DbErr::Custom(error.to_string()))?;
        }
        self.note_told(entries, store::TOPIC);
        Ok(())
    }
}

/// Who claims speak for: somebody in a hat, or a program with what it may do.
fn spoken_for(claims: &Claims, now: DateTime<Utc>, subjects: &Subjects) -> Option<Actor> {
    let expires_at = DateTime::from_timestamp(claims.exp, 0)?;
    let Some(grant) = claims.grant() else {
        if claims.sub != claims.client_id {
            return None;
        }
        return Some(Actor::Client(Client {
            id: ClientId(Uuid::try_parse(&claims.client_id).ok()?),
            provider: ProviderId(claims.provider?),
            scopes: Scope::parted(claims.scope.as_deref()?)?,
            standing: claims.sid,
            expires_at,
        }));
    };
    let through = match claims.client_id.as_str() {
        CLIENT => None,
        other => Some(ClientId(Uuid::try_parse(other).ok()?)),
    };
    let hidden = match through {
        None => Hidden {
            account: Uuid::try_parse(&claims.sub).ok()?,
            verified_until: claims.verified_until,
        },
        Some(client) => subjects.open(client, claims.hidden.as_deref()?)?,
    };
    let grant = Grant {
        verified_until: hidden
            .verified_until
            .and_then(|until| DateTime::from_timestamp(until, 0)),
        ..grant
    };
    Some(Actor::Person(Person {
        account: AccountId(hidden.account),
        through,
        hat: grant.worn(now)?,
        session: claims.sid,
        expires_at,
    }))
}

impl Listener for Gate {
    fn hear<'a>(&'a self, entries: &'a [Entry]) -> BoxFuture<'a, Result<(), DbErr>> {
        Box::pin(self.take_note(entries))
    }
}
