//! The token endpoint: what is shown is traded for an access token (RFC 6749).

use chrono::TimeDelta;
use uuid::Uuid;

use crate::domains::identity::{self, Gate, TOKEN_LIFE};
use crate::domains::oauth::assertion;
use crate::domains::oauth::error::Refused;
use crate::domains::oauth::model::ApiClient;
use crate::domains::oauth::policy::Spending;
use crate::domains::oauth::secret;
use crate::domains::oauth::store;
use crate::kernel::actor::Client;
use crate::kernel::backend::Backend;
use crate::kernel::id::ClientId;
use crate::kernel::scope::Scope;

/// What a program shows of who it is.
pub enum Shown {
    /// Its id and a secret.
    Secret(String, String),
    /// What it signed with a key of its own (RFC 7523).
    Assertion(String),
}

/// What is asked of the token endpoint.
pub struct TokenForm {
    /// How: `client_credentials`.
    pub grant_type: Option<String>,
    /// What for; all that the program may have where left out.
    pub scope: Option<String>,
    /// Who asks; nothing where that was not shown in a way that is known.
    pub shown: Option<Shown>,
}

/// A token that was given.
pub struct Issued {
    /// The token.
    pub access_token: String,
    /// For how long it serves.
    pub life: TimeDelta,
    /// What it may do.
    pub scope: String,
}

/// Gives a token for what is shown.
pub async fn token(backend: &Backend, gate: &Gate, form: TokenForm) -> Result<Issued, Refused> {
    match form.grant_type.as_deref() {
        None => return Err(Refused::Request("grant_type is missing")),
        Some("client_credentials") => {}
        Some(_) => return Err(Refused::GrantType),
    }
    let (client, standing) = authenticated(backend, gate, form.shown).await?;
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
        provider: client.provider,
        scopes,
        standing,
        expires_at: now + life,
    };
    Ok(Issued {
        access_token: identity::service::client_token(backend, gate, &client)?,
        life,
        scope,
    })
}

/// The program that something was truly shown of, and what its tokens stand under.
async fn authenticated(
    backend: &Backend,
    gate: &Gate,
    shown: Option<Shown>,
) -> Result<(ApiClient, Uuid), Refused> {
    let db = backend.reader();
    let now = backend.clock.now();
    match shown {
        None => Err(Refused::Client),
        Some(Shown::Secret(id, secret)) => {
            let id = Uuid::try_parse(&id).map_err(|_| Refused::Client)?;
            let client = store::known(db, ClientId(id)).await?;
            let client = client.ok_or(Refused::Client)?;
            let fits = client.secret(&secret::digest(&secret), now);
            let standing = fits.map(|secret| secret.id).ok_or(Refused::Client)?;
            Ok((client, standing))
        }
        Some(Shown::Assertion(token)) => {
            let id = assertion::named(&token).ok_or(Refused::Client)?;
            let client = store::known(db, id).await?.ok_or(Refused::Client)?;
            let keys = client.keys.as_ref().ok_or(Refused::Client)?;
            let issuer = gate.issuer();
            let audiences = [issuer.to_owned(), format!("{issuer}/oauth/token")];
            let good = assertion::check(&token, (client.id, keys), &audiences, now);
            let good = good.ok_or(Refused::Client)?;
            let tx = backend.write().await?;
            if !store::spend(&Spending::once(&tx), &good).await? {
                return Err(Refused::Client);
            }
            backend.commit(tx).await?;
            let standing = client.id.0;
            Ok((client, standing))
        }
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
