//! Weekdays written beside dates: `Wednesday, 15 March 2017`, `2017-03-15 (Wednesday)`, `Wednesday 15 March`. Whether they fit is
//! judged elsewhere. Rather one that does not fit is passed over than one that does is called wrong: no sentence has to be
//! written for a program.

use std::cell::LazyCell;
use std::ops::Range;
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

/// What has to be known of a text to understand the dates in it.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The first and the last day that the text as a whole may be of.
    pub dated: Option<(civil::Date, civil::Date)>,
    /// Where in the file its body lies; what is elsewhere stands in fields, one a line.
    pub body: Span,
    /// What are not the writer's own words, in the order of the file: nobody may correct it.
    pub cited: &'a [Span],
}

/// How far around a weekday a year is looked for, in bytes: the length of a long sentence.
const NEAR: usize = 400;
/// How far from the date of its text a day without a year can be, in days: half a year.
const FAR: i32 = 183;

/// A date as it was written.
enum Written {
    Whole(civil::Date),
    WithoutYear { month: i8, day: i8 },
}

/// Finds the weekdays beside dates in a text that begins at byte `start` of its file.
#[must_use]
pub fn find(text: &str, start: usize, context: Context<'_>) -> Vec<Weekday> {
    let Some(finder) = FINDER.as_ref() else { return Vec::new() };
    let years = LazyCell::new(|| years(text));
    let found = finder.find_iter(text).filter_map(|found| {
        let span = Span::new(start + found.start(), start + found.end());
        let (before, after) = (slice(text, ..found.start()), slice(text, found.end()..));
        let cited = context.cited.partition_point(|cited| cited.end <= span.start);
        if context.cited.get(cited).is_some_and(|cited| cited.start <= span.start) || before.ends_with(is_letter) {
            return None;
        }
        let written = found.pattern().as_usize();
        let date = match date_after(after).or_else(|| date_before(before, after))? {
            Written::Whole(date) => date,
            Written::WithoutYear { month, day } => {
                let is_body = context.body.start <= span.start && span.end <= context.body.end;
                let body = is_body.then(|| (context.body.start as usize).saturating_sub(start));
                let year = year_of(text, &years, found.range(), body, context.dated?)?;
                with_year(year, month, day, written, context.dated?)?
            }
        };
        Some(Weekday { span, written, date })
    });
    found.collect()
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

/// The year of a date without one: that of the text, unless another year stands nearer. In a body that is the last year
/// before, and the next in the same paragraph; in a field, those of its line.
fn year_of(
    text: &str,
    years: &[(usize, i16)],
    at: Range<usize>,
    body: Option<usize>,
    (first, last): (civil::Date, civil::Date),
) -> Option<i16> {
    let year = first.year();
    let next = years.partition_point(|(place, _)| *place < at.start);
    let breaks: &[&str] = if body.is_some() { &["\n\n", "\n\r\n"] } else { &["\n"] };
    let is_near = |from: usize, to: usize| {
        to - from <= NEAR && !breaks.iter().any(|end| text.get(from..to).is_some_and(|between| between.contains(end)))
    };
    let counts_before = |place: usize| body.map_or_else(|| is_near(place, at.start), |body| place >= body);
    let before = next.checked_sub(1).and_then(|before| years.get(before)).filter(|(place, _)| counts_before(*place));
    let after = years.get(next).filter(|(place, _)| is_near(at.end, *place));
    let agree = before.into_iter().chain(after).all(|(_, other)| *other == year);
    (first.year() == last.year() && agree).then_some(year)
}

/// The date in a year; in the one before or after, where that is less than half a year away and the weekday fits: what is
/// written in December speaks of January.
fn with_year(
    year: i16,
    month: i8,
    day: i8,
    weekday: usize,
    (first, last): (civil::Date, civil::Date),
) -> Option<civil::Date> {
    let days = |from: civil::Date, to: civil::Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
    let in_year = |year| civil::Date::new(year, month, day).ok();
    let close = [year - 1, year + 1].into_iter().filter_map(in_year);
    let mut close = close.filter(|date| days(*date, first) <= FAR && days(last, *date) <= FAR);
    let own = in_year(year);
    own.filter(|date| fits(*date, weekday)).or_else(|| close.find(|date| fits(*date, weekday))).or(own)
}

/// Whether a date falls on a weekday.
#[must_use]
pub fn fits(date: civil::Date, weekday: usize) -> bool {
    usize::try_from(date.weekday().to_monday_zero_offset()) == Ok(weekday)
}

/// Where in a text a year stands, and which.
fn years(text: &str) -> Vec<(usize, i16)> {
    let words = text.split(|c: char| !is_letter(c)).filter(|word| word.len() == 4);
    let years = words.filter_map(|word| {
        let year = word.parse().ok().filter(|year| (1900..2200).contains(year))?;
        Some((word.as_ptr() as usize - text.as_ptr() as usize, year))
    });
    years.collect()
}

/// `, 15 March 2017`, ` March 15, 2017`, ` 2017-03-15` or ` 15 March` right after a weekday.
fn date_after(text: &str) -> Option<Written> {
    let text = text.strip_prefix(',').unwrap_or(text).strip_prefix([' ', '\n'])?;
    let words = text.split([' ', ',', '\n', '\r']).filter(|word| !matches!(*word, "" | "the" | "of"));
    let mut words = words.map(Word::new);
    let first = words.next()?;
    if let Some(date) = iso(first.bare) {
        return Some(Written::Whole(date));
    }
    let second = words.next().filter(|_| !first.ends)?;
    let (day, month) = first.day().zip(second.month()).or_else(|| second.day().zip(first.month()))?;
    match words.next().filter(|_| !second.ends) {
        Some(year) if year.year().is_some() => whole(year.year()?, month, day),
        // `22 July ’21`, but not `22 July 14:00`
        Some(word) if word.whole.starts_with(|c: char| c.is_numeric() || c == '\'' || c == '’') => {
            word.whole.contains(':').then_some(Written::WithoutYear { month, day })
        }
        _ => Some(Written::WithoutYear { month, day }),
    }
}

/// `2017-03-15 (`, `15 March 2017, ` or `15 March (` right before a weekday that ends there.
fn date_before(before: &str, after: &str) -> Option<Written> {
    let in_brackets = before.ends_with('(') && after.starts_with(')');
    let ends = after.trim_start_matches(' ').chars().next().is_none_or(|c| "\n\r.,;:)|!?*".contains(c));
    let text = if in_brackets { before.strip_suffix('(')? } else { before.strip_suffix(' ').filter(|_| ends)? };
    let words = text.rsplit(|c: char| c.is_whitespace() || c == ',').filter(|word| !matches!(*word, "" | "of"));
    let mut words = words.map(Word::new);
    let last = words.next()?;
    if let Some(date) = iso(last.whole.trim_start_matches(|c: char| !is_letter(c))) {
        return Some(Written::Whole(date));
    }
    let (second, first) = match last.year() {
        Some(_) => (words.next()?, words.next()?),
        None if in_brackets => (last, words.next()?),
        None => return None,
    };
    let (day, month) = first.day().zip(second.month()).or_else(|| second.day().zip(first.month()))?;
    last.year().map_or(Some(Written::WithoutYear { month, day }), |year| whole(year, month, day))
}

fn whole(year: i16, month: i8, day: i8) -> Option<Written> {
    civil::Date::new(year, month, day).ok().map(Written::Whole)
}

/// A word of a date.
#[derive(Clone, Copy)]
struct Word<'a> {
    whole: &'a str,
    /// Without the marks behind it.
    bare: &'a str,
    /// Whether such a mark ends what is said: `22 July.` has no year in the next sentence.
    ends: bool,
}

impl<'a> Word<'a> {
    fn new(whole: &'a str) -> Word<'a> {
        let bare = whole.trim_end_matches(|c: char| !is_letter(c));
        let is_cut_short = bare.len() == 3 && whole.strip_prefix(bare) == Some(".");
        Word { whole, bare, ends: bare != whole && !is_cut_short }
    }

    /// The day: `15` or `15th`.
    fn day(self) -> Option<i8> {
        let number = ["st", "nd", "rd", "th"].into_iter().find_map(|ending| self.bare.strip_suffix(ending));
        let number = number.unwrap_or(self.bare);
        number.parse().ok().filter(|_| number.len() < 3 && number.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// The month. `may` is a verb.
    fn month(self) -> Option<i8> {
        month_number(self.bare).filter(|_| self.bare.starts_with(char::is_uppercase))
    }

    fn year(self) -> Option<i16> {
        let digits = self.whole.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        let more = self.whole.get(4..).is_some_and(|rest| rest.starts_with(is_letter));
        digits.parse().ok().filter(|year| *year > 999 && !more)
    }
}

fn iso(word: &str) -> Option<civil::Date> {
    let shaped = word.len() == 10
        && word
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

    fn day(text: &str) -> civil::Date {
        text.parse().expect("a day")
    }

    /// The weekdays in the body of a text of 2017-06-30.
    fn found(text: &str) -> Vec<Weekday> {
        let dated = Some((day("2017-06-30"), day("2017-06-30")));
        find(text, 100, Context { dated, body: Span::new(100, 100 + text.len()), cited: &[] })
    }

    #[test]
    fn weekdays_beside_dates_are_found_in_their_usual_forms() {
        for text in [
            "on Wednesday, 15 March 2017.",
            "on Wednesday 15 March 2017",
            "Wednesday, March 15, 2017",
            "Wednesday, the 15th of March 2017",
            "Wednesday,\n15 March\n2017",
            "Wednesday 2017-03-15",
            "2017-03-15 (Wednesday)",
            "2017-03-15, Wednesday",
            "Wednesday, 15th March 2017",
            "Wednesday, 15 Mar. 2017",
            "15 March 2017 (Wednesday)",
            "15 March 2017, Wednesday.",
            "March 15, 2017 (Wednesday)",
            "| 15 March 2017 | Wednesday 15 March |",
            "Wednesday 15 March",
            "Wednesday, 15 March. 2018 came next, but not in this",
            "Wednesday, 15 March 14:00",
            "**Wednesday, March 15**",
            "15 March (Wednesday)",
            "the 15th of March (Wednesday)",
            "In 2017 there was Wednesday, 15 March.",
        ] {
            let found = found(text);
            let other_year = text.contains("2018");
            assert_eq!(found.len(), usize::from(!other_year), "{text}");
            for found in found {
                assert_eq!(found.date.to_string(), "2017-03-15", "{text}");
                assert_eq!(found.span.start as usize, 100 + text.find("Wed").expect("it is there"));
            }
        }
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in [
            "every Wednesday, the team of 15 meets in March 2017",
            "On 15 March 2017, Tuesday meetings were moved",
            "By 15 March, Tuesday was the day",
            "14 and 15 March 2017 (Tuesday and Wednesday)",
            "14–15 March 2017 (Tuesday)",
            "2017-03-14/2017-03-15 (Tuesday)",
            "Tuesday 2017-03-14/2017-03-15",
            "Tuesday, 14–15 March 2017",
            "On Tuesday may 5 people vote",
            "Tuesday 14 March ’16",
            "Tuesdays, 15 March 2017",
            "Tuesday, 30 February",
            "In 2016, on Tuesday 15 March",
            "# 2016\n\nOn Tuesday 15 March",
            "from Tuesday 15 March to Friday 18 March of the year 2016",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn what_has_no_year_takes_that_of_its_text() {
        let text = "Tuesday 4 January";
        let find = |dated: Option<(&str, &str)>, text: &str| {
            let dated = dated.map(|(first, last)| (day(first), day(last)));
            let found = find(text, 0, Context { dated, body: Span::new(0, 0), cited: &[] });
            found.first().map(|found| found.date.to_string())
        };
        assert_eq!(find(None, text), None);
        assert_eq!(find(Some(("2021-03-01", "2021-03-01")), text).as_deref(), Some("2021-01-04"));
        assert_eq!(find(Some(("2021-12-28", "2021-12-28")), text).as_deref(), Some("2022-01-04"));
        assert_eq!(find(Some(("2021-12-28", "2022-01-02")), text), None);
        // In a field only its own line is near.
        let fields = "source: https://example.org/2019\ntitle: Tuesday 4 January\ndate: 2021-03-01";
        assert_eq!(find(Some(("2021-03-01", "2021-03-01")), fields).as_deref(), Some("2021-01-04"));
    }

    #[test]
    fn what_is_cited_is_not_looked_at() {
        let text = "Monday, 15 March 2017; Monday, 15 March 2017";
        let context = Context { dated: None, body: Span::new(0, text.len()), cited: &[Span::new(0, 21)] };
        let found = find(text, 0, context);
        assert_eq!(found.iter().map(|found| found.span.start).collect::<Vec<_>>(), [23]);
    }
}
