//! A file with every kind of fault, and what helps against each.

use std::collections::BTreeSet;

use pijler::domains::intake::remedies;
use serde_json::{Value, json};
use tests::house::files;
use tests::on_both;

use super::{edition, editors, row, rows, text};
use crate::contract::codes::codes_in;

/// What is told of what stood before, each in a test of its own.
const OF_BEFORE: [&str; 7] = [
    "row.claimed",
    "row.overwrites_hand",
    "row.mapping_kept",
    "row.editions_gone",
    "row.retired_code",
    "row.returned",
    "row.withdrawn",
];

/// The codes that the slice raises.
fn raised() -> BTreeSet<String> {
    let lists =
        ["rows.rs", "told.rs", "codes.rs", "pushes.rs"].map(|name| format!("remedies/{name}"));
    let mut codes = BTreeSet::new();
    for path in files("api/src/domains/intake", ".rs") {
        let path = path.to_string_lossy().into_owned();
        if !lists.iter().any(|list| path.ends_with(list)) {
            codes.extend(codes_in(&path));
        }
    }
    codes.retain(|code| code.starts_with("row.") || code.starts_with("push."));
    codes
}

#[test]
fn the_page_tells_of_every_code_and_of_no_other() {
    let told: Vec<String> = remedies().map(|it| it.code.to_owned()).collect();
    let once: BTreeSet<String> = told.iter().cloned().collect();
    assert_eq!(once.len(), told.len(), "each once");
    assert_eq!(once, raised());
}

/// A row that is right but for some members.
fn with(key: &str, members: Value) -> Value {
    let mut row = row(key);
    for (name, value) in members.as_object().expect("members") {
        row[name] = value.clone();
    }
    row
}

/// A row with an edition that is right but for some members.
fn dated(key: &str, members: Value) -> Value {
    let mut date = edition("voorjaar", "2027-03-01");
    for (name, value) in members.as_object().expect("members") {
        date[name] = value.clone();
    }
    with(key, json!({"editions": [date]}))
}

/// A row with lines of a price.
fn priced(key: &str, lines: Value) -> Value {
    with(key, json!({"priceLines": lines}))
}

fn line(members: Value) -> Value {
    let mut line = json!({"kind": "course_fee", "amountCents": 100, "payer": "parent"});
    for (name, value) in members.as_object().expect("members") {
        line[name] = value.clone();
    }
    line
}

fn wrong() -> Value {
    let many: Vec<String> = (0..30).map(|at| format!("onderwerp-{at}")).collect();
    json!([
        {"externalId": "a1"},
        with("a2", json!({"title": 5, "kleur": "rood"})),
        with("a3", json!({"title": "x".repeat(301), "topics": vec!["x"; 51]})),
        with("a4", json!({"title": "een\u{7}", "summary": "x"})),
        with("a5", json!({"title": "een\ntitel", "sessions": 0, "childAgeFrom": 9, "childAgeTo": 3})),
        with("a6", json!({"url": "http://x.example", "price": "3.00", "priceCents": 200})),
        dated("b1", json!({"startsOn": "31-02-2027", "startTime": "25:00", "delivery": "zweven", "status": "weg"})),
        dated("b2", json!({"startsFrom": "2027-05-01", "startsUntil": "2027-04-01"})),
        dated("b3", json!({"startsOn": null, "startsFrom": "2027-05-01", "startsUntil": "2027-04-01", "municipality": "Nergens"})),
        dated("b4", json!({"startsOn": null, "startsFrom": "2027-05-01"})),
        dated("b5", json!({"startTime": "20:00", "endTime": "19:00"})),
        with("b6", json!({"editions": [edition("x", "2027-03-01"), edition("x", "2027-04-01")]})),
        priced("c1", json!([line(json!({"vat": "exempt", "vatPercent": 9})), line(json!({"vat": "added"})), line(json!({"vat": "veel"}))])),
        priced("c2", json!([line(json!({"kind": "koffie"})), line(json!({"payer": "niemand"})), line(json!({"client": "nergens"}))])),
        with("d1", json!({"visibility": "clients"})),
        with("d2", json!({"visibility": "public", "clients": ["{client}"]})),
        with("d3", json!({"visibility": "geheim"})),
        priced("d4", json!([line(json!({"client": "{client}"}))])),
        with("e1", json!({"accreditations": [{"issuer": "Iemand", "issuerProvider": "ook"}, {"issuerProvider": "nergens"}]})),
        with("e2", json!({"uses": ["e2", "nergens"]})),
        row("f1"),
        row("f1"),
        with("g1", json!({"learningForm": "telepathie", "audiences": ["iedereen"], "careTypes": ["wat"], "topics": ["niets"]})),
        with("g2", json!({"topics": many})),
    ])
}

on_both! {
    async fn a_file_with_every_kind_of_fault_gets_a_receipt_that_names_every_one(app: TestApp) {
        let [editor, _] = editors(&app).await;
        let clients = app.get("/v1/providers?kind=foster_care_organisation&limit=1").await.json();
        let client = text(&clients["items"][0]["slug"]);
        let sent = wrong().to_string().replace("{client}", &client);
        let sent: Value = serde_json::from_str(&sent).expect("JSON");
        let list = editor.push(&app, "1", &sent).await.json();
        let table = "externalId,title,editionId,delivery\nh1,Een,x,online\nh1,Twee,y,online\nh2,Drie,z\n";
        let table = editor.table(&app, "2", table).await.json();
        let lines = editor.send(&app, "3").body("application/x-ndjson", "{\n").await.json();

        let mut told = BTreeSet::new();
        for receipt in [&list, &table, &lines] {
            for row in receipt["rows"].as_array().expect("rows") {
                for message in row["messages"].as_array().expect("messages") {
                    let code = text(&message["code"]);
                    assert_eq!(message["link"], format!("/docs/push-errors#{code}"));
                    told.insert(code);
                }
            }
        }
        let mut meant = raised();
        meant.retain(|code| code.starts_with("row.") && !OF_BEFORE.contains(&code.as_str()));
        assert_eq!(told.intersection(&meant).collect::<Vec<_>>(), meant.iter().collect::<Vec<_>>());
    }

    async fn what_is_not_known_names_what_is(app: TestApp) {
        let [editor, _] = editors(&app).await;
        let mut wrong = rows(1);
        wrong[0]["learningForm"] = json!("telepathie");
        wrong[0]["readingLevel"] = json!("lastig");
        wrong[0]["topics"] = json!(["niets"]);
        let ask = editor.push(&app, "1", &wrong).english().await.json();
        let said = |code: &str| {
            let messages = ask["rows"][0]["messages"].as_array().expect("messages").iter();
            let found = messages.clone().find(|it| it["code"] == code);
            text(&found.unwrap_or_else(|| panic!("{ask}"))["text"])
        };
        assert!(said("row.unknown_topic").contains("GET /v1/topics"));
        assert!(said("row.unknown_learning_form").contains("GET /v1/code-lists/learning_form"), "{}", said("row.unknown_learning_form"));
        let short = said("row.unknown_code");
        let list = app.get("/v1/code-lists/reading_level").await.json();
        for item in list["items"].as_array().expect("codes") {
            assert!(short.contains(item["code"].as_str().expect("a code")), "{short}");
        }
    }

    async fn the_page_of_frequent_errors_tells_cause_and_remedy_in_both_languages(app: TestApp) {
        let page = app.get("/docs/push-errors").await;
        assert_eq!((page.status, page.header("content-type").as_str()), (200, "text/html; charset=utf-8"));
        let english = app.get("/docs/push-errors").english().await;
        assert!(page.text().contains("lang=\"nl\"") && english.text().contains("lang=\"en\""));
        assert!(page.header("vary").contains("accept-language"));
        for remedy in remedies() {
            for told in [&page, &english] {
                assert!(told.text().contains(&format!("id=\"{}\"", remedy.code)), "{}", remedy.code);
            }
        }
        assert_ne!(page.bytes, english.bytes);
        assert!(!page.text().contains("<script"));
        assert_eq!(app.get("/docs/").await.status, 200);
    }
}
