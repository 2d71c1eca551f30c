//! Following a push: how far it is, from now until it is over.

use std::sync::Arc;

use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::sync::broadcast::error::RecvError;

use super::one;
use crate::domains::intake::desk::Desk;
use crate::domains::intake::model::{Push, PushId};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::ApiError;

/// A push as it stands, and again whenever more of it is done. Whether it may be seen is asked
/// anew each time. It ends when the push is over.
pub async fn follow(
    backend: &Backend,
    desk: &Arc<Desk>,
    actor: &Actor,
    id: PushId,
) -> Result<impl Stream<Item = Result<Push, ApiError>> + use<>, ApiError> {
    // Before the look at the database: what is done in between is news already.
    let news = desk.news();
    let first = one(backend, actor, id).await?;
    let following = (backend.clone(), actor.clone(), news, Some(first));
    Ok(unfold(Some(following), move |following| async move {
        let (backend, actor, mut news, first) = following?;
        let found = match first {
            Some(first) => Ok(first),
            None => {
                loop {
                    match news.recv().await {
                        Ok(push) if push == id => break,
                        Ok(_) => {}
                        // What was missed may have been of it.
                        Err(RecvError::Lagged(_)) => break,
                        Err(RecvError::Closed) => return None,
                    }
                }
                one(&backend, &actor, id).await
            }
        };
        match found {
            Ok(push) => {
                let on = (!push.state.is_over()).then_some((backend, actor, news, None));
                Some((Ok(push), on))
            }
            Err(error) => Some((Err(error), None)),
        }
    }))
}
