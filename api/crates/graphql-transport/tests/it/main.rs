//! One test per rule, through the front door.

mod sample;
mod support;

mod documents;
mod errors;
mod http;
mod limits;
mod socket;
mod sse;
