//! Sending a message: one connection, to an address that was looked at, and one request.
//!
//! Nothing is taken over from the surroundings (no proxy), no redirect is followed, and of the
//! answer only the status is read, and how long the receiver wants to be left alone.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::TimeDelta;
use http_body_util::Full;
use hyper::header::{CONTENT_TYPE, HOST, RETRY_AFTER, USER_AGENT};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use url::{Position, Url};

use super::model::{Failure, Outcome};
use super::reach::Reach;

/// How long all of it may take, from looking the name up to the answer.
const LONGEST: Duration = Duration::from_secs(15);
/// How many addresses of one name are tried.
const MOST_ADDRESSES: usize = 4;
/// How many bytes the head of an answer may have.
const MOST_HEAD: usize = 16 * 1024;
/// How messages say whose they are.
const AGENT: &str = concat!("Pijler-Webhooks/", env!("CARGO_PKG_VERSION"));

/// A message, ready to be sent.
#[derive(Debug)]
pub struct Message {
    /// Its id.
    pub id: String,
    /// When it is sent, in seconds since 1970.
    pub timestamp: i64,
    /// Its signatures.
    pub signatures: String,
    /// Its body.
    pub body: String,
}

/// Sends messages.
#[derive(Clone)]
pub struct Sender {
    reach: Reach,
    tls: TlsConnector,
}

impl std::fmt::Debug for Sender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sender")
    }
}

/// A connection, secure or not.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

impl Sender {
    /// One that reaches so far; nothing where this machine cannot make secure connections.
    pub fn new(reach: Reach) -> Option<Self> {
        let mut roots = RootCertStore::empty();
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .ok()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let tls = TlsConnector::from(Arc::new(config));
        Some(Self { reach, tls })
    }

    /// Sends a message, and tells how that ended.
    pub async fn send(&self, url: &str, message: Message) -> Outcome {
        let Ok(url) = Url::parse(url) else {
            return Outcome::without_answer(Failure::NoAddress);
        };
        match timeout(LONGEST, self.exchange(&url, message)).await {
            Ok(Ok(answer)) => Outcome::answered(answer.status().as_u16(), pause(&answer)),
            Ok(Err(failure)) => Outcome::without_answer(failure),
            Err(_) => Outcome::without_answer(Failure::TimedOut),
        }
    }

    async fn exchange(&self, url: &Url, message: Message) -> Result<Response<()>, Failure> {
        let request = request(url, message).ok_or(Failure::NoAddress)?;
        let stream = self.connect(url).await?;
        let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
            .max_buf_size(MOST_HEAD)
            .handshake(TokioIo::new(stream))
            .await
            .map_err(|_| Failure::NoAnswer)?;
        // Ends with this function, whatever the receiver still wants to say.
        let mut driving = JoinSet::new();
        driving.spawn(connection);
        let answer = sender.send_request(request).await;
        let (head, _) = answer.map_err(|_| Failure::NoAnswer)?.into_parts();
        Ok(Response::from_parts(head, ()))
    }

    async fn connect(&self, url: &Url) -> Result<Box<dyn Stream>, Failure> {
        let addresses = self.reach.addresses(url).await;
        if addresses.is_empty() {
            return Err(Failure::NoAddress);
        }
        let mut stream = Err(Failure::NotConnected);
        for address in addresses.into_iter().take(MOST_ADDRESSES) {
            stream = TcpStream::connect(address)
                .await
                .map_err(|_| Failure::NotConnected);
            if stream.is_ok() {
                break;
            }
        }
        let stream = stream?;
        if url.scheme() != "https" {
            return Ok(Box::new(stream));
        }
        let host = url.host_str().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(host.to_owned()).map_err(|_| Failure::NoAddress)?;
        let secure = self.tls.connect(name, stream).await;
        Ok(Box::new(secure.map_err(|_| Failure::NotSecure)?))
    }
}

fn request(url: &Url, message: Message) -> Option<Request<Full<Bytes>>> {
    Request::post(&url[Position::BeforePath..Position::AfterQuery])
        .header(HOST, &url[Position::BeforeHost..Position::AfterPort])
        .header(CONTENT_TYPE, "application/json")
        .header(USER_AGENT, AGENT)
        .header("webhook-id", message.id)
        .header("webhook-timestamp", message.timestamp)
        .header("webhook-signature", message.signatures)
        .body(Full::new(message.body.into()))
        .ok()
}

/// How long a receiver wants to be left alone, where it says so in seconds.
fn pause(answer: &Response<()>) -> Option<TimeDelta> {
    let said = answer.headers().get(RETRY_AFTER)?.to_str().ok()?;
    TimeDelta::try_seconds(said.trim().parse::<u32>().ok()?.into())
}
