//! What holds for the answers of every operation.

use serde_json::{Map, Value, json};

/// Failures that a document may name: status, component, when.
const FAILURES: [(&str, &str, &str); 12] = [
    (
        "400",
        "BadRequest",
        "The input is wrong; `errors` names every fault",
    ),
    (
        "401",
        "Unauthorized",
        "There are no credentials, or bad ones",
    ),
    ("403", "Forbidden", "You may see this but not do that to it"),
    (
        "404",
        "NotFound",
        "There is no such thing, or you may not know of it",
    ),
    (
        "406",
        "NotAcceptable",
        "None of the media types asked for can be made",
    ),
    ("409", "Conflict", "It clashes with what is there"),
    (
        "412",
        "PreconditionFailed",
        "The revision named is no longer the one that stands",
    ),
    (
        "413",
        "ContentTooLarge",
        "The body is larger than this address takes",
    ),
    (
        "415",
        "UnsupportedMediaType",
        "The media type sent is not one this address reads",
    ),
    (
        "422",
        "UnprocessableContent",
        "The same idempotency key came with another request",
    ),
    (
        "428",
        "PreconditionRequired",
        "A revision has to be named, with `If-Match`",
    ),
    (
        "429",
        "TooManyRequests",
        "Too many requests; `Retry-After` says when to come back",
    ),
];

/// Adds the version header to good answers, and the failures that any operation
/// of its kind can have. What a door says itself stays.
pub fn complete(operation: &mut Value, names_a_thing: bool) {
    let has_body = operation.get("requestBody").is_some();
    let has_parameters = operation["parameters"]
        .as_array()
        .is_some_and(|all| !all.is_empty());
    let signed = operation["security"]
        .as_array()
        .is_some_and(|ways| !ways.is_empty());
    let optional = operation["security"]
        .as_array()
        .is_some_and(|ways| ways.contains(&json!({})));
    let Some(responses) = operation["responses"].as_object_mut() else {
        return;
    };
    let answers = responses
        .iter()
        .any(|(status, response)| status.starts_with('2') && response.get("content").is_some());
    let holds = [
        ("400", has_body || has_parameters),
        // A bad token is refused wherever it is shown.
        ("401", true),
        ("403", signed && !optional),
        ("404", names_a_thing),
        ("406", answers),
        ("413", has_body),
        ("415", has_body),
        // Whatever is asked too often by one caller.
        ("429", true),
    ];
    for (status, _) in holds.iter().filter(|(_, holds)| *holds) {
        responses
            .entry(*status)
            .or_insert_with(|| reference(status));
    }
    for (status, response) in responses.iter_mut() {
        match status.as_bytes().first() {
            Some(b'2' | b'3') => add_version(response),
            _ if response.get("content").is_none() => *response = reference(status),
            _ => {}
        }
    }
    responses.sort_keys();
}

/// Leaves out the failures that no operation names.
pub fn only_used(document: &mut Value) {
    let paths = document["paths"].to_string();
    if let Some(failures) = document["components"]["responses"].as_object_mut() {
        failures.retain(|name, _| paths.contains(&format!("#/components/responses/{name}\"")));
    }
}

/// The shared parts that [`complete`] refers to.
pub fn components(components: &mut Value) {
    let problem = json!({
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
    });
    let failures: Map<String, Value> = FAILURES
        .iter()
        .map(|(_, name, when)| {
            let response = json!({
                "description": when,
                "headers": {"API-Version": {"$ref": "#/components/headers/ApiVersion"}},
                "content": problem,
            });
            ((*name).to_owned(), response)
        })
        .collect();
    components["responses"] = Value::Object(failures);
    components["headers"] = json!({"ApiVersion": {
        "description": "The full version of the API",
        "schema": {"type": "string", "examples": [env!("CARGO_PKG_VERSION")]},
    }});
    components["securitySchemes"] = json!({"bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "An access token, from `POST /sessions` or `/oauth/token`",
    }});
}

fn reference(status: &str) -> Value {
    match FAILURES.iter().find(|failure| failure.0 == status) {
        Some((_, name, _)) => json!({"$ref": format!("#/components/responses/{name}")}),
        None => json!({
            "description": "It failed",
            "headers": {"API-Version": {"$ref": "#/components/headers/ApiVersion"}},
            "content": {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
            },
        }),
    }
}

fn add_version(response: &mut Value) {
    if let Some(response) = response.as_object_mut() {
        let headers = response.entry("headers").or_insert_with(|| json!({}));
        headers["API-Version"] = json!({"$ref": "#/components/headers/ApiVersion"});
    }
}
