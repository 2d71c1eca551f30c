//! The front page, as a browser meets it.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use entities::courses;
use regex::Regex;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tests::house::read;
use tests::{Engine, TestApp, on_both};

/// The addresses of the page.
const ADDRESSES: [&str; 3] = ["/", "/nl", "/en"];

const OFFERS: [&str; 3] = ["current", "unconfirmed", "archive"];

/// Everything that a pattern's first group finds.
fn all(pattern: &str, html: &str) -> Vec<String> {
    let pattern = Regex::new(pattern).expect("a pattern");
    let found = pattern.captures_iter(html).map(|found| found[1].to_owned());
    found.collect()
}

/// Text as it was before it was written in HTML.
fn unescaped(html: &str) -> String {
    let text = html.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

/// The commands that stand on the page.
fn commands(html: &str) -> Vec<String> {
    let found = all("(?s)<pre><code>(.*?)</code>", html);
    found.iter().map(|command| unescaped(command)).collect()
}

/// What every element takes from elsewhere or leads to.
fn targets(html: &str) -> Vec<String> {
    let found = all("(?:href|src)=\"([^\"]*)\"", html);
    found.iter().map(|target| unescaped(target)).collect()
}

/// Whether nothing in a cell of supply can be followed, as far as is known.
fn is_gap(cell: &Value) -> bool {
    OFFERS[..2].iter().all(|offer| cell["courses"][offer] == 0)
}

on_both! {
    async fn the_page_tells_what_the_api_tells(app: TestApp) {
        let (page, statements) = app.counted(app.get("/nl")).await;
        let html = page.text();
        let supply = app.get("/v1/supply?by=topic,learningForm").await.json();
        let pillars = app.get("/v1/supply?by=pillar").await.json();
        let total = async |path: &str| app.get(path).await.json()["totalCount"].to_string();

        assert_eq!((page.status, statements), (200, 0));
        let told = all("<dd class=\"number\">(\\d+)</dd>", &html);
        assert_eq!(told, OFFERS.map(|offer| supply["total"][offer].to_string()));
        assert!(html.contains(&format!(">{} aanbieders</a>", total("/v1/providers").await)));
        assert!(html.contains(&format!(">{} onderwerpen</a>", total("/v1/topics").await)));
        let day = format!("<time datetime={}>", supply["asOf"]);
        assert!(html.contains(&day), "{day}");

        let plinths = all("<span>(\\d+) (?:actueel|onbevestigd)</span>", &html);
        let cells = pillars["cells"].as_array().expect("cells").iter().take(5);
        let of_each: Vec<String> = cells
            .flat_map(|cell| [&cell["courses"]["current"], &cell["courses"]["unconfirmed"]])
            .map(Value::to_string)
            .collect();
        assert_eq!(plinths[..of_each.len()], of_each);

        // No course has an unknown topic or learning form, and those are no gaps.
        let cells = supply["cells"].as_array().expect("cells").iter();
        let known = cells.filter(|cell| {
            let codes = cell["codes"].as_array().expect("codes");
            codes.iter().all(|code| code != "unknown")
        });
        let known: Vec<&Value> = known.collect();
        let gaps = known.iter().filter(|cell| is_gap(cell)).count();
        assert_eq!(html.matches("<td class=\"gap\">geen</td>").count(), gaps);
        assert_eq!(html.matches("<td").count(), known.len());
        let sum = |offer: &str| known.iter().filter_map(|cell| cell["courses"][offer].as_u64()).sum::<u64>();
        let table = html.split("<table").nth(1).expect("a table");
        for (offer, word) in [("current", "actueel"), ("unconfirmed", "onbevestigd")] {
            let told = all(&format!("<span>(\\d+) {word}</span>"), table);
            let told: u64 = told.iter().filter_map(|number| number.parse::<u64>().ok()).sum();
            assert_eq!(told, sum(offer), "{word}");
        }
    }

    async fn the_page_and_the_picture_name_the_same_gaps(app: TestApp) {
        let html = unescaped(&app.get("/nl").await.text());
        for (rows, word) in [("topic", "onderwerpen"), ("subject", "deelonderwerpen")] {
            let picture = app.get(&format!("/v1/supply/coverage.svg?labels=nl&rows={rows}")).await.text();
            let told = all("Nu zonder actueel aanbod: (\\d+ van de \\d+) ", &picture).swap_remove(0);
            assert!(html.contains(&format!("<strong>{told} {word}.</strong>")), "{told} {word}");
        }
        let supply = app.get("/v1/supply?by=subject").await.json();
        let bare = supply["cells"].as_array().expect("cells").iter().filter(|cell| is_gap(cell) && cell["codes"][0] != "unknown");
        let topics = app.get("/v1/supply?by=topic").await.json();
        let bare_topics = topics["cells"].as_array().expect("cells").iter().filter(|cell| is_gap(cell) && cell["codes"][0] != "unknown");
        let lists = html.split("<ul class=\"gaps\">").skip(1).map(|it| it.split("</ul>").next().expect("a list"));
        let named: usize = lists.map(|list| list.matches("<li>").count()).sum();
        assert_eq!(named, bare.count() + bare_topics.count());
    }

    async fn a_region_leads_to_its_own_picture(app: TestApp) {
        let html = app.get("/nl").await.text();
        assert!(html.contains("<form class=\"near\" action=\"/v1/supply/coverage.svg\">"));
        let regions = all("<option>([^<]+)</option>", &html);
        assert!(regions.len() > 30);
        for region in regions.iter().map(|it| unescaped(it)) {
            let answer = app.get(&format!("/v1/supply/coverage.svg?labels=nl&orOnline=true&youthRegion={}", region.replace(' ', "+"))).await;
            assert!(answer.status == 200 && answer.text().contains(&format!("jeugdregio {region}, of vanuit huis te volgen.")), "{region}");
        }
    }

    async fn a_change_of_the_catalogue_changes_the_page(app: TestApp) {
        for _ in 0..3 {
            app.get("/en").await;
        }
        let kept = app.parts.catalogue().now().kept.len();
        let before = app.get("/en").await;
        let backend = &app.backend;
        let tx = backend.write().await.expect("a write");
        let first = app.get("/v1/courses?limit=1").await.json()["items"][0]["slug"].clone();
        let withdraw = courses::Entity::update_many()
            .col_expr(courses::Column::Status, Expr::value("withdrawn"))
            .filter(courses::Column::Slug.eq(first.as_str().expect("a slug")));
        withdraw.exec(tx.conn()).await.expect("it is withdrawn");
        tx.changed("catalogue", "test");
        backend.commit(tx).await.expect("it stands");
        let after = app.get("/en").header("if-none-match", &before.header("etag")).await;

        assert_eq!(kept, 1, "what is asked again is kept");
        assert_eq!(after.status, 200);
        let numbers = |html: &str| all("<dd class=\"number\">(\\d+)</dd>", html);
        assert_ne!(numbers(&before.text()), numbers(&after.text()));
    }
}

async fn app() -> TestApp {
    TestApp::start(Engine::Sqlite)
        .await
        .expect("SQLite is always there")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_speaks_the_language_asked_for_and_says_which() {
    let app = app().await;

    let asked = |language: &'static str| app.get("/").header("accept-language", language);
    let (dutch, english) = (asked("nl").await, asked("fr, en-GB;q=0.8").await);
    let (nl, en) = (
        app.get("/nl").english().await,
        app.get("/en").header("accept-language", "nl").await,
    );

    for (page, language) in [(&dutch, "nl"), (&english, "en"), (&nl, "nl"), (&en, "en")] {
        let html = page.text();
        assert_eq!(page.status, 200);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.header("content-language"), language);
        assert!(html.contains(&format!("<html lang=\"{language}\">")));
        for (tag, path) in [("nl", "/nl"), ("en", "/en"), ("x-default", "/")] {
            let says = format!("rel=\"alternate\" hreflang=\"{tag}\" href=\"http");
            let line = html.split(&says).nth(1).expect("an alternate");
            let place = line.split('"').next().expect("an address");
            assert!(place.ends_with(path), "{place}");
        }
    }
    assert_eq!((dutch.text(), english.text()), (nl.text(), en.text()));
    assert_eq!(english.header("content-location"), "/en");
    assert!(english.header("vary").contains("accept-language"));
    for own in [&nl, &en] {
        assert!(!own.header("vary").contains("accept-language"));
        assert!(own.header("vary").contains("accept-encoding"));
    }
    assert!(
        nl.text()
            .contains("<a class=\"tongue\" href=\"/en\" hreflang=\"en\" lang=\"en\">")
    );
    assert!(
        en.text()
            .contains("<a class=\"tongue\" href=\"/nl\" hreflang=\"nl\" lang=\"nl\">")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_keeps_to_the_rules_of_http() {
    let app = app().await;

    for path in ADDRESSES {
        let get = app.get(path).await;
        let etag = get.header("etag");
        let held = app.get(path).header("if-none-match", &etag).await;
        let head = app.ask("HEAD", path).await;
        let wrong = app.post(path).await;
        let options = app.ask("OPTIONS", path).await;

        assert_eq!(get.header("cache-control"), "no-cache");
        assert_eq!((held.status, held.bytes.len()), (304, 0), "{path}");
        assert_eq!(held.header("etag"), etag);
        assert_eq!(held.header("vary"), get.header("vary"));
        assert_eq!((head.status, head.bytes.len()), (200, 0));
        assert_eq!(head.header("content-length"), get.bytes.len().to_string());
        assert_eq!(head.header("etag"), etag);
        assert_eq!(wrong.status, 405);
        assert_eq!(wrong.header("allow"), "GET, HEAD, OPTIONS");
        assert_eq!(
            (options.status, options.header("allow")),
            (204, wrong.header("allow"))
        );
        assert!(get.bytes.len() < 40_000, "{path}: {}", get.bytes.len());
    }
    for path in ["/nl/", "/en/", "/de", "/nl/en"] {
        assert_eq!(app.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_takes_nothing_from_elsewhere_and_runs_nothing() {
    let app = app().await;

    for path in ADDRESSES {
        let page = app.get(path).await;
        let html = page.text();
        let port = app.url.rsplit(':').next().expect("a port");
        let own = format!("http://localhost:{port}");

        for target in targets(&html) {
            let known = ["/", "#", "data:", "mailto:", &own];
            assert!(
                known.iter().any(|begin| target.starts_with(begin)),
                "{target}"
            );
            assert!(!target.starts_with("//"), "{target}");
        }
        let style = all("(?s)<style>(.*?)</style>", &html).remove(0);
        let policy = page.header("content-security-policy");
        let digest = BASE64_STANDARD.encode(Sha256::digest(&style));
        assert!(
            policy.contains(&format!("style-src 'sha256-{digest}';")),
            "{policy}"
        );
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"));
        assert!(!policy.contains("script-src"), "{policy}");
        assert!(!style.contains("url(") && !style.contains("@import"));
        assert!(!html.contains("<script") && !html.contains(" style="));
        assert_eq!(all("( on[a-z]+=)", &html), Vec::<String>::new());
        assert!(page.header("set-cookie").is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_of_the_page_leads_somewhere() {
    let app = app().await;
    let mut links = BTreeSet::new();
    for path in ADDRESSES {
        let html = app.get(path).await.text();
        for target in targets(&html) {
            match target.strip_prefix('#') {
                Some(place) => assert!(html.contains(&format!("id=\"{place}\"")), "#{place}"),
                None => drop(links.insert(target)),
            }
        }
    }

    let here = links.iter().filter(|link| link.starts_with('/'));
    for link in here.clone() {
        let path = link.split('#').next().expect("a path");
        assert_eq!(app.get(path).await.status, 200, "{link}");
    }
    for needed in [
        "/docs/",
        "/graphiql/",
        "/v1/openapi.json",
        "/schema.graphql",
        "/v1/statistics/datasets",
    ] {
        assert!(here.clone().any(|link| link == needed), "{needed}");
    }
    assert_eq!(
        app.get("/schema.graphql").await.text(),
        read("schema.graphql")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_commands_of_the_page_are_those_of_the_readme() {
    let app = app().await;
    let port = app.url.rsplit(':').next().expect("a port");
    let readme = read("README.md");
    let html = app.get("/en").await.text();

    let commands = commands(&html);
    assert!(commands.len() >= 7, "{commands:#?}");
    assert_eq!(commands, self::commands(&app.get("/nl").await.text()));
    for command in commands {
        let command = command.replace(&format!("localhost:{port}"), "localhost:8080");
        // The README signs in as a demo account; a page for everybody cannot.
        if !command.starts_with("token=") {
            assert!(
                readme.contains(&format!("```sh\n{command}\n```")),
                "{command}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_leads_to_what_is_there_alone() {
    let app = TestApp::configured(Engine::Sqlite, |config| {
        config.graphql.graphiql = false;
        config.graphql.introspection = false;
        config.http.public_url = Some("https://pijler.example/".to_owned());
    })
    .await
    .expect("SQLite is always there");

    let html = app.get("/").await.text();

    assert!(!html.contains("/graphiql") && !html.contains("/schema.graphql"));
    for path in ["/schema.graphql", "/graphiql", "/graphiql/"] {
        assert_eq!(app.get(path).await.status, 404, "{path}");
    }
    assert!(html.contains("curl 'https://pijler.example/v1/courses?"));
    assert!(html.contains("rel=\"canonical\" href=\"https://pijler.example/nl\""));
}
