//! Doors × roles: what each role is answered by each operation, printed and compared.
//!
//! `requests.txt` holds a request of each kind that is right in itself, so that what
//! is left to refuse is the role. Both doors have to give the same answer.

mod applied;
mod factors;
mod granted;
mod keyed;
mod moved;
mod outside;
mod programs;
mod trained;
mod verified;
mod words;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use tests::house::{hold, read, root};
use tests::{Answer, Ask, on_both};
use world::World;

use crate::contract::doors;
use crate::federation::federated;

const REQUESTS: &str = "tests/it/roles/requests.txt";
const REFUSED: &str = "tests/it/roles/refused.txt";
const TABLE: &str = "tests/it/roles/table.txt";

/// Everybody who may come to a door, as the table heads its columns; `through` is a parent who
/// comes through a front-end of others.
const ROLES: [&str; 16] = [
    "anonymous",
    "aspirant",
    "parent",
    "organisation",
    "manager",
    "professional",
    "panel",
    "municipality",
    "council",
    "researcher",
    "data_board",
    "editor",
    "moderator",
    "administrator",
    "machine",
    "through",
];

/// Whoever shows a token that is none.
const FORGER: &str = "forger";

/// A pair of operations, and a request for each door that has it.
struct Row {
    pair: String,
    requests: Vec<String>,
}

/// Which status goes with which code, as REST says it.
#[derive(Default)]
struct Statuses(BTreeMap<String, u16>);

federated! {
    async fn the_table_of_doors_and_roles_is_the_one_committed(app: TestApp, issuer: TestIssuer) {
        let world = World::made(&app).await.with(issuer);
        let mut statuses = Statuses::default();
        let mut text = heading();
        for row in rows(REQUESTS) {
            let mut line = format!("{:<66}", row.pair);
            for role in ROLES {
                let outcome = statuses.outcome(&world, &row, role).await;
                line += &format!(" {outcome:<width$}", width = role.len());
            }
            text += line.trim_end();
            text.push('\n');
        }

        if std::env::var_os("BLESS").is_some() {
            std::fs::write(root().join(TABLE), &text).expect("it is written");
        }
        hold(TABLE, &text, "BLESS=1 cargo test -p tests roles::");
    }
}

on_both! {
    async fn who_may_do_everything_may_not_do_it_wrongly(app: TestApp) {
        let world = World::made(&app).await;
        let mut let_in = Vec::new();
        for row in rows(REFUSED) {
            let mut codes = BTreeSet::new();
            for request in &row.requests {
                // Where nothing can be asked wrongly, a token still can be.
                let (request, role) = match request.strip_prefix("~ ") {
                    Some(request) => (request, FORGER),
                    None => (request.as_str(), "anonymous"),
                };
                let request = world.fill(request, role).await;
                codes.insert(why(&ask(&world, &request, role).await.0));
            }
            if codes.len() != 1 || codes.contains("") {
                let_in.push((row.pair, codes));
            }
        }
        assert!(let_in.is_empty(), "{let_in:#?}");
    }
}

/// Why a request was refused. What is not there is a refusal by REST, and nothing by GraphQL.
fn why(answer: &Answer) -> String {
    let code = answer.code();
    let data = &answer.json()["data"];
    let nothing = |data: &Map<_, Value>| data.values().all(Value::is_null);
    let absent = code.is_empty() && data.as_object().is_some_and(nothing);
    match absent || code.ends_with(".not_found") {
        true => "not_found".to_owned(),
        false => code,
    }
}

/// Every operation is refused to somebody: for who they are, as the table tells, or for what
/// they ask.
#[test]
fn no_operation_is_without_a_refusal() {
    let table = read(TABLE);
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let open = lines.filter(|line| {
        let mut answers = line.split_whitespace().rev().take(ROLES.len());
        answers.all(|answer| answer == "yes")
    });
    let words = |pair: &str| {
        pair.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let refused: Vec<_> = rows(REFUSED).iter().map(|row| words(&row.pair)).collect();
    for line in open {
        let mut pair = words(line);
        pair.truncate(pair.len() - ROLES.len());
        assert!(
            refused.contains(&pair),
            "{pair:?} is never refused: add it to {REFUSED}"
        );
    }
}

#[test]
fn every_operation_of_both_doors_has_its_row() {
    let asked: BTreeSet<_> = rows(REQUESTS).into_iter().map(|row| row.pair).collect();
    let offered: BTreeSet<_> = doors::pairs().into_iter().collect();
    assert_eq!(asked, offered, "{REQUESTS} (left) and doors.txt (right)");
}

fn heading() -> String {
    let words = "# What each role is answered: yes, or the status of the refusal, the same at both\n\
                 # doors. Printed by tests/it/roles; requests.txt tells what is asked.\n";
    format!("{words}{:<66} {}\n", "# REST = GraphQL", ROLES.join(" "))
}

/// What is asked, a block a pair: the pair, then a request for each of its doors.
fn rows(file: &str) -> Vec<Row> {
    let text = read(file);
    let said = text.lines().filter(|line| !line.starts_with('#'));
    let said: Vec<_> = said.map(str::trim).collect();
    let blocks = said.split(|line| line.is_empty());
    blocks
        .filter_map(|block| {
            let (pair, requests) = block.split_first()?;
            Some(Row {
                pair: (*pair).to_owned(),
                requests: requests.iter().map(ToString::to_string).collect(),
            })
        })
        .collect()
}

impl Statuses {
    /// What a role is answered, the same at both doors.
    async fn outcome(&mut self, world: &World, row: &Row, role: &str) -> String {
        let mut codes = BTreeSet::new();
        for request in &row.requests {
            let request = world.fill(request, role).await;
            let (answer, by_rest) = ask(world, &request, role).await;
            let code = match answer.status {
                200..300 if by_rest => String::new(),
                _ => answer.code(),
            };
            if by_rest && !code.is_empty() {
                self.0.insert(code.clone(), answer.status);
            }
            assert_ne!(code, "graphql.validation_failed", "{}", answer.text());
            assert_ne!(code, "input.invalid", "{}", answer.text());
            codes.insert(code);
        }
        assert_eq!(codes.len(), 1, "{}, as {role}: {codes:?}", row.pair);
        match codes.first().map(String::as_str).unwrap_or_default() {
            "" => "yes".to_owned(),
            code => self.0.get(code).expect("a code that REST said").to_string(),
        }
    }
}

/// Sends a request: `POST /v1/accounts {…}`, or an operation of GraphQL's.
async fn ask(world: &World, request: &str, role: &str) -> (Answer, bool) {
    let (first, rest) = request.split_once(' ').expect("a request");
    let by_rest = first.chars().all(|one| one.is_ascii_uppercase());
    let ask = match (by_rest, rest.split_once(' ')) {
        (false, _) if first == "subscription" => {
            let ask = world.app.graphql(request, json!({}));
            ask.header("Accept", "text/event-stream").first_event()
        }
        (false, _) => world.app.graphql(request, json!({})),
        (true, None) => world.app.ask(first, rest),
        (true, Some((path, body))) => {
            let ask = world.app.ask(first, path);
            ask.body("application/json", body.to_owned())
        }
    };
    // Where a key is needed, each request is one of its own.
    let ask = ask.header("Idempotency-Key", &world.fill("rollen-{new}", role).await);
    let answer = shown(ask, world.token(role).await).await;
    let ends = [
        "sessionEnd",
        "/sessions/current",
        "mySessionsEnd",
        "DELETE /v1/me/sessions",
        "DELETE /v1/me/passkeys",
        "passkeyDelete",
        "DELETE /v1/me/identity-links",
        "identityLinkDelete",
    ];
    if ends.iter().any(|act| request.contains(act)) {
        world.forget(role).await;
    }
    factors::after(world, request, role).await;
    moved::after(world, request, role).await;
    if request.contains("/me/_verify") || request.contains("accountVerify(") {
        verified::aspire(world, role).await;
    }
    (answer, by_rest)
}

async fn shown(ask: Ask, token: Option<String>) -> Answer {
    match token {
        Some(token) => ask.bearer(&token).await,
        None => ask.await,
    }
}
