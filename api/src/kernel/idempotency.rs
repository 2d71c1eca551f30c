//! Requests that may come twice: the second is given what the first one made.
//!
//! A client that lost an answer asks again under the same key. What is kept for that
//! is a keyed hash of who asked what under which key, a keyed hash of what was sent,
//! and the id of what it made; for the day itself and the next, so that a key serves
//! 24 hours at least. No row says whose it is.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{Days, NaiveDate};
use entities::idempotency_keys;
use sea_orm::{ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::db::WriteTx;
use super::error::{ApiError, Fault, Kind, database};
use super::id::AccountId;
use super::language::Text;
use super::pseudonym::Pseudonyms;

/// The header in which a request names its key.
pub const HEADER: &str = "Idempotency-Key";

/// A caller's own name for a request; nothing where it has none.
#[derive(Clone, Debug, Default)]
pub struct Key(Option<String>);

impl Key {
    /// Reads a key. `place` is where it stands, for the fault.
    pub fn parse(place: &str, text: Option<&str>) -> Result<Self, Fault> {
        let Some(text) = text else {
            return Ok(Self(None));
        };
        // A structured string (RFC 9651) has quotes; most clients leave them out.
        let text = text.trim();
        let bare = text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'))
            .unwrap_or(text);
        let right = (1..=255).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_graphic());
        if right {
            return Ok(Self(Some(bare.to_owned())));
        }
        Err(Fault::at(
            place,
            "idempotency.key_malformed",
            Text::new(
                "een sleutel is 1 tot 255 zichtbare ASCII-tekens",
                "a key is 1 to 255 visible ASCII characters",
            ),
        ))
    }
}

impl Key {
    /// Reads the key in the input of a mutation.
    pub fn of_input(text: Option<&str>) -> Result<Self, ApiError> {
        let key = Self::parse("/idempotencyKey", text);
        key.map_err(|fault| ApiError::invalid(vec![fault]))
    }
}

impl FromRequest for Key {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = request.headers().get(HEADER);
        let text = header.map(|value| value.to_str().unwrap_or("\u{fffd}"));
        let key = Self::parse(HEADER, text);
        ready(key.map_err(|fault| ApiError::invalid(vec![fault])))
    }
}

/// A request that is done once, however often it comes.
#[derive(Debug)]
pub struct Once(Option<Told>);

/// What tells a request apart, without telling whose it is.
#[derive(Debug)]
struct Told {
    pseudonym: String,
    content: String,
}

impl Once {
    /// A request of somebody, for `act`, with what it sends.
    pub fn of(
        pseudonyms: &Pseudonyms,
        (who, act): (AccountId, &str),
        key: &Key,
        sent: &[&[u8]],
    ) -> Self {
        let hashed =
            |purpose, about: &[&[u8]]| BASE64_URL_SAFE_NO_PAD.encode(pseudonyms.of(purpose, about));
        Self(key.0.as_ref().map(|key| {
            let about = [who.0.as_bytes().as_slice(), act.as_bytes(), key.as_bytes()];
            // Salted with the key: equal texts of two people are not seen to be equal.
            let content = [&about[..], sent].concat();
            Told {
                pseudonym: hashed("idempotency_key", &about),
                content: hashed("idempotency_content", &content),
            }
        }))
    }

    /// What the request made when it came before. Whoever comes at the same time waits.
    ///
    /// Errors: 422 where it came before with something else.
    pub async fn made(&self, tx: &WriteTx) -> Result<Option<Uuid>, ApiError> {
        let Some(told) = &self.0 else {
            return Ok(None);
        };
        tx.turn(&told.pseudonym).await.map_err(database)?;
        let row = idempotency_keys::Entity::find_by_id(told.pseudonym.clone())
            .one(tx.conn())
            .await
            .map_err(database)?;
        match row {
            None => Ok(None),
            Some(row) if row.content == told.content => Ok(Some(row.made)),
            Some(_) => Err(reused()),
        }
    }

    /// Keeps what the request made, to stand or fall with the write.
    pub async fn keep(self, tx: &WriteTx, made: Uuid, today: NaiveDate) -> Result<(), ApiError> {
        let Some(told) = self.0 else {
            return Ok(());
        };
        let row = idempotency_keys::ActiveModel {
            pseudonym: Set(told.pseudonym),
            content: Set(told.content),
            made: Set(made),
            kept_until: Set(today + Days::new(1)),
        };
        let kept = idempotency_keys::Entity::insert(row)
            .exec_without_returning(tx.conn())
            .await;
        kept.map(drop).map_err(database)
    }
}

fn reused() -> ApiError {
    ApiError::new(
        Kind::KeyReused,
        "idempotency.key_reused",
        Text::new(
            "deze sleutel kwam eerder, met iets anders; gebruik een nieuwe",
            "this key came before, with something else; use a new one",
        ),
    )
}

/// What a request made when it came before, as it is now.
///
/// Errors: 422 where it has been removed since.
pub fn again<T>(found: Result<T, ApiError>) -> Result<T, ApiError> {
    found.map_err(|error| match error.kind {
        Kind::NotFound => ApiError::new(
            Kind::KeyReused,
            "idempotency.gone",
            Text::new(
                "wat met deze sleutel is gemaakt, is intussen weg; gebruik een nieuwe",
                "what was made with this key has been removed since; use a new one",
            ),
        ),
        _ => error,
    })
}

/// Forgets requests of which the time is over.
pub async fn forget(tx: &WriteTx, today: NaiveDate) -> Result<(), DbErr> {
    idempotency_keys::Entity::delete_many()
        .filter(idempotency_keys::Column::KeptUntil.lt(today))
        .exec(tx.conn())
        .await
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: Option<&str>) -> Result<Option<String>, &'static str> {
        let key = Key::parse(HEADER, text);
        key.map(|key| key.0).map_err(|fault| fault.code)
    }

    #[test]
    fn a_key_is_visible_and_quotes_are_no_part_of_it() {
        assert_eq!(read(None), Ok(None));
        assert_eq!(read(Some("\"a-1\"")), Ok(Some("a-1".to_owned())));
        assert_eq!(read(Some(" a-1 ")), Ok(Some("a-1".to_owned())));
        for bad in ["", "\"\"", "één", &"x".repeat(256)] {
            assert_eq!(read(Some(bad)), Err("idempotency.key_malformed"));
        }
    }

    #[test]
    fn nobody_sees_that_two_people_sent_the_same() {
        let (pseudonyms, key) = (Pseudonyms::new(&[1; 32]), Key(Some("1".to_owned())));
        let told = |who: u128, act, sent: &[u8]| {
            let who = AccountId(Uuid::from_u128(who));
            let once = Once::of(&pseudonyms, (who, act), &key, &[sent]);
            once.0.map(|told| (told.pseudonym, told.content)).unwrap()
        };
        let one = told(1, "post", b"a");
        assert_eq!(one, told(1, "post", b"a"));
        assert_eq!(one.0, told(1, "post", b"b").0);
        for other in [told(2, "post", b"a"), told(1, "thread", b"a")] {
            assert!(one.0 != other.0 && one.1 != other.1);
        }
        assert_ne!(one.1, told(1, "post", b"b").1);
    }
}
