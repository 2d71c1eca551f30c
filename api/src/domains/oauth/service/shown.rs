//! What a program shows of who it is, held against what is kept.

use uuid::Uuid;

use crate::domains::identity::Gate;
use crate::domains::oauth::assertion;
use crate::domains::oauth::error::Refused;
use crate::domains::oauth::model::ApiClient;
use crate::domains::oauth::policy::Spending;
use crate::domains::oauth::secret;
use crate::domains::oauth::store;
use crate::kernel::backend::Backend;
use crate::kernel::id::ClientId;

/// What a program shows of who it is.
pub enum Shown {
    /// Its id and a secret.
    Secret(String, String),
    /// What it signed with a key of its own (RFC 7523).
    Assertion(String),
    /// Its id alone: enough for what can keep no secret, for what it has to show beside it.
    Name(String),
}

/// A program that something was truly shown of.
pub(super) struct Authenticated {
    pub(super) client: ApiClient,
    /// What its tokens stand under.
    pub(super) standing: Uuid,
}

/// The program that something was truly shown of.
pub(super) async fn authenticated(
    backend: &Backend,
    gate: &Gate,
    shown: Option<Shown>,
) -> Result<Authenticated, Refused> {
    let now = backend.clock.now();
    match shown {
        None | Some(Shown::Name(_)) => Err(Refused::Client),
        Some(Shown::Secret(id, secret)) => {
            let client = known(backend, &id).await?;
            let fits = client.secret(&secret::digest(&secret), now);
            let standing = fits.map(|secret| secret.id).ok_or(Refused::Client)?;
            Ok(Authenticated { client, standing })
        }
        Some(Shown::Assertion(token)) => {
            let id = assertion::named(&token).ok_or(Refused::Client)?;
            let client = known(backend, &id.0.to_string()).await?;
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
            Ok(Authenticated { client, standing })
        }
    }
}

/// The front-end that asks. One that has something to show must have shown it.
pub(super) async fn front_end(
    backend: &Backend,
    gate: &Gate,
    shown: Option<Shown>,
) -> Result<ApiClient, Refused> {
    let client = match shown {
        Some(Shown::Name(id)) => {
            let client = known(backend, &id).await?;
            match client.is_front_end() && client.is_public() {
                true => client,
                false => return Err(Refused::Client),
            }
        }
        shown => authenticated(backend, gate, shown).await?.client,
    };
    match client.is_front_end() {
        true => Ok(client),
        false => Err(Refused::Unauthorized),
    }
}

async fn known(backend: &Backend, id: &str) -> Result<ApiClient, Refused> {
    let id = Uuid::try_parse(id).map_err(|_| Refused::Client)?;
    let found = store::known(backend.reader(), ClientId(id)).await?;
    found.ok_or(Refused::Client)
}
