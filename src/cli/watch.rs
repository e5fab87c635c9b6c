//! `watch`: the site, built into a folder and built again whenever something changes.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use crate::build::{Failure, Request, Road};
use crate::cli::rebuild::{Terminal, WatchingArguments, changed, errors, milliseconds, say, survive};
use crate::cli::{ContentArguments, Exit, fail, write};
use crate::review::date::Day;
use crate::serve::follow::follow;
use crate::text::source::Look;

#[derive(Debug, Args)]
pub(super) struct WatchArguments {
    #[command(flatten)]
    content: ContentArguments,
    /// The folder that the site is published in
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
    /// Let links name the index.html of each folder, so that the site can be read from a disk
    #[arg(long)]
    explicit_index: bool,
    #[command(flatten)]
    watching: WatchingArguments,
}

pub(super) fn watch(arguments: &WatchArguments) -> Exit {
    let request = arguments.content.request(arguments.out.clone());
    let (request, clock) = match request.and_then(|request| Ok((request, arguments.content.clock()?))) {
        Ok(both) => both,
        Err(message) => return fail(&message, None),
    };
    let request = Request { explicit_index: arguments.explicit_index, ..request };
    let mut road = Road::new(request);
    // What changes from now on is noticed, so nothing is missed while the first site is built.
    let mut watcher = arguments.watching.watcher(road.folders());
    let terminal = Terminal::new(arguments.content.format);
    if let Err(failure @ Failure::Output(_)) = again(&mut road, Look::Everything, &terminal, true) {
        return super::fail_build(arguments.content.format, &failure);
    }
    let mut said = String::new();
    let content = road.request.content.clone();
    follow(&mut watcher, &*clock, &mut |look: Look<'_>, day: Day| {
        road.request.as_of = day;
        survive(&content, || match again(&mut road, look, &terminal, false) {
            Err(Failure::Output(error)) if error.to_string() != said => {
                said = error.to_string();
                fail(&said, error.help());
            }
            Err(Failure::Output(_)) => {}
            Ok(()) | Err(Failure::Findings(_)) => said.clear(),
        });
        ControlFlow::Continue(())
    });
    Exit::Clean
}

/// Builds once more, and says what came of it.
fn again(road: &mut Road, look: Look<'_>, terminal: &Terminal, is_first: bool) -> Result<(), Failure> {
    let started = Instant::now();
    match road.build(look) {
        Ok(None) => {}
        Ok(Some(built)) => {
            terminal.show(&built.findings);
            let changed = if is_first { String::new() } else { format!("{}; ", changed(&built.changes)) };
            say(&format!(
                "{changed}{}; {}",
                write::outcome(&road.request.out, &built),
                milliseconds(started.elapsed())
            ));
        }
        Err(Failure::Findings(findings)) => {
            terminal.show(&findings);
            say(&format!("{}: the site stays as it was", errors(&findings)));
        }
        Err(failure) => return Err(failure),
    }
    Ok(())
}
