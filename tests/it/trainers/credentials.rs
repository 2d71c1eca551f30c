//! What trainers completed: issued by who may, claimed and confirmed, refused and withdrawn.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Answer, TestApp, on_both};

use super::NAME;
use crate::intake::{Editor, editors, text, token};

/// Lets a provider issue credentials, or not.
async fn right(app: &TestApp, admin: &str, provider: &str, may: bool) {
    let path = format!("/v1/providers/{provider}/issuer-right");
    let answer = match may {
        true => app.put(&path).bearer(admin).await,
        false => app.delete(&path).bearer(admin).await,
    };
    assert_eq!(
        answer.status,
        if may { 200 } else { 204 },
        "{}",
        answer.text()
    );
}

async fn credit(app: &TestApp, by: &Editor, trainer: &str, body: Value) -> Answer {
    let ask = app.post(&format!("/v1/trainers/{trainer}/credentials"));
    ask.json(&body).bearer(&by.token).await
}

async fn step(app: &TestApp, by: &str, (id, act): (&str, &str), from: i64) -> Answer {
    let ask = app.post(&format!("/v1/trainer-credentials/{id}/{act}"));
    ask.json(&json!({"ifRevision": from})).bearer(by).await
}

/// What the public sees of a trainer's credentials.
async fn shown(app: &TestApp, trainer: &str) -> Value {
    app.get(&format!("/v1/trainers/{trainer}")).await.json()["credentials"].clone()
}

fn paper(issuer: &str) -> Value {
    json!({"issuerId": issuer, "title": "Training in trainingskwaliteiten", "reference": "TT-2026/7",
        "issuedOn": "2026-02-01", "validUntil": "2026-11-25"})
}

on_both! {
    async fn a_claim_is_not_confirmed_until_who_issued_it_says_so(app: TestApp) {
        let [employer, issuer] = editors(&app).await;
        let admin = token(&app, "beheer@voorbeeld.nl", "administrator").await;
        let id = text(&employer.trains(&app, json!({"name": NAME})).await["trainerId"]);
        let early = credit(&app, &employer, &id, paper(&issuer.provider)).await;
        assert_eq!((early.status, early.faults()), (400, vec![("/issuerId".to_owned(), "credential.not_an_issuer".to_owned())]));
        right(&app, &admin, &issuer.provider, true).await;
        assert_eq!(app.get(&format!("/v1/providers/{}", issuer.provider)).await.json()["issuesCredentials"], true);

        let claimed = credit(&app, &employer, &id, paper(&issuer.provider)).await;
        assert_eq!((claimed.status, &claimed.json()["state"]), (201, &json!("claimed")), "{}", claimed.text());
        let paper = text(&claimed.json()["credentialId"]);
        let public = shown(&app, &id).await;
        assert_eq!((&public[0]["confirmed"], &public[0]["validity"], &public[0]["reference"]), (&json!(false), &json!("valid"), &Value::Null));
        assert_eq!(public[0]["issuerId"], json!(issuer.provider));
        let waits = issuer.read(&app, "/v1/trainer-credentials?state=claimed").await.json();
        assert_eq!((&waits["items"][0]["credentialId"], &waits["items"][0]["reference"]), (&json!(paper), &json!("TT-2026/7")));
        let theirs = step(&app, &employer.token, (&paper, "_confirm"), 1).await;
        assert_eq!((theirs.status, theirs.code()), (403, "credential.not_issuer".to_owned()));
        let stale = step(&app, &issuer.token, (&paper, "_confirm"), 9).await;
        assert_eq!((stale.status, stale.code()), (412, "revision.stale".to_owned()));
        let confirmed = step(&app, &issuer.token, (&paper, "_confirm"), 1).await;
        assert_eq!((confirmed.status, &confirmed.json()["state"]), (200, &json!("issued")), "{}", confirmed.text());
        assert_eq!(shown(&app, &id).await[0]["confirmed"], true);
        let query = "query($id: ID!) { trainer(id: $id) { credentials { title issuer { uuid } confirmed validity } } }";
        let graphql = app.graphql(query, json!({"id": id})).await.data();
        assert_eq!(graphql["trainer"]["credentials"][0]["issuer"]["uuid"], json!(issuer.provider));
        let twice = step(&app, &issuer.token, (&paper, "_refuse"), 2).await;
        assert_eq!((twice.status, twice.code()), (409, "credential.wrong_state".to_owned()));

        // Who may not issue any more stands for nothing; another day ends it by itself.
        right(&app, &admin, &issuer.provider, false).await;
        assert_eq!(shown(&app, &id).await[0]["confirmed"], false);
        right(&app, &admin, &issuer.provider, true).await;
        app.advance(TimeDelta::days(1));
        assert_eq!(shown(&app, &id).await[0]["validity"], "expired");
        app.advance(TimeDelta::days(-1));
        let withdrawn = step(&app, &issuer.token, (&paper, "_withdraw"), 2).await;
        assert_eq!((withdrawn.status, &withdrawn.json()["state"]), (200, &json!("withdrawn")), "{}", withdrawn.text());
        assert_eq!(shown(&app, &id).await, json!([]));
    }

    async fn who_may_issue_does_so_to_their_own_and_to_who_is_named(app: TestApp) {
        let [employer, issuer] = editors(&app).await;
        let admin = token(&app, "beheer@voorbeeld.nl", "administrator").await;
        right(&app, &admin, &issuer.provider, true).await;
        let id = text(&employer.trains(&app, json!({"name": NAME})).await["trainerId"]);
        let mut own = paper(&issuer.provider);
        own.as_object_mut().expect("an object").remove("issuerId");
        let issued = credit(&app, &issuer, &id, own.clone()).await;
        assert_eq!((issued.status, &issued.json()["state"], &issued.json()["trainerName"]), (201, &json!("issued"), &json!(NAME)), "{}", issued.text());
        assert_eq!(shown(&app, &id).await[0]["confirmed"], true);
        // Whoever has no such right claims nothing of somebody else's trainer.
        let other = text(&issuer.trains(&app, json!({"name": "Van de uitgever"})).await["trainerId"]);
        let theirs = credit(&app, &employer, &other, paper(&issuer.provider)).await;
        assert_eq!((theirs.status, theirs.code()), (403, "trainer.not_yours".to_owned()));
        // Its own provider takes it down.
        let paper = text(&issued.json()["credentialId"]);
        let path = format!("/v1/trainer-credentials/{paper}");
        assert_eq!(app.delete(&path).bearer(&issuer.token).await.code(), "credential.not_employer");
        assert_eq!(app.delete(&path).bearer(&employer.token).await.status, 204);
        assert_eq!(shown(&app, &id).await, json!([]));
        assert_eq!(app.delete(&path).bearer(&employer.token).await.code(), "credential.not_found");
        let audit = crate::rows::dump(&app).await["audit_entries"].join("\n");
        for act in ["issuer_right.give", "credential.issue", "credential.delete", "trainer.create"] {
            assert!(audit.contains(act), "{act}");
        }
    }

    async fn an_issuer_does_not_learn_who_is_not_named(app: TestApp) {
        let [employer, issuer] = editors(&app).await;
        let admin = token(&app, "beheer@voorbeeld.nl", "administrator").await;
        right(&app, &admin, &issuer.provider, true).await;
        let hidden = employer.trains(&app, json!({"parentTrainer": true, "externalId": "P-7"})).await;
        let id = text(&hidden["trainerId"]);
        let claimed = credit(&app, &employer, &id, paper(&issuer.provider)).await.json();
        assert_eq!((&claimed["trainerId"], &claimed["trainerName"]), (&json!(id), &Value::Null));
        let waits = issuer.read(&app, "/v1/trainer-credentials").await;
        assert_eq!(waits.json()["items"][0]["trainerId"], Value::Null);
        assert!(!waits.text().contains(&id) && !waits.text().contains("P-7"), "{}", waits.text());
        let confirmed = step(&app, &issuer.token, (&text(&claimed["credentialId"]), "_confirm"), 1).await;
        assert_eq!((confirmed.status, confirmed.text().contains(&id)), (200, false));
        let direct = credit(&app, &issuer, &id, paper(&issuer.provider)).await;
        assert_eq!((direct.status, direct.code()), (404, "trainer.not_found".to_owned()));
        let query = "{ trainerCredentials(state: [ISSUED]) { nodes { trainerId trainerName reference } } }";
        let seen = app.graphql(query, json!({})).bearer(&issuer.token).await.data();
        assert_eq!(seen["trainerCredentials"]["nodes"], json!([{"trainerId": null, "trainerName": null, "reference": "TT-2026/7"}]));
        let refused = credit(&app, &employer, &id, paper(&issuer.provider)).await.json();
        let mutation = "mutation($id: ID!) { trainerCredentialRefuse(input: {credentialId: $id, ifRevision: 1}) { credential { state } } }";
        let refused = app.graphql(mutation, json!({"id": refused["credentialId"]})).bearer(&admin).await.data();
        assert_eq!(refused["trainerCredentialRefuse"]["credential"]["state"], "REFUSED");
    }

    async fn everything_that_is_wrong_with_a_credential_is_named(app: TestApp) {
        let [employer, _] = editors(&app).await;
        let id = text(&employer.trains(&app, json!({"name": NAME})).await["trainerId"]);
        let wrong = json!({"issuerId": "bestaat-niet", "title": " ", "reference": "Kwintijn Zwaluwnest", "issuedOn": "2027-01-01", "validUntil": "2026-01-01"});
        let refused = credit(&app, &employer, &id, wrong).await;
        let mut said = refused.faults();
        said.sort();
        let wanted = [
            ("/issuedOn", "credential.day_to_come"), ("/issuerId", "filter.unknown_value"), ("/reference", "credential.bad_reference"),
            ("/title", "text.empty"), ("/validUntil", "credential.ends_before_start"),
        ];
        assert_eq!((refused.status, said), (400, wanted.map(|(place, code)| (place.to_owned(), code.to_owned())).to_vec()));
        let parent = crate::identity::somebody(&app, "ouder@voorbeeld.nl").await;
        assert!(!parent.is_empty());
        let parent = token(&app, "ouder@voorbeeld.nl", "parent").await;
        let closed = app.get("/v1/trainer-credentials").bearer(&parent).await;
        assert_eq!((closed.status, closed.code()), (403, "trainer.closed".to_owned()));
        let path = format!("/v1/providers/{}/issuer-right", employer.provider);
        assert_eq!(app.put(&path).bearer(&employer.token).await.code(), "issuer_right.not_administrator");
    }
}
