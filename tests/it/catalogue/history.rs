//! What happened to a course, for those who look after it.

use entities::course_versions;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use crate::drafts::{reviewer, step};
use crate::intake::{Editor, edition, editors, one, row, text};
use crate::rows::{digits, dump};

/// The history of a course, as somebody is shown it.
async fn history(app: &TestApp, token: &str, course: &str) -> Vec<Value> {
    let path = format!("/v1/courses/{course}/history?limit=100");
    let page = app.get(&path).bearer(token).await.json();
    page["items"]
        .as_array()
        .unwrap_or_else(|| panic!("{page}"))
        .clone()
}

async fn stands(app: &TestApp, editor: &Editor, (course, act): (&str, &str), from: i64) {
    let ask = app.post(&format!("/v1/courses/{course}/{act}"));
    let done = ask
        .json(&json!({"ifRevision": from}))
        .bearer(&editor.token)
        .await;
    assert_eq!(done.status, 200, "{}", done.text());
}

/// What is otherwise: which member, before and after.
fn otherwise(version: &Value, field: &str) -> Option<(Value, Value)> {
    let changes = version["changes"].as_array().expect("changes");
    let found = changes.iter().find(|change| change["field"] == field)?;
    Some((found["before"].clone(), found["after"].clone()))
}

on_both! {
    async fn an_edition_that_is_gone_is_a_change_of_its_course(app: TestApp) {
        let editor = one(&app).await;
        let mut sent = row("thuis");
        sent["editions"] = json!([edition("lente", "2027-03-01"), edition("zomer", "2027-06-01")]);
        let receipt = editor.push(&app, "1", &json!([sent])).await.json();
        let id = receipt["rows"][0]["courseId"].clone();
        let before = app.get(&format!("/v1/courses/{}", text(&id))).await.json();
        app.advance(chrono::TimeDelta::minutes(1));
        let since = app.backend.clock.now().format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let changes = || app.get(&format!("/v1/courses/_changes?since={since}"));
        assert_eq!(changes().await.json()["items"], json!([]));
        app.advance(chrono::TimeDelta::seconds(5));
        sent["editions"] = json!([edition("lente", "2027-03-01")]);
        assert_eq!(editor.push(&app, "2", &json!([sent])).await.status, 201);
        let told = changes().await.json();
        assert_eq!(told["items"].as_array().map(Vec::len), Some(1), "{told}");
        assert!(told.to_string().contains(&text(&id)), "{told}");
        // The row itself says what it said.
        let after = app.get(&format!("/v1/courses/{}", text(&id))).await.json();
        assert_eq!(after["revision"], before["revision"]);
    }

    async fn every_way_in_which_a_course_changes_is_told_with_before_and_after(app: TestApp) {
        let editor = one(&app).await;
        let admin = reviewer(&app).await;
        let pushed = editor.push(&app, "1", &json!([row("thuis")])).await.json();
        let course = text(&pushed["rows"][0]["courseId"]);
        let mut sent = row("thuis");
        sent["title"] = json!("Praten over straks");
        sent["topics"] = json!(["balans-in-gezin", "omgaan-met-gedrag"]);
        sent.as_object_mut().expect("a row").remove("priceCents");
        sent["editions"] = json!([edition("voorjaar", "2027-03-08"), edition("na/jaar", "2027-10-01")]);
        editor.push(&app, "2", &json!([sent])).await;
        // What changes nothing has no line.
        editor.push(&app, "3", &json!([sent])).await;
        stands(&app, &editor, (&course, "_withdraw"), 2).await;
        stands(&app, &editor, (&course, "_publish"), 3).await;
        stands(&app, &editor, (&course, "_confirm"), 4).await;
        stands(&app, &editor, (&course, "_archive"), 4).await;
        let draft = editor.submits(&app, &json!({"courseId": course, "content": {"title": "Met de hand"}})).await;
        assert_eq!(step(&app, &admin, (&draft, "_approve"), 2).await.status, 200);

        let told = history(&app, &editor.token, &course).await;
        let acts: Vec<_> = told.iter().map(|it| (text(&it["act"]), text(&it["by"]))).collect();
        let org = |act: &str| (act.to_owned(), "organisation".to_owned());
        assert_eq!(acts, [
            ("edit".to_owned(), "administrator".to_owned()), org("archive"), org("confirm"), org("publish"), org("withdraw"), org("push"), org("push"),
        ]);
        assert_eq!(told[6]["changes"], json!([]));
        let second = &told[5];
        assert_eq!(otherwise(second, "title"), Some((json!(["Praten over thuis thuis"]), json!(["Praten over straks"]))));
        assert_eq!(otherwise(second, "priceCents"), Some((json!(["0"]), json!([]))));
        assert_eq!(otherwise(second, "editions/voorjaar/startsOn"), Some((json!(["2027-03-01"]), json!(["2027-03-08"]))));
        assert_eq!(otherwise(second, "editions/na~1jaar/startsOn"), Some((json!([]), json!(["2027-10-01"]))));
        assert_eq!(otherwise(second, "editions/voorjaar/delivery"), None);
        assert_eq!(otherwise(second, "summary"), None);
        let topics = otherwise(second, "topics").expect("topics");
        assert_eq!(topics, (json!(["balans-in-gezin"]), json!(["balans-in-gezin", "omgaan-met-gedrag"])));
        assert_eq!(otherwise(&told[4], "status"), Some((json!(["published"]), json!(["withdrawn"]))));
        assert!(otherwise(&told[2], "lastVerified").is_some());
        assert_eq!(otherwise(&told[0], "source"), Some((json!(["push"]), json!(["hand"]))));
        assert_eq!(otherwise(&told[0], "status"), Some((json!(["archived"]), json!(["published"]))));
        // An edition that is no longer named goes with all that it said.
        sent["editions"] = json!([]);
        editor.push(&app, "4", &json!([sent])).await;
        let told = history(&app, &editor.token, &course).await;
        assert_eq!(otherwise(&told[0], "editions/voorjaar/startsOn"), Some((json!(["2027-03-08"]), json!([]))));
        assert_eq!(history(&app, &admin, &course).await, told);
    }

    async fn history_is_paged_the_same_at_both_doors(app: TestApp) {
        let editor = one(&app).await;
        let pushed = editor.push(&app, "1", &json!([row("thuis")])).await.json();
        let course = text(&pushed["rows"][0]["courseId"]);
        for from in [1, 3] {
            stands(&app, &editor, (&course, "_withdraw"), from).await;
            stands(&app, &editor, (&course, "_publish"), from + 1).await;
        }
        let all = history(&app, &editor.token, &course).await;
        assert_eq!(all.len(), 5);
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = editor.read(&app, &format!("/v1/courses/{course}/history?limit=2{cursor}")).await.json();
            found.extend(page["items"].as_array().expect("items").clone());
            match page["nextCursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(found, all);
        let query = "query($id: ID!, $after: String) { courseHistory(courseId: $id, first: 3, after: $after) { pageInfo { endCursor } nodes { at act by changes { field before after } } } }";
        let (mut nodes, mut after) = (Vec::new(), Value::Null);
        for _ in 0..2 {
            let page = app.graphql(query, json!({"id": course, "after": after})).bearer(&editor.token).await.data();
            nodes.extend(page["courseHistory"]["nodes"].as_array().expect("nodes").clone());
            after = page["courseHistory"]["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(nodes.len(), 5);
        for (node, item) in nodes.iter().zip(&all) {
            assert_eq!((&node["at"], &node["changes"]), (&item["at"], &item["changes"]));
            assert_eq!(text(&node["act"]).to_lowercase(), text(&item["act"]));
        }
    }

    async fn another_learns_nothing_of_a_history_and_no_line_names_anybody(app: TestApp) {
        let [first, second] = editors(&app).await;
        let pushed = first.push(&app, "1", &json!([row("thuis")])).await.json();
        let course = text(&pushed["rows"][0]["courseId"]);
        let read = |course: &str| app.get(&format!("/v1/courses/{course}/history")).bearer(&second.token);
        let theirs = read(&course).await;
        assert_eq!((theirs.status, theirs.code()), (403, "course.not_yours".to_owned()));
        stands(&app, &first, (&course, "_withdraw"), 1).await;
        let hidden = read(&course).await;
        let absent = read("00000000-0000-7000-8000-000000000009").await;
        assert_eq!((hidden.status, hidden.code()), (404, "course.not_found".to_owned()));
        assert_eq!((hidden.status, hidden.code()), (absent.status, absent.code()));
        let own = first.read(&app, &format!("/v1/courses/{course}/history")).await;
        assert_eq!((own.status, own.header("cache-control").as_str()), (200, "no-store"));
        assert_eq!(app.get(&format!("/v1/courses/{course}/history")).await.code(), "session.required");

        let me = app.get("/v1/me").bearer(&first.token).await.json();
        let account = digits(&text(&me["account"]["id"]));
        let lines = course_versions::Entity::find().all(app.backend.reader()).await.expect("lines");
        assert_eq!(lines.len(), 2);
        assert!(dump(&app).await["course_versions"].iter().all(|line| !line.contains(&account)));
    }
}
