//! `watch`: the site, built into a folder and built again whenever something changes.

use std::ops::ControlFlow;
use std::time::Instant;

use clap::Args;

use crate::cli::rebuild::{Terminal, WatchingArguments, changed, errors, milliseconds, say, survive};
use crate::cli::{ContentArguments, Exit, OutputArguments, build, count, fail};
use crate::pipeline::{BuildError, Pipeline};
use crate::review::date::Day;
use crate::serve::follow::follow;
use crate::text::source::Rescan;

#[derive(Debug, Args)]
pub(super) struct WatchArguments {
    #[command(flatten)]
    content: ContentArguments,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    watching: WatchingArguments,
}

pub(super) fn watch(arguments: &WatchArguments) -> Exit {
    let request = arguments.content.request();
    let (request, clock) = match request.and_then(|request| Ok((request, arguments.content.clock()?))) {
        Ok(both) => both,
        Err(message) => return fail(&message, None),
    };
    let request = arguments.output.apply(request);
    let mut pipeline = Pipeline::new(request).following();
    let terminal = Terminal::new(arguments.content.printing);
    if let Err(error @ BuildError::Output(_)) = rebuild(&mut pipeline, Rescan::All, &terminal, true) {
        return super::fail_build(arguments.content.printing, &error);
    }
    // Not before: the system would tell of every file that is opened to be read. What has changed meanwhile is found by the
    // first look.
    let mut watcher = arguments.watching.watcher(pipeline.folders());
    let mut said = String::new();
    let content = pipeline.request.content.clone();
    follow(&mut watcher, &*clock, &mut |rescan: Rescan<'_>, day: Day| {
        pipeline.request.as_of = day;
        survive(&content, || match rebuild(&mut pipeline, rescan, &terminal, false) {
            Err(BuildError::Output(error)) if error.to_string() != said => {
                said = error.to_string();
                fail(&said, error.help());
            }
            Err(BuildError::Output(_)) => {}
            Ok(()) | Err(BuildError::Diagnostics(_)) => said.clear(),
        });
        ControlFlow::Continue(())
    });
    Exit::Clean
}

/// Builds once more, and says what came of it.
fn rebuild(pipeline: &mut Pipeline, rescan: Rescan<'_>, terminal: &Terminal, is_first: bool) -> Result<(), BuildError> {
    let started = Instant::now();
    match pipeline.build(rescan) {
        Ok(None) => {}
        Ok(Some(built)) => {
            terminal.show(&built.diagnostics);
            let changed = if is_first { String::new() } else { format!("{}; ", changed(&built.changes)) };
            let ahead = pipeline.ahead().map(|ahead| {
                let files = count(ahead.files as u64, "file", "files");
                format!(", the first {files} after {}", milliseconds(ahead.after))
            });
            say(&format!(
                "{changed}{}; {}{}",
                build::outcome(&pipeline.request.out, &built),
                milliseconds(started.elapsed()),
                ahead.unwrap_or_default()
            ));
        }
        Err(BuildError::Diagnostics(diagnostics)) => {
            terminal.show(&diagnostics);
            let stays = match pipeline.ahead() {
                None => "the site stays as it was",
                Some(_) => "the pages of what was edited are new, the rest of the site stays as it was",
            };
            say(&format!("{}: {stays}", errors(&diagnostics)));
        }
        Err(error) => return Err(error),
    }
    Ok(())
}
