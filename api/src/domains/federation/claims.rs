//! What an issuer says of somebody: roles, and how it let them in.

use serde_json::{Map, Value};

use super::settings::IssuerSettings;
use crate::domains::identity::ClaimedRole;

/// Claims as they came.
pub type Claims = Map<String, Value>;

/// The roles that claims give, in the order of the settings.
pub fn roles(set: &IssuerSettings, claims: &Claims) -> Vec<ClaimedRole> {
    let fits = set.roles.iter().filter(|rule| {
        let found = named(claims, &rule.claim);
        found.is_some_and(|found| says(found, &rule.value))
    });
    let mut roles: Vec<ClaimedRole> = Vec::new();
    for role in fits.map(super::settings::RoleRule::role) {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
}

/// Whether claims say that the issuer asked for two factors, in words that the settings take.
pub fn two_factors(set: &IssuerSettings, claims: &Claims) -> bool {
    let said = |name: &str, words: &[String]| {
        let found = claims.get(name);
        found.is_some_and(|found| words.iter().any(|word| says(found, word)))
    };
    said("acr", &set.two_factor_acr) || said("amr", &set.two_factor_amr)
}

/// A claim by its name, or by the way to it through others.
fn named<'c>(claims: &'c Claims, name: &str) -> Option<&'c Value> {
    if let Some(found) = claims.get(name) {
        return Some(found);
    }
    let mut steps = name.split('.');
    let first = claims.get(steps.next()?)?;
    steps.try_fold(first, |found, step| found.get(step))
}

fn says(found: &Value, word: &str) -> bool {
    match found {
        Value::String(text) => text == word,
        Value::Array(all) => all.iter().any(|one| one == word),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::settings::RoleRule;
    use super::*;
    use crate::domains::identity::HatKind;

    #[test]
    fn a_role_is_given_by_a_whole_text_where_the_settings_say_it_stands() {
        let rule = |claim: &str, hat| RoleRule {
            claim: claim.to_owned(),
            value: "pijler".to_owned(),
            hat,
            provider: None,
            municipality: None,
        };
        let set = IssuerSettings {
            roles: vec![
                rule("groups", HatKind::Panel),
                rule("realm_access.roles", HatKind::Editor),
            ],
            two_factor_amr: vec!["mfa".to_owned()],
            ..IssuerSettings::default()
        };
        let hats = |claims: Value| {
            let claims = claims.as_object().unwrap();
            roles(&set, claims)
                .iter()
                .map(|role| role.hat)
                .collect::<Vec<_>>()
        };
        assert_eq!(hats(json!({"groups": "pijler"})), [HatKind::Panel]);
        assert_eq!(hats(json!({"groups": ["a", "pijler"]})), [HatKind::Panel]);
        assert_eq!(
            hats(json!({"realm_access": {"roles": ["pijler"]}})),
            [HatKind::Editor]
        );
        assert_eq!(hats(json!({"groups": ["pijler-2"], "realm_access": 1})), []);
        let two = |claims: Value| two_factors(&set, claims.as_object().unwrap());
        assert!(two(json!({"amr": ["pwd", "mfa"]})));
        assert!(!two(json!({"amr": ["pwd"], "acr": "mfa"})));
    }
}
