//! Nobody learns who answered what, whoever they are and whatever they hold.

use std::collections::HashSet;

use sea_orm::DbBackend;
use serde_json::json;
use tests::on_both;

use super::{announced, answers, member, some_member, text};
use crate::identity::{administrator, somebody};
use crate::rows::{digits, dump, texts};

on_both! {
    async fn an_answer_leaves_a_pseudonym_and_a_count_and_nothing_else(app: TestApp) {
        let admin = administrator(&app).await;
        let an = member(&app, &admin, "an").await;
        let id = announced(&app, &admin, "2026-11-25", "2026-11-30").await;
        let before = dump(&app).await;
        let path = format!("/v1/consultations/{id}/answers");
        let (answer, noted) = app.statements(async {
            app.post(&path).json(&json!({"option": "b"})).bearer(&an).await
        }).await;
        assert_eq!((answer.status, answer.bytes.len()), (204, 0), "{noted:?}");
        let after = dump(&app).await;

        let changed: HashSet<_> = after.iter().filter(|(table, rows)| before.get(*table) != Some(*rows)).map(|(table, _)| table.as_str()).collect();
        assert_eq!(changed, HashSet::from(["consultation_options", "consultation_voters"]));
        let voter = &after["consultation_voters"][0];
        assert!(!voter.contains(&digits(&id)) && !voter.contains("20261125"), "{voter}");
        assert_eq!(texts(&app, "SELECT code AS line FROM consultation_options WHERE answers = 1").await, ["b"]);
    }

    async fn an_idea_names_no_account_and_two_of_one_author_share_nothing(app: TestApp) {
        let admin = administrator(&app).await;
        let an = member(&app, &admin, "an").await;
        let account = digits(&somebody(&app, "bo@voorbeeld.nl").await);
        for title in ["Een", "Twee"] {
            app.post("/v1/ideas").json(&json!({"title": title, "text": "b"})).bearer(&an).await;
        }
        let rows = &dump(&app).await["ideas"];
        assert!(rows.iter().all(|row| !row.contains(&account) && !row.contains("20261125")), "{rows:?}");
        let authors = texts(&app, "SELECT author AS line FROM ideas").await;
        assert_ne!(authors[0], authors[1]);
    }

    async fn rows_do_not_tell_which_came_with_which(app: TestApp) {
        let admin = administrator(&app).await;
        let id = announced(&app, &admin, "2026-11-25", "2026-11-30").await;
        for option in ["a", "b", "c", "a", "b", "c"] {
            answers(&app, &some_member(&app), &id, option).await.expect("it is counted");
        }
        pijler::domains::panel::tend(&app.backend).await.expect("it is tended");
        assert_eq!(texts(&app, "SELECT code AS line FROM consultation_options WHERE answers = 2 ORDER BY code").await, ["a", "b", "c"]);
        if app.backend.reader().get_database_backend() == DbBackend::Postgres {
            let voters = texts(&app, "SELECT pseudonym AS line FROM consultation_voters ORDER BY ctid").await;
            let sorted = texts(&app, "SELECT pseudonym AS line FROM consultation_voters ORDER BY pseudonym").await;
            assert_eq!(voters, sorted);
            let written = "SELECT count(DISTINCT xmin::text)::text AS line FROM \
                (SELECT xmin FROM consultation_voters UNION ALL SELECT xmin FROM consultation_options) rows";
            assert_eq!(texts(&app, written).await, ["1"]);
        }
    }

    async fn what_is_read_here_is_kept_nowhere_on_the_way(app: TestApp) {
        let admin = administrator(&app).await;
        let id = announced(&app, &admin, "2026-11-25", "2026-11-30").await;
        let an = member(&app, &admin, "an").await;
        let idea = app.post("/v1/ideas").json(&json!({"title": "a", "text": "b"})).bearer(&an).await.json();
        for path in ["/v1/ideas", "/v1/consultations", &format!("/v1/ideas/{}", text(&idea["id"])), &format!("/v1/consultations/{id}")] {
            let answer = app.get(path).bearer(&an).await;
            assert_eq!((answer.status, answer.header("cache-control").as_str()), (200, "no-store"), "{path}");
        }
    }
}
