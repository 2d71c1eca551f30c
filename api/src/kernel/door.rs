//! What both doors need from a request: who asks, and in which language.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_LANGUAGE, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderName,
    HeaderValue, IF_NONE_MATCH, LINK,
};
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse};
use async_graphql::Context;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::actor::Actor;
use super::backend::Backend;
use super::error::{ApiError, Fault};
use super::kept::Reach;
use super::language::Language;
use super::page::{Page, PageBody, PageRequest};
use super::query::{FromQuery, Query};
use super::revision::{Revision, digest, none_match};

impl FromRequest for Actor {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    /// The actor that the authenticating layer found.
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(actor(request)))
    }
}

impl FromRequest for Language {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(language(request)))
    }
}

/// Where the public finds us, without a slash at the end.
///
/// Configured, not read from the request: a `Host` header is the caller's word.
#[derive(Clone, Debug)]
pub struct PublicUrl(pub String);

/// Whether an operation stood in the address of its request, which logs keep.
#[derive(Clone, Copy, Debug)]
pub struct InAddress(pub bool);
/// The media type of JSON.
pub const JSON: &str = "application/json; charset=utf-8";
/// The digest of what is sent (RFC 9530).
const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");

/// Who asks; nobody, where the authenticating layer is not mounted.
pub fn actor(request: &HttpRequest) -> Actor {
    let actor = request.extensions().get::<Actor>().cloned();
    actor.unwrap_or(Actor::Anonymous)
}

/// The language that a request asks for.
pub fn language(request: &HttpRequest) -> Language {
    let header = request.headers().get(ACCEPT_LANGUAGE);
    Language::negotiate(header.and_then(|value| value.to_str().ok()))
}

/// A query string, read as a `T`; a 400 names every fault in it.
#[derive(Debug)]
pub struct Asked<T>(pub T);

impl<T: FromQuery> FromRequest for Asked<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Query::read(request.query_string()).map(Self))
    }
}

/// What a resolver needs from its request.
pub trait Caller<'a> {
    /// What the house offers, and who asks.
    fn caller(&self) -> Result<(&'a Backend, &'a Actor), ApiError>;
    /// The language asked for.
    fn language(&self) -> Language;
    /// Something that the application put in the request. The answer follows from more than
    /// the question and the snapshot then, and is not kept.
    fn given<T: Send + Sync + 'static>(&self) -> Result<&'a T, ApiError>;
    /// The snapshot that the request is answered from: an answer may be kept with it.
    fn standing<T: Send + Sync + 'static>(&self) -> Result<&'a T, ApiError>;
}

impl<'a> Caller<'a> for Context<'a> {
    fn caller(&self) -> Result<(&'a Backend, &'a Actor), ApiError> {
        Ok((self.given()?, self.given()?))
    }

    fn language(&self) -> Language {
        self.data_opt().copied().unwrap_or_default()
    }

    fn given<T: Send + Sync + 'static>(&self) -> Result<&'a T, ApiError> {
        Reach::beyond(self);
        self.standing()
    }

    fn standing<T: Send + Sync + 'static>(&self) -> Result<&'a T, ApiError> {
        self.data_opt()
            .ok_or_else(|| ApiError::internal(&std::any::type_name::<T>()))
    }
}

/// Reads `first` and `after` of a connection, and what is wrong with them.
pub fn first_after(first: Option<i32>, after: Option<&str>) -> (PageRequest, Vec<Fault>) {
    let mut faults = Vec::new();
    let names = ["first", "after"];
    let page = PageRequest::parse(names, first.map(i64::from), after, &mut faults);
    (page, faults)
}

/// An item as REST answers it: with its ETag, or 304 to whoever has it.
pub fn item(
    request: &HttpRequest,
    revision: Revision,
    body: &impl Serialize,
) -> Result<HttpResponse, ApiError> {
    let bytes = serde_json::to_vec(body).map_err(|error| ApiError::internal(&error))?;
    let etag = revision.etag(&bytes);
    Ok(fresh(request, &etag, bytes))
}

/// A list as REST answers it: with `Link`, and the ETag of its bytes.
pub fn list<T: ToSchema + Serialize>(
    request: &HttpRequest,
    page: Page<T>,
) -> Result<HttpResponse, ApiError> {
    let body = PageBody::from(page);
    listed(request, &body, body.next_cursor.as_deref())
}

/// A list as REST answers it, in a body of its own.
pub fn listed(
    request: &HttpRequest,
    body: &impl Serialize,
    next_cursor: Option<&str>,
) -> Result<HttpResponse, ApiError> {
    let bytes = serde_json::to_vec(body).map_err(|error| ApiError::internal(&error))?;
    let response = written(request, JSON, bytes);
    Ok(with_links(request, response, next_cursor))
}

/// Adds `Link` with the first and the next page of a list.
pub fn with_links(
    request: &HttpRequest,
    mut response: HttpResponse,
    next_cursor: Option<&str>,
) -> HttpResponse {
    if let Ok(link) = links(request, next_cursor).parse() {
        response.headers_mut().insert(LINK, link);
    }
    response
}

/// Figures as REST answers them: with the ETag of their bytes.
pub fn data(request: &HttpRequest, body: &impl Serialize) -> Result<HttpResponse, ApiError> {
    let bytes = serde_json::to_vec(body).map_err(|error| ApiError::internal(&error))?;
    Ok(written(request, JSON, bytes))
}

/// A file as REST answers it: with its ETag, and the digest of its bytes (RFC 9530),
/// which are therefore never packed on the way.
pub fn file(
    request: &HttpRequest,
    revision: Option<Revision>,
    media: &'static str,
    name: &str,
    bytes: Bytes,
) -> HttpResponse {
    let etag = match revision {
        Some(revision) => revision.etag(&bytes),
        None => format!("\"{}\"", digest(&bytes)),
    };
    let sha = BASE64_STANDARD.encode(Sha256::digest(&bytes));
    let mut response = fresh(request, &etag, bytes);
    if response.status() != StatusCode::OK {
        return response;
    }
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static("identity"));
    for (header, value) in [
        (CONTENT_DIGEST, format!("sha-256=:{sha}:")),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ] {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(header, value);
        }
    }
    response
}

/// An answer in a form that is read where it stands: with its ETag, and no file to save.
pub fn written(request: &HttpRequest, media: &'static str, bytes: Vec<u8>) -> HttpResponse {
    let etag = format!("\"{}\"", digest(&bytes));
    let mut response = fresh(request, &etag, bytes);
    if response.status() == StatusCode::OK {
        let media = HeaderValue::from_static(media);
        response.headers_mut().insert(CONTENT_TYPE, media);
    }
    response
}

/// 304 for whoever holds these bytes, the bytes for anybody else.
///
/// An answer to what is not a GET has no ETag: nobody may keep it.
pub fn fresh(request: &HttpRequest, etag: &str, bytes: impl Into<Bytes>) -> HttpResponse {
    let bytes = bytes.into();
    let mut answer = HttpResponse::Ok();
    answer.content_type(JSON);
    if request.method() != Method::GET {
        return answer.body(bytes);
    }
    let held = request.headers().get(IF_NONE_MATCH);
    let held = held.and_then(|value| value.to_str().ok());
    if let Some(held) = held.and_then(|held| none_match(held, etag)) {
        return HttpResponse::NotModified()
            .insert_header((ETAG, held))
            .finish();
    }
    answer.insert_header((ETAG, etag)).body(bytes)
}

/// Where the public finds us, without a slash at the end.
pub fn public(request: &HttpRequest) -> &str {
    request
        .app_data::<Data<PublicUrl>>()
        .map_or("", |url| url.0.as_str())
}

/// `Link` with the first and the next page, as full addresses (RFC 8288).
fn links(request: &HttpRequest, next: Option<&str>) -> String {
    let base = format!("{}{}", public(request), request.path());
    let rest: Vec<&str> = request
        .query_string()
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="))
        .collect();
    let address = |cursor: Option<&str>| {
        let mut pairs: Vec<String> = rest.iter().map(|pair| (*pair).to_owned()).collect();
        pairs.extend(cursor.map(|cursor| format!("cursor={cursor}")));
        if pairs.is_empty() {
            base.clone()
        } else {
            format!("{base}?{}", pairs.join("&"))
        }
    };
    let mut link = format!("<{}>; rel=\"first\"", address(None));
    if let Some(next) = next {
        link.push_str(&format!(", <{}>; rel=\"next\"", address(Some(next))));
    }
    link
}
