//! The benchmark of the whole pipeline, from a folder of content to a folder of pages, beside what the disk alone
//! takes.
//!
//! ```text
//! cargo bench --bench road                                   1,000 and 10,000 records, 5 runs
//! cargo bench --bench road -- --sizes 1000,10000,100000      other sizes
//! cargo bench --bench road -- --runs 3 --threads 1           fewer runs, one thread
//! cargo bench --bench road -- --dir /var/tmp                 another disk; else /dev/shm, else the temporary folder
//! cargo bench --bench road -- --hugo PATH --zola PATH        beside these programs, each on an equal site
//! cargo bench --bench road -- --budget [--hugo PATH]         phases and pages beside what is allowed (see `allowed.rs`)
//! cargo bench --bench road -- --budget --strict              the same, and fails where something is over
//! cargo bench --bench road -- corpus DIR N                   only writes DIR/content, a review of N records
//! cargo bench --bench road -- --build [DIR]                  builds the program itself, in a new folder in DIR (see `cost.rs`)
//! ```
//!
//! For each size it writes a corpus (see `common/corpus.rs`) and then, as often as there are runs, one after the other:
//! a build into no folder, a build with nothing changed, a build after one word of one body has changed, and the floor
//! (see `floor.rs`) on as many threads and on one. Other programs build the same review (see `common/hugo.rs` and
//! `zola.rs`) before or after our first build, by turns. Each is a process of its own, so that its memory and its
//! processor time are its own; the sources have been read before, so that a disk's cache is warm for all alike.
//! Everything that is written goes into one folder, which is removed at the end, though not when the benchmark is
//! interrupted.
//!
//! A measurement needs room for the sources and the site; the floor holds the site in memory while it writes it, so in
//! `/dev/shm` it takes up memory twice.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark reports to whoever runs it")]
#![expect(clippy::disallowed_methods, reason = "a benchmark writes its corpus and starts itself again")]

mod allowed;
mod budget;
mod child;
#[path = "../common/mod.rs"]
mod common;
mod cost;
mod edit;
mod floor;
mod measure;
mod meter;
mod program;
mod runs;
mod settings;
mod weight;
mod zola;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use common::corpus;
use common::disk::{Outcome, Scratch};
use common::settings::number;
use runs::Runs;
use settings::Settings;

/// The allocator that the program has.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "\
usage: cargo bench --bench road -- [--sizes N,N…] [--runs N] [--threads N] [--dir DIR] [--hugo PATH] [--zola PATH]
       cargo bench --bench road -- --budget [--strict] [--sizes N,N…] [--runs N] [--threads N] [--dir DIR] [--hugo PATH]
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

fn write_corpus(folder: &Path, records: &str) -> Outcome<()> {
    let facts = corpus::write(folder, number(records)?)?;
    println!("{}", facts.described());
    Ok(())
}

fn benchmark(settings: &Settings) -> Outcome<()> {
    println!("threads: {}, runs: {}, folder: {}", settings.threads, settings.runs, settings.dir.display());
    for program in &settings.others {
        println!("{}: {}\n  {}", program.name(), program.version()?, program.described());
    }
    println!("{}", if settings.budget { BUDGET_LEGEND } else { LEGEND });
    let mut over = 0;
    for &size in &settings.sizes {
        let scratch = Scratch::inside(&settings.dir)?;
        let facts = corpus::write(&scratch.0, size)?;
        println!("\n{}\n", facts.described());
        for program in &settings.others {
            program.write_site(&scratch.0)?;
        }
        if settings.budget {
            over += budget::measure(&scratch.0, settings)?.print(&facts);
            continue;
        }
        let mut all = Runs::default();
        for _ in 0..settings.runs {
            all.run(&scratch.0, settings)?;
        }
        all.print(settings);
    }
    if settings.strict && over > 0 {
        return Err(format!("{over} figures are over what is allowed").into());
    }
    Ok(())
}

const LEGEND: &str = "\
Each figure is the median of the runs (the least – the most). All times are those of the clock, but for two things: what
bears a Σ is a sum over all threads, so that it may exceed `wall`; `processor` is the user and system time of the whole
process, in steps of 10 ms. `window` is the time during which the published folder is neither the old site nor the new
one. `pages` and `bytes` are those of the whole site, written or not.";

const BUDGET_LEGEND: &str = "\
Times are medians of the runs, and in shares of the floor and of Hugo's whole build in the same run; what bears a Σ is the
sum over all threads, divided by these. Pages are those of records of a kind, with the bytes of one on average, and those
on the line; both also in shares of Hugo's pages at the same addresses. `!` marks what is over what is allowed.";
