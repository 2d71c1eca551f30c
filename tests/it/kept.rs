//! Answers that are kept: the same as those worked out, and never somebody else's.

use std::collections::BTreeSet;

use entities::courses;
use pijler::app::http::kept::{APART, PART};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use tests::{Answer, Ask, TestApp, house, on_both};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::identity::{administrator, somebody};

const LIST: &str = "{ courses(first: 5) { totalCount nodes { title provider { name } } } }";

/// Headers but for those that tell of one request alone, and of how a body is cut up: what
/// is packed as it goes has no length yet.
fn headers(answer: &Answer) -> Vec<(String, String)> {
    let of_one = ["date", "traceparent", "content-length", "transfer-encoding"];
    let headers = answer.headers.iter();
    let mut headers: Vec<_> = headers
        .map(|(name, value)| (name.as_str(), value.to_str().expect("text")))
        .filter(|(name, _)| !of_one.contains(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    headers.sort();
    headers
}

fn kept(app: &TestApp) -> usize {
    app.parts.catalogue().now().kept.len()
}

/// A way to ask, and what it is called.
type Way<'a> = (&'static str, Box<dyn Fn() -> Ask + 'a>);

/// Everything that is asked and answered in a way of its own.
fn ways(app: &TestApp) -> Vec<Way<'_>> {
    let rest = |path: &'static str| move || app.get(path);
    vec![
        (
            "a list",
            Box::new(rest("/v1/courses?topic=balans-in-gezin&limit=3")),
        ),
        ("an item", Box::new(rest("/v1/pillars/zorgen"))),
        (
            "in English",
            Box::new(move || app.get("/v1/pillars/zorgen").english()),
        ),
        (
            "packed",
            Box::new(move || app.get("/v1/terms").header("accept-encoding", "gzip")),
        ),
        (
            "packed otherwise",
            Box::new(move || {
                app.get("/v1/terms")
                    .header("accept-encoding", "br, gzip;q=0.5")
            }),
        ),
        (
            "for a page elsewhere",
            Box::new(move || {
                app.get("/v1/topics")
                    .header("origin", "https://elders.example")
            }),
        ),
        (
            "facets",
            Box::new(rest("/v1/courses?facets=pillar,price&limit=1")),
        ),
        ("the front page", Box::new(rest("/"))),
        ("GraphQL", Box::new(move || app.graphql(LIST, json!({})))),
        (
            "GraphQL in English",
            Box::new(move || {
                app.graphql("{ pillar(id: \"zorgen\") { name } }", json!({}))
                    .english()
            }),
        ),
        (
            "GraphQL by address",
            Box::new(rest(
                "/graphql?query=%7B%20pillars%20%7B%20nodes%20%7B%20name%20%7D%20%7D%20%7D",
            )),
        ),
        (
            "GraphQL as JSON",
            Box::new(move || {
                app.graphql(LIST, json!({}))
                    .header("accept", "application/json")
            }),
        ),
        (
            "GraphQL packed",
            Box::new(move || {
                app.graphql(LIST, json!({}))
                    .header("accept-encoding", "gzip")
            }),
        ),
    ]
}

on_both! {
    async fn a_kept_answer_is_to_the_byte_the_one_worked_out(app: TestApp) {
        for (name, ask) in ways(&app) {
            let before = kept(&app);
            let first = ask().await;
            assert_eq!((first.status, kept(&app)), (200, before), "{name}: once is not often");
            let second = ask().await;
            assert_eq!(kept(&app), before + 1, "{name}: twice is kept");
            let third = ask().await;

            for later in [&second, &third] {
                assert_eq!(later.status, 200, "{name}");
                assert_eq!(later.bytes, first.bytes, "{name}");
                assert_eq!(headers(later), headers(&first), "{name}");
            }
            assert_ne!(first.header("traceparent"), third.header("traceparent"), "{name}");
        }
    }

    async fn who_holds_a_kept_answer_is_told_as_before(app: TestApp) {
        for (path, coding) in [("/v1/courses?limit=3", "identity"), ("/v1/pillars/zorgen", "gzip")] {
            let get = || app.get(path).header("accept-encoding", coding);
            let etag = get().await.header("etag");
            let worked_out = get().header("if-none-match", &etag).await;
            let before = kept(&app);
            get().await;
            get().await;
            assert_eq!(kept(&app), before + 1);
            let recalled = get().header("if-none-match", &etag).await;
            let other = get().header("if-none-match", "\"another\"").await;

            assert_eq!((worked_out.status, recalled.status, other.status), (304, 304, 200));
            assert_eq!(headers(&recalled), headers(&worked_out), "{path}");
            assert!(recalled.bytes.is_empty());
        }
        let head = app.ask("HEAD", "/v1/pillars/zorgen").header("accept-encoding", "gzip").await;
        assert_eq!((head.status, head.bytes.len()), (200, 0));
    }

    async fn a_change_is_told_though_the_answer_before_was_kept(app: TestApp) {
        let titles = || app.graphql("{ courses { totalCount } }", json!({}));
        for _ in 0..3 {
            assert_eq!(titles().await.data()["courses"]["totalCount"], 91);
        }
        let backend = &app.backend;
        let tx = backend.write().await.expect("a write");
        let first = app.get("/v1/courses?limit=1").await.json()["items"][0]["slug"].clone();
        let withdraw = courses::Entity::update_many()
            .col_expr(courses::Column::Status, Expr::value("withdrawn"))
            .filter(courses::Column::Slug.eq(first.as_str().expect("a slug")));
        withdraw.exec(tx.conn()).await.expect("it is withdrawn");
        tx.changed("catalogue", "test");
        backend.commit(tx).await.expect("it stands");

        assert_eq!(titles().await.data()["courses"]["totalCount"], 90);
        assert_eq!(kept(&app), 1, "what was asked often is kept at once");
    }

    async fn time_lets_kept_answers_go(app: TestApp) {
        let archive = || app.get("/v1/courses?offer=archive&limit=1");
        for _ in 0..3 {
            archive().await;
        }
        let before = archive().await.json()["totalCount"].clone();
        app.advance(chrono::TimeDelta::days(400));

        assert!(archive().await.json()["totalCount"].as_u64() > before.as_u64());
    }

    async fn what_follows_from_more_than_the_catalogue_is_not_kept(app: TestApp) {
        let admin = administrator(&app).await;
        somebody(&app, "an@voorbeeld.nl").await;
        let me = "{ me { account { email } } pillars { nodes { name } } }";
        for _ in 0..3 {
            let anybody = app.graphql(me, json!({})).await.json();
            let signed = app.graphql(me, json!({})).bearer(&admin).await.data();
            assert_eq!(anybody["data"]["me"], Value::Null);
            assert_eq!(signed["me"]["account"]["email"], "beheer@voorbeeld.nl");
            // A failure, a write, what somebody may read alone, and what is sent in a body.
            app.get("/v1/courses?colour=red").await;
            app.get("/v1/courses/no-such-course").await;
            app.get("/v1/me").await;
            app.graphql("{ consultations { nodes { question } } }", json!({})).await;
            app.post("/v1/courses/_search").json(&json!({"q": "hechting"})).await;
            app.get("/v1/courses").bearer(&admin).await;
            app.get("/v1/courses").header("catalogue-version", "1").await;
            app.get("/health/ready").await;
        }
        assert_eq!(kept(&app), 0);
    }

    async fn nobody_writes_another_host_into_what_is_kept(app: TestApp) {
        let place = app.url.strip_prefix("http://").expect("a place").to_owned();
        let ask = "GET http://elders.example/v1/courses?format=atom HTTP/1.1\r\n\
            Host: elders.example\r\nAccept: */*\r\nConnection: close\r\n\r\n";
        for _ in 0..3 {
            let mut socket = TcpStream::connect(&place).await.expect("a socket");
            socket.write_all(ask.as_bytes()).await.expect("it is asked");
            let mut answer = String::new();
            socket.read_to_string(&mut answer).await.expect("an answer");
            assert!(answer.starts_with("HTTP/1.1 200") && !answer.contains("elders.example"), "{answer}");
        }
        assert_eq!(kept(&app), 1);
        let feed = app.get("/v1/courses?format=atom").await.text();
        assert_eq!(kept(&app), 1, "it is the same question");
        assert!(feed.contains("<feed") && !feed.contains("elders.example"));
    }

    async fn a_body_that_is_looked_into_is_still_all_there(app: TestApp) {
        let long = format!("{{ pillars {{ totalCount }} }} # {}", "x".repeat(20_000));
        let huge = format!("{{ pillars {{ totalCount }} }} # {}", "x".repeat(3 << 20));
        for _ in 0..3 {
            let answer = app.graphql(&long, json!({})).await;
            assert_eq!(answer.data()["pillars"]["totalCount"], 5);
            assert_eq!(app.graphql(&huge, json!({})).await.status, 413);
            let broken = app.post("/graphql").body("application/json", "{\"query\":").await;
            assert_eq!(broken.status, 400);
        }
        assert_eq!(kept(&app), 0);
    }
}

/// Headers that no catalogue answer follows from, and why.
const ELSEWHERE: [&str; 12] = [
    // Told by the body, which is part of the question.
    "content-length",
    // Held against the kept answer.
    "if-none-match",
    // Asked before a page may ask: OPTIONS is never kept.
    "access-control-request-headers",
    "access-control-request-method",
    // Of writes: signing in, which tells of a device not seen before.
    "if-match",
    "user-agent",
    // Of the pages to sign in on, which no catalogue answers.
    "cookie",
    "sec-fetch-site",
    // For the log.
    "traceparent",
    "x-forwarded-for",
    // Of sockets.
    "host",
    "sec-websocket-protocol",
];

/// Headers of answers, and names under which those above are read.
const NO_QUESTION: [&str; 13] = [
    "access-control-allow-origin",
    "cache-control",
    "content-language",
    "content-security-policy",
    "etag",
    // Of what receivers of webhooks answer.
    "retry-after",
    "vary",
    "kept",
    "www-authenticate",
    "header",
    "key",
    "name",
    "version-header",
];

/// What a handler reads of a request has to be part of the question, or an answer could
/// be given to somebody who asked for another.
#[test]
fn no_header_is_read_that_is_not_part_of_the_question() {
    let mut read = BTreeSet::new();
    let reads = regex::Regex::new(
        r#"headers(?:\(\))?\s*\.(?:get|get_all|contains_key)\(\s*&?([A-Za-z_:]+|"[^"]+")\s*\)|header\("([a-z-]+)"\)|header\(([A-Z_]+)\)"#,
    );
    let reads = reads.expect("a pattern");
    for folder in ["api/src", "api/crates/graphql-transport/src"] {
        for file in house::files(folder, ".rs") {
            let text = house::read(file);
            for found in reads.captures_iter(&text) {
                let name = (1..4)
                    .find_map(|at| found.get(at))
                    .expect("a name")
                    .as_str();
                let name = name.rsplit("::").next().expect("a name").trim_matches('"');
                read.insert(name.to_ascii_lowercase().replace('_', "-"));
            }
        }
    }
    let known: BTreeSet<String> = PART
        .iter()
        .chain(&APART)
        .map(|name| name.as_str().to_owned())
        .chain(
            ELSEWHERE
                .iter()
                .chain(&NO_QUESTION)
                .map(|name| (*name).to_owned()),
        )
        .collect();
    let unknown: Vec<&String> = read.difference(&known).collect();
    assert!(read.len() > 10, "{read:?}");
    assert!(
        unknown.is_empty(),
        "read, and not in the question: {unknown:?}"
    );
}
