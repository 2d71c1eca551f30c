//! What front-ends of others need of identity: that somebody is who they say, sessions that are
//! begun and ended through them, and tokens that tell who somebody is to them alone.

use chrono::{DateTime, Utc};

use super::super::error::IdentityError;
use super::super::gate::Gate;
use super::super::model::{FrontEnd, Role, Session, SessionId};
use super::super::policy;
use super::super::refresh::RefreshToken;
use super::super::store;
use super::attempts::refuse;
use super::links::hats_of;
use super::sessions::{Credentials, begin, by_credentials, enter};
use crate::kernel::actor::{Actor, Person};
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::{AccountId, ClientId};

/// Somebody who showed who they are.
pub struct Vouched {
    /// Whose account it is.
    pub account: AccountId,
    /// A digest of the password's hash that stood then: another password ends what was begun.
    pub standing: String,
    /// The roles that they may act in through front-ends.
    pub roles: Vec<Role>,
}

/// Holds what was shown against what is known: all of a sign-in but the session, which begins when
/// their front-end trades its code.
pub async fn vouch(
    backend: &Backend,
    gate: &Gate,
    shown: &Credentials<'_>,
) -> Result<Vouched, ApiError> {
    let (email, known) = by_credentials(backend, gate, shown).await?;
    let (account, standing) = (known.0, known.1.digest());
    let tx = backend.write().await?;
    let entered = enter(backend, &tx, (&email, known, shown), |proved, grants| {
        policy::lending(proved, &grants)
    });
    let roles = match entered.await? {
        Ok(roles) => roles,
        Err(refusal) => return Err(refuse(backend, tx, &email, refusal).await),
    };
    backend.commit(tx).await?;
    Ok(Vouched {
        account,
        standing,
        roles,
    })
}

/// Begins a session through a front-end, within a write that does more.
pub async fn begin_through(
    backend: &Backend,
    gate: &Gate,
    tx: &WriteTx,
    (account, front_end): (AccountId, FrontEnd),
    (role, standing): (&Role, &str),
) -> Result<Session, ApiError> {
    let held = store::hold_password(tx, account).await.map_err(database)?;
    if held.is_none_or(|held| held.digest() != standing) {
        return Err(IdentityError::HatNotGranted(role.hat).into());
    }
    let grants = hats_of(tx, account).await?;
    let leave = policy::signing_in_through(tx, (account, front_end), grants, role)?;
    begin(backend, gate, &leave).await
}

/// Ends the session that a code was traded for, within a write that does more.
pub async fn end_through(
    tx: &WriteTx,
    session: SessionId,
    client: ClientId,
) -> Result<(), ApiError> {
    let held = store::hold_session(tx, session).await.map_err(database)?;
    match held.and_then(|held| policy::ending_through(tx, &held, client)) {
        Some(leave) => store::end_sessions(&leave).await.map_err(database),
        None => Ok(()),
    }
}

/// Ends the session that a token is of, be it a refresh token or an access token. One that is no
/// token of this front-end's is nothing to it, and it is told nothing of it.
pub async fn give_up(
    backend: &Backend,
    gate: &Gate,
    (token, client): (&str, ClientId),
) -> Result<(), ApiError> {
    let refresh = RefreshToken::decode(token);
    let session = match &refresh {
        Some(refresh) => refresh.session,
        None => match gate.admit(backend.clock.now(), token) {
            Ok(Actor::Person(person)) => SessionId(person.session),
            _ => return Ok(()),
        },
    };
    let tx = backend.write().await?;
    let held = store::hold_session(&tx, session).await.map_err(database)?;
    let shown = held.filter(|held| refresh.is_none_or(|it| it.is_of(&held.standing)));
    let leave = shown.and_then(|held| policy::ending_through(&tx, &held, client));
    if let Some(leave) = leave {
        store::end_sessions(&leave).await.map_err(database)?;
        backend.commit(tx).await?;
    }
    Ok(())
}

/// Ends every session that was begun through a front-end, within a write that does more.
pub async fn end_all_through(tx: &WriteTx, client: ClientId) -> Result<(), ApiError> {
    let sessions = store::sessions_through(tx, client).await;
    let leave = policy::ending_all_through(tx, sessions.map_err(database)?);
    store::end_sessions(&leave).await.map_err(database)
}

/// Who somebody is to the front-end that they ask through; nothing where they ask through none.
pub fn subject(gate: &Gate, person: &Person) -> Option<String> {
    let client = person.through?;
    Some(gate.subjects().of(client, person.account))
}

/// A token that tells a front-end who signed in (OpenID Connect Core 1.0 §2).
pub fn id_token(
    gate: &Gate,
    (account, client): (AccountId, ClientId),
    (now, signed_in_at): (DateTime<Utc>, DateTime<Utc>),
    nonce: Option<String>,
) -> Result<String, ApiError> {
    Ok(gate.sign_identity(now, (account, client), signed_in_at, nonce)?)
}
