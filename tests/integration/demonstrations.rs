//! The two reviews that this repository shows: nothing is said against either, as strictly as it can be asked.

use crate::program;
use crate::tree;

/// Where each is, and a day after all that it tells.
pub(crate) const DEMONSTRATIONS: [(&str, &str); 2] =
    [("content", "2024-12-31"), ("tests/reviews/grenfell-phase-2/content", "2026-03-01")];

#[test]
fn each_demonstration_is_checked_with_nothing_to_say() {
    for (content, day) in DEMONSTRATIONS {
        // Not held against what somebody has built here once.
        let check =
            ["check", "--strict", "--content", content, "--as-of", day, "--out", "target/nothing-is-published-here"];
        let printed = program::run(tree::repository(), &check);
        assert_eq!(printed.code, Some(0), "{content}: {}", printed.all());
        assert!(printed.all().ends_with("; no problems\n") && printed.all().lines().count() == 1, "{}", printed.all());
    }
}
