//! Diagnostics for programs: one JSON object a line, in the order in which they are shown.
//!
//! ```json
//! {"code": "unknown-record", "severity": "error", "message": "…", "label": "…", "help": "…", "note": null,
//!  "path": "x.md",
//!  "start": {"line": 4, "column": 11, "byte": 57}, "end": {"line": 4, "column": 23, "byte": 69},
//!  "related": [{"label": "…", "path": "…", "start": {…}, "end": {…}}]}
//! ```
//!
//! All keys are always there. `severity` is `error` or `warning`. `label`, `help` and `note` are null where there are none;
//! `start` and `end` where the file as a whole is meant or is not text. Lines and columns count from 1, columns in
//! characters (Unicode scalar values), bytes from 0; `end` is the place after the last character.

use std::io::{self, Write};

use serde::Serialize;

use crate::cli::report::source_text::{Position, SourceRange, SourceTexts};
use crate::cli::report::visible::visible_json;
use crate::text::diagnostic::Diagnostic;

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    label: Option<&'a str>,
    help: Option<&'a str>,
    note: Option<&'a str>,
    path: &'a str,
    start: Option<JsonPosition>,
    end: Option<JsonPosition>,
    related: Vec<JsonRelated<'a>>,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    label: Option<&'a str>,
    path: &'a str,
    start: Option<JsonPosition>,
    end: Option<JsonPosition>,
}

#[derive(Serialize)]
struct JsonPosition {
    line: usize,
    column: usize,
    byte: usize,
}

/// Prints one object a line.
pub(super) fn write(
    out: &mut dyn Write,
    diagnostics: &[Diagnostic],
    texts: &mut SourceTexts<'_, '_>,
) -> io::Result<()> {
    for diagnostic in diagnostics {
        let json = serde_json::to_string(&line(diagnostic, texts))?;
        writeln!(out, "{}", visible_json(&json))?;
    }
    Ok(())
}

fn line<'a>(diagnostic: &'a Diagnostic, texts: &mut SourceTexts<'_, '_>) -> JsonDiagnostic<'a> {
    let (start, end) = positions(texts.range(&diagnostic.path, diagnostic.span));
    let others = diagnostic.related.iter().map(|related| {
        let (start, end) = positions(texts.range(&related.path, Some(related.span)));
        JsonRelated { label: some(&related.label), path: &related.path, start, end }
    });
    JsonDiagnostic {
        code: diagnostic.code.name(),
        severity: diagnostic.severity().name(),
        message: &diagnostic.message,
        label: some(&diagnostic.label),
        help: diagnostic.help.as_deref(),
        note: diagnostic.note.as_deref(),
        path: &diagnostic.path,
        start,
        end,
        related: others.collect(),
    }
}

fn some(text: &str) -> Option<&str> {
    if text.is_empty() { None } else { Some(text) }
}

fn positions(range: Option<SourceRange>) -> (Option<JsonPosition>, Option<JsonPosition>) {
    let position = |Position { line, column, byte }| JsonPosition { line, column, byte };
    (range.map(|range| position(range.start)), range.map(|range| position(range.end)))
}

#[cfg(test)]
mod tests {
    use crate::cli::report::Format;
    use crate::cli::report::example::{X, diagnostics, print};
    use crate::text::span::Span;

    #[test]
    fn one_object_a_line() {
        let expected = r##"{"code":"unknown-record","severity":"error","message":"no record answers to `dns-secuirty`","label":"no record has this id","help":"did you mean `teams/dns-security`?","note":null,"path":"content/x.md","start":{"line":4,"column":11,"byte":41},"end":{"line":4,"column":23,"byte":53},"related":[]}
{"code":"duplicate-key","severity":"error","message":"`number` is given twice","label":"again","help":null,"note":null,"path":"content/x.md","start":{"line":5,"column":1,"byte":54},"end":{"line":5,"column":7,"byte":60},"related":[{"label":"the first time","path":"content/x.md","start":{"line":3,"column":1,"byte":21},"end":{"line":3,"column":7,"byte":27}}]}
{"code":"active-attachment","severity":"warning","message":"it can run scripts","label":null,"help":null,"note":null,"path":"content/a,b: 100%.svg","start":null,"end":null,"related":[]}
"##;
        assert_eq!(print(Format::Json, &diagnostics(), X), expected);
        assert_eq!(print(Format::Json, &[], X), "");
    }

    #[test]
    fn control_characters_are_escaped() {
        let mut diagnostic = diagnostics().remove(2);
        diagnostic.message = "\u{1b}[31m\u{9b}\n".to_owned();
        diagnostic.span = Some(Span::point(3));
        let json = print(Format::Json, &[diagnostic], X);
        assert!(json.contains(r#""message":"\u001b[31m\u009b\n","#), "{json}");
        assert!(json.contains(r#""start":null,"end":null"#), "{json}");
        assert_eq!(json.lines().count(), 1);
    }
}
