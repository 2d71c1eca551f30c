//! More rows than are done at once: taken, and done in parts.

use std::future::IntoFuture;
use std::time::Duration;

use chrono::TimeDelta;
use entities::{push_parts, pushes};
use pijler::domains::intake::{carry_on, forget};
use pijler::kernel::id;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use tests::{Answer, TestApp, on_both};
use tokio::time::timeout;
use uuid::Builder;

use super::receipts::lines;
use super::{Editor, asked, editors, one, row, text, token, told, totals};

/// Does what waits, part by part; how many.
async fn done(app: &TestApp) -> usize {
    let mut steps = 0;
    while carry_on(&app.backend, app.parts.catalogue())
        .await
        .expect("a step")
    {
        steps += 1;
    }
    steps
}

async fn parts(app: &TestApp) -> u64 {
    push_parts::Entity::find()
        .count(app.backend.reader())
        .await
        .expect("a count")
}

/// A short row, so that many are soon written.
fn short(key: usize) -> Value {
    json!({"externalId": format!("rij-{key}"), "title": format!("Praten over thuis {key}"), "summary": "Een avond."})
}

fn many(count: usize) -> Value {
    (1..=count).map(short).collect()
}

fn of(push: &Answer) -> String {
    assert_eq!(push.status, 202, "{}", push.text());
    text(&push.json()["id"])
}

async fn state(app: &TestApp, editor: &Editor, id: &str) -> Value {
    editor.read(app, &format!("/v1/pushes/{id}")).await.json()
}

on_both! {
    async fn more_than_500_rows_are_taken_and_done_in_parts(app: TestApp) {
        let editor = one(&app).await;
        let mut sent = many(1_201);
        sent[700]["title"] = json!("");
        let taken = editor.push(&app, "1", &sent).await;
        let id = of(&taken);
        assert_eq!(taken.header("location"), format!("/v1/pushes/{id}"));
        let push = taken.json();
        assert_eq!((&push["state"], &push["rows"], &push["totals"]["sent"]), (&json!("waiting"), &json!(1_201), &json!(0)));
        assert_eq!(parts(&app).await, 3);
        // The same key gives the same push, and other rows under it are refused.
        let again = editor.push(&app, "1", &sent).await;
        assert_eq!((again.status, of(&again)), (202, id.clone()));
        let other = editor.push(&app, "1", &many(1_200)).await;
        assert_eq!((other.status, other.code().as_str()), (422, "push.key_reused"));
        assert_eq!(parts(&app).await, 3, "what was sent again is not kept twice");

        assert!(carry_on(&app.backend, app.parts.catalogue()).await.expect("a step"));
        let push = state(&app, &editor, &id).await;
        assert_eq!((&push["state"], totals(&push)), (&json!("working"), [500, 0, 0, 0]));
        let receipt = editor.read(&app, &format!("/v1/pushes/{id}/receipt")).await.json();
        assert_eq!(receipt["rows"].as_array().map(Vec::len), Some(500));
        assert_eq!(app.get("/v1/courses?q=rij-1&limit=1").await.status, 200);
        assert_eq!(done(&app).await, 3);

        let push = state(&app, &editor, &id).await;
        assert_eq!((&push["state"], totals(&push)), (&json!("done"), [1_200, 0, 0, 1]));
        assert!(push["finishedAt"].is_string());
        assert_eq!(parts(&app).await, 0);
        let receipt = editor.read(&app, &format!("/v1/pushes/{id}/receipt")).await.json();
        let numbers: Vec<_> = receipt["rows"].as_array().expect("rows").iter().map(|row| row["row"].as_i64()).collect();
        assert_eq!(numbers, (1..=1_201).map(Some).collect::<Vec<_>>());
        assert_eq!((&receipt["rows"][700]["outcome"], &receipt["pushId"], totals(&receipt)), (&json!("rejected"), &json!(id), [1_200, 0, 0, 1]));
        let csv = editor.read(&app, &format!("/v1/pushes/{id}/receipt?format=csv")).await;
        assert_eq!(lines(&csv).len(), 1_201);
        // Over and done: the same key still gives it.
        let again = editor.push(&app, "1", &sent).await;
        assert_eq!((of(&again), &again.json()["state"]), (id, &json!("done")));
    }

    async fn a_long_receipt_is_paged_by_graphql(app: TestApp) {
        let editor = one(&app).await;
        let id = of(&editor.push(&app, "1", &many(1_050)).await);
        done(&app).await;
        let asked = "query($id: ID!, $after: String) { push(id: $id) { state rows receipt { rows(first: 100, after: $after) \
            { totalCount pageInfo { endCursor hasNextPage } nodes { row } } } } }";
        let global = id::global("Push", id.parse().expect("an id"));
        let (mut seen, mut after) = (Vec::new(), Value::Null);
        loop {
            let page = app.graphql(asked, json!({"id": global.as_str(), "after": after})).bearer(&editor.token).await.data();
            let page = &page["push"]["receipt"]["rows"];
            assert_eq!(page["totalCount"], 1_050);
            seen.extend(page["nodes"].as_array().expect("rows").iter().map(|row| row["row"].as_i64()));
            after = page["pageInfo"]["endCursor"].clone();
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
        }
        assert_eq!(seen, (1..=1_050).map(Some).collect::<Vec<_>>());
    }

    async fn a_row_names_another_however_far_apart_they_stand(app: TestApp) {
        let editor = one(&app).await;
        let mut sent = many(1_100);
        sent[1_050]["externalId"] = json!("rij-3");
        let id = of(&editor.push(&app, "1", &sent).await);
        done(&app).await;
        let receipt = editor.read(&app, &format!("/v1/pushes/{id}/receipt")).await.json();
        assert_eq!(totals(&receipt), [1_098, 0, 0, 2]);
        for (at, other) in [(2, "1051"), (1_050, "3")] {
            let message = &receipt["rows"][at]["messages"][0];
            assert_eq!(message["code"], "row.repeated");
            assert!(text(&message["text"]).contains(other), "{message}");
        }
    }

    async fn a_long_table_is_read_a_course_at_a_time(app: TestApp) {
        let editor = one(&app).await;
        let mut table = "externalId,title,editionId,startsOn,delivery\n".to_owned();
        for key in 0..400 {
            for edition in ["voorjaar", "najaar"] {
                table += &format!("rij-{key},Titel {key},{edition},2027-03-01,online\n");
            }
        }
        table += "rij-7,Titel 7,zomer,2027-07-01,online\n";
        let id = of(&editor.table(&app, "1", table).await);
        done(&app).await;
        let push = state(&app, &editor, &id).await;
        // What stands apart is refused: nobody knows whether it is the same.
        assert_eq!((totals(&push), &push["rows"]), ([798, 0, 0, 3], &json!(801)));
        let receipt = editor.read(&app, &format!("/v1/pushes/{id}/receipt")).await.json();
        assert_eq!(receipt["rows"][800]["row"], 802);
        assert!(told(&receipt["rows"][800]).contains(&("externalId".to_owned(), "row.repeated".to_owned())));
        assert_eq!(receipt["rows"][14]["outcome"], "rejected");
    }

    async fn what_comes_later_is_done_later(app: TestApp) {
        let [first, second] = editors(&app).await;
        let long = of(&first.push(&app, "1", &many(501)).await);
        let mut newer = short(1);
        newer["title"] = json!("Nieuwer");
        let small = of(&first.push(&app, "2", &json!([newer])).await);
        let graphql = first.mutate(&app, "3", &json!([short(2)])).await.data();
        assert_eq!((&graphql["pushCreate"]["catalogueVersion"], &graphql["pushCreate"]["receipt"]["totals"]["sent"]), (&Value::Null, &json!(0)));
        // Another's is no part of that queue.
        assert_eq!(second.push(&app, "1", &json!([row("thuis")])).await.status, 201);
        done(&app).await;
        let receipt = first.read(&app, &format!("/v1/pushes/{small}/receipt")).await.json();
        assert_eq!(totals(&receipt), [0, 1, 0, 0]);
        let course = text(&receipt["rows"][0]["courseId"]);
        assert_eq!(app.get(&format!("/v1/courses/{course}")).await.json()["title"], "Nieuwer");
        let push = state(&app, &first, &long).await;
        assert_eq!(totals(&push), [501, 0, 0, 0]);
        assert_eq!(first.push(&app, "4", &json!([short(3)])).await.status, 201);
    }

    async fn all_or_nothing_holds_for_every_part(app: TestApp) {
        let editor = one(&app).await;
        let mut sent = many(1_100);
        sent[1_099]["title"] = json!("");
        let id = of(&editor.meant(&app, "1", (&sent, json!({"atomicity": "all"}))).await);
        assert_eq!(done(&app).await, 1);
        let push = state(&app, &editor, &id).await;
        assert_eq!((&push["state"], totals(&push)), (&json!("refused"), [1_099, 0, 0, 1]));
        assert_eq!(app.get("/v1/courses?q=rij-1&limit=1").await.json()["items"], json!([]));
        let id = of(&editor.meant(&app, "2", (&many(1_100), json!({"atomicity": "all"}))).await);
        assert_eq!(done(&app).await, 1);
        assert_eq!(totals(&state(&app, &editor, &id).await), [1_100, 0, 0, 0]);
        let too_many = editor.meant(&app, "3", (&many(5_001), json!({"atomicity": "all"}))).await;
        assert_eq!(too_many.faults(), [("/atomicity".to_owned(), "push.too_many_for_all".to_owned())]);
        assert_eq!(parts(&app).await, 0);
    }

    async fn a_long_push_of_all_asks_when_it_is_done(app: TestApp) {
        let editor = one(&app).await;
        of(&editor.push(&app, "1", &many(601)).await);
        done(&app).await;
        let dry = of(&editor.meant(&app, "2", (&many(600), json!({"mode": "full", "dryRun": true}))).await);
        done(&app).await;
        let push = state(&app, &editor, &dry).await;
        assert_eq!((totals(&push), &push["totals"]["vanished"], &push["dryRun"]), ([0, 0, 600, 0], &json!(1), &json!(true)));
        let answers = json!([{"externalId": "rij-601", "answer": "withdraw"}]);
        assert_eq!(editor.answers(&app, &dry, answers.clone()).await.code(), "push.nothing_to_answer");
        // What was tried with a key is done with the same.
        let id = of(&editor.meant(&app, "2", (&many(600), json!({"mode": "full"}))).await);
        assert_ne!(id, dry);
        assert_eq!(editor.answers(&app, &id, answers.clone()).await.code(), "push.nothing_to_answer");
        done(&app).await;
        let receipt = editor.read(&app, &format!("/v1/pushes/{id}/receipt")).await.json();
        assert_eq!(asked(&receipt), [("rij-601".to_owned(), "vanished".to_owned(), "open".to_owned())]);
        assert_eq!(editor.answers(&app, &id, answers).await.status, 200);
    }

    async fn how_far_a_push_is_can_be_followed(app: TestApp) {
        let [first, second] = editors(&app).await;
        let id = of(&first.push(&app, "1", &many(501)).await);
        let query = "subscription($id: ID!) { pushProgress(id: $id) { uuid state totals { sent } } }";
        let global = id::global("Push", id.parse().expect("an id"));
        let follow = |token: &str| {
            let ask = app.graphql(query, json!({"id": global.as_str()})).bearer(token);
            ask.header("accept", "text/event-stream")
        };
        let begun = follow(&first.token).first_event().await.data();
        assert_eq!(begun["pushProgress"], json!({"uuid": id, "state": "WAITING", "totals": {"sent": 0}}));
        let following = tokio::spawn(follow(&first.token).into_future());
        // Until somebody follows, nobody can be told.
        tokio::time::sleep(Duration::from_millis(300)).await;
        done(&app).await;
        let told = timeout(Duration::from_secs(20), following).await.expect("in time").expect("told").text();
        for word in ["\"state\":\"WORKING\",\"totals\":{\"sent\":500}", "\"state\":\"DONE\",\"totals\":{\"sent\":501}", "event: complete"] {
            assert!(told.contains(word), "{told}");
        }
        for token in [&second.token, &first.token] {
            let nobodys = id::global("Push", "00000000-0000-7000-8000-000000000009".parse().expect("an id"));
            let id = if token == &first.token { nobodys.as_str() } else { global.as_str() };
            let refused = app.graphql(query, json!({"id": id})).bearer(token).header("accept", "text/event-stream").await;
            assert!(refused.text().contains("push.not_found"), "{}", refused.text());
        }
    }

    async fn two_nodes_do_no_part_twice(app: TestApp) {
        let [first, second] = editors(&app).await;
        let node = app.node().await;
        let ours = of(&first.push(&app, "1", &many(1_600)).await);
        let theirs = of(&second.push(&app, "1", &many(700)).await);
        let (here, there) = tokio::join!(done(&app), done(&node));
        assert_eq!(here + there, 5 + 3);
        assert_eq!(totals(&state(&app, &first, &ours).await), [1_600, 0, 0, 0]);
        assert_eq!(totals(&state(&app, &second, &theirs).await), [700, 0, 0, 0]);
        app.backend.catch_up().await.expect("it hears");
        node.leave().await;
    }

    async fn what_was_sent_and_never_taken_is_let_go_of(app: TestApp) {
        let editor = one(&app).await;
        let mut broken = json!({"rows": many(1_100)}).to_string();
        broken.truncate(broken.len() - 2);
        let refused = editor.send(&app, "1").body("application/json", broken).await;
        assert_eq!((refused.status, parts(&app).await), (400, 0));
        let unkeyed = app.post("/v1/pushes").bearer(&editor.token).json(&json!({"rows": many(1_100)})).await;
        assert_eq!((unkeyed.status, parts(&app).await), (400, 0));
        let more: String = (0..50_001).map(|at| format!("{{\"externalId\":\"{at}\"}}\n")).collect();
        let refused = editor.send(&app, "1").body("application/x-ndjson", more).await;
        assert_eq!((refused.status, refused.code().as_str(), parts(&app).await), (413, "push.too_many_rows", 0));
        assert_eq!(pushes::Entity::find().count(app.backend.reader()).await.expect("a count"), 0);

        // Whoever hangs up leaves something, for a day.
        let millis = u64::try_from(app.backend.clock.now().timestamp_millis()).expect("a moment");
        let left = push_parts::ActiveModel {
            push_id: sea_orm::ActiveValue::Set(Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid()),
            part: sea_orm::ActiveValue::Set(0),
            items: sea_orm::ActiveValue::Set("[]".to_owned()),
        };
        let schema = app.backend.databases().schema();
        push_parts::Entity::insert(left).exec_without_returning(schema).await.expect("a row");
        let taken = of(&editor.push(&app, "2", &many(501)).await);
        forget(&app.backend).await.expect("it tidies");
        assert_eq!(parts(&app).await, 3);
        app.advance(TimeDelta::days(2) + TimeDelta::minutes(1));
        forget(&app.backend).await.expect("it tidies");
        assert_eq!(parts(&app).await, 2, "what is taken stays");
        done(&app).await;
        let editor = Editor { token: token(&app, "een@voorbeeld.nl", "organisation").await, ..editor };
        assert_eq!(state(&app, &editor, &taken).await["state"], "done");
    }
}
