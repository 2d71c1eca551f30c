//! Signing in for a front-end of others: what it asks, who signs in, and what they agree to.

use uuid::Uuid;

use crate::domains::catalogue::{self, Snapshot};
use crate::domains::identity::service::{Credentials, Vouched, vouch};
use crate::domains::identity::{Gate, Role};
use crate::domains::oauth::code::{self, KeptCode};
use crate::domains::oauth::model::ApiClient;
use crate::domains::oauth::policy::Leading;
use crate::domains::oauth::store;
use crate::domains::oauth::ticket::Ticket;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::ClientId;

/// The scope of those who want to know who signs in.
pub const OPENID: &str = "openid";
/// The longest `nonce`, in bytes: it is kept with the code.
const LONGEST_NONCE: usize = 1_000;

/// What a front-end asks, as it came: nothing of it is believed yet.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// `client_id`.
    pub client_id: Option<String>,
    /// `redirect_uri`.
    pub redirect_uri: Option<String>,
    /// `response_type`.
    pub response_type: Option<String>,
    /// `response_mode`.
    pub response_mode: Option<String>,
    /// `code_challenge`.
    pub code_challenge: Option<String>,
    /// `code_challenge_method`.
    pub code_challenge_method: Option<String>,
    /// `scope`.
    pub scope: Option<String>,
    /// `state`.
    pub state: Option<String>,
    /// `nonce`.
    pub nonce: Option<String>,
    /// `prompt`.
    pub prompt: Option<String>,
    /// Whether it came as an object of its own (RFC 9101), which is not read here.
    pub is_object: bool,
}

/// What a front-end that we know asks, in a form that can be answered.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The front-end.
    pub client: ApiClient,
    /// Where people are led back to.
    pub redirect_uri: String,
    /// What comes back with them as it came.
    pub state: Option<String>,
    challenge: String,
    openid: bool,
    nonce: Option<String>,
}

/// Why a question is not answered.
#[derive(Debug)]
pub enum NotAsked {
    /// Nobody is led anywhere: who asks is not known, or not where to lead back to.
    Unknown,
    /// The front-end is told, in the words of RFC 6749 §4.1.2.1: the address to lead back to.
    Back(String),
    /// We failed.
    Ours(ApiError),
}

/// Holds a question against what is known of the front-end.
pub async fn wish(backend: &Backend, gate: &Gate, asked: &Question) -> Result<Wish, NotAsked> {
    let id = asked
        .client_id
        .as_deref()
        .and_then(|id| Uuid::try_parse(id).ok());
    let id = ClientId(id.ok_or(NotAsked::Unknown)?);
    let found = store::known(backend.reader(), id).await;
    let found = found.map_err(|error| NotAsked::Ours(database(error)))?;
    let client = found.filter(ApiClient::is_front_end);
    let client = client.ok_or(NotAsked::Unknown)?;
    let named = asked.redirect_uri.as_ref();
    let redirect_uri = named.filter(|uri| client.redirect_uris.contains(uri));
    let redirect_uri = redirect_uri.ok_or(NotAsked::Unknown)?.clone();
    let openid = asked
        .scope
        .iter()
        .any(|it| it.split(' ').any(|it| it == OPENID));
    let challenge = asked.code_challenge.as_deref().unwrap_or_default();
    let long = |text: &String| text.len() > LONGEST_NONCE;
    let by_query = |mode: &String| mode == "query";
    let refusal = match asked {
        _ if asked.is_object => Some("request_not_supported"),
        _ if asked.response_type.as_deref() != Some("code") => Some("unsupported_response_type"),
        _ if !asked.response_mode.as_ref().is_none_or(by_query) => Some("invalid_request"),
        // The digest of something, in base64url: 43 characters (RFC 7636 §4.2).
        _ if challenge.len() != 43 => Some("invalid_request"),
        _ if asked.nonce.as_ref().is_some_and(long) => Some("invalid_request"),
        _ if asked.code_challenge_method.as_deref() != Some("S256") => Some("invalid_request"),
        // Everybody signs in and is asked, each time.
        _ if asked.prompt.as_deref() == Some("none") => Some("login_required"),
        _ => None,
    };
    if let Some(error) = refusal {
        let answer = [("error", error)];
        let back = back(gate, &redirect_uri, asked.state.as_deref(), &answer);
        return Err(NotAsked::Back(back));
    }
    Ok(Wish {
        openid,
        challenge: challenge.to_owned(),
        nonce: asked.nonce.clone(),
        state: asked.state.clone(),
        client,
        redirect_uri,
    })
}

impl Wish {
    /// All of it in bytes, for what is sealed about it.
    fn about(&self) -> Vec<u8> {
        let parts = [
            self.client.id.0.to_string(),
            self.redirect_uri.clone(),
            self.challenge.clone(),
            self.openid.to_string(),
            self.nonce.clone().unwrap_or_default(),
            self.state.clone().unwrap_or_default(),
        ];
        serde_json::to_vec(&parts).unwrap_or_default()
    }
}

/// A role that somebody may choose, and what whom it is for is called.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The role.
    pub role: Role,
    /// A provider's name, or a municipality's.
    pub of: Option<String>,
}

/// Has somebody sign in, for one question: what they go on with, and the roles that they may choose
/// from.
pub async fn sign_in(
    backend: &Backend,
    gate: &Gate,
    snapshot: &Snapshot,
    (wish, shown): (&Wish, &Credentials<'_>),
) -> Result<(String, Vec<Choice>), ApiError> {
    let vouched = vouch(backend, gate, shown).await?;
    let_in(backend, snapshot, wish, vouched)
}

/// What somebody goes on with who was found to be who they say, however they showed it.
pub fn let_in(
    backend: &Backend,
    snapshot: &Snapshot,
    wish: &Wish,
    vouched: Vouched,
) -> Result<(String, Vec<Choice>), ApiError> {
    let roles = vouched.roles;
    let ticket = Ticket {
        account: vouched.account,
        standing: vouched.standing,
        roles: roles.clone(),
        signed_in_at: backend.clock.now(),
    };
    let sealed = ticket.seal(backend, &wish.about());
    let sealed = sealed.ok_or_else(|| ApiError::internal(&"a ticket was not sealed"))?;
    let choices = roles.into_iter().map(|role| Choice {
        of: called(snapshot, &role.scope),
        role,
    });
    Ok((sealed, choices.collect()))
}

/// What a provider or a municipality is called for whom a role is.
fn called(snapshot: &Snapshot, scope: &str) -> Option<String> {
    if scope.is_empty() {
        return None;
    }
    let provider = catalogue::service::provider(snapshot, scope);
    let provider = provider.map(|at| snapshot.providers[at].name.clone());
    let named = provider.or_else(|_| {
        let town = catalogue::service::municipality(snapshot, scope);
        town.map(|at| snapshot.municipalities[at].name.clone())
    });
    Some(named.unwrap_or_else(|_| scope.to_owned()))
}

/// The address to lead somebody back to who agreed, with a code; nothing where they did not sign
/// in for this question, or too long ago, or not in this role.
pub async fn agree(
    backend: &Backend,
    gate: &Gate,
    wish: &Wish,
    (ticket, role): (&str, &Role),
) -> Result<Option<String>, ApiError> {
    let opened = Ticket::open(backend, &wish.about(), ticket);
    let Some(ticket) = opened.filter(|ticket| ticket.roles.contains(role)) else {
        return Ok(None);
    };
    let made = code::make(&backend.ids);
    let tx = backend.write().await?;
    let kept = KeptCode {
        client: wish.client.id,
        account: ticket.account,
        standing: ticket.standing,
        role: role.clone(),
        redirect_uri: wish.redirect_uri.clone(),
        challenge: wish.challenge.clone(),
        openid: wish.openid,
        nonce: wish.nonce.clone(),
        signed_in_at: ticket.signed_in_at,
        expires_at: tx.now() + code::LIFE,
        session: None,
    };
    let added = store::add_code(&Leading::agreed(&tx), code::digest(&made), &kept).await;
    added.map_err(database)?;
    backend.commit(tx).await?;
    let answer = [("code", made.as_str())];
    let state = wish.state.as_deref();
    Ok(Some(back(gate, &wish.redirect_uri, state, &answer)))
}

/// The address to lead somebody back to who did not agree.
pub fn refuse(gate: &Gate, wish: &Wish) -> String {
    let answer = [("error", "access_denied")];
    back(gate, &wish.redirect_uri, wish.state.as_deref(), &answer)
}

/// An address of the front-end's with an answer, and who answers (RFC 9207).
fn back(gate: &Gate, address: &str, state: Option<&str>, answer: &[(&str, &str)]) -> String {
    let issuer = gate.issuer();
    let state = state.map(|state| ("state", state));
    let members = answer.iter().copied().chain(state);
    let members = members.chain([("iss", issuer)]);
    let mut written = url::form_urlencoded::Serializer::new(String::new());
    written.extend_pairs(members);
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{}", written.finish())
}
