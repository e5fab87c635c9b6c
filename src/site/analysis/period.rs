//! Where something that lasts stands on the day that counts as today: the phases of the work plan, and comment periods.

use crate::review::date::{Date, Day};
use crate::review::kind::Kind;
use crate::review::kind::phase::{ENDS, NUMBER, STARTS};
use crate::review::kind::word::Word;
use crate::review::record::RecordIx;
use crate::site::visible::Visible;
use crate::site::words::state::{BEGUN, DONE, TO_COME, UNDER_WAY};

/// Where something that lasts stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PeriodState {
    /// It has begun, and not ended.
    UnderWay,
    /// It has begun; nobody knows whether it has ended.
    Begun,
    /// It has not begun.
    ToCome,
    /// It is over.
    Done,
    /// Its dates do not tell.
    Unknown,
}

impl PeriodState {
    /// Its word; none where its dates do not tell.
    #[must_use]
    pub fn word(self) -> Option<&'static Word> {
        match self {
            PeriodState::UnderWay => Some(&UNDER_WAY),
            PeriodState::Begun => Some(&BEGUN),
            PeriodState::ToCome => Some(&TO_COME),
            PeriodState::Done => Some(&DONE),
            PeriodState::Unknown => None,
        }
    }
}

/// Where something stands by its dates, which may be missing, unknown, or no more than a year.
#[must_use]
pub fn state_of(today: Day, starts: Option<Date>, ends: Option<Date>) -> PeriodState {
    let first = starts.and_then(Date::first);
    match (first, ends.and_then(Date::last)) {
        (_, Some(last)) if last < today => PeriodState::Done,
        (Some(first), _) if first > today => PeriodState::ToCome,
        (Some(_), Some(_)) => PeriodState::UnderWay,
        (Some(_), None) if ends.is_none() => PeriodState::UnderWay,
        (Some(_), None) => PeriodState::Begun,
        _ => PeriodState::Unknown,
    }
}

/// Where each phase of the work plan stands. One that comes by its number before a phase that is over is over, unless it is
/// said to go on: a draft that was published was written, even where nobody knows when.
#[must_use]
pub fn of_phases(visible: &Visible) -> Vec<(RecordIx, PeriodState)> {
    let of_phase = |phase: RecordIx| {
        let values = &visible.review.records[phase].values;
        let state = state_of(visible.today(), values.get(&STARTS), values.get(&ENDS));
        (phase, state, values.get(&NUMBER).is_some())
    };
    let phases: Vec<(RecordIx, PeriodState, bool)> = visible.of_kind(Kind::Phase).map(of_phase).collect();
    let last_done = phases.iter().rposition(|(_, state, numbered)| *numbered && *state == PeriodState::Done);
    let states = phases.into_iter().enumerate().map(|(place, (phase, state, numbered))| {
        let is_open = matches!(state, PeriodState::Begun | PeriodState::Unknown);
        let is_before = numbered && last_done.is_some_and(|last| place < last);
        (phase, if is_open && is_before { PeriodState::Done } else { state })
    });
    states.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_stands_where_its_dates_say_and_nowhere_where_they_do_not() {
        let date = |text: &str| (!text.is_empty()).then(|| Date::parse(text).expect("a date"));
        let today = date("2020-06-15").and_then(Date::first).expect("a day");
        for (starts, ends, expected) in [
            ("2020-01", "2020-06-14", PeriodState::Done),
            ("2020-01", "2020-06-15", PeriodState::UnderWay),
            ("2020-01", "2020", PeriodState::UnderWay),
            ("2020-06-15", "", PeriodState::UnderWay),
            ("2020-06-16", "", PeriodState::ToCome),
            ("2021", "unknown", PeriodState::ToCome),
            ("2020-01", "unknown", PeriodState::Begun),
            ("", "2019", PeriodState::Done),
            ("", "2021", PeriodState::Unknown),
            ("unknown", "", PeriodState::Unknown),
            ("", "", PeriodState::Unknown),
        ] {
            assert_eq!(state_of(today, date(starts), date(ends)), expected, "{starts} to {ends}");
        }
    }
}
