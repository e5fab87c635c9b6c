//! What a program took that is known by its command line alone: seen from outside, and so alike for all.

use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::common::disk::Outcome;
use crate::common::figures::Figures;
use crate::common::process::{peak_memory, ticks};

/// How often the memory of a running program is asked for: what it takes in its last moments, Linux forgets with it.
const EVERY: Duration = Duration::from_millis(3);

/// Runs a program to its end: what it printed, the time on the clock from before its start until after its end, the
/// processor time of it and of whatever it started and waited for, and the most memory that it was seen to hold.
pub(crate) fn run(command: &mut Command) -> Outcome<(Output, Figures)> {
    let before = children_time();
    let name = command.get_program().to_string_lossy().into_owned();
    let start = Instant::now();
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let child = child.map_err(|error| format!("{name}: {error}"))?;
    let process = child.id().to_string();
    let has_ended = AtomicBool::new(false);
    let (output, wall, memory) = thread::scope(|scope| -> Outcome<_> {
        let watcher = scope.spawn(|| {
            let mut most = None;
            while !has_ended.load(Ordering::Relaxed) {
                most = peak_memory(&process).or(most);
                thread::sleep(EVERY);
            }
            most
        });
        let output = child.wait_with_output();
        let wall = start.elapsed();
        has_ended.store(true, Ordering::Relaxed);
        let memory = watcher.join().map_err(|_| "the thread that asks for the memory failed")?;
        Ok((output?, wall, memory))
    })?;
    if !output.status.success() {
        let said = [&output.stdout[..], &output.stderr].concat();
        return Err(format!("{name}: {}\n{}", output.status, String::from_utf8_lossy(&said).trim_end()).into());
    }
    let mut figures = Figures::default();
    figures.time("wall", wall);
    if let (Some(before), Some(after)) = (before, children_time()) {
        figures.set("processor", after - before);
    }
    if let Some(memory) = memory {
        figures.set("memory", memory);
    }
    Ok((output, figures))
}

/// The processor time of all processes that this one has started and waited for: `cutime` and `cstime` of proc(5).
fn children_time() -> Option<f64> {
    ticks("self", 13)
}
