//! What each recommendation says of each facet, before it is a value among others.

use crate::review::id::fold_label;
use crate::review::kind::field::{Field, Shape};
use crate::review::kind::history::{PROGRESS, RESPONSE, VERDICT, counted_field};
use crate::review::kind::recommendation::{ADDRESSEE, GROUP, PRIORITY, TEAM};
use crate::review::link::Review;
use crate::review::record::Record;
use crate::review::standing::standing;
use crate::review::value::Value;
use crate::site::analysis::facet::{Facet, FacetValue, Known, slug};
use crate::site::visible::Visible;

/// What a recommendation says of one facet. Of a facet some say words and others texts or records, so the order among
/// these is that of what is said, what is unknown and what is not said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key<'a> {
    /// The current words of a history.
    Words(Current),
    /// The same for response and progress.
    Pair(Current, Current),
    /// A text.
    Text(&'a str),
    /// A record.
    Record(usize),
    /// That nobody knows.
    Unknown,
    /// Nothing.
    Absent,
}

/// The current words of a history, as their places in its vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Current {
    /// One word.
    One(usize),
    /// Several, in their order.
    Several(Vec<usize>),
    /// That nobody knows.
    Unknown,
    /// None.
    Absent,
}

/// What a recommendation says of each facet on the day that counts as today, in the order of [`Facet::ALL`].
pub(super) fn keys(visible: &Visible, position: usize) -> [Key<'_>; 8] {
    let own: &Record = &visible.review.records[position];
    let text = |field| match own.values.get(field) {
        Some(Value::Text(text)) => Key::Text(text.text.trim()),
        Some(Value::Unknown(_)) => Key::Unknown,
        _ => Key::Absent,
    };
    let record = |field| match own.values.get(field) {
        Some(Value::Unknown(_)) => Key::Unknown,
        _ => visible.referred(position, field).next().map_or(Key::Absent, Key::Record),
    };
    let [response, progress, verdict] = [&RESPONSE, &PROGRESS, &VERDICT].map(|track| current(visible, own, track));
    let outcome = Key::Pair(response.clone(), progress.clone());
    let [response, progress, verdict] = [response, progress, verdict].map(Key::Words);
    [response, progress, verdict, text(&PRIORITY), text(&ADDRESSEE), record(&TEAM), record(&GROUP), outcome]
}

/// The current words of a history.
fn current(visible: &Visible, record: &Record, track: &'static Field) -> Current {
    match record.values.get(track) {
        Some(Value::Unknown(_)) => return Current::Unknown,
        Some(Value::Entries(_)) => {}
        _ => return Current::Absent,
    }
    let standing = standing(record, track, visible.today());
    if standing.current.is_empty() {
        return Current::Absent;
    }
    // An entry without its word says that something was found, but not what.
    let places = words(track);
    let mut known: Vec<usize> = standing.words().filter_map(|word| place(places, word?)).collect();
    known.sort_unstable();
    known.dedup();
    match *known {
        [] => Current::Unknown,
        [place] => Current::One(place),
        _ => Current::Several(known),
    }
}

/// The words of a choice, or of the entries of a history.
fn words(field: &'static Field) -> &'static [&'static str] {
    match field.shape {
        Shape::Choice(words) => words,
        Shape::Entries(_) => words(counted_field(field)),
        _ => &[],
    }
}

/// The place of a word that says what is known.
fn place(words: &[&str], word: &str) -> Option<usize> {
    words.iter().position(|known| *known == word).filter(|_| word != "unknown")
}

impl Current {
    /// The words as a heading says them, "approved and rejected", and whether they say something.
    fn say(&self, facet: Facet) -> (String, Known) {
        let words = facet.history().map_or(&[][..], words);
        let word = |place: &usize| words.get(*place).copied().unwrap_or_default();
        match self {
            Current::One(place) => (word(place).to_owned(), Known::Yes),
            Current::Several(places) => (places.iter().map(word).collect::<Vec<&str>>().join(" and "), Known::Yes),
            Current::Unknown => ("unknown".to_owned(), Known::Unknown),
            Current::Absent => (facet.nothing().to_owned(), Known::Unsaid),
        }
    }
}

impl Key<'_> {
    /// Whether something is said, be it of one of two histories that are told of together.
    pub(super) fn is_known(&self) -> bool {
        match self {
            Key::Words(current) => matches!(current, Current::One(_) | Current::Several(_)),
            Key::Pair(..) | Key::Text(_) | Key::Record(_) => true,
            Key::Unknown | Key::Absent => false,
        }
    }

    /// What texts have in common that are one value; nothing where it is no text.
    pub(super) fn folded(&self) -> String {
        if let Key::Text(text) = self { fold_label(text) } else { String::new() }
    }

    /// The value that so many say.
    pub(super) fn value(&self, review: &Review, facet: Facet, count: usize) -> FacetValue {
        let simple = |(words, known): (String, Known)| (slug::of(&words, known), words, known, None);
        let (slug, words, known, record) = match self {
            Key::Words(current) => simple(current.say(facet)),
            Key::Pair(response, progress) => {
                let (response, progress) = (response.say(Facet::Response), progress.say(Facet::Progress));
                let slug = format!("{}/{}", slug::of(&response.0, response.1), slug::of(&progress.0, progress.1));
                (slug, format!("{}, {}", response.0, progress.0), Known::Yes, None)
            }
            Key::Record(position) => {
                let record = &review.records[*position];
                (record.name.to_string(), record.title().to_owned(), Known::Yes, Some(*position))
            }
            Key::Text(text) => simple(((*text).to_owned(), Known::Yes)),
            Key::Unknown => simple(("unknown".to_owned(), Known::Unknown)),
            Key::Absent => simple((facet.nothing().to_owned(), Known::Unsaid)),
        };
        FacetValue { slug, words, known, record, count }
    }
}
