//! Signals that end a process wait while the visible steps of a publication are taken.
//!
//! signal-hook cannot give a signal back once it has taken it: without an action left, the signal would be ignored ever
//! after, and Ctrl-C would no longer end `watch`. So its actions stay, and outside a publication do what the system
//! would have done. They are taken at the first publication, and only of signals that nobody else then handles or ignores.
//!
//! One more signal is a limit on the size of files (`ulimit -f`), by which the system ends a process without a word. Taken, it
//! leaves the error of the write, which can be told.

use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Once, OnceLock, PoisonError};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::flag;
use signal_hook::low_level::emulate_default_handler;

/// As long as it lives, a signal to end is only noted; at the end it takes effect.
pub(super) struct SignalGuard {
    state: &'static SignalState,
}

/// What the signal actions share with the publications of this process.
struct SignalState {
    /// Whether no publication is at its visible steps.
    is_idle: Arc<AtomicBool>,
    /// The signal that came meanwhile; 0 is none.
    pending: Arc<AtomicUsize>,
    /// How many publications are at their visible steps.
    guards: Mutex<usize>,
}

/// Lets a file that grows beyond the limit be an error of the write, for as long as the process lives.
pub(super) fn outlive_file_size_limit() {
    static TAKEN: Once = Once::new();
    // Where it cannot be taken, the system does what it did before.
    TAKEN.call_once(|| drop(flag::register(SIGXFSZ, Arc::default())));
}

impl SignalGuard {
    /// Begins to hold signals back.
    pub(super) fn begin() -> SignalGuard {
        static STATE: OnceLock<SignalState> = OnceLock::new();
        let state = STATE.get_or_init(SignalState::install);
        let mut guards = state.guards.lock().unwrap_or_else(PoisonError::into_inner);
        *guards += 1;
        state.is_idle.store(false, Ordering::SeqCst);
        SignalGuard { state }
    }
}

impl Drop for SignalGuard {
    fn drop(&mut self) {
        let mut guards = self.state.guards.lock().unwrap_or_else(PoisonError::into_inner);
        *guards -= 1;
        if *guards > 0 {
            return;
        }
        self.state.is_idle.store(true, Ordering::SeqCst);
        if let Ok(signal @ 1..) = i32::try_from(self.state.pending.swap(0, Ordering::SeqCst)) {
            // Nothing can be done if it fails, and it fails only for signals that cannot be handled.
            let _ = emulate_default_handler(signal);
        }
    }
}

impl SignalState {
    fn install() -> SignalState {
        let state = SignalState {
            is_idle: Arc::new(AtomicBool::new(true)),
            pending: Arc::new(AtomicUsize::new(0)),
            guards: Mutex::new(0),
        };
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        for (signal, number) in [(SIGINT, SIGINT as usize), (SIGTERM, SIGTERM as usize), (SIGHUP, SIGHUP as usize)] {
            if is_taken(&status, number) {
                continue;
            }
            // A signal that cannot be held back cuts the publication short; the next build finishes it.
            if flag::register_conditional_default(signal, Arc::clone(&state.is_idle)).is_ok() {
                let _ = flag::register_usize(signal, Arc::clone(&state.pending), number);
            }
        }
        state
    }
}

/// Whether the process handles or ignores a signal, as Linux tells in `/proc/self/status`, see proc(5).
fn is_taken(status: &str, signal: usize) -> bool {
    status.lines().any(|line| {
        let mask = line.strip_prefix("SigIgn:").or_else(|| line.strip_prefix("SigCgt:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
            .is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_is_taken_if_it_is_ignored_or_caught() {
        let status = "Name:\tx\nSigIgn:\t0000000000000001\nSigCgt:\t0000000000004000\n";
        assert!(is_taken(status, 1) && is_taken(status, 15));
        assert!(!is_taken(status, 2) && !is_taken("", 2));
    }
}
