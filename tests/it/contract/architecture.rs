//! Who may call whom: the `use` lines of the house, held to its rules.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use syn::visit::Visit;
use tests::house::{files, read};

/// Which slices need which; the list has no cycles, and may only grow on purpose.
const EDGES: &[(&str, &[&str])] = &[
    ("applications", &["catalogue", "identity"]),
    ("catalogue", &["reviews"]),
    ("community", &[]),
    ("drafts", &["catalogue", "identity", "intake"]),
    ("federation", &["identity"]),
    ("household", &["catalogue", "verification"]),
    ("identity", &[]),
    ("intake", &["catalogue"]),
    ("oauth", &["catalogue", "federation", "identity"]),
    ("panel", &[]),
    ("reviews", &[]),
    ("statistics", &["catalogue"]),
    ("trainers", &["catalogue", "identity", "intake"]),
    ("verification", &["catalogue", "identity"]),
    ("webhooks", &["catalogue", "identity"]),
];

/// What a file may not use, by the name it has in every slice.
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "rest",
        &["entities", "sea_orm", "own::store", "own::policy"],
    ),
    (
        "graphql",
        &["entities", "sea_orm", "own::store", "own::policy"],
    ),
    (
        "service",
        &["entities", "actix_web", "utoipa", "async_graphql"],
    ),
    (
        "policy",
        &[
            "entities",
            "sea_orm",
            "actix_web",
            "utoipa",
            "async_graphql",
            "own::store",
        ],
    ),
    (
        "store",
        &["actix_web", "utoipa", "async_graphql", "kernel::actor"],
    ),
    ("loader", &["actix_web", "utoipa", "kernel::actor"]),
    (
        "model",
        &[
            "entities",
            "sea_orm",
            "actix_web",
            "own::store",
            "own::service",
        ],
    ),
];

/// Derives that let one type of input serve both doors, so that they spell it alike.
const DERIVES: &[&str] = &[
    "async_graphql::Enum",
    "async_graphql::InputObject",
    "async_graphql::SimpleObject",
    "utoipa::IntoParams",
    "utoipa::ToSchema",
];

/// Files longer than they should be; the list may only shrink.
const LONG: &[&str] = &[];

/// One file of a slice, and the paths that it uses.
struct File {
    path: String,
    slice: String,
    /// `rest`, `store`, …: the name of the file or of the folder it is split into.
    question: String,
    uses: Vec<Vec<String>>,
}

#[test]
fn each_file_of_a_slice_uses_what_its_name_allows() {
    let mut breaches = Vec::new();
    for file in slices() {
        let rules = FORBIDDEN
            .iter()
            .find(|(question, _)| *question == file.question);
        for forbidden in rules.iter().flat_map(|(_, forbidden)| *forbidden) {
            let wanted = match forbidden.split_once("::") {
                Some(("own", part)) => format!("crate::domains::{}::{part}", file.slice),
                Some(_) => format!("crate::{forbidden}"),
                None => (*forbidden).to_owned(),
            };
            for used in file.uses.iter().map(|path| path.join("::")) {
                let derive = file.question == "service" && DERIVES.contains(&used.as_str());
                let breach = used == wanted || used.starts_with(&format!("{wanted}::"));
                if breach && !derive {
                    breaches.push(format!("{} uses {used}", file.path));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn slices_reach_each_other_by_the_front_and_along_the_edges_listed() {
    let mut breaches = Vec::new();
    for file in slices() {
        for path in &file.uses {
            let words: Vec<&str> = path.iter().map(String::as_str).collect();
            match words.as_slice() {
                ["crate", "app", ..] => breaches.push(format!("{} knows the app", file.path)),
                ["crate", "domains", slice, rest @ ..] if *slice != file.slice => {
                    let inner = ["store", "policy", "rest", "graphql"];
                    let edge = EDGES.iter().find(|edge| edge.0 == file.slice);
                    let listed = edge.is_some_and(|edge| edge.1.contains(slice));
                    if !listed || rest.first().is_some_and(|part| inner.contains(part)) {
                        breaches.push(format!("{} uses {}", file.path, words.join("::")));
                    }
                }
                _ => {}
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn the_edges_have_no_cycle_and_name_every_slice() {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    while done.len() < EDGES.len() {
        let ready = EDGES.iter().find(|(slice, needs)| {
            !done.contains(slice) && needs.iter().all(|need| done.contains(need))
        });
        let (slice, _) = ready.expect("a cycle among the edges, or a need that is no slice");
        done.insert(slice);
    }
    for file in slices() {
        assert!(
            done.contains(file.slice.as_str()),
            "add {} to EDGES",
            file.slice
        );
    }
}

#[test]
fn the_kernel_knows_no_slice_and_no_app() {
    for path in files("api/src/kernel", ".rs") {
        for used in uses(&path) {
            let outside = used[0] == "crate" && used.get(1).is_some_and(|part| part != "kernel");
            assert!(!outside, "{} uses {}", path.display(), used.join("::"));
        }
    }
}

#[test]
fn each_table_has_one_owner() {
    let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let kernel = files("api/src/kernel", ".rs").into_iter().map(|path| File {
        uses: uses(&path),
        path: path.display().to_string(),
        slice: "the kernel".to_owned(),
        question: String::new(),
    });
    for file in slices().into_iter().chain(kernel) {
        for path in file
            .uses
            .iter()
            .filter(|path| path[0] == "entities" && path.len() > 1)
        {
            owners
                .entry(path[1].clone())
                .or_default()
                .insert(file.slice.clone());
        }
    }
    for (table, owners) in owners {
        assert_eq!(owners.len(), 1, "{table} is written by {owners:?}");
    }
}

#[test]
fn no_file_outgrows_its_question() {
    let sources = files("api/src", ".rs").into_iter();
    let long: Vec<String> = sources
        .chain(files("tests", ".rs"))
        .filter(|path| read(path).lines().count() > 400)
        .map(|path| path.display().to_string())
        .collect();
    assert_eq!(
        long, LONG,
        "files over 400 lines (left) and those that may be (right)"
    );
}

fn slices() -> Vec<File> {
    files("api/src/domains", ".rs")
        .into_iter()
        .filter_map(|path| {
            let inside = path.strip_prefix("api/src/domains").ok()?;
            let parts: Vec<_> = inside.iter().filter_map(|part| part.to_str()).collect();
            let question = parts.get(1)?.trim_end_matches(".rs").to_owned();
            Some(File {
                uses: uses(&path),
                path: path.display().to_string(),
                slice: parts[0].to_owned(),
                question,
            })
        })
        .collect()
}

/// Every path that a file's `use` lines name, from `crate` or a library on.
fn uses(path: &Path) -> Vec<Vec<String>> {
    let file = syn::parse_file(&read(path)).unwrap_or_else(|error| {
        panic!("{}: {error}", path.display());
    });
    let mut found = Uses {
        module: module(path),
        paths: Vec::new(),
    };
    found.visit_file(&file);
    found.paths
}

/// The module that a file is: `crate::domains::courses::store`.
fn module(path: &Path) -> Vec<String> {
    let inside = path.strip_prefix("api/src").unwrap_or(path);
    let parts = inside.iter().filter_map(|part| part.to_str());
    let mut module = vec!["crate".to_owned()];
    module.extend(parts.map(|part| part.trim_end_matches(".rs").to_owned()));
    if module
        .last()
        .is_some_and(|last| last == "mod" || last == "lib")
    {
        module.pop();
    }
    module
}

struct Uses {
    module: Vec<String>,
    paths: Vec<Vec<String>>,
}

impl Uses {
    fn walk(&mut self, begun: &[String], tree: &syn::UseTree) {
        let and = |word: &syn::Ident| {
            let mut path = begun.to_vec();
            path.push(word.to_string());
            path
        };
        match tree {
            syn::UseTree::Path(step) => self.walk(&and(&step.ident), &step.tree),
            syn::UseTree::Name(name) => self.note(and(&name.ident)),
            syn::UseTree::Rename(name) => self.note(and(&name.ident)),
            syn::UseTree::Glob(_) => self.note(begun.to_vec()),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.walk(begun, tree);
                }
            }
        }
    }

    /// Reads `super` and `self` from where the file stands.
    fn note(&mut self, path: Vec<String>) {
        let mut resolved = match path.first().map(String::as_str) {
            Some("super" | "self") => self.module.clone(),
            _ => Vec::new(),
        };
        for word in path {
            match word.as_str() {
                "super" => {
                    resolved.pop();
                }
                "self" => {}
                _ => resolved.push(word),
            }
        }
        if !resolved.is_empty() {
            self.paths.push(resolved);
        }
    }
}

impl<'ast> Visit<'ast> for Uses {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.walk(&[], &item.tree);
    }

    /// Tests within a file may reach further, and stand one module deeper.
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.ident != "tests" {
            syn::visit::visit_item_mod(self, item);
        }
    }
}
