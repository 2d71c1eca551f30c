//! Lists of courses, narrowed down by words.

use serde_json::json;
use tests::on_both;

use super::items;
use crate::catalogue::{ids, member, walk};

on_both! {
    async fn a_list_is_searched_as_everything_is_and_counted(app: TestApp) {
        let page = app.get("/v1/courses?q=pubercursus&facets=topic,learningForm").await.json();
        assert_eq!(items(&page)[0]["title"], "Omgaan met pubers");
        assert!(page["totalCount"].as_u64().expect("a count") < 20);
        let topics = page["facets"].as_array().expect("facets").iter().find(|it| it["facet"] == "topic").expect("topics").clone();
        assert!(topics["values"].as_array().expect("values").iter().any(|it| it["value"] == "levensfases"));

        let found = app.get("/v1/search?q=boze%20buien&kind=course&limit=100").await.json();
        let sure: Vec<_> = items(&found).iter().filter(|it| it["confident"] == true).cloned().collect();
        let listed = walk(&app, "courses?q=boze%20buien", 100).await;
        assert_eq!(member(&listed, "id"), member(&sure, "id"));
        let answer = app.graphql("{ courses(first: 100, filter: {q: \"boze buien\"}) { nodes { uuid } } }", json!({})).await;
        assert_eq!(ids(&answer, "courses"), member(&listed, "id"));
    }

    async fn words_join_other_wishes_and_orders(app: TestApp) {
        let all = walk(&app, "courses?q=hechting", 100).await;
        let films = walk(&app, "courses?q=hechting&learningForm=online_self_paced", 100).await;
        assert!(!films.is_empty() && films.len() < all.len());
        assert!(films.iter().all(|it| it["learningForm"]["code"] == "online_self_paced"));

        let mut by_title = member(&walk(&app, "courses?q=hechting&sort=title", 3).await, "id");
        let mut best_first = member(&walk(&app, "courses?q=hechting&sort=relevance", 3).await, "id");
        assert_eq!(best_first, member(&all, "id"));
        assert_ne!(best_first, by_title);
        by_title.sort();
        best_first.sort();
        assert_eq!(best_first, by_title);
    }

    async fn a_place_in_one_order_is_none_in_another(app: TestApp) {
        let page = app.get("/v1/courses?q=hechting&limit=1").await.json();
        let cursor = page["nextCursor"].as_str().expect("a cursor");
        let answer = app.get(&format!("/v1/courses?q=hechting&sort=title&cursor={cursor}")).await;
        assert_eq!((answer.status, &answer.json()["errors"][0]["code"]), (400, &json!("page.bad_cursor")));
    }
}
