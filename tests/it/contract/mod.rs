//! Contracts are files, and the house is held to its own rules.

mod architecture;
pub mod codes;
mod docs;
pub mod doors;
pub mod migrations;
mod openapi;
mod schema;
mod sdl;
