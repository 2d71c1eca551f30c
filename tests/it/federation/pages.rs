//! The pages where front-ends of others have people sign in.

use serde_json::json;
use tests::TestApp;
use tests::issuer::TestIssuer;

use super::{federated, now, round};
use crate::identity::PASSWORD;
use crate::oauth::front_ends::{
    AN, agrees, answered, asked, house, led_back, lets_in, question, ticket, trade,
};

/// Links an account that is there.
async fn link(app: &TestApp, issuer: &TestIssuer, email: &str) {
    let token = crate::intake::token(app, email, "parent").await;
    let (secret, _) = round(app, issuer, json!({"sub": "an-1"})).await;
    let sent = json!({"secret": secret, "password": PASSWORD});
    let made = app.post("/v1/me/identity-links").json(&sent);
    assert_eq!(made.bearer(&token).await.status, 201);
}

/// Goes out from the first page: the cookie, and the way back.
async fn out(
    app: &TestApp,
    issuer: &TestIssuer,
    question: &[(String, String)],
    sub: &str,
) -> (String, String) {
    let out = answered(app, question, &[("step", "outside"), ("by", "werk")]).await;
    assert_eq!(out.status, 200, "{}", out.text());
    let cookie = out.header("set-cookie");
    for word in [
        "__Host-round=",
        "Secure",
        "HttpOnly",
        "SameSite=Lax",
        "Path=/;",
    ] {
        assert!(cookie.contains(word), "{cookie}");
    }
    let leads = out.header("refresh");
    let address = leads.strip_prefix("0; url=").expect("an address");
    assert!(out.text().contains(&address.replace('&', "&amp;")));
    let (state, code) = issuer.lets_in(address, now(app), &json!({"sub": sub}));
    let back = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("state", &state)
        .append_pair("code", &code)
        .append_pair("iss", &issuer.url)
        .finish();
    let cookie = cookie.split(';').next().expect("a pair").to_owned();
    (cookie, format!("/oauth/callback?{back}"))
}

federated! {
    async fn a_button_leads_to_the_issuer_and_back_to_the_front_end(app: TestApp, issuer: TestIssuer) {
        let (app, _, front) = house(&app, false).await;
        link(&app, &issuer, AN).await;
        let question = question(&front, &[]);
        let page = asked(&app, &question).await.text();
        assert!(page.contains("Mijn werk") && page.contains("name=\"by\" value=\"werk\""), "{page}");
        let (cookie, back) = out(&app, &issuer, &question, "an-1").await;
        // In another browser it is of no use.
        assert_eq!(app.get(&back).await.status, 400);
        let other = app.get(&back).header("Cookie", "__Host-round=AAAA").await;
        assert_eq!(other.status, 400);
        let page = app.get(&back).header("Cookie", &format!("a=b; {cookie}")).await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(page.header("content-security-policy").starts_with("default-src 'none'; style-src"));
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.header("set-cookie").contains("Max-Age=0"));
        let led = led_back(&answered(&app, &question, &agrees(&ticket(&page), "parent")).await);
        let session = trade(&app, &front, led["code"].as_str().expect("a code")).await.json();
        assert!(lets_in(&app, &session).await, "{session}");
        // Once.
        let again = app.get(&back).header("Cookie", &cookie).await;
        assert_eq!(again.status, 400);
    }

    async fn a_code_is_asked_for_on_a_page_of_its_own(app: TestApp, issuer: TestIssuer) {
        let (app, _, front) = house(&app, false).await;
        link(&app, &issuer, AN).await;
        app.second_factor(AN, PASSWORD).await.expect("a factor");
        let question = question(&front, &[]);
        let (cookie, back) = out(&app, &issuer, &question, "an-1").await;
        let page = app.get(&back).header("Cookie", &cookie).await;
        assert!(page.text().contains("value=\"outside_code\""), "{}", page.text());
        let typed = |code: String| {
            let (app, question, cookie) = (app.clone(), question.clone(), cookie.clone());
            async move { answered(&app, &question, &[("step", "outside_code"), ("code", &code)]).header("Cookie", &cookie).await }
        };
        let wrong = typed("000000".to_owned()).await;
        assert!(wrong.text().contains("role=\"alert\""), "{}", wrong.text());
        let code = app.second_factor(AN, PASSWORD).await.expect("a code");
        let page = typed(code).await;
        assert!(!ticket(&page).is_empty());
    }

    async fn whoever_is_linked_with_nobody_is_told_to_sign_in_first(app: TestApp, issuer: TestIssuer) {
        let (app, _, front) = house(&app, false).await;
        let question = question(&front, &[]);
        let (cookie, back) = out(&app, &issuer, &question, "wie").await;
        let page = app.get(&back).header("Cookie", &cookie).await;
        assert_eq!(page.status, 403, "{}", page.text());
        assert!(page.text().contains("aan geen account gekoppeld"), "{}", page.text());
        let none = answered(&app, &question, &[("step", "outside"), ("by", "geen")]).await;
        assert_eq!(none.status, 404);
        // A form of another site begins nothing.
        let foreign = answered(&app, &question, &[("step", "outside"), ("by", "werk")]).header("Sec-Fetch-Site", "cross-site").await;
        assert_eq!(foreign.header("set-cookie"), "");
    }
}
