//! Markdown bodies: text becomes a document of tokens, with its headings and a list of what it mentions.
//!
//! One pass over the parser's events makes the tokens. What the body says of other records cannot be known yet, so each such
//! place is a mention, followed when all records are read. Nothing in a body is trusted: what is written as HTML is read by a
//! tokenizer and kept only if it is on a list of plain elements, and addresses are judged by their scheme.

use std::sync::Arc;

use crate::text::diagnostic::Diagnostic;
use crate::text::markdown::document::Document;
use crate::text::span::SourceMap;

pub mod document;

mod read;

mod blocks;
mod footnotes;
mod heading;
mod html;
mod links;
mod table;
mod wiki;

mod builder;
mod dropping;
mod nesting;
mod notes;
mod open_element;

mod address;
mod character;
pub mod element;
mod ids;
mod tag;

pub use address::{AddressKind, address_kind};
pub use character::first_strange;
pub use ids::slug;

/// Reads a body. Whatever is written, there is a document; what is wrong with it becomes diagnostics.
pub fn parse(text: &str, source_map: &SourceMap, path: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Document {
    read::read(text, builder::Reporter { source_map, path, diagnostics })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::text::span::Span;

    /// A body, and its problems in the order in which they were found.
    pub(crate) fn parsed(text: &str) -> (Document, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let body = parse(text, &SourceMap::from_offset(0), &"body.md".into(), &mut diagnostics);
        (body, diagnostics)
    }

    /// The problems of a body, each as its code and the text that it is about.
    pub(crate) fn problems(text: &str) -> Vec<String> {
        let about = |problem: &Diagnostic| problem.span.map(|span| text[span.range()].to_owned()).unwrap_or_default();
        parsed(text).1.iter().map(|problem| format!("{}: {}", problem.code.name(), about(problem))).collect()
    }

    /// Asserts the problems of each text.
    pub(crate) fn assert_problems(rows: &[(&str, &[&str])]) {
        for (text, expected) in rows {
            assert_eq!(problems(text), *expected, "\n{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_file() {
        let source_map = SourceMap::Runs(vec![(0, 100), (4, 210)]);
        let mut problems = Vec::new();
        let body = parse("abc\n[[x#y]] <img>", &source_map, &"body.md".into(), &mut problems);
        assert_eq!(body.mentions[0].span, Span::new(212, 213));
        assert_eq!(body.mentions[0].heading_span, Some(Span::new(214, 215)));
        assert_eq!(problems[0].span, Some(Span::new(218, 223)));
    }
}
