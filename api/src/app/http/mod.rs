//! The rules of HTTP that hold for every request, one file each.
//!
//! From the outside in: [`edge`] (trace, headers, problems), [`open`] and
//! actix-cors, compression, [`negotiate`], whoever signs people in, [`work`].

pub mod client;
pub mod cors;
pub mod edge;
pub mod facts;
pub mod headers;
pub mod kept;
pub mod negotiate;
pub mod open;
pub mod problem;
pub mod signed;
pub mod trace;
pub mod unmatched;
pub mod version;
pub mod work;

use std::sync::Arc;

use ipnet::IpNet;

use super::addresses::Addresses;
use super::metrics::Metrics;
use crate::kernel::kept::Asked;
use crate::kernel::limits::Limits;

/// What the rules go by; shared by all workers.
#[derive(Debug)]
pub struct Site {
    /// Every address and what it takes.
    pub addresses: Addresses,
    /// Networks whose `X-Forwarded-For` is believed.
    pub proxies: Vec<IpNet>,
    /// Origins whose pages may read more than open data.
    pub origins: Vec<String>,
    /// What is added to the challenge of who has no good token: where to find out how to get one.
    pub challenge: String,
    /// Where requests are counted.
    pub metrics: Metrics,
    /// How often one caller may do what costs something.
    pub limits: Arc<Limits>,
    /// What was asked lately.
    pub asked: Asked,
}
