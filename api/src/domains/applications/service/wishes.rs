//! What is sent of applications, and what is wrong with it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domains::applications::model::{LONGEST_NAME, LONGEST_REASON, LONGEST_WEBSITE, Wish};
use crate::domains::catalogue::Snapshot;
use crate::kernel::error::{ApiError, Fault, sound};
use crate::kernel::id::ProviderId;
use crate::kernel::language::Text;
use crate::kernel::text::{is_address, office, office_line};

/// An organisation that is not known yet
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ProviderApply)]
pub struct ApplyRequest {
    /// What it is called
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// What it is: a code of the list `provider_kind`
    pub kind: String,
    /// Where it is found, by https
    #[schema(max_length = 2000, format = "uri")]
    pub website: String,
    /// Why you may act for it, for the administrator who looks into it
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// A claim of an organisation that stands here from public sources
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ProviderClaim)]
pub struct ClaimRequest {
    /// Where it is found, by https
    #[schema(max_length = 2000, format = "uri")]
    pub website: String,
    /// Why you may act for it, for the administrator who looks into it
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// Why an application is refused
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ProviderApplicationRefuse)]
pub struct RefuseRequest {
    /// Why, in words for the applicant
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// For what somebody applies, where, and why.
pub(super) type Asked = (Wish, String, String);

impl ApplyRequest {
    /// What is asked, or everything that is wrong with it.
    pub(super) fn checked(&self, snapshot: &Snapshot) -> Result<Asked, ApiError> {
        let mut faults = Vec::new();
        let name = office_line("/name", &self.name, LONGEST_NAME, &mut faults);
        let kind = self.kind.trim().to_lowercase();
        if snapshot.is_retired("provider_kind", &kind) != Some(false) {
            let detail = Text::new(
                "is een code van de lijst provider_kind",
                "is a code of the list provider_kind",
            );
            faults.push(Fault::at("/kind", "application.unknown_kind", detail));
        }
        let (website, reason) = why(&self.website, &self.reason, &mut faults);
        sound(faults).map(|()| (Wish::New { name, kind }, website, reason))
    }
}

impl ClaimRequest {
    /// What is asked, or everything that is wrong with it.
    pub(super) fn checked(&self, provider: ProviderId) -> Result<Asked, ApiError> {
        let mut faults = Vec::new();
        let (website, reason) = why(&self.website, &self.reason, &mut faults);
        sound(faults).map(|()| (Wish::Claim(provider), website, reason))
    }
}

impl RefuseRequest {
    /// The reason, or what is wrong with it.
    pub(super) fn checked(&self) -> Result<String, ApiError> {
        let mut faults = Vec::new();
        let reason = office("/reason", &self.reason, LONGEST_REASON, &mut faults);
        sound(faults).map(|()| reason)
    }
}

fn why(website: &str, reason: &str, faults: &mut Vec<Fault>) -> (String, String) {
    let website = office("/website", website, LONGEST_WEBSITE, faults);
    if !website.is_empty() && !is_address(&website) {
        let detail = Text::new(
            "is een adres dat met https:// begint",
            "is an address that begins with https://",
        );
        faults.push(Fault::at("/website", "application.bad_address", detail));
    }
    let reason = office("/reason", reason, LONGEST_REASON, faults);
    (website, reason)
}
