//! What the API says of itself.

use async_graphql::Object;

/// What the API says of itself.
#[derive(Debug, Default)]
pub struct AboutQuery;

#[Object]
impl AboutQuery {
    /// The full version of the API, as REST says it in `API-Version`
    async fn api_version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}
