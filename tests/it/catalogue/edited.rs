//! Editing providers, code lists and the topics of courses by hand.

use serde_json::{Value, json};
use tests::{TestApp, on_both};

use crate::drafts::reviewer;
use crate::intake::{editors, one, row, text};

/// A code of a list, as readers see it.
async fn code(app: &TestApp, list: &str, code: &str) -> Value {
    let list = app.get(&format!("/v1/code-lists/{list}")).await.json();
    let items = list["items"].as_array().expect("items");
    let found = items.iter().find(|it| it["code"] == code);
    found.cloned().unwrap_or_default()
}

fn provider(revision: &Value) -> Value {
    json!({
        "ifRevision": revision, "name": "Pleegzorg op maat", "website": "https://opmaat.example",
        "seat": "utrecht", "regions": ["landelijk", "Lekstroom", "lekstroom"], "note": "  ",
    })
}

on_both! {
    async fn an_organisation_edits_itself_and_readers_see_it_at_once(app: TestApp) {
        let [editor, other] = editors(&app).await;
        let address = format!("/v1/providers/{}", editor.provider);
        let before = app.get(&address).await.json();
        let put = |token: &str, body: &Value| app.put(&address).json(body).bearer(token);
        let edited = put(&editor.token, &provider(&before["revision"])).await;
        assert_eq!(edited.status, 200, "{}", edited.text());
        assert!(!edited.header("catalogue-version").is_empty());
        let after = app.get(&address).await.json();
        assert_eq!(after, edited.json());
        assert_eq!((&after["name"], &after["slug"], &after["kind"]), (&json!("Pleegzorg op maat"), &before["slug"], &before["kind"]));
        assert_eq!((&after["regions"], &after["seatCode"], &after["note"]), (&json!(["landelijk", "Lekstroom"]), &json!("GM0344"), &Value::Null));
        // Another organisation may not, and what changed since is left alone.
        assert_eq!(put(&other.token, &provider(&after["revision"])).await.code(), "provider.not_yours");
        assert_eq!(put(&editor.token, &provider(&before["revision"])).await.status, 412);
        let mut same = provider(&after["revision"]);
        assert_eq!(put(&editor.token, &same).await.json()["revision"], after["revision"]);
        // What kind it is, an administrator says.
        same["kind"] = json!("publisher");
        assert_eq!(put(&editor.token, &same).await.code(), "catalogue.not_administrator");
        let admin = reviewer(&app).await;
        assert_eq!(put(&admin, &same).await.json()["kind"]["code"], "publisher");

        let lines = app.get(&format!("{address}/history")).bearer(&editor.token).await.json();
        let by: Vec<_> = lines["items"].as_array().expect("lines").iter().map(|it| text(&it["by"])).collect();
        assert_eq!(by, ["administrator", "organisation"]);
        assert_eq!(lines["items"][0]["changes"], json!([{"field": "kind", "before": [before["kind"]["code"]], "after": ["publisher"]}]));
        assert_eq!(app.get(&format!("{address}/history")).bearer(&other.token).await.code(), "provider.not_yours");
        let query = "query($id: ID!) { providerHistory(providerId: $id) { nodes { by changes { field } } } }";
        let told = app.graphql(query, json!({"id": editor.provider})).bearer(&editor.token).await.data();
        assert_eq!(told["providerHistory"]["nodes"].as_array().expect("lines").len(), 2);
    }

    async fn what_is_wrong_with_a_provider_is_named_all_at_once(app: TestApp) {
        let editor = one(&app).await;
        let body = json!({"ifRevision": 1, "name": " ", "website": "http://x", "seat": "nergens", "regions": ["Verweggistan"], "kind": "circus"});
        let refused = app.put(&format!("/v1/providers/{}", editor.provider)).json(&body).bearer(&editor.token).await;
        assert_eq!(refused.status, 400);
        for pointer in ["/name", "/website", "/seat", "/regions/0", "/kind"] {
            assert!(refused.text().contains(pointer), "{pointer}: {}", refused.text());
        }
        let long = format!("https://opmaat.example/{}", "x".repeat(2_000));
        for odd in [long.as_str(), "https://opmaat.example/\nSet-Cookie: x", "https://opmaat.example/ x", "https:\\\\opmaat.example", "https://opmaat.example/\"><script>"] {
            let body = json!({"ifRevision": 1, "name": "Op maat", "website": odd});
            let refused = app.put(&format!("/v1/providers/{}", editor.provider)).json(&body).bearer(&editor.token).await;
            assert_eq!(refused.faults(), [("/website".to_owned(), "edit.bad_address".to_owned())], "{odd:?}");
        }
        for unseen in ["\u{200b}", "\u{3164}", "Jeugd\u{202e}gnilrets", "\u{feff}Ab"] {
            let body = json!({"ifRevision": 1, "name": unseen});
            let refused = app.put(&format!("/v1/providers/{}", editor.provider)).json(&body).bearer(&editor.token).await;
            assert_eq!(refused.faults(), [("/name".to_owned(), "text.unprintable".to_owned())], "{unseen:?}");
        }
        let mutation = "mutation($id: ID!) { providerReplace(input: {providerId: $id, said: {ifRevision: 1, name: \" \", website: \"http://x\"}}) { providerId } }";
        let refused = app.graphql(mutation, json!({"id": editor.provider})).bearer(&editor.token).await;
        assert!(refused.text().contains("/name") && refused.text().contains("/website"), "{}", refused.text());
    }

    async fn a_list_of_codes_has_versions_and_its_codes_only_retire(app: TestApp) {
        let editor = one(&app).await;
        let admin = reviewer(&app).await;
        let before = app.get("/v1/code-lists/condition").await;
        let put = |code: &str, token: &str, body: Value| app.put(&format!("/v1/code-lists/condition/{code}")).json(&body).bearer(token);
        let words = |from: i64, nl: &str, retired: bool| json!({"ifRevision": from, "labelNl": nl, "labelEn": "lunch included", "retired": retired});
        let added = put("lunch", &admin, words(0, "lunch erbij", false)).await;
        assert_eq!(added.status, 200, "{}", added.text());
        let found = code(&app, "condition", "lunch").await;
        assert_eq!(found, json!({"code": "lunch", "labelNl": "lunch erbij", "labelEn": "lunch included", "retired": false, "revision": 1, "group": null}));
        // Whoever kept the list hears that it is another.
        let again = app.get("/v1/code-lists/condition").header("If-None-Match", &before.header("etag")).await;
        assert_eq!(again.status, 200);
        assert_eq!(again.json()["revision"].as_i64(), before.json()["revision"].as_i64().map(|it| it + 1));
        // What has it is shown with it, and keeps it when it retires.
        let mut sent = row("met-lunch");
        sent["conditions"] = json!(["lunch"]);
        let receipt = editor.push(&app, "1", &json!([sent])).await.json();
        assert_eq!(receipt["totals"]["created"], 1, "{receipt}");
        let course = format!("/v1/courses/{}", text(&receipt["rows"][0]["courseId"]));
        assert_eq!(app.get(&course).await.json()["conditions"][0]["label"], "lunch erbij");
        assert_eq!(put("lunch", &admin, words(0, "anders", false)).await.status, 412);
        let mutation = "mutation { codePut(input: {list: \"condition\", code: \"lunch\", said: {ifRevision: 1, labelNl: \"lunch\", labelEn: \"lunch\", retired: true}}) { code { revision retired } catalogueVersion } }";
        let data = app.graphql(mutation, json!({})).bearer(&admin).await.data();
        assert_eq!(data["codePut"]["code"], json!({"revision": 2, "retired": true}));
        assert_eq!(app.get(&course).await.json()["conditions"][0]["label"], "lunch");
        assert_eq!(code(&app, "condition", "lunch").await["retired"], true);

        assert_eq!(put("lunch", &editor.token, words(2, "x", false)).await.code(), "catalogue.not_administrator");
        assert_eq!(put("Lunch!", &admin, words(0, "x", false)).await.status, 400);
        let missing = app.put("/v1/code-lists/nergens/x").json(&words(0, "x", false)).bearer(&admin).await;
        assert_eq!(missing.code(), "code_list.not_found");
        let lines = app.get("/v1/code-lists/condition/history").bearer(&admin).await.json();
        let fields = |at: usize| lines["items"][at]["changes"].as_array().expect("changes").iter().map(|it| text(&it["field"])).collect::<Vec<_>>();
        assert_eq!(fields(0), ["lunch/labelNl", "lunch/labelEn", "lunch/retired"]);
        assert_eq!(fields(1).len(), 4);
    }

    async fn a_mapping_that_was_looked_at_stays_whatever_is_pushed(app: TestApp) {
        let editor = one(&app).await;
        let admin = reviewer(&app).await;
        let receipt = editor.push(&app, "1", &json!([row("thuis")])).await.json();
        let course = format!("/v1/courses/{}", text(&receipt["rows"][0]["courseId"]));
        let before = app.get(&course).await.json();
        assert_eq!((&before["mapping"], &before["mappingReviewedAt"]), (&json!("source"), &Value::Null));
        let subject = app.get("/v1/subjects?topic=omgaan-met-gedrag&limit=1").await.json()["items"][0].clone();
        let body = json!({"ifRevision": 1, "topics": ["omgaan-met-gedrag", "reflecteren"], "subjects": [subject["slug"]]});
        let put = |token: &str, body: &Value| app.put(&format!("{course}/mapping")).json(body).bearer(token);
        assert_eq!(put(&editor.token, &body).await.code(), "catalogue.not_editor");
        let mapped = put(&admin, &body).await;
        assert_eq!(mapped.status, 200, "{}", mapped.text());
        let after = app.get(&course).await.json();
        assert_eq!((&after["topics"][0]["slug"], &after["subjects"][0]["slug"]), (&json!("omgaan-met-gedrag"), &subject["slug"]));
        assert_eq!((&after["mapping"], &after["revision"]), (&json!("editor"), &json!(2)));
        assert!(after["mappingReviewedAt"].is_string());

        let mut sent = row("thuis");
        sent["title"] = json!("Een andere naam");
        let pushed = editor.push(&app, "2", &json!([sent])).await;
        assert!(pushed.text().contains("row.mapping_kept"), "{}", pushed.text());
        let pushed = app.get(&course).await.json();
        assert_eq!((&pushed["title"], &pushed["topics"], &pushed["subjects"]), (&json!("Een andere naam"), &after["topics"], &after["subjects"]));
        assert_eq!(pushed["mapping"], "editor");

        let lines = app.get(&format!("{course}/history")).bearer(&editor.token).await.json();
        let line = &lines["items"][1];
        assert_eq!(line["act"], "map");
        assert_eq!(line["changes"][0], json!({"field": "topics", "before": before["topics"].as_array().expect("topics").iter().map(|it| it["slug"].clone()).collect::<Vec<_>>(), "after": ["omgaan-met-gedrag", "reflecteren"]}));
        let mutation = "mutation($id: ID!) { courseMap(input: {courseId: $id, said: {ifRevision: 3, topics: [\"reflecteren\"]}}) { course { revision } } }";
        let again = app.graphql(mutation, json!({"id": before["id"]})).bearer(&admin).await.data();
        assert_eq!(again["courseMap"]["course"]["revision"], 4);
        assert_eq!(app.get(&course).await.json()["subjects"], json!([]));
        let wrong = json!({"ifRevision": 4, "topics": ["reflecteren", "nergens"], "subjects": [subject["slug"], "nooit"]});
        let refused = put(&admin, &wrong).await;
        for pointer in ["/topics/1", "/subjects/0", "/subjects/1"] {
            assert!(refused.text().contains(pointer), "{pointer}: {}", refused.text());
        }
    }
}
