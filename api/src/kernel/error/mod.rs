//! How failures leave the house: one table for both doors.
//!
//! A slice says *what* went wrong (a [`Problem`] with a [`Kind`] and a code that
//! never changes). This file alone decides which status that is, and `written` how
//! it looks at either door. [`ApiError`] has no `Display` on purpose: async-graphql
//! turns anything that can be displayed into an answer, text and all, and actix would
//! answer it in plain text.

use std::time::Duration;

use actix_web::http::StatusCode;
use sea_orm::DbErr;

pub use self::written::{Disclosed, FaultBody, Problems};
use super::language::Text;

mod written;

/// The code of a bearer token that is false, over, or of a session that ended.
pub const BAD_TOKEN: &str = "session.token_invalid";
/// The code of bad input; what is wrong with it stands in the faults.
pub const BAD_INPUT: &str = "input.invalid";
/// The code of an act that wants somebody signed in, where nobody is.
pub const NOT_SIGNED_IN: &str = "session.required";
/// The code of an act about somebody's account, where they came through a front-end of others.
pub const THROUGH_FRONT_END: &str = "session.through_front_end";

/// What sort of failure it is; the status follows from this and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The input is wrong, and says so itself.
    Invalid,
    /// There are no credentials, or bad ones.
    Unauthenticated,
    /// You may see it but not do this to it.
    Forbidden,
    /// There is no such thing, or you may not know of it.
    NotFound,
    /// The address exists, for other methods (named in `Allow`).
    MethodNotAllowed,
    /// None of the media types asked for can be made.
    NotAcceptable,
    /// It clashes with what is there.
    Conflict,
    /// The revision named is no longer the one that stands.
    Stale,
    /// The request did not come in time.
    Timeout,
    /// The body is larger than this address takes.
    TooLarge,
    /// The media type sent is not one this address reads.
    UnsupportedMediaType,
    /// The same idempotency key came with another request.
    KeyReused,
    /// A revision has to be named, and was not.
    PreconditionRequired,
    /// Too many requests from this caller.
    TooMany,
    /// A fault on our side.
    Internal,
    /// We cannot serve this now; later we may.
    Unavailable,
}

impl Kind {
    /// The one match from failure to status.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Invalid => StatusCode::BAD_REQUEST,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Stale => StatusCode::PRECONDITION_FAILED,
            Self::Timeout => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// One fault in an input: where it is, what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// A JSON pointer into the body (`/title`), or the name of a query parameter.
    pub pointer: String,
    /// A code that never changes.
    pub code: &'static str,
    /// A sentence for people.
    pub detail: Text,
}

impl Fault {
    /// A fault at a place.
    pub fn at(pointer: impl Into<String>, code: &'static str, detail: Text) -> Self {
        Self {
            pointer: pointer.into(),
            code,
            detail,
        }
    }
}

/// A slice's failure. `Display` is the English sentence.
pub trait Problem: std::error::Error {
    /// What sort of failure.
    fn kind(&self) -> Kind;
    /// The code that clients match on; it never changes.
    fn code(&self) -> &'static str;
    /// The Dutch sentence.
    fn dutch(&self) -> String;
    /// Every fault of the input, where the input was at fault.
    fn faults(&self) -> Vec<Fault> {
        Vec::new()
    }
    /// After how long it is worth trying again, where that is known.
    fn retry_after(&self) -> Option<Duration> {
        None
    }
}

/// A failure on its way out, by either door.
#[derive(Clone, Debug)]
pub struct ApiError {
    /// What sort of failure.
    pub kind: Kind,
    /// The code that clients match on.
    pub code: &'static str,
    /// A sentence for people, in both languages.
    pub detail: Text,
    /// Every fault of the input.
    pub faults: Vec<Fault>,
    /// After how long it is worth trying again, where that is known.
    pub retry_after: Option<Duration>,
}

impl ApiError {
    /// A failure that belongs to no slice: of transport, of paging, of parsing.
    pub fn new(kind: Kind, code: &'static str, detail: Text) -> Self {
        Self {
            kind,
            code,
            detail,
            faults: Vec::new(),
            retry_after: None,
        }
    }

    /// Bad input, with everything that is wrong with it.
    pub fn invalid(faults: Vec<Fault>) -> Self {
        let nl = match faults.len() {
            1 => "één ding klopt niet in wat je stuurde".to_owned(),
            n => format!("{n} dingen kloppen niet in wat je stuurde"),
        };
        let en = match faults.len() {
            1 => "one thing is wrong with what you sent".to_owned(),
            n => format!("{n} things are wrong with what you sent"),
        };
        Self {
            kind: Kind::Invalid,
            code: BAD_INPUT,
            detail: Text::new(nl, en),
            faults,
            retry_after: None,
        }
    }

    /// Nobody is signed in, where somebody has to be.
    pub fn not_signed_in() -> Self {
        Self::new(
            Kind::Unauthenticated,
            NOT_SIGNED_IN,
            Text::new("log eerst in", "sign in first"),
        )
    }

    /// The same answer for what is absent and for what you may not know of.
    pub fn not_found() -> Self {
        Self::new(
            Kind::NotFound,
            "not_found",
            Text::new("dit bestaat niet", "there is no such thing"),
        )
    }

    /// Words for what a library refuses by itself, where only the status is known.
    pub fn of_status(status: StatusCode) -> Self {
        let (kind, code, nl, en) = match status.as_u16() {
            404 => return Self::not_found(),
            401 => (
                Kind::Unauthenticated,
                "http.unauthorized",
                "meld je eerst aan",
                "sign in first",
            ),
            403 => (
                Kind::Forbidden,
                "http.forbidden",
                "dit mag niet",
                "this may not be done",
            ),
            405 => (
                Kind::MethodNotAllowed,
                "http.method_not_allowed",
                "dit gaat met een andere methode",
                "this goes by another method",
            ),
            406 => (
                Kind::NotAcceptable,
                "http.not_acceptable",
                "geen van de gevraagde vormen kan worden gemaakt",
                "none of the forms asked for can be made",
            ),
            408 => (
                Kind::Timeout,
                "http.body_timeout",
                "wat je stuurt kwam niet op tijd binnen",
                "what you send did not come in time",
            ),
            413 => (
                Kind::TooLarge,
                "http.body_too_large",
                "wat je stuurt is te groot",
                "what you send is too large",
            ),
            415 => (
                Kind::UnsupportedMediaType,
                "http.unsupported_media_type",
                "dit adres leest iets anders dan je stuurt",
                "this address reads something else than you send",
            ),
            503 => (
                Kind::Unavailable,
                "unavailable",
                "nu even niet beschikbaar",
                "not available right now",
            ),
            400..500 => (
                Kind::Invalid,
                "http.bad_request",
                "dit verzoek klopt niet",
                "this request is not right",
            ),
            _ => (
                Kind::Internal,
                "internal",
                "er ging bij ons iets mis",
                "something went wrong on our side",
            ),
        };
        Self::new(kind, code, Text::new(nl, en))
    }

    /// Our fault. What it was goes to the log, once, and not to the caller.
    pub fn internal(cause: &dyn std::fmt::Debug) -> Self {
        tracing::error!(?cause, "request failed");
        Self::new(
            Kind::Internal,
            "internal",
            Text::new(
                "er ging bij ons iets mis",
                "something went wrong on our side",
            ),
        )
    }
}

/// Holds an input to having nothing wrong with it.
pub fn sound(faults: Vec<Fault>) -> Result<(), ApiError> {
    match faults.is_empty() {
        true => Ok(()),
        false => Err(ApiError::invalid(faults)),
    }
}

/// What came of an input that had faults before it was looked up: all of its
/// faults in one answer, unless whoever asks may not ask at all.
pub fn joined<T, E: Into<ApiError>>(
    mut faults: Vec<Fault>,
    outcome: Result<T, E>,
) -> Result<T, ApiError> {
    let first = [Kind::Internal, Kind::Unauthenticated, Kind::Forbidden];
    match outcome.map_err(Into::into) {
        Ok(value) if faults.is_empty() => Ok(value),
        Err(error) if faults.is_empty() || first.contains(&error.kind) => Err(error),
        Err(error) if error.kind == Kind::Invalid => {
            faults.extend(error.faults);
            Err(ApiError::invalid(faults))
        }
        _ => Err(ApiError::invalid(faults)),
    }
}

impl<P: Problem> From<P> for ApiError {
    fn from(problem: P) -> Self {
        if problem.kind() == Kind::Internal {
            return Self::internal(&problem);
        }
        Self {
            kind: problem.kind(),
            code: problem.code(),
            detail: Text::new(problem.dutch(), problem.to_string()),
            faults: problem.faults(),
            retry_after: problem.retry_after(),
        }
    }
}

/// Lets `?` turn a database failure into our fault where no slice gives it a meaning.
pub fn database(error: DbErr) -> ApiError {
    ApiError::internal(&error)
}
