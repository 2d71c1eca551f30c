//! Which state of a thing is meant: ETags, and the revision in them.

use std::fmt::Write;

use super::error::{ApiError, Kind};
use super::language::Text;

/// How often a thing has changed. A change names the revision it starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revision(pub i64);

impl Revision {
    /// The ETag of an item: its revision and a digest of the bytes shown, so that
    /// a label that changes elsewhere still makes a cached copy stale.
    pub fn etag(self, bytes: &[u8]) -> String {
        format!("\"{}.{}\"", self.0, digest(bytes))
    }

    /// Reads `If-Match`: the revision in it is compared, the digest is not.
    ///
    /// Errors: 428 without one, 412 with one that is not an ETag of ours.
    pub fn from_if_match(header: Option<&str>) -> Result<Self, ApiError> {
        let Some(header) = header else {
            return Err(ApiError::new(
                Kind::PreconditionRequired,
                "revision.required",
                Text::new(
                    "noem met If-Match de ETag die je zag",
                    "name the ETag that you saw, with If-Match",
                ),
            ));
        };
        header
            .trim()
            .trim_start_matches("W/")
            .trim_matches('"')
            .split('.')
            .next()
            .and_then(|revision| revision.parse().ok())
            .map(Self)
            .ok_or_else(stale)
    }

    /// Holds the revision named against the one that stands.
    pub fn must_be(self, standing: Self) -> Result<(), ApiError> {
        if self == standing {
            Ok(())
        } else {
            Err(stale())
        }
    }
}

/// The thing changed since the caller saw it.
pub fn stale() -> ApiError {
    ApiError::new(
        Kind::Stale,
        "revision.stale",
        Text::new(
            "dit is intussen veranderd; haal het opnieuw op",
            "this has changed in the meantime; fetch it again",
        ),
    )
}

/// The first 64 bits of the BLAKE3 digest, in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(16);
    for byte in &blake3::hash(bytes).as_bytes()[..8] {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Whether `If-None-Match` names this ETag (weak comparison, RFC 9110 §13.1.2), and how:
/// whoever was sent packed bytes holds a weak one, and updates what it holds by that.
pub fn none_match(header: &str, etag: &str) -> Option<String> {
    let strong = etag.trim_start_matches("W/");
    if header.trim() == "*" {
        return Some(strong.to_owned());
    }
    let mut held = header.split(',').map(str::trim);
    let held = held.find(|tag| tag.trim_start_matches("W/") == strong);
    held.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn if_match_reads_the_revision_alone() {
        let etag = Revision(3).etag(b"one");

        assert_eq!(Revision::from_if_match(Some(&etag)).unwrap(), Revision(3));
        assert_eq!(
            Revision::from_if_match(None).unwrap_err().kind,
            Kind::PreconditionRequired
        );
        assert_eq!(
            Revision::from_if_match(Some("\"x\"")).unwrap_err().kind,
            Kind::Stale
        );
    }

    #[test]
    fn if_none_match_compares_all_of_it_and_weakly() {
        let etag = Revision(3).etag(b"one");

        let weak = format!("W/{etag}");
        assert_eq!(
            none_match(&format!("\"other\", {weak}"), &etag),
            Some(weak.clone())
        );
        assert_eq!(none_match(&etag, &weak), Some(etag.clone()));
        assert_eq!(none_match("*", &weak), Some(etag.clone()));
        assert_eq!(none_match(&Revision(3).etag(b"two"), &etag), None);
    }
}
