//! Everything the server reads from its surroundings, read once at start.
//!
//! From a file (`pijler.toml`, or what `--config` or `PIJLER_CONFIG` names), then
//! from the environment: `PIJLER_HTTP__PORT=8081` sets `http.port`, and
//! `DATABASE_URL` sets `database.url`. A word not known here stops the start, so
//! that a misspelt setting is never silently ignored.

mod sections;

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Toml};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::domains::federation::IssuerSettings;

pub use sections::{
    Contact, Database, Format as LogFormat, Graphql, GraphqlLimits, Http, Limits, Log, Mail,
    Metrics, Passkeys, Passwords, Storage, Tokens, Webhooks,
};

/// Everything the server reads from its surroundings.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The public door.
    pub http: Http,
    /// The door of whoever watches over the server.
    pub metrics: Metrics,
    /// Where files are kept.
    pub storage: Storage,
    /// Which database.
    pub database: Database,
    /// What the GraphQL door allows.
    pub graphql: Graphql,
    /// Whom to turn to.
    pub contact: Contact,
    /// How mail leaves.
    pub mail: Mail,
    /// How access tokens are signed.
    pub tokens: Tokens,
    /// Where people sign in with passkeys.
    pub passkeys: Passkeys,
    /// Others by whom people sign in, and whose tokens serve.
    pub identity_providers: Vec<IssuerSettings>,
    /// How much of the machine passwords may take.
    pub passwords: Passwords,
    /// How often one caller may do what costs something.
    pub limits: Limits,
    /// Where webhooks may be.
    pub webhooks: Webhooks,
    /// What is logged, and how.
    pub log: Log,
}

/// A setting that cannot be read; the text names it.
#[derive(Debug, thiserror::Error)]
#[error("configuration: {0}")]
pub struct BadConfig(Box<figment::Error>);

impl Config {
    /// Reads the file that is named, or `pijler.toml` where there is one, and the
    /// environment.
    pub fn read(file: Option<&Path>) -> Result<Self, BadConfig> {
        let named = file
            .map(Path::to_path_buf)
            .or_else(|| std::env::var_os("PIJLER_CONFIG").map(PathBuf::from));
        let toml = match named {
            Some(file) if !file.is_file() => {
                let words = format!("there is no file {}", file.display());
                return Err(BadConfig(Box::new(words.into())));
            }
            Some(file) => Toml::file_exact(file),
            None => Toml::file("pijler.toml"),
        };
        Self::from(Figment::from(toml).merge(environment()))
    }

    /// Reads what a figment holds.
    pub fn from(figment: Figment) -> Result<Self, BadConfig> {
        figment
            .extract()
            .map_err(|error| BadConfig(Box::new(error)))
    }

    /// The settings that committed contracts are written with.
    pub fn example() -> Self {
        let mut config = Self::default();
        config.http.public_url = Some("https://api.pijler.example".to_owned());
        config
    }

    /// Where the public finds us, without a slash at the end.
    pub fn public_url(&self) -> String {
        match &self.http.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://localhost:{}", self.http.port),
        }
    }

    /// The address of the database: a SQLite file in the data folder, unless set.
    pub fn database_url(&self) -> SecretString {
        self.database.url.clone().unwrap_or_else(|| {
            format!(
                "sqlite://{}",
                self.storage.folder.join("pijler.db").display()
            )
            .into()
        })
    }

    /// The SQLite file, where that is the database and it is a file.
    pub fn sqlite_file(&self) -> Option<PathBuf> {
        let url = self.database_url();
        let path = url.expose_secret().strip_prefix("sqlite:")?;
        let path = path.trim_start_matches("//").split('?').next()?;
        (path != ":memory:").then(|| PathBuf::from(path))
    }
}

fn environment() -> Figment {
    let url = Env::raw()
        .only(&["DATABASE_URL"])
        .map(|_| "database.url".into());
    let ours = Env::prefixed("PIJLER_")
        .ignore(&["config", "password"])
        .split("__");
    Figment::from(url).merge(ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(toml: &str) -> Result<Config, BadConfig> {
        Config::from(Figment::from(Toml::string(toml)))
    }

    #[test]
    fn a_misspelt_setting_is_named() {
        let error = read("[http]\nprot = 1").unwrap_err().to_string();

        assert!(error.contains("prot"), "{error}");
    }

    #[test]
    fn nothing_has_to_be_set() {
        let config = read("").unwrap();

        assert_eq!(config.public_url(), "http://localhost:8080");
        assert_eq!(
            config.sqlite_file().unwrap(),
            Path::new("./pijler-data/pijler.db")
        );
    }

    #[test]
    fn a_secret_does_not_show_when_the_settings_are_printed() {
        let config = read("[database]\nurl = 'postgres://u:hush@db/pijler'").unwrap();

        assert!(!format!("{config:?}").contains("hush"));
        assert!(config.sqlite_file().is_none());
    }
}
