//! Courses and editions in forms that others read: CSV, JSON-LD, Atom, iCalendar.

use serde_json::Value;
use tests::on_both;

use super::{examples, member, walk};

fn rows(text: &str) -> (Vec<String>, Vec<csv::StringRecord>) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader
        .headers()
        .expect("a header")
        .iter()
        .map(str::to_owned)
        .collect();
    (
        header,
        reader.records().map(|row| row.expect("a row")).collect(),
    )
}

on_both! {
    async fn a_form_is_chosen_by_name_or_by_accept(app: TestApp) {
        for (path, word, media) in [
            ("courses", "csv", "text/csv"), ("courses", "json-ld", "application/ld+json"),
            ("courses", "atom", "application/atom+xml"), ("editions", "ics", "text/calendar"),
            ("editions", "csv", "text/csv"), ("courses", "json", "application/json"),
        ] {
            let named = app.get(&format!("/v1/{path}?format={word}")).header("accept", "text/html").await;
            let accepted = app.get(&format!("/v1/{path}")).header("accept", media).await;
            let preferred = app.get(&format!("/v1/{path}"))
                .header("accept", &format!("{media}, application/json;q=0.5")).await;

            for answer in [&named, &accepted, &preferred] {
                assert_eq!(answer.status, 200, "{word}: {}", answer.text());
                assert!(answer.header("content-type").starts_with(media), "{word}");
                assert!(!answer.header("etag").is_empty());
            }
            // A feed is named after its address: that differs.
            assert!(word == "atom" || named.bytes == accepted.bytes, "{word}");
        }
        let anything = app.get("/v1/courses").header("accept", "*/*").await;
        assert!(anything.header("content-type").starts_with("application/json"));
        let wrong = app.get("/v1/courses?format=pdf&limit=0").await;
        let places: Vec<String> = wrong.faults().into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, ["format", "limit"]);
    }

    async fn a_table_has_all_of_a_list_or_the_page_asked_for(app: TestApp) {
        let whole = app.get("/v1/courses?format=csv").await;
        let (header, all) = rows(&whole.text());
        let page = app.get("/v1/courses?format=csv&limit=10").await;
        let next = page.header("link");
        let (_, first) = rows(&page.text());

        let ids = member(&walk(&app, "courses", 100).await, "id");
        let at = header.iter().position(|name| name == "id").expect("ids");
        assert_eq!(all.iter().map(|row| row[at].to_owned()).collect::<Vec<_>>(), ids);
        assert_eq!(first, all[..10]);
        assert!(next.contains("rel=\"next\"") && !whole.header("link").contains("next"), "{next}");
        assert!(whole.header("content-disposition").contains("courses.csv"));

        let (_, filtered) = rows(&app.get("/v1/courses?format=csv&topic=eigen-kinderen").await.text());
        assert!(!filtered.is_empty() && filtered.len() < all.len());
        let (_, editions) = rows(&app.get("/v1/editions?format=csv").await.text());
        assert_eq!(editions.len(), 22);
    }

    async fn a_calendar_has_what_has_a_day(app: TestApp) {
        examples(&app).await;
        let course = app.get("/v1/courses?offer=current&limit=1").await.json()["items"][0].clone();
        let slug = course["slug"].as_str().expect("a slug");

        let calendar = app.get(&format!("/v1/courses/{slug}/editions?format=ics")).await.text();
        let all = app.get("/v1/editions?format=ics").await.text();
        let editions = walk(&app, "editions", 100).await;
        let dated = editions.iter().filter(|it| it["startsOn"].is_string()).count();

        assert_eq!(all.matches("BEGIN:VEVENT").count(), dated);
        assert_eq!(all.matches("PRODID:").count(), 1);
        // In December, half past seven in Amsterdam is half past six in UTC.
        let example = calendar.split("BEGIN:VEVENT").find(|it| it.contains("Voorbeeld: ")).expect("an example");
        assert!(example.contains("DTSTART:20261216T183000Z"), "{example}");
        assert!(calendar.contains("UID:urn:uuid:") && calendar.ends_with("END:VCALENDAR\r\n"), "{calendar}");
        assert!(all.lines().all(|line| line.len() <= 76), "lines are folded");
    }

    async fn a_feed_tells_what_changed_last(app: TestApp) {
        let feed = app.get("/v1/courses?format=atom&topic=eigen-kinderen").await.text();
        let count = app.get("/v1/courses?topic=eigen-kinderen").await.json()["totalCount"].clone();

        assert_eq!(Value::from(feed.matches("<entry>").count()), count);
        assert!(feed.contains("/v1/courses?format=atom&amp;topic=eigen-kinderen\" rel=\"self\""), "{feed}");
        let many = app.get("/v1/courses?format=atom").await.text();
        assert_eq!(many.matches("<entry>").count(), 50);
    }

    async fn what_is_over_says_so_in_a_calendar_and_a_feed(app: TestApp) {
        let feed = app.get("/v1/courses?format=atom").await.text();
        let entries: Vec<&str> = feed.split("<entry>").skip(1).collect();
        for entry in &entries {
            let is_archive = entry.contains("term=\"archive\"");
            assert_eq!(is_archive, entry.contains("<title>Archief: "), "{entry}");
            assert_eq!(entry.matches("urn:pijler:offer").count(), 1);
        }
        let archived = app.get("/v1/courses?offer=archive&format=atom").await.text();
        assert!(archived.contains("<title>Archief: "));
        // A page of the provider for people goes before ours for programs.
        let course = walk(&app, "courses", 100).await.into_iter().find(|it| it["url"].is_string()).expect("a page");
        let (slug, page) = (course["slug"].as_str().expect("a slug"), course["url"].as_str().expect("a page"));
        let feed = app.get(&format!("/v1/courses?format=atom&provider={}", course["provider"]["slug"].as_str().expect("a slug"))).await.text();
        let entry = feed.split("<entry>").find(|it| it.contains(&format!("/v1/courses/{slug}\""))).expect("an entry");
        let escaped = page.replace('&', "&amp;");
        assert!(entry.find(&escaped) < entry.find("/v1/courses/"), "{entry}");

        let calendar = app.get("/v1/editions?format=ics").await.text().replace("\r\n ", "");
        for event in calendar.split("BEGIN:VEVENT").skip(1) {
            let is_archive = event.contains("CATEGORIES:Archief");
            assert_eq!(is_archive, event.contains("SUMMARY:Archief: "), "{event}");
            assert!(event.contains("CATEGORIES:"), "{event}");
        }
        assert!(calendar.contains("SUMMARY:Archief: "));
    }

    async fn linked_data_says_what_is_known_and_no_more(app: TestApp) {
        examples(&app).await;
        let list = app.get("/v1/courses?format=json-ld").await.json();
        assert_eq!(list["numberOfItems"], 91);
        let items = list["itemListElement"].as_array().expect("items");
        for item in items {
            let course = &item["item"];
            let slug = course["@id"].as_str().expect("an id").rsplit('/').next().expect("a slug");
            let shown = app.get(&format!("/v1/courses/{slug}")).await.json();
            let one = app.get(&format!("/v1/courses/{slug}?format=json-ld")).await.json();

            assert_eq!((&one["name"], &course["name"]), (&shown["title"], &shown["title"]));
            assert_eq!(course["offers"].is_object(), shown["offer"] != "archive", "{slug}");
            assert_eq!(course["offers"].get("price").is_some(),
                shown["price"].is_object() && shown["offer"] != "archive", "{slug}");
            assert!(!one.to_string().contains("null"), "{one}");
            assert_eq!(one["@context"], "https://schema.org");
        }
        // Dates that show how it looks are not for search engines.
        let coming = app.backend.clock.today().format("\"startDate\":\"%Y-").to_string();
        assert!(!list.to_string().contains(&coming), "{coming}");
    }
}
