//! Subjects that a course may be about: told to whoever maps it, and to nobody else.

use serde_json::{Value, json};
use tests::{TestApp, on_both};

use crate::drafts::reviewer;
use crate::intake::{one, row, text};

/// The subjects that are suggested of a course, by slug.
fn slugs(mapping: &Value) -> Vec<String> {
    let all = mapping["suggestions"].as_array().expect("suggestions");
    all.iter().map(|it| text(&it["subject"]["slug"])).collect()
}

/// The shipped courses that somebody mapped on subjects, as a row that says no more than they do
/// themselves, with these subjects.
async fn mapped(app: &TestApp) -> Vec<(Value, Vec<String>)> {
    let courses = app.get("/v1/courses?limit=100").await.json();
    let items = courses["items"].as_array().expect("items").iter();
    let mapped = items.filter(|it| it["subjects"].as_array().is_some_and(|all| !all.is_empty()));
    let rows = mapped.enumerate().map(|(at, it)| {
        let own = json!({"externalId": format!("kopie-{at}"), "title": it["title"], "summary": it["summary"]});
        let subjects = it["subjects"].as_array().expect("subjects").iter();
        (own, subjects.map(|it| text(&it["slug"])).collect())
    });
    rows.collect()
}

on_both! {
    async fn a_pushed_course_is_given_no_subject_but_suggested_some(app: TestApp) {
        let (editor, admin) = (one(&app).await, reviewer(&app).await);
        let mut sent = row("trauma");
        sent["title"] = json!("Kinderen met trauma");
        sent["summary"] = json!("Een avond over pleegkinderen met traumatische ervaringen en over hechtingsproblemen.");
        let receipt = editor.push(&app, "1", &json!([sent])).await.json();
        let id = text(&receipt["rows"][0]["courseId"]);
        let course = app.get(&format!("/v1/courses/{id}")).await.json();
        assert_eq!(course["subjects"], json!([]));
        let found = app.get("/v1/courses?subject=trauma&limit=100").await.text();
        assert!(!found.contains(&id), "a suggestion is no fact");

        let read = app.get(&format!("/v1/courses/{id}/mapping")).bearer(&admin).await;
        assert_eq!(read.status, 200, "{}", read.text());
        let mapping = read.json();
        assert_eq!((&mapping["revision"], &mapping["mapping"], &mapping["subjects"]), (&course["revision"], &json!("source"), &json!([])));
        let suggested = slugs(&mapping);
        assert!(suggested.contains(&"trauma".to_owned()) && suggested.len() <= 8, "{suggested:?}");
        assert!(mapping["suggestions"].as_array().expect("all").iter().all(|it| !it["why"].as_array().expect("why").is_empty()), "{mapping:#}");
        let query = "query($id: ID!) { courseMapping(courseId: $id) { revision topics { slug } suggestions { subject { slug } topic { slug } why { words by found fields } } } }";
        let there = app.graphql(query, json!({"id": id})).bearer(&admin).await.data()["courseMapping"].clone();
        assert_eq!(slugs(&there), suggested);
        for refused in [app.get(&format!("/v1/courses/{id}/mapping")).bearer(&editor.token), app.graphql(query, json!({"id": id})).bearer(&editor.token)] {
            assert_eq!(refused.await.code(), "catalogue.not_editor");
        }

        // Taken over by somebody, it is one, and suggested no more.
        let topic = text(&mapping["suggestions"].as_array().expect("all").iter().find(|it| it["subject"]["slug"] == "trauma").expect("it")["topic"]["slug"]);
        let body = json!({"ifRevision": mapping["revision"], "topics": [topic], "subjects": ["trauma"]});
        let mapped = app.put(&format!("/v1/courses/{id}/mapping")).json(&body).bearer(&admin).await;
        assert_eq!(mapped.status, 200, "{}", mapped.text());
        let after = app.get(&format!("/v1/courses/{id}/mapping")).bearer(&admin).await.json();
        assert_eq!(after["subjects"][0]["slug"], "trauma");
        assert!(!slugs(&after).contains(&"trauma".to_owned()));
    }

    async fn what_people_mapped_is_mostly_among_what_would_be_suggested(app: TestApp) {
        let (editor, admin) = (one(&app).await, reviewer(&app).await);
        let mapped = mapped(&app).await;
        let rows: Vec<Value> = mapped.iter().map(|(row, _)| row.clone()).collect();
        let receipt = editor.push(&app, "1", &json!(rows)).await.json();
        let (mut there, mut all, mut told) = (0, 0, 0);
        for (at, (_, subjects)) in mapped.iter().enumerate() {
            let id = text(&receipt["rows"][at]["courseId"]);
            let mapping = app.get(&format!("/v1/courses/{id}/mapping")).bearer(&admin).await.json();
            let suggested = slugs(&mapping);
            told += suggested.len();
            all += subjects.len();
            there += subjects.iter().filter(|it| suggested.contains(it)).count();
        }
        println!("{there} of {all} among {told}");
        assert!(2 * there >= all, "{there} of {all}, among {told} suggested");
    }
}
