//! Where something that lasts stands on the day that counts as today: the phases of the work plan, and comment periods.

use crate::review::date::{Date, Day};
use crate::review::kind::word::{Mark, Word};

/// Where something that lasts stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
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

/// That something has not begun.
pub const TO_COME: Word = Word::new("to come", Mark::Plain);

impl Standing {
    /// Its word; none where its dates do not tell.
    #[must_use]
    pub fn word(self) -> Option<&'static Word> {
        match self {
            Standing::UnderWay => Some(&const { Word::new("under way", Mark::Partly) }),
            Standing::Begun => Some(&const { Word::new("begun", Mark::Begun) }),
            Standing::ToCome => Some(&TO_COME),
            Standing::Done => Some(&const { Word::new("done", Mark::Good) }),
            Standing::Unknown => None,
        }
    }
}

/// Where something stands by its dates, which may be missing, unknown, or no more than a year.
#[must_use]
pub fn standing(today: Day, starts: Option<Date>, ends: Option<Date>) -> Standing {
    let first = starts.and_then(Date::first);
    match (first, ends.and_then(Date::last)) {
        (_, Some(last)) if last < today => Standing::Done,
        (Some(first), _) if first > today => Standing::ToCome,
        (Some(_), Some(_)) => Standing::UnderWay,
        (Some(_), None) if ends.is_none() => Standing::UnderWay,
        (Some(_), None) => Standing::Begun,
        _ => Standing::Unknown,
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
            ("2020-01", "2020-06-14", Standing::Done),
            ("2020-01", "2020-06-15", Standing::UnderWay),
            ("2020-01", "2020", Standing::UnderWay),
            ("2020-06-15", "", Standing::UnderWay),
            ("2020-06-16", "", Standing::ToCome),
            ("2021", "unknown", Standing::ToCome),
            ("2020-01", "unknown", Standing::Begun),
            ("", "2019", Standing::Done),
            ("", "2021", Standing::Unknown),
            ("unknown", "", Standing::Unknown),
            ("", "", Standing::Unknown),
        ] {
            assert_eq!(standing(today, date(starts), date(ends)), expected, "{starts} to {ends}");
        }
    }
}
