//! Answering what is asked because of a push.

use std::collections::{HashMap, HashSet};

use async_graphql::InputObject;
use serde::Deserialize;
use utoipa::ToSchema;

use super::push::offer;
use super::rows::Reading;
use crate::domains::catalogue::{self, Catalogue, Listed, Offering, OwnCourse, Snapshot};
use crate::domains::intake::error::PushError;
use crate::domains::intake::model::{
    AnswerWord, Item, MOST_ANSWERS, Mode, Push, PushId, Question, QuestionKind, QuestionState,
    Repeated, State,
};
use crate::domains::intake::policy::{self, Pushing};
use crate::domains::intake::store;
use crate::kernel::actor::Actor;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, Fault, database, sound};
use crate::kernel::id::{CourseId, ProviderId};
use crate::kernel::language::Text;

/// What is answered about one course
#[derive(Clone, Debug, Deserialize, ToSchema, InputObject)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[graphql(name = "PushAnswerItem")]
#[schema(as = PushAnswerItem)]
pub struct AnswerWish {
    /// Your own key of the course that is asked about
    #[schema(min_length = 1, max_length = 200)]
    pub external_id: String,
    /// What is to become of it
    pub answer: AnswerWord,
}

/// Answers what is asked because of a push: all of it is done, or nothing. What was answered so
/// already stays so.
pub async fn answer(
    backend: &Backend,
    catalogue: &Catalogue,
    actor: &Actor,
    (id, wishes): (PushId, Vec<AnswerWish>),
) -> Result<Push, ApiError> {
    policy::pushes_for(actor)?;
    let mut faults = counted(&wishes);
    let tx = backend.write().await?;
    let leave = policy::pushing(&tx, actor)?;
    store::take_turn(&leave).await?;
    let found = store::own(&leave, id).await?;
    let mut push = found.ok_or(PushError::NotFound(id))?;
    sound(std::mem::take(&mut faults))?;
    if push.state != State::Done || push.options.dry_run {
        return Err(PushError::NothingToAnswer.into());
    }
    let keys: Vec<&str> = wishes
        .iter()
        .map(|wish| wish.external_id.as_str())
        .collect();
    let questions = store::questions(tx.conn(), id, Some(&keys)).await?;
    let courses = questions.iter().map(|question| CourseId(question.course));
    let courses = catalogue::own_by_id(tx.conn(), leave.provider(), courses.collect()).await?;
    let asked = Asked::of(&push, questions, courses);
    let given = asked.held_to(&wishes)?;
    let offering = catalogue::offering(&tx, actor).ok_or(PushError::NotOrganisation)?;
    let doing = Doing {
        backend,
        snapshot: &catalogue.now(),
        leave: &leave,
        offering: &offering,
    };
    doing.take_back(&mut push, &given).await?;
    doing.bring_back(&given).await?;
    for word in AnswerWord::ALL {
        let keys = given.iter().filter(|(_, it)| it == word);
        let keys: Vec<&str> = keys.map(|(one, _)| one.external_id.as_str()).collect();
        store::settle(&leave, id, &keys, word.state()).await?;
    }
    if !given.is_empty() {
        doing.write_down(&push, given.len()).await?;
        tx.changed(super::TOPIC, id.0.to_string());
    }
    backend.commit(tx).await?;
    Ok(push)
}

/// What is wrong with a list of answers by itself.
fn counted(wishes: &[AnswerWish]) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !(1..=MOST_ANSWERS).contains(&wishes.len()) {
        let detail = Text::new(
            format!("geef 1 tot {MOST_ANSWERS} antwoorden"),
            format!("give 1 to {MOST_ANSWERS} answers"),
        );
        faults.push(Fault::at("/answers", "push.answers_out_of_range", detail));
    }
    let mut seen = HashSet::new();
    for (wish, at) in wishes.iter().zip(0..MOST_ANSWERS) {
        if !seen.insert(&wish.external_id) {
            let detail = Text::new(
                "hierover staat er al een antwoord",
                "there is an answer about this already",
            );
            faults.push(Fault::at(place(at), "push.answer_repeated", detail));
        }
    }
    faults
}

fn place(at: usize) -> String {
    format!("/answers/{at}/externalId")
}

/// What is asked, and how the courses stand that it is about.
struct Asked<'p> {
    push: &'p Push,
    questions: HashMap<String, Question>,
    courses: HashMap<CourseId, OwnCourse>,
}

/// Answers that are to be carried out.
type Given = Vec<(Question, AnswerWord)>;

impl<'p> Asked<'p> {
    fn of(push: &'p Push, questions: Vec<Question>, courses: Vec<OwnCourse>) -> Self {
        let questions = questions.into_iter();
        let courses = courses.into_iter();
        Self {
            push,
            questions: questions
                .map(|one| (one.external_id.clone(), one))
                .collect(),
            courses: courses.map(|course| (course.id, course)).collect(),
        }
    }

    /// The answers that fit and were not given before, or what is wrong with any of them.
    fn held_to(mut self, wishes: &[AnswerWish]) -> Result<Given, PushError> {
        let (mut faults, mut given) = (Vec::new(), Vec::new());
        for (wish, at) in wishes.iter().zip(0..) {
            let question = self.questions.remove(&wish.external_id);
            match self.fits(question.as_ref(), wish.answer) {
                Err((code, text)) => faults.push(Fault::at(place(at), code, text)),
                Ok(()) => given.extend(
                    question
                        .filter(|question| question.state == QuestionState::Open)
                        .map(|question| (question, wish.answer)),
                ),
            }
        }
        match faults.is_empty() {
            true => Ok(given),
            false => Err(PushError::BadAnswers(faults)),
        }
    }

    fn fits(
        &self,
        question: Option<&Question>,
        answer: AnswerWord,
    ) -> Result<(), (&'static str, Text)> {
        let Some(question) = question else {
            let text = Text::new(
                "hierover vraagt deze push niets",
                "this push asks nothing about this",
            );
            return Err(("push.no_question", text));
        };
        if question.state == answer.state() {
            return Ok(());
        }
        if question.kind != answer.kind() {
            let text = match question.kind {
                QuestionKind::Vanished => Text::new(
                    "het antwoord is hier withdraw of keep",
                    "the answer here is withdraw or keep",
                ),
                QuestionKind::Returned => Text::new(
                    "het antwoord is hier same of other",
                    "the answer here is same or other",
                ),
            };
            return Err(("push.answer_unfit", text));
        }
        match question.state {
            QuestionState::Open => {}
            QuestionState::Refused => {
                let text = Text::new(
                    "er verdwijnt te veel: stuur alles opnieuw, met maxWithdrawals",
                    "too much vanishes: push all again, with maxWithdrawals",
                );
                return Err(("push.too_many_vanish", text));
            }
            _ => {
                let text = Text::new(
                    "dit is al anders beantwoord",
                    "this was answered otherwise already",
                );
                return Err(("push.answered_otherwise", text));
            }
        }
        match self.is_as_asked(question) {
            true => Ok(()),
            false => {
                let text = Text::new(
                    "dit aanbod is na deze push veranderd of opnieuw genoemd",
                    "this course changed after this push, or was named again",
                );
                Err(("push.answer_late", text))
            }
        }
    }

    /// Whether the course stands as it did when it was asked about.
    fn is_as_asked(&self, question: &Question) -> bool {
        let Some(course) = self.courses.get(&CourseId(question.course)) else {
            return false;
        };
        let asked_at = self.push.finished_at.unwrap_or(self.push.created_at);
        let is_named_since = course.last_verified.is_some_and(|at| at > asked_at);
        let keyed = course.external_id == question.external_id;
        match question.kind {
            QuestionKind::Vanished => keyed && !is_named_since,
            QuestionKind::Returned => keyed && course.status == catalogue::Status::Withdrawn,
        }
    }
}

/// Whoever carries answers out.
struct Doing<'d> {
    backend: &'d Backend,
    snapshot: &'d Snapshot,
    leave: &'d Pushing<'d>,
    offering: &'d Offering<'d>,
}

impl Doing<'_> {
    /// Takes back what vanished and is to go.
    async fn take_back(&self, push: &mut Push, given: &Given) -> Result<(), ApiError> {
        let gone = given.iter().filter(|(_, it)| *it == AnswerWord::Withdraw);
        let gone: Vec<CourseId> = gone.map(|(one, _)| CourseId(one.course)).collect();
        let taken = catalogue::take_back(self.offering, self.backend, &gone).await?;
        push.totals.withdrawn += i32::try_from(taken.len()).unwrap_or_default();
        Ok(store::count_withdrawn(self.leave, push).await?)
    }

    /// Puts what came back as its rows say: in the place of what had the key, or beside it.
    async fn bring_back(&self, given: &Given) -> Result<(), ApiError> {
        let mut items = Vec::new();
        for (question, word) in given {
            if word.kind() != QuestionKind::Returned {
                continue;
            }
            if *word == AnswerWord::Other {
                let listed = Listed {
                    course: CourseId(question.course),
                    external_id: question.external_id.clone(),
                    title: question.title.clone(),
                };
                catalogue::free_key(self.offering, self.backend, &listed).await?;
            }
            let said = question.said.as_deref().unwrap_or_default();
            let said = serde_json::from_str(said).map_err(PushError::Broken)?;
            items.push(Item::of_list(said, question.row.unwrap_or_default()));
        }
        if items.is_empty() {
            return Ok(());
        }
        let provider: ProviderId = self.leave.provider();
        let db = self.leave.tx().conn();
        let keys = items.iter().filter_map(Item::key);
        let held = catalogue::held(db, self.snapshot, provider, keys).await?;
        let none = Repeated::new();
        let reading = Reading::of(items, self.snapshot, (provider, held), &none);
        // What was sound may be so no longer: a client that is gone, a code that retired.
        let faults = reading.faults();
        if !faults.is_empty() {
            return Err(PushError::BadAnswers(faults).into());
        }
        offer(self.offering, self.backend, Mode::Delta, reading).await?;
        Ok(())
    }

    async fn write_down(&self, push: &Push, answers: usize) -> Result<(), ApiError> {
        let act = Act {
            name: "push.answer",
            by: self.leave.by(),
            subject: format!("push:{}", push.id.0),
            detail: Some(match self.leave.client() {
                Some(client) => format!("answers {answers} client {}", client.0),
                None => format!("answers {answers}"),
            }),
        };
        let tx = self.leave.tx();
        let written = tx.audit(self.backend.ids.random(), act).await;
        written.map_err(database)
    }
}
