//! The words that the shipped catalogue explains.

use std::collections::{HashMap, HashSet};

use entities::{term_aliases, term_topics, terms};
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::shipped::{TermRow, parts, read};
use super::{Seed, lookup};
use crate::domains::catalogue::error::CatalogueError;

impl Seed<'_> {
    pub(super) async fn terms(
        &mut self,
        topics: &HashMap<String, Uuid>,
    ) -> Result<(), CatalogueError> {
        let there = terms::Entity::find().all(self.tx.conn()).await?;
        let there: HashSet<_> = there.into_iter().map(|row| row.slug).collect();
        let (mut new, mut aliases, mut of_topics) = (Vec::new(), Vec::new(), Vec::new());
        for row in read::<TermRow>(include_str!("../../../../../../data/glossary.csv"))? {
            if there.contains(&row.slug) {
                continue;
            }
            let id = self.ids.ordered();
            aliases.extend(parts(&row.aliases).zip(1..).map(|(alias, position)| {
                term_aliases::Model {
                    term_id: id,
                    alias: alias.to_owned(),
                    position,
                }
            }));
            for (topic, position) in parts(&row.related_topic_slugs).zip(1..) {
                let topic_id = *lookup(topics, topic)?;
                of_topics.push(term_topics::Model {
                    term_id: id,
                    topic_id,
                    position,
                });
            }
            new.push(terms::Model {
                id,
                slug: row.slug,
                name: row.term,
                definition: row.definition_nl,
            });
        }
        self.add(new).await?;
        self.add(aliases).await?;
        Ok(self.add(of_topics).await?)
    }
}
