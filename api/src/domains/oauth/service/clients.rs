//! Looking after programs.

use crate::domains::catalogue::Snapshot;
use crate::domains::identity;
use crate::domains::oauth::error::OauthError;
use crate::domains::oauth::model::{ApiClient, KeptSecret, MOST_CLIENTS, OVERLAP};
use crate::domains::oauth::policy::{self, Keeping, Visible};
use crate::domains::oauth::secret::Secret;
use crate::domains::oauth::store;
use crate::kernel::actor::Actor;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::ClientId;
use crate::kernel::page::{Page, PageRequest};

use super::wishes::{ApiClientWish, RotateWish};

/// A program, and a secret of it that is shown this once.
pub struct Made {
    /// The program.
    pub client: ApiClient,
    /// The secret; none where it signs with keys of its own.
    pub secret: Option<String>,
}

/// The programs that somebody may know of.
pub async fn clients(
    backend: &Backend,
    actor: &Actor,
    page: &PageRequest,
) -> Result<Page<ApiClient>, ApiError> {
    let visible = Visible::to(actor)?;
    let found = store::clients(backend.reader(), visible, page).await;
    found.map_err(database)
}

/// A program.
pub async fn client(backend: &Backend, actor: &Actor, id: ClientId) -> Result<ApiClient, ApiError> {
    let visible = Visible::to(actor)?;
    let found = store::find(backend.reader(), visible, id).await;
    Ok(found.map_err(database)?.ok_or(OauthError::NotFound)?)
}

/// Makes a program that acts for a provider. Its secret is shown this once.
pub async fn make(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    wish: ApiClientWish,
) -> Result<Made, ApiError> {
    let visible = Visible::to(actor)?;
    let asked = wish.checked(snapshot, visible.only())?;
    let tx = backend.write().await?;
    let leave = policy::keeping(&tx, actor, asked.provider)?;
    if store::count(&leave).await.map_err(database)? >= MOST_CLIENTS {
        return Err(OauthError::TooMany.into());
    }
    let keeps_one = asked.provider.is_some() || wish.confidential;
    let wanted = keeps_one && asked.keys.is_none();
    let secret = wanted.then(|| Secret::make(&backend.ids));
    let client = ApiClient {
        id: ClientId(backend.ids.random()),
        provider: asked.provider,
        name: asked.name,
        scopes: asked.scopes,
        redirect_uris: asked.redirect_uris,
        keys: asked.keys,
        created_at: tx.now(),
        secrets: secret.iter().map(|new| kept(backend, &tx, new)).collect(),
    };
    store::add(&leave, &client).await.map_err(database)?;
    write_down(backend, &leave, "api_client.create", client.id).await?;
    backend.commit(tx).await?;
    let secret = secret.map(Secret::shown);
    Ok(Made { client, secret })
}

/// Makes the secret of a program anew. The one of before serves on for a while, or not, where it
/// may be in other hands.
pub async fn rotate(
    backend: &Backend,
    actor: &Actor,
    (id, how): (ClientId, RotateWish),
) -> Result<Made, ApiError> {
    let visible = Visible::to(actor)?;
    let tx = backend.write().await?;
    let (mut client, leave) = held(&tx, actor, (visible, id)).await?;
    if client.keys.is_some() {
        return Err(OauthError::HasKeys.into());
    }
    // What cannot keep a secret is given none: it would be no longer what it was taken for.
    if client.is_public() {
        return Err(OauthError::KeepsNone.into());
    }
    let ends_at = match how.at_once {
        true => tx.now(),
        false => tx.now() + OVERLAP,
    };
    let serves_longer = |one: &&mut KeptSecret| one.ends_at.is_none_or(|at| at > ends_at);
    let mut ending = Vec::new();
    for secret in client.secrets.iter_mut().filter(serves_longer) {
        secret.ends_at = Some(ends_at);
        ending.push(secret.id);
    }
    let ended = store::end_secrets(&leave, &ending, ends_at).await;
    ended.map_err(database)?;
    if how.at_once && client.is_front_end() {
        identity::service::end_all_through(&tx, client.id).await?;
    }
    let secret = Secret::make(&backend.ids);
    let new = kept(backend, &tx, &secret);
    let added = store::add_secret(&leave, client.id, &new).await;
    added.map_err(database)?;
    client.secrets.push(new);
    write_down(backend, &leave, "api_client.rotate", client.id).await?;
    backend.commit(tx).await?;
    let secret = Some(secret.shown());
    Ok(Made { client, secret })
}

/// Ends a program: neither it nor a token of its is let in any more.
pub async fn end(backend: &Backend, actor: &Actor, id: ClientId) -> Result<(), ApiError> {
    let visible = Visible::to(actor)?;
    let tx = backend.write().await?;
    let (client, leave) = held(&tx, actor, (visible, id)).await?;
    store::end(&leave, &client).await.map_err(database)?;
    identity::service::end_all_through(&tx, client.id).await?;
    write_down(backend, &leave, "api_client.end", client.id).await?;
    backend.commit(tx).await
}

async fn held<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    (visible, id): (Visible, ClientId),
) -> Result<(ApiClient, Keeping<'tx>), ApiError> {
    let found = store::hold(tx, visible, id).await.map_err(database)?;
    let found = found.ok_or(OauthError::NotFound)?;
    let leave = policy::keeping(tx, actor, found.provider)?;
    Ok((found, leave))
}

fn kept(backend: &Backend, tx: &WriteTx, secret: &Secret) -> KeptSecret {
    KeptSecret {
        id: backend.ids.random(),
        digest: secret.digest(),
        created_at: tx.now(),
        ends_at: None,
    }
}

async fn write_down(
    backend: &Backend,
    leave: &Keeping<'_>,
    name: &'static str,
    client: ClientId,
) -> Result<(), ApiError> {
    let act = Act {
        name,
        by: Some(leave.by()),
        subject: format!("api_client:{}", client.0),
        detail: leave
            .provider()
            .map(|provider| format!("provider {}", provider.0)),
    };
    let written = leave.tx().audit(backend.ids.random(), act).await;
    written.map_err(database)
}
