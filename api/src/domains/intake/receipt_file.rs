//! A receipt as a file: written while it is read, some rows at a time.

use actix_web::web::Bytes;
use csv::{Terminator, WriterBuilder};
use futures_util::{Stream, StreamExt, stream};

use super::model::{Question, QuestionKind, QuestionState, ReceiptRow};
use super::view::{QuestionView, ReceiptRowView, ReceiptView};
use crate::kernel::error::ApiError;
use crate::kernel::language::Language;
use crate::kernel::text::inert;

/// The media type of a table, with what RFC 4180 wants to be told.
pub const MEDIA: &str = "text/csv; charset=utf-8; header=present";

const COLUMNS: [&str; 9] = [
    "row",
    "externalId",
    "outcome",
    "courseId",
    "level",
    "field",
    "code",
    "text",
    "link",
];

/// Some of a file, or why there is no more of it.
type Piece = std::io::Result<Bytes>;

/// A receipt as a table: a line for each message, or one where there is none; below, what is asked
/// about courses that no row names.
pub fn table(
    rows: impl Stream<Item = Result<Vec<ReceiptRow>, ApiError>>,
    questions: Vec<Question>,
    language: Language,
) -> impl Stream<Item = Piece> {
    let head = stream::once(async { written([COLUMNS.map(str::to_owned)]) });
    let rows = rows.map(move |rows| {
        let rows = rows.map_err(broken_off)?.into_iter();
        written(rows.flat_map(|row| lines(ReceiptRowView::of(row, language))))
    });
    let vanished = move || {
        let of = questions
            .into_iter()
            .filter(|one| one.kind == QuestionKind::Vanished);
        written(of.map(|one| asked(one, language)))
    };
    let vanished = stream::once(async move { vanished() });
    head.chain(rows).chain(vanished)
}

/// Why there is no more: whoever reads sees that it breaks off.
fn broken_off(error: ApiError) -> std::io::Error {
    std::io::Error::other(error.code)
}

fn lines(row: ReceiptRowView) -> Vec<[String; 9]> {
    let line = |told: [String; 5]| {
        let [level, field, code, text, link] = told;
        [
            row.row.to_string(),
            row.external_id.clone().unwrap_or_default(),
            word(&row.outcome),
            row.course_id.map(|id| id.to_string()).unwrap_or_default(),
            level,
            field,
            code,
            text,
            link,
        ]
    };
    if row.messages.is_empty() {
        return vec![line(Default::default())];
    }
    let told = row.messages.iter().map(|it| {
        line([
            word(&it.level),
            it.field.clone(),
            it.code.clone(),
            it.text.clone(),
            it.link.clone(),
        ])
    });
    told.collect()
}

/// What is asked about a course that vanished, or was answered.
fn asked(question: Question, language: Language) -> [String; 9] {
    let told = match question.state {
        QuestionState::Refused => super::remedies::too_many_vanish(),
        _ => super::remedies::vanished(),
    };
    [
        String::new(),
        question.external_id,
        question.state.word().to_owned(),
        question.course.to_string(),
        word(&told.level),
        String::new(),
        told.code.to_string(),
        told.text(language).to_owned(),
        super::remedies::link(&told.code),
    ]
}

/// A word as JSON says it.
fn word(value: &impl serde::Serialize) -> String {
    let said = serde_json::to_value(value).unwrap_or_default();
    said.as_str().unwrap_or_default().to_owned()
}

fn written(lines: impl IntoIterator<Item = [String; 9]>) -> Piece {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    for line in lines {
        let cells = line.iter().map(|cell| inert(cell).into_owned());
        let done = writer.write_record(cells);
        done.map_err(std::io::Error::other)?;
    }
    let bytes = writer.into_inner();
    let bytes = bytes.map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(bytes.into())
}

/// A receipt as JSON, the same as one that is written in one piece.
pub fn object(
    head: ReceiptView,
    questions: Vec<Question>,
    rows: impl Stream<Item = Result<Vec<ReceiptRow>, ApiError>>,
    language: Language,
) -> Result<impl Stream<Item = Piece>, ApiError> {
    let head = ReceiptView {
        questions: questions.into_iter().map(QuestionView::from).collect(),
        ..head
    };
    let whole = serde_json::to_string(&head).map_err(|error| ApiError::internal(&error))?;
    // The rows stand last, and there are none yet.
    let Some(begun) = whole.strip_suffix("]}") else {
        return Err(ApiError::internal(&"rows are not the last member"));
    };
    let begun = stream::iter([Ok(Bytes::from(begun.to_owned()))]);
    let mut first = true;
    let rows = rows.map(move |rows| {
        let mut text = String::new();
        for row in rows.map_err(broken_off)? {
            if !std::mem::take(&mut first) {
                text.push(',');
            }
            let row = serde_json::to_string(&ReceiptRowView::of(row, language));
            text += &row.map_err(std::io::Error::other)?;
        }
        Ok(Bytes::from(text))
    });
    Ok(begun
        .chain(rows)
        .chain(stream::iter([Ok(Bytes::from_static(b"]}"))])))
}
