//! What a public read costs, beside the same bytes served from memory.
//!
//! `cargo bench -p api --bench reads` starts the house and, with the same settings of
//! actix, a server that knows nothing but prepared bytes. Both are asked the same in
//! turns; the table tells the processor time of each answer and their ratio. Times of
//! one machine mean little; ratios travel.

mod bytes;
mod cost;
mod house;
mod items;
mod load;

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use cost::Meter;
use items::Item;
use load::Load;

/// Which of the two servers a child process is.
const ROLE: &str = "PIJLER_BENCH_ROLE";
/// How often each server is asked for each item, in turns.
const ROUNDS: usize = 7;

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    match std::env::var(ROLE).as_deref() {
        Ok("house") => house::serve(),
        Ok("bytes") => bytes::serve(),
        _ => compare(),
    }
}

/// A server in a process of its own, so that its processor time is its own.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// Starts one and waits until it says where it listens.
    fn start(role: &str) -> Result<Self, Failure> {
        let mut process = Command::new(std::env::current_exe()?)
            .env(ROLE, role)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let said = process.stdout.take().ok_or("no output")?;
        let mut port = String::new();
        BufReader::new(said).read_line(&mut port)?;
        let url = format!("http://127.0.0.1:{}", port.trim());
        Ok(Self { process, url })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A child that is gone already has ended as it should.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::main]
async fn compare() -> Result<(), Failure> {
    let house = Server::start("house")?;
    let items = items::all(&house.url).await?;
    let mut bytes = Server::start("bytes")?;
    bytes::prepare(&mut bytes.process, &house.url, &items).await?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{:<34} {:>8} {:>9} {:>9} {:>8} {:>8} {:>8}",
        "item", "bytes", "house", "memory", "ratio", "goal", "p99"
    )?;
    for (place, item) in items.iter().enumerate() {
        let row = measure(&house, &bytes, item, place).await?;
        writeln!(out, "{row}")?;
    }
    writeln!(
        out,
        "{:<34} {:>8.1} MB resident",
        "house",
        Meter::of(&house.process).resident()? as f64 / 1e6
    )?;
    Ok(())
}

/// Asks both for one item, in turns, and takes the middle of what that gave.
async fn measure(
    house: &Server,
    bytes: &Server,
    item: &Item,
    place: usize,
) -> Result<String, Failure> {
    let (ours, prepared) = (
        Load::house(&house.url, item),
        Load::bytes(&bytes.url, item, place),
    );
    ours.run().await?;
    prepared.run().await?;
    let (mut costs, mut floors, mut ratios, mut waits) = (vec![], vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        let floor = Meter::of(&bytes.process).each(&prepared).await?;
        let cost = Meter::of(&house.process).each(&ours).await?;
        ratios.push(cost.micros / floor.micros);
        costs.push(cost.micros);
        floors.push(floor.micros);
        waits.push(cost.p99);
    }
    Ok(format!(
        "{:<34} {:>8} {:>6.1} µs {:>6.1} µs {:>7.2}× {:>7} {:>5.1} ms",
        item.name,
        item.size,
        middle(&mut costs),
        middle(&mut floors),
        middle(&mut ratios),
        item.goal,
        middle(&mut waits),
    ))
}

fn middle(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
