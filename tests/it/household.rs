//! Partners who belong together, and what parents say of their own situation.

use chrono::TimeDelta;
use entities::audit_entries;
use pijler::domains::identity::service;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use tests::{Answer, TestApp, on_both};

use crate::community::{Parent, aspirant, verified};
use crate::identity::{PASSWORD, sign_in};
use crate::rows::{digits, dump};

async fn invite(app: &TestApp, who: &Parent) -> String {
    let made = app
        .post("/v1/me/household/_invite")
        .bearer(&who.token)
        .await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()["code"].as_str().expect("a code").to_owned()
}

async fn accept(app: &TestApp, who: &Parent, code: &str) -> Answer {
    let ask = app.post("/v1/me/household/_accept");
    ask.json(&json!({"code": code})).bearer(&who.token).await
}

async fn household(app: &TestApp, who: &Parent) -> Value {
    app.get("/v1/me/household").bearer(&who.token).await.json()
}

on_both! {
    async fn partners_link_and_either_leaves(app: TestApp) {
        let [an, bo, cees] = verified(&app, ["an", "bo", "cees"]).await;
        let code = invite(&app, &an).await;
        assert_eq!(household(&app, &an).await, json!({"linked": false, "invitationEndsAt": "2026-12-02T09:00:00Z"}));
        assert_eq!(accept(&app, &an, &code).await.code(), "household.code_invalid");
        let linked = accept(&app, &bo, &code).await;
        assert_eq!((linked.status, linked.json()), (200, json!({"linked": true, "invitationEndsAt": null})), "{}", linked.text());
        assert_eq!(household(&app, &an).await, linked.json());
        assert_eq!(accept(&app, &cees, &code).await.code(), "household.code_invalid");
        assert_eq!(app.post("/v1/me/household/_invite").bearer(&an.token).await.code(), "household.linked");
        let other = invite(&app, &cees).await;
        assert_eq!(accept(&app, &bo, &other).await.code(), "household.linked");

        let leave = "mutation { householdLeave { left } }";
        assert_eq!(app.graphql(leave, json!({})).bearer(&bo.token).await.data()["householdLeave"]["left"], json!(true));
        for who in [&an, &bo] {
            let query = "{ myHousehold { linked invitationEndsAt } }";
            let seen = app.graphql(query, json!({})).bearer(&who.token).await.data()["myHousehold"].clone();
            assert_eq!(seen, json!({"linked": false, "invitationEndsAt": null}));
        }
        assert_eq!(app.delete("/v1/me/household").bearer(&an.token).await.code(), "household.not_linked");
        assert_eq!(audit_entries::Entity::find().count(app.backend.reader()).await.expect("rows"), 1);
    }

    async fn of_one_there_is_no_household(app: TestApp) {
        let [an, bo, cees] = verified(&app, ["an", "bo", "cees"]).await;
        let code = invite(&app, &an).await;
        assert_eq!(accept(&app, &bo, &code).await.status, 200);
        let close = app.post("/v1/me/_close").json(&json!({"password": PASSWORD}));
        assert_eq!(close.bearer(&bo.token).await.status, 204);
        let stood = invite(&app, &cees).await;
        app.backend.clock.advance(TimeDelta::hours(3));
        service::tend(&app.backend, app.parts.gate()).await.expect("swept");

        let session = sign_in(&app, "an@voorbeeld.nl", PASSWORD, "parent").await.json();
        let an = Parent { token: session["accessToken"].as_str().expect("a token").to_owned(), ..an };
        assert_eq!(household(&app, &an).await["linked"], json!(false));
        assert_eq!(accept(&app, &an, &stood).await.json()["linked"], json!(true));
    }

    async fn a_verified_parent_invites_for_a_week(app: TestApp) {
        let [an] = verified(&app, ["an"]).await;
        let starter = aspirant(&app).await;
        let no = app.post("/v1/me/household/_invite").bearer(&starter.token).await;
        assert_eq!((no.status, no.code().as_str()), (403, "household.not_verified"));
        let first = invite(&app, &an).await;
        let second = invite(&app, &an).await;
        assert_eq!(accept(&app, &starter, &first).await.code(), "household.code_invalid");
        app.advance(TimeDelta::days(7));
        let session = sign_in(&app, "aspirant@voorbeeld.nl", PASSWORD, "parent").await.json();
        let token = session["accessToken"].as_str().expect("a token").to_owned();
        let starter = Parent { token, ..starter };
        assert_eq!(accept(&app, &starter, &second).await.code(), "household.code_invalid");
        for _ in 0..9 {
            accept(&app, &starter, "1111-1111-11111").await;
        }
        let waits = accept(&app, &starter, &second).await;
        assert_eq!((waits.status, waits.code().as_str()), (429, "household.too_many_attempts"));
        pijler::domains::household::tend(&app.backend).await.expect("it tends");
        assert!(dump(&app).await["household_invitations"].is_empty());
    }

    async fn a_situation_is_ones_own_and_erased(app: TestApp) {
        let [an, bo] = verified(&app, ["an", "bo"]).await;
        let empty = json!({"placements": [], "stage": null, "youthRegion": null, "province": null});
        let own = async |who: &Parent| app.get("/v1/me/situation").bearer(&who.token).await.json();
        assert_eq!(own(&an).await, empty);
        let put = async |body: Value| app.put("/v1/me/situation").json(&body).bearer(&an.token).await;
        let odd = put(json!({"youthRegion": "Nergens"})).await;
        assert_eq!((odd.status, odd.faults()[0].1.as_str()), (400, "situation.region_unknown"));
        let said = put(json!({"placements": ["crisis", "network_family", "crisis"], "stage": "starting", "youthRegion": "FoodValley"})).await;
        assert_eq!(said.json(), json!({"placements": ["network_family", "crisis"], "stage": "starting", "youthRegion": "FoodValley", "province": "Gelderland"}));
        accept(&app, &bo, &invite(&app, &an).await).await;
        assert_eq!((own(&an).await, own(&bo).await), (said.json(), empty.clone()));
        let query = "{ mySituation { placements stage youthRegion province } }";
        let seen = app.graphql(query, json!({})).bearer(&an.token).await.data()["mySituation"].clone();
        assert_eq!(seen["placements"], json!(["NETWORK_FAMILY", "CRISIS"]));
        let account = digits(&an.account);
        let rows = dump(&app).await;
        assert!(rows.iter().all(|(table, rows)| table == "situations" || rows.iter().all(|row| !row.contains("foodvalley") || !row.contains(&account))));
        assert_eq!(app.delete("/v1/me/situation").bearer(&an.token).await.status, 204);
        assert_eq!((own(&an).await, dump(&app).await["situations"].len()), (empty, 0));
    }
}
