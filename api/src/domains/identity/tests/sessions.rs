use chrono::TimeDelta;

use super::*;
use crate::kernel::actor::Hat;

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    for house in houses().await {
        let node = house.node().await;
        house.somebody(&node, "an@voorbeeld.nl").await;
        let mut answers = Vec::new();
        for email in ["an@voorbeeld.nl", "niemand@voorbeeld.nl"] {
            let hashed = node.gate.passwords_hashed();
            let refused = node.try_password(email, "verkeerd", HatKind::Parent).await;
            answers.push(format!("{:?}", refused.err().unwrap()));
            // Hashing is what takes time: one each.
            assert_eq!(node.gate.passwords_hashed(), hashed + 1);
        }

        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
    }
}

#[tokio::test]
async fn too_many_failures_make_an_address_wait_known_or_not() {
    for house in houses().await {
        let node = house.node().await;
        house.somebody(&node, "an@voorbeeld.nl").await;
        for email in ["an@voorbeeld.nl", "niemand@voorbeeld.nl"] {
            for _ in 0..10 {
                let refused = node.try_password(email, "verkeerd", HatKind::Parent).await;
                assert_eq!(code(refused), "session.bad_credentials");
            }
            let refused = node.sign_in(email, HatKind::Parent).await.err().unwrap();
            assert_eq!(refused.code, "session.too_many_attempts");
            assert_eq!(refused.retry_seconds(), Some(900));
        }

        house.pass(TimeDelta::minutes(15));
        assert_eq!(
            code(node.sign_in("an@voorbeeld.nl", HatKind::Parent).await),
            "ok"
        );
    }
}

#[tokio::test]
async fn nobody_signs_in_under_a_hat_that_was_not_given() {
    for house in houses().await {
        let node = house.node().await;
        house.somebody(&node, "an@voorbeeld.nl").await;
        let refused = node.sign_in("an@voorbeeld.nl", HatKind::Moderator).await;
        assert_eq!(code(refused), "session.hat_not_granted");
    }
}

#[tokio::test]
async fn a_token_speaks_for_one_hat_until_it_ends() {
    for house in houses().await {
        let node = house.node().await;
        let account = house.somebody(&node, "an@voorbeeld.nl").await;
        let session = node
            .sign_in("an@voorbeeld.nl", HatKind::Parent)
            .await
            .unwrap();
        let actor = node.actor(&session).unwrap();

        assert_eq!(actor.person().unwrap().account, account.id);
        assert_eq!(actor.hat(), Some(Hat::Parent { verified: false }));
        assert_eq!(session.expires_in(), 600);
        house.pass(TimeDelta::minutes(10));
        assert_eq!(code(node.actor(&session)), "session.token_invalid");
    }
}

#[tokio::test]
async fn a_refresh_token_serves_once_and_a_copy_ends_the_session() {
    for house in houses().await {
        let node = house.node().await;
        house.somebody(&node, "an@voorbeeld.nl").await;
        let first = node
            .sign_in("an@voorbeeld.nl", HatKind::Parent)
            .await
            .unwrap();
        let second = node.refresh(&first.refresh_token).await.unwrap();
        let lost = node.refresh(&first.refresh_token).await.unwrap();
        assert_eq!(lost.refresh_token, second.refresh_token);
        let third = node.refresh(&second.refresh_token).await.unwrap();

        let copy = node.refresh(&first.refresh_token).await;
        assert_eq!(code(copy), "session.refresh_token_invalid");
        assert_eq!(code(node.actor(&third)), "session.token_invalid");
        let ended = node.refresh(&third.refresh_token).await;
        assert_eq!(code(ended), "session.refresh_token_invalid");
    }
}

#[tokio::test]
async fn a_lost_answer_is_given_again_for_half_a_minute_only() {
    for house in houses().await {
        let node = house.node().await;
        house.somebody(&node, "an@voorbeeld.nl").await;
        let first = node
            .sign_in("an@voorbeeld.nl", HatKind::Parent)
            .await
            .unwrap();
        node.refresh(&first.refresh_token).await.unwrap();
        house.pass(TimeDelta::seconds(29));
        assert_eq!(code(node.refresh(&first.refresh_token).await), "ok");
        house.pass(TimeDelta::seconds(1));
        let late = node.refresh(&first.refresh_token).await;
        assert_eq!(code(late), "session.refresh_token_invalid");
    }
}

#[tokio::test]
async fn a_session_ends_by_itself_however_often_it_is_refreshed() {
    for house in houses().await {
        let node = house.node().await;
        house.somebody(&node, "an@voorbeeld.nl").await;
        let mut session = node
            .sign_in("an@voorbeeld.nl", HatKind::Parent)
            .await
            .unwrap();
        for _ in 0..2 {
            house.pass(TimeDelta::days(14));
            session = node.refresh(&session.refresh_token).await.unwrap();
        }
        house.pass(TimeDelta::days(2));
        let over = node.refresh(&session.refresh_token).await;
        assert_eq!(code(over), "session.refresh_token_invalid");
    }
}

#[tokio::test]
async fn a_session_that_is_ended_on_one_node_is_ended_on_every_node() {
    for house in houses().await {
        let (here, there) = (house.node().await, house.node().await);
        house.somebody(&here, "an@voorbeeld.nl").await;
        let session = here
            .sign_in("an@voorbeeld.nl", HatKind::Parent)
            .await
            .unwrap();
        let actor = there.actor(&session).unwrap();

        service::sign_out(&here.backend, &actor).await.unwrap();
        there.backend.catch_up().await.unwrap();

        for node in [&here, &there] {
            let socket = service::still_stands(&node.backend, &node.gate, &actor);
            assert_eq!(code(socket), "session.token_invalid");
        }
        for node in [&here, &there, &house.node().await] {
            assert_eq!(code(node.actor(&session)), "session.token_invalid");
        }
        let refused = there.refresh(&session.refresh_token).await;
        assert_eq!(code(refused), "session.refresh_token_invalid");
        let nobody = service::sign_out(&here.backend, &Actor::Anonymous).await;
        assert_eq!(code(nobody), "session.required");
    }
}

#[tokio::test]
async fn two_refreshes_at_once_end_up_with_the_same_token() {
    for house in houses().await {
        let node = house.node().await;
        house.somebody(&node, "an@voorbeeld.nl").await;
        let first = node
            .sign_in("an@voorbeeld.nl", HatKind::Parent)
            .await
            .unwrap();
        let (one, other) = tokio::join!(
            node.refresh(&first.refresh_token),
            node.refresh(&first.refresh_token)
        );
        assert_eq!(one.unwrap().refresh_token, other.unwrap().refresh_token);
    }
}
