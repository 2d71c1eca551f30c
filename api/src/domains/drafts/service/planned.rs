//! What was approved for a day to come, when that day comes.

use super::super::error::DraftError;
use super::super::model::{Draft, DraftId, State};
use super::super::policy::{self, CarryingOut, Visible};
use super::super::store;
use super::review::put;
use super::writing::turned;
use super::{judge, tell_author, write_down};
use crate::domains::catalogue::{self, Catalogue, Snapshot};
use crate::domains::identity::Became;
use crate::domains::intake::turn;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};

/// Carries out every planned draft whose day has come, each in a write of its own; how many.
///
/// A course that is another by then stays as it is, and so does one for which the draft is
/// not right by then: the draft goes back to its author, who reads why.
pub async fn carry_out_due(backend: &Backend, catalogue: &Catalogue) -> Result<usize, ApiError> {
    let mut done = 0;
    while let Some(id) = store::due(backend.reader(), backend.clock.today()).await? {
        let tx = backend.write().await?;
        // Another node may have been first; its write is seen from here on.
        if let Some(found) = store::hold(&tx, Visible::All, id).await?
            && let Some(leave) = policy::carrying_out(&tx, &found, backend.clock.today())
        {
            carry_out(backend, &catalogue.now(), &leave, found).await?;
            done += 1;
        }
        backend.commit(tx).await?;
    }
    Ok(done)
}

async fn carry_out(
    backend: &Backend,
    snapshot: &Snapshot,
    leave: &CarryingOut<'_>,
    found: Draft,
) -> Result<(), ApiError> {
    let (tx, id): (&WriteTx, DraftId) = (leave.tx(), found.id);
    tx.turn(&turn(found.provider)).await.map_err(database)?;
    let mut judged = judge(tx.conn(), snapshot, found).await?;
    let sound = judged.must_be_sound();
    let draft = &mut judged.draft;
    let (act, became) = match sound {
        Ok(()) => {
            let offering = catalogue::approved(tx, draft.provider);
            put(backend, snapshot, &offering, draft).await?;
            ("draft.carry_out", Became::CarriedOut)
        }
        Err(why) => {
            draft.state = State::Returned;
            draft.reason = Some(told(&why).to_owned());
            ("draft.return", Became::LeftAlone)
        }
    };
    turned(tx, draft);
    tell_author(backend, tx, id, became).await?;
    store::settle_planned(leave, draft).await?;
    write_down(backend, tx, (act, None), id).await
}

/// Why a draft could not be carried out, in words for its author, whose language is not known.
fn told(why: &DraftError) -> &'static str {
    match why {
        DraftError::CourseChanged => {
            "Het leeraanbod is veranderd nadat dit concept was goedgekeurd; er is niets overschreven. / The course changed after this draft was approved; nothing was overwritten."
        }
        _ => {
            "Toen de dag kwam, klopte er iets niet meer in dit concept; het leeraanbod is gebleven zoals het was. / When its day came, something in this draft was no longer right; the course stayed as it was."
        }
    }
}
