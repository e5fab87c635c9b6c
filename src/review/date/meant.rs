//! What dates a text of another form may mean, for suggestions: what somebody typed is not lost, and is not guessed either.

use jiff::civil;

use crate::review::date::{Date, Partial, digits};
use crate::text::weekday::{NAMES, month_number};

/// Words for a date that is not known yet.
const NOT_KNOWN: [&str; 21] = [
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
    "unknown",
    "ongoing",
    "not yet",
    "not yet known",
    "soon",
    "later",
    "undecided",
];

/// What parts two dates of a range, the longest first.
const BETWEEN: [&str; 11] = [" through ", " until ", " to ", " – ", " — ", " - ", "..", "–", "—", "/", "-"];

/// The numbers of quarters and halves, as words and as digits.
const ORDINALS: [[&str; 2]; 4] = [["first", "1"], ["second", "2"], ["third", "3"], ["fourth", "4"]];

/// Parts of a year, each with its first and its last month.
const PARTS_OF_YEAR: [(&str, i8, i8); 6] =
    [("q1", 1, 3), ("q2", 4, 6), ("q3", 7, 9), ("q4", 10, 12), ("h1", 1, 6), ("h2", 7, 12)];

/// Words for what lies within a year or a month.
const WITHIN: [&str; 11] =
    ["early", "mid", "late", "beginning", "start", "middle", "end", "spring", "autumn", "fall", "in"];

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
    // A day or a month that is left open says no more than what stands before it.
    let open = ["-xx", "-XX", "-??"].into_iter().fold(text, |text, open| text.trim_end_matches(open));
    if open != text && Date::parse(open).is_ok() {
        return vec![open.to_owned()];
    }
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
    let begins = |day: &str| day.get(..word.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(word));
    word.len() >= 3 && NAMES.into_iter().any(begins)
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
    if let Some(part) = part_of_year(text) {
        return vec![part];
    }
    let sides = BETWEEN.into_iter().filter_map(|between| {
        let (from, to) = text.split_once(between)?;
        (!to.contains(between)).then(|| between_two(from, to)).filter(|found| !found.is_empty())
    });
    sides.into_iter().next().unwrap_or_default()
}

/// The months of a quarter or a half of a year: `Q3 2026`, `3rd quarter of 2026`, `first half of 2026`.
fn part_of_year(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let (part, year) = match words(&lower).as_slice() {
        [part, noun, year] | [noun, part, year] if matches!(*noun, "quarter" | "half") => {
            let number = ORDINALS.iter().position(|names| names.contains(part))? + 1;
            (format!("{}{number}", if *noun == "half" { 'h' } else { 'q' }), digits(year, 4)?)
        }
        [part, year] | [year, part] if digits(year, 4).is_some() => ((*part).to_owned(), digits(year, 4)?),
        _ => return None,
    };
    let (_, first, last) = PARTS_OF_YEAR.into_iter().find(|(name, _, _)| *name == part)?;
    Some(format!("{year:04}-{first:02}/{year:04}-{last:02}"))
}

/// The nearest that a date can say where a text says more: a year or a month within which all of it lies. `mid-2026` is in
/// 2026. A summer and a winter are not always within one year, and what is only about some date may lie outside of it.
#[must_use]
pub fn nearest(text: &str) -> Option<String> {
    if let Some(year) = text.strip_prefix("FY") {
        return years(year.trim());
    }
    let lower = text.to_lowercase();
    let words = words(&lower);
    let (within, rest): (Vec<&str>, Vec<&str>) = words.into_iter().partition(|word| WITHIN.contains(word));
    match of_words(&rest).as_slice() {
        [date] if !within.is_empty() && date.day.is_none() => Some(date.to_string()),
        _ => None,
    }
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
            ("2026-Q3", "2026-07/2026-09"),
            ("3rd quarter 2026", "2026-07/2026-09"),
            ("Third quarter of 2026", "2026-07/2026-09"),
            ("H1 2026", "2026-01/2026-06"),
            ("second half of 2026", "2026-07/2026-12"),
            ("2026-12-xx", "2026-12"),
            ("2026-??", "2026"),
            ("“2020-01-01”", "2020-01-01"),
            ("2015-01-06 00:15:00 +0530", "2015-01-06"),
        ] {
            assert_eq!(suggest(text), [date], "{text}");
        }
        for text in [
            "soon",
            "2026-13-01",
            "2026-02-30",
            "about 14 May 2017",
            "2017?",
            "2026-09-01/",
            "1 and 3 September 2026",
            "from 2026-09-01",
            "early 2026",
            "5th quarter 2026",
            "third half of 2026",
            "FY2025/26",
        ] {
            assert_eq!(suggest(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(suggest("04/05/2017"), ["2017-05-04", "2017-04-05"]);
    }

    #[test]
    fn what_says_more_than_a_date_lies_within_the_nearest_one() {
        for (text, date) in [
            ("autumn 2026", Some("2026")),
            ("mid-2026", Some("2026")),
            ("the end of 2026", Some("2026")),
            ("early March 2026", Some("2026-03")),
            ("in late 03/2026", Some("2026-03")),
            ("FY2025/26", Some("2025/2026")),
            // Where the year turns, or nobody says how far off it may be.
            ("winter 2026", None),
            ("FY2026", None),
            ("about March 2026", None),
            ("early on 3 March 2026", None),
            ("March 2026 or later", None),
            ("2026", None),
            ("soon", None),
        ] {
            assert_eq!(nearest(text).as_deref(), date, "{text}");
        }
    }
}
