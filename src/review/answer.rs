//! What an entry of a history says in a word: the base word by which records are counted, and the review's own word for it,
//! which readers see.

use std::borrow::Cow;

use crate::review::kind::history::{IN_PART, Track};
use crate::review::kind::word::{Mark, UNKNOWN, Word};
use crate::review::value::Entry;
use crate::review::words::{OwnWord, Words};

/// What an entry says in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer<'a> {
    /// The base word; none where nobody knows what was said.
    word: Option<&'static Word>,
    /// Whether it holds in part only, where the word itself does not say so.
    in_part: bool,
    /// The review's own word, and whether that holds in part only.
    own: Option<(&'a OwnWord, bool)>,
}

impl<'a> Answer<'a> {
    /// That something was said, but nobody knows what.
    pub const UNKNOWN: Answer<'static> = Answer { word: None, in_part: false, own: None };

    /// What an entry of a history says, in a review with these own words.
    #[must_use]
    pub fn of(words: &'a Words, track: &Track, entry: &Entry) -> Answer<'a> {
        let in_part = entry.values.get(&IN_PART);
        let own = words.said(track, entry);
        let word = entry.values.get(track.counted).or_else(|| own?.word(track.counted));
        let base = word.map_or(Answer::UNKNOWN, |word| Answer::base_of(track, word, in_part));
        Answer { own: own.map(|own| (own, in_part)), ..base }
    }

    /// A base word that holds in part only, or not, as it was told apart before.
    #[must_use]
    pub fn of_base(word: &'static Word, in_part: bool) -> Answer<'static> {
        Answer { word: Some(word), in_part, own: None }
    }

    /// What an own word of a history says, which may hold in part only.
    #[must_use]
    pub fn of_own(track: &Track, own: &'a OwnWord, in_part: bool) -> Answer<'a> {
        let base = own.word(track.counted).map_or(Answer::UNKNOWN, |word| Answer::base_of(track, word, in_part));
        Answer { own: Some((own, in_part)), ..base }
    }

    /// A base word of a history, which may hold in part only.
    #[must_use]
    pub fn base_of(track: &Track, word: &'static Word, in_part: bool) -> Answer<'static> {
        if word.is_unknown() {
            return Answer::UNKNOWN;
        }
        if !in_part {
            return Answer { word: Some(word), in_part: false, own: None };
        }
        // The vocabulary has a word of its own for some that hold in part.
        let whole = track.counted.words().iter().find(|whole| *whole.id == format!("{} in part", word.id));
        let already = word.id.ends_with(" in part");
        Answer { word: whole.or(Some(word)), in_part: whole.is_none() && !already, own: None }
    }

    /// The same as it is counted: without the review's own word for it.
    #[must_use]
    pub fn base(self) -> Answer<'static> {
        Answer { own: None, ..self }
    }

    /// The review's own word, where that was said.
    #[must_use]
    pub fn own(self) -> Option<&'a OwnWord> {
        self.own.map(|(own, _)| own)
    }

    /// What it counts as, where the review has its own word for that: "approved in part".
    #[must_use]
    pub fn counts_as(self) -> Option<Cow<'static, str>> {
        self.own.map(|_| self.base().label())
    }

    /// As the base word is written in content, and stands in addresses and data.
    #[must_use]
    pub fn id(self) -> Cow<'static, str> {
        self.spell(|word| word.id)
    }

    /// As readers see it: the review's own word, or else the base word.
    #[must_use]
    pub fn label(self) -> Cow<'a, str> {
        match self.own {
            Some((own, false)) => Cow::Borrowed(&*own.text.text),
            Some((own, true)) => Cow::Owned(format!("{}, in part", own.text.text)),
            None => self.spell(|word| word.label),
        }
    }

    fn spell(self, say: fn(&Word) -> &'static str) -> Cow<'static, str> {
        match (self.word, self.in_part) {
            (None, _) => Cow::Borrowed(say(&UNKNOWN)),
            (Some(word), false) => Cow::Borrowed(say(word)),
            (Some(word), true) => Cow::Owned(format!("{} in part", say(word))),
        }
    }

    /// How it weighs.
    #[must_use]
    pub fn mark(self) -> Mark {
        match (self.word, self.in_part) {
            // An own word that counts as nothing is known all the same.
            (None, _) if self.own.is_some() => Mark::Plain,
            (None, _) => Mark::Unknown,
            (Some(word), true) if word.mark == Mark::Good => Mark::Partly,
            (Some(word), _) => word.mark,
        }
    }

    /// The base word, where it is known.
    #[must_use]
    pub fn word(self) -> Option<&'static Word> {
        self.word
    }

    /// Whether the review's own word was said to hold in part only.
    #[must_use]
    pub fn own_in_part(self) -> bool {
        self.own.is_some_and(|(_, in_part)| in_part)
    }

    /// Whether it holds in part only, where its base word does not say so.
    #[must_use]
    pub fn in_part(self) -> bool {
        self.in_part
    }
}

/// Whether two entries of a history say the same in every field that says where something stands.
pub(super) fn say_the_same(words: &Words, track: &Track, one: &Entry, other: &Entry) -> bool {
    Answer::of(words, track, one) == Answer::of(words, track, other)
        && track
            .says
            .iter()
            .filter(|field| field.field != track.counted.field)
            .all(|field| words.word(track, one, field) == words.word(track, other, field))
}
