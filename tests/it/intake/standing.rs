//! Courses that are taken back and shown again, by those who look after them.

use entities::audit_entries;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::{Value, json};
use tests::{Answer, TestApp, on_both};

use super::{Editor, editors, one, outcomes, row, text, token};

/// What GraphQL is asked to take a course back.
const WITHDRAW: &str = "mutation($id: ID!, $from: Int!) { courseWithdraw(input: {courseId: $id, ifRevision: $from}) { course { status revision } } }";

impl Editor {
    /// Asks to take a course back, or to show it.
    async fn stands(&self, app: &TestApp, (id, act): (&str, &str), from: i64) -> Answer {
        let ask = app.post(&format!("/v1/courses/{id}/{act}"));
        ask.json(&json!({"ifRevision": from}))
            .bearer(&self.token)
            .await
    }
}

on_both! {
    async fn what_is_withdrawn_is_found_no_more_and_comes_back_as_it_was(app: TestApp) {
        let editor = one(&app).await;
        let pushed = editor.push(&app, "1", &json!([row("thuis")])).await.json();
        let id = text(&pushed["rows"][0]["courseId"]);
        let before = app.get(&format!("/v1/courses/{id}")).await.json();

        let gone = editor.stands(&app, (&id, "_withdraw"), 1).await;
        assert_eq!(gone.status, 200, "{}", gone.text());
        assert_eq!((&gone.json()["status"], &gone.json()["revision"]), (&json!("withdrawn"), &json!(2)));
        assert!(!gone.header("catalogue-version").is_empty());
        let missing = app.get(&format!("/v1/courses/{id}")).await;
        assert_eq!((missing.status, missing.code()), (404, "course.not_found".to_owned()));
        let listed = app.get("/v1/courses?q=thuis&limit=100").await.text();
        assert!(!listed.contains(&id));
        let changes = app.get("/v1/courses/_changes?limit=100").await.text();
        assert!(changes.contains(&format!("\"courseId\":\"{id}\"")) && changes.contains("\"removed\":true"));

        let back = editor.stands(&app, (&id, "_publish"), 2).await;
        assert_eq!((&back.json()["status"], &back.json()["revision"]), (&json!("published"), &json!(3)));
        let mut after = app.get(&format!("/v1/courses/{id}")).await.json();
        for member in ["revision", "updatedAt"] {
            after[member] = before[member].clone();
        }
        assert_eq!(after, before);
        let acts = audit_entries::Entity::find().order_by_asc(audit_entries::Column::At)
            .all(app.backend.reader()).await.expect("acts");
        let acts: Vec<&str> = acts.iter().map(|act| act.act.as_str()).filter(|act| act.starts_with("course.")).collect();
        assert_eq!(acts.len(), 2);
        assert!(acts.contains(&"course.withdraw") && acts.contains(&"course.publish"));
    }

    async fn what_stands_so_already_stays_and_what_changed_is_left_alone(app: TestApp) {
        let editor = one(&app).await;
        let pushed = editor.push(&app, "1", &json!([row("thuis")])).await.json();
        let id = text(&pushed["rows"][0]["courseId"]);

        let same = editor.stands(&app, (&id, "_publish"), 1).await;
        assert_eq!((same.status, &same.json()["revision"]), (200, &json!(1)));
        let stale = editor.stands(&app, (&id, "_withdraw"), 7).await;
        assert_eq!((stale.status, stale.code()), (412, "revision.stale".to_owned()));
        let graphql = app.graphql(WITHDRAW, json!({"id": id, "from": 7})).bearer(&editor.token).await;
        assert_eq!(graphql.code(), "revision.stale");
        let done = app.graphql(WITHDRAW, json!({"id": id, "from": 1})).bearer(&editor.token).await;
        assert_eq!(done.data()["courseWithdraw"]["course"], json!({"status": "WITHDRAWN", "revision": 2}));
        // Pushed again it changes, and stays with its provider.
        let mut sent = row("thuis");
        sent["summary"] = json!("Een avond over morgen.");
        let again = editor.push(&app, "2", &json!([sent])).await;
        assert_eq!(outcomes(&again), ["updated"]);
        assert_eq!(app.get(&format!("/v1/courses/{id}")).await.status, 404);
    }

    async fn nobody_learns_of_what_another_took_back(app: TestApp) {
        let [first, second] = editors(&app).await;
        let pushed = first.push(&app, "1", &json!([row("thuis")])).await.json();
        let id = text(&pushed["rows"][0]["courseId"]);

        let theirs = second.stands(&app, (&id, "_withdraw"), 1).await;
        assert_eq!((theirs.status, theirs.code()), (403, "course.not_yours".to_owned()));
        first.stands(&app, (&id, "_withdraw"), 1).await;
        let nowhere = "00000000-0000-7000-8000-000000000009";
        for from in [1, 2] {
            for act in ["_withdraw", "_publish"] {
                let hidden = second.stands(&app, (&id, act), from).await;
                let absent = second.stands(&app, (nowhere, act), from).await;
                assert_eq!((hidden.status, hidden.code()), (absent.status, absent.code()));
                assert_eq!(hidden.status, 404);
            }
        }
        let own = |editor: &Editor| app.get("/v1/courses/_own?status=withdrawn").bearer(&editor.token);
        assert_eq!(own(&first).await.json()["items"][0]["courseId"], id.as_str());
        assert_eq!(own(&second).await.json()["items"], json!([]));
        let query = "{ ownCourses(status: [WITHDRAWN]) { nodes { courseId status } } }";
        let graphql = app.graphql(query, json!({})).bearer(&first.token).await.data();
        assert_eq!(graphql["ownCourses"]["nodes"], json!([{"courseId": id, "status": "WITHDRAWN"}]));
    }

    async fn own_courses_are_paged_and_an_administrator_has_all(app: TestApp) {
        let editor = one(&app).await;
        let rows: Vec<Value> = (0..5).map(|key| row(&key.to_string())).collect();
        editor.push(&app, "1", &json!(rows)).await;
        let mut found = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = editor.read(&app, &format!("/v1/courses/_own?limit=2{cursor}")).await.json();
            let items = page["items"].as_array().expect("items");
            assert!(items.iter().all(|it| it["providerId"] == editor.provider.as_str()));
            found.extend(items.iter().map(|it| text(&it["courseId"])));
            match page["nextCursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        let whole = editor.read(&app, "/v1/courses/_own?limit=100").await.json();
        let all: Vec<String> = whole["items"].as_array().expect("items").iter().map(|it| text(&it["courseId"])).collect();
        assert!(all.len() >= 5);
        assert_eq!(found, all);
        let admin = token(&app, "beheer@voorbeeld.nl", "administrator").await;
        let total = app.get("/v1/courses/_own?limit=100").bearer(&admin).await.json();
        assert!(total["items"].as_array().expect("items").len() > all.len());
        let wrong = editor.read(&app, "/v1/courses/_own?status=lost&limit=0").await;
        let mut places: Vec<String> = wrong.faults().into_iter().map(|(place, _)| place).collect();
        places.sort();
        assert_eq!(places, ["limit", "status"]);
    }
}
