//! Every path that a document names exists.

use std::path::PathBuf;

use tests::house::{files, read, root};

const TOPS: [&str; 9] = [
    "api/",
    "docs/",
    "data/",
    "entities/",
    "migration/",
    "tests/",
    ".ci/",
    ".clippy.toml",
    "Dockerfile",
];

#[test]
fn every_path_named_in_a_document_exists() {
    let mut missing = Vec::new();
    for document in documents() {
        for named in named(&read(&document)) {
            let pattern = named.contains(['*', '<', '{', '…']);
            if !pattern && !root().join(&named).exists() {
                missing.push(format!("{} names {named}", document.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

fn documents() -> Vec<PathBuf> {
    let assets = |path: &PathBuf| !path.starts_with("api/assets");
    files("", ".md").into_iter().filter(assets).collect()
}

/// Paths from the top, between backticks or as the target of a link.
fn named(text: &str) -> Vec<String> {
    let ticked = text.split('`').skip(1).step_by(2);
    let linked = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')').map(|(target, _)| target));
    ticked
        .chain(linked)
        .map(|word| {
            word.split('#')
                .next()
                .unwrap_or_default()
                .trim_start_matches("./")
        })
        .filter(|word| !word.contains(char::is_whitespace))
        .filter(|word| TOPS.iter().any(|top| word.starts_with(top)))
        .map(|word| word.split(':').next().unwrap_or_default().to_owned())
        .collect()
}
