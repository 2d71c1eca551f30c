//! How what is said of a topic looks.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Show, TopicView};
use crate::domains::catalogue::model::{Stage, TextState};
use crate::kernel::language::Text;

/// What is said of a topic to who fosters, or thinks about it
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "TopicPage")]
#[schema(as = TopicPage)]
pub struct TopicPageView<'s> {
    /// How far the texts are. A draft was not looked at yet by foster parents and professionals
    pub state: TextState,
    /// What you meet in each stage, in their order
    pub stages: Vec<TopicStageView<'s>>,
    /// What you need, in the language asked for
    pub competencies: Vec<&'s str>,
    /// What helps, in the language asked for
    pub helps: Vec<&'s str>,
}

/// What you meet in one stage of fostering
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "TopicStage")]
#[schema(as = TopicStage)]
pub struct TopicStageView<'s> {
    /// Which stage
    pub stage: Stage,
    /// What it is called, in the language asked for
    pub label: String,
    /// What you meet, in the language asked for
    pub text: &'s str,
}

/// A topic with what is said of it
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = TopicWithPage)]
pub struct WholeTopicView<'s> {
    /// The topic
    #[serde(flatten)]
    pub topic: TopicView<'s>,
    /// What is said of it; null where nothing is yet
    pub page: Option<TopicPageView<'s>>,
}

impl<'s> Show<'s> {
    /// A topic with what is said of it.
    pub fn whole_topic(self, at: usize) -> WholeTopicView<'s> {
        WholeTopicView {
            topic: self.topic(at),
            page: self.topic_page(at),
        }
    }

    /// What is said of a topic.
    pub fn topic_page(self, at: usize) -> Option<TopicPageView<'s>> {
        let page = self.snapshot.topics[at].page.as_ref()?;
        let say = |texts: &'s [Text]| texts.iter().map(|text| text.get(self.language)).collect();
        let stages = page.stages.iter().map(|(stage, text)| TopicStageView {
            stage: *stage,
            label: stage.label().get(self.language).to_owned(),
            text: text.get(self.language),
        });
        Some(TopicPageView {
            state: page.state,
            stages: stages.collect(),
            competencies: say(&page.competencies),
            helps: say(&page.helps),
        })
    }
}
