use chrono::TimeDelta;
use uuid::Uuid;

use super::super::service::GrantWish;
use super::*;
use crate::kernel::actor::Hat;
use crate::kernel::id::AccountId;
use crate::kernel::page::PageRequest;

fn wish(hat: HatKind) -> GrantWish {
    GrantWish {
        hat,
        provider: None,
        municipality: None,
    }
}

#[tokio::test]
async fn a_verification_lapses_after_a_year_even_within_a_token() {
    for house in houses().await {
        let node = house.node().await;
        house.somebody(&node, "an@voorbeeld.nl").await;
        let hat = |session: &Session| node.actor(session).unwrap().hat();
        let before = node
            .sign_in("an@voorbeeld.nl", HatKind::Parent)
            .await
            .unwrap();
        let tx = node.backend.write().await.unwrap();
        let parent = node.actor(&before).unwrap();
        service::verify(&tx, &parent).await.unwrap();
        node.backend.commit(tx).await.unwrap();
        let after = node.refresh(&before.refresh_token).await.unwrap();
        assert_eq!(hat(&before), Some(Hat::Parent { verified: false }));
        assert_eq!(hat(&after), Some(Hat::Parent { verified: true }));

        house.pass(TimeDelta::days(365) - TimeDelta::minutes(5));
        let late = node
            .sign_in("an@voorbeeld.nl", HatKind::Parent)
            .await
            .unwrap();
        assert_eq!(hat(&late), Some(Hat::Parent { verified: true }));
        house.pass(TimeDelta::minutes(5));
        assert_eq!(hat(&late), Some(Hat::Parent { verified: false }));
    }
}

#[tokio::test]
async fn a_hat_that_is_taken_is_off_at_once() {
    for house in houses().await {
        let node = house.node().await;
        let admin = node.administrator().await;
        let an = house.somebody(&node, "an@voorbeeld.nl").await;
        let given = service::grant(&node.backend, &admin, an.id, wish(HatKind::Panel));
        assert_eq!(given.await.unwrap().grants.len(), 2);
        let member = node
            .sign_in("an@voorbeeld.nl", HatKind::Panel)
            .await
            .unwrap();
        let parent = node
            .sign_in("an@voorbeeld.nl", HatKind::Parent)
            .await
            .unwrap();

        let left = service::revoke(&node.backend, &admin, an.id, HatKind::Panel).await;

        assert_eq!(left.unwrap().grants.len(), 1);
        assert_eq!(code(node.actor(&member)), "session.token_invalid");
        assert_eq!(code(node.actor(&parent)), "ok");
        let again = service::revoke(&node.backend, &admin, an.id, HatKind::Panel).await;
        assert_eq!(code(again), "grant.not_found");
    }
}

#[tokio::test]
async fn an_administrator_stays() {
    for house in houses().await {
        let node = house.node().await;
        let admin = node.administrator().await;
        let own = admin.person().unwrap().account;
        let an = house.somebody(&node, "an@voorbeeld.nl").await;
        let take = async |id| {
            code(service::revoke(&node.backend, &admin, id, HatKind::Administrator).await)
        };

        assert_eq!(take(own).await, "grant.last_administrator");
        for (hat, refusal) in [
            (HatKind::Administrator, "grant.not_granter"),
            (HatKind::Researcher, "grant.not_granter"),
            (HatKind::Moderator, "grant.takes_two"),
            (HatKind::DataBoard, "grant.takes_two"),
        ] {
            let given = service::grant(&node.backend, &admin, an.id, wish(hat)).await;
            assert_eq!(code(given), refusal);
        }
        service::create_administrator(&node.backend, "bo@voorbeeld.nl", PASSWORD)
            .await
            .unwrap();
        assert_eq!(take(own).await, "ok");
    }
}

#[tokio::test]
async fn only_an_administrator_sees_accounts_and_gives_hats() {
    for house in houses().await {
        let node = house.node().await;
        let an = house.somebody(&node, "an@voorbeeld.nl").await;
        let session = node
            .sign_in("an@voorbeeld.nl", HatKind::Parent)
            .await
            .unwrap();
        let parent = node.actor(&session).unwrap();
        let page = PageRequest::parse(["limit", "cursor"], None, None, &mut Vec::new());
        for (actor, refusal) in [
            (Actor::Anonymous, "session.required"),
            (parent, "account.not_administrator"),
        ] {
            let list = service::accounts(&node.backend, &actor, None, &page).await;
            assert_eq!(code(list), refusal);
            for id in [an.id, AccountId(Uuid::from_u128(1))] {
                assert_eq!(
                    code(service::account(&node.backend, &actor, id).await),
                    refusal
                );
                let give = service::grant(&node.backend, &actor, id, wish(HatKind::Panel));
                assert_eq!(code(give.await), refusal);
                let take = service::revoke(&node.backend, &actor, id, HatKind::Parent);
                assert_eq!(code(take.await), refusal);
            }
        }
    }
}

#[tokio::test]
async fn accounts_are_paged_and_found_by_their_whole_address() {
    for house in houses().await {
        let node = house.node().await;
        let admin = node.administrator().await;
        house.somebody(&node, "an@voorbeeld.nl").await;
        house.somebody(&node, "bo@voorbeeld.nl").await;
        let mut seen = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let names = ["limit", "cursor"];
            let page = PageRequest::parse(names, Some(2), cursor.as_deref(), &mut Vec::new());
            let page = service::accounts(&node.backend, &admin, None, &page)
                .await
                .unwrap();
            cursor = page.next().map(|cursor| cursor.encode());
            seen.extend(page.entries.into_iter().map(|(_, account)| account.id));
            if cursor.is_none() {
                break;
            }
        }
        seen.dedup();
        assert_eq!(seen.len(), 3);

        let page = PageRequest::parse(["limit", "cursor"], None, None, &mut Vec::new());
        let find = async |email| {
            let found = service::accounts(&node.backend, &admin, Some(email), &page).await;
            found.unwrap().entries.len()
        };
        assert_eq!(find("AN@voorbeeld.nl").await, 1);
        assert_eq!(find("niemand@voorbeeld.nl").await, 0);
    }
}
