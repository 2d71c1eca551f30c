//! The pages for who builds, served from the program: the API reference, `GraphiQL` and
//! the GraphQL contract.
//!
//! The first two run under a policy that allows their own scripts only, and load nothing
//! from elsewhere.

use actix_web::http::header::LOCATION;
use actix_web::web::{Bytes, Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::kernel::door::written;
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

/// The GraphQL contract as it is sent, written once at start.
#[derive(Clone, Debug)]
pub struct Schema(pub Bytes);

/// Mounts the GraphQL contract, for whoever generates a client from it.
pub fn schema(config: &mut ServiceConfig) {
    config.service(schema_file);
}

#[get("/schema.graphql")]
async fn schema_file(request: HttpRequest, schema: Data<Schema>) -> HttpResponse {
    written(&request, "text/plain; charset=utf-8", schema.0.to_vec())
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
