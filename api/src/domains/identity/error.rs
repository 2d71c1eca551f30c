//! How identity can fail.

use std::time::Duration;

use sea_orm::DbErr;

use super::model::HatKind;
use crate::kernel::error::{BAD_TOKEN, Kind, Problem, THROUGH_FRONT_END};

/// A failure of identity.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// Nobody is signed in.
    #[error("sign in first")]
    NotSignedIn,
    /// The address, the password, or both.
    #[error("this address and this password do not belong together")]
    BadCredentials,
    /// The bearer token is false, over, or of a session that ended.
    #[error("this access token is not valid, or no longer")]
    BadToken,
    /// The refresh token is false, used, or of a session that ended.
    #[error("this refresh token is not valid, or no longer; sign in again")]
    BadRefreshToken,
    /// Too many sign-ins failed for this address.
    #[error("too many attempts failed; wait a while")]
    TooManyAttempts(Duration),
    /// Too many passwords are waiting to be looked at.
    #[error("too many people are signing in at once; try again in a moment")]
    PasswordBusy,
    /// What is about an account is not done through a front-end of others.
    #[error("this is not done through a front-end of others; sign in here")]
    ThroughFrontEnd,
    /// None of the account's hats may be worn through a front-end of others.
    #[error("in none of your roles you can go on through a front-end of others")]
    NoHatLends,
    /// The account may not wear this hat.
    #[error("this account may not sign in as {}", .0.word())]
    HatNotGranted(HatKind),
    /// The account asks for a second factor.
    #[error("this account asks for a code beside the password")]
    FactorRequired,
    /// The code beside the password is none, or was used.
    #[error("this code is not valid, or was used before")]
    FactorWrong,
    /// The hat needs a second factor, and the account has none.
    #[error("as {} one signs in with a second factor; set one up first", .0.word())]
    FactorMissing(HatKind),
    /// The account has a second factor.
    #[error("this account has a second factor")]
    FactorStands,
    /// There is no second factor to do this with.
    #[error("there is no second factor to do this with")]
    NoFactor,
    /// The code was not made with the secret, or was used.
    #[error("this code is not valid, or was used before")]
    BadFactorCode,
    /// The passkey shown is none of ours, or was shown too late.
    #[error("this passkey does not fit, or was shown too late; try again")]
    BadPasskey,
    /// What a device made is not what it was asked for.
    #[error("this is not the passkey that was asked for, or it comes too late; begin again")]
    NotTheAsked,
    /// A password alone does not get past a passkey.
    #[error(
        "this account has a passkey for a role that needs a second factor; sign in with it, in that role, to do this"
    )]
    PasskeyRequired,
    /// There is no such passkey of one's own.
    #[error("there is no such passkey")]
    NoSuchPasskey,
    /// The account has as many passkeys as one may have.
    #[error("this account has many passkeys; remove one first")]
    TooManyPasskeys,
    /// Whoever another issuer knows is known here as nobody.
    #[error("this identity is linked with no account here; link it, or make an account")]
    NotLinked,
    /// Whoever another issuer knows is linked already.
    #[error("this identity is linked with an account already")]
    LinkTaken,
    /// There is no such link of one's own.
    #[error("there is no such link")]
    NoSuchLink,
    /// The account has as many links as one may have.
    #[error("this account has many links; remove one first")]
    TooManyLinks,
    /// The code is false, used or over, or was for another address.
    #[error("this code is not valid, or no longer")]
    BadCode,
    /// The password shown is another than the account has.
    #[error("this is not your present password")]
    WrongPassword,
    /// There is no such session of one's own.
    #[error("there is no such session")]
    NoSuchSession,
    /// Only an administrator may do this.
    #[error("only an administrator may do this")]
    NotAdministrator,
    /// There is no such account.
    #[error("there is no such account")]
    NoSuchAccount,
    /// The account may not wear the hat anyway.
    #[error("this account does not have this hat")]
    NoSuchGrant,
    /// Nobody would be left who can give hats.
    #[error("this is the last administrator; make another one first")]
    LastAdministrator,
    /// There is no such provider.
    #[error("there is no such provider")]
    NoSuchProvider,
    /// There is no such municipality.
    #[error("there is no such municipality")]
    NoSuchMunicipality,
    /// The account has the hat for several.
    #[error("this account has this hat for several; say for which")]
    ChooseProvider,
    /// Only a parent does this.
    #[error("only somebody who signed in as a parent does this")]
    NotParent,
    /// Somebody else gives this hat.
    #[error("this hat is not yours to give")]
    NotGranter,
    /// The hat is given by two.
    #[error("this hat is given by two; propose it, and have another second it")]
    TakesTwo,
    /// There is no such proposal, or it is none of theirs.
    #[error("there is no such proposal")]
    NoSuchProposal,
    /// Nobody seconds what they proposed, or what is for them.
    #[error("another than who proposed it, and than whom it is for, seconds this")]
    OwnProposal,
    /// Nobody proposes a hat for themselves.
    #[error("nobody proposes a hat for themselves")]
    ForYourself,
    /// Another seconded it already.
    #[error("this proposal was seconded already")]
    Seconded,
    /// Who proposed or seconded it has no longer a say in it.
    #[error("who proposed or seconded this has no longer a say in it; have it proposed anew")]
    ProposalLapsed,
    /// Many proposals of theirs stand.
    #[error("many proposals of yours stand; take some back, or wait until they lapse")]
    TooManyProposals,
    /// The address has an account. Only the command line is ever told.
    #[error("this address has an account")]
    EmailTaken,
    /// The database holds accounts of people.
    #[error("this database holds accounts that are not for show")]
    NotForShow,
    /// The keys cannot be read, made or kept.
    #[error("token keys: {0}")]
    Keys(String),
    /// Passkeys cannot be asked for, or read.
    #[error("passkeys: {0}")]
    Passkeys(String),
    /// A password could not be hashed.
    #[error("password: {0}")]
    Hashing(String),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] DbErr),
}

impl IdentityError {
    /// Whether it is the answer to a guess that was wrong.
    pub fn is_a_guess(&self) -> bool {
        matches!(
            self,
            Self::BadCredentials | Self::WrongPassword | Self::FactorWrong | Self::BadFactorCode
        )
    }
}

impl Problem for IdentityError {
    fn kind(&self) -> Kind {
        match self {
            Self::BadCode
            | Self::BadFactorCode
            | Self::WrongPassword
            | Self::NotTheAsked
            | Self::NoSuchProvider
            | Self::NoSuchMunicipality
            | Self::ChooseProvider => Kind::Invalid,
            Self::NotSignedIn
            | Self::BadCredentials
            | Self::BadPasskey
            | Self::NotLinked
            | Self::FactorRequired
            | Self::FactorWrong
            | Self::BadToken
            | Self::BadRefreshToken => Kind::Unauthenticated,
            Self::TooManyAttempts(_) | Self::PasswordBusy => Kind::TooMany,
            Self::HatNotGranted(_)
            | Self::NoHatLends
            | Self::FactorMissing(_)
            | Self::PasskeyRequired
            | Self::NotAdministrator
            | Self::NotParent
            | Self::NotGranter
            | Self::TakesTwo
            | Self::OwnProposal
            | Self::ForYourself
            | Self::ThroughFrontEnd => Kind::Forbidden,
            Self::NoSuchAccount
            | Self::NoSuchGrant
            | Self::NoSuchProposal
            | Self::NoSuchSession
            | Self::NoSuchPasskey
            | Self::NoSuchLink
            | Self::NoFactor => Kind::NotFound,
            Self::LastAdministrator
            | Self::Seconded
            | Self::ProposalLapsed
            | Self::TooManyProposals
            | Self::TooManyPasskeys
            | Self::TooManyLinks
            | Self::LinkTaken
            | Self::EmailTaken
            | Self::NotForShow
            | Self::FactorStands => Kind::Conflict,
            Self::Keys(_) | Self::Passkeys(_) | Self::Hashing(_) | Self::Database(_) => {
                Kind::Internal
            }
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => "session.required",
            Self::BadCredentials => "session.bad_credentials",
            Self::BadToken => BAD_TOKEN,
            Self::BadRefreshToken => "session.refresh_token_invalid",
            Self::TooManyAttempts(_) => "session.too_many_attempts",
            Self::PasswordBusy => "password.busy",
            Self::HatNotGranted(_) => "session.hat_not_granted",
            Self::NoHatLends => "session.no_hat_lends",
            Self::FactorRequired => "session.second_factor_required",
            Self::FactorWrong => "session.second_factor_wrong",
            Self::FactorMissing(_) => "session.second_factor_missing",
            Self::FactorStands => "second_factor.exists",
            Self::NoFactor => "second_factor.not_found",
            Self::BadFactorCode => "second_factor.code_invalid",
            Self::BadPasskey => "session.passkey_refused",
            Self::NotTheAsked => "passkey.invalid",
            Self::PasskeyRequired => "passkey.required",
            Self::NoSuchPasskey => "passkey.not_found",
            Self::TooManyPasskeys => "passkey.too_many",
            Self::NotLinked => "session.not_linked",
            Self::LinkTaken => "identity_link.taken",
            Self::NoSuchLink => "identity_link.not_found",
            Self::TooManyLinks => "identity_link.too_many",
            Self::ThroughFrontEnd => THROUGH_FRONT_END,
            Self::BadCode => "account.code_invalid",
            Self::WrongPassword => "account.password_wrong",
            Self::NoSuchSession => "session.not_found",
            Self::NotAdministrator => "account.not_administrator",
            Self::NoSuchAccount => "account.not_found",
            Self::NoSuchGrant => "grant.not_found",
            Self::LastAdministrator => "grant.last_administrator",
            Self::NoSuchProvider => "grant.provider_unknown",
            Self::NoSuchMunicipality => "grant.municipality_unknown",
            Self::ChooseProvider => "session.scope_required",
            Self::NotParent => "account.not_parent",
            Self::NotGranter => "grant.not_granter",
            Self::TakesTwo => "grant.takes_two",
            Self::NoSuchProposal => "grant.proposal_not_found",
            Self::OwnProposal => "grant.own_proposal",
            Self::ForYourself => "grant.for_yourself",
            Self::Seconded => "grant.seconded",
            Self::ProposalLapsed => "grant.proposal_lapsed",
            Self::TooManyProposals => "grant.too_many_proposals",
            Self::EmailTaken => "account.email_taken",
            Self::NotForShow => "account.not_for_show",
            Self::Keys(_) | Self::Passkeys(_) | Self::Hashing(_) | Self::Database(_) => "internal",
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NotSignedIn => "log eerst in",
            Self::BadCredentials => "dit e-mailadres en dit wachtwoord horen niet bij elkaar",
            Self::BadToken => "dit toegangsbewijs geldt niet, of niet meer",
            Self::BadRefreshToken => "dit vernieuwingsbewijs geldt niet meer; log opnieuw in",
            Self::TooManyAttempts(_) => "er ging te vaak iets mis; wacht even",
            Self::PasswordBusy => "er loggen te veel mensen tegelijk in; probeer het zo weer",
            Self::ThroughFrontEnd => "dit gaat niet via een app of site van een ander; log hier in",
            Self::NoHatLends => {
                "in geen van je rollen kun je verder via een app of site van een ander"
            }
            Self::HatNotGranted(_) => "met dit account kun je niet in deze rol inloggen",
            Self::FactorRequired => "voor dit account vul je naast het wachtwoord een code in",
            Self::FactorWrong | Self::BadFactorCode => {
                "deze code geldt niet, of is al eens gebruikt"
            }
            Self::FactorMissing(_) => {
                "in deze rol log je in met een tweede factor; stel die eerst in"
            }
            Self::FactorStands => "dit account heeft al een tweede factor",
            Self::NoFactor => "er is geen tweede factor om dit mee te doen",
            Self::BadPasskey => "deze toegangssleutel past niet, of kwam te laat; probeer het opnieuw",
            Self::NotTheAsked => {
                "dit is niet de toegangssleutel waarom gevraagd is, of hij kwam te laat; begin opnieuw"
            }
            Self::PasskeyRequired => {
                "dit account heeft een toegangssleutel voor een rol met een tweede factor; log daarmee in, in die rol"
            }
            Self::NoSuchPasskey => "deze toegangssleutel bestaat niet",
            Self::TooManyPasskeys => "dit account heeft veel toegangssleutels; haal er eerst een weg",
            Self::NotLinked => {
                "deze identiteit is hier aan geen account gekoppeld; koppel haar, of maak een account"
            }
            Self::LinkTaken => "deze identiteit is al aan een account gekoppeld",
            Self::NoSuchLink => "deze koppeling bestaat niet",
            Self::TooManyLinks => "dit account heeft veel koppelingen; haal er eerst een weg",
            Self::BadCode => "deze code geldt niet, of niet meer",
            Self::WrongPassword => "dit is niet je huidige wachtwoord",
            Self::NoSuchSession => "deze sessie bestaat niet",
            Self::NotAdministrator => "alleen een beheerder mag dit doen",
            Self::NoSuchAccount => "dit account bestaat niet",
            Self::NoSuchGrant => "dit account heeft deze rol niet",
            Self::LastAdministrator => {
                "dit is de laatste beheerder; maak eerst een andere beheerder"
            }
            Self::NoSuchProvider => "deze aanbieder bestaat niet",
            Self::NoSuchMunicipality => "deze gemeente bestaat niet",
            Self::ChooseProvider => "dit account heeft deze rol voor meer; zeg voor welke",
            Self::NotParent => "alleen wie als ouder is ingelogd doet dit",
            Self::NotGranter => "deze rol geef jij niet",
            Self::TakesTwo => {
                "deze rol geven twee mensen samen; stel het voor, en laat een ander het steunen"
            }
            Self::NoSuchProposal => "dit voorstel bestaat niet",
            Self::OwnProposal => {
                "een ander dan wie het voorstelde, en dan voor wie het is, steunt dit"
            }
            Self::ForYourself => "niemand stelt zichzelf voor een rol voor",
            Self::Seconded => "dit voorstel is al gesteund",
            Self::ProposalLapsed => {
                "wie dit voorstelde of steunde gaat er niet meer over; laat het opnieuw voorstellen"
            }
            Self::TooManyProposals => {
                "er staan veel voorstellen van je open; haal er terug, of wacht tot ze vervallen"
            }
            Self::EmailTaken => "dit e-mailadres heeft al een account",
            Self::NotForShow => "in deze database staan accounts die niet voor de show zijn",
            Self::Keys(_) | Self::Passkeys(_) | Self::Hashing(_) | Self::Database(_) => "er ging bij ons iets mis",
        }
        .to_owned()
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooManyAttempts(wait) => Some(*wait),
            Self::PasswordBusy => Some(Duration::from_secs(1)),
            _ => None,
        }
    }
}
