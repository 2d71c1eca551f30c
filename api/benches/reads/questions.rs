//! What people ask in words: the questions by which relevance was tuned.

use super::Failure;

const QUESTIONS: &str = include_str!("../../../tests/relevance/tuning_queries.csv");

/// The questions, as they were typed.
pub fn all() -> Result<Vec<String>, Failure> {
    let mut table = csv::Reader::from_reader(QUESTIONS.as_bytes());
    let place = table.headers()?.iter().position(|name| name == "query");
    let place = place.ok_or("no questions")?;
    let rows = table.records();
    rows.map(|row| Ok(row?.get(place).ok_or("no question")?.to_owned()))
        .collect()
}

/// What is typed on the way to the first questions, letter by letter.
pub fn typed() -> Result<Vec<String>, Failure> {
    let questions = all()?;
    let starts = questions.iter().take(20).flat_map(|question| {
        let ends = question.char_indices().skip(2).map(|(end, _)| end);
        ends.map(|end| question[..end].trim_end().to_owned())
    });
    Ok(starts.collect())
}
