//! What a run of the benchmark is asked for.

use std::path::PathBuf;

use crate::USAGE;
use crate::common::disk::Outcome;
use crate::common::settings::{self, number, numbers};
use crate::program::{Kind, Program};

/// The options.
pub(crate) struct Settings {
    pub(crate) sizes: Vec<usize>,
    pub(crate) runs: usize,
    pub(crate) threads: usize,
    pub(crate) dir: PathBuf,
    /// The programs that build the same review beside ours.
    pub(crate) others: Vec<Program>,
    /// Whether phases and pages are held against what is allowed, instead of all that else is measured.
    pub(crate) budget: bool,
    /// Whether it is a failure when something is over that.
    pub(crate) strict: bool,
}

impl Settings {
    pub(crate) fn read(words: &[&str]) -> Outcome<Self> {
        let mut settings = Self {
            sizes: vec![1_000, 10_000],
            runs: 5,
            threads: std::thread::available_parallelism()?.get(),
            dir: settings::folder(),
            others: Vec::new(),
            budget: words.contains(&"--budget"),
            strict: words.contains(&"--strict"),
        };
        if settings.budget {
            // The size that the table of what is allowed is for.
            settings.sizes = vec![1_000];
        }
        let words = words.iter().copied().filter(|word| !["--budget", "--strict"].contains(word)).collect::<Vec<_>>();
        for option in words.chunks(2) {
            match *option {
                ["--sizes", sizes] => settings.sizes = numbers(sizes)?,
                ["--runs", runs] => settings.runs = number(runs)?,
                ["--threads", threads] => settings.threads = number(threads)?,
                ["--dir", dir] => settings.dir = PathBuf::from(dir),
                ["--hugo", path] => settings.others.push(Program::new(Kind::Hugo, path)),
                ["--zola", path] => settings.others.push(Program::new(Kind::Zola, path)),
                _ => return Err(format!("cannot read `{}`\n{USAGE}", option.join(" ")).into()),
            }
        }
        Ok(settings)
    }
}
