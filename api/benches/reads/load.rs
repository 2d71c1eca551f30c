//! Asking, over connections that are kept.

use std::time::{Duration, Instant};

use reqwest::Client;

use super::Failure;
use super::bytes::path;
use super::items::{Ask, Item};

/// How many ask at once.
const CONNECTIONS: usize = 16;
/// How often something is asked in one run.
const ASKED: usize = CONNECTIONS * 150;

/// The same questions over and over.
pub struct Load<'a> {
    client: Client,
    url: &'a str,
    asks: Vec<Ask>,
    times: usize,
    connections: usize,
}

impl<'a> Load<'a> {
    /// What the house is asked.
    pub fn house(url: &'a str, item: &Item) -> Self {
        Self::new(url, item.asks.clone())
    }

    /// Each question once.
    pub fn once(url: &'a str, item: &Item) -> Self {
        let load = Self::house(url, item);
        Self {
            times: load.asks.len(),
            ..load
        }
    }

    /// Each question so many times, by one who waits for each answer.
    pub fn alone(url: &'a str, asks: Vec<Ask>, times: usize) -> Self {
        Self {
            times: asks.len() * times,
            connections: 1,
            ..Self::new(url, asks)
        }
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
            times: ASKED,
            connections: CONNECTIONS,
        }
    }

    /// Asks, and tells how long each answer took.
    pub async fn run(&self) -> Result<Vec<Duration>, Failure> {
        let mut waits = Vec::with_capacity(self.times);
        let mut tasks = tokio::task::JoinSet::new();
        for connection in 0..self.connections {
            let (client, asks) = (self.client.clone(), self.asks.clone());
            let (url, times, step) = (self.url.to_owned(), self.times, self.connections);
            tasks.spawn(async move {
                let mut waits = Vec::new();
                for turn in (connection..times).step_by(step) {
                    let request = asks[turn % asks.len()].to(&client, &url);
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
