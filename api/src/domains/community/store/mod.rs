//! How rooms, threads and posts are read and written.

mod read;
mod rows;
mod seed;
mod write;

pub use read::{Stretch, aliases, hold_post, post, posts, rooms, said_at, thread, threads};
pub use seed::{TOPIC as ROOMS, seed};
pub use write::{
    NewPost, NewThread, TOPIC, alias_of, aliases_in, key, name, next_place, open, posts_in, remove,
    say,
};
