//! The closed community, as those who write in it meet it, and those who may not.

mod follow;
mod secrecy;
mod threads;

use serde_json::{Value, json};
use tests::{Answer, TestApp};

use crate::hats::{Worn, verify, wear};
use crate::identity::{PASSWORD, administrator, sign_in, somebody};

/// A room for parents who were verified.
pub const ROOM: &str = "/v1/rooms/zorgen/threads";

/// What GraphQL is asked to write a post.
pub const POST: &str = "mutation($input: PostCreateInput!) { postCreate(input: $input) \
    { post { id uuid alias text mine inReplyToId writtenOn threadId } } }";

/// Somebody who signed in.
pub struct Parent {
    /// The id of the account.
    pub account: String,
    /// An access token.
    pub token: String,
}

/// Parents who were verified, by the administrator that the house has.
pub async fn verified<const N: usize>(app: &TestApp, names: [&str; N]) -> [Parent; N] {
    administrator(app).await;
    let mut parents = Vec::new();
    for name in names {
        let email = format!("{name}@voorbeeld.nl");
        let account = somebody(app, &email).await;
        verify(app, &account).await;
        let token = token(app, &email, "parent").await;
        parents.push(Parent { account, token });
    }
    parents.try_into().unwrap_or_else(|_| panic!("{N} parents"))
}

/// Somebody who thinks of becoming a foster parent.
pub async fn aspirant(app: &TestApp) -> Parent {
    let account = somebody(app, "aspirant@voorbeeld.nl").await;
    let token = token(app, "aspirant@voorbeeld.nl", "parent").await;
    Parent { account, token }
}

/// A moderator.
pub async fn moderator(app: &TestApp) -> String {
    let account = somebody(app, "moderator@voorbeeld.nl").await;
    wear(app, &account, "moderator", Worn::default()).await;
    token(app, "moderator@voorbeeld.nl", "moderator").await
}

pub async fn token(app: &TestApp, email: &str, hat: &str) -> String {
    let session = sign_in(app, email, PASSWORD, hat).await.json();
    text(&session["accessToken"])
}

impl Parent {
    /// Opens a thread; its id.
    pub async fn opens(&self, app: &TestApp, title: &str) -> String {
        let body = json!({"title": title, "text": "Wie herkent dit?"});
        let opened = app.post(ROOM).json(&body).bearer(&self.token).await;
        assert_eq!(opened.status, 201, "{}", opened.text());
        text(&opened.json()["id"])
    }

    /// Writes a post.
    pub async fn says(&self, app: &TestApp, thread: &str, words: &str) -> Value {
        let path = format!("/v1/threads/{thread}/posts");
        let said = app.post(&path).json(&json!({"text": words}));
        let said = said.bearer(&self.token).await;
        assert_eq!(said.status, 201, "{}", said.text());
        said.json()
    }

    /// Reads an address.
    pub async fn reads(&self, app: &TestApp, path: &str) -> Answer {
        app.get(path).bearer(&self.token).await
    }

    /// The posts of a thread.
    pub async fn posts(&self, app: &TestApp, thread: &str) -> Vec<Value> {
        let path = format!("/v1/threads/{thread}/posts?limit=100");
        let page = self.reads(app, &path).await;
        assert_eq!(page.status, 200, "{}", page.text());
        page.json()["items"].as_array().expect("items").clone()
    }
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value}"))
        .to_owned()
}
