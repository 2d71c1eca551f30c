//! Webhooks, as organisations keep them and as their systems are told.

mod delivery;
mod events;
mod keeping;
mod killed;
mod reaching;
mod receiver;
mod secrecy;

use chrono::{DateTime, TimeDelta, Utc};
use pijler::domains::webhooks::Reach;
use pijler::domains::webhooks::service::Deliverer;
use serde_json::{Value, json};
use tests::TestApp;

use crate::intake::{Editor, text, token};

pub use receiver::{Receiver, Reply};

/// A webhook, and its secret.
pub struct Hook {
    /// Its id.
    pub id: String,
    /// Its secret.
    pub secret: String,
}

/// Every event that a provider may choose.
pub const ALL: [&str; 4] = [
    "push.finished",
    "course.published",
    "course.withdrawn",
    "reviews.published",
];

/// Makes a webhook that is told of some events.
pub async fn hook(app: &TestApp, editor: &Editor, url: &str, events: &[&str]) -> Hook {
    let wish = json!({"url": url, "events": events});
    let made = app.post("/v1/webhooks").json(&wish);
    let made = made.bearer(&editor.token).await;
    assert_eq!(made.status, 201, "{}", made.text());
    Hook {
        id: text(&made.json()["webhook"]["id"]),
        secret: text(&made.json()["secret"]),
    }
}

/// What delivers, and may tell this machine.
pub fn deliverer(app: &TestApp) -> Deliverer {
    let near = Reach {
        loopback: true,
        ..Reach::default()
    };
    Deliverer::new(app.backend.clone(), near).expect("it can be made")
}

/// Has everything delivered that is due now; how many messages that were.
pub async fn deliver(app: &TestApp) -> usize {
    let deliverer = deliverer(app);
    let mut count = 0;
    loop {
        match deliverer.work().await.expect("it works") {
            0 => return count,
            some => count += some,
        }
    }
}

/// A webhook as it stands.
pub async fn shown(app: &TestApp, editor: &Editor, hook: &Hook) -> Value {
    editor
        .read(app, &format!("/v1/webhooks/{}", hook.id))
        .await
        .json()
}

/// Writes a webhook anew, with some members as they are given.
pub async fn rewritten(app: &TestApp, editor: &Editor, hook: &Hook, wish: Value) -> Value {
    let is = shown(app, editor, hook).await;
    let mut body = json!({
        "ifRevision": is["revision"], "url": is["url"], "events": is["events"],
        "description": is["description"], "enabled": is["enabled"],
    });
    for (name, value) in wish.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    let ask = app.put(&format!("/v1/webhooks/{}", hook.id)).json(&body);
    let answer = ask.bearer(&editor.token).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// What a webhook was told, the newest first.
pub async fn log(app: &TestApp, editor: &Editor, hook: &Hook) -> Vec<Value> {
    let path = format!("/v1/webhooks/{}/deliveries?limit=100", hook.id);
    let page = editor.read(app, &path).await.json();
    page["items"].as_array().expect("items").clone()
}

/// Moves the clock to when the newest message is tried next, and tells how long that was.
pub async fn wait(app: &TestApp, editor: &mut Editor, hook: &Hook) -> TimeDelta {
    let newest = log(app, editor, hook).await.remove(0);
    let at: DateTime<Utc> = text(&newest["nextAttemptAt"]).parse().expect("a moment");
    let wait = at - app.backend.clock.now();
    later(app, editor, wait).await;
    wait
}

/// Moves the clock, and has the first editor sign in again.
pub async fn later(app: &TestApp, editor: &mut Editor, by: TimeDelta) {
    app.advance(by);
    editor.token = token(app, "een@voorbeeld.nl", "organisation").await;
}

/// Asks for something to be done with a webhook.
pub async fn act(app: &TestApp, editor: &Editor, path: &str, body: Value) -> tests::Answer {
    let ask = app.post(&format!("/v1/webhooks/{path}")).json(&body);
    ask.bearer(&editor.token).await
}
