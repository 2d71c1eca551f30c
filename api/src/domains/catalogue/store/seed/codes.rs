//! The shipped lists of codes.

use std::collections::HashMap;

use entities::code_list_items;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use super::Seed;
use super::shipped::{CodeGroupRow, CodeRow, read};
use crate::domains::catalogue::error::CatalogueError;

impl Seed<'_> {
    /// Adds codes that are not there, and puts those that are in their place and group: a list
    /// that grew is in order again, unless somebody edited it.
    pub(super) async fn codes(&mut self) -> Result<(), CatalogueError> {
        let there = code_list_items::Entity::find().all(self.tx.conn()).await?;
        let mut there: HashMap<_, _> = there
            .into_iter()
            .map(|row| ((row.list.clone(), row.code.clone()), row))
            .collect();
        let groups = include_str!("../../../../../../data/code_groups.csv");
        let groups: HashMap<_, _> = read::<CodeGroupRow>(groups)?
            .into_iter()
            .map(|row| ((row.list, row.code), row.group))
            .collect();
        let mut new = Vec::new();
        for row in read::<CodeRow>(include_str!("../../../../../../data/code_lists.csv"))? {
            let key = (row.list.clone(), row.code.clone());
            let group_code = groups.get(&key).cloned();
            let Some(known) = there.remove(&key) else {
                new.push(code_list_items::Model {
                    list: row.list,
                    code: row.code,
                    position: row.position,
                    label_nl: row.label_nl,
                    label_en: row.label_en,
                    group_code,
                    retired: false,
                    revision: 1,
                });
                continue;
            };
            // Where somebody in office put it, it stays.
            let (position, group_code) = match known.revision {
                1 => (row.position, group_code),
                _ => (known.position, known.group_code.clone().or(group_code)),
            };
            if (known.position, &known.group_code) != (position, &group_code) {
                let right = code_list_items::Model {
                    position,
                    group_code,
                    ..known
                };
                let right = right.into_active_model().reset_all();
                right.update(self.tx.conn()).await?;
                self.added += 1;
            }
        }
        Ok(self.add(new).await?)
    }
}
