//! The action items and the decisions of all meetings, each kind as one register.

use jiff::civil;

use crate::review::date::Date;
use crate::review::kind::meeting::{ACTIONS, DECISIONS, DONE, DUE};
use crate::review::kind::typed::{Entries, Typed};
use crate::review::kind::word::{UNKNOWN, Word};
use crate::review::kind::{Kind, typed};
use crate::review::record::RecordIx;
use crate::review::value::Entry;
use crate::site::visible::Visible;
use crate::site::words::state as words;

/// The registers of a review.
#[derive(Debug)]
pub struct Register {
    /// The action items: by state, those that are due first before the others, those done last before the others.
    pub actions: Vec<Action>,
    /// The decisions, the newest first, those of unknown date last: the meeting, and which of its decisions.
    pub decisions: Vec<(RecordIx, usize)>,
}

/// An action item.
#[derive(Debug)]
pub struct Action {
    /// Where it stands.
    pub state: State,
    /// The meeting, as its position.
    pub meeting: RecordIx,
    /// Which of the meeting's items it is.
    pub item: usize,
}

/// Where an action item stands on the day that counts as today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It was due before, and is not done.
    Late,
    /// It is to be done.
    Open,
    /// Whether or when it was done is unknown.
    Unknown,
    /// It is done.
    Done,
}

impl State {
    /// All of them, in the order of the register.
    pub const ALL: [State; 4] = [State::Late, State::Open, State::Unknown, State::Done];

    /// Its word.
    #[must_use]
    pub fn word(self) -> Word {
        match self {
            State::Late => words::ITEM_LATE,
            State::Open => words::ITEM_OPEN,
            State::Unknown => UNKNOWN,
            State::Done => words::DONE,
        }
    }
}

/// Where an item stands: late only where every day that it may be due is over.
pub(super) fn state(item: &Entry, today: civil::Date) -> State {
    match item.values.get(&DONE) {
        Some(Date::Unknown) => State::Unknown,
        Some(done) if done.first().is_some_and(|first| first <= today) => State::Done,
        _ if item.values.get(&DUE).and_then(Date::last).is_some_and(|last| last < today) => State::Late,
        _ => State::Open,
    }
}

impl Register {
    /// Whether there are action items, told without going through all of them.
    #[must_use]
    pub fn has_actions(visible: &Visible) -> bool {
        has(visible, &ACTIONS)
    }

    /// Whether there are decisions, told in the same way.
    #[must_use]
    pub fn has_decisions(visible: &Visible) -> bool {
        has(visible, &DECISIONS)
    }

    /// Goes through the meetings that are shown.
    #[must_use]
    pub fn new(visible: &Visible) -> Register {
        let mut actions = Vec::new();
        let mut decisions = Vec::new();
        for meeting in visible.of_kind(Kind::Meeting) {
            let record = &visible.review.records[meeting];
            for (item, entry) in record.values.get(&ACTIONS).iter().enumerate() {
                let state = state(entry, visible.today());
                let day = |field| entry.values.get::<typed::Date>(field).and_then(Date::last);
                let due = day(&DUE).filter(|_| state != State::Done);
                let done = day(&DONE).filter(|_| state == State::Done);
                let key = (state, due.is_none(), due, std::cmp::Reverse(done), meeting, item);
                actions.push((key, Action { state, meeting, item }));
            }
            let day = record.when().and_then(Date::first);
            let of_meeting = 0..record.values.get(&DECISIONS).len();
            decisions.extend(
                of_meeting.map(|item| ((day.is_none(), std::cmp::Reverse(day), meeting, item), (meeting, item))),
            );
        }
        actions.sort_by_key(|(key, _)| *key);
        decisions.sort_by_key(|(key, _)| *key);
        Register {
            actions: actions.into_iter().map(|(_, action)| action).collect(),
            decisions: decisions.into_iter().map(|(_, decision)| decision).collect(),
        }
    }
}

fn has(visible: &Visible, field: &'static Typed<Entries>) -> bool {
    visible.of_kind(Kind::Meeting).any(|meeting| !visible.review.records[meeting].values.get(field).is_empty())
}
