//! Reviews that nobody would write: each made from a seed, by the declarations of the kinds and settings alone, with every
//! field there or not, of every form, and references from anywhere to anything. Each is built several times, for days
//! before, between and after its dates, for a disk and for hosts, with its drafts and without; the same bytes must come of
//! it each time, and every link, id and record must be found on its pages. Others get faults, and must be refused alike.
//!
//! A new kind or field is made up without a change here; a new shape of values does not compile until it has some.
//!
//! - `cargo test --test integration reviews` looks at a fixed number of reviews, `THOROUGH=yes` at ten times as many.
//! - `RAPPORTEUR_SECONDS=60 cargo test --release --test integration reviews -- --nocapture` goes on for a minute, with seeds
//!   of its own from `RAPPORTEUR_SEED` on, if that is given.
//! - `RAPPORTEUR_SEED=7 cargo test --test integration reviews` looks at one review.
//!
//! Of a review that fails, all is left out without which it still fails; the rest is printed, and kept below `target/tmp`.

mod body;
mod chance;
mod coverage;
mod faults;
mod made;
mod page;
mod review;
mod shrink;
mod site;
mod trial;
mod values;
mod words;
mod world;

use std::io::{self, Write as _};
use std::ops::Range;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use coverage::Coverage;
use site::Figures;
use trial::Outcome;

/// How many reviews every run looks at.
const REVIEWS: u64 = 30;
/// How many reviews with faults.
const FAULTY: u64 = 40;
/// How many reviews have everything in them, taken together.
const COVERED: u64 = 300;

#[test]
fn reviews_of_every_form_are_built_whole() {
    let figures = tried("built", REVIEWS, trial::whole);
    assert!(figures.pages > 0 && figures.links > 0 && figures.ids > 0, "{figures:?}");
}

#[test]
fn reviews_with_faults_are_refused_alike() {
    let figures = tried("with faults", FAULTY, trial::faulty);
    // Of a few, all may have faults that are none.
    assert!(figures.refused > 0 || figures.reviews < 10, "{figures:?}");
}

#[test]
fn reviews_have_every_field_there_and_not() {
    let lacking = Coverage::of(0..COVERED).lacking();
    assert!(lacking.is_empty(), "in no review: {lacking:#?}");
}

/// Tries the reviews of many seeds; the first that fails is made small and reported.
fn tried(what: &str, count: u64, trial: fn(u64) -> Outcome) -> Figures {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect(name));
    let (seed, seconds) = (number("RAPPORTEUR_SEED"), number("RAPPORTEUR_SECONDS"));
    let count = if std::env::var("THOROUGH").is_ok_and(|text| text == "yes") { count * 10 } else { count };
    let seeds: Range<u64> = match (seed, seconds) {
        (Some(seed), None) => seed..seed + 1,
        (from, Some(_)) => from.unwrap_or(1_000_000)..u64::MAX,
        (None, None) => 0..count,
    };
    let end = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let mut figures = Figures::default();
    let mut next = seeds.start;
    while next < seeds.end && end.is_none_or(|end| Instant::now() < end) {
        let until = seeds.end.min(next.saturating_add(16));
        let found: Outcome =
            (next..until).into_par_iter().map(trial).try_reduce(Figures::default, |one, other| Ok(one.and(other)));
        match found {
            Ok(more) => figures = figures.and(more),
            Err(failure) => panic!("{failure}"),
        }
        next = until;
    }
    // Nothing depends on whether the figures are seen.
    let _ = writeln!(io::stderr(), "reviews {what}: {figures:?}");
    figures
}
