//! What a course asks and offers beside its subject, and how its editions stand: pushed,
//! read at both doors, and found by.

use serde_json::{Value, json};
use tests::on_both;

use super::{edition, one, outcomes, row, text, told};

/// A row that says all that can be said.
fn full(key: &str) -> Value {
    let mut all = row(key);
    let more = json!({
        "careTypes": ["kinship", "Crisis"], "childThemes": ["trauma"],
        "conditions": ["childcare", "made_with_parents"], "childAgeFrom": 4, "childAgeTo": 11,
        "readingLevel": "B1", "groupMin": 6, "groupMax": 14, "homeHours": 1.5,
        "credential": "certificate", "prerequisites": "Eerst de avond over hechting.",
    });
    let members = more.as_object().expect("an object").clone();
    all.as_object_mut().expect("a row").extend(members);
    let mut dated = edition("vol", "2027-03-01");
    dated.as_object_mut().expect("an edition").extend(
        json!({
            "endsOn": "2027-03-15", "status": "full", "seats": 14,
            "enrolUrl": "https://inschrijven.example/1", "enrolUntil": "2027-02-15",
        })
        .as_object()
        .expect("an object")
        .clone(),
    );
    all["editions"] = json!([dated]);
    all
}

fn codes(list: &Value) -> Vec<String> {
    let list = list.as_array().expect("a list").iter();
    list.map(|one| text(&one["code"])).collect()
}

on_both! {
    async fn what_a_row_says_is_read_at_both_doors(app: TestApp) {
        let editor = one(&app).await;
        let pushed = editor.push(&app, "1", &json!([full("alles")])).await;
        assert_eq!(outcomes(&pushed), ["created"]);
        assert_eq!(told(&pushed.json()["rows"][0]), []);
        let id = text(&pushed.json()["rows"][0]["courseId"]);

        let course = app.get(&format!("/v1/courses/{id}")).await.json();
        let dates = app.get(&format!("/v1/courses/{id}/editions")).await.json()["items"][0].clone();
        let query = "query($id: ID!) { course(id: $id) {
            careTypes { code label } childThemes { code } conditions { code } childAgeFrom childAgeTo
            readingLevel { code label } groupMin groupMax homeMinutes credential { code } prerequisites
            editions { nodes { endsOn status seats enrolUrl enrolUntil } } } }";
        let graphql = app.graphql(query, json!({"id": id})).await.data()["course"].clone();

        assert_eq!(codes(&course["careTypes"]), ["kinship", "crisis"]);
        assert_eq!(course["careTypes"][0]["label"], "Netwerkpleegzorg");
        assert_eq!(codes(&course["conditions"]), ["childcare", "made_with_parents"]);
        for (member, value) in [
            ("childAgeFrom", json!(4)), ("childAgeTo", json!(11)), ("groupMin", json!(6)),
            ("groupMax", json!(14)), ("homeMinutes", json!(90)),
            ("prerequisites", json!("Eerst de avond over hechting.")),
        ] {
            assert_eq!((&course[member], &graphql[member]), (&value, &value), "{member}");
        }
        assert_eq!((&course["readingLevel"]["code"], &graphql["credential"]["code"]), (&json!("b1"), &json!("certificate")));
        for member in ["careTypes", "readingLevel"] {
            assert_eq!(graphql[member], course[member], "{member}");
        }
        assert_eq!(dates["status"], "full");
        let there = &graphql["editions"]["nodes"][0];
        assert_eq!(there["status"], "FULL");
        for member in ["endsOn", "seats", "enrolUrl", "enrolUntil"] {
            assert!(!dates[member].is_null(), "{member}");
            assert_eq!(there[member], dates[member], "{member}");
        }
    }

    async fn courses_are_found_and_counted_by_it(app: TestApp) {
        let editor = one(&app).await;
        editor.push(&app, "1", &json!([full("alles"), row("weinig")])).await;
        for (query, found) in [
            ("careType=kinship", 1), ("careType=guardianship", 0), ("childTheme=trauma&condition=childcare", 1),
            ("condition=wheelchair", 0), ("readingLevel=b1", 1), ("childAge=4", 1), ("childAge=11", 1),
            ("childAge=12", 0), ("status=full", 1), ("status=open", 0),
        ] {
            let page = app.get(&format!("/v1/courses?{query}")).await;
            assert_eq!(page.status, 200, "{query}: {}", page.text());
            assert_eq!(page.json()["totalCount"], found, "{query}");
        }
        let facets = app.get("/v1/courses?limit=1&facets=careType,condition,readingLevel,status").await.json();
        let counts: Vec<(String, i64)> = facets["facets"].as_array().expect("facets").iter()
            .flat_map(|facet| facet["values"].as_array().expect("values").clone())
            .map(|value| (text(&value["value"]), value["count"].as_i64().expect("a count"))).collect();
        let expect = ["kinship", "crisis", "childcare", "made_with_parents", "b1", "full"];
        assert_eq!(counts, expect.map(|value| (value.to_owned(), 1)));
        let wrong = app.get("/v1/courses?careType=vliegen&childAge=99&condition=x").await;
        let mut places: Vec<String> = wrong.faults().into_iter().map(|(place, _)| place).collect();
        places.sort();
        assert_eq!(places, ["careType", "childAge", "condition"]);
        let filter = "{ courses(filter: {careType: [\"kinship\"], childAge: 5, edition: {status: [FULL]}}) { nodes { externalId } } }";
        let graphql = app.graphql(filter, json!({})).await.data();
        assert_eq!(graphql["courses"]["nodes"], json!([{"externalId": "alles"}]));
    }

    async fn full_closed_and_cancelled_are_three_things(app: TestApp) {
        let editor = one(&app).await;
        let stands = |status: &str| {
            let mut sent = row(status);
            sent["editions"][0]["status"] = json!(status);
            sent
        };
        let words = ["open", "full", "closed", "cancelled"];
        let receipt = editor.push(&app, "1", &json!(words.map(stands))).await.json();
        for (at, (start, offer)) in [
            (json!("2027-03-01"), "current"), (Value::Null, "current"), (Value::Null, "current"), (Value::Null, "current"),
        ].into_iter().enumerate() {
            let id = text(&receipt["rows"][at]["courseId"]);
            let course = app.get(&format!("/v1/courses/{id}")).await.json();
            assert_eq!((&course["nextStart"], &course["offer"]), (&start, &json!(offer)), "{}", words[at]);
            let dates = app.get(&format!("/v1/courses/{id}/editions")).await.json();
            assert_eq!(dates["items"][0]["status"], words[at]);
        }
    }

    async fn what_is_said_no_more_is_unknown_again(app: TestApp) {
        let editor = one(&app).await;
        editor.push(&app, "1", &json!([full("alles")])).await;
        let same = editor.push(&app, "2", &json!([full("alles")])).await;
        assert_eq!(outcomes(&same), ["unchanged"]);
        let less = editor.push(&app, "3", &json!([row("alles")])).await;
        assert_eq!(outcomes(&less), ["updated"]);

        let id = text(&less.json()["rows"][0]["courseId"]);
        let course = app.get(&format!("/v1/courses/{id}")).await.json();
        for member in ["childAgeFrom", "readingLevel", "credential", "prerequisites", "homeMinutes"] {
            assert_eq!(course[member], Value::Null, "{member}");
        }
        for member in ["careTypes", "childThemes", "conditions"] {
            assert_eq!(course[member], json!([]), "{member}");
        }
    }

    async fn every_fault_in_it_is_named_and_unknown_codes_are_kept(app: TestApp) {
        let editor = one(&app).await;
        let mut sent = full("fout");
        for (member, value) in [
            ("childAgeFrom", json!(12)), ("groupMin", json!(0)), ("homeHours", json!("veel")),
            ("prerequisites", json!("x".repeat(1_001))), ("conditions", json!(["childcare", "zwembad"])),
        ] {
            sent[member] = value;
        }
        for (member, value) in [
            ("endsOn", json!("2027-02-01")), ("status", json!("vol")), ("seats", json!(0)), ("enrolUrl", json!("http://x.example")),
        ] {
            sent["editions"][0][member] = value;
        }
        let receipt = editor.push(&app, "1", &json!([sent])).await.json();
        let mut found = told(&receipt["rows"][0]);
        found.sort();
        let expect = [
            ("/childAgeTo", "row.bounds_reversed"), ("/conditions/1", "row.unknown_code"),
            ("/editions/0/endsOn", "row.ends_before_start"), ("/editions/0/enrolUrl", "row.bad_address"),
            ("/editions/0/seats", "row.out_of_range"), ("/editions/0/status", "row.bad_status"),
            ("/groupMin", "row.out_of_range"), ("/homeHours", "row.malformed"), ("/prerequisites", "row.too_long"),
        ];
        assert_eq!(found, expect.map(|(place, code)| (place.to_owned(), code.to_owned())));
    }

    async fn a_table_says_the_same(app: TestApp) {
        let editor = one(&app).await;
        let table = "externalId;title;careTypes;conditions;childAgeFrom;readingLevel;homeHours;editionId;startsOn;delivery;status;endsOn\n\
            t;Uit een tabel;kinship,crisis;childcare;4;b1;1,5;e;2027-03-01;online;open;2027-03-08\n";
        let pushed = editor.table(&app, "1", table).await;
        assert_eq!(outcomes(&pushed), ["created"], "{}", pushed.text());
        let id = text(&pushed.json()["rows"][0]["courseId"]);
        let course = app.get(&format!("/v1/courses/{id}")).await.json();
        let dates = app.get(&format!("/v1/courses/{id}/editions")).await.json();

        assert_eq!(codes(&course["careTypes"]), ["kinship", "crisis"]);
        assert_eq!((&course["childAgeFrom"], &course["homeMinutes"]), (&json!(4), &json!(90)));
        assert_eq!((&dates["items"][0]["status"], &dates["items"][0]["endsOn"]), (&json!("open"), &json!("2027-03-08")));
    }

    async fn other_forms_say_it_too(app: TestApp) {
        let editor = one(&app).await;
        let mut gone = row("gaat-niet-door");
        gone["editions"][0]["status"] = json!("cancelled");
        let receipt = editor.push(&app, "1", &json!([full("alles"), gone])).await.json();
        let id = text(&receipt["rows"][0]["courseId"]);

        let table = app.get("/v1/courses?careType=kinship&format=csv").await.text();
        let linked = app.get(&format!("/v1/courses/{id}?format=json-ld")).await.json();
        let calendar = app.get("/v1/editions?status=full&status=cancelled&format=ics").await.text();

        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let header = reader.headers().expect("a header").clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        let cell = |name: &str| {
            let at = header.iter().position(|it| it == name).expect("a column");
            rows[0][at].to_owned()
        };
        assert_eq!(rows.len(), 1);
        assert_eq!([cell("careTypes"), cell("readingLevel"), cell("groupMax")], ["kinship;crisis", "b1", "14"]);
        assert_eq!(linked["coursePrerequisites"], "Eerst de avond over hechting.");
        assert_eq!(linked["educationalCredentialAwarded"], "Certificaat");
        assert_eq!(linked["hasCourseInstance"][0]["endDate"], "2027-03-15");
        assert_eq!(linked["hasCourseInstance"][0]["maximumAttendeeCapacity"], 14);
        assert_eq!((calendar.matches("BEGIN:VEVENT").count(), calendar.matches("STATUS:CANCELLED").count()), (2, 1));
        // Two weeks without times: the end is the day after the last.
        assert!(calendar.contains("DTEND;VALUE=DATE:20270316"), "{calendar}");
    }
}
