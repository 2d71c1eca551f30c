//! What programs read to find their way: who gives tokens here, and for what (RFC 8414, RFC 9728).

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use serde::Serialize;

use crate::domains::identity::Gate;
use crate::domains::oauth::service::OPENID;
use crate::kernel::scope::Scope;

/// How programs show who they are; `none` is for what can keep no secret.
const METHODS: [&str; 4] = [
    "client_secret_basic",
    "client_secret_post",
    "none",
    "private_key_jwt",
];
/// For how long others may keep these.
const KEPT: (&str, &str) = ("Cache-Control", "public, max-age=300");

/// What the authorisation server says of itself
#[get("/.well-known/oauth-authorization-server")]
pub async fn authorization_server(gate: Data<Gate>) -> HttpResponse {
    said(&Server::of(&gate))
}

/// The same, where OpenID Connect looks for it
#[get("/.well-known/openid-configuration")]
pub async fn openid_configuration(gate: Data<Gate>) -> HttpResponse {
    said(&Server::of(&gate))
}

/// What the API says of itself to whoever has no token yet
#[get("/.well-known/oauth-protected-resource/v1")]
pub async fn protected_resource(gate: Data<Gate>) -> HttpResponse {
    said(&Resource::of(&gate))
}

/// The same, for whoever knows the host alone
#[get("/.well-known/oauth-protected-resource")]
pub async fn protected_host(gate: Data<Gate>) -> HttpResponse {
    said(&Resource::of(&gate))
}

fn said(what: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header(KEPT).json(what)
}

/// Metadata of the authorisation server. The names are those of the standards.
#[derive(Serialize)]
struct Server {
    /// The address of this house, as tokens name it.
    issuer: String,
    /// Where the public keys are.
    jwks_uri: String,
    /// Where tokens are had.
    token_endpoint: String,
    /// How they are asked for.
    grant_types_supported: Vec<&'static str>,
    /// Where people are sent to sign in.
    authorization_endpoint: String,
    /// Where tokens are given up.
    revocation_endpoint: String,
    /// Where it is told who signed in.
    userinfo_endpoint: String,
    /// Which ways of asking people to sign in are known.
    response_types_supported: Vec<&'static str>,
    /// How front-ends are answered.
    response_modes_supported: Vec<&'static str>,
    /// How a code is bound to who asked for it.
    code_challenge_methods_supported: Vec<&'static str>,
    /// Whether each answer says who answers (RFC 9207).
    authorization_response_iss_parameter_supported: bool,
    /// Whether a question may come as an object.
    request_parameter_supported: bool,
    /// Whether it may stand elsewhere.
    request_uri_parameter_supported: bool,
    /// What is told of who signed in.
    claims_supported: Vec<&'static str>,
    /// The languages of the pages.
    ui_locales_supported: Vec<&'static str>,
    /// How programs show who they are.
    token_endpoint_auth_methods_supported: Vec<&'static str>,
    /// How they do so to give a token up.
    revocation_endpoint_auth_methods_supported: Vec<&'static str>,
    /// How they may sign assertions.
    token_endpoint_auth_signing_alg_values_supported: Vec<&'static str>,
    /// What may be asked for.
    scopes_supported: Vec<&'static str>,
    /// Who a subject is the same for.
    subject_types_supported: Vec<&'static str>,
    /// How tokens are signed.
    id_token_signing_alg_values_supported: Vec<&'static str>,
    /// Where it is told how all of this is used.
    service_documentation: String,
}

impl Server {
    fn of(gate: &Gate) -> Self {
        let issuer = gate.issuer();
        Self {
            jwks_uri: format!("{issuer}/.well-known/jwks.json"),
            token_endpoint: format!("{issuer}/oauth/token"),
            service_documentation: format!("{issuer}/docs/"),
            issuer: issuer.to_owned(),
            authorization_endpoint: format!("{issuer}/oauth/authorize"),
            revocation_endpoint: format!("{issuer}/oauth/revoke"),
            userinfo_endpoint: format!("{issuer}/oauth/userinfo"),
            grant_types_supported: vec![
                "authorization_code",
                "client_credentials",
                "refresh_token",
            ],
            response_types_supported: vec!["code"],
            response_modes_supported: vec!["query"],
            code_challenge_methods_supported: vec!["S256"],
            authorization_response_iss_parameter_supported: true,
            request_parameter_supported: false,
            request_uri_parameter_supported: false,
            claims_supported: vec!["iss", "sub", "aud", "exp", "iat", "auth_time", "nonce"],
            ui_locales_supported: vec!["nl", "en"],
            token_endpoint_auth_methods_supported: METHODS.to_vec(),
            revocation_endpoint_auth_methods_supported: METHODS.to_vec(),
            token_endpoint_auth_signing_alg_values_supported: vec![
                "ES256", "ES384", "EdDSA", "PS256", "RS256",
            ],
            scopes_supported: std::iter::once(OPENID)
                .chain(Scope::ALL.iter().map(|it| it.word()))
                .collect(),
            subject_types_supported: vec!["pairwise"],
            id_token_signing_alg_values_supported: vec!["ES256"],
        }
    }
}

/// Metadata of the API as what tokens are for. The names are those of the standard.
#[derive(Serialize)]
struct Resource {
    /// What tokens name as their audience.
    resource: String,
    /// Who gives tokens for it.
    authorization_servers: Vec<String>,
    /// What may be asked for.
    scopes_supported: Vec<&'static str>,
    /// How tokens are shown.
    bearer_methods_supported: Vec<&'static str>,
    /// Where it is told what the API does.
    resource_documentation: String,
}

impl Resource {
    fn of(gate: &Gate) -> Self {
        let issuer = gate.issuer();
        Self {
            resource: gate.audience().to_owned(),
            authorization_servers: vec![issuer.to_owned()],
            scopes_supported: Scope::ALL.iter().map(|it| it.word()).collect(),
            bearer_methods_supported: vec!["header"],
            resource_documentation: format!("{issuer}/docs/"),
        }
    }
}
