//! Hats that take another's word: somebody is asked by letter, takes it up, and is seconded
//! where that has to be.
//!
//! Whoever asks names an address. Whether it has an account is not looked at, so nothing can tell.

use async_graphql::InputObject;
use chrono::TimeDelta;
use serde::Deserialize;
use utoipa::ToSchema;

use super::super::error::IdentityError;
use super::super::letters;
use super::super::model::{Email, Grant, HatKind, PROPOSAL, Proposal, ProposalId, Research};
use super::super::policy::{self, MOST_CODES, Office, VisibleGrants};
use super::super::store;
use super::addresses::tell;
use super::codes::{Purpose, code, digest, tidy};
use super::grants::bestow;
use crate::kernel::actor::{Actor, Person, Rank};
use crate::kernel::audit;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, Fault, database, sound};
use crate::kernel::language::Text;
use crate::kernel::limits::{self, Act};
use crate::kernel::moment::Moment;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::text::office;

/// How long research may go on before it is looked at again.
const LONGEST_RESEARCH: TimeDelta = TimeDelta::days(731);
/// How long its purpose may be.
const LONGEST_PURPOSE: usize = 500;
/// The most datasets that one research is about.
const MOST_DATASETS: usize = 20;

/// A hat that somebody is asked to wear
#[derive(Clone, Debug, Deserialize, ToSchema, InputObject)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[graphql(name = "GrantProposeInput")]
#[schema(as = GrantPropose)]
pub struct ProposeRequest {
    /// The address that is asked; a letter with a code is mailed to it
    #[schema(format = Email, max_length = 254)]
    pub email: String,
    /// The hat
    pub hat: HatKind,
    /// How far they act for the organisation: an editor where left out
    pub rank: Option<Rank>,
    /// What the research is for, in 500 characters at most: with a researcher alone
    #[schema(max_length = 500)]
    pub purpose: Option<String>,
    /// Which datasets it is about, 20 at most, by their slugs: with a researcher alone
    #[schema(max_items = 20)]
    pub datasets: Option<Vec<String>>,
    /// When it lapses by itself, within two years: with a researcher alone
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ends_at: Option<Moment>,
}

/// The proposals that stand and that somebody may know of.
pub async fn proposals(
    backend: &Backend,
    actor: &Actor,
    page: &PageRequest,
) -> Result<Page<Proposal>, ApiError> {
    let visible = VisibleGrants::to(actor)?;
    let wanted = (None, page);
    let found = store::proposals(backend.reader(), visible, backend.clock.now(), wanted).await;
    found.map_err(database)
}

/// A proposal that stands.
pub async fn proposal(
    backend: &Backend,
    actor: &Actor,
    id: ProposalId,
) -> Result<Proposal, ApiError> {
    let visible = VisibleGrants::to(actor)?;
    let page = PageRequest::parse(["limit", "cursor"], Some(1), None, &mut Vec::new());
    let wanted = (Some(id), &page);
    let found = store::proposals(backend.reader(), visible, backend.clock.now(), wanted).await;
    let found = found.map_err(database)?.entries.into_iter().next();
    Ok(found.ok_or(IdentityError::NoSuchProposal)?.1)
}

/// Asks somebody to wear a hat. A letter with a code is mailed to them.
pub async fn propose(
    backend: &Backend,
    actor: &Actor,
    wish: ProposeRequest,
) -> Result<Proposal, ApiError> {
    let mut faults = Vec::new();
    let grant = wish.grant(actor, backend, &mut faults)?;
    policy::may_propose(actor, &grant)?;
    let email = Email::parse(&wish.email, &mut faults);
    sound(faults)?;
    let email = email.ok_or(IdentityError::BadCode)?;
    limits::take(Act::Letter)?;
    let code = code(backend.ids.secret());
    let tx = backend.write().await?;
    let (by, own) = known(&tx, actor).await?;
    let standing = store::standing(&tx, by.account, &email).await;
    let (standing, sent) = standing.map_err(database)?;
    let leave = policy::proposing(&tx, actor, (&grant, &email, &own), standing)?;
    let new = Proposal {
        id: ProposalId(backend.ids.random()),
        code_digest: digest(Purpose::Hat, &email, &code),
        email,
        grant,
        proposed_by: by.account,
        accepted_by: None,
        seconded_by: None,
        created_at: tx.now(),
        expires_at: tx.now() + PROPOSAL,
        granted: false,
    };
    store::add_proposal(&leave, &new).await?;
    write_down(backend, &tx, ("grant.propose", leave.by()), &new).await?;
    // No inbox is flooded, and nobody is told that it would be.
    if sent < MOST_CODES {
        let letter = letters::asked(&new.email, &code);
        tell(backend, &tx, &letter).await?;
    }
    backend.commit(tx).await?;
    Ok(new)
}

/// Takes up what was proposed to one's own address, with the code that was mailed to it.
pub async fn accept(backend: &Backend, actor: &Actor, code: &str) -> Result<Proposal, ApiError> {
    policy::signed_in(actor)?;
    let tx = backend.write().await?;
    let (by, own) = known(&tx, actor).await?;
    let asked = store::hold_proposals_to(&tx, &own).await;
    let shown = digest(Purpose::Hat, &own, &tidy(code));
    let leave = policy::accepting(&tx, actor, asked.map_err(database)?, &shown)?;
    store::accept(&leave).await.map_err(database)?;
    let accepted = Proposal {
        accepted_by: Some(by.account),
        ..leave.proposal().clone()
    };
    let settled = settle(backend, &tx, (leave.by(), accepted)).await?;
    backend.commit(tx).await?;
    Ok(settled)
}

/// Seconds what another proposed.
pub async fn second(
    backend: &Backend,
    actor: &Actor,
    id: ProposalId,
) -> Result<Proposal, ApiError> {
    policy::signed_in(actor)?;
    let tx = backend.write().await?;
    let (by, own) = known(&tx, actor).await?;
    let held = store::hold_proposal(&tx, id).await.map_err(database)?;
    let held = held.ok_or(IdentityError::NoSuchProposal)?;
    let leave = policy::seconding(&tx, actor, (held, &own))?;
    store::second(&leave).await.map_err(database)?;
    let seconded = Proposal {
        seconded_by: Some(by.account),
        ..leave.proposal().clone()
    };
    write_down(backend, &tx, ("grant.second", leave.by()), &seconded).await?;
    let settled = settle(backend, &tx, (leave.by(), seconded)).await?;
    backend.commit(tx).await?;
    Ok(settled)
}

/// Takes a proposal back, or refuses it: nothing of it is left.
pub async fn withdraw(backend: &Backend, actor: &Actor, id: ProposalId) -> Result<(), ApiError> {
    policy::signed_in(actor)?;
    let tx = backend.write().await?;
    let held = store::hold_proposal(&tx, id).await.map_err(database)?;
    let held = held.ok_or(IdentityError::NoSuchProposal)?;
    let leave = policy::withdrawing(&tx, actor, held)?;
    store::withdraw(&leave).await.map_err(database)?;
    let act = ("grant.withdraw", leave.by());
    write_down(backend, &tx, act, leave.proposal()).await?;
    backend.commit(tx).await
}

/// Gives the hat, where everybody who has to has said yes.
async fn settle(
    backend: &Backend,
    tx: &WriteTx,
    (by, mut proposal): (&Person, Proposal),
) -> Result<Proposal, ApiError> {
    let proposer = store::grants_of(tx.conn(), proposal.proposed_by).await;
    let seconder = match proposal.seconded_by {
        Some(who) => store::grants_of(tx.conn(), who).await.map_err(database)?,
        None => Vec::new(),
    };
    let said = (&proposal, &proposer.map_err(database)?[..], &seconder[..]);
    if let Some(leave) = policy::completing(tx, by, said)? {
        bestow(backend, &leave, proposal.grant.clone()).await?;
        let gone = store::complete(&leave, proposal.id).await;
        gone.map_err(database)?;
        proposal.granted = true;
    }
    Ok(proposal)
}

/// Who asks, and their own address.
async fn known(tx: &WriteTx, actor: &Actor) -> Result<(Person, Email), ApiError> {
    let person = policy::signed_in(actor)?.clone();
    let own = store::credentials(tx.conn(), person.account).await;
    let (email, _) = own.map_err(database)?.ok_or(IdentityError::BadToken)?;
    Ok((person, email))
}

async fn write_down(
    backend: &Backend,
    tx: &WriteTx,
    (name, by): (&'static str, &Person),
    proposal: &Proposal,
) -> Result<(), ApiError> {
    let act = audit::Act {
        name,
        by: Some(by),
        subject: format!("grant_proposal:{}", proposal.id.0),
        detail: Some(proposal.grant.words()),
    };
    let written = tx.audit(backend.ids.random(), act).await;
    written.map_err(database)
}

impl ProposeRequest {
    /// The hat, with what goes with it; what does not go together joins the faults.
    fn grant(
        &self,
        actor: &Actor,
        backend: &Backend,
        faults: &mut Vec<Fault>,
    ) -> Result<Grant, ApiError> {
        let organisation = self.hat == HatKind::Organisation;
        let provider = match policy::office(actor)? {
            Some(Office::Manager(own)) if self.hat.is_of_a_provider() => Some(own),
            _ => None,
        };
        if self.rank.is_some() && !organisation {
            faults.push(not_allowed("/rank"));
        }
        let research = match self.hat {
            HatKind::Researcher => Some(self.research(backend, faults)),
            _ => {
                let sent = [
                    ("/purpose", self.purpose.is_some()),
                    ("/datasets", self.datasets.is_some()),
                    ("/endsAt", self.ends_at.is_some()),
                ];
                let sent = sent.into_iter().filter(|(_, sent)| *sent);
                faults.extend(sent.map(|(pointer, _)| not_allowed(pointer)));
                None
            }
        };
        Ok(Grant {
            provider,
            rank: organisation.then(|| self.rank.unwrap_or(Rank::Editor)),
            research,
            ..Grant::of(self.hat)
        })
    }

    fn research(&self, backend: &Backend, faults: &mut Vec<Fault>) -> Research {
        let purpose = self.purpose.as_deref().unwrap_or_default();
        let purpose = office("/purpose", purpose, LONGEST_PURPOSE, faults);
        let datasets = self.datasets.clone().unwrap_or_default();
        let slug = |text: &String| {
            let fits = |one: u8| one.is_ascii_lowercase() || one.is_ascii_digit() || one == b'-';
            (1..=80).contains(&text.len()) && text.bytes().all(fits)
        };
        if !(1..=MOST_DATASETS).contains(&datasets.len()) || !datasets.iter().all(slug) {
            faults.push(Fault::at(
                "/datasets",
                "grant.datasets_invalid",
                Text::new(
                    format!("noem 1 tot {MOST_DATASETS} datasets, met hun adres"),
                    format!("name 1 to {MOST_DATASETS} datasets, by their slugs"),
                ),
            ));
        }
        let now = backend.clock.now();
        let ends_at = self.ends_at.map(|moment| moment.0);
        let fits =
            |end: &chrono::DateTime<chrono::Utc>| *end > now && *end <= now + LONGEST_RESEARCH;
        if !ends_at.as_ref().is_some_and(fits) {
            faults.push(Fault::at(
                "/endsAt",
                "grant.end_invalid",
                Text::new(
                    "kies een moment binnen twee jaar",
                    "choose a moment within two years",
                ),
            ));
        }
        Research {
            purpose,
            datasets,
            ends_at: ends_at.unwrap_or(now),
        }
    }
}

fn not_allowed(pointer: &str) -> Fault {
    Fault::at(
        pointer,
        "grant.member_not_allowed",
        Text::new(
            "dit hoort niet bij deze rol",
            "this does not go with this hat",
        ),
    )
}
