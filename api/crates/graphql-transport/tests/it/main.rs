//! One test per rule, through the front door.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod sample;
mod server;
mod support;

mod documents;
mod errors;
mod host;
mod http;
mod limits;
mod socket;
mod socket_life;
mod sse;
