//! Organisations find their way in: applying, claiming, and what an administrator says.

use entities::audit_entries;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use tests::{Answer, Ask, TestApp, on_both};

use crate::identity::{administrator, somebody};
use crate::intake::{editors, row, text, token};
use crate::rows::dump;

const NOBODYS: &str = "00000000-0000-4000-8000-000000000009";

/// Somebody with an account: a token.
async fn applicant(app: &TestApp, name: &str) -> String {
    let email = format!("{name}@voorbeeld.nl");
    somebody(app, &email).await;
    token(app, &email, "parent").await
}

/// An application that nothing is wrong with.
fn wish() -> Value {
    json!({"name": "Stichting Thuis", "kind": "association", "website": "https://thuis.example",
        "reason": "Ik werk er; zie https://thuis.example/over-ons"})
}

fn claim() -> Value {
    json!({"website": "https://nieuw.example", "reason": "Ik ben er trainer."})
}

fn apply(app: &TestApp, token: &str) -> Ask {
    app.post("/v1/providers/_apply").json(&wish()).bearer(token)
}

async fn decide(app: &TestApp, token: &str, id: &str, act: &str) -> Answer {
    let ask = app.post(&format!("/v1/provider-applications/{id}/{act}"));
    let ask = match act {
        "_refuse" => ask.json(&json!({"reason": "We konden je niet bereiken."})),
        _ => ask,
    };
    ask.bearer(token).await
}

on_both! {
    async fn who_is_verified_acts_for_an_organisation_of_their_own(app: TestApp) {
        let admin = administrator(&app).await;
        let an = applicant(&app, "an").await;
        let made = apply(&app, &an).await;
        assert_eq!((made.status, &made.json()["state"]), (201, &json!("waiting")), "{}", made.text());
        let id = text(&made.json()["id"]);
        assert_eq!(made.header("location"), format!("/v1/provider-applications/{id}"));
        assert_eq!(app.get("/v1/providers/stichting-thuis").await.status, 404);
        let queue = app.get("/v1/provider-applications?state=waiting").bearer(&admin).await.json();
        assert_eq!(queue["items"], json!([made.json()]));

        let verified = decide(&app, &admin, &id, "_verify").await;
        assert_eq!((verified.status, &verified.json()["state"]), (200, &json!("verified")), "{}", verified.text());
        assert!(!verified.header("catalogue-version").is_empty());
        let provider = app.get("/v1/providers/stichting-thuis").await.json();
        assert_eq!(provider["id"], verified.json()["providerId"]);
        assert_eq!((&provider["name"], &provider["source"]), (&json!("Stichting Thuis"), &json!("hand")));
        assert_eq!(app.get(&format!("/v1/provider-applications/{id}")).bearer(&an).await.json(), verified.json());
        let editor = token(&app, "an@voorbeeld.nl", "organisation").await;
        let push = app.post("/v1/pushes").json(&json!({"rows": [row("een")]}));
        let pushed = push.header("Idempotency-Key", "een").bearer(&editor).await;
        let course = app.get(&format!("/v1/courses/{}", text(&pushed.json()["rows"][0]["courseId"]))).await.json();
        assert_eq!(course["providerId"], provider["id"]);
        let acts = audit_entries::Entity::find().all(app.backend.reader()).await.expect("acts");
        let acts: Vec<_> = acts.iter().map(|act| act.act.as_str()).collect();
        assert!(acts.contains(&"application.verify") && acts.contains(&"account.grant"));
        for act in ["_verify", "_refuse"] {
            assert_eq!(decide(&app, &admin, &id, act).await.code(), "application.decided");
        }
        // Whoever acts for one organisation does not apply for another.
        assert_eq!(apply(&app, &an).await.code(), "application.has_organisation");
    }

    async fn what_stands_here_from_public_sources_is_claimed_once(app: TestApp) {
        let admin = administrator(&app).await;
        let [an, bo] = [applicant(&app, "an").await, applicant(&app, "bo").await];
        let providers = app.get("/v1/providers?limit=1").await.json();
        let provider = providers["items"][0].clone();
        let path = format!("/v1/providers/{}/_claim", text(&provider["slug"]));
        let first = app.post(&path).json(&claim()).bearer(&an).await;
        assert_eq!((first.status, &first.json()["providerId"]), (201, &provider["id"]), "{}", first.text());
        assert_eq!((&first.json()["name"], &first.json()["kind"]), (&Value::Null, &Value::Null));
        let query = "mutation($id: ID!) { providerClaim(input: {providerId: $id, website: \"https://nieuw.example\", reason: \"Ik ook.\"}) { application { id uuid state } } }";
        let second = app.graphql(query, json!({"id": provider["id"]})).bearer(&bo).await.data();
        let second = second["providerClaim"]["application"].clone();
        assert_eq!(second["state"], "WAITING");

        assert_eq!(decide(&app, &admin, &text(&first.json()["id"]), "_verify").await.status, 200);
        let after = app.get(&format!("/v1/providers/{}", text(&provider["slug"]))).await.json();
        assert_eq!((&after["source"], &after["id"], &after["slug"]), (&json!("hand"), &provider["id"], &provider["slug"]));
        if provider["website"].is_string() {
            assert_eq!(after["website"], provider["website"]);
        }
        let mutation = "mutation($id: ID!) { providerApplicationVerify(input: {id: $id}) { application { state } } }";
        let late = app.graphql(mutation, json!({"id": second["id"]})).bearer(&admin).await;
        assert_eq!(late.code(), "application.not_claimable");
        let refuse = "mutation($id: ID!) { providerApplicationRefuse(input: {id: $id, reason: \"An was eerder.\"}) { application { state answer } } }";
        let refused = app.graphql(refuse, json!({"id": second["id"]})).bearer(&admin).await.data();
        assert_eq!(refused["providerApplicationRefuse"]["application"], json!({"state": "REFUSED", "answer": "An was eerder."}));
        let again = app.post(&path).json(&claim()).bearer(&bo).await;
        assert_eq!((again.status, again.code()), (409, "application.not_claimable".to_owned()));
        assert_eq!(app.post("/v1/providers/geen/_claim").json(&claim()).bearer(&bo).await.code(), "provider.not_found");
        // Its courses are its own to keep.
        let editor = token(&app, "an@voorbeeld.nl", "organisation").await;
        assert_eq!(app.get("/v1/courses/_own").bearer(&editor).await.status, 200);
    }

    async fn nobody_comes_beside_who_was_given_the_role_already(app: TestApp) {
        let [editor, _] = editors(&app).await;
        let admin = token(&app, "beheer@voorbeeld.nl", "administrator").await;
        let bo = applicant(&app, "bo").await;
        let path = format!("/v1/providers/{}/_claim", editor.provider);
        let made = app.post(&path).json(&claim()).bearer(&bo).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let id = text(&made.json()["id"]);
        assert_eq!(decide(&app, &admin, &id, "_verify").await.code(), "application.not_claimable");
        assert_eq!(decide(&app, &admin, &id, "_refuse").await.status, 200);
    }

    async fn one_application_waits_at_a_time_and_is_taken_back(app: TestApp) {
        administrator(&app).await;
        let an = applicant(&app, "an").await;
        let first = apply(&app, &an).header("Idempotency-Key", "een").await;
        let same = apply(&app, &an).header("Idempotency-Key", "een").await;
        assert_eq!((same.status, &same.json()["id"]), (201, &first.json()["id"]));
        assert_eq!(apply(&app, &an).await.code(), "application.waits");
        let path = format!("/v1/provider-applications/{}", text(&first.json()["id"]));
        assert_eq!(app.delete(&path).bearer(&an).await.status, 204);
        assert_eq!(app.get(&path).bearer(&an).await.code(), "application.not_found");
        assert!(dump(&app).await["provider_applications"].is_empty());
        let create = "mutation($input: ProviderApplyInput!) { providerApply(input: $input) { application { id name } } }";
        let made = app.graphql(create, json!({"input": wish()})).bearer(&an).await.data();
        let id = made["providerApply"]["application"]["id"].clone();
        let own = app.graphql("{ providerApplications { nodes { id } } }", json!({})).bearer(&an).await.data();
        assert_eq!(own["providerApplications"]["nodes"], json!([{"id": id}]));
        let back = app.graphql("mutation($id: ID!) { providerApplicationDelete(input: {id: $id}) { id } }", json!({"id": id}));
        assert_eq!(back.bearer(&an).await.data()["providerApplicationDelete"]["id"], id);
    }

    async fn everything_that_is_wrong_with_an_application_is_named(app: TestApp) {
        let an = applicant(&app, "an").await;
        let wrong = json!({"name": " ", "kind": "circus", "website": "thuis", "reason": ""});
        let refused = app.post("/v1/providers/_apply").json(&wrong).bearer(&an).await;
        let mut faults = refused.faults();
        faults.sort();
        let wanted = [("/kind", "application.unknown_kind"), ("/name", "text.empty"), ("/reason", "text.empty"), ("/website", "application.bad_address")];
        assert_eq!((refused.status, faults), (400, wanted.map(|(place, code)| (place.to_owned(), code.to_owned())).to_vec()));
        let graphql = "mutation($input: ProviderApplyInput!) { providerApply(input: $input) { application { id } } }";
        let refused = app.graphql(graphql, json!({"input": wrong})).bearer(&an).await;
        assert_eq!(refused.faults().len(), 4);
    }

    async fn an_application_is_known_to_the_applicant_and_administrators(app: TestApp) {
        let admin = administrator(&app).await;
        let [an, bo] = [applicant(&app, "an").await, applicant(&app, "bo").await];
        let id = text(&apply(&app, &an).await.json()["id"]);
        let path = |id: &str| format!("/v1/provider-applications/{id}");
        assert_eq!(app.get(&path(&id)).await.code(), "session.required");
        let shape = |answer: Answer| {
            let mut body = answer.json();
            body.as_object_mut().expect("a problem").remove("traceId");
            (answer.status, body)
        };
        let hidden = shape(app.get(&path(&id)).bearer(&bo).await);
        assert_eq!((hidden.0, &hidden.1["code"]), (404, &json!("application.not_found")));
        assert_eq!(hidden, shape(app.get(&path(NOBODYS)).bearer(&bo).await));
        let kept = shape(app.delete(&path(&id)).bearer(&bo).await);
        assert_eq!(kept, shape(app.delete(&path(NOBODYS)).bearer(&bo).await));
        for act in ["_verify", "_refuse"] {
            for id in [id.as_str(), NOBODYS] {
                let refused = decide(&app, &bo, id, act).await;
                assert_eq!((refused.status, refused.code()), (403, "application.not_administrator".to_owned()));
            }
        }
        assert_eq!(app.get("/v1/provider-applications").bearer(&bo).await.json()["items"], json!([]));
        // That somebody applied keeps nobody else from doing so.
        assert_eq!(apply(&app, &bo).await.status, 201);
        let all = app.get("/v1/provider-applications").bearer(&admin).await;
        assert_eq!((all.json()["items"].as_array().map(Vec::len), all.header("cache-control").as_str()), (Some(2), "no-store"));
        // An administrator decides, and takes back nobody's.
        assert_eq!(app.delete(&path(&id)).bearer(&admin).await.code(), "application.not_yours");
        let refused = decide(&app, &admin, &id, "_refuse").await;
        assert_eq!((refused.status, &refused.json()["answer"]), (200, &json!("We konden je niet bereiken.")));
        assert_eq!(app.get(&path(&id)).bearer(&an).await.json()["answer"], refused.json()["answer"]);
        assert_eq!(apply(&app, &an).await.status, 201);
    }
}
