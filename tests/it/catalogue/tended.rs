//! Courses are confirmed, and what nobody confirms sinks.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Answer, TestApp, on_both};

use crate::intake::{Editor, editors, one, row, text, token};

/// Confirms a course.
async fn confirm(app: &TestApp, token: &str, course: &str, from: i64) -> Answer {
    let ask = app.post(&format!("/v1/courses/{course}/_confirm"));
    ask.json(&json!({"ifRevision": from})).bearer(token).await
}

/// A course that nothing but its confirmation speaks for: its id.
async fn undated(app: &TestApp, editor: &Editor, key: &str) -> String {
    let mut row = row(key);
    row.as_object_mut().expect("a row").remove("editions");
    let receipt = editor.push(app, key, &json!([row])).await.json();
    text(&receipt["rows"][0]["courseId"])
}

/// The courses that wait to be confirmed.
async fn waiting(app: &TestApp, token: &str, query: &str) -> Vec<String> {
    let path = format!("/v1/courses/_to-confirm{query}");
    let page = app.get(&path).bearer(token).await.json();
    let items = page["items"].as_array().unwrap_or_else(|| panic!("{page}"));
    items
        .iter()
        .map(|course| text(&course["courseId"]))
        .collect()
}

on_both! {
    async fn what_nobody_confirms_sinks_until_somebody_does(app: TestApp) {
        let editor = one(&app).await;
        let [old, new] = [undated(&app, &editor, "oud").await, undated(&app, &editor, "nieuw").await];
        let path = format!("/v1/courses/{old}");
        assert_eq!(app.get(&path).await.json()["offer"], "current");
        app.advance(TimeDelta::days(370));
        let fresh = Editor { token: token(&app, "een@voorbeeld.nl", "organisation").await, provider: editor.provider.clone() };
        let seen = app.get(&path).await.json();
        assert_eq!(seen["offer"], "unconfirmed");
        confirm(&app, &fresh.token, &new, 1).await;
        let place = |list: &Value, id: &str| list["items"].as_array().expect("items").iter().position(|it| it["id"] == id);
        let query = format!("/v1/courses?provider={}&limit=100", editor.provider);
        let list = app.get(&query).await.json();
        assert!(place(&list, &new) < place(&list, &old), "{list}");

        let confirmed = confirm(&app, &fresh.token, &old, 1).await;
        assert_eq!((confirmed.status, &confirmed.json()["revision"]), (200, &json!(1)), "{}", confirmed.text());
        assert!(!confirmed.header("catalogue-version").is_empty());
        let after = app.get(&path).await.json();
        assert_eq!((&after["offer"], &after["lastVerified"]), (&json!("current"), &confirmed.json()["lastVerified"]));
        assert_ne!(after["lastVerified"], seen["lastVerified"]);
    }

    async fn what_waits_longest_is_asked_first(app: TestApp) {
        let editor = one(&app).await;
        let first = undated(&app, &editor, "eerst").await;
        app.advance(TimeDelta::days(20));
        let again = token(&app, "een@voorbeeld.nl", "organisation").await;
        let editor = Editor { token: again, ..editor };
        let second = undated(&app, &editor, "daarna").await;
        let seeded = waiting(&app, &editor.token, "?limit=100").await;
        assert!(!seeded.contains(&first) && !seeded.contains(&second));
        app.advance(TimeDelta::days(170));
        let later = token(&app, "een@voorbeeld.nl", "organisation").await;
        let all = waiting(&app, &later, "?days=100&limit=100").await;
        // What was never confirmed waits longest of all.
        assert_eq!(all, [seeded.clone(), vec![first.clone(), second.clone()]].concat());
        let of_half_a_year = waiting(&app, &later, "?limit=100").await;
        assert_eq!(of_half_a_year, [seeded, vec![first.clone()]].concat());
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = app.get(&format!("/v1/courses/_to-confirm?days=100&limit=1{cursor}")).bearer(&later).await.json();
            assert_eq!(page["totalCount"], json!(all.len()));
            found.push(text(&page["items"][0]["courseId"]));
            match page["nextCursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(found, all);
        let query = "{ coursesToConfirm(days: 100, first: 100) { nodes { courseId lastVerified } } }";
        let graphql = app.graphql(query, json!({})).bearer(&later).await.data();
        let nodes = graphql["coursesToConfirm"]["nodes"].as_array().expect("nodes");
        assert_eq!(nodes.iter().map(|it| text(&it["courseId"])).collect::<Vec<_>>(), all);
        let mutation = "mutation($id: ID!) { courseConfirm(input: {courseId: $id, ifRevision: 1}) { course { lastVerified } } }";
        app.graphql(mutation, json!({"id": first})).bearer(&later).await.data();
        assert!(!waiting(&app, &later, "?days=100&limit=100").await.contains(&first));
        let wrong = app.get("/v1/courses/_to-confirm?days=0&limit=0").bearer(&later).await;
        let mut places: Vec<String> = wrong.faults().into_iter().map(|(place, _)| place).collect();
        places.sort();
        assert_eq!((wrong.status, places), (400, vec!["days".to_owned(), "limit".to_owned()]));
    }

    async fn only_whoever_looks_after_a_course_confirms_it(app: TestApp) {
        let [first, second] = editors(&app).await;
        let course = undated(&app, &first, "eerst").await;
        let theirs = confirm(&app, &second.token, &course, 1).await;
        assert_eq!((theirs.status, theirs.code()), (403, "course.not_yours".to_owned()));
        let stale = confirm(&app, &first.token, &course, 7).await;
        assert_eq!((stale.status, stale.code()), (412, "revision.stale".to_owned()));
        let own = waiting(&app, &first.token, "?limit=100").await;
        assert!(waiting(&app, &second.token, "?limit=100").await.iter().all(|id| !own.contains(id)));
        let put_away = app.post(&format!("/v1/courses/{course}/_archive")).json(&json!({"ifRevision": 1}));
        let put_away = put_away.bearer(&first.token).await;
        assert_eq!((put_away.status, &put_away.json()["status"]), (200, &json!("archived")));
        assert_eq!(app.get(&format!("/v1/courses/{course}")).await.status, 404);
        let hidden = confirm(&app, &first.token, &course, 2).await;
        assert_eq!((hidden.status, hidden.code()), (409, "course.not_published".to_owned()));
        let nowhere = "00000000-0000-7000-8000-000000000009";
        for from in [1, 2] {
            let theirs = confirm(&app, &second.token, &course, from).await;
            assert_eq!((theirs.status, theirs.code()), (404, confirm(&app, &second.token, nowhere, from).await.code()));
        }
        let mutation = "mutation($id: ID!) { courseArchive(input: {courseId: $id, ifRevision: 2}) { course { status revision } } }";
        let same = app.graphql(mutation, json!({"id": course})).bearer(&first.token).await.data();
        assert_eq!(same["courseArchive"]["course"], json!({"status": "ARCHIVED", "revision": 2}));
    }
}
