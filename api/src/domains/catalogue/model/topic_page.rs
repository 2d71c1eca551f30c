//! What is said of a topic to who fosters, or thinks about it.

use crate::kernel::language::Text;

crate::words! {
    /// How far somebody is in fostering
    Stage as Stage "FosteringStage" {
        /// Thinks about it
        Considering = "considering" / "CONSIDERING",
        /// Has just begun
        Starting = "starting" / "STARTING",
        /// Has done so for years
        Experienced = "experienced" / "EXPERIENCED",
    }
    /// How far texts of our own are
    TextState as TextState "TextState" {
        /// Not looked at yet by foster parents and professionals
        Draft = "draft" / "DRAFT",
        /// Looked at by them, and put right
        Reviewed = "reviewed" / "REVIEWED",
    }
}

impl Stage {
    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::Considering => Text::new("Je denkt erover na", "You are considering it"),
            Self::Starting => Text::new("Je begint net", "You are starting"),
            Self::Experienced => Text::new("Je hebt ervaring", "You have experience"),
        }
    }
}

/// What is said of a topic.
#[derive(Clone, Debug)]
pub struct TopicPage {
    /// How far it is: as far as the least of its texts.
    pub state: TextState,
    /// What one meets in each stage.
    pub stages: Vec<(Stage, Text)>,
    /// What one needs.
    pub competencies: Vec<Text>,
    /// What helps.
    pub helps: Vec<Text>,
    /// All of it, one text after the other.
    pub whole: Text,
}
