//! The REST door: every slice's routes, one line each.

use actix_web::web::{Bytes, Data, ServiceConfig as Mounted};
use actix_web::{App, HttpRequest, HttpResponse, get};
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_actix_web::{AppExt, scope};

use crate::domains::{
    applications, catalogue, community, drafts, federation, household, identity, intake, oauth,
    panel, reviews, statistics, trainers, verification, webhooks,
};
use crate::kernel::door::fresh;
use crate::kernel::revision::digest;

/// Where the paths of the document begin.
pub const BASE: &str = "/v1";

/// Every slice's routes, in the order in which the document shows them.
fn slices(config: &mut ServiceConfig) {
    config
        .configure(applications::rest::routes)
        // Before the catalogue, which has `/trainers/{id}`: what has a name there goes first.
        .configure(trainers::rest::routes)
        .configure(catalogue::rest::routes)
        .configure(community::rest::routes)
        .configure(drafts::rest::routes)
        .configure(federation::rest::routes)
        .configure(household::rest::routes)
        .configure(identity::rest::routes)
        .configure(intake::rest::routes)
        .configure(oauth::rest::routes)
        .configure(panel::rest::routes)
        .configure(reviews::rest::routes)
        .configure(statistics::rest::routes)
        .configure(verification::rest::routes)
        .configure(webhooks::rest::routes);
}

/// The document as it is sent, written once at start.
#[derive(Clone, Debug)]
pub struct Document(pub Bytes);

/// Mounts `/v1`, its document with it.
pub fn mount(config: &mut Mounted) {
    config
        .service(openapi)
        .service(scope::scope(BASE).configure(slices));
}

/// Adds what [`mount`] mounts to a document.
pub fn described(base: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    let app = App::new().into_utoipa_app().openapi(base);
    let (_, document) = app
        .service(scope::scope(BASE).configure(slices))
        .split_for_parts();
    document
}

#[get("/v1/openapi.json")]
async fn openapi(request: HttpRequest, document: Data<Document>) -> HttpResponse {
    let etag = format!("\"{}\"", digest(&document.0));
    fresh(&request, &etag, document.0.to_vec())
}
