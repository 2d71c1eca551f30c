//! Accounts, and who acts for which organisation.

use super::super::error::IdentityError;
use super::super::letters::{self, Became};
use super::super::model::{Account, Email, Grant, GrantId, HatKind, Me, Password, Source};
use super::super::password::Passwords;
use super::super::policy::{self, Founding, Visible};
use super::super::store::{self, Wanted};
use super::addresses::tell;
use crate::kernel::actor::Actor;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database, sound};
use crate::kernel::id::{AccountId, ProviderId};
use crate::kernel::page::{Page, PageRequest};

/// Somebody's own account, and how they are signed in to it.
pub async fn me(backend: &Backend, actor: &Actor) -> Result<Me, ApiError> {
    let person = policy::signed_in(actor)?;
    let found = one(backend, Visible::own(actor)?, &Wanted::default()).await?;
    // Signed in, and no account: it was removed, so the token is worth nothing.
    let account = found.ok_or(IdentityError::BadToken)?;
    let factor = store::own_factor(backend.reader(), Visible::own(actor)?).await;
    let terms = store::own_terms(backend.reader(), Visible::own(actor)?).await;
    Ok(Me {
        factor: factor.map_err(database)?,
        terms: terms.map_err(database)?,
        account,
        hat: person.hat,
        token_until: person.expires_at,
    })
}

/// A page of accounts, or the one with an address.
pub async fn accounts(
    backend: &Backend,
    actor: &Actor,
    email: Option<&str>,
    page: &PageRequest,
) -> Result<Page<Account>, ApiError> {
    let visible = Visible::to_administrator(actor)?;
    let mut faults = Vec::new();
    let email = email.map(|text| Email::parse(text, &mut faults));
    sound(faults)?;
    let wanted = Wanted {
        email: email.as_ref().and_then(Option::as_ref),
        id: None,
    };
    store::accounts(backend.reader(), visible, &wanted, page)
        .await
        .map_err(database)
}

/// One account.
pub async fn account(backend: &Backend, actor: &Actor, id: AccountId) -> Result<Account, ApiError> {
    let visible = Visible::to_administrator(actor)?;
    let wanted = Wanted {
        id: Some(id),
        email: None,
    };
    let found = one(backend, visible, &wanted).await?;
    Ok(found.ok_or(IdentityError::NoSuchAccount)?)
}

async fn one(
    backend: &Backend,
    visible: Visible,
    wanted: &Wanted<'_>,
) -> Result<Option<Account>, ApiError> {
    let page = PageRequest::parse(["limit", "cursor"], Some(1), None, &mut Vec::new());
    let page = store::accounts(backend.reader(), visible, wanted, &page)
        .await
        .map_err(database)?;
    Ok(page.entries.into_iter().next().map(|(_, account)| account))
}

/// The provider that an account acts for, where it does.
pub async fn organisation_of(tx: &WriteTx, id: AccountId) -> Result<Option<ProviderId>, ApiError> {
    let given = store::grants_of(tx.conn(), id).await.map_err(database)?;
    let acts = given
        .into_iter()
        .find(|grant| grant.hat == HatKind::Organisation);
    Ok(acts.and_then(|grant| grant.provider))
}

/// Whether somebody acts for a provider already.
pub async fn is_acted_for(tx: &WriteTx, provider: ProviderId) -> Result<bool, ApiError> {
    let acted = store::is_acted_for(tx.conn(), provider).await;
    acted.map_err(database)
}

/// Has a letter sent to everybody who acts for a provider: that something waits here, and not
/// what.
pub async fn tell_organisation(
    backend: &Backend,
    tx: &WriteTx,
    provider: ProviderId,
) -> Result<(), ApiError> {
    let acting = store::acting_for(tx.conn(), provider).await;
    for email in acting.map_err(database)? {
        tell(backend, tx, &letters::waits(&email)).await?;
    }
    Ok(())
}

/// Has a letter sent to everybody who acts for a provider: that something of theirs needs a
/// look, and not what.
pub async fn warn_organisation(
    backend: &Backend,
    tx: &WriteTx,
    provider: ProviderId,
) -> Result<(), ApiError> {
    let acting = store::acting_for(tx.conn(), provider).await;
    for email in acting.map_err(database)? {
        tell(backend, tx, &letters::needs_a_look(&email)).await?;
    }
    Ok(())
}

/// Has a letter sent to whoever sent something in: what became of it, and not what it was.
/// Whoever has no account any more is not written to.
pub async fn tell_account(
    backend: &Backend,
    tx: &WriteTx,
    account: AccountId,
    became: Became,
) -> Result<(), ApiError> {
    let known = store::credentials(tx.conn(), account).await;
    let Some((email, _)) = known.map_err(database)? else {
        return Ok(());
    };
    tell(backend, tx, &letters::became(&email, became)).await
}

/// Makes an administrator, at the machine itself.
pub async fn create_administrator(
    backend: &Backend,
    email: &str,
    password: &str,
) -> Result<AccountId, ApiError> {
    let mut faults = Vec::new();
    let email = Email::parse(email, &mut faults);
    let password = Password::choose(password, email.as_ref(), &mut faults);
    let (Some(email), Some(password)) = (email, password) else {
        return Err(ApiError::invalid(faults));
    };
    let hash = Passwords::new(1, 0).hash(&password).await?;
    let tx = backend.write().await?;
    let id = AccountId(backend.ids.random());
    let begins_with = [HatKind::Parent, HatKind::Administrator]
        .map(|hat| (GrantId(backend.ids.random()), Grant::of(hat)));
    let leave = (&Founding::at_the_machine(&tx), Source::Command);
    store::add_account(&leave, id, &email, hash, &begins_with).await?;
    let act = Act {
        name: "account.create_administrator",
        by: None,
        subject: format!("account:{}", id.0),
        detail: None,
    };
    tx.audit(backend.ids.random(), act)
        .await
        .map_err(database)?;
    backend.commit(tx).await?;
    Ok(id)
}
