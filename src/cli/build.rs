//! `build`: the site, published into a folder.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::rebuild::milliseconds;
use crate::cli::{ContentArguments, Exit, count, fail, fail_build, finish, show_aside};
use crate::pipeline::{self, Built, Request};

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    content: ContentArguments,
    /// The folder that the site is published in
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
    /// Let links name the index.html of each folder, so that the site can be read from a disk
    #[arg(long)]
    explicit_index: bool,
    /// Print how long each phase took
    #[arg(long)]
    timings: bool,
}

pub(super) fn build(arguments: &BuildArguments) -> Exit {
    let request = match arguments.content.request(arguments.out.clone()) {
        Ok(request) => Request { explicit_index: arguments.explicit_index, ..request },
        Err(message) => return fail(&message, None),
    };
    let built = match pipeline::build(request) {
        Ok(built) => built,
        Err(error) => return fail_build(arguments.content.printing, &error),
    };
    show_aside(arguments.content.printing, &built.diagnostics);
    finish(Exit::Clean, summary(arguments, &built))
}

/// What was published, and more where it was asked for.
fn summary(arguments: &BuildArguments, built: &Built) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", outcome(&arguments.out, built))?;
    if arguments.timings {
        let [read, parse, link] = [built.timings.read, built.timings.parse, built.timings.link].map(milliseconds);
        let [pages, render, write] = [built.timings.pages, built.timings.render, built.timings.write].map(milliseconds);
        writeln!(out, "read {read}, parse {parse}, link {link}")?;
        writeln!(out, "pages {pages}, render {render}, write {write} (sums over threads)")?;
    }
    Ok(())
}

/// One line about what was published.
pub(super) fn outcome(out: &Path, built: &Built) -> String {
    let published = &built.published;
    let changes = [(published.added, "added"), (published.changed, "changed"), (published.removed, "removed")];
    let changes: Vec<String> =
        changes.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let changes = if changes.is_empty() { "nothing changed".to_owned() } else { changes.join(", ") };
    let files = count(built.pages, "file", "files");
    let window = milliseconds(published.window);
    format!("{}: {files}, {changes}; old and new were both visible for {window}", out.display())
}
