//! Subjects under topics: what is there, and what is missing, as both doors tell it.

use std::collections::{BTreeMap, BTreeSet};

use entities::{course_subjects, course_topics, courses};
use pijler::domains::catalogue::Catalogue;
use pijler::domains::catalogue::seed;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use tests::house::root;
use tests::on_both;
use uuid::Uuid;

use super::{ids, member, walk};

type Row = BTreeMap<String, String>;

fn shipped(file: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(root().join("data").join(file)).expect("a file");
    reader.deserialize().collect::<Result<_, _>>().expect("CSV")
}

/// The slugs that something names elsewhere.
fn slugs(list: &Value) -> Vec<String> {
    member(list.as_array().expect("a list"), "slug")
}

#[test]
fn shipped_courses_are_about_subjects_of_their_own_topics() {
    let of = |file: &str, key: &str, value: &str| -> BTreeMap<String, String> {
        let rows = shipped(file).into_iter();
        rows.map(|row| (row[key].clone(), row[value].clone()))
            .collect()
    };
    let topic_of = of("subjects.csv", "slug", "topic_slug");
    let topics = of("topics.csv", "slug", "name_nl");
    let topics_of = of("courses.csv", "external_id", "topics");
    assert!(topic_of.values().all(|topic| topics.contains_key(topic)));
    let mapped = shipped("course_subjects.csv");
    let distinct: BTreeSet<_> = mapped
        .iter()
        .map(|row| (&row["course_external_id"], &row["subject_slug"]))
        .collect();
    assert_eq!(distinct.len(), mapped.len());
    for row in mapped {
        let (course, subject) = (&row["course_external_id"], &row["subject_slug"]);
        let topic = &topic_of[subject];
        let own = topics_of[course].split(';').any(|one| one == topic);
        assert!(own, "{course} is about {subject}, but not about {topic}");
        assert_eq!(row["mapping"], "own");
    }
}

#[test]
fn each_shipped_subject_tells_where_it_comes_from() {
    for row in shipped("subjects.csv") {
        let sourced = row["source_url"].starts_with("http");
        assert_eq!(sourced, row["basis"] != "own", "{}", row["slug"]);
        let texts = ["name_nl", "name_en", "about_nl", "about_en", "words"];
        assert!(
            texts.iter().all(|text| !row[*text].is_empty()),
            "{}",
            row["slug"]
        );
    }
}

on_both! {
    async fn the_gaps_that_the_report_names_are_subjects(app: TestApp) {
        let (answer, statements) = app.counted(app.get("/v1/subjects?basis=report")).await;
        assert_eq!((answer.status, statements), (200, 0));
        let named = slugs(&answer.json()["items"]);
        assert_eq!(named, ["psychopathologie", "voorbereiden-op-zelfstandigheid", "zelfzorg"]);
        let query = "{ subjects(filter: {basis: [REPORT]}) { nodes { slug basis topic { slug pillar { slug } } } } }";
        let graphql = app.graphql(query, json!({})).await.data();
        assert_eq!(slugs(&graphql["subjects"]["nodes"]), named);
        assert_eq!(graphql["subjects"]["nodes"][2]["topic"], json!({"slug": "gezond-en-fit", "pillar": {"slug": "ontwikkelen"}}));
    }

    async fn subjects_stand_under_topics_in_both_doors(app: TestApp) {
        let rest = app.get("/v1/subjects?topic=omgaan-met-gedrag&limit=100").await.json();
        let items = rest["items"].as_array().expect("items");
        assert!(items.len() > 3);
        assert!(items.iter().all(|it| it["topic"]["slug"] == "omgaan-met-gedrag"));
        let query = "{ topic(id: \"omgaan-met-gedrag\") { subjects(first: 100) { nodes { uuid name about aliases sourceUrl } } } }";
        let nodes = app.graphql(query, json!({})).await.data()["topic"]["subjects"]["nodes"].clone();
        assert_eq!(member(nodes.as_array().expect("nodes"), "uuid"), member(items, "id"));
        for part in ["name", "about", "aliases", "sourceUrl"] {
            assert_eq!(nodes[0][part], items[0][part], "{part}");
        }
        let under_pillar = walk(&app, "subjects?pillar=zorgen", 4).await;
        assert!(under_pillar.len() > items.len());
        let faults = app.get("/v1/subjects?topic=nothing&basis=guess&pillar=none").await.faults();
        assert_eq!(faults.len(), 3);
        let missing = app.get("/v1/subjects/nothing").await;
        assert_eq!((missing.status, missing.code().as_str()), (404, "subject.not_found"));
        let none = app.graphql("{ subject(id: \"nothing\") { id } }", json!({})).await.json();
        assert_eq!(none, json!({"data": {"subject": null}}));
        let english = app.get("/v1/subjects/hechting").header("accept-language", "en").await.json();
        assert_eq!(english["name"], "Attachment");
    }

    async fn courses_are_found_and_counted_by_subject(app: TestApp) {
        let listed = walk(&app, "courses?subject=hechting", 100).await;
        assert_eq!(listed.len(), 6);
        assert!(listed.iter().all(|it| slugs(&it["subjects"]).contains(&"hechting".to_owned())));
        let answer = app.graphql("{ courses(first: 100, filter: {subject: [\"hechting\"]}) { nodes { uuid subjects { slug } } } }", json!({})).await;
        assert_eq!(ids(&answer, "courses"), member(&listed, "id"));
        let first = answer.data()["courses"]["nodes"][0]["subjects"].clone();
        assert_eq!(slugs(&first), slugs(&listed[0]["subjects"]));
        let of = app.graphql("{ subject(id: \"hechting\") { courses(first: 100) { nodes { uuid } } } }", json!({})).await.data();
        assert_eq!(member(of["subject"]["courses"]["nodes"].as_array().expect("nodes"), "uuid"), member(&listed, "id"));

        let both = walk(&app, "courses?subject=hechting&subject=trauma", 100).await;
        let page = app.get("/v1/courses?subject=trauma&facets=subject").await.json();
        let values = page["facets"][0]["values"].as_array().expect("values").clone();
        let count = |slug: &str| values.iter().find(|it| it["value"] == slug).expect("a value")["count"].as_u64();
        assert_eq!(count("hechting"), Some(6));
        assert_eq!(both.len(), 11);
        // A gap is a subject without courses, and no fault.
        let gap = app.get("/v1/courses?subject=psychopathologie").await;
        assert_eq!((gap.status, &gap.json()["totalCount"]), (200, &json!(0)));
        assert_eq!(app.get("/v1/courses?subject=nothing").await.status, 400);
    }

    async fn search_finds_subjects_by_every_name(app: TestApp) {
        for (question, slug) in [("hechting", "hechting"), ("zelfzorg", "zelfzorg"), ("schermtijd", "mediagebruik"), ("slaapproblemen", "slaap")] {
            let page = app.get(&format!("/v1/search?q={question}&kind=subject")).await.json();
            assert_eq!((&page["items"][0]["slug"], &page["items"][0]["confident"]), (&json!(slug), &json!(true)), "{question}");
        }
        let query = "{ search(text: \"schermtijd\", kinds: [SUBJECT]) { nodes { node { ... on Subject { slug } } } } }";
        let found = app.graphql(query, json!({})).await.data();
        assert_eq!(found["search"]["nodes"][0]["node"]["slug"], "mediagebruik");
        let begun = app.get("/v1/search/_suggest?q=levensb").await.json();
        assert!(begun["items"].as_array().expect("items").iter().any(|it| it["kind"] == "subject"));
    }

    async fn an_older_database_is_filled_up_and_what_is_claimed_stays(app: TestApp) {
        let conn = app.backend.write().await.expect("a write");
        course_subjects::Entity::delete_many().exec(conn.conn()).await.expect("gone");
        let claimed = courses::Column::ExternalId.eq("PLZ-018");
        courses::Entity::update_many().col_expr(courses::Column::Source, Expr::value("push"))
            .filter(claimed.clone()).exec(conn.conn()).await.expect("claimed");
        app.backend.commit(conn).await.expect("it stands");

        let all = shipped("course_subjects.csv").len();
        let of_it = shipped("course_subjects.csv").iter().filter(|row| row["course_external_id"] == "PLZ-018").count();
        assert_eq!(seed(&app.backend).await.expect("it seeds"), all - of_it);
        let there = course_subjects::Entity::find().count(app.backend.reader()).await.expect("a count");
        assert_eq!(there, (all - of_it) as u64);
        assert_eq!(seed(&app.backend).await.expect("it seeds"), 0);
    }

    async fn a_course_that_leaves_a_topic_leaves_its_subjects(app: TestApp) {
        let course = walk(&app, "courses?subject=rouw-en-verlies", 100).await.remove(0);
        let id: Uuid = course["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        let topic: Uuid = app.get("/v1/topics/emotionele-kant").await.json()["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        let tx = app.backend.write().await.expect("a write");
        course_topics::Entity::delete_by_id((id, topic)).exec(tx.conn()).await.expect("gone");
        app.backend.commit(tx).await.expect("it stands");
        let again = Catalogue::load(&app.backend).await.expect("a catalogue").now();
        let at = again.course(&id.to_string()).expect("the course");
        assert!(again.courses[at].subjects.is_empty());
    }
}
