//! Where the keys that sign tokens are kept.
//!
//! Beside a SQLite database: in a file that only its owner reads. With PostgreSQL:
//! in the database, sealed with a key from the configuration, for every node.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use super::error::IdentityError;
use super::policy::KeyKeeping;
use super::store;
use super::token::Key;
use crate::kernel::clock::Ids;
use crate::kernel::pseudonym::Pseudonyms;
use crate::kernel::sealed::Sealer;

/// Where keys are kept.
#[derive(Clone)]
pub enum KeyPlace {
    /// A file that only its owner reads.
    File(PathBuf),
    /// The database, sealed.
    Sealed(SealingKey),
}

/// What seals keys in the database. It is never printed.
#[derive(Clone)]
pub struct SealingKey {
    sealer: Sealer,
    pseudonyms: Pseudonyms,
}

/// A key as the database keeps it.
pub struct SealedKey {
    /// Its name.
    pub kid: String,
    /// Nonce and ciphertext, base64.
    pub sealed: String,
    /// From when it signs.
    pub signs_from: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct FiledKey {
    kid: String,
    private: String,
    signs_from: DateTime<Utc>,
}

impl KeyPlace {
    /// Reads the keys.
    pub async fn read(&self, db: &impl ConnectionTrait) -> Result<Vec<Key>, IdentityError> {
        match self {
            Self::File(path) => read_file(path),
            Self::Sealed(sealing) => {
                let rows = store::sealed_keys(db).await?;
                rows.iter().map(|row| sealing.open(row)).collect()
            }
        }
    }

    /// Keeps a new key, and forgets those that are spent.
    pub async fn keep(
        &self,
        leave: &KeyKeeping<'_>,
        ids: &Ids,
        new: &Key,
        spent: &[String],
    ) -> Result<(), IdentityError> {
        match self {
            Self::File(path) => {
                let mut keys = read_file(path)?;
                keys.retain(|key| !spent.contains(&key.kid));
                keys.push(new.clone());
                write_file(path, &keys)
            }
            Self::Sealed(sealing) => {
                store::add_key(leave, sealing.seal(ids, new)?).await?;
                Ok(store::remove_keys(leave, spent).await?)
            }
        }
    }
}

impl SealingKey {
    /// Reads 32 bytes of base64, as `openssl rand -base64 32` prints them.
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        let bytes = BASE64_STANDARD.decode(text.trim()).map_err(broken)?;
        let bytes = <[u8; 32]>::try_from(bytes)
            .map_err(|_| IdentityError::Keys("the sealing key is not 32 bytes long".to_owned()))?;
        Ok(Self {
            sealer: Sealer::of_key(bytes),
            pseudonyms: Pseudonyms::derived(&bytes),
        })
    }

    /// Pseudonyms that follow from this key: the same on every node that has it.
    pub fn pseudonyms(&self) -> Pseudonyms {
        self.pseudonyms.clone()
    }

    /// Seals a key under its own name, so that rows cannot be swapped.
    fn seal(&self, ids: &Ids, key: &Key) -> Result<SealedKey, IdentityError> {
        let sealed = self.sealer.seal(ids, key.kid.as_bytes(), key.der());
        let sealed = sealed.ok_or_else(|| broken("a key was not sealed"))?;
        Ok(SealedKey {
            kid: key.kid.clone(),
            sealed,
            signs_from: key.signs_from,
        })
    }

    fn open(&self, row: &SealedKey) -> Result<Key, IdentityError> {
        let der = self.sealer.open(row.kid.as_bytes(), &row.sealed);
        let der = der.ok_or_else(|| broken("sealed with another sealing key"))?;
        Key::from_der(&der, row.signs_from)
    }
}

fn read_file(path: &Path) -> Result<Vec<Key>, IdentityError> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(broken(error)),
    };
    let filed: Vec<FiledKey> = serde_json::from_slice(&text).map_err(broken)?;
    filed
        .iter()
        .map(|key| {
            let der = BASE64_STANDARD.decode(&key.private).map_err(broken)?;
            Key::from_der(&der, key.signs_from)
        })
        .collect()
}

/// Beside it first, then over it: a crash leaves the old file or the new one.
fn write_file(path: &Path, keys: &[Key]) -> Result<(), IdentityError> {
    let filed: Vec<FiledKey> = keys
        .iter()
        .map(|key| FiledKey {
            kid: key.kid.clone(),
            private: BASE64_STANDARD.encode(key.der()),
            signs_from: key.signs_from,
        })
        .collect();
    let text = serde_json::to_vec_pretty(&filed).map_err(broken)?;
    write_private(path, &text).map_err(broken)
}

/// Writes a file that only its owner reads.
pub fn write_private(path: &Path, text: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension("new");
    if fs::exists(&beside)? {
        fs::remove_file(&beside)?;
    }
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&beside)?;
    file.write_all(text)?;
    file.sync_all()?;
    fs::rename(&beside, path)
}

fn broken(error: impl std::fmt::Display) -> IdentityError {
    IdentityError::Keys(error.to_string())
}
