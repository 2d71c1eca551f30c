//! Who asks: the bearer token of a request becomes an [`Actor`] in it.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::AUTHORIZATION;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage};

use crate::domains::identity::{Gate, service};
use crate::kernel::backend::Backend;
use crate::kernel::error::ApiError;

/// Reads who asks. A bad token is refused at once, whatever it was shown for; none
/// at all is nobody, and each act decides for itself what nobody may.
pub async fn signed<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let (Some(backend), Some(gate)) = (
        request.app_data::<Data<Backend>>(),
        request.app_data::<Data<Gate>>(),
    ) else {
        return Err(ApiError::internal(&"the gate is not mounted").into());
    };
    if let Some(header) = request.headers().get(AUTHORIZATION) {
        let header = header.to_str().unwrap_or_default();
        let actor = service::actor_in(backend, gate, header)?;
        request.extensions_mut().insert(actor);
    }
    next.call(request).await
}
