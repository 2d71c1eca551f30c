//! How often one caller may do what costs the house something.

use pijler::app::config::{Config, Limits};
use serde_json::json;
use tests::{Answer, Engine, TestApp};

use crate::identity::{PASSWORD, administrator, sign_in, somebody, wish};
use crate::oauth::front_ends;

const UNLIMITED: Limits = Limits {
    requests: 0,
    writes: 0,
    passwords: 0,
    letters: 0,
};

/// On both engines, behind a proxy that tells who calls.
async fn limited(limits: Limits, look: impl AsyncFn(&TestApp)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let set = |config: &mut Config| {
            config.limits = limits.clone();
            config.http.trusted_proxies = vec!["127.0.0.0/8".parse().expect("a network")];
        };
        if let Some(app) = TestApp::configured(engine, set).await {
            look(&app).await;
            app.end().await;
        }
    }
}

/// Asks for an account, from an address.
async fn register(app: &TestApp, from: &str, who: usize) -> Answer {
    let sent = wish(&format!("an{who}@voorbeeld.nl"));
    let ask = app.post("/v1/accounts").header("X-Forwarded-For", from);
    ask.json(&sent).await
}

/// The same by the other door, over a stream of events.
async fn register_as_events(app: &TestApp, from: &str, who: usize) -> String {
    let query = "mutation($email: String!) { accountRegister(input: {email: $email, password: \"rozen-onder-water\", termsVersion: \"2026-11\", ofAge: true}) { __typename } }";
    let sent = json!({"query": query, "variables": {"email": format!("an{who}@voorbeeld.nl")}});
    let ask = app.post("/graphql").header("X-Forwarded-For", from);
    let ask = ask.header("Accept", "text/event-stream");
    ask.json(&sent).await.text()
}

fn refused(answer: &Answer) {
    assert_eq!(
        (answer.status, answer.code()),
        (429, "limit.reached".to_owned())
    );
    let wait: u64 = answer.header("retry-after").parse().expect("seconds");
    assert!(wait >= 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_are_counted_for_whoever_asks_by_both_doors_and_whoever_has_an_account() {
    let limits = Limits {
        letters: 3,
        ..UNLIMITED
    };
    limited(limits, async |app| {
        let first = register(app, "192.0.2.1", 1).await;
        assert_eq!(first.status, 202);
        assert_eq!(first.header("ratelimit-policy"), "\"letters\";q=3;w=3600");
        assert_eq!(first.header("ratelimit"), "\"letters\";r=2;t=1200");
        let second = register_as_events(app, "192.0.2.1", 2).await;
        assert!(second.contains("accountRegister"), "{second}");
        let reset = json!({"email": "niemand@voorbeeld.nl"});
        let ask = app.post("/v1/accounts/_request-password");
        let reset = ask
            .header("X-Forwarded-For", "192.0.2.1")
            .json(&reset)
            .await;
        assert_eq!(
            (reset.status, reset.header("ratelimit")),
            (202, "\"letters\";r=0;t=1200".to_owned())
        );

        refused(&register(app, "192.0.2.1", 3).await);
        let events = register_as_events(app, "192.0.2.1", 3).await;
        assert!(events.contains("limit.reached"), "{events}");
        assert_eq!(register(app, "192.0.2.2", 3).await.status, 202);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_passwords_leaves_others_theirs() {
    let limits = Limits {
        passwords: 4,
        ..UNLIMITED
    };
    limited(limits, async |app| {
        let attempt = |from: &'static str, who: usize| async move {
            let sent = json!({"email": format!("an{who}@voorbeeld.nl"), "password": "fout", "hat": "parent"});
            let ask = app.post("/v1/sessions").header("X-Forwarded-For", from);
            ask.json(&sent).await
        };
        // Each for another address, so that no address is tried too often.
        let flood = (0..12).map(|who| attempt("2001:db8:1:2::a", who));
        let answers = futures_util::future::join_all(flood).await;
        let tried = answers.iter().filter(|it| it.status == 401).count();
        assert_eq!(tried, 4);
        let other = attempt("2001:db8:1:3::a", 1).await;
        assert_eq!(other.status, 401);
        // A line of one's own is a /64.
        assert_eq!(attempt("2001:db8:1:2:ffff::b", 1).await.status, 429);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passwords_typed_on_the_page_for_front_ends_are_counted_with_the_others() {
    let limits = Limits {
        passwords: 6,
        ..UNLIMITED
    };
    limited(limits, async |app| {
        let app = &front_ends::staying(app);
        let admin = administrator(app).await;
        let front = front_ends::front_end(app, &admin, false).await;
        let question = front_ends::question(&front, &[]);
        let mut statuses = Vec::new();
        for who in 0..9 {
            let email = format!("an{who}@voorbeeld.nl");
            let form = front_ends::typed(&email, "verkeerd");
            let ask = front_ends::answered(app, &question, &form);
            let page = ask.header("X-Forwarded-For", "192.0.2.1").await;
            assert!(page.text().contains("name=\"password\""));
            statuses.push(page.status);
        }
        assert_eq!(statuses.iter().filter(|it| **it == 403).count(), 6);
        assert_eq!(statuses.last(), Some(&429));
        let sent = json!({"email": "an@voorbeeld.nl", "password": "fout", "hat": "parent"});
        let elsewhere = app.post("/v1/sessions").json(&sent);
        let elsewhere = elsewhere.header("X-Forwarded-For", "192.0.2.1").await;
        assert_eq!(elsewhere.status, 429);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_kept_costs_nobody_anything() {
    let limits = Limits {
        requests: 5,
        ..UNLIMITED
    };
    limited(limits, async |app| {
        let page = |q: usize| async move {
            let ask = app.get(&format!("/v1/courses?limit={q}"));
            ask.header("X-Forwarded-For", "192.0.2.1").await
        };
        for _ in 0..20 {
            assert_eq!(page(3).await.status, 200);
        }
        let kept = page(3).await;
        assert_eq!(
            kept.header("ratelimit"),
            "",
            "what is kept says nothing of who asked first"
        );
        let mut limits = 0;
        for q in 4..14 {
            limits += usize::from(page(q).await.status == 429);
        }
        assert!(limits >= 5);
        assert_eq!(
            app.get("/v1/courses?limit=1").await.status,
            200,
            "others have theirs"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_signed_in_has_an_allowance_of_their_own() {
    let limits = Limits {
        writes: 10,
        ..UNLIMITED
    };
    limited(limits, async |app| {
        let mut tokens = Vec::new();
        for email in ["een@voorbeeld.nl", "ander@voorbeeld.nl"] {
            somebody(app, email).await;
            let session = sign_in(app, email, PASSWORD, "parent").await.json();
            tokens.push(session["accessToken"].as_str().expect("a token").to_owned());
        }
        let [one, other] = tokens.try_into().expect("two");
        let end = |token: String, from: &'static str| async move {
            let nowhere = "/v1/me/sessions/0193b3a0-0000-7000-8000-000000000000";
            let ask = app.ask("DELETE", nowhere).header("X-Forwarded-For", from);
            ask.bearer(&token).await
        };
        let mut statuses = Vec::new();
        for _ in 0..12 {
            statuses.push(end(one.clone(), "192.0.2.1").await.status);
        }
        assert_eq!(
            statuses.iter().filter(|it| **it == 429).count(),
            2,
            "{statuses:?}"
        );
        // Neither another address nor an account beside it changes that.
        refused(&end(one, "192.0.2.7").await);
        assert_eq!(end(other, "192.0.2.1").await.status, statuses[0]);
    })
    .await;
}
