//! YAML with the place of every key and value, in which a scalar stays the text that its writer typed.
//!
//! Built on the events of `saphyr-parser`, which is a YAML 1.2 parser without a tree of its own: so nothing is
//! resolved (`NO` is not false, `4.10` is not 4.1), every problem of a mapping is found at once, and what could
//! fill a computer's memory (aliases, deep nesting) never becomes a tree.

use std::borrow::Cow;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marks};

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::span::{Origin, Span};

/// Nesting deeper than this is refused.
const DEEPEST: usize = 32;

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
    pub origin: Origin,
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

/// Reads the YAML at `text[part]` of a file. What could be read is returned with the problems found; `None` if there is nothing.
pub fn parse(text: &str, part: Span, path: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let yaml = text.get(part.range())?;
    let mut tree = Tree {
        path,
        text,
        places: Places::new(yaml, part.start as usize),
        open: Vec::new(),
        root: None,
        documents: 0,
        stopped: false,
        diagnostics,
    };
    let mut parser = Parser::new_from_str(yaml);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, marks)) => tree.event(event, marks),
            Err(error) => {
                let at = tree.places.byte(error.marker().index()).min(part.end as usize);
                if error.info().contains("unknown anchor") {
                    tree.refuse(alias_at(text, at), "an alias", WRITE_OUT);
                } else if error.info().contains("recursion limit") {
                    tree.too_deep(Span::point(at));
                } else {
                    tree.problem(
                        Code::InvalidYaml,
                        Span::point(at),
                        format!("invalid YAML: {}", error.info()),
                        hint(text, at),
                    );
                }
                tree.stopped = true;
            }
        }
        if tree.stopped {
            tree.close_all();
            break;
        }
    }
    tree.root
}

/// How to do without anchors, aliases and tags.
const WRITE_OUT: &str = "write the value out; put text that begins with `&`, `*` or `!` into quotes";

/// The alias at or before a place: the parser stops at one whose anchor was never seen.
fn alias_at(text: &str, at: usize) -> Span {
    let start =
        text[..at].rfind(|c: char| c.is_whitespace() || matches!(c, '[' | ',' | '{')).map_or(0, |before| before + 1);
    let start = if text[at..].starts_with('*') { at } else { start };
    let rest = &text[start..];
    let length = rest.find(|c: char| c.is_whitespace() || matches!(c, ']' | ',' | '}')).unwrap_or(rest.len());
    Span::new(start, start + length)
}

/// The likely cause of a syntax error, from the line it was found on.
fn hint(text: &str, at: usize) -> Option<String> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    if line.starts_with('\t') || line.trim_start_matches(' ').starts_with('\t') {
        return Some("indent with spaces, not with tabs".to_owned());
    }
    let (_, value) = line.split_once(": ")?;
    let value = value.trim();
    if value.contains(": ") && !value.starts_with(['"', '\'', '{', '[']) {
        return Some(format!("put the text into quotes: \"{}\"", value.replace('"', "\\\"")));
    }
    None
}

/// Byte offsets of characters: the parser counts characters, spans count bytes.
struct Places {
    /// The byte offset of each character, only where some character is longer than a byte.
    bytes: Option<Vec<u32>>,
    start: usize,
    length: usize,
}

impl Places {
    fn new(text: &str, start: usize) -> Places {
        let bytes = (!text.is_ascii())
            .then(|| text.char_indices().map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX)).collect());
        Places { bytes, start, length: text.len() }
    }

    fn byte(&self, character: usize) -> usize {
        let offset = match &self.bytes {
            None => character.min(self.length),
            Some(bytes) => bytes.get(character).map_or(self.length, |&byte| byte as usize),
        };
        self.start + offset
    }

    fn span(&self, marks: Marks) -> Span {
        Span::new(self.byte(marks.start.index()), self.byte(marks.end.index()))
    }
}

/// A list or map whose end has not been seen.
enum Open {
    Sequence(Span, Vec<Node>),
    Mapping(Span, Vec<(Key, Node)>, Option<Key>),
}

struct Tree<'a> {
    path: &'a Arc<str>,
    text: &'a str,
    places: Places,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    stopped: bool,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Tree<'_> {
    fn event(&mut self, event: Event<'_>, marks: Marks) {
        let span = self.places.span(marks);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_features(anchor, tag.is_some(), span);
                self.scalar(text, style, span);
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_features(anchor, tag.is_some(), span);
                self.enter(Open::Sequence(span, Vec::new()), span);
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_features(anchor, tag.is_some(), span);
                self.enter(Open::Mapping(span, Vec::new(), None), span);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(_) => self.refuse(span, "an alias", WRITE_OUT),
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.refuse(span, "a second document", "remove the line `---`: a file holds one list");
                }
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
    }

    fn refuse_features(&mut self, anchor: usize, tag: bool, span: Span) {
        if anchor > 0 {
            self.refuse(span, "an anchor", WRITE_OUT);
        } else if tag {
            self.refuse(span, "a tag", WRITE_OUT);
        }
    }

    /// Reports a feature that records do not use, and stops: what follows would be read as something it does not mean.
    fn refuse(&mut self, span: Span, what: &str, help: &str) {
        if !self.stopped {
            self.problem(Code::YamlFeature, span, format!("{what} is not used in records"), Some(help.to_owned()));
            self.stopped = true;
        }
    }

    fn problem(&mut self, code: Code, span: Span, message: String, help: Option<String>) {
        let mut problem = Diagnostic::new(code, self.path, message).at(span);
        problem.help = help;
        self.diagnostics.push(problem);
    }

    fn scalar(&mut self, text: Cow<'_, str>, style: ScalarStyle, span: Span) {
        if let Some(Open::Mapping(_, _, key @ None)) = self.open.last_mut() {
            *key = Some(Key { text: text.into(), span });
            return;
        }
        let span = self.trimmed(span, style);
        let origin = self.origin(&text, style, span);
        let plain = style == ScalarStyle::Plain;
        self.push(Node { span, yaml: Yaml::Scalar(Scalar { text: text.into(), plain, origin }) });
    }

    /// A block scalar's span runs to the next token: the lines after its text are not part of it.
    fn trimmed(&self, span: Span, style: ScalarStyle) -> Span {
        let written = self.text.get(span.range()).unwrap_or_default();
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded | ScalarStyle::Plain => span.part(0, written.trim_end().len()),
            _ => span,
        }
    }

    /// Where the bytes of a scalar's text stand: exact for text that was written as it is, and for each line of a literal block.
    fn origin(&self, text: &str, style: ScalarStyle, span: Span) -> Origin {
        let written = self.text.get(span.range()).unwrap_or_default();
        if written == text {
            return Origin::from_offset(span.start as usize);
        }
        if written.get(1..written.len().saturating_sub(1)) == Some(text) {
            return Origin::from_offset(span.start as usize + 1);
        }
        if style == ScalarStyle::Literal { self.literal(text, span) } else { Origin::Whole(span) }
    }

    fn literal(&self, text: &str, span: Span) -> Origin {
        // The span begins at the indicator `|` or at the text, depending on the parser's mood: begin on the line of the text.
        let begin = span.start as usize;
        let header = self.text[begin..].starts_with('|');
        let line_start = self.text[..begin].rfind('\n').map_or(0, |newline| newline + 1);
        let mut at = if header {
            self.text[begin..].find('\n').map_or(self.text.len(), |newline| begin + newline + 1)
        } else {
            line_start
        };
        if !header {
            // The span begins at the first words, behind the empty lines that the text begins with.
            for _ in text.chars().take_while(|&c| c == '\n') {
                at = self.text[..at.saturating_sub(1)].rfind('\n').map_or(0, |newline| newline + 1);
            }
        }
        let mut runs = Vec::new();
        let mut offset = 0;
        for line in text.split_inclusive('\n') {
            let rest = &self.text[at..];
            let written = rest.split_inclusive('\n').next().unwrap_or_default();
            let indent = written.trim_end().len().saturating_sub(line.trim_end().len());
            let place = Span::new(offset, at + if line.trim_end().is_empty() { 0 } else { indent });
            runs.push((place.start, place.end));
            offset += line.len();
            at += written.len();
        }
        Origin::Runs(runs)
    }

    fn enter(&mut self, open: Open, span: Span) {
        if self.open.len() >= DEEPEST {
            return self.too_deep(span);
        }
        if let Some(Open::Mapping(_, _, None)) = self.open.last() {
            self.refuse(span, "a list or map as a key", "write a name before the colon");
            return;
        }
        self.open.push(open);
    }

    fn too_deep(&mut self, span: Span) {
        if !self.stopped {
            let message = format!("nested more than {DEEPEST} levels deep");
            self.problem(Code::YamlTooDeep, span, message, None);
        }
        self.stopped = true;
    }

    fn close(&mut self, end: Span) {
        let (start, yaml) = match self.open.pop() {
            Some(Open::Sequence(span, items)) => (span, Yaml::Sequence(items)),
            Some(Open::Mapping(span, fields, _)) => (span, Yaml::Mapping(fields)),
            None => return,
        };
        let written = self.text.get(start.start as usize..end.end as usize).unwrap_or_default();
        self.push(Node { span: start.part(0, written.trim_end().len()), yaml });
    }

    /// Keeps what was read when the rest cannot be: whole fields of a record, and the records of a list. The value that was
    /// being read is dropped, since half of it would be reported as something that nobody wrote.
    fn close_all(&mut self) {
        let keep = if matches!(self.open.first(), Some(Open::Sequence(..))) { 2 } else { 1 };
        self.open.truncate(keep);
        while let Some(open) = self.open.last() {
            let (Open::Sequence(span, _) | Open::Mapping(span, _, _)) = open;
            let span = *span;
            self.close(span);
        }
    }

    fn push(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(Open::Sequence(_, items)) => items.push(node),
            Some(Open::Mapping(_, fields, key)) => {
                let Some(key) = key.take() else { return };
                match fields.iter().find(|(other, _)| other.text == key.text) {
                    Some((first, _)) => {
                        let problem =
                            Diagnostic::new(Code::DuplicateKey, self.path, format!("`{}` is given twice", key.text))
                                .at(key.span)
                                .label("the second time")
                                .related(self.path, first.span, "the first time")
                                .help("keep one of them");
                        self.diagnostics.push(problem);
                    }
                    None => fields.push((key, node)),
                }
            }
            None => self.root = Some(node),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(&text[name.origin.span(0..6).range()], "Kecić");
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
            assert_eq!(&text[body.origin.span(at..at + word.len()).range()], word);
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
    fn a_syntax_error_keeps_what_came_before_and_guesses_the_cause() {
        let (node, diagnostics) = read("title: x\nsummary: Part 1: Scope\n");
        assert!(node.is_some());
        assert_eq!(diagnostics[0].code, Code::InvalidYaml);
        assert_eq!(diagnostics[0].help.as_deref(), Some("put the text into quotes: \"Part 1: Scope\""));
    }
}
