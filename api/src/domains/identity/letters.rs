//! What identity writes to people: short, and silent about what the house is for.

use super::model::Email;
use crate::kernel::mail::Letter;

/// The same above every letter: it must not tell who has an account.
const SUBJECT: &str = "Bericht voor jou";

/// The code for whoever asked for an account.
pub fn code(email: &Email, code: &str) -> Letter {
    letter(
        email,
        format!(
            "Hallo,\n\n\
             Je code is: {code}\n\n\
             Vul deze code in om verder te gaan. De code werkt 24 uur.\n\n\
             Heb je hier niet om gevraagd? Dan hoef je niets te doen.\n"
        ),
    )
}

/// The code for whoever wants another password.
pub fn password_code(email: &Email, code: &str) -> Letter {
    letter(
        email,
        format!(
            "Hallo,\n\n\
             Iemand wil een nieuw wachtwoord kiezen voor dit e-mailadres.\n\
             Je code is: {code}\n\n\
             Vul deze code in om een nieuw wachtwoord te kiezen. De code werkt een uur.\n\n\
             Heb je hier niet om gevraagd? Dan hoef je niets te doen. Er is niets veranderd.\n"
        ),
    )
}

/// For whoever wants another password and has no account.
pub fn no_account(email: &Email) -> Letter {
    letter(
        email,
        "Hallo,\n\n\
         Iemand vroeg om een nieuw wachtwoord voor dit e-mailadres. Er is geen account met dit\n\
         e-mailadres. Misschien heb je een ander adres gebruikt.\n\n\
         Heb je hier niet om gevraagd? Dan hoef je niets te doen.\n"
            .to_owned(),
    )
}

/// For whoever has another password from now on.
pub fn password_changed(email: &Email) -> Letter {
    letter(
        email,
        "Hallo,\n\n\
         Je wachtwoord is veranderd. Op andere apparaten ben je uitgelogd.\n\n\
         Heb je dit niet zelf gedaan? Kies dan meteen een nieuw wachtwoord met\n\
         'wachtwoord vergeten'.\n"
            .to_owned(),
    )
}

/// For whoever is asked for a code beside the password from now on.
pub fn factor_on(email: &Email) -> Letter {
    letter(
        email,
        "Hallo,\n\n\
         Vanaf nu log je in met je wachtwoord en een code uit je app.\n\
         Bewaar je herstelcodes op papier. Daarmee kun je inloggen als je je telefoon kwijt bent.\n\n\
         Heb je dit niet zelf gedaan? Kies dan meteen een nieuw wachtwoord met\n\
         'wachtwoord vergeten', en vraag om hulp.\n"
            .to_owned(),
    )
}

/// For whoever is asked for the password alone from now on.
pub fn factor_off(email: &Email) -> Letter {
    letter(
        email,
        "Hallo,\n\n\
         Vanaf nu log je in met je wachtwoord alleen. De code uit je app is niet meer nodig.\n\n\
         Heb je dit niet zelf gedaan? Kies dan meteen een nieuw wachtwoord met\n\
         'wachtwoord vergeten', en vraag om hulp.\n"
            .to_owned(),
    )
}

/// For whoever signed in with a recovery code.
pub fn recovery_used(email: &Email) -> Letter {
    letter(
        email,
        "Hallo,\n\n\
         Er is ingelogd met een van je herstelcodes. Die code werkt niet meer.\n\n\
         Heb je dit niet zelf gedaan? Kies dan meteen een nieuw wachtwoord met\n\
         'wachtwoord vergeten', en vraag om hulp.\n"
            .to_owned(),
    )
}

/// For whoever asked for an account and has one.
pub fn account_exists(email: &Email) -> Letter {
    letter(
        email,
        "Hallo,\n\n\
         Iemand vroeg een account aan met dit e-mailadres. Je hebt al een account.\n\
         Je kunt gewoon inloggen.\n\n\
         Heb je hier niet om gevraagd? Dan hoef je niets te doen. Er is niets veranderd.\n"
            .to_owned(),
    )
}

/// The code for whoever is asked to wear a hat.
pub fn asked(email: &Email, code: &str) -> Letter {
    letter(
        email,
        format!(
            "Hallo,\n\n\
             Iemand vraagt je voor een rol.\n\
             Je code is: {code}\n\n\
             Wil je dat? Log in en vul deze code in. De code werkt 14 dagen.\n\
             Heb je nog geen account? Vraag er dan eerst een aan met dit e-mailadres.\n\n\
             Wil je het niet? Dan hoef je niets te doen.\n"
        ),
    )
}

/// For whoever may do something else than before.
pub fn hats_changed(email: &Email) -> Letter {
    letter(
        email,
        "Hallo,\n\n\
         Er is iets veranderd in wat je met je account kunt doen. Log in om het te zien.\n\n\
         Begrijp je niet waarom? Vraag het ons.\n"
            .to_owned(),
    )
}

/// For whoever acts for an organisation about which something was asked.
pub fn waits(email: &Email) -> Letter {
    letter(
        email,
        "Hallo,\n\n\
         Er wacht een verzoek op je antwoord. Log in om het te lezen.\n\n\
         Wacht er niet te lang mee: misschien gaat het om iemands veiligheid.\n"
            .to_owned(),
    )
}

fn letter(email: &Email, text: String) -> Letter {
    Letter {
        to: email.as_str().to_owned(),
        subject: SUBJECT.to_owned(),
        text,
    }
}
