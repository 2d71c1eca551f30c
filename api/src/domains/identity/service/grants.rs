//! The hats that people are given, and that are taken from them.

use super::super::error::IdentityError;
use super::super::letters;
use super::super::model::{Account, Given, Grant, GrantId, HatKind};
use super::super::policy::{self, Granting, Taking, Visible, VisibleGrants};
use super::super::store;
use super::accounts::account;
use super::addresses::tell;
use crate::kernel::actor::{Actor, Rank};
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, Fault, database, sound};
use crate::kernel::id::{AccountId, MunicipalityCode, ProviderId};
use crate::kernel::language::Text;
use crate::kernel::page::{Page, PageRequest};

/// A hat that an account shall have.
#[derive(Clone, Debug)]
pub struct GrantWish {
    /// Which hat.
    pub hat: HatKind,
    /// For which provider: with the hats that are of one.
    pub provider: Option<ProviderId>,
    /// For which municipality, by its code: with a municipality's hat alone.
    pub municipality: Option<String>,
}

/// The hats that somebody may know of: their own, and those that they may take.
pub async fn grants(
    backend: &Backend,
    actor: &Actor,
    hats: &[HatKind],
    page: &PageRequest,
) -> Result<Page<Given>, ApiError> {
    let visible = VisibleGrants::to(actor)?;
    let found = store::given(backend.reader(), visible, hats, page).await;
    found.map_err(database)
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

/// Has an account manage an organisation, within a write that does more.
pub async fn grant_organisation(
    backend: &Backend,
    tx: &WriteTx,
    actor: &Actor,
    (id, provider): (AccountId, ProviderId),
) -> Result<(), ApiError> {
    let wish = GrantWish {
        hat: HatKind::Organisation,
        provider: Some(provider),
        municipality: None,
    };
    give(backend, tx, actor, (id, wish)).await
}

async fn give(
    backend: &Backend,
    tx: &WriteTx,
    actor: &Actor,
    (id, wish): (AccountId, GrantWish),
) -> Result<(), ApiError> {
    let person = policy::signed_in(actor)?;
    let (grant, faults) = wish.read();
    let leave = policy::granting(tx, person, (id, &grant))?;
    sound(faults)?;
    bestow(backend, &leave, grant).await
}

/// Gives what policy gave leave for.
pub(super) async fn bestow(
    backend: &Backend,
    leave: &Granting<'_>,
    mut grant: Grant,
) -> Result<(), ApiError> {
    let (tx, id) = (leave.tx(), leave.account());
    if !store::hold_account(tx, id).await.map_err(database)? {
        return Err(IdentityError::NoSuchAccount.into());
    }
    let had = store::grants_of(tx.conn(), id).await.map_err(database)?;
    let had = had
        .iter()
        .find(|had| had.hat == grant.hat && had.scope() == grant.scope());
    // That a code verified somebody is not undone by giving the hat again.
    grant.verified_until = had.and_then(|had| had.verified_until);
    store::put_grant(leave, GrantId(backend.ids.random()), &grant).await?;
    if had.is_some_and(|had| grant.takes_from(had)) {
        let sessions = store::sessions_under(tx, id, &grant).await;
        let ending = leave.ending(sessions.map_err(database)?);
        store::end_sessions(&ending).await.map_err(database)?;
    }
    let mut detail = grant.words();
    for (word, who) in ["by", "seconded by"].iter().zip(leave.given()) {
        if let Some(who) = who {
            detail.push_str(&format!(" {word} {}", who.0));
        }
    }
    let act = Act {
        name: "account.grant",
        by: Some(leave.by()),
        subject: format!("account:{}", id.0),
        detail: Some(detail),
    };
    let written = tx.audit(backend.ids.random(), act).await;
    written.map_err(database)?;
    tell_hats_changed(backend, tx, id).await
}

/// Takes a hat from an account, for whomever it is worn; sessions under it end.
pub async fn revoke(
    backend: &Backend,
    actor: &Actor,
    id: AccountId,
    hat: HatKind,
) -> Result<Account, ApiError> {
    Visible::to_administrator(actor)?;
    let tx = backend.write().await?;
    if !store::hold_account(&tx, id).await.map_err(database)? {
        return Err(IdentityError::NoSuchAccount.into());
    }
    let given = store::given_to(&tx, id, hat).await.map_err(database)?;
    if given.is_empty() {
        return Err(IdentityError::NoSuchGrant.into());
    }
    for given in given {
        take(backend, policy::taking(&tx, actor, given)?).await?;
    }
    backend.commit(tx).await?;
    account(backend, actor, id).await
}

/// Takes one hat: from whoever wears it, or by themselves.
pub async fn end(backend: &Backend, actor: &Actor, id: GrantId) -> Result<(), ApiError> {
    policy::signed_in(actor)?;
    let tx = backend.write().await?;
    // The account first, as whoever signs in holds it: either they see that the hat is gone, or
    // this sees the session.
    let whose = store::wearer(&tx, id).await.map_err(database)?;
    let whose = whose.ok_or(IdentityError::NoSuchGrant)?;
    store::hold_account(&tx, whose).await.map_err(database)?;
    let given = store::hold_given(&tx, id).await.map_err(database)?;
    let given = given.ok_or(IdentityError::NoSuchGrant)?;
    take(backend, policy::taking(&tx, actor, given)?).await?;
    backend.commit(tx).await
}

async fn take(backend: &Backend, leave: Taking<'_>) -> Result<(), ApiError> {
    let (tx, given) = (leave.tx(), leave.given());
    if given.grant.hat == HatKind::Administrator {
        let others = store::other_administrators(&leave).await;
        leave.leaves_an_administrator(others.map_err(database)?)?;
    }
    store::remove_grant(&leave).await.map_err(database)?;
    let sessions = store::sessions_under(tx, given.account, &given.grant).await;
    let ending = leave.ending(sessions.map_err(database)?);
    store::end_sessions(&ending).await.map_err(database)?;
    let act = Act {
        name: "account.revoke",
        by: Some(leave.by()),
        subject: format!("account:{}", given.account.0),
        detail: Some(given.grant.words()),
    };
    let written = tx.audit(backend.ids.random(), act).await;
    written.map_err(database)?;
    tell_hats_changed(backend, tx, given.account).await
}

/// Has a letter sent to somebody whose hats are others now: that they are, and no more.
pub(super) async fn tell_hats_changed(
    backend: &Backend,
    tx: &WriteTx,
    id: AccountId,
) -> Result<(), ApiError> {
    let whose = store::credentials(tx.conn(), id).await.map_err(database)?;
    match whose {
        Some((email, _)) => tell(backend, tx, &letters::hats_changed(&email)).await,
        None => Ok(()),
    }
}

impl GrantWish {
    /// What goes with a hat, and what does not go together.
    fn read(self) -> (Grant, Vec<Fault>) {
        let mut faults = Vec::new();
        let text = self.municipality.as_deref();
        let municipality = text.and_then(MunicipalityCode::parse);
        if municipality.is_none() && text.is_some() {
            faults.push(Fault::at(
                "/municipalityCode",
                "grant.municipality_unknown",
                Text::new(
                    "dit is geen code van een gemeente",
                    "this is not the code of a municipality",
                ),
            ));
        }
        faults.extend(
            match (self.hat.is_of_a_provider(), self.provider.is_some()) {
                (true, false) => Some(Fault::at(
                    "/providerId",
                    "grant.provider_required",
                    Text::new("zeg voor welke aanbieder", "say for which provider"),
                )),
                (false, true) => Some(Fault::at(
                    "/providerId",
                    "grant.provider_not_allowed",
                    Text::new(
                        "deze rol hoort niet bij een aanbieder",
                        "this hat does not belong to a provider",
                    ),
                )),
                _ => None,
            },
        );
        faults.extend(match (self.hat == HatKind::Municipality, text.is_some()) {
            (true, false) => Some(Fault::at(
                "/municipalityCode",
                "grant.municipality_required",
                Text::new("zeg voor welke gemeente", "say for which municipality"),
            )),
            (false, true) => Some(Fault::at(
                "/municipalityCode",
                "grant.municipality_not_allowed",
                Text::new(
                    "deze rol hoort niet bij een gemeente",
                    "this hat does not belong to a municipality",
                ),
            )),
            _ => None,
        });
        let grant = Grant {
            provider: self.provider,
            // Its editors are for its managers to name.
            rank: (self.hat == HatKind::Organisation).then_some(Rank::Manager),
            municipality,
            ..Grant::of(self.hat)
        };
        (grant, faults)
    }
}
