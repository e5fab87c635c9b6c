//! Markdown, in bodies and in fields: text becomes a document of tokens, with its headings and a list of what it mentions.
//!
//! One pass over the parser's events makes the tokens. What the body says of other records cannot be known yet, so each such
//! place is a mention, followed when all records are read. Nothing in a body is trusted: what is written as HTML is read by a
//! tokenizer and kept only if it is on a list of plain elements, and addresses are judged by their scheme.

use std::sync::Arc;

use crate::text::diagnostic::Diagnostic;
use crate::text::markdown::document::Document;
use crate::text::span::{SourceMap, slice};
use crate::text::unseen::may_hold;

pub mod document;

mod read;
mod repair;

mod autolinks;
mod blocks;
mod caption;
mod definitions;
mod footnotes;
mod heading;
mod html;
mod links;
mod looks_like;
mod marked;
mod plain_text;
mod suspect;
mod table;
mod wiki;

mod builder;
mod dropping;
mod nesting;
mod notes;
mod open_element;
mod placing;

mod address;
mod character;
pub mod element;
mod ids;
mod tag;

pub use crate::text::unseen::is_unseen as is_invisible;
pub use address::{AddressKind, address_kind};
pub use character::{clean, first_strange};
pub use ids::{id_of_code_host, ids_of_code_hosts, reserved, slug};

/// A body as it is written.
#[derive(Debug, Clone, Copy)]
pub struct WrittenBody<'a> {
    /// Its text.
    pub text: &'a str,
    /// Where that stands in its file.
    pub source_map: &'a SourceMap,
    /// All text of the file. If the body is a part of it, that is not copied.
    pub file: &'a Arc<str>,
}

/// Reads a body. Whatever is written, there is a document; what is wrong with it becomes diagnostics.
pub fn parse(body: WrittenBody<'_>, path: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Document {
    read_body(body, builder::TextRole::Body, path, diagnostics)
}

/// Reads a body that somebody has sent: a line of hyphens below a name begins a signature, and makes no heading.
pub fn parse_letter(body: WrittenBody<'_>, path: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Document {
    read_body(body, builder::TextRole::Letter, path, diagnostics)
}

fn read_body(
    WrittenBody { text, source_map, file }: WrittenBody<'_>,
    role: builder::TextRole,
    path: &Arc<str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Document {
    read::read(text, Some(file), role, builder::Reporter { source_map, path, diagnostics })
}

/// Reads what a field says: one line as part of a paragraph, several as blocks. `None` where the text has no markup and is
/// shown as it stands, as nearly all are.
pub fn parse_field(
    text: &str,
    source_map: &SourceMap,
    path: &Arc<str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Document> {
    let line = text.trim_end();
    if !line.bytes().any(may_mark) && !autolinks::may_hold(line) && first_strange(line).is_none() && !may_hold(line) {
        return None;
    }
    let mut read = |text, source_map| {
        read::read(text, None, builder::TextRole::Field, builder::Reporter { source_map, path, diagnostics })
    };
    let document = match block_mark(line) {
        // A backslash before what would begin a block keeps the line a line.
        Some(at) => {
            let escaped = format!("{}\\{}", slice(line, ..at), slice(line, at..));
            read(&escaped, &source_map.with_byte_at(at))
        }
        None => read(line, source_map),
    };
    (!document.is_plain(line)).then_some(document)
}

/// Whether a byte may be markup within a line, or end it.
fn may_mark(byte: u8) -> bool {
    matches!(byte, b'\\' | b'`' | b'*' | b'_' | b'[' | b'<' | b'&' | b'~' | b'\n' | b'\r')
}

/// Where the mark stands that makes the only line of a text a block of its own: `1. January` is no list.
fn block_mark(line: &str) -> Option<usize> {
    if line.contains(['\n', '\r']) {
        return None;
    }
    let start = line.len() - line.trim_start().len();
    let line = slice(line, start..);
    let first = line.chars().next()?;
    let after = line.trim_start_matches(first);
    let stands_apart = after.is_empty() || after.starts_with([' ', '\t']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let begins = match first {
        '#' | '-' | '+' | '*' | '_' => stands_apart,
        '>' => true,
        '~' => line.starts_with("~~~"),
        '`' => line.starts_with("```") && !after.contains('`'),
        '[' => line.split_once(']').is_some_and(|(_, after)| after.starts_with(':')),
        '0'..='9' => return slice(line, digits..).starts_with(['.', ')']).then_some(start + digits),
        _ => false,
    };
    begins.then_some(start)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::text::markdown::document::Token;
    use crate::text::span::Span;

    /// A body, and its problems in the order in which they were found.
    pub(crate) fn parsed(text: &str) -> (Document, Vec<Diagnostic>) {
        let read = |text: &str, file: &Arc<str>| {
            let mut diagnostics = Vec::new();
            let written = WrittenBody { text, source_map: &SourceMap::from_offset(0), file };
            (parse(written, &"body.md".into(), &mut diagnostics), diagnostics)
        };
        let file: Arc<str> = text.into();
        let (body, diagnostics) = read(&file, &file);
        assert_eq!(told(&body), told(&read(text, &"".into()).0), "it says the same if it is copied\n{text}");
        (body, diagnostics)
    }

    /// What the tokens of a document say, wherever their text lies.
    fn told(document: &Document) -> Vec<String> {
        let tell = |token: &Token| match token {
            Token::Text(range) => document.text(*range).to_owned(),
            token => format!("{token:?}"),
        };
        document.tokens.iter().map(tell).chain([document.length().to_string()]).collect()
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
    fn only_a_field_with_markup_becomes_a_document() {
        let read = |text: &str| parse_field(text, &SourceMap::from_offset(0), &"a.yaml".into(), &mut Vec::new());
        for plain in
            ["1. January", "- a", "# a", "> a", "5 * 3", "a_b_c", "a & b", "[a] b", "a[^1]", "***", "a\nb", "~~~ a"]
        {
            assert_eq!(read(plain), None, "{plain}");
        }
        for (text, is_inline) in
            [("*a*", true), ("# `a`", true), ("a &amp; b", true), ("a\n\nb", false), ("- a\n- b", false)]
        {
            assert_eq!(read(text).map(|document| document.is_inline()), Some(is_inline), "{text}");
        }
    }

    #[test]
    fn a_signature_in_a_letter_is_no_heading() {
        let headings = |text: &str| {
            let mut diagnostics = Vec::new();
            let written = WrittenBody { text, source_map: &SourceMap::from_offset(0), file: &text.into() };
            let letter = parse_letter(written, &"a.md".into(), &mut diagnostics);
            (letter.headings.len(), diagnostics.len())
        };
        for text in ["Regards\n--\nA. Person", "Thanks\n-", "> Thanks\n> -- \n> A. Person", "```\na\n--\n```"] {
            assert_eq!(headings(text), (0, 0), "{text}");
        }
        assert_eq!(headings("Our view\n---\n\nIt is good."), (1, 0));
    }

    #[test]
    fn text_is_whole_wherever_it_comes_from() {
        let texts = |text: &str| {
            let body = parsed(text).0;
            let of_text = |token: &Token| match token {
                Token::Text(range) => Some(body.text(*range).to_owned()),
                _ => None,
            };
            body.tokens.iter().filter_map(of_text).collect::<Vec<_>>()
        };
        assert_eq!(texts("one *two* three\nfour"), ["one ", "two", " three\nfour"]);
        assert_eq!(texts("one &amp; two\\* three"), ["one & two* three"]);
        assert_eq!(texts("> one\n> two  \n> three"), ["one\ntwo", "three"]);
        assert_eq!(texts("a\r\nb"), ["a\nb"]);
        assert_eq!(texts("https://a.example/?b=1&amp;c=2"), ["https://a.example/?b=1&c=2"]);
        assert_eq!(texts("```b\nc\n```\n\n- \\*d"), ["c\n", "*d"]);
    }

    #[test]
    fn places_are_those_of_the_file() {
        let source_map = SourceMap::Runs(vec![(0, 100), (4, 210)]);
        let mut problems = Vec::new();
        let written = WrittenBody { text: "abc\n[[x#y]] <img>", source_map: &source_map, file: &"".into() };
        let body = parse(written, &"body.md".into(), &mut problems);
        assert_eq!(body.mentions[0].span, Span::new(212, 213));
        assert_eq!(body.mentions[0].heading_span, Some(Span::new(214, 215)));
        assert_eq!(problems[0].span, Some(Span::new(218, 223)));
    }
}
