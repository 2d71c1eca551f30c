//! What is edited by hand beside courses: providers, code lists, and the topics of courses.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::super::{Paged, show};
use crate::domains::catalogue::service::{self, CodeWish, MappingWish, ProviderWish};
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::catalogue::view::{EditView, MappingView, OwnCodeView, OwnCourseView};
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::id::Identity;
use crate::kernel::page::connection;

/// What was edited
#[derive(Debug, Default)]
pub struct EditedQuery;

#[Object]
impl EditedQuery {
    /// What was edited of a provider that I may edit, the newest first
    async fn provider_history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The provider: id or slug")] provider_id: ID,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<EditView> {
        let (backend, actor) = ctx.caller()?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        let (page, faults) = first_after(first, after.as_deref());
        let of = (provider_id.as_str(), &page);
        let found = service::provider_history(backend, &catalogue.now(), actor, of).await;
        Ok(connection(joined(faults, found)?.map(EditView::from)))
    }

    /// On what a course is mapped, and what it may be about too by what it says of itself. For
    /// editors and administrators
    #[graphql(complexity = "200 + child_complexity")]
    async fn course_mapping<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "The course: id or slug")] course_id: ID,
    ) -> Result<MappingView<'c>, ApiError> {
        let (_, actor) = ctx.caller()?;
        let show = show(ctx)?;
        let mappable = service::mapping(show.snapshot, actor, &course_id)?;
        Ok(show.mapping(&mappable))
    }

    /// What was edited of a list of codes, the newest first. For administrators
    async fn code_list_history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The name of the list")] name: String,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<EditView> {
        let (backend, actor) = ctx.caller()?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        let (page, faults) = first_after(first, after.as_deref());
        let of = (name.as_str(), &page);
        let found = service::code_list_history(backend, &catalogue.now(), actor, of).await;
        Ok(connection(joined(faults, found)?.map(EditView::from)))
    }
}

/// Editing by hand
#[derive(Debug, Default)]
pub struct EditedMutation;

#[Object]
impl EditedMutation {
    /// Edit a provider, as a whole: for the organisation itself, and administrators
    async fn provider_replace(
        &self,
        ctx: &Context<'_>,
        input: ProviderReplaceInput,
    ) -> Result<ProviderReplacePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        let of = (input.provider_id.as_str(), input.said);
        let id = service::replace_provider(backend, &catalogue.now(), actor, of).await?;
        Ok(ProviderReplacePayload {
            provider_id: id.global(),
            catalogue_version: catalogue.now().position.to_string(),
        })
    }

    /// Add a code to a list, or have it be called otherwise. For administrators
    async fn code_put(
        &self,
        ctx: &Context<'_>,
        input: CodePutInput,
    ) -> Result<CodePutPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        let of = (input.list.as_str(), input.code.as_str());
        let code = service::put_code(backend, &catalogue.now(), actor, of, input.said).await?;
        Ok(CodePutPayload {
            code: code.into(),
            catalogue_version: catalogue.now().position.to_string(),
        })
    }

    /// Map a course on topics and subjects, which pushes then leave as they are. For
    /// editors and administrators
    async fn course_map(
        &self,
        ctx: &Context<'_>,
        input: CourseMapInput,
    ) -> Result<CourseMapPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        let of = (input.course_id.as_str(), input.said);
        let course = service::map_course(backend, &catalogue.now(), actor, of).await?;
        Ok(CourseMapPayload {
            course: course.into(),
            catalogue_version: catalogue.now().position.to_string(),
        })
    }
}

/// A provider as it shall be
#[derive(InputObject)]
pub struct ProviderReplaceInput {
    /// The provider: id or slug
    pub provider_id: ID,
    /// What is said of it from now on
    pub said: ProviderWish,
}

/// The provider that was edited
#[derive(SimpleObject)]
pub struct ProviderReplacePayload {
    /// Its global id
    pub provider_id: ID,
    /// Send it as the header `Catalogue-Version` with a read to be sure that it sees the change
    pub catalogue_version: String,
}

/// A code of a list as it shall be
#[derive(InputObject)]
pub struct CodePutInput {
    /// The name of the list
    pub list: String,
    /// The code: small letters, digits and underscores
    pub code: String,
    /// What is said of it from now on
    pub said: CodeWish,
}

/// The code that was put
#[derive(SimpleObject)]
pub struct CodePutPayload {
    /// As it stands
    pub code: OwnCodeView,
    /// Send it as the header `Catalogue-Version` with a read to be sure that it sees the change
    pub catalogue_version: String,
}

/// On what a course is mapped
#[derive(InputObject)]
pub struct CourseMapInput {
    /// The course: id or slug
    pub course_id: ID,
    /// Its topics and subjects from now on
    pub said: MappingWish,
}

/// The course that was mapped
#[derive(SimpleObject)]
pub struct CourseMapPayload {
    /// As it stands
    pub course: OwnCourseView,
    /// Send it as the header `Catalogue-Version` with a read to be sure that it sees the change
    pub catalogue_version: String,
}
