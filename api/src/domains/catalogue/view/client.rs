//! How the organisation looks that a parent says is theirs.

use serde::Serialize;
use utoipa::ToSchema;

use super::ProviderView;

/// The organisation that you said is yours
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MyClient)]
pub struct ClientBody<'s> {
    /// It; null where you said nothing
    pub client: Option<ProviderView<'s>>,
}
