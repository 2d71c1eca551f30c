//! What front-ends ask together: detail pages, list pages and nested pages, part of them
//! never asked before, while the catalogue changes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::cost::Meter;
use super::items::{Ask, Item};
use super::{Failure, Server};

/// How long it goes on.
const LENGTH: Duration = Duration::from_secs(24);
/// How often the catalogue changes meanwhile: ten times a minute.
const BETWEEN: Duration = Duration::from_secs(6);
const CONNECTIONS: usize = 16;

/// Runs 60 % detail, 35 % list and 5 % nested pages over GraphQL, 30 % of each never asked
/// before; tells what one costs, changes and all.
pub async fn run(house: &mut Server, items: &[Item]) -> Result<String, Failure> {
    let asks = |name: &str| -> Result<Vec<Ask>, Failure> {
        let item = items.iter().find(|item| item.name == name);
        Ok(item.ok_or("no such item")?.asks.clone())
    };
    let pages = Arc::new([
        asks("(a) detail, GraphQL")?,
        asks("(b) list, GraphQL")?,
        asks("(c) nested, GraphQL")?,
    ]);
    let (over, turns) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicUsize::new(0)),
    );
    let before = Meter::of(&house.process).nanos()?;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (pages, over, turns) = (pages.clone(), over.clone(), turns.clone());
        let (client, url) = (reqwest::Client::new(), house.url.clone());
        tasks.spawn(async move {
            let mut waits = Vec::new();
            while !over.load(Ordering::Relaxed) {
                let turn = turns.fetch_add(1, Ordering::Relaxed);
                let of = match turn % 20 {
                    0..12 => &pages[0],
                    12..19 => &pages[1],
                    _ => &pages[2],
                };
                let mut ask = of[(turn / 20) % of.len()].clone();
                if (turn / 20) % 10 < 3 {
                    // A member that nobody reads makes it another question.
                    let new = format!("{{\"extensions\":{{\"turn\":{turn}}},");
                    ask.body = ask.body.map(|body| body.replacen('{', &new, 1));
                }
                let begun = Instant::now();
                let answer = ask.to(&client, &url).send().await?;
                if !answer.status().is_success() {
                    return Err(Failure::from(answer.text().await?));
                }
                answer.bytes().await?;
                waits.push(begun.elapsed());
            }
            Ok(waits)
        });
    }
    let begun = Instant::now();
    while begun.elapsed() < LENGTH {
        tokio::time::sleep(BETWEEN).await;
        house.change()?;
    }
    over.store(true, Ordering::Relaxed);
    let mut waits = Vec::new();
    while let Some(done) = tasks.join_next().await {
        waits.extend(done??);
    }
    let used = (Meter::of(&house.process).nanos()? - before) as f64;
    waits.sort_unstable();
    let p99 = waits[waits.len() * 99 / 100].as_secs_f64() * 1e3;
    let most = waits.last().map_or(0.0, |wait| wait.as_secs_f64() * 1e3);
    Ok(format!(
        "mixed: {} pages, {:.1} µs each; p99 {p99:.1} ms, at most {most:.1} ms",
        waits.len(),
        used / 1e3 / waits.len() as f64
    ))
}
