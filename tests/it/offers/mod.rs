//! Closed offers: who sees them, at which price, and that nobody else can tell that there are any.

mod apart;
mod changes;
mod clients;
mod rows;
mod secrecy;

use serde_json::{Value, json};
use tests::{Ask, TestApp, on_both};

use crate::drafts::reviewer;
use crate::identity::{administrator, somebody};
use crate::intake::{Editor, edition, editor, outcomes, row, text, token};

/// The organisation that buys, and another that does not.
pub const CLIENT: &str = "xonar";
const OTHER: &str = "yorneo";

/// People who look at the same catalogue.
pub struct People {
    app: TestApp,
    /// Works for a bureau that sells to the client.
    pub seller: Editor,
    /// Works for the client.
    pub client: Editor,
    /// Works for another organisation.
    pub other: Editor,
    /// A parent who named the client.
    pub parent: String,
    /// A parent who named the other.
    pub elsewhere: String,
    /// A parent who named nobody.
    pub nobodys: String,
    /// An administrator.
    pub admin: String,
}

impl People {
    /// Makes them.
    pub async fn made(app: &TestApp) -> Self {
        let admin = administrator(app).await;
        let bureau = app
            .get("/v1/providers?kind=training_bureau&limit=1")
            .await
            .json();
        let seller = text(&bureau["items"][0]["id"]);
        let id =
            async |slug: &str| text(&app.get(&format!("/v1/providers/{slug}")).await.json()["id"]);
        let people = Self {
            app: app.clone(),
            seller: editor(app, &admin, "bureau@voorbeeld.nl", seller).await,
            client: editor(app, &admin, "klant@voorbeeld.nl", id(CLIENT).await).await,
            other: editor(app, &admin, "ander@voorbeeld.nl", id(OTHER).await).await,
            parent: parent(app, "ouder@voorbeeld.nl").await,
            elsewhere: parent(app, "elders@voorbeeld.nl").await,
            nobodys: parent(app, "niemand@voorbeeld.nl").await,
            admin: reviewer(app).await,
        };
        people.names(&people.parent, CLIENT).await;
        people.names(&people.elsewhere, OTHER).await;
        people
    }

    /// A parent names an organisation.
    pub async fn names(&self, token: &str, slug: &str) {
        let ask = self
            .app
            .put("/v1/me/client")
            .json(&json!({"provider": slug}));
        let named = ask.bearer(token).await;
        assert_eq!(named.status, 200, "{}", named.text());
    }

    /// Everybody, and what they are called.
    pub fn all(&self) -> [(&'static str, Option<&str>); 8] {
        [
            ("anonymous", None),
            ("nobody's parent", Some(&self.nobodys)),
            ("parent", Some(&self.parent)),
            ("parent elsewhere", Some(&self.elsewhere)),
            ("seller", Some(&self.seller.token)),
            ("client", Some(&self.client.token)),
            ("other", Some(&self.other.token)),
            ("administrator", Some(&self.admin)),
        ]
    }

    /// Those who are told something, as far as they are named here.
    async fn who<F: Future<Output = bool>>(
        &self,
        told: impl Fn(Option<String>) -> F,
    ) -> Vec<&'static str> {
        let mut who = Vec::new();
        for (name, token) in self.all() {
            if told(token.map(str::to_owned)).await {
                who.push(name);
            }
        }
        who
    }
}

/// A parent's token.
async fn parent(app: &TestApp, email: &str) -> String {
    somebody(app, email).await;
    token(app, email, "parent").await
}

/// Asks as somebody.
pub fn by(ask: Ask, token: Option<&str>) -> Ask {
    match token {
        Some(token) => ask.bearer(token),
        None => ask,
    }
}

/// A row that only some may see.
pub fn closed(key: &str, visibility: &str, clients: &[&str]) -> Value {
    let mut row = row(key);
    row["title"] = json!(format!("Zeilschool {key}"));
    row["visibility"] = json!(visibility);
    if !clients.is_empty() {
        row["clients"] = json!(clients);
    }
    row
}

/// Pushes rows, all of which are sound; the ids of their courses.
pub async fn pushed(app: &TestApp, editor: &Editor, key: &str, rows: Value) -> Vec<String> {
    let answer = editor.push(app, key, &rows).await;
    assert!(
        !outcomes(&answer).contains(&"rejected".to_owned()),
        "{}",
        answer.text()
    );
    let rows = answer.json()["rows"].as_array().expect("rows").clone();
    rows.iter().map(|row| text(&row["courseId"])).collect()
}

on_both! {
    async fn each_offer_is_seen_by_whom_it_is_for(app: TestApp) {
        let people = People::made(&app).await;
        let own = pushed(&app, &people.client, "1", json!([closed("eigen", "own", &[]), closed("kijk", "organisations", &[])])).await;
        let sold = pushed(&app, &people.seller, "1", json!([closed("besteld", "clients", &[CLIENT])])).await;
        let everybody = people.all().map(|(name, _)| name);
        for (id, visibility, expect) in [
            (&own[0], "own", vec!["parent", "client"]),
            (&own[1], "organisations", vec!["parent", "seller", "client", "other", "administrator"]),
            (&sold[0], "clients", vec!["parent", "seller", "client"]),
        ] {
            let (app, path) = (app.clone(), format!("/v1/courses/{id}"));
            let read = people.who(|token| {
                let ask = by(app.get(&path), token.as_deref());
                async move { ask.await.status == 200 }
            }).await;
            assert_eq!(read, expect, "{visibility}");
            let global = pijler::kernel::id::global("Course", id.parse().expect("an id")).to_string();
            let query = "query($id: ID!) { node(id: $id) { ... on Course { uuid visibility } } course(id: $id) { uuid }
                courses(first: 100, filter: {q: \"zeilschool\"}) { nodes { uuid } }
                search(text: \"zeilschool\") { nodes { uuid } } searchSuggest(text: \"zeilsch\") { uuid }
                editions(course: [$id]) { totalCount } }";
            let found = people.who(|token| {
                let ask = by(app.graphql(query, json!({"id": global})), token.as_deref());
                let id = id.clone();
                async move {
                    let answer = ask.await.json();
                    let sees = answer["data"]["node"]["uuid"] == json!(id);
                    let has = |list: &Value| list.as_array().is_some_and(|list| list.iter().any(|it| it["uuid"] == json!(id)));
                    if sees {
                        assert_eq!(answer["data"]["editions"]["totalCount"], 1);
                        for list in ["courses", "search"] {
                            assert!(has(&answer["data"][list]["nodes"]), "{list}: {answer:#}");
                        }
                        assert!(has(&answer["data"]["searchSuggest"]), "{answer:#}");
                    }
                    sees
                }
            }).await;
            assert_eq!(found, expect, "{visibility}, by GraphQL");
        }
        let open = pushed(&app, &people.seller, "2", json!([{"externalId": "open", "title": "Zeilschool voor iedereen",
            "editions": [{"externalId": "besloten", "startsOn": "2027-05-01", "delivery": "online", "openTo": [CLIENT]}, edition("open", "2027-06-01")]}])).await;
        let path = format!("/v1/courses/{}/editions", open[0]);
        let restricted = people.who(|token| {
            let ask = by(app.get(&path), token.as_deref());
            async move {
                let page = ask.await.json();
                let items = page["items"].as_array().expect("items");
                assert_eq!(json!(items.len()), page["totalCount"]);
                items.iter().any(|it| it["restricted"] == true)
            }
        }).await;
        assert_eq!(restricted, ["parent", "seller", "client"]);
        let counted = |query: &'static str| {
            let (app, people) = (app.clone(), &people);
            async move {
                let mut counts = Vec::new();
                for (_, token) in people.all() {
                    let page = by(app.get(&format!("/v1/courses?limit=1&{query}")), token).await.json();
                    counts.push(page["totalCount"].as_u64().expect("a count"));
                }
                counts
            }
        };
        assert_eq!(everybody.len(), 8);
        assert_eq!(counted("q=zeilschool").await, [1, 1, 4, 1, 2 + 1, 4, 2, 2]);
        assert_eq!(counted("visibility=organisations&visibility=own&visibility=clients").await, [0, 0, 3, 0, 2, 3, 1, 1]);
        assert_eq!(counted("provider=xonar&visibility=organisations").await, [0, 0, 1, 0, 1, 1, 1, 1]);
        let facets = app.get("/v1/courses?limit=1&q=zeilschool&facets=visibility,provider").bearer(&people.other.token).await.json();
        let values = facets["facets"][0]["values"].as_array().expect("values").iter();
        let values: Vec<_> = values.map(|it| (text(&it["value"]), it["count"].clone())).collect();
        assert_eq!(values, [("public".to_owned(), json!(1)), ("organisations".to_owned(), json!(1))]);
    }

    async fn a_client_is_shown_its_own_price(app: TestApp) {
        let people = People::made(&app).await;
        let mut row = closed("besteld", "clients", &[CLIENT, OTHER]);
        row["priceCents"] = Value::Null;
        row["priceLines"] = json!([
            {"kind": "course_fee", "amountCents": 20_000, "payer": "parent"},
            {"kind": "course_fee", "amountCents": 0, "payer": "parent", "client": CLIENT},
        ]);
        row["editions"][0]["priceLines"] = json!([{"kind": "course_fee", "amountCents": 1_500, "payer": "parent", "client": OTHER}]);
        let id = pushed(&app, &people.seller, "1", json!([row])).await.remove(0);
        let path = format!("/v1/courses/{id}");
        for (name, token, course, edition) in [
            ("client", &people.client.token, json!(0), Value::Null), ("parent", &people.parent, json!(0), Value::Null),
            ("other", &people.other.token, json!(20_000), json!(1_500)), ("elsewhere", &people.elsewhere, json!(20_000), json!(1_500)),
            ("seller", &people.seller.token, json!(20_000), Value::Null),
        ] {
            let read = app.get(&path).bearer(token).await.json();
            assert_eq!(read["price"]["amountCents"], course, "{name}");
            let others = usize::from(name == "seller");
            assert_eq!(read["priceLines"].as_array().map(Vec::len), Some(1 + others), "{name}");
            let else_where = if ["client", "parent"].contains(&name) { OTHER } else { CLIENT };
            let told = read.to_string().contains(&format!("\"slug\":\"{else_where}\""));
            assert_eq!(told, name == "seller", "{name}: who else buys is not told");
            let dates = app.get(&format!("{path}/editions")).bearer(token).await.json();
            assert_eq!(dates["items"][0]["price"]["amountCents"], edition, "{name}");
            let free = app.get("/v1/courses?limit=1&price=free&visibility=clients").bearer(token).await.json();
            assert_eq!(free["totalCount"], json!(i32::from(course == json!(0))), "{name}");
        }
    }

    async fn an_answer_that_is_not_everybodys_is_kept_by_nobody(app: TestApp) {
        let people = People::made(&app).await;
        let id = pushed(&app, &people.seller, "1", json!([closed("besteld", "clients", &[CLIENT])])).await.remove(0);
        let kept = || app.parts.catalogue().now().kept.len();
        let paths = [
            "/v1/courses?limit=5".to_owned(), format!("/v1/courses/{id}"), format!("/v1/courses/{id}/editions"),
            "/v1/search?q=zeilschool".to_owned(), "/v1/search/_suggest?q=zeil".to_owned(), "/v1/courses/_changes".to_owned(),
            "/v1/courses?format=csv".to_owned(), "/v1/providers/xonar".to_owned(),
        ];
        for path in &paths {
            let before = kept();
            for _ in 0..3 {
                let (answer, statements) = app.counted(app.get(path).bearer(&people.parent)).await;
                assert_eq!((answer.status, statements), (200, 0), "{path}");
                assert_eq!(answer.header("cache-control"), "private, no-store", "{path}");
            }
            assert_eq!(kept(), before, "{path}");
        }
        let query = "{ courses(first: 2, filter: {q: \"zeilschool\"}) { totalCount } }";
        let before = kept();
        for _ in 0..3 {
            let answer = app.graphql(query, json!({})).bearer(&people.parent).await;
            assert_eq!(answer.data()["courses"]["totalCount"], 1);
        }
        assert_eq!(kept(), before);
        let anonymous = app.get(&paths[0]).await;
        let theirs = app.get(&paths[0]).bearer(&people.parent).await;
        assert_ne!(anonymous.header("etag"), theirs.header("etag"));
        let held = app.get(&paths[0]).header("If-None-Match", &theirs.header("etag")).await;
        assert_eq!(held.status, 200);
    }

    async fn those_who_look_after_a_closed_course_do_so_as_with_any_other(app: TestApp) {
        let people = People::made(&app).await;
        let id = pushed(&app, &people.seller, "1", json!([closed("besteld", "clients", &[CLIENT])])).await.remove(0);
        let own = people.seller.read(&app, "/v1/courses/_own?limit=100").await.json();
        let items = own["items"].as_array().expect("items").iter();
        let mine = items.clone().find(|it| it["courseId"] == json!(id)).expect("it is there");
        assert_eq!((&mine["visibility"], &mine["clientIds"]), (&json!("clients"), &json!([people.client.provider])));
        app.advance(chrono::TimeDelta::days(2));
        for email in ["bureau@voorbeeld.nl", "beheer@voorbeeld.nl"] {
            let hat = if email.starts_with("bureau") { "organisation" } else { "administrator" };
            let token = token(&app, email, hat).await;
            let waiting = walked(&app, "/v1/courses/_to-confirm?days=1", &token).await;
            assert!(waiting.contains(&id), "{email}");
        }
        let token = token(&app, "bureau@voorbeeld.nl", "organisation").await;
        let confirmed = app.post(&format!("/v1/courses/{id}/_confirm")).json(&json!({"ifRevision": 1})).bearer(&token).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.text());
        let history = app.get(&format!("/v1/courses/{id}/history")).bearer(&token).await.json();
        assert_eq!(history["items"].as_array().map(Vec::len), Some(2));
    }
}

/// The courses of a list, page by page.
pub async fn walked(app: &TestApp, path: &str, token: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = app
            .get(&format!("{path}&limit=100{cursor}"))
            .bearer(token)
            .await
            .json();
        ids.extend(
            page["items"]
                .as_array()
                .expect("items")
                .iter()
                .map(|it| text(&it["courseId"])),
        );
        match page["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return ids,
        }
    }
}
