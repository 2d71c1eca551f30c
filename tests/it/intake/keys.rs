//! One key, one push: repeated, at once, and otherwise.

use chrono::TimeDelta;
use entities::pushes;
use pijler::kernel::id;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use tests::{Answer, on_both};

use super::{Editor, edition, editors, one, outcomes, row, rows, text, token, totals};

fn faults(answer: &Answer) -> Vec<String> {
    answer.faults().into_iter().map(|(_, code)| code).collect()
}

on_both! {
    async fn the_same_key_and_rows_give_the_same_receipt(app: TestApp) {
        let editor = one(&app).await;
        let sent = json!([row("thuis"), {"externalId": "fout"}]);
        let first = editor.push(&app, "november", &sent).await;
        let changed = json!([{"externalId": "thuis", "title": "Anders", "summary": "x"}]);
        editor.push(&app, "tussendoor", &changed).await;
        let kept = app.get("/v1/courses?limit=100").await.bytes;
        let again = editor.push(&app, "november", &sent).await;
        let quoted = editor.push(&app, "\"november\"", &sent).await;

        assert_eq!((first.status, again.status, quoted.status), (201, 201, 201));
        assert_eq!(first.bytes, again.bytes);
        assert_eq!(first.bytes, quoted.bytes);
        assert_eq!(first.header("location"), again.header("location"));
        // It was not done again.
        assert_eq!(app.get("/v1/courses?limit=100").await.bytes, kept);
        let path = format!("{}/receipt", first.header("location"));
        assert_eq!(editor.read(&app, &path).await.bytes, first.bytes);
    }

    async fn a_key_is_the_same_at_either_door(app: TestApp) {
        let editor = one(&app).await;
        // Another order of members, a null and a fraction of nothing say the same.
        let mut odd = serde_json::to_string(&row("thuis")).expect("JSON");
        odd = odd.replace("\"priceCents\":0", "\"sessions\":null,\"priceCents\":0.0");
        let body = format!("{{\"rows\":[{odd}]}}");
        let by_rest = editor.send(&app, "november").body("application/json", body).await;
        let by_graphql = editor.mutate(&app, "november", &json!([row("thuis")])).await.data();

        assert_eq!(by_rest.json()["pushId"], by_graphql["pushCreate"]["push"]["uuid"]);
        assert_eq!(totals(&by_graphql["pushCreate"]["receipt"]), [1, 0, 0, 0]);
    }

    async fn a_key_refuses_other_rows_until_its_time_is_over(app: TestApp) {
        let editor = one(&app).await;
        editor.push(&app, "november", &json!([row("een"), row("twee")])).await;
        for other in [json!([row("een")]), json!([row("twee"), row("een")]), json!([row("een"), row("drie")])] {
            let refused = editor.push(&app, "november", &other).await;
            assert_eq!((refused.status, refused.code().as_str()), (422, "push.key_reused"));
            assert_eq!(editor.mutate(&app, "november", &other).await.code(), "push.key_reused");
        }
        app.advance(TimeDelta::days(30));
        let editor = Editor { token: token(&app, "een@voorbeeld.nl", "organisation").await, ..editor };
        let anew = editor.push(&app, "november", &json!([row("een")])).await;
        assert_eq!((anew.status, outcomes(&anew)), (201, vec!["unchanged".to_owned()]));
        assert_eq!(editor.read(&app, "/v1/pushes").await.json()["items"].as_array().map(Vec::len), Some(2));
    }

    async fn what_is_wrong_with_a_push_is_said_at_once(app: TestApp) {
        let editor = one(&app).await;
        let none = app.post("/v1/pushes?dryRun=perhaps&x=1").bearer(&editor.token).json(&json!({"rows": []})).await;
        assert_eq!(none.status, 400);
        let mut found = faults(&none);
        found.sort();
        assert_eq!(found, ["push.empty", "push.key_required", "query.malformed", "query.unknown_parameter"], "{}", none.text());
        let none = editor.ask(&app, json!({"idempotencyKey": " ", "rows": []})).await;
        assert_eq!(faults(&none), ["push.key_required", "push.empty"]);

        for key in ["x".repeat(256), "a b".to_owned(), "\"\"".to_owned(), "één".to_owned()] {
            let refused = editor.push(&app, &key, &rows(1)).await;
            assert_eq!((refused.status, faults(&refused)), (400, vec!["push.key_malformed".to_owned()]));
            assert_eq!(faults(&editor.mutate(&app, &key, &rows(1)).await), ["push.key_malformed"]);
        }
        assert_eq!(editor.push(&app, &"x".repeat(255), &rows(1)).await.status, 201);
    }

    async fn graphql_takes_500_rows_and_not_one_more(app: TestApp) {
        let editor = one(&app).await;
        assert_eq!(editor.mutate(&app, "1", &rows(501)).await.code(), "push.too_many_rows");
        assert_eq!(pushes::Entity::find().count(app.backend.reader()).await.expect("a count"), 0);

        let pushed = editor.push(&app, "1", &rows(500)).await.json();
        assert_eq!(totals(&pushed), [500, 0, 0, 0]);
        let asked = "query($id: ID!, $after: String) { push(id: $id) { receipt { rows(first: 100, after: $after) \
            { totalCount pageInfo { endCursor } nodes { row } } } } }";
        let id = id::global("Push", text(&pushed["pushId"]).parse().expect("an id"));
        let (mut seen, mut after) = (Vec::new(), Value::Null);
        for _ in 0..5 {
            let page = app.graphql(asked, json!({"id": id.as_str(), "after": after})).bearer(&editor.token).await.data();
            let page = &page["push"]["receipt"]["rows"];
            assert_eq!(page["totalCount"], 500);
            seen.extend(page["nodes"].as_array().expect("rows").iter().map(|row| row["row"].as_i64()));
            after = page["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(seen, (1..=500).map(Some).collect::<Vec<_>>());
    }

    async fn what_is_no_push_is_not_read_as_one(app: TestApp) {
        let editor = one(&app).await;
        let body = json!({"rows": rows(1)}).to_string();
        for media in ["text/plain", "application/xml", "text/csv; charset=windows-1252"] {
            let refused = editor.send(&app, "1").body(media, body.clone()).await;
            assert_eq!(refused.status, 415, "{media}");
        }
        let packed = editor.push(&app, "1", &rows(1)).header("content-encoding", "br").await;
        assert_eq!(packed.status, 415);
        for body in ["", "[]", "{}", "{\"rows\": {}}", "{\"rows\": [], \"more\": 1}", "{\"rows\": [{}]} x"] {
            let refused = editor.send(&app, "1").body("application/json", body).await;
            assert_eq!((refused.status, refused.code().as_str()), (400, "input.invalid"), "{body}");
        }
        let large = editor.send(&app, "1").body("text/csv", vec![b'x'; 2 * 1024 * 1024 + 1]).await;
        assert_eq!(large.status, 413);
    }

    async fn two_at_once_are_one_push(app: TestApp) {
        let editor = one(&app).await;
        let sent: Value = (0..20).map(|at| row(&format!("rij-{at}"))).collect();
        let (one, two, three) = tokio::join!(
            async { editor.push(&app, "1", &sent).await },
            async { editor.push(&app, "1", &sent).await },
            async { editor.mutate(&app, "1", &sent).await },
        );

        assert_eq!((one.status, two.status), (201, 201));
        assert_eq!(one.bytes, two.bytes);
        assert_eq!(three.data()["pushCreate"]["push"]["uuid"], one.json()["pushId"]);
        assert_eq!(totals(&one.json()), [20, 0, 0, 0]);
        assert_eq!(editor.read(&app, "/v1/pushes").await.json()["items"].as_array().map(Vec::len), Some(1));
    }

    async fn pushes_at_once_wait_for_each_other(app: TestApp) {
        let [first, second] = editors(&app).await;
        let mut other = row("thuis");
        other["editions"] = json!([edition("lente", "2027-04-01")]);
        let (one, two, three) = tokio::join!(
            async { first.push(&app, "1", &json!([row("thuis")])).await },
            async { first.push(&app, "2", &json!([other])).await },
            async { second.push(&app, "1", &json!([row("thuis")])).await },
        );
        let mut ours = [outcomes(&one), outcomes(&two)].concat();
        ours.sort();
        assert_eq!((ours, outcomes(&three)), (vec!["created".to_owned(), "updated".to_owned()], vec!["created".to_owned()]));
    }
}
