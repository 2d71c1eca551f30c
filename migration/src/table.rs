//! Creating a table with constraints that have names by rule.
//!
//! `<table>_<columns>_key`, `_fkey`, `_check`, `_idx`: PostgreSQL names a breach by
//! these, and for SQLite, which names columns, the name follows from the rule.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;
use sea_orm_migration::sea_query::Check;

/// A table about to be made.
#[derive(Debug)]
pub struct NewTable {
    name: &'static str,
    create: TableCreateStatement,
    indexes: Vec<IndexCreateStatement>,
    row_order: bool,
}

/// Begins a table.
pub fn table(name: &'static str) -> NewTable {
    NewTable {
        name,
        create: Table::create().table(name).to_owned(),
        indexes: Vec::new(),
        row_order: true,
    }
}

impl NewTable {
    /// Adds a column.
    pub fn col(mut self, column: ColumnDef) -> Self {
        self.create.col(column);
        self
    }

    /// Names the columns that make the primary key.
    pub fn primary_key(mut self, columns: &[&'static str]) -> Self {
        let mut index = Index::create();
        index.name(self.named(columns, "pkey"));
        for column in columns {
            index.col(*column);
        }
        self.create.primary_key(&mut index);
        self
    }

    /// Says that a column names a row of another table, and what becomes of this
    /// row when that one goes.
    pub fn references(
        mut self,
        column: &'static str,
        other: (&'static str, &'static str),
        on_delete: ForeignKeyAction,
    ) -> Self {
        let mut key = ForeignKey::create();
        key.name(self.named(&[column], "fkey"))
            .from(self.name, column)
            .to(other.0, other.1)
            .on_delete(on_delete);
        self.create.foreign_key(&mut key);
        self
    }

    /// Says that no two rows agree on these columns.
    pub fn unique(self, columns: &[&'static str]) -> Self {
        self.indexed(columns, true)
    }

    /// Makes rows quick to find by these columns.
    pub fn index(self, columns: &[&'static str]) -> Self {
        self.indexed(columns, false)
    }

    /// Says what holds for a column in every row.
    pub fn check(mut self, column: &'static str, rule: &'static str) -> Self {
        self.create.check(Check::named(
            self.named(&[column], "check"),
            Expr::cust(rule),
        ));
        self
    }

    /// Keeps no order but that of the key, so that nobody reads from the rows which
    /// came first. SQLite would number them; PostgreSQL has no such numbers to leave out.
    pub fn without_row_order(mut self) -> Self {
        self.row_order = false;
        self
    }

    /// Makes it.
    pub async fn make(mut self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        if !self.row_order && manager.get_database_backend() == DbBackend::Sqlite {
            self.create.extra("WITHOUT ROWID");
        }
        manager.create_table(self.create).await?;
        for index in self.indexes {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    fn indexed(mut self, columns: &[&'static str], unique: bool) -> Self {
        let mut index = Index::create();
        index
            .name(self.named(columns, if unique { "key" } else { "idx" }))
            .table(self.name);
        for column in columns {
            index.col(*column);
        }
        if unique {
            index.unique();
        }
        self.indexes.push(index);
        self
    }

    fn named(&self, columns: &[&str], kind: &str) -> String {
        format!("{}_{}_{kind}", self.name, columns.join("_"))
    }
}

/// Drops tables, the last made first.
pub async fn drop(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager
            .drop_table(Table::drop().table(*table).to_owned())
            .await?;
    }
    Ok(())
}
