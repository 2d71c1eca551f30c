//! What can be done with other issuers: to set out to one, to come back, and to go on from there.

use super::error::FederationError;
use super::issuer::{Document, Federation, Issuer};
use super::model::{Begun, CameBack, Offered};
use super::policy::{self, GoingOn, Held, SettingOut, Sweeping};
use super::round::{
    self, Asked, Kept, seal_asked, seal_back, secret_digest, state_digest, unguessed,
};
use super::sign_in;
use super::store;
use crate::domains::identity::service::{
    self as identity, OutsideRegistration, OutsideWish, Vouched,
};
use crate::domains::identity::{Account, Gate, HatKind, IdentityError, Outsider, OwnLink, Session};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, Fault, database};
use crate::kernel::language::Text;
use crate::kernel::limits::{self, Act};
use crate::kernel::page::{Cursor, Page, PageRequest};

pub use super::model::Answer;
pub use super::round::LIFE;

/// The longest question of a front-end that is kept for the way back, in bytes.
const MOST_CARRIED: usize = 4096;

/// What somebody who came back wants.
pub struct Wish<'a> {
    /// The one hat of this session.
    pub hat: HatKind,
    /// For which provider or municipality, where the account has the hat for several.
    pub scope: Option<String>,
    /// What the account asks for beside a password: a code of the app, or a recovery code.
    pub code: Option<&'a str>,
    /// What their browser or app says of itself.
    pub agent: Option<&'a str>,
}

/// The issuers that people sign in by.
pub fn offered(federation: &Federation, page: &PageRequest) -> Page<Offered> {
    let all: Vec<Offered> = federation.to_sign_in().map(Into::into).collect();
    page.cut(&all, |it| Cursor(vec![it.code.clone()]))
}

/// Sets out to an issuer, to come back at an address of a front-end.
pub async fn begin(
    backend: &Backend,
    federation: &Federation,
    (code, redirect): (&str, Option<&str>),
) -> Result<Begun, ApiError> {
    let issuer = federation.named(code)?;
    let known = &issuer.set().redirect_uris;
    let redirect = match redirect {
        Some(named) => known.iter().find(|one| *one == named),
        None => known.first(),
    };
    let redirect = redirect.ok_or_else(unknown_redirect)?;
    set_out(backend, issuer, (redirect, None)).await
}

fn unknown_redirect() -> ApiError {
    let detail = Text::new(
        "is een van de adressen waarheen deze aanmelddienst terugleidt",
        "is one of the addresses that this identity provider leads back to",
    );
    let fault = Fault::at("/redirectUri", "identity_provider.redirect_unknown", detail);
    ApiError::invalid(vec![fault])
}

/// As [`begin`], to come back here, with what whoever sets out wants to have again.
pub async fn begin_carrying(
    backend: &Backend,
    federation: &Federation,
    (code, redirect): (&str, &str),
    carried: String,
) -> Result<Begun, ApiError> {
    let issuer = federation.named(code)?;
    if carried.len() > MOST_CARRIED {
        return Err(ApiError::invalid(vec![too_long()]));
    }
    set_out(backend, issuer, (redirect, Some(carried))).await
}

/// Anybody sets out: what is kept for each is little.
fn too_long() -> Fault {
    let detail = Text::new(
        format!("de vraag heeft hoogstens {MOST_CARRIED} bytes"),
        format!("the question has {MOST_CARRIED} bytes at most"),
    );
    Fault::at("state", "text.too_long", detail)
}

/// Sets out to an issuer, with what whoever sets out wants to have again.
async fn set_out(
    backend: &Backend,
    issuer: &Issuer,
    (redirect, carried): (&str, Option<String>),
) -> Result<Begun, ApiError> {
    limits::take(Act::Password)?;
    let document = issuer.document(backend.clock.now()).await?;
    let asked = Asked {
        nonce: unguessed(backend),
        verifier: unguessed(backend),
        redirect: redirect.to_owned(),
        carried,
    };
    let (secret, state) = (unguessed(backend), unguessed(backend));
    let address = sign_in::address(issuer, &document, (&asked, &state))?;
    let id = backend.ids.random();
    let sealed = seal_asked(backend, id, &asked)?;
    let tx = backend.write().await?;
    let kept = Kept {
        id,
        issuer: issuer.set().code.clone(),
        asked: sealed,
        state: Some(state_digest(&state)),
        came_back: None,
        expires_at: tx.now() + round::LIFE,
    };
    let leave = SettingOut::anybody(&tx);
    let added = store::add_round(&leave, secret_digest(&secret), kept).await;
    added.map_err(database)?;
    backend.commit(tx).await?;
    Ok(Begun { secret, address })
}

/// Takes what an issuer sent somebody back with: once, and from who set out alone.
pub async fn answer(
    backend: &Backend,
    federation: &Federation,
    (secret, answer): (&str, &Answer),
) -> Result<CameBack, ApiError> {
    limits::take(Act::Password)?;
    let secret = secret_digest(secret);
    let tx = backend.write().await?;
    let kept = hold(&tx, &secret).await?;
    let leave = policy::answering(&tx, held(&kept), &state_digest(&answer.state))?;
    store::note_answer(&leave).await.map_err(database)?;
    backend.commit(tx).await?;
    let who = who_came(backend, federation, (&kept, answer)).await?;
    let tx = backend.write().await?;
    let kept = hold(&tx, &secret).await?;
    let leave = policy::going_on(&tx, held(&kept))?;
    let sealed = seal_back(backend, kept.id, &who)?;
    store::note_back(&leave, sealed).await.map_err(database)?;
    backend.commit(tx).await?;
    Ok(CameBack {
        linked: identity::is_linked(backend, &who).await?,
        two_factors: who.two_factors,
    })
}

/// Asks the issuer who came back: outside any write, for it may take its time.
async fn who_came(
    backend: &Backend,
    federation: &Federation,
    (kept, answer): (&Kept, &Answer),
) -> Result<Outsider, FederationError> {
    let issuer = federation.named(&kept.issuer)?;
    let asked = kept.asked(backend)?;
    let document = issuer.document(backend.clock.now()).await?;
    if !names_the_asked(issuer, &document, answer) {
        return Err(FederationError::BadAnswer);
    }
    if answer.error.is_some() {
        return Err(FederationError::Refused);
    }
    let code = answer.code.as_deref().ok_or(FederationError::BadAnswer)?;
    sign_in::trade(backend, issuer, &document, (&asked, code)).await
}

/// Whether it is the issuer that was asked who answers, where it says so (RFC 9207).
fn names_the_asked(issuer: &Issuer, document: &Document, answer: &Answer) -> bool {
    match &answer.iss {
        Some(iss) => *iss == issuer.set().issuer,
        None => !document.names_itself,
    }
}

/// What whoever set out wanted to have again.
pub async fn carried(backend: &Backend, secret: &str) -> Result<Option<String>, ApiError> {
    let kept = store::round(backend.reader(), &secret_digest(secret)).await;
    let kept = kept.map_err(database)?.ok_or(FederationError::BadRound)?;
    match kept.expires_at > backend.clock.now() {
        true => Ok(kept.asked(backend)?.carried),
        false => Err(FederationError::BadRound.into()),
    }
}

/// Signs somebody in who came back.
pub async fn sign_in(
    backend: &Backend,
    gate: &Gate,
    (secret, wish): (&str, Wish<'_>),
) -> Result<Session, ApiError> {
    limits::take(Act::Password)?;
    let secret = secret_digest(secret);
    let who = peek(backend, &secret).await?;
    let known = identity::known_outside(backend, &who, wish.code).await?;
    let tx = backend.write().await?;
    let kept = hold(&tx, &secret).await?;
    let leave = policy::going_on(&tx, held(&kept))?;
    let outside = OutsideWish {
        of: &who,
        hat: wish.hat,
        scope: wish.scope,
        agent: wish.agent,
    };
    let session = identity::sign_in_outside(backend, gate, &tx, (&known, outside)).await?;
    match session {
        Ok(session) => {
            store::forget_round(&leave).await.map_err(database)?;
            backend.commit(tx).await?;
            Ok(session)
        }
        Err(refusal) => {
            drop(tx);
            Err(identity::release_outside(backend, &known, refusal).await)
        }
    }
}

/// As [`sign_in`], for whoever goes on to a front-end of others.
pub async fn vouch(
    backend: &Backend,
    (secret, code, agent): (&str, Option<&str>, Option<&str>),
) -> Result<Vouched, ApiError> {
    limits::take(Act::Password)?;
    let secret = secret_digest(secret);
    let who = peek(backend, &secret).await?;
    let known = identity::known_outside(backend, &who, code).await?;
    let tx = backend.write().await?;
    let kept = hold(&tx, &secret).await?;
    let leave = policy::going_on(&tx, held(&kept))?;
    match identity::vouch_outside(backend, &tx, (&known, &who, agent)).await? {
        Ok(vouched) => {
            store::forget_round(&leave).await.map_err(database)?;
            backend.commit(tx).await?;
            Ok(vouched)
        }
        Err(refusal) => {
            drop(tx);
            Err(identity::release_outside(backend, &known, refusal).await)
        }
    }
}

/// Links the account of somebody signed in with whom an issuer sent back.
pub async fn link(
    backend: &Backend,
    gate: &Gate,
    actor: &Actor,
    (secret, password, code): (&str, &str, Option<&str>),
) -> Result<OwnLink, ApiError> {
    let shown = identity::shown_again(backend, gate, actor, password).await?;
    let secret = secret_digest(secret);
    let tx = backend.write().await?;
    let (who, leave) = match back_in(backend, &tx, &secret).await {
        Ok(found) => found,
        Err(error) => {
            drop(tx);
            identity::release_shown(backend, &shown).await?;
            return Err(error);
        }
    };
    match identity::link(backend, &tx, actor, (&shown, code, &who)).await? {
        Ok(own) => {
            store::forget_round(&leave).await.map_err(database)?;
            backend.commit(tx).await?;
            Ok(own)
        }
        Err(refusal) => Err(identity::refuse_link(backend, tx, &shown, refusal).await),
    }
}

/// Asks for an account for somebody who came back and has none. The answer is the same whether or
/// not the address has one.
pub async fn register(
    backend: &Backend,
    gate: &Gate,
    (secret, wish): (&str, OutsideRegistration<'_>),
) -> Result<(), ApiError> {
    let secret = secret_digest(secret);
    let who = peek(backend, &secret).await?;
    if identity::is_linked(backend, &who).await? {
        return Err(IdentityError::LinkTaken.into());
    }
    identity::register_outside(backend, gate, wish).await?;
    let tx = backend.write().await?;
    let kept = hold(&tx, &secret).await?;
    let leave = policy::going_on(&tx, held(&kept))?;
    let prolonged = store::prolong(&leave, tx.now() + round::WITH_A_LETTER).await;
    prolonged.map_err(database)?;
    backend.commit(tx).await
}

/// Confirms an address with the code that was mailed, and so makes an account that is linked from
/// its beginning. Whoever confirmed signs in next.
pub async fn confirm(
    backend: &Backend,
    (secret, email, code): (&str, &str, &str),
) -> Result<Account, ApiError> {
    let secret = secret_digest(secret);
    let who = peek(backend, &secret).await?;
    identity::reserve_confirming(backend, email).await?;
    let tx = backend.write().await?;
    let kept = hold(&tx, &secret).await?;
    let _: GoingOn<'_> = policy::going_on(&tx, held(&kept))?;
    let account = identity::confirm_linked(backend, &tx, (email, code, &who)).await?;
    backend.commit(tx).await?;
    Ok(account)
}

/// Forgets what is over: to be called every hour or so.
pub async fn tend(backend: &Backend) -> Result<(), ApiError> {
    let tx = backend.write().await?;
    let swept = store::sweep_rounds(&Sweeping::by_the_calendar(&tx)).await;
    swept.map_err(database)?;
    backend.commit(tx).await
}

/// Who came back in a round that is held until the write ends.
async fn back_in<'tx>(
    backend: &Backend,
    tx: &'tx WriteTx,
    secret: &str,
) -> Result<(Outsider, GoingOn<'tx>), ApiError> {
    let kept = hold(tx, secret).await?;
    let leave = policy::going_on(tx, held(&kept))?;
    Ok((kept.who(backend)?, leave))
}

/// Who came back in a round; what is looked at here is held once more where something is written.
async fn peek(backend: &Backend, secret: &str) -> Result<Outsider, ApiError> {
    let kept = store::round(backend.reader(), secret).await;
    let kept = kept.map_err(database)?.ok_or(FederationError::BadRound)?;
    Ok(kept.who(backend)?)
}

async fn hold(tx: &WriteTx, secret: &str) -> Result<Kept, ApiError> {
    let kept = store::hold_round(tx, secret).await.map_err(database)?;
    Ok(kept.ok_or(FederationError::BadRound)?)
}

fn held(kept: &Kept) -> Held<'_> {
    Held {
        id: kept.id,
        state: kept.state.as_deref(),
        expires_at: kept.expires_at,
    }
}
