//! Diagnostics for people, in the manner of rustc: the place in the source, underlined, and what to write instead.

use std::io::{self, Write};
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::cli::count;
use crate::cli::report::Manner;
use crate::cli::report::alike::{Extent, Shown, shown};
use crate::cli::report::excerpt::{Excerpt, Mark, are_near, excerpt, label, shortened};
use crate::cli::report::source_text::{SourceRange, SourceTexts};
use crate::cli::report::visible::visible;
use crate::text::code::Severity;
use crate::text::diagnostic::Diagnostic;

/// Stands for a place in what is rendered. Of everything that is printed the control characters are replaced, so that
/// it stands for nothing else.
///
/// annotate-snippets works out lines and columns from the text it is given. It is given a part, in which a column would
/// be another one; so the place is put in afterwards.
const ORIGIN: char = '\u{1}';

/// Prints diagnostics with their sources, and how many there are in all.
pub(super) fn write(
    out: &mut dyn Write,
    manner: &Manner<'_>,
    told: &[Diagnostic],
    all: &[Diagnostic],
    texts: &mut SourceTexts<'_, '_>,
) -> io::Result<()> {
    let renderer = if manner.colour { Renderer::styled() } else { Renderer::plain() };
    let extent = if manner.printing.all || manner.printing.is_capped { Extent::All } else { Extent::Few };
    for shown in shown(told, extent) {
        writeln!(out, "{}\n", render(&renderer, &shown, texts))?;
    }
    match (manner.checked, summary(all)) {
        (None, None) => Ok(()),
        (None, Some(summary)) => writeln!(out, "{summary}"),
        (Some(checked), summary) => writeln!(out, "{checked}; {}", summary.as_deref().unwrap_or("no problems")),
    }
}

/// How many errors and warnings there are; `None` if there are none.
fn summary(diagnostics: &[Diagnostic]) -> Option<String> {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error).count() as u64;
    let warnings = diagnostics.len() as u64 - errors;
    match (errors, warnings) {
        (0, 0) => None,
        (_, 0) => Some(count(errors, "error", "errors")),
        (0, _) => Some(count(warnings, "warning", "warnings")),
        _ => Some(format!("{}, {}", count(errors, "error", "errors"), count(warnings, "warning", "warnings"))),
    }
}

/// A file, and what of it is shown.
struct Quote<'d> {
    /// The path, the line and the column.
    origin: String,
    excerpt: Excerpt,
    marks: Vec<Mark<'d>>,
}

fn render(renderer: &Renderer, shown: &Shown<'_>, texts: &mut SourceTexts<'_, '_>) -> String {
    let diagnostic = shown.diagnostic;
    let mut notes = Vec::new();
    let quotes = quotes(diagnostic, texts, &mut notes);
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(shortened(&diagnostic.message)).id(diagnostic.code.name());
    let mut group = Group::with_title(title).elements(quotes.iter().map(element));
    for note in notes {
        group = group.element(Level::NOTE.message(note));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(shortened(help)));
    }
    for note in diagnostic.note.iter().chain(&shown.more) {
        group = group.element(Level::NOTE.message(shortened(note)));
    }
    let rendered = renderer.render(&[group]);
    // Without a line number annotate-snippets leaves no room for one, and the arrow would stand at the margin.
    let nothing_shown = quotes.iter().all(|quote| quote.marks.is_empty());
    let rendered = if nothing_shown { rendered.replace('\n', "\n ") } else { rendered };
    put_origins(&rendered, &quotes)
}

/// The place that is meant first, with the related ones near it; then each of the others. A related place in a file
/// without a text becomes a note.
fn quotes<'d>(diagnostic: &'d Diagnostic, texts: &mut SourceTexts<'_, '_>, notes: &mut Vec<String>) -> Vec<Quote<'d>> {
    let range = texts.range(&diagnostic.path, diagnostic.span);
    let mut marks: Vec<_> =
        range.iter().map(|&range| Mark { range, label: &diagnostic.label, primary: true }).collect();
    let mut others = Vec::new();
    for related in &diagnostic.related {
        let Some(other) = texts.range(&related.path, Some(related.span)) else {
            notes.push(visible(&format!("{}: {}", related.label, related.path)).into_owned());
            continue;
        };
        let mark = Mark { range: other, label: &related.label, primary: false };
        let near = |range| related.path == diagnostic.path && marks.iter().all(|mark| are_near(mark.range, range));
        if !marks.is_empty() && near(other) {
            marks.push(mark);
        } else {
            others.push((&related.path, mark));
        }
    }
    let mut quotes = vec![quote(&diagnostic.path, range, marks, texts)];
    quotes.extend(others.into_iter().map(|(path, mark)| quote(path, Some(mark.range), vec![mark], texts)));
    quotes
}

fn quote<'d>(
    path: &Arc<str>,
    range: Option<SourceRange>,
    marks: Vec<Mark<'d>>,
    texts: &mut SourceTexts<'_, '_>,
) -> Quote<'d> {
    let position = range.map(|range| format!(":{}:{}", range.start.line, range.start.column)).unwrap_or_default();
    let excerpt = texts.get(path).map(|text| excerpt(text, &marks)).unwrap_or_default();
    Quote { origin: format!("{}{position}", visible(path).replace('\n', "␊")), excerpt, marks }
}

fn element<'a>(quote: &'a Quote<'_>) -> Element<'a> {
    if quote.marks.is_empty() {
        return Origin::path(ORIGIN.to_string()).into();
    }
    let annotations = quote.marks.iter().zip(&quote.excerpt.underlined).map(|(mark, underlined)| {
        let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        kind.span(underlined.clone()).label(label(mark.label))
    });
    Snippet::source(&*quote.excerpt.source)
        .line_start(quote.excerpt.first_line)
        .path(ORIGIN.to_string())
        .annotations(annotations)
        .into()
}

/// Puts the places where they are stood for, and drops the line and column that follow there.
fn put_origins(rendered: &str, quotes: &[Quote<'_>]) -> String {
    let mut parts = rendered.split(ORIGIN);
    let mut complete = parts.next().unwrap_or_default().to_owned();
    for (part, quote) in parts.zip(quotes) {
        complete.push_str(&quote.origin);
        complete.push_str(part.trim_start_matches(|character: char| character == ':' || character.is_ascii_digit()));
    }
    complete
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::report;
    use crate::cli::report::example::{X, diagnostics, print};
    use crate::cli::report::{Format, Printing};
    use crate::text::code::Code;
    use crate::text::span::Span;

    fn at(start: usize, end: usize) -> Diagnostic {
        Diagnostic::new(Code::UnknownRecord, &"x.md".into(), "found").at(Span::new(start, end)).label("this")
    }

    fn human(diagnostic: Diagnostic, text: &str) -> String {
        print(Format::Human, &[diagnostic], text)
    }

    /// The lines under the title, without the summary.
    fn body(diagnostic: Diagnostic, text: &str) -> String {
        let printed = human(diagnostic, text);
        let lines = printed.strip_prefix("error[unknown-record]: found\n").unwrap_or(&printed);
        lines.strip_suffix("\n\n1 error\n").unwrap_or(lines).to_owned()
    }

    #[test]
    fn diagnostics_are_printed_as_rustc_does() {
        let expected = "\
error[unknown-record]: no record answers to `dns-secuirty`
 --> content/x.md:4:11
  |
4 | sub_team: dns-secuirty
  |           ^^^^^^^^^^^^ no record has this id
  |
  = help: did you mean `teams/dns-security`?

error[duplicate-key]: `number` is given twice
 --> content/x.md:5:1
  |
3 | number: 1
  | ------ the first time
4 | sub_team: dns-secuirty
5 | number: 2
  | ^^^^^^ again

warning[active-attachment]: it can run scripts
 --> content/a,b: 100%.svg

2 errors, 1 warning
";
        assert_eq!(print(Format::Human, &diagnostics(), X), expected);
        assert_eq!(print(Format::Human, &[], X), "");
    }

    #[test]
    fn related_places_are_shown_where_they_are() {
        let diagnostic = at(400, 402)
            .related(&"x.md".into(), Span::new(401, 403), "near")
            .related(&"x.md".into(), Span::new(0, 3), "far")
            .related(&"y.md".into(), Span::new(5, 6), "elsewhere")
            .related(&"z.pdf".into(), Span::new(5, 6), "no text")
            .help("mend it");
        let expected = "   --> x.md:101:1
    |
101 | abc
    | ^^-
    | ||
    | |near
    | this
    |
   ::: x.md:1:1
    |
  1 | abc
    | --- far
    |
   ::: y.md:2:2
    |
  2 | abc
    |  - elsewhere
    |
    = note: no text: z.pdf
    = help: mend it";
        assert_eq!(body(diagnostic, &"abc\n".repeat(1000)), expected);
    }

    #[test]
    fn a_file_without_a_text_is_named() {
        let path = "z.pdf".into();
        let diagnostic = Diagnostic::new(Code::UnknownRecord, &path, "found").at(Span::new(1, 2)).help("mend\nit");
        assert_eq!(body(diagnostic, X), " --> z.pdf\n  = help: mend\n          it");
    }

    #[test]
    fn places_at_the_edges() {
        assert_eq!(body(at(0, 0), ""), " --> x.md:1:1\n  |\n1 |\n  | ^ this");
        assert_eq!(body(at(7, 9), "a\n"), " --> x.md:2:1\n  |\n2 |\n  | ^ this");
        assert_eq!(body(at(1, 2), "a\n"), " --> x.md:1:2\n  |\n1 | a\n  |  ^ this");
        assert_eq!(body(at(4, 5), "a\r\nüb\r\n"), " --> x.md:2:1\n  |\n2 | üb\n  | ^ this");
        assert_eq!(body(at(1, 4), "\t日\tx"), " --> x.md:1:2\n  |\n1 |     日    x\n  |     ^^ this");
    }

    #[test]
    fn several_lines() {
        let expected = " --> x.md:2:2
  |
2 |   bcd
  |  __^
3 | | ef
  | |__^ this";
        assert_eq!(body(at(3, 9), "a\nbcd\nef\ng"), expected);
    }

    #[test]
    fn control_characters_are_not_printed() {
        let path = "\u{1b}x.md".into();
        let diagnostic =
            Diagnostic::new(Code::UnknownRecord, &path, "\u{1b}[31m\u{1}").at(Span::new(6, 7)).help("\u{9b}0m");
        let diagnostic = diagnostic.label("\u{7}").related(&"z\u{8}".into(), Span::new(0, 1), "\r");
        let expected = "error[unknown-record]: ␛[31m␁
 --> ␛x.md:1:7
  |
1 | ␛[31m x\u{fffd}
  |       ^ ␇
  |
  = note: ␍: z␈
  = help: \u{fffd}0m

1 error
";
        assert_eq!(human(diagnostic, "\u{1b}[31m x\u{202e}"), expected);
    }

    #[test]
    fn a_long_line_is_cut_and_its_columns_are_right() {
        let text = "é ".repeat(2_000_000);
        let printed = human(at(3_000_000, 3_000_002), &text);
        assert!(printed.len() < 2000 && printed.contains(" --> x.md:1:2000001\n"), "{printed}");
        assert!(printed.contains("\n1 | ...") && printed.contains(" é ...\n"), "{printed}");
        let printed = human(at(0, 6_000_000), &text);
        assert!(printed.len() < 2000 && printed.contains("é ...é"), "{printed}");
    }

    #[test]
    fn colours_are_printed_only_when_asked_for() {
        let coloured = |colour| {
            let mut out = Vec::new();
            let text = |_: &str| Some(X);
            let printing = Printing { format: Format::Human, all: false, is_capped: false };
            let manner = Manner { printing, colour, checked: None };
            assert!(report::write(&mut out, &manner, &diagnostics(), &text).is_ok());
            String::from_utf8_lossy(&out).into_owned()
        };
        assert!(coloured(true).contains("\u{1b}[") && coloured(true).contains("content/x.md:4:11\n"));
        assert!(!coloured(false).contains('\u{1b}'));
    }

    /// Every span of some awkward texts, with a related place that wanders over them: nothing panics, and the place that
    /// is printed is the place that is meant.
    #[test]
    fn no_span_is_too_awkward() {
        for text in
            ["", "\n", "\r\n\r", "a\tb\r\n\n日本 \u{301}\u{200d}\n\n", "\u{feff}a\n// b\n}\nc\u{85}d", "\u{1}\u{0}"]
        {
            for start in 0..text.len() + 3 {
                for end in start..text.len() + 3 {
                    let other = (start * 7 + end * 5) % (text.len() + 2);
                    let related = Span::new(other, other + end % 4);
                    let printed = human(at(start, end).related(&"x.md".into(), related, "other"), text);
                    let range = report::source_text::SourceText::new(text).range(Span::new(start, end)).start;
                    assert!(printed.contains(&format!(" --> x.md:{}:{}\n", range.line, range.column)), "{printed}");
                    assert!(!printed.contains(|c: char| c.is_control() && c != '\n'), "{printed}");
                }
            }
        }
    }
}
