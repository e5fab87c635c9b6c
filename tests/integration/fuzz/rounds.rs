//! How long a test goes on: a number of rounds, or a time, or one round.

use std::env::var;
use std::time::{Duration, Instant};

use fastrand::Rng;

use super::tell;

/// Runs rounds of a test, each with random numbers from a seed of its own.
#[expect(clippy::print_stdout, reason = "how far it came is what somebody who gives it time wants to know")]
pub(crate) fn rounds(what: &str, count: u64, round: impl Fn(&mut Rng)) {
    if let Some(seed) = number("RAPPORTEUR_SEED") {
        return tell(seed, round);
    }
    let started = Instant::now();
    let mut done = 0;
    if let Some(seconds) = number("RAPPORTEUR_SECONDS") {
        // Far from the seeds that every run takes.
        let first = Rng::new().u64(1 << 32..1 << 48);
        while started.elapsed() < Duration::from_secs(seconds) {
            tell(first + done, &round);
            done += 1;
        }
    } else {
        let count = if var("THOROUGH").as_deref() == Ok("yes") { count * 10 } else { count };
        while done < count {
            tell(done, &round);
            done += 1;
        }
    }
    println!("{what}: {done} rounds in {:.1} s", started.elapsed().as_secs_f64());
}

fn number(name: &str) -> Option<u64> {
    var(name).ok().map(|text| text.parse().expect("a whole number"))
}
