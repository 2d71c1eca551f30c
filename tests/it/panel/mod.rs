//! The panel, as its members meet it, those who look after it, and everybody else.

mod consultations;
mod ideas;
mod secrecy;

use chrono::{Days, TimeDelta};
use entities::consultations as rows;
use pijler::domains::panel::{ConsultationId, service};
use pijler::kernel::actor::{Actor, Hat, Person};
use pijler::kernel::error::ApiError;
use pijler::kernel::id::AccountId;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::{Value, json};
use tests::TestApp;

use crate::identity::{PASSWORD, sign_in, somebody};

/// A consultation about nothing much, with three answers: `a`, `b` and `c`.
pub fn question(opens_on: &str, closes_on: &str) -> Value {
    json!({"question": "Wanneer?", "opensOn": opens_on, "closesOn": closes_on, "options": [
        {"code": "a", "label": "Nu"}, {"code": "b", "label": "Straks"}, {"code": "c", "label": "Nooit"}]})
}

/// Announces a consultation; its id.
pub async fn announced(app: &TestApp, admin: &str, opens_on: &str, closes_on: &str) -> String {
    let ask = app.post("/v1/consultations");
    let made = ask.json(&question(opens_on, closes_on)).bearer(admin).await;
    assert_eq!(made.status, 201, "{}", made.text());
    text(&made.json()["id"])
}

/// Has the last day of a consultation be gone, without the clock moving.
pub async fn over(app: &TestApp, consultation: &str) {
    let gone = app.backend.clock.today() - Days::new(1);
    let row = rows::ActiveModel {
        id: Set(consultation.parse().expect("an id")),
        opens_on: Set(gone),
        closes_on: Set(gone),
        ..Default::default()
    };
    row.update(app.backend.databases().schema())
        .await
        .expect("a consultation");
}

/// Somebody in the panel.
pub async fn member(app: &TestApp, admin: &str, name: &str) -> String {
    let email = format!("{name}@voorbeeld.nl");
    let account = somebody(app, &email).await;
    let path = format!("/v1/accounts/{account}/grants/panel");
    let given = app.put(&path).json(&json!({})).bearer(admin).await;
    assert_eq!(given.status, 200, "{}", given.text());
    text(&sign_in(app, &email, PASSWORD, "panel").await.json()["accessToken"])
}

/// Some member of the panel, who has no account to sign in with.
pub fn some_member(app: &TestApp) -> Actor {
    Actor::Person(Person {
        account: AccountId(app.backend.ids.random()),
        hat: Hat::Panel,
        session: app.backend.ids.random(),
        through: None,
        expires_at: app.backend.clock.now() + TimeDelta::hours(1),
    })
}

/// Has somebody answer.
pub async fn answers(
    app: &TestApp,
    who: &Actor,
    consultation: &str,
    option: &str,
) -> Result<(), ApiError> {
    let id = ConsultationId(consultation.parse().expect("an id"));
    let answer = service::AnswerRequest {
        option: option.to_owned(),
    };
    let met = service::answer(&app.backend, who, id, &answer).await;
    met.map(drop)
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value}"))
        .to_owned()
}
