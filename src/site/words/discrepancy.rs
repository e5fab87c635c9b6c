//! What does not go together, as the sections of its page are called.

/// Progress against a verdict.
pub const COMPLETE_AGAINST_VERDICT: &str = "Said to be complete, and found not to be implemented in full";
/// Two entries of one day, part and body.
pub const SOURCES_DIFFER: &str = "Two things of one day";
/// Progress against a response.
pub const PROGRESS_ON_REJECTED: &str = "Progress on what was rejected";
/// Progress against later progress.
pub const TAKEN_BACK: &str = "Complete, and later not";
/// Progress against the day of a response.
pub const COMPLETE_BEFORE_RESPONSE: &str = "Complete before the first response";
