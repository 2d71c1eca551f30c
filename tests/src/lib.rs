//! The harness: a real server over a database of its own, for each test and on
//! both engines.

mod anew;
mod answer;
mod app;
mod cluster;
mod database;
mod device;
mod factor;
pub mod house;
pub mod issuer;

pub use answer::{Answer, Ask};
pub use app::{TestApp, client};
pub use database::{Engine, Fresh, now};
pub use device::Device;

/// Runs each test on SQLite and on PostgreSQL, as `name::sqlite` and
/// `name::postgres`.
///
/// ```ignore
/// on_both! {
///     async fn a_course_is_found_by_its_slug(app: TestApp) {
///         let answer = app.get("/v1/courses/some-course").await;
///
///         assert_eq!(answer.status, 200);
///     }
/// }
/// ```
#[macro_export]
macro_rules! on_both {
    ($($(#[$attribute:meta])* async fn $name:ident($app:ident: TestApp) $body:block)+) => {$(
        $(#[$attribute])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn test($app: $crate::TestApp) $body

            async fn run(engine: $crate::Engine) {
                if let Some(app) = $crate::TestApp::start(engine).await {
                    test(app.clone()).await;
                    app.end().await;
                }
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run($crate::Engine::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                run($crate::Engine::Postgres).await;
            }
        }
    )+};
}
