//! What each recommendation says of each facet, before it is a value among others.

use crate::review::id::fold_label;
use crate::review::kind::field::Field;
use crate::review::kind::history::{PROGRESS, RESPONSE, Track, VERDICT};
use crate::review::kind::recommendation::{ADDRESSEE, GROUP, PRIORITY, TEAM};
use crate::review::kind::typed::{Text, Typed};
use crate::review::kind::word::{Mark, UNKNOWN, Word};
use crate::review::link::Review;
use crate::review::record::{Record, RecordIx};
use crate::review::standing::standing;
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
    Record(RecordIx),
    /// That nobody knows.
    Unknown,
    /// Nothing.
    Absent,
}

/// The current words of a history.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Current {
    /// One word, as its place in the vocabulary.
    One(usize),
    /// Several, in their order.
    Several(Vec<usize>),
    /// That nobody knows.
    Unknown,
    /// None.
    Absent,
}

/// What a recommendation says of each facet on the day that counts as today, in the order of [`Facet::ALL`].
pub(super) fn keys(visible: &Visible, position: RecordIx) -> [Key<'_>; 8] {
    let own: &Record = &visible.review.records[position];
    let text = |field: &'static Typed<Text>| match own.values.get(field) {
        Some(text) => Key::Text(text.trim()),
        None if own.values.is_unknown(&field.field) => Key::Unknown,
        None => Key::Absent,
    };
    let record = |field: &'static Field| match visible.referred(position, field).next() {
        Some(record) => Key::Record(record),
        None if own.values.is_unknown(field) => Key::Unknown,
        None => Key::Absent,
    };
    let [response, progress, verdict] = [&RESPONSE, &PROGRESS, &VERDICT].map(|track| current(visible, own, track));
    let outcome = Key::Pair(response.clone(), progress.clone());
    let [response, progress, verdict] = [response, progress, verdict].map(Key::Words);
    let (team, group) = (record(&TEAM.field), record(&GROUP.field));
    [response, progress, verdict, text(&PRIORITY), text(&ADDRESSEE), team, group, outcome]
}

/// The current words of a history.
fn current(visible: &Visible, record: &Record, track: &'static Track) -> Current {
    if record.values.is_unknown(&track.entries.field) {
        return Current::Unknown;
    }
    let standing = standing(record, track, visible.today());
    if standing.current.is_empty() {
        return Current::Absent;
    }
    // An entry without its word says that something was found, but not what.
    let said = standing.words().flatten().filter(|word| !word.is_unknown());
    let place = |word: &Word| track.counted.words().iter().position(|known| known == word);
    let mut places: Vec<usize> = said.filter_map(place).collect();
    places.sort_unstable();
    places.dedup();
    match *places {
        [] => Current::Unknown,
        [place] => Current::One(place),
        _ => Current::Several(places),
    }
}

impl Current {
    fn words(&self, facet: Facet) -> impl Iterator<Item = &'static Word> {
        let places = match self {
            Current::One(place) => std::slice::from_ref(place),
            Current::Several(places) => places,
            Current::Unknown | Current::Absent => &[],
        };
        let words = facet.history().map_or(&[][..], |track| track.counted.words());
        places.iter().filter_map(|place| words.get(*place))
    }

    /// The words: "approved and rejected". `say` says one of them.
    fn spell(&self, facet: Facet, say: fn(&Word) -> &'static str) -> String {
        match self {
            Current::One(_) | Current::Several(_) => self.words(facet).map(say).collect::<Vec<&str>>().join(" and "),
            Current::Unknown => say(&UNKNOWN).to_owned(),
            Current::Absent => facet.nothing().to_owned(),
        }
    }

    fn slug(&self, facet: Facet) -> String {
        slug::of(&self.spell(facet, |word| word.id), self.known())
    }

    fn known(&self) -> Known {
        match self {
            Current::One(_) | Current::Several(_) => Known::Yes,
            Current::Unknown => Known::Unknown,
            Current::Absent => Known::Unsaid,
        }
    }

    /// How they weigh: several weigh nothing together.
    fn mark(&self, facet: Facet) -> Mark {
        match self {
            Current::One(_) => self.words(facet).next().map_or(Mark::Plain, |word| word.mark),
            Current::Several(_) => Mark::Plain,
            Current::Unknown => Mark::Unknown,
            Current::Absent => Mark::Unsaid,
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
        let simple = |words: String, known| (slug::of(&words, known), words, known, None);
        let label = |current: &Current, facet| current.spell(facet, |word| word.label);
        let mut mark = Mark::Plain;
        let (slug, words, known, record) = match self {
            Key::Words(current) => {
                mark = current.mark(facet);
                (current.slug(facet), label(current, facet), current.known(), None)
            }
            Key::Pair(response, progress) => {
                let slug = format!("{}/{}", response.slug(Facet::Response), progress.slug(Facet::Progress));
                let words = format!("{}, {}", label(response, Facet::Response), label(progress, Facet::Progress));
                (slug, words, Known::Yes, None)
            }
            Key::Record(position) => {
                let record = &review.records[*position];
                (record.name.to_string(), record.title().to_owned(), Known::Yes, Some(*position))
            }
            Key::Text(text) => simple((*text).to_owned(), Known::Yes),
            Key::Unknown => simple(UNKNOWN.label.to_owned(), Known::Unknown),
            Key::Absent => simple(facet.nothing().to_owned(), Known::Unsaid),
        };
        FacetValue { slug, words, known, mark, record, count }
    }
}
