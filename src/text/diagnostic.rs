//! What is wrong, where, and what to write instead: made where the fact is known, printed in one place.

use std::sync::Arc;

use crate::text::code::{Code, Severity};
use crate::text::span::Span;

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// What kind of problem.
    pub code: Code,
    /// The file, as it is shown: the path that the caller gave, and the path below it.
    pub path: Arc<str>,
    /// The bytes of the file that are meant; `None` where the file as a whole is.
    pub span: Option<Span>,
    /// What was found: lower case, no full stop.
    pub message: String,
    /// A few words under the underlined text; may be empty.
    pub label: String,
    /// What to write instead.
    pub help: Option<String>,
    /// What else is so because of it.
    pub note: Option<String>,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<Related>,
}

/// Another place that a problem has to do with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Related {
    /// The file, as it is shown.
    pub path: Arc<str>,
    /// The bytes that are meant.
    pub span: Span,
    /// A few words under them.
    pub label: String,
}

impl Diagnostic {
    /// A problem with a file as a whole; [`Diagnostic::at`] says where in it.
    #[must_use]
    pub fn new(code: Code, path: &Arc<str>, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            path: Arc::clone(path),
            span: None,
            message: message.into(),
            label: String::new(),
            help: None,
            note: None,
            related: Vec::new(),
        }
    }

    /// The same, at these bytes.
    #[must_use]
    pub fn at(mut self, span: Span) -> Diagnostic {
        self.span = Some(span);
        self
    }

    /// The same, with a few words under the underlined text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// The same, with what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// The same, with another place that belongs to it.
    #[must_use]
    pub fn related(mut self, path: &Arc<str>, span: Span, label: impl Into<String>) -> Diagnostic {
        self.related.push(Related { path: Arc::clone(path), span, label: label.into() });
        self
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The order in which problems are shown: by file, by place, by code, by text.
    #[must_use]
    pub fn sort_key(&self) -> (&str, Option<Span>, &'static str, &str) {
        (&self.path, self.span, self.code.name(), &self.message)
    }
}
