//! Supply and published figures, as a researcher meets them.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tests::house::read;
use tests::{TestApp, on_both};

/// The rows of a CSV text, by the names in its header.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().expect("CSV")
}

/// How many courses have each code by what the shipped file says; archive and
/// unconfirmed together, since the file knows no clock.
fn shipped(column: &str) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for row in rows(&read("data/courses.csv")) {
        let codes: BTreeSet<&str> = row[column].split(';').map(str::trim).collect();
        for code in codes.into_iter().filter(|code| !code.is_empty()) {
            *counts.entry(code.to_owned()).or_default() += 1;
        }
    }
    counts
}

fn told(supply: &Value) -> BTreeMap<String, u64> {
    let cells = supply["cells"].as_array().expect("cells");
    let of = |cell: &Value| {
        ["current", "unconfirmed", "archive"]
            .iter()
            .filter_map(|offer| cell["courses"][offer].as_u64())
            .sum::<u64>()
    };
    let code = |cell: &Value| cell["codes"][0].as_str().expect("a code").to_owned();
    cells
        .iter()
        .map(|cell| (code(cell), of(cell)))
        .filter(|(_, count)| *count > 0)
        .collect()
}

async fn all_datasets(app: &TestApp) -> Vec<Value> {
    let list = app.get("/v1/statistics/datasets?limit=100").await.json();
    list["items"].as_array().expect("items").clone()
}

on_both! {
    async fn supply_is_what_the_shipped_file_holds(app: TestApp) {
        for (dimension, column) in [("topic", "topics"), ("learningForm", "learning_form")] {
            let path = format!("/v1/supply?by={dimension}");
            let (answer, statements) = app.counted(app.get(&path)).await;

            assert_eq!((answer.status, statements), (200, 0));
            let total = &answer.json()["total"];
            let sum: u64 = ["current", "unconfirmed", "archive"].iter().filter_map(|offer| total[offer].as_u64()).sum();
            assert_eq!(sum, 91);
            assert_eq!(told(&answer.json()), shipped(column), "{dimension}");
        }
    }

    async fn a_gap_is_a_cell_with_nothing_in_it(app: TestApp) {
        let supply = app.get("/v1/supply?by=topic,learningForm").await.json();
        let sizes: Vec<usize> = supply["dimensions"].as_array().expect("dimensions").iter()
            .map(|one| one["codes"].as_array().expect("codes").len()).collect();
        let cells = supply["cells"].as_array().expect("cells");
        assert_eq!(cells.len(), sizes.iter().product::<usize>());
        assert!(cells.iter().any(|cell| cell["courses"] == json!({"current": 0, "unconfirmed": 0, "archive": 0})));
    }

    async fn a_subject_without_a_course_is_a_row_of_nothing(app: TestApp) {
        let supply = app.get("/v1/supply?by=subject,learningForm").await.json();
        let subjects = &supply["dimensions"][0];
        let codes = subjects["codes"].as_array().expect("codes");
        assert_eq!(codes.len(), 41);
        let counted = told(&app.get("/v1/supply?by=subject").await.json());
        let mut shipped: BTreeMap<String, u64> = BTreeMap::new();
        for row in rows(&read("data/course_subjects.csv")) {
            *shipped.entry(row["subject_slug"].clone()).or_default() += 1;
        }
        assert_eq!(counted.get("unknown"), Some(&9));
        let known: BTreeMap<String, u64> = counted.into_iter().filter(|(code, _)| code != "unknown").collect();
        assert_eq!(known, shipped);
        let nothing = json!({"current": 0, "unconfirmed": 0, "archive": 0});
        let of: Vec<&Value> = supply["cells"].as_array().expect("cells").iter()
            .filter(|cell| cell["codes"][0] == "psychopathologie").collect();
        assert_eq!(of.len(), 13);
        assert!(of.iter().all(|cell| cell["courses"] == nothing));
    }

    async fn codes_tell_what_they_stand_under(app: TestApp) {
        let rest = app.get("/v1/supply?by=topic,subject").await.json();
        let under = |at: usize, code: &str| -> (Value, Value) {
            let dimension = &rest["dimensions"][at];
            let place = dimension["codes"].as_array().expect("codes").iter().position(|one| one["code"] == code).expect("the code");
            (dimension["within"]["dimension"].clone(), dimension["within"]["codes"][place].clone())
        };
        assert_eq!(under(0, "gezond-en-fit"), (json!("pillar"), json!("ontwikkelen")));
        assert_eq!(under(1, "zelfzorg"), (json!("topic"), json!("gezond-en-fit")));
        assert_eq!(under(1, "unknown"), (json!("topic"), Value::Null));
        let by_form = app.get("/v1/supply?by=learningForm").await.json();
        assert_eq!(by_form["dimensions"][0]["within"], Value::Null);
        let query = "{ supply(by: [TOPIC, SUBJECT]) { dimensions { within { dimension codes } } } }";
        let graphql = app.graphql(query, json!({})).await.data();
        let codes = |answer: &Value| answer["dimensions"][1]["within"]["codes"].clone();
        assert_eq!(codes(&graphql["supply"]), codes(&rest));
        // Whatever is about a subject is about the topic that it stands under.
        let whole = told(&app.get("/v1/supply?by=subject").await.json());
        let crossed = app.get("/v1/supply?by=topic,subject").await.json();
        for cell in crossed["cells"].as_array().expect("cells") {
            let (topic, subject) = (&cell["codes"][0], cell["codes"][1].as_str().expect("a code"));
            if under(1, subject).1 == *topic {
                let counted: u64 = ["current", "unconfirmed", "archive"].iter().filter_map(|offer| cell["courses"][offer].as_u64()).sum();
                assert_eq!(counted, whole.get(subject).copied().unwrap_or_default(), "{subject}");
            }
        }
    }

    async fn what_is_for_everybody_is_not_made_for_kinship_families(app: TestApp) {
        let counts = |supply: Value| told(&supply);
        let every = counts(app.get("/v1/supply?by=audience").await.json());
        let named = counts(app.get("/v1/supply?by=namedAudience").await.json());
        assert!(named["everybody"] > 40);
        assert!(named["network_family"] < every["network_family"] / 5);
        assert_eq!(named.get("unknown"), None);
    }

    async fn each_form_tells_its_day(app: TestApp) {
        let day = app.get("/v1/supply").await.json()["asOf"].clone();
        let stat = app.get("/v1/supply?format=json-stat").await.json();
        assert_eq!((&stat["updated"], &stat["extension"]["asOf"]), (&day, &day));
        let csv = rows(&app.get("/v1/supply?by=pillar&format=csv").await.text());
        assert!(!csv.is_empty() && csv.iter().all(|row| json!(row["as_of"]) == day));
        let graphql = app.graphql("{ supply { asOf } }", json!({})).await.data();
        assert_eq!(graphql["supply"]["asOf"], day);
    }

    async fn both_doors_and_all_forms_count_alike(app: TestApp) {
        let rest = app.get("/v1/supply?by=pillar,province&offer=archive&learningForm=classroom").await.json();
        let query = "{ supply(by: [PILLAR, PROVINCE], filter: {offer: [ARCHIVE], learningForm: [\"classroom\"]}) {
            asOf catalogueVersion total { archive current } cells { codes courses { archive } } } }";
        let graphql = app.graphql(query, json!({})).await.json();
        let graphql = &graphql["data"]["supply"];
        assert_eq!(graphql["asOf"], rest["asOf"]);
        assert_eq!(graphql["total"]["archive"], rest["total"]["archive"]);
        assert_eq!(graphql["total"]["current"], Value::Null);
        let counts = |supply: &Value| -> Vec<(Value, Value)> {
            supply["cells"].as_array().expect("cells").iter()
                .map(|cell| (cell["codes"].clone(), cell["courses"]["archive"].clone())).collect()
        };
        assert_eq!(counts(graphql), counts(&rest));

        let asked = "/v1/supply?by=pillar,province&offer=archive&learningForm=classroom";
        let csv = app.get(asked).header("accept", "text/csv").await;
        assert!(csv.header("content-type").starts_with("text/csv"));
        let lines = rows(&csv.text());
        let in_csv: Vec<Value> = lines.iter().map(|row| json!(row["courses"].parse::<u64>().expect("a number"))).collect();
        let in_json: Vec<Value> = counts(&rest).into_iter().map(|(_, count)| count).collect();
        assert_eq!(in_csv, in_json);
        let stat = app.get(&format!("{asked}&format=json-stat")).await.json();
        assert_eq!(stat["value"].as_array(), Some(&in_json));
        assert_eq!((&stat["version"], &stat["class"]), (&json!("2.0"), &json!("dataset")));
    }

    async fn every_fault_of_a_question_is_named(app: TestApp) {
        let answer = app.get("/v1/supply?by=colour,pillar,pillar&format=pdf&topic=nothing&size=1").await;
        assert_eq!(answer.status, 400);
        let codes: BTreeSet<String> = answer.faults().into_iter().map(|(_, code)| code).collect();
        let expected = ["supply.unknown_dimension", "supply.repeated_dimension", "query.unknown_format", "query.unknown_parameter"];
        for code in expected {
            assert!(codes.contains(code), "{code} in {codes:?}");
        }
        assert_eq!(answer.faults().len(), 5);
        let fine = app.get("/v1/supply?by=topic,learningForm,audience,province").await;
        assert_eq!((fine.status, fine.faults().len()), (400, 1));
        let nothing = app.get("/v1/supply?by=").await;
        assert_eq!(nothing.faults()[0].1, "supply.unknown_dimension");
    }

    async fn all_shipped_figures_are_served_as_they_were_published(app: TestApp) {
        let mut published: Vec<(String, String, String)> = Vec::new();
        for dataset in all_datasets(&app).await {
            let slug = dataset["slug"].as_str().expect("a slug");
            let path = format!("/v1/statistics/datasets/{slug}?format=csv");
            let (file, statements) = app.counted(app.get(&path)).await;
            assert_eq!((file.status, statements), (200, 0));
            assert_eq!(file.header("access-control-allow-origin"), "*");
            let digest = Sha256::digest(&file.bytes);
            assert_eq!(dataset["checksum"], format!("{digest:x}"));
            let carried = format!("sha-256=:{}:", BASE64_STANDARD.encode(digest));
            assert_eq!(file.header("content-digest"), carried);
            let lines = rows(&file.text());
            assert_eq!(dataset["observationCount"], lines.len());
            published.extend(lines.into_iter().map(|row| (row["year"].clone(), row["value"].clone(), row["source_url"].clone())));
        }
        let mut shipped: Vec<_> = rows(&read("data/statistics.csv")).into_iter()
            .map(|row| (row["year"].clone(), row["value"].clone(), row["source_url"].clone())).collect();
        published.sort();
        shipped.sort();
        assert_eq!(shipped.len(), 110);
        assert_eq!(published, shipped);
    }

    async fn json_csv_json_stat_and_graphql_hold_the_same_figures(app: TestApp) {
        let body = app.get("/v1/statistics/datasets/children-31-dec").await.json();
        let of = |body: &Value| -> Vec<Value> {
            body["observations"].as_array().expect("figures").iter().map(|one| one["value"].clone()).collect()
        };
        let query = "{ dataset(slug: \"children-31-dec\") { checksum observations { series year value } } }";
        let graphql = app.graphql(query, json!({})).await.json();
        assert_eq!(graphql["data"]["dataset"]["checksum"], body["checksum"]);
        assert_eq!(of(&graphql["data"]["dataset"]), of(&body));
        let stat = app.get("/v1/statistics/datasets/children-31-dec?format=json-stat").await.json();
        let mut values: Vec<String> = stat["value"].as_array().expect("values").iter()
            .filter(|value| !value.is_null()).map(ToString::to_string).collect();
        let mut figures: Vec<String> = of(&body).iter().map(|value| value.as_str().map_or(value.to_string(), str::to_owned)).collect();
        values.sort();
        figures.sort();
        assert_eq!(values, figures);
        let sizes: u64 = stat["size"].as_array().expect("sizes").iter().filter_map(Value::as_u64).product();
        assert_eq!(stat["value"].as_array().map(Vec::len), usize::try_from(sizes).ok());
    }

    async fn what_is_not_there_and_what_is_unchanged_are_told_apart(app: TestApp) {
        let missing = app.get("/v1/statistics/datasets/nothing").await;
        assert_eq!((missing.status, missing.code().as_str()), (404, "dataset.not_found"));
        let query = "{ dataset(slug: \"nothing\") { slug } }";
        assert_eq!(app.graphql(query, json!({})).await.json(), json!({"data": {"dataset": null}}));
        for path in ["/v1/statistics/datasets", "/v1/statistics/datasets/breakdown", "/v1/statistics/datasets/breakdown?format=csv", "/v1/supply?by=pillar"] {
            let first = app.get(path).await;
            let again = app.get(path).header("if-none-match", &first.header("etag")).await;
            assert_eq!((first.status, again.status, again.bytes.len()), (200, 304, 0), "{path}");
        }
    }
}
