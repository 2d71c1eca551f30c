//! How lists leave: pages with a cursor, the same for both doors.

use async_graphql::connection::{Connection, CursorType, Edge, EmptyFields};
use async_graphql::{ObjectType, OutputType, SimpleObject};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::error::Fault;
use super::language::Text;

/// The place after which a page begins: the sort key of its last item and that
/// item's id, so that a list may grow under the reader without repeating itself.
///
/// Opaque to clients: base64url of a JSON array.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cursor(pub Vec<String>);

impl Cursor {
    /// The cursor as it stands in an answer.
    pub fn encode(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(&self.0).unwrap_or_default())
    }

    /// Reads a cursor back; `None` for what we never gave out.
    pub fn decode(text: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        serde_json::from_slice(&bytes).ok().map(Self)
    }
}

/// A cursor that is none of ours.
#[derive(Debug, thiserror::Error)]
#[error("this is not a cursor of this list")]
pub struct BadCursor;

impl CursorType for Cursor {
    type Error = BadCursor;

    fn decode_cursor(text: &str) -> Result<Self, BadCursor> {
        Self::decode(text).ok_or(BadCursor)
    }

    fn encode_cursor(&self) -> String {
        self.encode()
    }
}

/// A page asked for. Its size is within bounds, whoever asked.
#[derive(Clone, Debug)]
pub struct PageRequest {
    size: usize,
    after: Option<Cursor>,
    after_name: &'static str,
}

impl PageRequest {
    /// What a page holds unless asked otherwise.
    pub const DEFAULT_SIZE: usize = 20;
    /// The most that a page holds.
    pub const MAX_SIZE: usize = 100;

    /// Reads what a door was asked for. `names` are the door's own words for size
    /// and place, so that a fault points at what the caller wrote.
    pub fn parse(
        names: [&'static str; 2],
        size: Option<i64>,
        after: Option<&str>,
        faults: &mut Vec<Fault>,
    ) -> Self {
        let wanted = size.unwrap_or(Self::DEFAULT_SIZE as i64);
        let size = usize::try_from(wanted)
            .ok()
            .filter(|size| (1..=Self::MAX_SIZE).contains(size));
        if size.is_none() {
            faults.push(Fault::at(
                names[0],
                "page.out_of_range",
                Text::new(
                    format!("een bladzijde telt 1 tot {} items", Self::MAX_SIZE),
                    format!("a page holds 1 to {} items", Self::MAX_SIZE),
                ),
            ));
        }
        let place = after.map(Cursor::decode);
        if matches!(place, Some(None)) {
            faults.push(bad_cursor(names[1]));
        }
        Self {
            size: size.unwrap_or(Self::DEFAULT_SIZE),
            after: place.flatten(),
            after_name: names[1],
        }
    }

    /// All of a list: a file has no pages. One less than the most there can be, since
    /// [`Self::rows`] asks for one more.
    pub fn whole() -> Self {
        Self {
            size: usize::MAX - 1,
            after: None,
            after_name: "cursor",
        }
    }

    /// The door's own word for the place, for faults.
    pub fn after_name(&self) -> &'static str {
        self.after_name
    }

    /// How many items the page may hold.
    pub fn size(&self) -> usize {
        self.size
    }

    /// One row more than asked tells whether another page follows.
    pub fn rows(&self) -> u64 {
        self.size as u64 + 1
    }

    /// The place after which the page begins.
    pub fn after(&self) -> Option<&Cursor> {
        self.after.as_ref()
    }

    /// The id after which the page begins, where a list stands in the order of its ids. What
    /// is none begins the list.
    pub fn after_id(&self) -> Option<Uuid> {
        Uuid::try_parse(self.after()?.0.first()?).ok()
    }

    /// Cuts a page out of what is held in memory, in the order of `key`.
    pub fn cut<T>(&self, items: &[T], key: impl Fn(&T) -> Cursor) -> Page<T>
    where
        T: Clone,
    {
        let start = match &self.after {
            Some(after) => items.partition_point(|item| key(item) <= *after),
            None => 0,
        };
        let end = items.len().min(start + self.size);
        Page {
            entries: items[start..end]
                .iter()
                .map(|item| (key(item), item.clone()))
                .collect(),
            more: end < items.len(),
            total: Some(items.len()),
            began: start == 0,
        }
    }

    /// Makes a page of rows read with [`Self::rows`] as their limit.
    pub fn fill<T>(&self, mut rows: Vec<T>, key: impl Fn(&T) -> Cursor) -> Page<T> {
        let more = rows.len() > self.size;
        rows.truncate(self.size);
        Page {
            entries: rows.into_iter().map(|row| (key(&row), row)).collect(),
            more,
            total: None,
            began: self.after.is_none(),
        }
    }
}

/// A cursor of another list, or none at all.
pub fn bad_cursor(name: &str) -> Fault {
    Fault::at(
        name,
        "page.bad_cursor",
        Text::new(
            "dit is geen plaats in deze lijst",
            "this is not a cursor of this list",
        ),
    )
}

/// How REST asks for a page.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageParams {
    /// How many items the page may hold
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
    /// Where the page begins: the `nextCursor` of the page before
    pub cursor: Option<String>,
}

/// A page found.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The items, each with its place.
    pub entries: Vec<(Cursor, T)>,
    /// Whether another page follows.
    pub more: bool,
    /// How many there are in all, where that may be known and is cheap.
    pub total: Option<usize>,
    /// Whether the list begins here.
    pub began: bool,
}

impl<T> Page<T> {
    /// The place after which the next page begins.
    pub fn next(&self) -> Option<&Cursor> {
        if self.more {
            self.entries.last().map(|(cursor, _)| cursor)
        } else {
            None
        }
    }

    /// The same page, each item shown another way.
    pub fn map<U>(self, mut show: impl FnMut(T) -> U) -> Page<U> {
        Page {
            entries: self
                .entries
                .into_iter()
                .map(|(cursor, item)| (cursor, show(item)))
                .collect(),
            more: self.more,
            total: self.total,
            began: self.began,
        }
    }
}

/// A page as REST shows it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PageBody<T: ToSchema> {
    /// The items.
    pub items: Vec<T>,
    /// What to send as `cursor` for the next page; null on the last.
    pub next_cursor: Option<String>,
    /// How many items the whole list has; null where that is not told.
    pub total_count: Option<usize>,
}

impl<T: ToSchema> From<Page<T>> for PageBody<T> {
    fn from(page: Page<T>) -> Self {
        Self {
            next_cursor: page.next().map(Cursor::encode),
            total_count: page.total,
            items: page.entries.into_iter().map(|(_, item)| item).collect(),
        }
    }
}

/// What a connection tells beside its edges.
#[derive(Debug, SimpleObject)]
pub struct Total {
    /// How many items the whole list has; null where that is not told
    pub total_count: Option<usize>,
}

/// A page as GraphQL shows it.
pub fn connection<T: OutputType>(page: Page<T>) -> Connection<Cursor, T, Total, EmptyFields> {
    let total = Total {
        total_count: page.total,
    };
    connection_with(page, total)
}

/// A page as GraphQL shows it, with more beside its edges than a total.
pub fn connection_with<T: OutputType, Beside: ObjectType>(
    page: Page<T>,
    beside: Beside,
) -> Connection<Cursor, T, Beside, EmptyFields> {
    let mut connection = Connection::with_additional_fields(!page.began, page.more, beside);
    connection.edges.extend(
        page.entries
            .into_iter()
            .map(|(cursor, item)| Edge::new(cursor, item)),
    );
    connection
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_of(request: &PageRequest, items: &[&'static str]) -> Page<&'static str> {
        request.cut(items, |item| Cursor(vec![(*item).to_owned()]))
    }

    #[test]
    fn pages_join_without_a_gap_or_a_repeat_even_when_the_list_grows() {
        let mut faults = Vec::new();
        let first = page_of(
            &PageRequest::parse(["limit", "cursor"], Some(2), None, &mut faults),
            &["b", "d", "f"],
        );
        let cursor = first.next().map(Cursor::encode);
        let second = page_of(
            &PageRequest::parse(["limit", "cursor"], Some(2), cursor.as_deref(), &mut faults),
            &["a", "b", "c", "d", "e", "f"],
        );

        let seen: Vec<_> = second.entries.iter().map(|(_, item)| *item).collect();
        assert_eq!(seen, ["e", "f"]);
        assert!(second.next().is_none() && faults.is_empty());
    }

    #[test]
    fn every_fault_of_a_request_is_named() {
        let mut faults = Vec::new();
        PageRequest::parse(["first", "after"], Some(101), Some("%"), &mut faults);

        let named: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(named, ["first", "after"]);
    }
}
