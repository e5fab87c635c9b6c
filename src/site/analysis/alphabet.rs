//! All records by their titles, under the letters that these begin with.

use crate::review::record::RecordIx;
use crate::site::search::fold;
use crate::site::visible::Visible;

/// The records that are shown, by title.
#[derive(Debug)]
pub struct Alphabet {
    /// Each record with the letter that it stands under.
    pub records: Vec<(String, RecordIx)>,
}

impl Alphabet {
    /// Puts the records in order, without regard to case, accents and what is no letter or digit before the first that is.
    #[must_use]
    pub fn new(visible: &Visible) -> Alphabet {
        let key = |position: RecordIx| {
            let folded = fold(visible.review.records[position].title());
            let title = folded.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
            (letter(&title), title, position)
        };
        let mut titles: Vec<(String, String, RecordIx)> = visible.all().map(key).collect();
        titles.sort();
        Alphabet { records: titles.into_iter().map(|(letter, _, position)| (letter, position)).collect() }
    }
}

/// What a folded title stands under.
fn letter(title: &str) -> String {
    match title.chars().next() {
        Some(first) if first.is_numeric() => "0–9".to_owned(),
        Some(first) => first.to_uppercase().collect(),
        None => "…".to_owned(),
    }
}
