//! What other programs read to check our tokens (RFC 7517, RFC 8414).

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use jsonwebtoken::jwk::Jwk;
use serde::Serialize;

use super::super::gate::Gate;
use super::super::service;

/// For how long others may keep these: shorter than a new key waits to sign.
const KEPT: (&str, &str) = ("Cache-Control", "public, max-age=300");

/// The public keys that our tokens are signed with
#[get("/.well-known/jwks.json")]
pub async fn jwks(gate: Data<Gate>) -> HttpResponse {
    HttpResponse::Ok().insert_header(KEPT).json(KeySet {
        keys: service::key_set(&gate).keys,
    })
}

/// What the issuer of our tokens says of itself
#[get("/.well-known/openid-configuration")]
pub async fn openid_configuration(gate: Data<Gate>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(KEPT)
        .json(Issuer::of(&gate))
}

/// What the authorisation server says of itself
#[get("/.well-known/oauth-authorization-server")]
pub async fn authorization_server(gate: Data<Gate>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(KEPT)
        .json(Issuer::of(&gate))
}

/// Public keys (RFC 7517).
#[derive(Serialize)]
pub struct KeySet {
    /// The keys, those that are yet to sign included.
    keys: Vec<Jwk>,
}

/// The issuer's metadata. The names are those of the standards.
#[derive(Serialize)]
pub struct Issuer {
    /// The address of this house, as tokens name it.
    issuer: String,
    /// Where the public keys are.
    jwks_uri: String,
    /// Where machines and front-ends of others get tokens.
    token_endpoint: String,
    /// Which ways of asking the authorisation endpoint are known: none.
    response_types_supported: Vec<String>,
    /// Who a subject is the same for.
    subject_types_supported: Vec<String>,
    /// How tokens are signed.
    id_token_signing_alg_values_supported: Vec<String>,
}

impl Issuer {
    fn of(gate: &Gate) -> Self {
        let issuer = gate.issuer();
        Self {
            jwks_uri: format!("{issuer}/.well-known/jwks.json"),
            token_endpoint: format!("{issuer}/oauth/token"),
            issuer: issuer.to_owned(),
            response_types_supported: Vec::new(),
            subject_types_supported: vec!["public".to_owned()],
            id_token_signing_alg_values_supported: vec!["ES256".to_owned()],
        }
    }
}
