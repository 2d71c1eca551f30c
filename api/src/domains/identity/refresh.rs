//! Refresh tokens: one family for each session, one turn after the other.
//!
//! A token names its session, its family and a turn. The database keeps digests
//! only. The next turn is derived from the one shown and from the session's seed,
//! so that the same question has the same answer: whoever lost an answer, or asked
//! twice at once, ends up with one and the same token.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::model::SessionId;
use crate::kernel::clock::Ids;

/// How long the turn before this one is still answered, for lost answers.
pub const GRACE: TimeDelta = TimeDelta::seconds(30);

const TURN: &str = "pijler 2026-11 refresh token, next turn";
const DIGEST: &str = "pijler 2026-11 refresh token, digest";

/// A refresh token taken apart. It is never printed.
pub struct RefreshToken {
    /// The session it is for.
    pub session: SessionId,
    family: [u8; 16],
    turn: [u8; 32],
}

/// What the database keeps of a session's refresh tokens.
#[derive(Clone)]
pub struct Standing {
    /// A digest of what stays.
    pub family_digest: String,
    /// What the next turn is derived with.
    pub seed: String,
    /// A digest of the turn that stands.
    pub turn_digest: String,
    /// A digest of the turn before it.
    pub last_turn_digest: Option<String>,
    /// When the turn that stands was made.
    pub turned_at: DateTime<Utc>,
}

/// What a token shown is, held against what stands.
#[derive(Debug, PartialEq, Eq)]
pub enum Shown {
    /// The turn that stands: it is traded for the next.
    Current,
    /// The turn before it, just now: its answer was lost.
    Lost,
    /// A turn that was traded before: somebody has a copy.
    Reused,
    /// Not a token of this session at all.
    Foreign,
}

impl RefreshToken {
    /// The first token of a session, and what to keep of it.
    pub fn first(ids: &Ids, session: SessionId, now: DateTime<Utc>) -> (Self, Standing) {
        let token = Self {
            session,
            family: ids.secret(),
            turn: ids.secret(),
        };
        let standing = Standing {
            family_digest: digest(&token.family),
            seed: BASE64_URL_SAFE_NO_PAD.encode(ids.secret::<32>()),
            turn_digest: digest(&token.turn),
            last_turn_digest: None,
            turned_at: now,
        };
        (token, standing)
    }

    /// Reads a token; `None` for what we never gave out.
    pub fn decode(text: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let bytes: [u8; 64] = bytes.try_into().ok()?;
        let (session, rest) = bytes.split_first_chunk::<16>()?;
        let (family, turn) = rest.split_first_chunk::<16>()?;
        Some(Self {
            session: SessionId(Uuid::from_bytes(*session)),
            family: *family,
            turn: turn.try_into().ok()?,
        })
    }

    /// The token as it is handed out.
    pub fn encode(&self) -> String {
        let parts = [self.session.0.as_bytes(), &self.family, &self.turn[..]];
        BASE64_URL_SAFE_NO_PAD.encode(parts.concat())
    }

    /// Whether it is a token of this session at all, whichever turn it has.
    pub fn is_of(&self, standing: &Standing) -> bool {
        digest(&self.family) == standing.family_digest
    }

    /// Holds the token against what stands.
    pub fn against(&self, standing: &Standing, now: DateTime<Utc>) -> Shown {
        let turn = digest(&self.turn);
        if !self.is_of(standing) {
            Shown::Foreign
        } else if turn == standing.turn_digest {
            Shown::Current
        } else if standing.last_turn_digest.as_ref() == Some(&turn)
            && now < standing.turned_at + GRACE
        {
            Shown::Lost
        } else {
            Shown::Reused
        }
    }

    /// The token that this one is traded for.
    pub fn next(&self, standing: &Standing) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key(TURN);
        hasher.update(standing.seed.as_bytes());
        hasher.update(&self.turn);
        Self {
            session: self.session,
            family: self.family,
            turn: *hasher.finalize().as_bytes(),
        }
    }

    /// What stands once this token is traded.
    pub fn turned(&self, standing: Standing, now: DateTime<Utc>) -> Standing {
        let next = self.next(&standing);
        Standing {
            last_turn_digest: Some(digest(&self.turn)),
            turn_digest: digest(&next.turn),
            turned_at: now,
            ..standing
        }
    }
}

fn digest(secret: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(blake3::derive_key(DIGEST, secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_traded_once_answered_again_for_a_while_and_then_betrays_its_copy() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let (first, standing) =
            RefreshToken::first(&Ids::System, SessionId(Uuid::from_u128(1)), now);
        assert_eq!(first.against(&standing, now), Shown::Current);

        let second = first.next(&standing);
        let standing = first.turned(standing, now);
        assert_eq!(second.against(&standing, now), Shown::Current);
        assert_eq!(first.against(&standing, now), Shown::Lost);
        assert_eq!(first.next(&standing).encode(), second.encode());
        assert_eq!(first.against(&standing, now + GRACE), Shown::Reused);

        let standing = second.turned(standing, now);
        assert_eq!(first.against(&standing, now), Shown::Reused);
    }

    #[test]
    fn a_token_made_up_for_a_session_is_foreign_and_so_ends_nothing() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let session = SessionId(Uuid::from_u128(1));
        let (_, standing) = RefreshToken::first(&Ids::System, session, now);
        let (other, _) = RefreshToken::first(&Ids::System, session, now);
        let other = RefreshToken::decode(&other.encode()).unwrap();

        assert_eq!(other.against(&standing, now), Shown::Foreign);
        assert!(RefreshToken::decode("AAAA").is_none());
    }
}
