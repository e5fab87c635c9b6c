//! `build`: the site, published into a folder.

use std::io::Write;
use std::path::Path;

use clap::Args;

use crate::cli::confine::Reach;
use crate::cli::rebuild::{milliseconds, say};
use crate::cli::{ContentArguments, Exit, OutputArguments, confine_to, count, fail, fail_build, finish, show_aside};
use crate::pipeline::{self, BuildError, Built, Request};
use crate::site::output::Output;
use crate::text::picture::pictured;

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    content: ContentArguments,
    #[command(flatten)]
    output: OutputArguments,
    /// Publish nothing if there are warnings
    #[arg(long)]
    strict: bool,
    /// Take the review for that of strangers: as --strict, with no theme of its own, within limits, and with little printed
    #[arg(long)]
    untrusted: bool,
    /// Print how long each phase took
    #[arg(long)]
    timings: bool,
}

pub(super) fn build(arguments: &BuildArguments) -> Exit {
    let request = match arguments.content.request() {
        Ok(request) => Request {
            strict: arguments.strict || arguments.untrusted,
            untrusted: arguments.untrusted,
            ..arguments.output.apply(request)
        },
        Err(message) => return fail(&message, None),
    };
    let printing = arguments.content.printing.capped(arguments.untrusted);
    let out = request.out.clone();
    let built = match build_confined(request) {
        Ok(built) => built,
        Err(error) => {
            let exit = fail_build(printing, &error);
            if matches!(&error, BuildError::Diagnostics(diagnostics) if !diagnostics.has_errors()) {
                let option = if arguments.untrusted { "--untrusted" } else { "--strict" };
                say(&format!("with {option}, warnings fail the build as errors do: the site stays as it was"));
            }
            return exit;
        }
    };
    show_aside(printing, &built.diagnostics);
    finish(Exit::Clean, summary(arguments, &out, &built))
}

/// Builds a site with no more rights than that takes. The output folder, which may have to be made, is open by then.
fn build_confined(request: Request) -> Result<Built, BuildError> {
    let output = Output::open(&request.out, &request.content).map_err(BuildError::Output)?;
    confine_to(&request, &Reach { read: Vec::new(), write: Some(&request.out) });
    pipeline::build_into(output, request)
}

/// What was published, and more where it was asked for.
fn summary(arguments: &BuildArguments, to: &Path, built: &Built) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", outcome(to, built))?;
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
    format!("{}: {files}, {changes}; old and new were both visible for {window}", pictured(&out.to_string_lossy()))
}
