//! Whom other issuers know as whose account, and what follows from that.

use chrono::{DateTime, Utc};

use super::super::error::IdentityError;
use super::super::model::{
    Beside, Grant, HatKind, Link, LinkId, MOST_LINKS, OutsideToken, SessionId,
};
use super::super::token::LIFE;
use super::{Confirming, Ending, Proved, of_account, signed_in};
use crate::kernel::actor::{Actor, Person};
use crate::kernel::db::WriteTx;
use crate::kernel::id::AccountId;

of_account! {
    Linking Unlinking; ending Unlinking LinkShowing
}

/// Leave to say whom another issuer knows an account's owner as.
pub struct Linking<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
}

/// Lets somebody whose password was shown, and what the account asks for beside it, have it
/// linked: a stolen token is no way to stay.
pub fn linking<'tx>(proved: &Proved<'tx>, has: usize) -> Result<Linking<'tx>, IdentityError> {
    if has >= MOST_LINKS {
        return Err(IdentityError::TooManyLinks);
    }
    Ok(Linking {
        tx: proved.tx(),
        account: proved.account(),
    })
}

impl<'tx> Linking<'tx> {
    /// An account that begins to be is linked from its beginning, by who asked for it so and can
    /// read its mail.
    pub fn from_the_beginning(confirmed: &Confirming<'tx>, account: AccountId) -> Self {
        let tx = confirmed.tx();
        Self { tx, account }
    }
}

/// Leave to unlink.
pub struct Unlinking<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
}

/// Lets somebody unlink their own account. A way in stays: its password, and where nobody knows
/// one, its address, to which a code for another is mailed.
pub fn unlinking<'tx>(tx: &'tx WriteTx, actor: &Actor) -> Result<Unlinking<'tx>, IdentityError> {
    let account = signed_in(actor)?.account;
    Ok(Unlinking { tx, account })
}

/// Leave to note that a link was shown.
pub struct LinkShowing<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
    link: LinkId,
}

/// Lets whoever another issuer sent back be taken for whose account that is.
pub fn showing_link<'tx>(tx: &'tx WriteTx, link: &Link) -> LinkShowing<'tx> {
    LinkShowing {
        tx,
        account: link.account,
        link: link.id,
    }
}

impl<'tx> LinkShowing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// The link.
    pub fn link(&self) -> LinkId {
        self.link
    }

    /// By the issuer's word that it asked for two factors, in the place of a code.
    pub fn proved(&self) -> Proved<'tx> {
        Proved::by(self.tx, self.account, Beside::Issuer)
    }
}

/// Who a token of another issuer speaks for: one hat, that its claims give, or that the account
/// was given here. None that can do harm to others is worn so, and where the account asks for a
/// second factor, the issuer has to have asked for one.
pub fn spoken_for(
    (link, grants, guarded): (&Link, Vec<Grant>, bool),
    token: &OutsideToken,
    now: DateTime<Utc>,
) -> Result<Actor, IdentityError> {
    // In whole seconds, as tokens tell time: what was made in the second of an end is over.
    let over = |from: DateTime<Utc>| token.made_at.timestamp() <= from.timestamp();
    if link.tokens_from.is_some_and(over) {
        return Err(IdentityError::BadToken);
    }
    if guarded && !token.of.two_factors {
        return Err(IdentityError::FactorRequired);
    }
    let grant = match token.of.grants().into_iter().next() {
        Some(claimed) => claimed,
        None => given(
            token
                .otherwise
                .ok_or(IdentityError::HatNotGranted(HatKind::Parent))?,
            grants,
            now,
        )?,
    };
    let ends_at = token.ends_at.min(now + LIFE);
    Ok(Actor::Person(Person {
        account: link.account,
        hat: grant.worn(now).ok_or(IdentityError::BadToken)?,
        session: link.standing,
        through: Some(token.through),
        expires_at: grant.ends_at().map_or(ends_at, |end| end.min(ends_at)),
    }))
}

fn given(hat: HatKind, grants: Vec<Grant>, now: DateTime<Utc>) -> Result<Grant, IdentityError> {
    let worn = |grant: &Grant| grant.hat == hat && grant.stands(now) && hat.lends_itself();
    let mut found = grants.into_iter().filter(worn);
    let grant = found.next().ok_or(IdentityError::HatNotGranted(hat))?;
    match found.next() {
        None => Ok(grant),
        Some(_) => Err(IdentityError::ChooseProvider),
    }
}
