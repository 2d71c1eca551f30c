//! Asking the server something, and what it says.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use bytes::Bytes;
use reqwest::RequestBuilder;
use reqwest::header::HeaderMap;
use serde::Serialize;
use serde_json::Value;

/// A request about to be sent; `await` sends it.
#[derive(Debug)]
pub struct Ask(pub RequestBuilder);

impl Ask {
    /// Adds a header.
    pub fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.header(name, value))
    }

    /// Asks for English words.
    pub fn english(self) -> Self {
        self.header("accept-language", "en")
    }

    /// Shows an access token.
    pub fn bearer(self, token: &str) -> Self {
        Self(self.0.bearer_auth(token))
    }

    /// Sends JSON.
    pub fn json(self, body: &impl Serialize) -> Self {
        Self(self.0.json(body))
    }

    /// Sends bytes of a media type.
    pub fn body(self, media: &str, body: impl Into<reqwest::Body>) -> Self {
        Self(self.0.header("content-type", media).body(body))
    }
}

impl IntoFuture for Ask {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let response = self.0.send().await.expect("the server answers");
            Answer {
                status: response.status().as_u16(),
                headers: response.headers().clone(),
                bytes: response.bytes().await.expect("the answer is whole"),
            }
        })
    }
}

/// What the server said.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub bytes: Bytes,
}

impl Answer {
    /// A header's values, joined; empty where there is none.
    pub fn header(&self, name: &str) -> String {
        let values = self.headers.get_all(name).iter();
        let texts: Vec<_> = values.filter_map(|value| value.to_str().ok()).collect();
        texts.join(", ")
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error} in {}: {}", self.status, self.text()))
    }

    /// The code of a failure, by either door; empty where nothing failed.
    pub fn code(&self) -> String {
        let json = self.json();
        let code = json["code"].as_str();
        let first = json["errors"][0]["extensions"]["code"].as_str();
        code.or(first).unwrap_or_default().to_owned()
    }

    /// The places and codes of all faults, by either door.
    pub fn faults(&self) -> Vec<(String, String)> {
        let json = self.json();
        let faults = match json.get("code") {
            Some(_) => &json["errors"],
            None => &json["errors"][0]["extensions"]["errors"],
        };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        faults
            .as_array()
            .into_iter()
            .flatten()
            .map(|fault| (text(&fault["pointer"]), text(&fault["code"])))
            .collect()
    }

    /// What GraphQL found; fails where it has something to complain about.
    pub fn data(&self) -> Value {
        let json = self.json();
        assert!(json.get("errors").is_none(), "{json:#}");
        json["data"].clone()
    }
}
