//! Tables, as spreadsheets write them.

use serde_json::json;
use tests::on_both;

use super::{one, outcomes, row, text, told, totals};

/// As Excel writes it in the Netherlands: a byte order mark, semicolons, quotes where
/// needed, a cell of two lines, an empty line.
const TABLE: &str = "\u{feff}externalId;title;summary;learningForm;audiences;topics;durationHours;priceCents;price;editionId;startsOn;startTime;place;delivery\r\n\
    praten;\"Praten; over \"\"thuis\"\"\";\"Twee\r\nregels\";Classroom;;balans-in-gezin|verbinding;2,5;;€ 24,50;lente;1-3-2027;19:30;Utrecht;in_person\r\n\
    \r\n\
    praten;\"Praten; over \"\"thuis\"\"\";\"Twee\r\nregels\";Classroom;;balans-in-gezin|verbinding;2,5;;€ 24,50;zomer;2027-06-01;;Zwolle;ONLINE\r\n\
    ;;;;;;;;;;;;;\r\n\
    los;Los;Los;;;;;0;;;;;;\r\n";

on_both! {
    async fn a_table_is_read_as_a_spreadsheet_writes_it(app: TestApp) {
        let editor = one(&app).await;
        let answer = editor.table(&app, "1", TABLE).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let receipt = answer.json();
        let numbers: Vec<_> = receipt["rows"].as_array().expect("rows").iter().map(|row| row["row"].as_i64()).collect();
        assert_eq!(numbers, [Some(2), Some(4), Some(6)]);
        assert_eq!(totals(&receipt), [3, 0, 0, 0]);
        assert_eq!(receipt["rows"][0]["courseId"], receipt["rows"][1]["courseId"]);

        let path = format!("/v1/courses/{}", text(&receipt["rows"][0]["courseId"]));
        let course = app.get(&path).await.json();
        assert_eq!(course["title"], "Praten; over \"thuis\"");
        assert_eq!(course["summary"], "Twee\nregels");
        assert_eq!(course["price"]["amountCents"], 2450, "{course:#}");
        assert_eq!(course["durationMinutes"], 150);
        assert_eq!(course["learningForm"]["code"], "classroom");
        let dates = app.get(&format!("{path}/editions")).await.json();
        let dates: Vec<_> = dates["items"].as_array().expect("items").iter()
            .map(|one| (text(&one["externalId"]), text(&one["startsOn"]), text(&one["delivery"]))).collect();
        let date = |key: &str, day: &str, how: &str| (key.to_owned(), day.to_owned(), how.to_owned());
        assert_eq!(dates, [date("lente", "2027-03-01", "in_person"), date("zomer", "2027-06-01", "online")]);
        assert_eq!(outcomes(&editor.table(&app, "2", TABLE).await), ["unchanged"; 3]);
    }

    async fn what_parts_the_columns_does_not_matter(app: TestApp) {
        let editor = one(&app).await;
        let lines = ["externalId,title,summary", "a,Aan tafel,x", "b,\"Buiten, samen\",x"];
        for table in [
            lines.join("\n"), lines.join("\r\n"), lines.join("\r"),
            lines.join("\n").replace("Buiten, samen", "Buiten").replace(',', "\t"),
            format!("sep=,\r\n{}", lines.join("\r\n")),
            format!("sep=|\n{}", lines.join("\n").replace(',', "|")),
            lines.join("\n").replace("externalId,title,summary", " EXTERNALID , Title,summary"),
        ] {
            let answer = editor.try_table(&app, table.clone()).await;
            assert_eq!((answer.status, outcomes(&answer)), (200, vec!["created".to_owned(); 2]), "{table}");
            let first = if table.starts_with("sep=") { 3 } else { 2 };
            assert_eq!(answer.json()["rows"][0]["row"], first, "{table}");
        }
    }

    async fn a_fault_is_told_on_its_line_by_its_column(app: TestApp) {
        let editor = one(&app).await;
        let table = "externalId,title,summary,sessions,editionId,startsOn,delivery,editionPrice\n\
            a,Aan tafel,x,2,e1,2027-03-01,online,free\n\
            a,Aan tafel,x,2,e2,2027-02-30,online,duur\n\
            b,Buiten,x,2,e1,2027-03-01,online,\n\
            b,Binnen,x,2,e2,2027-03-02,online,\n\
            c,Cel te weinig,x,2\n\
            d,Dubbel,x,,,,,\n\
            d,Dubbel,x,,,,,\n\
            e,Even,x,twee,,,,\n\
            f,Fijn,x,2,,,,\n\
            ,Zonder,x,2,,,,\n";
        let receipt = editor.table(&app, "1", table).await.json();
        assert_eq!(totals(&receipt), [1, 0, 0, 9]);
        let mut found = Vec::new();
        for row in receipt["rows"].as_array().expect("rows") {
            found.extend(told(row).into_iter().map(|(field, code)| (row["row"].as_i64(), field, code)));
        }
        let expected = [
            (3, "startsOn", "row.bad_day"), (3, "editionPrice", "row.malformed"),
            (5, "title", "row.differs"), (6, "", "row.cells_differ"), (8, "externalId", "row.repeated"),
            (9, "sessions", "row.malformed"), (11, "externalId", "row.missing"),
        ];
        let expected = expected.map(|(row, field, code)| (Some(row), field.to_owned(), code.to_owned()));
        assert_eq!(found, expected);
    }

    async fn a_table_that_cannot_be_read_is_refused_as_a_whole(app: TestApp) {
        let editor = one(&app).await;
        let bad = editor.try_table(&app, "externalId,Titel,kleur,externalId\na,b,c,d\n").await;
        assert_eq!((bad.status, bad.code().as_str()), (400, "input.invalid"));
        let faults = [
            ("Titel", "push.unknown_column"), ("kleur", "push.unknown_column"),
            ("externalId", "push.repeated_column"), ("title", "push.missing_column"),
        ];
        assert_eq!(bad.faults(), faults.map(|(place, code)| (place.to_owned(), code.to_owned())));
        for (bytes, code) in [
            (&b"externalId,title\na,caf\xe9\n"[..], "push.not_utf8"), (b"externalId,title\na,b\0\n", "push.not_utf8"),
            (b"externalId,title\n", "push.empty"), (b"externalId,title\n,\n\n", "push.empty"),
        ] {
            let bad = editor.send(&app, "1").body("text/csv", bytes.to_vec()).await;
            assert_eq!((bad.status, bad.faults()[0].1.as_str()), (400, code));
        }
        let many = "een,Titel\n".repeat(50_001);
        let many = editor.table(&app, "1", format!("externalId,title\n{many}")).await;
        assert_eq!((many.status, many.code().as_str()), (413, "push.too_many_rows"));
    }

    async fn a_table_that_differs_anywhere_is_another(app: TestApp) {
        let editor = one(&app).await;
        let table = "externalId;title;summary\na;Aan tafel;x\na;Anders;x\n";
        let first = editor.table(&app, "1", table).await;
        assert_eq!(outcomes(&first), ["rejected"; 2]);
        assert_eq!(editor.table(&app, "1", table).await.bytes, first.bytes);
        // Written otherwise, it says the same.
        let commas = table.replace(';', ",").replace('\n', "\r\n");
        assert_eq!(editor.table(&app, "1", commas).await.bytes, first.bytes);
        let other = editor.table(&app, "1", table.replace("Anders", "Nog iets anders")).await;
        assert_eq!((other.status, other.code().as_str()), (422, "push.key_reused"));
    }

    async fn whatever_is_sent_is_answered(app: TestApp) {
        let editor = one(&app).await;
        let list = json!({"rows": [row("thuis"), row("nu")]}).to_string();
        let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
        let mut seen = [0; 2];
        for round in 0..150 {
            let (media, whole) = if round % 2 == 0 { ("application/json", list.as_str()) } else { ("text/csv", TABLE) };
            let sent = chance.mangle(whole.as_bytes());
            let key = format!("{round}");
            let answer = editor.send(&app, &key).body(media, sent.clone()).await;
            let shown = String::from_utf8_lossy(&sent).into_owned();
            match answer.status {
                201 => {
                    let rows = outcomes(&answer).len() as i64;
                    assert_eq!(totals(&answer.json()).iter().sum::<i64>(), rows, "{shown}");
                    let again = editor.send(&app, &key).body(media, sent).await;
                    assert_eq!(again.bytes, answer.bytes, "{shown}");
                    seen[0] += 1;
                }
                400 | 413 => {
                    assert!(!answer.code().is_empty(), "{shown}");
                    seen[1] += 1;
                }
                status => panic!("{status}: {}\n{shown}", answer.text()),
            }
        }
        // Both ends were seen, or the mangling is too rough or too gentle.
        assert!(seen.iter().all(|times| *times > 20), "{seen:?}");
    }

    async fn the_lines_of_a_price_are_told_and_pushed_in_the_same_words(app: TestApp) {
        let editor = one(&app).await;
        let course = "kind=course_fee amountCents=12500 vat=added vatPercent=21 required=true final=true payer=parent; kind=travel amountCents=500 required=false payer=organisation validFrom=2027-01-01 validUntil=2027-12-31";
        let edition = "kind=course_fee amountCents=0 required=true payer=free";
        let table = format!(
            "externalId;title;summary;priceLines;editionId;startsOn;delivery;editionPriceLines\n\
            regels;Met regels;x;\"{course}\";lente;2027-03-01;online;{edition}\n"
        );
        let pushed = editor.table(&app, "1", table.clone()).await;
        assert_eq!(
            (outcomes(&pushed), told(&pushed.json()["rows"][0])),
            (vec!["created".to_owned()], vec![])
        );
        let id = text(&pushed.json()["rows"][0]["courseId"]);
        let read = app.get(&format!("/v1/courses/{id}")).await.json();
        assert_eq!(
            (
                &read["price"]["amountCents"],
                &read["priceLines"][1]["final"]
            ),
            (&json!(15_125), &json!(null))
        );
        let cell = |file: String, key: &str, column: &str| {
            let mut reader = csv::Reader::from_reader(file.as_bytes());
            let mut rows = reader.deserialize::<std::collections::BTreeMap<String, String>>();
            let row =
                rows.find_map(|row| row.ok().filter(|row| row.values().any(|cell| cell == key)));
            row.expect("a row")[column].clone()
        };
        let file = app.get("/v1/courses?format=csv").await.text();
        assert_eq!(cell(file, "regels", "priceLines"), course);
        let file = app
            .get(&format!("/v1/courses/{id}/editions?format=csv"))
            .await
            .text();
        assert_eq!(cell(file, "lente", "editionPriceLines"), edition);
        assert_eq!(
            outcomes(&editor.table(&app, "2", table).await),
            ["unchanged"]
        );
        // At the other door the same lines make the same course.
        let line = |kind: &str, cents: i64, payer: &str| json!({"kind": kind, "amountCents": cents, "payer": payer});
        let (mut fee, mut travel) = (
            line("course_fee", 12_500, "parent"),
            line("travel", 500, "organisation"),
        );
        fee.as_object_mut().expect("a line").extend([
            ("vat".to_owned(), json!("ADDED")),
            ("vatPercent".to_owned(), json!(21)),
            ("final".to_owned(), json!(true)),
        ]);
        travel.as_object_mut().expect("a line").extend([
            ("required".to_owned(), json!(false)),
            ("validFrom".to_owned(), json!("2027-01-01")),
            ("validUntil".to_owned(), json!("2027-12-31")),
        ]);
        let row = json!({"externalId": "regels", "title": "Met regels", "summary": "x", "priceLines": [fee, travel]});
        let same = editor.mutate(&app, "3", &json!([row])).await.data();
        assert_eq!(
            same["pushCreate"]["receipt"]["totals"]["unchanged"], 1,
            "{same}"
        );

        let wrong = "externalId;title;summary;priceLines\nfout;Fout;x;kind=zwemgeld amountCents=veel payer=parent korting\n".replace("veel", "1,5");
        let refused = editor.table(&app, "4", wrong).await.json();
        let mut found = told(&refused["rows"][0]);
        found.sort();
        assert_eq!(
            found,
            [
                "row.malformed",
                "row.unknown_member",
                "row.unknown_price_kind"
            ]
            .map(|code| ("priceLines".to_owned(), code.to_owned()))
        );
    }
}

/// Chance that is the same each time (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).unwrap_or_default()
    }

    /// Changes a few bytes: drops, doubles, swaps, or puts odd ones in their place.
    fn mangle(&mut self, whole: &[u8]) -> Vec<u8> {
        const ODD: [&[u8]; 14] = [
            b"\"",
            b";",
            b",",
            b"\n",
            b"\r",
            b"\0",
            b"\xff",
            b"\\u0000",
            b"\\ud800",
            b"1e999",
            b"null",
            b"[[",
            "\u{202e}".as_bytes(),
            b"-9223372036854775809",
        ];
        let mut bytes = whole.to_vec();
        for _ in 0..=self.below(3) {
            let at = self.below(bytes.len().max(1));
            let end = (at + self.below(6)).min(bytes.len());
            match self.below(4) {
                0 => drop(bytes.drain(at.min(end)..end)),
                1 => bytes.extend_from_within(at.min(end)..),
                2 => bytes.rotate_left(self.below(2)),
                _ => drop(bytes.splice(at.min(end)..end, ODD[self.below(ODD.len())].to_vec())),
            }
        }
        bytes
    }
}
