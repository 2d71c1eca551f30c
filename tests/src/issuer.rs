//! Another issuer, for tests: keys of its own, that it changes, and days on which it is not there.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey};
use p256::SecretKey;
use p256::pkcs8::EncodePrivateKey;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// Another issuer. Cheap to clone.
#[derive(Clone)]
pub struct TestIssuer {
    /// Who it is.
    pub url: String,
    state: Arc<Mutex<State>>,
}

/// How it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// As it should.
    Well,
    /// With a failure.
    Failing,
    /// Not at all.
    Silent,
    /// With more than anybody reads.
    Endless,
    /// With another address.
    Elsewhere,
}

struct State {
    mood: Mood,
    /// Which keys it shows, the one that it signs with last.
    shown: Vec<u8>,
    asked: BTreeMap<String, usize>,
    consents: BTreeMap<String, Consent>,
    /// What its document says otherwise.
    document: Value,
}

/// Somebody it let in, and who has yet to show the code.
struct Consent {
    redirect: String,
    challenge: String,
    token: String,
}

/// The key of a number, and what is shown of it.
pub fn issuer_key(seed: u8) -> (EncodingKey, Value) {
    let secret = SecretKey::from_slice(&[seed; 32]).expect("a key");
    let der = secret.to_pkcs8_der().expect("DER");
    let private = EncodingKey::from_ec_der(der.as_bytes());
    let public = Jwk::from_encoding_key(&private, Algorithm::ES256).expect("a public key");
    let mut public = serde_json::to_value(public).expect("JSON");
    public["kid"] = json!(format!("i{seed}"));
    public["use"] = json!("sig");
    (private, public)
}

/// A token of any header and claims.
pub fn token(header: &Value, claims: &Value, algorithm: Algorithm, key: &EncodingKey) -> String {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let said = format!("{}.{}", part(header), part(claims));
    let mark = jsonwebtoken::crypto::sign(said.as_bytes(), key, algorithm).expect("signed");
    format!("{said}.{mark}")
}

impl TestIssuer {
    /// Begins to answer, at a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let own = Self {
            url: format!("http://127.0.0.1:{port}"),
            state: Arc::new(Mutex::new(State {
                mood: Mood::Well,
                shown: vec![11],
                asked: BTreeMap::new(),
                consents: BTreeMap::new(),
                document: json!({}),
            })),
        };
        let answering = own.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let one = answering.clone();
                tokio::spawn(async move { one.answer(stream).await });
            }
        });
        own
    }

    fn state<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.state.lock().expect("nobody panicked with it"))
    }

    /// Answers in a mood from now on.
    pub fn is(&self, mood: Mood) {
        self.state(|state| state.mood = mood);
    }

    /// Shows other keys from now on, and signs with the last.
    pub fn shows(&self, keys: &[u8]) {
        self.state(|state| state.shown = keys.to_vec());
    }

    /// Says something else of itself.
    pub fn says(&self, member: &str, value: Value) {
        self.state(|state| state.document[member] = value);
    }

    /// How often something was asked for.
    pub fn asked(&self, path: &str) -> usize {
        self.state(|state| state.asked.get(path).copied().unwrap_or_default())
    }

    /// Signs with the key that it signs with now.
    pub fn sign(&self, kind: &str, claims: &Value) -> String {
        let seed = self.state(|state| *state.shown.last().expect("a key"));
        let header = json!({"alg": "ES256", "typ": kind, "kid": format!("i{seed}")});
        token(&header, claims, Algorithm::ES256, &issuer_key(seed).0)
    }

    /// An access token for somebody, with further claims.
    pub fn access(&self, now: i64, sub: &str, more: &Value) -> String {
        self.sign("at+jwt", &self.access_claims(now, sub, more))
    }

    /// What stands in an access token.
    pub fn access_claims(&self, now: i64, sub: &str, more: &Value) -> Value {
        let mut claims = json!({
            "iss": self.url, "aud": "https://api.pijler.example/v1", "sub": sub,
            "client_id": "app", "iat": now, "exp": now + 300, "jti": "een",
        });
        for (name, value) in more.as_object().expect("claims") {
            claims[name] = value.clone();
        }
        claims
    }

    /// Lets somebody in who was led here: what they come back with (`state`, `code`).
    pub fn lets_in(&self, address: &str, now: i64, claims: &Value) -> (String, String) {
        let url = Url::parse(address).expect("an address");
        let said: BTreeMap<_, _> = url.query_pairs().into_owned().collect();
        assert!(
            address.starts_with(&format!("{}/authorize?", self.url)),
            "{address}"
        );
        assert_eq!(said["response_type"], "code");
        assert_eq!(said["code_challenge_method"], "S256");
        assert!(said["scope"].split(' ').any(|scope| scope == "openid"));
        let mut token = json!({
            "iss": self.url, "aud": said["client_id"], "nonce": said["nonce"],
            "iat": now, "exp": now + 300,
        });
        for (name, value) in claims.as_object().expect("claims") {
            token[name] = value.clone();
        }
        self.lets_in_with(address, self.sign("JWT", &token))
    }

    /// As [`Self::lets_in`], with a token that was made beforehand.
    pub fn lets_in_with(&self, address: &str, token: String) -> (String, String) {
        let url = Url::parse(address).expect("an address");
        let said: BTreeMap<_, _> = url.query_pairs().into_owned().collect();
        let code = format!("code-{}", said["nonce"]);
        let consent = Consent {
            redirect: said["redirect_uri"].clone(),
            challenge: said["code_challenge"].clone(),
            token,
        };
        self.state(|state| state.consents.insert(code.clone(), consent));
        (said["state"].clone(), code)
    }

    async fn answer(&self, mut stream: TcpStream) {
        let Some((path, body)) = read(&mut stream).await else {
            return;
        };
        let mood = self.state(|state| {
            *state.asked.entry(path.clone()).or_default() += 1;
            state.mood
        });
        let (status, more, body) = match mood {
            Mood::Well => {
                let (status, body) = self.said(&path, &body);
                (status, String::new(), body.to_string())
            }
            Mood::Failing => (503, String::new(), "{}".to_owned()),
            Mood::Silent => {
                tokio::time::sleep(Duration::from_secs(60)).await;
                return;
            }
            Mood::Endless => (200, String::new(), "[0]".repeat(200_000)),
            Mood::Elsewhere => {
                let to = format!("Location: {}/other{path}\r\n", self.url);
                (302, to, String::new())
            }
        };
        let head = format!(
            "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{more}Content-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        let _ = stream.write_all(head.as_bytes()).await;
        let _ = stream.write_all(body.as_bytes()).await;
    }

    fn said(&self, path: &str, body: &str) -> (u16, Value) {
        match path {
            "/.well-known/openid-configuration" => (200, self.document()),
            "/jwks" => {
                let shown = self.state(|state| state.shown.clone());
                let keys: Vec<_> = shown.into_iter().map(|seed| issuer_key(seed).1).collect();
                (200, json!({"keys": keys}))
            }
            "/token" => self.traded(body),
            _ => (404, json!({})),
        }
    }

    fn document(&self) -> Value {
        let at = |path: &str| format!("{}{path}", self.url);
        let mut document = json!({
            "issuer": self.url,
            "authorization_endpoint": at("/authorize"),
            "token_endpoint": at("/token"),
            "jwks_uri": at("/jwks"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
        });
        let other = self.state(|state| state.document.clone());
        for (name, value) in other.as_object().expect("members") {
            document[name] = value.clone();
        }
        document
    }

    fn traded(&self, body: &str) -> (u16, Value) {
        let form: BTreeMap<_, _> = url::form_urlencoded::parse(body.as_bytes())
            .into_owned()
            .collect();
        let code = form.get("code").cloned().unwrap_or_default();
        let consent = self.state(|state| state.consents.remove(&code));
        let verifier = form.get("code_verifier").cloned().unwrap_or_default();
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
        let fits = |it: &Consent| {
            it.challenge == challenge && form.get("redirect_uri") == Some(&it.redirect)
        };
        match consent.filter(fits) {
            Some(consent) => {
                let said = json!({
                    "access_token": "theirs", "token_type": "Bearer", "expires_in": 300,
                    "id_token": consent.token,
                });
                (200, said)
            }
            None => (400, json!({"error": "invalid_grant"})),
        }
    }
}

/// A request: its path and its body.
async fn read(stream: &mut TcpStream) -> Option<(String, String)> {
    let mut bytes = Vec::new();
    let mut some = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let long = head.lines().find_map(|line| {
                let (name, value) = line.split_once(": ")?;
                name.eq_ignore_ascii_case("content-length")
                    .then(|| value.parse::<usize>().ok())?
            });
            if body.len() >= long.unwrap_or_default() {
                let path = head.split(' ').nth(1)?;
                let path = path.split('?').next()?;
                return Some((path.to_owned(), body.to_owned()));
            }
        }
        match stream.read(&mut some).await.ok()? {
            0 => return None,
            read => bytes.extend_from_slice(&some[..read]),
        }
    }
}
