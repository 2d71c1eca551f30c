//! Who may read and write in which rooms.
//!
//! The wall is towards every organisation: whoever works for one reads nothing here,
//! and nor does anybody else who is not a parent, but for those who moderate. What may
//! not be read is answered as what is not there.

use super::error::CommunityError;
use super::model::{Audience, Post, PostId, Remover, Room, RoomId, ThreadId};
use crate::kernel::actor::{Actor, Hat, Person};
use crate::kernel::db::WriteTx;
use crate::kernel::id::AccountId;

/// Which rooms somebody may know of.
#[derive(Clone, Copy, Debug)]
pub struct Visible {
    /// Those for this audience; all of them for a moderator.
    audience: Option<Audience>,
    /// Who reads, where they may have written too.
    reader: Option<AccountId>,
}

impl Visible {
    /// Shows parents the rooms that are for them, and moderators every room.
    pub fn to(actor: &Actor) -> Result<Self, CommunityError> {
        let person = actor.person().ok_or(CommunityError::NotSignedIn)?;
        match person.hat {
            Hat::Parent { verified } => Ok(Self {
                audience: Some(audience(verified)),
                reader: Some(person.account),
            }),
            Hat::Moderator => Ok(Self {
                audience: None,
                reader: None,
            }),
            _ => Err(CommunityError::Closed),
        }
    }

    /// Whether a room may be known of.
    pub fn shows(&self, room: &Room) -> bool {
        self.audience
            .is_none_or(|audience| audience == room.audience)
    }

    /// The rooms that may be known of.
    pub fn within(&self, rooms: &[Room]) -> Within {
        let shown = rooms.iter().filter(|room| self.shows(room));
        Within(shown.map(|room| room.id).collect())
    }

    /// Who reads, where they may have written too.
    pub fn reader(&self) -> Option<AccountId> {
        self.reader
    }
}

fn audience(verified: bool) -> Audience {
    if verified {
        Audience::VerifiedParents
    } else {
        Audience::Aspirants
    }
}

/// The rooms in which somebody may read.
#[derive(Clone, Debug)]
pub struct Within(Vec<RoomId>);

impl Within {
    /// The rooms.
    pub fn rooms(&self) -> &[RoomId] {
        &self.0
    }
}

/// Leave to write in a room.
pub struct Writing<'tx> {
    tx: &'tx WriteTx,
    author: AccountId,
    room: RoomId,
}

/// Lets a parent write in the rooms that are for them.
pub fn writing<'tx>(
    tx: &'tx WriteTx,
    author: &Author,
    room: &Room,
) -> Result<Writing<'tx>, CommunityError> {
    if author.audience != room.audience {
        return Err(CommunityError::NoSuchRoom);
    }
    Ok(Writing {
        tx,
        author: author.account,
        room: room.id,
    })
}

impl<'tx> Writing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who writes. It is hashed at once, and no row names it.
    pub fn author(&self) -> AccountId {
        self.author
    }

    /// In which room.
    pub fn room(&self) -> RoomId {
        self.room
    }
}

/// A parent, signed in.
#[derive(Clone, Copy, Debug)]
pub struct Author {
    account: AccountId,
    audience: Audience,
}

impl Author {
    /// Whose account it is.
    pub fn account(&self) -> AccountId {
        self.account
    }
}

/// Somebody who may write at all.
pub fn author(actor: &Actor) -> Result<Author, CommunityError> {
    let person = actor.person().ok_or(CommunityError::NotSignedIn)?;
    match person.hat {
        Hat::Parent { verified } => Ok(Author {
            account: person.account,
            audience: audience(verified),
        }),
        Hat::Moderator => Err(CommunityError::ReadersOnly),
        _ => Err(CommunityError::Closed),
    }
}

/// Leave to remove a post.
pub struct Removing<'tx> {
    tx: &'tx WriteTx,
    post: PostId,
    /// The thread that it opened, and that loses its title with it.
    opened: Option<ThreadId>,
    by: Remover,
    in_office: Option<Person>,
}

/// Lets whoever wrote a post remove it, and a moderator any.
pub fn removing<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    post: &Post,
    own: bool,
) -> Result<Removing<'tx>, CommunityError> {
    let person = actor.person().ok_or(CommunityError::NotSignedIn)?;
    let (by, in_office) = match person.hat {
        Hat::Moderator => (Remover::Moderator, Some(person.clone())),
        Hat::Parent { .. } if own => (Remover::Author, None),
        _ => return Err(CommunityError::NotYours),
    };
    Ok(Removing {
        tx,
        post: post.id,
        opened: (post.place == 1).then_some(post.thread),
        by,
        in_office,
    })
}

impl<'tx> Removing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Which post.
    pub fn post(&self) -> PostId {
        self.post
    }

    /// The thread that it opened, and that loses its title with it.
    pub fn opened(&self) -> Option<ThreadId> {
        self.opened
    }

    /// Who removes it, as everybody is told.
    pub fn by(&self) -> Remover {
        self.by
    }

    /// The moderator who does so in office.
    pub fn in_office(&self) -> Option<&Person> {
        self.in_office.as_ref()
    }
}

/// Leave to put the shipped rooms in the database. Only the seed asks for it.
pub struct Seeding<'tx>(&'tx WriteTx);

impl<'tx> Seeding<'tx> {
    /// The program itself seeds, at set-up; no request reaches this.
    pub fn at_set_up(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}
