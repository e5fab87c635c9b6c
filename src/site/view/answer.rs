//! The words of the histories as templates see them.

use serde::Serialize;

use crate::review::answer::Answer;
use crate::review::kind::history::{Track, VERDICT};
use crate::review::value::Entry;
use crate::review::words::Words;
use crate::site::words::ABOUT;
use crate::site::words::answer::AnswerView;

/// A word of a history, and what it is about where the history has more than one.
#[derive(Serialize)]
pub(super) struct AboutWord {
    about: &'static str,
    word: AnswerView,
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
