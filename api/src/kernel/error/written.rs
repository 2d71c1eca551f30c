//! How a failure looks at either door.

use std::sync::Arc;

use actix_web::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, HttpResponseBuilder};
use async_graphql::ErrorExtensionValues;
use serde::Serialize;
use utoipa::ToSchema;

use super::{ApiError, BAD_TOKEN, Kind};
use crate::kernel::language::Language;

/// The body of every failure (RFC 9457), before the transport adds what it knows.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Problem)]
pub struct Problems {
    /// A stable address that names the kind of failure.
    #[serde(rename = "type")]
    #[schema(format = "uri-reference")]
    pub kind: String,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// A sentence for people.
    pub detail: String,
    /// The code that clients match on; it never changes.
    pub code: String,
    /// Every fault of the input.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FaultBody>,
    /// What to quote when you ask us about this failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
}

/// One fault of the input.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Fault)]
pub struct FaultBody {
    /// A JSON pointer into the body, or the name of a query parameter.
    pub pointer: String,
    /// A code that never changes.
    pub code: String,
    /// A sentence for people.
    pub detail: String,
}

impl ApiError {
    /// The body that both REST and the transport send.
    pub fn body(&self, language: Language, trace_id: Option<String>) -> Problems {
        let status = self.kind.status();
        Problems {
            kind: format!("/problems/{}", self.code),
            title: status.canonical_reason().unwrap_or("Failure").to_owned(),
            status: status.as_u16(),
            detail: self.detail.get(language).to_owned(),
            code: self.code.to_owned(),
            errors: self
                .faults
                .iter()
                .map(|fault| FaultBody {
                    pointer: fault.pointer.clone(),
                    code: fault.code.to_owned(),
                    detail: fault.detail.get(language).to_owned(),
                })
                .collect(),
            trace_id,
        }
    }

    /// A response that carries this failure for the outermost layer to write out,
    /// where language and trace are known. It has its headers already.
    pub fn response(self) -> HttpResponse {
        let mut builder = HttpResponseBuilder::new(self.kind.status());
        if self.kind == Kind::Unauthenticated {
            builder.insert_header((WWW_AUTHENTICATE, self.challenge()));
        }
        if let Some(seconds) = self.retry_seconds() {
            builder.insert_header((RETRY_AFTER, seconds));
        }
        let mut response = builder.finish();
        response.extensions_mut().insert(self);
        response
    }

    /// `Retry-After`: whole seconds, never too early.
    pub fn retry_seconds(&self) -> Option<u64> {
        self.retry_after
            .map(|after| after.as_millis().div_ceil(1000).max(1) as u64)
    }

    /// What to show for a bearer token: nothing said where none was sent (RFC 6750 §3.1).
    fn challenge(&self) -> &'static str {
        if self.code == BAD_TOKEN {
            "Bearer realm=\"pijler\", error=\"invalid_token\""
        } else {
            "Bearer realm=\"pijler\""
        }
    }
}

impl From<ApiError> for actix_web::Error {
    fn from(error: ApiError) -> Self {
        actix_web::error::InternalError::from_response(error.code, error.response()).into()
    }
}

/// Marks a GraphQL error as ours: whatever lacks it is blanked on the way out.
#[derive(Debug)]
pub struct Disclosed(pub ApiError);

impl From<ApiError> for async_graphql::Error {
    fn from(error: ApiError) -> Self {
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", error.code);
        if let Some(seconds) = error.retry_seconds() {
            extensions.set("retryAfter", seconds);
        }
        let language = Language::spoken();
        if !error.faults.is_empty() {
            extensions.set("errors", faults(&error, language));
        }
        Self {
            message: error.detail.get(language).to_owned(),
            source: Some(Arc::new(Disclosed(error))),
            extensions: Some(extensions),
        }
    }
}

/// The faults of an input as GraphQL shows them.
fn faults(error: &ApiError, language: Language) -> async_graphql::Value {
    let faults = error.faults.iter().map(|fault| {
        async_graphql::value!({
            "pointer": fault.pointer.clone(),
            "code": fault.code,
            "detail": fault.detail.get(language).to_owned(),
        })
    });
    async_graphql::Value::List(faults.collect())
}
