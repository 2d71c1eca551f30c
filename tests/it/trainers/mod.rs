//! Trainers, and who stands for whom, as everybody meets them at both doors.

mod accredited;
mod credentials;
mod own;
mod secrecy;
mod take_off;

use serde_json::{Value, json};
use tests::{Answer, TestApp};

use crate::intake::{Editor, text};

/// A name that nobody else has.
pub const NAME: &str = "Kwintijn Zwaluwnest";

impl Editor {
    /// Adds a trainer; all that is told of them.
    pub async fn trains(&self, app: &TestApp, trainer: Value) -> Value {
        let made = self.tries(app, trainer).await;
        assert_eq!(made.status, 201, "{}", made.text());
        made.json()
    }

    /// Tries to add a trainer.
    pub async fn tries(&self, app: &TestApp, trainer: Value) -> Answer {
        let ask = app.post("/v1/trainers").json(&json!({"trainer": trainer}));
        ask.bearer(&self.token).await
    }

    /// Writes a trainer anew.
    pub async fn retrains(&self, app: &TestApp, id: &str, from: i64, trainer: Value) -> Answer {
        let ask = app.put(&format!("/v1/trainers/{id}"));
        let body = json!({"ifRevision": from, "trainer": trainer});
        ask.json(&body).bearer(&self.token).await
    }

    /// Pushes a course with an edition; their ids.
    pub async fn offers(&self, app: &TestApp, key: &str) -> [String; 2] {
        let rows = json!([crate::intake::row(key)]);
        let receipt = self.push(app, &format!("cursus-{key}"), &rows).await.json();
        let course = text(&receipt["rows"][0]["courseId"]);
        let editions = app.get(&format!("/v1/courses/{course}/editions")).await;
        [course, text(&editions.json()["items"][0]["id"])]
    }
}

/// Asks that a trainer is not named any more.
pub async fn take_off(app: &TestApp, id: &str, body: Value) -> Answer {
    let ask = app.post(&format!("/v1/trainers/{id}/_take-off"));
    ask.json(&body).await
}

/// Which conditions a course has.
pub async fn conditions(app: &TestApp, course: &str) -> Vec<String> {
    let course = app.get(&format!("/v1/courses/{course}")).await.json();
    let all = course["conditions"].as_array().expect("conditions").iter();
    all.map(|it| text(&it["code"])).collect()
}
