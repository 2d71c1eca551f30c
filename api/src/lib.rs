//! The open backend of the Dutch learning platform for foster parents.

pub mod app;
pub mod domains;
pub mod kernel;

/// An answer is many small things made and thrown away: this allocator is made for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
