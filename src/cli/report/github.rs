//! Diagnostics for GitHub Actions: workflow commands, which the runner turns into annotations beside the changed lines.
//!
//! Source: GitHub Docs, "Workflow commands for GitHub Actions"; the escaping is that of `@actions/core`.

use std::io::{self, Write};

use crate::cli::report::source_text::{SourceRange, SourceTexts};
use crate::cli::report::visible::visible;
use crate::text::diagnostic::Diagnostic;

/// Prints one workflow command a line.
pub(super) fn write(
    out: &mut dyn Write,
    diagnostics: &[Diagnostic],
    texts: &mut SourceTexts<'_, '_>,
) -> io::Result<()> {
    for diagnostic in diagnostics {
        let range = texts.range(&diagnostic.path, diagnostic.span);
        let mut message = diagnostic.message.clone();
        for related in &diagnostic.related {
            let at = texts.range(&related.path, Some(related.span));
            let at = at.map(|range| format!(":{}:{}", range.start.line, range.start.column)).unwrap_or_default();
            message.push_str(&format!("\n{}{at}: {}", related.path, related.label));
        }
        if let Some(help) = &diagnostic.help {
            message.push_str(&format!("\nhelp: {help}"));
        }
        if let Some(note) = &diagnostic.note {
            message.push_str(&format!("\nnote: {note}"));
        }
        let (severity, file) = (diagnostic.severity().name(), property(&diagnostic.path));
        let (position, title) = (position(range), property(diagnostic.code.name()));
        writeln!(out, "::{severity} file={file}{position},title={title}::{}", data(&message))?;
    }
    Ok(())
}

/// The lines of a place and, since an annotation has them only within one line, then its columns.
fn position(range: Option<SourceRange>) -> String {
    match range {
        None => String::new(),
        Some(SourceRange { start, end }) if start.line == end.line => {
            format!(",line={},col={},endLine={},endColumn={}", start.line, start.column, end.line, end.column)
        }
        Some(SourceRange { start, end }) => format!(",line={},endLine={}", start.line, end.line),
    }
}

/// Text after the second `::`.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use crate::cli::report::Format;
    use crate::cli::report::example::{X, diagnostics, print};
    use crate::text::span::Span;

    #[test]
    fn one_command_a_line() {
        let expected = "\
::error file=content/x.md,line=4,col=11,endLine=4,endColumn=23,title=unknown-record::\
no record answers to `dns-secuirty`%0Ahelp: did you mean `teams/dns-security`?
::error file=content/x.md,line=5,col=1,endLine=5,endColumn=7,title=duplicate-key::\
`number` is given twice%0Acontent/x.md:3:1: the first time
::warning file=content/a%2Cb%3A 100%25.svg,title=active-attachment::it can run scripts
";
        assert_eq!(print(Format::Github, &diagnostics(), X), expected);
        assert_eq!(print(Format::Github, &[], X), "");
    }

    #[test]
    fn nothing_in_a_message_begins_another_command() {
        let mut diagnostic = diagnostics().remove(0);
        diagnostic.message = "50%, a:\r\n::set-output n::y\u{1b}".to_owned();
        diagnostic.help = None;
        diagnostic.span = Some(Span::new(0, 10));
        let expected =
            "::error file=content/x.md,line=1,endLine=2,title=unknown-record::50%25, a:␍%0A::set-output n::y␛\n";
        assert_eq!(print(Format::Github, &[diagnostic], X), expected);
    }
}
