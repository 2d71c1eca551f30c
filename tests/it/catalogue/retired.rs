//! Codes that retire: what has one keeps it, and nothing else gets it.

use serde_json::{Value, json};
use tests::{TestApp, on_both};

use crate::drafts::{reviewer, step, told as said_of, whole};
use crate::intake::{Editor, editor, one, outcomes, row, text, told};

/// Puts a code in a list, or has it retire.
async fn put(app: &TestApp, admin: &str, (list, code): (&str, &str), more: Value) -> Value {
    let mut body = json!({"ifRevision": 0, "labelNl": code, "labelEn": code});
    let more = more.as_object().expect("an object").clone();
    body.as_object_mut().expect("a body").extend(more);
    let path = format!("/v1/code-lists/{list}/{code}");
    let done = app.put(&path).json(&body).bearer(admin).await;
    assert_eq!(done.status, 200, "{}", done.text());
    done.json()
}

/// Codes of three lists that a course `met` has and then retire.
async fn retired(app: &TestApp, editor: &Editor, admin: &str) -> Value {
    let codes = [
        ("learning_form", "kring"),
        ("condition", "lunch"),
        ("price_kind", "huur"),
    ];
    for of in codes {
        put(app, admin, of, json!({})).await;
    }
    let with = with_all("met");
    let pushed = editor.push(app, "met", &json!([with])).await;
    assert_eq!(outcomes(&pushed), ["created"], "{}", pushed.text());
    for of in codes {
        put(app, admin, of, json!({"ifRevision": 1, "retired": true})).await;
    }
    with
}

fn with_all(key: &str) -> Value {
    let mut with = row(key);
    with["learningForm"] = json!("kring");
    with["conditions"] = json!(["childcare", "lunch"]);
    with["priceLines"] = json!([{"kind": "huur", "amountCents": 500, "payer": "parent"}]);
    with
}

on_both! {
    async fn what_has_a_code_keeps_it_when_that_retires(app: TestApp) {
        let (editor, admin) = (one(&app).await, reviewer(&app).await);
        let mut with = retired(&app, &editor, &admin).await;
        let again = editor.push(&app, "same", &json!([with])).await;
        assert_eq!((outcomes(&again), told(&again.json()["rows"][0])), (vec!["unchanged".to_owned()], vec![]));
        with["title"] = json!("Een andere naam");
        let changed = editor.mutate(&app, "other", &json!([with])).await.data();
        let receipt = &changed["pushCreate"]["receipt"];
        assert_eq!((&receipt["totals"]["updated"], told(&receipt["rows"]["nodes"][0])), (&json!(1), vec![]));
        let path = format!("/v1/courses/{}", text(&again.json()["rows"][0]["courseId"]));
        let course = app.get(&path).await.json();
        assert_eq!(course["conditions"][1]["code"], "lunch");
        assert_eq!((&course["learningForm"]["code"], &course["priceLines"][0]["kind"]["code"]), (&json!("kring"), &json!("huur")));

        // Hidden from the public it has them too, and a draft of it says nothing of them.
        let hide = app.post(&format!("{path}/_withdraw")).json(&json!({"ifRevision": 2})).bearer(&editor.token).await;
        assert_eq!(hide.status, 200, "{}", hide.text());
        let hidden = editor.push(&app, "hidden", &json!([with])).await;
        let warned = vec![(String::new(), "row.withdrawn".to_owned())];
        assert_eq!((outcomes(&hidden), told(&hidden.json()["rows"][0])), (vec!["unchanged".to_owned()], warned));
        let begun = editor.begins(&app, &json!({"courseId": course["id"]})).await;
        assert_eq!(begun["content"]["conditions"], json!(["childcare", "lunch"]));
        assert_eq!(said_of(&begun), [(String::new(), "draft.course_pushed".to_owned())]);
    }

    async fn what_has_it_not_does_not_get_it_at_either_door(app: TestApp) {
        let (own, admin) = (one(&app).await, reviewer(&app).await);
        retired(&app, &own, &admin).await;
        let expect = [("/learningForm", "row.retired_code"), ("/conditions/1", "row.retired_code"), ("/priceLines/0/kind", "row.retired_code")];
        let expect = expect.map(|(place, code)| (place.to_owned(), code.to_owned()));
        let sorted = |row: &Value| {
            let mut found = told(row);
            found.sort_by_key(|(place, _)| expect.iter().position(|(known, _)| known == place));
            found
        };
        // Nobody's else to have: the same key of another provider is another course.
        let courses = app.get("/v1/courses?limit=100").await.json();
        let mut others = courses["items"].as_array().expect("items").iter().map(|it| text(&it["providerId"]));
        let other = others.find(|it| *it != own.provider).expect("another");
        let beside = editor(&app, &admin, "drie@voorbeeld.nl", other).await;
        for (who, key) in [(&own, "zonder"), (&beside, "met")] {
            let refused = who.push(&app, key, &json!([with_all(key)])).await;
            assert_eq!((outcomes(&refused), sorted(&refused.json()["rows"][0])), (vec!["rejected".to_owned()], expect.to_vec()));
        }
        // Without the price, whose meaning decides what is paid, the rest is kept as it was written.
        let mut row = with_all("zonder");
        row.as_object_mut().expect("a row").remove("priceLines");
        let kept = own.mutate(&app, "kept", &json!([row])).await.data();
        let receipt = &kept["pushCreate"]["receipt"];
        assert_eq!((&receipt["totals"]["created"], sorted(&receipt["rows"]["nodes"][0])), (&json!(1), expect[..2].to_vec()));
        assert_eq!(outcomes(&own.push(&app, "again", &json!([row])).await), ["unchanged"]);
        let query = "{ courses(filter: {provider: [\"%\"]}, first: 100) { nodes { externalId learningForm { code } conditions { code } } } }";
        let found = app.graphql(&query.replace('%', &own.provider), json!({})).await.data();
        let nodes = found["courses"]["nodes"].as_array().expect("nodes");
        let node = nodes.iter().find(|it| it["externalId"] == "zonder").expect("the course");
        assert_eq!((&node["learningForm"]["code"], &node["conditions"]), (&json!("unknown"), &json!([{"code": "childcare"}])));

        // Nor does what is written by hand.
        let mut draft = whole("Met de hand");
        draft["content"]["conditions"] = json!(["lunch"]);
        let begun = own.begins(&app, &draft).await;
        assert_eq!(said_of(&begun), [("/conditions/0".to_owned(), "row.retired_code".to_owned())]);
        let id = text(&begun["id"]);
        assert_eq!(own.steps(&app, (&id, "_submit"), 1).await.status, 200);
        assert_eq!(step(&app, &admin, (&id, "_approve"), 2).await.status, 200);
        let made = own.read(&app, &format!("/v1/drafts/{id}")).await.json();
        let made = app.get(&format!("/v1/courses/{}", text(&made["courseId"]))).await.json();
        assert_eq!(made["conditions"], json!([]));
    }

    async fn no_provider_becomes_of_a_kind_that_retired(app: TestApp) {
        let (editor, admin) = (one(&app).await, reviewer(&app).await);
        let address = format!("/v1/providers/{}", editor.provider);
        let standing = app.get(&address).await.json();
        put(&app, &admin, ("provider_kind", "kring"), json!({})).await;
        let of_kind = |kind: &Value, from: &Value| json!({"ifRevision": from, "name": "Op maat", "kind": kind});
        let edit = |body: Value| app.put(&address).json(&body).bearer(&admin);
        let edited = edit(of_kind(&json!("kring"), &standing["revision"])).await;
        assert_eq!(edited.status, 200, "{}", edited.text());
        put(&app, &admin, ("provider_kind", "kring"), json!({"ifRevision": 1, "retired": true})).await;
        let kept = edit(of_kind(&json!("kring"), &edited.json()["revision"])).await;
        assert_eq!(kept.json()["kind"]["code"], "kring");
        let back = edit(of_kind(&standing["kind"]["code"], &kept.json()["revision"])).await;
        assert_eq!(back.status, 200, "{}", back.text());
        let refused = edit(of_kind(&json!("kring"), &back.json()["revision"])).await;
        assert_eq!(refused.faults(), [("/kind".to_owned(), "edit.retired_code".to_owned())]);
        let body = json!({"name": "Nieuw", "kind": "kring", "website": "https://nieuw.example", "reason": "ik werk er"});
        let refused = app.post("/v1/providers/_apply").json(&body).bearer(&admin).await;
        assert_eq!(refused.faults(), [("/kind".to_owned(), "application.unknown_kind".to_owned())]);
    }

    async fn a_learning_form_is_put_in_a_group_and_counted_there(app: TestApp) {
        let (editor, admin) = (one(&app).await, reviewer(&app).await);
        let made = put(&app, &admin, ("learning_form", "kring"), json!({"group": "in_group"})).await;
        assert_eq!(made["group"], "in_group");
        let mut sent = row("kring");
        sent["learningForm"] = json!("kring");
        assert_eq!(outcomes(&editor.push(&app, "1", &json!([sent])).await), ["created"]);
        let cell = |supply: &Value, group: &str| {
            let mut cells = supply["cells"].as_array().expect("cells").iter();
            let of = cells.find(|cell| cell["codes"].to_string().contains(group)).expect("a cell");
            of["courses"]["current"].as_i64().expect("a count")
        };
        let path = "/v1/supply?by=formGroup";
        let before = app.get(path).await.json();
        // Left out, it stays where it is; said otherwise, it is counted there.
        let stays = put(&app, &admin, ("learning_form", "kring"), json!({"ifRevision": 1, "labelEn": "circle"})).await;
        assert_eq!(stays["group"], "in_group");
        let mutation = "mutation { codePut(input: {list: \"learning_form\", code: \"kring\", said: {ifRevision: 2, labelNl: \"kring\", labelEn: \"circle\", group: \"with_coach\"}}) { code { group revision } } }";
        let moved = app.graphql(mutation, json!({})).bearer(&admin).await.data();
        assert_eq!(moved["codePut"]["code"], json!({"group": "with_coach", "revision": 3}));
        let after = app.get(path).await.json();
        assert_eq!(cell(&after, "with_coach"), cell(&before, "with_coach") + 1, "{after:#}");
        assert_eq!(cell(&after, "in_group"), cell(&before, "in_group") - 1);
        let history = app.get("/v1/code-lists/learning_form/history").bearer(&admin).await.json();
        assert_eq!(history["items"][0]["changes"], json!([{"field": "kring/group", "before": ["in_group"], "after": ["with_coach"]}]));
        // What is shipped anew at set-up leaves it there.
        pijler::domains::catalogue::seed(&app.backend).await.expect("seeds");
        let list = app.get("/v1/code-lists/learning_form").await.json();
        let of = list["items"].as_array().expect("items").iter().find(|it| it["code"] == "kring").expect("it");
        assert_eq!(of["group"], "with_coach");

        let refused = |list: &str, group: &str| {
            let body = json!({"ifRevision": 0, "labelNl": "x", "labelEn": "x", "group": group});
            app.put(&format!("/v1/code-lists/{list}/nieuw")).json(&body).bearer(&admin)
        };
        assert_eq!(refused("condition", "in_group").await.faults(), [("/group".to_owned(), "edit.no_groups".to_owned())]);
        assert_eq!(refused("learning_form", "kluitje").await.faults()[0].0, "/group");
    }
}
