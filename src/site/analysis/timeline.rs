//! What happened when: phases, comment periods and pauses, which last, and milestones, statements and meetings, which do
//! not.

use std::collections::BTreeSet;

use crate::review::date::{Date, Day};
use crate::review::kind::consultation::{CLOSES, FIRST_CLOSE, OPENS};
use crate::review::kind::phase::{ENDS, STARTS};
use crate::review::kind::word::Word;
use crate::review::kind::{Kind, meeting, milestone, typed};
use crate::review::record::RecordIx;
use crate::review::value::Value;
use crate::site::visible::Visible;
use crate::site::words::state::TO_COME;
use crate::site::words::time::COMMENT_PERIOD;

/// One thing that happened, or is to happen.
#[derive(Debug)]
pub struct Fact {
    /// The record that says so, as its position.
    pub record: RecordIx,
    /// `phase`, `comment period`, `pause`, `milestone`, `statement` or `meeting`.
    pub what: &'static str,
    /// When it was.
    pub when: When,
    /// What became of a milestone that did not happen, or that it is to come.
    pub state: Option<&'static Word>,
}

/// When something was.
#[derive(Debug, Clone, Copy)]
pub struct When {
    /// When it happened or began; none where the record does not say.
    pub from: Option<Date>,
    /// When it ended.
    pub to: Option<Date>,
    /// When it was first planned to happen or end.
    pub planned: Option<Date>,
    /// Whether it lasts from one date to another; else it is a single event.
    pub lasts: bool,
}

impl When {
    /// The days that have to stand on the axis.
    pub fn days(&self) -> impl Iterator<Item = Day> + use<> {
        let dates = [self.from, self.to, self.planned].into_iter().flatten();
        dates.flat_map(|date| [date.first(), date.last()]).flatten()
    }

    /// Whether it goes on today, as far as its record says.
    #[must_use]
    pub fn goes_on(&self, today: Day) -> bool {
        self.lasts && self.to.is_none() && self.from.and_then(Date::first).is_some_and(|first| first <= today)
    }
}

/// The facts that records state, in their order.
pub fn facts_of(visible: &Visible, positions: impl Iterator<Item = RecordIx>) -> Vec<Fact> {
    positions.filter_map(|position| fact(visible, position)).collect()
}

fn fact(visible: &Visible, position: RecordIx) -> Option<Fact> {
    let record = &visible.review.records[position];
    let date = |field| record.values.get::<typed::Date>(field);
    let (what, when) = match record.kind {
        Kind::Phase => ("phase", When { from: date(&STARTS), to: date(&ENDS), planned: None, lasts: true }),
        Kind::Consultation => {
            let planned = date(&FIRST_CLOSE).filter(|first| date(&CLOSES) != Some(*first));
            (COMMENT_PERIOD, When { from: date(&OPENS), to: date(&CLOSES), planned, lasts: true })
        }
        Kind::Milestone => {
            let when = When { from: record.date(), to: None, planned: date(&milestone::PLANNED), lasts: false };
            ("milestone", when)
        }
        Kind::Meeting => ("meeting", When { from: record.date(), to: None, planned: None, lasts: false }),
        Kind::Statement => ("statement", When { from: record.date(), to: None, planned: None, lasts: false }),
        Kind::Clause
        | Kind::Charter
        | Kind::Person
        | Kind::Organisation
        | Kind::Document
        | Kind::Finding
        | Kind::Recommendation
        | Kind::Group
        | Kind::Prior
        | Kind::Comment
        | Kind::Update
        | Kind::Term
        | Kind::Page => return None,
    };
    // What says nothing of its time has no place among what happened when; it stands in the list of its kind.
    when.from.or(when.to).or(when.planned)?;
    let to_come = when.from.is_some_and(|date| date.is_after(visible.today()));
    let state = record.values.get(&milestone::STATE).or(to_come.then_some(&TO_COME));
    Some(Fact { record: position, what, when, state })
}

/// The events of the whole review, each once: its own meetings, but for those of sub-teams, statements and its milestones.
///
/// A milestone that names a meeting or a statement of its own time in `on` is that event, told by the review, and stands for
/// both. One that names a comment period, and is no more than the day on which that opens or closes, is an end of the
/// period's bar.
#[must_use]
pub fn events(visible: &Visible) -> Vec<Fact> {
    let milestones: Vec<RecordIx> = visible.of_kind(Kind::Milestone).filter(|&own| !is_end(visible, own)).collect();
    let told = told_by_milestones(visible);
    let is_plenary = |meeting: &RecordIx| visible.review.records[*meeting].values.value(&meeting::TEAM.field).is_none();
    let meetings = visible.of_kind(Kind::Meeting).filter(is_plenary);
    let acts = meetings.chain(visible.of_kind(Kind::Statement)).filter(|act| !told.contains(act));
    let mut events = facts_of(visible, acts);
    events.extend(facts_of(visible, milestones.into_iter()));
    events
}

/// The meetings and statements that milestones tell.
#[must_use]
pub fn told_by_milestones(visible: &Visible) -> BTreeSet<RecordIx> {
    visible.of_kind(Kind::Milestone).flat_map(|milestone| told_by(visible, milestone)).collect()
}

/// The meetings and statements that a milestone is.
fn told_by(visible: &Visible, milestone: RecordIx) -> impl Iterator<Item = RecordIx> {
    let own = &visible.review.records[milestone];
    let took_place = own.values.get(&milestone::STATE).is_none();
    let date = own.date().filter(|_| took_place);
    visible.referred(milestone, &milestone::ON.field).filter(move |&named| {
        let record = &visible.review.records[named];
        let is_act = matches!(record.kind, Kind::Meeting | Kind::Statement);
        is_act && date.zip(record.date()).is_some_and(|(own, other)| own == other || own.overlaps(other))
    })
}

/// Whether a milestone only says when a comment period opened or closed.
fn is_end(visible: &Visible, milestone: RecordIx) -> bool {
    let own = &visible.review.records[milestone].values;
    let says_more = [&milestone::PLANNED.field, &milestone::STATE.field].iter().any(|field| own.value(field).is_some());
    let Some(date) = own.get(&milestone::DATE).filter(|date| !says_more && *date != Date::Unknown) else {
        return false;
    };
    visible.referred(milestone, &milestone::ON.field).any(|named| {
        let period = &visible.review.records[named].values;
        [&OPENS, &CLOSES, &FIRST_CLOSE].into_iter().any(|end| period.get(end) == Some(date))
    })
}

/// The times between a milestone that stopped the work and the one that took it up again.
#[must_use]
pub fn pauses(visible: &Visible) -> Vec<Fact> {
    let pause = |position: RecordIx| {
        let record = &visible.review.records[position];
        let to = match record.values.value(&milestone::RESUMED_BY.field)? {
            Value::References(references) => {
                let &[reference] = references.as_slice() else { return None };
                let found = visible.review.target_record(position, reference).filter(|&found| visible.shows(found));
                found.and_then(|found| visible.review.records[found].date())
            }
            _ => None,
        };
        let when = When { from: record.date(), to, planned: None, lasts: true };
        Some(Fact { record: position, what: "pause", when, state: None })
    };
    visible.of_kind(Kind::Milestone).filter_map(pause).collect()
}
