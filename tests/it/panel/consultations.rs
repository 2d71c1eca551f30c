//! Asking the panel, answering, and telling what came of it.

use chrono::TimeDelta;
use futures_util::future::join_all;
use pijler::domains::panel::ConsultationId;
use pijler::kernel::id::Identity;
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{announced, answers, member, over, question, some_member, text};
use crate::identity::{PASSWORD, administrator, sign_in};

const ANSWER: &str = "mutation($input: ConsultationAnswerInput!) { consultationAnswer(input: $input) \
    { consultation { uuid state answered results { answers } } } }";

/// What came of a consultation: how many answered, and how many gave each answer, the
/// same by both doors.
async fn told(app: &TestApp, token: &str, id: &str) -> (Value, Vec<Value>) {
    let by_rest = app
        .get(&format!("/v1/consultations/{id}/results"))
        .bearer(token)
        .await;
    assert_eq!(by_rest.status, 200, "{}", by_rest.text());
    let by_rest = by_rest.json();
    let query = "query($id: ID!) { consultation(id: $id) { results { answers options { code label count } note } } }";
    let id = ConsultationId(id.parse().unwrap()).global();
    let by_graphql = app
        .graphql(query, json!({"id": id}))
        .bearer(token)
        .await
        .data();
    let by_graphql = &by_graphql["consultation"]["results"];
    for member in ["answers", "options", "note"] {
        assert_eq!(by_rest[member], by_graphql[member]);
    }
    let counts = by_rest["options"]
        .as_array()
        .unwrap()
        .iter()
        .map(|option| option["count"].clone());
    (by_rest["answers"].clone(), counts.collect())
}

on_both! {
    async fn a_consultation_opens_and_closes_by_itself(app: TestApp) {
        let admin = administrator(&app).await;
        let an = member(&app, &admin, "an").await;
        let id = announced(&app, &admin, "2026-11-26", "2026-11-27").await;
        let path = format!("/v1/consultations/{id}");
        let answer = |token: &str| {
            app.post(&format!("{path}/answers")).json(&json!({"option": "a"})).bearer(token)
        };
        let sign = async || text(&sign_in(&app, "an@voorbeeld.nl", PASSWORD, "panel").await.json()["accessToken"]);
        let read = app.get(&path).bearer(&an).await.json();
        assert_eq!((&read["state"], &read["answered"]), (&json!("announced"), &json!(false)));
        assert_eq!(answer(&an).await.code(), "consultation.not_open");

        app.advance(TimeDelta::days(2));
        let an = sign().await;
        assert_eq!(answer(&an).await.status, 204);
        let read = app.get(&path).bearer(&an).await.json();
        assert_eq!((&read["state"], &read["answered"]), (&json!("open"), &json!(true)));
        let again = answer(&an).await;
        assert_eq!((again.status, again.code().as_str()), (409, "consultation.already_answered"));
        let early = app.get(&format!("{path}/results")).bearer(&an).await;
        assert_eq!((early.status, early.code().as_str()), (409, "consultation.not_closed"));

        // Midnight in Amsterdam, an hour before that of UTC.
        app.advance(TimeDelta::hours(14));
        let an = sign().await;
        assert_eq!(app.get(&path).bearer(&an).await.json()["state"], "closed");
        assert_eq!(answer(&an).await.code(), "consultation.not_open");
        assert_eq!(told(&app, &an, &id).await, (Value::Null, vec![Value::Null; 3]));
    }

    async fn everybody_answers_once_however_often_they_ask_at_once(app: TestApp) {
        let admin = administrator(&app).await;
        let id = announced(&app, &admin, "2026-11-25", "2026-11-25").await;
        let members: Vec<_> = (0..12).map(|_| some_member(&app)).collect();
        let twice = members.iter().chain(&members).map(|who| answers(&app, who, &id, "a"));
        let outcomes = join_all(twice).await;

        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 12);
        let refused = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
        assert!(refused.map(|error| error.code).all(|code| code == "consultation.already_answered"));
        over(&app, &id).await;
        // Twelve for one and none for the others: what is told is that there were ten or more.
        assert_eq!(told(&app, &admin, &id).await, (json!(10), vec![json!(10), Value::Null, Value::Null]));
    }

    async fn few_are_not_told_and_do_not_follow_from_the_others(app: TestApp) {
        let admin = administrator(&app).await;
        for (counts, wanted) in [
            ([5, 4, 0], (Value::Null, vec![Value::Null; 3])),
            ([13, 12, 3], (json!(20), vec![json!(10), json!(10), Value::Null])),
            ([11, 17, 10], (json!(35), vec![json!(10), json!(15), json!(10)])),
        ] {
            let id = announced(&app, &admin, "2026-11-25", "2026-11-25").await;
            for (option, count) in ["a", "b", "c"].into_iter().zip(counts) {
                for _ in 0..count {
                    answers(&app, &some_member(&app), &id, option).await.expect("it is counted");
                }
            }
            over(&app, &id).await;
            assert_eq!(told(&app, &admin, &id).await, wanted, "{counts:?}");
        }
    }

    async fn every_fault_of_a_consultation_is_named(app: TestApp) {
        let admin = administrator(&app).await;
        let body = json!({"question": " ", "explanation": "bel 06-12345678", "opensOn": "2026-11-24",
            "closesOn": "2026-11-23", "options": [{"code": "A", "label": ""}, {"code": "A", "label": "b"}]});
        let by_rest = app.post("/v1/consultations").json(&body).bearer(&admin).await;
        let told: Vec<_> = by_rest.faults().into_iter().map(|(place, code)| format!("{place} {code}")).collect();
        assert_eq!(told, [
            "/question text.empty", "/explanation text.holds_number", "/options/0/code consultation.bad_code",
            "/options/0/label text.empty", "/options/1/code consultation.bad_code",
            "/options/1/code consultation.repeated_code", "/opensOn consultation.opens_in_past",
            "/closesOn consultation.bad_period",
        ]);
        let query = "mutation($input: ConsultationCreateInput!) { consultationCreate(input: $input) { consultation { id } } }";
        let by_graphql = app.graphql(query, json!({"input": body})).bearer(&admin).await;
        assert_eq!(by_graphql.faults(), by_rest.faults());
        let mut few = question("2026-11-25", "2027-11-27");
        few["options"] = json!([{"code": "a", "label": "b"}]);
        let refused = app.post("/v1/consultations").json(&few).bearer(&admin).await;
        let codes: Vec<_> = refused.faults().into_iter().map(|(_, code)| code).collect();
        assert_eq!(codes, ["consultation.option_count", "consultation.bad_period"]);
        assert_eq!(app.get("/v1/consultations").bearer(&admin).await.json()["items"], json!([]));
    }

    async fn what_is_asked_can_be_taken_back_until_it_opens(app: TestApp) {
        let admin = administrator(&app).await;
        let (coming, open) = (announced(&app, &admin, "2026-11-26", "2026-11-27").await, announced(&app, &admin, "2026-11-25", "2026-11-27").await);
        let path = |id: &str| format!("/v1/consultations/{id}");
        assert_eq!(app.delete(&path(&coming)).bearer(&admin).await.status, 204);
        assert_eq!(app.get(&path(&coming)).bearer(&admin).await.status, 404);
        let refused = app.delete(&path(&open)).bearer(&admin).await;
        assert_eq!((refused.status, refused.code().as_str()), (409, "consultation.opened"));
    }

    async fn consultations_are_paged_and_a_page_costs_three_statements(app: TestApp) {
        let admin = administrator(&app).await;
        let an = member(&app, &admin, "an").await;
        let mut ids = Vec::new();
        for day in 26..=30 {
            ids.push(announced(&app, &admin, "2026-11-25", &format!("2026-11-{day}")).await);
        }
        ids.reverse();
        let input = json!({"consultationId": ConsultationId(ids[0].parse().unwrap()).global(), "option": "b"});
        let answered = app.graphql(ANSWER, json!({"input": input})).bearer(&an).await.data();
        assert_eq!(answered["consultationAnswer"]["consultation"],
            json!({"uuid": ids[0], "state": "OPEN", "answered": true, "results": null}));

        let (mut seen, mut path) = (Vec::new(), "/v1/consultations?limit=2".to_owned());
        loop {
            let (page, cost) = app.counted(app.get(&path).bearer(&an)).await;
            assert_eq!(cost, 3);
            let page = page.json();
            seen.extend(page["items"].as_array().unwrap().clone());
            match page["nextCursor"].as_str() {
                Some(cursor) => path = format!("/v1/consultations?limit=2&cursor={cursor}"),
                None => break,
            }
        }
        assert!(seen.iter().map(|one| text(&one["id"])).eq(ids));
        let flags: Vec<_> = seen.iter().map(|one| one["answered"].clone()).collect();
        assert_eq!(json!(flags), json!([true, false, false, false, false]));
    }
}
