//! What other programs read to check our tokens (RFC 7517).

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use jsonwebtoken::jwk::Jwk;
use serde::Serialize;

use super::super::gate::Gate;
use super::super::service;

/// For how long others may keep them: shorter than a new key waits to sign.
const KEPT: (&str, &str) = ("Cache-Control", "public, max-age=300");

/// The public keys that our tokens are signed with
#[get("/.well-known/jwks.json")]
pub async fn jwks(gate: Data<Gate>) -> HttpResponse {
    HttpResponse::Ok().insert_header(KEPT).json(KeySet {
        keys: service::key_set(&gate).keys,
    })
}

/// Public keys (RFC 7517).
#[derive(Serialize)]
pub struct KeySet {
    /// The keys, those that are yet to sign included.
    keys: Vec<Jwk>,
}
