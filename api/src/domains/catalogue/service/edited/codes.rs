//! Editing the lists of codes.

use async_graphql::InputObject;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{otherwise, write_down};
use crate::domains::catalogue::model::{Edit, Edited, Otherwise, OwnCode};
use crate::domains::catalogue::policy;
use crate::domains::catalogue::service::browse;
use crate::domains::catalogue::service::filter::unknown;
use crate::domains::catalogue::snapshot::{Snapshot, TOPIC};
use crate::domains::catalogue::store;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, Fault, database, sound};
use crate::kernel::language::Text;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::revision::Revision;
use crate::kernel::text::office_line;

/// How long a code and its labels may be.
const LONGEST_CODE: usize = 40;
const LONGEST_LABEL: usize = 100;
/// The lists whose codes stand in groups, and the list of these groups.
const GROUPED: [(&str, &str); 1] = [("learning_form", "form_group")];
/// The last place in a list.
const LAST: i32 = 1_000;

/// A code of a list as it shall be
#[derive(Clone, Debug, Deserialize, ToSchema, InputObject)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[graphql(name = "CodeSaid")]
#[schema(as = CodePut)]
pub struct CodeWish {
    /// The revision that was read: what changed since is left alone. 0 for a new code
    #[schema(minimum = 0)]
    pub if_revision: i64,
    /// What it is called in Dutch
    #[schema(min_length = 1, max_length = 100)]
    pub label_nl: String,
    /// What it is called in English
    #[schema(min_length = 1, max_length = 100)]
    pub label_en: String,
    /// Its place in the list; left out, it stays where it is, and a new code comes last
    #[schema(minimum = 1, maximum = 1000)]
    pub position: Option<i32>,
    /// Its group, for a code of the list `learning_form`: a code of the list `form_group`. Left out, it stays where it is
    pub group: Option<String>,
    /// Whether forms no longer offer it; what has it keeps it, and nothing else gets it
    #[serde(default)]
    #[graphql(default)]
    pub retired: bool,
}

/// Has a code of a list be as it is said to be, or adds it: by an administrator. A code
/// never changes and never goes; it retires.
pub async fn put_code(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    (list, code): (&str, &str),
    wish: CodeWish,
) -> Result<OwnCode, ApiError> {
    policy::administrator(actor)?;
    browse::code_list(snapshot, list)?;
    let mut faults = Vec::new();
    if !is_code(code) {
        let detail = Text::new(
            "een code is een woord van kleine letters, cijfers en lage streepjes",
            "a code is a word of small letters, digits and underscores",
        );
        faults.push(Fault::at("code", "edit.bad_code", detail));
    }
    let label_nl = office_line("/labelNl", &wish.label_nl, LONGEST_LABEL, &mut faults);
    let label_en = office_line("/labelEn", &wish.label_en, LONGEST_LABEL, &mut faults);
    if wish.position.is_some_and(|it| !(1..=LAST).contains(&it)) {
        let detail = Text::new(
            format!("is een getal van 1 tot {LAST}"),
            format!("is a number from 1 to {LAST}"),
        );
        faults.push(Fault::at("/position", "edit.out_of_range", detail));
    }
    let group = wish.group.as_deref().map(str::trim);
    faults.extend(group.and_then(|group| misplaced(snapshot, list, group)));
    sound(faults)?;
    let tx = backend.write().await?;
    let leave = policy::editing_lists(&tx, actor)?;
    let all = store::hold_codes(&leave, list).await.map_err(database)?;
    let before = all.iter().find(|it| it.code == code);
    let stands = before.map_or(Revision(0), |it| it.revision);
    Revision(wish.if_revision).must_be(stands)?;
    let last = all.iter().map(|it| it.position).max().unwrap_or_default();
    let after = OwnCode {
        list: list.to_owned(),
        code: code.to_owned(),
        position: wish
            .position
            .unwrap_or_else(|| before.map_or(last + 1, |it| it.position)),
        label_nl,
        label_en,
        retired: wish.retired,
        group: group
            .map(str::to_owned)
            .or_else(|| before.and_then(|it| it.group.clone())),
        revision: Revision(stands.0 + 1),
    };
    let changes = differs(before, &after);
    if changes.is_empty() {
        return Ok(before.cloned().unwrap_or(after));
    }
    let put = store::put_code(&leave, &after).await;
    put.map_err(database)?;
    let edited = (&Edited::CodeList(list.to_owned()), "code_list.edit");
    write_down(backend, &leave, edited, &changes).await?;
    tx.changed(TOPIC, list.to_owned());
    backend.commit(tx).await?;
    Ok(after)
}

/// What was edited of a list, for administrators: the newest first.
pub async fn code_list_history(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    (list, page): (&str, &PageRequest),
) -> Result<Page<Edit>, ApiError> {
    policy::administrator(actor)?;
    browse::code_list(snapshot, list)?;
    let edited = Edited::CodeList(list.to_owned());
    let found = store::edits(backend.reader(), &edited, page).await;
    found.map_err(database)
}

/// What is wrong with a group of codes, for a code of a list.
fn misplaced(snapshot: &Snapshot, list: &str, group: &str) -> Option<Fault> {
    let Some((_, groups)) = GROUPED.iter().find(|(grouped, _)| *grouped == list) else {
        let detail = Text::new(
            "codes van deze lijst staan niet in groepen",
            "codes of this list stand in no groups",
        );
        return Some(Fault::at("/group", "edit.no_groups", detail));
    };
    let known = snapshot.code(groups, group).is_some();
    (!known).then(|| unknown("/group", group))
}

fn is_code(word: &str) -> bool {
    let begins = word.starts_with(|letter: char| letter.is_ascii_lowercase());
    let letter = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_';
    begins && word.len() <= LONGEST_CODE && word.chars().all(letter)
}

fn differs(before: Option<&OwnCode>, after: &OwnCode) -> Vec<Otherwise> {
    let member = |name: &str, of: fn(&OwnCode) -> String| {
        let field = format!("{}/{name}", after.code);
        otherwise(&field, before.map(of), Some(of(after)))
    };
    let told = [
        member("labelNl", |it| it.label_nl.clone()),
        member("labelEn", |it| it.label_en.clone()),
        member("position", |it| it.position.to_string()),
        member("retired", |it| it.retired.to_string()),
    ];
    let groups = (
        before.and_then(|it| it.group.as_ref()),
        after.group.as_ref(),
    );
    let group = otherwise(&format!("{}/group", after.code), groups.0, groups.1);
    told.into_iter().flatten().chain(group).collect()
}
