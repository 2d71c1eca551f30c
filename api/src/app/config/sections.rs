//! The sections of the configuration, with what holds where nothing is said.

use std::path::PathBuf;

use ipnet::IpNet;
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

/// The public door.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Http {
    /// The address to listen on.
    pub host: String,
    /// The port to listen on; 0 takes a free one.
    pub port: u16,
    /// Where the public finds us; `http://localhost:<port>` unless set.
    pub public_url: Option<String>,
    /// Networks whose `X-Forwarded-For` is believed.
    #[serde(deserialize_with = "networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// Origins whose pages may read more than open data.
    pub cors_origins: Vec<String>,
    /// The most bytes of a body.
    pub body_limit: usize,
    /// How long a client may take for its headers, and then for its body.
    pub client_seconds: u64,
    /// How long requests in flight may take when the server stops.
    pub shutdown_seconds: u64,
    /// How many threads answer; as many as there are processors unless set.
    pub workers: Option<usize>,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            host: "127.0.0.1".to_owned(),
            port: 8080,
            public_url: None,
            trusted_proxies: Vec::new(),
            cors_origins: Vec::new(),
            body_limit: 256 * 1024,
            client_seconds: 10,
            shutdown_seconds: 15,
            workers: None,
        }
    }
}

/// Reads networks, and addresses as networks of one.
fn networks<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<Vec<IpNet>, D::Error> {
    let words = Vec::<String>::deserialize(reader)?;
    let network = |word: &String| {
        let one = word
            .parse()
            .map(|address: std::net::IpAddr| IpNet::from(address));
        word.parse().or(one).map_err(serde::de::Error::custom)
    };
    words.iter().map(network).collect()
}

/// The door of whoever watches over the server.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metrics {
    /// The address to listen on.
    pub host: String,
    /// The port to listen on; 0 takes a free one.
    pub port: u16,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            host: "127.0.0.1".to_owned(),
            port: 9090,
        }
    }
}

/// Where files are kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Storage {
    /// The folder; made when it is not there.
    pub folder: PathBuf,
}

impl Default for Storage {
    fn default() -> Self {
        Self {
            folder: PathBuf::from("./pijler-data"),
        }
    }
}

/// Which database.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `sqlite://…` or `postgres://…`; a file in the data folder unless set.
    pub url: Option<SecretString>,
}

/// What the GraphQL door allows.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Graphql {
    /// Whether the schema may be asked for.
    pub introspection: bool,
    /// Whether `/graphiql` is served.
    pub graphiql: bool,
    /// Whether only the documents in `trusted_documents` are taken.
    pub trusted_only: bool,
    /// A JSON file of known documents: an object of ids and texts.
    pub trusted_documents: Option<PathBuf>,
    /// How large a document may be.
    pub limits: GraphqlLimits,
}

impl Default for Graphql {
    fn default() -> Self {
        Self {
            introspection: true,
            graphiql: true,
            trusted_only: false,
            trusted_documents: None,
            limits: GraphqlLimits::default(),
        }
    }
}

/// How large a GraphQL document may be; see `graphql_transport::Limits`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GraphqlLimits {
    /// Fields within fields.
    pub depth: usize,
    /// Cost by the schema's own reckoning.
    pub complexity: usize,
    /// Fields under another name.
    pub aliases: usize,
    /// Lexical tokens.
    pub tokens: usize,
    /// Fields at the top.
    pub root_fields: usize,
}

impl Default for GraphqlLimits {
    fn default() -> Self {
        let limits = graphql_transport::Limits::default();
        Self {
            depth: limits.depth,
            complexity: limits.complexity,
            aliases: limits.aliases,
            tokens: limits.tokens,
            root_fields: limits.root_fields,
        }
    }
}

/// Whom to turn to; shown in the API's documents.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Contact {
    /// A name.
    pub name: String,
    /// A page.
    pub url: String,
    /// A mail address.
    pub email: String,
    /// Where weaknesses are reported: a mail address.
    pub security_email: String,
}

impl Default for Contact {
    fn default() -> Self {
        Self {
            name: "Pijler".to_owned(),
            url: "https://pijler.example/contact".to_owned(),
            email: "api@pijler.example".to_owned(),
            security_email: "security@pijler.example".to_owned(),
        }
    }
}

/// How mail leaves.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    /// `smtp://…` or `smtps://…`; mails become files in the data folder unless set.
    pub url: Option<SecretString>,
    /// The neutral sender: that somebody is a member is nobody's business.
    pub from: String,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            url: None,
            from: "Bericht <bericht@pijler.example>".to_owned(),
        }
    }
}

/// How people are let in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tokens {
    /// What seals the signing keys in PostgreSQL: 32 bytes in base64, the same on
    /// every node. Beside SQLite the keys stand in the data folder.
    pub sealing_key: Option<SecretString>,
}

/// Where people sign in with passkeys.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Passkeys {
    /// The domain that they are made for, and cannot leave; that of the public address where it
    /// is not set.
    pub domain: Option<String>,
    /// The addresses of front-ends that ask for them, at that domain or under it; the public
    /// address where none is set.
    pub origins: Vec<Url>,
}

/// How much of the machine passwords may take.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Passwords {
    /// How many are hashed at once.
    pub working: usize,
    /// How many more may wait; after that, 429.
    pub waiting: usize,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            working: 1,
            waiting: 32,
        }
    }
}

/// How often one caller may do what costs something; 0 where there is no limit. Somebody signed in
/// is one caller, and so is whoever calls from one address; each node counts by itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Answers that are not kept, a minute.
    pub requests: u32,
    /// Writes, a minute.
    pub writes: u32,
    /// Passwords to hash, a minute: to sign in is one.
    pub passwords: u32,
    /// Letters to send, an hour.
    pub letters: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests: 6_000,
            writes: 240,
            passwords: 30,
            letters: 20,
        }
    }
}

/// Where webhooks may be.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Webhooks {
    /// Whether they may be on this machine itself, without https too: for development and tests.
    pub loopback: bool,
    /// Networks of the house's own that have public addresses: no webhook is told there.
    #[serde(deserialize_with = "networks")]
    pub refused: Vec<IpNet>,
}

/// What is logged, and how.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// How lines look.
    pub format: Format,
    /// What is told, in `tracing`'s words (`info,pijler=debug`).
    pub level: String,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            format: Format::Text,
            level: "info".to_owned(),
        }
    }
}

/// How lines of the log look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// For people.
    Text,
    /// For machines: an object a line.
    Json,
}
