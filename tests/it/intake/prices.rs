//! What courses cost, line by line: pushed and drafted, read at both doors, and what a parent
//! pays of it on a day.

use chrono::{Days, TimeDelta};
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{edition, one, outcomes, row, text, told};
use crate::drafts::{reviewer, step, whole};

/// A line that a parent pays.
fn line(kind: &str, cents: i64) -> Value {
    json!({"kind": kind, "amountCents": cents, "payer": "parent"})
}

/// The same line with more said of it.
fn with(mut line: Value, more: Value) -> Value {
    let more = more.as_object().expect("an object").clone();
    line.as_object_mut().expect("a line").extend(more);
    line
}

/// A row with price lines.
fn priced(key: &str, lines: Value) -> Value {
    with(row(key), json!({"priceLines": lines, "priceCents": null}))
}

/// A day from the app's today on.
fn day(app: &TestApp, after: u64) -> String {
    let today = app.backend.clock.today();
    let day = today.checked_add_days(Days::new(after)).expect("a day");
    day.to_string()
}

async fn course(app: &TestApp, id: &str) -> Value {
    app.get(&format!("/v1/courses/{id}")).await.json()
}

async fn found(app: &TestApp, query: &str) -> Value {
    let page = app
        .get(&format!("/v1/courses?limit=1&{query}"))
        .await
        .json();
    page["totalCount"].clone()
}

on_both! {
    async fn lines_are_read_as_they_were_pushed_at_both_doors(app: TestApp) {
        let editor = one(&app).await;
        let mut sent = priced("regels", json!([
            with(line("Course_Fee", 12_500), json!({"vat": "included", "vatPercent": 21, "final": true})),
            with(line("travel", 500), json!({"required": false, "validFrom": day(&app, 0), "validUntil": day(&app, 9)})),
            {"kind": "exam", "amountCents": 4_000, "payer": "organisation", "vat": "exempt"},
        ]));
        let dear = with(edition("duur", "2027-03-01"), json!({"priceLines": [line("course_fee", 20_000)]}));
        sent["editions"] = json!([dear, edition("gewoon", "2027-04-01")]);
        let pushed = editor.push(&app, "1", &json!([sent])).await;
        assert_eq!((outcomes(&pushed), told(&pushed.json()["rows"][0])), (vec!["created".to_owned()], vec![]));
        let id = text(&pushed.json()["rows"][0]["courseId"]);

        let read = course(&app, &id).await;
        assert_eq!(read["price"], json!({"amountCents": 12_500, "currency": "EUR"}));
        assert_eq!(read["priceLines"][0], json!({
            "kind": {"code": "course_fee", "label": "Cursusgeld"}, "amount": {"amountCents": 12_500, "currency": "EUR"},
            "vat": "included", "vatPercent": 21, "required": true, "final": true,
            "payer": {"code": "parent", "label": "Jij als pleegouder"},
            "client": null, "validFrom": null, "validUntil": null, "holdsToday": true,
        }));
        assert_eq!(read["priceLines"][1]["final"], Value::Null);
        let dates = app.get(&format!("/v1/courses/{id}/editions")).await.json();
        assert_eq!(dates["items"][0]["price"]["amountCents"], 20_000);
        assert_eq!((&dates["items"][1]["price"], &dates["items"][1]["priceLines"]), (&Value::Null, &json!([])));

        let query = "query($id: ID!) { course(id: $id) { price { amountCents } priceLines { kind { code label }
            amount { amountCents currency } vat vatPercent required final payer { code label } client { slug } validFrom validUntil holdsToday }
            editions { nodes { price { amountCents } priceLines { amount { amountCents } } } } } }";
        let graphql = app.graphql(query, json!({"id": id})).await.data()["course"].clone();
        let mut lines = graphql["priceLines"].clone();
        assert_eq!(lines[0]["vat"], "INCLUDED");
        for line in lines.as_array_mut().expect("lines") {
            line["vat"] = line["vat"].as_str().map(str::to_lowercase).into();
        }
        assert_eq!(lines, read["priceLines"]);
        assert_eq!(graphql["editions"]["nodes"][0]["priceLines"][0]["amount"]["amountCents"], 20_000);

        let same = editor.mutate(&app, "2", &json!([row("regels")])).await.data();
        assert_eq!(same["pushCreate"]["receipt"]["totals"]["updated"], 1, "what is said no more is unknown");
        assert_eq!(course(&app, &id).await["priceLines"], json!([]));
    }

    async fn cards_filters_and_files_show_what_a_parent_pays(app: TestApp) {
        let editor = one(&app).await;
        let before = [found(&app, "price=free").await, found(&app, "price=paid").await];
        let added = with(line("materials", 1_000), json!({"vat": "added", "vatPercent": 9}));
        let pushed = editor.push(&app, "1", &json!([
            priced("som", json!([line("course_fee", 5_000), added, with(line("meals", 700), json!({"required": false}))])),
            priced("betaald", json!([{"kind": "course_fee", "amountCents": 9_900, "payer": "organisation"}])),
            priced("keus", json!([with(line("stay", 700), json!({"required": false}))])),
            priced("niets", json!([{"kind": "course_fee", "amountCents": 0, "payer": "free"}])),
        ])).await.json();
        let price = |at: usize| {
            let (app, id) = (app.clone(), text(&pushed["rows"][at]["courseId"]));
            async move { course(&app, &id).await["price"]["amountCents"].clone() }
        };
        assert_eq!([price(0).await, price(1).await, price(2).await, price(3).await], [json!(6_090), json!(0), Value::Null, json!(0)]);
        let after = [found(&app, "price=free").await, found(&app, "price=paid").await];
        let more = |at: usize| after[at].as_u64().expect("a count") - before[at].as_u64().expect("a count");
        assert_eq!((more(0), more(1)), (2, 1));

        let id = text(&pushed["rows"][0]["courseId"]);
        let linked = app.get(&format!("/v1/courses/{id}?format=json-ld")).await.json();
        assert_eq!(linked["offers"]["price"], "60.90");
        let second = &linked["offers"]["priceSpecification"][1];
        assert_eq!((&second["price"], &second["valueAddedTaxIncluded"]), (&json!("10.00"), &json!(false)));
        let csv = app.get("/v1/courses?format=csv&q=som").await.text();
        assert!(csv.contains(",6090,"), "{csv}");
    }

    async fn a_price_holds_from_its_first_day_to_its_last(app: TestApp) {
        let editor = one(&app).await;
        let until = with(line("course_fee", 5_000), json!({"validUntil": day(&app, 0)}));
        let from = with(line("course_fee", 0), json!({"validFrom": day(&app, 1), "validUntil": day(&app, 1)}));
        let sent = with(priced("straks", json!([until, from])), json!({"priceCents": 7_500}));
        let pushed = editor.push(&app, "1", &json!([sent])).await.json();
        let id = text(&pushed["rows"][0]["courseId"]);
        let free = "price=free&q=praten over thuis straks";
        for (cents, holds, found_free) in [(5_000, [true, false], 0), (0, [false, true], 1), (7_500, [false, false], 0)] {
            let (read, statements) = app.counted(app.get(&format!("/v1/courses/{id}"))).await;
            assert_eq!(statements, 0);
            let read = read.json();
            assert_eq!(read["price"]["amountCents"], cents);
            let lines = read["priceLines"].as_array().expect("lines").iter();
            assert_eq!(lines.map(|line| line["holdsToday"].clone()).collect::<Vec<_>>(), holds);
            assert_eq!(found(&app, free).await, found_free, "{cents}");
            let said = app.graphql("{ search(text: \"gratis praten over thuis straks\", first: 1) { nodes { ... on SearchHit { node { ... on Course { price { amountCents } } } } } } }", json!({})).await.data();
            assert_eq!(said["search"]["nodes"][0]["node"]["price"]["amountCents"], cents);
            app.advance(TimeDelta::days(1));
        }
    }

    async fn every_fault_of_a_line_is_named_at_both_doors(app: TestApp) {
        let editor = one(&app).await;
        let wrong = json!([
            {"kind": "zwemgeld", "amountCents": -1, "payer": "oma", "vat": "veel", "vatPercent": 101, "required": "ja", "final": 1, "korting": 5},
            {"kind": "exam", "amountCents": 100, "payer": "free", "vat": "added"},
            {"vat": "exempt", "vatPercent": 21, "validFrom": "2027-03-02", "validUntil": "2027-03-01"},
            "gratis",
        ]);
        let pushed = editor.push(&app, "1", &json!([priced("fout", wrong)])).await;
        assert_eq!(outcomes(&pushed), ["rejected"]);
        let mut found = told(&pushed.json()["rows"][0]);
        found.sort();
        let expect = [
            ("/priceLines/0/amountCents", "row.out_of_range"), ("/priceLines/0/final", "row.malformed"),
            ("/priceLines/0/kind", "row.unknown_price_kind"), ("/priceLines/0/korting", "row.unknown_member"),
            ("/priceLines/0/payer", "row.unknown_payer"), ("/priceLines/0/required", "row.malformed"),
            ("/priceLines/0/vat", "row.bad_vat"), ("/priceLines/0/vatPercent", "row.out_of_range"),
            ("/priceLines/1/amountCents", "row.price_contradicts"), ("/priceLines/1/vatPercent", "row.vat_incomplete"),
            ("/priceLines/2/amountCents", "row.missing"), ("/priceLines/2/kind", "row.missing"),
            ("/priceLines/2/payer", "row.missing"), ("/priceLines/2/validUntil", "row.bounds_reversed"),
            ("/priceLines/2/vatPercent", "row.vat_contradicts"), ("/priceLines/3", "row.malformed"),
        ];
        assert_eq!(found, expect.map(|(place, code)| (place.to_owned(), code.to_owned())));
        let many = vec![line("exam", 1); 21];
        let pushed = editor.push(&app, "2", &json!([priced("veel", json!(many))])).await.json();
        assert_eq!(told(&pushed["rows"][0]), [("/priceLines".to_owned(), "row.too_many".to_owned())]);
    }

    async fn lines_are_drafted_approved_and_told_in_history(app: TestApp) {
        let editor = one(&app).await;
        let admin = reviewer(&app).await;
        let mut body = whole("Wat het kost");
        body["content"]["priceLines"] = json!([line("course_fee", 4_500)]);
        body["content"]["editions"][0]["priceLines"] = json!([line("course_fee", 5_500)]);
        let id = editor.submits(&app, &body).await;
        assert_eq!(step(&app, &admin, (&id, "_approve"), 2).await.status, 200);
        let draft = editor.read(&app, &format!("/v1/drafts/{id}")).await.json();
        let made = text(&draft["courseId"]);
        assert_eq!(course(&app, &made).await["price"]["amountCents"], 4_500);

        let query = "mutation($id: ID!) { draftCreate(input: {courseId: $id}) { draft { uuid content {
            priceLines { kind amountCents payer required } editions { priceLines { amountCents } } } } } }";
        let begun = app.graphql(query, json!({"id": made})).bearer(&editor.token).await.data();
        let content = &begun["draftCreate"]["draft"]["content"];
        assert_eq!(content["priceLines"], json!([{"kind": "course_fee", "amountCents": 4_500, "payer": "parent", "required": true}]));
        assert_eq!(content["editions"][0]["priceLines"], json!([{"amountCents": 5_500}]));

        let mut sent = whole("Wat het kost");
        sent["ifRevision"] = json!(1);
        sent["content"]["externalId"] = draft["content"]["externalId"].clone();
        sent["content"]["priceLines"] = json!([line("course_fee", 6_000)]);
        sent["content"].as_object_mut().expect("content").remove("editions");
        let next = text(&begun["draftCreate"]["draft"]["uuid"]);
        assert_eq!(editor.rewrites(&app, &next, &sent).await.status, 200);
        assert_eq!(editor.steps(&app, (&next, "_submit"), 2).await.status, 200);
        assert_eq!(step(&app, &admin, (&next, "_approve"), 3).await.status, 200);
        let history = editor.read(&app, &format!("/v1/courses/{made}/history")).await.json();
        let change = &history["items"][0]["changes"][0];
        assert_eq!(change["field"], "priceLines");
        assert!(text(&change["after"][0]).contains("6000"), "{change}");
    }
}
