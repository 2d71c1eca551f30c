//! What somebody does with their own password and sessions.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::super::gate::Gate;
use super::super::model::{HatKind, OwnSession, SessionId};
use super::super::service;
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::id::Identity;
use crate::kernel::moment::Moment;
use crate::kernel::page::{Cursor, Total, connection};

/// My own sessions
#[derive(Debug, Default)]
pub struct OwnSessionQuery;

/// My own password and sessions
#[derive(Debug, Default)]
pub struct OwnSessionMutation;

#[Object]
impl OwnSessionQuery {
    /// The sessions that I am in: where I am signed in
    async fn my_sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Result<Connection<Cursor, OwnSessionObject, Total, EmptyFields>, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = service::own_sessions(backend, actor, &page).await;
        Ok(connection(
            joined(faults, found)?.map(OwnSessionObject::from),
        ))
    }
}

#[Object]
impl OwnSessionMutation {
    /// Ask to choose another password; a letter is mailed. The answer is the same whether or
    /// not the address has an account
    async fn password_request(
        &self,
        ctx: &Context<'_>,
        input: PasswordRequestInput,
    ) -> Result<PasswordRequestPayload, ApiError> {
        let (backend, _) = ctx.caller()?;
        service::request_reset(backend, &input.email).await?;
        Ok(PasswordRequestPayload {
            code_expires_in: service::RESET_LIFE.num_seconds(),
        })
    }

    /// Choose another password with the code that was mailed. Every session of the account ends
    async fn password_reset(
        &self,
        ctx: &Context<'_>,
        input: PasswordResetInput,
    ) -> Result<PasswordResetPayload, ApiError> {
        let (backend, _) = ctx.caller()?;
        let gate: &Gate = ctx.given()?;
        let shown = (
            input.email.as_str(),
            input.code.as_str(),
            input.password.as_str(),
        );
        service::reset(backend, gate, shown).await?;
        Ok(PasswordResetPayload { changed: true })
    }

    /// Change my password, with the one that is. Every other session of mine ends
    async fn password_change(
        &self,
        ctx: &Context<'_>,
        input: PasswordChangeInput,
    ) -> Result<PasswordChangePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let gate: &Gate = ctx.given()?;
        let shown = (input.current_password.as_str(), input.password.as_str());
        service::change_password(backend, gate, actor, shown).await?;
        Ok(PasswordChangePayload { changed: true })
    }

    /// End one of my sessions
    async fn my_session_end(
        &self,
        ctx: &Context<'_>,
        input: MySessionEndInput,
    ) -> Result<MySessionEndPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = SessionId::from_global(&input.id)?;
        service::end_own(backend, actor, id).await?;
        Ok(MySessionEndPayload { ended: true })
    }

    /// Sign out everywhere: every session of mine ends, also this one
    async fn my_sessions_end(&self, ctx: &Context<'_>) -> Result<MySessionsEndPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        service::end_all(backend, actor).await?;
        Ok(MySessionsEndPayload { ended: true })
    }
}

/// A session that I am in
#[derive(SimpleObject)]
#[graphql(name = "OwnSession")]
pub struct OwnSessionObject {
    /// Its global id
    id: ID,
    /// Under which hat
    hat: HatKind,
    /// What the front-end of others is called through which it was begun; null where it was begun here
    front_end: Option<String>,
    /// When it was last gone on with: at sign-in, or at a refresh
    last_used_at: Moment,
    /// When it ends by itself
    ends_at: Moment,
    /// Whether it is the one in which this is asked
    current: bool,
}

impl From<OwnSession> for OwnSessionObject {
    fn from(session: OwnSession) -> Self {
        Self {
            id: session.id.global(),
            hat: session.hat,
            front_end: session.front_end,
            last_used_at: Moment(session.last_used_at),
            ends_at: Moment(session.ends_at),
            current: session.current,
        }
    }
}

/// Whose password is forgotten
#[derive(InputObject)]
pub struct PasswordRequestInput {
    /// The address, to which a letter is mailed
    pub email: String,
}

/// What became of asking: the same for every address
#[derive(SimpleObject)]
pub struct PasswordRequestPayload {
    /// For how many seconds the mailed code serves
    pub code_expires_in: i64,
}

/// Another password, with the code that was mailed
#[derive(InputObject)]
pub struct PasswordResetInput {
    /// The address that the code was mailed to
    pub email: String,
    /// The code; case and hyphen do not matter
    pub code: String,
    /// A password of 10 to 128 characters, other than the address
    pub password: String,
}

/// The password was set
#[derive(SimpleObject)]
pub struct PasswordResetPayload {
    /// Always true
    pub changed: bool,
}

/// Another password, with the one that is
#[derive(InputObject)]
pub struct PasswordChangeInput {
    /// The password that is
    pub current_password: String,
    /// A password of 10 to 128 characters, other than the address
    pub password: String,
}

/// The password was set
#[derive(SimpleObject)]
pub struct PasswordChangePayload {
    /// Always true
    pub changed: bool,
}

/// A session of mine
#[derive(InputObject)]
pub struct MySessionEndInput {
    /// The session
    pub id: ID,
}

/// The session was ended
#[derive(SimpleObject)]
pub struct MySessionEndPayload {
    /// Always true
    pub ended: bool,
}

/// All were ended
#[derive(SimpleObject)]
pub struct MySessionsEndPayload {
    /// Always true
    pub ended: bool,
}
