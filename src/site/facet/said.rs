//! What each recommendation says of each facet, before it has a place among the values.

use crate::review::date::Day;
use crate::review::kind::field::{Field, Shape};
use crate::review::kind::history::{ANSWERS, OUTCOMES, PROGRESS, RESPONSE, STATES, VERDICT, counted_field};
use crate::review::kind::recommendation::{ADDRESSEE, GROUP, PRIORITY, TEAM};
use crate::review::link::Review;
use crate::review::record::Record;
use crate::review::standing::standing;
use crate::review::value::Value;
use crate::site::facet::{Facet, Known};

/// How many words a choice may have, each of which is a bit of a mark.
const WORDS: usize = 6;
/// The mark of a value that nobody knows.
const UNKNOWN: u8 = 1 << WORDS;
const _: () = assert!(OUTCOMES.len() <= WORDS && STATES.len() <= WORDS && ANSWERS.len() <= WORDS);

/// What a recommendation says of one facet.
#[derive(Debug, Clone, Copy)]
pub(super) enum Key<'a> {
    /// Words of a history, a bit for each.
    Marks(u8),
    /// The same for response and progress.
    Pair(u8, u8),
    /// A text.
    Text(&'a str),
    /// A record.
    Record(usize),
    /// That nobody knows.
    Unknown,
    /// Nothing.
    Unsaid,
}

impl Key<'_> {
    /// The order among what is said, what is unknown and what is not said.
    pub(super) fn rest(self) -> u8 {
        match self {
            Key::Unknown => 1,
            Key::Unsaid => 2,
            _ => 0,
        }
    }
}

/// What a recommendation says of each facet on a day, in the order of [`Facet::ALL`]. Its fields are walked once.
pub(super) fn keys<'a>(review: &'a Review, position: usize, as_of: Day, shows: &dyn Fn(usize) -> bool) -> [Key<'a>; 8] {
    let text = |value: &'a Value| match value {
        Value::Text(text) => Key::Text(text.text.trim()),
        Value::Unknown(_) => Key::Unknown,
        _ => Key::Unsaid,
    };
    let record = |value: &Value| match value {
        Value::References(references) => {
            let found = references.first().and_then(|&reference| review.target_record(position, reference));
            found.filter(|&found| shows(found)).map_or(Key::Unsaid, Key::Record)
        }
        Value::Unknown(_) => Key::Unknown,
        _ => Key::Unsaid,
    };
    let own = &review.records[position];
    let (mut response, mut progress, mut verdict) = (0, 0, 0);
    let (mut priority, mut addressee, mut team, mut group) = (Key::Unsaid, Key::Unsaid, Key::Unsaid, Key::Unsaid);
    for (field, value) in own.values.iter() {
        let is = |other: &'static Field| std::ptr::eq(field, other);
        if is(&RESPONSE) {
            response = marks(own, &RESPONSE, value, as_of);
        } else if is(&PROGRESS) {
            progress = marks(own, &PROGRESS, value, as_of);
        } else if is(&VERDICT) {
            verdict = marks(own, &VERDICT, value, as_of);
        } else if is(&PRIORITY) {
            priority = text(value);
        } else if is(&ADDRESSEE) {
            addressee = text(value);
        } else if is(&TEAM) {
            team = record(value);
        } else if is(&GROUP) {
            group = record(value);
        }
    }
    let (response_marks, progress_marks, verdict) = (Key::Marks(response), Key::Marks(progress), Key::Marks(verdict));
    let outcome = Key::Pair(response, progress);
    [response_marks, progress_marks, verdict, priority, addressee, team, group, outcome]
}

/// The current words of a history, a mark for each.
fn marks(record: &Record, track: &'static Field, value: &Value, as_of: Day) -> u8 {
    // An entry without its word says that something was found, but not what.
    let mark = |word: Option<&str>| word.map_or(UNKNOWN, |word| mark(track, word));
    match value {
        Value::Unknown(_) => UNKNOWN,
        Value::Entries(_) => {
            let marks = standing(record, track, as_of).words().fold(0, |marks, word| marks | mark(word));
            if marks == UNKNOWN { UNKNOWN } else { marks & !UNKNOWN }
        }
        _ => 0,
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

fn mark(field: &'static Field, word: &str) -> u8 {
    match words(field).iter().position(|known| *known == word) {
        Some(place) if word != "unknown" => 1 << place,
        _ => UNKNOWN,
    }
}

/// Marks in words: "approved and rejected".
pub(super) fn spell(facet: Facet, marks: u8) -> String {
    match marks {
        0 => facet.nothing().to_owned(),
        UNKNOWN => "unknown".to_owned(),
        _ => {
            let words = facet.history().map_or(&[][..], words).iter().enumerate();
            let words: Vec<&str> =
                words.filter(|(place, _)| marks & (1 << place) != 0).map(|(_, word)| *word).collect();
            words.join(" and ")
        }
    }
}

/// The order of marks: single words in that of their choice, then several, the unknown, and nothing.
pub(super) fn rank(marks: u8) -> (bool, bool, u32, u32, u8) {
    (marks == 0, marks == UNKNOWN, marks.count_ones(), marks.trailing_zeros(), marks)
}

/// Whether marks say something.
pub(super) fn known(marks: u8) -> Known {
    match marks {
        0 => Known::Unsaid,
        UNKNOWN => Known::Unknown,
        _ => Known::Yes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_words_come_before_several_and_nothing_last() {
        let mut marks = [0, UNKNOWN, 0b11, 0b10, 0b01];
        marks.sort_by_key(|marks| rank(*marks));
        assert_eq!(marks, [0b01, 0b10, 0b11, UNKNOWN, 0]);
        assert_eq!(spell(Facet::Response, 0b1001), "approved and rejected");
        assert_eq!(mark(&VERDICT, "unknown"), UNKNOWN);
    }
}
