//! Hats: who gives which, who seconds, and what becomes of whoever loses one.

use chrono::TimeDelta;
use entities::{accounts, audit_entries, grant_proposals, grants};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use serde_json::{Value, json};
use tests::{Answer, TestApp, on_both};
use uuid::Uuid;

use crate::identity::{PASSWORD, administrator, code, letter, sign_in, somebody};
use pijler::domains::identity::service;

/// What goes with a hat that somebody wears.
#[derive(Clone, Debug, Default)]
pub struct Worn {
    /// For which provider.
    pub provider: Option<String>,
    /// How far; an editor unless said.
    pub rank: Option<&'static str>,
    /// For which municipality.
    pub municipality: Option<&'static str>,
}

/// Has an account wear a hat, whoever gives it: other tests are about that.
pub async fn wear(app: &TestApp, account: &str, hat: &str, worn: Worn) {
    let backend = &app.backend;
    let db = backend.databases().schema();
    let account_id: Uuid = account.parse().expect("an id");
    let research = (hat == "researcher").then(|| backend.clock.now() + TimeDelta::days(365));
    let gone = grants::Entity::delete_many()
        .filter(grants::Column::AccountId.eq(account_id))
        .filter(grants::Column::Hat.eq(hat))
        .exec(db)
        .await;
    gone.expect("no such hat");
    let scope = worn.provider.clone();
    let scope = scope.or(worn.municipality.map(ToOwned::to_owned));
    let row = grants::Model {
        id: backend.ids.random(),
        account_id,
        hat: hat.to_owned(),
        scope: scope.unwrap_or_default(),
        provider_id: worn.provider.map(|id| id.parse().expect("an id")),
        municipality_code: worn.municipality.map(ToOwned::to_owned),
        rank: (hat == "organisation").then(|| worn.rank.unwrap_or("editor").to_owned()),
        verified_until: None,
        purpose: research.map(|_| "Voorbeeld".to_owned()),
        datasets: research.map(|_| "[]".to_owned()),
        ends_at: research,
        granted_by: None,
        seconded_by: None,
        granted_at: backend.clock.now(),
    };
    let row = row.into_active_model().reset_all();
    row.insert(db).await.expect("a hat");
}

/// Has a parent be known as one for a year, whoever found that out.
pub async fn verify(app: &TestApp, account: &str) {
    let until = app.backend.clock.now() + TimeDelta::days(365);
    let account: Uuid = account.parse().expect("an id");
    grants::Entity::update_many()
        .col_expr(grants::Column::VerifiedUntil, Expr::value(until))
        .filter(grants::Column::AccountId.eq(account))
        .filter(grants::Column::Hat.eq("parent"))
        .exec(app.backend.databases().schema())
        .await
        .expect("a parent");
}

async fn token(app: &TestApp, email: &str, hat: &str) -> String {
    let session = sign_in(app, email, PASSWORD, hat).await.json();
    session["accessToken"].as_str().expect("a token").to_owned()
}

/// Somebody with a hat: a token.
async fn wearing(app: &TestApp, name: &str, hat: &str, worn: Worn) -> String {
    let email = format!("{name}@voorbeeld.nl");
    let account = somebody(app, &email).await;
    wear(app, &account, hat, worn).await;
    token(app, &email, hat).await
}

/// Somebody who manages the first provider: a token, and which.
async fn manager(app: &TestApp, name: &str) -> (String, String) {
    let providers = app.get("/v1/providers?limit=1").await.json();
    let provider = providers["items"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let worn = Worn {
        provider: Some(provider.clone()),
        rank: Some("manager"),
        ..Worn::default()
    };
    (wearing(app, name, "organisation", worn).await, provider)
}

async fn second_administrator(app: &TestApp) -> String {
    service::create_administrator(&app.backend, "beheer2@voorbeeld.nl", PASSWORD)
        .await
        .expect("an administrator");
    token(app, "beheer2@voorbeeld.nl", "administrator").await
}

async fn propose(app: &TestApp, token: &str, body: Value) -> Answer {
    app.post("/v1/grant-proposals")
        .json(&body)
        .bearer(token)
        .await
}

async fn accept(app: &TestApp, token: &str, code: &str) -> Answer {
    let ask = app.post("/v1/grant-proposals/_accept");
    ask.json(&json!({"code": code})).bearer(token).await
}

async fn second(app: &TestApp, token: &str, id: &Value) -> Answer {
    let id = id.as_str().expect("an id");
    let path = format!("/v1/grant-proposals/{id}/_second");
    app.post(&path).bearer(token).await
}

async fn acts(app: &TestApp) -> Vec<String> {
    let acts = audit_entries::Entity::find()
        .all(app.backend.reader())
        .await;
    acts.expect("acts").into_iter().map(|act| act.act).collect()
}

on_both! {
    async fn a_manager_asks_an_editor_who_takes_it_up(app: TestApp) {
        let (boss, provider) = manager(&app, "baas").await;
        somebody(&app, "an@voorbeeld.nl").await;
        letter(&app).await;
        let asked = propose(&app, &boss, json!({"email": "An@voorbeeld.nl", "hat": "organisation"})).await;
        assert_eq!(asked.status, 201, "{}", asked.text());
        let said = asked.json();
        assert_eq!((&said["rank"], &said["providerId"], &said["accepted"]), (&json!("editor"), &json!(provider), &json!(false)));
        let sent = code(&app).await;
        let an = token(&app, "an@voorbeeld.nl", "parent").await;

        // Only who has the address, and once.
        somebody(&app, "bo@voorbeeld.nl").await;
        let bo = token(&app, "bo@voorbeeld.nl", "parent").await;
        assert_eq!(accept(&app, &bo, &sent).await.code(), "account.code_invalid");
        let taken = accept(&app, &an, &sent).await;
        assert_eq!((taken.status, &taken.json()["granted"]), (200, &json!(true)), "{}", taken.text());
        assert_eq!(accept(&app, &an, &sent).await.code(), "account.code_invalid");
        let told = letter(&app).await.expect("a letter");
        assert!(told.contains("an@voorbeeld.nl") && !told.to_lowercase().contains("pleeg"), "{told}");

        let session = sign_in(&app, "an@voorbeeld.nl", PASSWORD, "organisation").await.json();
        assert_eq!((&session["providerId"], &session["rank"]), (&json!(provider), &json!("editor")));
        let editor = session["accessToken"].as_str().expect("a token").to_owned();
        let no = propose(&app, &editor, json!({"email": "cees@voorbeeld.nl", "hat": "organisation"})).await;
        assert_eq!((no.status, no.code().as_str()), (403, "grant.not_granter"));
        let list = app.get("/v1/grants?hat=organisation").bearer(&boss).await.json();
        let given = list["items"].as_array().expect("items");
        assert_eq!(given.len(), 2);
        let hers = given.iter().find(|it| it["email"] == "an@voorbeeld.nl").expect("hers")["id"].clone();
        let path = format!("/v1/grants/{}", hers.as_str().expect("an id"));
        assert_eq!(app.delete(&path).bearer(&bo).await.code(), "grant.not_found");
        assert_eq!(app.delete(&path).bearer(&boss).await.status, 204);
        assert_eq!(app.get("/v1/me").bearer(&editor).await.status, 401);
        assert_eq!(sign_in(&app, "an@voorbeeld.nl", PASSWORD, "organisation").await.status, 403);
        let acts = acts(&app).await;
        for act in ["grant.propose", "account.grant", "account.revoke"] {
            assert!(acts.iter().any(|one| one == act), "{act}");
        }
    }

    async fn nothing_tells_whether_who_is_asked_has_an_account(app: TestApp) {
        let (boss, _) = manager(&app, "baas").await;
        somebody(&app, "an@voorbeeld.nl").await;
        let mut seen = Vec::new();
        for email in ["an@voorbeeld.nl", "niemand@voorbeeld.nl"] {
            let body = json!({"email": email, "hat": "organisation"});
            let ask = app.post("/v1/grant-proposals").json(&body).bearer(&boss);
            let (answer, statements) = app.counted(ask).await;
            let mut said = answer.json();
            for name in ["id", "email"] {
                said[name] = Value::Null;
            }
            seen.push((answer.status, said, statements));
        }
        assert_eq!(seen[0], seen[1]);
    }

    async fn an_organisations_managers_and_professionals_take_an_administrator(app: TestApp) {
        let (boss, provider) = manager(&app, "baas").await;
        let admin = administrator(&app).await;
        for (name, hat, rank) in [("an", "organisation", Some("manager")), ("bo", "professional", None)] {
            let email = format!("{name}@voorbeeld.nl");
            somebody(&app, &email).await;
            let body = json!({"email": email, "hat": hat, "rank": rank});
            let asked = propose(&app, &boss, body).await.json();
            let own = token(&app, &email, "parent").await;
            let taken = accept(&app, &own, &code(&app).await).await.json();
            assert_eq!((&taken["accepted"], &taken["granted"]), (&json!(true), &json!(false)));
            assert_eq!(second(&app, &boss, &asked["id"]).await.code(), "grant.not_granter");
            let seconded = second(&app, &admin, &asked["id"]).await;
            assert_eq!((seconded.status, &seconded.json()["granted"]), (200, &json!(true)), "{}", seconded.text());
            let session = sign_in(&app, &email, PASSWORD, hat).await.json();
            assert_eq!((&session["providerId"], &session["rank"]), (&json!(provider), &json!(rank)));
        }
        assert_eq!(grant_proposals::Entity::find().count(app.backend.reader()).await.expect("rows"), 0);
    }

    async fn two_make_a_moderator_and_neither_is_the_one_it_is_for(app: TestApp) {
        let [one, two] = [administrator(&app).await, second_administrator(&app).await];
        let an = somebody(&app, "an@voorbeeld.nl").await;
        let alone = app.put(&format!("/v1/accounts/{an}/grants/moderator")).json(&json!({})).bearer(&one).await;
        assert_eq!((alone.status, alone.code().as_str()), (403, "grant.takes_two"));
        let own = propose(&app, &one, json!({"email": "beheer@voorbeeld.nl", "hat": "moderator"})).await;
        assert_eq!(own.code(), "grant.for_yourself");
        let other = propose(&app, &one, json!({"email": "beheer2@voorbeeld.nl", "hat": "moderator"})).await;
        assert_eq!(second(&app, &two, &other.json()["id"]).await.code(), "grant.own_proposal");

        // Nor by way of another address of their own, chosen since.
        letter(&app).await;
        propose(&app, &one, json!({"email": "anders@voorbeeld.nl", "hat": "moderator"})).await;
        let moved = async |from: &str, to: &str| {
            let moves = accounts::Entity::update_many().col_expr(accounts::Column::Email, Expr::value(to));
            let of = accounts::Column::Email.eq(from);
            moves.filter(of).exec(app.backend.databases().schema()).await.expect("another address");
        };
        let sent = code(&app).await;
        moved("beheer@voorbeeld.nl", "anders@voorbeeld.nl").await;
        assert_eq!(accept(&app, &one, &sent).await.code(), "grant.own_proposal");
        moved("anders@voorbeeld.nl", "beheer@voorbeeld.nl").await;

        letter(&app).await;
        let asked = propose(&app, &one, json!({"email": "an@voorbeeld.nl", "hat": "moderator"})).await.json();
        let id = &asked["id"];
        let sent = code(&app).await;
        assert_eq!(second(&app, &one, id).await.code(), "grant.own_proposal");
        let listed = app.get("/v1/grant-proposals").bearer(&two).await.json();
        assert!(listed["items"].as_array().expect("items").iter().any(|it| it["id"] == *id));
        let parent = token(&app, "an@voorbeeld.nl", "parent").await;
        assert_eq!(second(&app, &parent, id).await.code(), "grant.proposal_not_found");
        let seconded = second(&app, &two, id).await.json();
        assert_eq!((&seconded["seconded"], &seconded["granted"]), (&json!(true), &json!(false)));
        assert_eq!(second(&app, &two, id).await.code(), "grant.seconded");
        assert_eq!(sign_in(&app, "an@voorbeeld.nl", PASSWORD, "moderator").await.status, 403);
        assert_eq!(accept(&app, &parent, &sent).await.json()["granted"], json!(true));
        assert_eq!(sign_in(&app, "an@voorbeeld.nl", PASSWORD, "moderator").await.status, 201);
    }

    async fn a_proposal_lapses_with_its_time_and_with_who_made_it(app: TestApp) {
        let [one, two] = [administrator(&app).await, second_administrator(&app).await];
        somebody(&app, "an@voorbeeld.nl").await;
        letter(&app).await;
        let mutation = "mutation($input: GrantProposeInput!) { grantPropose(input: $input) { proposal { id uuid } } }";
        let input = json!({"email": "an@voorbeeld.nl", "hat": "DATA_BOARD"});
        let asked = app.graphql(mutation, json!({"input": input})).bearer(&two).await.data();
        let first = asked["grantPropose"]["proposal"].clone();
        let sent = code(&app).await;
        assert_eq!(second(&app, &one, &first["uuid"]).await.status, 200);
        let leaver = accounts::Entity::find()
            .filter(accounts::Column::Email.eq("beheer2@voorbeeld.nl"))
            .one(app.backend.reader()).await.expect("rows").expect("an account").id;
        let path = format!("/v1/accounts/{leaver}/grants/administrator");
        assert_eq!(app.delete(&path).bearer(&one).await.status, 204);
        assert_eq!(app.get("/v1/grants").bearer(&two).await.status, 401);
        let parent = token(&app, "an@voorbeeld.nl", "parent").await;
        assert_eq!(accept(&app, &parent, &sent).await.code(), "grant.proposal_lapsed");
        let take = "mutation($id: ID!) { grantProposalDelete(input: {id: $id}) { id } }";
        let gone = app.graphql(take, json!({"id": first["id"]})).bearer(&one).await.data();
        assert_eq!(gone["grantProposalDelete"]["id"], first["id"]);

        letter(&app).await;
        let late = propose(&app, &one, json!({"email": "an@voorbeeld.nl", "hat": "moderator"})).await.json();
        let sent = code(&app).await;
        app.advance(TimeDelta::days(14));
        let parent = token(&app, "an@voorbeeld.nl", "parent").await;
        assert_eq!(accept(&app, &parent, &sent).await.code(), "account.code_invalid");
        let one = token(&app, "beheer@voorbeeld.nl", "administrator").await;
        let path = format!("/v1/grant-proposals/{}", late["id"].as_str().expect("an id"));
        assert_eq!(app.get(&path).bearer(&one).await.code(), "grant.proposal_not_found");
        service::tend(&app.backend, app.parts.gate()).await.expect("it tends");
        assert_eq!(grant_proposals::Entity::find().count(app.backend.reader()).await.expect("rows"), 0);
    }

    async fn research_has_a_purpose_and_an_end(app: TestApp) {
        let one = wearing(&app, "een", "data_board", Worn::default()).await;
        let two = wearing(&app, "twee", "data_board", Worn::default()).await;
        somebody(&app, "an@voorbeeld.nl").await;
        let bare = propose(&app, &one, json!({"email": "geen adres", "hat": "researcher"})).await;
        let codes: Vec<_> = bare.faults().into_iter().map(|fault| fault.1).collect();
        assert_eq!(codes, ["text.empty", "grant.datasets_invalid", "grant.end_invalid", "account.email_invalid"]);
        letter(&app).await;
        let end = app.backend.clock.now() + TimeDelta::days(30);
        let body = json!({"email": "an@voorbeeld.nl", "hat": "researcher", "purpose": "Waarom stoppen gezinnen?",
            "datasets": ["breakdown"], "endsAt": end.to_rfc3339()});
        let asked = propose(&app, &one, body).await;
        assert_eq!(asked.status, 201, "{}", asked.text());
        let own = token(&app, "an@voorbeeld.nl", "parent").await;
        accept(&app, &own, &code(&app).await).await;
        assert_eq!(second(&app, &two, &asked.json()["id"]).await.json()["granted"], json!(true));

        app.advance(TimeDelta::days(30) - TimeDelta::minutes(4));
        let session = sign_in(&app, "an@voorbeeld.nl", PASSWORD, "researcher").await.json();
        assert_eq!(session["expiresIn"], json!(240));
        let researcher = session["accessToken"].as_str().expect("a token");
        assert_eq!(app.get("/v1/me").bearer(researcher).await.status, 200);
        app.advance(TimeDelta::minutes(4));
        assert_eq!(app.get("/v1/me").bearer(researcher).await.status, 401);
        let again = json!({"refreshToken": session["refreshToken"]});
        assert_eq!(app.post("/v1/sessions/_refresh").json(&again).await.status, 401);
        let refused = sign_in(&app, "an@voorbeeld.nl", PASSWORD, "researcher").await;
        assert_eq!(refused.code(), "session.hat_not_granted");
    }

    async fn who_acts_for_several_says_for_which(app: TestApp) {
        let admin = administrator(&app).await;
        let an = somebody(&app, "an@voorbeeld.nl").await;
        let providers = app.get("/v1/providers?limit=2").await.json();
        let [first, second] = [0, 1].map(|at| providers["items"][at]["id"].clone());
        let path = format!("/v1/accounts/{an}/grants/organisation");
        for provider in [&first, &second] {
            let given = app.put(&path).json(&json!({"providerId": provider})).bearer(&admin).await;
            assert_eq!(given.status, 200, "{}", given.text());
        }
        let mut shown = json!({"email": "an@voorbeeld.nl", "password": PASSWORD, "hat": "organisation"});
        let which = app.post("/v1/sessions").json(&shown).await;
        assert_eq!((which.status, which.code().as_str()), (400, "session.scope_required"));
        shown["providerId"] = second.clone();
        let session = app.post("/v1/sessions").json(&shown).await.json();
        assert_eq!(session["providerId"], second);
        let again = json!({"refreshToken": session["refreshToken"]});
        assert_eq!(app.post("/v1/sessions/_refresh").json(&again).await.json()["providerId"], second);
        shown["providerId"] = first.clone();
        let other = app.post("/v1/sessions").json(&shown).await.json();

        let list = app.get("/v1/grants?hat=organisation").bearer(&admin).await.json();
        let gone = list["items"].as_array().expect("items").iter().find(|it| it["providerId"] == first).expect("a hat");
        let path = format!("/v1/grants/{}", gone["id"].as_str().expect("an id"));
        assert_eq!(app.delete(&path).bearer(&admin).await.status, 204);
        for (session, status) in [(&other, 401), (&session, 200)] {
            let token = session["accessToken"].as_str().expect("a token");
            assert_eq!(app.get("/v1/me").bearer(token).await.status, status);
        }
    }

    async fn a_municipality_is_one_that_there_is(app: TestApp) {
        let admin = administrator(&app).await;
        let an = somebody(&app, "an@voorbeeld.nl").await;
        let path = format!("/v1/accounts/{an}/grants/municipality");
        for (code, wrong) in [(None, "grant.municipality_required"), (Some("Groningen"), "grant.municipality_unknown")] {
            let refused = app.put(&path).json(&json!({"municipalityCode": code})).bearer(&admin).await;
            assert_eq!(refused.faults()[0].1, wrong);
        }
        let nowhere = app.put(&path).json(&json!({"municipalityCode": "GM9999"})).bearer(&admin).await;
        assert_eq!((nowhere.status, nowhere.code().as_str()), (400, "grant.municipality_unknown"));
        assert_eq!(app.put(&path).json(&json!({"municipalityCode": "GM0014"})).bearer(&admin).await.status, 200);
        let worn = token(&app, "an@voorbeeld.nl", "municipality").await;
        let me = app.get("/v1/me").bearer(&worn).await.json();
        assert_eq!((&me["hat"], &me["municipalityCode"]), (&json!("municipality"), &json!("GM0014")));
    }
}
