//! The other issuers of this node: what is known of each, kept in memory for a while.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwapOption;
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::CoreProviderMetadata;
use serde_json::Value;
use url::Url;
use uuid::Builder;

use super::error::FederationError;
use super::keys::{KeySet, PAUSE, RETRY, Tried};
use super::reach::Reach;
use super::settings::{BadIssuers, IssuerSettings, ROLE_HOURS, check};
use crate::domains::identity::HatKind;
use crate::kernel::id::ClientId;

/// How old the document of an issuer may be before it is asked for again.
const DOCUMENT: TimeDelta = TimeDelta::hours(1);
/// How old it may become where the issuer cannot be reached.
const OLD_DOCUMENT: TimeDelta = TimeDelta::days(1);

/// The other issuers that the settings name. Cheap to clone.
#[derive(Clone, Default)]
pub struct Federation(Arc<[Issuer]>);

impl fmt::Debug for Federation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Federation({})", self.0.len())
    }
}

/// Another issuer. Cheap to clone.
#[derive(Clone)]
pub struct Issuer(Arc<Inner>);

struct Inner {
    set: IssuerSettings,
    reach: Reach,
    document: ArcSwapOption<Document>,
    keys: ArcSwapOption<KeySet>,
    tried: Mutex<Option<Tried>>,
    turn: tokio::sync::Mutex<()>,
}

/// What an issuer says of itself.
pub struct Document {
    /// As the library reads it.
    pub library: CoreProviderMetadata,
    /// Whether it names itself where it sends people back (RFC 9207).
    pub names_itself: bool,
    at: DateTime<Utc>,
}

impl Federation {
    /// The issuers of the settings, none of which is asked anything yet. Whatever is wrong with any
    /// is named.
    pub fn new(all: Vec<IssuerSettings>, own: &str) -> Result<Self, BadIssuers> {
        check(&all, own)?;
        let made = all.into_iter().map(Issuer::new);
        let mut made: Vec<_> = made.collect::<Result<_, _>>()?;
        made.sort_by(|a, b| a.set().code.cmp(&b.set().code));
        Ok(Self(made.into()))
    }

    /// Those that people sign in by, in the order of their codes.
    pub fn to_sign_in(&self) -> impl Iterator<Item = &Issuer> {
        let all = self.0.iter();
        all.filter(|issuer| issuer.set().client_id.is_some())
    }

    /// One that people sign in by.
    pub fn named(&self, code: &str) -> Result<&Issuer, FederationError> {
        let found = self.to_sign_in().find(|issuer| issuer.set().code == code);
        found.ok_or(FederationError::NoSuchIssuer)
    }

    /// The one whose tokens serve here, by its name in them.
    pub fn of_tokens(&self, issuer: &str) -> Option<&Issuer> {
        let mut all = self.0.iter();
        all.find(|one| one.set().audience.is_some() && one.set().issuer == issuer)
    }

    /// Whether no tokens but our own serve here.
    pub fn takes_no_tokens(&self) -> bool {
        self.0.iter().all(|one| one.set().audience.is_none())
    }
}

impl Issuer {
    fn new(set: IssuerSettings) -> Result<Self, BadIssuers> {
        let bad = |words: String| BadIssuers(vec![format!("{}: {words}", set.code)]);
        let home = Url::parse(&set.issuer).map_err(|error| bad(error.to_string()))?;
        let reach = Reach::new(home).map_err(bad)?;
        Ok(Self(Arc::new(Inner {
            set,
            reach,
            document: ArcSwapOption::empty(),
            keys: ArcSwapOption::empty(),
            tried: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        })))
    }

    /// As the settings name it.
    pub fn set(&self) -> &IssuerSettings {
        &self.0.set
    }

    /// The way to it.
    pub fn reach(&self) -> &Reach {
        &self.0.reach
    }

    /// The hat worn with its tokens where no role fits; without one, those are refused.
    pub fn token_hat(&self) -> Option<HatKind> {
        self.set().token_hat
    }

    /// Until when its word for a role holds.
    pub fn roles_until(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let hours = self.set().role_hours.unwrap_or(ROLE_HOURS);
        now + TimeDelta::hours(hours.into())
    }

    /// What stands for all of its front-ends: we do not tell them apart.
    pub fn front_ends(&self) -> ClientId {
        let code = self.set().code.as_bytes();
        let digest = blake3::derive_key("pijler 2026-11 front-ends of another issuer", code);
        let mut first = [0; 16];
        first.copy_from_slice(&digest[..16]);
        ClientId(Builder::from_custom_bytes(first).into_uuid())
    }

    /// What it says of itself; as it was up to a day ago, where it cannot be reached now.
    pub async fn document(&self, now: DateTime<Utc>) -> Result<Arc<Document>, FederationError> {
        let known = || self.0.document.load_full();
        let fresh = |it: &Arc<Document>| now - it.at < DOCUMENT;
        if let Some(document) = known().filter(fresh) {
            return Ok(document);
        }
        match self.read_document(now).await {
            Ok(read) => {
                let read = Arc::new(read);
                self.0.document.store(Some(read.clone()));
                Ok(read)
            }
            Err(error) => known().filter(|it| now - it.at < OLD_DOCUMENT).ok_or(error),
        }
    }

    async fn read_document(&self, now: DateTime<Utc>) -> Result<Document, FederationError> {
        let unusable = |why: &str| {
            tracing::warn!(
                issuer = self.set().code,
                why,
                "the document of another issuer is of no use"
            );
            FederationError::Unreachable
        };
        let home = self.set().issuer.trim_end_matches('/');
        let address = Url::parse(&format!("{home}/.well-known/openid-configuration"));
        let address = address.map_err(|_| unusable("address"))?;
        let body = self.reach().get(&address).await?;
        let raw: Value = serde_json::from_slice(&body).map_err(|_| unusable("no JSON"))?;
        let library = serde_json::from_value::<CoreProviderMetadata>(raw.clone());
        let library = library.map_err(|_| unusable("no OpenID Connect"))?;
        if library.issuer().as_str() != self.set().issuer {
            return Err(unusable("names another issuer"));
        }
        let token = library.token_endpoint().map(|it| it.url());
        let addresses = [
            Some(library.authorization_endpoint().url()),
            Some(library.jwks_uri().url()),
            token,
        ];
        let known = |it: &Option<&Url>| it.is_some_and(|url| self.reach().allows(url));
        if !addresses.iter().all(known) {
            return Err(unusable("names an address that is not gone to"));
        }
        let names_itself = raw.get("authorization_response_iss_parameter_supported");
        Ok(Document {
            library,
            names_itself: names_itself == Some(&Value::Bool(true)),
            at: now,
        })
    }

    /// Its keys, one by a name among them; nothing where it has none of that name.
    ///
    /// Nobody waits for keys that are known and serve. Where they have grown old they are asked
    /// for behind whoever is answered, and where one is not among them by whoever shows it: once a
    /// minute at most, however many do.
    pub async fn keys(
        &self,
        name: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Option<Arc<KeySet>>, FederationError> {
        let usable = || {
            let known = self.0.keys.load_full();
            known.filter(|it| it.serve(now) && it.public.has(name))
        };
        if let Some(keys) = usable() {
            if keys.wane(now) {
                self.ask_behind(now);
            }
            return Ok(Some(keys));
        }
        let _turn = self.0.turn.lock().await;
        if let Some(keys) = usable() {
            return Ok(Some(keys));
        }
        let tried = *self.0.tried.lock().unwrap_or_else(PoisonError::into_inner);
        let known = self.0.keys.load_full().filter(|it| it.serve(now));
        let pause = match &known {
            Some(_) => PAUSE,
            None => RETRY,
        };
        match tried.filter(|tried| now - tried.at < pause) {
            Some(tried) if tried.failed || known.is_none() => Err(FederationError::Unreachable),
            Some(_) => Ok(None),
            None => {
                self.ask(now).await?;
                Ok(usable())
            }
        }
    }

    fn ask_behind(&self, now: DateTime<Utc>) {
        let tried = *self.0.tried.lock().unwrap_or_else(PoisonError::into_inner);
        if tried.is_some_and(|tried| now - tried.at < PAUSE) {
            return;
        }
        let own = self.clone();
        tokio::spawn(async move {
            if let Ok(_turn) = own.0.turn.try_lock() {
                // What failed is in the log; the keys that are known serve on for a while.
                let _ = own.ask(now).await;
            }
        });
    }

    async fn ask(&self, now: DateTime<Utc>) -> Result<(), FederationError> {
        let read = self.read_keys(now).await;
        let failed = read.is_err();
        let tried = Some(Tried { at: now, failed });
        *self.0.tried.lock().unwrap_or_else(PoisonError::into_inner) = tried;
        self.0.keys.store(Some(Arc::new(read?)));
        Ok(())
    }

    async fn read_keys(&self, now: DateTime<Utc>) -> Result<KeySet, FederationError> {
        let document = self.document(now).await?;
        let body = self.reach().get(document.library.jwks_uri().url()).await?;
        KeySet::read(&body, now).ok_or_else(|| {
            tracing::warn!(
                issuer = self.set().code,
                "the keys of another issuer are of no use"
            );
            FederationError::Unreachable
        })
    }
}
