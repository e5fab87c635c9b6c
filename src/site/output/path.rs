//! Paths of files in the site, as they are offered: relative, their parts joined by `/`.

use crate::site::output::tool_folder::TOOL_FOLDER;
use crate::text::span::slice;

/// The longest part of a path that file systems take, in bytes.
const LONGEST_PART: usize = 255;

/// Whether a file may be written at `path`; if not, why.
///
/// # Errors
///
/// The reason, as a sentence about the path.
pub fn check(path: &str) -> Result<(), &'static str> {
    if path.is_empty() {
        return Err("it is empty");
    }
    if path.starts_with('/') {
        return Err("it is absolute");
    }
    if path.bytes().any(|byte| byte == b'\\' || byte.is_ascii_control()) {
        return Err("it has a backslash or a control character");
    }
    path.split('/').try_for_each(check_part)
}

fn check_part(part: &str) -> Result<(), &'static str> {
    let is_named = |name: &str| part.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    match part {
        "" => Err("one of its parts is empty"),
        "." | ".." => Err("one of its parts is `.` or `..`"),
        _ if part.len() > LONGEST_PART => Err("one of its parts is longer than 255 bytes"),
        // A file written into `.git` could be a hook, which git runs.
        _ if part.eq_ignore_ascii_case(".git") => Err("`.git` belongs to git"),
        _ if is_named(TOOL_FOLDER) => Err("`.rapporteur` is where rapporteur keeps its own files"),
        _ => Ok(()),
    }
}

/// The folder, empty for the topmost one, and the name of a file or folder.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The path of `name` in `folder`.
pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { [folder, "/", name].concat() }
}

/// The folders that `path` lies in, the topmost first.
pub(super) fn folders_above(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| slice(path, ..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_relative_paths_are_taken() {
        for good in ["index.html", "a/b/index.html", "a b/ü.html", "..a/...", ".nojekyll", ".gitignore", "a/CNAME"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        let long = "x".repeat(256);
        let bad = [
            "",
            "/",
            "/etc/passwd",
            "a//b",
            "a/",
            "./a",
            "a/../b",
            "..",
            "a\\b",
            "a\0b",
            "a\nb",
            "C:\\x",
            ".git/config",
            "x/.GIT/hooks/pre-commit",
            ".rapporteur/manifest",
            ".Rapporteur/x",
            "a/.rapporteur.part",
            &long,
        ];
        for bad in bad {
            assert!(check(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_path_and_its_folders() {
        assert_eq!(split("a/b/c"), ("a/b", "c"));
        assert_eq!(split("c"), ("", "c"));
        assert_eq!(join("", "c"), "c");
        assert_eq!(folders_above("a/b/c").collect::<Vec<_>>(), ["a", "a/b"]);
    }
}
