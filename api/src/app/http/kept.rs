//! Answers that are given again without being worked out again.
//!
//! Only to those who show nothing of who they are, and only what was said to follow from
//! the question and the snapshot alone. A kept answer is, to the byte, the one that would
//! be worked out.

use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::body::{BoxBody, to_bytes};
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LANGUAGE,
    CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, IF_NONE_MATCH, ORIGIN, UPGRADE,
};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{self, Bytes, BytesMut, Data};
use futures_util::StreamExt;
use futures_util::stream;

use super::Site;
use super::facts::Area;
use super::headers::TRACEPARENT;
use crate::domains::catalogue::{Catalogue, Snapshot, VERSION_HEADER};
use crate::kernel::kept::{Answer, Question};
use crate::kernel::revision::none_match;

/// Headers that an answer can follow from: they are part of the question. `Content-Length`
/// says nothing that the body does not; `If-None-Match` is held against the answer.
pub const PART: [HeaderName; 6] = [
    ACCEPT,
    ACCEPT_LANGUAGE,
    ACCEPT_ENCODING,
    ORIGIN,
    CONTENT_TYPE,
    CONTENT_ENCODING,
];

/// Headers with which nothing is kept and nothing recalled.
pub const APART: [HeaderName; 4] = [
    AUTHORIZATION,
    UPGRADE,
    HeaderName::from_static(VERSION_HEADER),
    HeaderName::from_static("idempotency-key"),
];

/// The longest body that is looked into for a question, in bytes.
const LONGEST: usize = 16 << 10;

/// How long a body is waited for here.
const PATIENCE: Duration = Duration::from_secs(5);

/// A question about the catalogue as it stands.
#[derive(Debug)]
pub struct Asking {
    question: Question,
    snapshot: Arc<Snapshot>,
    catalogue: Data<Catalogue>,
    again: bool,
}

impl Asking {
    /// The question that a request puts, where its answer might be kept.
    pub async fn of(request: &mut ServiceRequest, site: &Site, area: Area) -> Option<Self> {
        let graphql = match (area, request.method()) {
            (Area::Rest | Area::Graphql | Area::Front, &Method::GET) => false,
            (Area::Graphql, &Method::POST) => true,
            _ => return None,
        };
        let headers = request.headers();
        if APART.iter().any(|name| headers.contains_key(name)) {
            return None;
        }
        let catalogue = request.app_data::<Data<Catalogue>>()?.clone();
        let mut question = Question::with_capacity(512);
        question.extend_from_slice(request.method().as_str().as_bytes());
        for part in [request.path(), request.query_string()] {
            // No method, address or header holds a zero.
            question.push(0);
            question.extend_from_slice(part.as_bytes());
        }
        for name in &PART {
            question.push(0);
            for value in headers.get_all(name) {
                question.extend_from_slice(value.as_bytes());
                question.push(b'\n');
            }
        }
        if graphql {
            question.push(0);
            question.extend_from_slice(&body(request).await?);
        }
        Some(Self {
            again: site.asked.before(&question),
            snapshot: catalogue.now(),
            catalogue,
            question,
        })
    }

    /// The answer that is kept.
    pub fn recall(&self) -> Option<Arc<Answer>> {
        self.snapshot.kept.recall(&self.question)
    }

    /// Keeps what was worked out, if it lasts and was asked for before.
    pub async fn keep(
        self,
        route: Option<&str>,
        lasts: bool,
        response: HttpResponse,
    ) -> HttpResponse {
        // Worked out from a snapshot that stood before and after, it was worked out from it.
        let stands = || Arc::ptr_eq(&self.snapshot, &self.catalogue.now());
        if !(lasts && self.again && response.status() == StatusCode::OK && stands()) {
            return response;
        }
        let (response, body) = response.into_parts();
        let body = match to_bytes(body).await {
            Ok(body) => body,
            Err(error) => {
                tracing::error!(%error, "an answer could not be packed");
                return HttpResponse::InternalServerError().finish();
            }
        };
        let mut headers = response.headers().clone();
        headers.remove(TRACEPARENT);
        let answer = Answer {
            route: route.map(str::to_owned),
            headers,
            body: body.clone(),
        };
        self.snapshot.kept.keep(self.question, answer);
        response.set_body(BoxBody::new(body))
    }
}

/// A kept answer as a response, or 304 for whoever holds it.
pub fn respond(request: &ServiceRequest, answer: &Answer) -> HttpResponse {
    let text = |value: &HeaderValue| value.to_str().ok().map(str::to_owned);
    let held = request.headers().get(IF_NONE_MATCH).and_then(text);
    let etag = answer.headers.get(ETAG).and_then(text);
    let held = held
        .zip(etag)
        .and_then(|(held, etag)| none_match(&held, &etag));
    let Some(held) = held else {
        let mut response = HttpResponse::with_body(StatusCode::OK, answer.body.clone());
        *response.headers_mut() = answer.headers.clone();
        return response.map_into_boxed_body();
    };
    let mut response = HttpResponse::NotModified().finish();
    let mut headers = answer.headers.clone();
    for name in [CONTENT_TYPE, CONTENT_ENCODING, CONTENT_LANGUAGE] {
        headers.remove(name);
    }
    if let Ok(held) = HeaderValue::try_from(held) {
        headers.insert(ETAG, held);
    }
    *response.headers_mut() = headers;
    response
}

/// The body of a request, which is then put back; nothing where it is too long or does
/// not come, which is for others to say.
async fn body(request: &mut ServiceRequest) -> Option<Bytes> {
    let length = request.headers().get(CONTENT_LENGTH)?;
    let length: usize = length.to_str().ok()?.parse().ok()?;
    if length > LONGEST {
        return None;
    }
    let mut rest = request.extract::<web::Payload>().await.ok()?;
    let mut body = BytesMut::with_capacity(length);
    let mut broken = None;
    let end = tokio::time::Instant::now() + PATIENCE;
    while body.len() < length && broken.is_none() {
        match tokio::time::timeout_at(end, rest.next()).await {
            Ok(Some(Ok(chunk))) => body.extend_from_slice(&chunk),
            Ok(Some(Err(error))) => broken = Some(error),
            Ok(None) | Err(_) => break,
        }
    }
    let body = body.freeze();
    let whole = broken.is_none() && body.len() == length;
    let read = stream::iter([Ok(body.clone())]).chain(stream::iter(broken.map(Err)));
    request.set_payload(Payload::Stream {
        payload: Box::pin(read.chain(rest)),
    });
    whole.then_some(body)
}
