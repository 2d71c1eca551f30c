//! A read that names a version of the catalogue waits until this node has it.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;

use crate::domains::catalogue::{Catalogue, VERSION_HEADER};

/// Waits, a second at most; what is no version is not waited for.
pub async fn version<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let named = request.headers().get(VERSION_HEADER);
    let named = named.and_then(|value| value.to_str().ok()?.parse().ok());
    if let (Some(version), Some(catalogue)) = (named, request.app_data::<Data<Catalogue>>()) {
        catalogue.reach(version).await;
    }
    next.call(request).await
}
