//! How the panel looks from outside. One shape per thing serves both doors.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{Consultation, Idea, Met, Results, State};
use crate::kernel::language::{Language, Text};

/// What a member of the panel proposes. Nothing tells who
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Idea", complex)]
#[schema(as = Idea)]
pub struct IdeaView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// What it is called
    pub title: String,
    /// What it is
    pub text: String,
    /// The month in which it was submitted: `2026-11`
    pub submitted_in: String,
    /// Whether I brought it; null for who is no member of the panel
    pub mine: Option<bool>,
}

impl From<Met<Idea>> for IdeaView {
    fn from(Met { it: idea, own }: Met<Idea>) -> Self {
        Self {
            uuid: idea.id.0,
            title: idea.title,
            text: idea.text,
            submitted_in: idea.submitted_in,
            mine: own,
        }
    }
}

/// One of the answers to choose from
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "ConsultationOption")]
#[schema(as = ConsultationOption)]
pub struct OptionView {
    /// Its code within the consultation
    pub code: String,
    /// What it says
    pub label: String,
}

/// What the panel is asked
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Consultation", complex)]
#[schema(as = Consultation)]
pub struct ConsultationView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// What is asked
    pub question: String,
    /// What to know to answer it
    pub explanation: Option<String>,
    /// The answers to choose from
    pub options: Vec<OptionView>,
    /// The first day on which it is open, in Amsterdam
    pub opens_on: NaiveDate,
    /// The last day on which it is open
    pub closes_on: NaiveDate,
    /// How far it is today
    pub state: State,
    /// Whether I answered; null for who is no member of the panel
    pub answered: Option<bool>,
}

impl ConsultationView {
    /// Shows a consultation on a day in Amsterdam.
    pub fn on(today: NaiveDate, Met { it, own }: Met<Consultation>) -> Self {
        let options = it.options.iter();
        Self {
            uuid: it.id.0,
            state: it.state(today),
            options: options
                .map(|option| OptionView {
                    code: option.code.clone(),
                    label: option.label.clone(),
                })
                .collect(),
            question: it.question,
            explanation: it.explanation,
            opens_on: it.opens_on,
            closes_on: it.closes_on,
            answered: own,
        }
    }
}

/// How often an answer was given
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "ConsultationResult")]
#[schema(as = ConsultationResult)]
pub struct ResultView {
    /// The code of the answer
    pub code: String,
    /// What it says
    pub label: String,
    /// How many people gave it, as numbers of people are told; null where that is not told
    pub count: Option<u32>,
}

/// What came of a consultation
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "ConsultationResults", complex)]
#[schema(as = ConsultationResults)]
pub struct ResultsView {
    /// The id of the consultation
    #[graphql(skip)]
    pub consultation_id: Uuid,
    /// How many people answered at least: the sum of the numbers below; null where none is told
    pub answers: Option<u32>,
    /// How often each answer was given
    pub options: Vec<ResultView>,
    /// How numbers of people are told, in the language asked for
    pub note: String,
}

impl ResultsView {
    /// Shows results in a language.
    pub fn of(results: Results, language: Language) -> Self {
        let note = Text::new(
            "Minder dan 10 mensen worden niet genoemd, en meer in stappen van 5, naar beneden \
             afgerond. Het totaal telt alleen op wat genoemd is.",
            "Fewer than 10 people are not told, and more in steps of 5, rounded down. The total \
             adds up what is told, and nothing else.",
        );
        let options = results.options.into_iter();
        Self {
            consultation_id: results.consultation.0,
            answers: results.answers,
            options: options
                .map(|(code, label, count)| ResultView { code, label, count })
                .collect(),
            note: note.get(language).to_owned(),
        }
    }
}
