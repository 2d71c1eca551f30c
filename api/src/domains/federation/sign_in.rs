//! OpenID Connect as the library speaks it: where to lead people, and who came back.

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::BoxFuture;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenVerifier,
    CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AsyncHttpClient, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest,
    HttpResponse, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError,
    Scope,
};
use secrecy::ExposeSecret;

use super::claims::{self, Claims};
use super::error::FederationError;
use super::issuer::{Document, Issuer};
use super::round::{Asked, subject};
use crate::domains::identity::Outsider;
use crate::kernel::backend::Backend;
use crate::kernel::jwk::tells_how_to_check;

/// How far the clocks of an issuer and ours may be apart.
const SLACK: TimeDelta = TimeDelta::seconds(60);
/// How identity tokens may be signed: with keys that the issuer alone has.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 5] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

fn client_id(issuer: &Issuer) -> Result<ClientId, FederationError> {
    let id = issuer.set().client_id.clone();
    id.map(ClientId::new).ok_or(FederationError::NoSuchIssuer)
}

/// Makes the library's client of an issuer; a macro, because its type names what it can do.
macro_rules! client {
    ($issuer:expr, $document:expr, $redirect:expr) => {{
        let secret = $issuer.set().client_secret.as_ref();
        let secret = secret.map(|it| ClientSecret::new(it.expose_secret().to_owned()));
        let redirect = RedirectUrl::new($redirect.to_owned());
        let redirect = redirect.map_err(|_| FederationError::BadRound)?;
        let known = $document.library.clone();
        CoreClient::from_provider_metadata(known, client_id($issuer)?, secret)
            .set_redirect_uri(redirect)
            .set_auth_type(shown(&$document))
    }};
}

/// How an issuer has secrets shown: in the header, unless it takes them in the form alone.
fn shown(document: &Document) -> AuthType {
    let taken = document.library.token_endpoint_auth_methods_supported();
    let takes = |method| taken.is_some_and(|all| all.contains(&method));
    let by_form = takes(CoreClientAuthMethod::ClientSecretPost);
    match by_form && !takes(CoreClientAuthMethod::ClientSecretBasic) {
        true => AuthType::RequestBody,
        false => AuthType::BasicAuth,
    }
}

/// Where to lead somebody who sets out.
pub fn address(
    issuer: &Issuer,
    document: &Document,
    (asked, state): (&Asked, &str),
) -> Result<String, FederationError> {
    let verifier = PkceCodeVerifier::new(asked.verifier.clone());
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
    let client = client!(issuer, document, &asked.redirect);
    let (state, nonce) = (state.to_owned(), asked.nonce.clone());
    let scopes = issuer.set().scopes.iter().cloned().map(Scope::new);
    let (url, _, _) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(state),
            move || Nonce::new(nonce),
        )
        .add_scopes(scopes)
        .set_pkce_challenge(challenge)
        .url();
    Ok(url.into())
}

/// The library's way to an issuer: ours.
struct Way(Issuer);

impl<'c> AsyncHttpClient<'c> for Way {
    type Error = FederationError;
    type Future = BoxFuture<'c, Result<HttpResponse, FederationError>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.0.reach().send(request))
    }
}

/// Trades a code for who came back.
pub async fn trade(
    backend: &Backend,
    issuer: &Issuer,
    document: &Document,
    (asked, code): (&Asked, &str),
) -> Result<Outsider, FederationError> {
    let client = client!(issuer, document, &asked.redirect);
    let way = Way(issuer.clone());
    let code = AuthorizationCode::new(code.to_owned());
    let verifier = PkceCodeVerifier::new(asked.verifier.clone());
    let asking = client
        .exchange_code(code)
        .map_err(|_| FederationError::Unreachable)?
        .set_pkce_verifier(verifier);
    let answer = asking.request_async(&way).await;
    let answer = answer.map_err(|error| match error {
        RequestTokenError::Request(error) => error,
        _ => FederationError::BadAnswer,
    })?;
    let token = answer.extra_fields().id_token();
    let token = token.ok_or(FederationError::BadAnswer)?;
    let now = backend.clock.now();
    let claims = read(issuer, (token, &asked.nonce), now).await?;
    let sub = claims.get("sub").and_then(serde_json::Value::as_str);
    let sub = sub.ok_or(FederationError::BadAnswer)?;
    let set = issuer.set();
    Ok(Outsider {
        issuer: set.code.clone(),
        digest: subject(backend, &set.issuer, sub),
        two_factors: claims::two_factors(set, &claims),
        claimed: claims::roles(set, &claims),
        claimed_until: issuer.roles_until(now),
    })
}

/// The claims of an identity token that holds: the library looks at who signed it, for whom it is,
/// its end and its nonce.
async fn read(
    issuer: &Issuer,
    (token, nonce): (&CoreIdToken, &str),
    now: DateTime<Utc>,
) -> Result<Claims, FederationError> {
    let bad = || FederationError::BadAnswer;
    let text = token.to_string();
    let header = jsonwebtoken::decode_header(&text).map_err(|_| bad())?;
    if tells_how_to_check(&header) {
        return Err(bad());
    }
    let keys = issuer.keys(header.kid.as_deref(), now).await?;
    let keys = keys.ok_or_else(bad)?;
    let of = openidconnect::IssuerUrl::new(issuer.set().issuer.clone()).map_err(|_| bad())?;
    let own = client_id(issuer)?;
    let verifier = CoreIdTokenVerifier::new_public_client(own.clone(), of, keys.library.clone())
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || now)
        .set_issue_time_verifier_fn(move |at| match at <= now + SLACK {
            true => Ok(()),
            false => Err("made in the future".to_owned()),
        });
    let held = token.claims(&verifier, &Nonce::new(nonce.to_owned()));
    if let Err(error) = held {
        tracing::warn!(issuer = issuer.set().code, %error, "an identity token does not hold");
        return Err(bad());
    }
    // What holds may be read whole: the library gives the claims that it knows alone.
    let claims: Claims =
        jsonwebtoken::dangerous::insecure_decode_claims(&text).map_err(|_| bad())?;
    let time = |name: &str| claims.get(name).and_then(serde_json::Value::as_i64);
    let begun = time("nbf").is_none_or(|at| at <= (now + SLACK).timestamp());
    let ours = claims.get("azp").is_none_or(|azp| azp == own.as_str());
    match begun && ours {
        true => Ok(claims),
        false => Err(bad()),
    }
}
