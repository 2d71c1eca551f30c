//! An organisation knows of its own pushes, and changes its own offer.

use pijler::kernel::id;
use serde_json::{Value, json};
use tests::on_both;

use super::{Editor, editors, outcomes, row, text, token};

const NOBODYS: &str = "00000000-0000-7000-8000-000000000009";

on_both! {
    async fn an_organisation_sees_its_own_pushes_alone(app: TestApp) {
        let [first, second] = editors(&app).await;
        let pushed = first.push(&app, "1", &json!([row("thuis")])).await;
        let newer = first.push(&app, "2", &json!([row("nu")])).await;
        let id = text(&pushed.json()["pushId"]);
        let listed = first.read(&app, "/v1/pushes?limit=1").await.json();
        assert_eq!(listed["items"][0]["id"], newer.json()["pushId"]);
        let next = format!("/v1/pushes?cursor={}", text(&listed["nextCursor"]));
        assert_eq!(first.read(&app, &next).await.json()["items"][0]["id"], id);
        let one = first.read(&app, &format!("/v1/pushes/{id}")).await;
        assert_eq!((one.status, &one.json()["totals"]["created"]), (200, &json!(1)));

        assert_eq!(second.read(&app, "/v1/pushes").await.json()["items"], json!([]));
        for path in ["/v1/pushes/{id}", "/v1/pushes/{id}/receipt"] {
            let mut bodies = Vec::new();
            for id in [id.as_str(), NOBODYS] {
                let refused = second.read(&app, &path.replace("{id}", id)).await;
                assert_eq!((refused.status, refused.code().as_str()), (404, "push.not_found"));
                let mut body = refused.json();
                body.as_object_mut().expect("a problem").remove("traceId");
                bodies.push(body);
            }
            assert_eq!(bodies[0], bodies[1]);
        }
        let asked = "query($id: ID!) { push(id: $id) { receipt { totals { sent } } } pushes { nodes { id } } }";
        for (editor, found) in [(&first, json!({"receipt": {"totals": {"sent": 1}}})), (&second, Value::Null)] {
            let global = id::global("Push", id.parse().expect("an id"));
            let answer = app.graphql(asked, json!({"id": global.as_str()})).bearer(&editor.token).await.data();
            assert_eq!(answer["push"], found);
            assert_eq!(answer["pushes"]["nodes"].as_array().expect("pushes").is_empty(), found.is_null());
        }
    }

    async fn anothers_course_is_not_touched_and_not_learnt_of(app: TestApp) {
        let [first, second] = editors(&app).await;
        let own = first.push(&app, "1", &json!([row("thuis")])).await.json();
        let path = format!("/v1/courses/{}", text(&own["rows"][0]["courseId"]));
        let before = app.get(&path).await;
        let dates = app.get(&format!("{path}/editions")).await;

        // Nothing tells a key that another has from one that nobody has.
        let sent = json!([{"externalId": "thuis", "title": "Gekaapt", "editions": []}, {"externalId": "vrij", "title": "Vrij", "editions": []}]);
        for dry_run in [true, false] {
            let ask = second.send(&app, "1").json(&json!({"rows": sent, "dryRun": dry_run}));
            let answer = ask.await;
            assert_eq!(outcomes(&answer), ["created", "created"]);
            let rows = answer.json()["rows"].clone();
            assert_eq!(rows[0]["messages"], rows[1]["messages"]);
            assert_ne!(rows[0]["courseId"], own["rows"][0]["courseId"]);
        }
        assert_eq!(app.get(&path).await.bytes, before.bytes);
        assert_eq!(app.get(&format!("{path}/editions")).await.bytes, dates.bytes);
        // The same key of another organisation is another key.
        assert_eq!(first.push(&app, "1", &json!([row("thuis")])).await.json(), own);
    }

    async fn whoever_may_not_push_is_told_before_the_rows_are_read(app: TestApp) {
        let [first, _] = editors(&app).await;
        let parent = Editor { token: token(&app, "een@voorbeeld.nl", "parent").await, ..first };
        let junk = parent.send(&app, "1").body("text/plain", "x").await;
        assert_eq!((junk.status, junk.code().as_str()), (403, "push.not_organisation"));
        let nobody = app.post("/v1/pushes").body("text/plain", "x").await;
        assert_eq!((nobody.status, nobody.code().as_str()), (401, "session.required"));
        assert_eq!(parent.ask(&app, json!({"idempotencyKey": "", "rows": []})).await.code(), "push.not_organisation");
        assert_eq!(parent.read(&app, "/v1/pushes").await.code(), "push.not_organisation");
    }
}
