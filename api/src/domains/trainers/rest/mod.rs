//! The REST door to trainers and to who stands for whom.

mod accredited;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts trainers under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config.service(accredited::replace_provider_accreditations);
}
