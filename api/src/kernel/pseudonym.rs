//! Pseudonyms: how somebody is known again where no row may say who it is.
//!
//! A pseudonym is a keyed hash of a purpose and what it is about (an account and a
//! thread, say). The key is kept outside the database, so that whoever holds the
//! tables alone cannot tell which account stands behind a row, nor that two rows
//! are of one account.

use std::fmt;
use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::clock::Ids;

type Keyed = Hmac<Sha256>;

/// Makes pseudonyms. It never prints its key.
#[derive(Clone)]
pub struct Pseudonyms(Keyed);

impl fmt::Debug for Pseudonyms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pseudonyms")
    }
}

impl Pseudonyms {
    /// Made with a key.
    pub fn new(key: &[u8; 32]) -> Self {
        Self(keyed(key))
    }

    /// Made with a key that follows from `secret`, which serves other ends too.
    pub fn derived(secret: &[u8; 32]) -> Self {
        let mut mac = keyed(secret);
        mac.update(b"pijler pseudonyms 1");
        Self::new(&mac.finalize().into_bytes().into())
    }

    /// Made with the key in a file that only its owner reads; the first to ask makes it.
    pub fn kept_in(path: &Path, ids: &Ids) -> std::io::Result<Self> {
        let kept = match fs::read(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                make(path, &ids.secret::<32>())?;
                fs::read(path)?
            }
            kept => kept?,
        };
        let key = kept.as_slice().try_into().map_err(|_| {
            let words = format!("{} does not hold a key of 32 bytes", path.display());
            std::io::Error::new(ErrorKind::InvalidData, words)
        })?;
        Ok(Self::new(key))
    }

    /// The pseudonym for a purpose, of what it is about.
    ///
    /// The parts are told apart: `["ab", "c"]` is another than `["a", "bc"]`.
    pub fn of(&self, purpose: &str, about: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.clone();
        for part in std::iter::once(purpose.as_bytes()).chain(about.iter().copied()) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

/// A key shorter than a block is filled up with zeros (RFC 2104 §2).
fn keyed(key: &[u8; 32]) -> Keyed {
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    <Keyed as Mac>::new(&block.into())
}

/// Beside it first, then linked to its name, which only one of two can do: both
/// then read the same key, and a crash leaves no half of one.
fn make(path: &Path, key: &[u8; 32]) -> std::io::Result<()> {
    let beside = path.with_extension(std::process::id().to_string());
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)?;
    file.write_all(key)?;
    file.sync_all()?;
    let linked = fs::hard_link(&beside, path);
    fs::remove_file(&beside)?;
    match linked {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        linked => linked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purpose_parts_and_key_each_make_another() {
        let ours = Pseudonyms::new(&[1; 32]);
        let one = ours.of("alias", &[b"ab", b"c"]);
        assert_eq!(one, ours.of("alias", &[b"ab", b"c"]));
        assert_ne!(one, ours.of("alias", &[b"a", b"bc"]));
        assert_ne!(one, ours.of("right", &[b"ab", b"c"]));
        assert_ne!(one, Pseudonyms::new(&[2; 32]).of("alias", &[b"ab", b"c"]));
    }

    #[test]
    fn a_key_is_made_once_and_read_after() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pseudonym-key");
        let first = Pseudonyms::kept_in(&path, &Ids::System).unwrap();
        let again = Pseudonyms::kept_in(&path, &Ids::System).unwrap();
        assert_eq!(first.of("alias", &[]), again.of("alias", &[]));
        fs::write(&path, b"short").unwrap();
        assert!(Pseudonyms::kept_in(&path, &Ids::System).is_err());
    }
}
