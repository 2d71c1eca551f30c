//! Forms as OAuth sends them, and what a program shows of who it is.

use std::collections::HashSet;

use actix_web::HttpRequest;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Payload;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::domains::oauth::error::Refused;
use crate::domains::oauth::service::Shown;
use crate::kernel::body::{BodyLimit, content_length, media_type, read};

/// The most bytes of a form.
const MOST: usize = 64 << 10;
/// What an assertion is said to be (RFC 7523 §2.2).
const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// The members of a form; each stands once.
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Reads the body of a request.
    pub async fn read(request: &HttpRequest, payload: Payload) -> Result<Self, Refused> {
        let headers = request.headers();
        if media_type(headers).as_deref() != Some("application/x-www-form-urlencoded") {
            return Err(Refused::Request("send application/x-www-form-urlencoded"));
        }
        let usual: BodyLimit = request.app_data().copied().unwrap_or_default();
        let limit = BodyLimit {
            bytes: usual.bytes.min(MOST),
            ..usual
        };
        let body = read(content_length(headers), payload.into_inner(), limit).await?;
        Self::parse(&body)
    }

    /// Reads members; none may stand twice (RFC 6749 §3.1).
    pub fn parse(text: &[u8]) -> Result<Self, Refused> {
        let members: Vec<(String, String)> = serde_urlencoded::from_bytes(text)
            .map_err(|_| Refused::Request("the form cannot be read"))?;
        let names: HashSet<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        match names.len() < members.len() {
            true => Err(Refused::Request("a member stands twice")),
            false => Ok(Self(members)),
        }
    }

    /// A member; one that is empty is none (RFC 6749 §3.1).
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// As [`Self::get`].
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }
}

/// What a program shows of who it is: in one way, and no more than one.
pub fn shown(request: &HttpRequest, form: &Form) -> Result<Option<Shown>, Refused> {
    let header = request.headers().get(AUTHORIZATION);
    let basic = match header {
        None => None,
        Some(header) => Some(
            header
                .to_str()
                .ok()
                .and_then(basic)
                .ok_or(Refused::Client)?,
        ),
    };
    let id = form.text("client_id");
    let secret = form.text("client_secret");
    let assertion = form.text("client_assertion");
    if let Some(kind) = form.get("client_assertion_type")
        && kind != ASSERTION
    {
        return Err(Refused::Client);
    }
    match (basic, secret, assertion) {
        (None, None, None) => Ok(id.map(Shown::Name)),
        (Some((name, secret)), None, None) if id.as_ref().is_none_or(|id| *id == name) => {
            Ok(Some(Shown::Secret(name, secret)))
        }
        (None, Some(secret), None) => {
            let id = id.ok_or(Refused::Request("client_id is missing"))?;
            Ok(Some(Shown::Secret(id, secret)))
        }
        (None, None, Some(token)) => Ok(Some(Shown::Assertion(token))),
        _ => Err(Refused::Request("show who you are in one way")),
    }
}

/// The id and the secret in a header, each of them encoded as in a form (RFC 6749 §2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, rest) = header.trim().split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = BASE64_STANDARD.decode(rest.trim()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, secret) = text.split_once(':')?;
    let plain = |word: &str| {
        let pair = format!("it={word}");
        let read: Vec<(String, String)> = serde_urlencoded::from_str(&pair).ok()?;
        read.into_iter().next().map(|(_, value)| value)
    };
    Some((plain(id)?, plain(secret)?))
}
