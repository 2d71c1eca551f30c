//! Codes on paper: who makes them, who shows one, and what is kept of it.

use chrono::TimeDelta;
use entities::{accounts, audit_entries, verification_batches, verification_codes};
use pijler::domains::verification::{Undoer, service, tend};
use pijler::kernel::actor::{Actor, Hat, Person};
use pijler::kernel::effects::Worker;
use pijler::kernel::id::AccountId;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, PaginatorTrait};
use serde_json::{Value, json};
use tests::{Answer, TestApp, on_both};

use crate::hats::{Worn, wear};
use crate::identity::{PASSWORD, administrator, sign_in, somebody};
use crate::rows::{digits, dump};

async fn token(app: &TestApp, email: &str, hat: &str) -> String {
    let session = sign_in(app, email, PASSWORD, hat).await.json();
    session["accessToken"].as_str().expect("a token").to_owned()
}

/// Somebody who signed in under a hat that they were given.
async fn wearing(app: &TestApp, name: &str, hat: &str, worn: Worn) -> String {
    let email = format!("{name}@voorbeeld.nl");
    let account = somebody(app, &email).await;
    wear(app, &account, hat, worn).await;
    token(app, &email, hat).await
}

async fn provider(app: &TestApp) -> String {
    let providers = app.get("/v1/providers?limit=1").await.json();
    providers["items"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned()
}

async fn manager(app: &TestApp) -> String {
    let worn = Worn {
        provider: Some(provider(app).await),
        rank: Some("manager"),
        ..Worn::default()
    };
    wearing(app, "baas", "organisation", worn).await
}

/// An account that nobody signs in to: it shows codes all the same.
async fn some_parent(app: &TestApp) -> Actor {
    let backend = &app.backend;
    let id = backend.ids.random();
    let row = accounts::Model {
        id,
        email: format!("{id}@voorbeeld.nl"),
        password_hash: "geen".to_owned(),
        source: "registration".to_owned(),
        created_at: backend.clock.now(),
        updated_at: backend.clock.now(),
        terms_version: None,
        terms_agreed_at: None,
        closed_at: None,
    };
    let row = row.into_active_model().reset_all();
    row.insert(backend.databases().schema())
        .await
        .expect("an account");
    wear(app, &id.to_string(), "parent", Worn::default()).await;
    Actor::Person(Person {
        account: AccountId(id),
        hat: Hat::Parent { verified: false },
        session: backend.ids.random(),
        through: None,
        expires_at: backend.clock.now() + TimeDelta::hours(1),
    })
}

async fn make(app: &TestApp, token: &str, body: Value) -> Answer {
    app.post("/v1/verification-batches")
        .json(&body)
        .bearer(token)
        .await
}

fn codes(made: &Value) -> Vec<String> {
    let codes = made["codes"].as_array().expect("codes").iter();
    codes
        .map(|code| code.as_str().expect("a code").to_owned())
        .collect()
}

async fn show(app: &TestApp, token: &str, code: &str) -> Answer {
    app.post("/v1/me/_verify")
        .json(&json!({"code": code}))
        .bearer(token)
        .await
}

on_both! {
    async fn a_code_serves_once_and_the_account_keeps_the_batch_alone(app: TestApp) {
        let boss = manager(&app).await;
        let made = make(&app, &boss, json!({"size": 25})).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let codes = codes(&made.json());
        assert_eq!((codes.len(), &made.json()["batch"]["giverKind"]), (25, &json!("organisation")));
        let an = somebody(&app, "an@voorbeeld.nl").await;
        let session = sign_in(&app, "an@voorbeeld.nl", PASSWORD, "parent").await.json();
        let own = session["accessToken"].as_str().expect("a token");
        let shown = show(&app, own, &codes[3].to_lowercase().replace('-', " ")).await;
        assert_eq!(shown.status, 200, "{}", shown.text());
        assert_eq!(shown.json()["verifiedUntil"], json!("2027-11-25T09:00:00Z"));
        let again = json!({"refreshToken": session["refreshToken"]});
        let session = app.post("/v1/sessions/_refresh").json(&again).await.json();
        assert_eq!(session["verifiedUntil"], json!("2027-11-25T09:00:00Z"));
        somebody(&app, "bo@voorbeeld.nl").await;
        let bo = token(&app, "bo@voorbeeld.nl", "parent").await;
        assert_eq!(show(&app, &bo, &codes[3]).await.code(), "verification.code_invalid");

        let rows = dump(&app).await;
        assert_eq!(rows["verification_codes"].len(), 24);
        let written: Vec<_> = codes.iter().map(|code| code.to_lowercase().replace('-', "")).collect();
        let holds = |row: &String| written.iter().any(|code| row.contains(code));
        assert!(rows.values().flatten().all(|row| !holds(row)));
        let account = digits(&an);
        let of_hers = rows.iter().filter(|(_, rows)| rows.iter().any(|row| row.contains(&account)));
        let of_hers: Vec<_> = of_hers.map(|(table, _)| table.as_str()).collect();
        assert_eq!(of_hers, ["account_devices", "accounts", "grants", "sessions", "verifications"]);
        assert!(!rows["audit_entries"].iter().any(|row| row.contains(&account)));
    }

    async fn what_is_kept_of_codes_tells_no_order(app: TestApp) {
        let boss = manager(&app).await;
        make(&app, &boss, json!({"size": 40})).await;
        let rows = verification_codes::Entity::find().all(app.backend.reader()).await.expect("rows");
        let kept: Vec<_> = rows.iter().map(|row| row.digest.clone()).collect();
        let mut sorted = kept.clone();
        sorted.sort();
        assert_eq!((kept.len(), kept), (40, sorted));
    }

    async fn givers_make_batches_of_their_own_and_administrators_any(app: TestApp) {
        let admin = administrator(&app).await;
        let provider = provider(&app).await;
        let town = wearing(&app, "stad", "municipality", Worn { municipality: Some("GM0014"), ..Worn::default() }).await;
        let council = wearing(&app, "raad", "council", Worn { provider: Some(provider.clone()), ..Worn::default() }).await;
        let editor = wearing(&app, "redactie", "organisation", Worn { provider: Some(provider.clone()), ..Worn::default() }).await;
        assert_eq!(make(&app, &editor, json!({"size": 25})).await.code(), "verification.not_giver");
        let odd = make(&app, &town, json!({"size": 24, "network": "Wij"})).await;
        let faults: Vec<_> = odd.faults().into_iter().map(|fault| fault.1).collect();
        assert_eq!(faults, ["verification.size_invalid", "verification.giver_not_allowed"]);
        assert_eq!(make(&app, &admin, json!({"size": 1001})).await.faults().len(), 2);
        // Of one giver no more stand than it hands out.
        let db = app.backend.databases().schema();
        assert_eq!(make(&app, &town, json!({"size": 25})).await.status, 201);
        let one = verification_batches::Entity::find().one(db).await.expect("rows").expect("a batch");
        for _ in 0..20 {
            let another = verification_batches::Model { id: app.backend.ids.random(), size: 1000, ..one.clone() };
            another.into_active_model().reset_all().insert(db).await.expect("a batch");
        }
        let full = make(&app, &town, json!({"size": 25})).await;
        assert_eq!((full.status, full.code().as_str()), (409, "verification.too_many"));
        verification_batches::Entity::delete_many().exec(db).await.expect("none");
        let nowhere = make(&app, &admin, json!({"size": 25, "giverKind": "municipality", "municipalityCode": "GM9999"})).await;
        assert_eq!((nowhere.status, nowhere.code().as_str()), (400, "verification.giver_unknown"));

        let mutation = "mutation { verificationBatchCreate(input: {size: 25, giverKind: NETWORK, network: \"Netwerk (voorbeeld)\"}) { batch { uuid network } codes } }";
        let network = app.graphql(mutation, json!({})).bearer(&admin).await.data()["verificationBatchCreate"].clone();
        assert_eq!((codes(&network).len(), &network["batch"]["network"]), (25, &json!("Netwerk (voorbeeld)")));
        let own = make(&app, &town, json!({"size": 25})).await.json();
        assert_eq!(own["batch"]["municipalityCode"], json!("GM0014"));
        make(&app, &council, json!({"size": 25})).await;
        for (token, count) in [(&town, 1), (&council, 1), (&admin, 3)] {
            let list = app.get("/v1/verification-batches").bearer(token).await.json();
            assert_eq!(list["items"].as_array().map(Vec::len), Some(count));
            assert!(!list.to_string().contains("codes"));
        }
        let path = format!("/v1/verification-batches/{}", own["batch"]["id"].as_str().expect("an id"));
        assert_eq!(app.get(&path).bearer(&council).await.code(), "verification.batch_not_found");
        let revoke = format!("{path}/_revoke");
        assert_eq!(app.post(&revoke).bearer(&council).await.code(), "verification.batch_not_found");
        assert_eq!(app.post(&revoke).bearer(&editor).await.code(), "verification.not_giver");
        assert_eq!(app.get(&path).bearer(&town).await.json(), own["batch"]);
    }

    async fn a_batch_that_is_revoked_counts_for_nobody(app: TestApp) {
        let boss = manager(&app).await;
        let made = make(&app, &boss, json!({"size": 25})).await.json();
        let codes = codes(&made);
        somebody(&app, "an@voorbeeld.nl").await;
        let an = token(&app, "an@voorbeeld.nl", "parent").await;
        let mutation = "mutation($code: String!) { accountVerify(input: {code: $code}) { verifiedUntil } }";
        app.graphql(mutation, json!({"code": codes[0]})).bearer(&an).await.data();
        let verified = token(&app, "an@voorbeeld.nl", "parent").await;
        assert_eq!(app.get("/v1/me").bearer(&verified).await.json()["verified"], json!(true));

        let path = format!("/v1/verification-batches/{}/_revoke", made["batch"]["id"].as_str().expect("an id"));
        let revoked = app.post(&path).bearer(&boss).await;
        assert_eq!((revoked.status, revoked.json()["revokedAt"].is_string()), (200, true), "{}", revoked.text());
        assert_eq!(app.post(&path).bearer(&boss).await.code(), "verification.revoked");
        // What that means for whoever came is done after the answer, which would tell how many.
        let undoer = Undoer::new(app.backend.clone());
        let worker = Worker::new(app.backend.clone(), vec![Box::new(undoer)]);
        while worker.work().await.expect("it works") {}
        assert_eq!(app.get("/v1/me").bearer(&verified).await.status, 401);
        let after = token(&app, "an@voorbeeld.nl", "parent").await;
        assert_eq!(app.get("/v1/me").bearer(&after).await.json()["verified"], json!(false));
        assert_eq!(show(&app, &after, &codes[1]).await.code(), "verification.code_invalid");
        let acts = audit_entries::Entity::find().all(app.backend.reader()).await.expect("acts");
        let mut acts: Vec<_> = acts.iter().map(|act| act.act.as_str()).collect();
        acts.sort_unstable();
        assert_eq!(acts, ["verification.make", "verification.revoke"]);
    }

    async fn a_slip_is_told_and_a_guess_is_counted(app: TestApp) {
        let boss = manager(&app).await;
        let code = codes(&make(&app, &boss, json!({"size": 25})).await.json()).remove(0);
        assert_eq!(show(&app, &boss, &code).await.code(), "verification.not_parent");
        somebody(&app, "an@voorbeeld.nl").await;
        let an = token(&app, "an@voorbeeld.nl", "parent").await;
        let slip = show(&app, &an, &code[1..]).await;
        assert_eq!((slip.status, slip.faults()[0].1.as_str()), (400, "verification.code_mistyped"));
        // Of another house: right in itself, and none of ours.
        for _ in 0..10 {
            assert_eq!(show(&app, &an, "1111-1111-11111").await.code(), "verification.code_invalid");
        }
        let waits = show(&app, &an, &code).await;
        assert_eq!((waits.status, waits.code().as_str(), waits.header("retry-after").as_str()), (429, "verification.too_many_attempts", "3600"));
        app.advance(TimeDelta::hours(1));
        let an = token(&app, "an@voorbeeld.nl", "parent").await;
        assert_eq!(show(&app, &an, &code).await.status, 200);
        app.advance(TimeDelta::days(365));
        let late = token(&app, "an@voorbeeld.nl", "parent").await;
        assert_eq!(app.get("/v1/me").bearer(&late).await.json()["verified"], json!(false));
        let other = codes(&make(&app, &token(&app, "baas@voorbeeld.nl", "organisation").await, json!({"size": 25})).await.json()).remove(0);
        app.advance(TimeDelta::days(365));
        let late = token(&app, "an@voorbeeld.nl", "parent").await;
        assert_eq!(show(&app, &late, &other).await.code(), "verification.code_invalid");
        tend(&app.backend).await.expect("it tends");
        assert_eq!(verification_codes::Entity::find().count(app.backend.reader()).await.expect("rows"), 0);
    }

    async fn how_many_came_by_whom_is_told_once_a_day_by_the_counting_policy(app: TestApp) {
        administrator(&app).await;
        let boss = manager(&app).await;
        let given = codes(&make(&app, &boss, json!({"size": 30})).await.json());
        let figures = async |token: &str| app.get("/v1/verification-batches/_figures").bearer(token).await.json();
        assert_eq!(figures(&boss).await, json!({"countedOn": null, "kinds": [{"giverKind": "organisation", "parents": null}]}));
        for code in &given[..9] {
            service::redeem(&app.backend, &some_parent(&app).await, code).await.expect("it serves");
        }
        tend(&app.backend).await.expect("it tends");
        assert_eq!(figures(&boss).await["kinds"][0]["parents"], Value::Null);
        for code in &given[9..17] {
            service::redeem(&app.backend, &some_parent(&app).await, code).await.expect("it serves");
        }
        tend(&app.backend).await.expect("it tends");
        assert_eq!(figures(&boss).await["kinds"][0]["parents"], Value::Null, "counted once a day");

        app.advance(TimeDelta::days(1));
        tend(&app.backend).await.expect("it tends");
        let [boss, admin] = [("baas@voorbeeld.nl", "organisation"), ("beheer@voorbeeld.nl", "administrator")]
            .map(|(email, hat)| (email.to_owned(), hat));
        let boss = token(&app, &boss.0, boss.1).await;
        assert_eq!(figures(&boss).await, json!({"countedOn": "2026-11-26", "kinds": [{"giverKind": "organisation", "parents": 15}]}));
        let admin = token(&app, &admin.0, admin.1).await;
        let query = "{ verificationFigures { countedOn kinds { giverKind parents } } }";
        let all = app.graphql(query, json!({})).bearer(&admin).await.data()["verificationFigures"]["kinds"].clone();
        let told: Vec<_> = all.as_array().expect("kinds").iter().map(|kind| kind["parents"].clone()).collect();
        assert_eq!(told, [json!(15), Value::Null, Value::Null, Value::Null]);
    }

    async fn a_batch_is_printed_as_it_is_made(app: TestApp) {
        let boss = manager(&app).await;
        let ask = app.post("/v1/verification-batches?format=html").json(&json!({"size": 25}));
        let page = ask.bearer(&boss).await;
        let html = page.text();
        assert_eq!((page.status, page.header("content-type").as_str()), (201, "text/html; charset=utf-8"), "{html}");
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.header("content-security-policy").contains("style-src 'unsafe-inline'"));
        let cards = html.matches("<p class=\"code\">").count();
        assert_eq!((cards, html.matches("/start").count(), html.contains("lang=\"nl\"")), (25, 25, true));
        let at = html.find("<p class=\"code\">").expect("a code") + 16;
        somebody(&app, "an@voorbeeld.nl").await;
        let an = token(&app, "an@voorbeeld.nl", "parent").await;
        assert_eq!(show(&app, &an, &html[at..at + 15]).await.status, 200);
        let odd = app.post("/v1/verification-batches?format=pdf").json(&json!({"size": 25}));
        assert_eq!(odd.bearer(&boss).await.status, 400);
    }

    async fn the_start_route_takes_no_account(app: TestApp) {
        let path = "/v1/courses?audience=network_family&offer=current&offer=unconfirmed&limit=12";
        let fits = app.get(path).await.json()["items"].clone();
        assert!(fits.as_array().is_some_and(|fits| !fits.is_empty()));
        for (path, language) in [("/start", "nl"), ("/nl/start", "nl"), ("/en/start", "en")] {
            let (page, statements) = app.counted(app.get(path)).await;
            let html = page.text().replace("&amp;", "&").replace("&quot;", "\"");
            assert_eq!((page.status, statements), (200, 0), "{path}");
            assert_eq!(page.header("content-language"), language, "{path}");
            assert!(html.contains(&format!("<html lang=\"{language}\">")) && !html.contains("<script"));
            for course in fits.as_array().expect("courses") {
                assert!(html.contains(course["title"].as_str().expect("a title")), "{course}");
            }
        }
        assert_eq!(app.get("/start").await.header("content-location"), "/nl/start");
    }
}
