//! YAML with the place of every key and value, in which a scalar stays the text that its writer typed.
//!
//! Built on the events of `saphyr-parser`, which is a YAML 1.2 parser without a tree of its own: so nothing is
//! resolved (`NO` is not false, `4.10` is not 4.1), every problem of a mapping is found at once, and what could
//! fill a computer's memory (aliases, deep nesting) never becomes a tree.

mod cause;
mod tree;

use std::borrow::Cow;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScanError};

use crate::text::diagnostic::Diagnostic;
use crate::text::span::{SourceMap, Span, slice};
use crate::text::yaml::tree::Tree;

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Node {
    /// The bytes it was written with.
    pub span: Span,
    /// What it is.
    pub yaml: Yaml,
}

/// What a node can be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Yaml {
    /// One value: its text, untyped.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in the order of the text.
    Mapping(Vec<(Key, Node)>),
}

/// The text of a scalar.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Scalar {
    /// The text, unquoted and unfolded.
    pub text: Box<str>,
    /// Whether it stood without quotes; only then can it mean "nothing".
    pub plain: bool,
    /// Where the bytes of `text` stand.
    pub source_map: SourceMap,
}

/// The name of a field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// The name.
    pub text: Box<str>,
    /// The bytes it was written with.
    pub span: Span,
}

impl Node {
    /// Whether nothing was written: `key:` alone, `~`, `null`, or quotes around nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let nothing =
            |scalar: &Scalar| scalar.text.trim().is_empty() || (scalar.plain && matches!(&*scalar.text, "~" | "null"));
        matches!(&self.yaml, Yaml::Scalar(scalar) if nothing(scalar))
    }

    /// Whether nothing was written in any part of it: lists and maps of nothing hold nothing.
    #[must_use]
    pub fn holds_nothing(&self) -> bool {
        match &self.yaml {
            Yaml::Scalar(_) => self.is_empty(),
            Yaml::Sequence(items) => items.iter().all(Node::holds_nothing),
            Yaml::Mapping(fields) => fields.iter().all(|(_, node)| node.holds_nothing()),
        }
    }

    /// What it is, in words for a message.
    #[must_use]
    pub fn describe(&self) -> &'static str {
        match self.yaml {
            Yaml::Scalar(_) => "a single value",
            Yaml::Sequence(_) => "a list",
            Yaml::Mapping(_) => "a map of fields",
        }
    }
}

/// So many closing brackets at the margin are accepted in one text.
const MOST_BRACKETS: usize = 20;

/// Reads the YAML at `text[part]` of a file. What could be read is returned with the problems found; `None` if there is nothing.
pub fn parse(text: &str, part: Span, path: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let before = diagnostics.len();
    let mut written = Cow::Borrowed(text.get(part.range())?);
    for _ in 0..MOST_BRACKETS {
        let mut tree = Tree::new(text, part, path, diagnostics);
        let Err(error) = read(&written, &mut tree) else { return tree.finish() };
        let Some(mended) = with_bracket_inside(&written, &error) else {
            tree.fail(&error);
            return tree.finish();
        };
        diagnostics.truncate(before);
        written = Cow::Owned(mended);
    }
    let mut tree = Tree::new(text, part, path, diagnostics);
    if let Err(error) = read(&written, &mut tree) {
        tree.fail(&error);
    }
    tree.finish()
}

/// Why a text where fields should be is none of them: where, what is wrong, and what to write.
#[must_use]
pub fn no_fields(text: &str, part: Span) -> Option<(Span, String, Option<String>)> {
    cause::cause_of_text(text, part).map(|cause| (cause.span, cause.message, cause.help))
}

/// A text in the quotes that it needs, whatever stands in it.
#[must_use]
pub fn quoted(text: &str) -> String {
    cause::quoted(text)
}

/// Gives the tree what the parser finds.
///
/// # Errors
/// What the parser cannot read.
fn read(written: &str, tree: &mut Tree<'_>) -> Result<(), ScanError> {
    let mut parser = Parser::new_from_str(written);
    while let Some(event) = parser.next_event().filter(|_| !tree.is_stopped()) {
        match event? {
            (Event::StreamEnd, _) => break,
            (event, marks) => tree.event(event, marks),
        }
    }
    Ok(())
}

/// The text with a closing bracket on the line before, where it stands at the margin of its field. YAML wants it further in
/// (section 7.4), and other parsers do not; what is written there is as long as before.
fn with_bracket_inside(written: &str, error: &ScanError) -> Option<String> {
    let (at, bracket) = written.char_indices().nth(error.marker().index())?;
    let before = slice(written, ..at).trim_end_matches([' ', '\n', '\r']);
    let is_first = slice(written, before.len()..at).contains('\n');
    let last_line = before.rsplit('\n').next().unwrap_or_default();
    if !error.info().contains("invalid indentation")
        || !matches!(bracket, ']' | '}')
        || !is_first
        || last_line.contains('#')
    {
        return None;
    }
    Some(format!("{before}{}{}", " ".repeat(at - before.len()), slice(written, at..)))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::text::code::Code;

    fn read(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let node = parse(text, Span::new(0, text.len()), &"x.yaml".into(), &mut diagnostics);
        (node, diagnostics)
    }

    fn field<'a>(node: &'a Node, name: &str) -> &'a Node {
        let Yaml::Mapping(fields) = &node.yaml else { panic!("not a map: {node:?}") };
        &fields.iter().find(|(key, _)| &*key.text == name).expect("the field is there").1
    }

    fn scalar(node: &Node) -> &Scalar {
        let Yaml::Scalar(scalar) = &node.yaml else { panic!("not a scalar: {node:?}") };
        scalar
    }

    #[test]
    fn scalars_keep_their_spelling_and_place() {
        let text = "number: 4.10\ncountry: NO\nname: \"Kecić: a\"\nafter: ž x # note\n";
        let (node, diagnostics) = read(text);
        let node = node.expect("it can be read");
        assert_eq!(diagnostics, []);
        assert_eq!(&*scalar(field(&node, "number")).text, "4.10");
        assert_eq!(&*scalar(field(&node, "country")).text, "NO");
        let name = scalar(field(&node, "name"));
        assert_eq!(&text[name.source_map.span(0..6).range()], "Kecić");
        assert_eq!(&text[field(&node, "after").span.range()], "ž x");
    }

    #[test]
    fn every_line_of_a_literal_block_has_its_place() {
        let text = "- id: a\n  body: |\n    First [[x]].\n\n      code\n    Last.\n- id: b\n";
        let (node, _) = read(text);
        let Some(Node { yaml: Yaml::Sequence(items), .. }) = node else { panic!("a list") };
        let body = scalar(field(&items[0], "body"));
        for word in ["First", "[[x]]", "code", "Last."] {
            let at = body.text.find(word).expect("the word is in the body");
            assert_eq!(&text[body.source_map.span(at..at + word.len()).range()], word);
        }
    }

    #[test]
    fn a_duplicate_key_names_both_places() {
        let (_, diagnostics) = read("a: 1\nb: 2\na: 3\n");
        assert_eq!(diagnostics[0].code, Code::DuplicateKey);
        assert_eq!(diagnostics[0].span, Some(Span::new(10, 11)));
        assert_eq!(diagnostics[0].related[0].span, Span::new(0, 1));
    }

    #[test]
    fn what_could_exhaust_memory_is_one_problem() {
        let bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n";
        assert_eq!(read(bomb).1.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::YamlFeature]);
        let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
        assert_eq!(read(&deep).1.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::YamlTooDeep]);
        assert_eq!(
            read(&"[".repeat(5_000)).1.iter().map(|problem| problem.code).collect::<Vec<_>>(),
            [Code::YamlTooDeep]
        );
    }

    #[test]
    fn time_grows_as_the_length_of_a_text_and_no_faster() {
        let hard: [fn(usize) -> String; 3] = [
            |count| (0..count).map(|number| format!("key{number}: v\n")).collect(),
            |count| format!("[{}x]", "\"a\", ".repeat(count)),
            |count| format!("a: {{{}x: 1}}", (0..count).map(|number| format!("b{number}: 1, ")).collect::<String>()),
        ];
        for (number, hard) in hard.iter().enumerate() {
            let time = |count: usize| {
                let text = hard(count);
                let one = || {
                    let started = Instant::now();
                    assert_eq!(read(&text).1, []);
                    started.elapsed()
                };
                (0..3).map(|_| one()).min().unwrap_or_default()
            };
            // A machine that stands still in the midst of it is asked again; what grows too fast does so each time.
            let grows = || time(16_000) >= time(2_000) * 24 + Duration::from_millis(20);
            assert!((0..4).any(|_| !grows()), "number {number}");
        }
    }

    #[test]
    fn a_syntax_error_keeps_what_came_before_and_guesses_the_cause() {
        let (node, diagnostics) = read("title: x\nsummary: Part 1: Scope\n");
        assert!(node.is_some());
        assert_eq!(diagnostics[0].code, Code::InvalidYaml);
        assert_eq!(diagnostics[0].help.as_deref(), Some("put the text into quotes: `summary: \"Part 1: Scope\"`"));
    }
}
