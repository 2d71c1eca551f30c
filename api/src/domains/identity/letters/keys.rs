//! Letters about what somebody shows beside their password, or in its place.

use super::super::model::Email;
use super::{NOT_DONE, letter};
use crate::kernel::letter::Letter;

/// For whoever is asked for a code beside the password from now on.
pub fn factor_on(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Vanaf nu log je in met je wachtwoord en een code uit je app. Bewaar je herstelcodes op papier: daarmee kun je inloggen als je je telefoon kwijt bent.",
                NOT_DONE[0],
            ],
            &[
                "From now on you sign in with your password and a code of your app. Keep your recovery codes on paper: with them you can sign in when you have lost your phone.",
                NOT_DONE[1],
            ],
        ],
    )
}

/// For whoever is asked for the password alone from now on.
pub fn factor_off(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Vanaf nu log je in met je wachtwoord alleen, zonder code uit je app.",
                NOT_DONE[0],
            ],
            &[
                "From now on you sign in with your password alone, without a code of your app.",
                NOT_DONE[1],
            ],
        ],
    )
}

/// For whoever signed in with a recovery code.
pub fn recovery_used(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Er is ingelogd met een van je herstelcodes. Die code werkt niet meer.",
                NOT_DONE[0],
            ],
            &[
                "One of your recovery codes was used to sign in. It works no more.",
                NOT_DONE[1],
            ],
        ],
    )
}

/// For whoever can sign in with a passkey from now on.
pub fn passkey_on(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Vanaf nu kun je ook inloggen met een toegangssleutel (passkey) op je apparaat, zonder wachtwoord.",
                NOT_DONE[0],
            ],
            &[
                "From now on you can also sign in with a passkey on your device, without a password.",
                NOT_DONE[1],
            ],
        ],
    )
}

/// For whoever has one passkey less.
pub fn passkey_off(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Er is een toegangssleutel (passkey) van je account weggehaald. Daarmee kan niemand meer inloggen.",
                NOT_DONE[0],
            ],
            &[
                "A passkey was removed from your account. Nobody can sign in with it any more.",
                NOT_DONE[1],
            ],
        ],
    )
}

/// For whoever can sign in by another issuer from now on.
pub fn link_on(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Vanaf nu kun je hier ook inloggen met je account bij een andere organisatie.",
                "Heb je dit niet zelf gedaan? Kies dan meteen een nieuw wachtwoord met 'wachtwoord vergeten', log in, en haal deze koppeling weg bij je account.",
            ],
            &[
                "From now on you can also sign in here with your account at another organisation.",
                "You did not do this yourself? Then choose another password now, with 'forgot password', sign in, and remove this link in your account.",
            ],
        ],
    )
}

/// For whoever can no longer sign in by another issuer.
pub fn link_off(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Met een account bij een andere organisatie kun je hier niet meer inloggen. Inloggen met je e-mailadres en wachtwoord kan wel; wie geen wachtwoord heeft, vraagt een code om er een te kiezen.",
                NOT_DONE[0],
            ],
            &[
                "You can no longer sign in here with an account at another organisation. With your e-mail address and password you can; whoever has no password asks for a code to choose one.",
                NOT_DONE[1],
            ],
        ],
    )
}
