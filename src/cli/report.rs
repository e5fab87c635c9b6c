//! Diagnostics, printed: for people, for programs, for GitHub and for code scanners.
//!
//! The formats know nothing of each other. What they share is where a span stands ([`source_text`]), so that all of them give
//! the same lines and columns, and how untrusted text is made safe to print ([`visible`]).

mod alike;
mod capped;
mod excerpt;
mod github;
mod human;
mod json;
mod page;
mod sarif;
mod source_text;
mod visible;

use std::io::{self, Write};

use crate::cli::editor::Editor;
use crate::cli::report::source_text::SourceTexts;
use crate::pipeline::Diagnostics;
use crate::text::code::Severity;
use crate::text::diagnostic::Diagnostic;

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people: the place in the source, underlined
    Human,
    /// For programs: one JSON object a line
    Json,
    /// For GitHub Actions: workflow commands, shown beside the lines of a change
    Github,
    /// For code scanners: one SARIF 2.1.0 log
    Sarif,
}

/// What of the printing of diagnostics may be asked for.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Printing {
    /// How diagnostics are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Print every problem, also where many are alike; formats for programs always have all
    #[arg(long)]
    all: bool,
    /// Whether little is printed whatever there is, in every format.
    #[arg(skip)]
    is_capped: bool,
}

impl Printing {
    /// As it is printed where nothing else is asked for.
    #[cfg(test)]
    pub(super) fn usual() -> Printing {
        Printing { format: Format::Human, all: false, is_capped: false }
    }

    /// The same for a review of strangers, where it is one.
    pub(super) fn capped(self, is_untrusted: bool) -> Printing {
        Printing { is_capped: is_untrusted, ..self }
    }

    /// Whether what is alike is only counted.
    pub(super) fn is_shortened(self) -> bool {
        self.format == Format::Human && !self.all
    }
}

/// How diagnostics are printed.
pub(super) struct Manner<'a> {
    pub(super) printing: Printing,
    pub(super) colour: bool,
    /// What was looked through, where that is told people even if nothing is wrong with it.
    pub(super) checked: Option<&'a str>,
}

/// Prints diagnostics in the order given.
///
/// `text` gives the text of a file by the path that a diagnostic shows; without it the file's path alone is printed.
///
/// # Errors
/// What the writer says.
pub(super) fn write<'a>(
    out: &mut dyn Write,
    manner: &Manner<'_>,
    diagnostics: &[Diagnostic],
    text: &dyn Fn(&str) -> Option<&'a str>,
) -> io::Result<()> {
    let mut texts = SourceTexts::new(text);
    let few = manner.printing.is_capped.then(|| capped::capped(diagnostics));
    let told = few.as_deref().unwrap_or(diagnostics);
    match manner.printing.format {
        Format::Human => human::write(out, manner, told, diagnostics, &mut texts),
        Format::Json => json::write(out, told, &mut texts),
        Format::Github => github::write(out, told, &mut texts),
        Format::Sarif => sarif::write(out, told, &mut texts),
    }
}

/// Problems of a severity as the script of a page reads them, so many at most.
pub(super) fn for_page(
    diagnostics: &Diagnostics,
    severity: Severity,
    most: usize,
    editor: Option<&Editor>,
) -> Vec<serde_json::Value> {
    let all: Vec<Diagnostic> =
        diagnostics.list.iter().filter(|problem| problem.severity() == severity).cloned().collect();
    let mut shown = alike::shown(&all, alike::Extent::Few);
    shown.truncate(most);
    let find = |path: &str| diagnostics.texts.get(path).map(|text| &**text);
    page::values(&shown, &mut SourceTexts::new(&find), editor)
}

/// What the tests of the formats print, and print it with.
#[cfg(test)]
mod example {
    use std::sync::Arc;

    use super::*;
    use crate::text::code::Code;
    use crate::text::span::Span;

    /// The text of `content/x.md`.
    pub(super) const X: &str = "---\ntitle: Ünïcode\nnumber: 1\nsub_team: dns-secuirty\nnumber: 2\n---\nBody.\n";

    /// A reference that is wrong, a field given twice, a file that cannot be read: an error, an error, a warning.
    pub(super) fn diagnostics() -> Vec<Diagnostic> {
        let path: Arc<str> = "content/x.md".into();
        let at = |text: &str| X.find(text).unwrap_or(0);
        let (reference, first, second) = (at("dns-secuirty"), at("number: 1"), at("number: 2"));
        vec![
            Diagnostic::new(Code::UnknownRecord, &path, "no record answers to `dns-secuirty`")
                .at(Span::new(reference, reference + 12))
                .label("no record has this id")
                .help("did you mean `teams/dns-security`?"),
            Diagnostic::new(Code::DuplicateKey, &path, "`number` is given twice")
                .at(Span::new(second, second + 6))
                .label("again")
                .related(&path, Span::new(first, first + 6), "the first time"),
            Diagnostic::new(Code::ActiveAttachment, &"content/a,b: 100%.svg".into(), "it can run scripts"),
        ]
    }

    /// What a format prints of diagnostics over one text, which every file has.
    pub(super) fn print(format: Format, diagnostics: &[Diagnostic], text: &str) -> String {
        let mut out = Vec::new();
        let manner =
            Manner { printing: Printing { format, all: false, is_capped: false }, colour: false, checked: None };
        assert!(write(&mut out, &manner, diagnostics, &|path| path.ends_with(".md").then_some(text)).is_ok());
        String::from_utf8_lossy(&out).into_owned()
    }
}
