//! Which error text may leave, and under which code.

use std::{borrow::Cow, collections::HashSet, sync::Arc};

use async_graphql::{
    Error, ErrorExtensionValues, Pos, Response, Schema, ServerError, SubscriptionType, Value,
};

use crate::options::{Limits, Options};

/// The text that stands in for an error that is not disclosed.
pub const BLANK: &str = "something went wrong on our side";

/// Codes of the transport itself; they never change.
pub mod code {
    /// The document cannot be parsed.
    pub const PARSE_FAILED: &str = "graphql.parse_failed";
    /// The document does not fit the schema.
    pub const VALIDATION_FAILED: &str = "graphql.validation_failed";
    /// The document is larger than a limit allows.
    pub const TOO_COMPLEX: &str = "graphql.too_complex";
    /// The request is not a well-formed GraphQL request.
    pub const BAD_REQUEST: &str = "graphql.bad_request";
    /// The schema may not be looked at.
    pub const INTROSPECTION_OFF: &str = "graphql.introspection_disabled";
    /// Only documents known beforehand are taken.
    pub const TRUSTED_ONLY: &str = "graphql.trusted_only";
    /// No document has this identifier.
    pub const DOCUMENT_NOT_FOUND: &str = "graphql.document_not_found";
    /// The persisted query has to be sent in full, once.
    pub const PERSISTED_QUERY_NOT_FOUND: &str = "PERSISTED_QUERY_NOT_FOUND";
    /// Persisted queries are switched off.
    pub const PERSISTED_QUERY_NOT_SUPPORTED: &str = "PERSISTED_QUERY_NOT_SUPPORTED";
    /// More errors than are listed.
    pub const MORE_ERRORS: &str = "graphql.more_errors";
    /// More operations at once than a socket may run.
    pub const TOO_MANY_OPERATIONS: &str = "graphql.too_many_operations";
    /// A variable, an argument or a scalar has a value that does not fit.
    pub const INPUT_INVALID: &str = "input.invalid";
    /// An error that is not disclosed.
    pub const INTERNAL: &str = "internal";
}

/// Marks an error as fit to leave, when it is the error's source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Disclosed;

impl Disclosed {
    /// An error that leaves as it is, with `extensions.code`.
    pub fn error(code: &str, message: impl Into<String>) -> Error {
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", code);
        Error {
            message: message.into(),
            source: Some(Arc::new(Self)),
            extensions: Some(extensions),
        }
    }
}

/// An error of the transport itself.
#[derive(Clone, Debug)]
pub(crate) struct RequestError {
    pub code: &'static str,
    pub message: Cow<'static, str>,
    pub locations: Vec<Pos>,
    /// Whether not even the request's form was right: 400 under every media
    /// type.
    pub malformed: bool,
}

impl RequestError {
    pub(crate) fn new(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            message: message.into(),
            locations: Vec::new(),
            malformed: false,
        }
    }

    pub(crate) fn malformed(message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            malformed: true,
            ..Self::new(code::BAD_REQUEST, message)
        }
    }

    pub(crate) fn at(mut self, locations: Vec<Pos>) -> Self {
        self.locations = locations;
        self
    }

    pub(crate) fn into_response(self) -> Response {
        let mut error = ServerError::new(self.message, None);
        error.locations = self.locations;
        set_code(&mut error, self.code);
        Response::from_errors(vec![error])
    }
}

/// Decides which text leaves.
pub(crate) struct Discretion {
    disclosed: Arc<dyn Fn(&ServerError) -> bool + Send + Sync>,
    names: HashSet<String>,
    limits: Limits,
}

impl Discretion {
    pub(crate) fn new<Q, M, S>(schema: &Schema<Q, M, S>, options: &Options) -> Self
    where
        Q: async_graphql::ObjectType + 'static,
        M: async_graphql::ObjectType + 'static,
        S: SubscriptionType + 'static,
    {
        Self {
            disclosed: options.disclosed.clone(),
            names: schema.names().into_iter().collect(),
            limits: options.limits.clone(),
        }
    }

    /// Leaves in `response` only what a client may read.
    pub(crate) fn apply(&self, response: &mut Response, began: bool) {
        for error in &mut response.errors {
            if began {
                self.judge(error);
            } else {
                name_request_error(error);
            }
        }
        self.cap(&mut response.errors);
    }

    /// Shortens the list and its messages.
    pub(crate) fn cap(&self, errors: &mut Vec<ServerError>) {
        let more = errors.len().saturating_sub(self.limits.errors);
        errors.truncate(self.limits.errors);
        for error in errors.iter_mut() {
            if let Some((cut, _)) = error.message.char_indices().nth(self.limits.error_chars) {
                error.message.truncate(cut);
                error.message.push('…');
            }
        }
        if more > 0 {
            let mut error = ServerError::new(format!("and {more} more errors"), None);
            set_code(&mut error, code::MORE_ERRORS);
            errors.push(error);
        }
    }

    fn judge(&self, error: &mut ServerError) {
        if (self.disclosed)(error) {
            return;
        }
        if self.is_about_input(error) {
            error.extensions = None;
            set_code(error, code::INPUT_INVALID);
            return;
        }
        tracing::error!(
            error = %error.message,
            path = ?error.path,
            "an error of a resolver was not disclosed"
        );
        BLANK.clone_into(&mut error.message);
        error.source = None;
        error.extensions = None;
        set_code(error, code::INTERNAL);
    }

    /// Whether the engine says that an argument's value does not fit its type.
    ///
    /// It gives such errors no source, and names a type of the schema.
    fn is_about_input(&self, error: &ServerError) -> bool {
        if error.source.is_some() {
            return false;
        }
        let rest = error
            .message
            .strip_prefix("Failed to parse \"")
            .or_else(|| error.message.strip_prefix("Expected input type \""));
        rest.and_then(|rest| rest.split_once('"'))
            .is_some_and(|(name, _)| {
                self.names
                    .contains(name.trim_matches(|c| matches!(c, '[' | ']' | '!')))
            })
    }
}

/// Gives an error of validation its code.
fn name_request_error(error: &mut ServerError) {
    let has_code = error
        .extensions
        .as_ref()
        .is_some_and(|values| values.get("code").is_some());
    if has_code {
        return;
    }
    let message = error.message.as_str();
    let code = if message.starts_with("Invalid value for argument")
        || message.starts_with("Failed to parse \"")
        || message.starts_with("Expected input type \"")
    {
        code::INPUT_INVALID
    } else if message == "Query is too complex." || message == "Query is nested too deep." {
        code::TOO_COMPLEX
    } else {
        code::VALIDATION_FAILED
    };
    set_code(error, code);
}

pub(crate) fn set_code(error: &mut ServerError, code: &str) {
    error
        .extensions
        .get_or_insert_with(ErrorExtensionValues::default)
        .set("code", Value::from(code));
}
