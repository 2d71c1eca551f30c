//! Who asks: the bearer token of a request becomes an [`Actor`] in it.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::AUTHORIZATION;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage};

use super::Site;
use crate::app::addresses::Operation;
use crate::domains::federation::{Federation, actor_in};
use crate::domains::identity::Gate;
use crate::kernel::backend::Backend;
use crate::kernel::error::ApiError;

/// Reads who asks, before anything that was sent is looked at.
///
/// A bad token is refused at once, whatever it was shown for; none at all is nobody,
/// who is let through where the document asks no sign-in. Each act then decides for
/// itself who may do it.
pub async fn signed<B: MessageBody + 'static>(
    request: ServiceRequest,
    site: Data<Site>,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let (Some(backend), Some(gate), Some(federation)) = (
        request.app_data::<Data<Backend>>(),
        request.app_data::<Data<Gate>>(),
        request.app_data::<Data<Federation>>(),
    ) else {
        return Err(ApiError::internal(&"the gate is not mounted").into());
    };
    // What programs show at OAuth's own addresses is no token, and those read it.
    if request.path().starts_with("/oauth/") {
        return next.call(request).await;
    }
    if let Some(header) = request.headers().get(AUTHORIZATION) {
        let header = header.to_str().unwrap_or_default();
        let actor = actor_in(backend, (gate, federation), header).await?;
        request.extensions_mut().insert(actor);
    } else if demands_sign_in(&request, &site) {
        return Err(ApiError::not_signed_in().into());
    }
    next.call(request).await
}

fn demands_sign_in(request: &ServiceRequest, site: &Site) -> bool {
    let address = site.addresses.find(request.path());
    let operation = address.and_then(|address| address.operation(request.method()));
    operation.is_some_and(Operation::is_signed)
}
