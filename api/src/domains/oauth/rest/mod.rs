//! The REST door to programs, and the addresses of OAuth's own.

mod authorize;
mod clients;
mod form;
mod look;
mod outside;
mod pages;
mod token;
mod well_known;

use utoipa_actix_web::service_config::ServiceConfig;

/// What stands under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(clients::list_api_clients)
        .service(clients::create_api_client)
        .service(clients::get_api_client)
        .service(clients::rotate_api_client)
        .service(clients::end_api_client);
}

/// What stands under `/oauth` and `/.well-known`, outside the API and its document.
pub fn endpoints(config: &mut actix_web::web::ServiceConfig) {
    config
        .service(authorize::ask)
        .service(authorize::take)
        .service(outside::callback)
        .service(token::token)
        .service(token::revoke)
        .service(token::user_info)
        .service(token::user_info_by_post)
        .service(well_known::authorization_server)
        .service(well_known::openid_configuration)
        .service(well_known::protected_resource)
        .service(well_known::protected_host);
}
