//! What an application may set, with defaults fit for a public endpoint.

use std::{fmt, sync::Arc, time::Duration};

use async_graphql::ServerError;

use crate::{errors::Disclosed, trusted::TrustedDocuments};

/// Everything that an application may set.
#[derive(Clone)]
pub struct Options {
    /// How large a document may be.
    pub limits: Limits,
    /// How sockets behave.
    pub sockets: SocketOptions,
    /// Whether `__schema` and `__type` are answered.
    pub introspection: bool,
    /// Largest accepted request body, in bytes; more is answered 413.
    pub body_bytes: usize,
    /// How long a client may take to send its body; longer is answered 408.
    pub body_timeout: Duration,
    /// Room for parsed documents, in bytes (an estimate).
    pub parsed_cache_bytes: usize,
    /// Room for the texts of automatically persisted queries, in bytes;
    /// 0 switches them off.
    pub persisted_cache_bytes: usize,
    /// Documents that may be asked for by `documentId`.
    pub trusted: Option<TrustedDocuments>,
    /// Refuses every document that is not in [`Options::trusted`].
    pub trusted_only: bool,
    /// Silence after which an event stream carries a comment.
    pub sse_keepalive: Duration,
    /// Tells errors that may leave as they are from those that are blanked.
    ///
    /// By default those whose source is [`Disclosed`].
    pub disclosed: Arc<dyn Fn(&ServerError) -> bool + Send + Sync>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            sockets: SocketOptions::default(),
            introspection: true,
            body_bytes: 256 * 1024,
            body_timeout: Duration::from_secs(10),
            parsed_cache_bytes: 16 * 1024 * 1024,
            persisted_cache_bytes: 4 * 1024 * 1024,
            trusted: None,
            trusted_only: false,
            sse_keepalive: Duration::from_secs(12),
            disclosed: Arc::new(|error| error.source::<Disclosed>().is_some()),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("limits", &self.limits)
            .field("sockets", &self.sockets)
            .field("introspection", &self.introspection)
            .field("body_bytes", &self.body_bytes)
            .field("trusted_only", &self.trusted_only)
            .finish_non_exhaustive()
    }
}

/// How large a document may be, judged before it is executed.
///
/// Counts are of the operation with its fragments written out, so that a small
/// text cannot stand for a huge tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Lexical tokens of the text.
    pub tokens: usize,
    /// Brackets within brackets, of any kind.
    pub nesting: usize,
    /// Fields within fields.
    pub depth: usize,
    /// Fields, fragment spreads and inline fragments.
    pub selections: usize,
    /// Cost by the schema's own `complexity` attributes.
    pub complexity: usize,
    /// Fields under another name.
    pub aliases: usize,
    /// Directives.
    pub directives: usize,
    /// Fields at the top.
    pub root_fields: usize,
    /// Variables that an operation declares.
    pub variables: usize,
    /// Levels below `__schema` or `__type`.
    pub introspection_depth: usize,
    /// Lists of the schema within each other (`fields`, `interfaces`,
    /// `possibleTypes`, `inputFields`); these are what explodes.
    pub introspection_lists: usize,
    /// Fields below `__schema` and `__type`, together.
    pub introspection_fields: usize,
    /// Errors in one answer; what follows is counted only.
    pub errors: usize,
    /// Characters of one error message.
    pub error_chars: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tokens: 4_000,
            nesting: 64,
            depth: 16,
            selections: 2_000,
            complexity: 5_000,
            aliases: 50,
            directives: 50,
            root_fields: 20,
            variables: 100,
            introspection_depth: 18,
            introspection_lists: 2,
            introspection_fields: 500,
            errors: 20,
            error_chars: 400,
        }
    }
}

/// How sockets behave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocketOptions {
    /// Sockets open at once; one more is answered 503.
    pub open: usize,
    /// Time until `connection_init` has to come; later closes with 4408.
    pub init_timeout: Duration,
    /// Time between pings; a client silent for two of them is dropped.
    pub keepalive: Duration,
    /// How long a client may take to read what it was sent.
    pub send_timeout: Duration,
    /// Operations running at once on one socket.
    pub operations: usize,
    /// Largest accepted message, in bytes; more closes with 1009.
    pub message_bytes: usize,
}

impl Default for SocketOptions {
    fn default() -> Self {
        Self {
            open: 10_000,
            init_timeout: Duration::from_secs(5),
            keepalive: Duration::from_secs(20),
            send_timeout: Duration::from_secs(20),
            operations: 32,
            message_bytes: 256 * 1024,
        }
    }
}
