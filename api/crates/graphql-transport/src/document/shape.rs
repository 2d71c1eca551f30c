//! Measures a document as it would be with its fragments written out.
//!
//! Each fragment is measured once, so the work is that of the text and not of
//! what the text stands for. Done before the engine sees the document, since
//! some of its own checks do write fragments out.

use std::collections::HashMap;

use async_graphql::{
    Name, Pos, Positioned,
    parser::types::{
        Directive, ExecutableDocument, Field, OperationDefinition, OperationType, Selection,
        SelectionSet,
    },
};

use super::store::too_complex;
use crate::{
    errors::{RequestError, code},
    options::Limits,
};

/// What a selection set holds, fragments written out.
#[derive(Clone, Copy, Default)]
struct Totals {
    selections: usize,
    aliases: usize,
    directives: usize,
    /// Fields at the top of this set.
    top: usize,
    /// Fields within fields.
    depth: usize,
    /// Selection sets within each other, those of fragments too.
    height: usize,
    /// Lists of the schema within each other.
    lists: usize,
    introspection: Introspection,
}

/// What lies below `__schema` and `__type`.
#[derive(Clone, Copy, Default)]
struct Introspection {
    used: bool,
    selections: usize,
    depth: usize,
    lists: usize,
}

impl Totals {
    fn add(&mut self, other: &Self) {
        self.selections = self.selections.saturating_add(other.selections);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.top = self.top.saturating_add(other.top);
        self.depth = self.depth.max(other.depth);
        self.height = self.height.max(other.height);
        self.lists = self.lists.max(other.lists);
        let (mine, its) = (&mut self.introspection, &other.introspection);
        mine.used |= its.used;
        mine.selections = mine.selections.saturating_add(its.selections);
        mine.depth = mine.depth.max(its.depth);
        mine.lists = mine.lists.max(its.lists);
    }
}

/// Refuses a document of which any operation is too large.
pub(super) fn check(
    tree: &ExecutableDocument,
    limits: &Limits,
    introspection: bool,
) -> Result<(), RequestError> {
    let mut measurer = Measurer {
        tree,
        fragments: HashMap::new(),
        max_height: limits.nesting.saturating_mul(2),
    };
    for (_, operation) in tree.operations.iter() {
        let totals = measurer.operation(&operation.node)?;
        check_operation(&operation.node, &totals, limits)?;
        check_introspection(&totals.introspection, limits, introspection)?;
    }
    Ok(())
}

fn check_operation(
    operation: &OperationDefinition,
    totals: &Totals,
    limits: &Limits,
) -> Result<(), RequestError> {
    let variables = operation.variable_definitions.len();
    for (amount, limit, what) in [
        (variables, limits.variables, "variables"),
        (totals.depth, limits.depth, "levels of fields"),
        (totals.selections, limits.selections, "selections"),
        (totals.aliases, limits.aliases, "aliases"),
        (totals.directives, limits.directives, "directives"),
        (totals.top, limits.root_fields, "fields at the top"),
    ] {
        if amount > limit {
            return Err(too_complex(what, limit));
        }
    }
    if operation.ty == OperationType::Subscription && totals.top != 1 {
        return Err(invalid(
            "a subscription selects exactly one field at the top",
            operation.selection_set.pos,
        ));
    }
    Ok(())
}

fn check_introspection(
    used: &Introspection,
    limits: &Limits,
    allowed: bool,
) -> Result<(), RequestError> {
    if used.used && !allowed {
        return Err(RequestError::new(
            code::INTROSPECTION_OFF,
            "the schema cannot be looked at here",
        ));
    }
    for (amount, limit, what) in [
        (
            used.depth,
            limits.introspection_depth,
            "levels of introspection",
        ),
        (
            used.lists,
            limits.introspection_lists,
            "lists of the schema within each other",
        ),
        (
            used.selections,
            limits.introspection_fields,
            "fields of introspection",
        ),
    ] {
        if amount > limit {
            return Err(too_complex(what, limit));
        }
    }
    Ok(())
}

struct Measurer<'a> {
    tree: &'a ExecutableDocument,
    /// `None` while a fragment is being measured.
    fragments: HashMap<&'a Name, Option<Totals>>,
    max_height: usize,
}

impl<'a> Measurer<'a> {
    fn operation(&mut self, operation: &'a OperationDefinition) -> Result<Totals, RequestError> {
        let mut totals = self.set(&operation.selection_set.node, 0)?;
        let on_variables = operation
            .variable_definitions
            .iter()
            .map(|variable| variable.node.directives.len())
            .sum::<usize>();
        totals.directives += operation.directives.len() + on_variables;
        Ok(totals)
    }

    fn set(&mut self, set: &'a SelectionSet, level: usize) -> Result<Totals, RequestError> {
        if level > self.max_height {
            return Err(too_complex("levels", self.max_height));
        }
        let mut totals = Totals::default();
        for selection in &set.items {
            let (part, directives) = match &selection.node {
                Selection::Field(field) => (self.field(field, level)?, &field.node.directives),
                Selection::FragmentSpread(spread) => (
                    self.fragment(&spread.node.fragment_name, level)?,
                    &spread.node.directives,
                ),
                Selection::InlineFragment(inline) => (
                    self.set(&inline.node.selection_set.node, level + 1)?,
                    &inline.node.directives,
                ),
            };
            totals.add(&part);
            totals.selections = totals.selections.saturating_add(1);
            totals.directives = totals.directives.saturating_add(directives.len());
        }
        totals.height += 1;
        Ok(totals)
    }

    fn field(
        &mut self,
        field: &'a Positioned<Field>,
        level: usize,
    ) -> Result<Totals, RequestError> {
        let name = field.node.name.node.as_str();
        if name == "__typename" {
            check_typename(field)?;
        }
        let below = self.set(&field.node.selection_set.node, level + 1)?;
        let mut totals = Totals {
            top: 1,
            depth: 1,
            ..below
        };
        totals.aliases += usize::from(field.node.alias.is_some());
        if matches!(name, "__schema" | "__type") {
            totals.selections = 0;
            totals.lists = 0;
            totals.introspection = Introspection {
                used: true,
                selections: below.selections,
                depth: below.depth,
                lists: below.lists,
            };
        } else {
            totals.depth = below.depth + 1;
            totals.lists += usize::from(matches!(
                name,
                "fields" | "interfaces" | "possibleTypes" | "inputFields"
            ));
        }
        Ok(totals)
    }

    fn fragment(
        &mut self,
        name: &'a Positioned<Name>,
        level: usize,
    ) -> Result<Totals, RequestError> {
        match self.fragments.get(&name.node) {
            Some(Some(known)) if level + known.height > self.max_height => {
                return Err(too_complex("levels", self.max_height));
            }
            Some(Some(known)) => return Ok(*known),
            Some(None) => return Err(invalid("a fragment contains itself", name.pos)),
            None => {}
        }
        // An unknown fragment is for validation to report.
        let Some(fragment) = self.tree.fragments.get(&name.node) else {
            return Ok(Totals::default());
        };
        self.fragments.insert(&name.node, None);
        let mut totals = self.set(&fragment.node.selection_set.node, level + 1)?;
        totals.directives = totals
            .directives
            .saturating_add(fragment.node.directives.len());
        self.fragments.insert(&name.node, Some(totals));
        Ok(totals)
    }
}

/// Checks `__typename`, which the engine's validation passes over.
fn check_typename(field: &Positioned<Field>) -> Result<(), RequestError> {
    if let Some((name, _)) = field.node.arguments.first() {
        return Err(invalid("__typename takes no arguments", name.pos));
    }
    if !field.node.selection_set.node.items.is_empty() {
        return Err(invalid("__typename has no fields", field.pos));
    }
    field.node.directives.iter().try_for_each(check_directive)
}

fn check_directive(directive: &Positioned<Directive>) -> Result<(), RequestError> {
    let name = directive.node.name.node.as_str();
    if !matches!(name, "skip" | "include") {
        return Err(invalid(
            format!("Unknown directive \"{name}\" on __typename"),
            directive.pos,
        ));
    }
    if directive.node.get_argument("if").is_none() || directive.node.arguments.len() != 1 {
        return Err(invalid(
            format!("Directive \"{name}\" takes one argument, \"if\""),
            directive.pos,
        ));
    }
    Ok(())
}

fn invalid(message: impl Into<std::borrow::Cow<'static, str>>, at: Pos) -> RequestError {
    RequestError::new(code::VALIDATION_FAILED, message).at(vec![at])
}
