//! What the public is told, and what it is not.

use std::time::Duration;

use chrono::{Days, TimeDelta};
use entities::reviews;
use pijler::domains::reviews::service;
use pijler::kernel::backend::Backend;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, ModelTrait};
use serde_json::{Value, json};
use tests::{now, on_both};

use super::{course, hour, out, post, release, right, shown, told, wearing, written};

on_both! {
    async fn nothing_tells_that_four_wait_and_the_fifth_brings_all_with_the_batch(app: TestApp) {
        let (id, slug) = course(&app).await;
        let moderator = wearing(&app, "moderator").await;
        let before = told(&app, &slug).await;
        assert_eq!(before.0[0]["reviewSummary"], Value::Null);
        for score in [5, 4, 4, 5] {
            written(&app, id, &[score]).await;
            assert_eq!(told(&app, &slug).await, before, "held");
            release(&app, &moderator).await;
            assert_eq!(hour(&app).await, 0);
            assert_eq!(told(&app, &slug).await, before, "released");
        }
        written(&app, id, &[3]).await;
        assert_eq!(hour(&app).await, 0, "the fifth is not released");
        release(&app, &moderator).await;
        assert_eq!(told(&app, &slug).await, before, "the fifth waits for the batch");

        assert_eq!(hour(&app).await, 1);
        let (after, etags) = told(&app, &slug).await;
        let summary = &after[0]["reviewSummary"];
        assert_eq!((&summary["count"], &summary["overall"]), (&json!("from_5_to_9"), &json!(4.2)));
        assert_eq!(after[2]["course"]["reviewSummary"]["count"], "FROM_5_TO_9");
        assert_eq!((&summary["aspects"]["content"], &summary["bySituation"]), (&Value::Null, &json!([])));
        assert_eq!(after[1]["totalCount"], Value::Null);
        assert_eq!(after[2]["course"]["reviews"]["totalCount"], Value::Null);
        assert!(etags.iter().zip(&before.1).all(|(after, before)| after != before));
    }

    async fn a_review_shows_its_words_and_its_quarter_in_an_order_that_tells_nothing(app: TestApp) {
        let (id, slug) = course(&app).await;
        let moderator = wearing(&app, "moderator").await;
        out(&app, id, &moderator, &[1, 2, 3, 4, 5, 1, 2, 3, 4, 5]).await;
        let (bodies, _) = told(&app, &slug).await;
        let items = bodies[1]["items"].as_array().expect("items");
        let ids: Vec<_> = items.iter().map(|item| item["id"].as_str().expect("an id")).collect();
        assert!(ids.is_sorted() && ids.len() == 10);
        let mut members: Vec<_> = items[0].as_object().expect("an object").keys().collect();
        members.sort();
        assert_eq!(members, ["basis", "id", "publishedPeriod", "strong", "tip", "weak"]);
        assert_eq!(items[0]["publishedPeriod"], "2026-Q4");
        let global = &bodies[2]["course"]["reviews"]["nodes"][0]["id"];
        let node = app.graphql("query($id: ID!) { node(id: $id) { ... on Review { uuid } } }", json!({"id": global})).await;
        assert_eq!(node.data()["node"]["uuid"], items[0]["id"]);

        let first = app.get(&format!("/v1/courses/{slug}/reviews?limit=7")).await.json();
        let cursor = first["nextCursor"].as_str().expect("a cursor");
        let rest = app.get(&format!("/v1/courses/{slug}/reviews?limit=7&cursor={cursor}")).await.json();
        let both: Vec<_> = [&first, &rest].into_iter().flat_map(|page| page["items"].as_array().expect("items")).collect();
        assert_eq!(both, items.iter().collect::<Vec<_>>());
    }

    async fn reading_reviews_asks_the_database_nothing(app: TestApp) {
        let (id, slug) = course(&app).await;
        let moderator = wearing(&app, "moderator").await;
        out(&app, id, &moderator, &[5, 4, 3, 2, 1]).await;
        let (_, statements) = app.statements(told(&app, &slug)).await;
        assert_eq!(statements, Vec::<String>::new());
    }

    async fn a_course_gets_reviews_once_a_month_at_most(app: TestApp) {
        let (id, slug) = course(&app).await;
        let moderator = wearing(&app, "moderator").await;
        out(&app, id, &moderator, &[5, 5, 5, 5, 5]).await;
        written(&app, id, &[1, 1, 1, 1, 1]).await;
        release(&app, &moderator).await;
        let before = told(&app, &slug).await;
        assert_eq!(hour(&app).await, 0);
        app.advance(TimeDelta::days(5));
        assert_eq!(hour(&app).await, 0, "the 30th of November");
        assert_eq!(told(&app, &slug).await, before);

        // The first of December begins in Amsterdam at 23:00 in UTC.
        let first = (now().date_naive() + Days::new(5)).and_hms_opt(23, 0, 0).expect("a time");
        app.advance(first.and_utc() - app.backend.clock.now());
        assert_eq!(hour(&app).await, 1);
        let (summary, texts) = shown(&app, &slug).await;
        assert_eq!((&summary["overall"], &summary["count"]), (&json!(3.0), &json!("from_10_to_24")));
        assert_eq!(texts.len(), 10);
    }

    async fn nodes_that_do_it_at_once_do_it_once(app: TestApp) {
        let (id, slug) = course(&app).await;
        let moderator = wearing(&app, "moderator").await;
        written(&app, id, &[5, 4, 3, 2, 1]).await;
        release(&app, &moderator).await;
        let databases = app.backend.databases().clone();
        let (clock, ids) = (app.backend.clock.clone(), app.backend.ids.clone());
        let there = Backend::new(databases, clock, ids, app.backend.pseudonyms.clone());
        let elsewhere = || async { service::tend(&there).await.expect("an hour") };
        let done = tokio::join!(hour(&app), elsewhere(), hour(&app), elsewhere());
        assert_eq!(done.0 + done.1 + done.2 + done.3, 1, "{done:?}");
        assert_eq!(shown(&app, &slug).await.1.len(), 5);
    }

    async fn what_is_counted_stays_so_until_it_came_out(app: TestApp) {
        let (id, slug) = course(&app).await;
        let moderator = wearing(&app, "moderator").await;
        written(&app, id, &[5, 4, 3, 2, 1]).await;
        release(&app, &moderator).await;
        // Somebody is about to erase one, and has their turn at the course.
        let tx = app.backend.write().await.expect("a write");
        if tx.conn().get_database_backend() == DbBackend::Postgres {
            let lock = format!("SELECT pg_advisory_xact_lock(714531, {})", id.as_u128() as i32);
            tx.conn().execute_unprepared(&lock).await.expect("a turn");
        }
        let one = reviews::Entity::find().one(tx.conn()).await.expect("a look").expect("a review");
        let waiting = tokio::spawn({
            let app = app.clone();
            async move { hour(&app).await }
        });
        tokio::time::sleep(Duration::from_millis(400)).await;
        assert!(!waiting.is_finished(), "it waits");
        one.delete(tx.conn()).await.expect("it is erased");
        app.backend.commit(tx).await.expect("it stands");

        assert_eq!(waiting.await.expect("an hour"), 0);
        assert_eq!(shown(&app, &slug).await, (Value::Null, vec![]));
    }

    async fn what_is_erased_while_it_comes_out_never_leaves_fewer_than_five(app: TestApp) {
        let (id, slug) = course(&app).await;
        let moderator = wearing(&app, "moderator").await;
        let tokens = written(&app, id, &[5, 4, 3, 2, 1]).await;
        release(&app, &moderator).await;
        let body = json!({"token": tokens[0]});
        let erase = async { app.post("/v1/reviews/_erase").json(&body).await };
        let (erased, _) = tokio::join!(erase, hour(&app));
        assert_eq!(erased.status, 204);
        assert_eq!(shown(&app, &slug).await, (Value::Null, vec![]));
        assert_eq!(hour(&app).await, 0);
    }

    async fn erased_words_go_at_once_and_averages_with_the_next_batch(app: TestApp) {
        let (id, slug) = course(&app).await;
        let moderator = wearing(&app, "moderator").await;
        let tokens = out(&app, id, &moderator, &[5, 5, 5, 5, 4, 1]).await;
        let (before, _) = shown(&app, &slug).await;
        let erase = async |token: &str| {
            let body = json!({"token": token});
            assert_eq!(app.post("/v1/reviews/_erase").json(&body).await.status, 204);
        };
        erase(&tokens[5]).await;
        let (summary, texts) = shown(&app, &slug).await;
        assert_eq!((&summary, texts.contains(&"Sterk 1".to_owned())), (&before, false));
        erase(&tokens[4]).await;
        assert_eq!(shown(&app, &slug).await, (Value::Null, vec![]), "four are left");

        written(&app, id, &[1, 1, 1, 1, 1]).await;
        release(&app, &moderator).await;
        app.advance(TimeDelta::days(10));
        assert_eq!(hour(&app).await, 1);
        let (summary, texts) = shown(&app, &slug).await;
        assert_eq!((&summary["overall"], texts.len()), (&json!(2.8), 9));
    }

    async fn scores_without_a_word_are_added_up_and_not_listed(app: TestApp) {
        let (id, slug) = course(&app).await;
        let moderator = wearing(&app, "moderator").await;
        for n in 0..10 {
            let review = json!({
                "token": right(&app, id).await, "overall": 4, "aspects": {"practicalUse": 2},
                "helpedInMySituation": n < 8, "situation": "network_family", "strong": " ",
            });
            assert_eq!(post(&app, &review).await.status, 200);
        }
        release(&app, &moderator).await;
        assert_eq!(hour(&app).await, 1);
        let (summary, texts) = shown(&app, &slug).await;
        assert_eq!(texts, Vec::<String>::new());
        assert_eq!(summary["aspects"]["practicalUse"], 2.0);
        assert_eq!(summary["helpedInMySituation"], 80);
        assert_eq!(summary["bySituation"], json!([
            {"situation": "network_family", "count": "from_10_to_24", "overall": 4.0},
        ]));
    }
}
