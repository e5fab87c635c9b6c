//! What is current in a history on a day, and what is to come: the one place that decides it.
//!
//! Pages, lists, facets, the search and the rule about totals ask here, each with its day, so that no two of them can say
//! different things of one record.
//!
//! - An entry is **to come** where every day that its date can mean lies after the day that is asked about. It is shown, but
//!   says nothing yet: what is current is the same as if it were not written.
//! - **Current** are, of the others, all those of the latest date; a date that is no single day counts as its last one.
//! - An entry of **unknown date** keeps its place in the list as it is written. It is to come where something before it is;
//!   it is current, and alone, where nothing but what is to come is written after it. On a past day that somebody else
//!   names it does not count, since nobody knows whether it had been said by then.

use crate::review::date::{Date, Day};
use crate::review::kind::history::{ENTRY_DATE, Track};
use crate::review::kind::typed::{Choice, Typed};
use crate::review::kind::word::Word;
use crate::review::record::Record;
use crate::review::value::Entry;

/// Where a record stands in one of its histories on a day.
#[derive(Debug)]
pub struct Standing<'a> {
    /// The entries that are current, as they are written; several where they share a date.
    pub current: Vec<&'a Entry>,
    counted: &'static Typed<Choice>,
}

/// An entry of a history, as it is seen on a day.
#[derive(Debug, Clone, Copy)]
pub struct HistoryEntry<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Whether it speaks of a time after that day.
    pub to_come: bool,
}

impl HistoryEntry<'_> {
    /// When the entry was true.
    #[must_use]
    pub fn date(&self) -> Date {
        self.entry.values.get(&ENTRY_DATE).unwrap_or(Date::Unknown)
    }
}

impl Standing<'_> {
    /// The words by which the record is counted, one of each current entry; `None` where an entry says that something is
    /// known, but not what.
    pub fn words(&self) -> impl Iterator<Item = Option<&'static Word>> {
        self.current.iter().map(|entry| entry.values.get(self.counted))
    }
}

/// Where a record stands in a history on the day that counts as today.
#[must_use]
pub fn standing<'a>(record: &'a Record, track: &'static Track, as_of: Day) -> Standing<'a> {
    let said: Vec<HistoryEntry<'a>> = as_written(record, track, as_of).filter(|told| !told.to_come).collect();
    let current = match said.last() {
        Some(last) if last.date() == Date::Unknown => vec![last.entry],
        _ => latest(&said),
    };
    Standing { current, counted: track.counted }
}

/// Where a record stood in a history on a day that a source names: entries of unknown date do not count.
#[must_use]
pub fn standing_then<'a>(record: &'a Record, track: &'static Track, day: Day) -> Standing<'a> {
    let said: Vec<HistoryEntry<'a>> = as_written(record, track, day).filter(|told| !told.to_come).collect();
    Standing { current: latest(&said), counted: track.counted }
}

/// All entries of a history, the oldest first and what is to come last; those of one date are in the order in which they
/// are written.
#[must_use]
pub fn history<'a>(record: &'a Record, track: &'static Track, as_of: Day) -> Vec<HistoryEntry<'a>> {
    let mut until = None;
    let placed = as_written(record, track, as_of).map(|told| {
        until = until.max(told.date().last());
        // What has no date of its own stands after all that is written before it.
        (told.date().last().or(until), told)
    });
    let mut placed: Vec<(Option<Day>, HistoryEntry<'a>)> = placed.collect();
    placed.sort_by_key(|(last, told)| (told.to_come, *last));
    placed.into_iter().map(|(_, told)| told).collect()
}

/// The entries in the order of the list.
fn as_written<'a>(record: &'a Record, track: &'static Track, day: Day) -> impl Iterator<Item = HistoryEntry<'a>> {
    let mut after_the_day = false;
    record.values.get(&track.entries).iter().map(move |entry| {
        let mut told = HistoryEntry { entry, to_come: after_the_day };
        if told.date() != Date::Unknown {
            told.to_come = told.date().is_after(day);
            after_the_day |= told.to_come;
        }
        told
    })
}

/// All entries of the latest date.
fn latest<'a>(said: &[HistoryEntry<'a>]) -> Vec<&'a Entry> {
    let latest = said.iter().filter_map(|told| told.date().last()).max();
    let of_it = said.iter().filter(|told| latest.is_some() && told.date().last() == latest);
    of_it.map(|told| told.entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::kind::history::{OUTCOME, RESPONSE};
    use crate::review::parse::parse;
    use crate::text::source::Source;

    /// A recommendation with a history that is written as `2025 approved; unknown rejected`.
    fn record(history: &str) -> Record {
        let entries = history.split("; ").filter_map(|entry| entry.split_once(' '));
        let entries: String =
            entries.map(|(date, outcome)| format!("\n    - {{date: {date}, outcome: {outcome}}}")).collect();
        let text = format!("- id: 1\n  title: One\n  response:{}\n", if entries.is_empty() { " []" } else { &entries });
        let path = "recommendations.yaml";
        let parsed = parse(&Source { path: path.into(), shown: path.into(), text, usable: true });
        assert!(parsed.diagnostics.is_empty(), "{history}: {:?}", parsed.diagnostics);
        std::sync::Arc::into_inner(parsed.records.into_iter().next().expect("a record")).expect("nobody else has it")
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
        all_written(standing(&record(history), &RESPONSE, day(as_of)).current)
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
            let record = record(history);
            let told = super::history(&record, &RESPONSE, day("2026-01-01"));
            assert_eq!(
                all_written(told.iter().filter(|told| told.to_come).map(|told| told.entry)),
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
            let record = record(history);
            let then = standing_then(&record, &RESPONSE, day("2026-01-01"));
            assert_eq!(all_written(then.current), expected, "{history}");
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
            let record = record(&words(history));
            let told = super::history(&record, &RESPONSE, day("2026-01-01"));
            assert_eq!(all_written(told.iter().map(|told| told.entry)), words(expected), "{history}");
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
            let record = record(&history);
            let told: Vec<HistoryEntry<'_>> = as_written(&record, &RESPONSE, day("2026-01-01")).collect();
            let said = all_written(told.iter().filter(|told| !told.to_come).map(|told| told.entry));
            let current = current_on(&history, "2026-01-01");
            assert_eq!(current, current_on(&said, "2026-01-01"), "{history}");
            assert_eq!(current, current_on(&said, "9999-12-31"), "{history}");
            assert_eq!(current.is_empty(), said.is_empty(), "{history}");
        }
    }
}
