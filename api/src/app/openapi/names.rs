//! Names as clients' generators like them: `listCourses`, `PageOfCourse`.

use serde_json::{Map, Value, json};

const SCHEMAS: &str = "#/components/schemas/";
const PAGE: &str = "PageOf";

/// `list_courses` becomes `listCourses`.
pub fn operation(operation: &mut Value) {
    if let Some(name) = operation["operationId"].as_str() {
        let pascal = pascal(name);
        let camel = pascal[..1].to_ascii_lowercase() + &pascal[1..];
        operation["operationId"] = camel.into();
    }
}

/// Gives every schema a name in Pascal case, and follows each reference to it.
pub fn schemas(document: &mut Value) {
    if let Some(schemas) = document["components"]["schemas"].as_object_mut() {
        let mut renamed: Vec<_> = std::mem::take(schemas)
            .into_iter()
            .map(|(name, schema)| (schema_name(&name), schema))
            .collect();
        renamed.sort_by(|a, b| a.0.cmp(&b.0));
        *schemas = Map::from_iter(renamed);
        share_items(schemas);
    }
    follow(document);
}

/// Lets a page refer to its items by name: written out in each page, they would be
/// another type in a generated client than the same thing read alone.
fn share_items(schemas: &mut Map<String, Value>) {
    let pages = schemas.keys().filter(|name| name.starts_with(PAGE));
    for page in pages.cloned().collect::<Vec<_>>() {
        let items = &mut schemas[&page]["properties"]["items"]["items"];
        let name = page[PAGE.len()..].to_owned();
        let written = std::mem::replace(items, json!({"$ref": format!("{SCHEMAS}{name}")}));
        schemas.entry(name).or_insert(written);
    }
}

fn follow(value: &mut Value) {
    match value {
        Value::Object(members) => members.iter_mut().for_each(|(key, member)| {
            match member.as_str().and_then(|text| text.strip_prefix(SCHEMAS)) {
                Some(name) if key == "$ref" => {
                    *member = format!("{SCHEMAS}{}", schema_name(name)).into();
                }
                _ => follow(member),
            }
        }),
        Value::Array(items) => items.iter_mut().for_each(follow),
        _ => {}
    }
}

/// A name in Pascal case; what is only a body loses the word.
fn schema_name(name: &str) -> String {
    let name = match name.split_once("PageBody_") {
        Some((_, item)) => format!("{PAGE}_{item}"),
        None => name.to_owned(),
    };
    let pascal = pascal(&name);
    match pascal.strip_suffix("Body") {
        Some(short) if !short.is_empty() => short.to_owned(),
        _ => pascal,
    }
}

fn pascal(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(|word| word[..1].to_ascii_uppercase() + &word[1..])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_pascal_case() {
        assert_eq!(schema_name("PageBody_CourseBody"), "PageOfCourse");
        assert_eq!(schema_name("CourseBody"), "Course");
        assert_eq!(schema_name("a.b_c"), "ABC");
        assert_eq!(pascal("list_courses"), "ListCourses");
    }
}
