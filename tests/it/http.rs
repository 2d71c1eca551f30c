//! The rules of HTTP, as a client meets them.

use std::future::IntoFuture;
use std::time::Duration;

use tests::{Engine, TestApp, on_both};

on_both! {
    async fn every_answer_carries_the_headers_that_keep_browsers_safe(app: TestApp) {
        for path in ["/health/live", "/v1/openapi.json", "/nothing", "/graphql"] {
            let answer = app.get(path).await;

            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("x-frame-options", "DENY"),
                ("referrer-policy", "no-referrer"),
                ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
                ("api-version", env!("CARGO_PKG_VERSION")),
            ] {
                assert_eq!(answer.header(name), value, "{name} of {path}");
            }
            assert!(answer.header("strict-transport-security").contains("max-age"));
            assert!(!answer.header("cache-control").is_empty(), "{path}");
        }
    }

    async fn the_server_is_ready_when_its_database_is_migrated(app: TestApp) {
        assert_eq!(app.get("/health/live").await.status, 200);
        assert_eq!(app.get("/health/ready").await.status, 200);
    }

    async fn both_doors_say_the_version(app: TestApp) {
        let answer = app.graphql("{ apiVersion }", serde_json::json!({})).await;

        assert_eq!(answer.data()["apiVersion"], answer.header("api-version"));
    }
}

async fn app() -> TestApp {
    TestApp::start(Engine::Sqlite)
        .await
        .expect("SQLite is always there")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_address_is_a_problem_in_the_language_asked_for() {
    let app = app().await;

    let dutch = app.get("/v1/nothing").await;
    let english = app.get("/v1/nothing").english().await;

    assert_eq!(dutch.status, 404);
    assert_eq!(dutch.header("content-type"), "application/problem+json");
    assert_eq!(dutch.header("content-language"), "nl");
    assert_eq!(english.header("content-language"), "en");
    let (dutch, english) = (dutch.json(), english.json());
    assert_eq!(dutch["code"], english["code"]);
    assert_ne!(dutch["detail"], english["detail"]);
    for member in ["type", "title", "status", "detail", "code", "traceId"] {
        assert!(dutch.get(member).is_some(), "{member}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slash_at_the_end_is_another_address() {
    let app = app().await;

    assert_eq!(app.get("/v1/openapi.json").await.status, 200);
    assert_eq!(app.get("/v1/openapi.json/").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_method_is_told_the_right_ones() {
    let app = app().await;

    let wrong = app.delete("/v1/openapi.json").await;
    let options = app.ask("OPTIONS", "/v1/openapi.json").await;

    assert_eq!(
        (wrong.status, wrong.code().as_str()),
        (405, "http.method_not_allowed")
    );
    assert_eq!(wrong.header("allow"), "GET, HEAD, OPTIONS");
    assert_eq!(
        (options.status, options.header("allow")),
        (204, wrong.header("allow"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn head_is_get_without_the_body() {
    let app = app().await;

    let get = app.get("/v1/openapi.json").await;
    let head = app.ask("HEAD", "/v1/openapi.json").await;

    assert_eq!((head.status, head.bytes.len()), (200, 0));
    assert_eq!(head.header("content-length"), get.bytes.len().to_string());
    assert_eq!(head.header("etag"), get.header("etag"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_holds_the_bytes_is_told_that_they_stand() {
    let app = app().await;
    let first = app.get("/v1/openapi.json").await;

    let etag = first.header("etag");
    let again = app
        .get("/v1/openapi.json")
        .header("if-none-match", &etag)
        .await;

    assert_eq!(first.header("cache-control"), "no-cache");
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    assert_eq!(again.header("etag"), etag);
    assert_eq!(again.header("cache-control"), "no-cache");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_packed_answer_has_a_weak_etag_that_still_counts() {
    let app = app().await;

    let packed = app
        .get("/v1/openapi.json")
        .header("accept-encoding", "gzip")
        .await;
    let etag = packed.header("etag");
    let again = app
        .get("/v1/openapi.json")
        .header("if-none-match", &etag)
        .await;

    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(
        packed
            .header("vary")
            .to_lowercase()
            .contains("accept-encoding")
    );
    assert!(etag.starts_with("W/\""), "{etag}");
    assert_eq!(again.status, 304);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trace_is_gone_on_with() {
    let app = app().await;
    let id = "4bf92f3577b34da6a3ce929d0e0e4736";

    let parent = format!("00-{id}-00f067aa0ba902b7-01");
    let answer = app.get("/nothing").header("traceparent", &parent).await;

    assert_eq!(answer.json()["traceId"], id);
    assert!(
        answer
            .header("traceparent")
            .starts_with(&format!("00-{id}-"))
    );
    assert_ne!(answer.header("traceparent"), parent);
}

#[tokio::test(flavor = "multi_thread")]
async fn any_page_may_read_open_data_and_only_listed_ones_the_rest() {
    let listed = "https://listed.example";
    let app = TestApp::configured(Engine::Sqlite, |config| {
        config.http.cors_origins.push(listed.to_owned());
    })
    .await
    .expect("SQLite is always there");
    let asked = async |path: &str, origin: &str| {
        let answer = app.get(path).header("origin", origin).await;
        answer.header("access-control-allow-origin")
    };

    assert_eq!(
        asked("/v1/openapi.json", "https://other.example").await,
        "*"
    );
    assert_eq!(asked("/v1/openapi.json", listed).await, listed);
    assert_eq!(asked("/graphql", listed).await, listed);
    assert_eq!(asked("/graphql", "https://other.example").await, "");
    let before = app
        .ask("OPTIONS", "/v1/openapi.json")
        .header("origin", "https://other.example")
        .header("access-control-request-method", "GET")
        .header("access-control-request-headers", "if-none-match")
        .await;
    assert_eq!(
        (before.status, before.header("access-control-allow-origin")),
        (204, "*".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_graphql_refuses_before_reading_it_is_a_problem() {
    let app = app().await;

    let plain = app.post("/graphql").body("text/plain", "{}").await;
    let put = app.put("/graphql").await;

    assert_eq!(
        (plain.status, plain.code().as_str()),
        (415, "http.unsupported_media_type")
    );
    assert_eq!(
        (put.status, put.code().as_str()),
        (405, "http.method_not_allowed")
    );
    assert_eq!(put.header("allow"), "GET, HEAD, POST, OPTIONS");
    assert_eq!(plain.header("content-type"), "application/problem+json");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_graphql_itself_fails_at_stays_graphql() {
    let app = app().await;

    let answer = app
        .graphql("{ nothing }", serde_json::json!({}))
        .header("accept", "application/graphql-response+json")
        .await;

    assert_eq!(
        (answer.status, answer.code().as_str()),
        (400, "graphql.validation_failed")
    );
    assert!(
        answer
            .header("content-type")
            .starts_with("application/graphql-response+json")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn our_pages_run_their_own_scripts_and_no_others() {
    let app = app().await;

    for path in ["/docs/", "/graphiql/"] {
        let page = app.get(path).await;

        assert_eq!(page.status, 200, "{path}");
        assert!(
            page.header("content-security-policy")
                .contains("script-src 'self';")
        );
        let html = page.text();
        for script in html.split("<script").skip(1) {
            assert!(
                script.trim_start().starts_with("src=") || script.contains(" src="),
                "{script}"
            );
            assert!(!script.contains("//"), "{script}");
        }
        assert!(!html.contains("onload="), "{path}");
    }
    assert_eq!(app.get("/docs/swagger-initializer.js").await.status, 200);
    assert_eq!(app.get("/docs/swagger-ui-bundle.js").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn graphiql_can_be_switched_off() {
    let app = TestApp::configured(Engine::Sqlite, |config| config.graphql.graphiql = false)
        .await
        .expect("SQLite is always there");

    assert_eq!(app.get("/graphiql/").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_are_told_at_a_door_of_their_own_by_route() {
    let app = app().await;
    app.get("/health/live").await;
    app.get("/some/persons/secret").await;

    let told = app
        .client
        .get(&app.metrics)
        .send()
        .await
        .expect("it answers");
    let told = told.text().await.expect("it is text");

    assert!(told.contains("route=\"/health/live\""), "{told}");
    assert!(told.contains("route=\"unmatched\"") && !told.contains("secret"));
    assert_eq!(app.get("/metrics").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_things_are_is_told() {
    let app = app().await;

    let catalog = app.get("/.well-known/api-catalog").await;
    let security = app.get("/.well-known/security.txt").await.text();

    assert!(
        catalog
            .header("content-type")
            .starts_with("application/linkset+json")
    );
    let described = &catalog.json()["linkset"][0]["service-desc"][0]["href"];
    let port = app.url.rsplit(':').next().expect("a port");
    assert_eq!(
        described,
        &format!("http://localhost:{port}/v1/openapi.json")
    );
    assert!(security.contains("Contact: mailto:") && security.contains("Expires: 20"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_cannot_be_made_is_refused() {
    let app = app().await;
    let status = async |accept: &str| app.get("/v1/pillars").header("accept", accept).await.status;

    assert_eq!(status("text/html, */*;q=0.1").await, 200);
    assert_eq!(status("application/json").await, 200);
    assert_eq!(status("image/png").await, 406);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_refused_for_its_kind_its_size_and_its_faults() {
    let app = app().await;
    let search = "/v1/courses/_search";

    let kind = app.post(search).body("text/plain", "{}").await;
    let size = app
        .post(search)
        .body("application/json", " ".repeat(300_000))
        .await;
    let broken = app.post(search).body("application/json", "{\"").await;
    let odd = app
        .post(search)
        .json(&serde_json::json!({"nonsense": 1}))
        .await;

    assert_eq!(
        (kind.status, kind.code().as_str()),
        (415, "http.unsupported_media_type")
    );
    assert_eq!(
        (size.status, size.code().as_str()),
        (413, "http.body_too_large")
    );
    assert_eq!(
        (broken.status, broken.faults()[0].1.as_str()),
        (400, "input.not_json")
    );
    assert_eq!(
        odd.faults(),
        [("/nonsense".to_owned(), "input.unknown_member".to_owned())]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_in_flight_are_finished_when_the_server_stops() {
    let app = app().await;
    let slowly = futures_util::stream::unfold(0, |step| async move {
        let part: &[u8] = match step {
            0 => br#"{"query": "#,
            1 => br#""{ apiVersion }"}"#,
            _ => return None,
        };
        tokio::time::sleep(Duration::from_millis(300)).await;
        Some((Ok::<_, std::io::Error>(part), step + 1))
    });
    let body = reqwest::Body::wrap_stream(slowly);
    let asking = app.post("/graphql").body("application/json", body);
    let asked = tokio::spawn(asking.into_future());
    tokio::time::sleep(Duration::from_millis(450)).await;

    app.stop().await;

    assert_eq!(asked.await.expect("it was asked").status, 200);
    assert!(
        app.client.get(&app.url).send().await.is_err(),
        "nobody listens any more"
    );
}
