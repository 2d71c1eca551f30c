//! What the edge knows of a request, kept for when the request itself is gone.

use actix_web::HttpMessage;
use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use actix_web::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION};

use crate::app::front;
use crate::kernel::client::ClientAddress;
use crate::kernel::language::Language;
use crate::kernel::limits::Told;

use super::trace::Trace;
use super::{Site, client};

/// What the edge knows of a request.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Its place in a trace.
    pub trace: Trace,
    /// The language asked for.
    pub language: Language,
    /// The method as it came.
    pub method: Method,
    /// What kind of address was asked.
    pub area: Area,
    /// Whether it is a picture's.
    pub picture: bool,
    /// Whether it came with credentials.
    pub signed: bool,
    /// From where it came.
    pub client: Option<ClientAddress>,
    /// How the caller stands with limits, once they were looked at.
    pub limits: Told,
}

/// What kind of address is asked; headers differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// The REST door.
    Rest,
    /// The GraphQL door.
    Graphql,
    /// A page of ours that runs scripts.
    Page,
    /// The front page, which runs none.
    Front,
    /// Where people sign in for front-ends of others: each page says its own policy.
    Sign,
    /// Everything else.
    Other,
}

impl Facts {
    /// Looks at a request, and leaves in it what others need to know.
    pub fn of(request: &ServiceRequest, site: &Site) -> Self {
        let language = request.headers().get(ACCEPT_LANGUAGE);
        let facts = Self {
            trace: Trace::of(request.headers()),
            language: Language::negotiate(language.and_then(|value| value.to_str().ok())),
            method: request.method().clone(),
            area: Area::of(request.path()),
            picture: request.path().ends_with(".svg"),
            signed: request.headers().contains_key(AUTHORIZATION),
            client: client::address(request, &site.proxies),
            limits: Told::default(),
        };
        let mut extensions = request.extensions_mut();
        extensions.insert(facts.trace.clone());
        extensions.insert(facts.limits.clone());
        if let Some(client) = facts.client {
            extensions.insert(client);
        }
        drop(extensions);
        facts
    }
}

impl Area {
    fn of(path: &str) -> Self {
        if front::is_address(path) {
            return Self::Front;
        }
        let first = path.split('/').nth(1).unwrap_or_default();
        match first {
            "v1" => Self::Rest,
            "graphql" => Self::Graphql,
            "docs" | "graphiql" => Self::Page,
            "oauth" if matches!(path, "/oauth/authorize" | "/oauth/callback") => Self::Sign,
            _ => Self::Other,
        }
    }
}
