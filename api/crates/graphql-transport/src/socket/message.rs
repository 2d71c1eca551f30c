//! Messages of the protocol `graphql-transport-ws`.

use async_graphql::ServerError;
use serde::Serialize;
use serde_json::{Map, Value};

use super::close::Close;

/// What a client sends.
#[derive(Debug)]
pub(super) enum FromClient {
    ConnectionInit(Value),
    Ping(Option<Value>),
    Pong,
    Subscribe { id: String, payload: Value },
    Complete { id: String },
}

impl FromClient {
    /// Reads a message; what is not one closes the socket.
    pub(super) fn parse(text: &str) -> Result<Self, Close> {
        let Ok(Value::Object(mut members)) = serde_json::from_str(text) else {
            return Err(Close::invalid("a message is a JSON object"));
        };
        let kind = match members.remove("type") {
            Some(Value::String(kind)) => kind,
            _ => return Err(Close::invalid("a message has a type")),
        };
        match kind.as_str() {
            "connection_init" => {
                let payload = optional_object(&mut members)?;
                Ok(Self::ConnectionInit(payload.unwrap_or_default()))
            }
            "ping" => Ok(Self::Ping(optional_object(&mut members)?)),
            "pong" => {
                optional_object(&mut members)?;
                Ok(Self::Pong)
            }
            "subscribe" => match (id(&mut members)?, members.remove("payload")) {
                (id, Some(payload @ Value::Object(_))) => Ok(Self::Subscribe { id, payload }),
                _ => Err(Close::invalid("the payload of subscribe is an object")),
            },
            "complete" => Ok(Self::Complete {
                id: id(&mut members)?,
            }),
            _ => Err(Close::invalid("no message has this type")),
        }
    }
}

fn id(members: &mut Map<String, Value>) -> Result<String, Close> {
    match members.remove("id") {
        Some(Value::String(id)) if !id.is_empty() => Ok(id),
        _ => Err(Close::invalid("the id of a message is a string")),
    }
}

fn optional_object(members: &mut Map<String, Value>) -> Result<Option<Value>, Close> {
    match members.remove("payload") {
        None | Some(Value::Null) => Ok(None),
        Some(payload @ Value::Object(_)) => Ok(Some(payload)),
        Some(_) => Err(Close::invalid("the payload of a message is an object")),
    }
}

/// What the server sends.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum FromServer<'a> {
    ConnectionAck,
    Pong {
        #[serde(skip_serializing_if = "Option::is_none")]
        payload: Option<&'a Value>,
    },
    Error {
        id: &'a str,
        payload: &'a [ServerError],
    },
    Complete {
        id: &'a str,
    },
}

/// The message `next`, around an answer that is JSON already.
pub(super) fn next(id: &str, answer: &[u8]) -> Option<String> {
    let id = serde_json::to_string(id).ok()?;
    let answer = std::str::from_utf8(answer).ok()?;
    Some(format!(r#"{{"type":"next","id":{id},"payload":{answer}}}"#))
}
