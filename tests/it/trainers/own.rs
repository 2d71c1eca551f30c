//! An organisation's own trainers, and where the public reads of them.

use serde_json::{Value, json};
use tests::on_both;

use super::{NAME, conditions};
use crate::intake::{editors, one, text, token};

on_both! {
    async fn a_trainer_who_is_named_is_shown_with_what_they_give(app: TestApp) {
        let editor = one(&app).await;
        let [course, edition] = editor.offers(&app, "een").await;
        let trainer = editor.trains(&app, json!({"externalId": "T-1", "name": NAME, "about": "Geeft al jaren les.",
            "courses": ["een"], "editions": [edition]})).await;
        let id = text(&trainer["trainerId"]);
        assert_eq!((&trainer["publicName"], &trainer["parentTrainer"]), (&json!(true), &json!(false)));
        assert_eq!(trainer["courseIds"], json!([course]));

        let read = app.get(&format!("/v1/trainers/{id}")).await;
        assert!(read.header("etag").starts_with("\"1."), "{}", read.header("etag"));
        let shown = read.json();
        assert_eq!((&shown["name"], &shown["about"], &shown["courses"][0]["id"]), (&json!(NAME), &json!("Geeft al jaren les."), &json!(course)));
        assert_eq!((&shown["credentials"], &shown["externalId"]), (&json!([]), &Value::Null));
        let reference = json!([{"id": id, "name": NAME, "parentTrainer": false}]);
        assert_eq!(app.get(&format!("/v1/courses/{course}")).await.json()["trainers"], reference);
        assert_eq!(app.get(&format!("/v1/editions/{edition}")).await.json()["trainers"], reference);
        let list = app.get(&format!("/v1/trainers?provider={}", editor.provider)).await.json();
        assert_eq!((&list["items"][0], &list["totalCount"]), (&shown, &json!(1)));
        let none = app.get("/v1/trainers?provider=bestaat-niet").await;
        assert_eq!((none.status, none.faults()), (400, vec![("provider".to_owned(), "filter.unknown_value".to_owned())]));
        let linked = app.get(&format!("/v1/courses/{course}?format=json-ld")).await.json();
        assert_eq!(linked["hasCourseInstance"][0]["instructor"][0]["name"], NAME);

        let query = "query($course: ID!, $id: ID!) { course(id: $course) { trainers { id uuid name provider { uuid } } editions { nodes { trainers { name } } } }
            trainer(id: $id) { id courses { uuid } parentTrainer } trainers { nodes { name } totalCount } }";
        let there = app.graphql(query, json!({"course": course, "id": id})).await.data();
        assert_eq!(there["course"]["trainers"][0]["uuid"], json!(id));
        assert_eq!(there["course"]["trainers"][0]["provider"]["uuid"], json!(editor.provider));
        assert_eq!(there["course"]["editions"]["nodes"][0]["trainers"], json!([{"name": NAME}]));
        assert_eq!(there["trainer"]["courses"], json!([{"uuid": course}]));
        assert_eq!(there["trainers"], json!({"nodes": [{"name": NAME}], "totalCount": 1}));
        let node = app.graphql("query($id: ID!) { node(id: $id) { ... on Trainer { name } } }", json!({"id": there["trainer"]["id"]})).await.data();
        assert_eq!(node["node"]["name"], NAME);
        // No statement is needed for any of it.
        let (_, cost) = app.counted(app.get(&format!("/v1/trainers/{id}"))).await;
        assert_eq!(cost, 0);
    }

    async fn an_organisation_writes_its_own_and_an_administrator_all(app: TestApp) {
        let [first, second] = editors(&app).await;
        let admin = token(&app, "beheer@voorbeeld.nl", "administrator").await;
        let sent = json!({"trainer": {"externalId": "T-1", "name": NAME}});
        let made = app.post("/v1/trainers").json(&sent).header("Idempotency-Key", "een").bearer(&first.token).await;
        let again = app.post("/v1/trainers").json(&sent).header("Idempotency-Key", "een").bearer(&first.token).await;
        assert_eq!((again.status, again.json()), (201, made.json()));
        assert!(!made.header("catalogue-version").is_empty());
        let id = text(&made.json()["trainerId"]);
        let taken = first.tries(&app, json!({"externalId": "T-1", "name": "Een ander"})).await;
        assert_eq!((taken.status, taken.code()), (409, "trainer.key_taken".to_owned()));
        second.trains(&app, json!({"externalId": "T-1", "name": "Van de ander"})).await;

        let theirs = second.retrains(&app, &id, 1, json!({"name": "Mijn"})).await;
        assert_eq!((theirs.status, theirs.code()), (403, "trainer.not_yours".to_owned()));
        assert_eq!(app.delete(&format!("/v1/trainers/{id}")).bearer(&second.token).await.code(), "trainer.not_yours");
        let stale = first.retrains(&app, &id, 7, json!({"name": NAME})).await;
        assert_eq!((stale.status, stale.code()), (412, "revision.stale".to_owned()));
        let own = first.read(&app, "/v1/trainers/_own").await.json();
        assert_eq!(own["items"], json!([made.json()]));
        let all = app.get("/v1/trainers/_own?limit=1").bearer(&admin).await.json();
        assert!(all["nextCursor"].is_string(), "{all}");
        let graphql = app.graphql("{ ownTrainers { nodes { externalId name revision } } }", json!({})).bearer(&first.token).await.data();
        assert_eq!(graphql["ownTrainers"]["nodes"], json!([{"externalId": "T-1", "name": NAME, "revision": 1}]));

        let nobodys = app.post("/v1/trainers").json(&json!({"trainer": {"name": NAME}})).bearer(&admin).await;
        assert_eq!(nobodys.faults(), [("/providerId".to_owned(), "trainer.provider_needed".to_owned())]);
        let others = app.post("/v1/trainers").json(&json!({"providerId": second.provider, "trainer": {"name": NAME}})).bearer(&first.token).await;
        assert_eq!((others.status, others.code()), (403, "provider.not_yours".to_owned()));
        let mutation = "mutation($input: TrainerReplaceInput!) { trainerReplace(input: $input) { trainer { revision name externalId } catalogueVersion } }";
        let input = json!({"input": {"trainerId": id, "ifRevision": 1, "trainer": {"name": "Andere Naam"}}});
        let written = app.graphql(mutation, input).bearer(&admin).await.data();
        assert_eq!(written["trainerReplace"]["trainer"], json!({"revision": 2, "name": "Andere Naam", "externalId": "T-1"}));
        let gone = app.graphql("mutation($id: ID!) { trainerDelete(input: {trainerId: $id}) { id } }", json!({"id": id})).bearer(&admin).await.data();
        assert!(gone["trainerDelete"]["id"].is_string());
        assert_eq!(app.get(&format!("/v1/trainers/{id}")).await.code(), "trainer.not_found");
        let create = "mutation { trainerCreate(input: {trainer: {name: \"Nieuw\"}, idempotencyKey: \"x\"}) { trainer { name } } }";
        assert_eq!(app.graphql(create, json!({})).bearer(&first.token).await.data()["trainerCreate"]["trainer"]["name"], "Nieuw");
    }

    async fn everything_that_is_wrong_with_a_trainer_is_named(app: TestApp) {
        let [first, second] = editors(&app).await;
        let [_, theirs] = second.offers(&app, "hunne").await;
        let wrong = json!({"name": "x".repeat(201), "about": "Bel 06-12345678", "courses": ["bestaat-niet"], "editions": [theirs, "geen"]});
        let refused = first.tries(&app, wrong.clone()).await;
        let mut said = refused.faults();
        said.sort();
        let wanted = [
            ("/trainer/about", "text.holds_number"), ("/trainer/courses/0", "filter.unknown_value"),
            ("/trainer/editions/0", "filter.unknown_value"), ("/trainer/editions/1", "filter.unknown_value"),
            ("/trainer/name", "text.too_long"),
        ];
        assert_eq!(said, wanted.map(|(place, code)| (place.to_owned(), code.to_owned())));
        let nameless = first.tries(&app, json!({})).await;
        assert_eq!(nameless.faults(), [("/trainer/name".to_owned(), "text.empty".to_owned())]);
        let nothing = first.tries(&app, json!({"publicName": false})).await;
        assert_eq!(nothing.faults(), [("/trainer/publicName".to_owned(), "trainer.nothing_to_tell".to_owned())]);
        let many = first.tries(&app, json!({"name": NAME, "courses": vec!["x"; 51]})).await;
        assert!(many.faults().contains(&("/trainer/courses".to_owned(), "trainer.too_many_items".to_owned())));
    }

    async fn a_course_says_that_a_foster_parent_gives_it_and_is_found_by_that(app: TestApp) {
        let editor = one(&app).await;
        let [course, _] = editor.offers(&app, "een").await;
        let found = || async { app.get("/v1/courses?condition=parent_trainer").await.json()["totalCount"].as_i64() };
        let before = found().await.expect("a count");
        let changed = text(&app.get(&format!("/v1/courses/{course}")).await.json()["updatedAt"]);
        let parent = editor.trains(&app, json!({"parentTrainer": true, "courses": [course]})).await;
        assert_eq!(conditions(&app, &course).await, ["parent_trainer"]);
        assert_eq!(found().await, Some(before + 1));
        // Those who keep a copy of the course hear of it.
        let changes = app.get(&format!("/v1/courses/_changes?since={changed}&limit=100")).await.json();
        assert!(changes["items"].as_array().expect("items").iter().any(|it| it["courseId"] == json!(course)));
        // What its provider would write is not changed by it.
        let begun = editor.begins(&app, &json!({"courseId": course})).await;
        assert_eq!(begun["content"]["conditions"], Value::Null);
        let push = editor.push(&app, "weer", &json!([crate::intake::row("een")])).await;
        assert_eq!(crate::intake::outcomes(&push), ["unchanged"]);
        app.delete(&format!("/v1/trainers/{}", text(&parent["trainerId"]))).bearer(&editor.token).await;
        assert_eq!(conditions(&app, &course).await, Vec::<String>::new());
    }
}
