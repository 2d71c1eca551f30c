//! Of another's webhooks nothing can be learnt, and nothing done with them.

use serde_json::{Value, json};
use tests::{Answer, TestApp, on_both};

use super::{ALL, Receiver, act, deliver, hook, log, shown};
use crate::intake::{Editor, editors, row, text};

/// Everything that one can ask of one webhook and one message, by REST.
async fn asked(app: &TestApp, editor: &Editor, id: &str, message: &str) -> Vec<Answer> {
    let whole = json!({"ifRevision": 1, "url": "https://haak.voorbeeld.nl/", "events": ["push.finished"], "enabled": true});
    let since = json!({"since": "2026-11-01T00:00:00Z"});
    let path = format!("/v1/webhooks/{id}");
    let sent = [
        app.get(&path),
        app.put(&path).json(&whole),
        app.delete(&path),
        app.post(&format!("{path}/_rotate")).json(&json!({})),
        app.post(&format!("{path}/_test")),
        app.post(&format!("{path}/_replay")).json(&since),
        app.get(&format!("{path}/deliveries")),
        app.post(&format!("{path}/deliveries/{message}/_replay")),
    ];
    let mut answers = Vec::new();
    for ask in sent {
        answers.push(ask.bearer(&editor.token).await);
    }
    answers
}

/// What GraphQL is asked of one webhook.
/// One by one: where two fields of one answer fail, the first ends the other.
const QUERIES: [&str; 2] = [
    "query($id: ID!) { webhook(id: $id) { url } }",
    "query($id: ID!) { webhookDeliveries(webhookId: $id) { nodes { event } } }",
];

/// An answer without what is of one request alone.
fn said(answer: &Answer) -> (u16, Value) {
    let mut body = answer.json();
    for of_one in ["traceId", "instance"] {
        body.as_object_mut().expect("members").remove(of_one);
    }
    (answer.status, body)
}

on_both! {
    async fn anothers_webhook_is_one_that_is_not_there(app: TestApp) {
        let [editor, other] = editors(&app).await;
        let receiver = Receiver::start().await;
        let kept = hook(&app, &editor, &receiver.url(), &["push.finished"]).await;
        act(&app, &editor, &format!("{}/_test", kept.id), json!({})).await;
        let message = text(&log(&app, &editor, &kept).await[0]["id"]);
        let before = shown(&app, &editor, &kept).await;
        let nobodys = "00000000-0000-4000-8000-000000000000";
        let theirs = asked(&app, &other, &kept.id, &message).await;
        let none = asked(&app, &other, nobodys, &message).await;
        for (theirs, none) in theirs.iter().zip(&none) {
            assert_eq!(theirs.code(), "webhook.not_found");
            assert_eq!(said(theirs), said(none));
        }
        let global = |id: &str| pijler::kernel::id::global("Webhook", id.parse().expect("an id")).to_string();
        let mut answers = Vec::new();
        for id in [&kept.id, nobodys] {
            for query in QUERIES {
                let answer = app.graphql(query, json!({"id": global(id)})).bearer(&other.token).await;
                let body = answer.json();
                let errors = body["errors"].as_array().expect("errors").iter();
                let errors: Vec<_> = errors.map(|error| [&error["message"], &error["path"], &error["extensions"]["code"]].map(Clone::clone)).collect();
                assert_eq!(errors.len(), 1);
                answers.push((body["data"].clone(), errors));
            }
        }
        assert_eq!(answers[..2], answers[2..]);
        assert_eq!(other.read(&app, "/v1/webhooks").await.json()["items"], json!([]));
        assert_eq!(shown(&app, &editor, &kept).await, before);
        assert_eq!(log(&app, &editor, &kept).await.len(), 1);

        // A message of one's own other webhook is none of this one.
        let own = hook(&app, &editor, &receiver.url(), &["push.finished"]).await;
        let path = format!("{}/deliveries/{message}/_replay", own.id);
        let refused = act(&app, &editor, &path, json!({})).await;
        assert_eq!((refused.status, refused.code().as_str()), (404, "webhook_delivery.not_found"));
    }

    async fn what_others_do_is_not_told(app: TestApp) {
        let [editor, other] = editors(&app).await;
        let receiver = Receiver::start().await;
        hook(&app, &editor, &receiver.url(), &ALL).await;
        let pushed = other.push(&app, "een", &json!([row("een")])).await;
        assert_eq!(pushed.status, 201);
        assert_eq!((deliver(&app).await, receiver.count()), (0, 0));
    }
}
