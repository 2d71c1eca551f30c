//! Nothing that is kept ties a review to the account that drew its right.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;
use tests::on_both;

use super::{course, hour, post, right, saying, token, written};
use crate::identity::somebody;
use crate::rows::{digits, dump, texts};

on_both! {
    async fn no_row_of_any_table_has_both_an_account_and_anything_of_a_review(app: TestApp) {
        let (id, slug) = course(&app).await;
        let account = digits(&somebody(&app, "an@voorbeeld.nl").await);
        let parent = token(&app, "an@voorbeeld.nl", "parent").await;
        let before = dump(&app).await;
        let declared = json!({"basis": "self_declared"});
        let path = format!("/v1/courses/{slug}/review-rights");
        let drawn = app.post(&path).json(&declared).bearer(&parent).await.json();
        let after_drawing = dump(&app).await;
        let own = drawn["token"].as_str().expect("a token");
        assert_eq!(post(&app, &saying(own, 4, "Heel herkenbaar")).await.status, 200);
        let after = dump(&app).await;

        // Drawing and posting each leave one row in a table of its own, and nothing else.
        let grown = |from: &BTreeMap<String, Vec<String>>, to: &BTreeMap<String, Vec<String>>| {
            let grown = to.iter().filter(|(table, rows)| from[*table] != **rows);
            grown.map(|(table, rows)| (table.clone(), rows.len())).collect::<Vec<_>>()
        };
        assert_eq!(grown(&before, &after_drawing), [("review_drawings".to_owned(), 1)]);
        assert_eq!(grown(&after_drawing, &after), [("reviews".to_owned(), 1)]);

        let (drawing, review) = (&after["review_drawings"][0], &after["reviews"][0]);
        assert!(review.contains("heel herkenbaar") && review.contains(&id.simple().to_string()));
        let tokens = own.to_lowercase().replace('-', "");
        for (table, rows) in &after {
            assert!(!rows.concat().contains(&tokens), "{table} holds the token");
        }
        for row in [drawing, review] {
            assert!(!row.contains(&account), "{row}");
        }
        assert!(!drawing.contains(&id.simple().to_string()), "{drawing}");
        // No value of the one is a value of the other, and neither holds a time.
        let values = |row: &str| -> Vec<String> {
            let parts = row.split(['|', ',', '\'', '"', '(', ')']);
            parts.filter(|part| part.len() > 5).map(str::to_owned).collect()
        };
        assert!(values(drawing).iter().all(|value| !values(review).contains(value)));
        assert_eq!(values(drawing).len(), 1, "{drawing}");
        let words = values(review).into_iter().filter(|value| value.len() < 32);
        assert!(words.eq(["self_declared", "heel herkenbaar"]), "{review}");
    }

    async fn rows_stand_in_no_order_of_their_making(app: TestApp) {
        let reader = app.backend.reader();
        let (id, _) = course(&app).await;
        written(&app, id, &[1, 2, 3, 4, 5, 1, 2, 3, 4]).await;
        let before = dump(&app).await;
        hour(&app).await;
        let after = dump(&app).await;
        if reader.get_database_backend() == DbBackend::Postgres {
            let drawn = texts(&app, "SELECT pseudonym AS line FROM review_drawings ORDER BY ctid").await;
            let sorted = texts(&app, "SELECT pseudonym AS line FROM review_drawings ORDER BY pseudonym").await;
            assert_eq!((drawn.len(), drawn), (9, sorted));
            for table in ["review_drawings", "reviews"] {
                let sql = format!("SELECT count(DISTINCT xmin::text)::text AS line FROM {table}");
                assert_eq!(texts(&app, &sql).await, ["1"], "{table}");
            }
            assert_eq!(before, after, "what they say stays");
            return;
        }
        for table in ["review_drawings", "reviews"] {
            let sql = format!("SELECT rowid FROM {table}");
            let statement = Statement::from_string(DbBackend::Sqlite, sql);
            let refused = reader.query_all_raw(statement).await.expect_err("no numbers");
            assert!(refused.to_string().contains("no such column: rowid"), "{refused}");
        }
    }

    async fn a_failure_says_nothing_of_a_token(app: TestApp) {
        let (id, _) = course(&app).await;
        let own = right(&app, id).await;
        let wrong = format!("{}x", &own[1..]);
        for answer in [
            post(&app, &saying(&wrong, 9, "Fijn")).await,
            app.post("/v1/reviews/_own").json(&json!({"token": own})).await,
            app.post("/v1/reviews/_own").json(&json!({"token": wrong})).await,
        ] {
            assert!([400, 404].contains(&answer.status));
            assert!(!answer.text().contains(&own[1..]), "{}", answer.text());
        }
    }
}
