//! Settings that cannot be used stop the start.

use pijler::app::config::Config;
use pijler::app::start::Parts;
use tests::issuer::TestIssuer;
use tests::{Engine, TestApp};

use super::known;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_setting_that_cannot_be_used_stops_the_start_and_every_one_is_named() {
    let issuer = TestIssuer::start().await;
    let app = TestApp::start(Engine::Sqlite).await.expect("SQLite");
    let mut config = Config::default();
    config.storage.folder = app.folder().to_path_buf();
    known(&mut config, &issuer, |set| {
        set.issuer = "http://id.example".to_owned();
        set.label_nl = String::new();
        set.role_hours = Some(99);
    });
    let refused = Parts::load(&app.backend, &config)
        .await
        .expect_err("it does not start");
    assert_eq!(refused.code, "identity_providers.invalid");
    for word in ["werk: ", "`issuer`", "`label_nl`", "`role_hours`"] {
        assert!(
            refused.detail.en.contains(word),
            "{word}: {}",
            refused.detail.en
        );
    }
    app.end().await;
}
