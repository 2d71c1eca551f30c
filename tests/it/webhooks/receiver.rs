//! A provider's own system, which webhooks are told at.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, Mac};
use serde_json::Value;
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What it answers.
#[derive(Clone, Debug)]
pub enum Reply {
    /// A status, and headers with it.
    Status(u16, &'static str),
    /// Nothing, and it keeps the connection.
    Nothing,
    /// What is no answer.
    Nonsense,
}

/// A message that came.
#[derive(Clone, Debug)]
pub struct Got {
    /// The first line of the request.
    pub line: String,
    /// Its headers, by their names in lower case.
    pub headers: BTreeMap<String, String>,
    /// Its body.
    pub body: String,
}

impl Got {
    /// A header.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }

    /// How many of its signatures are those of a secret.
    pub fn signed_with(&self, secret: &str) -> usize {
        let key = secret.strip_prefix("whsec_").expect("a secret");
        let key = BASE64_STANDARD.decode(key).expect("base64");
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&key).expect("a key");
        let [id, at] = ["webhook-id", "webhook-timestamp"].map(|name| self.header(name));
        mac.update(format!("{id}.{at}.{}", self.body).as_bytes());
        let own = format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()));
        let all = self.header("webhook-signature").split(' ');
        all.filter(|one| *one == own).count()
    }
}

#[derive(Default)]
struct Kept {
    got: Vec<Got>,
    replies: VecDeque<Reply>,
}

/// A system that listens.
pub struct Receiver {
    /// Its port.
    pub port: u16,
    kept: Arc<Mutex<Kept>>,
    listening: JoinHandle<()>,
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Receiver {
    /// One that answers 204, unless told otherwise.
    pub async fn start() -> Self {
        Self::at(0).await
    }

    /// One at a port.
    pub async fn at(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port))
            .await
            .expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let kept: Arc<Mutex<Kept>> = Arc::default();
        let held = kept.clone();
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = held.clone();
                tokio::spawn(async move { answer(stream, &kept).await });
            }
        });
        Self {
            port,
            kept,
            listening,
        }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/haak?soort=1", self.port)
    }

    /// Has it answer so next, once each.
    pub fn replies(&self, replies: impl IntoIterator<Item = Reply>) {
        self.kept.lock().unwrap().replies.extend(replies);
    }

    /// Has it answer with statuses next, once each.
    pub fn says(&self, statuses: impl IntoIterator<Item = u16>) {
        let replies = statuses.into_iter();
        self.replies(replies.map(|status| Reply::Status(status, "")));
    }

    /// What came since the last look.
    pub fn got(&self) -> Vec<Got> {
        std::mem::take(&mut self.kept.lock().unwrap().got)
    }

    /// How much came and was not looked at.
    pub fn count(&self) -> usize {
        self.kept.lock().unwrap().got.len()
    }
}

async fn answer(mut stream: TcpStream, kept: &Mutex<Kept>) {
    let Some(got) = read(&mut stream).await else {
        return;
    };
    let reply = {
        let mut kept = kept.lock().unwrap();
        kept.got.push(got);
        kept.replies.pop_front()
    };
    match reply.unwrap_or(Reply::Status(204, "")) {
        Reply::Status(status, headers) => {
            let said = format!(
                "HTTP/1.1 {status} X\r\n{headers}content-length: 15\r\n\r\ngeheim-antwoord"
            );
            // Whoever asked may be gone.
            let _ = stream.write_all(said.as_bytes()).await;
        }
        Reply::Nonsense => {
            let _ = stream.write_all(b"hallo\r\n\r\n").await;
        }
        Reply::Nothing => std::future::pending().await,
    }
}

async fn read(stream: &mut TcpStream) -> Option<Got> {
    let mut bytes = Vec::new();
    loop {
        let mut some = [0; 4096];
        let count = stream
            .read(&mut some)
            .await
            .ok()
            .filter(|count| *count > 0)?;
        bytes.extend_from_slice(&some[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let mut lines = head.lines();
        let line = lines.next()?.to_owned();
        let pairs = lines.filter_map(|line| line.split_once(": "));
        let headers: BTreeMap<String, String> = pairs
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        let length: usize = headers.get("content-length")?.parse().ok()?;
        if body.len() >= length {
            let body = body.to_owned();
            return Some(Got {
                line,
                headers,
                body,
            });
        }
    }
}
