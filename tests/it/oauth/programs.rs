//! Looking after programs, at both doors.

use chrono::TimeDelta;
use entities::{audit_entries, oauth_secrets};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{Made, access, made, of, token, why};
use crate::intake::{editors, one};

const CREATE: &str = "mutation($input: ApiClientCreateInput!) { apiClientCreate(input: $input) \
    { secret client { id uuid providerId name scopes hasKeys previousSecretEndsAt } } }";
const ROTATE: &str = "mutation($input: ApiClientRotateInput!) { apiClientRotate(input: $input) \
    { secret client { previousSecretEndsAt } } }";
const END: &str = "mutation($input: ApiClientEndInput!) { apiClientEnd(input: $input) { id } }";

/// Whether the API lets a token of a program's in.
async fn lets_in(app: &TestApp, token: &str) -> bool {
    let answer = app.get("/v1/pushes").bearer(token).await;
    assert!([200, 401].contains(&answer.status), "{}", answer.text());
    answer.status == 200
}

on_both! {
    async fn a_program_pushes_and_reads_for_its_provider_and_does_nothing_else(app: TestApp) {
        let [one, two] = editors(&app).await;
        let made = made(&app, &one.token, json!({})).await;
        let bearer = access(&token(&app, &made).await);
        let rows = json!({"rows": [{"externalId": "k-1", "title": "Koppelen"}]});
        let push = app.post("/v1/pushes").json(&rows).header("Idempotency-Key", "k").bearer(&bearer).await;
        assert_eq!(push.status, 201, "{}", push.text());
        let receipt = push.json();
        let course = receipt["rows"][0]["courseId"].as_str().expect("a course");
        let course = app.get(&format!("/v1/courses/{course}")).await.json();
        assert_eq!(course["providerId"], one.provider.as_str());
        let list = app.graphql("{ pushes { nodes { uuid } } }", json!({})).bearer(&bearer).await.data();
        assert_eq!(list["pushes"]["nodes"][0]["uuid"], receipt["pushId"]);
        // The editor sees what the program pushed, and another organisation does not.
        let path = format!("/v1/pushes/{}/receipt", receipt["pushId"].as_str().expect("an id"));
        assert_eq!(app.get(&path).bearer(&one.token).await.status, 200);
        assert_eq!(app.get(&path).bearer(&two.token).await.status, 404);
        for path in ["/v1/me", "/v1/courses/_own", "/v1/drafts", "/v1/api-clients", "/v1/rooms"] {
            assert_eq!(app.get(path).bearer(&bearer).await.status, 401, "{path}");
        }
        let acts = audit_entries::Entity::find().all(app.backend.reader()).await.expect("acts");
        let pushed = acts.iter().find(|entry| entry.act == "push.create").expect("a push");
        assert_eq!(pushed.actor_id, None);
        assert_eq!(pushed.detail, Some(format!("provider {} client {}", one.provider, made.id)));
    }

    async fn a_scope_that_was_not_given_is_missed_at_both_doors(app: TestApp) {
        let editor = one(&app).await;
        let reads = made(&app, &editor.token, json!({"scopes": ["pushes:read"]})).await;
        let reads = access(&token(&app, &reads).await);
        let rows = json!({"rows": [{"externalId": "k-1", "title": "Koppelen"}]});
        let ask = app.post("/v1/pushes").json(&rows).header("Idempotency-Key", "k");
        let refused = ask.bearer(&reads).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "push.scope_missing"));
        let writes = made(&app, &editor.token, json!({"scopes": ["pushes:write"]})).await;
        let writes = access(&token(&app, &writes).await);
        assert_eq!(app.get("/v1/pushes").bearer(&writes).await.code(), "push.scope_missing");
        let refused = app.graphql("{ pushes { nodes { uuid } } }", json!({})).bearer(&writes).await;
        assert_eq!(refused.code(), "push.scope_missing");
    }

    async fn both_doors_make_list_and_end_the_same_programs(app: TestApp) {
        let editor = one(&app).await;
        let input = json!({"input": {"name": "Agenda", "scopes": ["PUSHES_READ", "PUSHES_READ"]}});
        let made = app.graphql(CREATE, input).bearer(&editor.token).await.data()["apiClientCreate"].clone();
        let id = made["client"]["uuid"].as_str().expect("an id");
        assert_eq!(made["client"]["scopes"], json!(["PUSHES_READ"]));
        let list = app.get("/v1/api-clients").bearer(&editor.token).await.json();
        assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(list["items"][0]["id"], id);
        assert_eq!(list["items"][0]["scopes"], json!(["pushes:read"]));
        assert!(!list.to_string().contains("secret\""), "{list}");
        let query = "query($id: ID!) { apiClient(id: $id) { uuid name } }";
        let found = app.graphql(query, json!({"id": made["client"]["id"]})).bearer(&editor.token).await.data();
        assert_eq!(found["apiClient"], json!({"uuid": id, "name": "Agenda"}));
        let ended = app.graphql(END, json!({"input": {"id": made["client"]["id"]}})).bearer(&editor.token).await.data();
        assert_eq!(ended["apiClientEnd"]["id"], made["client"]["id"]);
        let path = format!("/v1/api-clients/{id}");
        assert_eq!(app.get(&path).bearer(&editor.token).await.code(), "api_client.not_found");
        assert_eq!(app.get("/v1/api-clients").bearer(&editor.token).await.json()["items"], json!([]));
    }

    async fn a_secret_is_kept_as_a_digest_and_both_serve_for_a_week(app: TestApp) {
        let editor = one(&app).await;
        let old = made(&app, &editor.token, json!({})).await;
        let kept = oauth_secrets::Entity::find().all(app.backend.reader()).await.expect("secrets");
        assert!(kept.iter().all(|row| !old.secret.contains(&row.digest) && row.digest.len() == 43));
        let path = format!("/v1/api-clients/{}/_rotate", old.id);
        let answer = app.post(&path).json(&json!({})).bearer(&editor.token).await;
        let rotated = answer.json();
        let new = of(&rotated);
        assert_ne!(new.secret, old.secret);
        assert_eq!(rotated["client"]["previousSecretEndsAt"], "2026-12-02T09:00:00Z");
        app.advance(TimeDelta::days(7) - TimeDelta::minutes(4));
        let last = token(&app, &old).await;
        // A token had with it ends with it.
        assert_eq!(last.json()["expires_in"], 240);
        assert_eq!(token(&app, &new).await.json()["expires_in"], 600);
        app.advance(TimeDelta::minutes(4));
        assert!(!lets_in(&app, &access(&last)).await);
        let refused = token(&app, &old).await;
        assert_eq!((refused.status, why(&refused).as_str()), (401, "invalid_client"));
        assert_eq!(token(&app, &new).await.status, 200);
    }

    async fn what_is_ended_or_rotated_at_once_works_no_more_on_any_node(app: TestApp) {
        let editor = one(&app).await;
        let other = app.node().await;
        let [first, second] = [
            made(&app, &editor.token, json!({})).await,
            made(&app, &editor.token, json!({})).await,
        ];
        let [a, b] = [access(&token(&app, &first).await), access(&token(&other, &second).await)];
        assert!(lets_in(&other, &a).await && lets_in(&app, &b).await);

        let path = format!("/v1/api-clients/{}", first.id);
        assert_eq!(app.delete(&path).bearer(&editor.token).await.status, 204);
        let id = json!({"input": {"id": global(&second), "atOnce": true}});
        let rotated = app.graphql(ROTATE, id).bearer(&editor.token).await.data()["apiClientRotate"].clone();
        other.backend.catch_up().await.expect("it hears");
        for node in [&app, &other] {
            assert!(!lets_in(node, &a).await && !lets_in(node, &b).await);
            assert_eq!(why(&token(node, &first).await), "invalid_client");
            assert_eq!(why(&token(node, &second).await), "invalid_client");
        }
        let new = Made { id: second.id.clone(), secret: rotated["secret"].as_str().expect("a secret").to_owned() };
        let c = access(&token(&other, &new).await);
        assert!(lets_in(&app, &c).await);
        // A node that starts now knows too.
        let late = app.node().await;
        assert!(!lets_in(&late, &a).await && !lets_in(&late, &b).await && lets_in(&late, &c).await);
        late.leave().await;
        other.leave().await;
    }

    async fn another_organisations_program_does_not_exist_and_an_administrator_sees_all(app: TestApp) {
        let [one, two] = editors(&app).await;
        let made = made(&app, &one.token, json!({})).await;
        let path = format!("/v1/api-clients/{}", made.id);
        let none = "/v1/api-clients/00000000-0000-4000-8000-000000000009".to_owned();
        let mut told = Vec::new();
        for path in [&path, &none] {
            let (answer, statements) = app.counted(app.get(path).bearer(&two.token)).await;
            told.push((answer.status, answer.code(), statements > 0));
            for ask in [app.delete(path), app.post(&format!("{path}/_rotate")).json(&json!({}))] {
                assert_eq!(ask.bearer(&two.token).await.code(), "api_client.not_found");
            }
        }
        assert_eq!(told[0], told[1]);
        let admin = sign_in_admin(&app).await;
        assert_eq!(app.get(&path).bearer(&admin).await.json()["providerId"], one.provider.as_str());
        let wish = json!({"name": "Van buiten", "scopes": ["pushes:read"], "providerId": two.provider});
        let by_admin = app.post("/v1/api-clients").json(&wish).bearer(&admin).await;
        assert_eq!(by_admin.json()["client"]["providerId"], two.provider.as_str());
        let unsaid = json!({"name": "Van buiten", "scopes": ["pushes:read"]});
        let refused = app.post("/v1/api-clients").json(&unsaid).bearer(&admin).await;
        assert_eq!(refused.faults()[0], ("/providerId".to_owned(), "api_client.bad_provider".to_owned()));
    }

    async fn all_that_is_wrong_with_a_program_is_told_at_once(app: TestApp) {
        let [one, two] = editors(&app).await;
        let wish = json!({"name": " ", "scopes": [], "providerId": two.provider, "jwks": {"keys": [{"kty": "oct", "k": "AAAA"}]}});
        let rest = app.post("/v1/api-clients").json(&wish).bearer(&one.token).await;
        let input = json!({"input": {"name": " ", "scopes": [], "providerId": two.provider, "jwks": "[]"}});
        let graphql = app.graphql(CREATE, input).bearer(&one.token).await;
        let codes = |faults: Vec<(String, String)>| faults.into_iter().map(|(_, code)| code).collect::<Vec<_>>();
        let wanted = ["text.empty", "api_client.no_scope", "api_client.bad_provider", "api_client.bad_keys"];
        assert_eq!(codes(rest.faults()), wanted);
        assert_eq!(codes(graphql.faults()), wanted);
        for _ in 0..20 {
            made(&app, &one.token, json!({})).await;
        }
        let wish = json!({"name": "Te veel", "scopes": ["pushes:read"]});
        let refused = app.post("/v1/api-clients").json(&wish).bearer(&one.token).await;
        assert_eq!((refused.status, refused.code().as_str()), (409, "api_client.too_many"));
    }

    async fn what_is_over_is_forgotten_and_acts_are_written_down(app: TestApp) {
        let editor = one(&app).await;
        let made = made(&app, &editor.token, json!({})).await;
        let path = format!("/v1/api-clients/{}", made.id);
        app.post(&format!("{path}/_rotate")).json(&json!({"atOnce": true})).bearer(&editor.token).await;
        app.delete(&path).bearer(&editor.token).await;
        app.advance(TimeDelta::days(2));
        pijler::domains::oauth::service::tend(&app.backend).await.expect("it is swept");
        let left = oauth_secrets::Entity::find().all(app.backend.reader()).await.expect("secrets");
        assert!(left.is_empty());
        let acts = audit_entries::Entity::find().all(app.backend.reader()).await.expect("acts");
        let mut acts: Vec<_> = acts.iter().filter(|entry| entry.subject == format!("api_client:{}", made.id)).map(|entry| entry.act.as_str()).collect();
        acts.sort_unstable();
        assert_eq!(acts, ["api_client.create", "api_client.end", "api_client.rotate"]);
    }
}

pub fn global(made: &Made) -> Value {
    let id = made.id.parse().expect("an id");
    json!(pijler::kernel::id::global("ApiClient", id).to_string())
}

/// The administrator that there is, signed in again.
async fn sign_in_admin(app: &TestApp) -> String {
    crate::intake::token(app, "beheer@voorbeeld.nl", "administrator").await
}
