//! Diagnostics for the pages of a preview: what the script of `serve` (see `live.js`) lays over a page.
//!
//! ```json
//! {"severity": "error", "code": "unknown-record", "message": "…", "label": "…", "help": "…",
//!  "notes": ["…"], "path": "content/x.md", "line": 4, "column": 11, "link": "vscode://file/…",
//!  "excerpt": [{"number": 4, "text": "sub_team: dns-secuirty", "from": 10, "to": 22}],
//!  "related": [{"label": "…", "path": "…", "line": 3, "column": 1, "link": null, "excerpt": […]}]}
//! ```
//!
//! `label`, `help`, `line`, `column` and `link` are null where there are none. `from` and `to` count UTF-16 code units, as
//! the script does.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::cli::editor::Editor;
use crate::cli::report::alike::Shown;
use crate::cli::report::excerpt::{Excerpt, Mark, excerpt, shortened};
use crate::cli::report::source_text::SourceTexts;
use crate::text::span::{Span, slice};

#[derive(Serialize)]
struct PageDiagnostic {
    severity: &'static str,
    code: &'static str,
    message: String,
    help: Option<String>,
    /// What waits for it, and how many more are alike.
    notes: Vec<String>,
    #[serde(flatten)]
    here: PageLocation,
    related: Vec<PageLocation>,
}

/// A place in a file.
#[derive(Serialize)]
struct PageLocation {
    path: String,
    line: Option<usize>,
    column: Option<usize>,
    label: Option<String>,
    link: Option<String>,
    excerpt: Vec<ExcerptLine>,
}

/// A line of an excerpt, and what of it is underlined.
#[derive(Serialize)]
struct ExcerptLine {
    number: usize,
    text: String,
    from: usize,
    to: usize,
}

/// The diagnostics as the script of a page reads them.
pub(super) fn values(shown: &[Shown<'_>], texts: &mut SourceTexts<'_, '_>, editor: Option<&Editor>) -> Vec<Value> {
    let values = shown.iter().map(|Shown { diagnostic, more }| {
        let related = &diagnostic.related;
        let problem = PageDiagnostic {
            severity: diagnostic.severity().name(),
            code: diagnostic.code.name(),
            message: shortened(&diagnostic.message),
            help: diagnostic.help.as_deref().map(shortened),
            notes: diagnostic.note.iter().chain(more).map(|note| shortened(note)).collect(),
            here: here(&diagnostic.path, diagnostic.span, &diagnostic.label, texts, editor),
            related: related.iter().map(|at| here(&at.path, Some(at.span), &at.label, texts, editor)).collect(),
        };
        // SourceTexts and numbers can always be written.
        serde_json::to_value(&problem).unwrap_or_default()
    });
    values.collect()
}

fn here(
    path: &Arc<str>,
    span: Option<Span>,
    label: &str,
    texts: &mut SourceTexts<'_, '_>,
    editor: Option<&Editor>,
) -> PageLocation {
    let range = texts.range(path, span);
    let excerpt = match (texts.get(path), range) {
        (Some(text), Some(range)) => lines(&excerpt(text, &[Mark { range, label: "", primary: true }])),
        _ => Vec::new(),
    };
    let (line, column) = (range.map(|range| range.start.line), range.map(|range| range.start.column));
    PageLocation {
        path: shortened(path),
        line,
        column,
        label: Some(label).filter(|label| !label.is_empty()).map(shortened),
        link: editor.and_then(|editor| editor.link(path, line.unwrap_or(1), column.unwrap_or(1))),
        excerpt,
    }
}

/// The lines of an excerpt with what is underlined in each.
fn lines(excerpt: &Excerpt) -> Vec<ExcerptLine> {
    let mut start = 0;
    let mut lines = Vec::new();
    for (number, text) in (excerpt.first_line..).zip(excerpt.source.lines()) {
        let units = |byte: usize| slice(text, ..byte.clamp(start, start + text.len()) - start).encode_utf16().count();
        let (from, to) = excerpt.underlined.first().map_or((0, 0), |marked| (units(marked.start), units(marked.end)));
        lines.push(ExcerptLine { number, text: text.to_owned(), from, to });
        start += text.len() + 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::report::alike::{Extent, shown};
    use crate::cli::report::example::{X, diagnostics};

    #[test]
    fn a_page_is_told_everything_that_a_terminal_is() {
        let diagnostics = diagnostics();
        let find = |path: &str| path.ends_with(".md").then_some(X);
        let values = values(&shown(&diagnostics, Extent::Few), &mut SourceTexts::new(&find), None);
        let expected = r#"{"code":"unknown-record","column":11,"excerpt":[{"from":10,"number":4,"text":"sub_team: dns-secuirty","to":22}],"help":"did you mean `teams/dns-security`?","label":"no record has this id","line":4,"link":null,"message":"no record answers to `dns-secuirty`","notes":[],"path":"content/x.md","related":[],"severity":"error"}"#;
        let text: Vec<String> = values.iter().map(Value::to_string).collect();
        assert_eq!(sorted(&text[0]), sorted(expected));
        assert_eq!(values[1]["related"][0]["line"], 3);
        assert_eq!(values[2]["line"], Value::Null);
        assert_eq!(values[2]["excerpt"], Value::Array(Vec::new()));
    }

    fn sorted(json: &str) -> Value {
        serde_json::from_str(json).expect("JSON")
    }

    #[test]
    fn offsets_count_as_the_script_does() {
        let text = "a 😀é x\nb\n";
        let find = |_: &str| Some(text);
        let mut texts = SourceTexts::new(&find);
        let here = here(&"x.md".into(), Some(Span::new(6, 12)), "", &mut texts, None);
        let marked: Vec<(usize, usize, usize)> =
            here.excerpt.iter().map(|line| (line.number, line.from, line.to)).collect();
        assert_eq!(marked, [(1, 4, 7), (2, 0, 1)]);
    }
}
