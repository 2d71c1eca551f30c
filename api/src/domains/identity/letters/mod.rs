//! What identity writes to people: short, and silent about what the house is for.

mod became;
mod keys;

use super::model::{Device, Email};
use crate::kernel::letter::Letter;

pub use became::{Became, became};
pub use keys::{factor_off, factor_on, link_off, link_on, passkey_off, passkey_on, recovery_used};

/// The same above every letter: it must not tell who has an account.
const SUBJECT: &str = "Bericht voor jou / A message for you";

const HELLO: [&str; 2] = ["Hallo,", "Hello,"];
/// For whoever did not ask for what is written about.
const NOT_YOU: [&str; 2] = [
    "Heb je hier niet om gevraagd? Dan hoef je niets te doen. Er is niets veranderd.",
    "You did not ask for this? Then you need not do anything. Nothing has changed.",
];
/// For whoever did not do what is written about.
const NOT_DONE: [&str; 2] = [
    "Heb je dit niet zelf gedaan? Kies dan meteen een nieuw wachtwoord met 'wachtwoord vergeten'.",
    "You did not do this yourself? Then choose another password now, with 'forgot password'.",
];

/// The code for whoever asked for an account.
pub fn code(email: &Email, code: &str) -> Letter {
    let [nl, en] = codes(code);
    letter(
        email,
        [
            &[
                &nl,
                "Vul deze code in om verder te gaan. De code werkt 24 uur.",
                NOT_YOU[0],
            ],
            &[
                &en,
                "Fill in this code to go on. It works for 24 hours.",
                NOT_YOU[1],
            ],
        ],
    )
}

/// The code for whoever wants another password.
pub fn password_code(email: &Email, code: &str) -> Letter {
    let [nl, en] = codes(code);
    letter(
        email,
        [
            &[
                "Iemand wil een nieuw wachtwoord kiezen voor dit e-mailadres.",
                &nl,
                "Vul deze code in om een nieuw wachtwoord te kiezen. De code werkt een uur.",
                NOT_YOU[0],
            ],
            &[
                "Somebody wants to choose another password for this e-mail address.",
                &en,
                "Fill in this code to choose another password. It works for an hour.",
                NOT_YOU[1],
            ],
        ],
    )
}

/// For whoever wants another password and has no account.
pub fn no_account(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Iemand vroeg om een nieuw wachtwoord voor dit e-mailadres. Er is geen account met dit e-mailadres. Misschien heb je een ander adres gebruikt.",
                NOT_YOU[0],
            ],
            &[
                "Somebody asked for another password for this e-mail address. There is no account with this address. Perhaps you used another one.",
                NOT_YOU[1],
            ],
        ],
    )
}

/// For whoever has another password from now on.
pub fn password_changed(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Je wachtwoord is veranderd. Op andere apparaten ben je uitgelogd.",
                NOT_DONE[0],
            ],
            &[
                "Your password was changed. On other devices you are signed out.",
                NOT_DONE[1],
            ],
        ],
    )
}

/// For whoever signed in with a kind of browser or app that the account was not used with.
pub fn new_device(email: &Email, device: &Device) -> Letter {
    let [nl, en] = device.words();
    letter(
        email,
        [
            &[
                &format!("Er is ingelogd op je account met {nl}. Daarmee deed je dat niet eerder."),
                "Was jij dat? Dan hoef je niets te doen.",
                NOT_DONE[0],
            ],
            &[
                &format!("Somebody signed in to your account with {en}. You did not do so before."),
                "Was that you? Then you need not do anything.",
                NOT_DONE[1],
            ],
        ],
    )
}

/// The code for whoever wants this address for their account.
pub fn email_code(email: &Email, code: &str) -> Letter {
    let [nl, en] = codes(code);
    letter(
        email,
        [
            &[
                "Iemand wil dit e-mailadres gebruiken voor een account.",
                &nl,
                "Vul deze code in om dat te bevestigen. De code werkt 24 uur.",
                NOT_YOU[0],
            ],
            &[
                "Somebody wants to use this e-mail address for an account.",
                &en,
                "Fill in this code to confirm that. It works for 24 hours.",
                NOT_YOU[1],
            ],
        ],
    )
}

/// For whoever has an account with an address that was asked for, for another.
pub fn email_taken(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Iemand wil dit e-mailadres gebruiken voor een ander account. Dat kan niet: je hebt er al een account mee.",
                NOT_YOU[0],
            ],
            &[
                "Somebody wants to use this e-mail address for another account. That cannot be: you have an account with it.",
                NOT_YOU[1],
            ],
        ],
    )
}

/// For whoever asked to have another address.
pub fn email_asked(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Iemand vroeg om een ander e-mailadres voor je account. Er verandert pas iets als dat adres is bevestigd.",
                NOT_DONE[0],
            ],
            &[
                "Somebody asked for another e-mail address for your account. Nothing changes until that address is confirmed.",
                NOT_DONE[1],
            ],
        ],
    )
}

/// The way back, for the address that an account had.
pub fn email_changed(email: &Email, code: &str) -> Letter {
    let [nl, en] = codes(code);
    letter(
        email,
        [
            &[
                "Je account heeft een ander e-mailadres. Met dit adres kun je niet meer inloggen.",
                "Heb je dit niet zelf gedaan? Zet dit adres dan terug met de code hieronder. Dat kan zeven dagen lang. Daarna kies je een nieuw wachtwoord.",
                &nl,
            ],
            &[
                "Your account has another e-mail address. You cannot sign in with this one any more.",
                "You did not do this yourself? Then put this address back with the code below, within seven days. After that you choose another password.",
                &en,
            ],
        ],
    )
}

/// For whoever put their address back.
pub fn email_restored(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Je account heeft dit e-mailadres weer. Overal ben je uitgelogd, en het wachtwoord werkt niet meer.",
                "Kies een nieuw wachtwoord met 'wachtwoord vergeten'.",
            ],
            &[
                "Your account has this e-mail address again. You are signed out everywhere, and the password works no more.",
                "Choose another password, with 'forgot password'.",
            ],
        ],
    )
}

/// For whoever closed their account.
pub fn closed(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Je account is gesloten. Wij hebben je e-mailadres niet meer.",
                "Dit is het laatste bericht.",
            ],
            &[
                "Your account is closed. We do not have your e-mail address any more.",
                "This is the last message.",
            ],
        ],
    )
}

/// For whoever asked for an account and has one.
pub fn account_exists(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Iemand vroeg een account aan met dit e-mailadres.",
                "Je hebt al een account. Je kunt gewoon inloggen.",
                NOT_YOU[0],
            ],
            &[
                "Somebody asked for an account with this e-mail address.",
                "You have one already. You can simply sign in.",
                NOT_YOU[1],
            ],
        ],
    )
}

/// The code for whoever is asked to wear a hat.
pub fn asked(email: &Email, code: &str) -> Letter {
    let [nl, en] = codes(code);
    letter(
        email,
        [
            &[
                "Iemand vraagt je voor een rol.",
                &nl,
                "Wil je dat? Log in en vul deze code in. De code werkt 14 dagen. Heb je nog geen account? Vraag er dan eerst een aan met dit e-mailadres.",
                "Wil je het niet? Dan hoef je niets te doen.",
            ],
            &[
                "Somebody asks you for a role.",
                &en,
                "Do you want that? Sign in and fill in this code. The code works for 14 days. Do you have no account yet? Then ask for one first, with this e-mail address.",
                "Do you not want it? Then there is nothing you have to do.",
            ],
        ],
    )
}

/// For whoever may do something else than before.
pub fn hats_changed(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Er is iets veranderd in wat je met je account kunt doen. Log in om het te zien.",
                "Begrijp je niet waarom? Vraag het ons.",
            ],
            &[
                "Something changed in what you can do with your account. Sign in to see it.",
                "Do you not understand why? Ask us.",
            ],
        ],
    )
}

/// For whoever acts for an organisation about which something was asked.
pub fn waits(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Er wacht een verzoek op je antwoord. Log in om het te lezen.",
                "Wacht er niet te lang mee: misschien gaat het om iemands veiligheid.",
            ],
            &[
                "A request waits for your answer. Sign in to read it.",
                "Do not wait too long: it may be about somebody's safety.",
            ],
        ],
    )
}

/// For whoever acts for an organisation of which a connection does not work any more.
pub fn needs_a_look(email: &Email) -> Letter {
    letter(
        email,
        [
            &[
                "Een koppeling die jullie hebben ingesteld werkt niet meer, en staat nu uit.",
                "Log in om te zien welke. Zet haar weer aan als het is opgelost.",
            ],
            &[
                "A connection that you set up does not work any more, and is switched off now.",
                "Sign in to see which. Switch it on again once that is solved.",
            ],
        ],
    )
}

fn codes(code: &str) -> [String; 2] {
    [
        format!("Je code is: {code}"),
        format!("Your code is: {code}"),
    ]
}

fn letter(email: &Email, [nl, en]: [&[&str]; 2]) -> Letter {
    let nl: Vec<&str> = [&HELLO[..1], nl].concat();
    let en: Vec<&str> = [&HELLO[1..], en].concat();
    Letter::new(email.as_str(), SUBJECT, [&nl, &en])
}
