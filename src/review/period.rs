//! Periods of time as people give them: so many days, weeks, months or years.

use std::fmt;
use std::str::FromStr;

use jiff::Span;

use crate::review::date::Day;

/// The longest period that can be written, in any unit.
const LONGEST: i32 = 9999;

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    count: i32,
    unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Days,
    Weeks,
    Months,
    Years,
}

/// The units with their names.
static UNITS: [(&str, &str, Unit); 4] = [
    ("day", "days", Unit::Days),
    ("week", "weeks", Unit::Weeks),
    ("month", "months", Unit::Months),
    ("year", "years", Unit::Years),
];

impl Period {
    /// The day on which a period ends that is counted from a day: 90 days from 1 October are over on 30 December. Months
    /// and years end on the same day of the month, or on its last where it is shorter.
    #[must_use]
    pub fn after(self, day: Day) -> Day {
        let span = match self.unit {
            Unit::Days => Span::new().try_days(self.count),
            Unit::Weeks => Span::new().try_weeks(self.count),
            Unit::Months => Span::new().try_months(self.count),
            Unit::Years => Span::new().try_years(self.count),
        };
        span.map_or(Day::MAX, |span| day.saturating_add(span))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = UNITS.iter().find(|(.., unit)| *unit == self.unit);
        let name = name.map_or("", |(one, many, _)| if self.count == 1 { one } else { many });
        write!(f, "{} {name}", self.count)
    }
}

impl FromStr for Period {
    type Err = &'static str;

    /// Reads `90 days` or `1 year`.
    fn from_str(text: &str) -> Result<Period, &'static str> {
        let mut words = text.split_whitespace();
        let (Some(count), Some(unit), None) = (words.next(), words.next(), words.next()) else {
            return Err("a period is a number and a unit");
        };
        let unit = UNITS.iter().find(|(one, many, _)| [one, many].contains(&&unit));
        let (_, _, unit) = unit.ok_or("the units are days, weeks, months and years")?;
        let count = count.parse().ok().filter(|count| (1..=LONGEST).contains(count));
        Ok(Period { count: count.ok_or("the number is a whole one from 1 to 9999")?, unit: *unit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_end_on_the_day_that_people_count() {
        for (from, period, until) in [
            ("2024-10-01", "90 days", "2024-12-30"),
            ("2024-10-01", "1 day", "2024-10-02"),
            ("2024-10-01", "2 weeks", "2024-10-15"),
            ("2021-01-25", "6 months", "2021-07-25"),
            ("2024-08-31", "6 months", "2025-02-28"),
            ("2023-08-31", "6  months", "2024-02-29"),
            ("2024-02-29", "1 year", "2025-02-28"),
            ("2024-02-29", "4 years", "2028-02-29"),
            ("9000-01-01", "9999 years", "9999-12-31"),
        ] {
            let period: Period = period.parse().expect("a period");
            assert_eq!(period.after(from.parse().expect("a day")).to_string(), until, "{period:?}");
        }
    }

    #[test]
    fn what_is_no_period_is_none() {
        for text in
            ["", "90", "days", "90 dayz", "0 days", "-1 days", "1.5 years", "a year", "10000 days", "1 year 2 days"]
        {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
