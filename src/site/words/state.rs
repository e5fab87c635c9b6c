//! Where things stand by their dates and by what was said of them, where no field of the content says so itself.

use crate::review::kind::word::{Mark, Word};

/// A period has begun, and not ended.
pub static UNDER_WAY: Word = Word::new("under way", Mark::Partly);
/// A period has begun; nobody knows whether it has ended.
pub static BEGUN: Word = Word::new("begun", Mark::Begun);
/// Something has not begun.
pub static TO_COME: Word = Word::new("to come", Mark::Plain);
/// A period is over, or an action item done.
pub static DONE: Word = Word::new("done", Mark::Good);

/// Comments are taken.
pub static COMMENTS_OPEN: Word = Word::new("open", Mark::Plain);
/// Comments are taken no more.
pub static COMMENTS_CLOSED: Word = Word::new("closed", Mark::Plain);

/// Something is still to be done about a recommendation.
pub static OPEN: Word = Word::new("open", Mark::Partly);
/// Nothing is.
pub static CLOSED: Word = Word::new("closed", Mark::Good);
/// Those who made a recommendation have taken it back.
pub static WITHDRAWN: Word = Word::new("withdrawn", Mark::Plain);

/// An action item should have been done.
pub static ITEM_LATE: Word = Word::new("late", Mark::Bad);
/// An action item is to be done.
pub static ITEM_OPEN: Word = Word::new("open", Mark::Plain);
