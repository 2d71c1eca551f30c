//! How well search answers judged questions.
//!
//! `cargo run -p tests --bin relevance` reads the sets in `tests/relevance` (or those named),
//! asks their questions of the shipped catalogue and prints nDCG@10 with a bootstrap 95 %
//! interval and recall@20, kind by kind; for questions that nothing fits it tells how many
//! have no confident hit. `-- ask WORDS` shows what one question finds, and why.

mod measure;
mod sets;

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use pijler::app::config::Config;
use pijler::app::start;
use pijler::domains::catalogue::service::{SearchQuery, search};
use pijler::domains::catalogue::view::Show;
use pijler::domains::catalogue::{Catalogue, Snapshot};
use pijler::kernel::language::Language;
use pijler::kernel::page::PageRequest;

use measure::Judged;

/// How many hits of a question are looked at.
const DEPTH: i64 = 20;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let snapshot = shipped().await?;
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.first().is_some_and(|word| word == "ask") {
        for question in &words[1..] {
            show(&snapshot, question)?;
        }
        return Ok(());
    }
    let named = if words.is_empty() {
        sets::there()?
    } else {
        words
    };
    for set in named {
        let begun = Instant::now();
        let judged = judged(&snapshot, &set)?;
        let each = begun.elapsed().as_micros() / judged.len().max(1) as u128;
        println!("{set}: {} questions, {each} µs each", judged.len());
        print!("{}", measure::table(&judged));
        if std::env::var_os("EACH").is_some() {
            print!("{}", measure::each(&judged));
        }
    }
    Ok(())
}

/// The shipped catalogue.
async fn shipped() -> Result<Arc<Snapshot>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let mut config = Config::default();
    config.storage.folder = folder.path().to_path_buf();
    let backend = start::open(&config).await?;
    start::prepare(&config, &backend).await?;
    let catalogue = Catalogue::load(&backend).await;
    let catalogue = catalogue.map_err(|error| error.detail.en.into_owned())?;
    Ok(catalogue.now())
}

/// The questions of a set, with what each finds.
fn judged(snapshot: &Snapshot, set: &str) -> Result<Vec<Judged>, Box<dyn Error>> {
    let questions = sets::read(set)?;
    let kinds = sets::kinds(&questions);
    let judged = questions.into_iter().map(|question| {
        let mut found = found(snapshot, &question.text)?;
        // Nobody said of a kind that the set does not know whether it answers. A set without
        // grades says of every kind that nothing does.
        let known =
            |item: &str| kinds.is_empty() || kinds.iter().any(|kind| item.starts_with(kind));
        found.retain(|(item, _)| known(item));
        Ok(Judged { question, found })
    });
    judged.collect()
}

/// What a question finds, as sets name it, and whether each surely answers.
fn found(snapshot: &Snapshot, text: &str) -> Result<Vec<(String, bool)>, Box<dyn Error>> {
    let page = PageRequest::parse(["limit", "cursor"], Some(DEPTH), None, &mut Vec::new());
    let query = SearchQuery {
        q: Some(text.to_owned()),
        ..SearchQuery::default()
    };
    let answered = search(snapshot, "q", &query, &page)?;
    let entries = answered.page.entries.iter();
    let found = entries.map(|(_, found)| {
        let slug = match found.kind.word() {
            "course" => &snapshot.courses[found.at].record.external_id,
            "topic" => &snapshot.topics[found.at].slug,
            "provider" => &snapshot.providers[found.at].slug,
            "subject" => &snapshot.subjects[found.at].slug,
            _ => &snapshot.terms[found.at].slug,
        };
        (format!("{}:{slug}", found.kind.word()), found.is_sure())
    });
    Ok(found.collect())
}

fn show(snapshot: &Snapshot, text: &str) -> Result<(), Box<dyn Error>> {
    let page = PageRequest::parse(["limit", "cursor"], Some(12), None, &mut Vec::new());
    let query = SearchQuery {
        q: Some(text.to_owned()),
        ..SearchQuery::default()
    };
    let answered = search(snapshot, "q", &query, &page)?;
    let shown = Show {
        snapshot,
        language: Language::Nl,
    }
    .found(&answered);
    println!("\n„{text}”");
    for one in &shown.understood {
        println!(
            "  understood: {} → {} ({})",
            one.words,
            one.label,
            one.by.word()
        );
    }
    for ((_, found), hit) in answered.page.entries.iter().zip(&shown.items) {
        let why = hit
            .why
            .iter()
            .map(|it| format!("{}→{} ({})", it.words, it.found, it.by.word()));
        println!(
            "  {} {:>7} {:9} {} | {}",
            if hit.confident { '●' } else { '○' },
            found.hit.score,
            hit.kind.word(),
            hit.title,
            why.collect::<Vec<_>>().join(", ")
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the sets reached when they were last looked at, less some room for a catalogue
    /// that grows: whoever makes search worse hears of it.
    const FLOORS: [(&str, f64); 2] = [("tuning", 0.84), ("held_out", 0.83)];

    #[tokio::test(flavor = "multi_thread")]
    async fn search_answers_as_well_as_it_did() {
        let snapshot = shipped().await.expect("the shipped catalogue");
        for (set, floor) in FLOORS {
            let judged = judged(&snapshot, set).expect(set);
            let reached = measure::overall(&judged);
            assert!(reached >= floor, "{set}: {reached:.3}");
        }
    }
}
