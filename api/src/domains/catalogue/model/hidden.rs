//! Changes of a closed offer that not all who see it may know of: what one client pays is no news
//! to another.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::PriceLine;
use crate::kernel::revision::Revision;

/// How a row stands: how often it changed, and when it last did.
pub type Stood = (Revision, DateTime<Utc>);

/// The changes of a row that some of those who see it may not know of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// How many there were.
    changes: i64,
    /// When the last was.
    at: DateTime<Utc>,
    /// When the row had last changed for everybody by then.
    shown_at: DateTime<Utc>,
}

impl Hidden {
    fn read(kept: Option<&str>) -> Option<Self> {
        serde_json::from_str(kept?).ok()
    }

    /// How a row stands for those who may not know of these changes.
    pub fn shown(kept: Option<&str>, (revision, at): Stood) -> Stood {
        match Self::read(kept) {
            Some(hidden) => {
                let at = if at == hidden.at { hidden.shown_at } else { at };
                (Revision(revision.0 - hidden.changes), at)
            }
            None => (revision, at),
        }
    }

    /// As it is kept once a row that stood so changes again and not all may know.
    pub fn once_more(kept: Option<&str>, before: Stood, now: DateTime<Utc>) -> String {
        let hidden = Self {
            changes: Self::read(kept).map_or(0, |it| it.changes) + 1,
            at: now,
            shown_at: Self::shown(kept, before).1,
        };
        serde_json::json!(hidden).to_string()
    }
}

/// Whether what a price says to everybody is the same in both.
pub fn same_for_all(before: &[PriceLine], after: &[PriceLine]) -> bool {
    let for_all = |line: &&PriceLine| line.client.is_none();
    let (before, after) = (before.iter().filter(for_all), after.iter().filter(for_all));
    before.eq(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(minute * 60, 0).unwrap()
    }

    #[test]
    fn what_is_hidden_counts_for_nobody_else() {
        let once = Hidden::once_more(None, (Revision(3), at(1)), at(2));
        let (now, later) = ((Revision(4), at(2)), (Revision(5), at(3)));
        assert_eq!(Hidden::shown(None, now), now);
        assert_eq!(Hidden::shown(Some(&once), now), (Revision(3), at(1)));
        // A change that all see is one, at its own time.
        assert_eq!(Hidden::shown(Some(&once), later), (Revision(4), at(3)));
        let twice = Hidden::once_more(Some(&once), later, at(4));
        assert_eq!(
            Hidden::shown(Some(&twice), (Revision(6), at(4))),
            (Revision(4), at(3))
        );
        let again = Hidden::once_more(Some(&twice), (Revision(6), at(4)), at(5));
        assert_eq!(
            Hidden::shown(Some(&again), (Revision(7), at(5))),
            (Revision(4), at(3))
        );
    }
}
