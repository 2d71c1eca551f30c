//! What a search may cost, and what it may not tell.

use chrono::TimeDelta;
use entities::courses;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use tests::on_both;

use super::{asked, items};
use crate::catalogue::{member, walk};

on_both! {
    async fn no_database_is_asked(app: TestApp) {
        for address in ["/v1/search?q=boze%20buien", "/v1/search/_suggest?q=hech", "/v1/courses?q=pubercursus&facets=topic"] {
            let (answer, statements) = app.counted(app.get(address)).await;
            assert_eq!((answer.status, statements), (200, 0), "{address}");
        }
        let ask = app.graphql("{ search(text: \"hegting\") { nodes { node { __typename } } } }", json!({}));
        assert_eq!(app.counted(ask).await.1, 0);
    }

    async fn pages_join_without_a_gap_or_a_repeat(app: TestApp) {
        let whole = walk(&app, "search?q=hechting%20en%20gedrag", 100).await;
        assert!(whole.len() > 30);
        for limit in [1, 7] {
            let pages = walk(&app, "search?q=hechting%20en%20gedrag", limit).await;
            assert_eq!(member(&pages, "id"), member(&whole, "id"), "{limit}");
        }
        let kinds = walk(&app, "search?q=hechting&kind=term&kind=topic", 5).await;
        assert!(kinds.iter().all(|it| it["kind"] == "term" || it["kind"] == "topic"));
        assert!(!kinds.is_empty());
    }

    async fn every_fault_of_a_question_is_named(app: TestApp) {
        let long = "a".repeat(201);
        for (address, faults) in [
            ("/v1/search".to_owned(), vec![("q", "text.empty")]),
            ("/v1/search?q=%20".to_owned(), vec![("q", "text.empty")]),
            (format!("/v1/search?q={long}&limit=0"), vec![("limit", "page.out_of_range"), ("q", "text.too_long")]),
            ("/v1/search?q=x&kind=song&colour=red".to_owned(), vec![("kind", "filter.unknown_value"), ("colour", "query.unknown_parameter")]),
            (format!("/v1/search/_suggest?q={long}"), vec![("q", "text.too_long")]),
            (format!("/v1/courses?q={long}"), vec![("q", "text.too_long")]),
            ("/v1/search?q=hechting&cursor=WyJhIl0".to_owned(), vec![("cursor", "page.bad_cursor")]),
            ("/v1/courses?sort=relevance".to_owned(), vec![("sort", "filter.needs_words")]),
        ] {
            let answer = app.get(&address).await;
            assert_eq!(answer.status, 400, "{address}");
            let problem = answer.json();
            let named: Vec<_> = problem["errors"].as_array().expect("errors").iter()
                .map(|it| (it["pointer"].as_str().expect("a pointer"), it["code"].as_str().expect("a code"))).collect();
            assert_eq!(named, faults, "{address}");
        }
        let answer = app.post("/v1/search/_search").json(&json!({"q": ""})).await;
        assert_eq!(answer.json()["errors"][0]["pointer"], "/q");
        let query = "query ($text: String!) { search(text: $text) { totalCount } searchSuggest(text: $text) { title } }";
        let answer = app.graphql(query, json!({"text": long})).await.json();
        assert_eq!(answer["errors"][0]["extensions"]["errors"][0]["code"], "text.too_long", "{answer}");
    }

    async fn odd_questions_are_answered(app: TestApp) {
        for question in [
            "a".repeat(200),
            "pleegouder".repeat(20),
            "kindergezinsouderhuis ".repeat(9),
            "ij".repeat(100),
            "é🙂".repeat(100),
            "x-".repeat(100),
            "\u{0}\u{7}'\"\\%_*()".to_owned(),
            "' OR 1=1 --".to_owned(),
            "ﬁ ß İ ŉ ĳ".to_owned(),
        ] {
            asked(&app, &question).await;
            let address = reqwest::Url::parse_with_params(&format!("{}/v1/search/_suggest", app.url), [("q", &question)]).expect("an address");
            let answer = app.client.get(address).send().await.expect("an answer");
            assert_eq!(answer.status(), 200, "{question}");
        }
    }

    async fn only_what_is_public_is_found(app: TestApp) {
        let there = asked(&app, "Road to recovery").await;
        assert_eq!(items(&there)[0]["title"], "Road to recovery: traumatraining bij een verstandelijke beperking");
        let tx = app.backend.write().await.expect("a transaction");
        courses::Entity::update_many()
            .col_expr(courses::Column::Status, Expr::value("withdrawn"))
            .filter(courses::Column::ExternalId.eq("PLZ-034"))
            .exec(tx.conn()).await.expect("it is withdrawn");
        tx.changed("catalogue", "test");
        app.backend.commit(tx).await.expect("it is committed");

        let gone = asked(&app, "Road to recovery").await;
        assert!(items(&gone).iter().all(|it| it["slug"] != items(&there)[0]["slug"]), "{gone}");
        let typed = app.get("/v1/search/_suggest?q=road").await.json();
        assert!(items(&typed).is_empty(), "{typed}");
    }

    async fn what_is_current_goes_first_only_among_equals(app: TestApp) {
        let before = asked(&app, "hechting").await;
        crate::catalogue::examples(&app).await;
        let after = asked(&app, "hechting").await;
        assert_eq!(items(&before)[0]["title"], items(&after)[0]["title"]);
        app.advance(TimeDelta::days(1));
        assert_eq!(items(&asked(&app, "hechting").await).len(), items(&after).len());
    }
}
