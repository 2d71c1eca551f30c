//! Who may do what to accounts and sessions.
//!
//! Every proof names one act, borrows the write it is for, and is made here alone.

mod attempts;
mod emails;
mod factors;
mod front_ends;
mod grants;
mod links;
mod passkeys;
mod passwords;
mod proposals;
mod verified;

use super::error::IdentityError;
use super::model::{FrontEnd, Grant, HatKind, HeldSession, Registration, SessionId};
use super::refresh::{RefreshToken, Shown, Standing};
use crate::kernel::actor::{Actor, Hat, Person};
use crate::kernel::db::WriteTx;
use crate::kernel::id::{AccountId, ClientId};

pub use attempts::{MOST_FAILURES, WINDOW, trying};
pub use emails::{
    Agreeing, AskingEmail, Closing, EmailChanging, EmailRestoring, agreeing, asking_email,
    changing_email, closing, restoring_email,
};
pub use factors::{
    Enrolling, FactorConfirming, FactorRemoving, Proved, confirming_factor, enrolling,
    founding_factor, proving, removing_factor,
};
pub use front_ends::{ending_all_through, ending_through, lending, signing_in_through};
pub use grants::{Granting, Office, Taking, VisibleGrants, completing, granting, office, taking};
pub use links::{LinkShowing, Linking, Unlinking, linking, showing_link, spoken_for, unlinking};
pub use passkeys::{
    Guard, PasskeyAdding, PasskeyAsking, PasskeyInviting, PasskeyRemoving, PasskeyShowing,
    adding_passkey, asking_passkey, past_passkeys, removing_passkey, showing_passkey,
};
pub use passwords::{
    AskingReset, PasswordLeave, asking_reset, changing_password, founding_password, resetting,
};
pub use proposals::{
    Accepting, Proposing, Seconding, Withdrawing, accepting, may_propose, proposing, seconding,
    withdrawing,
};
pub use verified::{Unverifying, Verifying, verifying};

/// How many codes one address is sent in the life of a code.
pub const MOST_CODES: u64 = 5;

/// Declares proofs that say nothing but which act they are for.
macro_rules! leaves {
    ($($(#[$doc:meta])* $name:ident { $(#[$why:meta])* $maker:ident })+) => {$(
        $(#[$doc])*
        pub struct $name<'tx>(&'tx WriteTx);

        impl<'tx> $name<'tx> {
            $(#[$why])*
            pub fn $maker(tx: &'tx WriteTx) -> Self {
                Self(tx)
            }

            /// The write that it belongs to.
            pub fn tx(&self) -> &'tx WriteTx {
                self.0
            }
        }
    )+};
}

/// Tells of proofs about one account which write they belong to, and whose account it is; and of
/// those that end what was begun with it, lets them.
macro_rules! of_account {
    ($($proof:ident)+ $(; ending $($ender:ident)+)?) => {
        $(impl<'tx> $proof<'tx> {
            /// The write that it belongs to.
            pub fn tx(&self) -> &'tx WriteTx {
                self.tx
            }

            /// Whose account.
            pub fn account(&self) -> AccountId {
                self.account
            }
        })+
        $($(impl<'tx> $ender<'tx> {
            /// Leave to end what was begun under what changes.
            pub fn ending(&self, sessions: Vec<SessionId>) -> Ending<'tx> {
                Ending {
                    tx: self.tx,
                    sessions,
                }
            }
        })+)?
    };
}

use of_account;

of_account! {
    SigningIn
}

leaves! {
    /// Leave to make an account from the command line, and to give it hats.
    Founding {
        /// Whoever runs the program here may; no request reaches this.
        at_the_machine
    }
    /// Leave to count attempts.
    Counting {
        /// The house counts for itself, whoever tries.
        attempts
    }
    /// Leave to make a key that signs tokens, and to forget spent ones.
    KeyKeeping {
        /// The house does so by the calendar, or when told to at the machine.
        the_house
    }
    /// Leave to remove what is over: codes, counts, sessions.
    Sweeping {
        /// The house does so by the calendar.
        by_the_calendar
    }
}

/// Leave to ask for an account.
pub struct Registering<'tx>(&'tx WriteTx);

/// Lets anybody ask, but not so often that an inbox is flooded.
pub fn registering(tx: &WriteTx, asked_before: u64) -> Option<Registering<'_>> {
    (asked_before < MOST_CODES).then_some(Registering(tx))
}

impl<'tx> Registering<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

/// Leave to make an account of what was asked for.
pub struct Confirming<'tx> {
    tx: &'tx WriteTx,
    registration: Registration,
}

/// Lets whoever shows the code that was mailed make the account.
pub fn confirming<'tx>(
    tx: &'tx WriteTx,
    asked: Vec<Registration>,
    code_digest: &str,
) -> Result<Confirming<'tx>, IdentityError> {
    let shown = asked
        .into_iter()
        .find(|one| one.code_digest == code_digest && one.expires_at > tx.now());
    let registration = shown.ok_or(IdentityError::BadCode)?;
    Ok(Confirming { tx, registration })
}

impl<'tx> Confirming<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// What was asked for.
    pub fn registration(&self) -> &Registration {
        &self.registration
    }
}

/// Leave to begin a session under one hat.
pub struct SigningIn<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
    grant: Grant,
    through: Option<FrontEnd>,
}

/// Lets an account, whose password was shown and what it asks for beside it, wear a hat that
/// it was given. Some hats nobody wears with a password alone; where it has the hat for several,
/// it has to say for which.
pub fn signing_in<'tx>(
    proved: &Proved<'tx>,
    grants: Vec<Grant>,
    (hat, scope): (HatKind, Option<&str>),
) -> Result<SigningIn<'tx>, IdentityError> {
    let now = proved.tx().now();
    let worn = |grant: &Grant| grant.hat == hat && grant.stands(now);
    let mut granted = grants.into_iter().filter(worn).filter(|grant| match scope {
        Some(scope) => grant.scope() == scope,
        None => true,
    });
    let grant = granted.next().ok_or(IdentityError::HatNotGranted(hat))?;
    if hat.needs_second_factor() && proved.shown().is_none() {
        return Err(IdentityError::FactorMissing(hat));
    }
    if granted.next().is_some() {
        return Err(IdentityError::ChooseProvider);
    }
    Ok(SigningIn {
        tx: proved.tx(),
        account: proved.account(),
        grant,
        through: None,
    })
}

impl<'tx> SigningIn<'tx> {
    /// The hat, with what goes with it.
    pub fn grant(&self) -> &Grant {
        &self.grant
    }

    /// The front-end of others through which they sign in.
    pub fn through(&self) -> Option<&FrontEnd> {
        self.through.as_ref()
    }
}

/// What becomes of a session whose refresh token is shown.
pub enum Refresh<'tx> {
    /// It goes on; the proof is leave to take the next turn.
    GoesOn(Box<Refreshing<'tx>>),
    /// It ends: the token was used before, so somebody has a copy.
    Ends(Ending<'tx>),
}

/// Leave to take the next turn of a session.
pub struct Refreshing<'tx> {
    tx: &'tx WriteTx,
    session: HeldSession,
    grant: Grant,
    shown: Shown,
}

/// Lets whoever shows the turn that stands go on, while the hat is still granted. What was begun
/// through a front-end goes on through it alone.
pub fn refreshing<'tx>(
    tx: &'tx WriteTx,
    session: HeldSession,
    grants: Vec<Grant>,
    (token, through): (&RefreshToken, Option<ClientId>),
) -> Result<Refresh<'tx>, IdentityError> {
    let bad = IdentityError::BadRefreshToken;
    if session.ended || session.expires_at <= tx.now() || session.through != through {
        return Err(bad);
    }
    let shown = token.against(&session.standing, tx.now());
    if shown == Shown::Foreign {
        return Err(bad);
    }
    let granted = grants.into_iter().find(|grant| {
        let same = session.scope.is_empty() || grant.scope() == session.scope;
        grant.hat == session.hat && same && grant.stands(tx.now())
    });
    match granted {
        Some(grant) if shown != Shown::Reused => Ok(Refresh::GoesOn(Box::new(Refreshing {
            tx,
            session,
            grant,
            shown,
        }))),
        _ => Ok(Refresh::Ends(Ending {
            tx,
            sessions: vec![session.id],
        })),
    }
}

impl<'tx> Refreshing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// The session.
    pub fn session(&self) -> &HeldSession {
        &self.session
    }

    /// The hat, as it is granted now.
    pub fn grant(&self) -> &Grant {
        &self.grant
    }

    /// What is to be kept from now on; nothing new where an answer was lost.
    pub fn turned(&self, token: &RefreshToken) -> Option<Standing> {
        let standing = self.session.standing.clone();
        (self.shown == Shown::Current).then(|| token.turned(standing, self.tx.now()))
    }
}

/// Leave to end sessions.
pub struct Ending<'tx> {
    tx: &'tx WriteTx,
    sessions: Vec<SessionId>,
}

/// Lets somebody end the session in which they ask.
pub fn ending<'tx>(tx: &'tx WriteTx, actor: &Actor) -> Result<Ending<'tx>, IdentityError> {
    let person = actor.person().ok_or(IdentityError::NotSignedIn)?;
    let session = SessionId(person.session);
    Ok(Ending {
        tx,
        sessions: vec![session],
    })
}

/// Lets somebody end sessions of their own, in whichever they ask.
pub fn ending_own<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    sessions: Vec<SessionId>,
) -> Result<Ending<'tx>, IdentityError> {
    signed_in(actor)?;
    Ok(Ending { tx, sessions })
}

impl<'tx> Ending<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Which sessions.
    pub fn sessions(&self) -> &[SessionId] {
        &self.sessions
    }
}

/// Which accounts somebody may know of.
#[derive(Clone, Copy, Debug)]
pub struct Visible(Option<AccountId>);

impl Visible {
    /// Shows an administrator every account.
    pub fn to_administrator(actor: &Actor) -> Result<Self, IdentityError> {
        administrator(signed_in(actor)?)?;
        Ok(Self(None))
    }

    /// Shows somebody their own account.
    pub fn own(actor: &Actor) -> Result<Self, IdentityError> {
        Ok(Self(Some(signed_in(actor)?.account)))
    }

    /// The one account that may be known of; all of them where there is none.
    pub fn only(self) -> Option<AccountId> {
        self.0
    }
}

/// Somebody signed in, or the demand to sign in. What is about an account is not for those who
/// come through a front-end of others: it would learn who they are, or shut them out.
pub fn signed_in(actor: &Actor) -> Result<&Person, IdentityError> {
    let person = actor.person().ok_or(IdentityError::NotSignedIn)?;
    match person.through {
        None => Ok(person),
        Some(_) => Err(IdentityError::ThroughFrontEnd),
    }
}

fn administrator(person: &Person) -> Result<(), IdentityError> {
    if person.hat == Hat::Administrator {
        Ok(())
    } else {
        Err(IdentityError::NotAdministrator)
    }
}
