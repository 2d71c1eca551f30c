//! Passkeys by GraphQL.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, ID, InputObject, Json, Object, SimpleObject};
use serde_json::Value;
use uuid::Uuid;

use super::super::gate::Gate;
use super::super::model::{ChallengeId, Grant, HatKind, OwnPasskey, PasskeyId};
use super::super::service::{self, PasskeyShown};
use super::types::SessionPayload;
use crate::kernel::client::UserAgent;
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::id::{Identity, ProviderId};
use crate::kernel::moment::Moment;
use crate::kernel::page::{Cursor, Total, connection};

/// My own passkeys
#[derive(Debug, Default)]
pub struct PasskeyQuery;

/// Passkeys
#[derive(Debug, Default)]
pub struct PasskeyMutation;

#[Object]
impl PasskeyQuery {
    /// My passkeys: what my devices sign in with
    async fn my_passkeys(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Result<Connection<Cursor, Passkey, Total, EmptyFields>, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = service::own_passkeys(backend, actor, &page).await;
        Ok(connection(joined(faults, found)?.map(Passkey::from)))
    }
}

#[Object]
impl PasskeyMutation {
    /// Begin a passkey, with my password shown again and what my account asks for beside it;
    /// gives what the device is handed
    async fn passkey_begin(
        &self,
        ctx: &Context<'_>,
        input: PasskeyBeginInput,
    ) -> Result<PasskeyChallengePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let gate: &Gate = ctx.given()?;
        let shown = (input.password.as_str(), input.code.as_deref());
        let asked = service::begin_passkey(backend, gate, actor, shown).await?;
        Ok(asked.into())
    }

    /// Keep a passkey that a device made. From now on I can sign in with it
    async fn passkey_create(
        &self,
        ctx: &Context<'_>,
        input: PasskeyCreateInput,
    ) -> Result<PasskeyCreatePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let gate: &Gate = ctx.given()?;
        let made = (
            ChallengeId(input.challenge_id),
            input.name.as_str(),
            &input.credential.0,
        );
        let own = service::add_passkey(backend, gate, actor, made).await?;
        Ok(PasskeyCreatePayload {
            passkey: own.into(),
        })
    }

    /// Remove one of my passkeys. Sessions in a role that needs a second factor end
    async fn passkey_delete(
        &self,
        ctx: &Context<'_>,
        input: PasskeyDeleteInput,
    ) -> Result<PasskeyDeletePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = PasskeyId::from_global(&input.id)?;
        service::remove_passkey(backend, actor, id).await?;
        Ok(PasskeyDeletePayload { deleted: true })
    }

    /// Begin to sign in with a passkey; gives what the device is handed. No address is asked
    /// for: the device knows whose it is
    async fn passkey_session_begin(
        &self,
        ctx: &Context<'_>,
    ) -> Result<PasskeyChallengePayload, ApiError> {
        let (backend, _) = ctx.caller()?;
        let asked = service::begin_passkey_session(backend, ctx.given()?).await?;
        Ok(asked.into())
    }

    /// Sign in with a passkey, in the place of a password and of a second factor
    async fn passkey_session_create(
        &self,
        ctx: &Context<'_>,
        input: PasskeySessionCreateInput,
    ) -> Result<SessionPayload, ApiError> {
        let (backend, _) = ctx.caller()?;
        let agent = ctx.data_opt::<UserAgent>();
        let provider = input.provider_id.as_ref().map(ProviderId::from_global);
        let municipality = input.municipality_code.as_deref();
        let shown = PasskeyShown {
            challenge: ChallengeId(input.challenge_id),
            credential: &input.credential.0,
            agent: agent.and_then(|agent| agent.0.as_deref()),
            hat: input.hat,
            scope: Grant::wanted(provider.transpose()?, municipality),
        };
        let session = service::sign_in_by_passkey(backend, ctx.given()?, shown).await?;
        Ok(session.into())
    }
}

/// A passkey of mine
#[derive(SimpleObject)]
pub struct Passkey {
    /// Its global id
    id: ID,
    /// What I call it
    name: String,
    /// When it was made
    created_at: Moment,
    /// When somebody last signed in with it; null where nobody did
    last_used_at: Option<Moment>,
}

impl From<OwnPasskey> for Passkey {
    fn from(passkey: OwnPasskey) -> Self {
        Self {
            id: passkey.id.global(),
            name: passkey.name,
            created_at: Moment(passkey.created_at),
            last_used_at: passkey.last_used_at.map(Moment),
        }
    }
}

/// What my account asks for, shown again
#[derive(InputObject)]
pub struct PasskeyBeginInput {
    /// The password that is
    pub password: String,
    /// What the account asks for beside the password: a code of the app, or a recovery code
    pub code: Option<String>,
}

/// What a device is asked
#[derive(SimpleObject)]
pub struct PasskeyChallengePayload {
    /// To be named with the answer, once
    challenge_id: Uuid,
    /// For how many seconds it serves
    expires_in: i64,
    /// For `PublicKeyCredential.parseCreationOptionsFromJSON` where a passkey is made, and
    /// `parseRequestOptionsFromJSON` where one is shown (`WebAuthn`, level 3)
    options: Json<Value>,
}

impl From<service::PasskeyChallenge> for PasskeyChallengePayload {
    fn from(asked: service::PasskeyChallenge) -> Self {
        Self {
            challenge_id: asked.id.0,
            expires_in: service::PasskeyChallenge::LIFE.num_seconds(),
            options: Json(asked.options),
        }
    }
}

/// What a device made
#[derive(InputObject)]
pub struct PasskeyCreateInput {
    /// What it was asked
    pub challenge_id: Uuid,
    /// What I call it: on which device it is; 80 characters at most
    pub name: String,
    /// The answer of the device, as `PublicKeyCredential.toJSON()` writes it
    pub credential: Json<Value>,
}

/// The passkey is kept
#[derive(SimpleObject)]
pub struct PasskeyCreatePayload {
    /// The passkey
    passkey: Passkey,
}

/// A passkey of mine
#[derive(InputObject)]
pub struct PasskeyDeleteInput {
    /// The passkey
    pub id: ID,
}

/// The passkey was removed
#[derive(SimpleObject)]
pub struct PasskeyDeletePayload {
    /// Always true
    pub deleted: bool,
}

/// A passkey that is shown to sign in
#[derive(InputObject)]
pub struct PasskeySessionCreateInput {
    /// What the device was asked
    pub challenge_id: Uuid,
    /// The answer of the device, as `PublicKeyCredential.toJSON()` writes it
    pub credential: Json<Value>,
    /// The one role in which to act during this session
    pub hat: HatKind,
    /// For which provider, where I have the hat for several
    pub provider_id: Option<ID>,
    /// For which municipality, by its code, where I have the hat for several
    pub municipality_code: Option<String>,
}
