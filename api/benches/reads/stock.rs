//! What a stock engine takes for the same questions: SQLite's own full text search over the
//! same courses, one statement for the hits and one for a facet, without HTTP or JSON.

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbBackend, Statement};
use serde_json::Value;

use super::Failure;
use super::cost::Meter;

const TABLES: [&str; 2] = [
    "CREATE TABLE courses (id INTEGER PRIMARY KEY, form TEXT)",
    "CREATE VIRTUAL TABLE words USING fts5 (title, summary, tokenize = 'unicode61')",
];
const HITS: &str = "SELECT rowid, bm25(words, 4.0, 1.0) AS score FROM words \
    WHERE words MATCH ? ORDER BY score LIMIT 20";
const FACET: &str = "SELECT form, count(*) FROM words JOIN courses ON courses.id = words.rowid \
    WHERE words MATCH ? GROUP BY form";
/// How often all questions are asked.
const ROUNDS: usize = 5;

/// What one question costs there, in microseconds of processor time.
pub async fn micros(house: &str, questions: &[String]) -> Result<f64, Failure> {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    for table in TABLES {
        db.execute_unprepared(table).await?;
    }
    let put = |sql: &str, values: Vec<sea_orm::Value>| {
        Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)
    };
    for (number, course) in (1_i64..).zip(courses(house).await?) {
        let text = |name: &str| course[name].as_str().unwrap_or_default().to_owned();
        let form = course["learningForm"]["code"].as_str().unwrap_or_default();
        let row = vec![number.into(), form.into()];
        db.execute_raw(put("INSERT INTO courses VALUES (?, ?)", row))
            .await?;
        let row = vec![number.into(), text("title").into(), text("summary").into()];
        let sql = "INSERT INTO words (rowid, title, summary) VALUES (?, ?, ?)";
        db.execute_raw(put(sql, row)).await?;
    }
    let meter = Meter::own();
    let before = meter.nanos()?;
    for _ in 0..ROUNDS {
        for question in questions {
            let wish = vec![any_word(question).into()];
            db.query_all_raw(put(HITS, wish.clone())).await?;
            db.query_all_raw(put(FACET, wish)).await?;
        }
    }
    let asked = ROUNDS * questions.len();
    Ok((meter.nanos()? - before) as f64 / 1e3 / asked as f64)
}

/// A question as it is put to FTS5: any of its words.
fn any_word(question: &str) -> String {
    let words = question.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    let quoted: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
    quoted.join(" OR ")
}

/// All courses of the house, page by page.
async fn courses(house: &str) -> Result<Vec<Value>, Failure> {
    let client = reqwest::Client::new();
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let url = format!("{house}/v1/courses?limit=100{cursor}");
        let mut page: Value =
            serde_json::from_slice(&client.get(url).send().await?.bytes().await?)?;
        all.append(page["items"].as_array_mut().ok_or("no items")?);
        match page["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return Ok(all),
        }
    }
}
