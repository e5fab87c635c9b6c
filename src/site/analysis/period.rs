//! Where something that lasts stands on the day that counts as today: the phases of the work plan, and comment periods.

use crate::review::date::{Date, Day};
use crate::review::kind::word::Word;
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
