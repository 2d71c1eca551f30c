//! Who accredits courses and providers, and whether that holds today.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Answer, TestApp, on_both};

use crate::drafts::{reviewer, step};
use crate::intake::{Editor, editors, one, outcomes, row, text, token, told};

/// A row with accreditations.
fn accredited(key: &str, all: Value) -> Value {
    let mut row = row(key);
    row["accreditations"] = all;
    row
}

fn each(all: &Value, member: &str) -> Vec<Value> {
    let all = all.as_array().expect("a list").iter();
    all.map(|one| one[member].clone()).collect()
}

/// Says who accredits a provider.
async fn accredit(app: &TestApp, token: &str, provider: &str, body: Value) -> Answer {
    let ask = app.put(&format!("/v1/providers/{provider}/accreditations"));
    ask.json(&body).bearer(token).await
}

async fn provider(app: &TestApp, editor: &Editor) -> Value {
    app.get(&format!("/v1/providers/{}", editor.provider))
        .await
        .json()
}

on_both! {
    async fn whether_an_accreditation_holds_is_decided_by_the_day(app: TestApp) {
        let editor = one(&app).await;
        let own = text(&provider(&app, &editor).await["slug"]);
        let all = json!([
            {"issuer": "SKJ", "code": "12-34", "points": 8.5, "validFrom": "2026-01-01", "validUntil": "2026-11-25", "sourceUrl": "https://skj.example/12-34"},
            {"issuerProvider": own, "validFrom": "26-11-2026"},
            {"issuer": "NVO", "validUntil": "2026-11-24"},
            {"issuer": "NIP"},
        ]);
        let pushed = editor.push(&app, "1", &json!([accredited("een", all.clone()), row("twee")])).await;
        assert_eq!(outcomes(&pushed), ["created"; 2]);
        assert_eq!(told(&pushed.json()["rows"][0]), []);
        let id = text(&pushed.json()["rows"][0]["courseId"]);
        let path = format!("/v1/courses/{id}");

        let course = app.get(&path).await.json();
        let shown = &course["accreditations"];
        assert_eq!(each(shown, "validity"), ["valid", "not_yet", "expired", "unknown"]);
        assert_eq!(shown[0], json!({"issuer": "SKJ", "issuerProviderId": null, "code": "12-34", "points": 8.5,
            "validFrom": "2026-01-01", "validUntil": "2026-11-25", "validity": "valid", "sourceUrl": "https://skj.example/12-34"}));
        assert_eq!(shown[1]["issuerProviderId"], course["providerId"]);
        assert_eq!(shown[1]["issuer"], course["provider"]["name"]);
        let query = "query($id: ID!) { course(id: $id) { accreditations { issuer issuerProvider { uuid } code points validFrom validity } } }";
        let there = app.graphql(query, json!({"id": id})).await.data()["course"]["accreditations"].clone();
        assert_eq!(each(&there, "validity"), ["VALID", "NOT_YET", "EXPIRED", "UNKNOWN"]);
        assert_eq!((&there[0]["points"], &there[0]["issuerProvider"]), (&json!(8.5), &Value::Null));
        assert_eq!(there[1]["issuerProvider"]["uuid"], course["providerId"]);

        let found = |query: &str| app.get(&format!("/v1/courses?provider={own}&{query}"));
        let keys = |answer: Answer| each(&answer.json()["items"], "externalId");
        assert_eq!(keys(found("accredited=true").await), ["een"]);
        assert!(!keys(found("accredited=false&limit=100").await).contains(&json!("een")));
        let facet = app.get("/v1/courses?limit=1&facets=accredited").await.json()["facets"][0]["values"].clone();
        assert_eq!((&facet[1]["value"], &facet[1]["count"]), (&json!("true"), &json!(1)));
        assert_eq!(found("accredited=ja").await.status, 400);
        let filter = "{ courses(filter: {accredited: true}) { nodes { externalId } facets(of: [ACCREDITED]) { values { value count } } } }";
        let graphql = app.graphql(filter, json!({})).await.data();
        assert_eq!(graphql["courses"]["nodes"], json!([{"externalId": "een"}]));
        let compare = format!("/v1/courses/_compare?course={id}&course=met-twee-families-leven");
        let aspects = app.get(&compare).await.json()["aspects"].clone();
        let aspect = aspects.as_array().expect("aspects").iter().find(|it| it["code"] == "accredited").expect("it is one");
        assert_eq!(aspect["values"], json!(["SKJ", null]));

        // Nothing is written, and another day decides.
        let etag = app.get(&path).await.header("etag");
        app.advance(TimeDelta::days(1));
        let later = app.get(&path).await;
        assert_eq!(each(&later.json()["accreditations"], "validity"), ["expired", "valid", "expired", "unknown"]);
        assert_ne!(later.header("etag"), etag);
        app.advance(TimeDelta::days(-1));
    }

    async fn accreditations_are_replaced_as_a_whole_and_the_same_is_unchanged(app: TestApp) {
        let editor = one(&app).await;
        let all = json!([{"issuer": "SKJ", "points": 4, "validUntil": "2027-12-31"}]);
        editor.push(&app, "1", &json!([accredited("een", all.clone())])).await;
        let again = editor.push(&app, "2", &json!([accredited("een", all)])).await;
        assert_eq!(outcomes(&again), ["unchanged"]);
        let other = json!([{"issuer": "NVO"}, {"issuer": "SKJ", "points": 4}]);
        let changed = editor.push(&app, "3", &json!([accredited("een", other)])).await;
        assert_eq!(outcomes(&changed), ["updated"]);
        let id = text(&changed.json()["rows"][0]["courseId"]);
        let course = app.get(&format!("/v1/courses/{id}")).await.json();
        assert_eq!(each(&course["accreditations"], "issuer"), ["NVO", "SKJ"]);
        let history = editor.read(&app, &format!("/v1/courses/{id}/history")).await.json();
        let change = &history["items"][0]["changes"][0];
        assert_eq!((&change["field"], change["after"].as_array().map(Vec::len)), (&json!("accreditations"), Some(2)));
        let none = editor.push(&app, "4", &json!([row("een")])).await;
        assert_eq!(outcomes(&none), ["updated"]);
        assert_eq!(app.get(&format!("/v1/courses/{id}")).await.json()["accreditations"], json!([]));
    }

    async fn a_draft_says_who_accredits_and_begins_with_it(app: TestApp) {
        let editor = one(&app).await;
        let admin = reviewer(&app).await;
        let own = text(&provider(&app, &editor).await["slug"]);
        let all = json!([{"issuer": "SKJ", "points": 2.25, "validFrom": "2026-01-01"}, {"issuerProvider": own, "code": "K1"}]);
        let content = json!({"content": {"title": "Rust", "summary": "Over rust.", "accreditations": all}});
        let id = editor.submits(&app, &content).await;
        assert_eq!(step(&app, &admin, (&id, "_approve"), 2).await.status, 200);
        let draft = editor.read(&app, &format!("/v1/drafts/{id}")).await.json();
        let course = app.get(&format!("/v1/courses/{}", text(&draft["courseId"]))).await.json();
        assert_eq!(each(&course["accreditations"], "points"), [json!(2.25), Value::Null]);
        let begun = editor.begins(&app, &json!({"courseId": course["id"]})).await;
        assert_eq!(each(&begun["content"]["accreditations"], "issuer"), [json!("SKJ"), Value::Null]);
        assert_eq!(begun["content"]["accreditations"][1]["issuerProvider"], json!(own));
        assert_eq!((&begun["sound"], &begun["content"]["accreditations"][0]["points"]), (&json!(true), &json!(2.25)));
    }

    async fn a_provider_says_who_accredits_it_and_an_administrator_for_all(app: TestApp) {
        let [first, second] = editors(&app).await;
        let admin = token(&app, "beheer@voorbeeld.nl", "administrator").await;
        let before = provider(&app, &first).await;
        let from = before["revision"].as_i64().expect("a revision");
        let all = json!([{"issuer": "Keurmerk", "validUntil": "2027-01-01"}]);
        let body = json!({"ifRevision": from, "accreditations": all});
        let theirs = accredit(&app, &second.token, &first.provider, body.clone()).await;
        assert_eq!((theirs.status, theirs.code()), (403, "provider.not_yours".to_owned()));
        let done = accredit(&app, &first.token, &first.provider, body.clone()).await;
        assert_eq!((done.status, &done.json()["revision"]), (200, &json!(from + 1)), "{}", done.text());
        assert!(!done.header("catalogue-version").is_empty());
        assert_eq!(done.json()["accreditations"][0]["issuer"], "Keurmerk");
        let after = provider(&app, &first).await;
        assert_eq!((&after["accreditations"][0]["validity"], &after["revision"]), (&json!("valid"), &json!(from + 1)));
        let stale = accredit(&app, &admin, &first.provider, body).await;
        assert_eq!((stale.status, stale.code()), (412, "revision.stale".to_owned()));
        let linked = app.get(&format!("/v1/courses?provider={}&format=json-ld", first.provider)).await;
        assert!(linked.text().contains("Keurmerk"), "{}", linked.text());

        let mutation = "mutation($input: ProviderAccreditationsReplaceInput!) { providerAccreditationsReplace(input: $input) { provider { revision accreditations { issuer } } catalogueVersion } }";
        let input = json!({"input": {"providerId": first.provider, "ifRevision": from + 1, "accreditations": []}});
        let gone = app.graphql(mutation, input).bearer(&admin).await.data();
        assert_eq!(gone["providerAccreditationsReplace"]["provider"], json!({"revision": from + 2, "accreditations": []}));
        assert_eq!(provider(&app, &first).await["accreditations"], json!([]));
        let nowhere = accredit(&app, &first.token, "geen", json!({"ifRevision": 1, "accreditations": []})).await;
        assert_eq!(nowhere.code(), "provider.not_found");
    }

    async fn everything_that_is_wrong_with_accreditations_is_named(app: TestApp) {
        let editor = one(&app).await;
        let wrong = json!([
            {"points": 0}, {"issuer": "A", "issuerProvider": "b"}, {"issuerProvider": "bestaat-niet"},
            {"issuer": "A", "points": 1.255, "validFrom": "2027-01-01", "validUntil": "2026-01-01"},
            {"issuer": "A", "sourceUrl": "thuis", "validUntil": "ooit"},
        ]);
        let wanted = [
            ("/accreditations/0/issuer", "row.missing"), ("/accreditations/0/points", "row.out_of_range"),
            ("/accreditations/1/issuerProvider", "row.issuer_ambiguous"), ("/accreditations/2/issuerProvider", "row.unknown_provider"),
            ("/accreditations/3/points", "row.out_of_range"), ("/accreditations/3/validUntil", "row.bounds_reversed"),
            ("/accreditations/4/sourceUrl", "row.bad_address"), ("/accreditations/4/validUntil", "row.bad_day"),
        ].map(|(place, code)| (place.to_owned(), code.to_owned()));
        let pushed = editor.push(&app, "1", &json!([accredited("een", wrong.clone())])).await;
        assert_eq!(outcomes(&pushed), ["rejected"]);
        let mut said = told(&pushed.json()["rows"][0]);
        said.sort();
        assert_eq!(said, wanted);
        let refused = accredit(&app, &editor.token, &editor.provider, json!({"ifRevision": 1, "accreditations": wrong})).await;
        let mut said = refused.faults();
        said.sort();
        assert_eq!((refused.status, said), (400, wanted.to_vec()));
        let many: Vec<Value> = (0..21).map(|_| json!({"issuer": "A"})).collect();
        let refused = accredit(&app, &editor.token, &editor.provider, json!({"ifRevision": 1, "accreditations": many})).await;
        assert_eq!(refused.faults(), [("/accreditations".to_owned(), "row.too_many".to_owned())]);
    }

    async fn what_a_provider_says_of_who_accredits_it_is_in_its_history(app: TestApp) {
        let editor = one(&app).await;
        let revision = provider(&app, &editor).await["revision"].as_i64().expect("a revision");
        let all = json!([{"issuer": "SKJ", "code": "12-34", "points": 8.5, "validUntil": "2026-12-01"}]);
        let body = |from: i64| json!({"ifRevision": from, "accreditations": all});
        let done = accredit(&app, &editor.token, &editor.provider, body(revision)).await;
        assert_eq!((done.status, &done.json()["revision"]), (200, &json!(revision + 1)), "{}", done.text());
        // The same again changes nothing, and is no line.
        let again = accredit(&app, &editor.token, &editor.provider, body(revision + 1)).await;
        assert_eq!((again.status, &again.json()["revision"]), (200, &json!(revision + 1)), "{}", again.text());
        assert_eq!(accredit(&app, &editor.token, &editor.provider, body(revision)).await.status, 412);
        let history = app.get(&format!("/v1/providers/{}/history", editor.provider)).bearer(&editor.token).await.json();
        let lines = history["items"].as_array().expect("lines");
        assert_eq!((lines.len(), &lines[0]["by"]), (1, &json!("organisation")));
        assert_eq!(lines[0]["changes"], json!([{"field": "accreditations", "before": [], "after": ["SKJ; 12-34; 8.5; ; 2026-12-01; "]}]));
        let query = "query($id: ID!) { providerHistory(providerId: $id) { nodes { by changes { field after } } } }";
        let told = app.graphql(query, json!({"id": editor.provider})).bearer(&editor.token).await.data();
        assert_eq!(told["providerHistory"]["nodes"][0]["changes"][0]["field"], "accreditations");
        let admin = reviewer(&app).await;
        let none = json!({"ifRevision": revision + 1, "accreditations": []});
        assert_eq!(accredit(&app, &admin, &editor.provider, none).await.status, 200);
        let history = app.get(&format!("/v1/providers/{}/history", editor.provider)).bearer(&editor.token).await.json();
        assert_eq!(history["items"][0]["by"], "administrator");
    }
}
