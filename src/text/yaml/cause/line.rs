//! A line of a text that could not be read, and what is said of it.

use crate::text::span::{Span, slice};

/// What is wrong with a line, and what to write.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::text::yaml) struct Cause {
    pub(in crate::text::yaml) span: Span,
    pub(in crate::text::yaml) message: String,
    pub(in crate::text::yaml) help: Option<String>,
}

/// A line without its end, and where it begins in the file.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) start: usize,
    pub(super) text: &'a str,
}

/// The value of a field on a line.
pub(super) struct Value<'a> {
    /// Where in the line it begins.
    pub(super) at: usize,
    pub(super) text: &'a str,
}

impl<'a> Line<'a> {
    pub(super) fn is_blank(&self) -> bool {
        let text = self.text.trim_start();
        text.is_empty() || text.starts_with('#')
    }

    /// Whether it begins with the dash of an item.
    pub(super) fn is_item(&self) -> bool {
        self.words() == "-" || self.words().starts_with("- ")
    }

    pub(super) fn indent(&self) -> &'a str {
        let rest = self.text.trim_start_matches([' ', '\t']);
        slice(self.text, ..self.text.len() - rest.len())
    }

    /// The line without its indentation.
    pub(super) fn words(&self) -> &'a str {
        self.text.trim()
    }

    /// How far in the line its field begins: behind its spaces and dashes.
    pub(super) fn field_at(&self) -> usize {
        let mut rest = self.text.trim_start_matches(' ');
        while let Some(item) = rest.strip_prefix("- ") {
            rest = item.trim_start_matches(' ');
        }
        self.text.len() - rest.len()
    }

    /// The name and the value of the field that begins on it.
    pub(super) fn field(&self) -> Option<(&'a str, Value<'a>)> {
        let begin = self.field_at();
        let (name, rest) = slice(self.text, begin..).split_once(':')?;
        if name.is_empty()
            || name.contains(['"', '\'', '{', '['])
            || !(rest.is_empty() || rest.starts_with([' ', '\t']))
        {
            return None;
        }
        let value = rest.trim_start();
        Some((name, Value { at: self.text.len() - value.len(), text: without_comment(value) }))
    }

    /// The value of its field, or all of an item that is none.
    pub(super) fn value(&self) -> Value<'a> {
        let begin = self.field_at();
        let item = || Value { at: begin, text: without_comment(slice(self.text, begin..)) };
        self.field().map_or_else(item, |(_, value)| value)
    }

    pub(super) fn span(&self, at: usize, length: usize) -> Span {
        Span::new(self.start + at, self.start + at + length)
    }

    /// The place of all that is written on it.
    pub(super) fn whole(&self) -> Span {
        self.span(self.text.len() - self.text.trim_start().len(), self.words().len())
    }

    /// The line with other words in the place of a value.
    pub(super) fn with(&self, value: &Value<'_>, words: &str) -> String {
        let after = slice(self.text, value.at + value.text.len()..);
        format!("{}{words}{after}", slice(self.text, ..value.at)).trim().to_owned()
    }

    pub(super) fn cause(&self, value: &Value<'_>, message: String, help: Option<String>) -> Cause {
        Cause { span: self.span(value.at, value.text.len()), message, help }
    }

    /// That a value needs quotes, with the line as it is written with them.
    pub(super) fn needs_quotes(&self, value: &Value<'_>, message: String) -> Cause {
        let help = format!("put the text into quotes: `{}`", self.with(value, &quoted(value.text)));
        self.cause(value, message, Some(help))
    }
}

/// What a value is without the comment behind it.
pub(super) fn without_comment(value: &str) -> &str {
    value.split(" #").next().unwrap_or_default().trim_end()
}

/// A text in the quotes that it needs.
pub(in crate::text::yaml) fn quoted(text: &str) -> String {
    let text = plain(text);
    if !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else if !text.contains('\'') {
        format!("'{text}'")
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// A text without the quotation marks around it, be they straight or curly.
pub(super) fn plain(text: &str) -> &str {
    let pairs = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’'), ('„', '“'), ('«', '»')];
    let inside = |(open, close)| text.strip_prefix(open)?.strip_suffix(close);
    pairs.into_iter().find_map(inside).filter(|text| !text.is_empty()).unwrap_or(text)
}
