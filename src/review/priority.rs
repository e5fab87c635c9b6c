//! How urgent a recommendation is on a day, as those who rate it say.
//!
//! What one body says of one part never hides what another says, nor what it says of another part; of what it says itself the
//! latest holds. What has no date is older than what has one; what is dated after the day says nothing yet.

use crate::review::date::{Date, Day};
use crate::review::kind::history::PART;
use crate::review::kind::recommendation::{LEVEL, PRIORITY, RATED, RATED_BY};
use crate::review::link::Review;
use crate::review::party::{Party, party};
use crate::review::record::RecordIx;
use crate::review::value::Entry;

/// The levels that hold on a day, in the order in which they are written, each once.
#[must_use]
pub fn levels(review: &Review, record: RecordIx, as_of: Day) -> Vec<&str> {
    let entries = review.records[record].values.get(&PRIORITY);
    let date = |entry: &Entry| entry.values.get(&RATED).and_then(Date::last);
    let is_said = |entry: &&Entry| !entry.values.get(&RATED).is_some_and(|date| date.is_after(as_of));
    let mut levels: Vec<&str> = Vec::new();
    for entry in entries.iter().filter(is_said) {
        let is_newer =
            |other: &Entry| date(other) > date(entry) && whose(review, record, other) == whose(review, record, entry);
        if entries.iter().filter(is_said).any(is_newer) {
            continue;
        }
        let level = entry.values.get(&LEVEL).map(str::trim);
        levels.extend(level.filter(|level| !levels.contains(level)));
    }
    levels
}

/// Who says it, and of which part.
fn whose<'a>(review: &Review, record: RecordIx, entry: &'a Entry) -> (Option<Party>, Option<&'a str>) {
    (entry.values.get(&RATED_BY).map(|by| party(review, record, by)), entry.values.get(&PART))
}
