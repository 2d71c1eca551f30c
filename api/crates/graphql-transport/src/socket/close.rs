//! Why a socket is closed.

use std::borrow::Cow;

use actix_ws::CloseReason;

/// Why a socket is closed: a code and a reason.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Close {
    pub code: u16,
    pub reason: Cow<'static, str>,
}

impl Close {
    fn new(code: u16, reason: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            reason: reason.into(),
        }
    }

    pub(super) fn going_away() -> Self {
        Self::new(1001, "the server stops")
    }

    pub(super) fn broken() -> Self {
        Self::new(1002, "protocol error")
    }

    pub(super) fn too_large() -> Self {
        Self::new(1009, "the message is too large")
    }

    pub(super) fn invalid(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(4400, reason)
    }

    pub(super) fn unauthorized() -> Self {
        Self::new(4401, "Unauthorized")
    }

    pub(super) fn forbidden(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(4403, reason)
    }

    pub(super) fn expired() -> Self {
        Self::forbidden("credentials expired")
    }

    pub(super) fn not_acceptable() -> Self {
        Self::new(4406, "Subprotocol not acceptable")
    }

    pub(super) fn init_timeout() -> Self {
        Self::new(4408, "Connection initialisation timeout")
    }

    pub(super) fn duplicate(id: &str) -> Self {
        Self::new(4409, format!("Subscriber for {id} already exists"))
    }

    pub(super) fn too_many_inits() -> Self {
        Self::new(4429, "Too many initialisation requests")
    }
}

impl From<Close> for CloseReason {
    fn from(close: Close) -> Self {
        Self {
            code: close.code.into(),
            description: Some(close.reason.into_owned()),
        }
    }
}
