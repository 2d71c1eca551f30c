//! Asking the server something, and what it says.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{RequestBuilder, Response};
use serde::Serialize;
use serde_json::Value;

/// A request about to be sent; `await` sends it.
#[derive(Debug)]
pub struct Ask(pub RequestBuilder, How);

/// How much of the answer is waited for.
#[derive(Clone, Copy, Debug)]
enum How {
    /// All of it.
    Whole,
    /// The data of the first event in a stream that may never end.
    FirstEvent,
}

impl Ask {
    /// A request about to be sent.
    pub fn new(request: RequestBuilder) -> Self {
        Self(request, How::Whole)
    }

    /// Waits for the first event alone, where the answer is a stream of them.
    pub fn first_event(self) -> Self {
        Self(self.0, How::FirstEvent)
    }

    /// Adds a header.
    pub fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.header(name, value), self.1)
    }

    /// Asks for English words.
    pub fn english(self) -> Self {
        self.header("accept-language", "en")
    }

    /// Shows an access token.
    pub fn bearer(self, token: &str) -> Self {
        Self(self.0.bearer_auth(token), self.1)
    }

    /// Sends JSON.
    pub fn json(self, body: &impl Serialize) -> Self {
        Self(self.0.json(body), self.1)
    }

    /// Sends bytes of a media type.
    pub fn body(self, media: &str, body: impl Into<reqwest::Body>) -> Self {
        Self(self.0.header("content-type", media).body(body), self.1)
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
                bytes: match self.1 {
                    How::FirstEvent if is_stream(&response) => first_event(response).await,
                    _ => response.bytes().await.expect("the answer is whole"),
                },
            }
        })
    }
}

fn is_stream(response: &Response) -> bool {
    let media = response.headers().get("content-type");
    media.is_some_and(|media| media.as_bytes().starts_with(b"text/event-stream"))
}

/// The data of the first `next` in a stream.
async fn first_event(mut response: Response) -> Bytes {
    let mut text = String::new();
    while let Some(chunk) = response.chunk().await.expect("the stream goes on") {
        text += std::str::from_utf8(&chunk).expect("text");
        let next = text
            .split("\n\n")
            .find(|event| event.contains("event: next"));
        let data =
            next.and_then(|event| event.lines().find_map(|line| line.strip_prefix("data: ")));
        if let Some(data) = data.filter(|_| text.ends_with("\n\n")) {
            return Bytes::from(data.to_owned());
        }
    }
    panic!("no event in {text}");
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
