//! Bringing ideas and taking them back.

use futures_util::future::join_all;
use pijler::domains::panel::IdeaId;
use pijler::kernel::id::Identity;
use serde_json::{Value, json};
use tests::on_both;

use super::{member, text};
use crate::identity::administrator;
use crate::rows::texts;

const CREATE: &str = "mutation($input: IdeaCreateInput!) { ideaCreate(input: $input) \
    { idea { id uuid title text submittedIn mine } } }";

on_both! {
    async fn an_idea_is_brought_read_and_taken_back(app: TestApp) {
        let admin = administrator(&app).await;
        let [an, bo] = [member(&app, &admin, "an").await, member(&app, &admin, "bo").await];
        let body = json!({"title": " Rust ", "text": "Een stille week."});
        let brought = app.post("/v1/ideas").json(&body).bearer(&an).await;
        assert_eq!(brought.status, 201, "{}", brought.text());
        let idea = brought.json();
        assert_eq!(idea, json!({"id": idea["id"], "title": "Rust", "text": "Een stille week.",
            "submittedIn": "2026-11", "mine": true}));
        let path = brought.header("location");
        for (reader, mine) in [(&an, json!(true)), (&bo, json!(false)), (&admin, Value::Null)] {
            let read = app.get(&path).bearer(reader).await.json();
            assert_eq!((&read["title"], &read["mine"]), (&idea["title"], &mine));
        }
        let by_graphql = app.graphql(CREATE, json!({"input": {"title": "Ruimte", "text": "Een plek."}})).bearer(&bo).await.data();
        let by_graphql = &by_graphql["ideaCreate"]["idea"];
        assert_eq!((&by_graphql["mine"], &by_graphql["submittedIn"]), (&json!(true), &json!("2026-11")));

        let refused = app.delete(&path).bearer(&bo).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "idea.not_yours"));
        assert_eq!(app.delete(&path).bearer(&an).await.status, 204);
        assert_eq!(app.get(&path).bearer(&an).await.code(), "idea.not_found");
        assert_eq!(app.delete(&path).bearer(&an).await.status, 404);
        let left = app.get("/v1/ideas").bearer(&an).await.json();
        assert_eq!(left["items"].as_array().map(Vec::len), Some(1));
        assert!(texts(&app, "SELECT act AS line FROM audit_entries").await.iter().all(|act| act != "idea.remove"));
    }

    async fn a_moderator_removes_an_idea_and_that_is_written_down(app: TestApp) {
        let admin = administrator(&app).await;
        let an = member(&app, &admin, "an").await;
        let moderator = crate::community::moderator(&app).await;
        let brought = app.post("/v1/ideas").json(&json!({"title": "a", "text": "b"})).bearer(&an).await.json();
        let id = IdeaId(text(&brought["id"]).parse().unwrap()).global();
        let remove = "mutation($id: ID!) { ideaDelete(input: {id: $id}) { id } }";
        let removed = app.graphql(remove, json!({"id": id})).bearer(&moderator).await.data();

        assert_eq!(removed["ideaDelete"]["id"], json!(id));
        let subject = format!("idea.remove idea:{}", text(&brought["id"]).replace('-', ""));
        let written = texts(&app, "SELECT act || ' ' || subject AS line FROM audit_entries").await;
        assert!(written.contains(&subject), "{written:?}");
    }

    async fn every_fault_is_named_by_both_doors(app: TestApp) {
        let admin = administrator(&app).await;
        let an = member(&app, &admin, "an").await;
        let body = json!({"title": "x".repeat(121), "text": "mail an@voorbeeld.nl"});
        let by_rest = app.post("/v1/ideas").json(&body).bearer(&an).await;
        let by_graphql = app.graphql(CREATE, json!({"input": body})).bearer(&an).await;
        let told: Vec<_> = by_rest.faults().into_iter().map(|(place, code)| format!("{place} {code}")).collect();

        assert_eq!(told, ["/title text.too_long", "/text text.holds_email", "/text text.holds_url"]);
        assert_eq!(by_graphql.faults(), by_rest.faults());
        let keyed = app.post("/v1/ideas").json(&json!({"title": "a", "text": "b"}));
        let bad_key = keyed.header("Idempotency-Key", "é").bearer(&an).await;
        assert_eq!(bad_key.faults(), [("Idempotency-Key".to_owned(), "idempotency.key_malformed".to_owned())]);
    }

    async fn ideas_are_paged_by_month_and_the_same_key_brings_one(app: TestApp) {
        let admin = administrator(&app).await;
        let an = member(&app, &admin, "an").await;
        let bring = |key: &str, title: &str| {
            let ask = app.post("/v1/ideas").json(&json!({"title": title, "text": "b"}));
            ask.header("Idempotency-Key", key).bearer(&an)
        };
        let brought = (0..3).map(|_| async { bring("een", "Een").await.json()["id"].clone() });
        let brought = join_all(brought).await;
        assert!(brought.iter().all(|id| *id == brought[0]), "{brought:?}");
        for number in 2..=5 {
            assert_eq!(bring(&number.to_string(), "Meer").await.status, 201);
        }
        assert_eq!(bring("een", "Anders").await.code(), "idempotency.key_reused");
        let five = text(&bring("5", "Meer").await.json()["id"]);
        assert_eq!(app.delete(&format!("/v1/ideas/{five}")).bearer(&an).await.status, 204);
        assert_eq!(bring("5", "Meer").await.code(), "idempotency.gone");
        assert_eq!(bring("6", "Meer").await.status, 201);

        app.advance(chrono::TimeDelta::days(7));
        let an = text(&crate::identity::sign_in(&app, "an@voorbeeld.nl", crate::identity::PASSWORD, "panel").await.json()["accessToken"]);
        let later = app.post("/v1/ideas").json(&json!({"title": "Later", "text": "b"})).bearer(&an).await.json();
        let (mut seen, mut path) = (Vec::new(), "/v1/ideas?limit=2".to_owned());
        loop {
            let page = app.get(&path).bearer(&an).await.json();
            seen.extend(page["items"].as_array().unwrap().iter().map(|idea| text(&idea["id"])));
            match page["nextCursor"].as_str() {
                Some(cursor) => path = format!("/v1/ideas?limit=2&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!((seen.len(), &seen[0]), (6, &text(&later["id"])));
        assert!(seen[1..].is_sorted());
        let query = "{ ideas(first: 100) { nodes { uuid submittedIn } } }";
        let by_graphql = app.graphql(query, json!({})).bearer(&an).await.data();
        let nodes = by_graphql["ideas"]["nodes"].as_array().unwrap().iter();
        assert!(nodes.map(|idea| text(&idea["uuid"])).eq(seen));
    }
}
