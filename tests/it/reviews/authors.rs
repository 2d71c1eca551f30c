//! Drawing a right, writing, reading and erasing.

use serde_json::json;
use tests::on_both;

use super::{course, hour, out, post, release, right, saying, token, wearing, written};
use crate::identity::somebody;

const DRAW: &str = "mutation($input: ReviewRightCreateInput!) { reviewRightCreate(input: $input) \
    { right { token courseId basis notice } } }";
const CREATE: &str = "mutation($input: ReviewCreateInput!) { reviewCreate(input: $input) \
    { review { status overall strong aspects { trainer } } } }";
const OWN: &str = "query($input: ReviewTokenInput!) { reviewOwn(input: $input) \
    { status courseId declineReason } }";
const ERASE: &str = "mutation($input: ReviewTokenInput!) { reviewErase(input: $input) { erased } }";

on_both! {
    async fn a_right_is_drawn_once_for_each_course(app: TestApp) {
        let (id, slug) = course(&app).await;
        let parent = wearing(&app, "parent").await;
        let path = format!("/v1/courses/{slug}/review-rights");
        let declared = json!({"basis": "self_declared"});
        let first = app.post(&path).json(&declared).bearer(&parent).english().await;
        assert_eq!(first.status, 201, "{}", first.text());
        let body = first.json();
        assert_eq!((&body["courseId"], &body["basis"]), (&json!(id), &json!("self_declared")));
        let notice = body["notice"].as_str().expect("a notice");
        assert!(notice.contains("can no longer be changed, erased or exported"));

        let again = app.post(&path).json(&declared).bearer(&parent).await;
        assert_eq!((again.status, again.code().as_str()), (409, "review.right_already_drawn"));
        let input = json!({"input": {"courseId": id, "basis": "SELF_DECLARED"}});
        let again = app.graphql(DRAW, input.clone()).bearer(&parent).await;
        assert_eq!(again.code(), "review.right_already_drawn");
        somebody(&app, "bo@voorbeeld.nl").await;
        let other = token(&app, "bo@voorbeeld.nl", "parent").await;
        let drawn = app.graphql(DRAW, input).bearer(&other).await.data();
        let drawn = drawn["reviewRightCreate"]["right"]["token"].as_str().expect("a token").to_owned();
        assert_eq!(post(&app, &saying(&drawn, 4, "Fijn")).await.status, 200);
    }

    async fn two_who_draw_at_once_with_one_account_get_one_right(app: TestApp) {
        let (_, slug) = course(&app).await;
        let parent = wearing(&app, "parent").await;
        let path = format!("/v1/courses/{slug}/review-rights");
        let draw = || async {
            app.post(&path).json(&json!({"basis": "self_declared"})).bearer(&parent).await.status
        };
        let (a, b, c) = tokio::join!(draw(), draw(), draw());
        let mut statuses = [a, b, c];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409, 409]);
    }

    async fn a_right_is_for_parents_and_for_courses_that_are_there(app: TestApp) {
        let (_, slug) = course(&app).await;
        let path = format!("/v1/courses/{slug}/review-rights");
        let declared = json!({"basis": "self_declared"});
        let nobody = app.post(&path).json(&declared).await;
        assert_eq!((nobody.status, nobody.code().as_str()), (401, "session.required"));
        let panel = wearing(&app, "panel").await;
        let refused = app.post(&path).json(&declared).bearer(&panel).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "review.not_a_parent"));
        somebody(&app, "an@voorbeeld.nl").await;
        let parent = token(&app, "an@voorbeeld.nl", "parent").await;
        let nowhere = app.post("/v1/courses/nergens/review-rights").json(&declared).bearer(&parent).await;
        assert_eq!((nowhere.status, nowhere.code().as_str()), (404, "course.not_found"));
    }

    async fn an_account_beside_the_token_is_refused(app: TestApp) {
        let (id, _) = course(&app).await;
        let parent = wearing(&app, "parent").await;
        let own = right(&app, id).await;
        for (path, body) in [
            ("/v1/reviews", saying(&own, 4, "Fijn")),
            ("/v1/reviews/_own", json!({"token": own})),
            ("/v1/reviews/_erase", json!({"token": own})),
        ] {
            let refused = app.post(path).json(&body).bearer(&parent).await;
            assert_eq!((refused.status, refused.code().as_str()), (400, "review.bearer_refused"), "{path}");
        }
        for (asked, input) in [(CREATE, saying(&own, 4, "Fijn")), (OWN, json!({"token": own})), (ERASE, json!({"token": own}))] {
            let refused = app.graphql(asked, json!({"input": input})).bearer(&parent).await;
            assert_eq!(refused.code(), "review.bearer_refused", "{asked}");
        }
        let nothing = app.post("/v1/reviews/_own").json(&json!({"token": own})).await;
        assert_eq!(nothing.code(), "review.not_found");
    }

    async fn one_answer_names_everything_that_is_wrong(app: TestApp) {
        let long = "a".repeat(2001);
        let bad = json!({
            "token": "zomaar", "overall": 6, "aspects": {"trainer": 0},
            "strong": "bel 06 12 34 56 78 of mail an@voorbeeld.nl", "weak": "\u{0}", "tip": long,
        });
        let expected = [
            ("/token", "review.token_invalid"), ("/overall", "review.score_out_of_range"),
            ("/aspects/trainer", "review.score_out_of_range"), ("/strong", "text.holds_email"),
            ("/strong", "text.holds_url"), ("/strong", "text.holds_number"),
            ("/weak", "text.unprintable"), ("/tip", "text.too_long"),
        ].map(|(at, code)| (at.to_owned(), code.to_owned()));
        let mut by_rest = post(&app, &bad).await.faults();
        by_rest.sort();
        let mut wanted = expected.to_vec();
        wanted.sort();
        assert_eq!(by_rest, wanted);
        let mut by_graphql = app.graphql(CREATE, json!({"input": bad})).await.faults();
        by_graphql.sort();
        assert_eq!(by_graphql, wanted);
    }

    async fn sent_again_it_changes_nothing_and_with_other_words_it_waits_anew(app: TestApp) {
        let (id, slug) = course(&app).await;
        let moderator = wearing(&app, "moderator").await;
        let own = right(&app, id).await;
        let first = post(&app, &saying(&own, 4, " Fijn ")).await;
        assert_eq!((first.status, &first.json()["status"]), (200, &json!("held")));
        assert_eq!(first.json()["strong"], "Fijn");
        let again = app.graphql(CREATE, json!({"input": saying(&own, 4, "Fijn")})).await.data();
        assert_eq!(again["reviewCreate"]["review"]["status"], "HELD");
        assert_eq!(post(&app, &saying(&own, 4, "Fijn")).await.bytes, first.bytes);
        release(&app, &moderator).await;
        assert_eq!(post(&app, &saying(&own, 4, "Fijn")).await.json()["status"], "released");

        let changed = post(&app, &saying(&own, 2, "Toch niet")).await.json();
        assert_eq!((&changed["status"], &changed["overall"]), (&json!("held"), &json!(2)));
        let held = app.get("/v1/reviews").bearer(&moderator).await.json();
        assert_eq!(held["items"].as_array().map(Vec::len), Some(1), "{slug}: {held}");
        assert_eq!(held["items"][0]["revision"], 2);
    }

    async fn two_who_send_the_same_at_once_write_one_review(app: TestApp) {
        let (id, _) = course(&app).await;
        let moderator = wearing(&app, "moderator").await;
        let own = right(&app, id).await;
        let review = saying(&own, 4, "Fijn");
        let (a, b, c) = tokio::join!(post(&app, &review), post(&app, &review), post(&app, &review));
        assert_eq!([a.status, b.status, c.status], [200; 3], "{} {}", a.text(), b.text());
        let held = app.get("/v1/reviews").bearer(&moderator).await.json();
        assert_eq!(held["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(held["items"][0]["revision"], 1);
    }

    async fn what_came_out_is_erased_and_not_changed(app: TestApp) {
        let (id, _) = course(&app).await;
        let moderator = wearing(&app, "moderator").await;
        let tokens = out(&app, id, &moderator, &[5, 4, 3, 2, 1]).await;
        let refused = post(&app, &saying(&tokens[0], 1, "Anders")).await;
        assert_eq!((refused.status, refused.code().as_str()), (409, "review.came_out"));
        assert_eq!(post(&app, &saying(&tokens[0], 5, "Sterk 5")).await.json()["status"], "published");

        for _ in 0..2 {
            let erased = app.post("/v1/reviews/_erase").json(&json!({"token": tokens[0]})).await;
            assert_eq!(erased.status, 204);
        }
        let gone = app.graphql(OWN, json!({"input": {"token": tokens[0]}})).await;
        assert_eq!(gone.code(), "review.not_found");
        let anew = post(&app, &saying(&tokens[0], 1, "Anders")).await;
        assert_eq!((anew.status, &anew.json()["status"]), (200, &json!("held")));
        assert_eq!(hour(&app).await, 0);
    }

    async fn a_token_is_not_read_from_an_address(app: TestApp) {
        let (id, _) = course(&app).await;
        let own = &written(&app, id, &[4]).await[0];
        let variables = json!({"input": {"token": own}});
        let asked = app.graphql(OWN, variables.clone()).await.data();
        assert_eq!(asked["reviewOwn"]["status"], "HELD");
        let pairs = [("query", OWN.to_owned()), ("variables", variables.to_string())];
        let address = reqwest::Url::parse_with_params(&format!("{}/graphql", app.url), pairs).expect("an address");
        let path = address.as_str().trim_start_matches(app.url.as_str()).to_owned();
        assert_eq!(app.get(&path).await.code(), "review.token_in_address");
        let named = app.get(&format!("/v1/reviews/_own?token={own}")).await;
        assert!([404, 405].contains(&named.status), "{}", named.status);
    }
}
