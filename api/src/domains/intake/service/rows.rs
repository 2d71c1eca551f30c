//! What becomes of the rows of a push, told course by course.

use std::collections::HashMap;

use uuid::Uuid;

use crate::domains::catalogue::{Change, CourseDraft, Held, Listed, Offered, Snapshot, Taken};
use crate::domains::intake::columns::place;
use crate::domains::intake::model::{
    Item, Message, Outcome, Question, QuestionKind, QuestionState, ReceiptRow, Repeated,
};
use crate::domains::intake::reading::{self, Names};
use crate::kernel::error::Fault;
use crate::kernel::id::{CourseId, ProviderId};
use crate::kernel::language::Text;
use crate::kernel::words::fold;

/// What is told of each row so far.
pub struct Reading {
    items: Vec<Read>,
    drafts: Vec<CourseDraft>,
    /// What has to be asked.
    pub questions: Vec<Question>,
}

/// What is told of one course's rows.
struct Read {
    item: Item,
    /// Whether the catalogue is offered it.
    offered: bool,
    outcome: Outcome,
    course: Option<Uuid>,
}

/// The rows of a receipt, and the courses that they rightly name.
pub struct Told {
    /// Each row.
    pub rows: Vec<ReceiptRow>,
    /// The courses that stand as their rows say.
    pub named: Vec<CourseId>,
    /// What has to be asked.
    pub questions: Vec<Question>,
}

impl Reading {
    /// Reads every row; those that are sound become drafts, in the same order.
    pub fn of(
        items: Vec<Item>,
        snapshot: &Snapshot,
        (provider, held): (ProviderId, Held),
        repeated: &Repeated,
    ) -> Self {
        let keys = items.iter().filter_map(Item::key).map(str::to_owned);
        let names = Names::of(snapshot).of_own(provider, keys, held);
        let (mut read, mut drafts) = (Vec::new(), Vec::new());
        for mut item in items {
            let (draft, messages) = match item.told.iter().any(|(_, it)| it.code == NOT_JSON) {
                true => (None, Vec::new()),
                false => reading::course(&item.value, &names),
            };
            for mut message in messages {
                let (at, field) = place(&item.origin, &message.field);
                message.field = field;
                item.told.push((at, message));
            }
            refuse_repeated(&mut item, repeated);
            let sound = item.told.iter().all(|(_, message)| !message.is_error());
            let draft = draft.filter(|_| sound);
            read.push(Read {
                item,
                offered: draft.is_some(),
                outcome: Outcome::Rejected,
                course: None,
            });
            drafts.extend(draft);
        }
        Self {
            items: read,
            drafts,
            questions: Vec::new(),
        }
    }

    /// Whether a row is refused.
    pub fn refuses(&self) -> bool {
        self.items
            .iter()
            .any(|read| !read.offered && read.outcome == Outcome::Rejected)
    }

    /// What is wrong with any of the rows.
    pub fn faults(&self) -> Vec<Fault> {
        let told = self.items.iter().flat_map(|read| &read.item.told);
        told.filter_map(|(_, message)| message.fault()).collect()
    }

    /// The keys of what is sound.
    pub fn keys(&self) -> Vec<&str> {
        let drafts = self.drafts.iter();
        drafts.map(|draft| draft.external_id.as_str()).collect()
    }

    /// Asks about courses that were taken back, and come back under another title. Of those that
    /// come back as they were it is said that they are not shown by that.
    pub fn ask(&mut self, withdrawn: Vec<Listed>) {
        if withdrawn.is_empty() {
            return;
        }
        let mut by_key: HashMap<String, Listed> = withdrawn
            .into_iter()
            .map(|listed| (listed.external_id.clone(), listed))
            .collect();
        let mut kept = Vec::new();
        let sound = self.items.iter_mut().filter(|read| read.offered);
        for (read, draft) in sound.zip(std::mem::take(&mut self.drafts)) {
            let Some(listed) = by_key.remove(&draft.external_id) else {
                kept.push(draft);
                continue;
            };
            let (at, field) = place(&read.item.origin, "/title");
            if fold(&listed.title) == fold(&draft.title) {
                let message = Message::warning("", "row.withdrawn", stays_withdrawn());
                read.item.told.push((0, message));
                kept.push(draft);
                continue;
            }
            read.offered = false;
            read.outcome = Outcome::Asked;
            read.course = Some(listed.course.0);
            let message = Message::warning(field, "row.returned", returned(&listed.title));
            read.item.told.push((at, message));
            self.questions.push(Question {
                kind: QuestionKind::Returned,
                course: listed.course.0,
                external_id: listed.external_id,
                title: listed.title,
                row: read.item.origin.rows().first().copied(),
                said: Some(read.item.value.to_string()),
                state: QuestionState::Open,
                answered_at: None,
            });
        }
        self.drafts = kept;
    }

    /// Takes the drafts, to be offered.
    pub fn drafts(&mut self) -> Vec<CourseDraft> {
        std::mem::take(&mut self.drafts)
    }

    /// Notes what the catalogue did with the drafts, or would do.
    pub fn settle(mut self, offered: Vec<Offered>, is_done: bool) -> Told {
        let mut named = Vec::new();
        let sound = self.items.iter_mut().filter(|read| read.offered);
        for (read, offered) in sound.zip(offered) {
            read.outcome = match offered.change {
                Change::Created => Outcome::Created,
                Change::Updated => Outcome::Updated,
                Change::Unchanged => Outcome::Unchanged,
            };
            // What would be made has no id yet.
            let made = offered.change == Change::Created;
            read.course = (is_done || !made).then_some(offered.course.0);
            named.push(offered.course);
            if let Some(taken) = offered.taken {
                read.item.told.push((0, counts_now(taken)));
            }
            if offered.mapping_kept {
                let (at, field) = place(&read.item.origin, "/topics");
                let message = Message::info(field, "row.mapping_kept", mapping_kept());
                read.item.told.push((at, message));
            }
            if !offered.gone.is_empty() {
                let (at, field) = place(&read.item.origin, "/editions");
                let message = Message::info(field, "row.editions_gone", gone(&offered.gone));
                read.item.told.push((at, message));
            }
        }
        let mut rows: Vec<ReceiptRow> = self.items.into_iter().flat_map(Read::rows).collect();
        rows.sort_by_key(|row| row.row);
        Told {
            rows,
            named,
            questions: self.questions,
        }
    }
}

impl Read {
    /// One line of the receipt for each row. A course stands or falls as one.
    fn rows(self) -> Vec<ReceiptRow> {
        let key = self
            .item
            .value
            .get("externalId")
            .and_then(|key| key.as_str());
        let external_id = key.map(|key| key.chars().take(200).collect::<String>());
        let mut rows: Vec<ReceiptRow> = self
            .item
            .origin
            .rows()
            .iter()
            .map(|row| ReceiptRow {
                row: *row,
                external_id: external_id.clone(),
                outcome: self.outcome,
                course: self.course,
                messages: Vec::new(),
            })
            .collect();
        for (at, message) in self.item.told {
            rows[at].messages.push(message);
        }
        rows
    }
}

/// The code of a row that could not be read at all: nothing else is said of it.
const NOT_JSON: &str = "row.not_json";

/// Refuses every row whose key another row has: nobody knows which is meant.
fn refuse_repeated(item: &mut Item, repeated: &Repeated) {
    const NAMED: usize = 10;
    let Some(rows) = item.key().and_then(|key| repeated.get(key)) else {
        return;
    };
    let own = item.origin.rows().first().copied();
    let others = rows.iter().filter(|row| Some(**row) != own).take(NAMED);
    let others: Vec<String> = others.map(ToString::to_string).collect();
    let others = others.join(", ");
    let text = Text::new(
        format!("rij {others} heeft dezelfde sleutel"),
        format!("row {others} has the same key"),
    );
    let (at, field) = place(&item.origin, "/externalId");
    item.told
        .push((at, Message::error(field, "row.repeated", text)));
}

/// That what is pushed counts from now on, and what was here does no longer.
fn counts_now(taken: Taken) -> Message {
    match taken {
        Taken::FromSeed => {
            let text = Text::new(
                "dit stond hier al uit openbare bronnen; vanaf nu is wat jullie sturen leidend",
                "this stood here from public sources; from now on what you send counts",
            );
            Message::info("", "row.claimed", text)
        }
        Taken::FromHand => {
            let text = Text::new(
                "dit was hier met de hand bijgewerkt; wat jullie nu sturen is ervoor in de plaats gekomen",
                "this was edited here by hand; what you send now has taken its place",
            );
            Message::info("", "row.overwrites_hand", text)
        }
    }
}

/// That topics stay as they were mapped by somebody who looked at them.
fn mapping_kept() -> Text {
    Text::new(
        "de redactie heeft dit aanbod aan onderwerpen gekoppeld; die koppeling blijft staan",
        "the editors mapped this course on topics; that mapping stays",
    )
}

/// That a course that was taken back is not shown because it is pushed.
fn stays_withdrawn() -> Text {
    Text::new(
        "dit aanbod is teruggenomen, en blijft dat; toon het met POST /v1/courses/{id}/_publish",
        "this course was taken back, and stays so; show it with POST /v1/courses/{id}/_publish",
    )
}

/// That a key comes back under another title.
fn returned(title: &str) -> Text {
    let shown: String = title.chars().take(100).collect();
    Text::new(
        format!(
            "deze sleutel was van \u{201c}{shown}\u{201d}, dat is teruggenomen; antwoord same of other bij POST /v1/pushes/{{id}}/_answer"
        ),
        format!(
            "this key was that of \u{201c}{shown}\u{201d}, which was taken back; answer same or other at POST /v1/pushes/{{id}}/_answer"
        ),
    )
}

/// Which editions go: the first few by their key.
fn gone(keys: &[String]) -> Text {
    const NAMED: usize = 10;
    let count = keys.len();
    let more = if count > NAMED { ", …" } else { "" };
    let named = keys[..count.min(NAMED)].join(", ") + more;
    Text::new(
        format!("niet meer genoemd, dus weg: {count} van de uitvoeringen ({named})"),
        format!("no longer named, so gone: {count} of the editions ({named})"),
    )
}
