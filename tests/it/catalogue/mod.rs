//! The catalogue, as clients of both doors meet it.

mod beside;
mod edited;
mod finding;
mod forms;
mod history;
mod lasting;
mod meant;
mod products;
mod retired;
mod subjects;
mod suggested;
mod tended;
mod topic_pages;

use std::collections::HashSet;

use chrono::TimeDelta;
use entities::courses;
use pijler::app::start;
use pijler::domains::catalogue::Catalogue;
use pijler::kernel::backend::Backend;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use tests::{Answer, TestApp, on_both};

/// The items of a list, page by page, by following `nextCursor`.
pub async fn walk(app: &TestApp, list: &str, limit: usize) -> Vec<Value> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    loop {
        let join = if list.contains('?') { '&' } else { '?' };
        let address = format!("/v1/{list}{join}limit={limit}{cursor}");
        let answer = app.get(&address).await;
        assert_eq!(answer.status, 200, "{list}: {}", answer.text());
        let page = answer.json();
        items.extend(page["items"].as_array().expect("items").clone());
        match page["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return items,
        }
    }
}

/// Adds dates to come.
pub async fn examples(app: &TestApp) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("demo.json");
    start::demo(&app.backend, &file).await.expect("a demo");
}

pub fn member(items: &[Value], name: &str) -> Vec<String> {
    items
        .iter()
        .map(|item| item[name].as_str().unwrap_or_default().to_owned())
        .collect()
}

async fn titles(app: &TestApp, query: &str) -> Vec<String> {
    let answer = app.get(&format!("/v1/courses?limit=100&{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.text());
    member(answer.json()["items"].as_array().expect("items"), "title")
}

pub fn ids(answer: &Answer, list: &str) -> Vec<String> {
    let edges = answer.data()[list]["nodes"].clone();
    member(edges.as_array().expect("nodes"), "uuid")
}

on_both! {
    async fn examples_of_dates_to_come_are_marked_and_added_once(app: TestApp) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("demo.json");
        assert_eq!(app.get("/v1/courses?offer=current").await.json()["totalCount"], 0);
        for _ in 0..2 {
            start::demo(&app.backend, &file).await.expect("a demo");
        }
        let current = app.get("/v1/courses?offer=current&limit=100").await.json();
        assert_eq!(current["totalCount"], 12);
        let editions = app.get("/v1/editions?limit=100").await.json();
        let shown: Vec<_> = editions["items"].as_array().expect("items").iter().filter(|one| one["example"] == true).collect();
        assert_eq!(shown.len(), 36);
        assert!(shown.iter().all(|one| one["note"].as_str().expect("a note").starts_with("Voorbeeld")));

        app.advance(TimeDelta::days(200));
        assert_eq!(app.get("/v1/courses?offer=current").await.json()["totalCount"], 0);
        start::demo(&app.backend, &file).await.expect("a demo");
        let again = app.get("/v1/courses?offer=current&limit=100").await.json();
        let later = app.get("/v1/editions?limit=100").await.json();
        assert_eq!((&again["totalCount"], &later["totalCount"]), (&current["totalCount"], &editions["totalCount"]));
    }

    async fn the_whole_real_catalogue_is_there(app: TestApp) {
        for (list, count) in [
            ("pillars", 5), ("topics", 24), ("subjects", 40), ("providers", 71), ("courses", 91),
            ("editions", 22), ("municipalities", 342), ("terms", 101),
        ] {
            let items = walk(&app, list, 100).await;

            assert_eq!(items.len(), count, "{list}");
        }
    }

    async fn seeding_again_adds_nothing(app: TestApp) {
        let added = pijler::domains::catalogue::seed(&app.backend).await.expect("it seeds");

        assert_eq!(added, 0);
        assert_eq!(walk(&app, "courses", 100).await.len(), 91);
    }

    async fn pages_of_every_list_join_without_a_gap_or_a_repeat(app: TestApp) {
        for list in ["topics", "subjects", "providers", "courses", "editions", "municipalities", "terms"] {
            let whole = walk(&app, list, 100).await;
            let parts = walk(&app, list, 7).await;

            assert_eq!(whole, parts, "{list}");
            let distinct: HashSet<String> = member(&parts, "slug").into_iter().collect();
            assert!(list == "editions" || distinct.len() == parts.len(), "{list}");
        }
    }

    async fn an_item_is_found_by_id_and_by_slug_in_both_doors(app: TestApp) {
        for (list, item) in [
            ("pillars", "pillar"), ("topics", "topic"), ("subjects", "subject"), ("providers", "provider"),
            ("courses", "course"), ("terms", "term"),
        ] {
            let first = walk(&app, list, 100).await.remove(0);
            let (id, slug) = (first["id"].as_str().unwrap(), first["slug"].as_str().unwrap());

            let by_id = app.get(&format!("/v1/{list}/{id}")).await.json();
            let by_slug = app.get(&format!("/v1/{list}/{slug}")).await.json();
            let query = format!("query($id: ID!) {{ {item}(id: $id) {{ id uuid slug }} }}");
            let found = app.graphql(&query, json!({"id": slug})).await.data()[item].clone();
            let node = "query($id: ID!) { node(id: $id) { id __typename } }";
            let node = app.graphql(node, json!({"id": found["id"]})).await.data();

            assert_eq!(by_id, by_slug);
            assert_eq!(found["uuid"], id);
            assert_eq!(node["node"]["id"], found["id"]);
        }
    }

    async fn what_is_not_there_is_said_in_both_doors(app: TestApp) {
        let rest = app.get("/v1/courses/no-such-course").await;
        let graphql = app.graphql("{ course(id: \"no-such-course\") { id } }", json!({})).await;
        // A provider's id names no course.
        let provider = walk(&app, "providers", 100).await.remove(0)["id"].clone();
        let other = app.get(&format!("/v1/courses/{}", provider.as_str().unwrap())).await;

        assert_eq!((rest.status, rest.code()), (404, "course.not_found".to_owned()));
        assert_eq!(graphql.data()["course"], Value::Null);
        assert_eq!(other.status, 404);
    }

    async fn both_doors_filter_alike(app: TestApp) {
        for (rest, graphql) in [
            ("pillar=functioneren", "pillar: [\"functioneren\"]"),
            ("topic=balans-in-gezin&topic=eigen-kinderen",
             "topic: [\"balans-in-gezin\", \"eigen-kinderen\"]"),
            ("learningForm=webinar", "learningForm: [\"webinar\"]"),
            ("audience=crisis", "audience: [\"crisis\"]"),
            ("offer=archive&audience=aspirant", "offer: [ARCHIVE], audience: [\"aspirant\"]"),
            ("q=TRAUMA%20kinderen", "q: \"trauma KINDEREN\""),
        ] {
            let page = app.get(&format!("/v1/courses?limit=100&{rest}")).await.json();
            let query = format!(
                "{{ courses(first: 100, filter: {{{graphql}}}) {{ totalCount nodes {{ uuid }} }} }}"
            );
            let answer = app.graphql(&query, json!({})).await;

            let items = page["items"].as_array().unwrap();
            assert!(!items.is_empty() && items.len() < 91, "{rest}");
            assert_eq!(member(items, "id"), ids(&answer, "courses"), "{rest}");
            assert_eq!(page["totalCount"], answer.data()["courses"]["totalCount"]);
        }
    }

    async fn values_of_a_filter_are_any_of_and_filters_are_all_of(app: TestApp) {
        let webinars = titles(&app, "learningForm=webinar").await;
        let vr = titles(&app, "learningForm=vr").await;
        let either = titles(&app, "learningForm=webinar&learningForm=vr").await;
        let classroom = titles(&app, "learningForm=classroom").await;
        let behaviour = titles(&app, "topic=omgaan-met-gedrag").await;
        let both = titles(&app, "learningForm=classroom&topic=omgaan-met-gedrag").await;

        assert_eq!(either.len(), webinars.len() + vr.len());
        let mut shared = classroom.clone();
        shared.retain(|title| behaviour.contains(title));
        assert_eq!(both, shared);
        assert!(!both.is_empty() && both.len() < classroom.len());
    }

    async fn every_fault_of_a_list_is_named_by_both_doors(app: TestApp) {
        let query = "limit=0&topic=nothing&learningForm=dance&colour=red";
        let rest = app.get(&format!("/v1/courses?{query}")).await;
        let filter = "topic: [\"nothing\"], learningForm: [\"dance\"]";
        let graphql =
            app.graphql(&format!("{{ courses(first: 0, filter: {{{filter}}}) {{ totalCount }} }}"), json!({})).await;

        assert_eq!((rest.status, rest.code()), (400, "input.invalid".to_owned()));
        let named: Vec<String> = rest.faults().into_iter().map(|(place, _)| place).collect();
        assert_eq!(named, ["limit", "colour", "topic", "learningForm"]);
        assert_eq!(graphql.code(), "input.invalid");
        let named: Vec<String> = graphql.faults().into_iter().map(|(place, _)| place).collect();
        assert_eq!(named, ["first", "topic", "learningForm"]);
    }

    async fn a_private_search_takes_the_same_filters_in_a_body(app: TestApp) {
        let listed = titles(&app, "q=hechting").await;
        let searched = app.post("/v1/courses/_search?limit=100").json(&json!({"q": "hechting"})).await;
        let wrong = app.post("/v1/courses/_search").json(&json!({"words": "hechting"})).await;

        assert_eq!(searched.status, 200, "{}", searched.text());
        assert_eq!(member(searched.json()["items"].as_array().unwrap(), "title"), listed);
        assert_eq!(searched.header("cache-control"), "no-store");
        assert_eq!(searched.header("etag"), "");
        assert_eq!(wrong.faults(), [("/words".to_owned(), "input.unknown_member".to_owned())]);
    }

    async fn an_edge_narrows_what_its_filter_asks(app: TestApp) {
        let query = "{ topic(id: \"balans-in-gezin\") {
            all: courses { totalCount }
            elsewhere: courses(filter: {topic: [\"ambassadeur\"]}) { nodes { topics { slug } } } } }";

        let topic = app.graphql(query, json!({})).await.data()["topic"].clone();

        let both = topic["elsewhere"]["nodes"].as_array().expect("nodes");
        assert!(both.len() < topic["all"]["totalCount"].as_u64().expect("a count") as usize);
        for course in both {
            let slugs = member(course["topics"].as_array().expect("topics"), "slug");
            assert!(slugs.contains(&"balans-in-gezin".to_owned()), "{slugs:?}");
            assert!(slugs.contains(&"ambassadeur".to_owned()), "{slugs:?}");
        }
    }

    async fn a_change_is_seen_at_once_here_and_by_the_feed_elsewhere(app: TestApp) {
        let here = &app.backend;
        let databases = here.databases().clone();
        let there = Backend::new(databases, here.clock.clone(), here.ids.clone(), here.pseudonyms.clone());
        let elsewhere = Catalogue::load(&there).await.expect("it loads");
        let course = walk(&app, "courses", 100).await.remove(0);
        let address = format!("/v1/courses/{}", course["slug"].as_str().unwrap());

        let tx = here.write().await.expect("a write");
        let withdraw = courses::Entity::update_many()
            .col_expr(courses::Column::Status, Expr::value("withdrawn"))
            .filter(courses::Column::Slug.eq(course["slug"].as_str().unwrap()));
        withdraw.exec(tx.conn()).await.expect("it is withdrawn");
        tx.changed("catalogue", "test");
        assert_eq!(app.get(&address).await.status, 200);
        here.commit(tx).await.expect("it stands");

        assert_eq!(app.get(&address).await.status, 404);
        assert_eq!(elsewhere.now().courses.len(), 91);
        there.catch_up().await.expect("the feed is read");
        assert_eq!(elsewhere.now().courses.len(), 90);
    }

    async fn unknown_is_null_and_old_is_archive(app: TestApp) {
        let courses = walk(&app, "courses", 100).await;
        let editions = walk(&app, "editions", 100).await;

        let often_free: Vec<&Value> =
            courses.iter().filter(|course| course["priceText"] == "vaak gratis").collect();
        assert_eq!(often_free.len(), 4);
        assert!(often_free.iter().all(|course| course["price"].is_null()));
        assert!(courses.iter().all(|course| course["offer"] != "current"));
        let old = courses.iter().filter(|c| c["asOfYear"].as_i64().is_some_and(|year| year < 2022));
        assert!(old.clone().count() > 50);
        assert!(old.into_iter().all(|course| course["offer"] == "archive"));
        let undated: Vec<&Value> =
            editions.iter().filter(|edition| edition["startsText"].is_string()).collect();
        assert_eq!(undated.len(), 2);
        assert!(undated.iter().all(|edition| edition["startsOn"].is_null()
            && edition["startsFrom"].is_null() && edition["startsUntil"].is_null()));
    }

    async fn time_alone_turns_an_unconfirmed_course_into_archive(app: TestApp) {
        let before = titles(&app, "offer=archive").await.len();
        let etag = app.get("/v1/courses?offer=archive").await.header("etag");
        app.advance(TimeDelta::days(400));

        let after = titles(&app, "offer=archive").await.len();

        assert!(after > before, "{after} is not more than {before}");
        assert_ne!(app.get("/v1/courses?offer=archive").await.header("etag"), etag);
    }

    async fn public_reads_ask_no_database(app: TestApp) {
        let query = "{ courses(first: 20) { nodes { title provider { name seat { name } }
            topics { name pillar { name } } editions { nodes { startsOn } } } } }";
        let (answer, graphql) = app.counted(app.graphql(query, json!({}))).await;
        let (_, list) = app.counted(app.get("/v1/courses?q=trauma")).await;
        let (_, item) = app.counted(app.get("/v1/pillars/zorgen")).await;

        assert_eq!(answer.data()["courses"]["nodes"].as_array().unwrap().len(), 20);
        assert_eq!((graphql, list, item), (0, 0, 0));
    }

    async fn who_holds_an_answer_is_told_that_it_stands(app: TestApp) {
        for path in ["/v1/courses?limit=3", "/v1/pillars/zorgen", "/v1/terms"] {
            let etag = app.get(path).await.header("etag");

            let held = app.get(path).header("if-none-match", &etag).await;
            let english = app.get(path).english().header("if-none-match", &etag).await;

            assert_eq!((held.status, held.bytes.len()), (304, 0), "{path}");
            assert_eq!(held.header("etag"), etag);
            // Another language is another answer, where there are labels in it.
            assert!(path.contains("terms") || english.status == 200, "{path}");
        }
    }

    async fn labels_come_in_the_language_asked_for(app: TestApp) {
        let dutch = app.get("/v1/pillars/zorgen").await;
        let english = app.get("/v1/pillars/zorgen").english().await;

        assert_eq!((dutch.json()["name"].as_str(), dutch.header("content-language")),
            (Some("Zorgen"), "nl".to_owned()));
        assert_eq!((english.json()["name"].as_str(), english.header("content-language")),
            (Some("Caring"), "en".to_owned()));
    }

    async fn a_node_that_nobody_knows_is_null_among_its_neighbours(app: TestApp) {
        let known = app.graphql("{ topic(id: \"eigen-kinderen\") { id } }", json!({})).await;
        let known = known.data()["topic"]["id"].clone();
        let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";

        let answer = app.graphql(query, json!({"ids": ["nonsense", known, "Q291cnNlOng"]})).await;

        assert_eq!(answer.data()["nodes"], json!([null, {"id": known}, null]));
    }
}
