//! The program in processes of its own: what was answered survives it, and is shown by every
//! node.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use clap::Parser;
use entities::courses;
use pijler::app::cli::Cli;
use reqwest::{Client, RequestBuilder};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Value, json};
use tests::{Engine, Fresh};

use crate::intake::{row, text};

const PORT: &str = "PIJLER_HTTP__PORT";
/// Where [`the_program`] writes how to sign in.
const ACCOUNTS: &str = "TEST_ACCOUNTS";

/// The program itself, in a process that the tests below start and kill.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "the tests below start it"]
async fn the_program() {
    let Ok(accounts) = std::env::var(ACCOUNTS) else {
        return;
    };
    let cli = Cli::parse_from(["pijler", "serve", "--demo", "--demo-accounts", &accounts]);
    cli.run().await.expect("it serves");
}

/// A process of the program; killed at the latest when it is let go of.
pub struct Process {
    child: Child,
    url: String,
    token: String,
    client: Client,
}

impl Process {
    /// Starts one over a database, and signs its organisation in.
    pub async fn start(database: &Fresh) -> Self {
        let folder = database.folder();
        let accounts = folder.join("accounts.json");
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let child = Command::new(std::env::current_exe().expect("a program"))
            .args(["--ignored", "--exact", "program::the_program"])
            .env("DATABASE_URL", database.url())
            .env(PORT, port.to_string())
            .env("PIJLER_METRICS__PORT", "0")
            .env("PIJLER_WEBHOOKS__LOOPBACK", "true")
            .env("PIJLER_STORAGE__FOLDER", folder)
            .env(
                "PIJLER_TOKENS__SEALING_KEY",
                "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            )
            .env(ACCOUNTS, &accounts)
            .current_dir(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut process = Self {
            child,
            url: format!("http://127.0.0.1:{port}"),
            token: String::new(),
            client: tests::client().build().expect("a client"),
        };
        process.ready().await;
        process.token = process.sign_in(&accounts).await;
        process
    }

    async fn ready(&mut self) {
        let address = format!("{}/health/ready", self.url);
        for _ in 0..600 {
            let ended = self.child.try_wait().expect("a process of ours");
            assert!(ended.is_none(), "it ended: {ended:?}");
            if let Ok(answer) = self.client.get(&address).send().await
                && answer.status().is_success()
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("it is never ready");
    }

    async fn sign_in(&self, accounts: &Path) -> String {
        let sheet = std::fs::read(accounts).expect("a file");
        let sheet: Value = serde_json::from_slice(&sheet).expect("JSON");
        let lines = sheet["accounts"].as_array().expect("accounts");
        let line = lines.iter().find(|line| line["role"] == "organisation");
        let line = line.expect("an organisation's");
        let shown =
            json!({"email": line["email"], "password": line["password"], "hat": "organisation"});
        let asked = self.client.post(format!("{}/v1/sessions", self.url));
        let session = asked.json(&shown).send().await.expect("an answer");
        let session: Value = session.json().await.expect("JSON");
        text(&session["accessToken"])
    }

    /// Pushes rows for the organisation.
    pub async fn push(&self, key: &str, rows: &Value) -> (u16, String) {
        let asked = self.client.post(format!("{}/v1/pushes", self.url));
        let asked = asked.header("Idempotency-Key", key);
        self.send(asked, &json!({"rows": rows})).await
    }

    /// Posts something for the organisation.
    pub async fn post(&self, path: &str, body: &Value) -> (u16, String) {
        let asked = self.client.post(format!("{}{path}", self.url));
        self.send(asked, body).await
    }

    async fn send(&self, asked: RequestBuilder, body: &Value) -> (u16, String) {
        let answer = asked.bearer_auth(&self.token).json(body).send().await;
        let answer = answer.expect("an answer");
        let status = answer.status().as_u16();
        (status, answer.text().await.expect("a text"))
    }

    async fn get(&self, path: &str) -> String {
        let asked = self.client.get(format!("{}{path}", self.url));
        let answer = asked.bearer_auth(&self.token).send().await;
        let answer = answer.expect("an answer");
        answer.text().await.expect("a text")
    }

    /// Waits until it shows a course under this title.
    async fn shows(&self, course: &str, title: &str) {
        let path = format!("/v1/courses/{course}");
        for _ in 0..600 {
            let shown = self.get(&path).await;
            let shown: Value = serde_json::from_str(&shown).expect("JSON");
            if shown["title"] == title {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{path} never says {title}");
    }

    /// Kills it without a word of warning.
    pub fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("a process of ours");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be dead already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn what_was_answered_stands_when_the_program_is_killed(engine: Engine) {
    let Some(database) = Fresh::new(engine).await else {
        return;
    };
    let sent: Value = (0..50).map(|at| row(&format!("rij-{at}"))).collect();
    let mut process = Process::start(&database).await;
    let (status, receipt) = process.push("november", &sent).await;
    process.kill();
    assert_eq!(status, 201, "{receipt}");

    let after = Process::start(&database).await;
    let said: Value = serde_json::from_str(&receipt).expect("JSON");
    let id = text(&said["pushId"]);
    assert_eq!(
        after.get(&format!("/v1/pushes/{id}/receipt")).await,
        receipt
    );
    assert_eq!(after.push("november", &sent).await, (201, receipt));
    for row in said["rows"].as_array().expect("rows") {
        let course = after
            .get(&format!("/v1/courses/{}", text(&row["courseId"])))
            .await;
        let course: Value = serde_json::from_str(&course).expect("JSON");
        assert_eq!(course["externalId"], row["externalId"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_keeps_a_push_when_the_program_is_killed() {
    what_was_answered_stands_when_the_program_is_killed(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_keeps_a_push_when_the_program_is_killed() {
    what_was_answered_stands_when_the_program_is_killed(Engine::Postgres).await;
}

/// So many rows are done in parts.
const MANY: usize = 5_000;
/// So often the program is killed while it does them.
const KILLS: u64 = 20;

async fn a_long_push_is_done_once_however_often_the_program_is_killed(engine: Engine) {
    let Some(database) = Fresh::new(engine).await else {
        return;
    };
    let sent: Value = (0..MANY)
        .map(|at| json!({"externalId": format!("rij-{at}"), "title": format!("Avond {at}"), "summary": "x"}))
        .collect();
    let mut id = None;
    for kill in 0..KILLS {
        let mut process = Process::start(&database).await;
        // The first are killed while they are sent to, and may have taken it or not.
        let hurry = Duration::from_millis(if kill < 5 { kill * 40 } else { 60_000 });
        if let Ok((status, push)) = tokio::time::timeout(hurry, process.push("lang", &sent)).await {
            assert_eq!(status, 202, "{push}");
            let push: Value = serde_json::from_str(&push).expect("JSON");
            let taken = text(&push["id"]);
            assert_eq!(
                *id.get_or_insert(taken.clone()),
                taken,
                "one push, whoever took it"
            );
        }
        // It works at a part meanwhile, or begins, or writes one down.
        tokio::time::sleep(Duration::from_millis(kill * 45)).await;
        process.kill();
    }
    let process = Process::start(&database).await;
    let path = format!("/v1/pushes/{}", id.expect("it was taken"));
    let mut push = Value::Null;
    for _ in 0..2_400 {
        push = serde_json::from_str(&process.get(&path).await).expect("JSON");
        if push["state"] == "done" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(push["state"], "done", "{push}");
    // What would have been done twice would be unchanged the second time.
    let totals = &push["totals"];
    assert_eq!(
        (&totals["created"], &totals["sent"]),
        (&json!(MANY), &json!(MANY)),
        "{push}"
    );
    let backend = database.backend(|_| ()).await;
    let mut keys: Vec<String> = courses::Entity::find()
        .select_only()
        .column(courses::Column::ExternalId)
        .filter(courses::Column::Source.eq("push"))
        .into_tuple()
        .all(backend.reader())
        .await
        .expect("rows");
    assert_eq!(keys.len(), MANY);
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), MANY, "each once");
    let receipt: Value =
        serde_json::from_str(&process.get(&format!("{path}/receipt")).await).expect("JSON");
    let numbers = receipt["rows"].as_array().expect("rows").iter();
    let numbers: Vec<_> = numbers.map(|row| row["row"].as_u64()).collect();
    assert_eq!(numbers, (1..=MANY as u64).map(Some).collect::<Vec<_>>());
    drop(process);
    database.end(&backend).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_does_a_long_push_once_however_often_the_program_is_killed() {
    a_long_push_is_done_once_however_often_the_program_is_killed(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_does_a_long_push_once_however_often_the_program_is_killed() {
    a_long_push_is_done_once_however_often_the_program_is_killed(Engine::Postgres).await;
}

/// Pushes a course under a title, and tells its id.
async fn pushed(node: &Process, key: &str, title: &str) -> String {
    let mut course = row("knooppunt");
    course["title"] = json!(title);
    let (status, receipt) = node.push(key, &json!([course])).await;
    assert_eq!(status, 201, "{receipt}");
    let receipt: Value = serde_json::from_str(&receipt).expect("JSON");
    text(&receipt["rows"][0]["courseId"])
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_node_answers_every_node_shows_whichever_is_killed() {
    let Some(database) = Fresh::new(Engine::Postgres).await else {
        return;
    };
    let (mut one, mut other) = (
        Process::start(&database).await,
        Process::start(&database).await,
    );
    let course = pushed(&one, "eerst", "Op het ene knooppunt").await;
    other.shows(&course, "Op het ene knooppunt").await;

    // The node that answered is gone before the other has heard.
    pushed(&one, "toen", "Voor het omvallen").await;
    one.kill();
    other.shows(&course, "Voor het omvallen").await;

    // What changed while a node was away it knows when it is ready again.
    pushed(&other, "daarna", "Terwijl het ene weg was").await;
    let one = Process::start(&database).await;
    one.shows(&course, "Terwijl het ene weg was").await;

    other.kill();
    pushed(&one, "ten-slotte", "Nu het andere weg is").await;
    let other = Process::start(&database).await;
    other.shows(&course, "Nu het andere weg is").await;
}
