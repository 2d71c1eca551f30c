//! What was committed is told, whatever becomes of the program.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Engine, Fresh};

use super::Receiver;
use crate::intake::{row, text};
use crate::program::Process;

async fn what_was_pushed_is_told_when_the_program_was_killed(engine: Engine) {
    let Some(database) = Fresh::new(engine).await else {
        return;
    };
    // Nobody listens yet.
    let receiver = Receiver::start().await;
    let (url, port) = (receiver.url(), receiver.port);
    drop(receiver);
    let mut process = Process::start(&database).await;
    let wish = json!({"url": url, "events": ["push.finished", "course.published"]});
    let (status, made) = process.post("/v1/webhooks", &wish).await;
    assert_eq!(status, 201, "{made}");
    let made: Value = serde_json::from_str(&made).expect("JSON");
    let (status, receipt) = process.push("gedood", &json!([row("gedood")])).await;
    process.kill();
    assert_eq!(status, 201, "{receipt}");
    let receipt: Value = serde_json::from_str(&receipt).expect("JSON");

    let receiver = Receiver::at(port).await;
    let after = Process::start(&database).await;
    // At most as long as the dead program may have had it for itself, and a pause.
    for _ in 0..3_000 {
        if receiver.count() >= 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let mut got = receiver.got();
    got.sort_by_key(|one| text(&one.json()["type"]));
    let [course, push] = &got[..] else {
        panic!("{got:?}");
    };
    assert_eq!(push.json()["data"]["pushId"], receipt["pushId"]);
    let told = &course.json()["data"]["courses"][0];
    assert_eq!(told["courseId"], receipt["rows"][0]["courseId"]);
    let secret = text(&made["secret"]);
    assert_eq!(
        (push.signed_with(&secret), course.signed_with(&secret)),
        (1, 1)
    );
    drop(after);
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_has_it_told() {
    what_was_pushed_is_told_when_the_program_was_killed(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_has_it_told() {
    what_was_pushed_is_told_when_the_program_was_killed(Engine::Postgres).await;
}
