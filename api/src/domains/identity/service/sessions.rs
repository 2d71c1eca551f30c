//! Signing in, staying in, leaving.

use chrono::{DateTime, Utc};

use super::super::error::IdentityError;
use super::super::gate::Gate;
use super::super::model::{Email, Grant, HatKind, Session, SessionId, Tried};
use super::super::password::PasswordHash;
use super::super::policy::{self, Proved, Refresh, Refreshing, SigningIn};
use super::super::refresh::RefreshToken;
use super::super::store;
use super::super::token::ends;
use super::addresses::typed;
use super::attempts::{by_password, clear, refuse};
use super::devices::note_device;
use super::factors::prove;
use super::links::hats_of;
use crate::kernel::actor::{Actor, Client};
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::{AccountId, ClientId};

/// What somebody shows to sign in.
pub struct Credentials<'a> {
    /// The address.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
    /// What the account asks for beside it: a code of the app, or a recovery code.
    pub code: Option<&'a str>,
    /// What their browser or app says of itself.
    pub agent: Option<&'a str>,
}

/// Signs somebody in, in the one role of this session: a hat, and for which provider or
/// municipality, where the account has it for several.
pub async fn sign_in(
    backend: &Backend,
    gate: &Gate,
    (shown, wanted): (&Credentials<'_>, (HatKind, Option<&str>)),
) -> Result<Session, ApiError> {
    let (email, known) = by_credentials(backend, gate, shown).await?;
    let tx = backend.write().await?;
    let entered = enter(backend, &tx, (&email, known, shown), |proved, grants| {
        policy::signing_in(proved, grants, wanted)
    });
    let leave = match entered.await? {
        Ok(leave) => leave,
        Err(refusal) => return Err(refuse(backend, tx, &email, refusal).await),
    };
    let session = begin(backend, gate, &leave).await?;
    backend.commit(tx).await?;
    Ok(session)
}

/// Whose address and password were shown.
///
/// A wrong password and an unknown address get the same answer after the same work,
/// and are counted alike. What else is refused, is refused to whoever knows the password.
pub(super) async fn by_credentials(
    backend: &Backend,
    gate: &Gate,
    shown: &Credentials<'_>,
) -> Result<(Email, (AccountId, PasswordHash)), ApiError> {
    let email = typed(shown.email)?;
    let known = by_password(backend, gate, &email, shown.password).await?;
    Ok((email, known))
}

/// Lets somebody in who also shows what their account asks for beside the password: what `may`
/// gives them for it, or why it gives nothing.
pub(super) async fn enter<'tx, T>(
    backend: &Backend,
    tx: &'tx WriteTx,
    (email, (account, hash), shown): (&Email, (AccountId, PasswordHash), &Credentials<'_>),
    may: impl FnOnce(&Proved<'tx>, Vec<Grant>) -> Result<T, IdentityError>,
) -> Result<Result<T, IdentityError>, ApiError> {
    // Held, so that neither a hat nor the password is another between this look and the
    // commit: whoever chose another while this one was held against it is signed in no more.
    let standing = store::hold_password(tx, account).await.map_err(database)?;
    if standing != Some(hash) {
        return Ok(Err(IdentityError::BadCredentials));
    }
    let proved = match prove(backend, tx, email, (account, shown.code)).await? {
        Ok(proved) => proved,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let grants = store::grants_of(tx.conn(), account).await;
    let grants = grants.map_err(database)?;
    let given = match may(&proved, grants) {
        Ok(given) => given,
        Err(refusal) => return Ok(Err(refusal)),
    };
    clear(tx, Tried::Password, email).await?;
    note_device(backend, &proved, (email, shown.agent)).await?;
    Ok(Ok(given))
}

/// Begins a session.
pub(super) async fn begin(
    backend: &Backend,
    gate: &Gate,
    leave: &SigningIn<'_>,
) -> Result<Session, ApiError> {
    let now = leave.tx().now();
    let id = SessionId(backend.ids.random());
    let (token, standing) = RefreshToken::first(&backend.ids, id, now);
    let grant = leave.grant().clone();
    let ends_at = now + grant.hat.session_length();
    let ends_at = grant.ends_at().map_or(ends_at, |end| end.min(ends_at));
    let added = store::add_session(leave, id, standing, ends_at).await;
    added.map_err(database)?;
    tokens(
        backend,
        gate,
        (leave.account(), grant, leave.through().map(|it| it.id)),
        &token,
        [now, ends_at],
    )
}

/// Trades a refresh token for the next pair.
///
/// A token that was traded before ends its session: somebody has a copy of it.
///
/// A session that was begun through a front-end of others goes on through it alone.
pub async fn refresh(
    backend: &Backend,
    gate: &Gate,
    (shown, through): (&str, Option<ClientId>),
) -> Result<Session, ApiError> {
    let bad = || ApiError::from(IdentityError::BadRefreshToken);
    let token = RefreshToken::decode(shown).ok_or_else(bad)?;
    let tx = backend.write().await?;
    let held = store::hold_session(&tx, token.session).await;
    let session = held.map_err(database)?.ok_or_else(bad)?;
    let grants = hats_of(&tx, session.account).await?;
    match policy::refreshing(&tx, session, grants, (&token, through))? {
        Refresh::GoesOn(leave) => {
            let session = go_on(backend, gate, *leave, &token).await?;
            backend.commit(tx).await?;
            Ok(session)
        }
        Refresh::Ends(leave) => {
            store::end_sessions(&leave).await.map_err(database)?;
            backend.commit(tx).await?;
            Err(bad())
        }
    }
}

async fn go_on(
    backend: &Backend,
    gate: &Gate,
    leave: Refreshing<'_>,
    token: &RefreshToken,
) -> Result<Session, ApiError> {
    let held = leave.session();
    let next = token.next(&held.standing);
    if let Some(standing) = leave.turned(token) {
        let turned = store::turn_session(&leave, standing).await;
        turned.map_err(database)?;
    }
    let times = [leave.tx().now(), held.expires_at];
    let whose = (held.account, leave.grant().clone(), held.through);
    tokens(backend, gate, whose, &next, times)
}

fn tokens(
    backend: &Backend,
    gate: &Gate,
    (account, grant, through): (AccountId, Grant, Option<ClientId>),
    refresh: &RefreshToken,
    [now, ends_at]: [DateTime<Utc>; 2],
) -> Result<Session, ApiError> {
    let ids = [backend.ids.random(), refresh.session.0];
    Ok(Session {
        id: refresh.session,
        access_token: gate.sign(&backend.ids, now, ids, (account, &grant, through))?,
        access_until: ends(now, &grant),
        refresh_token: refresh.encode(),
        account,
        grant,
        ends_at,
        at: now,
    })
}

/// Ends the session in which somebody asks.
pub async fn sign_out(backend: &Backend, actor: &Actor) -> Result<(), ApiError> {
    let tx = backend.write().await?;
    let leave = policy::ending(&tx, actor)?;
    store::end_sessions(&leave).await.map_err(database)?;
    backend.commit(tx).await
}

/// Who a bearer token speaks for. A bad one is refused at once, whatever was asked:
/// the database is not looked at.
pub fn actor_of(backend: &Backend, gate: &Gate, token: &str) -> Result<Actor, ApiError> {
    Ok(gate.admit(backend.clock.now(), token)?)
}

/// Who an `Authorization` header speaks for: a bearer token, or nothing we know.
pub fn actor_in(backend: &Backend, gate: &Gate, header: &str) -> Result<Actor, ApiError> {
    match header.trim().split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
            actor_of(backend, gate, token.trim())
        }
        _ => Err(IdentityError::BadToken.into()),
    }
}

/// Whether what an actor showed once still speaks for them: for sockets, which ask
/// before every event. What it stood under may have ended since, or the token.
pub fn still_stands(backend: &Backend, gate: &Gate, actor: &Actor) -> Result<(), ApiError> {
    let now = backend.clock.now();
    let over = actor.expires_at().is_some_and(|at| at <= now);
    if gate.has_ended(actor) || over {
        return Err(IdentityError::BadToken.into());
    }
    Ok(())
}

/// A token for a program that acts for its provider.
pub fn client_token(backend: &Backend, gate: &Gate, client: &Client) -> Result<String, ApiError> {
    let now = backend.clock.now();
    Ok(gate.sign_client(now, backend.ids.random(), client)?)
}
