//! The rule that stated totals equal their rows.
//!
//! A figure speaks of the day that its source gives, whatever day the site is made for. One without a day, or of a day that
//! nobody knows, is held against all that the records say: it would be wrong to call it false in the site of a past day.

use std::collections::BTreeMap;

use crate::review::date::{Date, Day};
use crate::review::id::{alternatives, nearest};
use crate::review::kind::Kind;
use crate::review::kind::history::{ENTRY_DATE, PROGRESS, RESPONSE, Track, VERDICT};
use crate::review::kind::totals::{
    AMONG, AS_OF, BY_PROGRESS, BY_RESPONSE, BY_VERDICT, COUNTS, OF, RECORDS, TOTAL, TOTALS,
};
use crate::review::kind::word::Word;
use crate::review::link::Review;
use crate::review::record::Record;
use crate::review::rules::subjects::Subjects;
use crate::review::standing::{standing, standing_then};
use crate::review::value::Entry;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::span::Span;

/// The histories by which records can be counted, each with the word for that.
static BY: [(Word, &Track); 3] = [(BY_RESPONSE, &RESPONSE), (BY_PROGRESS, &PROGRESS), (BY_VERDICT, &VERDICT)];

/// How many records of a kind have each outcome of a history at a date; those without entries are left out.
fn count(review: &Review, kind: Kind, track: &'static Track, at: Option<Date>) -> BTreeMap<&'static str, u64> {
    let mut counts = BTreeMap::new();
    for (position, _) in review.of_kind(kind).filter(|(_, record)| !record.is_draft()) {
        let standing = match at.and_then(Date::last) {
            Some(day) => standing_then(review, position, track, day),
            None => standing(review, position, track, Day::MAX),
        };
        for word in standing.words() {
            *counts.entry(word.id).or_default() += 1;
        }
    }
    counts
}

pub(super) fn mismatch(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    stated(subjects).flat_map(|(record, entry)| compare(subjects.review, record, entry)).collect()
}

/// Reports figures that count what there is not: they could be neither right nor wrong, so no reason excuses them.
pub(super) fn without_meaning(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let problems = stated(subjects)
        .flat_map(|(record, entry)| strange_folder(record, entry).into_iter().chain(strange_words(record, entry)));
    problems.collect()
}

/// Every entry of `totals`, with its record.
fn stated<'a>(subjects: &Subjects<'a>) -> impl Iterator<Item = (&'a Record, &'a Entry)> {
    let records = subjects.having(&TOTALS.field);
    records.flat_map(|(_, record)| record.values.get(&TOTALS).iter().map(move |entry| (record, entry)))
}

/// The folder whose records an entry counts.
fn folder(entry: &Entry) -> &str {
    entry.values.get(&AMONG).unwrap_or("recommendations")
}

/// The history by which an entry counts.
fn track(entry: &Entry) -> Option<&'static Track> {
    let of = entry.values.get(&OF)?;
    BY.iter().find(|(word, _)| word == of).map(|(_, track)| *track)
}

fn strange_folder(record: &Record, entry: &Entry) -> Option<Diagnostic> {
    let folder = folder(entry);
    if Kind::of_folder(folder).is_some() {
        return None;
    }
    let near = nearest(folder, Kind::ALL.into_iter().map(Kind::folder));
    let help = if near.is_empty() {
        "name the folder of a kind".to_owned()
    } else {
        format!("did you mean {}?", alternatives(near))
    };
    let span = entry.values.span(&AMONG.field).unwrap_or(entry.span);
    let message = format!("`{folder}` is not a kind of record");
    Some(Diagnostic::new(Code::TotalWithoutMeaning, &record.path, message).at(span).help(help))
}

fn strange_words(record: &Record, entry: &Entry) -> Vec<Diagnostic> {
    let Some(track) = track(entry) else { return Vec::new() };
    let ids = || track.counted.words().iter().map(|word| word.id);
    let strange = entry.values.get(&COUNTS).iter().filter(|(word, _)| ids().all(|id| id != &*word.text));
    let problems = strange.map(|(word, _)| {
        let near = nearest(&word.text, ids());
        let help = if near.is_empty() { alternatives(ids()) } else { alternatives(near) };
        let message = format!("no {} is called `{}`", track.name(), word.text);
        Diagnostic::new(Code::TotalWithoutMeaning, &record.path, message).at(word.span).help(format!("write {help}"))
    });
    problems.collect()
}

/// Compares one entry of `totals` with itself and with the rows.
fn compare(review: &Review, record: &Record, entry: &Entry) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let folder = folder(entry);
    let Some(kind) = Kind::of_folder(folder) else { return problems };
    let mut report = |span: Span, message: String, help: &str| {
        problems.push(Diagnostic::new(Code::TotalMismatch, &record.path, message).at(span).help(help));
    };
    let counts = entry.values.get(&COUNTS);
    let total = entry.values.get(&TOTAL).zip(entry.values.span(&TOTAL.field));
    // Wider than the counts, so that no sum of them is too large.
    let sum: u128 = counts.iter().map(|(_, count)| u128::from(*count)).sum();
    if let Some((total, span)) = total
        && !counts.is_empty()
        && sum != u128::from(total)
    {
        report(
            span,
            format!("the total is {total}, but its counts add up to {sum}"),
            "correct the total or the counts",
        );
    }
    let at = entry.values.get(&AS_OF);
    if entry.values.get(&OF) == Some(&RECORDS) {
        let rows = review.of_kind(kind).filter(|(_, record)| !record.is_draft()).count();
        if let Some((total, span)) = total.filter(|(total, _)| u64::try_from(rows) != Ok(*total)) {
            report(
                span,
                format!("the total is {total}, but there are {rows} records in `{folder}`"),
                "correct the total, or add the records",
            );
        }
    }
    let Some(track) = track(entry) else { return problems };
    if !has_rows(review, kind, track, at) {
        return problems;
    }
    let rows = count(review, kind, track, at);
    let has_meaning = |word: &str| track.counted.words().iter().any(|known| known.id == word);
    for (word, stated) in counts.iter().filter(|(word, _)| has_meaning(&word.text)) {
        let counted = rows.get(&*word.text).copied().unwrap_or_default();
        if counted != *stated {
            let when = at.map_or_else(String::new, |date| format!(" at {date}"));
            let (are, rows) =
                (if *stated == 1 { "is" } else { "are" }, if counted == 1 { "record is" } else { "records are" });
            let message = format!("{stated} {are} stated as `{}`{when}, but {counted} {rows}", word.text);
            report(word.span, message, "correct the figure, or the records that it counts");
        }
    }
    problems
}

/// Whether the rows say something about the date: some entry falls within it. Figures of a quarter without a snapshot cannot be checked.
fn has_rows(review: &Review, kind: Kind, track: &'static Track, at: Option<Date>) -> bool {
    let Some(at) = at.filter(|at| *at != Date::Unknown) else { return true };
    let mut records = review.of_kind(kind);
    records.any(|(_, record)| {
        let mut entries = record.values.get(&track.entries).iter();
        entries.any(|entry| entry.values.get(&ENTRY_DATE).is_some_and(|date| date.overlaps(at)))
    })
}
