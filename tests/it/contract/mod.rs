//! Contracts are files, and the house is held to its own rules.

mod architecture;
mod codes;
mod docs;
mod doors;
mod migrations;
mod openapi;
mod schema;
mod sdl;
