//! The screens of a front-end: one query each, and what it may cost.

use std::collections::BTreeSet;

use pijler::domains::community::ThreadId;
use pijler::kernel::id::Identity;
use serde_json::{Value, json};
use tests::house::{files, read, root};
use tests::{Ask, TestApp, on_both};

use crate::{community, intake};

/// Every screen, by the name of its document in `docs/screens`, and how many SQL
/// statements it may take at the most.
const BOUNDS: &[(&str, usize)] = &[
    ("course", 0),
    ("figures", 0),
    ("home", 0),
    ("provider", 6),
    ("search", 0),
    ("thread", 3),
];

fn screen(app: &TestApp, name: &str, variables: Value) -> Ask {
    let document = read(root().join(format!("docs/screens/{name}.graphql")));
    app.graphql(&document, variables)
}

/// What a screen shows, for what it may cost.
async fn shown(app: &TestApp, name: &str, ask: Ask) -> Value {
    let (_, bound) = BOUNDS.iter().find(|(known, _)| *known == name).expect(name);
    let (answer, statements) = app.statements(ask.into_future()).await;
    assert!(statements.len() <= *bound, "{name}: {statements:#?}");
    answer.data()
}

#[test]
fn every_screen_has_a_bound() {
    let documents = files("docs/screens", ".graphql");
    let stems = documents
        .iter()
        .filter_map(|path| path.file_stem()?.to_str());
    let bound = BOUNDS.iter().map(|(name, _)| *name);
    assert_eq!(stems.collect::<BTreeSet<_>>(), bound.collect());
}

on_both! {
    async fn home_shows_five_pillars_and_what_begins_soon(app: TestApp) {
        let data = shown(&app, "home", screen(&app, "home", json!({}))).await;

        assert_eq!(data["pillars"]["nodes"].as_array().map(Vec::len), Some(5));
        assert_eq!(data["editions"]["nodes"].as_array().map(Vec::len), Some(6));
    }

    async fn search_shows_a_page_and_what_can_be_chosen(app: TestApp) {
        let filter = json!({"filter": {"q": "trauma"}, "first": 100});
        let data = shown(&app, "search", screen(&app, "search", filter)).await;
        let everything = json!({"first": 100});
        let all = shown(&app, "search", screen(&app, "search", everything)).await;

        assert!(data["courses"]["totalCount"].as_u64() > Some(2), "{data}");
        assert!(data["learningForms"]["items"].as_array().map(Vec::len) > Some(5));
        // A full page costs no more than a small one.
        assert_eq!(all["courses"]["nodes"].as_array().map(Vec::len), Some(91));
    }

    async fn a_course_shows_its_dates_and_its_provider(app: TestApp) {
        let listed = app.get("/v1/editions?limit=1").await.json();
        let course = json!({"course": listed["items"][0]["courseId"]});
        let data = shown(&app, "course", screen(&app, "course", course)).await;

        assert!(data["course"]["editions"]["totalCount"].as_u64() > Some(0), "{data}");
        assert!(data["course"]["provider"]["name"].is_string(), "{data}");
    }

    async fn an_organisation_sees_its_own_shop_and_its_pushes(app: TestApp) {
        let editor = intake::one(&app).await;
        for key in ["een", "twee"] {
            let row = json!({"externalId": key, "title": key, "summary": "Een avond.",
                "topics": ["balans-in-gezin"], "learningForm": "webinar"});
            let pushed = editor.push(&app, key, &json!([row])).await;
            assert_eq!(pushed.status, 201, "{}", pushed.text());
        }
        let ask = screen(&app, "provider", json!({"provider": editor.provider}));
        let data = shown(&app, "provider", ask.bearer(&editor.token)).await;

        assert_eq!(data["me"]["hat"], "ORGANISATION");
        assert_eq!(data["pushes"]["nodes"].as_array().map(Vec::len), Some(2));
        let courses = data["provider"]["courses"]["nodes"].as_array().expect("courses");
        assert!(courses.iter().any(|course| course["externalId"] == "twee"), "{data}");
    }

    async fn a_thread_shows_its_posts_and_who_reads_along(app: TestApp) {
        let [an, bo] = community::verified(&app, ["an", "bo"]).await;
        let thread = an.opens(&app, "Slapen").await;
        for number in 0..8 {
            bo.says(&app, &thread, &format!("Nummer {number}")).await;
        }
        let id = ThreadId(thread.parse().expect("an id")).global();
        let ask = screen(&app, "thread", json!({"thread": id}));
        let data = shown(&app, "thread", ask.bearer(&an.token)).await;

        assert_eq!(data["thread"]["posts"]["nodes"].as_array().map(Vec::len), Some(9));
        assert_eq!(data["thread"]["myAlias"], data["thread"]["openedBy"]);
    }

    async fn figures_show_a_dataset_and_the_supply(app: TestApp) {
        let listed = app.get("/v1/statistics/datasets?limit=1").await.json();
        let dataset = json!({"dataset": listed["items"][0]["slug"]});
        let data = shown(&app, "figures", screen(&app, "figures", dataset)).await;

        assert!(data["dataset"]["observations"][0]["year"].is_u64(), "{data}");
        let cells = data["supply"]["cells"].as_array().map(Vec::len);
        let codes = |at: usize| data["supply"]["dimensions"][at]["codes"].as_array().map(Vec::len);
        assert_eq!(cells, codes(0).zip(codes(1)).map(|(pillars, forms)| pillars * forms));
    }
}
