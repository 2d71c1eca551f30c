//! What a filter wishes, as sets of what has it.

use super::choice::{far, needs_near};
use super::filter::{CourseQuery, EditionQuery, Reading};
use super::named::Named;
use crate::domains::catalogue::model::{Delivery, Edition, Facet, Point};
use crate::domains::catalogue::snapshot::{Set, Snapshot};
use crate::kernel::error::Fault;
use crate::kernel::language::Text;

/// How far is near, unless asked otherwise, in kilometres.
const NEAR: i32 = 25;
/// The country from end to end, in kilometres.
const FARTHEST: i32 = 300;

/// The oldest that a child of a course can be, in years.
const OLDEST: i32 = 25;

/// Where editions are meant to be.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) near: Option<Point>,
    radius: u32,
}

impl Place {
    pub(super) fn holds(&self, snapshot: &Snapshot, edition: &Edition) -> bool {
        let within = |from| far(snapshot, from, edition).is_some_and(|far| far <= self.radius);
        self.near.is_none_or(within)
    }
}

impl EditionQuery {
    /// Whether an edition may start when it is meant to.
    pub(super) fn is_when(&self, edition: &Edition) -> bool {
        let start = &edition.start;
        let late_enough = |day| start.latest().is_some_and(|latest| latest >= day);
        let early_enough = |day| start.earliest().is_some_and(|earliest| earliest <= day);
        self.starts_from.is_none_or(late_enough) && self.starts_until.is_none_or(early_enough)
    }

    /// Whether nothing is wished but where.
    pub(super) fn is_only_where(&self) -> bool {
        let when = self.starts_from.is_some() || self.starts_until.is_some();
        let how = [
            self.delivery.len(),
            self.part_of_day.len(),
            self.status.len(),
        ];
        !when && how == [0; 3]
    }
}

impl Reading<'_> {
    /// What is wished of courses.
    pub(super) fn course_wishes(&mut self, query: &CourseQuery) -> Vec<(Facet, Set)> {
        let snapshot = self.snapshot();
        let pillars = self.named("pillar", Named::Pillar, &query.pillar);
        let topics = self.named("topic", Named::Topic, &query.topic);
        let subjects = self.named("subject", Named::Subject, &query.subject);
        let providers = self.named("provider", Named::Provider, &query.provider);
        let forms = self.named(
            "learningForm",
            Named::Code("learning_form"),
            &query.learning_form,
        );
        let groups = self.named("formGroup", Named::Code("form_group"), &query.form_group);
        let kinds = self.named(
            "productKind",
            Named::Code("product_kind"),
            &query.product_kind,
        );
        let audiences = self.named("audience", Named::Code("audience"), &query.audience);
        let care_types = self.named("careType", Named::Code("care_type"), &query.care_type);
        let child_themes = self.named("childTheme", Named::Code("child_theme"), &query.child_theme);
        let conditions = self.named("condition", Named::Code("condition"), &query.condition);
        let levels = self.named(
            "readingLevel",
            Named::Code("reading_level"),
            &query.reading_level,
        );
        let languages = self.named("language", Named::Language, &query.language);
        if query
            .child_age
            .is_some_and(|age| !(0..=OLDEST).contains(&age))
        {
            self.fault(Fault::at(
                "childAge",
                "filter.out_of_range",
                Text::new(
                    format!("dit is 0 tot {OLDEST} jaar"),
                    format!("this is 0 to {OLDEST} years"),
                ),
            ));
        }
        let offers = query.offer.iter().map(|offer| *offer as usize);
        let prices = query.price.iter().map(|price| *price as usize);
        let accredited = query.accredited.map(|wanted| usize::from(!wanted));
        let seen = query.visibility.iter().map(|who| *who as usize);
        let wished = [
            (Facet::Pillar, pillars),
            (Facet::Topic, topics),
            (Facet::Subject, subjects),
            (Facet::Provider, providers),
            (Facet::LearningForm, forms),
            (Facet::FormGroup, groups),
            (Facet::ProductKind, kinds),
            (Facet::Audience, audiences),
            (Facet::CareType, care_types),
            (Facet::ChildTheme, child_themes),
            (Facet::Condition, conditions),
            (Facet::ReadingLevel, levels),
            (Facet::Accredited, accredited.into_iter().collect()),
            (Facet::Language, languages),
            (Facet::Offer, offers.collect()),
            (Facet::Price, prices.collect()),
            (Facet::Visibility, seen.collect()),
        ];
        wished
            .into_iter()
            .filter_map(|(facet, values)| any_of(snapshot, facet, &values))
            .collect()
    }

    /// What is wished of editions, but for where and when.
    pub(super) fn edition_wishes(&mut self, query: &EditionQuery) -> Vec<(Facet, Set)> {
        let snapshot = self.snapshot();
        let towns = self.named("municipality", Named::Municipality, &query.municipality);
        let regions = self.named("youthRegion", Named::YouthRegion, &query.youth_region);
        let ways: Vec<usize> = query.delivery.iter().map(|way| *way as usize).collect();
        let parts: Vec<usize> = query
            .part_of_day
            .iter()
            .map(|part| *part as usize)
            .collect();
        let stands: Vec<usize> = query.status.iter().map(|it| *it as usize).collect();
        let mut town = any_of(snapshot, Facet::Municipality, &towns);
        let mut region = any_of(snapshot, Facet::YouthRegion, &regions);
        let wheres = [&mut town, &mut region].into_iter().flatten();
        for (_, here) in wheres.filter(|_| query.or_online) {
            let ways = snapshot.of_each(Facet::Delivery);
            here.union_with(&ways[Delivery::Online as usize]);
            here.union_with(&ways[Delivery::Hybrid as usize]);
        }
        let way = any_of(snapshot, Facet::Delivery, &ways);
        let part = any_of(snapshot, Facet::PartOfDay, &parts);
        let stands = any_of(snapshot, Facet::Status, &stands);
        [town, region, way, part, stands]
            .into_iter()
            .flatten()
            .collect()
    }

    /// Where editions are wished.
    pub(super) fn place(&mut self, query: &EditionQuery) -> Place {
        let near = self.named("near", Named::Municipality, query.near.as_slice());
        if query.radius_km.is_some() && query.near.is_none() {
            self.fault(needs_near("radiusKm"));
        }
        let radius = query.radius_km.unwrap_or(NEAR);
        if !(1..=FARTHEST).contains(&radius) {
            self.fault(Fault::at(
                "radiusKm",
                "filter.out_of_range",
                Text::new(
                    format!("dit is 1 tot {FARTHEST} kilometer"),
                    format!("this is 1 to {FARTHEST} kilometres"),
                ),
            ));
        }
        Place {
            near: near
                .first()
                .map(|town| Point::of(&self.snapshot().municipalities[*town])),
            radius: u32::try_from(radius).unwrap_or_default() * 1_000,
        }
    }
}

/// What has any of these values; nothing where none is wished.
fn any_of(snapshot: &Snapshot, facet: Facet, values: &[usize]) -> Option<(Facet, Set)> {
    let of_each = snapshot.of_each(facet);
    let (first, others) = values.split_first()?;
    let mut any = of_each[*first].clone();
    for value in others {
        any.union_with(&of_each[*value]);
    }
    Some((facet, any))
}
