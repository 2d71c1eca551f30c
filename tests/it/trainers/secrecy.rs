//! A foster parent who does not want to be named is not: the name is kept nowhere, and nothing
//! from which it follows comes out of any door.

use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{NAME, conditions};
use crate::drafts::reviewer;
use crate::intake::{Editor, editors, text};
use crate::rows::dump;

/// Every place where the public could read of somebody who gives a course.
async fn public(app: &TestApp, [course, edition]: &[String; 2], id: &str) -> Vec<(String, Value)> {
    let global = pijler::kernel::id::global("Trainer", id.parse().expect("an id"));
    let paths = [
        format!("/v1/courses/{course}"),
        format!("/v1/courses/{course}?format=json-ld"),
        "/v1/courses?limit=100".to_owned(),
        "/v1/courses?format=csv".to_owned(),
        "/v1/courses?format=atom".to_owned(),
        "/v1/courses?format=json-ld".to_owned(),
        "/v1/courses?facets=condition&limit=1".to_owned(),
        "/v1/courses?condition=parent_trainer".to_owned(),
        format!("/v1/courses/{course}/editions"),
        format!("/v1/courses/{course}/editions?format=ics"),
        format!("/v1/editions/{edition}"),
        "/v1/editions?format=csv".to_owned(),
        format!("/v1/courses/{course}/similar"),
        format!("/v1/courses/_compare?course={course}&course=met-twee-families-leven"),
        "/v1/courses/_changes?limit=100".to_owned(),
        "/v1/search?q=Zwaluwnest".to_owned(),
        "/v1/search?q=Kwintijn".to_owned(),
        "/v1/courses?q=Zwaluwnest".to_owned(),
        "/v1/search/_suggest?q=Zwalu".to_owned(),
        "/v1/trainers".to_owned(),
        format!("/v1/trainers/{id}"),
        "/v1/providers?limit=100".to_owned(),
        "/v1/supply?by=topic".to_owned(),
        "/".to_owned(),
    ];
    let mut seen = Vec::new();
    for path in paths {
        let answer = app.get(&path).await;
        let mut body = match answer.header("content-type").contains("json") {
            true => answer.json(),
            false => Value::from(answer.text()),
        };
        if let Some(body) = body.as_object_mut() {
            body.remove("traceId");
        }
        seen.push((path, json!([answer.status, body])));
    }
    let query = "query($course: ID!, $id: ID!, $global: ID!) { course(id: $course) { title conditions { code } trainers { name } editions { nodes { trainers { name } } } }
        trainer(id: $id) { name } node(id: $global) { id } trainers { nodes { name } totalCount } search(text: \"Zwaluwnest\", first: 5) { nodes { title } } }";
    let variables = json!({"course": course, "id": id, "global": global});
    seen.push((
        "GraphQL".to_owned(),
        app.graphql(query, variables).await.data(),
    ));
    seen
}

/// Whether something has the name in it, or a part of it.
fn tells(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("kwintijn") || text.contains("zwaluwnest")
}

async fn nothing_tells(app: &TestApp, editor: &Editor, of: &[String; 2], id: &str) {
    for (path, seen) in public(app, of, id).await {
        // What was asked is told back, in what is looked for and where the page is.
        let asked = path.contains("walu") || path.contains("intijn");
        assert!(asked || !tells(&seen.to_string()), "{path}: {seen}");
    }
    let admin = reviewer(app).await;
    for token in [&editor.token, &admin] {
        for path in [
            format!("/v1/courses/{}/history", of[0]),
            "/v1/trainers/_own?limit=100".to_owned(),
            "/v1/trainers/_take-offs".to_owned(),
            "/v1/trainer-credentials".to_owned(),
            "/v1/courses/_own?limit=100".to_owned(),
        ] {
            let answer = app.get(&path).bearer(token).await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            assert!(!tells(&answer.text()), "{path}: {}", answer.text());
        }
    }
    for (table, rows) in dump(app).await {
        assert!(!rows.iter().any(|row| tells(row)), "{table}");
    }
}

on_both! {
    async fn the_name_of_who_does_not_want_to_be_named_is_taken_by_nobody(app: TestApp) {
        let [editor, other] = editors(&app).await;
        let of = editor.offers(&app, "een").await;
        let sent = json!({"parentTrainer": true, "name": NAME, "about": "Moeder van drie.", "courses": [of[0]], "editions": [of[1]]});
        for trainer in [sent.clone(), { let mut it = sent.clone(); it["publicName"] = json!(false); it }] {
            let ask = app.post("/v1/trainers").json(&json!({"trainer": trainer}));
            let refused = ask.header("Idempotency-Key", "geheim").bearer(&editor.token).await;
            let mut said = refused.faults();
            said.sort();
            let wanted = ["/trainer/about", "/trainer/editions", "/trainer/name"];
            assert_eq!(said, wanted.map(|place| (place.to_owned(), "trainer.not_public".to_owned())));
            assert!(!tells(&refused.text()), "{}", refused.text());
        }
        let hidden = editor.trains(&app, json!({"parentTrainer": true, "externalId": "P-7", "courses": [of[0]]})).await;
        assert_eq!((&hidden["name"], &hidden["about"]), (&Value::Null, &Value::Null));
        let id = text(&hidden["trainerId"]);
        nothing_tells(&app, &editor, &of, &id).await;
        assert_eq!(conditions(&app, &of[0]).await, ["parent_trainer"]);
        // Neither they themselves nor what their provider calls them is anybody's.
        for (path, seen) in public(&app, &of, &id).await {
            let seen = seen.to_string();
            assert!(!seen.contains("P-7") && (path.contains(&id) || !seen.contains(&id)), "{path}: {seen}");
        }
        let nobodys = "00000000-0000-4000-8000-000000000009";
        for make in [|app: &TestApp, id: &str| app.get(&format!("/v1/trainers/{id}")),
            |app: &TestApp, id: &str| app.delete(&format!("/v1/trainers/{id}")),
            |app: &TestApp, id: &str| app.put(&format!("/v1/trainers/{id}")).json(&json!({"ifRevision": 1, "trainer": {"name": "X"}})),
            |app: &TestApp, id: &str| app.post(&format!("/v1/trainers/{id}/_keep")).json(&json!({"ifRevision": 1})),
            |app: &TestApp, id: &str| app.post(&format!("/v1/trainers/{id}/_take-off")).json(&json!({})),
            |app: &TestApp, id: &str| app.post(&format!("/v1/trainers/{id}/credentials")).json(&json!({"title": "T", "issuedOn": "2026-01-01"}))] {
            let mut shapes = Vec::new();
            for id in [id.as_str(), nobodys] {
                let (answer, cost) = app.counted(make(&app, id).bearer(&other.token)).await;
                let mut body = answer.json();
                body.as_object_mut().map(|body| body.remove("traceId"));
                shapes.push((answer.status, body, cost));
            }
            assert_eq!(shapes[0], shapes[1]);
        }
    }

    async fn one_who_is_not_named_changes_nothing_but_that_a_foster_parent_gives_it(app: TestApp) {
        let [editor, _] = editors(&app).await;
        let of = editor.offers(&app, "een").await;
        editor.trains(&app, json!({"parentTrainer": true, "courses": [of[0]]})).await;
        let nobodys = "00000000-0000-4000-8000-000000000009";
        let before = public(&app, &of, nobodys).await;
        // A second, with other words and other times: no count, no order and no day tells.
        app.advance(chrono::TimeDelta::minutes(5));
        let token = crate::intake::token(&app, "een@voorbeeld.nl", "organisation").await;
        let editor = Editor { token, provider: editor.provider.clone() };
        let second = editor.trains(&app, json!({"parentTrainer": true, "externalId": "Aa", "courses": [of[0]]})).await;
        let id = text(&second["trainerId"]);
        editor.retrains(&app, &id, 1, json!({"parentTrainer": true, "externalId": "Zz"})).await;
        app.delete(&format!("/v1/trainers/{id}")).bearer(&editor.token).await;
        for (was, is) in before.into_iter().zip(public(&app, &of, nobodys).await) {
            assert_eq!(was, is);
        }
    }

    async fn who_is_not_named_any_more_leaves_no_name_behind(app: TestApp) {
        let [editor, _] = editors(&app).await;
        let of = editor.offers(&app, "een").await;
        let named = json!({"parentTrainer": true, "publicName": true, "name": NAME, "about": "Zwaluwnest geeft les.", "courses": [of[0]], "editions": [of[1]]});
        let made = editor.trains(&app, named.clone()).await;
        let id = text(&made["trainerId"]);
        let shown = app.get(&format!("/v1/courses/{}", of[0])).await.json();
        assert_eq!((&shown["trainers"][0]["name"], &shown["trainers"][0]["parentTrainer"]), (&json!(NAME), &json!(true)));
        let changed = text(&shown["updatedAt"]);
        app.advance(chrono::TimeDelta::seconds(2));
        let without = editor.retrains(&app, &id, 1, json!({"parentTrainer": true, "courses": [of[0]]})).await;
        assert_eq!((without.status, &without.json()["name"]), (200, &Value::Null), "{}", without.text());
        nothing_tells(&app, &editor, &of, &id).await;
        assert_eq!(conditions(&app, &of[0]).await, ["parent_trainer"]);
        // Those who keep a copy hear that the course is shown otherwise.
        let changes = app.get(&format!("/v1/courses/_changes?since={changed}&limit=100")).await.json();
        let mine = changes["items"].as_array().expect("items").iter().find(|it| it["courseId"] == json!(of[0])).expect("it changed");
        assert_ne!(mine["changedAt"], json!(changed));

        // And so does who is removed.
        let again = editor.trains(&app, named).await;
        let id = text(&again["trainerId"]);
        assert_eq!(app.delete(&format!("/v1/trainers/{id}")).bearer(&editor.token).await.status, 204);
        nothing_tells(&app, &editor, &of, &id).await;
    }
}
