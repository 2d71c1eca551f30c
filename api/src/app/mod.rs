//! The wiring: the only place that knows every slice.

pub mod addresses;
pub mod cli;
pub mod config;
pub mod discovery;
pub mod errors_page;
pub mod front;
pub mod graphql;
pub mod health;
pub mod http;
pub mod metrics;
pub mod openapi;
pub mod pages;
pub mod rest;
pub mod server;
pub mod start;
pub mod telemetry;
