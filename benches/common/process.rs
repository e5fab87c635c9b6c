//! What Linux knows of a process: the processor time it took and the most memory it held. Elsewhere both are unknown.
//!
//! A process is named as its folder in `/proc` is: by its number, or `self` for the one that asks.

use std::fs;

/// The seconds that a process has spent on the processor, in its own code and in the system's: `utime` and `stime` of
/// proc(5), in ticks, of which Linux shows 100 a second on every architecture it builds for today.
pub(crate) fn processor_time(process: &str) -> Option<f64> {
    ticks(process, 11)
}

/// Two times in ticks that stand beside each other in that file, added up, in seconds; `skipped` are the fields from
/// the third on that stand before them.
pub(crate) fn ticks(process: &str, skipped: usize) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the program stands in parentheses and may hold spaces; the 3rd field follows it.
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut ticks = fields.split(' ').skip(skipped).map(str::parse::<f64>);
    Some((ticks.next()?.ok()? + ticks.next()?.ok()?) / 100.0)
}

/// The most memory that a process has held at once, in bytes: `VmHWM` of proc(5).
pub(crate) fn peak_memory(process: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes = line.trim().strip_suffix(" kB")?.parse::<f64>().ok()?;
    Some(kibibytes * 1024.0)
}
