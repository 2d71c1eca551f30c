//! What becomes of rows.

use chrono::TimeDelta;
use entities::{courses, editions, feed, push_receipts, pushes};
use pijler::app::start;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{Editor, edition, editors, one, outcomes, row, rows, text, token, told, totals};

/// A row with a fault in every member that can have one.
fn faulty() -> Value {
    json!({
        "externalId": "fout",
        "title": " ",
        "summary": "x\u{7}",
        "audiences": "everybody",
        "durationHours": -1,
        "sessions": "twee",
        "priceCents": 500, "price": "7,50",
        "language": "nederlands",
        "accreditation": "x".repeat(501),
        "url": "http://pleegzorg.example",
        "colour": "red",
        "editions": [
            {"externalId": "a", "startsOn": "2027-02-30", "startTime": "25:00", "delivery": "per post"},
            {"externalId": "a", "startsOn": "2027-03-01", "startsText": "ooit", "delivery": "online"},
            {"externalId": "b", "startsFrom": "2027-03-01", "delivery": "online"},
            {"externalId": "b", "startTime": "20:00", "endTime": "19:00", "delivery": "online"},
            7,
        ],
    })
}

const FAULTS: [(&str, &str); 18] = [
    ("/accreditation", "row.too_long"),
    ("/audiences", "row.malformed"),
    ("/colour", "row.unknown_member"),
    ("/durationHours", "row.out_of_range"),
    ("/editions/0/delivery", "row.bad_delivery"),
    ("/editions/0/startTime", "row.bad_time"),
    ("/editions/0/startsOn", "row.bad_day"),
    ("/editions/1/startsOn", "row.start_ambiguous"),
    ("/editions/2/startsUntil", "row.start_incomplete"),
    ("/editions/3/endTime", "row.ends_before_start"),
    ("/editions/3/externalId", "row.edition_repeated"),
    ("/editions/4", "row.malformed"),
    ("/language", "row.malformed"),
    ("/price", "row.price_contradicts"),
    ("/sessions", "row.malformed"),
    ("/summary", "row.unreadable"),
    ("/title", "row.missing"),
    ("/url", "row.bad_address"),
];

async fn counts(app: &TestApp) -> [u64; 5] {
    let db = app.backend.reader();
    [
        courses::Entity::find().count(db).await,
        editions::Entity::find().count(db).await,
        pushes::Entity::find().count(db).await,
        push_receipts::Entity::find().count(db).await,
        feed::Entity::find().count(db).await,
    ]
    .map(|count| count.expect("a count"))
}

fn writes(statements: &[String]) -> Vec<String> {
    let words = statements.iter().filter(|sql| {
        ["INSERT", "UPDATE", "DELETE"]
            .iter()
            .any(|word| sql.starts_with(word))
    });
    words
        .map(|sql| {
            sql.split(['(', '$', '?'])
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned()
        })
        .collect()
}

on_both! {
    async fn what_is_pushed_is_read_at_once(app: TestApp) {
        let editor = one(&app).await;
        let pushed = editor.push(&app, "1", &json!([row("thuis")])).await;
        assert_eq!(pushed.status, 201, "{}", pushed.text());
        let receipt = pushed.json();
        assert_eq!(totals(&receipt), [1, 0, 0, 0]);
        assert_eq!(told(&receipt["rows"][0]), []);
        assert_eq!(pushed.header("location"), format!("/v1/pushes/{}", text(&receipt["pushId"])));

        let path = format!("/v1/courses/{}", text(&receipt["rows"][0]["courseId"]));
        let version = pushed.header("catalogue-version");
        assert!(version.parse::<i64>().is_ok_and(|version| version > 0), "{version}");
        let course = app.get(&path).header("Catalogue-Version", &version).await.json();
        for (member, value) in [
            ("externalId", json!("thuis")), ("title", json!("Praten over thuis thuis")),
            ("slug", json!("praten-over-thuis-thuis")), ("providerId", json!(editor.provider)),
            ("offer", json!("current")), ("durationMinutes", json!(150)), ("sessions", Value::Null),
        ] {
            assert_eq!(course[member], value, "{member} of {course:#}");
        }
        assert_eq!(course["topics"][0]["slug"], "balans-in-gezin");
        let dates = app.get(&format!("{path}/editions")).await.json();
        assert_eq!(dates["items"][0]["externalId"], "voorjaar");
        assert_eq!(dates["items"][0]["startsOn"], "2027-03-01");

        let pushed = editor.mutate(&app, "2", &json!([row("twee")])).await.data();
        let payload = &pushed["pushCreate"];
        assert_eq!(totals(&payload["receipt"]), [1, 0, 0, 0]);
        let id = &payload["receipt"]["rows"]["nodes"][0]["courseId"];
        let asked = app.graphql("query($id: ID!) { course(id: $id) { externalId offer } }", json!({"id": id}));
        let course = asked.header("Catalogue-Version", &text(&payload["catalogueVersion"])).await;
        assert_eq!(course.data()["course"], json!({"externalId": "twee", "offer": "CURRENT"}));
    }

    async fn both_doors_say_the_same_of_the_same_rows(app: TestApp) {
        let [first, second] = editors(&app).await;
        let odd = json!({"externalId": "x", "title": "", "language": "nederlands", "topics": ["vliegen"]});
        let sent = json!([row("goed"), odd, row("dubbel"), row("dubbel")]);
        let by_rest = first.push(&app, "1", &sent).english().await.json();
        let by_graphql = second.mutate(&app, "1", &sent).english().await.data();

        let lines = by_graphql["pushCreate"]["receipt"]["rows"]["nodes"].as_array().expect("rows");
        assert_eq!(totals(&by_rest), [1, 0, 0, 3]);
        assert_eq!(by_rest["totals"], by_graphql["pushCreate"]["receipt"]["totals"]);
        for (one, other) in by_rest["rows"].as_array().expect("rows").iter().zip(lines) {
            let lower = other.to_string().to_lowercase();
            let mut other: Value = serde_json::from_str(&lower).expect("JSON");
            let mut one: Value = serde_json::from_str(&one.to_string().to_lowercase()).expect("JSON");
            for row in [&mut one, &mut other] {
                row.as_object_mut().expect("a row").remove("courseid");
            }
            assert_eq!(one, other);
        }
    }

    async fn every_fault_of_a_row_is_named_and_the_other_rows_stand(app: TestApp) {
        let editor = one(&app).await;
        let answer = editor.push(&app, "1", &json!([row("voor"), faulty(), 7, row("na")])).await;
        assert_eq!(answer.status, 201);
        assert_eq!(outcomes(&answer), ["created", "rejected", "rejected", "created"]);
        let receipt = answer.json();
        let mut found = told(&receipt["rows"][1]);
        found.retain(|(_, code)| code != "row.summary_missing");
        found.sort();
        let expected = FAULTS.map(|(field, code)| (field.to_owned(), code.to_owned()));
        assert_eq!(found, expected);
        assert_eq!(told(&receipt["rows"][2]), [(String::new(), "row.malformed".to_owned())]);
        assert_eq!(receipt["rows"][1]["courseId"], Value::Null);
        let all = app.get("/v1/courses?limit=100").await.text();
        assert!(all.contains("\"externalId\":\"na\"") && !all.contains("\"externalId\":\"fout\""));
    }

    async fn a_code_that_is_unknown_is_kept_and_told(app: TestApp) {
        let editor = one(&app).await;
        let odd = json!({"externalId": "x", "title": "Vliegen", "learningForm": "Zweven", "audiences": ["vogels"], "topics": ["vliegen", "balans-in-gezin"], "summary": "Hoog."});
        let receipt = editor.push(&app, "1", &json!([odd])).await.json();

        assert_eq!(totals(&receipt), [1, 0, 0, 0]);
        let fields: Vec<_> = told(&receipt["rows"][0]).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["/learningForm", "/audiences/0", "/topics/0"]);
        let levels = receipt["rows"][0]["messages"].as_array().expect("messages");
        assert!(levels.iter().all(|message| message["level"] == "warning"));
        let kept = courses::Entity::find().all(app.backend.reader()).await.expect("courses");
        let kept = kept.iter().find(|row| row.external_id == "x").expect("the course");
        let raw: Value = serde_json::from_str(kept.raw_codes.as_deref().expect("words")).expect("JSON");
        assert_eq!(raw, json!({"/learningForm": "Zweven", "/audiences/0": "vogels", "/topics/0": "vliegen"}));
    }

    async fn a_dry_run_says_what_would_happen_and_changes_nothing(app: TestApp) {
        let editor = one(&app).await;
        editor.push(&app, "1", &json!([row("staat")])).await;
        let before = counts(&app).await;
        let sent = json!([row("staat"), row("nieuw"), faulty()]);

        let ask = editor.send(&app, "2").json(&json!({"rows": sent, "dryRun": true}));
        let (dry, noted) = app.statements(async { ask.await }).await;
        assert_eq!(dry.status, 200, "{}", dry.text());
        assert_eq!(outcomes(&dry), ["unchanged", "created", "rejected"]);
        assert_eq!((&dry.json()["pushId"], &dry.json()["dryRun"]), (&Value::Null, &json!(true)));
        assert_eq!(dry.header("location"), "");
        assert_eq!(writes(&noted), Vec::<String>::new());
        let graphql = json!({"idempotencyKey": "2", "rows": [row("staat"), row("nieuw")], "dryRun": true});
        let dry = editor.ask(&app, graphql).await.data();
        assert_eq!(totals(&dry["pushCreate"]["receipt"]), [1, 0, 1, 0]);
        assert_eq!((&dry["pushCreate"]["push"], &dry["pushCreate"]["catalogueVersion"]), (&Value::Null, &Value::Null));

        assert_eq!(counts(&app).await, before);
        let real = editor.push(&app, "2", &sent).await;
        assert_eq!(outcomes(&real), ["unchanged", "created", "rejected"]);
    }

    async fn a_row_changes_what_it_says_otherwise_and_nothing_else(app: TestApp) {
        let editor = one(&app).await;
        let mut sent = row("thuis");
        sent["editions"] = json!([edition("winter", "2026-12-01"), edition("lente", "2027-03-01")]);
        let first = editor.push(&app, "1", &json!([sent])).await.json();
        let id = text(&first["rows"][0]["courseId"]);
        let path = format!("/v1/courses/{id}");
        let course = app.get(&path).await;

        app.advance(TimeDelta::days(8));
        let editor = Editor { token: token(&app, "een@voorbeeld.nl", "organisation").await, ..editor };
        let ask = editor.push(&app, "2", &json!([sent]));
        let (again, noted) = app.statements(async { ask.await }).await;
        assert_eq!(outcomes(&again), ["unchanged"]);
        let mut written = writes(&noted);
        written.sort();
        // Beside key, receipt and confirmation: that there was a push, for whoever is told.
        let tables = ["audit_entries", "course_confirmations", "effects", "feed", "push_receipts", "pushes"];
        assert_eq!(written, tables.map(|table| format!("INSERT INTO \"{table}\"")));
        let etag = |header: String| header.split('.').next().unwrap_or_default().to_owned();
        assert_eq!(etag(course.header("etag")), etag(app.get(&path).await.header("etag")));

        // Left out, editions stay; named, those to come that are not named go.
        sent.as_object_mut().expect("a row").remove("editions");
        sent["title"] = json!("Praten over nu");
        let changed = editor.push(&app, "3", &json!([sent])).await;
        assert_eq!(outcomes(&changed), ["updated"]);
        sent["editions"] = json!([edition("zomer", "2027-07-01")]);
        let changed = editor.push(&app, "4", &json!([sent])).await;
        assert_eq!(outcomes(&changed), ["updated"]);
        assert_eq!(told(&changed.json()["rows"][0]), [("/editions".to_owned(), "row.editions_gone".to_owned())]);
        let course = app.get(&path).await.json();
        assert_eq!((&course["title"], &course["slug"]), (&json!("Praten over nu"), &json!("praten-over-thuis-thuis")));
        let dates = app.get(&format!("{path}/editions")).await.text();
        assert!(dates.contains("winter") && dates.contains("zomer") && !dates.contains("lente"), "{dates}");
    }

    async fn what_came_from_public_sources_becomes_its_providers_own(app: TestApp) {
        let [first, second] = editors(&app).await;
        let stands = app.get("/v1/courses?limit=100").await.json();
        let items = stands["items"].as_array().expect("items");
        let Some(seeded) = items.iter().find(|course| course["providerId"] == first.provider.as_str()) else {
            panic!("the first provider offers nothing");
        };
        let key = text(&seeded["externalId"]);
        let path = format!("/v1/courses/{}", text(&seeded["id"]));
        let before = app.get(&path).await;

        // Another's row with that key is another course.
        let other = second.push(&app, "1", &json!([row(&key)])).await;
        assert_eq!(outcomes(&other), ["created"]);
        assert_eq!(told(&other.json()["rows"][0]), []);
        assert_eq!(app.get(&path).await.bytes, before.bytes);

        let own = first.push(&app, "1", &json!([row(&key)])).await;
        assert_eq!(outcomes(&own), ["updated"]);
        assert_eq!(own.json()["rows"][0]["courseId"], seeded["id"]);
        assert!(told(&own.json()["rows"][0]).contains(&(String::new(), "row.claimed".to_owned())));
        let claimed = app.get(&path).await;
        assert_eq!(claimed.json()["title"], row(&key)["title"]);
        start::seed(&app.backend).await.expect("it is seeded");
        app.backend.catch_up().await.expect("it is read");
        assert_eq!(app.get(&path).await.bytes, claimed.bytes);
    }

    async fn many_rows_take_as_many_statements_as_few(app: TestApp) {
        let editor = one(&app).await;
        let mut taken = Vec::new();
        for (key, sent) in [("1", rows(2)), ("2", rows(500)), ("3", rows(500))] {
            let (answer, statements) = app.counted(editor.push(&app, key, &sent)).await;
            assert_eq!(answer.status, 201);
            taken.push(statements);
        }
        // The second has rows that are new beside two that stand; the third changes nothing.
        let [few, many, same] = taken[..] else { panic!("{taken:?}") };
        assert!(many <= few + 2 && same < few, "{taken:?}");

        let asked = "{ pushes { nodes { receipt { totals { sent } } } } }";
        let (answer, statements) = app.counted(app.graphql(asked, json!({})).bearer(&editor.token)).await;
        let sent: Vec<_> = answer.data()["pushes"]["nodes"].as_array().expect("pushes").iter()
            .map(|push| push["receipt"]["totals"]["sent"].as_i64()).collect();
        assert_eq!((sent, statements), (vec![Some(500), Some(500), Some(2)], 2));
        let all = asked.replace("pushes {", "pushes(first: 100) {");
        let refused = app.graphql(&all, json!({})).bearer(&editor.token).await;
        assert_eq!(refused.code(), "graphql.too_complex", "{}", refused.text());
    }

    async fn courses_with_one_title_have_addresses_of_their_own(app: TestApp) {
        let editor = one(&app).await;
        let titled = |key: &str, title: &str| json!({"externalId": key, "title": title, "summary": "x"});
        let ids = "00000000-0000-7000-8000-000000000009";
        let sent = json!([titled("a", "Zelfde naam"), titled("b", "Zelfde naam"), titled("c", "???"), titled("d", ids)]);
        let receipt = editor.push(&app, "1", &sent).await.json();
        let mut slugs = Vec::new();
        for row in receipt["rows"].as_array().expect("rows") {
            let course = app.get(&format!("/v1/courses/{}", text(&row["courseId"]))).await.json();
            slugs.push(text(&course["slug"]));
        }
        assert_eq!(slugs, ["zelfde-naam", "zelfde-naam-2", "leeraanbod", "leeraanbod-2"]);
        let next = editor.push(&app, "2", &json!([titled("e", "Zelfde naam")])).await.json();
        let course = app.get(&format!("/v1/courses/{}", text(&next["rows"][0]["courseId"]))).await;
        assert_eq!(course.json()["slug"], "zelfde-naam-3");
    }
}
