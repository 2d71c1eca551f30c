//! What one door offers the other offers too.
//!
//! Each slice lists its operations in `doors.txt`, a line each:
//!
//! ```text
//! GET /courses/{id} = course
//! POST /courses/_search = courses
//! GET /courses/{id}/calendar = - : iCalendar is REST only
//! - = node : global ids are GraphQL's own
//! ```
//!
//! A dash stands for a door that does not offer it, and wants a reason.

use std::collections::{BTreeMap, BTreeSet};

use pijler::app::config::Config;
use pijler::app::{graphql, openapi};
use tests::house::{files, read};

use super::openapi::operations;

#[test]
fn what_one_door_offers_the_other_offers_or_a_reason_is_given() {
    let (mut rest, mut graphql) = (BTreeSet::new(), BTreeSet::new());
    for (file, line) in lines() {
        let (pair, reason) = match line.split_once(" : ") {
            Some((pair, reason)) => (pair, reason.trim()),
            None => (line.as_str(), ""),
        };
        let (left, right) = pair
            .split_once('=')
            .unwrap_or_else(|| panic!("{file}: {line}"));
        let (left, right) = (left.trim(), right.trim());
        let alone = left == "-" || right == "-";
        assert!(!alone || !reason.is_empty(), "{file}: {line}: why?");
        if left != "-" {
            assert!(
                rest.insert(left.to_owned()),
                "{file}: {left} is listed twice"
            );
        }
        graphql.extend(
            right
                .split(',')
                .map(str::trim)
                .filter(|field| *field != "-")
                .map(str::to_owned),
        );
    }
    assert_eq!(rest, offered_by_rest(), "doors.txt (left) and REST (right)");
    assert_eq!(
        graphql,
        offered_by_graphql(),
        "doors.txt (left) and GraphQL (right)"
    );
}

/// The pairs of every slice's list, without the reasons.
pub fn pairs() -> Vec<String> {
    let pair = |line: String| {
        let (pair, _) = line.split_once(" : ").unwrap_or((&line, ""));
        pair.trim().to_owned()
    };
    lines().into_iter().map(|(_, line)| pair(line)).collect()
}

/// Every line of every slice's list; one file stands for what no slice owns.
fn lines() -> Vec<(String, String)> {
    let mut found = vec![];
    for path in files("api/src", "doors.txt") {
        let file = path.display().to_string();
        for line in read(&path).lines().map(str::trim) {
            if !line.is_empty() && !line.starts_with('#') {
                found.push((file.clone(), line.to_owned()));
            }
        }
    }
    found
}

fn offered_by_rest() -> BTreeSet<String> {
    let document = openapi::document(&Config::example()).expect("a document");
    let all = operations(&document).into_iter();
    all.map(|(method, path, _)| format!("{method} {path}"))
        .collect()
}

fn offered_by_graphql() -> BTreeSet<String> {
    let schema = graphql::schema(&Default::default());
    let asked = "{ __schema { queryType { fields { name } } mutationType { fields { name } } subscriptionType { fields { name } } } }";
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let answer = runtime
        .block_on(schema.execute(asked))
        .data
        .into_json()
        .expect("JSON");
    let roots: BTreeMap<String, serde_json::Value> =
        serde_json::from_value(answer["__schema"].clone()).expect("roots");
    roots
        .values()
        .flat_map(|root| root["fields"].as_array().into_iter().flatten())
        .filter_map(|field| field["name"].as_str().map(str::to_owned))
        .collect()
}
