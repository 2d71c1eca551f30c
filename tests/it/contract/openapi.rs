//! `api/openapi.json` is what the program prints, and keeps to the design rules.

use std::collections::HashSet;

use pijler::app::config::Config;
use pijler::app::openapi;
use serde_json::Value;
use tests::house::hold;

fn document() -> Value {
    openapi::document(&Config::example()).expect("a document")
}

/// Method, path and operation, for all.
pub fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let mut found = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if operation.get("responses").is_some() {
                found.push((method.to_uppercase(), path.clone(), operation.clone()));
            }
        }
    }
    found
}

#[test]
fn the_committed_document_is_what_the_program_prints() {
    let printed = openapi::print(&Config::example()).expect("a document");
    let bless = "cargo run -- openapi > api/openapi.json";
    hold("api/openapi.json", &printed, bless);
}

#[test]
fn the_version_is_in_the_server_and_not_in_the_paths() {
    let document = document();

    assert_eq!(
        document["servers"][0]["url"],
        "https://api.pijler.example/v1"
    );
    for (_, path, _) in operations(&document) {
        assert!(!path.starts_with("/v1") && !path.ends_with('/'), "{path}");
    }
}

/// What is sent and shown is spelt so; a document that names the variants of the
/// program's enums would have clients send what is refused.
#[test]
fn every_word_of_a_list_is_spelt_as_it_is_sent() {
    let document = document();
    let schemas = document["components"]["schemas"]
        .as_object()
        .expect("schemas");
    let mut words = 0;
    for (name, schema) in schemas {
        for word in schema["enum"].as_array().into_iter().flatten() {
            let word = word.as_str().expect("a word");
            assert!(
                word.starts_with(|c: char| c.is_ascii_lowercase()),
                "{name}: {word}"
            );
            words += 1;
        }
    }
    assert!(words > 20, "{words}");
}

/// A client in a typed language has to send what is required: nothing of a query is.
#[test]
fn no_query_parameter_is_required() {
    let mut optional = 0;
    for (method, path, operation) in operations(&document()) {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        for parameter in parameters.filter(|one| one["in"] == "query") {
            let name = &parameter["name"];
            assert_eq!(parameter["required"], false, "{method} {path}: {name}");
            optional += 1;
        }
    }
    assert!(optional > 50, "{optional}");
}

#[test]
fn every_operation_has_a_name_of_its_own_a_tag_and_words() {
    let document = document();
    let mut names = HashSet::new();

    for (method, path, operation) in operations(&document) {
        let name = operation["operationId"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(
            !name.is_empty() && names.insert(name.clone()),
            "{method} {path}: {name}"
        );
        for words in ["summary", "description"] {
            let words = operation[words].as_str().unwrap_or_default();
            assert!(
                !words.trim().is_empty(),
                "{method} {path} says nothing of itself"
            );
        }
        assert!(
            operation["tags"][0].is_string(),
            "{method} {path} has no tag"
        );
    }
    for tag in document["tags"].as_array().into_iter().flatten() {
        assert!(
            tag["description"].is_string(),
            "tag {} says nothing of itself",
            tag["name"]
        );
    }
}

#[test]
fn paths_and_parameters_are_spelt_by_the_design_rules() {
    for (method, path, operation) in operations(&document()) {
        for segment in path
            .split('/')
            .skip(1)
            .filter(|segment| !segment.starts_with('{'))
        {
            let spelt = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
            assert!(segment.chars().all(spelt), "{path}");
            assert!(!segment.trim_start_matches('_').contains('_'), "{path}");
        }
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap_or_default();
            let header = parameter["in"] == "header";
            let camel = name.starts_with(|c: char| c.is_ascii_lowercase())
                && name.chars().all(|c| c.is_ascii_alphanumeric());
            assert!(header || camel, "{method} {path}: {name}");
        }
    }
}

#[test]
fn every_failure_is_a_problem_and_every_good_answer_says_the_version() {
    let document = document();
    for (method, path, operation) in operations(&document) {
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            let place = format!("{method} {path} {status}");
            let response = resolve(&document, response);
            if status.starts_with(['2', '3']) {
                assert!(response["headers"].get("API-Version").is_some(), "{place}");
            } else {
                let problem = response["content"].get("application/problem+json");
                assert!(problem.is_some(), "{place} is no problem");
            }
        }
    }
}

#[test]
fn no_reference_leads_nowhere() {
    let document = document();
    let mut values = vec![&document];
    while let Some(value) = values.pop() {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(to)) = members.get("$ref") {
                    let found = document.pointer(to.trim_start_matches('#'));
                    assert!(found.is_some(), "{to} leads nowhere");
                }
                values.extend(members.values());
            }
            Value::Array(items) => values.extend(items),
            _ => {}
        }
    }
}

fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(to) => document
            .pointer(to.trim_start_matches('#'))
            .unwrap_or(value),
        None => value,
    }
}
