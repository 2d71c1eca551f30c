//! How organisations look after webhooks, at both doors.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::on_both;

use super::{Receiver, act, deliver, hook, later, log, rewritten, shown};
use crate::intake::{Editor, editors, one, row, text};
use crate::oauth::{made, token};

const CREATE: &str = "mutation($input: WebhookCreateInput!) { webhookCreate(input: $input) { secret webhook { id uuid url events description enabled offSince failingSince previousSecretEndsAt revision createdAt updatedAt } } }";

on_both! {
    async fn both_doors_make_and_show_the_same(app: TestApp) {
        let editor = one(&app).await;
        let wish = json!({"url": "https://haak.voorbeeld.nl/pijler", "events": ["reviews.published", "push.finished", "push.finished"], "description": "Agenda"});
        let by_rest = app.post("/v1/webhooks").json(&wish).bearer(&editor.token).await;
        assert_eq!(by_rest.status, 201, "{}", by_rest.text());
        let webhook = by_rest.json()["webhook"].clone();
        assert_eq!(by_rest.header("location"), format!("/v1/webhooks/{}", text(&webhook["id"])));
        assert_eq!(webhook["events"], json!(["push.finished", "reviews.published"]));
        let secret = text(&by_rest.json()["secret"]);
        assert!(secret.starts_with("whsec_") && secret.len() == 50, "32 bytes in base64");
        let input = json!({"url": wish["url"], "events": ["REVIEWS_PUBLISHED", "PUSH_FINISHED"], "description": "Agenda"});
        let by_graphql = app.graphql(CREATE, json!({"input": input})).bearer(&editor.token).await.data();
        let mut other = by_graphql["webhookCreate"]["webhook"].clone();
        assert_ne!(by_graphql["webhookCreate"]["secret"], secret);
        for (name, value) in [("events", json!(["push.finished", "reviews.published"])), ("id", webhook["id"].clone())] {
            other[name] = value;
        }
        other.as_object_mut().expect("members").remove("uuid");
        other["offBecause"] = Value::Null;
        assert_eq!(other, webhook);
        let listed = editor.read(&app, "/v1/webhooks").await.json();
        assert_eq!(listed["items"].as_array().expect("items").len(), 2);
        // Nobody is shown a secret again.
        let id = text(&webhook["id"]);
        let read = editor.read(&app, &format!("/v1/webhooks/{id}")).await;
        assert_eq!(read.json(), webhook);
        assert!(!read.text().contains("whsec_"));
    }

    async fn every_fault_is_named_at_both_doors(app: TestApp) {
        let editor = one(&app).await;
        let long = "x".repeat(201);
        let wish = json!({"url": "https://10.0.0.1/", "events": [], "description": long});
        let by_rest = app.post("/v1/webhooks").json(&wish).bearer(&editor.token).await;
        let by_graphql = app.graphql(CREATE, json!({"input": wish})).bearer(&editor.token).await;
        let wanted = [("/url", "webhook.bad_url"), ("/events", "webhook.no_event"), ("/description", "text.too_long")];
        let wanted: Vec<_> = wanted.map(|(at, code)| (at.to_owned(), code.to_owned())).into();
        assert_eq!((by_rest.status, by_rest.faults()), (400, wanted.clone()));
        assert_eq!(by_graphql.faults(), wanted);
        let unknown = json!({"url": "https://haak.voorbeeld.nl/", "events": ["course.deleted"]});
        let refused = app.post("/v1/webhooks").json(&unknown).bearer(&editor.token).await;
        assert_eq!((refused.status, refused.faults()[0].0.as_str()), (400, "/events/0"));
    }

    async fn a_provider_has_ten_and_no_more(app: TestApp) {
        let [editor, other] = editors(&app).await;
        for _ in 0..10 {
            hook(&app, &editor, "https://haak.voorbeeld.nl/", &["push.finished"]).await;
        }
        let wish = json!({"url": "https://haak.voorbeeld.nl/", "events": ["push.finished"]});
        let refused = app.post("/v1/webhooks").json(&wish).bearer(&editor.token).await;
        assert_eq!((refused.status, refused.code().as_str()), (409, "webhook.too_many"));
        hook(&app, &other, "https://haak.voorbeeld.nl/", &["push.finished"]).await;
    }

    async fn what_changed_since_it_was_read_is_left_alone(app: TestApp) {
        let editor = one(&app).await;
        let hook = hook(&app, &editor, "https://haak.voorbeeld.nl/", &["push.finished"]).await;
        let after = rewritten(&app, &editor, &hook, json!({"enabled": false, "description": "Uit"})).await;
        assert_eq!((&after["revision"], &after["offBecause"], &after["description"]), (&json!(2), &json!("by_hand"), &json!("Uit")));
        let stale = json!({"ifRevision": 1, "url": after["url"], "events": after["events"], "enabled": true});
        let refused = app.put(&format!("/v1/webhooks/{}", hook.id)).json(&stale).bearer(&editor.token).await;
        assert_eq!((refused.status, refused.code().as_str()), (412, "revision.stale"));
        assert_eq!(shown(&app, &editor, &hook).await, after);
    }

    async fn switched_off_it_is_told_nothing_but_a_test(app: TestApp) {
        let editor = one(&app).await;
        let receiver = Receiver::start().await;
        let hook = hook(&app, &editor, &receiver.url(), &["push.finished"]).await;
        receiver.says([500]);
        editor.push(&app, "een", &json!([row("een")])).await;
        deliver(&app).await;
        rewritten(&app, &editor, &hook, json!({"enabled": false})).await;
        assert_eq!(log(&app, &editor, &hook).await[0]["failure"], "off");
        let test = act(&app, &editor, &format!("{}/_test", hook.id), json!({})).await;
        assert_eq!(test.status, 202);
        receiver.got();
        receiver.says([500]);
        assert_eq!(deliver(&app).await, 1);
        assert_eq!(receiver.got()[0].json()["type"], "webhook.test");
        // Once, and it says nothing of the webhook.
        let told = log(&app, &editor, &hook).await;
        assert_eq!((&told[0]["event"], &told[0]["status"], &told[0]["lastStatus"]), (&json!("webhook.test"), &json!("failed"), &json!(500)));
        app.advance(TimeDelta::minutes(1));
        assert_eq!(deliver(&app).await, 0);
    }

    async fn a_secret_is_made_anew_and_the_one_of_before_signs_on(app: TestApp) {
        let mut editor = one(&app).await;
        let receiver = Receiver::start().await;
        let hook = hook(&app, &editor, &receiver.url(), &["push.finished"]).await;
        let rotate = format!("{}/_rotate", hook.id);
        let test = format!("{}/_test", hook.id);
        let new = act(&app, &editor, &rotate, json!({})).await.json();
        assert_eq!(new["webhook"]["previousSecretEndsAt"], "2026-12-02T09:00:00Z");
        let new = text(&new["secret"]);
        act(&app, &editor, &test, json!({})).await;
        deliver(&app).await;
        let got = receiver.got().remove(0);
        assert_eq!(got.header("webhook-signature").split(' ').count(), 2);
        assert_eq!((got.signed_with(&hook.secret), got.signed_with(&new)), (1, 1));

        later(&app, &mut editor, TimeDelta::days(7)).await;
        act(&app, &editor, &test, json!({})).await;
        deliver(&app).await;
        let got = receiver.got().remove(0);
        assert_eq!((got.signed_with(&hook.secret), got.signed_with(&new)), (0, 1));
        assert!(shown(&app, &editor, &hook).await["previousSecretEndsAt"].is_null());

        let newest = text(&act(&app, &editor, &rotate, json!({"atOnce": true})).await.json()["secret"]);
        act(&app, &editor, &test, json!({})).await;
        deliver(&app).await;
        let got = receiver.got().remove(0);
        assert_eq!((got.signed_with(&new), got.signed_with(&newest)), (0, 1));
        // However often somebody asks, a message has a few signatures.
        for _ in 0..6 {
            act(&app, &editor, &rotate, json!({})).await;
        }
        act(&app, &editor, &test, json!({})).await;
        deliver(&app).await;
        assert_eq!(receiver.got()[0].header("webhook-signature").split(' ').count(), 3);
    }

    async fn the_log_is_read_in_pages_at_both_doors(app: TestApp) {
        let editor = one(&app).await;
        let receiver = Receiver::start().await;
        let hook = hook(&app, &editor, &receiver.url(), &["push.finished"]).await;
        for _ in 0..3 {
            receiver.says([204, 500]);
            act(&app, &editor, &format!("{}/_test", hook.id), json!({})).await;
            act(&app, &editor, &format!("{}/_test", hook.id), json!({})).await;
            deliver(&app).await;
        }
        let all = log(&app, &editor, &hook).await;
        let path = format!("/v1/webhooks/{}/deliveries", hook.id);
        let mut walked = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = editor.read(&app, &format!("{path}?limit=4{cursor}")).await.json();
            walked.extend(page["items"].as_array().expect("items").clone());
            match page["nextCursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!((walked.len(), &walked), (6, &all));
        let failed = editor.read(&app, &format!("{path}?status=failed&status=pending")).await.json();
        assert_eq!(failed["items"].as_array().expect("items").len(), 3);
        for wrong in ["status=", "status=gone", "limit=0", "colour=red"] {
            assert_eq!(editor.read(&app, &format!("{path}?{wrong}")).await.status, 400, "{wrong}");
        }
        let asked = "query($id: ID!) { webhookDeliveries(webhookId: $id, status: [FAILED], first: 2) { nodes { uuid status failure lastStatus } pageInfo { hasNextPage } } }";
        let id = pijler::kernel::id::global("Webhook", hook.id.parse().expect("an id"));
        let page = app.graphql(asked, json!({"id": id.to_string()})).bearer(&editor.token).await.data();
        let page = &page["webhookDeliveries"];
        assert_eq!(page["pageInfo"]["hasNextPage"], true);
        assert_eq!(page["nodes"][0]["uuid"], failed["items"][0]["id"]);
        assert_eq!((&page["nodes"][0]["status"], &page["nodes"][0]["failure"]), (&json!("FAILED"), &json!("REFUSED")));
    }

    async fn a_program_does_what_its_scopes_say(app: TestApp) {
        let editor = one(&app).await;
        let by = async |scopes: Value| {
            let made = made(&app, &editor.token, json!({"scopes": scopes})).await;
            let token = text(&token(&app, &made).await.json()["access_token"]);
            Editor { token, provider: editor.provider.clone() }
        };
        let (reads, writes) = (by(json!(["webhooks:read"])).await, by(json!(["webhooks:write"])).await);
        let hook = hook(&app, &writes, "https://haak.voorbeeld.nl/", &["push.finished"]).await;
        let read = reads.read(&app, &format!("/v1/webhooks/{}", hook.id)).await;
        assert_eq!(read.status, 200);
        let wish = json!({"url": "https://haak.voorbeeld.nl/", "events": ["push.finished"]});
        let refused = app.post("/v1/webhooks").json(&wish).bearer(&reads.token).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "webhook.scope_missing"));
        let refused = writes.read(&app, "/v1/webhooks").await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "webhook.scope_missing"));
        let pushes = by(json!(["pushes:write"])).await;
        assert_eq!(pushes.read(&app, "/v1/webhooks").await.status, 403);
    }
}
