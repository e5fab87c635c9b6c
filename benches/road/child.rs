//! One measurement in a process of its own, so that its memory and its processor time are its own: the end that starts
//! it, the end that measures, and the lines by which figures pass from one to the other.

use std::env;
use std::path::Path;
use std::process::Command;

use crate::common::disk::Outcome;
use crate::common::figures::Figures;
use crate::common::process::{peak_memory, processor_time};
use crate::common::settings::number;
use crate::floor;
use crate::measure;
use crate::meter;

/// Starts a measurement and waits for its figures, among them what was seen from outside, as of other programs.
pub(crate) fn start(task: &str, threads: usize, paths: &[&Path]) -> Outcome<Figures> {
    let mut command = Command::new(env::current_exe()?);
    let (output, outside) = meter::run(command.args(["child", task, &threads.to_string()]).args(paths))?;
    let mut figures = from_lines(&String::from_utf8(output.stdout)?)?;
    for name in ["wall", "processor"] {
        if let Some(value) = outside.get(name) {
            figures.set(&format!("{name} outside"), value);
        }
    }
    Ok(figures)
}

/// The other end of [`start`].
pub(crate) fn measure(task: &str, threads: &str, paths: &[&str]) -> Outcome<()> {
    rayon::ThreadPoolBuilder::new().num_threads(number(threads)?).build_global()?;
    let paths = paths.iter().map(Path::new).collect::<Vec<_>>();
    let mut figures = match (task, &paths[..]) {
        ("build", [content, site]) => measure::build(content, site)?,
        ("index", [content]) => measure::index(content)?,
        ("floor", [content, site, out]) => floor::copy(content, site, out)?,
        _ => return Err("a child is started by the benchmark itself only".into()),
    };
    add_process(&mut figures);
    print!("{}", to_lines(&figures));
    Ok(())
}

/// Adds what the system knows of this process: the most memory it held, and its processor time where the measurement
/// has not set a share of it.
fn add_process(figures: &mut Figures) {
    if let Some(memory) = peak_memory("self") {
        figures.set("memory", memory);
    }
    if let (None, Some(time)) = (figures.get("processor"), processor_time("self")) {
        figures.set("processor", time);
    }
}

/// A line for each figure, as [`from_lines`] reads it.
fn to_lines(figures: &Figures) -> String {
    figures.0.iter().map(|(name, value)| format!("{name}={value}\n")).collect()
}

fn from_lines(lines: &str) -> Outcome<Figures> {
    let mut figures = Figures::default();
    for line in lines.lines() {
        let (name, value) = line.split_once('=').ok_or_else(|| format!("not a figure: {line}"))?;
        figures.set(name, value.parse()?);
    }
    Ok(figures)
}
