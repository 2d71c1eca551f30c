//! Documents known beforehand.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use sha2::{Digest as _, Sha256};

/// Documents known beforehand, each under an identifier.
#[derive(Clone, Debug, Default)]
pub struct TrustedDocuments(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    by_id: HashMap<String, ([u8; 32], Arc<str>)>,
    digests: HashSet<[u8; 32]>,
}

impl TrustedDocuments {
    /// Documents under `sha256:` and the hexadecimal digest of their text.
    pub fn new<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        texts
            .into_iter()
            .map(|text| {
                let text = text.into();
                (format!("sha256:{}", hex(&digest(&text))), text)
            })
            .collect()
    }

    pub(crate) fn get(&self, id: &str) -> Option<([u8; 32], Arc<str>)> {
        self.0.by_id.get(id).cloned()
    }

    pub(crate) fn holds(&self, digest: &[u8; 32]) -> bool {
        self.0.digests.contains(digest)
    }
}

/// Documents under identifiers of one's own.
impl FromIterator<(String, String)> for TrustedDocuments {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(documents: I) -> Self {
        let mut inner = Inner::default();
        for (id, text) in documents {
            let digest = digest(&text);
            inner.digests.insert(digest);
            inner.by_id.insert(id, (digest, Arc::from(text)));
        }
        Self(Arc::new(inner))
    }
}

pub(crate) fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

pub(crate) fn hex(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(digest.len() * 2);
    for byte in digest {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Reads 64 hexadecimal digits.
pub(crate) fn unhex(text: &str) -> Option<[u8; 32]> {
    let bytes = text.as_bytes();
    if bytes.len() != 64 {
        return None;
    }
    let mut digest = [0; 32];
    for (byte, pair) in digest.iter_mut().zip(bytes.chunks_exact(2)) {
        let high = char::from(*pair.first()?).to_digit(16)?;
        let low = char::from(*pair.last()?).to_digit(16)?;
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    Some(digest)
}
