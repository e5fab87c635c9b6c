//! What `serve` and `watch` print: a line for each time that something changed, and what is wrong once, not each time.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use clap::Args;

use crate::cli::report::Printing;
use crate::cli::{count, show_aside};
use crate::pipeline::{ContentChanges, Diagnostics};
use crate::serve::watcher::Watcher;
use crate::text::code::{Code, Severity};
use crate::text::diagnostic::Diagnostic;
use crate::text::fault::{Operation, guarded};
use crate::text::picture::pictured;

/// How changes are noticed.
#[derive(Debug, Args)]
pub(super) struct WatchingArguments {
    /// Look for changes twice a second instead of being told of them: for network drives and some virtual machines
    #[arg(long)]
    poll: bool,
}

impl WatchingArguments {
    /// A watcher of some folders; says so where it has to poll.
    pub(super) fn watcher(&self, folders: Vec<PathBuf>) -> Watcher {
        let watcher = Watcher::new(folders, self.poll);
        if let Some(reason) = watcher.polling_reason().filter(|_| !self.poll) {
            say(&format!("warning: changes are looked for twice a second: {reason}"));
        }
        watcher
    }
}

/// The terminal of a command that goes on for long.
pub(super) struct Terminal {
    printing: Printing,
    /// The problems that there were the last time: what they say and of which file, since where may change with each word
    /// that is written before it.
    known: Mutex<BTreeSet<(Code, Arc<str>, String)>>,
    /// When many were new together, as after a change of branch, which comes in several parts.
    flood: Mutex<Option<Instant>>,
}

/// So many new problems are no slip of somebody who writes.
const MANY: usize = 50;
/// For so long after many new problems, many more belong to them and are only counted.
const FLOOD: Duration = Duration::from_secs(5);

impl Terminal {
    /// A terminal on which nothing was printed yet.
    pub(super) fn new(printing: Printing) -> Terminal {
        Terminal { printing, known: Mutex::default(), flood: Mutex::default() }
    }

    /// Prints the problems that were not there the last time.
    pub(super) fn show(&self, diagnostics: &Diagnostics) {
        let name = |problem: &Diagnostic| (problem.code, Arc::clone(&problem.path), problem.message.clone());
        let now = diagnostics.list.iter().map(name).collect();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *known, now);
        let mut new = diagnostics.clone();
        new.list.retain(|problem| !before.contains(&name(problem)));
        if new.list.is_empty() {
            return;
        }
        if self.printing.is_shortened() && self.goes_on(new.list.len()) {
            say(&format!(
                "{}: `rapporteur check` tells of them",
                count(new.list.len() as u64, "more problem", "more problems")
            ));
        } else {
            show_aside(self.printing, &new);
        }
    }

    /// Whether so many new problems belong to those that were printed just now.
    fn goes_on(&self, new: usize) -> bool {
        if new <= MANY {
            return false;
        }
        let mut flood = self.flood.lock().unwrap_or_else(PoisonError::into_inner);
        let before = flood.replace(Instant::now());
        before.is_some_and(|before| before.elapsed() < FLOOD)
    }
}

/// Prints one line for people. The names of files are other people's, and a terminal acts upon what is in them.
pub(super) fn say(line: &str) {
    writeln!(io::stderr().lock(), "{}", pictured(line)).unwrap_or_default();
}

/// Goes on after whatever the program itself does wrong while it builds again, and says so.
pub(super) fn survive(content: &Path, rebuild: impl FnOnce()) {
    if let Err(fault) = guarded(Operation::Show, &content.to_string_lossy().into(), rebuild) {
        say(&format!("error[{}]: {}", fault.code.name(), fault.message));
    }
}

/// What changed: the file where it is one, else how many.
pub(super) fn changed(changes: &ContentChanges) -> String {
    let ContentChanges { added, changed, removed } = changes;
    let lists = [(added, "added"), (changed, "changed"), (removed, "removed")];
    let all = || lists.iter().flat_map(|(paths, what)| paths.iter().map(move |path| format!("{path} {what}")));
    match all().count() {
        0 => "theme or day changed".to_owned(),
        1..=3 => all().collect::<Vec<_>>().join(", "),
        _ => {
            let counts = lists.iter().filter(|(paths, _)| !paths.is_empty());
            let counts = counts.map(|(paths, what)| format!("{} {what}", count(paths.len() as u64, "file", "files")));
            counts.collect::<Vec<_>>().join(", ")
        }
    }
}

/// How many errors there are, in words.
pub(super) fn errors(diagnostics: &Diagnostics) -> String {
    let errors = diagnostics.list.iter().filter(|problem| problem.severity() == Severity::Error);
    count(errors.count() as u64, "error", "errors")
}

/// A time as it is printed.
pub(super) fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_problems_in_several_parts_the_first_are_printed() {
        let terminal = Terminal::new(Printing::usual());
        assert!(!terminal.goes_on(1_000));
        assert!(terminal.goes_on(1_000));
        assert!(!terminal.goes_on(2), "what somebody wrote meanwhile");
        *terminal.flood.lock().expect("one thread") = Instant::now().checked_sub(FLOOD);
        assert!(!terminal.goes_on(1_000));
    }

    #[test]
    fn few_files_are_named_and_many_counted() {
        let paths = |names: &[&str]| names.iter().map(|name| (*name).into()).collect::<Vec<_>>();
        let mut changes = ContentChanges { changed: paths(&["content/x.md"]), ..ContentChanges::default() };
        assert_eq!(changed(&changes), "content/x.md changed");
        changes.removed = paths(&["content/y.md"]);
        assert_eq!(changed(&changes), "content/x.md changed, content/y.md removed");
        changes.added = paths(&["a", "b"]);
        assert_eq!(changed(&changes), "2 files added, 1 file changed, 1 file removed");
        assert_eq!(changed(&ContentChanges::default()), "theme or day changed");
    }
}
