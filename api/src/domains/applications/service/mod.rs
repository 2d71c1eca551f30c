//! What can be done with applications. Both doors come through here.

mod wishes;

use super::error::ApplicationError;
use super::model::{Application, ApplicationId, State, Wish};
use super::policy::{self, Administrator, Deciding, Visible};
use super::store;
use crate::domains::catalogue::{self, Snapshot};
use crate::domains::identity::{self, Became};
use crate::kernel::actor::Actor;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::idempotency::{Key, Once, again};
use crate::kernel::page::{Page, PageRequest};

pub use wishes::{ApplyRequest, ClaimRequest, RefuseRequest};

/// The applications that somebody may know of, those that came first first.
pub async fn applications(
    backend: &Backend,
    actor: &Actor,
    states: &[State],
    page: &PageRequest,
) -> Result<Page<Application>, ApiError> {
    let visible = Visible::to(actor)?;
    let found = store::applications(backend.reader(), visible, states, page).await;
    found.map_err(database)
}

/// An application.
pub async fn application(
    backend: &Backend,
    actor: &Actor,
    id: ApplicationId,
) -> Result<Application, ApiError> {
    let visible = Visible::to(actor)?;
    let found = store::find(backend.reader(), visible, id).await;
    Ok(found.map_err(database)?.ok_or(ApplicationError::NotFound)?)
}

/// Applies for a provider that is not known yet. The same key gives the same application.
pub async fn apply(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    (wish, key): (ApplyRequest, &Key),
) -> Result<Application, ApiError> {
    policy::signed_in(actor)?;
    let asked = wish.checked(snapshot)?;
    ask(backend, actor, asked, key).await
}

/// Claims a provider that stands here from public sources, by id or slug.
pub async fn claim(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    (provider, wish, key): (&str, ClaimRequest, &Key),
) -> Result<Application, ApiError> {
    policy::signed_in(actor)?;
    let at = catalogue::service::provider(snapshot, provider)?;
    let provider = &snapshot.providers[at];
    let asked = wish.checked(provider.id)?;
    if provider.source != "seed" {
        return Err(ApplicationError::NotClaimable.into());
    }
    ask(backend, actor, asked, key).await
}

async fn ask(
    backend: &Backend,
    actor: &Actor,
    (wish, website, reason): (Wish, String, String),
    key: &Key,
) -> Result<Application, ApiError> {
    let account = policy::signed_in(actor)?.account;
    let said = format!("{wish:?}");
    let sent = [said.as_bytes(), website.as_bytes(), reason.as_bytes()];
    let once = Once::of(&backend.pseudonyms, (account, "application"), key, &sent);
    let tx = backend.write().await?;
    if let Some(made) = once.made(&tx).await? {
        drop(tx);
        return again(application(backend, actor, ApplicationId(made)).await);
    }
    let acts_for = identity::service::organisation_of(&tx, account).await?;
    let waiting = store::waiting(&tx, account).await.map_err(database)?;
    let leave = policy::applying(&tx, acts_for.is_some(), waiting)?;
    let new = Application {
        id: ApplicationId(backend.ids.random()),
        account,
        wish,
        website,
        reason,
        state: State::Waiting,
        answer: None,
        provider: None,
        created_at: tx.now(),
        decided_at: None,
    };
    store::add(&leave, &new).await.map_err(database)?;
    once.keep(&tx, new.id.0, backend.clock.today()).await?;
    backend.commit(tx).await?;
    Ok(new)
}

/// Takes an application back: nothing of it is left.
pub async fn take_back(
    backend: &Backend,
    actor: &Actor,
    id: ApplicationId,
) -> Result<(), ApiError> {
    let visible = Visible::to(actor)?;
    let tx = backend.write().await?;
    let found = store::hold(&tx, visible, id).await.map_err(database)?;
    let found = found.ok_or(ApplicationError::NotFound)?;
    let leave = policy::taking_back(&tx, actor, &found)?;
    store::remove(&leave).await.map_err(database)?;
    backend.commit(tx).await
}

async fn waiting<'tx>(
    tx: &'tx WriteTx,
    by: &Administrator,
    (actor, id): (&Actor, ApplicationId),
) -> Result<(Application, Deciding<'tx>), ApiError> {
    let found = store::hold(tx, Visible::to(actor)?, id).await;
    let found = found.map_err(database)?.ok_or(ApplicationError::NotFound)?;
    let leave = policy::deciding(tx, by, &found)?;
    Ok((found, leave))
}

/// Verifies an application: the provider is its own from now on, and the applicant may
/// act for it.
pub async fn verify(
    backend: &Backend,
    actor: &Actor,
    id: ApplicationId,
) -> Result<Application, ApiError> {
    let by = policy::administrator(actor)?;
    let tx = backend.write().await?;
    let (mut application, leave) = waiting(&tx, &by, (actor, id)).await?;
    if identity::service::organisation_of(&tx, application.account)
        .await?
        .is_some()
    {
        return Err(ApplicationError::HasOrganisation.into());
    }
    let admitting = catalogue::admitting(&tx, actor).ok_or(ApplicationError::NotAdministrator)?;
    let website = application.website.as_str();
    let provider = match &application.wish {
        Wish::New { name, kind } => {
            catalogue::admit(&admitting, backend, (name, kind, website)).await?
        }
        Wish::Claim(provider) => {
            // Who was given its role otherwise keeps it: nobody comes beside them unseen.
            if identity::service::is_acted_for(&tx, *provider).await? {
                return Err(ApplicationError::NotClaimable.into());
            }
            if !catalogue::hand_over(&admitting, *provider, website).await? {
                return Err(ApplicationError::NotClaimable.into());
            }
            *provider
        }
    };
    let account = application.account;
    identity::service::grant_organisation(backend, &tx, actor, (account, provider)).await?;
    application.state = State::Verified;
    application.provider = Some(provider);
    settle(backend, leave, (&mut application, "application.verify")).await?;
    backend.commit(tx).await?;
    Ok(application)
}

/// Refuses an application, with words for the applicant.
pub async fn refuse(
    backend: &Backend,
    actor: &Actor,
    (id, wish): (ApplicationId, RefuseRequest),
) -> Result<Application, ApiError> {
    let by = policy::administrator(actor)?;
    let answer = wish.checked()?;
    let tx = backend.write().await?;
    let (mut application, leave) = waiting(&tx, &by, (actor, id)).await?;
    application.answer = Some(answer);
    application.state = State::Refused;
    settle(backend, leave, (&mut application, "application.refuse")).await?;
    backend.commit(tx).await?;
    Ok(application)
}

async fn settle(
    backend: &Backend,
    leave: Deciding<'_>,
    (application, name): (&mut Application, &'static str),
) -> Result<(), ApiError> {
    let tx = leave.tx();
    application.decided_at = Some(tx.now());
    store::decide(&leave, application).await.map_err(database)?;
    let act = Act {
        name,
        by: Some(leave.by()),
        subject: format!("application:{}", leave.application().0),
        detail: application
            .provider
            .map(|provider| format!("provider {}", provider.0)),
    };
    let written = tx.audit(backend.ids.random(), act).await;
    written.map_err(database)?;
    let became = match application.state {
        State::Verified => Became::Approved,
        _ => Became::Answered,
    };
    identity::service::tell_account(backend, tx, application.account, became).await
}
