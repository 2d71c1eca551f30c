//! The REST door to trainers and to who stands for whom.

mod accredited;
mod credentials;
mod own;
mod take_off;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts trainers under `/v1`. What the catalogue reads at `/trainers/{id}` comes after what
/// has a name of its own there.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(own::list_own_trainers)
        .service(own::add_trainer)
        .service(own::replace_trainer)
        .service(own::remove_trainer)
        .service(own::keep_trainer)
        .service(take_off::list_trainer_take_offs)
        .service(take_off::take_trainer_off)
        .service(credentials::add_trainer_credential)
        .service(credentials::list_trainer_credentials)
        .service(credentials::confirm_trainer_credential)
        .service(credentials::refuse_trainer_credential)
        .service(credentials::withdraw_trainer_credential)
        .service(credentials::remove_trainer_credential)
        .service(credentials::give_issuer_right)
        .service(credentials::take_issuer_right)
        .service(accredited::replace_provider_accreditations);
}
