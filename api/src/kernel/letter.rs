//! A letter: what it says, in both languages, as text and as HTML.
//!
//! Which language somebody reads is not kept, so a letter says everything twice. The HTML
//! is what the text is, with headings and paragraphs that can be read aloud; it loads
//! nothing, so that opening it tells nobody anything.

use maud::{DOCTYPE, Markup, html};
use serde::{Deserialize, Serialize};

use super::effects::Effect;

/// How wide a line of the text is: what mail programs leave alone.
const WIDTH: usize = 72;

/// A letter to one person. It has no `Debug`: nobody reads it on its way.
#[derive(Serialize, Deserialize)]
pub struct Letter {
    /// The address.
    pub to: String,
    /// The subject: neutral.
    pub subject: String,
    /// What it says, as text.
    pub text: String,
    /// What it says, as HTML; empty in letters of before there was any.
    #[serde(default)]
    pub html: String,
}

impl Effect for Letter {
    const KIND: &'static str = "mail";
}

impl Letter {
    /// A letter of these paragraphs, in Dutch and in English.
    pub fn new(to: &str, subject: &str, [dutch, english]: [&[&str]; 2]) -> Self {
        Self {
            to: to.to_owned(),
            subject: subject.to_owned(),
            text: format!("{}\n--\n\n{}", text(dutch), text(english)),
            html: page(subject, dutch, english).into_string(),
        }
    }
}

/// A paragraph a line: mail leaves lines alone that are not too long.
fn page(subject: &str, dutch: &[&str], english: &[&str]) -> Markup {
    html! {
        (DOCTYPE)
        html lang="nl" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (subject) }
            }
            body style="font: 1.1em/1.5 sans-serif; max-width: 36em; margin: 1em auto" {
                div {
                    @for paragraph in dutch { p { (paragraph) } "\n" }
                }
                hr;
                div lang="en" {
                    @for paragraph in english { p { (paragraph) } "\n" }
                }
            }
        }
    }
}

fn text(paragraphs: &[&str]) -> String {
    let mut text = String::new();
    for paragraph in paragraphs {
        let mut width = 0;
        for word in paragraph.split(' ') {
            let length = word.chars().count();
            if width > 0 && width + 1 + length > WIDTH {
                text.push('\n');
                width = 0;
            } else if width > 0 {
                text.push(' ');
                width += 1;
            }
            text.push_str(word);
            width += length;
        }
        text.push_str("\n\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_says_the_same_as_text_and_as_html_and_loads_nothing() {
        let long = "Dit is een lange zin die niet op een regel past omdat er zoveel in staat.";
        let letter = Letter::new("an@voorbeeld.nl", "Bericht", [&["Hallo,", long], &["<Hi>"]]);

        let (first, second) = letter.text.split_once("\n--\n\n").unwrap();
        assert_eq!(second, "<Hi>\n\n");
        assert_eq!(
            first.replace('\n', " ").replace("  ", " ").trim(),
            format!("Hallo, {long}")
        );
        assert!(first.lines().all(|line| line.len() <= WIDTH));
        assert!(letter.html.contains("<p>&lt;Hi&gt;</p>") && letter.html.contains(long));
        for loads in ["http", "src=", "url(", "<img", "<link", "<script"] {
            assert!(!letter.html.contains(loads), "{loads}");
        }
    }
}
