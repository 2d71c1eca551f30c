//! Who may begin and end sessions through front-ends of others.

use chrono::{DateTime, Utc};

use super::super::error::IdentityError;
use super::super::model::{FrontEnd, Grant, HeldSession, Role, SessionId};
use super::{Ending, Proved, SigningIn};
use crate::kernel::db::WriteTx;
use crate::kernel::id::{AccountId, ClientId};

/// The roles that somebody who showed who they are may act in through a front-end, of those that
/// they were given.
pub fn lending(proved: &Proved<'_>, grants: &[Grant]) -> Result<Vec<Role>, IdentityError> {
    let now = proved.tx().now();
    let lent = grants.iter().filter(|grant| lends(grant, now));
    let roles: Vec<_> = lent.map(Grant::role).collect();
    match roles.is_empty() {
        true => Err(IdentityError::NoHatLends),
        false => Ok(roles),
    }
}

fn lends(grant: &Grant, now: DateTime<Utc>) -> bool {
    grant.hat.lends_itself() && grant.stands(now)
}

/// Lets an account, that agreed to it moments ago, wear a hat through a front-end: one that it
/// was given, and that may be worn so.
pub fn signing_in_through<'tx>(
    tx: &'tx WriteTx,
    (account, front_end): (AccountId, FrontEnd),
    grants: Vec<Grant>,
    role: &Role,
) -> Result<SigningIn<'tx>, IdentityError> {
    let granted = grants.into_iter().find(|grant| grant.role() == *role);
    let granted = granted.filter(|grant| lends(grant, tx.now()));
    let grant = granted.ok_or(IdentityError::HatNotGranted(role.hat))?;
    Ok(SigningIn {
        tx,
        account,
        grant,
        through: Some(front_end),
    })
}

/// Lets a front-end end a session that was begun through it.
pub fn ending_through<'tx>(
    tx: &'tx WriteTx,
    session: &HeldSession,
    client: ClientId,
) -> Option<Ending<'tx>> {
    (session.through == Some(client)).then(|| Ending {
        tx,
        sessions: vec![session.id],
    })
}

/// Ends what was begun through a front-end that is no more; who ends that was let to.
pub fn ending_all_through(tx: &WriteTx, sessions: Vec<SessionId>) -> Ending<'_> {
    Ending { tx, sessions }
}
