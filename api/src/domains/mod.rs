//! What the product is about, one folder per slice.

pub mod catalogue;
