//! What an entry of a history says in a word: the one by which records are counted.

use crate::review::kind::history::{IN_PART, Track};
use crate::review::kind::word::{Mark, UNKNOWN, Word};
use crate::review::value::Entry;

/// What an entry says in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// That something was said, but nobody knows what.
    Unknown,
    /// A word.
    Said {
        /// The word.
        word: &'static Word,
        /// Whether it holds in part only, where the word itself does not say so.
        in_part: bool,
    },
}

impl Answer {
    /// What an entry of a history says.
    #[must_use]
    pub fn of(track: &Track, entry: &Entry) -> Answer {
        let Some(word) = entry.values.get(track.counted).filter(|word| !word.is_unknown()) else {
            return Answer::Unknown;
        };
        if !entry.values.get(&IN_PART) {
            return Answer::Said { word, in_part: false };
        }
        // The vocabulary has a word of its own for some that hold in part.
        let whole = track.counted.words().iter().find(|whole| *whole.id == format!("{} in part", word.id));
        let already = word.id.ends_with(" in part");
        whole.map_or(Answer::Said { word, in_part: !already }, |word| Answer::Said { word, in_part: false })
    }

    /// As it is written in content, and stands in addresses and data.
    #[must_use]
    pub fn id(self) -> String {
        self.spell(|word| word.id)
    }

    /// As readers see it.
    #[must_use]
    pub fn label(self) -> String {
        self.spell(|word| word.label)
    }

    fn spell(self, say: fn(&Word) -> &'static str) -> String {
        match self {
            Answer::Unknown => say(&UNKNOWN).to_owned(),
            Answer::Said { word, in_part: false } => say(word).to_owned(),
            Answer::Said { word, in_part: true } => format!("{} in part", say(word)),
        }
    }

    /// How it weighs.
    #[must_use]
    pub fn mark(self) -> Mark {
        match self {
            Answer::Unknown => Mark::Unknown,
            Answer::Said { word, in_part: false } => word.mark,
            Answer::Said { word, in_part: true } if word.mark == Mark::Good => Mark::Partly,
            Answer::Said { word, in_part: true } => word.mark,
        }
    }

    /// The word, where it is known.
    #[must_use]
    pub fn word(self) -> Option<&'static Word> {
        match self {
            Answer::Unknown => None,
            Answer::Said { word, .. } => Some(word),
        }
    }
}

/// Whether two entries of a history say the same in every field that says where something stands.
pub(super) fn say_the_same(track: &Track, one: &Entry, other: &Entry) -> bool {
    Answer::of(track, one) == Answer::of(track, other)
        && track.says.iter().all(|field| one.values.get(*field) == other.values.get(*field))
}
