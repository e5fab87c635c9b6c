//! The loop of `serve` and `watch`: it waits until something changed, and looks again.
//!
//! File events say when to look, and where first, so that a save is seen at once whatever the size of the review. What
//! they do not say is found all the same: when the hands have come to rest, everything is looked at once more.

use std::time::{Duration, Instant};

use crate::review::date::Day;
use crate::serve::watcher::Watcher;
use crate::text::source::Look;

/// How long after the last event everything is looked at once more.
const REST: Duration = Duration::from_secs(1);
/// How long a wait for another day may last: a clock that counts seconds stands still while a computer sleeps.
const LONGEST_WAIT: Duration = Duration::from_secs(600);

/// Says which day counts as today, and how long it lasts; `None` for a day that was given, which lasts for ever.
pub type Clock = dyn Fn() -> (Day, Option<Duration>);

/// Calls `again` whenever something may have changed, with where to look and the day that counts as today.
pub fn follow(watcher: &mut Watcher, clock: &Clock, again: &mut dyn FnMut(Look<'_>, Day)) -> ! {
    let mut rest: Option<Instant> = None;
    loop {
        let until_rest = rest.map(|rest| rest.saturating_duration_since(Instant::now()));
        let until_tomorrow = clock().1.map(|lasts| lasts.min(LONGEST_WAIT));
        let patience = [until_rest, until_tomorrow].into_iter().flatten().min();
        match watcher.wait(patience) {
            Some(noticed) if !noticed.everything => {
                again(Look::At(&noticed.paths), clock().0);
                rest = Some(Instant::now() + REST);
            }
            _ => {
                again(Look::Everything, clock().0);
                rest = None;
            }
        }
    }
}
