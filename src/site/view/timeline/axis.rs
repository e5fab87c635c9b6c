//! The axis of time: where days stand between the two ends of a chart, and which of them it names.

use jiff::civil;
use serde::Serialize;

use crate::review::date::{Date, Day};
use crate::site::words::time::SHORT_MONTHS;

/// Per cent of the width that stay free at either end.
const MARGIN: f64 = 1.0;
/// The most years that are named.
const MOST_NAMED: i16 = 20;

/// A stretch of time, in whole years, and how wide it is at least.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    from: Day,
    to: Day,
    days: f64,
    /// Its least width in the size of the type.
    width: f64,
}

/// A part of the width, in per cent.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Part {
    /// Where it begins.
    pub(super) x: f64,
    /// How wide it is.
    pub(super) width: f64,
}

/// A line that begins a year or a month.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Tick {
    x: f64,
    /// What it is called; none for those that are only drawn.
    label: Option<String>,
    /// Whether a year begins.
    year: bool,
}

impl Axis {
    /// The axis on which all of these days stand, so wide at least; none where there is no day.
    pub(super) fn new(width: f64, days: impl IntoIterator<Item = Day>) -> Option<Axis> {
        let (first, last) = days.into_iter().fold(None, |ends: Option<(Day, Day)>, day| {
            Some(ends.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
        })?;
        let (from, to) = (first.first_of_year(), last.last_of_year());
        Some(Axis { from, to, days: days_between(from, to) + 1.0, width })
    }

    /// Whether a day stands on it.
    pub(super) fn holds(&self, day: Day) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// Whether some of the days from one to another stand on it.
    pub(super) fn meets(&self, first: Day, last: Day) -> bool {
        first <= self.to && last >= self.from
    }

    /// Where a day begins, in per cent of the width.
    pub(super) fn at(&self, day: Day) -> f64 {
        self.place(days_between(self.from, day))
    }

    /// Where a day ends.
    pub(super) fn after(&self, day: Day) -> f64 {
        self.place(days_between(self.from, day) + 1.0)
    }

    /// Where the middle of a day is.
    pub(super) fn middle(&self, day: Day) -> f64 {
        self.place(days_between(self.from, day) + 0.5)
    }

    /// From the beginning of one day to the end of another.
    pub(super) fn between(&self, first: Day, last: Day) -> Part {
        Part::new(self.at(first), self.after(last))
    }

    /// All that a date can mean; none for one that is unknown.
    pub(super) fn all_of(&self, date: Date) -> Option<Part> {
        Some(self.between(date.first()?, date.last()?))
    }

    /// A length in the size of the type, in per cent of the least width.
    pub(super) fn per_cent(&self, length: f64) -> f64 {
        length / self.width * 100.0
    }

    /// The lines that help the eye: each year, or each so many where there are more than can be named; in a short time
    /// months as well.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        let (first, last) = (self.from.year(), self.to.year());
        let years = last - first + 1;
        let fits = |step: &i16| years / step <= MOST_NAMED;
        let step = [1, 2, 5, 10, 20, 50, 100, 200].into_iter().find(fits).unwrap_or(500);
        // Every so many months there is a line, and it has a name.
        let (months, named) = match years {
            1 => (1, true),
            2 => (3, true),
            3..=4 => (3, false),
            _ => (12, false),
        };
        let mut ticks = Vec::new();
        for year in (first..=last).filter(|year| year % step == 0) {
            for month in (1..=12).step_by(months) {
                let Ok(day) = civil::Date::new(year, month, 1) else { continue };
                let name = || usize::try_from(month - 1).ok().and_then(|month| SHORT_MONTHS.get(month)).copied();
                let label = match month {
                    1 => Some(year.to_string()),
                    _ if named => name().map(str::to_owned),
                    _ => None,
                };
                ticks.push(Tick { x: self.at(day), label, year: month == 1 });
            }
        }
        ticks
    }

    fn place(&self, days: f64) -> f64 {
        rounded((MARGIN + days / self.days * (100.0 - 2.0 * MARGIN)).clamp(0.0, 100.0))
    }
}

impl Part {
    /// From one place to another; nothing wide where they are the other way round.
    pub(super) fn new(from: f64, to: f64) -> Part {
        Part { x: from, width: rounded((to - from).max(0.0)) }
    }

    /// Where it ends.
    pub(super) fn end(&self) -> f64 {
        self.x + self.width
    }

    /// The same, but at least so wide; it grows to both sides.
    pub(super) fn at_least(self, width: f64) -> Part {
        let more = (width - self.width).max(0.0);
        Part { x: rounded(self.x - more / 2.0), width: rounded(self.width + more) }
    }
}

/// A number with as many digits as can be seen.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

fn days_between(from: Day, to: Day) -> f64 {
    (to - from).get_days().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Date::parse(text).ok().and_then(Date::first).expect("a day")
    }

    fn names(axis: Axis) -> Vec<String> {
        axis.ticks().into_iter().filter_map(|tick| tick.label).collect()
    }

    #[test]
    fn it_reaches_from_the_first_to_the_last_day_of_whole_years() {
        let axis = Axis::new(64.0, [day("2018-06-07"), day("2017-03-02")]).expect("an axis");
        assert!(axis.holds(day("2017-01-01")) && axis.holds(day("2018-12-31")) && !axis.holds(day("2019-01-01")));
        assert_eq!((axis.at(day("2017-01-01")), axis.after(day("2018-12-31"))), (1.0, 99.0));
        assert_eq!(axis.at(day("2018-01-01")), 50.0);
        let month = axis.all_of(Date::parse("2017-10").expect("a month")).expect("it is known");
        assert_eq!(month, axis.between(day("2017-10-01"), day("2017-10-31")));
        assert!(Axis::new(64.0, []).is_none());
    }

    #[test]
    fn it_names_what_can_be_read() {
        let year = Axis::new(64.0, [day("2017-03-02")]).expect("an axis");
        assert_eq!(names(year).join(" "), "2017 Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
        let two = Axis::new(64.0, [day("2017-03-02"), day("2018-03-02")]).expect("an axis");
        assert_eq!(names(two).join(" "), "2017 Apr Jul Oct 2018 Apr Jul Oct");
        let many = Axis::new(64.0, [day("1988-03-02"), day("2026-03-02")]).expect("an axis");
        assert_eq!(names(many)[..2], ["1988", "1990"]);
        let all = Axis::new(64.0, [day("0001-01-01"), day("9999-12-31")]).expect("an axis");
        assert!((2..=40).contains(&names(all).len()));
    }
}
