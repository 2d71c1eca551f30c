//! The front page: what this service is, in figures, and the first steps for whoever
//! builds on it, adds to it or counts with it.
//!
//! `/` speaks the language that the browser asks for; `/nl` and `/en` are its two forms,
//! each with an address of its own that any cache may hold. It runs no script.

mod figures;
mod first;
mod look;
mod map;
mod missing;
mod page;
mod steps;
mod voice;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_LANGUAGE, CONTENT_LOCATION, HeaderValue, VARY};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use maud::Markup;

use self::figures::Figures;
use self::page::Page;
use super::config::Config;
use crate::domains::catalogue::Catalogue;
use crate::kernel::door::{language, written};
use crate::kernel::error::ApiError;
use crate::kernel::kept::lasting;
use crate::kernel::language::Language;

pub use look::policy;

const HTML: &str = "text/html; charset=utf-8";

/// Mounts the front page and the start route, each at its three addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(asked).service(dutch).service(english);
    first::routes(config);
}

/// Whether a path is an address of the front page or the start route.
pub fn is_address(path: &str) -> bool {
    matches!(
        path,
        "/" | "/nl" | "/en" | "/start" | "/nl/start" | "/en/start"
    )
}

/// The path of the page in one language.
fn address(language: Language) -> &'static str {
    match language {
        Language::Nl => "/nl",
        Language::En => "/en",
    }
}

#[get("/")]
async fn asked(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let language = language(&request);
    Ok(told(page(&request, language)?, address(language)))
}

/// An answer in the language that was asked for, which says where it is found itself.
fn told(mut response: HttpResponse, address: &'static str) -> HttpResponse {
    let headers = response.headers_mut();
    headers.insert(VARY, HeaderValue::from_static("accept-language"));
    headers.insert(CONTENT_LOCATION, HeaderValue::from_static(address));
    response
}

#[get("/nl")]
async fn dutch(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    page(&request, Language::Nl)
}

#[get("/en")]
async fn english(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    page(&request, Language::En)
}

/// The page follows from the snapshot and the settings, which stand while the program
/// runs: it is kept with the snapshot like other answers.
fn page(request: &HttpRequest, language: Language) -> Result<HttpResponse, ApiError> {
    let figures = Figures::of(part(request)?, &part::<Catalogue>(request)?.now())?;
    let config: &Data<Config> = part(request)?;
    let page = Page::new(config, language);
    Ok(sent(request, language, page.write(&figures)))
}

/// A page as it is sent, and kept with the snapshot.
fn sent(request: &HttpRequest, language: Language, page: Markup) -> HttpResponse {
    let html = page.into_string();
    let mut response = written(request, HTML, html.into_bytes());
    if response.status() == StatusCode::OK {
        let tag = HeaderValue::from_static(language.tag());
        response.headers_mut().insert(CONTENT_LANGUAGE, tag);
    }
    lasting(response)
}

/// What the application hands to every request.
fn part<T: 'static>(request: &HttpRequest) -> Result<&Data<T>, ApiError> {
    let part = request.app_data::<Data<T>>();
    part.ok_or_else(|| ApiError::internal(&std::any::type_name::<T>()))
}
