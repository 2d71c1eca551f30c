//! The REST door to the community.

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::Community;
use super::model::{PostId, ThreadId};
use super::service::{self, PostRequest, ThreadRequest};
use super::view::{PostView, RoomView, ThreadView};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::list;
use crate::kernel::error::ApiError;
use crate::kernel::idempotency::Key;
use crate::kernel::language::Language;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::Query;

/// Mounts the community under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_rooms)
        .service(get_room)
        .service(list_threads)
        .service(open_thread)
        .service(get_thread)
        .service(list_posts)
        .service(write_post)
        .service(get_post)
        .service(remove_post);
}

/// List rooms
///
/// Those that are for you: parents see the rooms that they may write in, moderators
/// all of them.
#[utoipa::path(
    tag = "community",
    security(("bearer" = [])),
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<RoomView>)),
)]
#[get("/rooms")]
pub async fn list_rooms(
    request: HttpRequest,
    community: Data<Community>,
    actor: Actor,
    language: Language,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let page = query.page();
    let found = query.finish_with(service::rooms(&community, &actor, &page))?;
    list(&request, found.map(|room| RoomView::of(room, language)))
}

/// Get a room
///
/// With who can read what is said in it. A room that is not for you is answered as one
/// that is not there.
#[utoipa::path(
    tag = "community",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Its id or its slug")),
    responses((status = 200, description = "The room", body = RoomView)),
)]
#[get("/rooms/{id}")]
pub async fn get_room(
    community: Data<Community>,
    actor: Actor,
    language: Language,
    id: Path<String>,
) -> Result<Json<RoomView>, ApiError> {
    let room = service::room(&community, &actor, &id)?;
    Ok(Json(RoomView::of(room, language)))
}

/// List the threads in a room
///
/// The one with the latest post first.
#[utoipa::path(
    tag = "community",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The id or the slug of the room"), PageParams),
    responses((status = 200, description = "A page", body = PageBody<ThreadView>)),
)]
#[get("/rooms/{id}/threads")]
pub async fn list_threads(
    request: HttpRequest,
    backend: Data<Backend>,
    community: Data<Community>,
    actor: Actor,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let page = query.page();
    let found = match service::room(&community, &actor, &id) {
        Ok(room) => service::threads(&backend, &community, &actor, room.id, &page).await,
        Err(error) => Err(error.into()),
    };
    list(&request, query.finish_with(found)?.map(ThreadView::from))
}

/// Open a thread
///
/// With its first post. You get an alias, drawn by lot, that is yours in this thread
/// and nowhere else. A text that seems to tell who or where somebody is is refused,
/// and nothing of it is kept.
#[utoipa::path(
    tag = "community",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The id or the slug of the room"),
        ("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request: sent again within a day, it opens no other thread. Visible ASCII characters", min_length = 1, max_length = 255, pattern = r#"^(?!""$)[!-~]+$"#),
    ),
    request_body = ThreadRequest,
    responses(
        (status = 201, description = "The thread", body = ThreadView,
            headers(("Location" = String, description = "The thread"))),
        (status = 422, description = "The key came before, with something else"),
    ),
)]
#[post("/rooms/{id}/threads")]
pub async fn open_thread(
    backend: Data<Backend>,
    community: Data<Community>,
    actor: Actor,
    id: Path<String>,
    key: Key,
    Sent(body): Sent<ThreadRequest>,
) -> Result<HttpResponse, ApiError> {
    let thread = service::open(&backend, &community, &actor, &id, (body, &key)).await?;
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("/v1/threads/{}", thread.it.id.0)))
        .json(ThreadView::from(thread)))
}

/// Get a thread
///
/// A thread in a room that is not for you is answered as one that is not there.
#[utoipa::path(
    tag = "community",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The thread")),
    responses((status = 200, description = "The thread", body = ThreadView)),
)]
#[get("/threads/{id}")]
pub async fn get_thread(
    backend: Data<Backend>,
    community: Data<Community>,
    actor: Actor,
    id: Path<ThreadId>,
) -> Result<Json<ThreadView>, ApiError> {
    let thread = service::thread(&backend, &community, &actor, id.into_inner()).await?;
    Ok(Json(thread.into()))
}

/// List the posts in a thread
///
/// In the order in which they were written. One that was removed keeps its place.
#[utoipa::path(
    tag = "community",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The thread"), PageParams),
    responses((status = 200, description = "A page", body = PageBody<PostView>)),
)]
#[get("/threads/{id}/posts")]
pub async fn list_posts(
    request: HttpRequest,
    backend: Data<Backend>,
    community: Data<Community>,
    actor: Actor,
    id: Path<ThreadId>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let page = query.page();
    let found = service::posts(&backend, &community, &actor, id.into_inner(), &page).await;
    list(&request, query.finish_with(found)?.map(PostView::from))
}

/// Write a post
///
/// Under the alias that is yours in this thread. Whoever follows the thread is told.
#[utoipa::path(
    tag = "community",
    security(("bearer" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The thread"),
        ("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request: sent again within a day, it writes no other post. Visible ASCII characters", min_length = 1, max_length = 255, pattern = r#"^(?!""$)[!-~]+$"#),
    ),
    request_body = PostRequest,
    responses(
        (status = 201, description = "The post", body = PostView,
            headers(("Location" = String, description = "The post"))),
        (status = 422, description = "The key came before, with something else"),
    ),
)]
#[post("/threads/{id}/posts")]
pub async fn write_post(
    backend: Data<Backend>,
    community: Data<Community>,
    actor: Actor,
    id: Path<ThreadId>,
    key: Key,
    Sent(body): Sent<PostRequest>,
) -> Result<HttpResponse, ApiError> {
    let thread = id.into_inner();
    let post = service::say(&backend, &community, &actor, thread, (body, &key)).await?;
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("/v1/posts/{}", post.it.id.0)))
        .json(PostView::from(post)))
}

/// Get a post
///
/// One in a room that is not for you is answered as one that is not there.
#[utoipa::path(
    tag = "community",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The post")),
    responses((status = 200, description = "The post", body = PostView)),
)]
#[get("/posts/{id}")]
pub async fn get_post(
    backend: Data<Backend>,
    community: Data<Community>,
    actor: Actor,
    id: Path<PostId>,
) -> Result<Json<PostView>, ApiError> {
    let post = service::post(&backend, &community, &actor, id.into_inner()).await?;
    Ok(Json(post.into()))
}

/// Remove a post
///
/// Your own; as a moderator, any. Its words and its alias are gone at once; its place
/// stays, and says who removed it. The post that opened a thread takes the title along.
#[utoipa::path(
    tag = "community",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The post")),
    responses((status = 204, description = "Nothing of it is left but its place")),
)]
#[delete("/posts/{id}")]
pub async fn remove_post(
    backend: Data<Backend>,
    community: Data<Community>,
    actor: Actor,
    id: Path<PostId>,
) -> Result<HttpResponse, ApiError> {
    service::remove(&backend, &community, &actor, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}
