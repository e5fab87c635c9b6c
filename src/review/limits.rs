//! By when something is due. A date that is no single day counts as its last one, so that nothing is called late before it
//! certainly is; where nobody knows the date, there is no limit.

use crate::review::components::speaks_for;
use crate::review::date::{Date, Day};
use crate::review::kind::consultation::CLOSES;
use crate::review::kind::recommendation::{DUE, RESPONSE_DUE};
use crate::review::link::Review;
use crate::review::record::RecordIx;
use crate::review::start::ClockStart;

/// From when on the clock for responses runs; none where there is no such clock, or no such date.
#[must_use]
pub fn clock_start(review: &Review) -> Option<Date> {
    match review.clock_start? {
        ClockStart::Date(date) => Some(date),
        ClockStart::Record(record) => review.records[record].date(),
    }
}

/// By when a recommendation is to be answered: what it says itself, else what the clock of the review does.
#[must_use]
pub fn response_limit(review: &Review, recommendation: RecordIx) -> Option<Day> {
    let home = speaks_for(review, recommendation, &RESPONSE_DUE.field);
    if let Some(own) = review.records[home].values.get(&RESPONSE_DUE) {
        return own.last();
    }
    Some(review.settings.clocks.response?.after(clock_start(review)?.last()?))
}

/// By when a recommendation is to be carried out.
#[must_use]
pub fn completion_limit(review: &Review, recommendation: RecordIx) -> Option<Day> {
    review.records[speaks_for(review, recommendation, &DUE.field)].values.get(&DUE)?.last()
}

/// By when the next report of progress is due after a day.
#[must_use]
pub fn report_limit(review: &Review, last: Day) -> Option<Day> {
    Some(review.settings.clocks.progress?.after(last))
}

/// By when the comments of a consultation are to be answered.
#[must_use]
pub fn comments_limit(review: &Review, consultation: RecordIx) -> Option<Day> {
    let closes = review.records[consultation].values.get(&CLOSES)?.last()?;
    Some(review.settings.clocks.comments?.after(closes))
}
