//! What the product says of topics.

use std::collections::HashMap;

use entities::topic_texts;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, ModelTrait};
use uuid::Uuid;

use super::shipped::{TopicTextRow, read};
use super::{SOURCE, Seed, lookup};
use crate::domains::catalogue::error::CatalogueError;

impl Seed<'_> {
    /// Has our texts be as the file says: what was reviewed takes the place of its draft, and
    /// what is said no longer goes.
    pub(super) async fn topic_texts(
        &mut self,
        topics: &HashMap<String, Uuid>,
    ) -> Result<(), CatalogueError> {
        let conn = self.tx.conn();
        let there = topic_texts::Entity::find().all(conn).await?;
        let mut there: HashMap<_, _> = there
            .into_iter()
            .filter(|row| row.source == SOURCE)
            .map(|row| ((row.topic_id, row.section.clone(), row.position), row))
            .collect();
        let mut new = Vec::new();
        let file = include_str!("../../../../../../data/topic_pages.csv");
        for row in read::<TopicTextRow>(file)? {
            let said = topic_texts::Model {
                topic_id: *lookup(topics, &row.topic_slug)?,
                section: row.section,
                position: row.position,
                text_nl: row.text_nl,
                text_en: row.text_en,
                state: row.state,
                source: SOURCE.to_owned(),
            };
            match there.remove(&(said.topic_id, said.section.clone(), said.position)) {
                None => new.push(said),
                Some(known) if known == said => {}
                Some(_) => {
                    said.into_active_model().reset_all().update(conn).await?;
                    self.added += 1;
                }
            }
        }
        for row in there.into_values() {
            row.delete(conn).await?;
            self.added += 1;
        }
        Ok(self.add(new).await?)
    }
}
