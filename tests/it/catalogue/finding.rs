//! Finding courses: by what their editions are, counted by facets, in every order.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{examples, ids, member, walk};

/// Every facet, as REST writes it and as GraphQL does.
const FACETS: [(&str, &str); 14] = [
    ("pillar", "PILLAR"),
    ("topic", "TOPIC"),
    ("subject", "SUBJECT"),
    ("provider", "PROVIDER"),
    ("learningForm", "LEARNING_FORM"),
    ("formGroup", "FORM_GROUP"),
    ("productKind", "PRODUCT_KIND"),
    ("audience", "AUDIENCE"),
    ("offer", "OFFER"),
    ("price", "PRICE"),
    ("language", "LANGUAGE"),
    ("delivery", "DELIVERY"),
    ("youthRegion", "YOUTH_REGION"),
    ("partOfDay", "PART_OF_DAY"),
];

const SORTS: [&str; 6] = [
    "offer",
    "title",
    "nextStart",
    "distance",
    "-rating",
    "-updatedAt",
];

async fn found(app: &TestApp, query: &str) -> Value {
    let answer = app.get(&format!("/v1/courses?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.text());
    answer.json()
}

fn items(page: &Value) -> &Vec<Value> {
    page["items"].as_array().expect("items")
}

/// A wish but for what it says of a facet, which is left out of the facet's own counts.
fn but(wish: &str, facet: &str) -> String {
    let itself = format!("{facet}=");
    let others = wish.split('&').filter(|part| !part.starts_with(&itself));
    others.collect::<Vec<_>>().join("&")
}

/// The counts of each facet of a page.
fn counts(facets: &Value) -> BTreeMap<String, Vec<(String, u64)>> {
    let facets = facets.as_array().expect("facets").iter();
    let read = facets.map(|facet| {
        let values = facet["values"].as_array().expect("values").iter();
        let value = |it: &Value| {
            let name = it["value"].as_str().expect("a value");
            (name.to_owned(), it["count"].as_u64().expect("a count"))
        };
        let name = facet["facet"].as_str().expect("a facet");
        (name.to_owned(), values.map(value).collect())
    });
    read.collect()
}

on_both! {
    async fn a_facet_tells_what_filtering_by_its_value_would_find(app: TestApp) {
        examples(&app).await;
        let names: Vec<&str> = FACETS.iter().map(|(name, _)| *name).collect();
        for wish in [
            "", "pillar=functioneren", "learningForm=classroom&audience=aspirant",
            "q=trauma", "offer=current&delivery=in_person", "startsFrom=2017-01-01",
        ] {
            let page = found(&app, &format!("limit=1&facets={}&{wish}", names.join(","))).await;
            let told = counts(&page["facets"]);
            assert_eq!(told.len(), FACETS.len());
            for (name, values) in &told {
                let others = but(wish, name);
                for (value, count) in values {
                    let one = found(&app, &format!("limit=1&{name}={value}&{others}")).await;
                    assert_eq!(one["totalCount"], *count, "{wish}: {name}={value}");
                }
            }
            // And what it leaves out would find nothing.
            let all = found(&app, "limit=1&facets=topic,learningForm").await;
            for (name, values) in counts(&all["facets"]) {
                let others = but(wish, &name);
                let kept: BTreeSet<&String> = told[&name].iter().map(|(value, _)| value).collect();
                for (value, _) in values.iter().filter(|(value, _)| !kept.contains(value)) {
                    let none = found(&app, &format!("limit=1&{name}={value}&{others}")).await;
                    assert_eq!(none["totalCount"], 0, "{wish}: {name}={value}");
                }
            }
        }
    }

    async fn both_doors_count_alike(app: TestApp) {
        examples(&app).await;
        let names: Vec<&str> = FACETS.iter().map(|(name, _)| *name).collect();
        let words: Vec<&str> = FACETS.iter().map(|(_, word)| *word).collect();
        let rest = found(&app, &format!("limit=1&pillar=zorgen&facets={}", names.join(","))).await;
        let query = format!("{{ courses(first: 1, filter: {{pillar: [\"zorgen\"]}}) {{
            facets(of: [{}]) {{ facet values {{ value label count }} }} }} }}", words.join(" "));

        let graphql = app.graphql(&query, json!({})).await.data();

        for (at, (name, word)) in FACETS.iter().enumerate() {
            let there = &graphql["courses"]["facets"][at];
            assert_eq!((&rest["facets"][at]["facet"], &there["facet"]), (&json!(name), &json!(word)));
            assert_eq!(rest["facets"][at]["values"], there["values"], "{name}");
        }
    }

    async fn every_order_joins_without_a_gap_or_a_repeat(app: TestApp) {
        examples(&app).await;
        for sort in SORTS {
            let near = if sort == "distance" { "&near=GM0344&radiusKm=300&orOnline=true" } else { "" };
            let list = format!("courses?sort={sort}{near}");
            let whole = walk(&app, &list, 100).await;
            let parts = walk(&app, &list, 4).await;

            assert!(whole.len() > 10, "{sort}");
            assert_eq!(whole, parts, "{sort}");
            let distinct: BTreeSet<String> = member(&parts, "id").into_iter().collect();
            assert_eq!(distinct.len(), parts.len(), "{sort}");
        }
    }

    async fn an_order_is_what_it_says(app: TestApp) {
        examples(&app).await;
        let starts = walk(&app, "courses?sort=nextStart", 100).await;
        let starts: Vec<Option<&str>> = starts.iter().map(|it| it["nextStart"].as_str()).collect();
        let known: Vec<&str> = starts.iter().copied().flatten().collect();
        let titles = member(&walk(&app, "courses?sort=title", 100).await, "title");
        let near = walk(&app, "courses?sort=distance&near=utrecht&radiusKm=300", 100).await;
        let far: Vec<f64> = near.iter().filter_map(|it| it["distanceKm"].as_f64()).collect();

        assert_eq!(known.len(), 12);
        assert!(known.is_sorted() && starts[..12].iter().all(Option::is_some), "{starts:?}");
        assert!(titles.is_sorted_by_key(|title| title.to_lowercase()), "{titles:?}");
        assert!(far.len() > 5 && far.is_sorted(), "{far:?}");
        assert_eq!(far.len(), near.len());
    }

    async fn a_cursor_of_another_order_is_refused(app: TestApp) {
        let cursor = found(&app, "limit=2&sort=title").await["nextCursor"].clone();
        let cursor = cursor.as_str().expect("a cursor");

        let rest = app.get(&format!("/v1/courses?sort=nextStart&cursor={cursor}")).await;
        let query = "query($after: String) { courses(sort: UPDATED, after: $after) { totalCount } }";
        let graphql = app.graphql(query, json!({"after": cursor})).await;

        assert_eq!(rest.faults(), [("cursor".to_owned(), "page.bad_cursor".to_owned())]);
        assert_eq!(graphql.faults(), [("after".to_owned(), "page.bad_cursor".to_owned())]);
    }

    async fn near_is_as_the_crow_flies_from_the_centre(app: TestApp) {
        let [utrecht, leusden, ede, emmen] = ["GM0344", "GM0327", "GM0228", "GM0114"];
        // By the cosine rule on the coordinates of municipalities.csv: 22.4, 39.1, 143 km.
        for (radius, inside, outside) in [
            (22, vec![utrecht], vec![leusden, ede, emmen]),
            (23, vec![utrecht, leusden], vec![ede, emmen]),
            (40, vec![utrecht, leusden, ede], vec![emmen]),
            (300, vec![utrecht, leusden, ede, emmen], vec![]),
        ] {
            let list = format!("editions?near={utrecht}&radiusKm={radius}");
            let there = member(&walk(&app, &list, 100).await, "municipalityCode");
            let there: BTreeSet<&str> = there.iter().map(String::as_str).collect();
            assert!(inside.iter().all(|town| there.contains(town)), "{radius}: {there:?}");
            assert!(!outside.iter().any(|town| there.contains(town)), "{radius}: {there:?}");
        }
        let query = "{ courses(filter: {edition: {near: \"utrecht\", radiusKm: 23}}) { nodes {
            editions(filter: {near: \"utrecht\", radiusKm: 23}) { nodes {
                distanceKm(from: \"utrecht\") municipality { name } } } } } }";
        let nodes = app.graphql(query, json!({})).await.data()["courses"]["nodes"].clone();
        let nodes = nodes.as_array().expect("nodes");
        assert!(nodes.len() >= 2);
        for course in nodes {
            let editions = course["editions"]["nodes"].as_array().expect("nodes");
            let far = editions.iter().map(|it| it["distanceKm"].as_f64().expect("a distance"));
            assert!(!editions.is_empty() && far.into_iter().all(|far| far <= 23.0), "{course}");
        }
    }

    async fn a_course_stands_once_with_only_the_editions_meant(app: TestApp) {
        examples(&app).await;
        let plain = found(&app, "limit=100&offer=current").await;
        let groningen = found(&app, "limit=100&near=GM0014&radiusKm=5").await;

        assert!(items(&plain).iter().all(|it| it.get("matchingEditions").is_none()));
        assert!(!items(&groningen).is_empty());
        for hit in items(&groningen) {
            let editions = hit["matchingEditions"].as_array().expect("editions");
            assert!(!editions.is_empty());
            assert!(editions.iter().all(|it| it["municipalityCode"] == "GM0014"), "{hit}");
            assert_eq!(hit["distanceKm"], 0.0);
        }
    }

    async fn what_is_followed_from_home_is_never_too_far(app: TestApp) {
        examples(&app).await;
        let near = found(&app, "limit=100&near=GM0014&radiusKm=5").await;
        let also = found(&app, "limit=100&near=GM0014&radiusKm=5&orOnline=true").await;
        let dated = found(&app, "limit=100&near=GM0014&radiusKm=5&orOnline=true&startsFrom=2020-01-01").await;

        let forms = |page: &Value| -> BTreeSet<String> {
            items(page).iter().map(|it| it["learningForm"]["code"].as_str().expect("a code").to_owned()).collect()
        };
        assert!(!forms(&near).contains("webinar") && !forms(&near).contains("online_self_paced"));
        assert!(forms(&also).contains("webinar") && forms(&also).contains("online_self_paced"));
        // What has no dates cannot start on one.
        assert!(!forms(&dated).contains("online_self_paced"), "{:?}", forms(&dated));
    }

    async fn dates_are_a_window_on_when_an_edition_may_start(app: TestApp) {
        let whole = "editions?startsFrom=2017-01-01&startsUntil=2017-12-31";
        let year = member(&walk(&app, whole, 100).await, "externalId");
        let spring = walk(&app, "editions?startsFrom=2017-04-10&startsUntil=2017-04-20", 100).await;

        assert_eq!(year.iter().map(String::as_str).collect::<BTreeSet<_>>(),
            BTreeSet::from(["ED-004", "ED-006", "ED-007", "ED-017", "ED-019", "ED-020"]));
        // Of this one no more is known than the month.
        assert_eq!(member(&spring, "externalId"), ["ED-019"]);
    }

    async fn next_start_moves_with_the_day(app: TestApp) {
        examples(&app).await;
        let today = app.backend.clock.now().date_naive().to_string();
        let first = found(&app, "limit=1&sort=nextStart").await["items"][0].clone();
        app.advance(TimeDelta::days(30));
        let later = found(&app, "limit=1&sort=nextStart").await["items"][0].clone();

        assert!(first["nextStart"].as_str().expect("a day") > today.as_str());
        assert!(later["nextStart"].as_str().expect("a day") > first["nextStart"].as_str().expect("a day"));
    }

    async fn every_fault_of_what_is_asked_of_editions_is_named(app: TestApp) {
        let query = "near=nowhere&radiusKm=900&partOfDay=night&startsFrom=soon&sort=distance&facets=colour";
        let rest = app.get(&format!("/v1/courses?{query}")).await;
        let alone = app.get("/v1/courses?radiusKm=10&sort=distance").await;
        let filter = "{edition: {near: \"nowhere\", radiusKm: 900}}";
        let graphql = app.graphql(&format!("{{ courses(filter: {filter}) {{ totalCount }} }}"), json!({})).await;

        let named: BTreeSet<(String, String)> = rest.faults().into_iter().collect();
        let expect = [("near", "filter.unknown_value"), ("radiusKm", "filter.out_of_range"),
            ("partOfDay", "filter.unknown_value"), ("startsFrom", "query.malformed"),
            ("facets", "filter.unknown_value")];
        for (place, code) in expect {
            assert!(named.contains(&(place.to_owned(), code.to_owned())), "{place}: {named:?}");
        }
        assert_eq!((rest.status, named.len()), (400, expect.len()));
        let alone: BTreeSet<(String, String)> = alone.faults().into_iter().collect();
        let needs = |name: &str| (name.to_owned(), "filter.needs_near".to_owned());
        assert_eq!(alone, BTreeSet::from([needs("radiusKm"), needs("sort")]));
        assert_eq!(graphql.faults().len(), 2, "{}", graphql.text());
    }

    async fn a_body_asks_the_same_of_editions(app: TestApp) {
        examples(&app).await;
        let listed = found(&app, "limit=100&near=GM0202&radiusKm=40&pillar=zorgen&facets=delivery").await;
        let body = json!({"pillar": ["zorgen"], "edition": {"near": "GM0202", "radiusKm": 40}});

        let sent = app.post("/v1/courses/_search?limit=100&facets=delivery").json(&body).await;
        let wrong = app.post("/v1/courses/_search").json(&json!({"edition": {"colour": 1}})).await;

        assert_eq!(sent.status, 200, "{}", sent.text());
        assert!(!items(&listed).is_empty());
        assert_eq!(sent.json(), listed);
        assert_eq!(wrong.faults(), [("/edition/colour".to_owned(), "input.unknown_member".to_owned())]);
    }

    async fn both_doors_find_alike(app: TestApp) {
        examples(&app).await;
        for (rest, graphql) in [
            ("near=GM0202&radiusKm=40", "{near: \"GM0202\", radiusKm: 40}"),
            ("near=arnhem&orOnline=true", "{near: \"arnhem\", orOnline: true}"),
            ("delivery=online", "{delivery: [ONLINE]}"),
            ("partOfDay=evening&startsFrom=2020-06-01", "{partOfDay: [EVENING], startsFrom: \"2020-06-01\"}"),
            ("youthRegion=Eemland&orOnline=true", "{youthRegion: [\"Eemland\"], orOnline: true}"),
            ("municipality=ede", "{municipality: [\"ede\"]}"),
        ] {
            let page = found(&app, &format!("limit=100&sort=title&{rest}")).await;
            let query = format!(
                "{{ courses(first: 100, sort: TITLE, filter: {{edition: {graphql}}}) {{ nodes {{ uuid }} }} }}"
            );
            let answer = app.graphql(&query, json!({})).await;

            assert!(!items(&page).is_empty() && items(&page).len() < 91, "{rest}");
            assert_eq!(member(items(&page), "id"), ids(&answer, "courses"), "{rest}");
        }
    }

    async fn a_course_in_a_list_is_the_course_itself_and_what_was_found_with_it(app: TestApp) {
        examples(&app).await;
        for (query, beside) in [
            ("limit=100", &[][..]),
            ("near=arnhem&radiusKm=60", &["distanceKm", "matchingEditions"]),
            ("delivery=online", &["matchingEditions"]),
        ] {
            let page = found(&app, query).await;
            assert!(!items(&page).is_empty(), "{query}");
            for item in items(&page) {
                let path = format!("/v1/courses/{}", item["id"].as_str().expect("an id"));
                let mut alone = app.get(&path).await.json();
                for name in beside {
                    alone[*name] = item[*name].clone();
                    assert!(!item[*name].is_null(), "{query}: {name}");
                }
                assert_eq!(alone.to_string(), item.to_string(), "{query}");
            }
        }
    }
}
