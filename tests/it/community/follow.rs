//! Following a thread: each post once and in order, wherever it was written.

use std::time::Duration;

use futures_util::{Stream, StreamExt};
use pijler::domains::community::{PostId, ThreadId, service};
use pijler::kernel::actor::{Actor, Hat, Person};
use pijler::kernel::error::ApiError;
use pijler::kernel::id::{AccountId, Identity};
use serde_json::json;
use tests::{TestApp, on_both};
use tokio::time::timeout;

use super::{text, verified};

/// Some parent who follows.
fn reader(app: &TestApp) -> Actor {
    Actor::Person(Person {
        account: AccountId(app.backend.ids.random()),
        hat: Hat::Parent { verified: true },
        session: app.backend.ids.random(),
        through: None,
        expires_at: app.backend.clock.now() + chrono::TimeDelta::hours(1),
    })
}

/// The ids of the posts that somebody who follows on a node is told.
async fn followed(
    node: &TestApp,
    thread: &str,
    after: Option<&str>,
) -> impl Stream<Item = String> + Unpin {
    let thread = ThreadId(thread.parse().expect("an id"));
    let after = after.map(|id| PostId(id.parse().expect("an id")));
    let community = node.parts.community();
    let posts = service::follow(&node.backend, community, &reader(node), thread, after).await;
    let posts = posts.unwrap_or_else(|error| panic!("{error:?}"));
    Box::pin(posts.map(|post: Result<_, ApiError>| post.expect("a post").it.id.0.to_string()))
}

async fn soon(posts: &mut (impl Stream<Item = String> + Unpin)) -> Option<String> {
    timeout(Duration::from_secs(5), posts.next())
        .await
        .expect("a post in time")
}

on_both! {
    async fn a_reply_reaches_whoever_follows_by_the_front_door(app: TestApp) {
        let [an, bo] = verified(&app, ["an", "bo"]).await;
        let thread = an.opens(&app, "Slapen").await;
        let id = ThreadId(thread.parse().unwrap()).global();
        let query = "subscription($id: ID!) { postAdded(threadId: $id) { uuid text mine alias } }";
        let ask = app.graphql(query, json!({"id": id})).bearer(&an.token);
        let following = tokio::spawn(ask.header("Accept", "text/event-stream").first_event().into_future());
        // Until somebody follows, nobody can be told.
        tokio::time::sleep(Duration::from_millis(500)).await;
        let said = bo.says(&app, &thread, "Een ritme.").await;

        let told = timeout(Duration::from_secs(5), following).await.expect("in time").expect("told");
        let told = told.data()["postAdded"].clone();
        assert_eq!(told, json!({"uuid": said["id"], "text": "Een ritme.", "mine": false, "alias": said["alias"]}));
    }

    async fn a_reply_on_another_node_reaches_this_one(app: TestApp) {
        let [an] = verified(&app, ["an"]).await;
        let thread = an.opens(&app, "Slapen").await;
        let node = app.node().await;
        let mut here = followed(&app, &thread, None).await;
        let mut there = followed(&node, &thread, None).await;
        let said = an.says(&app, &thread, "Nog iets.").await;
        assert_eq!(soon(&mut here).await, Some(text(&said["id"])));

        node.backend.catch_up().await.expect("it hears");
        assert_eq!(soon(&mut there).await, Some(text(&said["id"])));
        node.leave().await;
    }

    async fn whoever_was_away_or_slow_misses_none(app: TestApp) {
        let [an] = verified(&app, ["an"]).await;
        let thread = an.opens(&app, "Slapen").await;
        let first = text(&an.posts(&app, &thread).await[0]["id"]);
        let mut slow = followed(&app, &thread, None).await;
        let mut said = Vec::new();
        // More than are kept for one who does not look.
        for number in 0..300 {
            said.push(text(&an.says(&app, &thread, &format!("Nummer {number}")).await["id"]));
        }
        let mut away = followed(&app, &thread, Some(&first)).await;
        for id in &said {
            assert_eq!(soon(&mut slow).await.as_ref(), Some(id));
            assert_eq!(soon(&mut away).await.as_ref(), Some(id));
        }
        let last = text(&an.says(&app, &thread, "Tot slot.").await["id"]);
        assert_eq!(soon(&mut slow).await, Some(last.clone()));
        assert_eq!(soon(&mut away).await, Some(last));
    }

    async fn one_piece_of_news_is_read_once_however_many_follow(app: TestApp) {
        let [an] = verified(&app, ["an"]).await;
        let (thread, other) = (an.opens(&app, "Slapen").await, an.opens(&app, "Eten").await);
        let mut all = Vec::new();
        for _ in 0..20 {
            all.push(followed(&app, &thread, None).await);
        }
        an.says(&app, &other, "Elders.").await;
        an.says(&app, &thread, "Hier.").await;
        let (_, statements) = app.statements(async {
            for posts in &mut all {
                soon(posts).await;
            }
        }).await;
        assert_eq!(statements.len(), 1, "{statements:#?}");
    }
}
