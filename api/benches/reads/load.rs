//! Asking, over connections that are kept.

use std::time::{Duration, Instant};

use reqwest::Client;

use super::Failure;
use super::bytes::path;
use super::items::{Ask, Item};

/// How many ask at once.
const CONNECTIONS: usize = 16;
/// How often each of them asks in one run.
const EACH: usize = 150;

/// The same questions over and over.
pub struct Load<'a> {
    client: Client,
    url: &'a str,
    asks: Vec<Ask>,
}

impl<'a> Load<'a> {
    /// What the house is asked.
    pub fn house(url: &'a str, item: &Item) -> Self {
        Self::new(url, item.asks.clone())
    }

    /// The same, where the prepared bytes are.
    pub fn bytes(url: &'a str, item: &Item, place: usize) -> Self {
        let turned = item.asks.iter().enumerate().map(|(turn, ask)| Ask {
            path: path(place, turn),
            ..ask.clone()
        });
        Self::new(url, turned.collect())
    }

    fn new(url: &'a str, asks: Vec<Ask>) -> Self {
        Self {
            client: Client::new(),
            url,
            asks,
        }
    }

    /// Asks, and tells how long each answer took.
    pub async fn run(&self) -> Result<Vec<Duration>, Failure> {
        let mut waits = Vec::with_capacity(CONNECTIONS * EACH);
        let mut tasks = tokio::task::JoinSet::new();
        for connection in 0..CONNECTIONS {
            let (client, asks) = (self.client.clone(), self.asks.clone());
            let url = self.url.to_owned();
            tasks.spawn(async move {
                let mut waits = Vec::with_capacity(EACH);
                for turn in 0..EACH {
                    let ask = &asks[(connection * EACH + turn) % asks.len()];
                    let request = ask.to(&client, &url);
                    let begun = Instant::now();
                    let answer = request.send().await?;
                    if answer.status().as_u16() >= 400 {
                        return Err(Failure::from(answer.text().await?));
                    }
                    answer.bytes().await?;
                    waits.push(begun.elapsed());
                }
                Ok(waits)
            });
        }
        while let Some(done) = tasks.join_next().await {
            waits.extend(done??);
        }
        Ok(waits)
    }
}
