//! The words that a field chooses from. What is written in content, what a reader sees and what a style sheet knows are three
//! things, and only the first may never change.

use crate::review::id::nearest;

/// A word of a vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// As it is written in content and stands in addresses and data.
    pub id: &'static str,
    /// What a reader sees.
    pub label: &'static str,
    /// How it weighs.
    pub mark: Mark,
}

/// How a word weighs: what styles, scripts and templates tell words apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It is so, or done.
    Good,
    /// In part, or not done yet.
    Partly,
    /// It has begun; nobody knows whether it has ended.
    Begun,
    /// It is not so, and will not be.
    Bad,
    /// Somebody waits for it.
    Awaited,
    /// Of another sort: a duty, or what was passed on.
    Apart,
    /// Nothing of these.
    Plain,
    /// Nobody knows.
    Unknown,
    /// Nothing is said.
    Unsaid,
}

/// The words of a field, in their order.
#[derive(Debug)]
pub struct Vocabulary {
    /// Each of them.
    pub words: &'static [Word],
}

/// That nobody knows, where a vocabulary has a word for it.
pub const UNKNOWN: Word = Word::new("unknown", Mark::Unknown);

impl Word {
    /// A word that readers see as it is written.
    #[must_use]
    pub const fn new(id: &'static str, mark: Mark) -> Word {
        Word { id, label: id, mark }
    }

    /// Whether it says that nobody knows.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.mark == Mark::Unknown
    }
}

impl Mark {
    /// Its name in pages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Mark::Good => "good",
            Mark::Partly => "partly",
            Mark::Begun => "begun",
            Mark::Bad => "bad",
            Mark::Awaited => "awaited",
            Mark::Apart => "apart",
            Mark::Plain => "plain",
            Mark::Unknown => "unknown",
            Mark::Unsaid => "unsaid",
        }
    }
}

impl Vocabulary {
    /// The words as they are written, in their order.
    pub fn ids(&self) -> impl Iterator<Item = &'static str> {
        self.words.iter().map(|word| word.id)
    }

    /// The word that is written so.
    #[must_use]
    pub fn word(&self, id: &str) -> Option<&'static Word> {
        self.words.iter().find(|word| word.id == id)
    }

    /// The word that somebody most likely meant who wrote this.
    #[must_use]
    pub fn nearest(&self, written: &str) -> Option<&'static str> {
        let folded = written.to_lowercase().replace(['_', '-'], " ");
        self.word(&folded).map(|word| word.id).or_else(|| nearest(&folded, self.ids()).first().copied())
    }

    /// Whether one of the words says that nobody knows.
    #[must_use]
    pub fn has_unknown(&self) -> bool {
        self.words.iter().any(Word::is_unknown)
    }
}
