//! What a public read costs, beside the same bytes served from memory.
//!
//! `cargo bench -p api --bench reads` starts the house and, with the same settings of
//! actix, a server that knows nothing but prepared bytes. Both are asked the same in
//! turns; the table tells the processor time of each answer and their ratio. Times of
//! one machine mean little; ratios travel. `-- 1` and `-- 10` add so many times 2,000
//! courses with 50,000 reviews.

mod bytes;
mod cost;
mod flood;
mod house;
mod items;
mod load;
mod mixed;
mod questions;
mod scale;
mod stock;

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

use cost::Meter;
use items::Item;
use load::Load;

/// Which of the two servers a child process is.
const ROLE: &str = "PIJLER_BENCH_ROLE";
/// How many parts of made up data the house has.
const PARTS: &str = "PIJLER_BENCH_PARTS";
/// How often each server is asked for each item, in turns.
const ROUNDS: usize = 7;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A failure of the house, in words.
fn failed(error: pijler::kernel::error::ApiError) -> Failure {
    error.detail.en.into_owned().into()
}

fn main() -> Result<(), Failure> {
    // What asks does so by http, but is made for https too.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match std::env::var(ROLE).as_deref() {
        Ok("house") => house::serve(),
        Ok("bytes") => bytes::serve(),
        _ => compare(),
    }
}

/// A server in a process of its own, so that its processor time is its own.
struct Server {
    process: Child,
    says: BufReader<ChildStdout>,
    url: String,
    /// What it says beside its port when it starts.
    beside: String,
}

impl Server {
    /// Starts one and waits until it says where it listens.
    fn start(role: &str, parts: usize) -> Result<Self, Failure> {
        let mut process = Command::new(std::env::current_exe()?)
            .env(ROLE, role)
            .env(PARTS, parts.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let said = process.stdout.take().ok_or("no output")?;
        let mut says = BufReader::new(said);
        let mut line = String::new();
        says.read_line(&mut line)?;
        let (port, beside) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        Ok(Self {
            url: format!("http://127.0.0.1:{port}"),
            beside: beside.to_owned(),
            process,
            says,
        })
    }

    /// Has the house change a course; how many milliseconds that took.
    fn change(&mut self) -> Result<f64, Failure> {
        let input = self.process.stdin.as_mut().ok_or("no input")?;
        writeln!(input, "change")?;
        let mut line = String::new();
        self.says.read_line(&mut line)?;
        Ok(line.trim().parse::<f64>()? / 1e3)
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
    let parts = std::env::args().find_map(|argument| argument.parse().ok());
    let parts: usize = parts.unwrap_or(0);
    let mut house = Server::start("house", parts)?;
    let items = items::all(&house.url).await?;
    let mut bytes = Server::start("bytes", parts)?;
    bytes::prepare(&mut bytes.process, &house.url, &items).await?;
    let mut out = std::io::stdout().lock();
    let loaded = Meter::of(&house.process).resident()? as f64 / 1e6;
    writeln!(
        out,
        "{:<34} {:>8} {:>9} {:>9} {:>8} {:>8} {:>8} {:>12}",
        "item", "bytes", "house", "memory", "ratio", "goal", "p99", "after change"
    )?;
    for (place, item) in items.iter().enumerate() {
        let row = measure(&house, &bytes, item, place).await?;
        let first = first_time(&mut house, item).await?;
        writeln!(out, "{row} {first:>9.1} µs")?;
    }
    let mut changes: Vec<f64> = Vec::new();
    let mut costs: Vec<f64> = Vec::new();
    for _ in 0..ROUNDS {
        let before = Meter::of(&house.process).nanos()?;
        changes.push(house.change()?);
        costs.push((Meter::of(&house.process).nanos()? - before) as f64 / 1e6);
    }
    writeln!(
        out,
        "a change is read after {:.1} ms, and costs {:.1} ms of processor time",
        middle(&mut changes),
        middle(&mut costs)
    )?;
    writeln!(out, "{}", mixed::run(&mut house, &items).await?)?;
    writeln!(out, "{}", typing(&house).await?)?;
    writeln!(out, "{}", flood::run(&house, &items).await?)?;
    let questions = questions::all()?;
    writeln!(
        out,
        "the same questions, as two statements of SQLite's FTS5: {:.1} µs each",
        stock::micros(&house.url, &questions).await?
    )?;
    writeln!(
        out,
        "loaded in {} ms; {loaded:.1} MB resident then, {:.1} MB now",
        house.beside,
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

/// What an answer costs that is asked for the first time after a change: nothing is kept.
async fn first_time(house: &mut Server, item: &Item) -> Result<f64, Failure> {
    let mut costs = Vec::new();
    for _ in 0..ROUNDS {
        house.change()?;
        let once = Load::once(&house.url, item);
        costs.push(Meter::of(&house.process).each(&once).await?.micros);
    }
    Ok(middle(&mut costs))
}

/// What completing words costs while somebody types, one letter after the other.
async fn typing(house: &Server) -> Result<String, Failure> {
    let load = Load::alone(&house.url, items::typed()?, 3);
    let cost = Meter::of(&house.process).each(&load).await?;
    Ok(format!(
        "type-ahead over one connection: {:.1} µs each; p99 {:.1} ms",
        cost.micros, cost.p99
    ))
}

fn middle(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
