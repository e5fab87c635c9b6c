//! Dates as reviews know them: a day, a month, a year, a range, or unknown (EDTF level 0).
//!
//! Source: Library of Congress, Extended Date/Time Format (EDTF) Specification, level 0. Times of day are left out:
//! what a record says must not change with the reader's time zone.

use std::fmt::{self, Write};

use jiff::civil;

use crate::text::weekday::month_number;

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

impl fmt::Display for Partial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every page has many dates: widths that the formatter is asked for take it several times as long.
        for of in [1000, 100, 10, 1] {
            f.write_char(digit(self.year, of))?;
        }
        for number in [self.month, self.day].into_iter().flatten().map(i16::from) {
            f.write_char('-')?;
            f.write_char(digit(number, 10))?;
            f.write_char(digit(number, 1))?;
        }
        Ok(())
    }
}

/// The digit of a number that counts so many.
fn digit(number: i16, of: i16) -> char {
    u32::try_from(number / of % 10).ok().and_then(|digit| char::from_digit(digit, 10)).unwrap_or('0')
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

/// Words for a date that is not known yet.
const NOT_KNOWN: [&str; 14] = [
    "tbd",
    "tba",
    "tbc",
    "n/a",
    "na",
    "none",
    "nil",
    "pending",
    "not known",
    "to be confirmed",
    "to be decided",
    "to be determined",
    "to be announced",
    "unknown?",
];

/// What parts two dates of a range, the longest first.
const BETWEEN: [&str; 11] = [" through ", " until ", " to ", " – ", " — ", " - ", "..", "–", "—", "/", "-"];

/// Whether a text says that the date is not known yet.
#[must_use]
pub fn is_not_known(text: &str) -> bool {
    let text = text.trim_end_matches('.').to_lowercase();
    NOT_KNOWN.contains(&text.as_str()) || matches!(text.as_str(), "-" | "–" | "—" | "?" | "??" | "???")
}

/// The dates that a text of another form may mean, for suggestions: `14.05.2017`, `2017/5/14`, `14 May 2017`, both readings
/// of `04/05/2017`, and ranges of such. What says more than a date has none: nothing that was written may be lost.
#[must_use]
pub fn suggest(text: &str) -> Vec<String> {
    let text = text.trim_matches(['“', '”', '‘', '’', '"', '\'', ' ']);
    if let Ok(date) = Date::parse(text) {
        return vec![date.to_string()];
    }
    let one = one(text);
    let mut dates = if one.is_empty() { ranges(text) } else { one.iter().map(Partial::to_string).collect() };
    if let Some(years) = years(text).filter(|years| !dates.contains(years)) {
        dates.push(years);
    }
    dates
}

/// The words and numbers of a date: without the weekday, and without what follows a number in `1st`.
fn words(text: &str) -> Vec<&str> {
    let is_left_out = |word: &str| ["of", "the"].contains(&word) || is_weekday(word);
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty() && !is_left_out(part));
    let cardinal = |part: &'_ str| {
        ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|ending| part.len().checked_sub(ending.len()).filter(|_| part.ends_with(ending)))
    };
    parts
        .map(|part| match cardinal(part).and_then(|end| part.get(..end)) {
            Some(number) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => number,
            _ => part,
        })
        .collect()
}

/// Whether a word is the name of a day of the week, whole or short.
fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() >= 3 && days.into_iter().any(|day| day.starts_with(&word))
}

/// The one date that a text may mean, in each of its readings.
fn one(text: &str) -> Vec<Partial> {
    let head = text.split(['T', ' ']).next().unwrap_or_default();
    let rest = text.get(head.len() + 1..).unwrap_or_default();
    if rest.get(..5).is_some_and(|time| time.get(2..3) == Some(":")) && !rest.contains('/') {
        return Partial::parse(head).into_iter().collect();
    }
    // A doubt or a limit that stands there is part of what was said.
    if text.contains(['?', '~', '<', '>', '&', '+']) || text.ends_with(['/', '-', '–']) {
        return Vec::new();
    }
    of_words(&words(text))
}

/// The dates that words mean: a year, a month and a year, or a day.
fn of_words(words: &[&str]) -> Vec<Partial> {
    let year = |text: &str| digits(text, 4).filter(|year| *year >= 1000);
    let month = |text: &str| month_of(text).or_else(|| text.parse().ok()).filter(|month| (1..=12).contains(month));
    let date = |y: &str, m: &str, d: &str| {
        let partial = Partial { year: year(y)?, month: Some(month(m)?), day: Some(d.parse().ok()?) };
        civil::Date::new(partial.year, partial.month?, partial.day?).ok().map(|_| partial)
    };
    let of_month = |y: &str, m: &str| Some(Partial { year: year(y)?, month: Some(month(m)?), day: None });
    let mut dates: Vec<Partial> = match words {
        [all] if all.len() == 8 => {
            [all.get(..4).zip(all.get(4..6)).zip(all.get(6..)).and_then(|((y, m), d)| date(y, m, d))]
                .into_iter()
                .flatten()
                .collect()
        }
        [y] => year(y).map(|year| Partial { year, month: None, day: None }).into_iter().collect(),
        [a, b] => [of_month(a, b), of_month(b, a)].into_iter().flatten().collect(),
        [a, b, c] => [date(a, b, c), date(c, b, a), date(c, a, b)].into_iter().flatten().collect(),
        _ => Vec::new(),
    };
    dates.dedup();
    dates
}

/// The month of a name or of its beginning: `September`, `Sept`, `Sep`.
fn month_of(text: &str) -> Option<i8> {
    month_number(text).or_else(|| month_number(text.get(..3).filter(|_| text.eq_ignore_ascii_case("sept"))?))
}

/// The ranges that a text may mean. A first date that stands for less than a whole one takes the rest from the second:
/// `1–3 September 2026`.
fn ranges(text: &str) -> Vec<String> {
    let text =
        text.strip_prefix("from ").filter(|rest| rest.contains(" to ") || rest.contains(" until ")).unwrap_or(text);
    let quarter = |text: &str| {
        let year = digits(text.get(2..)?.trim(), 4)?;
        let first = match text.get(..2)? {
            "Q1" => 1,
            "Q2" => 4,
            "Q3" => 7,
            "Q4" => 10,
            _ => return None,
        };
        Some(format!("{year}-{first:02}/{year}-{:02}", first + 2))
    };
    if let Some(quarter) = quarter(text) {
        return vec![quarter];
    }
    let sides = BETWEEN.into_iter().filter_map(|between| {
        let (from, to) = text.split_once(between)?;
        (!to.contains(between)).then(|| between_two(from, to)).filter(|found| !found.is_empty())
    });
    sides.into_iter().next().unwrap_or_default()
}

/// The ranges from one date to another, in each of their readings.
fn between_two(from: &str, to: &str) -> Vec<String> {
    if [from, to].into_iter().any(|side| side.trim().is_empty() || side.contains(['?', '~', '<', '>', '&', '+'])) {
        return Vec::new();
    }
    let (left, right) = (words(from), words(to));
    let is_month = |word: &str| month_of(word).is_some();
    let (left, right) = match (left.as_slice(), right.as_slice()) {
        ([d], [_, m, y]) if d.len() <= 2 && is_month(m) => (vec![*d, *m, *y], right),
        ([m, d], [e, y]) if is_month(m) => (vec![*m, *d, *y], vec![*m, *e, *y]),
        ([a, b], [_, _, y]) if is_month(a) || is_month(b) => (vec![*a, *b, *y], right),
        ([m], [_, y]) if is_month(m) => (vec![*m, *y], right),
        ([y, m, _], [d]) if y.len() == 4 && d.len() <= 2 => (left.clone(), vec![*y, *m, *d]),
        ([y, _, _], [m, d]) if y.len() == 4 && d.len() <= 2 => (left.clone(), vec![*y, *m, *d]),
        _ => (left, right),
    };
    let whole = |side: &str, words: &[&str]| {
        let read = one(side.trim());
        if read.is_empty() { of_words(words) } else { read }
    };
    // A side that was completed is not what its own words would mean.
    let (first, last) = (
        if words(from) == left { whole(from, &left) } else { of_words(&left) },
        if words(to) == right { whole(to, &right) } else { of_words(&right) },
    );
    let pairs = first.iter().flat_map(|from| last.iter().map(move |to| (*from, *to)));
    let alike = |from: &Partial, to: &Partial| {
        (from.month.is_some(), from.day.is_some()) == (to.month.is_some(), to.day.is_some())
    };
    let mut found: Vec<(Partial, Partial)> =
        pairs.filter(|(from, to)| alike(from, to) && to.last() >= from.first()).collect();
    // Both dates of a range are written in one order.
    if first.len() == last.len() && first.len() > 1 {
        found = first.into_iter().zip(last).filter(|(from, to)| to.last() >= from.first()).collect();
    }
    found.into_iter().map(|(from, to)| Date::Range(from, to).to_string()).collect()
}

/// The two years of `2025/26` or `2025-26`.
fn years(text: &str) -> Option<String> {
    let (first, second) = text.split_once(['/', '-', '–'])?;
    let (year, short) = (digits(first, 4)?, digits(second, 2)?);
    ((year + 1) % 100 == short).then(|| format!("{year}/{}", year + 1))
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
    fn other_forms_are_suggested_as_they_should_be_written() {
        for (text, date) in [
            ("14.05.2017", "2017-05-14"),
            ("2017/5/14", "2017-05-14"),
            ("14 May 2017", "2017-05-14"),
            ("Oct 28, 2017", "2017-10-28"),
            ("2026-09-01 - 2026-09-03", "2026-09-01/2026-09-03"),
            ("2026-09-01 to 2026-09-03", "2026-09-01/2026-09-03"),
            ("2026-09-01–2026-09-03", "2026-09-01/2026-09-03"),
            ("2026-09-01/03", "2026-09-01/2026-09-03"),
            ("1–3 September 2026", "2026-09-01/2026-09-03"),
            ("1-3 September 2026", "2026-09-01/2026-09-03"),
            ("September 1-3, 2026", "2026-09-01/2026-09-03"),
            ("30 August – 2 September 2026", "2026-08-30/2026-09-02"),
            ("September – October 2026", "2026-09/2026-10"),
            ("31.08.2026 - 03.09.2026", "2026-08-31/2026-09-03"),
            ("20260901/20260903", "2026-09-01/2026-09-03"),
            ("20260901", "2026-09-01"),
            ("September 2026", "2026-09"),
            ("1 Sept 2026", "2026-09-01"),
            ("1st of September 2026", "2026-09-01"),
            ("Tuesday, 1 September 2026", "2026-09-01"),
            ("09/2026", "2026-09"),
            ("2025/26", "2025/2026"),
            ("2025-26", "2025/2026"),
            ("Q3 2026", "2026-07/2026-09"),
            ("“2020-01-01”", "2020-01-01"),
            ("2015-01-06 00:15:00 +0530", "2015-01-06"),
        ] {
            assert_eq!(suggest(text), [date], "{text}");
        }
        for text in [
            "soon",
            "about 14 May 2017",
            "2017?",
            "2026-09-01/",
            "1 and 3 September 2026",
            "from 2026-09-01",
            "early 2026",
        ] {
            assert_eq!(suggest(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(suggest("04/05/2017"), ["2017-05-04", "2017-04-05"]);
    }

    #[test]
    fn a_partial_date_stands_for_every_day_it_can_mean() {
        let year = Date::parse("2016").expect("a year");
        assert_eq!(year.last().map(|day| day.to_string()).as_deref(), Some("2016-12-31"));
        assert!(!year.is_before(Date::parse("2016-12").expect("a month")));
        assert!(year.is_before(Date::parse("2017").expect("a year")));
    }
}
