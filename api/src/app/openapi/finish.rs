//! Completes the document: server, contact, tags, sign-in, and every operation.

use serde_json::{Map, Value, json};

use super::{names, responses};
use crate::app::config::Config;
use crate::app::rest::BASE;

/// Completes what utoipa wrote.
pub fn finish(mut document: Value, config: &Config, tags: &[(&str, &str)]) -> Value {
    document["info"]["version"] = env!("CARGO_PKG_VERSION").into();
    document["info"]["license"] = json!({"name": "EUPL-1.2", "identifier": "EUPL-1.2"});
    document["info"]["contact"] = json!({
        "name": config.contact.name,
        "url": config.contact.url,
        "email": config.contact.email,
    });
    document["servers"] = json!([{
        "url": format!("{}{BASE}", config.public_url()),
        "description": "This server",
    }]);
    let mut paths = Map::new();
    for (path, mut item) in take_object(&mut document["paths"]) {
        let operations = item.as_object_mut().into_iter().flatten();
        for (_, operation) in operations.filter(|(_, item)| item.get("responses").is_some()) {
            responses::complete(operation, path.contains('{'));
            names::operation(operation);
        }
        let short = path.strip_prefix(BASE).unwrap_or(&path);
        paths.insert(short.to_owned(), item);
    }
    document["tags"] = used(&paths, tags);
    document["paths"] = Value::Object(paths);
    responses::components(&mut document["components"]);
    responses::only_used(&mut document);
    names::schemas(&mut document);
    document
}

fn take_object(value: &mut Value) -> Map<String, Value> {
    match value.take() {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// The tags that some operation has; one without a description is written bare,
/// and the contract test complains.
fn used(paths: &Map<String, Value>, tags: &[(&str, &str)]) -> Value {
    let mut found: Vec<&str> = Vec::new();
    for operation in paths.values().filter_map(Value::as_object).flatten() {
        let names = operation.1["tags"].as_array().into_iter().flatten();
        for name in names.filter_map(Value::as_str) {
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    let place = |name: &str| tags.iter().position(|tag| tag.0 == name);
    found.sort_by_key(|name| place(name).unwrap_or(usize::MAX));
    let written = found.iter().map(|name| match place(name) {
        Some(index) => json!({"name": name, "description": tags[index].1}),
        None => json!({"name": name}),
    });
    written.collect()
}
