//! Waiting until something happens to a folder: saves of many editors, folders and roots that come and go, limits of the
//! system, and a mirror that is kept through a storm.
//!
//! No test asserts how soon something is reported, only that it is, and what can be read then.

mod fixture;
mod folders;
mod limits;
mod mirror;
mod roots;
mod saves;

use std::path::Path;

use fixture::Outcome;

/// What this binary does as another process; none if the task is not of these tests.
pub(crate) fn task(task: &str, folder: &Path) -> Option<Outcome> {
    Some(match task {
        "few-watches" => limits::lives_with_few_watches(folder),
        "fewer-watches" => limits::runs_out_of_watches(folder),
        "no-instances" => limits::lives_without_instances(folder),
        "stopped" => limits::is_stopped(folder),
        _ => return None,
    })
}
