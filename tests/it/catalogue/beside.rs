//! What stands beside courses: those like them, a comparison, what changed.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use entities::{course_removals, courses, editions};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use tests::{TestApp, on_both};
use uuid::Uuid;

use super::{examples, member, walk};

fn texts(values: &Value) -> Vec<String> {
    let values = values.as_array().expect("a list").iter();
    values
        .map(|it| it.as_str().expect("text").to_owned())
        .collect()
}

/// Has a course withdrawn, as its provider would.
async fn withdraw(app: &TestApp, slug: &str) {
    let backend = &app.backend;
    let tx = backend.write().await.expect("a write");
    courses::Entity::update_many()
        .col_expr(courses::Column::Status, Expr::value("withdrawn"))
        .col_expr(courses::Column::UpdatedAt, Expr::value(tx.now()))
        .filter(courses::Column::Slug.eq(slug))
        .exec(tx.conn())
        .await
        .expect("it is withdrawn");
    let row = courses::Entity::find().filter(courses::Column::Slug.eq(slug));
    let row = row.one(tx.conn()).await.expect("rows").expect("a course");
    let gone = course_removals::ActiveModel {
        course_id: Set(row.id),
        audience: Set("public".to_owned()),
        at: Set(tx.now()),
    };
    let gone = course_removals::Entity::insert(gone).exec_without_returning(tx.conn());
    gone.await.expect("it is noted");
    tx.changed("catalogue", "test");
    backend.commit(tx).await.expect("it stands");
}

on_both! {
    async fn similar_courses_share_a_topic_and_say_which(app: TestApp) {
        for course in walk(&app, "courses", 100).await {
            let slug = course["slug"].as_str().expect("a slug");
            let topics = member(course["topics"].as_array().expect("topics"), "slug");
            let similar = app.get(&format!("/v1/courses/{slug}/similar")).await.json();
            let items = similar["items"].as_array().expect("items");

            assert!(items.len() <= 12);
            let mut archive_began = false;
            for item in items {
                let shared = member(item["sharedTopics"].as_array().expect("topics"), "slug");
                assert_ne!(item["slug"], course["slug"]);
                assert!(!shared.is_empty() && shared.iter().all(|it| topics.contains(it)), "{slug}");
                archive_began |= item["offer"] == "archive";
                assert!(!archive_began || item["offer"] == "archive", "{slug}: archive comes last");
            }
        }
        let gone = app.get("/v1/courses/no-such-course/similar").await;
        assert_eq!((gone.status, gone.code()), (404, "course.not_found".to_owned()));
    }

    async fn the_likest_share_most_of_what_is_rare(app: TestApp) {
        // The golden rules are told in a row of films, all about the same.
        let slug = "gouden-regel-1-tijd-nemen-om-samen-te-werken";
        let similar = app.get(&format!("/v1/courses/{slug}/similar")).await.json();
        let archive: Vec<&Value> = similar["items"].as_array().expect("items").iter()
            .filter(|it| it["offer"] == "archive").collect();
        let first = archive[0]["title"].as_str().expect("a title");
        let query = "query($id: ID!) { course(id: $id) { similar { course { uuid } sharedTopics { slug } } } }";

        assert!(first.starts_with("Gouden regel"), "{first}");
        let graphql = app.graphql(query, json!({"id": slug})).await.data();
        let there: Vec<&Value> = graphql["course"]["similar"].as_array().expect("a list").iter()
            .map(|it| &it["course"]["uuid"]).collect();
        let here: Vec<&Value> = similar["items"].as_array().expect("items").iter().map(|it| &it["id"]).collect();
        assert_eq!(there, here);
    }

    async fn courses_stand_side_by_side_in_the_order_named(app: TestApp) {
        examples(&app).await;
        let current = walk(&app, "courses?offer=current", 100).await;
        let slugs: Vec<String> = member(&current[..3], "slug").into_iter().rev().collect();
        let query: Vec<String> = slugs.iter().map(|slug| format!("course={slug}")).collect();

        let rest = app.get(&format!("/v1/courses/_compare?{}", query.join("&"))).await.json();
        let english = app.get(&format!("/v1/courses/_compare?{}", query.join("&"))).english().await.json();
        let ask = "query($of: [ID!]!) { courseComparison(courses: $of) {
            courses { slug } aspects { code label same values } } }";
        let graphql = app.graphql(ask, json!({"of": slugs})).await.data()["courseComparison"].clone();

        assert_eq!(member(rest["courses"].as_array().expect("courses"), "slug"), slugs);
        assert_eq!(graphql["aspects"], rest["aspects"]);
        let aspects = rest["aspects"].as_array().expect("aspects");
        assert!(aspects.len() > 10);
        for (aspect, other) in aspects.iter().zip(english["aspects"].as_array().expect("aspects")) {
            let values = aspect["values"].as_array().expect("values");
            assert_eq!(values.len(), 3);
            let known = values.iter().all(|value| value.is_string() && *value == values[0]);
            assert_eq!(aspect["same"], known, "{aspect}");
            assert_eq!(aspect["code"], other["code"]);
        }
        let starts = aspects.iter().find(|it| it["code"] == "nextStart").expect("an aspect");
        let shown: Vec<&Value> = slugs.iter()
            .map(|slug| &current.iter().find(|it| it["slug"] == *slug).expect("it")["nextStart"]).collect();
        assert_eq!(texts(&starts["values"]).iter().map(|it| json!(it)).collect::<Vec<_>>(),
            shown.into_iter().cloned().collect::<Vec<_>>());
    }

    async fn what_cannot_be_compared_is_named_in_both_doors(app: TestApp) {
        let slug = walk(&app, "courses", 100).await[0]["slug"].as_str().expect("a slug").to_owned();
        for (named, faults) in [
            (vec![], vec!["compare.out_of_range"]),
            (vec![slug.clone()], vec!["compare.out_of_range"]),
            (vec![slug.clone(); 7], vec!["compare.out_of_range", "compare.repeated"]),
            (vec![slug.clone(), "no-such".to_owned(), slug], vec!["filter.unknown_value", "compare.repeated"]),
        ] {
            let query: Vec<String> = named.iter().map(|slug| format!("course={slug}")).collect();
            let rest = app.get(&format!("/v1/courses/_compare?{}", query.join("&"))).await;
            let ask = "query($of: [ID!]!) { courseComparison(courses: $of) { courses { slug } } }";
            let graphql = app.graphql(ask, json!({"of": named})).await;

            for answer in [&rest, &graphql] {
                let codes: BTreeSet<String> = answer.faults().into_iter().map(|(_, code)| code).collect();
                assert_eq!(codes, faults.iter().map(|code| (*code).to_owned()).collect(), "{named:?}");
            }
            assert_eq!(rest.status, 400);
        }
    }

    async fn a_copy_is_kept_up_by_asking_what_changed(app: TestApp) {
        let all = walk(&app, "courses/_changes", 10).await;
        let before = app.backend.clock.now();
        let since = |moment: chrono::DateTime<chrono::Utc>| {
            format!("courses/_changes?since={}", moment.format("%Y-%m-%dT%H:%M:%SZ"))
        };
        app.advance(TimeDelta::hours(1));
        let moment = app.backend.clock.now();
        let listed = walk(&app, "courses", 100).await;
        let (gone, moved) = (&listed[0], &listed[1]);
        let tx = app.backend.write().await.expect("a write");
        let edition = walk(&app, "editions", 100).await.remove(0);
        let of = |value: &Value| value.as_str().expect("an id").parse::<Uuid>().expect("an id");
        editions::Entity::update_many()
            .col_expr(editions::Column::CourseId, Expr::value(of(&moved["id"])))
            .col_expr(editions::Column::UpdatedAt, Expr::value(tx.now()))
            .filter(editions::Column::Id.eq(of(&edition["id"])))
            .exec(tx.conn()).await.expect("it changes");
        tx.changed("catalogue", "test");
        app.backend.commit(tx).await.expect("it stands");
        app.advance(TimeDelta::minutes(1));
        withdraw(&app, gone["slug"].as_str().expect("a slug")).await;

        let changed = walk(&app, &since(moment), 1).await;
        let query = "query($since: DateTime) { courseChanges(since: $since) {
            totalCount nodes { courseId removed changedAt course { slug } } } }";
        let graphql = app.graphql(query, json!({"since": moment.to_rfc3339()})).await.data();

        assert_eq!(all.len(), 91);
        assert!(all.iter().all(|one| one["removed"] == false));
        assert_eq!(member(&changed, "courseId"), [&moved["id"], &gone["id"]].map(|id| id.as_str().expect("an id")));
        assert_eq!((&changed[0]["removed"], &changed[1]["removed"]), (&json!(false), &json!(true)));
        assert_eq!((&changed[0]["course"]["slug"], &changed[1]["course"]), (&moved["slug"], &Value::Null));
        let nodes = graphql["courseChanges"]["nodes"].as_array().expect("nodes");
        assert_eq!(member(nodes, "courseId"), member(&changed, "courseId"));
        assert_eq!(walk(&app, &since(before), 100).await.len(), 91);
        let wrong = app.get("/v1/courses/_changes?since=yesterday").await;
        assert_eq!(wrong.faults(), [("since".to_owned(), "query.malformed".to_owned())]);
    }

    async fn what_was_never_public_is_no_change(app: TestApp) {
        let first = walk(&app, "courses", 100).await.remove(0);
        let tx = app.backend.write().await.expect("a write");
        courses::Entity::update_many()
            .col_expr(courses::Column::Status, Expr::value("draft"))
            .filter(courses::Column::Slug.eq(first["slug"].as_str().expect("a slug")))
            .exec(tx.conn()).await.expect("it is a draft");
        tx.changed("catalogue", "test");
        app.backend.commit(tx).await.expect("it stands");

        let changes = walk(&app, "courses/_changes", 100).await;

        assert!(!member(&changes, "courseId").contains(&first["id"].as_str().expect("an id").to_owned()));
    }
}
