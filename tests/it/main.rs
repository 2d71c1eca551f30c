//! Tests that come in by the front door, a file a slice; and the contracts.

mod catalogue;
mod community;
mod contract;
mod effects;
mod front;
mod http;
mod identity;
mod intake;
mod kept;
mod panel;
mod program;
mod reviews;
mod roles;
mod rows;
mod screens;
mod search;
mod statistics;
