//! The pages for people, served from the program: the API reference and `GraphiQL`.
//!
//! Both run under a policy that allows their own scripts only, and load nothing
//! from elsewhere.

use actix_web::http::header::LOCATION;
use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpResponse, get};
use include_dir::{Dir, include_dir};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::kernel::error::ApiError;

static GRAPHIQL: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/graphiql");

/// Mounts the API reference.
pub fn reference(config: &mut ServiceConfig) {
    let settings = Config::from("/v1/openapi.json")
        // The badge that checks a document sends it to somebody else's server.
        .validator_url("none")
        .use_base_layout();
    config
        .service(docs)
        .service(SwaggerUi::new("/docs/{_:.*}").config(settings));
}

/// Mounts `GraphiQL`.
pub fn graphiql(config: &mut ServiceConfig) {
    config.service(graphiql_root).service(graphiql_file);
}

#[get("/docs")]
async fn docs() -> HttpResponse {
    moved("docs/")
}

#[get("/graphiql")]
async fn graphiql_root() -> HttpResponse {
    moved("graphiql/")
}

/// The pages name their files relative to a folder.
fn moved(to: &'static str) -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((LOCATION, to))
        .finish()
}

#[get("/graphiql/{file:.*}")]
async fn graphiql_file(file: Path<String>) -> HttpResponse {
    let name = match file.as_str() {
        "" => "index.html",
        name => name,
    };
    match GRAPHIQL.get_file(name) {
        None => ApiError::not_found().response(),
        Some(file) => HttpResponse::Ok()
            .content_type(media(name))
            .body(file.contents()),
    }
}

fn media(name: &str) -> String {
    let media = mime_guess::from_path(name).first_or_octet_stream();
    match media.type_() {
        mime_guess::mime::TEXT => format!("{media}; charset=utf-8"),
        _ => media.to_string(),
    }
}
