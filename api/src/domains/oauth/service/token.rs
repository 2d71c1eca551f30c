//! The token endpoint: what is shown is traded for tokens (RFC 6749).

use chrono::TimeDelta;

use super::authorize::OPENID;
use super::shown::{Authenticated, Shown, authenticated, front_end};
use crate::domains::identity::service::{begin_through, end_through, give_up, id_token, refresh};
use crate::domains::identity::{self, FrontEnd, Gate, Session, TOKEN_LIFE};
use crate::domains::oauth::code;
use crate::domains::oauth::error::Refused;
use crate::domains::oauth::model::ApiClient;
use crate::domains::oauth::policy::Leading;
use crate::domains::oauth::store;
use crate::kernel::actor::Client;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, Kind};
use crate::kernel::scope::Scope;

/// What is asked of the token endpoint.
#[derive(Default)]
pub struct TokenForm {
    /// How: `client_credentials`, `authorization_code`, `refresh_token`.
    pub grant_type: Option<String>,
    /// What for; all that the program may have where left out.
    pub scope: Option<String>,
    /// The code that somebody was led back with.
    pub code: Option<String>,
    /// Where they were led back to.
    pub redirect_uri: Option<String>,
    /// The answer to the front-end's own question.
    pub code_verifier: Option<String>,
    /// The token to trade for the next pair.
    pub refresh_token: Option<String>,
    /// Who asks; nothing where that was not shown in a way that is known.
    pub shown: Option<Shown>,
}

/// Tokens that were given.
pub struct Issued {
    /// The token to show with every request.
    pub access_token: String,
    /// For how long it serves.
    pub life: TimeDelta,
    /// What it may do, in words with a space between.
    pub scope: Option<String>,
    /// The token to trade for the next pair.
    pub refresh_token: Option<String>,
    /// What tells the front-end who signed in.
    pub id_token: Option<String>,
}

/// Gives tokens for what is shown.
pub async fn token(backend: &Backend, gate: &Gate, form: TokenForm) -> Result<Issued, Refused> {
    match form.grant_type.as_deref() {
        None => Err(Refused::Request("grant_type is missing")),
        Some("client_credentials") => for_program(backend, gate, form).await,
        Some("authorization_code") => for_code(backend, gate, form).await,
        Some("refresh_token") => for_refresh(backend, gate, form).await,
        Some(_) => Err(Refused::GrantType),
    }
}

/// A token of a program's own.
async fn for_program(backend: &Backend, gate: &Gate, form: TokenForm) -> Result<Issued, Refused> {
    let Authenticated { client, standing } = authenticated(backend, gate, form.shown).await?;
    let provider = client.provider.ok_or(Refused::Unauthorized)?;
    let scopes = asked(form.scope.as_deref(), &client)?;
    let now = backend.clock.now();
    let secret = client.secrets.iter().find(|one| one.id == standing);
    // A token outlives nothing that it was had with.
    let life = secret
        .and_then(|secret| secret.ends_at)
        .map_or(TOKEN_LIFE, |ends_at| TOKEN_LIFE.min(ends_at - now));
    let scope = Scope::joined(&scopes);
    let client = Client {
        id: client.id,
        provider,
        scopes,
        standing,
        expires_at: now + life,
    };
    Ok(Issued {
        access_token: identity::service::client_token(backend, gate, &client)?,
        life,
        scope: Some(scope),
        refresh_token: None,
        id_token: None,
    })
}

/// A session for a code, once. Shown again, it ends what it was traded for: somebody has a copy.
async fn for_code(backend: &Backend, gate: &Gate, form: TokenForm) -> Result<Issued, Refused> {
    let client = front_end(backend, gate, form.shown).await?;
    let (Some(code), Some(verifier)) = (form.code, form.code_verifier) else {
        return Err(Refused::Request("code or code_verifier is missing"));
    };
    let redirect_uri = form.redirect_uri.unwrap_or_default();
    let digest = code::digest(&code);
    let tx = backend.write().await?;
    let leave = Leading::agreed(&tx);
    let kept = store::hold_code(&leave, &digest).await?;
    let kept = kept.filter(|kept| kept.client == client.id);
    let kept = kept.ok_or(Refused::Grant)?;
    if !store::stands(&leave, client.id).await? {
        return Err(Refused::Client);
    }
    if let Some(session) = kept.session {
        end_through(&tx, session, client.id).await?;
        backend.commit(tx).await?;
        return Err(Refused::Grant);
    }
    if kept.expires_at <= tx.now() || !kept.is_shown_by(client.id, &redirect_uri, &verifier) {
        return Err(Refused::Grant);
    }
    let front_end = FrontEnd {
        id: client.id,
        name: client.name,
    };
    let role = (&kept.role, kept.standing.as_str());
    let begun = begin_through(backend, gate, &tx, (kept.account, front_end), role).await;
    let session = begun.map_err(grant)?;
    store::trade(&leave, &digest, session.id).await?;
    let times = (tx.now(), kept.signed_in_at);
    let told = kept
        .openid
        .then(|| id_token(gate, (kept.account, client.id), times, kept.nonce));
    let told = told.transpose()?;
    backend.commit(tx).await?;
    Ok(issued(session, told))
}

/// The next pair of tokens for a refresh token of this front-end's.
async fn for_refresh(backend: &Backend, gate: &Gate, form: TokenForm) -> Result<Issued, Refused> {
    let client = front_end(backend, gate, form.shown).await?;
    let token = form
        .refresh_token
        .ok_or(Refused::Request("refresh_token is missing"))?;
    let next = refresh(backend, gate, (&token, Some(client.id))).await;
    Ok(issued(next.map_err(grant)?, None))
}

/// Ends the session that a token is of (RFC 7009). A token that is none of this front-end's is
/// nothing to it.
pub async fn revoke(
    backend: &Backend,
    gate: &Gate,
    (token, shown): (Option<String>, Option<Shown>),
) -> Result<(), Refused> {
    let client = front_end(backend, gate, shown).await?;
    let token = token.ok_or(Refused::Request("token is missing"))?;
    Ok(give_up(backend, gate, (&token, client.id)).await?)
}

fn issued(session: Session, id_token: Option<String>) -> Issued {
    Issued {
        life: session.access_until - session.at,
        access_token: session.access_token,
        scope: id_token.is_some().then(|| OPENID.to_owned()),
        refresh_token: Some(session.refresh_token),
        id_token,
    }
}

/// What identity refuses is a grant that is worth nothing; what fails is ours.
fn grant(error: ApiError) -> Refused {
    match error.kind {
        Kind::Internal | Kind::Unavailable => Refused::Ours(error),
        _ => Refused::Grant,
    }
}

/// The scopes asked for, where the program may have them; all of them where none is named.
fn asked(words: Option<&str>, client: &ApiClient) -> Result<Vec<Scope>, Refused> {
    let Some(words) = words.filter(|words| !words.trim().is_empty()) else {
        return Ok(client.scopes.clone());
    };
    let mut scopes = Scope::parted(words).ok_or(Refused::Scope)?;
    scopes.sort_unstable();
    scopes.dedup();
    match scopes.iter().all(|scope| client.scopes.contains(scope)) {
        true => Ok(scopes),
        false => Err(Refused::Scope),
    }
}
