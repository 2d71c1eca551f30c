//! Signing in on the pages for front-ends: it is signing in, with all that goes with it.

use chrono::TimeDelta;
use serde_json::json;
use tests::on_both;

use super::claims;
use super::front_ends::{
    AN, agrees, answered, house, led_back, lets_in, question, session, session_of, text, ticket,
    trade, turn, typed,
};
use crate::hats::{Worn, verify, wear};
use crate::identity::{PASSWORD, letter, letters, sign_in, somebody};

on_both! {
    async fn a_second_factor_is_asked_for_there_as_well_and_serves_once(app: TestApp) {
        let (app, _, front) = house(&app, false).await;
        let asked_for = question(&front, &[]);
        let code = app.second_factor(AN, PASSWORD).await.expect("a code");
        let with = |code: &'static str| [typed(AN, PASSWORD).as_slice(), &[("code", code)]].concat();
        for (form, words) in [
            (typed(AN, PASSWORD).to_vec(), "vul je naast het wachtwoord een code in"),
            (with(""), "vul je naast het wachtwoord een code in"),
            (with("000000"), "deze code geldt niet"),
        ] {
            let page = answered(&app, &asked_for, &form).await;
            assert_eq!(page.status, 403);
            assert!(page.text().contains(words), "{}", page.text());
        }
        let form = [typed(AN, PASSWORD).as_slice(), &[("code", &code)]].concat();
        ticket(&answered(&app, &asked_for, &form).await);
        let again = answered(&app, &asked_for, &form).await;
        assert!(again.status == 403 && again.text().contains("al eens gebruikt"));
    }

    async fn what_fails_there_is_counted_with_what_fails_elsewhere(app: TestApp) {
        let (app, _, front) = house(&app, false).await;
        let asked_for = question(&front, &[]);
        for at in 0..10 {
            match at % 2 {
                0 => assert_eq!(answered(&app, &asked_for, &typed(AN, "verkeerd")).await.status, 403),
                _ => assert_eq!(sign_in(&app, AN, "verkeerd", "parent").await.status, 401),
            }
        }
        let page = answered(&app, &asked_for, &typed(AN, PASSWORD)).await;
        assert_eq!((page.status, page.header("retry-after").as_str()), (429, "900"));
        assert!(page.text().contains("er ging te vaak iets mis"));
        assert_eq!(sign_in(&app, AN, PASSWORD, "parent").await.code(), "session.too_many_attempts");
        app.advance(TimeDelta::minutes(15));
        ticket(&answered(&app, &asked_for, &typed(AN, PASSWORD)).await);
    }

    async fn another_password_ends_what_was_begun_there(app: TestApp) {
        let (app, _, front) = house(&app, false).await;
        let asked_for = question(&front, &[]);
        let begun = ticket(&answered(&app, &asked_for, &typed(AN, PASSWORD)).await);
        let led = led_back(&answered(&app, &asked_for, &agrees(&begun, "parent")).await);
        let token = sign_in(&app, AN, PASSWORD, "parent").await.json();
        let other = json!({"currentPassword": PASSWORD, "password": "wolken-boven-land"});
        let ask = app.put("/v1/me/password").json(&other);
        assert_eq!(ask.bearer(text(&token["accessToken"])).await.status, 204);

        for code in [&led, &led_back(&answered(&app, &asked_for, &agrees(&begun, "parent")).await)] {
            let traded = trade(&app, &front, text(&code["code"])).await;
            assert_eq!((traded.status, traded.json()["error"].clone()), (400, json!("invalid_grant")));
        }
    }

    async fn a_browser_not_seen_before_is_told_of(app: TestApp) {
        let (app, _, front) = house(&app, false).await;
        let asked_for = question(&front, &[]);
        letters(&app).await;
        for (browser, told) in [("Firefox/128.0 (X11; Linux)", false), ("Chrome/126.0 (Windows NT 10.0)", true), ("Chrome/126.0 (Windows NT 10.0)", false)] {
            let form = answered(&app, &asked_for, &typed(AN, PASSWORD));
            ticket(&form.header("User-Agent", browser).await);
            let letter = letter(&app).await;
            assert_eq!(letter.is_some_and(|it| it.contains("Chrome op Windows")), told, "{browser}");
        }
    }

    async fn what_would_be_the_same_for_two_front_ends_stands_in_no_token(app: TestApp) {
        let (app, _, front) = house(&app, false).await;
        let id = somebody(&app, "bo@voorbeeld.nl").await;
        let bo = session_of(&app, &front, "bo@voorbeeld.nl").await;
        let rooms = |session: &serde_json::Value| app.get("/v1/rooms/zorgen/threads").bearer(text(&session["access_token"]));
        let before = rooms(&bo).await.status;
        verify(&app, &id).await;
        let bo = session_of(&app, &front, "bo@voorbeeld.nl").await;
        // It counts, and is not told.
        assert_eq!((before, rooms(&bo).await.status), (404, 200));
        let said = claims(text(&bo["access_token"]));
        let mut members: Vec<_> = said.as_object().expect("members").keys().cloned().collect();
        members.sort();
        assert_eq!(members, ["aud", "client_id", "exp", "hat", "hidden", "iat", "iss", "jti", "sid", "sub"]);
        // Nor where somebody asks to act for an organisation, which shows their account.
        for (method, path) in [("GET", "/v1/provider-applications"), ("POST", "/v1/providers/_apply")] {
            let body = json!({"name": "Nieuw", "kind": "association", "website": "https://nieuw.example", "reason": "Ik werk er"});
            let ask = app.ask(method, path);
            let ask = if method == "POST" { ask.json(&body) } else { ask };
            assert_eq!(ask.bearer(text(&bo["access_token"])).await.code(), "session.through_front_end", "{method} {path}");
        }
    }

    async fn somebody_with_a_hat_for_several_says_for_which(app: TestApp) {
        let (app, _, front) = house(&app, false).await;
        let id = somebody(&app, "bo@voorbeeld.nl").await;
        let providers = app.get("/v1/providers?limit=1").await.json();
        let provider = providers["items"][0].clone();
        let worn = |provider: Option<String>, municipality| Worn { provider, municipality, rank: None };
        let of = text(&provider["id"]).to_owned();
        wear(&app, &id, "organisation", worn(Some(of.clone()), None)).await;
        wear(&app, &id, "municipality", worn(None, Some("GM0014"))).await;
        wear(&app, &id, "moderator", worn(None, None)).await;
        let asked_for = question(&front, &[]);
        let page = answered(&app, &asked_for, &typed("bo@voorbeeld.nl", PASSWORD)).await;
        assert!(page.text().contains("Groningen") && !page.text().contains("moderator"), "{}", page.text());
        let role = format!("organisation:{of}");
        assert!(page.text().contains(&format!("value=\"{role}\"")));
        // Neither a hat that is not theirs for this one, nor one that is for whom they do not say.
        for other in ["organisation", "organisation:GM0014", "municipality:GM0034", "moderator"] {
            let again = answered(&app, &asked_for, &agrees(&ticket(&page), other)).await;
            assert_eq!(again.status, 200, "{other}");
        }
        let back = led_back(&answered(&app, &asked_for, &agrees(&ticket(&page), &role)).await);
        let session = trade(&app, &front, text(&back["code"])).await.json();
        let said = claims(text(&session["access_token"]));
        assert_eq!((&said["hat"], &said["provider"]), (&json!("organisation"), &json!(of)));
        let next = turn(&app, &front, text(&session["refresh_token"])).await.json();
        assert_eq!(claims(text(&next["access_token"]))["provider"], json!(of));
    }

    async fn another_password_ends_what_was_begun_through_front_ends(app: TestApp) {
        let (app, _, front) = house(&app, false).await;
        let through = session(&app, &front).await;
        let own = sign_in(&app, AN, PASSWORD, "parent").await.json();
        let body = json!({"currentPassword": PASSWORD, "password": "rozen-onder-water"});
        let changed = app.put("/v1/me/password").json(&body).bearer(text(&own["accessToken"])).await;
        assert_eq!(changed.status, 204, "{}", changed.text());
        assert!(!lets_in(&app, &through).await);
    }

    async fn somebody_ends_from_here_what_was_begun_through_a_front_end(app: TestApp) {
        let (app, _, front) = house(&app, false).await;
        let through = session(&app, &front).await;
        let own = sign_in(&app, AN, PASSWORD, "parent").await.json();
        let own = text(&own["accessToken"]);
        let sessions = app.get("/v1/me/sessions").bearer(own).await.json();
        let sid = claims(text(&through["access_token"]))["sid"].clone();
        let listed = sessions["items"].as_array().expect("items").iter().find(|it| it["id"] == sid);
        assert_eq!(listed.expect("it is listed")["frontEnd"], "Wegwijzer");
        let same = app.graphql("{ mySessions { nodes { frontEnd } } }", json!({})).bearer(own).await.data();
        let mut names: Vec<_> = same["mySessions"]["nodes"].as_array().expect("nodes").iter().map(|it| it["frontEnd"].to_string()).collect();
        names.sort();
        assert_eq!(names, ["\"Wegwijzer\"", "null"]);
        let path = format!("/v1/me/sessions/{}", text(&sid));
        assert_eq!(app.delete(&path).bearer(own).await.status, 204);
        assert!(!lets_in(&app, &through).await);
    }
}
