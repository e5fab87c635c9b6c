//! What is late on the day that counts as today, and who owes it: answers, what is to be carried out, reports of progress,
//! answers to comments, and action items of meetings.
//!
//! What is due on a day is late from the next one on. What came late is not late any more.

use std::borrow::Cow;
use std::ops::Range;

use crate::review::date::Day;
use crate::review::id::fold_label;
use crate::review::kind::Kind;
use crate::review::kind::comment::{ANSWER, CONSULTATION};
use crate::review::kind::meeting::{ACTIONS, DUE, OWNER};
use crate::review::kind::organisation::SHORT;
use crate::review::kind::recommendation::{LEAD, RESPONSE_DUE};
use crate::review::limits::{comments_limit, completion_limit, report_limit, response_limit};
use crate::review::openness::openness;
use crate::review::party::{Party, party};
use crate::review::record::RecordIx;
use crate::review::voices::{Body, Voices};
use crate::site::analysis::openings::Openings;
use crate::site::analysis::register::{self, State as ActionState};
use crate::site::visible::Visible;

/// Whoever owes something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A body that was asked, or the owner of an action item.
    Party(Party),
    /// The review itself, which answers comments.
    Review,
    /// Nobody is named.
    Nobody,
}

/// What is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// An answer to a recommendation.
    Response,
    /// That a recommendation is carried out.
    Completion,
    /// A report of progress on a recommendation.
    Report,
    /// An answer to a comment.
    Answer,
    /// An action item of a meeting, as its place among them.
    Action(usize),
}

/// Something that is late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// Who owes it.
    pub owner: Owner,
    /// The record that it is about.
    pub record: RecordIx,
    /// What is owed.
    pub duty: Duty,
    /// The day by which it was due.
    pub due: Day,
}

/// All that is late.
#[derive(Debug, Default)]
pub struct Overdue {
    /// By who owes it, those whom nobody names last; what was due first, first.
    pub all: Vec<Late>,
    /// What each of them owes, as places in `all`.
    pub owners: Vec<Range<usize>>,
}

impl Overdue {
    /// Goes through what has a limit. Which recommendations are open is asked only where one has.
    #[must_use]
    pub fn new<'a>(visible: &Visible, openings: impl Fn() -> Openings<'a>) -> Overdue {
        let open_for = |record| openings().of(record).map_or(&[][..], |own| &own.open_for).into();
        let late = with_limits(visible).flat_map(|record| late(visible, record, open_for)).collect();
        let all = in_order(visible, late);
        let ends = all.chunk_by(|one, other| one.owner == other.owner).scan(0, |end, owed| {
            let start = *end;
            *end += owed.len();
            Some(start..*end)
        });
        Overdue { owners: ends.collect(), all }
    }

    /// Whether anything is late, told without going through all where something is.
    #[must_use]
    pub fn is_any(visible: &Visible) -> bool {
        with_limits(visible).any(|record| !late(visible, record, |record| open_for(visible, record)).is_empty())
    }

    /// What is late of a record, in the same order.
    #[must_use]
    pub fn of(visible: &Visible, record: RecordIx) -> Vec<Late> {
        in_order(visible, late(visible, record, |record| open_for(visible, record)))
    }
}

/// The records of the kinds that can be late, those first that most often are.
fn with_limits(visible: &Visible) -> impl Iterator<Item = RecordIx> {
    [Kind::Meeting, Kind::Comment, Kind::Recommendation].into_iter().flat_map(|kind| visible.of_kind(kind))
}

/// For whom a recommendation is open, worked out for it alone; nobody where it is not.
fn open_for(visible: &Visible, record: RecordIx) -> Cow<'static, [Body]> {
    if visible.counts(record) {
        return openness(&visible.review, record, visible.today()).open_for.into();
    }
    Cow::default()
}

/// What is late of a record of a kind that can be late.
fn late<'a>(visible: &Visible, record: RecordIx, open_for: impl Fn(RecordIx) -> Cow<'a, [Body]>) -> Vec<Late> {
    let kind = visible.review.records[record].kind;
    let mut late = of_meeting(visible, record);
    if kind == Kind::Comment {
        late.extend(of_comment(visible, record));
    } else if kind == Kind::Recommendation && has_limit(visible, record) {
        late.extend(of_recommendation(visible, record, &open_for(record)));
    }
    late.retain(|late| late.due < visible.today());
    late
}

/// What is late by who owes it, those whom nobody names last; what was due first, first.
fn in_order(visible: &Visible, late: Vec<Late>) -> Vec<Late> {
    let mut named: Vec<((bool, String), Late)> =
        late.into_iter().map(|late| (name(visible, &late.owner), late)).collect();
    let collation = &visible.review.collation;
    named.sort_by(|((last, name), late), ((other_last, other_name), other)| {
        let names = || collation.order(name, other_name).then_with(|| late.owner.cmp(&other.owner));
        let dues = || (late.due, late.record, late.duty).cmp(&(other.due, other.record, other.duty));
        last.cmp(other_last).then_with(names).then_with(dues)
    });
    named.into_iter().map(|(_, late)| late).collect()
}

/// Whether a recommendation can be late, told without a look at what is said of it.
fn has_limit(visible: &Visible, record: RecordIx) -> bool {
    let review = &visible.review;
    let values = &review.records[record].values;
    let clocks = &review.settings.clocks;
    clocks.progress.is_some()
        || clocks.response.is_some()
        || values.get(&RESPONSE_DUE).is_some()
        || completion_limit(review, record).is_some()
}

/// What a recommendation is owed by those for whom it is open.
fn of_recommendation(visible: &Visible, record: RecordIx, open_for: &[Body]) -> Vec<Late> {
    let review = &visible.review;
    // A recommendation that is to come has not been made yet.
    if open_for.is_empty() || visible.is_to_come(&review.records[record]) {
        return Vec::new();
    }
    let voices = Voices::of(review, record, visible.today());
    let mut owed = Vec::new();
    let mut owe = |owner: Owner, duty: Duty, due: Day| {
        let late = Late { owner, record, duty, due };
        if !owed.contains(&late) {
            owed.push(late);
        }
    };
    if let Some(due) = response_limit(review, record) {
        for body in open_for.iter().filter(|body| voices.names_addressees && !voices.may_have_answered(body)) {
            owe(Owner::of(body), Duty::Response, due);
        }
        if !voices.names_addressees && !voices.may_be_answered() {
            owe(Owner::Nobody, Duty::Response, due);
        }
    }
    if let Some(due) = completion_limit(review, record) {
        for body in open_for {
            owe(carried_out_by(visible, record, &voices, body), Duty::Completion, due);
        }
    }
    for body in open_for {
        let Some(accepted) = voices.accepted(body) else { continue };
        // That nobody knows of any report does not say that there was none.
        if voices.progress_is_unknown() {
            continue;
        }
        let reported = !voices.reporters(body).is_empty();
        let last = if reported { voices.last_report(body).map(|last| last.max(accepted)) } else { Some(accepted) };
        if let Some(due) = last.and_then(|last| report_limit(review, last)) {
            owe(reported_by(&voices, body), Duty::Report, due);
        }
    }
    owed
}

/// Who owes that a recommendation is carried out: a body that is asked; where none is, who answers for it, or who reports.
fn carried_out_by(visible: &Visible, record: RecordIx, voices: &Voices<'_>, body: &Body) -> Owner {
    if voices.names_addressees {
        return Owner::of(body);
    }
    let lead = visible.review.records[record].values.get(&LEAD);
    lead.map_or_else(|| reported_by(voices, body), |lead| Owner::Party(party(&visible.review, record, lead)))
}

/// Who reports for a body: the one that does so in its stead, else itself.
fn reported_by(voices: &Voices<'_>, body: &Body) -> Owner {
    match voices.reporters(body).as_slice() {
        [sole] => Owner::of(sole),
        _ => Owner::of(body),
    }
}

/// The answer that a comment waits for. That nobody knows of an answer does not say that there was none.
fn of_comment(visible: &Visible, comment: RecordIx) -> Option<Late> {
    let record = &visible.review.records[comment];
    if record.values.value(&ANSWER.field).is_some() || visible.is_to_come(record) {
        return None;
    }
    let consultation = visible.referred(comment, &CONSULTATION.field).next()?;
    let due = comments_limit(&visible.review, consultation)?;
    Some(Late { owner: Owner::Review, record: comment, duty: Duty::Answer, due })
}

/// The action items of a meeting that are late.
fn of_meeting(visible: &Visible, meeting: RecordIx) -> Vec<Late> {
    let items = visible.review.records[meeting].values.get(&ACTIONS).iter().enumerate();
    let late = items.filter(|(_, item)| register::state(item, visible.today()) == ActionState::Late);
    let late = late.filter_map(|(place, item)| {
        let owner = item.values.get(&OWNER).map(|owner| Owner::Party(party(&visible.review, meeting, owner)));
        let due = item.values.get(&DUE)?.last()?;
        Some(Late { owner: owner.unwrap_or(Owner::Nobody), record: meeting, duty: Duty::Action(place), due })
    });
    late.collect()
}

/// What whoever owes something is called, and whether they stand last.
fn name(visible: &Visible, owner: &Owner) -> (bool, String) {
    match owner {
        Owner::Party(Party::Record(record)) => {
            let record = &visible.review.records[*record];
            (false, fold_label(record.values.get(&SHORT).unwrap_or_else(|| record.title())))
        }
        Owner::Party(Party::Named(name)) => (false, name.to_string()),
        Owner::Review | Owner::Nobody => (true, String::new()),
    }
}

impl Owner {
    fn of(body: &Body) -> Owner {
        body.clone().map_or(Owner::Nobody, Owner::Party)
    }
}
