//! Tests that come in by the front door, a file a slice; and the contracts.

mod applications;
mod catalogue;
mod community;
mod contract;
mod drafts;
mod effects;
mod factors;
mod front;
mod http;
mod identity;
mod intake;
mod kept;
mod limits;
mod offers;
mod one_line;
mod panel;
mod passwords;
mod program;
mod reviews;
mod roles;
mod rows;
mod screens;
mod search;
mod statistics;
mod supply;
mod trainers;
