//! Dates as reviews know them: a day, a month, a year, a range, or unknown (EDTF level 0).
//!
//! Source: Library of Congress, Extended Date/Time Format (EDTF) Specification, level 0. Times of day are left out:
//! what a record says must not change with the reader's time zone.

pub mod meant;

use std::fmt;

use jiff::civil;

/// A day of the calendar.
pub type Day = civil::Date;

/// A date as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Date {
    /// Nobody knows, or nobody has found out.
    Unknown,
    /// One day, month or year.
    At(Partial),
    /// From one to another, both included.
    Range(Partial, Partial),
}

/// A day, a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Partial {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<i8>,
    /// The day of the month; only with a month.
    pub day: Option<i8>,
}

impl Date {
    /// Reads a date.
    ///
    /// # Errors
    /// What is wrong with it, in lower case.
    pub fn parse(text: &str) -> Result<Date, String> {
        if text == "unknown" {
            return Ok(Date::Unknown);
        }
        match text.split_once('/') {
            None => Ok(Date::At(Partial::parse(text)?)),
            Some((from, to)) => {
                let (from, to) = (Partial::parse(from)?, Partial::parse(to)?);
                if to.last() < from.first() {
                    return Err("the range ends before it begins".to_owned());
                }
                Ok(Date::Range(from, to))
            }
        }
    }

    /// The first day that it can mean.
    #[must_use]
    pub fn first(self) -> Option<Day> {
        match self {
            Date::Unknown => None,
            Date::At(partial) | Date::Range(partial, _) => Some(partial.first()),
        }
    }

    /// The last day that it can mean.
    #[must_use]
    pub fn last(self) -> Option<Day> {
        match self {
            Date::Unknown => None,
            Date::At(partial) | Date::Range(_, partial) => Some(partial.last()),
        }
    }

    /// The day, where it is exactly one.
    #[must_use]
    pub fn day(self) -> Option<Day> {
        match self {
            Date::At(partial) if partial.day.is_some() => Some(partial.first()),
            _ => None,
        }
    }

    /// Writes it after a text as a part of an id: as it is written in content, but that a range has no slash.
    pub fn write_id(self, text: &mut String) {
        match self {
            Date::Unknown => text.push_str("unknown"),
            Date::At(partial) => partial.write(text),
            Date::Range(from, to) => {
                from.write(text);
                text.push('_');
                to.write(text);
            }
        }
    }

    /// Whether every day of `self` comes before every day of `other`; false where either is unknown.
    #[must_use]
    pub fn is_before(self, other: Date) -> bool {
        matches!((self.last(), other.first()), (Some(last), Some(first)) if last < first)
    }

    /// Whether every day that it can mean comes after a day: it is still to come. False where it is unknown.
    #[must_use]
    pub fn is_after(self, day: Day) -> bool {
        self.first().is_some_and(|first| first > day)
    }

    /// Whether some day is in both.
    #[must_use]
    pub fn overlaps(self, other: Date) -> bool {
        match (self.first(), self.last(), other.first(), other.last()) {
            (Some(first), Some(last), Some(other_first), Some(other_last)) => {
                first <= other_last && other_first <= last
            }
            _ => false,
        }
    }
}

impl fmt::Display for Date {
    /// The date as it is written in content: EDTF.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Date::Unknown => f.write_str("unknown"),
            Date::At(partial) => partial.fmt(f),
            Date::Range(from, to) => write!(f, "{from}/{to}"),
        }
    }
}

impl Partial {
    fn parse(text: &str) -> Result<Partial, String> {
        let mut parts = text.splitn(3, '-');
        let year = digits(parts.next().unwrap_or_default(), 4).ok_or_else(|| describe(text))?;
        let month = parts.next().map(|month| digits(month, 2).ok_or_else(|| describe(text))).transpose()?;
        let day = parts.next().map(|day| digits(day, 2).ok_or_else(|| describe(text))).transpose()?;
        let small = |number: Option<i16>| number.map(|number| i8::try_from(number).unwrap_or(i8::MAX));
        let partial = Partial { year, month: small(month), day: small(day) };
        let (month, day) = (partial.month.unwrap_or(1), partial.day.unwrap_or(1));
        match civil::Date::new(year, month, day) {
            Ok(_) => Ok(partial),
            Err(_) if !(1..=12).contains(&month) => Err(format!("there is no month {month:02}")),
            Err(_) => Err(format!("there is no day {day:02} in {year:04}-{month:02}")),
        }
    }

    /// The first day that it can mean.
    #[must_use]
    pub fn first(self) -> Day {
        civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(civil::Date::ZERO)
    }

    /// The last day that it can mean.
    #[must_use]
    pub fn last(self) -> Day {
        match (self.month, self.day) {
            (_, Some(_)) => self.first(),
            (Some(_), None) => self.first().last_of_month(),
            (None, None) => self.first().last_of_year(),
        }
    }
}

impl Partial {
    /// Writes it after a text. Every page has many dates: a formatter takes several times as long.
    pub fn write(self, text: &mut String) {
        for of in [1000, 100, 10, 1] {
            text.push(digit(self.year, of));
        }
        for number in [self.month, self.day].into_iter().flatten().map(i16::from) {
            text.push('-');
            text.push(digit(number, 10));
            text.push(digit(number, 1));
        }
    }
}

impl fmt::Display for Partial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(10);
        self.write(&mut text);
        f.write_str(&text)
    }
}

/// The digit of a number that counts so many.
#[must_use]
pub fn digit(number: i16, of: i16) -> char {
    u8::try_from(number / of % 10).map_or('0', |digit| char::from(b'0' + digit))
}

/// A number of exactly `count` digits.
fn digits(text: &str, count: usize) -> Option<i16> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// What is wrong with a text that does not have the form of a date.
fn describe(text: &str) -> String {
    let has_time =
        |(at, _): (usize, &str)| text.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if text.contains(':') || text.match_indices('T').any(has_time) {
        "a date has no time of day and no time zone".to_owned()
    } else {
        "not a date".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn level_0_dates_are_read_and_written_back() {
        for text in ["2017", "2017-10", "2017-05-14", "2017-05-14/2017-05-15", "2017/2018-03", "unknown"] {
            assert_eq!(Date::parse(text).map(|date| date.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_not_a_date_says_why() {
        for (text, reason) in [
            ("2017-02-30", "there is no day 30 in 2017-02"),
            ("2017-13", "there is no month 13"),
            ("2015-01-06 00:15:00 +0530", "a date has no time of day and no time zone"),
            ("14.05.2017", "not a date"),
            ("2017-5-14", "not a date"),
            ("2018/2017", "the range ends before it begins"),
            ("", "not a date"),
        ] {
            assert_eq!(Date::parse(text).err().as_deref(), Some(reason), "{text}");
        }
    }

    #[test]
    fn a_partial_date_stands_for_every_day_it_can_mean() {
        let year = Date::parse("2016").expect("a year");
        assert_eq!(year.last().map(|day| day.to_string()).as_deref(), Some("2016-12-31"));
        assert!(!year.is_before(Date::parse("2016-12").expect("a month")));
        assert!(year.is_before(Date::parse("2017").expect("a year")));
    }
}
