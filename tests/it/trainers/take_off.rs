//! Whoever asks not to be named any more is not asked who they are.

use serde_json::{Value, json};
use tests::on_both;

use super::{NAME, conditions, take_off};
use crate::identity::letter;
use crate::intake::{editors, text, token};
use crate::rows::dump;

const NOBODYS: &str = "00000000-0000-4000-8000-000000000009";

on_both! {
    async fn a_foster_parent_is_hidden_at_once_whoever_asks(app: TestApp) {
        let [editor, other] = editors(&app).await;
        let [course, edition] = editor.offers(&app, "een").await;
        let made = editor.trains(&app, json!({"parentTrainer": true, "publicName": true, "name": NAME, "courses": [course], "editions": [edition]})).await;
        let id = text(&made["trainerId"]);
        letter(&app).await;

        let taken = take_off(&app, &id, json!({"message": "Graag niet meer."})).await;
        assert_eq!((taken.status, taken.json()), (202, json!({"accepted": true})), "{}", taken.text());
        assert_eq!(app.get(&format!("/v1/trainers/{id}")).await.status, 404);
        let shown = app.get(&format!("/v1/courses/{course}")).await.text();
        assert!(!shown.contains(NAME), "{shown}");
        assert!(!app.get(&format!("/v1/editions/{edition}")).await.text().contains(NAME));
        assert_eq!(conditions(&app, &course).await, ["parent_trainer"]);

        let list = editor.read(&app, "/v1/trainers/_take-offs").await.json();
        let one = &list["items"][0];
        assert_eq!((&one["message"], &one["askedOn"], &one["trainer"]["takenOff"]), (&json!("Graag niet meer."), &json!("2026-11-25"), &json!(true)));
        assert_eq!((&one["trainer"]["name"], &one["trainer"]["revision"]), (&json!(NAME), &json!(2)));
        assert_eq!(other.read(&app, "/v1/trainers/_take-offs").await.json()["items"], json!([]));
        let admin = token(&app, "beheer@voorbeeld.nl", "administrator").await;
        let all = app.graphql("{ trainerTakeOffs { nodes { message trainer { trainerId } } } }", json!({})).bearer(&admin).await.data();
        assert_eq!(all["trainerTakeOffs"]["nodes"][0]["trainer"]["trainerId"], json!(id));
        // The letter tells that something waits, and nothing else.
        let sent = letter(&app).await.expect("a letter");
        assert!(sent.contains("een@voorbeeld.nl") && !sent.contains("Zwaluw") && !sent.contains("rainer"), "{sent}");
        // Nothing that is written without having read it shows the name again.
        let stale = editor.retrains(&app, &id, 1, json!({"parentTrainer": true, "publicName": true, "name": NAME})).await;
        assert_eq!(stale.status, 412);
        let written = editor.retrains(&app, &id, 2, json!({"parentTrainer": true, "publicName": true, "name": NAME, "courses": [course]})).await;
        assert_eq!((written.status, &written.json()["takenOff"]), (200, &json!(true)));
        assert!(!app.get(&format!("/v1/courses/{course}")).await.text().contains(NAME));

        let keep = |from: i64, by: &str| app.post(&format!("/v1/trainers/{id}/_keep")).json(&json!({"ifRevision": from})).bearer(by);
        assert_eq!(keep(3, &other.token).await.code(), "trainer.not_found");
        let kept = keep(3, &editor.token).await;
        assert_eq!((kept.status, &kept.json()["takenOff"]), (200, &json!(false)), "{}", kept.text());
        assert!(app.get(&format!("/v1/courses/{course}")).await.text().contains(NAME));
        assert_eq!(editor.read(&app, "/v1/trainers/_take-offs").await.json()["items"], json!([]));
        let nobody = keep(4, &editor.token).await;
        assert_eq!((nobody.status, nobody.code()), (409, "trainer.not_asked".to_owned()));
        // Asked again, hidden again.
        let mutation = "mutation($id: ID!) { trainerTakeOff(input: {trainerId: $id}) { accepted } }";
        let again = app.graphql(mutation, json!({"id": id})).await.data();
        assert_eq!(again["trainerTakeOff"]["accepted"], true);
        assert_eq!(app.get(&format!("/v1/trainers/{id}")).await.status, 404);
        assert_eq!(app.delete(&format!("/v1/trainers/{id}")).bearer(&editor.token).await.status, 204);
        assert!(dump(&app).await["trainer_take_offs"].is_empty());
    }

    async fn anybody_else_stays_until_their_provider_answers(app: TestApp) {
        let [editor, _] = editors(&app).await;
        let made = editor.trains(&app, json!({"name": NAME})).await;
        let id = text(&made["trainerId"]);
        letter(&app).await;
        for message in ["Liever niet.", "Nog eens."] {
            assert_eq!(take_off(&app, &id, json!({"message": message})).await.status, 202);
        }
        assert_eq!(app.get(&format!("/v1/trainers/{id}")).await.json()["name"], NAME);
        let list = editor.read(&app, "/v1/trainers/_take-offs").await.json();
        let messages: Vec<&Value> = list["items"].as_array().expect("items").iter().map(|it| &it["message"]).collect();
        // One waits at a time, whatever comes after it.
        assert_eq!(messages, [&json!("Liever niet.")]);
        assert_eq!(dump(&app).await["effects"].iter().filter(|row| row.contains("voorbeeld.nl")).count(), 1);
        let kept = app.post(&format!("/v1/trainers/{id}/_keep")).json(&json!({"ifRevision": 1})).bearer(&editor.token).await;
        assert_eq!(kept.status, 200, "{}", kept.text());
    }

    async fn the_answer_is_the_same_whomever_it_is_about(app: TestApp) {
        let [editor, _] = editors(&app).await;
        let named = editor.trains(&app, json!({"name": NAME})).await;
        let hidden = editor.trains(&app, json!({"parentTrainer": true})).await;
        let ids = [text(&named["trainerId"]), text(&hidden["trainerId"]), NOBODYS.to_owned(), "geen-id".to_owned()];
        for id in &ids {
            for _ in 0..2 {
                let taken = take_off(&app, id, json!({})).await;
                assert_eq!((taken.status, taken.json()), (202, json!({"accepted": true})));
            }
            let wrong = take_off(&app, id, json!({"message": "Bel me op 06-12345678"})).await;
            assert_eq!((wrong.status, wrong.faults()), (400, vec![("/message".to_owned(), "text.holds_number".to_owned())]));
        }
        // Of who is not named no request is kept, and it costs what nobody costs.
        assert_eq!(dump(&app).await["trainer_take_offs"].len(), 1);
        let ask = |id: &str| app.post(&format!("/v1/trainers/{id}/_take-off")).json(&json!({}));
        let (_, cost) = app.counted(ask(&ids[1])).await;
        let (_, nobodys) = app.counted(ask(NOBODYS)).await;
        assert_eq!((cost, nobodys), (0, 0));
    }
}
