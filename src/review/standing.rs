//! What is current in a history on a day, who says so, and what is to come: the one place that decides it.
//!
//! Pages, lists, facets, the search and the rules ask here, each with its day, so that no two of them can say different
//! things of one record.
//!
//! - What is said is told apart by **part** and **party**: what one body says never hides what another says, nor what it
//!   says of another part. An entry that names nobody is the sole addressee's (in the response and the progress), else that
//!   of the only party that speaks in the history, else nobody's.
//! - An entry is **to come** where every day that its date can mean lies after the day that is asked about. It is shown, but
//!   says nothing yet: what is current is the same as if it were not written.
//! - **Current** are, of the others of one part and party, all those of the latest date; a date that is no single day counts
//!   as its last one. Where they differ, the sources contradict each other.
//! - An entry of **unknown date** keeps its place among them as it is written. It is to come where something before it is;
//!   it is current, and alone, where nothing but what is to come is written after it. On a past day that somebody else
//!   names it does not count, since nobody knows whether it had been said by then.
//! - An entry that says the same as the one before it, of the same part and party, **confirms** it, and is no change.

mod line;

use crate::review::answer::{Answer, say_the_same};
use crate::review::date::{Date, Day};
use crate::review::kind::history::{EXPECTED, Track};
use crate::review::kind::word::{UNKNOWN, Word};
use crate::review::link::Review;
use crate::review::party::Party;
use crate::review::record::RecordIx;
use crate::review::standing::line::{Line, date, lines};
use crate::review::value::Entry;
use crate::review::words::{OwnWord, Words};
use crate::review::written::Written;

/// Where a record stands in one of its histories on a day.
#[derive(Debug)]
pub struct Standing<'a> {
    /// What each party says of each part, in the order in which they are first written; those who say nothing yet are left
    /// out.
    pub current: Vec<Current<'a>>,
    /// Whether the record says that nobody knows anything of the history.
    pub unknown: bool,
    track: &'static Track,
    words: &'a Words,
}

/// What one party says of one part.
#[derive(Debug)]
pub struct Current<'a> {
    /// The part; none: the whole.
    pub part: Option<&'a str>,
    /// Who says it; none where nobody is named.
    pub by: Option<Party>,
    /// The entries that are current, as they are written: several where they share a date.
    pub entries: Vec<Written<'a>>,
    /// All that it says of the part.
    line: Line<'a>,
    track: &'static Track,
    words: &'a Words,
}

/// An entry of a history, as it is seen on a day.
#[derive(Debug, Clone)]
pub struct HistoryEntry<'a> {
    /// The entry.
    pub written: Written<'a>,
    /// Whether it speaks of a time after that day.
    pub to_come: bool,
    /// What the same party said of the same part before.
    pub before: Option<&'a Entry>,
    words: &'a Words,
}

/// What a history says in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Summary<'a> {
    /// All that is current counts as the same. The review's own word is there where all of it says that one; where bodies say
    /// it in other words, only what these count as.
    One(Answer<'a>),
    /// Not all that is current says the same.
    Differs,
    /// Nothing is said.
    Absent,
}

impl<'a> Summary<'a> {
    /// What these answers come to.
    #[must_use]
    pub fn of(mut answers: impl Iterator<Item = Answer<'a>>) -> Summary<'a> {
        let Some(first) = answers.next() else { return Summary::Absent };
        let mut one = first;
        for answer in answers {
            if answer.base() != first.base() {
                return Summary::Differs;
            }
            if answer != first {
                one = first.base();
            }
        }
        Summary::One(one)
    }
}

impl<'a> HistoryEntry<'a> {
    /// When the entry was true.
    #[must_use]
    pub fn date(&self) -> Date {
        date(self.written.entry)
    }

    /// Whether it only says once more what the same party said before.
    #[must_use]
    pub fn confirms(&self, track: &Track) -> bool {
        self.before.is_some_and(|before| say_the_same(self.words, track, before, self.written.entry))
    }

    /// What it says.
    #[must_use]
    pub fn answer(&self, track: &Track) -> Answer<'a> {
        Answer::of(self.words, track, self.written.entry)
    }

    /// The base word that it says, whether it holds in part or not.
    #[must_use]
    pub fn base_word(&self, track: &Track) -> Option<&'static Word> {
        self.words.word(track, self.written.entry, track.counted)
    }

    /// What the same party said of the same part before.
    #[must_use]
    pub fn answer_before(&self, track: &Track) -> Option<Answer<'a>> {
        self.before.map(|before| Answer::of(self.words, track, before))
    }
}

impl<'a> Current<'a> {
    /// What is said, one answer for each entry that differs: several where sources contradict each other.
    #[must_use]
    pub fn answers(&self, track: &Track) -> Vec<Answer<'a>> {
        let mut answers: Vec<Answer<'a>> = Vec::new();
        for answer in self.entries.iter().map(|written| Answer::of(self.words, track, written.entry)) {
            if !answers.contains(&answer) {
                answers.push(answer);
            }
        }
        answers
    }

    /// When an entry was true.
    #[must_use]
    pub fn date(entry: &Entry) -> Date {
        date(entry)
    }

    /// All that was said until the day, the oldest first.
    #[must_use]
    pub fn said(&self) -> Vec<&'a Entry> {
        self.line.in_order()
    }

    /// Since when it is said: the date of the first of the entries that say the same without another between them.
    #[must_use]
    pub fn since(&self) -> Date {
        let Some(first) = self.entries.first().map(|written| written.entry) else { return Date::Unknown };
        let said = self.said();
        let until = said.iter().position(|own| std::ptr::eq(*own, first)).unwrap_or_default();
        let same = said.iter().take(until).rev().take_while(|own| say_the_same(self.words, self.track, own, first));
        date(same.last().unwrap_or(&first))
    }

    /// The dates that were promised for completion, one after the other, as long as each moves the one before.
    #[must_use]
    pub fn promised(&self) -> Vec<Date> {
        let said = self.said();
        let mut promised: Vec<Date> = said.iter().filter_map(|entry| entry.values.get(&EXPECTED)).collect();
        promised.dedup();
        promised
    }

    /// The entry that is current; the first of several.
    #[must_use]
    pub fn entry(&self) -> Option<&Written<'a>> {
        self.entries.first()
    }
}

impl<'a> Standing<'a> {
    /// What each current entry says.
    pub fn answers(&self) -> impl Iterator<Item = Answer<'a>> {
        self.entries().map(|entry| Answer::of(self.words, self.track, entry))
    }

    /// The current entries.
    pub fn entries(&self) -> impl Iterator<Item = &'a Entry> {
        self.current.iter().flat_map(|current| current.entries.iter().map(|written| written.entry))
    }

    /// The words of the current entries that are known, each once.
    #[must_use]
    pub fn words(&self) -> Vec<&'static Word> {
        let mut words: Vec<&'static Word> = Vec::new();
        for word in self.answers().filter_map(Answer::word) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }

    /// The own words of the current entries with what they count as, each once.
    #[must_use]
    pub fn own_words(&self) -> Vec<(&'a OwnWord, &'static Word)> {
        let mut words: Vec<(&'a OwnWord, &'static Word)> = Vec::new();
        for answer in self.answers() {
            let own = answer.own().map(|own| (own, answer.word().unwrap_or(&UNKNOWN)));
            words.extend(own.filter(|own| !words.contains(own)));
        }
        words
    }

    /// What it says in all: the one value by which the record is counted.
    #[must_use]
    pub fn summary(&self) -> Summary<'a> {
        match Summary::of(self.answers()) {
            Summary::Absent if self.unknown => Summary::One(Answer::UNKNOWN),
            summary => summary,
        }
    }

    /// Whether what counts as the same is said in several words.
    #[must_use]
    pub fn is_said_in_several_words(&self) -> bool {
        let mut answers = self.answers();
        let first = answers.next();
        answers.any(|answer| Some(answer) != first)
    }
}

/// Where a record stands in a history on the day that counts as today.
#[must_use]
pub fn standing<'a>(review: &'a Review, record: RecordIx, track: &'static Track, as_of: Day) -> Standing<'a> {
    stands(review, record, track, as_of, true)
}

/// Where a record stood in a history on a day that a source names: entries of unknown date do not count.
#[must_use]
pub fn standing_then<'a>(review: &'a Review, record: RecordIx, track: &'static Track, day: Day) -> Standing<'a> {
    stands(review, record, track, day, false)
}

fn stands<'a>(review: &'a Review, record: RecordIx, track: &'static Track, day: Day, undated: bool) -> Standing<'a> {
    let words = &review.settings.words;
    let current = lines(review, record, track, day).into_iter().filter_map(|line| {
        let entries = match line.said().next_back() {
            Some(last) if undated && last.date == Date::Unknown => vec![last.written.clone()],
            _ => latest(&line),
        };
        (!entries.is_empty()).then(|| Current { part: line.part, by: line.by.clone(), entries, line, track, words })
    });
    let current: Vec<Current<'a>> = current.collect();
    let unknown = current.is_empty() && review.records[record].values.is_unknown(&track.entries.field);
    Standing { current, unknown, track, words }
}

/// All entries of a history, the oldest first and what is to come last; those of one date are in the order in which they
/// are written.
#[must_use]
pub fn history<'a>(review: &'a Review, record: RecordIx, track: &'static Track, as_of: Day) -> Vec<HistoryEntry<'a>> {
    let words = &review.settings.words;
    let mut told: Vec<_> = lines(review, record, track, as_of).into_iter().flat_map(Line::told).collect();
    told.sort_by_key(|(own, _)| own.place);
    let mut until = None;
    let placed = told.into_iter().map(|(own, before)| {
        until = until.max(own.last);
        // What has no date of its own stands after all that is written before it.
        (own.last.or(until), HistoryEntry { written: own.written, to_come: own.to_come, before, words })
    });
    let mut placed: Vec<(Option<Day>, HistoryEntry<'a>)> = placed.collect();
    placed.sort_by_key(|(last, told)| (told.to_come, *last));
    placed.into_iter().map(|(_, told)| told).collect()
}

/// All entries of the latest date.
fn latest<'a>(line: &Line<'a>) -> Vec<Written<'a>> {
    let latest = line.said().filter_map(|own| own.last).max();
    let is_latest = line.said().filter(|own| latest.is_some() && own.last == latest);
    is_latest.map(|own| own.written.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::kind::history::{ENTRY_DATE, OUTCOME, PROGRESS, RESPONSE};
    use crate::review::link::link;
    use crate::review::parse::parse;
    use crate::review::settings::Settings;
    use crate::text::source::Source;

    /// A review of one recommendation with a history that is written as `2025 approved; unknown rejected`.
    fn review(history: &str) -> Review {
        let entries = history.split("; ").filter_map(|entry| entry.split_once(' '));
        let entries: String =
            entries.map(|(date, outcome)| format!("\n    - {{date: {date}, outcome: {outcome}}}")).collect();
        of_text(&format!("  response:{}\n", if entries.is_empty() { " []" } else { &entries }))
    }

    /// A review of one recommendation with these fields.
    fn of_text(fields: &str) -> Review {
        let text = format!("- id: 1\n  title: One\n{fields}");
        let path = "recommendations.yaml";
        let parsed = parse(&Source { path: path.into(), shown: path.into(), text: text.into(), usable: true });
        assert!(parsed.diagnostics.is_empty(), "{fields}: {:?}", parsed.diagnostics);
        link(Settings::default(), parsed.records, Vec::new(), Default::default(), None).0
    }

    fn one() -> RecordIx {
        RecordIx::new(0)
    }

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn written(entry: &Entry) -> String {
        let date = entry.values.get(&ENTRY_DATE).expect("a date");
        format!("{date} {}", entry.values.get(&OUTCOME).expect("an outcome").id)
    }

    fn all_written<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> String {
        entries.into_iter().map(written).collect::<Vec<String>>().join("; ")
    }

    fn current_on(history: &str, as_of: &str) -> String {
        all_written(standing(&review(history), one(), &RESPONSE, day(as_of)).entries())
    }

    #[test]
    fn what_is_dated_after_the_day_is_not_current() {
        let history = "2025-12-31 pending; 2026-01-02 approved; 2027 rejected";
        for (as_of, expected) in [
            ("2025-12-30", ""),
            ("2025-12-31", "2025-12-31 pending"),
            ("2026-01-01", "2025-12-31 pending"),
            ("2026-01-02", "2026-01-02 approved"),
            ("2026-12-31", "2026-01-02 approved"),
            ("2027-01-01", "2027 rejected"),
        ] {
            assert_eq!(current_on(history, as_of), expected, "as of {as_of}");
        }
    }

    #[test]
    fn who_will_speak_does_not_speak_yet() {
        let response = "  response:\n    - {date: 2021, outcome: approved, by: South}\n    - {date: 2022, outcome: rejected}\n    \
                        - {date: 2023, outcome: noted, by: East}\n";
        let review = of_text(response);
        let on = |as_of: &str| all_written(standing(&review, one(), &RESPONSE, day(as_of)).entries());
        assert_eq!(on("2022-06-01"), "2022 rejected", "the only one who speaks is South");
        assert_eq!(on("2023-06-01"), "2021 approved; 2022 rejected; 2023 noted", "nobody knows whose the second is");
    }

    #[test]
    fn current_is_what_is_latest_of_what_has_begun() {
        for (history, expected) in [
            ("", ""),
            ("2025 pending; 2025-12-31 approved", "2025 pending; 2025-12-31 approved"),
            ("2025 pending; 2025-06 approved", "2025 pending"),
            ("2025-06 pending; 2025-12/2026-02 approved", "2025-12/2026-02 approved"),
            ("2026 approved; 2026-02 rejected", "2026 approved"),
            ("2025-05-01 approved; 2025-05-01 rejected; 2027 pending", "2025-05-01 approved; 2025-05-01 rejected"),
            ("2027 rejected; 2025 approved; 2024 pending", "2025 approved"),
        ] {
            assert_eq!(current_on(history, "2026-01-01"), expected, "{history}");
        }
    }

    #[test]
    fn what_has_no_date_keeps_its_place() {
        for (history, expected, to_come) in [
            ("unknown approved", "unknown approved", ""),
            ("unknown approved; unknown rejected", "unknown rejected", ""),
            ("2025 approved; unknown rejected", "unknown rejected", ""),
            ("unknown rejected; 2025 approved", "2025 approved", ""),
            ("2025 approved; unknown rejected; 2027 pending", "unknown rejected", "2027 pending"),
            ("2025 approved; 2027 pending; unknown rejected", "2025 approved", "2027 pending; unknown rejected"),
        ] {
            assert_eq!(current_on(history, "2026-01-01"), expected, "{history}");
            let review = review(history);
            let told = super::history(&review, one(), &RESPONSE, day("2026-01-01"));
            assert_eq!(
                all_written(told.iter().filter(|told| told.to_come).map(|told| told.written.entry)),
                to_come,
                "{history}"
            );
        }
    }

    #[test]
    fn on_a_day_that_a_source_names_only_what_has_a_date_counts() {
        for (history, expected) in [
            ("unknown approved", ""),
            ("2025 approved; unknown rejected", "2025 approved"),
            ("2025 approved; 2025 pending; 2027 rejected", "2025 approved; 2025 pending"),
        ] {
            let review = review(history);
            let then = standing_then(&review, one(), &RESPONSE, day("2026-01-01"));
            assert_eq!(all_written(then.entries()), expected, "{history}");
        }
    }

    #[test]
    fn a_history_runs_from_the_oldest_to_what_is_to_come() {
        for (history, expected) in [
            ("2027 a; 2025 b; 2024 c", "2024 c; 2025 b; 2027 a"),
            ("2025 a; unknown b; 2024 c", "2024 c; 2025 a; unknown b"),
            ("unknown a; 2024 b; 2024 c", "unknown a; 2024 b; 2024 c"),
            ("2025/2030 a; 2027 b; 2026-01-01 c", "2026-01-01 c; 2025/2030 a; 2027 b"),
        ] {
            let words =
                |text: &str| text.replace(" a", " approved").replace(" b", " rejected").replace(" c", " pending");
            let review = review(&words(history));
            let told = super::history(&review, one(), &RESPONSE, day("2026-01-01"));
            assert_eq!(all_written(told.iter().map(|told| told.written.entry)), words(expected), "{history}");
        }
    }

    #[test]
    fn what_is_to_come_changes_nothing_that_is_current() {
        let dates = ["2024", "2025/2027", "2026-01-01", "2026-01-02", "unknown"];
        let lists = (0..dates.len().pow(3)).map(|number| [number % 5, number / 5 % 5, number / 25]);
        for list in lists {
            let entries = list.iter().zip(["approved", "rejected", "pending"]);
            let history =
                entries.map(|(date, word)| format!("{} {word}", dates[*date])).collect::<Vec<String>>().join("; ");
            let review = review(&history);
            let lines = lines(&review, one(), &RESPONSE, day("2026-01-01"));
            let said = all_written(lines.iter().flat_map(line::Line::said).map(|own| own.written.entry));
            let current = current_on(&history, "2026-01-01");
            assert_eq!(current, current_on(&said, "2026-01-01"), "{history}");
            assert_eq!(current, current_on(&said, "9999-12-31"), "{history}");
            assert_eq!(current.is_empty(), said.is_empty(), "{history}");
        }
    }

    /// What is current in the response and the progress, with who says it of which part.
    fn told(review: &Review, track: &'static Track) -> Vec<String> {
        let standing = standing(review, one(), track, day("2026-01-01"));
        let current = standing.current.iter().map(|current| {
            let who = match &current.by {
                Some(Party::Named(name)) => &**name,
                Some(Party::Record(_)) => "a record",
                None => "nobody",
            };
            let answers: Vec<String> =
                current.answers(track).iter().map(|answer| answer.label().into_owned()).collect();
            format!("{} {who}: {}", current.part.unwrap_or("all"), answers.join(" or "))
        });
        current.collect()
    }

    #[test]
    fn what_one_says_of_one_part_hides_nothing_else() {
        let review = of_text(
            "  addressee: Board
  response:
    - {date: 2019-03-01, outcome: pending, part: a, by: Board}
    - {date: 2019-03-01, outcome: passed on, part: b, by: board, in_part: true}
    - {date: 2020-10-22, outcome: approved, part: a, in_part: true}
    - {date: 2021, outcome: rejected, part: a, by: Council}
    - {date: 2021, outcome: noted, by: unknown}
",
        );
        let expected =
            ["a board: approved in part", "b board: passed on in part", "a council: rejected", "all nobody: noted"];
        assert_eq!(told(&review, &RESPONSE), expected);
        assert_eq!(standing(&review, one(), &RESPONSE, day("2026-01-01")).summary(), Summary::Differs);
    }

    #[test]
    fn an_entry_without_a_name_is_of_whom_it_can_only_be() {
        for (addressee, names, expected) in [
            ("addressee: Board", ["", "by: Council"], ["all board: complete", "all council: complete"]),
            ("addressee: [Board, Office]", ["", "by: Council"], ["all council: complete", ""]),
            ("label: One", ["by: Office", "by: Council"], ["all office: complete", "all council: complete"]),
        ] {
            let entry = |name: &str| format!("    - {{date: 2025, state: complete, {name}}}\n").replace(", }", "}");
            let fields = format!("  {addressee}\n  progress:\n{}{}", entry(names[0]), entry(names[1]));
            let expected: Vec<&str> = expected.into_iter().filter(|line| !line.is_empty()).collect();
            assert_eq!(told(&of_text(&fields), &PROGRESS), expected, "{addressee}");
        }
    }

    #[test]
    fn what_is_said_once_more_is_no_change_and_promises_move() {
        let review = of_text(
            "  progress:
    - {date: 2023-03, state: in progress, by: Office, expected: 2023-12}
    - {date: 2023-06, state: on hold, by: Council}
    - {date: 2023-09, state: in progress, by: office, expected: 2024-06}
    - {date: 2024-03, state: complete, by: Office}
    - {date: 2024-09, state: complete, by: Office}
    - {date: 2062, state: not started, by: Office}
",
        );
        let told = history(&review, one(), &PROGRESS, day("2026-01-01"));
        let confirming: Vec<bool> = told.iter().map(|told| told.confirms(&PROGRESS)).collect();
        assert_eq!(confirming, [false, false, true, false, true, false]);
        let standing = standing(&review, one(), &PROGRESS, day("2026-01-01"));
        assert_eq!(standing.current[0].since().to_string(), "2024-03");
        let promised: Vec<String> = standing.current[0].promised().iter().map(Date::to_string).collect();
        assert_eq!(promised, ["2023-12", "2024-06"]);
        assert_eq!(standing.summary(), Summary::Differs, "another body has it on hold");
    }

    #[test]
    fn sources_that_differ_are_both_current() {
        let review = of_text(
            "  response:\n    - {date: 2025, outcome: approved, by: A}\n    - {date: 2025, outcome: rejected, by: A}\n",
        );
        assert_eq!(told(&review, &RESPONSE), ["all a: approved or rejected"]);
    }
}
