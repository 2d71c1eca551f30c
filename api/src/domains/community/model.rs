//! What the community holds, as values.

use chrono::NaiveDate;

use crate::identities;
use crate::kernel::id::PillarId;
use crate::kernel::language::Text;
use crate::words;

identities! {
    /// A room.
    RoomId = "Room";
    /// A thread in a room.
    ThreadId = "Thread";
    /// A post in a thread.
    PostId = "Post";
}

words! {
    /// For whom a room is
    Audience as RoomAudience "RoomAudience" {
        /// Foster parents who were verified
        VerifiedParents = "verified_parents" / "VERIFIED_PARENTS",
        /// Parents who were not verified yet
        Aspirants = "aspirants" / "ASPIRANTS",
    }

    /// Who can read what is in a room
    Reader as RoomReader "RoomReader" {
        /// Foster parents who were verified
        VerifiedParent = "verified_parent" / "VERIFIED_PARENT",
        /// Parents who were not verified yet
        Aspirant = "aspirant" / "ASPIRANT",
        /// Moderators, who keep it safe
        Moderator = "moderator" / "MODERATOR",
    }

    /// Who removed a post
    Remover as PostRemover "PostRemover" {
        /// Whoever wrote it
        Author = "author" / "AUTHOR",
        /// A moderator
        Moderator = "moderator" / "MODERATOR",
    }
}

impl Audience {
    /// Who reads what is written for it. No organisation is ever among them.
    pub fn readers(self) -> &'static [Reader] {
        match self {
            Self::VerifiedParents => &[Reader::VerifiedParent, Reader::Moderator],
            Self::Aspirants => &[Reader::Aspirant, Reader::Moderator],
        }
    }
}

/// A room.
#[derive(Clone, Debug)]
pub struct Room {
    /// Its id.
    pub id: RoomId,
    /// Its address.
    pub slug: String,
    /// Its place among the rooms.
    pub position: i32,
    /// For whom it is.
    pub audience: Audience,
    /// The pillar that it is about, where it is about one.
    pub pillar: Option<PillarId>,
    /// Its name.
    pub name: Text,
    /// What it is for.
    pub description: Text,
}

/// A thread.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Its id, which tells nothing of its order.
    pub id: ThreadId,
    /// The room that it is in.
    pub room: RoomId,
    /// What it is about, and under which alias it was opened; nothing once that was
    /// taken back.
    pub opened: Option<Opened>,
    /// The day on which it was opened.
    pub opened_on: NaiveDate,
    /// The day of its last post.
    pub last_post_on: NaiveDate,
    /// How many posts were put in it, removed ones too.
    pub posts: i32,
    /// Its place in the room: that of its last post among all posts of the room.
    pub place: i64,
}

/// How a thread was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What it is about.
    pub title: String,
    /// Under which alias.
    pub by: String,
}

/// A post.
#[derive(Clone, Debug)]
pub struct Post {
    /// Its id, which tells nothing of its order.
    pub id: PostId,
    /// The thread that it is in.
    pub thread: ThreadId,
    /// Its place in the thread, from 1 on without a gap.
    pub place: i32,
    /// What it says, or who removed it.
    pub said: Said,
    /// The post that it answers.
    pub in_reply_to: Option<PostId>,
    /// The day on which it was written.
    pub written_on: NaiveDate,
}

/// What a post says, or who removed it.
#[derive(Clone, Debug)]
pub enum Said {
    /// It stands.
    Stands(Words),
    /// It was removed; nothing of it is left but its place.
    Removed(Remover),
}

/// What somebody says.
#[derive(Clone, Debug)]
pub struct Words {
    /// Under which alias.
    pub alias: String,
    /// What.
    pub text: String,
    /// By whom it was written, as this thread alone knows them.
    pub author: Pseudonym,
}

/// Somebody, as one thread alone knows them: a keyed hash of account and thread.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pseudonym(pub String);

/// Something as one reader meets it.
#[derive(Clone, Debug)]
pub struct Met<T> {
    /// The thing.
    pub it: T,
    /// For a thread: the reader's own alias in it. For a post: the same, where they
    /// wrote it.
    pub alias: Option<String>,
}

impl Post {
    /// By whom it was written; nobody once it was removed.
    pub fn author(&self) -> Option<&Pseudonym> {
        match &self.said {
            Said::Stands(words) => Some(&words.author),
            Said::Removed(_) => None,
        }
    }
}
