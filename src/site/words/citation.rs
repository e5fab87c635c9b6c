//! What a citation says beside the words of what is cited.

/// In the place of a year that nobody knows.
pub const NO_DATE: &str = "n.d.";

/// Which edition of a record it is, by the day of that.
#[must_use]
pub fn edition(day: &str) -> String {
    format!("Edition of {day}")
}
