//! Documents: parsed, measured, and kept for the next time.

mod shape;
mod store;

use std::collections::HashMap;

use async_graphql::{
    Name, Variables,
    parser::types::{ExecutableDocument, OperationDefinition, OperationType},
};

pub(crate) use store::Documents;

use crate::{
    errors::{RequestError, code},
    lru::Digest,
    options::Limits,
};

/// A document that parses and keeps within the limits.
pub(crate) struct Document {
    pub digest: Digest,
    pub tree: ExecutableDocument,
    operations: HashMap<Option<Name>, OperationInfo>,
}

/// What is known of an operation without executing it.
pub(crate) struct OperationInfo {
    pub kind: OperationType,
    /// Variables that have to be given, with their types.
    required: Vec<(Name, String)>,
}

impl Document {
    fn new(
        digest: Digest,
        tree: ExecutableDocument,
        limits: &Limits,
        introspection: bool,
    ) -> Result<Self, RequestError> {
        shape::check(&tree, limits, introspection)?;
        let operations = tree
            .operations
            .iter()
            .map(|(name, operation)| (name.cloned(), OperationInfo::new(&operation.node)))
            .collect();
        Ok(Self {
            digest,
            tree,
            operations,
        })
    }

    /// The operation of this name, or the only one.
    pub(crate) fn select(
        &self,
        name: Option<&str>,
    ) -> Result<(Option<&Name>, &OperationInfo), RequestError> {
        let found = match name {
            Some(name) => self.operations.get_key_value(&Some(Name::new(name))),
            None if self.operations.len() == 1 => self.operations.iter().next(),
            None => {
                return Err(RequestError::malformed(
                    "the document holds several operations: say which in operationName",
                ));
            }
        };
        found
            .map(|(name, info)| (name.as_ref(), info))
            .ok_or_else(|| {
                RequestError::malformed("the document holds no operation of this operationName")
            })
    }
}

impl OperationInfo {
    fn new(operation: &OperationDefinition) -> Self {
        let required = operation
            .variable_definitions
            .iter()
            .filter(|variable| {
                !variable.node.var_type.node.nullable && variable.node.default_value.is_none()
            })
            .map(|variable| {
                (
                    variable.node.name.node.clone(),
                    variable.node.var_type.node.to_string(),
                )
            })
            .collect();
        Self {
            kind: operation.ty,
            required,
        }
    }

    /// Refuses variables that lack one that has to be given.
    pub(crate) fn check_variables(&self, variables: &Variables) -> Result<(), RequestError> {
        let missing = self.required.iter().find(|(name, _)| {
            variables
                .get(name)
                .is_none_or(|value| matches!(value, async_graphql::Value::Null))
        });
        match missing {
            None => Ok(()),
            Some((name, kind)) => Err(RequestError::new(
                code::INPUT_INVALID,
                format!("Variable \"${name}\" of type \"{kind}\" has to be given"),
            )),
        }
    }
}
