//! A parent says which organisation is theirs: for themselves alone.

use serde_json::{Value, json};
use tests::on_both;

use super::{CLIENT, OTHER, People, closed, pushed};

on_both! {
    async fn it_is_said_read_and_taken_back_at_both_doors(app: TestApp) {
        let people = People::made(&app).await;
        let read = async |token: &str| {
            let rest = app.get("/v1/me/client").bearer(token).await.json()["client"]["slug"].clone();
            let graphql = app.graphql("{ myClient { slug } }", json!({})).bearer(token).await.data();
            assert_eq!(graphql["myClient"].get("slug").cloned().unwrap_or(Value::Null), rest);
            rest
        };
        assert_eq!(read(&people.parent).await, CLIENT);
        assert_eq!(read(&people.nobodys).await, Value::Null);
        let set = "mutation($id: ID!) { clientSet(input: {providerId: $id}) { client { slug } } }";
        let said = app.graphql(set, json!({"id": people.other.provider})).bearer(&people.parent).await.data();
        assert_eq!(said["clientSet"]["client"]["slug"], OTHER);
        assert_eq!(read(&people.parent).await, OTHER);
        for _ in 0..2 {
            assert_eq!(app.delete("/v1/me/client").bearer(&people.parent).await.status, 204);
        }
        assert_eq!(read(&people.parent).await, Value::Null);
        people.names(&people.parent, CLIENT).await;
        let cleared = app.graphql("mutation { clientClear { cleared } }", json!({})).bearer(&people.parent).await.data();
        assert_eq!(cleared["clientClear"]["cleared"], true);
        assert_eq!(read(&people.parent).await, Value::Null);
    }

    async fn only_parents_say_it_and_only_of_who_places_children(app: TestApp) {
        let people = People::made(&app).await;
        for (word, by) in [("no-such-provider", &people.parent), (people.seller.provider.as_str(), &people.parent)] {
            let rest = app.put("/v1/me/client").json(&json!({"provider": word})).bearer(by).await;
            assert_eq!((rest.status, rest.faults()), (400, vec![("/provider".to_owned(), "client.unknown".to_owned())]));
            let set = "mutation($id: ID!) { clientSet(input: {providerId: $id}) { client { slug } } }";
            let graphql = app.graphql(set, json!({"id": word})).bearer(by).await;
            assert_eq!(graphql.faults(), [("providerId".to_owned(), "client.unknown".to_owned())]);
        }
        for token in [&people.client.token, &people.admin] {
            for ask in [app.get("/v1/me/client"), app.put("/v1/me/client").json(&json!({"provider": CLIENT})), app.delete("/v1/me/client")] {
                let refused = ask.bearer(token).await;
                assert_eq!((refused.status, refused.code()), (403, "client.not_parent".to_owned()));
            }
        }
        assert_eq!(app.get("/v1/me/client").await.status, 401);
    }

    async fn it_holds_at_once_and_no_longer_than_it_is_said(app: TestApp) {
        let people = People::made(&app).await;
        let id = pushed(&app, &people.client, "1", json!([closed("eigen", "own", &[])])).await.remove(0);
        let path = format!("/v1/courses/{id}");
        assert_eq!(app.get(&path).bearer(&people.nobodys).await.status, 404);
        people.names(&people.nobodys, CLIENT).await;
        assert_eq!(app.get(&path).bearer(&people.nobodys).await.status, 200);
        people.names(&people.nobodys, OTHER).await;
        assert_eq!(app.get(&path).bearer(&people.nobodys).await.status, 404);
        assert_eq!(app.delete("/v1/me/client").bearer(&people.parent).await.status, 204);
        assert_eq!(app.get(&path).bearer(&people.parent).await.status, 404);
    }

    async fn nobody_else_is_told_that_it_was_said(app: TestApp) {
        let people = People::made(&app).await;
        let looks = async || {
            let mut seen = Vec::new();
            for (path, token) in [
                ("/v1/courses?limit=100", &people.client.token), ("/v1/courses/_own", &people.client.token),
                ("/v1/providers/xonar", &people.client.token), ("/v1/providers/xonar/supply", &people.client.token),
                ("/v1/pushes", &people.client.token), ("/v1/accounts", &people.admin), ("/v1/me", &people.client.token),
            ] {
                seen.push(app.get(path).bearer(token).await.text());
            }
            seen
        };
        let before = looks().await;
        people.names(&people.nobodys, CLIENT).await;
        assert_eq!(looks().await, before);
    }
}
