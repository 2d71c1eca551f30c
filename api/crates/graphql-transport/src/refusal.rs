//! A request that is turned away before GraphQL has a say.

use std::borrow::Cow;

use actix_web::http::{
    StatusCode,
    header::{self, HeaderName, HeaderValue},
};

/// A request that is turned away before GraphQL has a say.
///
/// The application decides what it looks like, see [`crate::Host::refuse`].
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The status of the answer.
    pub status: StatusCode,
    /// A code that never changes.
    pub code: Cow<'static, str>,
    /// A sentence for people.
    pub message: Cow<'static, str>,
    /// Headers that belong to the status, such as `Allow`.
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

impl Refusal {
    /// A refusal without headers.
    pub fn new(
        status: StatusCode,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            status,
            code: code.into(),
            message: message.into(),
            headers: Vec::new(),
        }
    }

    /// 401, for no or bad credentials.
    pub fn unauthorized(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "http.unauthorized", message)
    }

    /// 403, for what the caller may not do.
    pub fn forbidden(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "http.forbidden", message)
    }

    /// The same with one header more.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(crate) fn method_not_allowed(allow: &'static str, message: &'static str) -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "http.method_not_allowed",
            message,
        )
        .header(header::ALLOW, HeaderValue::from_static(allow))
    }

    pub(crate) fn not_acceptable() -> Self {
        Self::new(
            StatusCode::NOT_ACCEPTABLE,
            "http.not_acceptable",
            "this address answers application/graphql-response+json, application/json and \
             text/event-stream",
        )
    }

    pub(crate) fn unsupported_media_type(message: &'static str) -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "http.unsupported_media_type",
            message,
        )
        .header(
            HeaderName::from_static("accept-post"),
            HeaderValue::from_static("application/json"),
        )
    }

    pub(crate) fn too_large(limit: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "http.body_too_large",
            format!("the body is larger than {limit} bytes"),
        )
    }
}
