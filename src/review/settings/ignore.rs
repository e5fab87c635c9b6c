//! What of the content folder is no part of the review: `ignore`, patterns of file names as gitignore has them.

use glob::{MatchOptions, Pattern};

use crate::review::kind::typed::{Texts, Typed};
use crate::review::reader::Reader;
use crate::review::value::Values;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::form::composed;

/// The setting.
pub(super) static IGNORE: Typed<Texts> = Texts::optional(
    "ignore",
    "Files and folders that are no part of the review and are not published: names with `*` and `?` (`*.psd`, `raw/`).",
);

/// Patterns of files that are no part of the review.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Ignored(Vec<Pattern>);

impl Ignored {
    /// Reads the setting.
    pub(super) fn read(values: &Values, reader: &mut Reader<'_>) -> Ignored {
        let mut patterns = Vec::new();
        for text in values.get(&IGNORE) {
            match Pattern::new(composed(&text.text).trim_matches('/')) {
                Ok(pattern) => patterns.push(pattern),
                Err(error) => {
                    let message = format!("`{}` is no pattern of file names: {}", text.text, error.msg);
                    let problem = Diagnostic::new(Code::WrongType, reader.path, message).at(text.span);
                    reader.diagnostics.push(problem.help("`*` stands for anything but a slash, `**` for any folders"));
                }
            }
        }
        Ignored(patterns)
    }

    /// Whether a path below the content folder is named: by the whole of it, by a folder that it lies in, or, by a pattern
    /// without a slash, by the name of one of these alone.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        let path = &*composed(path);
        let options =
            MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: false };
        self.0.iter().any(|pattern| {
            let is_path = pattern.as_str().contains('/');
            let ends = path.match_indices('/').map(|(slash, _)| slash).chain([path.len()]);
            let upper = ends.filter_map(|end| path.get(..end));
            let mut parts = upper.map(|upper| if is_path { upper } else { upper.rsplit('/').next().unwrap_or(upper) });
            parts.any(|part| pattern.matches_with(part, options))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(pattern: &str, path: &str) -> bool {
        Ignored(vec![Pattern::new(pattern.trim_matches('/')).expect("a pattern")]).has(path)
    }

    #[test]
    fn names_paths_and_folders_are_told_apart() {
        assert!(has("*.psd", "documents/plan.psd") && has("*.psd", "plan.psd"));
        assert!(!has("*.psd", "documents/plan.psd.pdf"));
        assert!(has("raw/", "raw/a/b.md") && has("raw", "documents/raw/a.pdf"));
        assert!(has("documents/old-*", "documents/old-1.pdf") && !has("documents/old-*", "pages/documents/old-1.pdf"));
        assert!(has("documents/**/raw", "documents/a/b/raw/c.csv") && !has("documents/*.pdf", "documents/a/b.pdf"));
    }
}
