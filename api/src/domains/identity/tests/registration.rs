use chrono::TimeDelta;
use entities::registrations;
use sea_orm::{EntityTrait, PaginatorTrait};

use super::*;

#[tokio::test]
async fn an_account_begins_to_be_when_its_address_is_confirmed() {
    for house in houses().await {
        let node = house.node().await;
        node.register(" An@Voorbeeld.nl").await.unwrap();
        let early = node.sign_in("an@voorbeeld.nl", HatKind::Parent).await;
        let letters = house.letters(&node).await;
        let typed = house.code(&node).await.to_lowercase().replace('-', " ");
        let account = service::confirm(&node.backend, "an@voorbeeld.nl", &typed).await;

        assert_eq!(code(early), "session.bad_credentials");
        assert_eq!(letters.len(), 1);
        assert_eq!(account.unwrap().grants.len(), 1);
        let session = node.sign_in("an@voorbeeld.nl", HatKind::Parent).await;
        assert!(node.actor(&session.unwrap()).is_ok());
        let again = service::confirm(&node.backend, "an@voorbeeld.nl", &typed).await;
        assert_eq!(code(again), "account.code_invalid");
    }
}

#[tokio::test]
async fn a_code_serves_for_a_day_and_for_its_own_address() {
    for house in houses().await {
        let node = house.node().await;
        node.register("an@voorbeeld.nl").await.unwrap();
        let mailed = house.code(&node).await;
        let other = service::confirm(&node.backend, "bo@voorbeeld.nl", &mailed).await;
        house.pass(TimeDelta::hours(24));
        let late = service::confirm(&node.backend, "an@voorbeeld.nl", &mailed).await;

        assert_eq!(code(other), "account.code_invalid");
        assert_eq!(code(late), "account.code_invalid");
    }
}

#[tokio::test]
async fn whoever_reads_the_mail_keeps_the_password_they_chose_themselves() {
    for house in houses().await {
        let node = house.node().await;
        let (email, password) = ("an@voorbeeld.nl", "van een ander!");
        node.register_with(email, password).await.unwrap();
        house.letters(&node).await;
        house.somebody(&node, "an@voorbeeld.nl").await;

        let theirs = node.try_password("an@voorbeeld.nl", "van een ander!", HatKind::Parent);
        assert_eq!(code(theirs.await), "session.bad_credentials");
        let own = node.sign_in("an@voorbeeld.nl", HatKind::Parent).await;
        assert_eq!(code(own), "ok");
    }
}

#[tokio::test]
async fn asking_tells_nothing_of_who_has_an_account() {
    for house in houses().await {
        let node = house.node().await;
        house.somebody(&node, "an@voorbeeld.nl").await;
        for email in ["niemand@voorbeeld.nl", "an@voorbeeld.nl"] {
            let (hashed, noted) = (node.gate.passwords_hashed(), waiting(&node).await);
            assert_eq!(code(node.register(email).await), "ok");
            assert_eq!(node.gate.passwords_hashed(), hashed + 1);
            assert_eq!(waiting(&node).await, noted + 1);
        }
        let letters = house.letters(&node).await;

        let about = |letter: &&String| letter.contains("an@voorbeeld.nl");
        let last = letters.iter().rev().find(about).unwrap();
        assert!(last.contains("Je hebt al een account") && !last.contains("code is"));
        for letter in &letters {
            assert!(letter.contains("Subject: Bericht voor jou"), "{letter}");
            assert!(!letter.to_lowercase().contains("pleeg"), "{letter}");
        }
    }
}

#[tokio::test]
async fn an_inbox_is_not_flooded_and_the_answer_does_not_change() {
    for house in houses().await {
        let node = house.node().await;
        for _ in 0..8 {
            assert_eq!(code(node.register("an@voorbeeld.nl").await), "ok");
        }

        assert_eq!(house.letters(&node).await.len(), 5);
        house.pass(TimeDelta::hours(24));
        node.register("an@voorbeeld.nl").await.unwrap();
        assert_eq!(house.letters(&node).await.len(), 6);
    }
}

#[tokio::test]
async fn one_answer_names_every_fault() {
    let house = houses().await.remove(0);
    let node = house.node().await;
    let wish = service::Wish {
        email: "an",
        password: "kort",
        terms_version: "2020-01",
        of_age: false,
    };
    let refused = service::register(&node.backend, &node.gate, wish).await;

    let codes: Vec<_> = refused
        .unwrap_err()
        .faults
        .iter()
        .map(|fault| fault.code)
        .collect();
    assert_eq!(
        codes,
        [
            "account.email_invalid",
            "account.password_too_short",
            "account.terms_outdated",
            "account.too_young"
        ]
    );
}

/// How many asked and did not confirm.
async fn waiting(node: &Node) -> u64 {
    let asked = registrations::Entity::find().count(node.backend.reader());
    asked.await.unwrap()
}
