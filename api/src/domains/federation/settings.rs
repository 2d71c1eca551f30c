//! Which other issuers are known, as the settings name them.

use std::collections::HashSet;

use secrecy::SecretString;
use serde::Deserialize;
use url::{Host, Url};
use uuid::Uuid;

use crate::domains::identity::{ClaimedRole, HatKind};
use crate::kernel::id::MunicipalityCode;

/// Another issuer, as the settings name it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IssuerSettings {
    /// What it is called in addresses: `a-z`, `0-9` and `-`. It never changes.
    pub code: String,
    /// What it is called, for people, in Dutch.
    pub label_nl: String,
    /// What it is called, for people, in English; as in Dutch unless set.
    pub label_en: Option<String>,
    /// Who it is, to the letter as its documents and tokens say it.
    pub issuer: String,
    /// As whom we are registered there; people sign in by it where this is set.
    pub client_id: Option<String>,
    /// What we show for that; nothing for a public client.
    pub client_secret: Option<SecretString>,
    /// What else is asked for than `openid`: where roles stand in a scope of their own.
    pub scopes: Vec<String>,
    /// Addresses of front-ends that people come back to, each registered there too.
    pub redirect_uris: Vec<String>,
    /// For whom its tokens have to be to serve here; without it none does.
    pub audience: Option<String>,
    /// Whether tokens serve that do not say to be access tokens (RFC 9068): older issuers make such.
    pub plain_tokens: bool,
    /// The hat worn with its tokens where no role fits.
    pub token_hat: Option<HatKind>,
    /// What its claims say of roles; of a token's the first that fits is worn.
    pub roles: Vec<RoleRule>,
    /// For how many hours its word for a role holds after a sign-in.
    pub role_hours: Option<u8>,
    /// Values of `acr` that say that it asked for two factors.
    pub two_factor_acr: Vec<String>,
    /// Values of `amr` that say so.
    pub two_factor_amr: Vec<String>,
}

/// What a claim says of a role.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleRule {
    /// Which claim: a text or a list of texts; with dots where it stands within others.
    pub claim: String,
    /// The text that has to be there.
    pub value: String,
    /// The hat that it gives.
    pub hat: HatKind,
    /// For which provider, by its id.
    pub provider: Option<Uuid>,
    /// For which municipality, by its code.
    pub municipality: Option<String>,
}

impl RoleRule {
    /// The role that it gives.
    pub fn role(&self) -> ClaimedRole {
        ClaimedRole {
            hat: self.hat,
            provider: self.provider,
            municipality: self.municipality.clone(),
        }
    }
}

/// Settings that cannot be used: everything that is wrong with them.
#[derive(Debug, thiserror::Error)]
#[error("PIJLER_IDENTITY_PROVIDERS: {}", .0.join("; "))]
pub struct BadIssuers(pub Vec<String>);

/// The longest that an issuer's word for a role may hold, in hours.
const MOST_HOURS: u8 = 24;
/// How long it holds unless set otherwise.
pub const ROLE_HOURS: u8 = 12;

/// Whether the host of an address is this machine itself.
pub fn is_own_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// Names everything that is wrong with the issuers in the settings.
pub fn check(all: &[IssuerSettings], own: &str) -> Result<(), BadIssuers> {
    let mut faults = Vec::new();
    let (mut codes, mut issuers) = (HashSet::new(), HashSet::new());
    for (at, set) in all.iter().enumerate() {
        let name = match set.code.is_empty() {
            true => format!("[{at}]"),
            false => set.code.clone(),
        };
        let mut wrong = |words: String| faults.push(format!("{name}: {words}"));
        if !is_code(&set.code) {
            wrong("`code` is 1 to 40 of a-z, 0-9 and -".to_owned());
        }
        if !codes.insert(&set.code) || !issuers.insert(set.issuer.trim_end_matches('/')) {
            wrong("`code` and `issuer` stand once".to_owned());
        }
        if set.issuer.trim_end_matches('/') == own.trim_end_matches('/') {
            wrong("`issuer` is another than this service".to_owned());
        }
        set.check(&mut wrong);
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(BadIssuers(faults)),
    }
}

impl IssuerSettings {
    fn check(&self, wrong: &mut impl FnMut(String)) {
        if self.label_nl.trim().is_empty() {
            wrong("`label_nl` is what people read".to_owned());
        }
        if !is_issuer(&self.issuer) {
            wrong(
                "`issuer` is an address by https, without ? and # (by http on this machine itself)"
                    .to_owned(),
            );
        }
        let named = |text: &Option<String>| text.as_ref().is_some_and(|it| !it.trim().is_empty());
        if !named(&self.client_id) && !named(&self.audience) {
            wrong(
                "`client_id` lets people sign in, `audience` lets tokens in; one of them is set"
                    .to_owned(),
            );
        }
        if self.client_id.is_none()
            && (self.client_secret.is_some() || !self.redirect_uris.is_empty())
        {
            wrong("`client_secret` and `redirect_uris` go with `client_id`".to_owned());
        }
        if self.audience.is_some() && self.audience == self.client_id {
            wrong(
                "`audience` is another than `client_id`, for which identity tokens are".to_owned(),
            );
        }
        for address in &self.redirect_uris {
            if !leads_back(address) {
                wrong(format!(
                    "`redirect_uris` has {address:?}: an address by https without #, on this machine itself, or by a scheme with a dot"
                ));
            }
        }
        if self.token_hat.is_some_and(HatKind::needs_second_factor) {
            wrong("`token_hat` is none that needs a second factor".to_owned());
        }
        let hours = 1..=MOST_HOURS;
        if !self.role_hours.is_none_or(|set| hours.contains(&set)) {
            wrong(format!("`role_hours` is 1 to {MOST_HOURS}"));
        }
        for rule in &self.roles {
            self.check_role(rule, wrong);
        }
    }

    fn check_role(&self, rule: &RoleRule, wrong: &mut impl FnMut(String)) {
        let hat = rule.hat.word();
        if !ClaimedRole::may_be(rule.hat) {
            wrong(format!("`roles` gives {hat}, which is given here alone"));
        }
        if rule.claim.is_empty() || rule.value.is_empty() {
            wrong(format!(
                "`roles` says for {hat} which `claim` and which `value`"
            ));
        }
        if rule.hat.is_of_a_provider() != rule.provider.is_some() {
            wrong(format!(
                "`roles` names for {hat} a `provider` where the hat is of one, and else none"
            ));
        }
        let of_town = rule.hat == HatKind::Municipality;
        let town = rule.municipality.as_deref();
        let sound = town.is_none_or(|code| MunicipalityCode::parse(code).is_some());
        if of_town != town.is_some() || !sound {
            wrong(format!(
                "`roles` names for {hat} a `municipality` by its code where the hat is of one, and else none"
            ));
        }
    }
}

fn is_code(code: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=40).contains(&code.len()) && code.chars().all(fits)
}

fn is_issuer(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else {
        return false;
    };
    let bare = url.query().is_none() && url.fragment().is_none();
    let nobodys = url.username().is_empty() && url.password().is_none();
    let safe = url.scheme() == "https" || (url.scheme() == "http" && is_own_machine(&url));
    bare && nobodys && safe && url.host().is_some()
}

fn leads_back(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else {
        return false;
    };
    let safe = match url.scheme() {
        "https" => true,
        "http" => is_own_machine(&url),
        scheme => scheme.contains('.'),
    };
    safe && url.fragment().is_none() && url.username().is_empty() && url.password().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound() -> IssuerSettings {
        IssuerSettings {
            code: "werk".to_owned(),
            label_nl: "Werk".to_owned(),
            issuer: "https://id.example".to_owned(),
            client_id: Some("pijler".to_owned()),
            audience: Some("https://api.example/v1".to_owned()),
            redirect_uris: vec!["https://app.example/terug".to_owned()],
            ..IssuerSettings::default()
        }
    }

    #[test]
    fn one_answer_names_every_fault() {
        assert!(check(&[sound()], "https://pijler.example").is_ok());
        let rule = RoleRule {
            claim: String::new(),
            value: "x".to_owned(),
            hat: HatKind::Moderator,
            provider: Some(Uuid::from_u128(1)),
            municipality: Some("Utrecht".to_owned()),
        };
        let bad = IssuerSettings {
            code: "W erk".to_owned(),
            label_nl: String::new(),
            issuer: "http://id.example".to_owned(),
            audience: Some("pijler".to_owned()),
            redirect_uris: vec!["http://app.example".to_owned()],
            token_hat: Some(HatKind::Administrator),
            role_hours: Some(0),
            roles: vec![rule],
            ..sound()
        };
        let all = [sound(), sound(), bad];
        let said = check(&all, "https://id.example/").unwrap_err().to_string();
        for word in [
            "stand once",
            "another than this service",
            "1 to 40",
            "label_nl",
            "by https",
            "another than `client_id`",
            "redirect_uris",
            "token_hat",
            "role_hours",
            "given here alone",
            "which `claim`",
            "a `provider`",
            "a `municipality`",
        ] {
            assert!(said.contains(word), "{word}: {said}");
        }
    }
}
