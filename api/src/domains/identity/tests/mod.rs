//! Accounts and sessions, on both databases.
//!
//! SQLite always; PostgreSQL where `TEST_PG_URL` names a server (its user may make
//! databases).

mod accounts;
mod doors;
mod keys;
mod registration;
mod sessions;

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

use super::gate::{Gate, GateSettings};
use super::keys::{KeyPlace, SealingKey};
use super::model::{Account, HatKind, Session};
use super::passkey::PasskeyPlace;
use super::service::{self, Credentials};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::clock::{Clock, Ids};
use crate::kernel::db::Databases;
use crate::kernel::effects::Worker;
use crate::kernel::error::ApiError;
use crate::kernel::mail::Mailer;
use crate::kernel::pseudonym::Pseudonyms;

/// The password of everybody in these tests.
const PASSWORD: &str = "zonnebloem-pit";

/// One house over one database: its nodes share a clock.
struct House {
    folder: TempDir,
    url: String,
    clock: Clock,
    keys: KeyPlace,
}

/// One node of it.
struct Node {
    backend: Backend,
    gate: Gate,
}

/// A house on each engine there is.
async fn houses() -> Vec<House> {
    let mut houses = vec![House::on_sqlite()];
    if let Ok(server) = std::env::var("TEST_PG_URL") {
        houses.push(House::on_postgres(&server).await);
    }
    for house in &houses {
        let databases = Databases::connect(&house.url).await.unwrap();
        Migrator::up(databases.schema(), None).await.unwrap();
    }
    houses
}

impl House {
    fn new(url: String, keys: Option<KeyPlace>) -> Self {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("token-keys.json");
        let start = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        Self {
            keys: keys.unwrap_or(KeyPlace::File(file)),
            folder,
            url,
            clock: Clock::manual(start),
        }
    }

    fn on_sqlite() -> Self {
        let house = Self::new(String::new(), None);
        let file = house.folder.path().join("house.db");
        Self {
            url: format!("sqlite:{}", file.display()),
            ..house
        }
    }

    async fn on_postgres(server: &str) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let made = MADE.fetch_add(1, Ordering::SeqCst);
        let name = format!("identity_{}_{made}", std::process::id());
        let admin = Database::connect(format!("{server}/postgres"))
            .await
            .unwrap();
        let create = format!("CREATE DATABASE {name}");
        admin.execute_unprepared(&create).await.unwrap();
        let sealing = SealingKey::parse("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        let keys = KeyPlace::Sealed(sealing.unwrap());
        Self::new(format!("{server}/{name}"), Some(keys))
    }

    async fn node(&self) -> Node {
        let databases = Databases::connect(&self.url).await.unwrap();
        let backend = Backend::new(
            databases,
            self.clock.clone(),
            Ids::System,
            Pseudonyms::new(&[7; 32]),
        );
        let settings = GateSettings {
            issuer: "https://pijler.example".to_owned(),
            audience: "https://pijler.example/v1".to_owned(),
            keys: self.keys.clone(),
            passkeys: PasskeyPlace::of(&"https://pijler.example".parse().unwrap()),
            hashing: 2,
            waiting: 32,
        };
        let gate = Gate::open(&backend, settings).await.unwrap();
        Node { backend, gate }
    }

    fn pass(&self, time: TimeDelta) {
        self.clock.advance(time);
    }

    /// Sends what waits and gives the letters sent so far, oldest first.
    async fn letters(&self, node: &Node) -> Vec<String> {
        let folder = self.folder.path().join("mail");
        let mailer = Mailer::to_folder(&folder, "Bericht <bericht@pijler.example>").unwrap();
        let worker = Worker::new(node.backend.clone(), vec![Box::new(mailer)]);
        while worker.work().await.unwrap() {}
        let mut letters: Vec<_> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        letters.sort_by_key(|path| path.metadata().unwrap().modified().unwrap());
        letters
            .iter()
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect()
    }

    /// The code in the newest letter that has one.
    async fn code(&self, node: &Node) -> String {
        let letters = self.letters(node).await;
        let found = letters
            .iter()
            .rev()
            .find_map(|letter| letter.split_once("code is: "));
        let (_, rest) = found.unwrap();
        rest[..11].to_owned()
    }

    /// Somebody who registered and confirmed.
    async fn somebody(&self, node: &Node, email: &str) -> Account {
        node.register(email).await.unwrap();
        let code = self.code(node).await;
        service::confirm(&node.backend, email, &code).await.unwrap()
    }
}

impl Node {
    async fn register(&self, email: &str) -> Result<(), ApiError> {
        self.register_with(email, PASSWORD).await
    }

    async fn register_with(&self, email: &str, password: &str) -> Result<(), ApiError> {
        let wish = service::Wish {
            email,
            password,
            terms_version: service::terms_of_use().version,
            of_age: true,
        };
        service::register(&self.backend, &self.gate, wish).await
    }

    async fn sign_in(&self, email: &str, hat: HatKind) -> Result<Session, ApiError> {
        self.try_password(email, PASSWORD, hat).await
    }

    async fn try_password(
        &self,
        email: &str,
        password: &str,
        hat: HatKind,
    ) -> Result<Session, ApiError> {
        let code = match hat.needs_second_factor() {
            true => self.second_factor(email, password).await,
            false => None,
        };
        let shown = Credentials {
            email,
            password,
            code: code.as_deref(),
            agent: None,
        };
        service::sign_in(&self.backend, &self.gate, (&shown, (hat, None))).await
    }

    /// A code of somebody's second factor, begun anew where they know their password.
    async fn second_factor(&self, email: &str, password: &str) -> Option<String> {
        let (backend, gate) = (&self.backend, &self.gate);
        for entity in ["recovery_codes", "second_factors"] {
            let gone = format!(
                "DELETE FROM {entity} WHERE account_id = \
                   (SELECT id FROM accounts WHERE email = '{email}')"
            );
            let schema = backend.databases().schema();
            schema.execute_unprepared(&gone).await.unwrap();
        }
        let begun = service::begin_factor_by_password(backend, gate, (email, password)).await;
        let secret = begun.ok()?.secret;
        let code = |at: DateTime<Utc>| {
            let secret = totp_rs::Secret::try_from_base32(&secret).unwrap();
            let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
            totp.generate(at.timestamp().try_into().unwrap())
                .to_string()
        };
        let now = backend.clock.now();
        let shown = (email, password, &*code(now));
        let confirmed = service::confirm_factor_by_password(backend, gate, shown).await;
        confirmed.ok()?;
        // The code of each step serves once; the next is taken early.
        Some(code(now + TimeDelta::seconds(30)))
    }

    fn actor(&self, session: &Session) -> Result<Actor, ApiError> {
        service::actor_of(&self.backend, &self.gate, &session.access_token)
    }

    async fn refresh(&self, token: &str) -> Result<Session, ApiError> {
        service::refresh(&self.backend, &self.gate, (token, None)).await
    }

    /// An administrator, signed in.
    async fn administrator(&self) -> Actor {
        let email = "beheer@voorbeeld.nl";
        service::create_administrator(&self.backend, email, PASSWORD)
            .await
            .unwrap();
        let session = self.sign_in(email, HatKind::Administrator).await.unwrap();
        self.actor(&session).unwrap()
    }
}

/// The code of a refusal.
fn code<T>(result: Result<T, ApiError>) -> &'static str {
    match result {
        Ok(_) => "ok",
        Err(error) => error.code,
    }
}
