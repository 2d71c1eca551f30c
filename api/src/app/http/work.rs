//! Work that has begun is finished, whoever hangs up or falls over.

use std::panic::AssertUnwindSafe;

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use futures_util::FutureExt;
use tracing::Instrument;

use crate::kernel::error::ApiError;

/// Runs a handler. One that may change something runs by itself, so that a client
/// that hangs up leaves nothing half done; a panic becomes a failure of ours.
pub async fn work<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let safe = request.method().is_safe();
    let work = AssertUnwindSafe(async move { next.call(request).await })
        .catch_unwind()
        .in_current_span();
    let outcome = if safe {
        work.await
    } else {
        match actix_web::rt::spawn(work).await {
            Ok(outcome) => outcome,
            Err(error) => return Err(ApiError::internal(&error).into()),
        }
    };
    outcome.unwrap_or_else(|panic| {
        let words = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied());
        Err(ApiError::internal(&words.unwrap_or("a handler panicked")).into())
    })
}
