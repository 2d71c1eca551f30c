//! The members of a GraphQL request, wherever they came from.

use async_graphql::Variables;

use crate::errors::RequestError;

/// The members of a GraphQL request.
#[derive(Debug, Default)]
pub(crate) struct Params {
    pub query: Option<String>,
    pub operation_name: Option<String>,
    pub variables: Variables,
    pub extensions: async_graphql::Extensions,
    pub document_id: Option<String>,
}

impl Params {
    /// Reads a JSON body.
    pub(crate) fn from_body(body: &[u8]) -> Result<Self, RequestError> {
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let json: serde_json::Value = serde_json::from_slice(body).map_err(|error| {
            RequestError::malformed(format!(
                "the body is not JSON: fault at line {}, column {}",
                error.line(),
                error.column()
            ))
        })?;
        Self::from_json(json)
    }

    /// Reads a JSON object; members that nobody knows are ignored.
    pub(crate) fn from_json(json: serde_json::Value) -> Result<Self, RequestError> {
        let mut members = match json {
            serde_json::Value::Object(members) => members,
            serde_json::Value::Array(_) => {
                return Err(RequestError::malformed(
                    "requests in batches are not supported: send one object",
                ));
            }
            _ => return Err(RequestError::malformed("the request is not a JSON object")),
        };
        let mut take = |name| members.remove(name).filter(|value| !value.is_null());
        Ok(Self {
            query: text("query", take("query"))?,
            operation_name: text("operationName", take("operationName"))?,
            variables: variables(take("variables"))?,
            extensions: extensions(take("extensions"))?,
            document_id: text("documentId", take("documentId"))?,
        })
    }

    /// Reads the query part of an address.
    pub(crate) fn from_query_string(query: &str) -> Result<Self, RequestError> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query)
            .map_err(|_| RequestError::malformed("the parameters are not form-encoded"))?;
        let mut members = serde_json::Map::new();
        for (name, value) in pairs {
            if value.is_empty() {
                continue;
            }
            let value = match name.as_str() {
                "query" | "operationName" | "documentId" => serde_json::Value::String(value),
                "variables" | "extensions" => serde_json::from_str(&value).map_err(|_| {
                    RequestError::malformed(format!("the parameter {name} is not JSON"))
                })?,
                _ => continue,
            };
            if members.insert(name, value).is_some() {
                return Err(RequestError::malformed("a parameter is given twice"));
            }
        }
        Self::from_json(serde_json::Value::Object(members))
    }
}

fn text(
    name: &'static str,
    value: Option<serde_json::Value>,
) -> Result<Option<String>, RequestError> {
    match value {
        None => Ok(None),
        Some(serde_json::Value::String(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
        Some(_) => Err(RequestError::malformed(format!("{name} is not a string"))),
    }
}

fn variables(value: Option<serde_json::Value>) -> Result<Variables, RequestError> {
    match value {
        None => Ok(Variables::default()),
        Some(value @ serde_json::Value::Object(_)) => Ok(Variables::from_json(value)),
        Some(_) => Err(RequestError::malformed("variables is not an object")),
    }
}

fn extensions(value: Option<serde_json::Value>) -> Result<async_graphql::Extensions, RequestError> {
    match value {
        None => Ok(async_graphql::Extensions::default()),
        Some(value @ serde_json::Value::Object(_)) => serde_json::from_value(value)
            .map_err(|_| RequestError::malformed("extensions cannot be read")),
        Some(_) => Err(RequestError::malformed("extensions is not an object")),
    }
}
