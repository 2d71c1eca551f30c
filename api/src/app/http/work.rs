//! Work that has begun is finished, whoever hangs up or falls over, and is done for who called.

use std::panic::AssertUnwindSafe;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage};
use futures_util::FutureExt;
use tracing::Instrument;

use super::Site;
use crate::kernel::actor::Actor;
use crate::kernel::client::ClientAddress;
use crate::kernel::error::ApiError;
use crate::kernel::limits::{self, Act, Caller, Told};

/// Runs a handler for whoever calls. One that may change something runs by itself, so that a client
/// that hangs up leaves nothing half done; a panic becomes a failure of ours.
pub async fn work<B: MessageBody + 'static>(
    request: ServiceRequest,
    site: Data<Site>,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let safe = request.method().is_safe();
    let caller = caller(&request, &site);
    let work = async move {
        limits::take(Act::Ask)?;
        next.call(request).await
    };
    let work = AssertUnwindSafe(caller.within(work))
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

/// Who calls, as the layers before found out.
fn caller(request: &ServiceRequest, site: &Site) -> Caller {
    let extensions = request.extensions();
    let from = extensions.get::<ClientAddress>().copied();
    Caller::new(
        site.limits.clone(),
        from.unwrap_or_default(),
        extensions.get::<Actor>(),
        extensions.get::<Told>().cloned().unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, init_service};
    use actix_web::{App, HttpResponse, web};

    use super::*;
    use crate::app::addresses::Addresses;
    use crate::app::metrics::Metrics;

    fn site() -> Data<Site> {
        Data::new(Site {
            addresses: Addresses::default(),
            proxies: Vec::new(),
            origins: Vec::new(),
            limits: Arc::default(),
            challenge: String::new(),
            metrics: Metrics::new().unwrap(),
            asked: crate::kernel::kept::Asked::default(),
        })
    }

    #[actix_web::test]
    async fn a_panic_is_a_failure_of_ours() {
        async fn falls_over() -> HttpResponse {
            panic!("over it goes")
        }
        let app = App::new()
            .wrap(from_fn(|request, next| work(request, site(), next)))
            .route("/", web::get().to(falls_over));
        let app = init_service(app).await;

        let request = TestRequest::get().to_request();
        let error = actix_web::dev::Service::call(&app, request)
            .await
            .unwrap_err();

        let response = error.as_response_error().error_response();
        assert_eq!(response.status(), 500);
        assert!(response.extensions().get::<ApiError>().is_some());
    }

    #[actix_web::test]
    async fn a_change_is_finished_though_the_client_hangs_up() {
        let done = Arc::new(AtomicBool::new(false));
        let finished = done.clone();
        let change = move || {
            let done = done.clone();
            async move {
                tokio::time::sleep(Duration::from_millis(20)).await;
                done.store(true, Ordering::SeqCst);
                HttpResponse::Ok().finish()
            }
        };
        let app = App::new()
            .wrap(from_fn(|request, next| work(request, site(), next)))
            .route("/", web::post().to(change));
        let app = init_service(app).await;

        let request = TestRequest::post().to_request();
        let call = actix_web::dev::Service::call(&app, request);
        let hung_up = tokio::time::timeout(Duration::from_millis(5), call).await;

        assert!(hung_up.is_err() && !finished.load(Ordering::SeqCst));
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(finished.load(Ordering::SeqCst));
    }
}
