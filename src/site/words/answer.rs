//! An answer in a history as templates see it.

use serde::Serialize;

use crate::review::answer::Answer;
use crate::review::kind::word::{Mark, Word};
use crate::site::words::counts_as;
use crate::site::words::facet::DIFFERS;

/// An answer in a word.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerView {
    /// As it is written in content.
    pub id: String,
    /// What a reader sees.
    pub label: String,
    /// How it weighs: what styles tell words apart by.
    pub mark: &'static str,
    /// What it counts as and what it means, where it is one of the review's own.
    own: Option<OwnView>,
}

/// What one of the review's own words counts as, and what it means.
#[derive(Debug, Clone, Serialize)]
struct OwnView {
    counts_as: String,
    means: Option<String>,
}

impl AnswerView {
    /// That not all that is said is the same.
    #[must_use]
    pub fn differs() -> AnswerView {
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
        let own = answer.own().map(|own| OwnView { counts_as: counts_as(own, answer), means: own.means.clone() });
        let (id, label) = (answer.id().into_owned(), answer.label().into_owned());
        AnswerView { id, label, mark: answer.mark().name(), own }
    }
}
