//! Whether one caller's flood slows another: somebody reads, page after page, while somebody else
//! tries passwords as fast as answers come.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::json;

use super::items::Item;
use super::{Failure, Server};

/// How long somebody reads, each time.
const LENGTH: Duration = Duration::from_secs(6);
/// How many connections a flood comes over.
const CONNECTIONS: usize = 16;
/// Where it comes from; reading comes from this machine.
const FROM: &str = "198.51.100.7";

/// Reads without a flood, and with one.
pub async fn run(house: &Server, items: &[Item]) -> Result<String, Failure> {
    let item = items.iter().find(|it| it.name == "(b) list, GraphQL");
    let item = item.ok_or("no such item")?;
    let calm = read(house, item).await?;
    let (over, refused) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicUsize::new(0)),
    );
    let mut flood = tokio::task::JoinSet::new();
    for connection in 0..CONNECTIONS {
        let (over, refused, url) = (over.clone(), refused.clone(), house.url.clone());
        flood.spawn(async move {
            let client = Client::new();
            while !over.load(Ordering::Relaxed) {
                let email = format!("an{connection}@voorbeeld.nl");
                let attempt = json!({"email": email, "password": "geraden", "hat": "parent"});
                let ask = client.post(format!("{url}/v1/sessions")).json(&attempt);
                let answer = ask.header("X-Forwarded-For", FROM).send().await?;
                refused.fetch_add(
                    usize::from(answer.status().as_u16() == 429),
                    Ordering::Relaxed,
                );
                answer.bytes().await?;
            }
            Ok::<_, Failure>(())
        });
    }
    let flooded = read(house, item).await?;
    over.store(true, Ordering::Relaxed);
    while let Some(done) = flood.join_next().await {
        done??;
    }
    Ok(format!(
        "somebody who reads waits {calm}; while another tries passwords {flooded}; of those {} \
         were refused",
        refused.load(Ordering::Relaxed)
    ))
}

/// How long one who reads waits, in the middle and at the far end.
async fn read(house: &Server, item: &Item) -> Result<String, Failure> {
    let client = Client::new();
    let (begun, mut waits) = (Instant::now(), Vec::new());
    while begun.elapsed() < LENGTH {
        let ask = item.asks[waits.len() % item.asks.len()].to(&client, &house.url);
        let asked = Instant::now();
        ask.send().await?.error_for_status()?.bytes().await?;
        waits.push(asked.elapsed());
    }
    waits.sort_unstable();
    let at = |share: usize| waits[waits.len() * share / 100].as_secs_f64() * 1e3;
    Ok(format!("{:.2} ms (p99 {:.2})", at(50), at(99)))
}
