//! How another issuer is reached: where to, how long, how much.
//!
//! It is named in the settings, but its documents name further addresses. Those have to be by
//! https, and at addresses of the open internet unless they are at the issuer's own host; nothing
//! that it answers leads elsewhere.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use openidconnect::{HttpRequest, HttpResponse};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use rustls::{ClientConfig, RootCertStore};
use tokio::sync::Semaphore;
use url::{Host, Url};

use super::error::FederationError;
use super::settings::is_own_machine;

/// How long an issuer may take for an answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long it may take to be connected to.
const CONNECTING: Duration = Duration::from_secs(3);
/// The most bytes of an answer.
const MOST: usize = 256 << 10;
/// How many questions to one issuer are open at once.
const AT_ONCE: usize = 16;

/// The way to one issuer.
pub struct Reach {
    client: Client,
    home: Url,
    places: Semaphore,
}

impl Reach {
    /// The way to an issuer.
    pub fn new(home: Url) -> Result<Self, String> {
        let roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let own = home.host_str().unwrap_or_default().to_owned();
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .dns_resolver(Arc::new(Known(own)))
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(CONNECTING)
            .timeout(PATIENCE)
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self {
            client,
            home,
            places: Semaphore::new(AT_ONCE),
        })
    }

    /// Whether an address that the issuer names may be gone to, by us or by people.
    pub fn allows(&self, url: &Url) -> bool {
        let scheme = match url.scheme() {
            "https" => true,
            "http" => self.home.scheme() == "http" && is_own_machine(url),
            _ => false,
        };
        let home = url.host() == self.home.host();
        let open = match url.host() {
            Some(Host::Domain(_)) => true,
            Some(Host::Ipv4(ip)) => is_open(ip.into()),
            Some(Host::Ipv6(ip)) => is_open(ip.into()),
            None => false,
        };
        scheme && (home || open) && url.username().is_empty() && url.password().is_none()
    }

    /// What stands at an address.
    pub async fn get(&self, url: &Url) -> Result<Vec<u8>, FederationError> {
        let request = self.client.get(url.clone());
        let request = request.header("accept", "application/json").build();
        let answer = self.ask(request.map_err(|_| FederationError::Unreachable)?);
        let (status, body) = answer.await?;
        match status == 200 {
            true => Ok(body),
            false => {
                tracing::warn!(
                    status,
                    host = url.host_str(),
                    "another issuer answered badly"
                );
                Err(FederationError::Unreachable)
            }
        }
    }

    /// What a question of the library is answered.
    pub async fn send(&self, request: HttpRequest) -> Result<HttpResponse, FederationError> {
        let failed = || FederationError::Unreachable;
        let request = reqwest::Request::try_from(request).map_err(|_| failed())?;
        let (status, body) = self.ask(request).await?;
        let answer = openidconnect::http::Response::builder()
            .status(status)
            .header("content-type", "application/json");
        answer.body(body).map_err(|_| failed())
    }

    async fn ask(&self, request: reqwest::Request) -> Result<(u16, Vec<u8>), FederationError> {
        let failed = || FederationError::Unreachable;
        if !self.allows(request.url()) {
            tracing::warn!(
                host = request.url().host_str(),
                "another issuer names an address that is not gone to"
            );
            return Err(failed());
        }
        let _place = self.places.try_acquire().map_err(|_| failed())?;
        let host = request.url().host_str().map(ToOwned::to_owned);
        let read = async {
            let response = self.client.execute(request).await?;
            Ok((response.status().as_u16(), bounded(response).await?))
        };
        match read.await {
            Ok((status, Some(body))) => Ok((status, body)),
            Ok((_, None)) => {
                tracing::warn!(host, "another issuer answers too much");
                Err(failed())
            }
            Err(error) => {
                let error: reqwest::Error = error;
                tracing::warn!(host, error = %error.without_url(), "another issuer cannot be reached");
                Err(failed())
            }
        }
    }
}

/// A body, unless it is longer than any that is needed.
async fn bounded(response: Response) -> Result<Option<Vec<u8>>, reqwest::Error> {
    let mut chunks = response.bytes_stream();
    let mut body = Vec::new();
    while let Some(chunk) = chunks.next().await {
        body.extend_from_slice(&chunk?);
        if body.len() > MOST {
            return Ok(None);
        }
    }
    Ok(Some(body))
}

/// Looks names up, and leaves out what is not of the open internet: but for the issuer's own name.
struct Known(String);

impl Resolve for Known {
    fn resolve(&self, name: Name) -> Resolving {
        let trusted = name.as_str() == self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let open = found.filter(move |it| trusted || is_open(it.ip()));
            let open: Vec<SocketAddr> = open.collect();
            if open.is_empty() {
                return Err("the name leads to no address of the open internet".into());
            }
            let open: Addrs = Box::new(open.into_iter());
            Ok(open)
        })
    }
}

/// Whether an address is of the open internet (IANA's registries of special addresses).
fn is_open(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            let special = ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_multicast()
                || ip.is_documentation()
                || matches!((a, b, c), (0 | 240..=255, ..) | (100, 64..=127, _))
                || matches!((a, b, c), (192, 0, 0) | (198, 18..=19, _) | (192, 88, 99));
            !special
        }
        IpAddr::V6(ip) => {
            // What is given out so far is 2000::/3; within it stand documentation and ways to IPv4.
            let [first, second, ..] = ip.segments();
            let special = matches!((first, second), (0x2001, 0x0..=0x1ff | 0xdb8) | (0x2002, _))
                || first == 0x3fff;
            first & 0xe000 == 0x2000 && !special
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_within_a_house_is_gone_to_but_the_issuer_itself() {
        for closed in [
            "127.0.0.1",
            "10.1.2.3",
            "169.254.169.254",
            "192.168.1.1",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "::ffff:10.0.0.1",
            "fe80::1",
            "fd00::1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
        ] {
            assert!(!is_open(closed.parse().unwrap()), "{closed}");
        }
        for open in ["8.8.8.8", "2a00:1450::1"] {
            assert!(is_open(open.parse().unwrap()), "{open}");
        }
        let may = |home: &str, to: &str| {
            let reach = Reach::new(home.parse().unwrap()).unwrap();
            reach.allows(&to.parse().unwrap())
        };
        assert!(may("https://id.example", "https://keys.example/jwks"));
        assert!(may("https://10.0.0.7", "https://10.0.0.7/jwks"));
        assert!(may("http://127.0.0.1:9000", "http://127.0.0.1:9001/jwks"));
        for to in [
            "http://id.example/jwks",
            "http://127.0.0.1/jwks",
            "https://169.254.169.254/",
            "https://[::1]/",
            "https://a:b@id.example/",
            "file:///etc/passwd",
        ] {
            assert!(!may("https://id.example", to), "{to}");
        }
    }
}
