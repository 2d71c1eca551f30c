//! What may not be known is answered as what is not there, and no row tells who.

use std::collections::HashSet;

use chrono::TimeDelta;
use pijler::domains::community::{PostId, RoomId, ThreadId};
use pijler::kernel::id::Identity;
use serde_json::{Value, json};
use tests::{Ask, TestApp, on_both};
use uuid::Uuid;

use super::{ROOM, aspirant, moderator, text, token, verified};
use crate::rows::{digits, dump, texts};

/// What of an answer could tell one from another, with what it cost.
async fn shape(app: &TestApp, ask: Ask) -> (u16, Vec<String>, Value, usize) {
    let (answer, cost) = app.counted(ask).await;
    let mut headers: Vec<_> = answer.headers.keys().map(ToString::to_string).collect();
    headers.sort();
    let mut body = answer.json();
    if let Some(body) = body.as_object_mut() {
        body.remove("traceId");
    }
    (answer.status, headers, body, cost)
}

on_both! {
    async fn what_may_not_be_known_is_answered_as_what_is_not_there(app: TestApp) {
        let [an] = verified(&app, ["an"]).await;
        let stranger = aspirant(&app).await;
        let thread = an.opens(&app, "Slapen").await;
        let post = text(&an.posts(&app, &thread).await[0]["id"]);
        let room = text(&an.reads(&app, "/v1/rooms/zorgen").await.json()["id"]);
        let none = "00000000-0000-4000-8000-000000000000";
        let write = json!({"title": "a", "text": "b"});
        let say = json!({"text": "b"});

        for (path, there) in [
            ("/v1/rooms/{}", &room), ("/v1/rooms/{}/threads", &room), ("/v1/threads/{}", &thread),
            ("/v1/threads/{}/posts", &thread), ("/v1/posts/{}", &post),
        ] {
            let get = |id: &str| app.get(&path.replace("{}", id)).bearer(&stranger.token);
            let seen = shape(&app, get(there)).await;
            assert_eq!(seen.0, 404);
            assert_eq!(seen, shape(&app, get(none)).await, "GET {path}");
        }
        for (method, path, there, body) in [
            ("POST", "/v1/rooms/{}/threads", &room, &write),
            ("POST", "/v1/threads/{}/posts", &thread, &say),
            ("DELETE", "/v1/posts/{}", &post, &Value::Null),
        ] {
            let ask = |id: &str| {
                let ask = app.ask(method, &path.replace("{}", id)).bearer(&stranger.token);
                if body.is_null() { ask } else { ask.json(body) }
            };
            let seen = shape(&app, ask(there)).await;
            assert_eq!(seen.0, 404);
            assert_eq!(seen, shape(&app, ask(none)).await, "{method} {path}");
        }
        let ids = |room: &str, thread: &str, post: &str| {
            let id = |text: &str| text.parse::<Uuid>().unwrap();
            json!({"ids": [RoomId(id(room)).global(), ThreadId(id(thread)).global(), PostId(id(post)).global()]})
        };
        let nodes = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
        for token in [&stranger.token, &token(&app, "beheer@voorbeeld.nl", "administrator").await] {
            let ask = |ids: &Value| app.graphql(nodes, ids.clone()).bearer(token);
            let seen = shape(&app, ask(&ids(&room, &thread, &post))).await;
            assert_eq!(seen.2["data"]["nodes"], json!([null, null, null]));
            assert_eq!(seen, shape(&app, ask(&ids(none, none, none))).await);
        }
        let own = app.graphql(nodes, ids(&room, &thread, &post)).bearer(&an.token).await;
        assert_eq!(own.data()["nodes"].as_array().unwrap().iter().filter(|node| node.is_object()).count(), 3);
    }

    async fn aspirants_have_a_room_of_their_own(app: TestApp) {
        let [an] = verified(&app, ["an"]).await;
        let stranger = aspirant(&app).await;
        let moderator = moderator(&app).await;
        let mut seen = Vec::new();
        for token in [&an.token, &stranger.token, &moderator] {
            let rooms = app.get("/v1/rooms").bearer(token).await.json();
            let slugs: Vec<_> = rooms["items"].as_array().unwrap().iter().map(|room| text(&room["slug"])).collect();
            seen.push(slugs);
        }
        assert_eq!(seen[0].len(), 5);
        assert_eq!(seen[1], ["aspirant"]);
        assert_eq!(seen[2], [seen[0].clone(), seen[1].clone()].concat());
        let body = json!({"title": "Beginnen", "text": "Hoe begint het?"});
        let opened = app.post("/v1/rooms/aspirant/threads").json(&body).bearer(&stranger.token).await;
        assert_eq!(opened.status, 201, "{}", opened.text());
        let path = opened.header("location");
        assert_eq!(an.reads(&app, &path).await.status, 404);
    }

    async fn a_verification_that_lapsed_closes_the_rooms(app: TestApp) {
        let [an] = verified(&app, ["an"]).await;
        let thread = format!("/v1/threads/{}", an.opens(&app, "Slapen").await);
        app.advance(TimeDelta::days(365) - TimeDelta::minutes(1));
        let late = token(&app, "an@voorbeeld.nl", "parent").await;
        assert_eq!(app.get(&thread).bearer(&late).await.status, 200);

        app.advance(TimeDelta::minutes(1));
        // With the same token.
        assert_eq!(app.get(&thread).bearer(&late).await.status, 404);
        assert_eq!(app.get(ROOM).bearer(&late).await.status, 404);
    }

    async fn what_is_read_here_is_kept_nowhere_on_the_way(app: TestApp) {
        let [an] = verified(&app, ["an"]).await;
        let thread = an.opens(&app, "Slapen").await;
        for path in ["/v1/rooms", "/v1/rooms/zorgen", ROOM, &format!("/v1/threads/{thread}"), &format!("/v1/threads/{thread}/posts")] {
            let answer = an.reads(&app, path).await;
            assert_eq!((answer.status, answer.header("cache-control").as_str()), (200, "no-store"), "{path}");
        }
    }

    async fn no_row_tells_who_wrote_or_ties_two_threads(app: TestApp) {
        let [an, bo] = verified(&app, ["an", "bo"]).await;
        let before = dump(&app).await;
        let mut threads = Vec::new();
        for title in ["Slapen", "Eten"] {
            let thread = an.opens(&app, title).await;
            let path = format!("/v1/threads/{thread}/posts");
            let say = app.post(&path).json(&json!({"text": "Nog iets."}));
            let said = say.header("Idempotency-Key", "een").bearer(&an.token).await;
            assert_eq!(text(&said.json()["id"]).chars().nth(14), Some('4'));
            bo.says(&app, &thread, "Een ritme.").await;
            threads.push(thread);
        }
        let after = dump(&app).await;

        let changed: HashSet<_> = after.iter().filter(|(table, rows)| before.get(*table) != Some(*rows)).map(|(table, _)| table.as_str()).collect();
        assert_eq!(changed, HashSet::from(["feed", "idempotency_keys", "posts", "thread_aliases", "threads"]));
        let accounts = [digits(&an.account), digits(&bo.account)];
        for table in &changed {
            for row in &after[*table] {
                assert!(accounts.iter().all(|account| !row.contains(account)), "{table}: {row}");
                // The hour and the minute stand in the feed alone, which names no post.
                assert!(*table == "feed" || !row.contains("09:00"), "{table}: {row}");
            }
        }
        // Two people in two threads are four to whoever holds the tables.
        let known = texts(&app, "SELECT pseudonym AS line FROM thread_aliases").await;
        assert_eq!(known.iter().collect::<HashSet<_>>().len(), 4);
        let keys = texts(&app, "SELECT pseudonym || content AS line FROM idempotency_keys").await;
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), 2);
    }
}
