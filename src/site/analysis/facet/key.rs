//! What each recommendation says of each facet, before it is a value among others.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::review::answer::Answer;
use crate::review::components::speaks_for;
use crate::review::id::fold_label;
use crate::review::kind::Kind;
use crate::review::kind::field::Field;
use crate::review::kind::history::Track;
use crate::review::kind::recommendation::PRIORITY;
use crate::review::kind::typed::{Names, Typed};
use crate::review::kind::word::{Mark, UNKNOWN};
use crate::review::link::Review;
use crate::review::openness::State;
use crate::review::party::{Party, party};
use crate::review::priority::levels;
use crate::review::record::RecordIx;
use crate::review::standing::{Summary, standing};
use crate::review::theme;
use crate::review::value::{Name, Value};
use crate::review::words::Words;
use crate::site::analysis::facet::{Facet, FacetValue, Known, slug};
use crate::site::analysis::openings::word;
use crate::site::visible::Visible;
use crate::site::words;

/// What a recommendation says of one facet. Of a facet some say words and others texts or records, so the order among
/// these is that of what is said, what is unknown and what is not said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key<'a> {
    /// The current words of a history.
    Words(Current),
    /// The same for response and progress.
    Pair(Current, Current),
    /// Whether anything is still to be done.
    State(State),
    /// A text.
    Text(&'a str),
    /// A record.
    Record(RecordIx),
    /// That nobody knows.
    Unknown,
    /// Nothing.
    Absent,
}

/// The review's own word, as its place among those of the history, and whether it holds in part only; none for the base word,
/// which stands before them.
type Own = Option<(usize, bool)>;

/// What a history says in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::site::analysis) enum Current {
    /// One word, as its place in the vocabulary, and whether it holds in part only; and the review's own word for it.
    One(usize, bool, Own),
    /// Not all that is current says the same.
    Differs,
    /// That nobody knows; or an own word that does not tell.
    Unknown(Own),
    /// Nothing.
    Absent,
}

/// The record that says a field of a recommendation: a component of another says what that says, where it says nothing itself.
fn home(visible: &Visible, position: RecordIx, field: &'static Field) -> RecordIx {
    speaks_for(&visible.review, position, field)
}

/// That a field says nothing: be it that nobody knows.
fn unsaid<'a>(visible: &Visible, position: RecordIx, field: &'static Field) -> Key<'a> {
    let home = home(visible, position, field);
    if visible.review.records[home].values.is_unknown(field) { Key::Unknown } else { Key::Absent }
}

/// How urgent a recommendation is to whoever says so.
pub(super) fn urgency(visible: &Visible, position: RecordIx) -> Vec<Key<'_>> {
    let levels = levels(&visible.review, home(visible, position, &PRIORITY.field), visible.today());
    let levels: Vec<Key<'_>> = levels.into_iter().map(Key::Text).collect();
    if levels.is_empty() { vec![unsaid(visible, position, &PRIORITY.field)] } else { levels }
}

/// The record that a field of a recommendation names.
pub(super) fn record<'a>(visible: &Visible, position: RecordIx, field: &'static Field) -> Key<'a> {
    let named = visible.referred(home(visible, position, field), field).next();
    named.map_or_else(|| unsaid(visible, position, field), Key::Record)
}

/// All whom a field of a recommendation names, each once.
pub(super) fn names<'a>(visible: &'a Visible, position: RecordIx, field: &'static Typed<Names>) -> Vec<Key<'a>> {
    let home = home(visible, position, &field.field);
    let names = visible.review.records[home].values.get(field).iter();
    let mut names: Vec<Key<'a>> = names.map(|name| named(visible, home, name)).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() { vec![unsaid(visible, position, &field.field)] } else { names }
}

/// The themes of a recommendation: its own, or those of its group.
pub(super) fn themes(visible: &Visible, position: RecordIx) -> Vec<Key<'_>> {
    match theme(visible, position) {
        // Most have one, which cannot be named twice.
        Some((_, Value::Texts(themes))) if themes.len() == 1 => {
            themes.iter().map(|theme| Key::Text(theme.text.trim())).collect()
        }
        Some((_, Value::Texts(themes))) if !themes.is_empty() => {
            let mut met = HashSet::new();
            let once = themes.iter().filter(|theme| met.insert(fold_label(&theme.text)));
            once.map(|theme| Key::Text(theme.text.trim())).collect()
        }
        Some((_, Value::Unknown(_))) => vec![Key::Unknown],
        _ => vec![Key::Absent],
    }
}

/// Whether any recommendation has a theme, told without making the facets.
#[must_use]
pub fn has_themes(visible: &Visible) -> bool {
    let is_theme = |(_, value): (RecordIx, &Value)| matches!(value, Value::Texts(themes) if !themes.is_empty());
    let mut all = visible.of_kind(Kind::Recommendation);
    all.any(|record| theme(visible, record).is_some_and(is_theme))
}

/// What a recommendation says of its themes; where it says nothing, what its group says: who says it, and what.
#[must_use]
pub fn theme(visible: &Visible, position: RecordIx) -> Option<(RecordIx, &Value)> {
    theme::theme(&visible.review, position, |group| visible.shows(group))
}

/// Somebody, by the record of whoever it is, where that is shown.
fn named<'a>(visible: &Visible, position: RecordIx, name: &'a Name) -> Key<'a> {
    match party(&visible.review, position, name) {
        Party::Record(record) if visible.shows(record) => Key::Record(record),
        Party::Record(_) | Party::Named(_) => Key::Text(name.text.text.trim()),
    }
}

/// What a history says in all.
pub(in crate::site::analysis) fn current(visible: &Visible, record: RecordIx, track: &'static Track) -> Current {
    let answer = match standing(&visible.review, record, track, visible.today()).summary() {
        Summary::One(answer) => answer,
        Summary::Differs => return Current::Differs,
        Summary::Absent => return Current::Absent,
    };
    let words = visible.review.settings.words.of(track);
    let own = answer.own().and_then(|own| words.iter().position(|known| known == own));
    let own = own.map(|own| (own, answer.own_in_part()));
    let place = answer.word().and_then(|word| track.counted.words().iter().position(|known| known == word));
    place.map_or(Current::Unknown(own), |place| Current::One(place, answer.in_part(), own))
}

impl Current {
    fn own(self) -> Own {
        match self {
            Current::One(_, _, own) | Current::Unknown(own) => own,
            Current::Differs | Current::Absent => None,
        }
    }

    /// As keys: whoever asks for the base word finds what is said in own words as well.
    pub(super) fn keys<'a>(self) -> impl Iterator<Item = Key<'a>> {
        let own = self.own().map(|_| Key::Words(self));
        std::iter::once(Key::Words(self.base())).chain(own)
    }

    /// The same without the review's own word.
    pub(super) fn base(self) -> Current {
        match self {
            Current::One(place, in_part, _) => Current::One(place, in_part, None),
            Current::Unknown(_) => Current::Unknown(None),
            Current::Differs | Current::Absent => self,
        }
    }

    fn answer(self, words: &Words, facet: Facet) -> Answer<'_> {
        let Some(track) = facet.history() else { return Answer::UNKNOWN };
        if let Some((own, in_part)) = self.own() {
            return words.of(track).get(own).map_or(Answer::UNKNOWN, |own| Answer::of_own(track, own, in_part));
        }
        match self {
            Current::One(place, in_part, _) => {
                let word = track.counted.words().get(place);
                word.map_or(Answer::UNKNOWN, |word| Answer::of_base(word, in_part))
            }
            Current::Differs | Current::Unknown(_) | Current::Absent => Answer::UNKNOWN,
        }
    }

    /// The words: "approved in part".
    fn label(self, words: &Words, facet: Facet) -> String {
        match self {
            Current::One(..) | Current::Unknown(_) => self.answer(words, facet).label().into_owned(),
            Current::Differs => words::facet::DIFFERS.to_owned(),
            Current::Absent => facet.nothing().to_owned(),
        }
    }

    fn slug(self, words: &Words, facet: Facet) -> String {
        let id = match self {
            Current::One(_, _, None) => self.answer(words, facet).id().into_owned(),
            Current::One(..) | Current::Differs | Current::Unknown(_) | Current::Absent => self.label(words, facet),
        };
        slug::of(&id, self.known())
    }

    fn known(self) -> Known {
        match self {
            Current::One(..) | Current::Differs | Current::Unknown(Some(_)) => Known::Yes,
            Current::Unknown(None) => Known::Unknown,
            Current::Absent => Known::Unsaid,
        }
    }

    /// How it weighs: what differs weighs nothing.
    fn mark(self, words: &Words, facet: Facet) -> Mark {
        match self {
            Current::One(..) | Current::Unknown(_) => self.answer(words, facet).mark(),
            Current::Differs => Mark::Plain,
            Current::Absent => Mark::Unsaid,
        }
    }
}

impl Key<'_> {
    /// Whether something is said, be it of one of two histories that are told of together. Of a history that nobody knows
    /// what was said is something as well.
    pub(super) fn is_known(&self) -> bool {
        match self {
            Key::Words(current) => *current != Current::Absent,
            Key::Pair(..) | Key::State(_) | Key::Text(_) | Key::Record(_) => true,
            Key::Unknown | Key::Absent => false,
        }
    }

    /// What names have in common that are one value; nothing where it is no name.
    pub(super) fn folded(&self, review: &Review) -> String {
        match self {
            Key::Text(text) => fold_label(text),
            Key::Record(record) => fold_label(review.records[*record].title()),
            Key::Words(_) | Key::Pair(..) | Key::State(_) | Key::Unknown | Key::Absent => String::new(),
        }
    }

    /// The value that so many say.
    pub(super) fn value(&self, review: &Review, facet: Facet, count: usize) -> FacetValue {
        let own_words = &review.settings.words;
        let simple = |words: String, known| (slug::of(&words, known), words, known, None);
        let (mut mark, mut counts_as) = (Mark::Plain, None);
        let (slug, words, known, record) = match self {
            Key::Words(current) => {
                mark = current.mark(own_words, facet);
                counts_as = current.answer(own_words, facet).counts_as().map(Cow::into_owned);
                (current.slug(own_words, facet), current.label(own_words, facet), current.known(), None)
            }
            Key::Pair(response, progress) => {
                let both = [(response, Facet::Response), (progress, Facet::Progress)];
                let slugs = both.map(|(current, facet)| current.slug(own_words, facet));
                let words = both.map(|(current, facet)| current.label(own_words, facet));
                (slugs.join("/"), words.join(", "), Known::Yes, None)
            }
            Key::State(state) => {
                let word = word(*state);
                mark = word.mark;
                simple(word.label.to_owned(), Known::Yes)
            }
            Key::Record(position) => {
                let record = &review.records[*position];
                (record.name.to_string(), record.title().to_owned(), Known::Yes, Some(*position))
            }
            Key::Text(text) => simple((*text).to_owned(), Known::Yes),
            Key::Unknown => simple(UNKNOWN.label.to_owned(), Known::Unknown),
            Key::Absent => simple(review.settings.names.say(facet.nothing()).into_owned(), Known::Unsaid),
        };
        FacetValue { slug, words, counts_as, known, mark, record, count }
    }
}
