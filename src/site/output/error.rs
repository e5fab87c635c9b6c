//! Why nothing could be published: what was found, and what to do about it.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::Path;

use crate::site::output::tool_folder::TOOL_FOLDER;

/// A reason not to publish, in words for the person who asked for it.
#[derive(Debug)]
pub struct OutputError {
    message: String,
    help: Option<String>,
    source: Option<io::Error>,
}

impl OutputError {
    /// What to do about it, where there is something to do.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    fn new(message: String) -> OutputError {
        OutputError { message, help: None, source: None }
    }

    fn with_help(message: String, help: impl Into<String>) -> OutputError {
        OutputError { message, help: Some(help.into()), source: None }
    }

    /// The system refused: `doing` is what was tried, `write` for example, and `what` the file or folder.
    pub(super) fn io(doing: &str, what: &Path, source: impl Into<io::Error>) -> OutputError {
        let source = source.into();
        let message = format!("cannot {doing} {}: {}", what.display(), reason(&source));
        let is_too_large = source.kind() == io::ErrorKind::FileTooLarge;
        let help = is_too_large.then(|| {
            "it is larger than this process may write (`ulimit -f` says how much that is) or than the file system can hold"
                .to_owned()
        });
        OutputError { message, help, source: Some(source) }
    }

    pub(super) fn out_is_link(out: &Path, target: Option<&Path>) -> OutputError {
        let help = match target {
            Some(target) => format!("give the folder that it leads to: {}", target.display()),
            None => "give a folder, not a link".to_owned(),
        };
        OutputError::with_help(format!("the output folder {} is a symbolic link", out.display()), help)
    }

    pub(super) fn out_is_file(out: &Path) -> OutputError {
        OutputError::with_help(
            format!("the output folder {} is not a folder", out.display()),
            "give a folder that is empty or does not exist yet",
        )
    }

    /// `how` is one of `is`, `contains`, `lies in`.
    pub(super) fn overlap(out: &Path, how: &str, content: &Path) -> OutputError {
        OutputError::with_help(
            format!("the output folder {} {how} the content folder {}", out.display(), content.display()),
            "give a folder beside the content, such as `--out public`",
        )
    }

    pub(super) fn out_in(out: &Path, owner: &str) -> OutputError {
        OutputError::with_help(
            format!("the output folder {} lies in a `{owner}` folder", out.display()),
            "give a folder outside of it",
        )
    }

    pub(super) fn not_ours(out: &Path, kept: bool) -> OutputError {
        let help = if kept {
            format!(
                "its list of what was made, `{TOOL_FOLDER}/manifest`, is missing: put it back, or give an empty folder"
            )
        } else {
            "give an empty folder or a new one; nothing in this one was touched".to_owned()
        };
        let message = format!("the output folder {} is not empty and was not made by rapporteur", out.display());
        OutputError::with_help(message, help)
    }

    /// Both reviews are named by their titles.
    pub(super) fn of_another_review(out: &Path, theirs: &str, ours: &str) -> OutputError {
        OutputError::with_help(
            format!("the output folder {} holds the site of another review: “{theirs}”, not “{ours}”", out.display()),
            "give another folder with `--out`; if the review was only renamed, or its site is to replace the other, build \
             once with `--replace`",
        )
    }

    pub(super) fn damaged(manifest: &Path, line: usize) -> OutputError {
        OutputError::with_help(
            format!(
                "{} is damaged in line {line}, so it cannot be told which files may be replaced",
                manifest.display()
            ),
            "put it back from a copy, or give an empty folder",
        )
    }

    pub(super) fn bad_path(path: &str, why: &str) -> OutputError {
        OutputError::new(format!("`{}` cannot be the path of a file in the site: {why}", path.escape_debug()))
    }

    pub(super) fn incomplete(place: &Path) -> OutputError {
        OutputError::new(format!("nothing was published in {}: not every file could be staged", place.display()))
    }

    pub(super) fn claimed_twice(path: &str) -> OutputError {
        OutputError::with_help(
            format!("the site has two files with the path {path}"),
            "rename one of the two records or attachments that it is made from",
        )
    }

    pub(super) fn file_and_folder(path: &str) -> OutputError {
        OutputError::with_help(
            format!("the site has {path} both as a file and as a folder"),
            "rename one of the two records or attachments that it is made from",
        )
    }

    /// `what` is a word for what stands there.
    pub(super) fn foreign(place: &Path, what: &str) -> OutputError {
        OutputError::with_help(
            format!("a {what} that rapporteur did not make is in the way at {}", place.display()),
            "move it away, or rename the record or attachment that needs the place",
        )
    }

    pub(super) fn link_on_the_way(place: &Path) -> OutputError {
        OutputError::with_help(
            format!("{} is a symbolic link, and what is written there would land elsewhere", place.display()),
            "replace it by a folder, or remove it",
        )
    }

    /// A visible step failed, after others had been taken.
    pub(super) fn cut_short(place: &Path, source: io::Error) -> OutputError {
        OutputError {
            message: format!("publishing was cut short at {}: {}", place.display(), reason(&source)),
            help: Some("remove the cause and build again: that finishes it".to_owned()),
            source: Some(source),
        }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for OutputError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

/// The system's words, in lower case and without its number for them.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or_default();
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_reads_like_the_rest_of_the_sentence() {
        let full = io::Error::from(rustix::io::Errno::NOSPC);
        let error = OutputError::io("write", Path::new("public/index.html"), full);
        assert_eq!(error.to_string(), "cannot write public/index.html: no space left on device");
    }
}
