//! What a source counts, held against the rows: the records that it counts, and what is known of each.
//!
//! A figure speaks of the day that its source gives, whatever day the site is made for. One of a statement that gives none
//! speaks of the day of the statement. Any other one without a day, or of a day that
//! nobody knows, is held against all that the records say: it would be wrong to call it false in the site of a past day.
//!
//! Of a row that says nothing, that says that nobody knows, or on which not all agree, a source may know more than the
//! record. So a figure contradicts the rows only if no value of these could make it true.

use std::rc::Rc;

use crate::review::answer::Answer;
use crate::review::counting::{Alike, Counting};
use crate::review::date::Date;
use crate::review::id::fold_label;
use crate::review::kind::history::{PROGRESS, RESPONSE, TRACKS, Track, VERDICT};
use crate::review::kind::statement;
use crate::review::kind::totals::{
    AS_OF, BY_PROGRESS, BY_RESPONSE, BY_VERDICT, COUNTS, ENTRIES, OF, PARTIAL, PARTS, RECORDS, TOTAL,
};
use crate::review::kind::word::Word;
use crate::review::record::Record;
use crate::review::value::{Entry, Text};
use crate::review::words::Words;

/// The histories by which records can be counted, each with the word for that.
static BY: [(Word, &Track); 3] = [(BY_RESPONSE, &RESPONSE), (BY_PROGRESS, &PROGRESS), (BY_VERDICT, &VERDICT)];

/// A figure of a word, and the rows of which that is known.
#[derive(Debug)]
pub struct Figure<'a> {
    /// The word.
    pub word: &'a Text,
    /// How many the source states.
    pub stated: u64,
    /// The rows that are known to be so.
    pub known: Vec<Alike<'a>>,
}

/// One entry of `totals`, held against the rows.
#[derive(Debug, Default)]
pub struct Count<'a> {
    /// The figures, in their order.
    pub figures: Vec<Figure<'a>>,
    /// The rows of which something is known that is not what a figure counts.
    pub others: Vec<Alike<'a>>,
    /// How many rows may be anything.
    pub open: u64,
    /// How many rows there are.
    pub rows: u64,
    /// The same, if what is made of others were counted instead of these.
    pub undivided: u64,
    /// Whether the rows cannot be held against the figures: none of them speaks of the figures' own time.
    pub of_another_time: bool,
}

impl Figure<'_> {
    /// How many rows are known to be so.
    #[must_use]
    pub fn known(&self) -> u64 {
        how_many(&self.known)
    }
}

impl<'a> Count<'a> {
    /// Counts the rows of an entry of `totals` of a record; `None` where it does not say what it counts.
    #[must_use]
    pub fn of(counting: &mut Counting<'a>, stating: &'a Record, entry: &'a Entry) -> Option<Count<'a>> {
        let words = &counting.review().settings.words;
        let at = date(stating, entry);
        let track = track(words, entry);
        let among = counting.among(entry)?;
        // The records themselves are the same at every date.
        let tally = counting.tally(entry, among, track, at.filter(|_| track.is_some()));
        let Some(track) = track else {
            return Some(Count { undivided: tally.undivided, rows: tally.rows, ..Count::default() });
        };
        let figures = entry.values.get(&COUNTS).iter().map(|(word, stated)| {
            let is_it = |answer| is_counted(words, track, &word.text, answer);
            let known = tally.alike.iter().filter(|rows| answer(rows).is_some_and(is_it)).map(Rc::clone).collect();
            Figure { word, stated: *stated, known }
        });
        let figures: Vec<Figure<'a>> = figures.collect();
        let is_counted = |rows: &Alike<'a>| {
            let known = |figure: &Figure<'a>| figure.known.iter().any(|known| Rc::ptr_eq(known, rows));
            figures.iter().any(known)
        };
        // Of a row that says no more than a base word, a source may know by which own word it was called; of an own word that
        // counts as nothing, what it comes to.
        let meant: Vec<Answer<'_>> = figures
            .iter()
            .flat_map(|figure| alternatives(words, track, &figure.word.text))
            .filter_map(|word| own_word(words, track, word))
            .collect();
        let is_open = |rows: &Alike<'a>| {
            answer(rows).is_none_or(|answer| {
                answer.word().is_none() || answer.own().is_none() && meant.iter().any(|own| own.base() == answer)
            })
        };
        let rest = tally.alike.iter().filter(|rows| !is_counted(rows)).map(Rc::clone);
        let (open, others): (Vec<Alike<'a>>, Vec<Alike<'a>>) = rest.partition(is_open);
        let partial = entry.values.get(&PARTIAL).is_some();
        Some(Count {
            open: if partial { u64::MAX } else { how_many(&open) },
            of_another_time: !tally.is_of_its_time,
            figures,
            others,
            rows: tally.rows,
            undivided: tally.undivided,
        })
    }

    /// Whether no value of the rows that may be anything could make the figures true, or their sum is not the total.
    #[must_use]
    pub fn contradicts(&self, words: &Words, entry: &Entry) -> bool {
        let total = entry.values.get(&TOTAL);
        let sum: u128 = self.figures.iter().map(|figure| u128::from(figure.stated)).sum();
        let is_partition = is_partition(words, entry);
        let adds_up = self.figures.is_empty() || !is_partition || total.is_none_or(|total| u128::from(total) == sum);
        let is_whole = !counts_records(entry) || total.is_none_or(|total| self.is_whole(entry, total));
        let can_be = |figure: &Figure<'_>| {
            let known = figure.known();
            (known..=known.saturating_add(self.open)).contains(&figure.stated)
        };
        let can_all_be = self.figures.iter().all(can_be) && (!is_partition || self.missing() == 0);
        let says_of_what = entry.values.get(&OF).is_some();
        says_of_what && (!adds_up || !is_whole || !(self.of_another_time || can_all_be))
    }

    /// Whether there are as many rows as a total says; fewer where the record says that it is a part.
    #[must_use]
    pub fn is_whole(&self, entry: &Entry, total: u64) -> bool {
        // A source may count what is made of others, or what these are made of.
        let is_it = |rows: u64| if entry.values.get(&PARTIAL).is_some() { total >= rows } else { total == rows };
        is_it(self.rows) || is_it(self.undivided)
    }

    /// How many rows would have to be something else than all of them can be, so that the figures were true.
    #[must_use]
    pub fn missing(&self) -> u64 {
        let wanted = self.figures.iter().map(|figure| figure.stated.saturating_sub(figure.known()));
        wanted.fold(0_u64, u64::saturating_add).saturating_sub(self.open)
    }
}

/// How many rows these are.
#[must_use]
pub fn how_many(alike: &[Alike<'_>]) -> u64 {
    alike.iter().map(|rows| rows.len() as u64).sum()
}

/// What is known of rows of which the same is.
#[must_use]
pub fn answer<'a>(rows: &Alike<'a>) -> Option<Answer<'a>> {
    rows.first()?.answer
}

/// The day that the figures speak of: the one that they name, or that of the statement in which they stand.
#[must_use]
pub fn date(stating: &Record, entry: &Entry) -> Option<Date> {
    entry.values.get(&AS_OF).or_else(|| stating.values.get(&statement::DATE))
}

/// The words of a history that a figure counts: one, or several joined by "or".
pub fn alternatives<'a>(words: &Words, track: &Track, word: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
    // Words of the sources may have an "or" of their own.
    let whole = own_word(words, track, word).map(|_| word);
    let several = whole.is_none().then(|| word.split(" or ").map(str::trim));
    whole.into_iter().chain(several.into_iter().flatten())
}

/// Whether no row can be counted by two of the figures, so that together they are as many as the total.
#[must_use]
pub fn is_partition(words: &Words, entry: &Entry) -> bool {
    let Some(track) = track(words, entry) else { return true };
    let mut counted: Vec<(String, Option<String>)> = Vec::new();
    for word in entry.values.get(&COUNTS).iter().flat_map(|(word, _)| alternatives(words, track, &word.text)) {
        let own = own_word(words, track, word);
        let base = own.map_or_else(|| word.to_owned(), |own| own.id().into_owned());
        let own = own.map(|own| fold_label(&own.label()));
        // What counts as a base word is counted by that as well.
        let is_same = |(base_before, own_before): &(String, Option<String>)| {
            *base_before == base && (own_before.is_none() || own.is_none() || *own_before == own)
        };
        if counted.iter().any(is_same) {
            return false;
        }
        counted.push((base, own));
    }
    true
}

/// Whether a history knows a word that a figure counts, which may hold in part only.
#[must_use]
pub fn has_meaning(words: &Words, track: &Track, word: &str) -> bool {
    let is_known = |id: &str| track.counted.words().iter().any(|known| known.id == id);
    is_known(word) || word.strip_suffix(" in part").is_some_and(is_known) || own_word(words, track, word).is_some()
}

/// What an own word says that a figure counts, which may hold in part only; `None` where it is no own word.
fn own_word<'a>(words: &'a Words, track: &Track, word: &str) -> Option<Answer<'a>> {
    let whole = || words.find(track, word).map(|own| Answer::of_own(track, own, false));
    let part = || Some(Answer::of_own(track, words.find(track, word.strip_suffix(", in part")?)?, true));
    whole().or_else(part)
}

/// Whether a figure counts what is known of a row.
#[must_use]
pub fn is_counted(words: &Words, track: &Track, figure: &str, answer: Answer<'_>) -> bool {
    alternatives(words, track, figure).any(|word| {
        let is_base = answer.word().is_some() && answer.id() == word;
        is_base || own_word(words, track, word).is_some_and(|own| own == answer)
    })
}

/// The history by which an entry counts: the one that it names, or the one that knows its words.
#[must_use]
pub fn track(words: &Words, entry: &Entry) -> Option<&'static Track> {
    let of = entry.values.get(&OF)?;
    if *of == PARTS || *of == ENTRIES {
        let counts = entry.values.get(&COUNTS);
        let knows = |track: &&&'static Track| {
            counts
                .iter()
                .flat_map(|(word, _)| alternatives(words, track, &word.text))
                .all(|word| has_meaning(words, track, word))
        };
        return TRACKS.iter().find(knows).or(TRACKS.first()).copied();
    }
    BY.iter().find(|(word, _)| word == of).map(|(_, track)| *track)
}

/// Whether an entry counts the records themselves.
#[must_use]
pub fn counts_records(entry: &Entry) -> bool {
    entry.values.get(&OF) == Some(&RECORDS)
}
