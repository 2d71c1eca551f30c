//! Passkeys: made, shown in the place of password and code, removed; and what none does.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use entities::{passkey_challenges, passkeys};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use tests::{Answer, Device, TestApp, on_both};

use crate::hats::{Worn, wear};
use crate::identity::{PASSWORD, code, letter, letters, sign_in, somebody};

const AN: &str = "an@voorbeeld.nl";
const BO: &str = "bo@voorbeeld.nl";
/// Where front-ends of this house are.
const HERE: &str = "http://localhost:8080";

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value}"))
        .to_owned()
}

async fn signed_in(app: &TestApp, email: &str) -> String {
    text(&sign_in(app, email, PASSWORD, "parent").await.json()["accessToken"])
}

async fn begin(app: &TestApp, token: &str, body: Value) -> Answer {
    let ask = app.post("/v1/me/passkeys/_begin");
    ask.json(&body).bearer(token).await
}

async fn keep(app: &TestApp, token: &str, asked: &Value, made: &Value) -> Answer {
    let body = json!({"challengeId": asked["challengeId"], "name": "Telefoon", "credential": made});
    app.post("/v1/me/passkeys").json(&body).bearer(token).await
}

/// Has a device make a passkey for whoever is signed in: what is kept of it.
async fn made(app: &TestApp, token: &str, device: &mut Device) -> Value {
    let asked = begin(app, token, json!({"password": PASSWORD})).await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    let asked = asked.json();
    let made = device.make(HERE, &asked["options"]).await;
    let kept = keep(app, token, &asked, &made.expect("a passkey")).await;
    assert_eq!(kept.status, 201, "{}", kept.text());
    letters(app).await;
    kept.json()
}

async fn asked(app: &TestApp) -> Value {
    app.post("/v1/sessions/_begin-passkey").await.json()
}

async fn answers(app: &TestApp, asked: &Value, shown: &Value, hat: &str) -> Answer {
    let body = json!({"challengeId": asked["challengeId"], "credential": shown, "hat": hat});
    app.post("/v1/sessions/_passkey").json(&body).await
}

/// Signs in with what a device shows.
async fn by(app: &TestApp, device: &mut Device, hat: &str) -> Answer {
    let asked = asked(app).await;
    let shown = device.show(HERE, &asked["options"]).await;
    answers(app, &asked, &shown.expect("a passkey"), hat).await
}

async fn count(app: &TestApp) -> [u64; 2] {
    let db = app.backend.databases().schema();
    let (keys, asked) = (passkeys::Entity::find(), passkey_challenges::Entity::find());
    [
        keys.count(db).await.expect("a count"),
        asked.count(db).await.expect("a count"),
    ]
}

on_both! {
    async fn a_passkey_is_in_the_place_of_a_password(app: TestApp) {
        let an = somebody(&app, AN).await;
        let token = signed_in(&app, AN).await;
        letters(&app).await;
        let mut device = Device::default();
        let asked = begin(&app, &token, json!({"password": PASSWORD})).await.json();
        assert_eq!(asked["expiresIn"], 300);
        assert_eq!(asked["options"]["rp"], json!({"id": "localhost", "name": "Pijler"}));
        assert_eq!(asked["options"]["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(asked["options"]["authenticatorSelection"]["userVerification"], "required");
        let shown = device.make(HERE, &asked["options"]).await.expect("a passkey");
        let kept = keep(&app, &token, &asked, &shown).await;
        assert_eq!((kept.status, &kept.json()["name"]), (201, &json!("Telefoon")));
        assert!(letter(&app).await.expect("a letter").contains("toegangssleutel"));

        let session = by(&app, &mut device, "parent").await;

        assert_eq!(session.status, 201, "{}", session.text());
        let session = session.json();
        assert_eq!((&session["accountId"], &session["hat"]), (&json!(an), &json!("parent")));
        let own = text(&session["accessToken"]);
        let me = app.get("/v1/me").bearer(&own).await.json();
        assert_eq!(me["account"]["email"], AN);
        let listed = app.get("/v1/me/passkeys").bearer(&own).await.json();
        assert_eq!(listed["items"].as_array().expect("a list").len(), 1);
        assert!(listed["items"][0]["lastUsedAt"].is_string());
        // As often as one likes: each time something else is signed.
        assert_eq!(by(&app, &mut device, "parent").await.status, 201);
        assert_eq!(count(&app).await, [1, 0]);
    }

    async fn a_passkey_serves_where_a_password_alone_does_not(app: TestApp) {
        let an = somebody(&app, AN).await;
        wear(&app, &an, "moderator", Worn::default()).await;
        let token = signed_in(&app, AN).await;
        let mut device = Device::default();
        made(&app, &token, &mut device).await;

        let session = by(&app, &mut device, "moderator").await;

        assert_eq!(session.status, 201, "{}", session.text());
        let other = by(&app, &mut device, "administrator").await;
        assert_eq!((other.status, other.code().as_str()), (403, "session.hat_not_granted"));
        // Taken off, what began with it ends; what began with a password goes on.
        let moderating = text(&session.json()["accessToken"]);
        let id = text(&app.get("/v1/me/passkeys").bearer(&token).await.json()["items"][0]["id"]);
        let gone = app.delete(&format!("/v1/me/passkeys/{id}")).bearer(&moderating).await;
        assert_eq!(gone.status, 204);
        assert!(letter(&app).await.expect("a letter").contains("toegangssleutel"));
        assert_eq!(app.get("/v1/me").bearer(&moderating).await.status, 401);
        assert_eq!(app.get("/v1/me").bearer(&token).await.status, 200);
        let shown = by(&app, &mut device, "moderator").await;
        assert_eq!((shown.status, shown.code().as_str()), (401, "session.passkey_refused"));
    }

    async fn a_passkey_is_begun_with_all_that_the_account_asks_for(app: TestApp) {
        somebody(&app, AN).await;
        let token = signed_in(&app, AN).await;
        let wrong = begin(&app, &token, json!({"password": "verkeerd"})).await;
        assert_eq!((wrong.status, wrong.code().as_str()), (400, "account.password_wrong"));
        let code = app.second_factor(AN, PASSWORD).await.expect("a code");
        let without = begin(&app, &token, json!({"password": PASSWORD})).await;
        assert_eq!((without.status, without.code().as_str()), (401, "session.second_factor_required"));
        app.spare().await;
        let with = begin(&app, &token, json!({"password": PASSWORD, "code": code})).await;
        assert_eq!(with.status, 200, "{}", with.text());
    }

    async fn what_a_device_signed_serves_once_and_in_time(app: TestApp) {
        somebody(&app, AN).await;
        let token = signed_in(&app, AN).await;
        let mut device = Device::default();
        made(&app, &token, &mut device).await;
        let first = asked(&app).await;
        let shown = device.show(HERE, &first["options"]).await.expect("a passkey");
        assert_eq!(answers(&app, &first, &shown, "parent").await.status, 201);

        let mut refused = Vec::new();
        refused.push(answers(&app, &first, &shown, "parent").await);
        // What was signed for one question is no answer to another.
        let second = asked(&app).await;
        refused.push(answers(&app, &second, &shown, "parent").await);
        let late = device.show(HERE, &second["options"]).await.expect("a passkey");
        app.backend.clock.advance(TimeDelta::minutes(6));
        refused.push(answers(&app, &second, &late, "parent").await);
        // A copy of a device has signed less often than what was shown last.
        let (third, fourth) = (asked(&app).await, asked(&app).await);
        let older = device.show(HERE, &third["options"]).await.expect("a passkey");
        let newer = device.show(HERE, &fourth["options"]).await.expect("a passkey");
        assert_eq!(answers(&app, &fourth, &newer, "parent").await.status, 201);
        refused.push(answers(&app, &third, &older, "parent").await);
        let nobody = json!({"challengeId": uuid::Uuid::nil()});
        refused.push(answers(&app, &nobody, &shown, "parent").await);
        for bad in [json!({}), json!([]), json!("x"), json!({"id": "x", "type": "public-key"})] {
            refused.push(answers(&app, &asked(&app).await, &bad, "parent").await);
        }

        let said: BTreeSet<_> = refused.iter().map(|one| (one.status, one.code())).collect();
        assert_eq!(said, BTreeSet::from([(401, "session.passkey_refused".to_owned())]));
        let bodies: BTreeSet<_> = refused.iter().map(|one| one.json()["detail"].to_string()).collect();
        assert_eq!(bodies.len(), 1, "{bodies:?}");
    }

    async fn nobody_signs_in_with_a_passkey_of_another(app: TestApp) {
        let (an, bo) = (somebody(&app, AN).await, somebody(&app, BO).await);
        let (token, other) = (signed_in(&app, AN).await, signed_in(&app, BO).await);
        let (mut device, mut theirs) = (Device::default(), Device::default());
        made(&app, &token, &mut device).await;
        made(&app, &other, &mut theirs).await;

        // Signed by one's own device, said to be of another.
        let question = asked(&app).await;
        let mut shown = theirs.show(HERE, &question["options"]).await.expect("a passkey");
        let handle = |id: &str| {
            let id: uuid::Uuid = id.parse().expect("an id");
            json!(base64::Engine::encode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, id.as_bytes()))
        };
        assert_eq!(shown["response"]["userHandle"], handle(&bo));
        shown["response"]["userHandle"] = handle(&an);
        assert_eq!(answers(&app, &question, &shown, "parent").await.code(), "session.passkey_refused");
        // Made for one, kept by another.
        let begun = begin(&app, &token, json!({"password": PASSWORD})).await.json();
        let new = Device::default().make(HERE, &begun["options"]).await.expect("a passkey");
        let kept = keep(&app, &other, &begun, &new).await;
        assert_eq!((kept.status, kept.code().as_str()), (400, "passkey.invalid"));
        // Asked for to be made, answered by signing in, and the other way round.
        let shown = device.show(HERE, &question["options"]).await.expect("a passkey");
        assert_eq!(answers(&app, &begun, &shown, "parent").await.code(), "session.passkey_refused");
        assert_eq!(keep(&app, &token, &question, &new).await.code(), "passkey.invalid");
        // Removed by another: for them it is not there.
        let id = text(&app.get("/v1/me/passkeys").bearer(&token).await.json()["items"][0]["id"]);
        let gone = app.delete(&format!("/v1/me/passkeys/{id}")).bearer(&other).await;
        assert_eq!((gone.status, gone.code().as_str()), (404, "passkey.not_found"));
        assert_eq!(app.get("/v1/me/passkeys").bearer(&other).await.json()["items"][0]["name"], "Telefoon");
    }

    async fn a_device_signs_for_this_house_alone_and_unlocked(app: TestApp) {
        somebody(&app, AN).await;
        let token = signed_in(&app, AN).await;
        let mut device = Device::default();
        made(&app, &token, &mut device).await;

        // At an address that is not ours, a browser signs for it, and we take nothing of it.
        let question = asked(&app).await;
        let shown = device.show("http://localhost:9999", &question["options"]).await;
        let there = answers(&app, &question, &shown.expect("a passkey"), "parent").await;
        assert_eq!(there.code(), "session.passkey_refused");
        let mut options = question["options"].clone();
        options["userVerification"] = json!("discouraged");
        device.lose();
        if let Some(shown) = device.show(HERE, &options).await {
            assert_eq!(answers(&app, &question, &shown, "parent").await.code(), "session.passkey_refused");
        }
    }

    async fn passkeys_are_few_and_go_with_the_account(app: TestApp) {
        somebody(&app, AN).await;
        let token = signed_in(&app, AN).await;
        let mut device = Device::default();
        made(&app, &token, &mut device).await;
        // The device that has one is not asked for another.
        let begun = begin(&app, &token, json!({"password": PASSWORD})).await.json();
        assert_eq!(begun["options"]["excludeCredentials"].as_array().map(Vec::len), Some(1));
        assert!(device.make(HERE, &begun["options"]).await.is_none());
        for _ in 1..20 {
            made(&app, &token, &mut Device::default()).await;
        }
        let more = begin(&app, &token, json!({"password": PASSWORD})).await;
        assert_eq!((more.status, more.code().as_str()), (409, "passkey.too_many"));
        let close = app.post("/v1/me/_close").json(&json!({"password": PASSWORD}));
        assert_eq!(close.bearer(&token).await.status, 204);
        assert_eq!(count(&app).await[0], 0);
        assert_eq!(by(&app, &mut device, "parent").await.code(), "session.passkey_refused");
    }

    async fn a_password_alone_does_not_get_past_a_passkey(app: TestApp) {
        let an = somebody(&app, AN).await;
        let token = signed_in(&app, AN).await;
        let mut device = Device::default();
        let kept = made(&app, &token, &mut device).await;
        wear(&app, &an, "moderator", Worn::default()).await;
        let stolen = signed_in(&app, AN).await;
        let refused = |answer: Answer| assert_eq!((answer.status, answer.code().as_str()), (403, "passkey.required"));

        refused(begin(&app, &stolen, json!({"password": PASSWORD})).await);
        let id = text(&kept["id"]);
        refused(app.delete(&format!("/v1/me/passkeys/{id}")).bearer(&stolen).await);
        let shown = json!({"password": PASSWORD});
        refused(app.post("/v1/me/second-factor").json(&shown).bearer(&stolen).await);
        let shown = json!({"email": AN, "password": PASSWORD});
        refused(app.post("/v1/accounts/_second-factor").json(&shown).await);
        // Whoever showed the passkey has another made, and codes.
        let own = text(&by(&app, &mut device, "moderator").await.json()["accessToken"]);
        assert_eq!(begin(&app, &own, json!({"password": PASSWORD})).await.status, 200);
        let begun = app.post("/v1/me/second-factor").json(&json!({"password": PASSWORD}));
        assert_eq!(begun.bearer(&own).await.status, 200);
    }

    async fn who_has_an_address_back_is_rid_of_passkeys_made_since(app: TestApp) {
        somebody(&app, AN).await;
        let token = signed_in(&app, AN).await;
        let (mut own, mut foreign) = (Device::default(), Device::default());
        made(&app, &token, &mut own).await;
        app.backend.clock.advance(TimeDelta::minutes(1));
        let ask = app.post("/v1/me/_change-email").json(&json!({"email": BO, "password": PASSWORD}));
        assert_eq!(ask.bearer(&token).await.status, 202);
        let confirm = json!({"code": code(&app).await});
        app.post("/v1/me/_confirm-email").json(&confirm).bearer(&token).await;
        let back = letters(&app).await;
        let (_, code) = back.iter().find_map(|letter| letter.split_once("code is: ")).expect("a code");
        let back = json!({"email": AN, "code": &code[..11]});
        made(&app, &token, &mut foreign).await;

        assert_eq!(app.post("/v1/accounts/_restore-email").json(&back).await.status, 204);

        assert_eq!(by(&app, &mut foreign, "parent").await.code(), "session.passkey_refused");
        assert_eq!(by(&app, &mut own, "parent").await.status, 201);
    }

    async fn both_doors_take_passkeys_alike(app: TestApp) {
        somebody(&app, AN).await;
        let token = signed_in(&app, AN).await;
        let mut device = Device::default();
        let begin = "mutation($p: String!) { passkeyBegin(input: {password: $p}) { challengeId expiresIn options } }";
        let asked = app.graphql(begin, json!({"p": PASSWORD})).bearer(&token).await.data();
        let asked = &asked["passkeyBegin"];
        let made = device.make(HERE, &asked["options"]).await.expect("a passkey");
        let keep = "mutation($i: PasskeyCreateInput!) { passkeyCreate(input: $i) { passkey { id name lastUsedAt } } }";
        let input = json!({"challengeId": asked["challengeId"], "name": "Tablet", "credential": made});
        let kept = app.graphql(keep, json!({"i": input})).bearer(&token).await.data();
        let kept = &kept["passkeyCreate"]["passkey"];
        assert_eq!((&kept["name"], &kept["lastUsedAt"]), (&json!("Tablet"), &Value::Null));

        let asked = app.graphql("mutation { passkeySessionBegin { challengeId options } }", json!({})).await.data();
        let asked = &asked["passkeySessionBegin"];
        let shown = device.show(HERE, &asked["options"]).await.expect("a passkey");
        let input = json!({"challengeId": asked["challengeId"], "credential": shown, "hat": "PARENT"});
        let create = "mutation($i: PasskeySessionCreateInput!) { passkeySessionCreate(input: $i) { accessToken hat } }";
        let session = app.graphql(create, json!({"i": input})).await.data();
        assert_eq!(session["passkeySessionCreate"]["hat"], "PARENT");
        let own = text(&session["passkeySessionCreate"]["accessToken"]);
        let list = "{ myPasskeys { nodes { id name } } }";
        let listed = app.graphql(list, json!({})).bearer(&own).await.data();
        assert_eq!(listed["myPasskeys"]["nodes"], json!([{"id": kept["id"], "name": "Tablet"}]));
        let gone = "mutation($id: ID!) { passkeyDelete(input: {id: $id}) { deleted } }";
        let gone = app.graphql(gone, json!({"id": kept["id"]})).bearer(&own).await.data();
        assert_eq!(gone["passkeyDelete"]["deleted"], true);
        let none = app.graphql(list, json!({})).bearer(&own).await.data();
        assert_eq!(none["myPasskeys"]["nodes"], json!([]));
    }
}
