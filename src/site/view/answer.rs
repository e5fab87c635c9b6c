//! The words of the histories as templates see them.

use serde::Serialize;

use crate::review::answer::Answer;
use crate::review::kind::history::{Track, VERDICT};
use crate::review::kind::word::{Mark, Word};
use crate::review::value::Entry;
use crate::review::words::Words;
use crate::site::words::facet::DIFFERS;
use crate::site::words::{self, ABOUT};

/// A word of a history, and what it is about where the history has more than one.
#[derive(Serialize)]
pub(super) struct AboutWord {
    about: &'static str,
    word: AnswerView,
}

/// An answer in a word.
#[derive(Debug, Serialize)]
pub(super) struct AnswerView {
    /// As it is written in content.
    pub(super) id: String,
    /// What a reader sees.
    pub(super) label: String,
    /// How it weighs: what styles tell words apart by.
    pub(super) mark: &'static str,
    /// What it counts as and what it means, where it is one of the review's own.
    own: Option<OwnView>,
}

/// What one of the review's own words counts as, and what it means.
#[derive(Debug, Serialize)]
struct OwnView {
    counts_as: String,
    means: Option<String>,
}

impl AnswerView {
    /// That not all that is said is the same.
    pub(super) fn differs() -> AnswerView {
        AnswerView { id: DIFFERS.to_owned(), label: DIFFERS.to_owned(), mark: Mark::Plain.name(), own: None }
    }
}

impl From<&Word> for AnswerView {
    fn from(word: &Word) -> AnswerView {
        AnswerView { id: word.id.to_owned(), label: word.label.to_owned(), mark: word.mark.name(), own: None }
    }
}

impl From<Answer<'_>> for AnswerView {
    fn from(answer: Answer<'_>) -> AnswerView {
        let own =
            answer.own().map(|own| OwnView { counts_as: words::counts_as(own, answer), means: own.means.clone() });
        let (id, label) = (answer.id().into_owned(), answer.label().into_owned());
        AnswerView { id, label, mark: answer.mark().name(), own }
    }
}

/// The words of an entry: one, or the answers of a verdict that its rating does not give.
pub(super) fn words(own_words: &Words, track: &'static Track, entry: &Entry) -> Vec<AboutWord> {
    let answer = Answer::of(own_words, track, entry);
    if !track.is(&VERDICT) {
        return vec![AboutWord { about: "", word: answer.into() }];
    }
    let mut said: Vec<AboutWord> = Vec::new();
    said.extend(answer.own().map(|_| AboutWord { about: "", word: answer.into() }));
    said.extend(ABOUT.into_iter().filter_map(|(field, about)| {
        let word =
            entry.values.get(field).filter(|word| answer.own().is_none_or(|own| own.word(field) != Some(word)))?;
        Some(AboutWord { about, word: word.into() })
    }));
    // An entry without a word says that something was found, but not what.
    if said.is_empty() { vec![AboutWord { about: "", word: Answer::UNKNOWN.into() }] } else { said }
}
