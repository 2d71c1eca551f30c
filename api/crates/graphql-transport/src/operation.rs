//! What an application may know of an operation.

use async_graphql::{Variables, parser::types::OperationType};

/// The operation that a request asks for.
#[derive(Clone, Debug)]
pub struct Operation {
    /// SHA-256 of the document's text.
    pub document: [u8; 32],
    /// The name of the chosen operation.
    pub name: Option<String>,
    /// Query, mutation or subscription.
    pub kind: OperationType,
    /// The variables as they were sent.
    pub variables: Variables,
}
