//! Passkeys: to have one made, to sign in with one, to remove one.

use chrono::TimeDelta;
use serde_json::Value;

use super::super::error::IdentityError;
use super::super::gate::Gate;
use super::super::letters;
use super::super::model::{
    Challenge, ChallengeId, HatKind, HeldFactor, OwnPasskey, PasskeyId, Session,
};
use super::super::passkey::Asked;
use super::super::policy::{self, Guard, PasskeyAsking, PasskeyInviting, PasskeyShowing, Visible};
use super::super::store;
use super::addresses::{address, tell};
use super::attempts::{forgive, hold_shown, own_password, refuse};
use super::devices::note_device;
use super::factors::{guarded_sessions, prove};
use super::sessions::begin;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database, sound};
use crate::kernel::id::AccountId;
use crate::kernel::limits::{self, Act};
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::text::office;

/// How long the name of a passkey may be.
const LONGEST_NAME: usize = 80;

/// What a device is asked; it serves once.
pub struct PasskeyChallenge {
    /// To be named with the answer.
    pub id: ChallengeId,
    /// What the device is handed.
    pub options: Value,
}

impl PasskeyChallenge {
    /// How long it serves.
    pub const LIFE: TimeDelta = Challenge::LIFE;
}

/// What a device answered, and in which role its owner wants to act.
pub struct PasskeyShown<'a> {
    /// What it was asked.
    pub challenge: ChallengeId,
    /// Its answer, as browsers write it.
    pub credential: &'a Value,
    /// What their browser or app says of itself.
    pub agent: Option<&'a str>,
    /// The one hat of this session.
    pub hat: HatKind,
    /// For which provider or municipality, where the account has the hat for several.
    pub scope: Option<String>,
}

/// The passkeys of somebody's own account, in the order of their ids, which tells nothing.
pub async fn own_passkeys(
    backend: &Backend,
    actor: &Actor,
    page: &PageRequest,
) -> Result<Page<OwnPasskey>, ApiError> {
    let visible = Visible::own(actor)?;
    let found = store::own_passkeys(backend.reader(), visible, page).await;
    found.map_err(database)
}

/// Asks for a passkey for somebody signed in, who shows their password again and what their
/// account asks for beside it.
pub async fn begin_passkey(
    backend: &Backend,
    gate: &Gate,
    actor: &Actor,
    (password, code): (&str, Option<&str>),
) -> Result<PasskeyChallenge, ApiError> {
    let account = policy::signed_in(actor)?.account;
    let (email, shown) = own_password(backend, gate, account, password).await?;
    let tx = backend.write().await?;
    hold_shown(&tx, account, shown).await?;
    let has = store::credentials_of(&tx, account).await;
    let has = has.map_err(database)?;
    let held = store::hold_factor(&tx, account).await.map_err(database)?;
    let past = past_passkeys(&tx, (account, held.as_ref()), Some(actor));
    if let Err(refusal) = past.await? {
        return Err(refuse(backend, tx, &email, refusal).await);
    }
    let proved = prove(backend, &tx, &email, (account, code)).await?;
    let leave: Result<PasskeyAsking<'_>, IdentityError> =
        proved.and_then(|proved| policy::asking_passkey(&proved, has.len()));
    let leave = match leave {
        Ok(leave) => leave,
        Err(refusal) => return Err(refuse(backend, tx, &email, refusal).await),
    };
    let (challenge, state) = named(backend, gate.passkeys().ask_for_new(account, &email, &has)?);
    let kept = store::ask_for_passkey(&leave, challenge.id, state).await;
    kept.map_err(database)?;
    forgive(&tx, &email).await?;
    backend.commit(tx).await?;
    Ok(challenge)
}

/// Keeps what a device made, for whoever asked it to.
pub async fn add_passkey(
    backend: &Backend,
    gate: &Gate,
    actor: &Actor,
    (id, name, credential): (ChallengeId, &str, &Value),
) -> Result<OwnPasskey, ApiError> {
    let account = policy::signed_in(actor)?.account;
    let mut faults = Vec::new();
    let name = office("/name", name, LONGEST_NAME, &mut faults);
    sound(faults)?;
    let email = address(backend, account).await?;
    let tx = backend.write().await?;
    // Held, so that passkeys that come at once are counted one after the other.
    store::hold_account(&tx, account).await.map_err(database)?;
    let has = store::credentials_of(&tx, account)
        .await
        .map_err(database)?;
    let asked = store::hold_challenge(&tx, id).await.map_err(database)?;
    let asked = asked.ok_or(IdentityError::NotTheAsked)?;
    let leave = policy::adding_passkey(&tx, actor, (&asked, has.len()))?;
    let made = gate.passkeys().made(&asked.state, credential);
    let made = made.ok_or(IdentityError::NotTheAsked)?;
    let own = OwnPasskey {
        id: PasskeyId(backend.ids.random()),
        name,
        created_at: tx.now(),
        last_used_at: None,
    };
    store::add_passkey(&leave, &own, made).await?;
    tell(backend, &tx, &letters::passkey_on(&email)).await?;
    backend.commit(tx).await?;
    Ok(own)
}

/// Removes a passkey of somebody's own. Sessions under a hat that a password alone does not give
/// end: they may have begun with it.
pub async fn remove_passkey(
    backend: &Backend,
    actor: &Actor,
    id: PasskeyId,
) -> Result<(), ApiError> {
    let account = policy::signed_in(actor)?.account;
    let email = address(backend, account).await?;
    let tx = backend.write().await?;
    let held = store::hold_factor(&tx, account).await.map_err(database)?;
    past_passkeys(&tx, (account, held.as_ref()), Some(actor)).await??;
    let leave = policy::removing_passkey(&tx, actor)?;
    let removed = store::remove_passkey(&leave, id).await;
    if !removed.map_err(database)? {
        return Err(IdentityError::NoSuchPasskey.into());
    }
    let ending = leave.ending(guarded_sessions(&tx, account).await?);
    store::end_sessions(&ending).await.map_err(database)?;
    tell(backend, &tx, &letters::passkey_off(&email)).await?;
    backend.commit(tx).await
}

/// Asks whoever is there to sign in with a passkey. Nobody says who they are, so that nothing
/// can be told of who has one.
pub async fn begin_passkey_session(
    backend: &Backend,
    gate: &Gate,
) -> Result<PasskeyChallenge, ApiError> {
    limits::take(Act::Password)?;
    let (challenge, state) = named(backend, gate.passkeys().ask()?);
    let tx = backend.write().await?;
    let kept = store::ask_anybody(&PasskeyInviting::anybody(&tx), challenge.id, state).await;
    kept.map_err(database)?;
    backend.commit(tx).await?;
    Ok(challenge)
}

/// Signs somebody in who shows a passkey, which is in the place of a password and of what is
/// asked for beside it. Whatever does not fit gets the same answer.
pub async fn sign_in_by_passkey(
    backend: &Backend,
    gate: &Gate,
    shown: PasskeyShown<'_>,
) -> Result<Session, ApiError> {
    limits::take(Act::Password)?;
    let tx = backend.write().await?;
    let proved = taken_for(&tx, gate, &shown).await?.proved();
    let grants = store::grants_of(tx.conn(), proved.account()).await;
    let wanted = (shown.hat, shown.scope.as_deref());
    let leave = policy::signing_in(&proved, grants.map_err(database)?, wanted)?;
    let whose = store::credentials(tx.conn(), proved.account()).await;
    let (email, _) = whose.map_err(database)?.ok_or(IdentityError::BadPasskey)?;
    note_device(backend, &proved, (&email, shown.agent)).await?;
    let session = begin(backend, gate, &leave).await?;
    backend.commit(tx).await?;
    Ok(session)
}

/// For whom somebody is taken by the passkey they show; it is noted that they showed it.
async fn taken_for<'tx>(
    tx: &'tx WriteTx,
    gate: &Gate,
    shown: &PasskeyShown<'_>,
) -> Result<PasskeyShowing<'tx>, ApiError> {
    let bad = || ApiError::from(IdentityError::BadPasskey);
    let claim = gate.passkeys().claimed(shown.credential).ok_or_else(bad)?;
    let asked = store::hold_challenge(tx, shown.challenge).await;
    let asked = asked.map_err(database)?.ok_or_else(bad)?;
    let held = store::hold_passkey(tx, claim.account, &claim.credential_id).await;
    let held = held.map_err(database)?.ok_or_else(bad)?;
    let after = gate.passkeys().fits(&asked.state, &claim, &held.credential);
    let whose = (claim.account, held.id);
    let leave = policy::showing_passkey(tx, &asked, whose, after.is_some())?;
    let used = store::use_passkey(&leave, after.ok_or_else(bad)?).await;
    used.map_err(database)?;
    Ok(leave)
}

/// Holds what an account is kept with against what somebody showed.
pub(super) async fn past_passkeys(
    tx: &WriteTx,
    (account, factor): (AccountId, Option<&HeldFactor>),
    actor: Option<&Actor>,
) -> Result<Result<(), IdentityError>, ApiError> {
    let passkeys = store::credentials_of(tx, account).await;
    let grants = store::grants_of(tx.conn(), account).await;
    let guard = Guard {
        passkeys: passkeys.map_err(database)?.len(),
        factor,
        grants: &grants.map_err(database)?,
    };
    Ok(policy::past_passkeys(actor, &guard))
}

fn named(backend: &Backend, asked: Asked) -> (PasskeyChallenge, String) {
    let id = ChallengeId(backend.ids.random());
    let options = asked.options;
    (PasskeyChallenge { id, options }, asked.state)
}
