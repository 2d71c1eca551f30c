//! The words that search knows: every line has an owner and a reason, resolves, and is used.

use std::collections::{BTreeMap, BTreeSet};

use pijler::domains::catalogue::service::{SearchQuery, search};
use pijler::domains::catalogue::view::Show;
use pijler::domains::catalogue::{Catalogue, Snapshot};
use pijler::kernel::language::Language;
use pijler::kernel::page::PageRequest;
use tests::house::root;
use tests::on_both;

type Row = BTreeMap<String, String>;

fn rows(file: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(root().join("data").join(file)).expect("a file");
    reader
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("rows")
}

fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').filter(|part| !part.is_empty())
}

fn column(file: &str, name: &str) -> BTreeSet<String> {
    rows(file).iter().map(|row| row[name].clone()).collect()
}

const FILES: [&str; 4] = [
    "search_concepts.csv",
    "search_filters.csv",
    "search_places.csv",
    "search_words.csv",
];

#[test]
fn every_line_has_an_owner_and_a_reason_and_stands_once() {
    for file in FILES {
        let mut seen = BTreeSet::new();
        for row in rows(file) {
            assert!(
                !row["owner"].is_empty() && !row["why"].is_empty(),
                "{file}: {row:?}"
            );
            let words: Vec<&str> = row
                .get("words")
                .map_or("", String::as_str)
                .split(';')
                .collect();
            let distinct: BTreeSet<&str> = words.iter().copied().collect();
            assert_eq!(
                distinct.len(),
                words.len(),
                "{file}: a word stands twice: {row:?}"
            );
            assert!(seen.insert(row.clone()), "{file}: a line stands twice");
        }
    }
}

#[test]
fn every_line_resolves() {
    let topics = column("topics.csv", "slug");
    let concepts = column("search_concepts.csv", "concept");
    assert_eq!(
        concepts.len(),
        rows("search_concepts.csv").len(),
        "a concept stands twice"
    );
    for row in rows("search_concepts.csv") {
        assert!(
            row["topics"].split(';').all(|it| topics.contains(it)),
            "{row:?}"
        );
        assert!(
            parts(&row["related"]).all(|it| concepts.contains(it) && *it != row["concept"]),
            "{row:?}"
        );
    }
    let codes: BTreeSet<(String, String)> = rows("code_lists.csv")
        .iter()
        .map(|row| (row["list"].clone(), row["code"].clone()))
        .collect();
    for row in rows("search_filters.csv") {
        for value in row["values"].split(';') {
            let list = match row["facet"].as_str() {
                "learningForm" => "learning_form",
                "providerKind" => "provider_kind",
                "productKind" => "product_kind",
                facet => facet,
            };
            let known = match list {
                "kind" => ["course", "topic", "provider", "term"].contains(&value),
                // No code here has more letters than ISO 639 gives a language.
                "language" => {
                    (2..=3).contains(&value.len())
                        && value.bytes().all(|it| it.is_ascii_lowercase())
                }
                "price" => ["free", "paid"].contains(&value),
                "partOfDay" => {
                    ["morning", "afternoon", "evening", "school_hours", "weekend"].contains(&value)
                }
                list => codes.contains(&(list.to_owned(), value.to_owned())),
            };
            assert!(known, "{row:?}");
        }
    }
    for row in rows("search_places.csv") {
        let there = match row["kind"].as_str() {
            "municipality" => column("municipalities.csv", "name"),
            "region" => column("municipalities.csv", "jeugdregio"),
            "province" => column("municipalities.csv", "province"),
            _ => panic!("{row:?}"),
        };
        assert!(
            row["values"].split(';').all(|it| there.contains(it)),
            "{row:?}"
        );
    }
    let roles = ["stop", "light", "own", "whole", "guarded", "before_place"];
    assert!(
        rows("search_words.csv")
            .iter()
            .all(|row| roles.contains(&row["role"].as_str()))
    );
}

on_both! {
    async fn every_word_is_used(app: TestApp) {
        let catalogue = Catalogue::load(&app.backend).await.expect("it loads");
        let snapshot = catalogue.now();
        let mut lost = Vec::new();
        for row in rows("search_concepts.csv") {
            let unheard = parts(&row["words"]).filter(|words| !understood(&snapshot, words).contains(&row["concept"]));
            lost.extend(unheard.map(|words| format!("{}: {words}", row["concept"])));
        }
        for row in rows("search_filters.csv") {
            let label = parts(&row["words"]).next().expect("a word").to_owned();
            let unheard = parts(&row["words"]).filter(|words| !understood(&snapshot, words).contains(&label));
            lost.extend(unheard.map(|words| format!("{}: {words}", row["facet"])));
        }
        for row in rows("search_places.csv") {
            for (words, value) in parts(&row["words"]).flat_map(|words| row["values"].split(';').map(move |it| (words, it))) {
                let values = values(&snapshot, &format!("in {words}"));
                let slug = snapshot.municipalities.iter().find(|town| town.name == value).map(|town| &town.slug);
                if !values.iter().any(|it| it == value || Some(it) == slug) {
                    lost.push(format!("{value}: {words}"));
                }
            }
        }
        assert!(lost.is_empty(), "words that mean nothing: {lost:#?}");
    }

    async fn every_name_leads_to_what_has_it(app: TestApp) {
        let catalogue = Catalogue::load(&app.backend).await.expect("it loads");
        let snapshot = catalogue.now();
        let courses = snapshot.courses.iter().map(|it| it.record.title.clone());
        let topics = snapshot.topics.iter().map(|it| it.name.nl.to_string());
        let providers = snapshot.providers.iter().map(|it| it.name.clone());
        let terms = snapshot.terms.iter().map(|it| it.name.clone());
        let names: Vec<String> = courses.chain(topics).chain(providers).chain(terms).collect();
        let lost: Vec<&String> = names.iter().filter(|name| {
            let page = PageRequest::parse(["limit", "cursor"], Some(3), None, &mut Vec::new());
            let query = SearchQuery { q: Some((*name).clone()), ..SearchQuery::default() };
            let answered = search(&snapshot, "q", &query, &page).expect("an answer");
            let shown = Show { snapshot: &snapshot, language: Language::Nl }.found(&answered);
            !shown.items.iter().any(|hit| hit.title == **name && hit.confident)
        }).collect();
        assert!(lost.is_empty(), "names that lead elsewhere: {lost:#?}");
    }
}

/// What words are understood as.
fn understood(snapshot: &Snapshot, words: &str) -> Vec<String> {
    let shown = found(snapshot, words);
    // A word that means itself is understood as it is written.
    shown
        .iter()
        .map(|it| it.0.clone())
        .chain([words.to_owned()])
        .collect()
}

fn values(snapshot: &Snapshot, words: &str) -> Vec<String> {
    found(snapshot, words)
        .into_iter()
        .flat_map(|it| it.1)
        .collect()
}

fn found(snapshot: &Snapshot, words: &str) -> Vec<(String, Vec<String>)> {
    let page = PageRequest::parse(["limit", "cursor"], Some(1), None, &mut Vec::new());
    let query = SearchQuery {
        q: Some(words.to_owned()),
        ..SearchQuery::default()
    };
    let answered = search(snapshot, "q", &query, &page).expect("an answer");
    let shown = Show {
        snapshot,
        language: Language::Nl,
    }
    .understood(&answered.asked);
    shown.into_iter().map(|it| (it.label, it.values)).collect()
}
