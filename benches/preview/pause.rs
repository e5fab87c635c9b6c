//! Waiting that ends when the benchmark is to end, so that an interrupted run still kills what it started and removes
//! what it wrote.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use signal_hook::consts::TERM_SIGNALS;

use crate::common::disk::Outcome;

static INTERRUPTED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// From now on a signal that asks the benchmark to end makes [`pause`] fail, instead of ending it at once.
pub(crate) fn catch_signals() -> Outcome<()> {
    for &signal in TERM_SIGNALS {
        signal_hook::flag::register(signal, Arc::clone(INTERRUPTED.get_or_init(Arc::default)))?;
    }
    Ok(())
}

/// Waits for a time.
pub(crate) fn pause(time: Duration) -> Outcome<()> {
    let end = Instant::now() + time;
    loop {
        if INTERRUPTED.get().is_some_and(|interrupted| interrupted.load(Ordering::Relaxed)) {
            return Err("interrupted".into());
        }
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        thread::sleep(left.min(Duration::from_millis(100)));
    }
}
