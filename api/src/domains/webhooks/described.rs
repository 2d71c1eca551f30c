//! What webhooks are sent, as the document describes it (OpenAPI 3.1, `webhooks`).

use serde_json::{Map, Value, json};

use crate::kernel::happened::Event;

/// Each event, and the message that tells of it.
pub fn described() -> Value {
    let all = Event::ALL.iter();
    let all = all.map(|event| (event.word().to_owned(), json!({"post": message(*event)})));
    Value::Object(all.collect::<Map<_, _>>())
}

fn message(event: Event) -> Value {
    let (summary, data) = told(event);
    let header = |name: &str, description: &str| {
        let schema = json!({"type": "string"});
        json!({"name": name, "in": "header", "required": true, "description": description, "schema": schema})
    };
    let body = json!({
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"type": "string", "const": event.word()},
            "timestamp": {"type": "string", "format": "date-time", "description": "When it happened"},
            "data": data,
        },
    });
    json!({
        "tags": ["webhooks"],
        "summary": summary,
        "description": "Signed by Standard Webhooks 1.0. Members may be added: skip what you do not know.",
        "parameters": [
            header("webhook-id", "The id of the message, the same at every attempt"),
            header("webhook-timestamp", "When it is sent, in seconds since 1970"),
            header("webhook-signature", "Signatures with a space between: `v1,` and the HMAC-SHA256 in base64 of `{webhook-id}.{webhook-timestamp}.{body}`"),
        ],
        "requestBody": {"required": true, "content": {"application/json": {"schema": body}}},
        "responses": {
            "2XX": {"description": "It arrived"},
            "410": {"description": "Nothing is wanted any more: the webhook is switched off"},
            "default": {"description": "It did not arrive, and is sent again"},
        },
    })
}

/// What an event tells, in a line, and the form of its data.
fn told(event: Event) -> (&'static str, Value) {
    match event {
        Event::PushFinished => ("A push was taken", of(&[("pushId", id())])),
        Event::CoursePublished => ("Courses stand published that did not", courses()),
        Event::CourseWithdrawn => ("Courses stand published no more", courses()),
        Event::ReviewsPublished => (
            "Reviews of a course came out together",
            of(&[("courseId", id())]),
        ),
        Event::Test => ("You asked for it", of(&[("webhookId", id())])),
    }
}

fn courses() -> Value {
    let text = json!({"type": "string"});
    let status = json!({"type": "string", "enum": ["published", "withdrawn", "archived"]});
    let course = of(&[
        ("courseId", id()),
        ("externalId", text),
        ("revision", json!({"type": "integer", "format": "int64"})),
        ("status", status),
    ]);
    let list = json!({"type": "array", "minItems": 1, "maxItems": 100, "items": course});
    of(&[("courses", list)])
}

fn id() -> Value {
    json!({"type": "string", "format": "uuid"})
}

/// An object that has all of these members.
fn of(members: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    let members = members.iter().cloned();
    let members: Map<String, Value> = members
        .map(|(name, schema)| (name.to_owned(), schema))
        .collect();
    json!({"type": "object", "required": names, "properties": members})
}
