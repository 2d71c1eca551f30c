//! How pillars, topics, subjects and terms look.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Reference;
use crate::domains::catalogue::model::SubjectBasis;

/// One of the five pillars of foster parenthood
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Pillar", complex)]
#[schema(as = Pillar)]
pub struct PillarView<'s> {
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::catalogue) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: &'s str,
    /// Its place among the five
    pub position: i32,
    /// Its name, in the language asked for
    pub name: &'s str,
    /// Its title, in the language asked for
    pub title: &'s str,
    /// Where the model is described
    pub source_url: Option<&'s str>,
}

/// A topic under a pillar
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Topic", complex)]
#[schema(as = Topic)]
pub struct TopicView<'s> {
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::catalogue) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: &'s str,
    /// Its place in the model
    pub position: i32,
    /// Its name, in the language asked for
    pub name: &'s str,
    /// The id of its pillar
    #[graphql(skip)]
    pub pillar_id: Uuid,
    /// Its pillar
    #[graphql(skip)]
    pub pillar: Reference<'s>,
    /// Where the model is described
    pub source_url: Option<&'s str>,
}

/// A subject under a topic: narrower than that, and what somebody looks for
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Subject", complex)]
#[schema(as = Subject)]
pub struct SubjectView<'s> {
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::catalogue) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: &'s str,
    /// Its place among all of them
    pub position: i32,
    /// Its name, in the language asked for
    pub name: &'s str,
    /// What it is about, in the language asked for
    pub about: &'s str,
    /// What else it is called, in Dutch
    pub aliases: &'s [String],
    /// The id of its topic
    #[graphql(skip)]
    pub topic_id: Uuid,
    /// Its topic
    #[graphql(skip)]
    pub topic: Reference<'s>,
    /// Why it is there
    pub basis: SubjectBasis,
    /// Where it is named; nowhere where it is our own judgement
    pub source_url: Option<&'s str>,
}

/// A word of foster care and what it means
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Term", complex)]
#[schema(as = Term)]
pub struct TermView<'s> {
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::catalogue) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: &'s str,
    /// The word
    pub name: &'s str,
    /// What it means, in Dutch; no legal advice
    pub definition: &'s str,
    /// What else it is called
    pub aliases: &'s [String],
    /// Its topics
    #[graphql(skip)]
    pub topics: Vec<Reference<'s>>,
}
