//! There and back.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{BACK, begin, enter, federated, hand_in, linked, now, round};
use crate::identity::{PASSWORD, letters};

federated! {
    async fn somebody_signs_in_with_an_account_elsewhere_and_stays_as_with_a_password(app: TestApp, issuer: TestIssuer) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let said = letters(&app).await;
        assert!(said.iter().any(|it| it.contains("also sign in here")), "{said:?}");
        let (secret, back) = round(&app, &issuer, json!({"sub": "an-1"})).await;
        assert_eq!(back, json!({"linked": true, "secondFactor": false}));
        let session = enter(&app, &secret, "parent").await;
        assert_eq!(session.status, 201, "{}", session.text());
        let session = session.json();
        let access = session["accessToken"].as_str().expect("a token");
        assert_eq!(app.get("/v1/me").bearer(access).await.json()["account"]["email"], "an@voorbeeld.nl");
        let next = app.post("/v1/sessions/_refresh").json(&json!({"refreshToken": session["refreshToken"]})).await;
        assert_eq!(next.status, 200);
        // A round is gone through once.
        assert_eq!(enter(&app, &secret, "parent").await.code(), "identity_provider.round_invalid");
        // Signing out everywhere ends it as any other.
        assert_eq!(app.delete("/v1/me/sessions").bearer(access).await.status, 204);
        assert_eq!(app.get("/v1/me").bearer(access).await.status, 401);
    }

    async fn both_doors_lead_there_and_back(app: TestApp, issuer: TestIssuer) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let list = app.get("/v1/identity-providers").header("Accept-Language", "en").await.json();
        assert_eq!(list["items"][0], json!({"code": "werk", "label": "My work", "redirectUris": [BACK]}));
        let list = app.graphql("{ identityProviders { nodes { code label } } }", json!({})).await.data();
        assert_eq!(list["identityProviders"]["nodes"][0], json!({"code": "werk", "label": "Mijn werk"}));
        let begin = "mutation { identityProviderBegin(input: {code: \"werk\"}) { secret address expiresIn } }";
        let away = app.graphql(begin, json!({})).await.data()["identityProviderBegin"].clone();
        let (state, code) = issuer.lets_in(away["address"].as_str().expect("an address"), now(&app), &json!({"sub": "an-1"}));
        let answer = "mutation($input: IdentityProviderAnswerInput!) { identityProviderAnswer(input: $input) { linked secondFactor } }";
        let sent = json!({"input": {"secret": away["secret"], "state": state, "code": code, "iss": issuer.url}});
        let back = app.graphql(answer, sent).await.data();
        assert_eq!(back["identityProviderAnswer"], json!({"linked": true, "secondFactor": false}));
        let enter = "mutation($secret: String!) { identityProviderSessionCreate(input: {secret: $secret, hat: PARENT}) { accessToken } }";
        let session = app.graphql(enter, json!({"secret": away["secret"]})).await.data();
        let token = session["identityProviderSessionCreate"]["accessToken"].as_str().expect("a token").to_owned();
        let links = app.graphql("{ myIdentityLinks { nodes { id identityProvider lastUsedAt } } }", json!({})).bearer(&token).await.data();
        let link = &links["myIdentityLinks"]["nodes"][0];
        assert_eq!(link["identityProvider"], "werk");
        assert!(link["lastUsedAt"].is_string());
        let gone = format!("mutation {{ identityLinkDelete(input: {{id: {}}}) {{ deleted }} }}", link["id"]);
        assert_eq!(app.graphql(&gone, json!({})).bearer(&token).await.data()["identityLinkDelete"]["deleted"], true);
    }

    async fn what_comes_back_is_of_no_use_to_anybody_but_who_set_out(app: TestApp, issuer: TestIssuer) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let theirs = begin(&app).await;
        let (state, code) = issuer.lets_in(&theirs.address, now(&app), &json!({"sub": "an-1"}));
        // Another's round, somebody without one, and another state.
        let mine = begin(&app).await;
        for (secret, state) in [(mine.secret.as_str(), state.as_str()), ("niets", &state), (&theirs.secret, "iets")] {
            let answer = hand_in(&app, secret, (state, &code)).await;
            assert_eq!((answer.status, answer.code().as_str()), (400, "identity_provider.round_invalid"));
        }
        // Not before it came back.
        assert_eq!(enter(&app, &theirs.secret, "parent").await.code(), "identity_provider.round_invalid");
        assert_eq!(hand_in(&app, &theirs.secret, (&state, &code)).await.status, 200);
        // Once.
        assert_eq!(hand_in(&app, &theirs.secret, (&state, &code)).await.code(), "identity_provider.round_invalid");
        // Not for ever.
        app.advance(TimeDelta::minutes(15));
        assert_eq!(enter(&app, &theirs.secret, "parent").await.code(), "identity_provider.round_invalid");
        let late = begin(&app).await;
        let (state, code) = issuer.lets_in(&late.address, now(&app), &json!({"sub": "an-1"}));
        app.advance(TimeDelta::minutes(15));
        assert_eq!(hand_in(&app, &late.secret, (&state, &code)).await.code(), "identity_provider.round_invalid");
        pijler::domains::federation::service::tend(&app.backend).await.expect("swept");
    }

    async fn an_issuer_that_says_no_or_is_not_the_asked_lets_nobody_in(app: TestApp, issuer: TestIssuer) {
        let away = begin(&app).await;
        let (state, _) = issuer.lets_in(&away.address, now(&app), &json!({"sub": "an-1"}));
        let sent = json!({"secret": away.secret, "state": state, "error": "access_denied"});
        let answer = app.post("/v1/identity-providers/_answer").json(&sent).await;
        assert_eq!((answer.status, answer.code().as_str()), (401, "identity_provider.refused"));
        let away = begin(&app).await;
        let (state, code) = issuer.lets_in(&away.address, now(&app), &json!({"sub": "an-1"}));
        let sent = json!({"secret": away.secret, "state": state, "code": code, "iss": "https://else.example"});
        let answer = app.post("/v1/identity-providers/_answer").json(&sent).await;
        assert_eq!((answer.status, answer.code().as_str()), (401, "identity_provider.answer_invalid"));
        assert_eq!(issuer.asked("/token"), 0);
    }

    async fn what_is_not_known_is_not_begun(app: TestApp, issuer: TestIssuer) {
        let none = app.post("/v1/identity-providers/geen/_begin").json(&json!({})).await;
        assert_eq!((none.status, none.code().as_str()), (404, "identity_provider.not_found"));
        let other = json!({"redirectUri": "https://else.example/terug"});
        let bad = app.post("/v1/identity-providers/werk/_begin").json(&other).await;
        assert_eq!(bad.faults(), [("/redirectUri".to_owned(), "identity_provider.redirect_unknown".to_owned())]);
        let _ = issuer;
    }

    async fn a_code_is_asked_for_where_the_account_asks_for_one_unless_two_were_shown_elsewhere(app: TestApp, issuer: TestIssuer) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        app.second_factor("an@voorbeeld.nl", PASSWORD).await.expect("a factor");
        let (round_of, back) = round(&app, &issuer, json!({"sub": "an-1", "amr": ["pwd"]})).await;
        assert_eq!(back["secondFactor"], false);
        let refused = enter(&app, &round_of, "parent").await;
        assert_eq!((refused.status, refused.code().as_str()), (401, "session.second_factor_required"));
        let with = |code: String| app.post("/v1/sessions/_identity-provider")
            .json(&json!({"secret": round_of, "hat": "parent", "code": code}));
        assert_eq!(with("000000".to_owned()).await.code(), "session.second_factor_wrong");
        let code = app.second_factor("an@voorbeeld.nl", PASSWORD).await.expect("a code");
        assert_eq!(with(code).await.status, 201);
        let (round_of, back) = round(&app, &issuer, json!({"sub": "an-1", "amr": ["pwd", "mfa"]})).await;
        assert_eq!(back["secondFactor"], true);
        assert_eq!(enter(&app, &round_of, "parent").await.status, 201);
    }

    async fn codes_that_are_wrong_are_counted_as_with_a_password(app: TestApp, issuer: TestIssuer) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        app.second_factor("an@voorbeeld.nl", PASSWORD).await.expect("a factor");
        let (round_of, _) = round(&app, &issuer, json!({"sub": "an-1"})).await;
        let mut said: Vec<Value> = Vec::new();
        for _ in 0..11 {
            let sent = json!({"secret": round_of, "hat": "parent", "code": "000000"});
            let answer = app.post("/v1/sessions/_identity-provider").json(&sent).await;
            said.push(json!(answer.code()));
        }
        assert_eq!(said[0], "session.second_factor_wrong");
        assert_eq!(said[10], "session.too_many_attempts");
    }
}
