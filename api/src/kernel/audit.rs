//! The audit: who did what in office, and to what.
//!
//! Acts of office alone (granting, moderating, publishing). What people do for
//! themselves is never written here: no row may tie a review or an alias to an account.

use entities::audit_entries;
use sea_orm::{ActiveValue::Set, DbErr, EntityTrait};
use uuid::Uuid;

use super::actor::{Hat, Person};
use super::db::WriteTx;

/// An act of office, as the audit keeps it.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    /// What was done: `account.grant`.
    pub name: &'static str,
    /// Who did it; nobody for the command line, and for a program, which the detail names.
    pub by: Option<&'a Person>,
    /// What it was done to: `account:<id>`.
    pub subject: String,
    /// What else tells it apart; never a name or an address.
    pub detail: Option<String>,
}

impl WriteTx {
    /// Writes an act down, to stand or fall with the write.
    pub async fn audit(&self, id: Uuid, act: Act<'_>) -> Result<(), DbErr> {
        let row = audit_entries::ActiveModel {
            id: Set(id),
            at: Set(self.now()),
            act: Set(act.name.to_owned()),
            actor_id: Set(act.by.map(|person| person.account.0)),
            actor_hat: Set(act.by.map(|person| word(person.hat).to_owned())),
            subject: Set(act.subject),
            detail: Set(act.detail),
        };
        audit_entries::Entity::insert(row)
            .exec_without_returning(self.conn())
            .await?;
        Ok(())
    }
}

fn word(hat: Hat) -> &'static str {
    match hat {
        Hat::Parent { .. } => "parent",
        Hat::Organisation(..) => "organisation",
        Hat::Professional(_) => "professional",
        Hat::Panel => "panel",
        Hat::Municipality(_) => "municipality",
        Hat::Council(_) => "council",
        Hat::Researcher => "researcher",
        Hat::DataBoard => "data_board",
        Hat::Editor => "editor",
        Hat::Moderator => "moderator",
        Hat::Administrator => "administrator",
    }
}
