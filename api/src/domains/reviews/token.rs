//! Tokens: the right to review one course, in the hands of whoever drew it.
//!
//! A token names a course and how it is known that its holder was there, and proves
//! itself by a keyed hash. So drawing one leaves nothing of it in the database that a
//! review could be tied to, not even a digest; the digest comes with the review.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::model::Basis;
use crate::kernel::clock::Ids;
use crate::kernel::id::CourseId;
use crate::kernel::pseudonym::Pseudonyms;

const DIGEST: &str = "pijler 2026-11 review token, digest";
const SEAL: usize = 16;

/// A right whose token was shown. Only this file makes one. It is never printed.
pub struct Right {
    course: CourseId,
    basis: Basis,
    digest: String,
}

impl Right {
    /// Which course may be reviewed.
    pub fn course(&self) -> CourseId {
        self.course
    }

    /// How it is known that its holder was there.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// What is kept of the token.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

/// Makes the token of a right, which nobody can guess.
pub fn make(pseudonyms: &Pseudonyms, ids: &Ids, course: CourseId, basis: Basis) -> String {
    let claims = [
        &[number(basis)],
        &course.0.as_bytes()[..],
        &ids.secret::<32>(),
    ]
    .concat();
    let seal = seal(pseudonyms, &claims);
    BASE64_URL_SAFE_NO_PAD.encode([&claims[..], &seal].concat())
}

/// Reads a token; `None` for what we never gave out.
pub fn read(pseudonyms: &Pseudonyms, token: &str) -> Option<Right> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    let bytes: [u8; 1 + 16 + 32 + SEAL] = bytes.try_into().ok()?;
    let (claims, shown) = bytes.split_at(bytes.len() - SEAL);
    // Hashes are compared, so that the time it takes tells nothing of the seal.
    if blake3::hash(&seal(pseudonyms, claims)) != blake3::hash(shown) {
        return None;
    }
    let (first, rest) = claims.split_first()?;
    let course = Uuid::from_slice(rest.get(..16)?).ok()?;
    let digest = blake3::Hasher::new_derive_key(DIGEST)
        .update(&bytes)
        .finalize();
    Some(Right {
        course: CourseId(course),
        basis: Basis::ALL
            .iter()
            .copied()
            .find(|basis| number(*basis) == *first)?,
        digest: digest.to_hex().to_string(),
    })
}

fn seal(pseudonyms: &Pseudonyms, claims: &[u8]) -> [u8; SEAL] {
    let keyed = pseudonyms.of("review_token", &[claims]);
    std::array::from_fn(|at| keyed[at])
}

/// What stands for a basis in a token; it never changes.
fn number(basis: Basis) -> u8 {
    match basis {
        Basis::SelfDeclared => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_comes_back_as_the_right_it_is_and_changed_as_none() {
        let ours = Pseudonyms::new(&[1; 32]);
        let course = CourseId(Uuid::from_u128(7));
        let token = make(&ours, &Ids::System, course, Basis::SelfDeclared);
        let right = read(&ours, &token).unwrap();

        assert_eq!((right.course(), token.len()), (course, 87));
        assert_eq!(right.digest(), read(&ours, &token).unwrap().digest());
        assert!(read(&Pseudonyms::new(&[2; 32]), &token).is_none());
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(&token).unwrap();
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert!(read(&ours, &BASE64_URL_SAFE_NO_PAD.encode(other)).is_none());
        }
        assert!(read(&ours, "").is_none() && read(&ours, &token[1..]).is_none());
    }

    #[test]
    fn no_two_tokens_are_the_same() {
        let ours = Pseudonyms::new(&[1; 32]);
        let course = CourseId(Uuid::from_u128(7));
        let draw = || make(&ours, &Ids::System, course, Basis::SelfDeclared);

        assert_ne!(draw(), draw());
    }
}
