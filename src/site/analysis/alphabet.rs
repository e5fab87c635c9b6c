//! All records by their titles, under the letters that these begin with.

use std::collections::HashMap;

use crate::review::collation::{Collation, Initial};
use crate::review::record::RecordIx;
use crate::site::visible::Visible;

/// The records that are shown, by title.
#[derive(Debug)]
pub struct Alphabet {
    /// Each record with the letter that it stands under.
    pub records: Vec<(String, RecordIx)>,
}

impl Alphabet {
    /// Puts the records in the order of the review's language.
    #[must_use]
    pub fn new(visible: &Visible) -> Alphabet {
        let review = &visible.review;
        let collation = Collation::of(&review.settings.language);
        let title = |position: &RecordIx| review.records[*position].title();
        let mut all: Vec<RecordIx> = visible.all().collect();
        all.sort_by(|one, other| collation.order(title(one), title(other)).then_with(|| one.cmp(other)));
        let letters: Vec<String> = all.iter().map(|position| letter(collation.initial(title(position)))).collect();
        // A letter stands where the first title under it does, and has all the others.
        let mut places: HashMap<&str, usize> = HashMap::new();
        for letter in &letters {
            let next = places.len();
            places.entry(letter).or_insert(if letter == NOTHING { usize::MAX } else { next });
        }
        let mut records: Vec<(usize, String, RecordIx)> =
            letters.iter().zip(all).map(|(letter, position)| (places[&**letter], letter.clone(), position)).collect();
        records.sort_by_key(|(place, ..)| *place);
        Alphabet { records: records.into_iter().map(|(_, letter, position)| (letter, position)).collect() }
    }
}

/// What titles stand under that have neither a letter nor a digit, behind all others.
const NOTHING: &str = "…";

fn letter(initial: Initial) -> String {
    match initial {
        Initial::Letter(letter) => letter,
        Initial::Number => "0–9".to_owned(),
        Initial::Nothing => NOTHING.to_owned(),
    }
}
