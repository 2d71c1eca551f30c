use chrono::TimeDelta;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;
use tokio::time::timeout;

use super::super::policy::KeyKeeping;
use super::super::store;
use super::super::token::TERM;
use super::*;

fn kid(session: &Session) -> String {
    let header = jsonwebtoken::decode_header(&session.access_token).unwrap();
    header.kid.unwrap()
}

#[tokio::test]
async fn a_new_key_is_seen_by_every_node_before_it_signs() {
    for house in houses().await {
        let (here, there) = (house.node().await, house.node().await);
        house.somebody(&here, "an@voorbeeld.nl").await;
        let old = here
            .sign_in("an@voorbeeld.nl", HatKind::Parent)
            .await
            .unwrap();
        service::rotate_keys(&here.backend, &here.gate)
            .await
            .unwrap();
        there.backend.catch_up().await.unwrap();
        let still = here
            .sign_in("an@voorbeeld.nl", HatKind::Parent)
            .await
            .unwrap();

        assert_eq!(kid(&old), kid(&still));
        assert_eq!(service::key_set(&there.gate), service::key_set(&here.gate));
        assert_eq!(service::key_set(&there.gate).keys.len(), 2);
        house.pass(TimeDelta::minutes(15));
        let new = here
            .sign_in("an@voorbeeld.nl", HatKind::Parent)
            .await
            .unwrap();
        assert_ne!(kid(&new), kid(&old));
        assert_eq!(code(there.actor(&new)), "ok");
    }
}

#[tokio::test]
async fn a_token_outlives_the_rotation_of_its_key() {
    for house in houses().await {
        let node = house.node().await;
        house.somebody(&node, "an@voorbeeld.nl").await;
        service::rotate_keys(&node.backend, &node.gate)
            .await
            .unwrap();
        house.pass(TimeDelta::minutes(14));
        let last = node
            .sign_in("an@voorbeeld.nl", HatKind::Parent)
            .await
            .unwrap();
        house.pass(TimeDelta::minutes(9));
        assert_eq!(code(node.actor(&last)), "ok");
        assert_eq!(code(house.node().await.actor(&last)), "ok");

        house.pass(TERM);
        service::tend(&node.backend, &node.gate).await.unwrap();
        let kids: Vec<_> = service::key_set(&node.gate).keys;
        assert_eq!(kids.len(), 2, "one signs, one waits, the spent one is gone");
        assert!(kids.iter().all(|key| key.common.key_id != Some(kid(&last))));
    }
}

#[tokio::test]
async fn nodes_that_start_at_once_agree_on_one_key() {
    for house in houses().await {
        let (one, other) = tokio::join!(house.node(), house.node());
        one.backend.catch_up().await.unwrap();
        other.backend.catch_up().await.unwrap();

        assert_eq!(service::key_set(&one.gate).keys.len(), 1);
        assert_eq!(service::key_set(&one.gate), service::key_set(&other.gate));
    }
}

#[tokio::test]
async fn a_key_is_made_by_one_node_at_a_time() {
    for house in houses().await {
        let (here, there) = (house.node().await, house.node().await);
        let tx = here.backend.write().await.unwrap();
        store::lock_keys(&KeyKeeping::the_house(&tx)).await.unwrap();
        let rotating = service::rotate_keys(&there.backend, &there.gate);
        let mut rotating = std::pin::pin!(rotating);

        let wait = Duration::from_millis(300);
        assert!(timeout(wait, &mut rotating).await.is_err(), "it waits");
        here.backend.commit(tx).await.unwrap();
        rotating.await.unwrap();
        assert_eq!(service::key_set(&there.gate).keys.len(), 2);
    }
}

#[tokio::test]
async fn keys_are_readable_for_nobody_else() {
    for house in houses().await {
        let _node = house.node().await;
        match &house.keys {
            KeyPlace::File(path) => {
                let mode = path.metadata().unwrap().permissions().mode();
                assert_eq!(mode & 0o777, 0o600);
            }
            KeyPlace::Sealed(_) => {
                let other = SealingKey::parse("MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
                let other = KeyPlace::Sealed(other.unwrap());
                let databases = Databases::connect(&house.url).await.unwrap();
                assert!(other.read(databases.reader()).await.is_err());
            }
        }
    }
}
