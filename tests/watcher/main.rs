//! Waiting until something happens to a folder: saves of many editors, folders and roots that come and go, limits of the
//! system, and a mirror that is kept through a storm.
//!
//! No test asserts how soon something is reported, only that it is, and what can be read then. Some run this very binary
//! again, as a process with limits of its own: `child` then does what the environment variable says.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests make and read folders of their own")]

mod folders;
mod ground;
mod limits;
mod mirror;
mod roots;
mod saves;

use std::path::Path;

use crate::ground::{Outcome, TASK};

#[test]
fn child() -> Outcome {
    let Ok(task) = std::env::var(TASK) else { return Ok(()) };
    let Some((task, folder)) = task.split_once(':') else { return Err("no folder".into()) };
    let folder = Path::new(folder);
    match task {
        "few-watches" => limits::lives_with_few_watches(folder),
        "fewer-watches" => limits::runs_out_of_watches(folder),
        "no-instances" => limits::lives_without_instances(folder),
        "stopped" => limits::is_stopped(folder),
        _ => Err("no such task".into()),
    }
}
