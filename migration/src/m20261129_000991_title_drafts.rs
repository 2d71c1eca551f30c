//! The title of a draft by itself, so that lists need not read all that it says.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::DbBackend;

/// The title of a draft by itself.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut change = Table::alter();
        change.table("course_drafts").add_column(text_null("title"));
        manager.alter_table(change).await?;
        // No database keeps a NUL as text: such a title is none until it is written again.
        let titles = match manager.get_database_backend() {
            DbBackend::Postgres => {
                "UPDATE course_drafts SET title = content::json ->> 'title' \
                  WHERE position('\\u0000' in content) = 0"
            }
            _ => {
                "UPDATE course_drafts SET title = json_extract(content, '$.title') \
                  WHERE instr(content, '\\u0000') = 0"
            }
        };
        let done = manager.get_connection().execute_unprepared(titles);
        done.await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut change = Table::alter();
        change.table("course_drafts").drop_column("title");
        manager.alter_table(change).await
    }
}
