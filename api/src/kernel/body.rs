//! Reading a body so that the answer says where in it the fault is.

use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use actix_web::web::{Bytes, BytesMut};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use serde::de::{DeserializeOwned, DeserializeSeed};
use serde_json::Value;

use super::error::{ApiError, Fault, Kind};
use super::language::Text;

/// How much of a body is read, and how long that may take.
#[derive(Clone, Copy, Debug)]
pub struct BodyLimit {
    /// The most bytes taken; more is answered 413.
    pub bytes: usize,
    /// How long sending may take; longer is answered 408.
    pub time: Duration,
}

impl Default for BodyLimit {
    fn default() -> Self {
        Self {
            bytes: 256 * 1024,
            time: Duration::from_secs(10),
        }
    }
}

/// A JSON body, read as a `T`.
///
/// Name the body with `request_body = T` in `utoipa::path`. A `PATCH` may also
/// come as `application/merge-patch+json`.
#[derive(Debug)]
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Sent<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let limit = request.app_data().copied().unwrap_or_default();
        let readable = is_json(request);
        let announced = content_length(request.headers());
        let payload = payload.take();
        Box::pin(async move {
            readable?;
            read_json(&read(announced, payload, limit).await?).map(Self)
        })
    }
}

/// Reads a whole body, within its limits.
pub async fn read(
    announced: Option<usize>,
    mut payload: Payload,
    limit: BodyLimit,
) -> Result<Bytes, ApiError> {
    if announced.is_some_and(|bytes| bytes > limit.bytes) {
        return Err(too_large(limit.bytes));
    }
    let collected = async {
        let mut body = BytesMut::with_capacity(announced.unwrap_or_default());
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| broken())?;
            if body.len() + chunk.len() > limit.bytes {
                return Err(too_large(limit.bytes));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    };
    tokio::time::timeout(limit.time, collected)
        .await
        .unwrap_or_else(|_| Err(too_slow()))
}

/// Reads a JSON object; a fault carries the JSON pointer of its place.
///
/// serde would take an array too, as the members in their order.
/// `3.0` is read as the whole number that it is (JSON Schema 2020-12 §6.1.1).
pub fn read_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    if body.trim_ascii_start().starts_with(b"[") {
        return Err(ApiError::invalid(vec![malformed(String::new())]));
    }
    read_strictly(body).or_else(|error| {
        let mut value = read_strictly::<Value>(body).unwrap_or_default();
        if make_whole(&mut value) {
            return read_strictly(value.to_string().as_bytes());
        }
        Err(error)
    })
}

/// Writes numbers without a fraction as whole ones, and says whether there were any.
fn make_whole(value: &mut Value) -> bool {
    /// Beyond this a float is no longer exact.
    const MOST: f64 = 9_007_199_254_740_992.0;
    match value {
        Value::Number(number) if number.is_f64() => {
            let float = number.as_f64().unwrap_or_default();
            let whole = float.fract() == 0.0 && float.abs() <= MOST;
            if whole {
                *number = (float as i64).into();
            }
            whole
        }
        Value::Array(items) => items
            .iter_mut()
            .fold(false, |any, item| make_whole(item) | any),
        Value::Object(members) => members
            .values_mut()
            .fold(false, |any, item| make_whole(item) | any),
        _ => false,
    }
}

fn read_strictly<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer(error.path());
        ApiError::invalid(vec![fault(pointer, error.inner())])
    })?;
    reader
        .end()
        .map_err(|error| ApiError::invalid(vec![fault(String::new(), &error)]))?;
    Ok(value)
}

/// Reads JSON while it comes in; a fault carries the JSON pointer of its place.
pub fn read_incoming<'de, S: DeserializeSeed<'de>>(
    body: impl std::io::Read,
    seed: S,
) -> Result<S::Value, ApiError>
where
    S::Value: 'de,
{
    let mut reader = serde_json::Deserializer::from_reader(body);
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(&mut reader, &mut track);
    let read = seed.deserialize(tracked);
    let value = read.map_err(|error| {
        let pointer = pointer(&track.path());
        ApiError::invalid(vec![fault(pointer, &error)])
    })?;
    reader
        .end()
        .map_err(|error| ApiError::invalid(vec![fault(String::new(), &error)]))?;
    Ok(value)
}

/// What a request says of its body's length.
pub fn content_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The media type that a request says its body has, in lower case.
pub fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let (media, _) = value.split_once(';').unwrap_or((value, ""));
    Some(media.trim().to_ascii_lowercase())
}

fn is_json(request: &HttpRequest) -> Result<(), ApiError> {
    let headers = request.headers();
    let packed = headers
        .get(CONTENT_ENCODING)
        .is_some_and(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"));
    match media_type(headers).as_deref() {
        Some("application/json") if !packed => Ok(()),
        Some("application/merge-patch+json") if !packed && request.method() == Method::PATCH => {
            Ok(())
        }
        _ => Err(unsupported_media_type("application/json")),
    }
}

/// The media type sent is not one that this address reads.
pub fn unsupported_media_type(read: &str) -> ApiError {
    ApiError::new(
        Kind::UnsupportedMediaType,
        "http.unsupported_media_type",
        Text::new(
            format!("dit adres leest {read}"),
            format!("this address reads {read}"),
        ),
    )
}

/// The body is larger than `bytes`.
pub fn too_large(bytes: usize) -> ApiError {
    ApiError::new(
        Kind::TooLarge,
        "http.body_too_large",
        Text::new(
            format!("wat je stuurt mag {bytes} bytes groot zijn"),
            format!("what you send may be {bytes} bytes large"),
        ),
    )
}

/// The body did not come in time.
pub fn too_slow() -> ApiError {
    ApiError::new(
        Kind::Timeout,
        "http.body_timeout",
        Text::new(
            "wat je stuurt kwam niet op tijd binnen",
            "what you send did not come in time",
        ),
    )
}

/// The body broke off.
pub fn broken() -> ApiError {
    ApiError::new(
        Kind::Invalid,
        "http.body_broken",
        Text::new(
            "wat je stuurt kon niet worden gelezen",
            "what you send could not be read",
        ),
    )
}

/// A path of serde's as a JSON pointer (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        let step = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            Segment::Enum { .. } | Segment::Unknown => continue,
        };
        pointer.push('/');
        pointer.push_str(&step);
    }
    pointer
}

/// Words a fault of serde's, whose own text speaks of Rust types.
fn fault(mut pointer: String, error: &serde_json::Error) -> Fault {
    let message = error.to_string();
    let named = message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("missing field") {
        pointer.push('/');
        pointer.push_str(named);
        let detail = Text::new("dit veld ontbreekt", "this member is missing");
        return Fault::at(pointer, "input.missing", detail);
    }
    if message.starts_with("unknown field") {
        let detail = Text::new("dit veld is onbekend", "this member is unknown");
        return Fault::at(pointer, "input.unknown_member", detail);
    }
    if message.starts_with("unknown variant") {
        let detail = Text::new("dit is geen bekende waarde", "this is no known value");
        return Fault::at(pointer, "input.unknown_value", detail);
    }
    if error.is_syntax() || error.is_eof() {
        let detail = Text::new("dit is geen geldige JSON", "this is not valid JSON");
        return Fault::at(pointer, "input.not_json", detail);
    }
    malformed(pointer)
}

fn malformed(pointer: String) -> Fault {
    let detail = Text::new(
        "deze waarde heeft niet de goede vorm",
        "this value does not have the right form",
    );
    Fault::at(pointer, "input.malformed", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Letter {
        lines: Vec<u32>,
    }

    fn told(body: &str) -> (String, &'static str) {
        let fault = read_json::<Letter>(body.as_bytes())
            .unwrap_err()
            .faults
            .remove(0);
        (fault.pointer, fault.code)
    }

    #[test]
    fn a_whole_number_may_be_written_as_a_float() {
        let letter: Letter = read_json(br#"{"lines":[1.0,2,3e0]}"#).unwrap();
        assert_eq!(letter.lines, [1, 2, 3]);
        assert_eq!(told(r#"{"lines":[1.0,1.5]}"#).1, "input.malformed");
        assert_eq!(told(r#"{"lines":[1.0,-1]}"#).0, "/lines/1");
    }

    #[test]
    fn a_fault_points_at_its_place() {
        assert_eq!(told("{}"), ("/lines".to_owned(), "input.missing"));
        assert_eq!(
            told(r#"{"lines":[1,"x"]}"#),
            ("/lines/1".to_owned(), "input.malformed")
        );
        assert_eq!(
            told(r#"{"lines":[],"a/b":1}"#),
            ("/a~1b".to_owned(), "input.unknown_member")
        );
        assert_eq!(told(" [[1]]"), (String::new(), "input.malformed"));
        assert_eq!(told("{\"lines\":").1, "input.not_json");
        assert_eq!(told("{\"lines\":[]} x").1, "input.not_json");
    }
}
