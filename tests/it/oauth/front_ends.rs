//! Front-ends of others: people sign in here, and their front-end acts for them.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tests::{Answer, Ask, TestApp, on_both};

use super::asserting::issuer;
use super::{Made, basic, claims, of, sent, why};
use crate::identity::{PASSWORD, administrator, somebody};

pub const BACK: &str = "https://front.example/terug?van=pijler";
const VERIFIER: &str = "dit-is-een-antwoord-dat-niemand-raadt-en-lang-genoeg";
pub const AN: &str = "an@voorbeeld.nl";

/// A server whose answers are not followed, and a front-end that an administrator made.
pub async fn house(app: &TestApp, confidential: bool) -> (TestApp, String, Made) {
    let app = staying(app);
    let admin = administrator(&app).await;
    let front = front_end(&app, &admin, confidential).await;
    somebody(&app, AN).await;
    (app, admin, front)
}

/// The same server, whose answers are not followed where they lead elsewhere.
pub fn staying(app: &TestApp) -> TestApp {
    let mut app = app.clone();
    let stays = reqwest::redirect::Policy::none();
    let client = tests::client().redirect(stays).build();
    app.client = client.expect("a client");
    app
}

/// A front-end that an administrator makes.
pub async fn front_end(app: &TestApp, admin: &str, confidential: bool) -> Made {
    let wish = json!({"name": "Wegwijzer", "redirectUris": [BACK], "confidential": confidential});
    let answer = app.post("/v1/api-clients").json(&wish).bearer(admin).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    of(&answer.json())
}

fn challenge() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))
}

/// A question as it should be; what `other` names is otherwise.
pub fn question(front: &Made, other: &[(&str, &str)]) -> Vec<(String, String)> {
    let challenge = challenge();
    let mut members = vec![
        ("client_id", front.id.as_str()),
        ("redirect_uri", BACK),
        ("response_type", "code"),
        ("scope", "openid"),
        ("state", "toestand & meer"),
        ("nonce", "eenmalig"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    members.retain(|(name, _)| other.iter().all(|(another, _)| another != name));
    let other = other.iter().filter(|(_, value)| !value.is_empty()).copied();
    let all = members.into_iter().chain(other);
    all.map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

pub fn asked(app: &TestApp, question: &[(String, String)]) -> Ask {
    let mut written = url::form_urlencoded::Serializer::new(String::new());
    let query = written.extend_pairs(question).finish();
    app.get(&format!("/oauth/authorize?{query}"))
}

/// Sends a form of one of the pages.
pub fn answered(app: &TestApp, question: &[(String, String)], form: &[(&str, &str)]) -> Ask {
    let carried = question.iter();
    let carried = carried.map(|(name, value)| (name.as_str(), value.as_str()));
    let all: Vec<_> = carried.chain(form.iter().copied()).collect();
    sent(app, "/oauth/authorize", &all)
}

pub fn typed<'a>(email: &'a str, password: &'a str) -> [(&'a str, &'a str); 3] {
    [
        ("step", "sign_in"),
        ("email", email),
        ("password", password),
    ]
}

/// What the second page carries on of the first.
pub fn ticket(page: &Answer) -> String {
    let text = page.text();
    let (_, rest) = text
        .split_once("name=\"ticket\" value=\"")
        .unwrap_or_else(|| panic!("{text}"));
    rest.split('"').next().expect("a ticket").to_owned()
}

pub fn agrees<'a>(ticket: &'a str, hat: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("step", "agree"),
        ("ticket", ticket),
        ("role", hat),
        ("answer", "yes"),
    ]
}

/// What somebody is led back with.
pub fn led_back(answer: &Answer) -> Value {
    assert_eq!(answer.status, 303, "{}", answer.text());
    let location = answer.header("location");
    let (address, query) = location.split_once("&").expect("an answer");
    assert_eq!(address, BACK);
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs
        .map(|(name, value)| (name.into_owned(), Value::from(value.into_owned())))
        .collect()
}

/// A code for a question, of somebody who signs in and agrees.
async fn code(app: &TestApp, question: &[(String, String)]) -> String {
    code_of(app, question, AN).await
}

async fn code_of(app: &TestApp, question: &[(String, String)], email: &str) -> String {
    let page = answered(app, question, &typed(email, PASSWORD)).await;
    let back = led_back(&answered(app, question, &agrees(&ticket(&page), "parent")).await);
    assert_eq!(back["state"], "toestand & meer");
    assert_eq!(back["iss"], issuer(app).as_str());
    back["code"].as_str().expect("a code").to_owned()
}

pub fn trade(app: &TestApp, front: &Made, code: &str) -> Ask {
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", BACK),
        ("code_verifier", VERIFIER),
        ("client_id", &front.id),
    ];
    sent(app, "/oauth/token", &form)
}

/// A session through a front-end.
pub async fn session(app: &TestApp, front: &Made) -> Value {
    session_of(app, front, AN).await
}

/// As [`session`], of somebody else.
pub async fn session_of(app: &TestApp, front: &Made, email: &str) -> Value {
    let code = code_of(app, &question(front, &[]), email).await;
    let answer = trade(app, front, &code).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

pub fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

pub fn turn(app: &TestApp, front: &Made, token: &str) -> Ask {
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", token),
        ("client_id", &front.id),
    ];
    sent(app, "/oauth/token", &form)
}

pub async fn lets_in(app: &TestApp, session: &Value) -> bool {
    let answer = app
        .get("/v1/me/client")
        .bearer(text(&session["access_token"]))
        .await;
    answer.status == 200
}

on_both! {
    async fn somebody_signs_in_agrees_and_their_front_end_acts_for_them(app: TestApp) {
        let (app, admin, front) = house(&app, false).await;
        let session = session(&app, &front).await;
        let bearer = text(&session["access_token"]);
        assert!(lets_in(&app, &session).await);
        let told = claims(text(&session["id_token"]));
        assert_eq!((&told["nonce"], &told["aud"]), (&json!("eenmalig"), &json!(front.id)));
        let own = app.get("/oauth/userinfo").bearer(bearer).await.json();
        assert_eq!(own, json!({"sub": told["sub"]}));
        // Who they are, nobody is told: not by the token either, nor by the account's own addresses.
        let named = app.post("/v1/accounts/_search").json(&json!({"email": AN}));
        let account = named.bearer(&admin).await.json();
        let account = text(&account["items"][0]["id"]).to_owned();
        let access = claims(bearer);
        assert_eq!(access["sub"], told["sub"]);
        assert!(!access.to_string().contains(&account));
        for (method, path) in [("GET", "/v1/me"), ("GET", "/v1/me/sessions"), ("DELETE", "/v1/me/sessions"), ("PUT", "/v1/me/password")] {
            let body = json!({"currentPassword": PASSWORD, "password": "rozen-onder-water"});
            let ask = app.ask(method, path);
            let ask = if method == "PUT" { ask.json(&body) } else { ask };
            assert_eq!(ask.bearer(bearer).await.code(), "session.through_front_end", "{method} {path}");
        }
        let refused = app.graphql("{ me { hat } }", json!({})).bearer(bearer).await;
        assert_eq!(refused.code(), "session.through_front_end");
        // To another front-end they are another.
        let other = front_end(&app, &admin, false).await;
        let other = self::session(&app, &other).await;
        assert_ne!(claims(text(&other["id_token"]))["sub"], told["sub"]);
        let again = self::session(&app, &front).await;
        assert_eq!(claims(text(&again["id_token"]))["sub"], told["sub"]);
        // What tells who signed in opens nothing.
        assert_eq!(app.get("/v1/me/client").bearer(text(&session["id_token"])).await.status, 401);
    }

    async fn a_session_goes_on_through_its_front_end_alone_and_is_given_up(app: TestApp) {
        let (app, admin, front) = house(&app, false).await;
        let other = front_end(&app, &admin, false).await;
        let first = session(&app, &front).await;
        let token = text(&first["refresh_token"]);
        let elsewhere = app.post("/v1/sessions/_refresh").json(&json!({"refreshToken": token})).await;
        assert_eq!(elsewhere.code(), "session.refresh_token_invalid");
        assert_eq!(why(&turn(&app, &other, token).await), "invalid_grant");
        let next = turn(&app, &front, token).await.json();
        assert!(lets_in(&app, &next).await);
        assert_ne!(next["refresh_token"], first["refresh_token"]);
        // Somebody else's wish changes nothing, and is told nothing.
        for front in [&other, &front] {
            assert!(lets_in(&app, &next).await);
            let form = [("token", text(&next["refresh_token"])), ("client_id", front.id.as_str())];
            assert_eq!(sent(&app, "/oauth/revoke", &form).await.status, 200);
        }
        assert!(!lets_in(&app, &next).await && !lets_in(&app, &first).await);
        assert_eq!(why(&turn(&app, &front, text(&next["refresh_token"])).await), "invalid_grant");
        let form = [("token", "nothing-of-ours"), ("client_id", front.id.as_str())];
        assert_eq!(sent(&app, "/oauth/revoke", &form).await.status, 200);
        // Our own sessions do not go on through a front-end.
        let own = crate::identity::sign_in(&app, AN, PASSWORD, "parent").await.json();
        assert_eq!(why(&turn(&app, &front, text(&own["refreshToken"])).await), "invalid_grant");
    }

    async fn a_refresh_token_that_was_traded_before_ends_its_session(app: TestApp) {
        let (app, _, front) = house(&app, false).await;
        let first = session(&app, &front).await;
        let second = turn(&app, &front, text(&first["refresh_token"])).await.json();
        app.advance(TimeDelta::seconds(31));
        assert_eq!(why(&turn(&app, &front, text(&first["refresh_token"])).await), "invalid_grant");
        assert!(!lets_in(&app, &second).await);
    }

    async fn a_code_serves_once_within_a_minute_for_who_asked_for_it(app: TestApp) {
        let (app, admin, front) = house(&app, false).await;
        let other = front_end(&app, &admin, false).await;
        let asked = question(&front, &[]);
        let shown = code(&app, &asked).await;
        assert_eq!(why(&trade(&app, &other, &shown).await), "invalid_grant");
        for (member, value) in [("redirect_uri", "https://front.example/terug"), ("code_verifier", "een-ander-antwoord-dat-ook-lang-genoeg-is-hoor")] {
            let mut form = vec![("grant_type", "authorization_code"), ("code", shown.as_str()), ("redirect_uri", BACK), ("code_verifier", VERIFIER), ("client_id", front.id.as_str())];
            form.retain(|(name, _)| *name != member);
            form.push((member, value));
            assert_eq!(why(&sent(&app, "/oauth/token", &form).await), "invalid_grant", "{member}");
        }
        let session = trade(&app, &front, &shown).await.json();
        assert!(lets_in(&app, &session).await);
        assert_eq!(why(&trade(&app, &front, &shown).await), "invalid_grant");
        assert!(!lets_in(&app, &session).await);
        let late = code(&app, &asked).await;
        app.advance(TimeDelta::seconds(60));
        assert_eq!(why(&trade(&app, &front, &late).await), "invalid_grant");
        let missing = [("grant_type", "authorization_code"), ("client_id", front.id.as_str())];
        assert_eq!(why(&sent(&app, "/oauth/token", &missing).await), "invalid_request");
    }

    async fn who_can_keep_a_secret_has_to_show_it(app: TestApp) {
        let (app, _, front) = house(&app, true).await;
        let shown = code(&app, &question(&front, &[])).await;
        assert_eq!(why(&trade(&app, &front, &shown).await), "invalid_client");
        let form = [("grant_type", "authorization_code"), ("code", shown.as_str()), ("redirect_uri", BACK), ("code_verifier", VERIFIER)];
        let with = basic(&front.id, &front.secret);
        let traded = sent(&app, "/oauth/token", &form).header("Authorization", &with).await;
        assert!(lets_in(&app, &traded.json()).await);
        // A front-end acts for people, and for nobody by itself.
        let alone = sent(&app, "/oauth/token", &[("grant_type", "client_credentials")]);
        assert_eq!(why(&alone.header("Authorization", &with).await), "unauthorized_client");
    }

    async fn a_question_that_is_not_right_is_told_to_the_front_end_or_to_nobody(app: TestApp) {
        let (app, _, front) = house(&app, false).await;
        for other in [("client_id", "00000000-0000-4000-8000-000000000009"), ("redirect_uri", "https://front.example/terug"), ("redirect_uri", "https://evil.example/")] {
            let page = asked(&app, &question(&front, &[other])).await;
            assert_eq!((page.status, page.header("location").as_str()), (400, ""));
            assert!(page.text().contains("Je bent niet ingelogd"));
        }
        for (other, error) in [
            (("code_challenge", ""), "invalid_request"),
            (("code_challenge", "kort"), "invalid_request"),
            (("code_challenge_method", "plain"), "invalid_request"),
            (("code_challenge_method", ""), "invalid_request"),
            (("response_mode", "fragment"), "invalid_request"),
            (("response_type", "token"), "unsupported_response_type"),
            (("response_type", "code id_token"), "unsupported_response_type"),
            (("prompt", "none"), "login_required"),
            (("request", "e30.e30."), "request_not_supported"),
        ] {
            let back = led_back(&asked(&app, &question(&front, &[other])).await);
            assert_eq!(back, json!({"error": error, "state": "toestand & meer", "iss": issuer(&app)}), "{other:?}");
        }
        let twice = [question(&front, &[]), question(&front, &[])].concat();
        assert_eq!(asked(&app, &twice).await.status, 400);
    }

    async fn the_pages_tell_nobody_more_than_they_know(app: TestApp) {
        let (app, _, front) = house(&app, false).await;
        let asked_for = question(&front, &[]);
        let page = asked(&app, &asked_for).await;
        assert_eq!((page.status, page.header("content-type").as_str()), (200, "text/html; charset=utf-8"));
        let policy = page.header("content-security-policy");
        assert!(policy.contains("form-action 'self' https://front.example;"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("script"), "{policy}");
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.text().contains("<strong>Wegwijzer</strong>") && page.text().contains("front.example"));
        let known = answered(&app, &asked_for, &typed(AN, "verkeerd-wachtwoord")).await;
        let unknown = answered(&app, &asked_for, &typed("niemand@voorbeeld.nl", "verkeerd-wachtwoord")).await;
        assert_eq!((known.status, unknown.status), (403, 403));
        assert_eq!(known.text().replace(AN, ""), unknown.text().replace("niemand@voorbeeld.nl", ""));
        assert!(known.text().contains("horen niet bij elkaar"));
        let english = answered(&app, &asked_for, &typed(AN, "x")).english().await;
        assert!(english.text().contains("do not belong together") && english.text().contains("lang=\"en\""));
        // What another site's page sends asks at most (OpenID Connect Core 1.0 §3.1.2.1).
        let no = [("step", "agree"), ("answer", "no")];
        for form in [typed(AN, PASSWORD).as_slice(), &no, &[]] {
            let elsewhere = answered(&app, &asked_for, form).header("Sec-Fetch-Site", "cross-site").await;
            assert_eq!(elsewhere.status, 200);
            assert!(elsewhere.text().contains("name=\"password\""));
        }
        for step in ["sign_in", "agree"] {
            let no = [("step", step), ("answer", "no")];
            let back = led_back(&answered(&app, &asked_for, &no).await);
            assert_eq!(back["error"], "access_denied");
        }
    }

    async fn what_somebody_agreed_to_is_one_question_for_a_while_in_a_role_of_theirs(app: TestApp) {
        let (app, _, front) = house(&app, false).await;
        let asked_for = question(&front, &[]);
        let page = answered(&app, &asked_for, &typed(AN, PASSWORD)).await;
        let other = question(&front, &[("state", "een ander")]);
        for (asked, hat) in [(&other, "parent"), (&asked_for, "panel"), (&asked_for, "administrator"), (&asked_for, "none")] {
            let again = answered(&app, asked, &agrees(&ticket(&page), hat)).await;
            assert_eq!((again.status, again.header("location").as_str()), (200, ""), "{hat}");
        }
        app.advance(TimeDelta::minutes(10));
        assert_eq!(answered(&app, &asked_for, &agrees(&ticket(&page), "parent")).await.status, 200);
        // Offices are not worn through a front-end.
        let code = app.second_factor("beheer@voorbeeld.nl", PASSWORD).await.expect("a code");
        let form = [typed("beheer@voorbeeld.nl", PASSWORD).as_slice(), &[("code", &code)]].concat();
        let office = answered(&app, &asked_for, &form).await;
        assert!(!office.text().contains("value=\"administrator\""));
        let forced = answered(&app, &asked_for, &agrees(&ticket(&office), "administrator")).await;
        assert_eq!(forced.status, 200);
    }

    async fn a_front_end_that_is_ended_takes_its_sessions_along(app: TestApp) {
        let (app, admin, front) = house(&app, false).await;
        let other = app.node().await;
        let session = session(&app, &front).await;
        assert!(lets_in(&other, &session).await);
        let path = format!("/v1/api-clients/{}", front.id);
        assert_eq!(app.delete(&path).bearer(&admin).await.status, 204);
        other.backend.catch_up().await.expect("it hears");
        assert!(!lets_in(&app, &session).await && !lets_in(&other, &session).await);
        assert_eq!(why(&turn(&app, &front, text(&session["refresh_token"])).await), "invalid_client");
        assert_eq!(asked(&app, &question(&front, &[])).await.status, 400);
        other.leave().await;
    }

    async fn front_ends_are_made_by_administrators_with_addresses_that_are_safe(app: TestApp) {
        let (app, admin, front) = house(&app, false).await;
        let read = app.get(&format!("/v1/api-clients/{}", front.id)).bearer(&admin).await.json();
        assert_eq!((&read["providerId"], &read["scopes"], &read["redirectUris"]), (&Value::Null, &json!([]), &json!([BACK])));
        for address in ["http://front.example/", "https://front.example/#x", "javascript:alert(1)", "data:,x", "https://a@front.example/", "front", "https://front.example/ x"] {
            let wish = json!({"name": "Fout", "redirectUris": [address]});
            let refused = app.post("/v1/api-clients").json(&wish).bearer(&admin).await;
            assert_eq!(refused.faults(), [("/redirectUris".to_owned(), "api_client.bad_redirect".to_owned())], "{address}");
        }
        for address in ["http://127.0.0.1:8123/terug", "nl.voorbeeld.app:/terug"] {
            let wish = json!({"name": "Goed", "redirectUris": [address]});
            assert_eq!(app.post("/v1/api-clients").json(&wish).bearer(&admin).await.status, 201, "{address}");
        }
        let rotate = app.post(&format!("/v1/api-clients/{}/_rotate", front.id)).json(&json!({}));
        assert_eq!(rotate.bearer(&admin).await.code(), "api_client.keeps_no_secret");
    }
}
