//! A draft is known to its organisation and to administrators, and to nobody else.

use serde_json::{Value, json};
use tests::{Ask, TestApp, on_both};

use super::{global, reviewer, whole};
use crate::identity::somebody;
use crate::intake::{editors, row, text, token};
use crate::rows::{digits, dump};

const NOBODYS: &str = "00000000-0000-7000-8000-000000000009";

/// What of an answer could tell one from another, with what it cost.
async fn shape(app: &TestApp, ask: Ask) -> (u16, Value, usize) {
    let (answer, cost) = app.counted(ask).await;
    let mut body = answer.json();
    if let Some(body) = body.as_object_mut() {
        body.remove("traceId");
    }
    (answer.status, body, cost)
}

on_both! {
    async fn another_organisation_is_answered_as_if_there_were_no_draft(app: TestApp) {
        let [first, second] = editors(&app).await;
        let draft = text(&first.begins(&app, &whole("Stil plan")).await["id"]);
        let waiting = first.submits(&app, &whole("Stil plan twee")).await;

        for id in [&draft, &waiting] {
            let path = |id: &str| format!("/v1/drafts/{id}");
            let read = |id: &str| app.get(&path(id)).bearer(&second.token);
            let seen = shape(&app, read(id)).await;
            assert_eq!((seen.0, &seen.1["code"]), (404, &json!("draft.not_found")));
            assert_eq!(seen, shape(&app, read(NOBODYS)).await);
            let thrown = |id: &str| app.delete(&path(id)).bearer(&second.token);
            assert_eq!(shape(&app, thrown(id)).await, shape(&app, thrown(NOBODYS)).await);
            // Neither the right revision nor a wrong one tells anything.
            for from in [1, 2, 9] {
                let body = json!({"ifRevision": from, "content": {}});
                let put = |id: &str| app.put(&path(id)).json(&body).bearer(&second.token);
                assert_eq!(shape(&app, put(id)).await, shape(&app, put(NOBODYS)).await);
                for act in ["_submit", "_retract", "_approve"] {
                    let step = |id: &str| app.post(&format!("{}/{act}", path(id)))
                        .json(&json!({"ifRevision": from})).bearer(&second.token);
                    let seen = shape(&app, step(id)).await;
                    assert!(seen.0 == 404 || act == "_approve" && seen.0 == 403);
                    assert_eq!(seen, shape(&app, step(NOBODYS)).await, "{act}");
                }
            }
            let query = "query($id: ID!) { draft(id: $id) { title } node(id: $id) { id } drafts { nodes { uuid } totalCount } }";
            let ask = |id: &str| app.graphql(query, json!({"id": global(id)})).bearer(&second.token);
            let seen = shape(&app, ask(id)).await;
            assert_eq!(seen.1["data"], json!({"draft": null, "node": null, "drafts": {"nodes": [], "totalCount": null}}));
            assert_eq!(seen, shape(&app, ask(NOBODYS)).await);
        }
        assert_eq!(second.read(&app, "/v1/drafts").await.json()["items"], json!([]));
        let admin = reviewer(&app).await;
        let all = app.get("/v1/drafts").bearer(&admin).await.json();
        assert_eq!(all["items"].as_array().map(Vec::len), Some(2));
    }

    async fn the_public_learns_nothing_of_a_draft(app: TestApp) {
        let [first, second] = editors(&app).await;
        let paths = [
            "/v1/courses?limit=100", "/v1/courses?q=geheimplan", "/v1/search?q=geheimplan", "/v1/courses/geheimplan",
            "/v1/courses/_changes?limit=100", "/v1/supply?by=topic", "/v1/providers?limit=100",
        ];
        let mut before = Vec::new();
        for path in paths {
            before.push(shape(&app, app.get(path)).await);
        }
        let position = app.parts.catalogue().now().position;
        let begun = first.begins(&app, &whole("Geheimplan")).await;
        first.submits(&app, &whole("Geheimplan")).await;
        for (path, before) in paths.iter().zip(before) {
            let after = shape(&app, app.get(path)).await;
            assert_eq!((after.0, &after.1), (before.0, &before.1), "{path}");
        }
        // Not even that something happened.
        assert_eq!(app.parts.catalogue().now().position, position);
        // Its title and its key are free to others.
        let mut sent = row("x");
        sent["externalId"] = begun["content"]["externalId"].clone();
        sent["title"] = json!("Geheimplan");
        let pushed = second.push(&app, "1", &json!([sent])).await.json();
        let course = app.get(&format!("/v1/courses/{}", text(&pushed["rows"][0]["courseId"]))).await.json();
        assert_eq!(course["slug"], "geheimplan");
    }

    async fn drafts_are_for_organisations_and_administrators(app: TestApp) {
        let [first, second] = editors(&app).await;
        let id = text(&first.begins(&app, &whole("Stil plan")).await["id"]);
        somebody(&app, "ouder@voorbeeld.nl").await;
        let parent = token(&app, "ouder@voorbeeld.nl", "parent").await;
        for there in [&id, NOBODYS] {
            let path = format!("/v1/drafts/{there}");
            let anonymous = app.get(&path).await;
            assert_eq!((anonymous.status, anonymous.code()), (401, "session.required".to_owned()));
            let closed = app.get(&path).bearer(&parent).await;
            assert_eq!((closed.status, closed.code()), (403, "draft.closed".to_owned()));
            let admin = reviewer(&app).await;
            let write = app.put(&path).json(&json!({"ifRevision": 1, "content": {}})).bearer(&admin).await;
            assert_eq!((write.status, write.code()), (403, "draft.not_author".to_owned()));
        }
        // A draft of a course is for who looks after the course.
        let pushed = first.push(&app, "1", &json!([row("thuis")])).await.json();
        let course = text(&pushed["rows"][0]["courseId"]);
        let begin = |course: &str| app.post("/v1/drafts").json(&json!({"courseId": course})).bearer(&second.token);
        let theirs = begin(&course).await;
        assert_eq!((theirs.status, theirs.code()), (403, "course.not_yours".to_owned()));
        app.post(&format!("/v1/courses/{course}/_withdraw")).json(&json!({"ifRevision": 1})).bearer(&first.token).await;
        assert_eq!(shape(&app, begin(&course)).await, shape(&app, begin(NOBODYS)).await);
    }

    async fn what_is_read_here_is_kept_nowhere_and_no_draft_names_who_wrote_it(app: TestApp) {
        let [first, _] = editors(&app).await;
        let me = app.get("/v1/me").bearer(&first.token).await.json();
        let account = digits(&text(&me["account"]["id"]));
        let begin = app.post("/v1/drafts").json(&whole("Stil plan")).header("Idempotency-Key", "een");
        let id = text(&begin.bearer(&first.token).await.json()["id"]);
        for path in ["/v1/drafts".to_owned(), format!("/v1/drafts/{id}")] {
            let read = first.read(&app, &path).await;
            assert_eq!((read.status, read.header("cache-control").as_str()), (200, "no-store"));
        }
        let rows = dump(&app).await;
        for table in ["course_drafts", "idempotency_keys"] {
            assert!(!rows[table].is_empty());
            assert!(rows[table].iter().all(|row| !row.contains(&account)), "{table}");
        }
    }
}
