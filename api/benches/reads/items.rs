//! What is asked: the pages that front-ends open most.

use reqwest::header::{ACCEPT, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use url::form_urlencoded::byte_serialize;

use super::{Failure, questions};

/// A detail page: everything that a card and its editions show.
const DETAIL: &str = include_str!("documents/detail.graphql");
/// A list page: twenty cards under a topic.
const LIST: &str = include_str!("documents/list.graphql");
/// What answers a question in words, with counts beside it.
const SEARCH: &str = include_str!("documents/search.graphql");
/// A nested page: the pillars, their topics, the courses of each.
const NESTED: &str = include_str!("documents/nested.graphql");

/// Where courses are found in words, with counts beside them.
const FOUND: &str = "/v1/courses?facets=pillar,learningForm,audience";
/// Where words are completed.
const SUGGEST: &str = "/v1/search/_suggest?q=";

/// One kind of page, asked about different things in turn.
pub struct Item {
    /// What it is called in the table.
    pub name: &'static str,
    /// The ratio that it should not exceed.
    pub goal: &'static str,
    /// How long the first answer is, in bytes.
    pub size: usize,
    /// The questions.
    pub asks: Vec<Ask>,
}

/// One question.
#[derive(Clone)]
pub struct Ask {
    /// The address on the server.
    pub path: String,
    /// What is sent; nothing is a GET.
    pub body: Option<String>,
    /// The tag of what the asker holds already.
    pub holds: Option<String>,
}

impl Ask {
    /// The question as a request.
    pub fn to(&self, client: &Client, url: &str) -> RequestBuilder {
        let url = format!("{url}{}", self.path);
        let request = match &self.body {
            None => client.get(url),
            Some(body) => client
                .post(url)
                .header(CONTENT_TYPE, "application/json")
                .header(ACCEPT, "application/graphql-response+json")
                .body(body.clone()),
        };
        match &self.holds {
            None => request,
            Some(tag) => request.header(IF_NONE_MATCH, tag.clone()),
        }
    }

    fn get(path: String) -> Self {
        Self {
            path,
            body: None,
            holds: None,
        }
    }

    fn graphql(document: &str, variables: Value) -> Self {
        let body = json!({"query": document, "variables": variables});
        Self {
            path: "/graphql".to_owned(),
            body: Some(body.to_string()),
            holds: None,
        }
    }
}

/// Everything that is measured, about what the house holds.
pub async fn all(house: &str) -> Result<Vec<Item>, Failure> {
    let client = Client::new();
    let slugs = |list: &'static str| {
        let url = format!("{house}/v1/{list}?limit=100");
        let client = client.clone();
        async move {
            let list: Value =
                serde_json::from_slice(&client.get(url).send().await?.bytes().await?)?;
            let items = list["items"].as_array().ok_or("no items")?;
            let slug = |item: &Value| item["slug"].as_str().map(str::to_owned);
            Ok::<Vec<String>, Failure>(items.iter().filter_map(slug).collect())
        }
    };
    let (courses, topics) = (slugs("courses").await?, slugs("topics").await?);
    let detail: Vec<Ask> = courses
        .iter()
        .map(|slug| Ask::get(format!("/v1/courses/{slug}")))
        .collect();
    let mut held = Vec::new();
    for ask in &detail {
        let answer = ask.to(&client, house).send().await?;
        let tag = answer.headers().get(ETAG).ok_or("no ETag")?;
        held.push(Ask {
            holds: Some(tag.to_str()?.to_owned()),
            ..ask.clone()
        });
    }
    let by_topic = |document: &str| -> Vec<Ask> {
        let of = |topic| Ask::graphql(document, json!({ "topic": topic }));
        topics.iter().map(of).collect()
    };
    let questions = questions::all()?;
    let in_url = |words: &String| -> String { byte_serialize(words.as_bytes()).collect() };
    let items = [
        ("(a) detail, REST", "1.3", detail),
        ("(a) detail, unchanged (304)", "1.2", held),
        (
            "(a) detail, GraphQL",
            "1.8",
            courses
                .iter()
                .map(|slug| Ask::graphql(DETAIL, json!({ "slug": slug })))
                .collect(),
        ),
        (
            "(b) list, REST",
            "1.3",
            topics
                .iter()
                .map(|slug| Ask::get(format!("/v1/courses?topic={slug}")))
                .collect(),
        ),
        ("(b) list, GraphQL", "1.8", by_topic(LIST)),
        (
            "(c) nested, GraphQL",
            "1.6",
            vec![Ask::graphql(NESTED, json!({}))],
        ),
        (
            "(d) search with facets, REST",
            "1.8",
            questions
                .iter()
                .map(|words| Ask::get(format!("{FOUND}&q={}", in_url(words))))
                .collect(),
        ),
        (
            "(d) search with facets, GraphQL",
            "1.8",
            questions
                .iter()
                .map(|words| Ask::graphql(SEARCH, json!({ "q": words })))
                .collect(),
        ),
    ];
    let mut all = Vec::new();
    for (name, goal, asks) in items {
        let first = asks.first().ok_or("nothing to ask")?;
        let size = first.to(&client, house).send().await?.bytes().await?.len();
        all.push(Item {
            name,
            goal,
            size,
            asks,
        });
    }
    Ok(all)
}

/// What is asked while somebody types.
pub fn typed() -> Result<Vec<Ask>, Failure> {
    let words = questions::typed()?.into_iter();
    let ask = |words: String| {
        let words: String = byte_serialize(words.as_bytes()).collect();
        Ask::get(format!("{SUGGEST}{words}"))
    };
    Ok(words.map(ask).collect())
}
