//! Rows as values.

use chrono::NaiveDate;
use entities::{rooms, threads};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::super::error::CommunityError;
use super::super::model::{
    Audience, Opened, Post, PostId, Pseudonym, Remover, Room, RoomId, Said, Thread, ThreadId, Words,
};
use crate::kernel::id::PillarId;
use crate::kernel::language::Text;

/// A post with who wrote it, as its thread alone knows them.
#[derive(FromQueryResult)]
pub struct PostRow {
    id: Uuid,
    thread_id: Uuid,
    place: i32,
    alias: Option<String>,
    text: Option<String>,
    in_reply_to: Option<Uuid>,
    written_on: NaiveDate,
    removed_by: Option<String>,
    pseudonym: Option<String>,
}

/// A word that a CHECK of the table lets through, and this program does not know.
fn broken(word: &str) -> CommunityError {
    CommunityError::Broken(word.to_owned())
}

/// The room in a row.
pub fn room(row: rooms::Model) -> Result<Room, CommunityError> {
    Ok(Room {
        id: RoomId(row.id),
        audience: Audience::from_word(&row.audience).ok_or_else(|| broken(&row.audience))?,
        slug: row.slug,
        position: row.position,
        pillar: row.pillar_id.map(PillarId),
        name: Text::new(row.name_nl, row.name_en),
        description: Text::new(row.description_nl, row.description_en),
    })
}

/// The thread in a row.
pub fn thread(row: threads::Model) -> Thread {
    let opened = row.title.zip(row.opened_by);
    Thread {
        id: ThreadId(row.id),
        room: RoomId(row.room_id),
        opened: opened.map(|(title, by)| Opened { title, by }),
        opened_on: row.opened_on,
        last_post_on: row.last_post_on,
        posts: row.posts,
        place: row.place,
    }
}

/// The post in a row.
pub fn post(row: PostRow) -> Result<Post, CommunityError> {
    let said = match (row.alias, row.text, row.pseudonym, row.removed_by) {
        (_, _, _, Some(by)) => Said::Removed(Remover::from_word(&by).ok_or_else(|| broken(&by))?),
        (Some(alias), Some(text), Some(author), None) => Said::Stands(Words {
            alias,
            text,
            author: Pseudonym(author),
        }),
        _ => return Err(broken("a post without words")),
    };
    Ok(Post {
        id: PostId(row.id),
        thread: ThreadId(row.thread_id),
        place: row.place,
        said,
        in_reply_to: row.in_reply_to.map(PostId),
        written_on: row.written_on,
    })
}
