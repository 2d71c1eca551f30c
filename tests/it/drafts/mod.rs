//! Drafts, as organisations and reviewers meet them at both doors.

mod authors;
mod planned;
mod review;
mod secrecy;
mod writing;

use pijler::kernel::id;
use serde_json::{Value, json};
use tests::{Answer, TestApp};

use crate::intake::{Editor, text, token};

/// What GraphQL tells of a draft.
const FIELDS: &str = "uuid state revision sound courseChanged reason title courseId \
    content { externalId title topics durationHours editions { externalId startsOn delivery } } \
    messages { level field code }";

impl Editor {
    /// Begins a draft; all of it.
    pub async fn begins(&self, app: &TestApp, body: &Value) -> Value {
        let begun = app.post("/v1/drafts").json(body).bearer(&self.token).await;
        assert_eq!(begun.status, 201, "{}", begun.text());
        begun.json()
    }

    /// Takes a step with a draft, from a revision.
    pub async fn steps(&self, app: &TestApp, (draft, act): (&str, &str), from: i64) -> Answer {
        step(app, &self.token, (draft, act), from).await
    }

    /// Writes a draft anew.
    pub async fn rewrites(&self, app: &TestApp, draft: &str, body: &Value) -> Answer {
        let ask = app.put(&format!("/v1/drafts/{draft}")).json(body);
        ask.bearer(&self.token).await
    }

    /// Begins a draft and submits it; its id.
    pub async fn submits(&self, app: &TestApp, body: &Value) -> String {
        let id = text(&self.begins(app, body).await["id"]);
        let submitted = self.steps(app, (&id, "_submit"), 1).await;
        assert_eq!(submitted.status, 200, "{}", submitted.text());
        id
    }
}

/// Takes a step with a draft.
pub async fn step(app: &TestApp, token: &str, (draft, act): (&str, &str), from: i64) -> Answer {
    let ask = app.post(&format!("/v1/drafts/{draft}/{act}"));
    ask.json(&json!({"ifRevision": from})).bearer(token).await
}

/// A reviewer's token.
pub async fn reviewer(app: &TestApp) -> String {
    token(app, "beheer@voorbeeld.nl", "administrator").await
}

/// A draft that nothing is wrong with.
pub fn whole(title: &str) -> Value {
    json!({"content": {
        "title": title,
        "summary": "Een avond over afscheid nemen.",
        "learningForm": "classroom",
        "topics": ["balans-in-gezin"],
        "durationHours": 2.5,
        "editions": [{"startsOn": "2027-03-01", "delivery": "in_person", "municipality": "Utrecht"}],
    }})
}

/// What is told of a draft: of what, and by which code.
pub fn told(draft: &Value) -> Vec<(String, String)> {
    let messages = draft["messages"].as_array().expect("messages");
    let one = |message: &Value| (text(&message["field"]), text(&message["code"]));
    messages.iter().map(one).collect()
}

/// A draft's global id.
pub fn global(draft: &str) -> String {
    id::global("Draft", draft.parse().expect("an id")).to_string()
}
