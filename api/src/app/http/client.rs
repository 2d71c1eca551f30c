//! From which address a request comes, believing configured proxies only.

use std::net::IpAddr;

use actix_web::dev::ServiceRequest;
use ipnet::IpNet;

use crate::kernel::client::ClientAddress;

/// The address that a request comes from.
pub fn address(request: &ServiceRequest, proxies: &[IpNet]) -> Option<ClientAddress> {
    let peer = request.peer_addr()?.ip();
    let forwarded: Vec<&str> = request
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    Some(ClientAddress::new(behind(peer, &forwarded, proxies)))
}

/// Walks back from the peer as long as whoever speaks is a proxy of ours.
fn behind(peer: IpAddr, forwarded: &[&str], proxies: &[IpNet]) -> IpAddr {
    let ours = |ip: &IpAddr| {
        proxies
            .iter()
            .any(|network| network.contains(&ip.to_canonical()))
    };
    let mut client = peer;
    for hop in forwarded.iter().rev() {
        if !ours(&client) {
            break;
        }
        match hop.parse() {
            Ok(ip) => client = ip,
            Err(_) => break,
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_proxies_are_believed() {
        let proxies = ["10.0.0.0/8".parse().unwrap()];
        let cases: [(&str, &[&str], &str); 5] = [
            ("192.0.2.1", &["198.51.100.9"], "192.0.2.1"),
            ("10.0.0.1", &["198.51.100.9"], "198.51.100.9"),
            (
                "10.0.0.1",
                &["203.0.113.5", "198.51.100.9", "10.2.2.2"],
                "198.51.100.9",
            ),
            ("10.0.0.1", &["198.51.100.9", "unknown"], "10.0.0.1"),
            ("10.0.0.1", &[], "10.0.0.1"),
        ];
        for (peer, forwarded, client) in cases {
            let found = behind(peer.parse().unwrap(), forwarded, &proxies);
            assert_eq!(found.to_string(), client, "{forwarded:?}");
        }
    }
}
