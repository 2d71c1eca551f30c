//! Finds the document that a request means.

use std::sync::Arc;

use async_graphql::{Value, parser::parse_query};

use super::Document;
use crate::{
    errors::{RequestError, code},
    lexer::{self, Size},
    lru::{Digest, Lru},
    options::{Limits, Options},
    params::Params,
    trusted::{TrustedDocuments, digest, unhex},
};

/// What a token takes in memory once parsed, roughly.
const BYTES_PER_TOKEN: usize = 200;

/// Finds the document that a request means.
pub(crate) struct Documents {
    limits: Limits,
    introspection: bool,
    trusted: TrustedDocuments,
    trusted_only: bool,
    parsed: Lru<Arc<Document>>,
    persisted: Lru<Arc<str>>,
}

impl Documents {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            limits: options.limits.clone(),
            introspection: options.introspection,
            trusted: options.trusted.clone().unwrap_or_default(),
            trusted_only: options.trusted_only,
            parsed: Lru::new(options.parsed_cache_bytes),
            persisted: Lru::new(options.persisted_cache_bytes),
        }
    }

    /// The document of a request: by its text, by an identifier known
    /// beforehand, or by the hash of a text that was sent earlier.
    pub(crate) fn find(&self, params: &Params) -> Result<Arc<Document>, RequestError> {
        let query = params.query.as_deref();
        if let Some(id) = params.document_id.as_deref() {
            return self.find_trusted(id, query);
        }
        if let Some(persisted) = params.extensions.get("persistedQuery")
            && !self.trusted_only
        {
            return self.find_persisted(persisted, query);
        }
        let Some(text) = query else {
            return Err(RequestError::malformed("the request has no query"));
        };
        let digest = digest(text);
        if self.trusted_only && !self.trusted.holds(&digest) {
            return Err(RequestError {
                malformed: true,
                ..RequestError::new(
                    code::TRUSTED_ONLY,
                    "only documents known beforehand are taken here",
                )
            });
        }
        self.parse(digest, text)
    }

    fn find_trusted(&self, id: &str, query: Option<&str>) -> Result<Arc<Document>, RequestError> {
        if query.is_some() {
            return Err(RequestError::malformed(
                "send either query or documentId, not both",
            ));
        }
        let (digest, text) = self.trusted.get(id).ok_or_else(|| RequestError {
            malformed: true,
            ..RequestError::new(code::DOCUMENT_NOT_FOUND, "no document has this documentId")
        })?;
        self.parse(digest, &text)
    }

    fn find_persisted(
        &self,
        extension: &Value,
        query: Option<&str>,
    ) -> Result<Arc<Document>, RequestError> {
        if self.persisted.is_off() {
            return Err(RequestError::new(
                code::PERSISTED_QUERY_NOT_SUPPORTED,
                "PersistedQueryNotSupported",
            ));
        }
        let claimed = persisted_hash(extension)?;
        let Some(text) = query else {
            let text = self.persisted.get(&claimed).ok_or_else(|| {
                RequestError::new(code::PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound")
            })?;
            return self.parse(claimed, &text);
        };
        if digest(text) != claimed {
            return Err(RequestError::malformed(
                "the hash of persistedQuery is not that of the query",
            ));
        }
        let document = self.parse(claimed, text)?;
        self.persisted.put(claimed, Arc::from(text), text.len());
        Ok(document)
    }

    /// Parses and measures, or remembers having done so.
    fn parse(&self, digest: Digest, text: &str) -> Result<Arc<Document>, RequestError> {
        if let Some(document) = self.parsed.get(&digest) {
            return Ok(document);
        }
        let tokens = match lexer::measure(text, self.limits.tokens, self.limits.nesting) {
            Size::Fits(tokens) => tokens,
            Size::TooManyTokens => {
                return Err(too_complex("tokens", self.limits.tokens));
            }
            Size::TooDeep => {
                return Err(too_complex(
                    "brackets within each other",
                    self.limits.nesting,
                ));
            }
        };
        let tree = parse_query(text).map_err(|error| {
            let message = error.to_string();
            // The parser draws the line and points at the fault; the last line
            // says what was expected.
            let reason = message.rsplit("= ").next().unwrap_or(&message).trim();
            RequestError::new(code::PARSE_FAILED, format!("syntax error: {reason}"))
                .at(error.positions().collect())
        })?;
        let document = Document::new(digest, tree, &self.limits, self.introspection)?;
        let document = Arc::new(document);
        let bytes = text.len() + tokens * BYTES_PER_TOKEN;
        self.parsed.put(digest, document.clone(), bytes);
        Ok(document)
    }
}

pub(super) fn too_complex(what: &str, limit: usize) -> RequestError {
    RequestError::new(
        code::TOO_COMPLEX,
        format!("the document has more than {limit} {what}"),
    )
}

fn persisted_hash(extension: &Value) -> Result<Digest, RequestError> {
    let Value::Object(members) = extension else {
        return Err(RequestError::malformed("persistedQuery is not an object"));
    };
    let is_version_1 = matches!(
        members.get("version"),
        Some(Value::Number(version)) if version.as_u64() == Some(1)
    );
    if !is_version_1 {
        return Err(RequestError::malformed(
            "persistedQuery is supported in version 1 only",
        ));
    }
    match members.get("sha256Hash") {
        Some(Value::String(text)) => unhex(text),
        _ => None,
    }
    .ok_or_else(|| RequestError::malformed("sha256Hash is not 64 hexadecimal digits"))
}
