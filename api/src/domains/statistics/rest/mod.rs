//! Figures at the REST door: all public, and as files where a program wants them.

mod coverage;
mod datasets;
mod form;
mod shop;
mod supply;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts figures under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(supply::read_supply)
        .service(coverage::draw_coverage)
        .service(shop::read_provider_supply)
        .service(datasets::list_datasets)
        .service(datasets::read_dataset);
}
