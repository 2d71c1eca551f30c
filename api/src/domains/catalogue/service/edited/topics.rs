//! Mapping a course on topics and subjects by hand.

use async_graphql::InputObject;
use serde::Deserialize;
use utoipa::ToSchema;

use super::otherwise;
use crate::domains::catalogue::error::CatalogueError;
use crate::domains::catalogue::model::{CourseAct, Mapped, OwnCourse};
use crate::domains::catalogue::policy;
use crate::domains::catalogue::service::filter::{reference, unknown};
use crate::domains::catalogue::service::own::write_down;
use crate::domains::catalogue::snapshot::{Snapshot, TOPIC};
use crate::domains::catalogue::store;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, Fault, database, sound};
use crate::kernel::language::Text;
use crate::kernel::revision::Revision;

/// The most topics, and the most subjects, that one course has.
const MOST: usize = 10;

/// On which topics and subjects a course is mapped
#[derive(Clone, Debug, Deserialize, ToSchema, InputObject)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[graphql(name = "MappingSaid")]
#[schema(as = CourseMapping)]
pub struct MappingWish {
    /// The revision of the course that was read: what changed since is left alone
    pub if_revision: i64,
    /// Its topics: ids or slugs. The first is the main one, the others are beside it
    #[schema(max_items = 10)]
    pub topics: Vec<String>,
    /// Its subjects: ids or slugs, each under one of these topics
    #[serde(default)]
    #[graphql(default)]
    #[schema(max_items = 10)]
    pub subjects: Vec<String>,
}

/// Maps a course on topics and subjects: by an editor, who looked at it. What its
/// provider pushes or drafts from then on leaves the mapping as it is.
pub async fn map_course(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    (word, wish): (&str, MappingWish),
) -> Result<OwnCourse, ApiError> {
    policy::editor(actor)?;
    let mapped = wish.read(snapshot)?;
    let tx = backend.write().await?;
    let course = store::hold_own_course(&tx, &reference(word)).await;
    let course = course.map_err(database)?;
    let leave = policy::mapping(&tx, actor, course.as_ref())?;
    let course = course.ok_or(CatalogueError::Stale)?;
    Revision(wish.if_revision).must_be(course.revision)?;
    let before = store::mapped(&leave).await.map_err(database)?;
    store::map(&leave, &mapped).await.map_err(database)?;
    let topics = |of: &Mapped| of.topics.iter().map(|it| it.0).collect::<Vec<_>>();
    let subjects = |of: &Mapped| of.subjects.iter().map(|it| it.0).collect::<Vec<_>>();
    let changes: Vec<_> = [
        otherwise("topics", topics(&before), topics(&mapped)),
        otherwise("subjects", subjects(&before), subjects(&mapped)),
        otherwise("mapping", [before.by], ["editor".to_owned()]),
    ]
    .into_iter()
    .flatten()
    .collect();
    write_down(backend, &leave, (CourseAct::Map, "course.map"), &changes).await?;
    tx.changed(TOPIC, course.provider.0.to_string());
    let mapped = OwnCourse {
        revision: Revision(course.revision.0 + 1),
        updated_at: tx.now(),
        ..course
    };
    backend.commit(tx).await?;
    Ok(mapped)
}

impl MappingWish {
    fn read(&self, snapshot: &Snapshot) -> Result<Mapped, ApiError> {
        let mut faults = Vec::new();
        let mut topics: Vec<usize> = Vec::new();
        for (place, word) in self.topics.iter().enumerate() {
            match snapshot.topic(&reference(word.trim())) {
                Some(at) if topics.contains(&at) => {}
                Some(at) => topics.push(at),
                None => faults.push(unknown(&format!("/topics/{place}"), word)),
            }
        }
        let mut subjects: Vec<usize> = Vec::new();
        for (place, word) in self.subjects.iter().enumerate() {
            let pointer = format!("/subjects/{place}");
            match snapshot.subject(&reference(word.trim())) {
                Some(at) if !topics.contains(&snapshot.subjects[at].topic) => {
                    faults.push(Fault::at(pointer, "edit.not_under_topic", not_under()));
                }
                Some(at) if subjects.contains(&at) => {}
                Some(at) => subjects.push(at),
                None => faults.push(unknown(&pointer, word)),
            }
        }
        for (name, count) in [("/topics", topics.len()), ("/subjects", subjects.len())] {
            if count > MOST {
                faults.push(Fault::at(name, "edit.too_many", too_many()));
            }
        }
        sound(faults)?;
        let topic = |at: usize| snapshot.topics[at].id;
        let subject = |at: usize| snapshot.subjects[at].id;
        Ok(Mapped {
            topics: topics.into_iter().map(topic).collect(),
            subjects: subjects.into_iter().map(subject).collect(),
            by: "editor".to_owned(),
        })
    }
}

fn not_under() -> Text {
    Text::new(
        "dit deelonderwerp valt onder een onderwerp dat hier niet bij staat",
        "this subject stands under a topic that is not named here",
    )
}

fn too_many() -> Text {
    Text::new(
        format!("kies er hoogstens {MOST}"),
        format!("choose {MOST} at most"),
    )
}
