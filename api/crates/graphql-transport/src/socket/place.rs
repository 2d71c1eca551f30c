//! How many sockets are open.

use std::{
    pin::Pin,
    rc::Rc,
    sync::{Arc, atomic::Ordering},
    task::{Context, Poll},
};

use actix_web::{
    body::{BodySize, BoxBody, MessageBody},
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
};
use bytes::Bytes;

use crate::{engine::Engine, refusal::Refusal};

/// One of the sockets that may be open.
pub(super) struct Place(Arc<Engine>);

impl Place {
    pub(super) fn take(engine: &Arc<Engine>) -> Result<Rc<Self>, Refusal> {
        let place = Self(engine.clone());
        let open = engine.open_sockets.fetch_add(1, Ordering::Relaxed);
        if open < engine.options.sockets.open {
            return Ok(Rc::new(place));
        }
        Err(Refusal::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "http.too_many_sockets",
            "too many sockets are open",
        )
        .header(header::RETRY_AFTER, HeaderValue::from_static("30")))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.open_sockets.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A socket's outgoing bytes, which take a place until the connection ends.
///
/// The server goes on holding what a client does not read after the socket's
/// task has ended, so that task alone cannot say how many are open.
pub(super) struct Placed {
    body: BoxBody,
    _place: Rc<Place>,
}

impl Placed {
    pub(super) fn new(body: BoxBody, place: Rc<Place>) -> Self {
        Self {
            body,
            _place: place,
        }
    }
}

impl MessageBody for Placed {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}
