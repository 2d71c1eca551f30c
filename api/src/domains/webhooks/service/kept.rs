//! Looking after webhooks.

use crate::domains::webhooks::error::WebhookError;
use crate::domains::webhooks::model::{KeptSecret, MOST_WEBHOOKS, OVERLAP, OffBecause};
use crate::domains::webhooks::model::{Webhook, WebhookId};
use crate::domains::webhooks::policy::{self, Keeping, Visible};
use crate::domains::webhooks::reach::Reach;
use crate::domains::webhooks::signature::{Secret, Secrets};
use crate::domains::webhooks::store;
use crate::kernel::actor::Actor;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::revision::Revision;

use super::wishes::{RotateWish, WebhookReplace, WebhookWish};

/// A webhook, and a secret of it that is shown this once.
pub struct Made {
    /// The webhook.
    pub webhook: Webhook,
    /// The secret.
    pub secret: String,
}

/// The webhooks of the organisation that somebody works for.
pub async fn webhooks(
    backend: &Backend,
    actor: &Actor,
    page: &PageRequest,
) -> Result<Page<Webhook>, ApiError> {
    let visible = Visible::to(actor)?;
    let found = store::webhooks(backend.reader(), visible, page).await;
    found.map_err(database)
}

/// One webhook.
pub async fn webhook(backend: &Backend, actor: &Actor, id: WebhookId) -> Result<Webhook, ApiError> {
    let visible = Visible::to(actor)?;
    let found = store::find(backend.reader(), visible.provider(), id).await;
    Ok(found.map_err(database)?.ok_or(WebhookError::NotFound)?)
}

/// Makes a webhook. Its secret is shown this once.
pub async fn make(
    backend: &Backend,
    reach: &Reach,
    actor: &Actor,
    wish: WebhookWish,
) -> Result<Made, ApiError> {
    let provider = policy::keeps_for(actor)?;
    let asked = wish.checked(reach)?;
    let tx = backend.write().await?;
    let leave = policy::keeping(&tx, actor)?;
    store::take_turn(&tx, provider).await.map_err(database)?;
    if store::count(&leave).await.map_err(database)? >= MOST_WEBHOOKS {
        return Err(WebhookError::TooMany.into());
    }
    let (secret, kept) = drawn(backend, &tx)?;
    let webhook = Webhook {
        id: WebhookId(backend.ids.random()),
        provider,
        url: asked.url,
        events: asked.events,
        description: asked.description,
        off: None,
        failing_since: None,
        revision: Revision(1),
        created_at: tx.now(),
        updated_at: tx.now(),
        secrets: vec![kept],
    };
    store::add(&leave, &webhook).await.map_err(database)?;
    write_down(backend, &leave, "webhook.create", webhook.id).await?;
    backend.commit(tx).await?;
    Ok(Made {
        webhook,
        secret: secret.shown(),
    })
}

/// Writes a webhook anew.
pub async fn replace(
    backend: &Backend,
    reach: &Reach,
    actor: &Actor,
    (id, wish): (WebhookId, WebhookReplace),
) -> Result<Webhook, ApiError> {
    policy::keeps_for(actor)?;
    let tx = backend.write().await?;
    let (before, leave) = held(&tx, actor, id).await?;
    // Of what is no webhook of theirs, they hear so before they hear what is wrong.
    let asked = wish.wish().checked(reach)?;
    Revision(wish.if_revision).must_be(before.revision)?;
    let off = match wish.enabled {
        true => None,
        false => before.off.or(Some((tx.now(), OffBecause::ByHand))),
    };
    // What did not arrive elsewhere, or before, says nothing of what will.
    let begins_anew = (before.off.is_some() && wish.enabled) || asked.url != before.url;
    let webhook = Webhook {
        url: asked.url,
        events: asked.events,
        description: asked.description,
        off,
        failing_since: before.failing_since.filter(|_| !begins_anew),
        revision: Revision(before.revision.0 + 1),
        updated_at: tx.now(),
        ..before
    };
    store::replace(&leave, &webhook).await.map_err(database)?;
    if webhook.off.is_some() {
        store::give_up(&tx, &webhook).await.map_err(database)?;
    }
    write_down(backend, &leave, "webhook.replace", webhook.id).await?;
    backend.commit(tx).await?;
    Ok(webhook)
}

/// Makes the secret of a webhook anew. The one of before signs on for a while, or not, where it
/// may be in other hands.
pub async fn rotate(
    backend: &Backend,
    actor: &Actor,
    (id, how): (WebhookId, RotateWish),
) -> Result<Made, ApiError> {
    policy::keeps_for(actor)?;
    let tx = backend.write().await?;
    let (mut webhook, leave) = held(&tx, actor, id).await?;
    let ends_at = match how.at_once {
        true => tx.now(),
        false => tx.now() + OVERLAP,
    };
    let signs_longer = |one: &&mut KeptSecret| one.ends_at.is_none_or(|at| at > ends_at);
    let mut ending = Vec::new();
    for secret in webhook.secrets.iter_mut().filter(signs_longer) {
        secret.ends_at = Some(ends_at);
        ending.push(secret.id);
    }
    // So that a message has a few signatures at most, however often somebody asks.
    let older = webhook.secrets.iter().rev().skip(MOST_BEFORE);
    let too_many: Vec<_> = older.map(|secret| secret.id).collect();
    let ended = store::end_secrets(&leave, &ending, ends_at).await;
    ended.map_err(database)?;
    let ended = store::end_secrets(&leave, &too_many, tx.now()).await;
    ended.map_err(database)?;
    webhook
        .secrets
        .retain(|secret| !too_many.contains(&secret.id));
    let (secret, kept) = drawn(backend, &tx)?;
    let added = store::add_secret(&leave, webhook.id, &kept).await;
    added.map_err(database)?;
    webhook.secrets.push(kept);
    write_down(backend, &leave, "webhook.rotate", webhook.id).await?;
    backend.commit(tx).await?;
    Ok(Made {
        webhook,
        secret: secret.shown(),
    })
}

/// How many secrets of before sign beside the newest.
const MOST_BEFORE: usize = 2;

/// Deletes a webhook: it is told nothing any more, and what it was told is gone.
pub async fn remove(backend: &Backend, actor: &Actor, id: WebhookId) -> Result<(), ApiError> {
    policy::keeps_for(actor)?;
    let tx = backend.write().await?;
    let (webhook, leave) = held(&tx, actor, id).await?;
    store::remove(&leave, webhook.id).await.map_err(database)?;
    write_down(backend, &leave, "webhook.delete", webhook.id).await?;
    backend.commit(tx).await
}

/// A webhook of whoever asks; nobody else changes it until the write ends.
pub(super) async fn held<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    id: WebhookId,
) -> Result<(Webhook, Keeping<'tx>), ApiError> {
    let leave = policy::keeping(tx, actor)?;
    let provider = leave.provider();
    store::take_turn(tx, provider).await.map_err(database)?;
    let found = store::find(tx.conn(), provider, id).await;
    let found = found.map_err(database)?.ok_or(WebhookError::NotFound)?;
    Ok((found, leave))
}

fn drawn(backend: &Backend, tx: &WriteTx) -> Result<(Secret, KeptSecret), WebhookError> {
    let secret = Secret::make(&backend.ids);
    let id = backend.ids.random();
    let sealed = Secrets::of(backend).seal(&backend.ids, id, &secret);
    let kept = KeptSecret {
        id,
        sealed: sealed.ok_or(WebhookError::Unsealed)?,
        created_at: tx.now(),
        ends_at: None,
    };
    Ok((secret, kept))
}

pub(super) async fn write_down(
    backend: &Backend,
    leave: &Keeping<'_>,
    name: &'static str,
    webhook: WebhookId,
) -> Result<(), ApiError> {
    let provider = leave.provider().0;
    let act = Act {
        name,
        by: leave.by(),
        subject: format!("webhook:{}", webhook.0),
        detail: Some(match leave.client() {
            Some(client) => format!("provider {provider} client {}", client.0),
            None => format!("provider {provider}"),
        }),
    };
    let written = leave.tx().audit(backend.ids.random(), act).await;
    written.map_err(database)
}
