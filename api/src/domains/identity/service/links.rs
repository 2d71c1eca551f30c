//! Whom other issuers know people as: to link, to sign in by it, to unlink.

use super::super::error::IdentityError;
use super::super::gate::Gate;
use super::super::letters;
use super::super::model::{
    Account, Email, Grant, HatKind, Link, LinkId, OutsideToken, Outsider, OwnLink, Session, Tried,
};
use super::super::password::PasswordHash;
use super::super::policy::{self, Linking, Proved, Visible};
use super::super::store;
use super::addresses::{address, tell, typed};
use super::attempts::{forgive, hold_shown, own_password, refuse, release, reserve};
use super::devices::note_device;
use super::factors::{guarded_sessions, prove};
use super::front_ends::Vouched;
use super::passkeys::past_passkeys;
use super::registration::confirm_within;
use super::sessions::begin;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::AccountId;
use crate::kernel::page::{Page, PageRequest};

/// Somebody who came back from another issuer, and whose account is known.
pub struct KnownOutside {
    email: Email,
    code: Option<String>,
}

/// What somebody who came back wants, and with what they come.
pub struct OutsideWish<'a> {
    /// As whom the issuer knows them.
    pub of: &'a Outsider,
    /// The one hat of this session.
    pub hat: HatKind,
    /// For which provider or municipality, where the account has the hat for several.
    pub scope: Option<String>,
    /// What their browser or app says of itself.
    pub agent: Option<&'a str>,
}

/// A password shown again by whoever wants their account linked.
pub struct ShownAgain {
    account: AccountId,
    email: Email,
    hash: PasswordHash,
}

/// The links of somebody's own account, in the order of their ids, which tells nothing.
pub async fn own_links(
    backend: &Backend,
    actor: &Actor,
    page: &PageRequest,
) -> Result<Page<OwnLink>, ApiError> {
    let visible = Visible::own(actor)?;
    let found = store::own_links(backend.reader(), visible, page).await;
    found.map_err(database)
}

/// The hats that somebody may wear: those that they were given, and those that other issuers give
/// them while their word holds.
pub(super) async fn hats_of(tx: &WriteTx, account: AccountId) -> Result<Vec<Grant>, ApiError> {
    let grants = store::grants_of(tx.conn(), account).await;
    let mut grants = grants.map_err(database)?;
    let claimed = store::claimed_of(tx.conn(), account, tx.now()).await;
    for claimed in claimed.map_err(database)? {
        let has = |grant: &Grant| grant.role() == claimed.role() && grant.stands(tx.now());
        if !grants.iter().any(has) {
            grants.push(claimed);
        }
    }
    Ok(grants)
}

/// Whether somebody who came back is known here.
pub async fn is_linked(backend: &Backend, of: &Outsider) -> Result<bool, ApiError> {
    let link = store::link_of(backend.reader(), &of.digest).await;
    Ok(link.map_err(database)?.is_some())
}

/// Looks up whose account it is, and takes a place for the code that they typed: before the write
/// in which it is looked at.
pub async fn known_outside(
    backend: &Backend,
    of: &Outsider,
    code: Option<&str>,
) -> Result<KnownOutside, ApiError> {
    let link = store::link_of(backend.reader(), &of.digest).await;
    let link = link.map_err(database)?.ok_or(IdentityError::NotLinked)?;
    let email = address(backend, link.account).await?;
    let code = code.map(str::trim).filter(|code| !code.is_empty());
    if code.is_some() {
        reserve(backend, Tried::Password, &email).await?;
    }
    Ok(KnownOutside {
        email,
        code: code.map(ToOwned::to_owned),
    })
}

/// Gives the place back of a code that was not wrong, once the write in which it was looked at is
/// over.
pub async fn release_outside(
    backend: &Backend,
    known: &KnownOutside,
    refusal: IdentityError,
) -> ApiError {
    if known.code.is_none() || refusal.is_a_guess() {
        return refusal.into();
    }
    match release(backend, Tried::Password, &known.email).await {
        Ok(()) => refusal.into(),
        Err(error) => error,
    }
}

/// Begins a session for somebody who came back, within the write in which they do.
pub async fn sign_in_outside(
    backend: &Backend,
    gate: &Gate,
    tx: &WriteTx,
    (known, wish): (&KnownOutside, OutsideWish<'_>),
) -> Result<Result<Session, IdentityError>, ApiError> {
    let entered = enter(backend, tx, known, (wish.of, wish.agent)).await?;
    let (proved, grants) = match entered {
        Ok(entered) => entered,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let wanted = (wish.hat, wish.scope.as_deref());
    match policy::signing_in(&proved, grants, wanted) {
        Ok(leave) => begin(backend, gate, &leave).await.map(Ok),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// As [`sign_in_outside`], for whoever goes on to a front-end of others: its session begins when
/// it trades its code.
pub async fn vouch_outside(
    backend: &Backend,
    tx: &WriteTx,
    (known, of, agent): (&KnownOutside, &Outsider, Option<&str>),
) -> Result<Result<Vouched, IdentityError>, ApiError> {
    let entered = enter(backend, tx, known, (of, agent)).await?;
    let (proved, grants) = match entered {
        Ok(entered) => entered,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let roles = match policy::lending(&proved, &grants) {
        Ok(roles) => roles,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let standing = store::hold_password(tx, proved.account()).await;
    let standing = standing.map_err(database)?;
    Ok(Ok(Vouched {
        account: proved.account(),
        standing: standing.ok_or(IdentityError::BadToken)?.digest(),
        roles,
    }))
}

/// Lets somebody in whom another issuer sent back, who also shows what their account asks for
/// beside a password, unless the issuer asked for two factors and its word for that is taken.
async fn enter<'tx>(
    backend: &Backend,
    tx: &'tx WriteTx,
    known: &KnownOutside,
    (of, agent): (&Outsider, Option<&str>),
) -> Result<Result<(Proved<'tx>, Vec<Grant>), IdentityError>, ApiError> {
    let link = store::link_of(tx.conn(), &of.digest).await;
    let Some(link) = link.map_err(database)? else {
        return Ok(Err(IdentityError::NotLinked));
    };
    let stands = store::hold_account(tx, link.account).await;
    if !stands.map_err(database)? {
        return Ok(Err(IdentityError::NotLinked));
    }
    let shown = policy::showing_link(tx, &link);
    let proved = match of.two_factors {
        true => shown.proved(),
        false => {
            let typed = (link.account, known.code.as_deref());
            match prove(backend, tx, &known.email, typed).await? {
                Ok(proved) => proved,
                Err(refusal) => return Ok(Err(refusal)),
            }
        }
    };
    if known.code.is_some() {
        forgive(tx, &known.email).await?;
    }
    let claimed = store::claimed_of(tx.conn(), link.account, tx.now()).await;
    let claimed = claimed.map_err(database)?;
    store::use_link(&shown, of).await.map_err(database)?;
    note_device(backend, &proved, (&known.email, agent)).await?;
    let grants = hats_of(tx, link.account).await?;
    // What the issuer says no more ends at once, and not with the token.
    let has = |gone: &Grant| grants.iter().any(|grant| grant.role() == gone.role());
    let mut ended = Vec::new();
    for gone in claimed.iter().filter(|it| !has(it)) {
        let under = store::sessions_under(tx, link.account, gone).await;
        ended.extend(under.map_err(database)?);
    }
    let ended = store::end_sessions(&shown.ending(ended)).await;
    ended.map_err(database)?;
    Ok(Ok((proved, grants)))
}

/// Has somebody signed in show their password again, before the write in which they are linked.
pub async fn shown_again(
    backend: &Backend,
    gate: &Gate,
    actor: &Actor,
    password: &str,
) -> Result<ShownAgain, ApiError> {
    let account = policy::signed_in(actor)?.account;
    let (email, hash) = own_password(backend, gate, account, password).await?;
    Ok(ShownAgain {
        account,
        email,
        hash,
    })
}

/// Links somebody's own account with whom another issuer knows them as, within a write that does
/// more. A letter says so.
pub async fn link(
    backend: &Backend,
    tx: &WriteTx,
    actor: &Actor,
    (shown, code, of): (&ShownAgain, Option<&str>, &Outsider),
) -> Result<Result<OwnLink, IdentityError>, ApiError> {
    let account = shown.account;
    hold_shown(tx, account, shown.hash.clone()).await?;
    let held = store::hold_factor(tx, account).await.map_err(database)?;
    let past = past_passkeys(tx, (account, held.as_ref()), Some(actor));
    if let Err(refusal) = past.await? {
        return Ok(Err(refusal));
    }
    let proved = match prove(backend, tx, &shown.email, (account, code)).await? {
        Ok(proved) => proved,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let has = store::count_links(tx, account).await.map_err(database)?;
    let has = usize::try_from(has).unwrap_or(usize::MAX);
    let leave = match policy::linking(&proved, has) {
        Ok(leave) => leave,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let own = match keep(backend, &leave, of).await {
        Ok(own) => own,
        Err(refusal) => return Ok(Err(refusal)),
    };
    forgive(tx, &shown.email).await?;
    tell(backend, tx, &letters::link_on(&shown.email)).await?;
    Ok(Ok(own))
}

/// What becomes of a link that was refused: see [`refuse`].
pub async fn refuse_link(
    backend: &Backend,
    tx: WriteTx,
    shown: &ShownAgain,
    refusal: IdentityError,
) -> ApiError {
    match refusal {
        // The insert failed, and with it the write on PostgreSQL.
        IdentityError::LinkTaken => {
            drop(tx);
            match release(backend, Tried::Password, &shown.email).await {
                Ok(()) => refusal.into(),
                Err(error) => error,
            }
        }
        other => refuse(backend, tx, &shown.email, other).await,
    }
}

async fn keep(
    backend: &Backend,
    leave: &Linking<'_>,
    of: &Outsider,
) -> Result<OwnLink, IdentityError> {
    let own = OwnLink {
        id: LinkId(backend.ids.random()),
        issuer: of.issuer.clone(),
        created_at: leave.tx().now(),
        last_used_at: None,
    };
    let standing = backend.ids.random();
    store::add_link(leave, (&own, standing), &of.digest).await?;
    Ok(own)
}

/// Takes a place for a code that confirms an address, before the write in which it is looked at.
pub async fn reserve_confirming(backend: &Backend, email: &str) -> Result<(), ApiError> {
    reserve(backend, Tried::Confirming, &typed(email)?).await
}

/// Confirms an address, and links the account that so begins to be, within a write that does
/// more. Nobody knows a password of it: the code may be of somebody else's asking, who gave one.
pub async fn confirm_linked(
    backend: &Backend,
    tx: &WriteTx,
    (email, code, of): (&str, &str, &Outsider),
) -> Result<Account, ApiError> {
    let shown = (&typed(email)?, code);
    let nobodys = Some(PasswordHash::nobodys());
    let (leave, account) = confirm_within(backend, tx, shown, nobodys).await?;
    let leave = Linking::from_the_beginning(&leave, account.id);
    keep(backend, &leave, of).await?;
    Ok(account)
}

/// Unlinks somebody's own account.
///
/// Tokens of the issuer end, and every session but the one that asks: they may have begun with it.
/// That one ends too where it is in a role that the issuer gave, or that a password alone does not
/// give.
pub async fn unlink(backend: &Backend, actor: &Actor, id: LinkId) -> Result<(), ApiError> {
    let person = policy::signed_in(actor)?;
    let account = person.account;
    let email = address(backend, account).await?;
    let tx = backend.write().await?;
    // The account first, as whoever signs in holds it: nobody comes in meanwhile.
    let stands = store::hold_account(&tx, account).await;
    stands.map_err(database)?;
    let held = store::hold_factor(&tx, account).await.map_err(database)?;
    past_passkeys(&tx, (account, held.as_ref()), Some(actor)).await??;
    let claimed = store::claimed_of(tx.conn(), account, tx.now()).await;
    let mut ended = guarded_sessions(&tx, account).await?;
    for grant in claimed.map_err(database)? {
        let under = store::sessions_under(&tx, account, &grant).await;
        ended.extend(under.map_err(database)?);
    }
    let all = store::sessions_of(&tx, account).await.map_err(database)?;
    ended.extend(all.into_iter().filter(|it| it.0 != person.session));
    ended.sort_unstable();
    ended.dedup();
    let leave = policy::unlinking(&tx, actor)?;
    let removed = store::remove_link(&leave, id).await.map_err(database)?;
    ended.push(removed.ok_or(IdentityError::NoSuchLink)?);
    let ended = store::end_sessions(&leave.ending(ended)).await;
    ended.map_err(database)?;
    tell(backend, &tx, &letters::link_off(&email)).await?;
    backend.commit(tx).await
}

/// Who a token of another issuer speaks for, that was found to be good. What stands here is read
/// each time: there is no session of ours that could have ended.
pub async fn actor_outside(backend: &Backend, token: &OutsideToken) -> Result<Actor, ApiError> {
    let db = backend.reader();
    let link = store::link_of(db, &token.of.digest).await;
    let link: Link = link.map_err(database)?.ok_or(IdentityError::NotLinked)?;
    let guarded = store::is_guarded(db, link.account)
        .await
        .map_err(database)?;
    let guarded = guarded.ok_or(IdentityError::NotLinked)?;
    let grants = store::grants_of(db, link.account).await;
    let known = (&link, grants.map_err(database)?, guarded);
    Ok(policy::spoken_for(known, token, backend.clock.now())?)
}

/// Gives the place back of a password that was right, where nothing came of it.
pub async fn release_shown(backend: &Backend, shown: &ShownAgain) -> Result<(), ApiError> {
    release(backend, Tried::Password, &shown.email).await
}
