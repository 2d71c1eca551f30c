//! What is searched in vain: counted by month and topic, never as it was typed.

use chrono::TimeDelta;
use entities::search_misses;
use pijler::domains::catalogue::service::write_down_misses;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use tests::{TestApp, on_both};

async fn ask(app: &TestApp, path: &str, times: usize) {
    for _ in 0..times {
        assert_eq!(app.get(path).await.status, 200, "{path}");
    }
}

async fn written_down(app: &TestApp) {
    let snapshot = app.parts.catalogue().now();
    let done = write_down_misses(&app.backend, &snapshot).await;
    done.expect("they are written down");
}

async fn told(app: &TestApp) -> Value {
    app.get("/v1/search/_misses").await.json()["items"].clone()
}

on_both! {
    async fn searches_in_vain_are_told_in_tens_when_the_month_is_over(app: TestApp) {
        // Asked again and again: what is in vain is never kept, so that each is counted.
        ask(&app, "/v1/search?q=hypotheek", 9).await;
        ask(&app, "/v1/courses?q=hypotheek", 9).await;
        let graphql = "{ search(text: \"hypotheek\") { totalCount } courses(filter: {q: \"hypotheek\"}) { totalCount } }";
        for _ in 0..3 {
            app.graphql(graphql, json!({})).await.data();
        }
        ask(&app, "/v1/search?q=pesten&kind=provider", 12).await;
        ask(&app, "/v1/search?q=schulden&kind=provider", 9).await;
        // What is answered is not counted.
        ask(&app, "/v1/search?q=hechting", 12).await;
        written_down(&app).await;
        written_down(&app).await;
        ask(&app, "/v1/search?q=hypotheek", 7).await;
        written_down(&app).await;
        assert_eq!(told(&app).await, json!([]), "the month is not over");

        app.advance(TimeDelta::days(30));
        let about = app.get("/v1/topics/gezonde-ontwikkeling").await.json();
        let about = json!({"id": about["id"], "slug": about["slug"], "name": about["name"]});
        let expected = json!([
            {"month": "2026-11", "topic": null, "atLeast": 30},
            {"month": "2026-11", "topic": about, "atLeast": 10},
        ]);
        assert_eq!(told(&app).await, expected);

        let query = "{ searchMisses(first: 1) { nodes { month atLeast topic { slug } } pageInfo { endCursor hasNextPage } } }";
        let first = app.graphql(query, json!({})).await.data()["searchMisses"].clone();
        assert_eq!(first["nodes"], json!([{"month": "2026-11", "atLeast": 30, "topic": null}]));
        assert_eq!(first["pageInfo"]["hasNextPage"], true);
        let after = format!("{{ searchMisses(after: {}) {{ nodes {{ month atLeast topic {{ slug }} }} }} }}", first["pageInfo"]["endCursor"]);
        let rest = app.graphql(&after, json!({})).await.data()["searchMisses"].clone();
        assert_eq!(rest["nodes"], json!([{"month": "2026-11", "atLeast": 10, "topic": {"slug": "gezonde-ontwikkeling"}}]));
    }

    async fn nothing_that_was_typed_is_written_down(app: TestApp) {
        ask(&app, "/v1/search?q=hypotheek", 1).await;
        ask(&app, "/v1/search?q=pesten&kind=provider", 1).await;
        written_down(&app).await;

        let rows = search_misses::Entity::find().all(app.backend.reader()).await.expect("rows");
        let mut rows: Vec<_> = rows.into_iter().map(|row| (row.month, row.topic, row.count)).collect();
        rows.sort();
        let row = |topic: &str| ("2026-11".to_owned(), topic.to_owned(), 1);
        assert_eq!(rows, [row(""), row("gezonde-ontwikkeling")]);
    }
}
