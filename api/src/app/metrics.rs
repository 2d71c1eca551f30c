//! What is counted, and the door at which it is told.

use std::time::Duration;

use actix_web::http::Method;
use actix_web::web::Data;
use actix_web::{HttpResponse, web};
use prometheus::{Encoder, HistogramOpts, HistogramVec, IntGaugeVec, Opts, Registry, TextEncoder};

/// Counts of one server.
#[derive(Clone, Debug)]
pub struct Metrics {
    registry: Registry,
    requests: HistogramVec,
}

impl Metrics {
    /// Nothing counted yet.
    pub fn new() -> prometheus::Result<Self> {
        let registry = Registry::new();
        let options = HistogramOpts::new(
            "http_request_duration_seconds",
            "How long requests took, by route, method and status",
        )
        .buckets(vec![
            0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
        ]);
        let requests = HistogramVec::new(options, &["route", "method", "status"])?;
        registry.register(Box::new(requests.clone()))?;
        let build = IntGaugeVec::new(Opts::new("build_info", "Which build this is"), &["version"])?;
        build.with_label_values(&[env!("CARGO_PKG_VERSION")]).set(1);
        registry.register(Box::new(build))?;
        Ok(Self { registry, requests })
    }

    /// The registry, for slices that count something of their own.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Counts one answer.
    pub fn count(&self, route: &str, method: &Method, status: u16, took: Duration) {
        let method = match *method {
            Method::GET | Method::HEAD | Method::POST | Method::PUT | Method::PATCH => {
                method.as_str()
            }
            Method::DELETE | Method::OPTIONS => method.as_str(),
            // Callers may make methods up; each would be a series.
            _ => "OTHER",
        };
        self.requests
            .with_label_values(&[route, method, status.to_string().as_str()])
            .observe(took.as_secs_f64());
    }

    fn text(&self) -> prometheus::Result<Vec<u8>> {
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
        Ok(text)
    }
}

/// Mounts `/metrics`.
pub fn routes(config: &mut web::ServiceConfig) {
    config.route("/metrics", web::get().to(tell));
}

async fn tell(metrics: Data<Metrics>) -> HttpResponse {
    match metrics.text() {
        Ok(text) => HttpResponse::Ok()
            .content_type("text/plain; version=0.0.4; charset=utf-8")
            .body(text),
        Err(error) => {
            tracing::error!(?error, "the metrics could not be written");
            HttpResponse::InternalServerError().finish()
        }
    }
}
