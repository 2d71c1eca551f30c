#![doc = include_str!("../README.md")]

mod accept;
mod document;
mod engine;
mod errors;
mod host;
mod http;
mod lexer;
mod lru;
mod operation;
mod options;
mod params;
mod refusal;
mod socket;
mod transport;
mod trusted;
mod watched;

pub use errors::{BLANK, Disclosed, code};
pub use host::Host;
pub use operation::Operation;
pub use options::{Limits, Options, SocketOptions};
pub use refusal::Refusal;
pub use transport::Transport;
pub use trusted::TrustedDocuments;
pub use watched::{Watched, build};
