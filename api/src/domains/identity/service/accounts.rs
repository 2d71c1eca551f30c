//! Accounts, and the hats that administrators give and take.

use super::super::error::IdentityError;
use super::super::letters;
use super::super::model::{Account, Email, Grant, HatKind, Me, Password, Source, VERIFICATION};
use super::super::password::Passwords;
use super::super::policy::{self, Founding, Granting, Visible};
use super::super::store::{self, Wanted};
use super::addresses::tell;
use crate::kernel::actor::Actor;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, Fault, database, sound};
use crate::kernel::id::{AccountId, ProviderId};
use crate::kernel::language::Text;
use crate::kernel::page::{Page, PageRequest};

/// A hat that an account shall have.
#[derive(Clone, Copy, Debug)]
pub struct GrantWish {
    /// Which hat.
    pub hat: HatKind,
    /// For which provider: with an organisation's hat alone.
    pub provider: Option<ProviderId>,
    /// Whether the person is known to be a foster parent: with a parent's hat alone.
    pub verified: bool,
}

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

/// Gives an account a hat, or gives it anew with something else to it.
///
/// Where that takes something away, sessions under the hat end; where it adds
/// something, the next refresh finds it.
pub async fn grant(
    backend: &Backend,
    actor: &Actor,
    id: AccountId,
    wish: GrantWish,
) -> Result<Account, ApiError> {
    let tx = backend.write().await?;
    give(backend, &tx, actor, (id, wish)).await?;
    backend.commit(tx).await?;
    account(backend, actor, id).await
}

/// Gives an account the hat of an organisation, within a write that does more.
pub async fn grant_organisation(
    backend: &Backend,
    tx: &WriteTx,
    actor: &Actor,
    (id, provider): (AccountId, ProviderId),
) -> Result<(), ApiError> {
    let wish = GrantWish {
        hat: HatKind::Organisation,
        provider: Some(provider),
        verified: false,
    };
    give(backend, tx, actor, (id, wish)).await
}

/// The provider that an account acts for, where it does.
pub async fn organisation_of(tx: &WriteTx, id: AccountId) -> Result<Option<ProviderId>, ApiError> {
    let given = store::grants_of(tx.conn(), id).await.map_err(database)?;
    Ok(given.into_iter().find_map(|grant| grant.provider))
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

async fn give(
    backend: &Backend,
    tx: &WriteTx,
    actor: &Actor,
    (id, wish): (AccountId, GrantWish),
) -> Result<(), ApiError> {
    let person = policy::signed_in(actor)?;
    let leave = policy::granting(tx, person, id)?;
    let verified_until = wish.verified.then(|| tx.now() + VERIFICATION);
    let grant = checked(wish, verified_until)?;
    if !store::hold_account(tx, id).await.map_err(database)? {
        return Err(IdentityError::NoSuchAccount.into());
    }
    let had = store::grants_of(tx.conn(), id).await.map_err(database)?;
    store::put_grant(&leave, &grant).await?;
    if had.iter().any(|had| grant.takes_from(had)) {
        end_under(&leave, wish.hat).await?;
    }
    let detail = match (wish.provider, wish.verified) {
        (Some(provider), _) => format!("{} {}", wish.hat.word(), provider.0),
        (None, true) => format!("{} verified", wish.hat.word()),
        (None, false) => wish.hat.word().to_owned(),
    };
    write_down(backend, &leave, "account.grant", detail).await
}

/// Takes a hat from an account; sessions under it end.
pub async fn revoke(
    backend: &Backend,
    actor: &Actor,
    id: AccountId,
    hat: HatKind,
) -> Result<Account, ApiError> {
    let person = policy::signed_in(actor)?;
    let tx = backend.write().await?;
    let leave = policy::granting(&tx, person, id)?;
    if !store::hold_account(&tx, id).await.map_err(database)? {
        return Err(IdentityError::NoSuchAccount.into());
    }
    if hat == HatKind::Administrator {
        let others = store::other_administrators(&leave).await;
        leave.leaves_an_administrator(others.map_err(database)?)?;
    }
    let gone = store::remove_grant(&leave, hat).await;
    if !gone.map_err(database)? {
        return Err(IdentityError::NoSuchGrant.into());
    }
    end_under(&leave, hat).await?;
    write_down(backend, &leave, "account.revoke", hat.word().to_owned()).await?;
    backend.commit(tx).await?;
    account(backend, actor, id).await
}

async fn end_under(leave: &Granting<'_>, hat: HatKind) -> Result<(), ApiError> {
    let sessions = store::sessions_under(leave, hat).await.map_err(database)?;
    store::end_sessions(&leave.ending(sessions))
        .await
        .map_err(database)
}

async fn write_down(
    backend: &Backend,
    leave: &Granting<'_>,
    name: &'static str,
    detail: String,
) -> Result<(), ApiError> {
    let act = Act {
        name,
        by: Some(leave.by()),
        subject: format!("account:{}", leave.account().0),
        detail: Some(detail),
    };
    leave
        .tx()
        .audit(backend.ids.random(), act)
        .await
        .map_err(database)
}

/// What goes with a hat, or why it does not go together.
fn checked(
    wish: GrantWish,
    verified_until: Option<chrono::DateTime<chrono::Utc>>,
) -> Result<Grant, ApiError> {
    let mut faults = Vec::new();
    let organisation = wish.hat == HatKind::Organisation;
    if organisation && wish.provider.is_none() {
        faults.push(Fault::at(
            "/providerId",
            "grant.provider_required",
            Text::new("zeg voor welke aanbieder", "say for which provider"),
        ));
    }
    if !organisation && wish.provider.is_some() {
        faults.push(Fault::at(
            "/providerId",
            "grant.provider_not_allowed",
            Text::new(
                "deze rol hoort niet bij een aanbieder",
                "this hat does not belong to a provider",
            ),
        ));
    }
    if wish.hat != HatKind::Parent && wish.verified {
        faults.push(Fault::at(
            "/verified",
            "grant.verified_not_allowed",
            Text::new(
                "alleen een ouder kan bevestigd pleegouder zijn",
                "only a parent can be verified as a foster parent",
            ),
        ));
    }
    sound(faults)?;
    Ok(Grant {
        hat: wish.hat,
        provider: wish.provider,
        verified_until,
    })
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
    let begins_with = [HatKind::Parent, HatKind::Administrator].map(|hat| Grant {
        hat,
        provider: None,
        verified_until: None,
    });
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
