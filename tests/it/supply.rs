//! Supply as a municipality and an organisation look at it: one shop beside the country,
//! and a picture of what there is and what there is not.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tests::{TestApp, on_both};

use crate::catalogue::examples;

const PICTURE: &str = "/v1/supply/coverage.svg";

/// Codes of each cell with a part of it.
fn cells(supply: &Value, part: &str) -> Vec<(Value, Value)> {
    let cells = supply["cells"].as_array().expect("cells").iter();
    cells
        .map(|cell| (cell["codes"].clone(), cell[part].clone()))
        .collect()
}

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().expect("CSV")
}

/// A picture as a client in Dutch sees it.
async fn picture(app: &TestApp, query: &str) -> String {
    let answer = app
        .get(&format!("{PICTURE}?{query}"))
        .header("accept-language", "nl")
        .await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.text());
    answer.text()
}

/// What a picture says aloud.
fn aloud(picture: &str) -> &str {
    let (_, rest) = picture.split_once("<desc").expect("a description");
    rest.split_once("</desc>").expect("its end").0
}

/// What stands in the titles of its cells: `row, column: what is there`.
fn told(picture: &str) -> Vec<&str> {
    let titles = picture.split("<title>").skip(1);
    let titles = titles.map(|rest| rest.split_once("</title>").expect("its end").0);
    titles.map(str::trim).collect()
}

on_both! {
    async fn a_shop_is_seen_beside_the_country(app: TestApp) {
        let asked = "by=topic,learningForm";
        let (answer, statements) = app.counted(app.get(&format!("/v1/providers/xonar/supply?{asked}"))).await;
        assert_eq!((answer.status, statements), (200, 0));
        let shop = answer.json();
        assert_eq!(shop["provider"]["slug"], "xonar");
        let country = app.get(&format!("/v1/supply?{asked}")).await.json();
        let own = app.get(&format!("/v1/supply?{asked}&provider=xonar")).await.json();
        assert_eq!(cells(&shop, "country"), cells(&country, "courses"));
        assert_eq!(cells(&shop, "own"), cells(&own, "courses"));
        assert_eq!((&shop["country"], &shop["own"]), (&country["total"], &own["total"]));
        assert_eq!(shop["asOf"], country["asOf"]);

        let id = shop["provider"]["id"].as_str().expect("an id");
        let query = "query($id: ID!) { providerSupply(id: $id, by: [TOPIC, LEARNING_FORM]) {
            asOf provider { uuid } own { current unconfirmed archive } country { current unconfirmed archive }
            cells { codes own { current unconfirmed archive } country { current unconfirmed archive } } } }";
        let graphql = app.graphql(query, json!({"id": id})).await.data()["providerSupply"].clone();
        assert_eq!(graphql["provider"]["uuid"], id);
        for part in ["own", "country"] {
            assert_eq!(cells(&graphql, part), cells(&shop, part), "{part}");
            assert_eq!(graphql[part], shop[part], "{part}");
        }
    }

    async fn every_form_of_a_shop_has_the_same_numbers(app: TestApp) {
        let asked = "/v1/providers/xonar/supply?by=pillar,audience&offer=unconfirmed";
        let shop = app.get(asked).await.json();
        let numbers = |part: &str| -> Vec<u64> {
            cells(&shop, part).iter().map(|(_, counts)| counts["unconfirmed"].as_u64().expect("a count")).collect()
        };
        assert_eq!(shop["own"]["current"], Value::Null);
        let csv = rows(&app.get(&format!("{asked}&format=csv")).await.text());
        for part in ["own", "country"] {
            let in_csv: Vec<u64> = csv.iter().map(|row| row[part].parse().expect("a number")).collect();
            assert_eq!(in_csv, numbers(part), "{part}");
        }
        assert!(csv.iter().all(|row| json!(row["as_of"]) == shop["asOf"] && row["provider"] == "xonar"));
        let stat = app.get(&format!("{asked}&format=json-stat")).await.json();
        assert_eq!((&stat["id"][0], &stat["size"][0]), (&json!("whose"), &json!(2)));
        let both = [numbers("own"), numbers("country")].concat();
        assert_eq!(stat["value"], json!(both));
    }

    async fn two_shops_are_seen_beside_each_other_and_the_country(app: TestApp) {
        let by = "by=pillar,learningForm";
        let (answer, statements) = app.counted(app.get(&format!("/v1/providers/xonar/supply?{by}&beside=augeo"))).await;
        assert_eq!((answer.status, statements), (200, 0));
        let shops = answer.json();
        assert_eq!((&shops["provider"]["slug"], &shops["besideProvider"]["slug"]), (&json!("xonar"), &json!("augeo")));
        for (part, of) in [("own", "&provider=xonar"), ("beside", "&provider=augeo"), ("country", "")] {
            let alone = app.get(&format!("/v1/supply?{by}{of}")).await.json();
            assert_eq!(cells(&shops, part), cells(&alone, "courses"), "{part}");
            assert_eq!(shops[part], alone["total"], "{part}");
        }
        let query = "query($beside: ID) { providerSupply(id: \"xonar\", beside: $beside, by: [PILLAR, LEARNING_FORM]) {
            besideProvider { uuid slug } beside { current unconfirmed archive }
            cells { codes beside { current unconfirmed archive } } } }";
        let id = &shops["besideProvider"]["id"];
        let graphql = app.graphql(query, json!({"beside": id})).await.data()["providerSupply"].clone();
        assert_eq!((&graphql["besideProvider"]["uuid"], &graphql["beside"]), (id, &shops["beside"]));
        assert_eq!(cells(&graphql, "beside"), cells(&shops, "beside"));
        let alone = app.graphql(query, json!({})).await.data()["providerSupply"].clone();
        assert_eq!((&alone["besideProvider"], &alone["cells"][0]["beside"]), (&Value::Null, &Value::Null));

        let asked = format!("/v1/providers/xonar/supply?{by}&beside=augeo&offer=unconfirmed");
        let shops = app.get(&asked).await.json();
        let numbers = |part: &str| -> Vec<u64> {
            cells(&shops, part).iter().map(|(_, counts)| counts["unconfirmed"].as_u64().expect("a count")).collect()
        };
        let csv = rows(&app.get(&format!("{asked}&format=csv")).await.text());
        for part in ["own", "beside", "country"] {
            let in_csv: Vec<u64> = csv.iter().map(|row| row[part].parse().expect("a number")).collect();
            assert_eq!(in_csv, numbers(part), "{part}");
        }
        assert!(csv.iter().all(|row| row["beside_provider"] == "augeo"));
        let stat = app.get(&format!("{asked}&format=json-stat")).await.json();
        assert_eq!(stat["size"][0], 3);
        assert_eq!(stat["value"], json!([numbers("own"), numbers("beside"), numbers("country")].concat()));

        let mut faults = Vec::new();
        for wrong in ["beside=nothing", "beside=xonar"] {
            faults.extend(app.get(&format!("/v1/providers/xonar/supply?{wrong}")).await.faults());
        }
        let expect = [("beside", "filter.unknown_value"), ("beside", "supply.repeated_provider")];
        assert_eq!(faults, expect.map(|(place, code)| (place.to_owned(), code.to_owned())));
    }

    async fn a_shop_that_is_not_there_and_a_country_that_is_none_are_refused(app: TestApp) {
        let missing = app.get("/v1/providers/nothing/supply").await;
        assert_eq!((missing.status, missing.code().as_str()), (404, "provider.not_found"));
        let none = app.graphql("{ providerSupply(id: \"nothing\") { asOf } }", json!({})).await.json();
        assert_eq!(none, json!({"data": {"providerSupply": null}}));
        let twice = app.get("/v1/providers/xonar/supply?provider=augeo&by=colour").await;
        let mut codes: Vec<String> = twice.faults().into_iter().map(|(_, code)| code).collect();
        codes.sort();
        assert_eq!((twice.status, codes), (400, vec!["supply.settled".to_owned(), "supply.unknown_dimension".to_owned()]));
        let graphql = app.graphql("{ providerSupply(id: \"xonar\", filter: {provider: [\"augeo\"]}) { asOf } }", json!({})).await.json();
        assert_eq!(graphql["errors"][0]["extensions"]["code"], "input.invalid");
    }

    async fn a_picture_has_the_numbers_of_the_table(app: TestApp) {
        examples(&app).await;
        for (by, query) in [
            ("topic,learningForm", ""),
            ("topic,namedAudience", "columns=namedAudience"),
            ("subject,audience", "rows=subject&columns=audience&layout=narrow"),
        ] {
            let (_, statements) = app.counted(app.get(&format!("{PICTURE}?{query}"))).await;
            assert_eq!(statements, 0);
            let drawn = picture(&app, query).await;
            let supply = app.get(&format!("/v1/supply?by={by}")).header("accept-language", "nl").await.json();
            let label = |at: usize, code: &Value| -> String {
                let codes = supply["dimensions"][at]["codes"].as_array().expect("codes");
                codes.iter().find(|one| one["code"] == *code).expect("the code")["label"].as_str().expect("a label").to_owned()
            };
            let drawn_cells = told(&drawn);
            let mut expected = 0;
            for (codes, counts) in cells(&supply, "courses") {
                let (now, maybe) = (counts["current"].as_u64().expect("a count"), counts["unconfirmed"].as_u64().expect("a count"));
                let there = match (now, maybe) {
                    (0, 0) => "geen aanbod".to_owned(),
                    (0, _) => format!("{maybe} niet bevestigd"),
                    (_, 0) => format!("{now} actueel"),
                    _ => format!("{now} actueel en {maybe} niet bevestigd"),
                };
                let cell = format!("{}, {}: {there}", label(0, &codes[0]), label(1, &codes[1]));
                let shown = drawn_cells.contains(&cell.as_str());
                assert!(shown || codes[0] == "unknown" || codes[1] == "unknown", "{query}: {cell}");
                expected += usize::from(shown);
            }
            assert_eq!(drawn_cells.len(), expected, "{query}");
        }
    }

    async fn the_picture_of_a_region_tells_what_nobody_can_place(app: TestApp) {
        let address = "/v1/supply/coverage.svg?labels=en&youthRegion=Groningen&orOnline=true";
        let drawn = app.get(address).await.text();
        let all = app.get("/v1/supply?by=youthRegion").await.json();
        let online = app.get("/v1/supply?by=youthRegion&youthRegion=Groningen&orOnline=true").await.json();
        let unknown = |of: &Value| -> Vec<u64> {
            let cell = of["cells"].as_array().expect("cells").iter().find(|it| it["codes"][0] == "unknown").expect("unknown");
            ["current", "unconfirmed"].iter().map(|offer| cell["courses"][offer].as_u64().expect("a count")).collect()
        };
        let left: Vec<u64> = unknown(&all).into_iter().zip(unknown(&online)).map(|(all, here)| all - here).collect();
        assert_eq!(left[0], 0, "nothing shipped is current");
        assert!(drawn.contains("Given in youth region Groningen, or followed from home."));
        assert!(drawn.contains(&format!("Where other courses ({} unconfirmed) are given is not known", left[1])), "{left:?}");
        // The table that it names has its numbers.
        let table = "/v1/supply?by=topic,learningForm&amp;format=csv&amp;youthRegion=Groningen&amp;orOnline=true";
        let said: String = drawn.replace("</text>", "").split('\n').collect();
        assert!(said.contains("youthRegion=Groningen&amp;orOnline=true"), "{table}");
        let everywhere = app.get("/v1/supply/coverage.svg?labels=en").await.text();
        assert!(!everywhere.contains("is not known"));
    }

    async fn gaps_are_told_in_words_and_marked(app: TestApp) {
        let drawn = picture(&app, "rows=subject").await;
        let words = aloud(&drawn);
        for gap in ["Psychische problemen van je pleegkind – geen aanbod.", "Slapen – geen aanbod."] {
            assert!(words.contains(gap), "{gap} in {words}");
        }
        // Without examples nothing shipped is current.
        assert!(words.contains("Nu zonder actueel aanbod: 40 van de 40 deelonderwerpen."), "{words}");
        assert!(drawn.contains("stroke-dasharray") && drawn.contains("class=\"gap\""));
        assert!(!drawn.contains("class=\"now1\" height=\"26\""));
    }

    async fn a_picture_speaks_the_language_asked_for_and_tells_its_day(app: TestApp) {
        let day = app.get("/v1/supply").await.json()["asOf"].as_str().expect("a day").to_owned();
        for (language, title, month) in [("nl", "Leeraanbod voor pleegouders", " november "), ("en", "Courses for foster parents", " November ")] {
            let answer = app.get(PICTURE).header("accept-language", language).await;
            assert_eq!(answer.header("content-language"), language);
            assert!(answer.header("content-type").starts_with("image/svg+xml"));
            let drawn = answer.text();
            assert!(drawn.contains(title) && drawn.contains(&format!("lang=\"{language}\"")));
            assert!(drawn.contains(&format!("{month}{}", &day[..4])), "{day}");
            assert!(drawn.contains("prefers-color-scheme: dark"));
            // A page that embeds it says in which language, whatever its reader's browser asks for.
            let other = if language == "nl" { "en" } else { "nl" };
            let embedded = app.get(&format!("{PICTURE}?labels={language}")).header("accept-language", other).await;
            assert_eq!((embedded.header("content-language"), embedded.text()), (language.to_owned(), drawn));
        }
    }

    async fn a_picture_may_be_kept_and_draws_nothing_from_elsewhere(app: TestApp) {
        let first = app.get(PICTURE).await;
        let again = app.get(PICTURE).header("if-none-match", &first.header("etag")).await;
        assert_eq!((again.status, again.bytes.len()), (304, 0));
        assert_eq!(first.header("access-control-allow-origin"), "*");
        let policy = first.header("content-security-policy");
        assert_eq!(again.header("content-security-policy"), policy);
        assert!(policy.contains("default-src 'none'") && policy.contains("style-src 'unsafe-inline'"), "{policy}");
        let drawn = first.text();
        assert!(["<script", "href", "url(", "http://www.w3.org/1999"].iter().all(|one| !drawn.contains(one)));
        // What is not a picture has no leave for styles.
        let policy = app.get("/v1/supply").await.header("content-security-policy");
        assert!(!policy.contains("style-src"), "{policy}");
    }

    async fn a_choice_is_told_and_its_faults_are_named(app: TestApp) {
        let whole = picture(&app, "").await;
        let part = picture(&app, "provider=xonar&layout=wide").await;
        let says = "Dit is een keuze";
        assert!(!whole.contains(says) && part.contains(says));
        let bad = app.get(&format!("{PICTURE}?rows=pillar&columns=colour&layout=round&labels=fr&offer=current&topic=nothing&size=1")).await;
        assert_eq!((bad.status, bad.faults().len()), (400, 7));
    }
}
