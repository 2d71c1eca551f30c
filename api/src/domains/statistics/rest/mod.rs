//! Figures at the REST door: all public, and as files where a program wants them.

mod datasets;
mod form;
mod supply;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts figures under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(supply::read_supply)
        .service(datasets::list_datasets)
        .service(datasets::read_dataset);
}
