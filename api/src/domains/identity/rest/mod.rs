//! The REST door to accounts and sessions.

mod accounts;
mod bodies;
mod emails;
mod factors;
mod grants;
mod links;
mod own;
mod passkeys;
mod sessions;
mod well_known;

pub use bodies::{AccountBody, RegistrationAccepted, SessionBody};
pub use links::IdentityLinkBody;
use utoipa_actix_web::service_config::ServiceConfig;

/// What stands under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(accounts::register_account)
        .service(accounts::confirm_account)
        .service(grants::list_grants)
        .service(grants::end_grant)
        .service(grants::accept_grant)
        .service(grants::propose_grant)
        .service(grants::list_grant_proposals)
        .service(grants::get_grant_proposal)
        .service(grants::withdraw_grant_proposal)
        .service(grants::second_grant)
        .service(own::request_password)
        .service(own::reset_password)
        .service(own::change_password)
        .service(own::list_own_sessions)
        .service(own::end_own_session)
        .service(own::end_own_sessions)
        .service(passkeys::begin_passkey)
        .service(passkeys::create_passkey)
        .service(passkeys::list_own_passkeys)
        .service(passkeys::delete_passkey)
        .service(passkeys::begin_passkey_session)
        .service(passkeys::create_passkey_session)
        .service(links::list_own_identity_links)
        .service(links::delete_identity_link)
        .service(emails::request_email_change)
        .service(emails::confirm_email_change)
        .service(emails::restore_email)
        .service(emails::close_account)
        .service(emails::get_terms_of_use)
        .service(emails::agree_to_terms)
        .service(factors::begin_second_factor)
        .service(factors::confirm_second_factor)
        .service(factors::remove_second_factor)
        .service(factors::begin_account_second_factor)
        .service(factors::confirm_account_second_factor)
        .service(accounts::search_accounts)
        .service(accounts::list_accounts)
        .service(accounts::get_account)
        .service(accounts::grant_hat)
        .service(accounts::revoke_hat)
        .service(accounts::get_me)
        .service(sessions::create_session)
        .service(sessions::refresh_session)
        .service(sessions::end_session);
}

/// What stands under `/.well-known`, outside the API and its document.
pub fn well_known(config: &mut actix_web::web::ServiceConfig) {
    config.service(well_known::jwks);
}
