//! Writing drafts: incomplete, wrong, anew, and thrown away.

use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{FIELDS, global, told, whole};
use crate::intake::{Editor, edition, editors, one, row, text};

/// The drafts that somebody is shown, by the ids that REST has.
async fn listed(app: &TestApp, token: &str, query: &str) -> Vec<String> {
    let page = app
        .get(&format!("/v1/drafts{query}"))
        .bearer(token)
        .await
        .json();
    let items = page["items"]
        .as_array()
        .unwrap_or_else(|| panic!("{page}"))
        .clone();
    items.iter().map(|draft| text(&draft["id"])).collect()
}

on_both! {
    async fn a_draft_may_be_wrong_and_incomplete_and_is_kept_as_it_is(app: TestApp) {
        let editor = one(&app).await;
        let sent = json!({"content": {"summary": "Nog niet af", "url": "pagina", "childAgeFrom": 12,
            "childAgeTo": 4, "topics": ["bestaat-niet"], "editions": [{"startsOn": "morgen"}]}});
        let begun = editor.begins(&app, &sent).await;

        let id = text(&begun["id"]);
        let mut told = told(&begun);
        told.sort();
        let wanted = [
            ("/childAgeTo", "row.bounds_reversed"), ("/editions/0/delivery", "row.missing"),
            ("/editions/0/startsOn", "row.bad_day"), ("/title", "row.missing"),
            ("/topics/0", "row.unknown_topic"), ("/url", "row.bad_address"),
        ];
        assert_eq!(told, wanted.map(|(place, code)| (place.to_owned(), code.to_owned())));
        assert_eq!((&begun["state"], &begun["sound"], &begun["revision"]), (&json!("draft"), &json!(false), &json!(1)));
        // Keys are given, and everything else is there as it was sent.
        for (member, value) in sent["content"].as_object().expect("content") {
            if member != "editions" {
                assert_eq!(&begun["content"][member], value);
            }
        }
        assert!(begun["content"]["externalId"].is_string());
        assert!(begun["content"]["editions"][0]["externalId"].is_string());
        let read = editor.read(&app, &format!("/v1/drafts/{id}")).await;
        assert_eq!(read.json(), begun);
        assert!(read.header("etag").starts_with("\"1."));
        let query = format!("query($id: ID!) {{ draft(id: $id) {{ {FIELDS} }} }}");
        let graphql = app.graphql(&query, json!({"id": global(&id)})).bearer(&editor.token).await.data();
        assert_eq!(graphql["draft"]["uuid"], begun["id"]);
        assert_eq!(graphql["draft"]["messages"].as_array().map(Vec::len), Some(6));

        let refused = editor.steps(&app, (&id, "_submit"), 1).await;
        assert_eq!((refused.status, refused.code()), (409, "draft.has_faults".to_owned()));
        assert_eq!(refused.faults().len(), 5, "{}", refused.text());
        let mutation = "mutation($id: ID!) { draftSubmit(input: {id: $id, ifRevision: 1}) { draft { state } } }";
        let refused = app.graphql(mutation, json!({"id": global(&id)})).bearer(&editor.token).await;
        assert_eq!((refused.code(), refused.faults().len()), ("draft.has_faults".to_owned(), 5));
    }

    async fn a_draft_that_is_larger_than_a_course_can_be_is_not_kept(app: TestApp) {
        let editor = one(&app).await;
        let id = text(&editor.begins(&app, &json!({})).await["id"]);
        let many = json!({"editions": vec![json!({}); 101]});
        let large = json!({"summary": "a".repeat(140_000)});
        for (content, fault) in [(many, ("/content/editions", "draft.too_many_editions")), (large, ("/content", "draft.too_large"))] {
            let fault = [(fault.0.to_owned(), fault.1.to_owned())];
            let begun = app.post("/v1/drafts").json(&json!({"content": content})).bearer(&editor.token).await;
            assert_eq!((begun.status, begun.faults()), (400, fault.to_vec()));
            let anew = editor.rewrites(&app, &id, &json!({"ifRevision": 1, "content": content})).await;
            assert_eq!((anew.status, anew.faults()), (400, fault.to_vec()));
        }
        assert_eq!(listed(&app, &editor.token, "").await, [id]);
    }

    async fn a_draft_is_written_anew_as_a_whole_by_whoever_saw_it_last(app: TestApp) {
        let editor = one(&app).await;
        let id = text(&editor.begins(&app, &json!({})).await["id"]);
        let mut body = json!({"ifRevision": 1, "content": whole("Afscheid nemen")["content"]});
        let anew = editor.rewrites(&app, &id, &body).await;
        assert_eq!((anew.status, &anew.json()["revision"], &anew.json()["sound"]), (200, &json!(2), &json!(true)));
        let stale = editor.rewrites(&app, &id, &body).await;
        assert_eq!((stale.status, stale.code()), (412, "revision.stale".to_owned()));
        body = json!({"id": global(&id), "ifRevision": 2, "content": {"title": "Kort"}});
        let query = format!("mutation($input: DraftReplaceInput!) {{ draftReplace(input: $input) {{ draft {{ {FIELDS} }} }} }}");
        let graphql = app.graphql(&query, json!({"input": body})).bearer(&editor.token).await.data();
        let draft = &graphql["draftReplace"]["draft"];
        assert_eq!((&draft["revision"], &draft["title"], &draft["content"]["topics"]), (&json!(3), &json!("Kort"), &Value::Null));

        let gone = app.delete(&format!("/v1/drafts/{id}")).bearer(&editor.token).await;
        assert_eq!(gone.status, 204);
        let read = editor.read(&app, &format!("/v1/drafts/{id}")).await;
        assert_eq!((read.status, read.code()), (404, "draft.not_found".to_owned()));
        let other = text(&editor.begins(&app, &json!({})).await["id"]);
        let mutation = "mutation($id: ID!) { draftDelete(input: {id: $id}) { id } }";
        let gone = app.graphql(mutation, json!({"id": global(&other)})).bearer(&editor.token).await.data();
        assert_eq!(gone["draftDelete"]["id"], global(&other));
        assert_eq!(listed(&app, &editor.token, "").await, Vec::<String>::new());
    }

    async fn the_same_key_begins_the_same_draft(app: TestApp) {
        let [first, second] = editors(&app).await;
        let begin = |editor: &Editor, body: &Value| app.post("/v1/drafts").json(body)
            .header("Idempotency-Key", "een").bearer(&editor.token);
        let one = begin(&first, &whole("Een")).await;
        let again = begin(&first, &whole("Een")).await;
        assert_eq!((again.status, &again.json()["id"]), (201, &one.json()["id"]));
        assert_eq!(begin(&first, &whole("Twee")).await.code(), "idempotency.key_reused");
        // Another's keys are another's.
        let theirs = begin(&second, &whole("Twee")).await;
        assert_eq!(theirs.status, 201);
        assert_ne!(theirs.json()["id"], one.json()["id"]);
        let mutation = "mutation { draftCreate(input: {idempotencyKey: \"twee\", content: {title: \"A\"}}) { draft { uuid } } }";
        let [a, b] = [
            app.graphql(mutation, json!({})).bearer(&first.token).await.data(),
            app.graphql(mutation, json!({})).bearer(&first.token).await.data(),
        ];
        assert_eq!(a, b);
    }

    async fn a_draft_of_a_course_begins_as_the_course_stands(app: TestApp) {
        let editor = one(&app).await;
        let mut sent = row("thuis");
        sent["careTypes"] = json!(["crisis"]);
        sent["audiences"] = json!(["starting", "geen-doelgroep"]);
        sent["editions"] = json!([edition("voorjaar", "2027-03-01"), edition("najaar", "2027-10-01")]);
        sent["editions"][0]["startTime"] = json!("19:30");
        let pushed = editor.push(&app, "1", &json!([sent])).await.json();
        let course = text(&pushed["rows"][0]["courseId"]);
        let begun = editor.begins(&app, &json!({"courseId": course})).await;

        assert_eq!(begun["courseId"], course.as_str());
        for member in ["externalId", "title", "summary", "learningForm", "topics", "durationHours", "priceCents", "careTypes", "audiences"] {
            assert_eq!(begun["content"][member], sent[member], "{member}");
        }
        let editions = begun["content"]["editions"].as_array().expect("editions");
        assert_eq!(editions.len(), 2);
        assert_eq!((&editions[0]["startsOn"], &editions[0]["startTime"]), (&json!("2027-03-01"), &json!("19:30")));
        let codes: Vec<_> = told(&begun).into_iter().map(|(_, code)| code).collect();
        assert_eq!(codes, ["row.unknown_audience", "draft.course_pushed"]);
        assert_eq!((&begun["sound"], &begun["courseChanged"]), (&json!(true), &json!(false)));
        // By its slug it is the same, and with words of its own it says those.
        let slug = app.get(&format!("/v1/courses/{course}")).await.json();
        let own = editor.begins(&app, &json!({"courseId": slug["slug"], "content": {"title": "Anders"}})).await;
        assert_eq!((&own["content"]["title"], &own["content"]["summary"]), (&json!("Anders"), &Value::Null));
        assert_eq!(own["content"]["externalId"], "thuis");
        // What no database keeps names nothing.
        let odd = app.post("/v1/drafts").json(&json!({"courseId": "a\u{0}b"})).bearer(&editor.token).await;
        assert_eq!(odd.code(), "course.not_found");
        let odd = editor.begins(&app, &json!({"content": {"externalId": "a\u{0}b", "title": "\u{0}"}})).await;
        assert!(told(&odd).contains(&("/externalId".to_owned(), "row.unreadable".to_owned())));
        // Another key would be another course.
        let other = json!({"courseId": course, "content": {"externalId": "elders", "title": "A"}});
        assert!(told(&editor.begins(&app, &other).await).contains(&("/externalId".to_owned(), "draft.other_key".to_owned())));
        let taken = json!({"content": {"externalId": "thuis", "title": "A"}});
        assert!(told(&editor.begins(&app, &taken).await).contains(&("/externalId".to_owned(), "draft.key_taken".to_owned())));
    }

    async fn drafts_are_paged_and_picked_by_state(app: TestApp) {
        let editor = one(&app).await;
        let mut all = Vec::new();
        for at in 0..5 {
            all.push(text(&editor.begins(&app, &whole(&format!("Concept {at}"))).await["id"]));
        }
        editor.steps(&app, (&all[3], "_submit"), 1).await;
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = editor.read(&app, &format!("/v1/drafts?limit=2{cursor}")).await.json();
            found.extend(page["items"].as_array().expect("items").iter().map(|it| text(&it["id"])));
            match page["nextCursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(found, all);
        assert_eq!(listed(&app, &editor.token, "?state=in_review").await, [all[3].clone()]);
        let query = "{ drafts(state: [IN_REVIEW, RETURNED], first: 3) { nodes { uuid id title submittedAt } } }";
        let graphql = app.graphql(query, json!({})).bearer(&editor.token).await.data();
        let nodes = graphql["drafts"]["nodes"].as_array().expect("nodes");
        assert_eq!((nodes.len(), &nodes[0]["uuid"], &nodes[0]["title"]), (1, &json!(all[3]), &json!("Concept 3")));
        assert_eq!(nodes[0]["id"], global(&all[3]));
        let wrong = editor.read(&app, "/v1/drafts?state=lost&limit=0").await;
        let mut places: Vec<String> = wrong.faults().into_iter().map(|(place, _)| place).collect();
        places.sort();
        assert_eq!((wrong.status, places), (400, vec!["limit".to_owned(), "state".to_owned()]));
    }

    async fn a_list_of_drafts_reads_nothing_of_what_they_say_but_the_title(app: TestApp) {
        let editor = one(&app).await;
        editor.begins(&app, &whole("Een titel")).await;
        editor.begins(&app, &json!({"content": {"title": "half\u{0}weg"}})).await;
        let (listed, statements) = app.statements(editor.read(&app, "/v1/drafts")).await;
        let listed = listed.json();
        let titles: Vec<_> = listed["items"].as_array().expect("items").iter().map(|it| text(&it["title"])).collect();
        assert_eq!(titles, ["Een titel", "halfweg"]);
        assert!(statements.iter().all(|sql| !sql.contains("\"content\"")), "{statements:?}");
        let query = "{ drafts { nodes { title } } }";
        let nodes = app.graphql(query, json!({})).bearer(&editor.token).await.data()["drafts"]["nodes"].clone();
        assert_eq!(nodes, json!([{"title": "Een titel"}, {"title": "halfweg"}]));
    }
}
