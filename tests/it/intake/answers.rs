//! Answering what a push asks.

use chrono::TimeDelta;
use entities::courses;
use pijler::kernel::id;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use tests::{Answer, TestApp, on_both};

use super::{Editor, asked, editors, one, row, rows, text, token, told, totals};

const ANSWER: &str = "mutation($input: PushAnswerInput!) { pushAnswer(input: $input) { catalogueVersion \
    push { uuid totals { vanished withdrawn } receipt { questions { nodes { externalId state } } } } } }";

/// Five courses pushed, and then a push of all that names four.
async fn vanished(app: &TestApp, editor: &Editor) -> (String, String) {
    let before = editor.push(app, "voor", &rows(5)).await.json();
    let sent: Value = (1..=4).map(|at| row(&format!("rij-{at}"))).collect();
    let pushed = editor
        .meant(app, "alles", (&sent, json!({"mode": "full"})))
        .await
        .json();
    assert_eq!(asked(&pushed).len(), 1, "{pushed:#}");
    (
        text(&pushed["pushId"]),
        text(&before["rows"][4]["courseId"]),
    )
}

/// A course that was taken back, and its key pushed under another title.
async fn returned(app: &TestApp, editor: &Editor) -> (Answer, String) {
    let pushed = editor
        .push(app, "eerst", &json!([row("thuis")]))
        .await
        .json();
    let course = text(&pushed["rows"][0]["courseId"]);
    let path = format!("/v1/courses/{course}/_withdraw");
    let gone = app
        .post(&path)
        .json(&json!({"ifRevision": 1}))
        .bearer(&editor.token)
        .await;
    assert_eq!(gone.status, 200);
    let mut other = row("thuis");
    other["title"] = json!("Omgaan met boosheid");
    (
        editor
            .push(app, "terug", &json!([other, row("nieuw")]))
            .await,
        course,
    )
}

fn answer(key: &str, word: &str) -> Value {
    json!([{"externalId": key, "answer": word}])
}

fn codes(answer: &Answer) -> Vec<String> {
    answer.faults().into_iter().map(|(_, code)| code).collect()
}

on_both! {
    async fn what_vanished_is_taken_back_when_that_is_answered(app: TestApp) {
        let editor = one(&app).await;
        let (push, course) = vanished(&app, &editor).await;
        let done = editor.answers(&app, &push, answer("rij-5", "withdraw")).await;
        assert_eq!(done.status, 200, "{}", done.text());
        assert_eq!((&done.json()["totals"]["vanished"], &done.json()["totals"]["withdrawn"]), (&json!(1), &json!(1)));
        assert!(!done.header("catalogue-version").is_empty());

        assert_eq!(app.get(&format!("/v1/courses/{course}")).await.status, 404);
        let changes = app.get("/v1/courses/_changes?limit=100").await.text();
        assert!(changes.contains(&format!("\"courseId\":\"{course}\"")) && changes.contains("\"removed\":true"));
        let history = editor.read(&app, &format!("/v1/courses/{course}/history")).await.json();
        assert_eq!((&history["items"][0]["act"], &history["items"][0]["by"]), (&json!("withdraw"), &json!("organisation")));
        let receipt = editor.read(&app, &format!("/v1/pushes/{push}/receipt")).await.json();
        assert_eq!(asked(&receipt)[0].2, "withdrawn");
        // Said again it is so already.
        let again = editor.answers(&app, &push, answer("rij-5", "withdraw")).await;
        assert_eq!((again.status, &again.json()["totals"]["withdrawn"]), (200, &json!(1)));
        let otherwise = editor.answers(&app, &push, answer("rij-5", "keep")).await;
        assert_eq!(codes(&otherwise), ["push.answered_otherwise"]);
    }

    async fn what_is_kept_stays_and_is_asked_about_again(app: TestApp) {
        let editor = one(&app).await;
        let (push, course) = vanished(&app, &editor).await;
        let global = id::global("Push", push.parse().expect("an id"));
        let input = json!({"pushId": global.as_str(), "answers": [{"externalId": "rij-5", "answer": "KEEP"}]});
        let done = app.graphql(ANSWER, json!({"input": input})).bearer(&editor.token).await.data();
        let shown = &done["pushAnswer"]["push"];
        assert_eq!(shown["totals"], json!({"vanished": 1, "withdrawn": 0}));
        assert_eq!(shown["receipt"]["questions"]["nodes"], json!([{"externalId": "rij-5", "state": "KEPT"}]));
        assert_eq!(app.get(&format!("/v1/courses/{course}")).await.status, 200);
        let sent: Value = (1..=4).map(|at| row(&format!("rij-{at}"))).collect();
        let next = editor.meant(&app, "weer", (&sent, json!({"mode": "full"}))).await.json();
        assert_eq!(asked(&next), [("rij-5".to_owned(), "vanished".to_owned(), "open".to_owned())]);
    }

    async fn all_answers_are_carried_out_or_none(app: TestApp) {
        let editor = one(&app).await;
        let (push, course) = vanished(&app, &editor).await;
        let some = json!([
            {"externalId": "rij-5", "answer": "withdraw"},
            {"externalId": "rij-1", "answer": "withdraw"},
            {"externalId": "nooit", "answer": "same"},
        ]);
        let wrong = editor.answers(&app, &push, some).await;
        assert_eq!(wrong.faults(), [
            ("/answers/1/externalId".to_owned(), "push.no_question".to_owned()),
            ("/answers/2/externalId".to_owned(), "push.no_question".to_owned()),
        ]);
        for (answers, code) in [
            (json!([]), "push.answers_out_of_range"),
            (answer("rij-5", "other"), "push.answer_unfit"),
            (answer("rij-5", "perhaps"), "input.unknown_value"),
            (json!([{"externalId": "rij-5", "answer": "keep"}, {"externalId": "rij-5", "answer": "withdraw"}]), "push.answer_repeated"),
        ] {
            assert_eq!(codes(&editor.answers(&app, &push, answers).await), [code]);
        }
        let many: Value = (0..501).map(|at| json!({"externalId": at.to_string(), "answer": "keep"})).collect();
        assert_eq!(codes(&editor.answers(&app, &push, many).await), ["push.answers_out_of_range"]);
        assert_eq!(app.get(&format!("/v1/courses/{course}")).await.status, 200);
    }

    async fn what_was_named_since_is_not_taken_back(app: TestApp) {
        let editor = one(&app).await;
        let (push, course) = vanished(&app, &editor).await;
        app.advance(TimeDelta::minutes(1));
        editor.push(&app, "toch", &json!([row("rij-5")])).await;
        let late = editor.answers(&app, &push, answer("rij-5", "withdraw")).await;
        assert_eq!(codes(&late), ["push.answer_late"]);
        assert_eq!(app.get(&format!("/v1/courses/{course}")).await.status, 200);
    }

    async fn what_comes_back_under_another_title_is_asked_about(app: TestApp) {
        let editor = one(&app).await;
        let (pushed, course) = returned(&app, &editor).await;
        let pushed = pushed.json();
        assert_eq!((totals(&pushed), &pushed["totals"]["asked"]), ([1, 0, 0, 0], &json!(1)));
        assert_eq!((&pushed["rows"][0]["outcome"], &pushed["rows"][0]["courseId"]), (&json!("asked"), &json!(course)));
        assert_eq!(told(&pushed["rows"][0]), [("/title".to_owned(), "row.returned".to_owned())]);
        assert_eq!(asked(&pushed), [("thuis".to_owned(), "returned".to_owned(), "open".to_owned())]);
        assert_eq!(pushed["questions"][0]["title"], "Praten over thuis thuis");
        let standing = courses::Entity::find().filter(courses::Column::ExternalId.eq("thuis")).all(app.backend.reader()).await.expect("rows");
        assert_eq!((standing.len(), standing[0].title.as_str()), (1, "Praten over thuis thuis"));

        let push = text(&pushed["pushId"]);
        let same = editor.answers(&app, &push, answer("thuis", "same")).await;
        assert_eq!(same.status, 200, "{}", same.text());
        // It is what the row says, and not shown until somebody shows it.
        assert_eq!(app.get(&format!("/v1/courses/{course}")).await.status, 404);
        let shown = app.post(&format!("/v1/courses/{course}/_publish")).json(&json!({"ifRevision": 3})).bearer(&editor.token).await;
        assert_eq!(shown.status, 200, "{}", shown.text());
        assert_eq!(app.get(&format!("/v1/courses/{course}")).await.json()["title"], "Omgaan met boosheid");
    }

    async fn what_comes_back_as_another_course_leaves_the_first_its_past(app: TestApp) {
        let editor = one(&app).await;
        let (pushed, course) = returned(&app, &editor).await;
        let push = text(&pushed.json()["pushId"]);
        let done = editor.answers(&app, &push, answer("thuis", "other")).await;
        assert_eq!(done.status, 200, "{}", done.text());
        let found = app.get("/v1/courses?q=boosheid&limit=100").await.json();
        let found = found["items"].as_array().expect("items").iter().find(|it| it["title"] == "Omgaan met boosheid");
        let found = found.expect("the other course");
        assert_ne!(found["id"], course.as_str());
        assert_eq!(found["externalId"], "thuis");
        let history = editor.read(&app, &format!("/v1/courses/{course}/history")).await.json();
        assert_eq!(history["items"][0]["changes"][0]["field"], "externalId");
        // What comes back as it was is not asked about, and it is said that it is not shown.
        let mut other = row("thuis");
        other["title"] = json!("Omgaan met boosheid");
        let again = editor.push(&app, "nog-eens", &json!([other])).await.json();
        assert_eq!((totals(&again), asked(&again)), ([0, 0, 1, 0], vec![]));
    }

    async fn what_is_taken_back_is_pushed_and_said_to_stay_so(app: TestApp) {
        let editor = one(&app).await;
        let pushed = editor.push(&app, "1", &json!([row("thuis")])).await.json();
        let course = text(&pushed["rows"][0]["courseId"]);
        app.post(&format!("/v1/courses/{course}/_withdraw")).json(&json!({"ifRevision": 1})).bearer(&editor.token).await;
        let again = editor.push(&app, "2", &json!([row("thuis")])).await.json();
        assert_eq!(told(&again["rows"][0]), [(String::new(), "row.withdrawn".to_owned())]);
    }

    async fn nobody_else_answers_or_learns_of_a_push(app: TestApp) {
        let [first, second] = editors(&app).await;
        let (push, course) = vanished(&app, &first).await;
        let nobodys = "00000000-0000-7000-8000-000000000009";
        let mut bodies = Vec::new();
        for id in [push.as_str(), nobodys] {
            for answers in [answer("rij-5", "withdraw"), answer("rij-5", "same"), json!([])] {
                let refused = second.answers(&app, id, answers).await;
                assert_eq!((refused.status, refused.code().as_str()), (404, "push.not_found"));
                let mut body = refused.json();
                body.as_object_mut().expect("a problem").remove("traceId");
                bodies.push(body);
            }
            let global = id::global("Push", id.parse().expect("an id"));
            let input = json!({"pushId": global.as_str(), "answers": [{"externalId": "rij-5", "answer": "WITHDRAW"}]});
            let refused = app.graphql(ANSWER, json!({"input": input})).bearer(&second.token).await;
            assert_eq!(refused.code(), "push.not_found");
            let csv = app.get(&format!("/v1/pushes/{id}/receipt")).bearer(&second.token).header("accept", "text/csv").await;
            assert_eq!((csv.status, csv.code().as_str()), (404, "push.not_found"));
        }
        assert!(bodies.iter().all(|body| *body == bodies[0]));
        let parent = token(&app, "een@voorbeeld.nl", "parent").await;
        let refused = app.post(&format!("/v1/pushes/{push}/_answer")).bearer(&parent).json(&json!({"answers": []})).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "push.not_organisation"));
        assert_eq!(app.get(&format!("/v1/courses/{course}")).await.status, 200);
    }
}
