//! The benchmark of the whole pipeline, from a folder of content to a folder of pages, beside what the disk alone takes.
//!
//! ```text
//! cargo bench --bench road                                   1,000 and 10,000 records, 5 runs
//! cargo bench --bench road -- --sizes 1000,10000,100000      other sizes
//! cargo bench --bench road -- --runs 3 --threads 1           fewer runs, one thread
//! cargo bench --bench road -- --dir /var/tmp                 another disk; else /dev/shm, else the temporary folder
//! cargo bench --bench road -- corpus DIR N                   only writes DIR/content, a review of N records
//! cargo bench --bench road -- --build [DIR]                  builds the program itself, in a new folder in DIR (see `cost.rs`)
//! ```
//!
//! For each size it writes a corpus (see `common/corpus.rs`) and then, as often as there are runs, one after the
//! other: a build into no folder, a build with nothing changed, a build after one word of one body has changed, and
//! the floor (see `floor.rs`) on as many threads and on one. Each is a process of its own, so that its memory and its
//! processor time are its own; the sources have been read before, so that a disk's cache is warm for all alike.
//! Everything that is written goes into one folder, which is removed at the end, though not when the benchmark is
//! interrupted.
//!
//! A measurement needs room for the sources and the site; the floor holds the site in memory while it writes it, so in
//! `/dev/shm` it takes up memory twice.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark reports to whoever runs it")]
#![expect(clippy::disallowed_methods, reason = "a benchmark writes its corpus and starts itself again")]

mod child;
#[path = "../common/mod.rs"]
mod common;
mod cost;
mod edit;
mod floor;
mod measure;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use common::corpus;
use common::disk::{Outcome, Scratch, at};
use common::figures::Figures;
use common::settings::{self, number, numbers};
use common::table::{Unit, spread, table};

/// The allocator that the program has.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "\
usage: cargo bench --bench road -- [--sizes N,N…] [--runs N] [--threads N] [--dir DIR]
       cargo bench --bench road -- corpus DIR N
       cargo bench --bench road -- --build [DIR]";

fn main() -> ExitCode {
    // Cargo adds `--bench` when it benchmarks; without it, as under `cargo test --benches`, nothing is to be measured.
    let mut arguments = env::args().skip(1).collect::<Vec<_>>();
    let asked = arguments.iter().any(|argument| argument == "--bench");
    arguments.retain(|argument| argument != "--bench");
    let words = arguments.iter().map(String::as_str).collect::<Vec<_>>();
    let outcome = match words[..] {
        ["child", task, threads, ref paths @ ..] => child::measure(task, threads, paths),
        ["corpus", folder, records] => write_corpus(Path::new(folder), records),
        ["--build"] => cost::print(&env::temp_dir()),
        ["--build", folder] => cost::print(Path::new(folder)),
        [] if !asked => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Settings::read(&words).and_then(|settings| benchmark(&settings)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Settings {
    sizes: Vec<usize>,
    runs: usize,
    threads: usize,
    dir: PathBuf,
}

impl Settings {
    fn read(words: &[&str]) -> Outcome<Self> {
        let mut settings = Self {
            sizes: vec![1_000, 10_000],
            runs: 5,
            threads: std::thread::available_parallelism()?.get(),
            dir: settings::folder(),
        };
        for option in words.chunks(2) {
            match *option {
                ["--sizes", sizes] => settings.sizes = numbers(sizes)?,
                ["--runs", runs] => settings.runs = number(runs)?,
                ["--threads", threads] => settings.threads = number(threads)?,
                ["--dir", dir] => settings.dir = PathBuf::from(dir),
                _ => return Err(format!("cannot read `{}`\n{USAGE}", option.join(" ")).into()),
            }
        }
        Ok(settings)
    }
}

fn write_corpus(folder: &Path, records: &str) -> Outcome<()> {
    let facts = corpus::write(folder, number(records)?)?;
    println!("{}", facts.described());
    Ok(())
}

fn benchmark(settings: &Settings) -> Outcome<()> {
    println!("threads: {}, runs: {}, folder: {}", settings.threads, settings.runs, settings.dir.display());
    println!("{LEGEND}");
    for &size in &settings.sizes {
        let scratch = Scratch::inside(&settings.dir)?;
        let facts = corpus::write(&scratch.0, size)?;
        println!("\n{}\n", facts.described());
        let mut all = Runs::default();
        for _ in 0..settings.runs {
            all.run(&scratch.0, settings.threads)?;
        }
        print_runs(&all, settings.threads);
    }
    Ok(())
}

const LEGEND: &str = "\
Each figure is the median of the runs (the least – the most). All times are those of the clock, but for two things: what
bears a Σ is a sum over all threads, so that it may exceed `wall`; `processor` is the user and system time of the whole
process, in steps of 10 ms. `window` is the time during which the published folder is neither the old site nor the new
one. `pages` and `bytes` are those of the whole site, written or not.";

/// The measurements of one size, one entry a run in each list.
#[derive(Default)]
struct Runs {
    fresh: Vec<Figures>,
    unchanged: Vec<Figures>,
    edited: Vec<Figures>,
    floor: Vec<Figures>,
    floor_on_one: Vec<Figures>,
}

impl Runs {
    /// Measures everything once. The floor comes last, since it hands the site from folder to folder.
    fn run(&mut self, scratch: &Path, threads: usize) -> Outcome<()> {
        let [content, site, copy, second] = ["content", "site", "copy", "second"].map(|name| scratch.join(name));
        self.fresh.push(child::start("build", threads, &[&content, &site])?);
        self.unchanged.push(child::start("build", threads, &[&content, &site])?);
        edit::make(&content)?;
        self.edited.push(child::start("build", threads, &[&content, &site])?);
        edit::undo(&content)?;
        self.floor.push(child::start("floor", threads, &[&content, &site, &copy])?);
        self.floor_on_one.push(child::start("floor", 1, &[&content, &copy, &second])?);
        at(&second, fs::remove_dir_all(&second))
    }
}

const BUILD_ROWS: [(&str, &str, Unit); 15] = [
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

const FLOOR_ROWS: [(&str, &str, Unit); 6] = [
    ("read", "read", Unit::Seconds),
    ("write", "write", Unit::Seconds),
    ("wall", "wall", Unit::Seconds),
    ("processor", "processor", Unit::Seconds),
    ("files", "files", Unit::Count),
    ("bytes", "bytes", Unit::Bytes),
];

fn print_runs(all: &Runs, threads: usize) {
    let builds =
        [("first build", &all.fresh[..]), ("nothing changed", &all.unchanged), ("one word changed", &all.edited)];
    println!("{}", table(&BUILD_ROWS, &builds));
    let heading = format!("floor, {threads} thread{}", if threads == 1 { "" } else { "s" });
    let floors = [(heading.as_str(), &all.floor[..]), ("floor, 1 thread", &all.floor_on_one)];
    println!("{}", table(&FLOOR_ROWS, &floors));
    for (heading, floor) in floors {
        let pairs =
            all.fresh.iter().zip(floor).filter_map(|(build, floor)| Some(build.get("wall")? / floor.get("wall")?));
        let ratio = spread(&pairs.collect::<Vec<_>>(), Unit::Times);
        println!("first build / {heading}: {ratio}");
    }
}
