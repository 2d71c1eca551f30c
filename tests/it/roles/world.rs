//! Somebody in every role, and things to ask about.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use entities::password_resets;
use pijler::kernel::id;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use tests::TestApp;
use tests::issuer::TestIssuer;
use tokio::sync::Mutex;

pub use super::words::{both, claim, text};
use super::{
    FORGER, applied, factors, granted, keyed, moved, outside, programs, trained, verified,
};
use crate::hats::{Worn, verify, wear};
use crate::identity::{PASSWORD, code, letter, sign_in, somebody, wish};
use crate::panel;
use crate::reviews::{right, written};

/// A server with somebody in every role.
pub struct World {
    /// The server.
    pub app: TestApp,
    things: BTreeMap<String, String>,
    made: AtomicU32,
    tokens: Mutex<BTreeMap<String, String>>,
    /// An account that a request closes, to be opened again.
    pub closing: Mutex<Option<moved::Account>>,
    issuer: Option<TestIssuer>,
}

impl World {
    /// Makes an account for every role.
    pub async fn made(app: &TestApp) -> Self {
        let mut world = Self {
            app: app.clone(),
            things: BTreeMap::new(),
            made: AtomicU32::new(0),
            tokens: Mutex::default(),
            closing: Mutex::default(),
            issuer: None,
        };
        crate::identity::administrator(app).await;
        for (name, list) in [
            ("pillar", "/v1/pillars"),
            ("topic", "/v1/topics"),
            ("subject", "/v1/subjects"),
            ("provider", "/v1/providers"),
            ("course", "/v1/courses"),
            ("edition", "/v1/editions"),
            ("term", "/v1/terms"),
        ] {
            let first = world.read(&format!("{list}?limit=1"), "anonymous").await;
            world.note(name, &first["items"][0]["id"]);
        }
        for role in super::ROLES
            .into_iter()
            .skip(1)
            .filter(|role| !["administrator", "machine"].contains(role))
        {
            let account = somebody(app, &address(role)).await;
            world.grant(role, &account).await;
        }
        let pushed = world.push().await;
        world.note("push", &pushed["pushId"]);
        let post = world.say().await;
        world.note("thread", &post["threadId"]);
        world.note("post", &post["id"]);
        world.say().await;
        world.note("idea", &world.bring().await.into());
        let consultation = world.ask("2026-11-25").await;
        panel::over(app, &consultation).await;
        world.note("consultation", &consultation.into());
        somebody(app, "iedereen@voorbeeld.nl").await;
        let other = somebody(app, "ander@voorbeeld.nl").await;
        world.note("account", &other.into());
        world
    }

    /// The same, with another issuer that is known to it.
    pub fn with(self, issuer: TestIssuer) -> Self {
        Self {
            issuer: Some(issuer),
            ..self
        }
    }

    /// The other issuer that is known, where there is one.
    pub fn issuer(&self) -> Option<&TestIssuer> {
        self.issuer.as_ref()
    }

    /// A token for a role; nobody's for nobody.
    pub async fn token(&self, role: &str) -> Option<String> {
        if role == "anonymous" {
            return None;
        }
        let tokens = self.tokens.lock().await;
        if let Some(token) = tokens.get(role) {
            return Some(token.clone());
        }
        drop(tokens);
        let token = match role {
            FORGER => "geen.enkel.bewijs".to_owned(),
            "machine" => Box::pin(programs::machine(self)).await,
            "through" => Box::pin(programs::through(self)).await,
            _ => {
                let session = sign_in(&self.app, &address(role), PASSWORD, hat(role)).await;
                text(&session.json()["accessToken"])
            }
        };
        let mut tokens = self.tokens.lock().await;
        tokens.insert(role.to_owned(), token.clone());
        Some(token)
    }

    /// What is known by a name.
    pub fn thing(&self, name: &str) -> String {
        self.things[name].clone()
    }

    /// Has the next request of a role signed in for anew.
    pub async fn forget(&self, role: &str) {
        self.tokens.lock().await.remove(role);
    }

    /// Puts things where a request names them.
    ///
    /// `{course}` is an id, `{Course}` the same as GraphQL has it. `{new}` is another
    /// number each time; what else is made anew each time stands in [`World::fresh`].
    pub async fn fill(&self, request: &str, role: &str) -> String {
        let mut filled = request.to_owned();
        let new = self.made.fetch_add(1, Ordering::Relaxed).to_string();
        filled = filled.replace("{new}", &new);
        for (name, value) in self.fresh(request, &new, role).await {
            filled = filled.replace(&format!("{{{name}}}"), &value);
        }
        for (name, id) in &self.things {
            filled = filled.replace(&format!("{{{name}}}"), id);
            let kind = name[..1].to_uppercase() + &name[1..];
            let global = id::global(&kind, id.parse().expect("an id"));
            filled = filled.replace(&format!("{{{kind}}}"), &global);
        }
        filled
    }

    /// What a request uses up is made for each request that names it.
    async fn fresh(&self, request: &str, new: &str, role: &str) -> Vec<(&str, String)> {
        let app = &self.app;
        let mut fresh = Vec::new();
        if request.contains("{code}") {
            let who = wish(&format!("{new}@voorbeeld.nl"));
            letter(app).await;
            app.post("/v1/accounts").json(&who).await;
            fresh.push(("code", code(app).await));
        }
        if request.contains("{refresh}") {
            let session = sign_in(app, "ander@voorbeeld.nl", PASSWORD, "parent").await;
            fresh.push(("refresh", text(&session.json()["refreshToken"])));
        }
        fresh.extend(factors::fresh(self, request, role).await);
        fresh.extend(keyed::fresh(self, request, role).await);
        fresh.extend(moved::fresh(self, request, role).await);
        fresh.extend(outside::fresh(self, request, role).await);
        if request.contains("{reset}") {
            letter(app).await;
            let who = json!({"email": "ander@voorbeeld.nl"});
            // So often nobody may ask: what was asked before is forgotten.
            let gone = password_resets::Entity::delete_many();
            let gone = gone.exec(app.backend.databases().schema()).await;
            gone.expect("nothing asked");
            app.post("/v1/accounts/_request-password").json(&who).await;
            fresh.push(("reset", code(app).await));
        }
        if request.to_lowercase().contains("{session}") {
            let role = if ["anonymous", "machine"].contains(&role) {
                "aspirant"
            } else {
                role
            };
            let other = sign_in(app, &address(role), PASSWORD, hat(role)).await;
            let id = claim(&text(&other.json()["accessToken"]), "sid");
            fresh.extend(both("session", "Session", "Session", id));
        }
        if request.contains("DELETE /v1/accounts/") || request.contains("accountRevoke(") {
            self.grant("panel", &self.things["account"]).await;
        }
        fresh.extend(granted::fresh(self, request, role).await);
        fresh.extend(verified::fresh(self, request, role).await);
        if request.to_lowercase().contains("{said}") {
            let id = text(&self.say().await["id"]);
            fresh.extend(both("said", "Said", "Post", id));
        }
        if request.to_lowercase().contains("{brought}") {
            fresh.extend(both("brought", "Brought", "Idea", self.bring().await));
        }
        for (name, global, opens_on) in [
            ("announced", "Announced", "2026-11-26"),
            ("opened", "Opened", "2026-11-25"),
        ] {
            if request.to_lowercase().contains(&format!("{{{name}}}")) {
                let id = self.ask(opens_on).await;
                fresh.extend(both(name, global, "Consultation", id));
            }
        }
        fresh.extend(programs::fresh(self, request).await);
        fresh.extend(programs::told(self, request).await);
        if request.contains("{pushed}") {
            fresh.push(("pushed", self.offer(new).await));
        }
        if request.contains("{revision}") {
            let provider = format!("/v1/providers/{}", self.things["provider"]);
            let revision = app.get(&provider).await.json()["revision"].to_string();
            fresh.push(("revision", revision));
        }
        for (name, global) in [("drafted", "Drafted"), ("submitted", "Submitted")] {
            if request.to_lowercase().contains(&format!("{{{name}}}")) {
                let id = self.write(name == "submitted").await;
                fresh.extend(both(name, global, "Draft", id));
            }
        }
        if request.contains("/_apply")
            || request.contains("/_claim")
            || request.contains("mutation { providerA")
            || request.contains("mutation { providerC")
        {
            applied::nobody(self).await;
        }
        if request.to_lowercase().contains("{asked}") {
            let id = applied::somebody(self).await;
            fresh.extend(both("asked", "Asked", "ProviderApplication", id));
        }
        let provider = self.things["provider"].as_str();
        fresh.extend(trained::fresh(self, provider, request).await);
        fresh.extend(self.reviews(request, new).await);
        fresh
    }

    /// A course that the organisation pushed; its address.
    async fn offer(&self, new: &str) -> String {
        let rows = json!({"rows": [{"externalId": format!("w-{new}"), "title": format!("Wisselend {new}")}]});
        let ask = self.app.post("/v1/pushes").json(&rows);
        let ask = ask.header("Idempotency-Key", &format!("wereld-{new}"));
        let token = self.token("organisation").await.expect("an organisation");
        let receipt = ask.bearer(&token).await.json();
        text(&receipt["rows"][0]["courseId"])
    }

    /// A draft of the organisation's; in the review queue or not.
    async fn write(&self, submitted: bool) -> String {
        let token = self.token("organisation").await.expect("an organisation");
        let body = json!({"content": {"title": "Rollen"}});
        let begun = self.app.post("/v1/drafts").json(&body).bearer(&token).await;
        let id = text(&begun.json()["id"]);
        if submitted {
            let ask = self.app.post(&format!("/v1/drafts/{id}/_submit"));
            ask.json(&json!({"ifRevision": 1})).bearer(&token).await;
        }
        id
    }

    /// A course for each request, and what one may do once with reviews.
    async fn reviews(&self, request: &str, new: &str) -> Vec<(&str, String)> {
        let app = &self.app;
        let course = self.things["course"].parse().expect("an id");
        let mut fresh = Vec::new();
        if request.contains("{another}") {
            let courses = self.read("/v1/courses?limit=50", "anonymous").await;
            let number: usize = new.parse().expect("a number");
            fresh.push(("another", text(&courses["items"][number % 50]["slug"])));
        }
        if request.contains("{right}") {
            fresh.push(("right", right(app, course).await));
        }
        if request.contains("{written}") {
            fresh.push(("written", written(app, course, &[4]).await.remove(0)));
        }
        if request.to_lowercase().contains("{held}") {
            written(app, course, &[4]).await;
            let held = self.read("/v1/reviews?limit=1", "moderator").await;
            let id = text(&held["items"][0]["id"]);
            fresh.extend(both("held", "Held", "ModeratedReview", id));
        }
        fresh
    }

    async fn grant(&self, role: &str, account: &str) {
        let provider = Some(self.things["provider"].clone());
        let worn = match role {
            "aspirant" => return,
            "parent" | "through" => return verify(&self.app, account).await,
            "organisation" | "professional" | "council" => Worn {
                provider,
                ..Worn::default()
            },
            "manager" => Worn {
                provider,
                rank: Some("manager"),
                ..Worn::default()
            },
            "municipality" => Worn {
                municipality: Some("GM0014"),
                ..Worn::default()
            },
            _ => Worn::default(),
        };
        wear(&self.app, account, hat(role), worn).await;
    }

    /// A push that asks about a course that vanished.
    async fn push(&self) -> Value {
        let mut last = Value::Null;
        for (key, mode) in [("rollen", "delta"), ("rollen-2", "full")] {
            let rows = json!([{"externalId": key, "title": "Aan tafel"}]);
            let body = json!({"rows": rows, "mode": mode, "maxWithdrawals": 9});
            let ask = self.app.post("/v1/pushes").json(&body);
            let ask = ask.header("Idempotency-Key", key);
            let token = self.token("organisation").await;
            last = super::shown(ask, token).await.json();
        }
        last
    }

    /// A post of a parent's: in the thread that there is, or in a new one.
    async fn say(&self) -> Value {
        let token = self.token("parent").await;
        let thread = match self.things.get("thread") {
            Some(thread) => thread.clone(),
            None => {
                let opened = json!({"title": "Rollen", "text": "Een vraag."});
                let ask = self.app.post("/v1/rooms/zorgen/threads").json(&opened);
                text(&super::shown(ask, token.clone()).await.json()["id"])
            }
        };
        let ask = self.app.post(&format!("/v1/threads/{thread}/posts"));
        let ask = ask.json(&json!({"text": "Een antwoord."}));
        super::shown(ask, token).await.json()
    }

    /// An idea of the panel's member.
    async fn bring(&self) -> String {
        let ask = self.app.post("/v1/ideas");
        let ask = ask.json(&json!({"title": "Rollen", "text": "Een idee."}));
        let brought = super::shown(ask, self.token("panel").await).await;
        text(&brought.json()["id"])
    }

    /// A consultation that opens on a day.
    async fn ask(&self, opens_on: &str) -> String {
        let token = self.token("administrator").await.expect("a token");
        panel::announced(&self.app, &token, opens_on, "2026-11-30").await
    }

    async fn read(&self, path: &str, role: &str) -> Value {
        let ask = self.app.get(path);
        super::shown(ask, self.token(role).await).await.json()
    }

    fn note(&mut self, name: &str, id: &Value) {
        self.things.insert(name.to_owned(), text(id));
    }
}

pub fn address(role: &str) -> String {
    match role {
        "administrator" => "beheer@voorbeeld.nl".to_owned(),
        role => format!("{role}@voorbeeld.nl"),
    }
}

fn hat(role: &str) -> &str {
    match role {
        "aspirant" | "through" => "parent",
        "manager" => "organisation",
        role => role,
    }
}
