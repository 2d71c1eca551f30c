//! Where webhooks may be: by https, at addresses that anybody can reach.
//!
//! An address is looked at when it is connected to, not when it is registered: a name may stand
//! for another by then. What is not public, or leads back to something that is not, is refused.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, LazyLock};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use url::{Host, Url};

use crate::kernel::text::is_unreadable;

/// How long an address may be, in bytes.
pub const LONGEST_URL: usize = 2_000;

/// Networks of IPv4 that are not for everybody (IANA's special-purpose registry, multicast and
/// what is reserved), and the one address outside them where a cloud answers its machines.
static NOT_PUBLIC: LazyLock<Vec<Ipv4Net>> = LazyLock::new(|| {
    let all = [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "168.63.129.16/32",
    ];
    all.iter().filter_map(|net| net.parse().ok()).collect()
});

/// The part of IPv6 that is given out for everybody (`2000::/3`), and what in it is not: what
/// protocols have for themselves (Teredo among them), documentation, and 6to4, which leads to
/// any address of IPv4.
static PUBLIC_6: LazyLock<Vec<Ipv6Net>> = LazyLock::new(|| {
    let all = ["2000::/3"];
    all.iter().filter_map(|net| net.parse().ok()).collect()
});
static NOT_PUBLIC_6: LazyLock<Vec<Ipv6Net>> = LazyLock::new(|| {
    let all = [
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    ];
    all.iter().filter_map(|net| net.parse().ok()).collect()
});

/// Tells the addresses that a name leads to.
pub type Tell = dyn Fn(&str) -> Vec<IpAddr> + Send + Sync;

/// Where names lead.
#[derive(Clone, Default)]
pub enum Names {
    /// As the machine knows it.
    #[default]
    System,
    /// As a test says.
    Told(Arc<Tell>),
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Names")
    }
}

/// Where webhooks may be.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Whether this machine itself may be told, without https too: for development and tests.
    pub loopback: bool,
    /// Networks of the house's own that have public addresses, and are not for webhooks.
    pub refused: Vec<IpNet>,
    /// Where names lead.
    pub names: Names,
}

impl Reach {
    /// An address as a provider may register it: nothing where it may not.
    pub fn read(&self, text: &str) -> Option<Url> {
        // What a library would mend or skip is none: the text is kept as it was sent.
        let odd = |c: char| c.is_whitespace() || is_unreadable(c) || "\"<>\\^`{|}#".contains(c);
        if text.len() > LONGEST_URL || text.contains(odd) {
            return None;
        }
        let url = Url::parse(text).ok()?;
        let named = text
            .split('/')
            .nth(2)
            .is_some_and(|host| host.contains('@'));
        let bare = url.username().is_empty() && url.password().is_none() && !named;
        let near = self.loopback && is_near(&url);
        let far = url.scheme() == "https"
            && url.domain().is_some_and(|name| name.contains('.'))
            && url.port_or_known_default().is_some_and(is_open_port);
        (bare && (near || far)).then_some(url)
    }

    /// Where a message may be sent to: every public address of whoever is meant.
    pub async fn addresses(&self, url: &Url) -> Vec<SocketAddr> {
        let Some(port) = url.port_or_known_default() else {
            return Vec::new();
        };
        let found: Vec<IpAddr> = match url.host() {
            Some(Host::Ipv4(ip)) => vec![ip.into()],
            Some(Host::Ipv6(ip)) => vec![ip.into()],
            Some(Host::Domain(name)) => self.names.of(name).await,
            None => Vec::new(),
        };
        let open = found.into_iter().filter(|ip| self.is_open(*ip));
        open.map(|ip| SocketAddr::new(ip, port)).collect()
    }

    /// Whether an address may be connected to.
    pub fn is_open(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        if self.refused.iter().any(|net| net.contains(&ip)) {
            return false;
        }
        (self.loopback && ip.is_loopback()) || is_public(ip)
    }
}

impl Names {
    async fn of(&self, name: &str) -> Vec<IpAddr> {
        match self {
            Self::Told(tell) => tell(name),
            // With the port that means nothing: only the addresses are taken.
            Self::System => match tokio::net::lookup_host((name, 0)).await {
                Ok(found) => found.map(|address| address.ip()).collect(),
                Err(_) => Vec::new(),
            },
        }
    }
}

/// Whether anybody can reach an address.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_4(ip),
        IpAddr::V6(ip) => is_public_6(ip),
    }
}

fn is_public_4(ip: Ipv4Addr) -> bool {
    !NOT_PUBLIC.iter().any(|net| net.contains(&ip))
}

fn is_public_6(ip: Ipv6Addr) -> bool {
    let within = |nets: &[Ipv6Net]| nets.iter().any(|net| net.contains(&ip));
    within(&PUBLIC_6) && !within(&NOT_PUBLIC_6)
}

/// Whether an address is of this machine itself, as it is written.
fn is_near(url: &Url) -> bool {
    let web = ["http", "https"].contains(&url.scheme());
    web && match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// Whether a port may be named: that of https, or one that anybody may listen on. The others
/// are of mail and the like, which have no use for our messages.
fn is_open_port(port: u16) -> bool {
    port == 443 || port >= 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_anybody_can_reach_is_connected_to() {
        let reach = Reach::default();
        let open = |text: &str| reach.is_open(text.parse().unwrap());
        let refused = [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "100.100.100.200",
            "127.0.0.1",
            "127.1.2.3",
            "169.254.0.1",
            "169.254.169.254",
            "169.254.170.2",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "192.168.255.255",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "168.63.129.16",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:0:7f00:1::",
            "2001:10::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:a9fe:a9fe::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fdff::1",
            "fe80::1",
            "fe80::a9fe:a9fe",
            "fec0::1",
            "ff02::1",
            "ff0e::1",
        ];
        let let_in: Vec<_> = refused.iter().filter(|text| open(text)).collect();
        assert!(let_in.is_empty(), "{let_in:?}");
        let public = [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.1",
            "100.63.255.255",
            "100.128.0.1",
            "126.1.1.1",
            "128.0.0.1",
            "172.15.255.255",
            "172.32.0.1",
            "193.0.0.1",
            "198.17.255.255",
            "198.20.0.1",
            "223.255.255.255",
            "::ffff:1.1.1.1",
            "2606:4700:4700::1111",
            "2a00:1450:400e::1",
            "2001:67c:2e8::1",
        ];
        let kept_out: Vec<_> = public.iter().filter(|text| !open(text)).collect();
        assert!(kept_out.is_empty(), "{kept_out:?}");
    }

    #[test]
    fn no_network_is_misspelt() {
        assert_eq!(
            (NOT_PUBLIC.len(), PUBLIC_6.len(), NOT_PUBLIC_6.len()),
            (19, 1, 5)
        );
    }

    #[test]
    fn this_machine_and_networks_of_the_house_are_open_or_not_as_is_set() {
        let near = Reach {
            loopback: true,
            refused: vec![
                "1.1.1.0/24".parse().unwrap(),
                "2606:4700::/32".parse().unwrap(),
            ],
            ..Reach::default()
        };
        let open = |text: &str| near.is_open(text.parse().unwrap());

        assert!(open("127.0.0.1") && open("::1") && open("::ffff:127.0.0.1") && open("1.0.0.1"));
        for refused in [
            "10.0.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "::",
            "1.1.1.1",
            "::ffff:1.1.1.1",
            "2606:4700:4700::1111",
        ] {
            assert!(!open(refused), "{refused}");
        }
    }

    #[test]
    fn an_address_is_registered_by_https_and_by_name() {
        let (far, near) = (
            Reach::default(),
            Reach {
                loopback: true,
                ..Reach::default()
            },
        );
        let good = [
            "https://cursus.voorbeeld.nl/haak?soort=1",
            "https://voorbeeld.nl:8443/@ploeg",
            "HTTPS://Voorbeeld.NL",
        ];
        for good in good {
            assert!(far.read(good).is_some(), "{good}");
        }
        let wrong = [
            "",
            "voorbeeld.nl",
            "ftp://voorbeeld.nl",
            "http://voorbeeld.nl",
            "https://",
            "https:///pad",
            "https://localhost/",
            "https://intranet/",
            "https://1.1.1.1/",
            "https://[2606:4700::1]/",
            "https://127.0.0.1/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://wie:wat@voorbeeld.nl/",
            "https://wie@voorbeeld.nl/",
            "https://@voorbeeld.nl/",
            "https://voorbeeld.nl/#deel",
            "https://voorbeeld.nl:22/",
            "https://voorbeeld.nl:25/",
            "https://voorbeeld.nl:80/",
            "https://voorbeeld.nl/a b",
            "https://voorbeeld.nl/\u{202e}",
            "https:\\\\voorbeeld.nl",
        ];
        for wrong in wrong {
            assert!(far.read(wrong).is_none(), "{wrong}");
        }
        for own in [
            "http://localhost:8081/haak",
            "http://127.0.0.1:1/",
            "https://[::1]:9000/",
        ] {
            assert!(far.read(own).is_none() && near.read(own).is_some(), "{own}");
        }
        for wrong in [
            "http://10.0.0.1/",
            "http://voorbeeld.nl/",
            "http://localhost.voorbeeld.nl/",
            "gopher://localhost/",
        ] {
            assert!(near.read(wrong).is_none(), "{wrong}");
        }
    }
}
