//! `build`: the site, published into a folder.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::build::{self, Built};
use crate::cli::{ContentArguments, Exit, count, fail, fail_build, finish, show_aside};

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    content: ContentArguments,
    /// The folder that the site is published in
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
    /// Print how long each phase took
    #[arg(long)]
    timings: bool,
}

pub(super) fn build(arguments: &BuildArguments) -> Exit {
    let request = match arguments.content.request(arguments.out.clone()) {
        Ok(request) => request,
        Err(message) => return fail(&message, None),
    };
    let built = match build::build(&request) {
        Ok(built) => built,
        Err(failure) => return fail_build(arguments.content.format, &failure),
    };
    show_aside(arguments.content.format, &built.findings);
    finish(Exit::Clean, summary(arguments, &built))
}

/// One line about what was published, and more where it was asked for.
fn summary(arguments: &BuildArguments, built: &Built) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let published = &built.published;
    let changes = [(published.added, "added"), (published.changed, "changed"), (published.removed, "removed")];
    let changes: Vec<String> =
        changes.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let changes = if changes.is_empty() { "nothing changed".to_owned() } else { changes.join(", ") };
    let files = count(built.pages, "file", "files");
    writeln!(
        out,
        "{}: {files}, {changes}; old and new were both visible for {}",
        arguments.out.display(),
        show(published.window)
    )?;
    if arguments.timings {
        let times = &built.timings;
        writeln!(out, "read {}, parse {}, link {}", show(times.read), show(times.parse), show(times.link))?;
        writeln!(
            out,
            "pages {}, render {}, write {} (sums over threads)",
            show(times.pages),
            show(times.render),
            show(times.write)
        )?;
    }
    Ok(())
}

fn show(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}
