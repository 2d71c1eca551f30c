//! Announcing consultations, answering them, and telling what came of them.

use chrono::Days;

use super::super::error::PanelError;
use super::super::model::{Choice, Consultation, ConsultationId, Met, Results};
use super::super::policy::{self, Announcing, Forgetting, Visible};
use super::super::store;
use super::input::{AnswerRequest, ConsultationRequest};
use super::pseudonym;
use crate::kernel::actor::Actor;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::count;
use crate::kernel::error::{ApiError, Fault, database};
use crate::kernel::idempotency::{Key, Once, again};
use crate::kernel::language::Text;
use crate::kernel::page::{Page, PageRequest};

/// A page of consultations, the one that closes last first.
pub async fn consultations(
    backend: &Backend,
    actor: &Actor,
    page: &PageRequest,
) -> Result<Page<Met<Consultation>>, ApiError> {
    let visible = Visible::to(actor)?;
    let found = store::consultations(backend.reader(), visible, page).await;
    let found = found.map_err(database)?;
    let Some(member) = visible.member().filter(|_| !found.entries.is_empty()) else {
        return Ok(found.map(|it| Met { it, own: None }));
    };
    let who = |id: ConsultationId| pseudonym(backend, "consultation_voter", member, id.0);
    let asked = found.entries.iter().map(|(_, one)| who(one.id));
    let answered = store::answered(backend.reader(), asked).await;
    let answered = answered.map_err(database)?;
    Ok(found.map(|it| Met {
        own: Some(answered.contains(&who(it.id))),
        it,
    }))
}

/// A consultation.
pub async fn consultation(
    backend: &Backend,
    actor: &Actor,
    id: ConsultationId,
) -> Result<Met<Consultation>, ApiError> {
    let visible = Visible::to(actor)?;
    let it = found(backend, visible, id).await?;
    let Some(member) = visible.member() else {
        return Ok(Met { it, own: None });
    };
    let who = pseudonym(backend, "consultation_voter", member, id.0);
    let answered = store::answered(backend.reader(), [who]).await;
    Ok(Met {
        own: Some(!answered.map_err(database)?.is_empty()),
        it,
    })
}

async fn found(
    backend: &Backend,
    visible: Visible,
    id: ConsultationId,
) -> Result<Consultation, ApiError> {
    let found = store::consultation(backend.reader(), visible, id).await;
    let found = found.map_err(database)?;
    Ok(found.ok_or(PanelError::NoSuchConsultation)?)
}

/// Announces a consultation. The same key gives the same consultation.
pub async fn announce(
    backend: &Backend,
    actor: &Actor,
    (input, key): (ConsultationRequest, &Key),
) -> Result<Met<Consultation>, ApiError> {
    let by = policy::administrator(actor)?;
    let today = backend.clock.today();
    let sent = input.digest();
    let id = ConsultationId(backend.ids.random());
    let new = input.checked(id, today)?;
    let who = (by.person().account, "consultation");
    let once = Once::of(&backend.pseudonyms, who, key, &[&sent]);
    let tx = backend.write().await?;
    if let Some(made) = once.made(&tx).await? {
        drop(tx);
        return again(consultation(backend, actor, ConsultationId(made)).await);
    }
    let leave = policy::announcing(&tx, &by);
    store::add_consultation(&leave, new.clone())
        .await
        .map_err(database)?;
    once.keep(&tx, id.0, today).await?;
    write_down(backend, &leave, "consultation.announce", id).await?;
    backend.commit(tx).await?;
    Ok(Met { it: new, own: None })
}

/// Takes a consultation back that has not opened yet.
pub async fn take_back(
    backend: &Backend,
    actor: &Actor,
    id: ConsultationId,
) -> Result<(), ApiError> {
    let by = policy::administrator(actor)?;
    let known = found(backend, Visible::to(actor)?, id).await?;
    let tx = backend.write().await?;
    let leave = policy::taking_back(&tx, &by, &known, backend.clock.today())?;
    store::remove_consultation(&leave, id)
        .await
        .map_err(database)?;
    write_down(backend, &leave, "consultation.take_back", id).await?;
    backend.commit(tx).await
}

async fn write_down(
    backend: &Backend,
    leave: &Announcing<'_>,
    name: &'static str,
    id: ConsultationId,
) -> Result<(), ApiError> {
    let act = Act {
        name,
        by: leave.by(),
        subject: format!("consultation:{}", id.0),
        detail: None,
    };
    let written = leave.tx().audit(backend.ids.random(), act).await;
    written.map_err(database)
}

/// Answers a consultation, once. Who and what are kept apart.
pub async fn answer(
    backend: &Backend,
    actor: &Actor,
    id: ConsultationId,
    input: &AnswerRequest,
) -> Result<Met<Consultation>, ApiError> {
    let member = policy::member(actor)?;
    let it = found(backend, Visible::to(actor)?, id).await?;
    let tx = backend.write().await?;
    let leave = policy::answering(&tx, &member, &it, backend.clock.today())?;
    if it.options.iter().all(|option| option.code != input.option) {
        let detail = Text::new(
            "dit antwoord hoort niet bij deze peiling",
            "this consultation has no such answer",
        );
        let fault = Fault::at("/option", "consultation.unknown_option", detail);
        return Err(ApiError::invalid(vec![fault]));
    }
    let who = pseudonym(backend, "consultation_voter", leave.member(), id.0);
    store::answer(&leave, who, &input.option).await?;
    backend.commit(tx).await?;
    Ok(Met {
        it,
        own: Some(true),
    })
}

/// What came of a consultation, once it closed.
pub async fn results(
    backend: &Backend,
    actor: &Actor,
    id: ConsultationId,
) -> Result<Results, ApiError> {
    let visible = Visible::to(actor)?;
    let it = found(backend, visible, id).await?;
    policy::telling(visible, &it, backend.clock.today())?;
    let counts = it
        .options
        .iter()
        .map(|option| count::people(option.answers));
    let told: Vec<_> = counts.collect();
    let options = it.options.into_iter().zip(&told);
    Ok(Results {
        consultation: id,
        answers: count::sum(&told),
        options: options
            .map(|(option, told)| (option.code, option.label, *told))
            .collect(),
    })
}

/// Does what is due: to be called every hour or so.
pub async fn tend(backend: &Backend) -> Result<(), ApiError> {
    let tx = backend.write().await?;
    let leave = Forgetting::by_the_calendar(&tx);
    store::forget_order(&leave).await.map_err(database)?;
    backend.commit(tx).await
}

/// Announces a consultation to look around with, marked as an example, where there is
/// none.
pub async fn demo(backend: &Backend) -> Result<(), ApiError> {
    let tx = backend.write().await?;
    let leave = Announcing::at_the_machine(&tx);
    if store::any_consultation(&leave).await.map_err(database)? {
        return Ok(());
    }
    let today = backend.clock.today();
    let option = |(code, label): (&str, &str)| Choice {
        code: code.to_owned(),
        label: label.to_owned(),
        answers: 0,
    };
    let example = Consultation {
        id: ConsultationId(backend.ids.random()),
        question: "Voorbeeld: wanneer volg je het liefst een cursus?".to_owned(),
        explanation: Some("Dit is een voorbeeld, geen echte peiling.".to_owned()),
        options: [
            ("daytime", "Overdag, onder schooltijd"),
            ("evening", "'s Avonds"),
            ("weekend", "In het weekend"),
            ("own_time", "Op een moment dat ik zelf kies"),
        ]
        .map(option)
        .into(),
        opens_on: today,
        closes_on: today + Days::new(60),
    };
    store::add_consultation(&leave, example)
        .await
        .map_err(database)?;
    backend.commit(tx).await
}
