//! The pages for people, served from the program: the API reference and `GraphiQL`.
//!
//! Both run under a policy that allows their own scripts only, and load nothing
//! from elsewhere.

use actix_web::http::header::LOCATION;
use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpResponse, get};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::kernel::error::ApiError;

/// `GraphiQL`'s built files: name, media type, bytes.
const GRAPHIQL: [(&str, &str, &[u8]); 4] = [
    (
        "index.html",
        "text/html; charset=utf-8",
        include_bytes!("../../assets/graphiql/index.html"),
    ),
    (
        "graphiql.js",
        "text/javascript; charset=utf-8",
        include_bytes!("../../assets/graphiql/graphiql.js"),
    ),
    (
        "graphiql.css",
        "text/css; charset=utf-8",
        include_bytes!("../../assets/graphiql/graphiql.css"),
    ),
    (
        "NOTICES.txt",
        "text/plain; charset=utf-8",
        include_bytes!("../../assets/graphiql/NOTICES.txt"),
    ),
];

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
    match GRAPHIQL.iter().find(|file| file.0 == name) {
        None => ApiError::not_found().response(),
        Some((_, media, bytes)) => HttpResponse::Ok().content_type(*media).body(*bytes),
    }
}
