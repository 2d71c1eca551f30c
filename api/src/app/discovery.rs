//! Addresses that tell where things are: `/.well-known/…`.

use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpResponse, get};
use chrono::{SecondsFormat, TimeDelta};

use super::config::Config;
use crate::kernel::backend::Backend;
use crate::kernel::door::PublicUrl;

/// Mounts the addresses that tell where things are.
pub fn routes(config: &mut ServiceConfig) {
    config.service(api_catalog).service(security);
}

/// Which APIs there are (RFC 9727).
#[get("/.well-known/api-catalog")]
async fn api_catalog(url: Data<PublicUrl>) -> HttpResponse {
    let url = &url.0;
    let linkset = serde_json::json!({"linkset": [
        {
            "anchor": format!("{url}/v1"),
            "service-desc": [{
                "href": format!("{url}/v1/openapi.json"),
                "type": "application/vnd.oai.openapi+json;version=3.1",
            }],
            "service-doc": [{"href": format!("{url}/docs/"), "type": "text/html"}],
            "status": [{"href": format!("{url}/health/ready"), "type": "application/json"}],
        },
        {
            "anchor": format!("{url}/graphql"),
            "service-desc": [{"href": format!("{url}/schema.graphql"), "type": "text/plain"}],
            "service-doc": [{"href": format!("{url}/graphiql/"), "type": "text/html"}],
        },
    ]});
    HttpResponse::Ok()
        .content_type(
            "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"",
        )
        .body(linkset.to_string())
}

/// Where weaknesses are reported (RFC 9116).
#[get("/.well-known/security.txt")]
async fn security(
    config: Data<Config>,
    url: Data<PublicUrl>,
    backend: Data<Backend>,
) -> HttpResponse {
    let expires = backend.clock.now() + TimeDelta::days(180);
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body(format!(
            "Contact: mailto:{}\nExpires: {}\nPreferred-Languages: nl, en\n\
             Canonical: {}/.well-known/security.txt\n",
            config.contact.security_email,
            expires.to_rfc3339_opts(SecondsFormat::Secs, true),
            url.0,
        ))
}
