//! Questions and what people judged to answer them.

use std::collections::{BTreeSet, HashMap};
use std::error::Error;
use std::fs;

use serde::Deserialize;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/relevance");

/// A question, with how well each thing answers it, from 1 to 3.
#[derive(Debug)]
pub struct Question {
    /// Its id in the set.
    pub id: String,
    /// What sort of question it is.
    pub kind: String,
    /// What is asked.
    pub text: String,
    /// What answers it.
    pub grades: HashMap<String, u8>,
}

#[derive(Debug, Deserialize)]
struct QuestionRow {
    query_id: String,
    kind: String,
    query: String,
}

#[derive(Debug, Deserialize)]
struct GradeRow {
    query_id: String,
    item: String,
    grade: u8,
}

/// The sets that there are.
pub fn there() -> Result<Vec<String>, Box<dyn Error>> {
    let mut names: Vec<String> = fs::read_dir(FOLDER)?
        .flatten()
        .filter_map(|file| {
            let name = file.file_name().into_string().ok()?;
            Some(name.strip_suffix("_queries.csv")?.to_owned())
        })
        .collect();
    names.sort();
    Ok(names)
}

/// The kinds of things that a set judges, as its items begin.
pub fn kinds(questions: &[Question]) -> BTreeSet<String> {
    let items = questions.iter().flat_map(|question| question.grades.keys());
    let kinds = items.filter_map(|item| item.split_once(':'));
    kinds.map(|(kind, _)| format!("{kind}:")).collect()
}

/// Reads a set.
pub fn read(name: &str) -> Result<Vec<Question>, Box<dyn Error>> {
    let mut grades: HashMap<String, HashMap<String, u8>> = HashMap::new();
    let mut reader = csv::Reader::from_path(format!("{FOLDER}/{name}_grades.csv"))?;
    for row in reader.deserialize::<GradeRow>() {
        let row = row?;
        grades
            .entry(row.query_id)
            .or_default()
            .insert(row.item, row.grade);
    }
    let mut reader = csv::Reader::from_path(format!("{FOLDER}/{name}_queries.csv"))?;
    let rows = reader.deserialize::<QuestionRow>();
    let questions = rows.map(|row| {
        let row = row?;
        Ok(Question {
            grades: grades.remove(&row.query_id).unwrap_or_default(),
            id: row.query_id,
            kind: row.kind,
            text: row.query,
        })
    });
    questions.collect()
}
