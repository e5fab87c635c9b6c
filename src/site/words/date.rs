//! Dates in words.

use jiff::civil;
use serde::Serialize;

use crate::review::date::{Date, Partial, digit};

/// A date in words, and for machines where it is one day, month or year.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// The date in words.
    pub text: String,
    /// The date as HTML's `time` element takes it.
    pub iso: Option<String>,
    /// Whether nobody knows it.
    pub unknown: bool,
}

/// A date in words.
#[must_use]
pub fn show_date(date: Date) -> DateView {
    let (text, iso) = match date {
        Date::Unknown => ("unknown".to_owned(), None),
        // HTML's times begin with the year 1.
        Date::At(partial) => (words(partial), (partial.year > 0).then(|| iso(partial))),
        Date::Range(from, to) => (range_words(from, to), None),
    };
    DateView { text, iso, unknown: date == Date::Unknown }
}

/// A day in words.
#[must_use]
pub fn show_day(day: civil::Date) -> DateView {
    show_date(Date::At(Partial { year: day.year(), month: Some(day.month()), day: Some(day.day()) }))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|position| MONTHS.get(position)).copied().unwrap_or_default()
}

fn iso(partial: Partial) -> String {
    let mut text = String::with_capacity(10);
    partial.write(&mut text);
    text
}

fn words(partial: Partial) -> String {
    // Room for the longest: `30 September 2017`.
    let mut words = String::with_capacity(20);
    if let (Some(_), Some(day)) = (partial.month, partial.day) {
        push_number(day.into(), &mut words);
        words.push(' ');
    }
    if let Some(month) = partial.month {
        words.push_str(month_name(month));
        words.push(' ');
    }
    push_number(partial.year, &mut words);
    words
}

/// Writes a number after a text, as [`ToString`] does, but without a formatter: pages have many dates.
fn push_number(number: i16, words: &mut String) {
    if number < 0 {
        words.push_str(&number.to_string());
        return;
    }
    for of in [10_000, 1000, 100, 10].into_iter().filter(|of| number >= *of) {
        words.push(digit(number, of));
    }
    words.push(digit(number, 1));
}

fn range_words(from: Partial, to: Partial) -> String {
    match (from.day, to.day) {
        (Some(first), Some(last)) if from.year == to.year && from.month == to.month => {
            format!("{first}–{last} {}", words(Partial { day: None, ..to }))
        }
        _ => format!("{} – {}", words(from), words(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_words_with_no_more_precision_than_they_have() {
        for (text, words) in [
            ("2017", "2017"),
            ("2017-10", "October 2017"),
            ("2017-05-14", "14 May 2017"),
            ("2017-05-14/2017-05-15", "14–15 May 2017"),
            ("2017-12-30/2018-01-02", "30 December 2017 – 2 January 2018"),
            ("2017-03/2018", "March 2017 – 2018"),
            ("unknown", "unknown"),
        ] {
            assert_eq!(show_date(Date::parse(text).expect("a date")).text, words);
        }
    }
}
