//! The runs of one size: what is measured in each, and the tables that are printed of all.

use std::fs;
use std::path::Path;

use crate::child;
use crate::common::disk::{Outcome, at};
use crate::common::figures::Figures;
use crate::common::table::{Unit, spread, table};
use crate::edit;
use crate::program::Program;
use crate::settings::Settings;

/// The measurements of one size, one entry a run in each list.
#[derive(Default)]
pub(crate) struct Runs {
    fresh: Vec<Figures>,
    unchanged: Vec<Figures>,
    edited: Vec<Figures>,
    floor: Vec<Figures>,
    floor_on_one: Vec<Figures>,
    /// Those of the other programs, in their order.
    others: Vec<Vec<Figures>>,
}

impl Runs {
    /// Measures everything once: the other programs before ours and after it by turns, so that none always has the
    /// colder machine. The floor comes last, since it hands the site from folder to folder.
    pub(crate) fn run(&mut self, scratch: &Path, settings: &Settings) -> Outcome<()> {
        let threads = settings.threads;
        let [content, site, copy, second] = ["content", "site", "copy", "second"].map(|name| scratch.join(name));
        let others_first = self.fresh.len() % 2 == 1;
        if others_first {
            self.run_others(scratch, settings)?;
        }
        self.fresh.push(child::start("build", threads, &[&content, &site])?);
        if !others_first {
            self.run_others(scratch, settings)?;
        }
        self.unchanged.push(child::start("build", threads, &[&content, &site])?);
        edit::make(&content)?;
        self.edited.push(child::start("build", threads, &[&content, &site])?);
        edit::undo(&content)?;
        self.floor.push(child::start("floor", threads, &[&content, &site, &copy])?);
        self.floor_on_one.push(child::start("floor", 1, &[&content, &copy, &second])?);
        at(&second, fs::remove_dir_all(&second))
    }

    fn run_others(&mut self, scratch: &Path, settings: &Settings) -> Outcome<()> {
        self.others.resize_with(settings.others.len(), Vec::new);
        for (program, runs) in settings.others.iter().zip(&mut self.others) {
            runs.push(program.build(scratch, settings.threads)?);
            let out = program.out(scratch);
            at(&out, fs::remove_dir_all(&out))?;
        }
        Ok(())
    }
}

/// A figure, what it is called and what it is measured in.
type Row = (&'static str, &'static str, Unit);

const BUILD_ROWS: [Row; 15] = [
    ("read", "read", Unit::Seconds),
    ("parse", "parse", Unit::Seconds),
    ("link", "link", Unit::Seconds),
    ("pages", "pages Σ", Unit::Seconds),
    ("render", "render Σ", Unit::Seconds),
    ("write", "write Σ", Unit::Seconds),
    ("wall", "wall", Unit::Seconds),
    ("processor", "processor", Unit::Seconds),
    ("memory", "peak memory", Unit::Bytes),
    ("page count", "pages", Unit::Count),
    ("bytes", "bytes", Unit::Bytes),
    ("window", "window", Unit::Seconds),
    ("added", "files added", Unit::Count),
    ("changed", "files changed", Unit::Count),
    ("unchanged", "files unchanged", Unit::Count),
];

/// What is compared of all programs.
const PROGRAM_ROWS: [Row; 5] = [
    ("wall", "wall", Unit::Seconds),
    ("processor", "processor", Unit::Seconds),
    ("memory", "peak memory", Unit::Bytes),
    ("files", "files", Unit::Count),
    ("bytes", "bytes", Unit::Bytes),
];

const FLOOR_ROWS: [Row; 6] = [
    ("read", "read", Unit::Seconds),
    ("write", "write", Unit::Seconds),
    ("wall", "wall", Unit::Seconds),
    ("processor", "processor", Unit::Seconds),
    ("files", "files", Unit::Count),
    ("bytes", "bytes", Unit::Bytes),
];

impl Runs {
    /// Prints all of it as tables.
    pub(crate) fn print(&self, settings: &Settings) {
        let builds = [
            ("first build", &self.fresh[..]),
            ("nothing changed", &self.unchanged),
            ("one word changed", &self.edited),
        ];
        println!("{}", table(&BUILD_ROWS, &builds));
        let threads = settings.threads;
        let heading = format!("floor, {threads} thread{}", if threads == 1 { "" } else { "s" });
        let floors = [(heading.as_str(), &self.floor[..]), ("floor, 1 thread", &self.floor_on_one)];
        println!("{}", table(&FLOOR_ROWS, &floors));
        for (heading, floor) in floors {
            println!("first build / {heading}: {}", spread(&ratios(&self.fresh, floor, "wall"), Unit::Times));
        }
        if !settings.others.is_empty() {
            self.print_others(&settings.others);
        }
    }

    /// Prints what the programs took for a first build, and ours in shares of the others'.
    fn print_others(&self, others: &[Program]) {
        let ours = self.fresh.iter().map(as_of_outside).collect::<Vec<_>>();
        let mut columns = vec![("rapporteur", &ours[..])];
        columns.extend(others.iter().zip(&self.others).map(|(program, runs)| (program.name(), &runs[..])));
        println!(
            "\nA first build of the same review, each program seen from outside\n{}",
            table(&PROGRAM_ROWS, &columns)
        );
        for (program, theirs) in others.iter().zip(&self.others) {
            for (name, label, _) in PROGRAM_ROWS {
                let ratio = spread(&ratios(&ours, theirs, name), Unit::Times);
                println!("{:34}{ratio}", format!("rapporteur / {}, {label}:", program.name()));
            }
        }
    }
}

/// The figures of our build as those of other programs are taken.
fn as_of_outside(build: &Figures) -> Figures {
    let mut figures = Figures::default();
    let names = [
        ("wall outside", "wall"),
        ("processor outside", "processor"),
        ("memory", "memory"),
        ("page count", "files"),
        ("bytes", "bytes"),
    ];
    for (inside, name) in names {
        if let Some(value) = build.get(inside) {
            figures.set(name, value);
        }
    }
    figures
}

/// A figure of each run of one in shares of that of the same run of another.
fn ratios(of: &[Figures], by: &[Figures], name: &str) -> Vec<f64> {
    of.iter().zip(by).filter_map(|(of, by)| Some(of.get(name)? / by.get(name)?)).collect()
}
