//! Links that open a file in an editor, at a line.

use std::fs;
use std::path::{Path, PathBuf, absolute};
use std::str::FromStr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is not written as it is in the path of an address.
const NOT_IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Editors that are known by name, and the addresses that they answer to.
const KNOWN: [(&str, &str); 6] = [
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file://{path}&line={line}&column={column}"),
];

/// How an editor is reached: an address with `{path}`, `{line}` and `{column}` in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Editor(String);

impl FromStr for Editor {
    type Err = String;

    fn from_str(text: &str) -> Result<Editor, String> {
        if let Some((_, address)) = KNOWN.iter().find(|(name, _)| *name == text) {
            return Ok(Editor((*address).to_owned()));
        }
        let names = || KNOWN.map(|(name, _)| name).join(", ");
        let scheme = text.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        match scheme.as_deref() {
            None => Err(format!("write one of {}, or an address with {{path}} in it", names())),
            Some("javascript" | "data" | "vbscript") => Err("such an address runs a script".to_owned()),
            Some(_) if !text.contains("{path}") => Err("the address does not say where {path} goes".to_owned()),
            Some(_) => Ok(Editor(text.to_owned())),
        }
    }
}

impl Editor {
    /// The address that opens a file; `None` for one that is not on disk, as templates inside the program are not, and for
    /// what an editor should not be led to: a link, which may lead anywhere, or a pipe, on which it would wait.
    pub(super) fn link(&self, path: &str, line: usize, column: usize) -> Option<String> {
        let is_file = |path: &PathBuf| fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
        let path = absolute(Path::new(path)).ok().filter(is_file)?;
        let path = utf8_percent_encode(path.to_str()?, NOT_IN_PATH).to_string();
        let numbers = self.0.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
        Some(numbers.replace("{path}", &path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_have_names_or_addresses() {
        assert!("vscode".parse::<Editor>().is_ok());
        assert!("emacs://open?f={path}".parse::<Editor>().is_ok());
        for wrong in ["vim", "javascript:alert({path})", "JavaScript:{path}", "emacs://open", "data:{path}"] {
            assert!(wrong.parse::<Editor>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_link_leads_to_a_line_of_a_file_that_exists() {
        let editor = "vscode".parse::<Editor>().expect("a known name");
        let link = editor.link("src/cli/editor.rs", 4, 2).expect("the file exists");
        assert!(link.starts_with("vscode://file/") && link.ends_with("/src/cli/editor.rs:4:2"), "{link}");
        assert_eq!(editor.link("themes/no-such/file.html", 1, 1), None);
    }
}
