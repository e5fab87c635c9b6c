//! What it costs to have the program: how many libraries it is built from, how long a build of it takes with nothing compiled
//! before, and how large it then is. The only file of the benchmark that asks cargo.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::common::disk::{Outcome, Scratch, at};
use crate::common::figures::Figures;
use crate::common::process::ticks;
use crate::common::table::{Unit, table};

const ROWS: [(&str, &str, Unit); 4] = [
    ("libraries", "libraries", Unit::Count),
    ("wall", "wall", Unit::Seconds),
    ("processor", "processor Σ", Unit::Seconds),
    ("program", "program", Unit::Bytes),
];

/// Builds the program once in a new folder inside `dir`, and prints what that took.
pub(crate) fn print(dir: &Path) -> Outcome<()> {
    println!("{}", table(&ROWS, &[("cold build", &[measure(dir)?])]));
    Ok(())
}

fn measure(dir: &Path) -> Outcome<Figures> {
    let scratch = Scratch::inside(dir)?;
    let mut figures = Figures::default();
    figures.count("libraries", libraries()?)?;
    let folder = scratch.0.to_str().ok_or("the folder has a name that cargo cannot be told")?;
    let before = ticks("self", 13);
    let start = Instant::now();
    cargo(&["build", "--release", "--target-dir", folder])?;
    figures.time("wall", start.elapsed());
    if let (Some(before), Some(after)) = (before, ticks("self", 13)) {
        figures.set("processor", after - before);
    }
    let program = scratch.0.join("release").join(env!("CARGO_PKG_NAME"));
    figures.count("program", at(&program, fs::metadata(&program))?.len())?;
    Ok(figures)
}

/// How many libraries are compiled for this system, each version for itself, with those that only run while it is built.
fn libraries() -> Outcome<usize> {
    let tree = cargo(&["tree", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"])?;
    // What kind of library it is, and that it was listed before, stands in parentheses.
    let all = tree.lines().filter_map(|line| line.split(" (").next()).collect::<BTreeSet<_>>();
    Ok(all.len() - 1)
}

/// What cargo prints to standard output; what it tells of its progress is for whoever runs the benchmark. Nothing is
/// downloaded: the benchmark was itself built from the same libraries.
fn cargo(arguments: &[&str]) -> Outcome<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(arguments).args(["--locked", "--offline"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    // A wrapper may keep what has been compiled before, and the build would not be a cold one.
    let output = cargo.env_remove("RUSTC_WRAPPER").stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("`cargo {}` failed", arguments.join(" ")).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
