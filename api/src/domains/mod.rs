//! What the product is about, one folder per slice.

pub mod applications;
pub mod catalogue;
pub mod community;
pub mod drafts;
pub mod federation;
pub mod household;
pub mod identity;
pub mod intake;
pub mod oauth;
pub mod panel;
pub mod reviews;
pub mod statistics;
pub mod trainers;
pub mod verification;
pub mod webhooks;
