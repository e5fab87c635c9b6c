//! Weekdays written beside dates: `Wednesday, 15 March 2017`, `2017-03-15 (Wednesday)`. Whether they fit is judged elsewhere.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use jiff::civil;

use crate::text::span::{Span, slice};

/// A weekday that was written beside a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weekday {
    /// Where the weekday was written.
    pub span: Span,
    /// Which: 0 is Monday.
    pub written: usize,
    /// The date beside it.
    pub date: civil::Date,
}

/// The weekdays; Monday is 0.
pub const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

static FINDER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(NAMES).ok());

/// Finds the weekdays beside dates in a text that begins at byte `start` of its file.
#[must_use]
pub fn find(text: &str, start: usize) -> Vec<Weekday> {
    let Some(finder) = FINDER.as_ref() else { return Vec::new() };
    let found = finder.find_iter(text).filter_map(|found| {
        let date = date_after(slice(text, found.end()..)).or_else(|| date_before(slice(text, ..found.start())))?;
        let span = Span::new(start + found.start(), start + found.end());
        Some(Weekday { span, written: found.pattern().as_usize(), date })
    });
    found.collect()
}

/// `, 15 March 2017`, ` March 15, 2017` or ` 2017-03-15` right after a weekday.
fn date_after(text: &str) -> Option<civil::Date> {
    let text = text.strip_prefix(',').unwrap_or(text).strip_prefix(' ')?;
    let mut words = text.split([' ', ',', '\n', '\r']).filter(|word| !word.is_empty());
    let (first, second, third) = (words.next()?, words.next(), words.next());
    if let Some(date) = iso(first) {
        return Some(date);
    }
    let number = |word: &str| word.trim_end_matches(|c: char| !c.is_ascii_digit()).parse::<i8>().ok();
    let year = |word: &str| word.get(..4).and_then(|year| year.parse::<i16>().ok()).filter(|year| *year > 999);
    let (second, third) = (second?, third?);
    let (day, month) = match number(first) {
        Some(day) => (day, month_number(second)?),
        None => (number(second)?, month_number(first)?),
    };
    civil::Date::new(year(third)?, month, day).ok()
}

/// `2017-03-15 (` right before a weekday.
fn date_before(text: &str) -> Option<civil::Date> {
    let text = text.strip_suffix('(').or_else(|| text.strip_suffix(", ")).unwrap_or(text).trim_end_matches(' ');
    iso(text.get(text.len().checked_sub(10)?..)?)
}

fn iso(word: &str) -> Option<civil::Date> {
    let word = word.get(..10)?;
    let shaped = word
        .bytes()
        .enumerate()
        .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if shaped { word.parse().ok() } else { None }
}

/// The number of a month by its English name or the first three letters of it.
#[must_use]
pub fn month_number(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.to_lowercase();
    let position = MONTHS.iter().position(|month| *month == name || (name.len() == 3 && month.starts_with(&name)))?;
    i8::try_from(position + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_beside_dates_are_found_in_their_usual_forms() {
        for text in [
            "on Wednesday, 15 March 2017.",
            "on Wednesday 15 March 2017",
            "Wednesday, March 15, 2017",
            "Wednesday 2017-03-15",
            "2017-03-15 (Wednesday)",
            "2017-03-15, Wednesday",
            "Wednesday, 15th March 2017",
        ] {
            let found = find(text, 100);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].date.to_string(), "2017-03-15", "{text}");
            assert_eq!(found[0].span.start as usize, 100 + text.find("Wed").expect("it is there"));
        }
        assert_eq!(find("every Wednesday, the team of 15 meets in March 2017", 0), []);
    }
}
