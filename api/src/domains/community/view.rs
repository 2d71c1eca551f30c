//! How the community looks from outside. One shape per thing serves both doors.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{Audience, Met, Post, Reader, Remover, Room, Said, Thread};
use crate::kernel::language::{Language, Text};

/// A room of the closed community
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Room", complex)]
#[schema(as = Room)]
pub struct RoomView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: String,
    /// The id of the pillar that it is about; null where it is about none
    #[graphql(skip)]
    pub pillar_id: Option<Uuid>,
    /// Its name, in the language asked for
    pub name: String,
    /// What it is for, in the language asked for
    pub description: String,
    /// For whom it is
    pub audience: Audience,
    /// Who can read what is said in it; nobody else can
    pub readers: Vec<Reader>,
    /// What to know before one writes, in the language asked for
    pub notice: String,
}

impl RoomView {
    /// Shows a room in a language.
    pub fn of(room: Room, language: Language) -> Self {
        let notice = Text::new(
            "Noem geen namen, scholen of plaatsen: wat je schrijft mag niet verraden om welk \
             kind het gaat. Dit is geen hulplijn. Is iemand in gevaar, bel 112. Bel bij zorgen \
             over veiligheid thuis Veilig Thuis: 0800-2000, dag en nacht.",
            "Name no names, schools or places: what you write must not tell which child it is \
             about. This is no help line. If somebody is in danger, call 112. If you worry about \
             safety at home, call Veilig Thuis: 0800-2000, day and night.",
        );
        Self {
            uuid: room.id.0,
            slug: room.slug,
            pillar_id: room.pillar.map(|id| id.0),
            name: room.name.get(language).to_owned(),
            description: room.description.get(language).to_owned(),
            audience: room.audience,
            readers: room.audience.readers().to_vec(),
            notice: notice.get(language).to_owned(),
        }
    }
}

/// A thread in a room
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Thread", complex)]
#[schema(as = Thread)]
pub struct ThreadView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// The id of the room that it is in
    #[graphql(skip)]
    pub room_id: Uuid,
    /// What it is about; null once whoever opened it took that back
    pub title: Option<String>,
    /// Under which alias it was opened; null once that was taken back
    pub opened_by: Option<String>,
    /// The day on which it was opened
    pub opened_on: NaiveDate,
    /// The day of its last post
    pub last_post_on: NaiveDate,
    /// How many posts were put in it, removed ones too
    pub post_count: i32,
    /// My own alias in it; null where I wrote nothing. In every other thread it is another
    pub my_alias: Option<String>,
}

impl From<Met<Thread>> for ThreadView {
    fn from(Met { it: thread, alias }: Met<Thread>) -> Self {
        let (title, opened_by) = thread
            .opened
            .map(|opened| (opened.title, opened.by))
            .unzip();
        Self {
            uuid: thread.id.0,
            room_id: thread.room.0,
            title,
            opened_by,
            opened_on: thread.opened_on,
            last_post_on: thread.last_post_on,
            post_count: thread.posts,
            my_alias: alias,
        }
    }
}

/// A post in a thread
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Post", complex)]
#[schema(as = Post)]
pub struct PostView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// The id of the thread that it is in
    #[graphql(skip)]
    pub thread_id: Uuid,
    /// Under which alias it was written: the same within the thread, and nowhere else; null once it was removed
    pub alias: Option<String>,
    /// What it says; null once it was removed
    pub text: Option<String>,
    /// The id of the post that it answers
    #[graphql(skip)]
    pub in_reply_to_id: Option<Uuid>,
    /// The day on which it was written
    pub written_on: NaiveDate,
    /// Who removed it; null where it stands
    pub removed_by: Option<Remover>,
    /// Whether I wrote it
    pub mine: bool,
}

impl From<Met<Post>> for PostView {
    fn from(Met { it: post, alias }: Met<Post>) -> Self {
        let mine = alias.is_some();
        let (alias, text, removed_by) = match post.said {
            Said::Stands(words) => (Some(words.alias), Some(words.text), None),
            Said::Removed(by) => (None, None, Some(by)),
        };
        Self {
            uuid: post.id.0,
            thread_id: post.thread.0,
            alias,
            text,
            in_reply_to_id: post.in_reply_to.map(|id| id.0),
            written_on: post.written_on,
            removed_by,
            mine,
        }
    }
}
