//! The loop of `serve` and `watch`: it waits until something changed, and calls back.
//!
//! File events say when to read again, and which files, so that a save is seen at once whatever the size of the review.
//! What they do not say is found all the same: when none has come for a second, everything is read once more.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use crate::review::date::Day;
use crate::serve::watcher::Watcher;
use crate::text::source::Rescan;

/// How long after the last event everything is read once more.
const SETTLE: Duration = Duration::from_secs(1);
/// How long a wait for another day may last: a clock that counts seconds stands still while a computer sleeps.
const LONGEST_WAIT: Duration = Duration::from_secs(600);

/// Says which day counts as today, and how long it lasts; `None` for a day that was given, which lasts for ever.
pub type Clock = dyn Fn() -> (Day, Option<Duration>);

/// What is done after a change; says whether to go on.
pub type OnChange<'a> = dyn FnMut(Rescan<'_>, Day) -> ControlFlow<()> + 'a;

/// Calls `on_change` whenever something may have changed, with what to read again and the day that counts as today, until
/// it has had enough. It begins with everything, since what was done before there was a watcher is told by nobody.
pub fn follow(watcher: &mut Watcher, clock: &Clock, on_change: &mut OnChange<'_>) {
    let mut settled_at = Some(Instant::now());
    loop {
        let until_settled = settled_at.map(|at| at.saturating_duration_since(Instant::now()));
        let until_tomorrow = clock().1.map(|lasts| lasts.min(LONGEST_WAIT));
        let timeout = [until_settled, until_tomorrow].into_iter().flatten().min();
        let changes = watcher.wait(timeout).filter(|changes| !changes.everything);
        settled_at = changes.is_some().then(|| Instant::now() + SETTLE);
        let rescan = changes.as_ref().map_or(Rescan::All, |changes| Rescan::Files(&changes.paths));
        if on_change(rescan, clock().0).is_break() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn another_day_is_a_change() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut watcher = Watcher::new(vec![folder.path().to_path_buf()], false);
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let (today, tomorrow) = (day("2024-12-31"), day("2025-01-01"));
        let asked = Cell::new(0);
        // It is a few moments before midnight until somebody has waited for what comes after the first look.
        let clock = move || {
            asked.set(asked.get() + 1);
            if asked.get() <= 3 { (today, Some(Duration::from_millis(20))) } else { (tomorrow, None) }
        };
        let mut days = Vec::new();
        follow(&mut watcher, &clock, &mut |rescan, day| {
            assert!(matches!(rescan, Rescan::All));
            days.push(day);
            if day == today { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        assert_eq!(days, [today, tomorrow]);
    }
}
