//! The benchmark of the preview: from the moment at which a file is written until the change is served, beside what
//! `hugo server` takes for an equal site in the same run.
//!
//! ```text
//! cargo bench --bench preview                                rapporteur alone, 1,000 and 10,000 records, 100 edits
//! cargo bench --bench preview -- --hugo PATH                 and Hugo, the program itself and no script around it
//! cargo bench --bench preview -- --rapporteur PATH           another build of rapporteur
//! cargo bench --bench preview -- --sizes 1000 --edits 20     other sizes, fewer edits
//! cargo bench --bench preview -- --full-edits 50             more edits for `hugo server --disableFastRender`
//! cargo bench --bench preview -- --dir /var/tmp              another disk; else /dev/shm, else the temporary folder
//! cargo bench --bench preview -- corpus DIR N                only writes both sites, to DIR/content and DIR/hugo
//! ```
//!
//! For each size it writes a corpus (see `common/corpus.rs`) and the same as a site of Hugo's (see `common/hugo.rs`),
//! each in a folder of its own. Then, for rapporteur and for `hugo server` with its defaults:
//!
//! 1. Each is started five times by turns, alone, and asked for the home page until it serves it.
//! 2. Both run, and each series of edits is made by turns (see `series.rs`): an edit of a body, saved in place and by
//!    renaming; an edit of a title, looked for on the record's own page, on the page of a record that refers to it and
//!    on the list. Somebody has the page open; the server is at rest; a mark that was never there before is written;
//!    the page is asked for until it shows the mark. Each edit comes at a moment of chance, since Hugo looks for
//!    changes only twice a second. After each series all pages that should show its last marks are asked for once.
//! 3. Both are left alone, for their processor time.
//! 4. For each, 1,000 saves are made in 4 s, while a client keeps asking for pages (see `burst.rs`).
//!
//! `hugo server --disableFastRender`, which renders the whole site after each change, comes after these by itself and
//! with fewer edits, since each takes seconds at 10,000 records. All else stays as it is by default: after a change
//! Hugo renders the changed page and those visited lately, and any other when it is next asked for; it serves from
//! disk, and adds its script for live reload to every page, though nothing here runs it. The client sends the headers
//! of a browser that goes to a page. It cannot tell times closer than its pause between two questions, half a
//! millisecond at least.
//!
//! Every server is killed and everything that was written is removed at the end, after an error and when the benchmark
//! is interrupted.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark reports to whoever runs it")]
#![expect(clippy::disallowed_methods, reason = "a benchmark writes its corpus and edits it")]

mod burst;
mod client;
#[path = "../common/mod.rs"]
mod common;
mod compare;
mod edit;
mod pause;
mod report;
mod series;
mod server;

use std::env;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use common::corpus;
use common::disk::{Outcome, Scratch, at};
use common::hugo;
use common::settings::{self, number, numbers};
use server::{Kind, Program};

const USAGE: &str = "\
usage: cargo bench --bench preview -- [--rapporteur PATH] [--hugo PATH] [--sizes N,N…] [--edits N] [--full-edits N]
                                      [--idle SECONDS] [--dir DIR]
       cargo bench --bench preview -- corpus DIR N";

fn main() -> ExitCode {
    // Cargo adds `--bench` when it benchmarks; without it, as under `cargo test --benches`, nothing is to be measured.
    let mut arguments = env::args().skip(1).collect::<Vec<_>>();
    let asked = arguments.iter().any(|argument| argument == "--bench");
    arguments.retain(|argument| argument != "--bench");
    let words = arguments.iter().map(String::as_str).collect::<Vec<_>>();
    let outcome = match words[..] {
        ["corpus", folder, records] => write_corpus(Path::new(folder), records),
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
    rapporteur: PathBuf,
    hugo: Option<PathBuf>,
    sizes: Vec<usize>,
    edits: usize,
    full_edits: usize,
    idle: Duration,
    dir: PathBuf,
}

impl Settings {
    fn read(words: &[&str]) -> Outcome<Self> {
        let mut settings = Self {
            rapporteur: env!("CARGO_BIN_EXE_rapporteur").into(),
            hugo: None,
            sizes: vec![1_000, 10_000],
            edits: 100,
            full_edits: 10,
            idle: Duration::from_secs(20),
            dir: settings::folder(),
        };
        for option in words.chunks(2) {
            match *option {
                ["--rapporteur", path] => settings.rapporteur = path.into(),
                ["--hugo", path] => settings.hugo = Some(path.into()),
                ["--sizes", sizes] => settings.sizes = numbers(sizes)?,
                ["--edits", edits] => settings.edits = number(edits)?,
                ["--full-edits", edits] => settings.full_edits = number(edits)?,
                ["--idle", seconds] => settings.idle = Duration::from_secs(number(seconds)? as u64),
                ["--dir", dir] => settings.dir = dir.into(),
                _ => return Err(format!("cannot read `{}`\n{USAGE}", option.join(" ")).into()),
            }
        }
        Ok(settings)
    }
}

fn write_corpus(folder: &Path, records: &str) -> Outcome<()> {
    let facts = corpus::write(folder, number(records)?)?;
    hugo::write(&folder.join("content"), &folder.join("hugo"))?;
    println!("{}", facts.described());
    Ok(())
}

fn benchmark(settings: &Settings) -> Outcome<()> {
    pause::catch_signals()?;
    println!("rapporteur: {}", version(&settings.rapporteur, "--version")?);
    match &settings.hugo {
        Some(hugo) => println!("hugo: {}", version(hugo, "version")?),
        None => println!("hugo: not measured"),
    }
    println!("folder: {}\n{}", settings.dir.display(), report::LEGEND);
    for &size in &settings.sizes {
        let scratch = Scratch::inside(&settings.dir)?;
        one_size(settings, &scratch.0, size)?;
    }
    Ok(())
}

fn one_size(settings: &Settings, scratch: &Path, size: usize) -> Outcome<()> {
    let folder = scratch.join("rapporteur");
    let facts = corpus::write(&folder, size)?;
    println!("\n{}\n", facts.described());
    let content = folder.join("content");
    let subjects = edit::subjects(&content, burst::FILES)?;
    let mut programs = vec![Program { kind: Kind::Rapporteur, path: settings.rapporteur.clone(), folder }];
    let mut slow = Vec::new();
    if let Some(path) = &settings.hugo {
        for (kind, name, programs) in [(Kind::Hugo, "hugo", &mut programs), (Kind::HugoFull, "hugo-full", &mut slow)] {
            let folder = scratch.join(name);
            hugo::write(&content, &folder)?;
            programs.push(Program { kind, path: path.clone(), folder });
        }
    }
    let mut columns = compare::measure(&programs, &subjects, settings.edits, settings.idle)?;
    if !slow.is_empty() {
        columns.extend(compare::measure(&slow, &subjects, settings.full_edits, settings.idle)?);
    }
    report::print(&columns, settings.idle);
    Ok(())
}

/// What a program says of itself. A script in its place would be measured instead of what it starts, and live on when
/// it is killed.
fn version(program: &Path, argument: &str) -> Outcome<String> {
    let mut first = [0; 2];
    at(program, File::open(program).and_then(|mut file| file.read_exact(&mut first)))?;
    if &first == b"#!" {
        return Err(format!("{}: this is a script; give the program that it starts", program.display()).into());
    }
    let output = at(program, Command::new(program).arg(argument).output())?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
