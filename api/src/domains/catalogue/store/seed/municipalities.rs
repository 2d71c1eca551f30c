//! The municipalities that the product ships.

use std::collections::{HashMap, HashSet};

use entities::municipalities;
use sea_orm::EntityTrait;

use super::Seed;
use super::shipped::{MunicipalityRow, read};
use crate::domains::catalogue::error::CatalogueError;
use crate::kernel::words::slug;

impl Seed<'_> {
    /// The codes, by name and by alias.
    pub(super) async fn municipalities(
        &mut self,
    ) -> Result<HashMap<String, String>, CatalogueError> {
        let there = municipalities::Entity::find().all(self.tx.conn()).await?;
        let there: HashSet<_> = there.into_iter().map(|row| row.code).collect();
        let mut known = HashMap::new();
        let mut new = Vec::new();
        for row in
            read::<MunicipalityRow>(include_str!("../../../../../../data/municipalities.csv"))?
        {
            known.insert(row.name.clone(), row.cbs_code.clone());
            if let Some(alias) = &row.alias {
                known.insert(alias.clone(), row.cbs_code.clone());
            }
            if there.contains(&row.cbs_code) {
                continue;
            }
            new.push(municipalities::Model {
                slug: slug(&row.name, 80),
                code: row.cbs_code,
                name: row.name,
                alias: row.alias,
                province: row.province,
                youth_region: row.jeugdregio,
                latitude: row.latitude,
                longitude: row.longitude,
                as_of_year: row.year,
                source_url: row.source_url,
            });
        }
        self.add(new).await?;
        Ok(known)
    }
}
