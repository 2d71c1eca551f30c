//! Asking, answering and taking back.

use futures_util::future::join_all;
use pijler::domains::community::{PostId, ThreadId};
use pijler::kernel::id::Identity;
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{POST, ROOM, moderator, text, verified};
use crate::rows::texts;

/// A thread as GraphQL shows it, with its posts.
async fn shown(app: &TestApp, token: &str, thread: &str) -> Value {
    let query = "query($id: ID!) { thread(id: $id) { title openedBy myAlias postCount \
        room { slug readers } posts { nodes { uuid alias text mine removedBy } } } }";
    let id = ThreadId(thread.parse().expect("an id")).global();
    let answer = app.graphql(query, json!({"id": id})).bearer(token).await;
    answer.data()["thread"].clone()
}

on_both! {
    async fn a_question_is_asked_and_answered(app: TestApp) {
        let [an, bo] = verified(&app, ["an", "bo"]).await;
        let opened = app.post(ROOM).json(&json!({"title": " Slapen ", "text": "Wat helpt?"}));
        let opened = opened.bearer(&an.token).await;
        let (location, thread) = (opened.header("location"), opened.json());
        assert_eq!(an.reads(&app, &location).await.json(), thread);
        assert_eq!((&thread["title"], &thread["postCount"]), (&json!("Slapen"), &json!(1)));
        assert_eq!(thread["openedOn"], "2026-11-25");
        assert_eq!(thread["myAlias"], thread["openedBy"]);
        let id = text(&thread["id"]);
        let first = an.posts(&app, &id).await.remove(0);

        let input = json!({"threadId": ThreadId(id.parse().unwrap()).global(), "text": "Een ritme.",
            "inReplyToId": PostId(text(&first["id"]).parse().unwrap()).global()});
        let said = app.graphql(POST, json!({"input": input})).bearer(&bo.token).await.data();
        let said = &said["postCreate"]["post"];
        assert_eq!((&said["mine"], &said["writtenOn"]), (&json!(true), &json!("2026-11-25")));

        for (reader, mine) in [(&an, [true, false]), (&bo, [false, true])] {
            let posts = reader.posts(&app, &id).await;
            let by_rest: Vec<_> = posts.iter().map(|post| &post["mine"]).collect();
            assert_eq!(json!(by_rest), json!(mine));
            assert_eq!(posts[1]["inReplyToId"], first["id"]);
            let by_graphql = shown(&app, &reader.token, &id).await;
            assert_eq!(by_graphql["room"], json!({"slug": "zorgen", "readers": ["VERIFIED_PARENT", "MODERATOR"]}));
            let nodes = by_graphql["posts"]["nodes"].as_array().unwrap();
            for (post, node) in posts.iter().zip(nodes) {
                assert_eq!(post["id"], node["uuid"]);
                assert_eq!([&post["alias"], &post["text"], &post["mine"]], [&node["alias"], &node["text"], &node["mine"]]);
            }
            assert_eq!(by_graphql["myAlias"], posts.iter().find(|post| post["mine"] == true).unwrap()["alias"]);
        }
        assert_ne!(first["alias"], said["alias"]);
    }

    async fn somebody_has_one_alias_in_a_thread(app: TestApp) {
        let [an, bo] = verified(&app, ["an", "bo"]).await;
        let thread = an.opens(&app, "Slapen").await;
        bo.says(&app, &thread, "Een ritme.").await;
        an.says(&app, &thread, "Dank je.").await;
        bo.says(&app, &thread, "Graag gedaan.").await;

        let posts = an.posts(&app, &thread).await;
        assert_eq!(posts[0]["alias"], posts[2]["alias"]);
        assert_eq!(posts[1]["alias"], posts[3]["alias"]);
        assert_ne!(posts[0]["alias"], posts[1]["alias"]);
    }

    async fn the_thread_with_the_latest_post_comes_first(app: TestApp) {
        let [an, bo] = verified(&app, ["an", "bo"]).await;
        let mut threads = Vec::new();
        for title in ["Een", "Twee", "Drie"] {
            threads.push(an.opens(&app, title).await);
        }
        bo.says(&app, &threads[0], "Nog iets.").await;

        let first = bo.reads(&app, &format!("{ROOM}?limit=2")).await.json();
        let cursor = text(&first["nextCursor"]);
        let second = bo.reads(&app, &format!("{ROOM}?limit=2&cursor={cursor}")).await.json();
        let titles = |page: &Value| -> Vec<String> {
            page["items"].as_array().unwrap().iter().map(|thread| text(&thread["title"])).collect()
        };
        assert_eq!((titles(&first), titles(&second)), (vec!["Een".into(), "Drie".into()], vec!["Twee".into()]));
        assert_eq!(second["nextCursor"], Value::Null);
        let query = "{ room(id: \"zorgen\") { threads(first: 3) { nodes { title } } } }";
        let by_graphql = app.graphql(query, json!({})).bearer(&bo.token).await.data();
        assert_eq!(by_graphql["room"]["threads"]["nodes"], json!([{"title": "Een"}, {"title": "Drie"}, {"title": "Twee"}]));
    }

    async fn posts_are_paged_in_the_order_in_which_they_were_written(app: TestApp) {
        let [an] = verified(&app, ["an"]).await;
        let thread = an.opens(&app, "Slapen").await;
        for number in 2..=5 {
            an.says(&app, &thread, &format!("Nummer {number}")).await;
        }
        let whole = an.posts(&app, &thread).await;
        let (mut seen, mut path) = (Vec::new(), format!("/v1/threads/{thread}/posts?limit=2"));
        loop {
            let page = an.reads(&app, &path).await.json();
            seen.extend(page["items"].as_array().unwrap().clone());
            match page["nextCursor"].as_str() {
                Some(cursor) => path = format!("/v1/threads/{thread}/posts?limit=2&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(seen, whole);
        let told: Vec<_> = whole.iter().skip(1).map(|post| text(&post["text"])).collect();
        assert_eq!(told, ["Nummer 2", "Nummer 3", "Nummer 4", "Nummer 5"]);
    }

    async fn every_fault_is_named_and_nothing_is_kept(app: TestApp) {
        let [an] = verified(&app, ["an"]).await;
        let body = json!({"title": " ", "text": "Bel 06-12345678 of mail an@voorbeeld.nl"});
        let faults = [("/title", "text.empty"), ("/text", "text.holds_email"), ("/text", "text.holds_number")];
        let wanted = faults.map(|(place, code)| (place.to_owned(), code.to_owned()));
        let by_rest = app.post(ROOM).json(&body).bearer(&an.token).await;
        assert_eq!(by_rest.status, 400);
        assert!(wanted.iter().all(|fault| by_rest.faults().contains(fault)), "{}", by_rest.text());
        let query = "mutation($t: String!, $x: String!) { threadCreate(input: {roomId: \"zorgen\", title: $t, text: $x}) { thread { id } } }";
        let by_graphql = app.graphql(query, json!({"t": body["title"], "x": body["text"]}));
        assert_eq!(by_graphql.bearer(&an.token).await.faults(), by_rest.faults());
        assert_eq!(an.reads(&app, ROOM).await.json()["items"], json!([]));

        let thread = an.opens(&app, "Slapen").await;
        let other = an.opens(&app, "Eten").await;
        let elsewhere = an.posts(&app, &other).await[0]["id"].clone();
        let path = format!("/v1/threads/{thread}/posts");
        let body = json!({"text": "x".repeat(4001), "inReplyToId": elsewhere});
        let refused = app.post(&path).json(&body).bearer(&an.token).await;
        let told: Vec<_> = refused.faults().into_iter().map(|(place, code)| format!("{place} {code}")).collect();
        assert_eq!(told, ["/inReplyToId post.answers_nothing", "/text text.too_long"]);
        assert_eq!(an.posts(&app, &thread).await.len(), 1);
    }

    async fn the_same_key_writes_one_post(app: TestApp) {
        let [an, bo] = verified(&app, ["an", "bo"]).await;
        let path = format!("/v1/threads/{}/posts", an.opens(&app, "Slapen").await);
        let ask = |token: &str, words: &str| {
            let ask = app.post(&path).json(&json!({"text": words}));
            ask.header("Idempotency-Key", "\"een\"").bearer(token)
        };
        // At once, and after.
        let asked = (0..4).map(|_| async { ask(&an.token, "Een ritme.").await });
        let mut answers = join_all(asked).await;
        answers.push(ask(&an.token, "Een ritme.").await);
        let first = answers[0].json();
        for answer in &answers {
            assert_eq!((answer.status, answer.json()), (201, first.clone()));
        }
        let other = ask(&an.token, "Iets anders.").await;
        assert_eq!((other.status, other.code().as_str()), (422, "idempotency.key_reused"));
        let theirs = ask(&bo.token, "Een ritme.").await;
        assert_eq!(theirs.status, 201);
        assert_ne!(theirs.json()["id"], first["id"]);

        let input = json!({"threadId": ThreadId(text(&first["threadId"]).parse().unwrap()).global(),
            "text": "Een ritme.", "idempotencyKey": "een"});
        let by_graphql = app.graphql(POST, json!({"input": input})).bearer(&an.token).await.data();
        assert_eq!(by_graphql["postCreate"]["post"]["uuid"], first["id"]);

        app.advance(chrono::TimeDelta::days(2));
        pijler::app::start::forget(&app.backend).await.expect("it is forgotten");
        assert!(texts(&app, "SELECT content AS line FROM idempotency_keys").await.is_empty());
    }

    async fn many_write_at_once_and_none_is_lost(app: TestApp) {
        let [an, bo] = verified(&app, ["an", "bo"]).await;
        let thread = an.opens(&app, "Slapen").await;
        let said = (0..12).map(|number| {
            let (who, words) = (if number % 2 == 0 { &an } else { &bo }, format!("Nummer {number}"));
            let (app, thread) = (&app, &thread);
            async move { who.says(app, thread, &words).await }
        });
        let said = join_all(said).await;

        let posts = an.posts(&app, &thread).await;
        assert_eq!(posts.len(), 13);
        assert!(said.iter().all(|one| posts.iter().any(|post| post["id"] == one["id"])));
        let aliases: std::collections::HashSet<_> = posts.iter().map(|post| text(&post["alias"])).collect();
        assert_eq!(aliases.len(), 2);
        assert_eq!(shown(&app, &an.token, &thread).await["postCount"], 13);
    }

    async fn whoever_wrote_a_post_takes_it_back_and_its_place_stays(app: TestApp) {
        let [an, bo] = verified(&app, ["an", "bo"]).await;
        let thread = an.opens(&app, "Slapen").await;
        let reply = bo.says(&app, &thread, "Een ritme.").await;
        let first = an.posts(&app, &thread).await[0]["id"].clone();
        let path = format!("/v1/posts/{}", text(&first));
        let refused = app.delete(&path).bearer(&bo.token).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "post.not_yours"));

        for _ in 0..2 {
            assert_eq!(app.delete(&path).bearer(&an.token).await.status, 204);
        }
        let posts = bo.posts(&app, &thread).await;
        assert_eq!(posts[0], json!({"id": first, "threadId": thread, "alias": null, "text": null,
            "inReplyToId": null, "writtenOn": "2026-11-25", "removedBy": "author", "mine": false}));
        assert_eq!(posts[1]["id"], reply["id"]);
        let left = shown(&app, &bo.token, &thread).await;
        assert_eq!((&left["title"], &left["openedBy"], &left["postCount"]), (&Value::Null, &Value::Null, &json!(2)));
        assert!(texts(&app, "SELECT act AS line FROM audit_entries").await.iter().all(|act| act != "post.remove"));
        // Their alias stays theirs.
        let again = an.says(&app, &thread, "Toch nog iets.").await;
        assert_ne!(again["alias"], reply["alias"]);
    }

    async fn a_moderator_removes_a_post_and_that_is_written_down(app: TestApp) {
        let [an] = verified(&app, ["an"]).await;
        let moderator = moderator(&app).await;
        let thread = an.opens(&app, "Slapen").await;
        let post = an.says(&app, &thread, "Iets dat niet mag.").await;
        let remove = "mutation($id: ID!) { postDelete(input: {id: $id}) { post { removedBy text } } }";
        let id = PostId(text(&post["id"]).parse().unwrap()).global();
        let removed = app.graphql(remove, json!({"id": id})).bearer(&moderator).await.data();

        assert_eq!(removed["postDelete"]["post"], json!({"removedBy": "MODERATOR", "text": null}));
        assert_eq!(an.posts(&app, &thread).await[1]["removedBy"], "moderator");
        let written = texts(&app, "SELECT act || ' ' || subject AS line FROM audit_entries").await;
        let subject = format!("post.remove post:{}", text(&post["id"]).replace('-', ""));
        assert!(written.contains(&subject), "{written:?}");
    }

    async fn rooms_with_their_threads_and_posts_cost_a_statement_a_room(app: TestApp) {
        let [an] = verified(&app, ["an"]).await;
        let query = "{ rooms { nodes { slug threads { nodes { title posts { nodes { text } } } } } } }";
        let mut costs = Vec::new();
        for title in ["Een", "Twee", "Drie"] {
            let thread = an.opens(&app, title).await;
            an.says(&app, &thread, "Nog iets.").await;
            let (answer, cost) = app.counted(app.graphql(query, json!({})).bearer(&an.token)).await;
            assert_eq!(answer.data()["rooms"]["nodes"].as_array().unwrap().len(), 5);
            costs.push(cost);
        }
        // A statement for the threads of each of five rooms, one for one's own names in
        // the room that has any, one for all posts.
        assert_eq!(costs, [7, 7, 7]);
    }
}
