//! What one measurement found: numbers by name, as they pass from a process that measures to the one that prints.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use crate::disk::Outcome;

/// Seconds, bytes or counts, by name. A figure that the system does not give is absent.
#[derive(Clone, Default)]
pub(crate) struct Figures(BTreeMap<String, f64>);

impl Figures {
    pub(crate) fn set(&mut self, name: &str, value: f64) {
        self.0.insert(name.to_owned(), value);
    }

    pub(crate) fn time(&mut self, name: &str, value: Duration) {
        self.set(name, value.as_secs_f64());
    }

    /// Takes a whole number of any type.
    pub(crate) fn count(&mut self, name: &str, value: impl ToString) -> Outcome<()> {
        self.set(name, value.to_string().parse()?);
        Ok(())
    }

    pub(crate) fn get(&self, name: &str) -> Option<f64> {
        self.0.get(name).copied()
    }

    /// Adds what the system knows of this process: the most memory it held, and its processor time where the
    /// measurement has not set a share of it.
    pub(crate) fn add_process(&mut self) {
        if let Some(memory) = peak_memory() {
            self.set("memory", memory);
        }
        if let (None, Some(time)) = (self.get("processor"), processor_time()) {
            self.set("processor", time);
        }
    }

    /// A line for each figure, as [`Figures::from_lines`] reads it.
    pub(crate) fn to_lines(&self) -> String {
        self.0.iter().map(|(name, value)| format!("{name}={value}\n")).collect()
    }

    pub(crate) fn from_lines(lines: &str) -> Outcome<Self> {
        let mut figures = Self::default();
        for line in lines.lines() {
            let (name, value) = line.split_once('=').ok_or_else(|| format!("not a figure: {line}"))?;
            figures.set(name, value.parse()?);
        }
        Ok(figures)
    }
}

/// The seconds that this process has spent on the processor, in its own code and in the system's: `utime` and `stime`
/// of proc(5), in ticks, of which Linux shows 100 a second on every architecture it builds for today.
pub(crate) fn processor_time() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program stands in parentheses and may hold spaces; the 3rd field follows it.
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut ticks = fields.split(' ').skip(11).map(str::parse::<f64>);
    Some((ticks.next()?.ok()? + ticks.next()?.ok()?) / 100.0)
}

/// The most memory that this process has held at once, in bytes: `VmHWM` of proc(5).
fn peak_memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes = line.trim().strip_suffix(" kB")?.parse::<f64>().ok()?;
    Some(kibibytes * 1024.0)
}
