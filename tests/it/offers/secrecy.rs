//! Whoever may not see an offer cannot tell that it is there: to the byte, everything is answered
//! as before.

use serde_json::{Value, json};
use tests::{Answer, Ask, TestApp, on_both};

use super::{CLIENT, OTHER, People, by, closed, pushed};
use crate::drafts::{step, whole};
use crate::intake::{edition, text};

/// A status, headers and a body.
type Shape = (u16, Vec<(String, String)>, String);

/// What of an answer could tell one state of the catalogue from another.
fn shape(answer: &Answer) -> Shape {
    let apart = ["date", "traceparent", "catalogue-version"];
    let headers = answer
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), format!("{value:?}")));
    let mut headers: Vec<_> = headers
        .filter(|(name, _)| !apart.contains(&name.as_str()))
        .collect();
    headers.sort();
    let mut text = answer.text();
    // The trace of one request.
    if let Some((before, after)) = text.clone().split_once("\"traceId\":\"") {
        let rest = after.split_once('"').map_or("", |(_, rest)| rest);
        text = format!("{before}{rest}");
    }
    (answer.status, headers, text)
}

/// A way to ask, and what it is called.
type Way<'a> = (String, Box<dyn Fn() -> Ask + 'a>);

/// Every operation that reads from the catalogue, at both doors.
fn ways(app: &TestApp) -> Vec<Way<'_>> {
    let mut paths: Vec<String> = [
        "pillars",
        "topics",
        "subjects",
        "terms",
        "code-lists",
        "municipalities?q=utrecht",
        "providers?limit=100",
        "providers/xonar",
        "courses?limit=100",
        "courses?sort=title&limit=100",
        "courses?sort=nextStart",
        "courses?sort=-rating",
        "courses?sort=-updatedAt",
        "courses?q=zeilschool",
        "courses?q=praten&limit=100",
        "courses?provider=xonar",
        "courses?near=utrecht&sort=distance",
        "courses?municipality=utrecht",
        "courses?price=free",
        "courses?visibility=clients",
        "courses?format=csv",
        "courses?format=json-ld",
        "courses?format=atom",
        "courses?format=atom&sort=-updatedAt",
        "courses/_changes?limit=100",
        "courses/_changes?since=2026-01-01T00:00:00Z",
        "courses/_compare?course=met-twee-families-leven&course=16-en-hoe-nu-verder",
        "courses/_compare?course=zeilschool-a&course=zeilschool-b",
        "courses/met-twee-families-leven",
        "courses/met-twee-families-leven?format=json-ld",
        "courses/met-twee-families-leven/similar",
        "courses/met-twee-families-leven/editions",
        "courses/met-twee-families-leven/reviews",
        "courses/zeilschool-besteld",
        "editions?limit=100",
        "editions?format=csv",
        "editions?format=ics",
        "editions?municipality=utrecht",
        "search?q=zeilschool",
        "search?q=zeilschol",
        "search?q=zeil",
        "search?q=avond+utrecht&limit=100",
        "search?q=xonar",
        "search?q=gratis",
        "search/_suggest?q=zeil",
        "search/_suggest?q=praten",
        "search/_misses",
        "supply",
        "supply?by=topic,learningForm",
        "supply?by=youthRegion",
        "supply?by=pillar&format=csv",
        "supply?by=pillar&format=json-stat",
        "supply/coverage.svg",
        "providers/xonar/supply?by=pillar",
        "providers/xonar/supply?by=pillar,learningForm&beside=yorneo",
        "statistics/datasets",
    ]
    .map(|path| format!("/v1/{path}"))
    .to_vec();
    let facets = "pillar,topic,subject,provider,learningForm,audience,offer,price,careType,childTheme,condition,\
        readingLevel,language,delivery,youthRegion,partOfDay,status,visibility";
    paths.push(format!("/v1/courses?limit=1&facets={facets}"));
    paths.extend(["/", "/en"].map(str::to_owned));
    let mut ways: Vec<Way<'_>> = paths
        .into_iter()
        .map(|path| {
            let way: Box<dyn Fn() -> Ask> = Box::new({
                let path = path.clone();
                move || app.get(&path)
            });
            (path, way)
        })
        .collect();
    for (path, body) in [
        ("/v1/courses/_search?limit=100", json!({"q": "zeilschool"})),
        ("/v1/courses/_search", json!({"price": ["free"]})),
        ("/v1/search/_search", json!({"q": "zeilschool"})),
    ] {
        ways.push((
            path.to_owned(),
            Box::new(move || app.post(path).json(&body)),
        ));
    }
    for query in [
        "{ courses(first: 100) { totalCount facets(of: [PROVIDER, PRICE, VISIBILITY, STATUS]) { values { value count } }
            nodes { uuid slug visibility nextStart price { amountCents } 
            editions(first: 100) { totalCount nodes { uuid restricted } } similar { course { uuid } } provider { slug } } } }",
        "{ provider(id: \"xonar\") { courses(first: 100) { totalCount nodes { uuid } } } pillar(id: \"zorgen\") { courses { totalCount } }
            topic(id: \"balans-in-gezin\") { courses { totalCount nodes { uuid } } subjects { nodes { courses { totalCount } } } } }",
        "{ courseChanges(first: 100) { totalCount nodes { courseId removed changedAt } } municipality(code: \"utrecht\") { editions { totalCount } } }",
        "{ search(text: \"zeilschool\", first: 100) { totalCount understood { label } nodes { uuid why { found } } } searchSuggest(text: \"zeil\") { uuid } }",
        "{ courseComparison(courses: [\"met-twee-families-leven\", \"16-en-hoe-nu-verder\"]) { aspects { code values } } }",
        "{ editions(first: 100) { totalCount nodes { uuid course { uuid } } } }",
        "{ supply(by: [TOPIC]) { total { current unconfirmed archive } cells { codes courses { current unconfirmed archive } } } }",
        "{ providerSupply(id: \"xonar\", beside: \"yorneo\", by: [PILLAR]) { own { current unconfirmed } beside { current unconfirmed } } }",
    ] {
        ways.push((query.to_owned(), Box::new(move || app.graphql(query, json!({})))));
    }
    ways
}

async fn everything(app: &TestApp, people: &People) -> Vec<(String, Shape)> {
    let strangers = [
        ("anonymous", None),
        ("another organisation", Some(&people.other.token)),
        ("a parent of nobody", Some(&people.nobodys)),
        ("a parent elsewhere", Some(&people.elsewhere)),
        ("an administrator", Some(&people.admin)),
    ];
    let mut all = Vec::new();
    for (way, ask) in ways(app) {
        for (who, token) in strangers {
            let answer = by(ask(), token.map(String::as_str)).await;
            assert!(answer.status < 500, "{way}: {}", answer.text());
            all.push((format!("{way}, as {who}"), shape(&answer)));
        }
    }
    all
}

/// What is asked of one thing, about an id.
async fn about(app: &TestApp, people: &People, id: &str) -> Vec<(String, u16, Value, usize)> {
    let global =
        |kind: &str| pijler::kernel::id::global(kind, id.parse().expect("an id")).to_string();
    let body = json!({"ifRevision": 1});
    let mut all = Vec::new();
    for (who, token) in [
        ("anonymous", None),
        ("organisation", Some(&people.other.token)),
        ("parent", Some(&people.nobodys)),
    ] {
        let graphql = "query($course: ID!, $edition: ID!) { node(id: $course) { id } nodes(ids: [$course, $edition]) { id }
            course(id: $course) { uuid } edition(id: $edition) { uuid } }";
        let one = |act: &str| {
            format!(
                "mutation($id: ID!) {{ {act}(input: {{courseId: $id, ifRevision: 1}}) {{ course {{ courseId }} }} }}"
            )
        };
        let course = global("Course");
        let mut asks = vec![
            ("read", app.get(&format!("/v1/courses/{id}"))),
            (
                "linked",
                app.get(&format!("/v1/courses/{id}?format=json-ld")),
            ),
            ("editions", app.get(&format!("/v1/courses/{id}/editions"))),
            ("edition", app.get(&format!("/v1/editions/{id}"))),
            ("similar", app.get(&format!("/v1/courses/{id}/similar"))),
            ("reviews", app.get(&format!("/v1/courses/{id}/reviews"))),
            (
                "compare",
                app.get(&format!(
                    "/v1/courses/_compare?course={id}&course=16-en-hoe-nu-verder"
                )),
            ),
            ("editions of", app.get(&format!("/v1/editions?course={id}"))),
            ("history", app.get(&format!("/v1/courses/{id}/history"))),
            (
                "right",
                app.post(&format!("/v1/courses/{id}/review-rights"))
                    .json(&json!({"basis": "self_declared"})),
            ),
            (
                "draft",
                app.post("/v1/drafts").json(&json!({"courseId": id})),
            ),
            (
                "nodes",
                app.graphql(
                    graphql,
                    json!({"course": course, "edition": global("Edition")}),
                ),
            ),
            (
                "course history",
                app.graphql(
                    "query($id: ID!) { courseHistory(courseId: $id) { nodes { act } } }",
                    json!({"id": course}),
                ),
            ),
        ];
        for act in ["_withdraw", "_publish", "_archive", "_confirm"] {
            asks.push((
                act,
                app.post(&format!("/v1/courses/{id}/{act}")).json(&body),
            ));
        }
        for act in [
            "courseWithdraw",
            "coursePublish",
            "courseArchive",
            "courseConfirm",
        ] {
            asks.push((act, app.graphql(&one(act), json!({"id": course}))));
        }
        for (what, ask) in asks {
            let (answer, cost) = app.counted(by(ask, token.map(String::as_str))).await;
            let mut said = answer.json();
            if let Some(said) = said.as_object_mut() {
                said.remove("traceId");
            }
            let said: Value =
                serde_json::from_str(&said.to_string().replace(id, "ID")).expect("JSON");
            all.push((format!("{what}, as {who}"), answer.status, said, cost));
        }
    }
    all
}

on_both! {
    async fn nothing_tells_those_who_may_not_know(app: TestApp) {
        let people = People::made(&app).await;
        // What is public is there before, with a closed edition or without.
        let open = json!({"externalId": "open", "title": "Praten met de buren", "topics": ["balans-in-gezin"], "editions": [edition("open", "2027-06-01")]});
        pushed(&app, &people.seller, "1", json!([open])).await;
        let before = everything(&app, &people).await;

        let mut mixed = open.clone();
        mixed["editions"] = json!([edition("open", "2027-06-01"), {"externalId": "dicht", "startsOn": "2027-01-01", "delivery": "online", "openTo": [CLIENT]}]);
        let mut same_words = closed("zelfde", "clients", &[CLIENT]);
        same_words["title"] = json!("Met twee families leven");
        // What is public is not told what closed offers use it in.
        same_words["uses"] = json!(["open"]);
        let ids = pushed(&app, &people.seller, "2", json!([mixed, closed("besteld", "clients", &[CLIENT]), same_words, closed("intern", "own", &[])])).await;
        pushed(&app, &people.client, "1", json!([closed("eigen", "own", &[])])).await;
        let drafted = people.client.submits(&app, &{
            let mut body = whole("Zeilschool uit een concept");
            body["content"]["visibility"] = json!("own");
            body
        }).await;
        assert_eq!(step(&app, &people.admin, (&drafted, "_approve"), 2).await.status, 200);
        compare(&before, &everything(&app, &people).await, "made");

        let gone = app.post(&format!("/v1/courses/{}/_withdraw", ids[1])).json(&json!({"ifRevision": 1}));
        assert_eq!(gone.bearer(&people.seller.token).await.status, 200);
        let mut otherwise = closed("intern", "clients", &[CLIENT]);
        otherwise["summary"] = json!("Over zeilen en loslaten.");
        pushed(&app, &people.seller, "3", json!([otherwise])).await;
        compare(&before, &everything(&app, &people).await, "changed");
    }

    async fn one_that_may_not_be_seen_is_as_one_that_is_not_there(app: TestApp) {
        let people = People::made(&app).await;
        let sold = pushed(&app, &people.seller, "1", json!([closed("besteld", "clients", &[CLIENT])])).await.remove(0);
        let own = pushed(&app, &people.client, "1", json!([closed("eigen", "own", &[])])).await.remove(0);
        let nobodys = "00000000-0000-7000-8000-000000000009";
        let expect = about(&app, &people, nobodys).await;
        for id in [&sold, &own] {
            for (seen, expect) in about(&app, &people, id).await.into_iter().zip(&expect) {
                assert_eq!(&seen, expect);
            }
            // Nor is it told by its address.
            let own = app.get(&format!("/v1/courses/{id}")).bearer(&people.client.token).await.json();
            let slug = text(&own["slug"]);
            assert!(slug.starts_with('~'), "{slug}");
            assert_eq!(app.get(&format!("/v1/courses/{slug}")).await.status, 404);
            assert_eq!(app.get(&format!("/v1/courses/{slug}")).bearer(&people.client.token).await.status, 200);
        }
        let edition = app.get(&format!("/v1/courses/{sold}/editions")).bearer(&people.client.token).await.json();
        let edition = text(&edition["items"][0]["id"]);
        for (seen, expect) in about(&app, &people, &edition).await.into_iter().zip(&expect) {
            assert_eq!(&seen, expect);
        }
        assert_eq!(app.get(&format!("/v1/editions/{edition}")).bearer(&people.client.token).await.status, 200);
    }

    async fn a_title_of_a_closed_course_leaves_the_address_free(app: TestApp) {
        let people = People::made(&app).await;
        let mut hidden = closed("besteld", "clients", &[CLIENT]);
        hidden["title"] = json!("Varen op zicht");
        pushed(&app, &people.seller, "1", json!([hidden])).await;
        let mut open = closed("varen", "public", &[]);
        open["title"] = json!("Varen op zicht");
        let id = pushed(&app, &people.other, "1", json!([open])).await.remove(0);
        assert_eq!(app.get(&format!("/v1/courses/{id}")).await.json()["slug"], "varen-op-zicht");
    }

    async fn the_client_itself_learns_nothing_of_other_clients(app: TestApp) {
        let people = People::made(&app).await;
        let id = pushed(&app, &people.seller, "1", json!([closed("besteld", "clients", &[CLIENT, OTHER])])).await.remove(0);
        let theirs = app.get(&format!("/v1/courses/{id}")).bearer(&people.client.token).await.text();
        assert!(!theirs.contains(&people.other.provider) && !theirs.contains(OTHER), "{theirs}");
        let figures = app.get("/v1/supply?by=pillar").bearer(&people.client.token).await.json();
        assert_eq!(figures["cells"], app.get("/v1/supply?by=pillar").await.json()["cells"], "figures are of what the public sees");
    }
}

fn compare(before: &[(String, Shape)], after: &[(String, Shape)], when: &str) {
    for ((way, one), (_, other)) in before.iter().zip(after) {
        assert_eq!(one, other, "{way}, {when}");
    }
}
