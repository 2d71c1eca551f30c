//! What is said of topics to who fosters or thinks about it: complete, plain, and the same at
//! both doors.

use std::collections::{BTreeMap, BTreeSet};

use entities::topic_texts;
use pijler::domains::catalogue::seed;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use tests::house::root;
use tests::on_both;

use super::{member, walk};

type Row = BTreeMap<String, String>;

fn shipped(file: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(root().join("data").join(file)).expect("a file");
    reader.deserialize().collect::<Result<_, _>>().expect("CSV")
}

/// How many words each sentence has.
fn sentences(text: &str) -> Vec<usize> {
    let sentences = text.split(['.', '!', '?']).map(str::trim);
    let said = sentences.filter(|sentence| !sentence.is_empty());
    said.map(|sentence| sentence.split_whitespace().count())
        .collect()
}

#[test]
fn every_topic_has_every_stage_what_one_needs_and_what_helps_in_both_languages() {
    let mut texts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for row in shipped("topic_pages.csv") {
        for text in ["text_nl", "text_en"] {
            assert!(row[text].len() > 10 && row[text].ends_with('.'), "{row:?}");
        }
        assert_ne!(row["text_nl"], row["text_en"]);
        assert!(
            ["draft", "reviewed"].contains(&row["state"].as_str()),
            "{row:?}"
        );
        let of = texts.entry(row["topic_slug"].clone()).or_default();
        let position = of.entry(row["section"].clone()).or_default();
        *position += 1;
        assert_eq!(row["position"], position.to_string(), "{row:?}");
    }
    let topics: BTreeSet<String> = shipped("topics.csv")
        .iter()
        .map(|row| row["slug"].clone())
        .collect();
    assert_eq!(texts.keys().cloned().collect::<BTreeSet<_>>(), topics);
    for (topic, of) in texts {
        for stage in ["considering", "starting", "experienced"] {
            assert_eq!(of.get(stage), Some(&1), "{topic}: {stage}");
        }
        for list in ["competency", "help"] {
            assert!(of.get(list) >= Some(&3), "{topic}: {list}");
        }
    }
}

#[test]
fn what_parents_read_of_topics_is_plain() {
    let mut words = Vec::new();
    for row in shipped("topic_pages.csv") {
        let of = sentences(&row["text_nl"]);
        let longest = of.iter().max().expect("a sentence");
        assert!(*longest <= 20, "{longest} words: {}", row["text_nl"]);
        words.extend(of);
    }
    let mean = words.iter().sum::<usize>() as f64 / words.len() as f64;
    assert!(mean <= 12.0, "a sentence has {mean} words");
}

fn texts(list: &Value, name: &str) -> Vec<String> {
    member(list.as_array().expect("a list"), name)
}

on_both! {
    async fn a_topic_has_its_page_at_both_doors(app: TestApp) {
        let (answer, statements) = app.counted(app.get("/v1/topics/omgaan-met-gedrag")).await;
        assert_eq!((answer.status, statements), (200, 0));
        let page = answer.json()["page"].clone();
        assert_eq!((&page["state"], &answer.json()["slug"]), (&json!("draft"), &json!("omgaan-met-gedrag")));
        assert_eq!(texts(&page["stages"], "stage"), ["considering", "starting", "experienced"]);
        assert_eq!(page["stages"][1]["label"], "Je begint net");
        let query = "{ topic(id: \"omgaan-met-gedrag\") { page { state stages { stage label text } competencies helps } } }";
        let graphql = app.graphql(query, json!({})).await.data()["topic"]["page"].clone();
        assert_eq!((&graphql["state"], &graphql["stages"][0]["stage"]), (&json!("DRAFT"), &json!("CONSIDERING")));
        for member in ["competencies", "helps"] {
            assert_eq!(graphql[member], page[member], "{member}");
            assert_eq!(page[member].as_array().map(Vec::len), Some(3));
        }
        assert_eq!(texts(&graphql["stages"], "text"), texts(&page["stages"], "text"));
        let english = app.get("/v1/topics/omgaan-met-gedrag").english().await.json()["page"].clone();
        assert_eq!(english["stages"][1]["label"], "You are starting");
        assert_ne!(english["helps"], page["helps"]);
        // A list has the topics without it: what is long is read one by one.
        let listed = walk(&app, "topics", 100).await;
        assert!(listed.iter().all(|it| it.get("page").is_none()));
    }

    async fn an_older_database_gets_pages_and_drafts_make_way(app: TestApp) {
        let all = shipped("topic_pages.csv").len();
        let tx = app.backend.write().await.expect("a write");
        let of = |section: &str| topic_texts::Column::Section.eq(section);
        topic_texts::Entity::delete_many().filter(of("help")).exec(tx.conn()).await.expect("gone");
        topic_texts::Entity::update_many().col_expr(topic_texts::Column::TextNl, Expr::value("Een oudere tekst."))
            .filter(of("starting")).exec(tx.conn()).await.expect("as before");
        app.backend.commit(tx).await.expect("it stands");

        assert_eq!(seed(&app.backend).await.expect("it seeds"), 24 * 3 + 24);
        let there = topic_texts::Entity::find().count(app.backend.reader()).await.expect("a count");
        assert_eq!(there, all as u64);
        let old = topic_texts::Entity::find().filter(topic_texts::Column::TextNl.eq("Een oudere tekst."));
        assert_eq!(old.count(app.backend.reader()).await.expect("a count"), 0);
        assert_eq!(seed(&app.backend).await.expect("it seeds"), 0);
    }

    async fn a_topic_that_is_found_shows_what_is_said_of_it(app: TestApp) {
        let found = app.get("/v1/search?q=omgaan+met+gedrag&kind=topic").await.json();
        assert_eq!(found["items"][0]["slug"], "omgaan-met-gedrag");
        assert!(found["items"][0]["snippet"].as_str().is_some_and(|it| it.contains("gedrag")), "{found:#}");
    }
}
