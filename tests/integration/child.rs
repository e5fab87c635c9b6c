//! This very binary, run again as another process: one that is killed, or that has limits and file systems of its own.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::{publish, watcher};

/// What the child does, and where: `task:folder`.
const TASK: &str = "RAPPORTEUR_TEST_TASK";

/// Runs this binary for a task; `prefix` is a command that it is run by, if any.
pub(crate) fn run(prefix: &[&str], task: &str, folder: &Path) -> io::Result<Child> {
    let this = std::env::current_exe()?;
    let words: Vec<&OsStr> = prefix.iter().map(OsStr::new).chain([this.as_os_str()]).collect();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).args(["child::task", "--exact", "--test-threads=1", "--nocapture"]);
    command.env(TASK, format!("{task}:{}", folder.display())).env("RAYON_NUM_THREADS", "2");
    command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()
}

/// Does what the environment says; in the process that runs all tests, nothing.
#[test]
fn task() -> Result<(), Box<dyn std::error::Error>> {
    let Ok(task) = std::env::var(TASK) else { return Ok(()) };
    let Some((task, folder)) = task.split_once(':') else { return Err("no folder".into()) };
    let folder = Path::new(folder);
    publish::task(task, folder).or_else(|| watcher::task(task, folder)).unwrap_or_else(|| Err("no such task".into()))
}
