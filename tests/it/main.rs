//! Tests that come in by the front door, a file a slice; and the contracts.

mod catalogue;
mod contract;
mod http;
