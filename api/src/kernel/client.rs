//! From which address a request comes.

use std::future::{Ready, ready};
use std::net::{IpAddr, Ipv6Addr};

use actix_web::dev::Payload;
use actix_web::http::header::USER_AGENT;
use actix_web::{FromRequest, HttpMessage, HttpRequest};

/// The address that a request comes from, as far as configured proxies may be
/// believed. For limits per address only: it is neither stored nor logged whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClientAddress(IpAddr);

impl ClientAddress {
    /// An address; a v4 one mapped into v6 is taken for what it is.
    pub fn new(address: IpAddr) -> Self {
        Self(address.to_canonical())
    }

    /// What limits count by: the address, for IPv6 the /64 that one line has.
    pub fn network(self) -> IpAddr {
        self.cut(32, 64)
    }

    /// What may stand in a log: the first half of the address.
    pub fn coarse(self) -> IpAddr {
        self.cut(16, 32)
    }

    fn cut(self, v4: u32, v6: u32) -> IpAddr {
        match self.0 {
            IpAddr::V4(ip) => IpAddr::V4((u32::from(ip) & (u32::MAX << (32 - v4))).into()),
            IpAddr::V6(ip) => {
                IpAddr::V6(Ipv6Addr::from(u128::from(ip) & (u128::MAX << (128 - v6))))
            }
        }
    }
}

impl Default for ClientAddress {
    /// The unspecified address: of whoever has none.
    fn default() -> Self {
        Self(Ipv6Addr::UNSPECIFIED.into())
    }
}

impl FromRequest for ClientAddress {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    /// What the outermost layer found; the unspecified address where there is none.
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = request.extensions().get::<Self>().copied();
        ready(Ok(found.unwrap_or_default()))
    }
}

/// What a program says of itself (`User-Agent`): never kept, and believed of nothing.
#[derive(Clone, Debug, Default)]
pub struct UserAgent(pub Option<String>);

impl UserAgent {
    /// What a request says.
    pub fn of(request: &HttpRequest) -> Self {
        let header = request.headers().get(USER_AGENT);
        Self(header.and_then(|value| value.to_str().ok().map(str::to_owned)))
    }
}

impl FromRequest for UserAgent {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_cut_for_limits_and_for_the_log() {
        let cases = [
            ("192.0.2.77", "192.0.2.77", "192.0.0.0"),
            ("::ffff:192.0.2.77", "192.0.2.77", "192.0.0.0"),
            ("2001:db8:1:2:3::4", "2001:db8:1:2::", "2001:db8::"),
        ];
        for (address, network, coarse) in cases {
            let client = ClientAddress::new(address.parse().unwrap());
            assert_eq!(client.network().to_string(), network);
            assert_eq!(client.coarse().to_string(), coarse);
        }
    }
}
