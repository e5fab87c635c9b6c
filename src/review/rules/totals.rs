//! The rules about figures that a source states: they have a meaning, and do not contradict the rows.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::review::counting::{Alike, Counting, Row};
use crate::review::id::{alternatives, nearest};
use crate::review::kind::Kind;
use crate::review::kind::totals::{ACCEPT, AMONG, COUNTS, TOTAL, TOTALS};
use crate::review::link::Review;
use crate::review::record::Record;
use crate::review::rules::subjects::Subjects;
use crate::review::suggestions::{Sought, Suggestions};
use crate::review::theme::themes;
use crate::review::totals::{self, Count, has_meaning, is_partition};
use crate::review::value::Entry;
use crate::review::wording;
use crate::review::words::Words;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::span::Span;

/// How many records a message names.
const NAMED: usize = 8;

pub(super) fn mismatch(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let claimed = stated(subjects).filter(|(_, entry)| entry.values.get(&ACCEPT).is_none());
    let mut counting = Counting::new(subjects.review);
    claimed.flat_map(|(record, entry)| compare(&mut counting, record, entry)).collect()
}

/// Reports figures that count what there is not: they could be neither right nor wrong, so no reason excuses them.
pub(super) fn without_meaning(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let counting = Counting::new(subjects.review);
    let mut near = Near::new();
    let problems = stated(subjects).flat_map(|(record, entry)| {
        strange_folder(&counting, &mut near, record, entry).into_iter().chain(strange_words(
            &subjects.review.settings.words,
            record,
            entry,
        ))
    });
    problems.collect()
}

/// Every entry of `totals`, with its record.
fn stated<'a>(subjects: &Subjects<'a>) -> impl Iterator<Item = (&'a Record, &'a Entry)> {
    let records = subjects.having(&TOTALS.field);
    records.flat_map(|(_, record)| record.values.get(&TOTALS).iter().map(move |entry| (record, entry)))
}

/// What may have been meant by names that nothing bears, with the names that there are.
struct Near<'a> {
    names: OnceCell<Vec<&'a str>>,
    suggestions: Suggestions,
}

impl<'a> Near<'a> {
    fn new() -> Near<'a> {
        Near { names: OnceCell::new(), suggestions: Suggestions::new() }
    }

    fn instead_of(&mut self, review: &'a Review, among: &str) -> Option<String> {
        let names = self.names.get_or_init(|| what_can_be_counted_among(review));
        self.suggestions.instead_of(among, Sought::Among, names.len(), || {
            let near = nearest(among, names.iter().copied());
            (!near.is_empty()).then(|| format!("did you mean {}?", alternatives(near)))
        })
    }
}

fn strange_folder<'a>(
    counting: &Counting<'a>,
    near: &mut Near<'a>,
    record: &Record,
    entry: &Entry,
) -> Option<Diagnostic> {
    if counting.among(entry).is_some() {
        return None;
    }
    let among = entry.values.get(&AMONG)?;
    let help = near.instead_of(counting.review(), among);
    let help = help.unwrap_or_else(|| "name the folder of a kind, a group, an organisation or a theme".to_owned());
    let span = entry.values.span(&AMONG.field).unwrap_or(entry.span);
    let message = format!("`{among}` is not a kind of record, a group, an organisation or a theme");
    Some(Diagnostic::new(Code::TotalWithoutMeaning, &record.path, message).at(span).help(help))
}

/// Every name that `among` may give, each once.
fn what_can_be_counted_among(review: &Review) -> Vec<&str> {
    let folders = Kind::ALL.into_iter().map(|kind| -> &str { kind.folder() });
    let named = [Kind::Group, Kind::Organisation].into_iter().flat_map(|kind| review.of_kind(kind));
    let named = named.flat_map(|(_, record)| std::iter::once(record.title()).chain(record.label()));
    let recommendations = review.of_kind(Kind::Recommendation);
    let themes = recommendations.flat_map(|(record, _)| themes(review, record)).map(|theme| theme.text.trim());
    let all: BTreeSet<&str> = folders.chain(named).chain(themes).collect();
    all.into_iter().collect()
}

fn strange_words(words: &Words, record: &Record, entry: &Entry) -> Vec<Diagnostic> {
    let Some(track) = totals::track(words, entry) else { return Vec::new() };
    let ids = || track.counted.words().iter().map(|word| word.id);
    let own = || words.of(track).iter().map(|own| &*own.text.text);
    let counted = entry.values.get(&COUNTS).iter();
    let counted =
        counted.flat_map(|(word, _)| totals::alternatives(words, track, &word.text).map(move |own| (own, word.span)));
    let problems = counted.filter(|(word, _)| !has_meaning(words, track, word)).map(|(word, span)| {
        let near = nearest(word, own().chain(ids()));
        let help = if near.is_empty() { alternatives(own().chain(ids())) } else { alternatives(near) };
        let message = format!("no {} is called `{word}`", track.name());
        Diagnostic::new(Code::TotalWithoutMeaning, &record.path, message).at(span).help(format!("write {help}"))
    });
    problems.collect()
}

/// Compares one entry of `totals` with itself and with the rows.
fn compare<'a>(counting: &mut Counting<'a>, record: &'a Record, entry: &'a Entry) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let review = counting.review();
    let Some(count) = Count::of(counting, record, entry) else { return problems };
    let mut report = |span: Span, message: String, help: &str| {
        problems.push(Diagnostic::new(Code::TotalMismatch, &record.path, message).at(span).help(help));
    };
    let words = &review.settings.words;
    let counts = entry.values.get(&COUNTS);
    let total = entry.values.get(&TOTAL).zip(entry.values.span(&TOTAL.field));
    // Wider than the counts, so that no sum of them is too large.
    let sum: u128 = counts.iter().map(|(_, count)| u128::from(*count)).sum();
    if let Some((total, span)) = total
        && !counts.is_empty()
        && is_partition(words, entry)
        && sum != u128::from(total)
    {
        let message = format!("the total is {total}, but its counts add up to {sum}");
        report(span, message, "correct the total or the counts");
    }
    if totals::counts_records(entry) {
        if let Some((total, span)) = total.filter(|(total, _)| !count.is_whole(entry, *total)) {
            let folder = entry.values.get(&AMONG).unwrap_or("recommendations");
            let message = format!("the total is {total}, but there are {} records in `{folder}`", count.rows);
            let help = "correct the total, add the records, or say with `partial: …` why some are not in this record";
            report(span, message, help);
        }
        return problems;
    }
    if count.of_another_time {
        return problems;
    }
    let when = totals::date(record, entry).map_or_else(String::new, |date| format!(" at {date}"));
    let help = "correct the figure or the records, or say with `accept: …` why the source's figure stays";
    for figure in &count.figures {
        let (word, stated) = (&figure.word.text, figure.stated);
        let are = if stated == 1 { "is" } else { "are" };
        let known = figure.known();
        let most = known.saturating_add(count.open);
        if stated < known {
            let names = names(review, &figure.known, false);
            report(
                figure.word.span,
                format!(
                    "{stated} {are} stated as `{word}`{when}, but {known} {}: {names}",
                    if known == 1 { "is" } else { "are" }
                ),
                help,
            );
        } else if stated > most {
            let but = match most {
                0 => "none can be".to_owned(),
                most => format!("at most {most} can be"),
            };
            let others = others(review, entry, &count, figure);
            let names = if others.is_empty() { String::new() } else { format!(": {}", names(review, &others, true)) };
            report(figure.word.span, format!("{stated} {are} stated as `{word}`{when}, but {but}{names}"), help);
        }
    }
    let fit = |figure: &totals::Figure<'_>| {
        let known = figure.known();
        (known..=known.saturating_add(count.open)).contains(&figure.stated)
    };
    let missing = count.missing();
    if missing > 0 && is_partition(words, entry) && count.figures.iter().all(fit) {
        let message = format!(
            "the counts{when} need {} more than there are of which nothing else is known",
            wording::counted(missing, "record", "records")
        );
        report(entry.span, message, help);
    }
    problems
}

/// The rows of which something else is known than a figure counts.
fn others<'a>(review: &Review, entry: &Entry, count: &Count<'a>, own: &totals::Figure<'a>) -> Vec<Alike<'a>> {
    let words = &review.settings.words;
    let track = totals::track(words, entry);
    let is_own = |rows: &Alike<'_>| {
        let known = track.zip(totals::answer(rows));
        known.is_some_and(|(track, answer)| totals::is_counted(words, track, &own.word.text, answer))
    };
    let figures = count.figures.iter().filter(|figure| !std::ptr::eq(*figure, own));
    let mut others: Vec<Alike<'a>> = figures.flat_map(|figure| figure.known.iter().map(Rc::clone)).collect();
    others.extend(count.others.iter().map(Rc::clone));
    others.retain(|rows| !is_own(rows));
    others
}

/// The names of rows, with what is known of each where that matters.
fn names(review: &Review, alike: &[Alike<'_>], with_answers: bool) -> String {
    // None of the first of all comes after so many of those of which the same is known.
    let mut first: Vec<&Row<'_>> = alike.iter().flat_map(|rows| rows.iter().take(NAMED)).collect();
    first.sort_by_key(|row| row.place);
    let named = first.into_iter().take(NAMED).map(|row| {
        let part = row.part.map_or_else(String::new, |part| format!(" {part}"));
        let answer = row.answer.filter(|_| with_answers);
        let answer = answer.map_or_else(String::new, |answer| format!(" is `{}`", answer.label()));
        format!("{}{part}{answer}", review.records[row.record].name)
    });
    let all = totals::how_many(alike);
    let more = all.saturating_sub(NAMED as u64);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", named.collect::<Vec<String>>().join(", "))
}
