//! The pages where people sign in for a front-end of others, and agree to it.
//!
//! Without a script, in Dutch and English. Between the pages nothing is remembered: each form
//! carries the question on, and the second what was sealed of the first.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::look::STYLE;
use super::outside::By;
use crate::domains::identity::HatKind;
use crate::domains::oauth::service::Choice;
use crate::kernel::language::Language;

/// A page in one language, for one question.
pub struct Page<'a> {
    /// The language.
    pub language: Language,
    /// The address of the same question in the other language.
    pub other: String,
    /// The question, as forms carry it on.
    pub carried: &'a [(&'static str, String)],
    /// What the front-end is called.
    pub name: &'a str,
    /// Where the front-end is, for people: the host that they are led back to.
    pub host: &'a str,
    /// Other issuers by whom people can sign in.
    pub by: Vec<By>,
}

/// What is said where nobody can be led back.
pub fn unknown(language: Language) -> Markup {
    let say = |nl, en| said(language, nl, en);
    shell(
        language,
        None,
        say("Dit lukt niet", "This does not work"),
        &html! {
            h1 { (say("Dit lukt niet", "This does not work")) }
            p {
                (say(
                    "De app of site die je hierheen bracht, kennen we niet, of niet met dit adres. Je bent niet ingelogd. Ga terug, en vraag het aan wie de app of site maakt.",
                    "We do not know the app or site that brought you here, or not with this address. You are not signed in. Go back, and ask whoever makes it.",
                ))
            }
        },
    )
}

impl Page<'_> {
    fn say(&self, nl: &'static str, en: &'static str) -> &'static str {
        said(self.language, nl, en)
    }

    /// Where somebody signs in. What went wrong before stands first.
    pub fn sign_in(&self, email: &str, wrong: Option<&str>) -> Markup {
        let title = self.say("Inloggen bij Pijler", "Sign in to Pijler");
        self.page(
            title,
            &html! {
                h1 { (title) }
                p {
                    (self.say("Je gaat daarna door naar ", "After that you go on to "))
                    strong { (self.name) } " (" (self.host) ")."
                }
                @if let Some(wrong) = wrong {
                    p .wrong role="alert" { (wrong) }
                }
                form method="post" action="/oauth/authorize" {
                    (self.carried_on("sign_in"))
                    label .field for="email" { (self.say("E-mailadres", "E-mail address")) }
                    input #email name="email" type="email" autocomplete="username" required maxlength="254" value=(email);
                    label .field for="password" { (self.say("Wachtwoord", "Password")) }
                    input #password name="password" type="password" autocomplete="current-password" required maxlength="128";
                    p .hint {
                        (self.say(
                            "Je wachtwoord blijft hier; de app of site krijgt het niet te zien.",
                            "Your password stays here; the app or site does not get to see it.",
                        ))
                    }
                    label .field for="code" { (self.say("Code, als je account die vraagt", "Code, if your account asks for one")) }
                    input #code name="code" inputmode="text" autocomplete="one-time-code" maxlength="40";
                    div .acts {
                        button type="submit" { (self.say("Inloggen", "Sign in")) }
                        button .quiet type="submit" name="answer" value="no" formnovalidate {
                            (self.say("Niet inloggen", "Do not sign in"))
                        }
                    }
                }
                @if !self.by.is_empty() {
                    form method="post" action="/oauth/authorize" {
                        (self.carried_on("outside"))
                        div .acts {
                            @for by in &self.by {
                                button .quiet type="submit" name="by" value=(by.code) {
                                    (self.say("Inloggen met ", "Sign in with ")) (by.label)
                                }
                            }
                        }
                    }
                }
            },
        )
    }

    /// Where somebody is led on to another issuer.
    pub fn leads_on(&self, address: &str, label: &str) -> Markup {
        let title = self.say("Je gaat verder", "You go on");
        self.page(
            title,
            &html! {
                h1 { (title) }
                p { a href=(address) rel="noreferrer" { (self.say("Log in bij ", "Sign in at ")) (label) } }
            },
        )
    }

    /// Where somebody whom another issuer let in types what their account asks for beside.
    pub fn code(&self, wrong: Option<&str>) -> Markup {
        let title = self.say("Nog een code", "A code too");
        self.page(
            title,
            &html! {
                h1 { (title) }
                @if let Some(wrong) = wrong {
                    p .wrong role="alert" { (wrong) }
                }
                form method="post" action="/oauth/authorize" {
                    (self.carried_on("outside_code"))
                    label .field for="code" { (self.say("De code uit je app, of een herstelcode", "The code of your app, or a recovery code")) }
                    input #code name="code" inputmode="text" autocomplete="one-time-code" required maxlength="40";
                    div .acts {
                        button type="submit" { (self.say("Inloggen", "Sign in")) }
                        button .quiet type="submit" name="answer" value="no" formnovalidate {
                            (self.say("Niet inloggen", "Do not sign in"))
                        }
                    }
                }
            },
        )
    }

    /// Where somebody agrees, and says in which role.
    pub fn agree(&self, ticket: &str, choices: &[Choice]) -> Markup {
        let title = self.say("Wil je dit toestaan?", "Do you allow this?");
        self.page(
            title,
            &html! {
                h1 { (title) }
                p {
                    strong { (self.name) } " (" (self.host) ") "
                    (self.say(
                        "wil hier doen wat jij in één rol kunt doen.",
                        "wants to do here what you can do in one role.",
                    ))
                }
                ul {
                    li { (self.say(
                        "Hij kan lezen en schrijven wat jij in die rol kunt lezen en schrijven.",
                        "It can read and write what you can read and write in that role.",
                    )) }
                    li { (self.say(
                        "Hij krijgt je e-mailadres en je wachtwoord niet, en kan je account niet veranderen.",
                        "It does not get your e-mail address or your password, and cannot change your account.",
                    )) }
                    li { (self.say(
                        "Een andere app of site kan niet zien dat jij het bent.",
                        "Another app or site cannot see that it is you.",
                    )) }
                }
                form method="post" action="/oauth/authorize" {
                    (self.carried_on("agree"))
                    input type="hidden" name="ticket" value=(ticket);
                    fieldset {
                        legend { (self.say("In welke rol?", "In which role?")) }
                        @for (at, choice) in choices.iter().enumerate() {
                            label .hat {
                                input type="radio" name="role" value=(choice.role.word()) required checked[at == 0];
                                span {
                                    (self.role(choice.role.hat))
                                    @if let Some(of) = &choice.of { ": " (of) }
                                }
                            }
                        }
                    }
                    div .acts {
                        button type="submit" name="answer" value="yes" { (self.say("Toestaan", "Allow")) }
                        button .quiet type="submit" name="answer" value="no" { (self.say("Niet toestaan", "Do not allow")) }
                    }
                }
            },
        )
    }

    fn role(&self, hat: HatKind) -> &'static str {
        match hat {
            HatKind::Parent => self.say("Als pleegouder", "As a foster parent"),
            HatKind::Organisation => self.say("Voor mijn organisatie", "For my organisation"),
            HatKind::Professional => self.say("Als professional", "As a professional"),
            HatKind::Panel => self.say("Als lid van het panel", "As a member of the panel"),
            HatKind::Municipality => self.say("Voor mijn gemeente", "For my municipality"),
            HatKind::Council => self.say("Voor de pleegouderraad", "For the foster parent council"),
            HatKind::Researcher => self.say("Als onderzoeker", "As a researcher"),
            HatKind::DataBoard => {
                self.say("Als lid van de dataraad", "As a member of the data board")
            }
            HatKind::Editor => self.say("Als redacteur", "As an editor"),
            HatKind::Moderator => self.say("Als moderator", "As a moderator"),
            HatKind::Administrator => self.say("Als beheerder", "As an administrator"),
        }
    }

    fn carried_on(&self, step: &str) -> Markup {
        html! {
            input type="hidden" name="step" value=(step);
            @for (name, value) in self.carried {
                input type="hidden" name=(name) value=(value);
            }
        }
    }

    fn page(&self, title: &str, content: &Markup) -> Markup {
        shell(self.language, Some(&self.other), title, content)
    }
}

fn shell(language: Language, other: Option<&str>, title: &str, content: &Markup) -> Markup {
    let (tag, word) = match language {
        Language::Nl => ("en", "English"),
        Language::En => ("nl", "Nederlands"),
    };
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    span .mark { "Pijler" }
                    @if let Some(other) = other {
                        a href=(other) hreflang=(tag) lang=(tag) { (word) }
                    }
                }
                main { (content) }
            }
        }
    }
}

fn said(language: Language, nl: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Nl => nl,
        Language::En => en,
    }
}
