//! Accounts for show: one for every hat, in a database that holds no others.

use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;

use super::error::IdentityError;
use super::factor::FactorSecret;
use super::keys::write_private;
use super::model::{Email, Grant, GrantId, HatKind, Password, Research, Source, VERIFICATION};
use super::password::{PasswordHash, Passwords};
use super::policy::{self, Founding};
use super::store;
use crate::kernel::actor::Rank;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::{AccountId, MunicipalityCode, ProviderId};

/// What the file says.
#[derive(Serialize)]
struct Sheet {
    accounts: Vec<Line>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    role: HatKind,
    email: String,
    password: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<ProviderId>,
    /// What codes are made with, where the role needs a second factor.
    #[serde(skip_serializing_if = "Option::is_none")]
    totp_secret: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<Rank>,
    #[serde(skip_serializing_if = "Option::is_none")]
    municipality: Option<String>,
}

/// The municipality of the demonstration: Groningen.
const MUNICIPALITY: &str = "GM0014";

/// Makes an account for every hat and writes how to sign in to a file that only
/// its owner reads.
///
/// Made again, they get other passwords. A database with accounts of people is left
/// alone: `account.not_for_show`. Without a provider there is no organisation's.
pub async fn make(
    backend: &Backend,
    provider: Option<ProviderId>,
    file: &Path,
) -> Result<(), ApiError> {
    let passwords = Passwords::new(1, 0);
    let mut lines = Vec::new();
    let ranks = |role| match role {
        HatKind::Organisation => vec![Some(Rank::Editor), Some(Rank::Manager)],
        _ => vec![None],
    };
    let roles = HatKind::ALL.into_iter();
    let roles = roles.flat_map(|role| ranks(role).into_iter().map(move |rank| (role, rank)));
    for (role, rank) in roles {
        let provider = provider.filter(|_| role.is_of_a_provider());
        if role.is_of_a_provider() && provider.is_none() {
            continue;
        }
        let name = match rank {
            Some(Rank::Manager) => "manager",
            _ => role.word(),
        };
        let secret = BASE64_URL_SAFE_NO_PAD.encode(backend.ids.secret::<15>());
        let factor = role
            .needs_second_factor()
            .then(|| FactorSecret::make(&backend.ids));
        let line = Line {
            totp_secret: factor.as_ref().map(FactorSecret::text),
            role,
            email: format!("{name}@voorbeeld.example"),
            password: secret,
            provider,
            rank,
            municipality: (role == HatKind::Municipality).then(|| MUNICIPALITY.to_owned()),
        };
        let password = Password::try_with(&line.password);
        lines.push((passwords.hash(&password).await?, factor, line));
    }
    let tx = backend.write().await?;
    for (hash, factor, line) in &lines {
        let account = put(backend, &tx, line, hash.clone()).await?;
        if let Some(secret) = factor {
            give_factor(backend, &tx, account, secret).await?;
        }
    }
    let sheet = Sheet {
        accounts: lines.into_iter().map(|(_, _, line)| line).collect(),
    };
    let text = serde_json::to_vec_pretty(&sheet).map_err(|error| ApiError::internal(&error))?;
    write_private(file, &text).map_err(|error| ApiError::internal(&error))?;
    backend.commit(tx).await
}

async fn put(
    backend: &Backend,
    tx: &WriteTx,
    line: &Line,
    hash: PasswordHash,
) -> Result<AccountId, ApiError> {
    let leave = Founding::at_the_machine(tx);
    let others = store::count_not_for_show(&leave).await.map_err(database)?;
    if others > 0 {
        return Err(IdentityError::NotForShow.into());
    }
    let email = Email::stored(line.email.clone());
    let found = store::account_by_email(tx.conn(), &email).await;
    if let Some((id, _)) = found.map_err(database)? {
        let set = store::set_password(&policy::founding_password(&leave, id), hash).await;
        return set.map(|()| id).map_err(database);
    }
    let verified = (line.role == HatKind::Parent).then(|| tx.now() + VERIFICATION);
    let research = (line.role == HatKind::Researcher).then(|| Research {
        purpose: "Voorbeeld: zien wat er is.".to_owned(),
        datasets: vec!["breakdown".to_owned()],
        ends_at: tx.now() + VERIFICATION,
    });
    let municipality = line.municipality.as_deref();
    let grant = Grant {
        hat: line.role,
        provider: line.provider,
        rank: line.rank,
        municipality: municipality.and_then(MunicipalityCode::parse),
        verified_until: verified,
        research,
        claimed_until: None,
    };
    let grant = (GrantId(backend.ids.random()), grant);
    let id = AccountId(backend.ids.random());
    store::add_account(&(&leave, Source::Demo), id, &email, hash, &[grant]).await?;
    Ok(id)
}

async fn give_factor(
    backend: &Backend,
    tx: &WriteTx,
    account: AccountId,
    secret: &FactorSecret,
) -> Result<(), ApiError> {
    let leave = Founding::at_the_machine(tx);
    let leave = policy::founding_factor(&leave, account);
    let sealed = secret.seal((&backend.pseudonyms, &backend.ids), account)?;
    store::put_factor(&leave, sealed).await.map_err(database)?;
    let confirmed = store::confirm_factor(&leave.confirmed(), []).await;
    confirmed.map_err(database)
}
