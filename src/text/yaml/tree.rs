//! The tree that events of the YAML parser become, with what is refused on the way.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use saphyr_parser::{Event, ScalarStyle, ScanError, Span as Marks};

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::span::{SourceMap, Span, lines, slice};
use crate::text::yaml::cause::{cause, cut_by_comma, feature};
use crate::text::yaml::{Key, Node, Scalar, Yaml};

/// Nesting deeper than this is refused.
const DEEPEST: usize = 32;

/// How to do without anchors, aliases and tags.
const WRITE_OUT: &str = "write the value out; put text that begins with `&`, `*` or `!` into quotes";
/// What is added where the line is written out with the quotes.
const NOT_USED: &str = "anchors, aliases and tags of YAML are not used in records";

/// Byte offsets of characters: the parser counts characters, spans count bytes.
struct ByteOffsets {
    /// The byte offset of each character, only where some character is longer than a byte.
    bytes: Option<Vec<u32>>,
    start: usize,
    length: usize,
}

impl ByteOffsets {
    fn new(text: &str, start: usize) -> ByteOffsets {
        let bytes = (!text.is_ascii())
            .then(|| text.char_indices().map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX)).collect());
        ByteOffsets { bytes, start, length: text.len() }
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
enum OpenNode {
    Sequence(Span, Vec<Node>),
    Mapping(Span, Vec<(Key, Node)>, Option<Key>),
}

/// The fields of a map by their names, of one that has many: each other would be looked at for each.
#[derive(Default)]
struct Names(HashMap<Box<str>, usize>);

/// How many fields are looked through one by one.
const FEW: usize = 32;

impl Names {
    /// The place of the field that has a name already.
    fn find(&mut self, fields: &[(Key, Node)], name: &str) -> Option<usize> {
        if fields.len() < FEW {
            return fields.iter().position(|(other, _)| *other.text == *name);
        }
        // No two fields have one name, so that as many are known as there are names.
        let known = self.0.len();
        self.0.extend(fields.iter().enumerate().skip(known).map(|(place, (key, _))| (key.text.clone(), place)));
        self.0.get(name).copied()
    }
}

pub(super) struct Tree<'a> {
    path: &'a Arc<str>,
    text: &'a str,
    part: Span,
    offsets: ByteOffsets,
    open: Vec<OpenNode>,
    /// The names in the maps that are open, by how deep they lie.
    names: Vec<Names>,
    root: Option<Node>,
    documents: usize,
    /// Whether what follows would be read as something it does not mean.
    stopped: bool,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Tree<'a> {
    /// An empty tree for the YAML at `part` of a file's text.
    pub(super) fn new(text: &'a str, part: Span, path: &'a Arc<str>, diagnostics: &'a mut Vec<Diagnostic>) -> Tree<'a> {
        Tree {
            path,
            text,
            part,
            offsets: ByteOffsets::new(text.get(part.range()).unwrap_or_default(), part.start as usize),
            open: Vec::new(),
            names: Vec::new(),
            root: None,
            documents: 0,
            stopped: false,
            diagnostics,
        }
    }

    /// Whether something was met after which nothing can be read.
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Reports what the parser cannot read, and stops.
    pub(super) fn fail(&mut self, error: &ScanError) {
        let at = self.offsets.byte(error.marker().index());
        if error.info().contains("unknown anchor") {
            self.refuse_feature(alias_at(self.text, at), "an alias");
        } else if error.info().contains("recursion limit") {
            self.too_deep(Span::point(at));
        } else {
            let cause = cause(self.text, self.part, at, error.info());
            self.forget(cause.span, at);
            self.problem(Code::InvalidYaml, cause.span, cause.message, cause.help);
        }
        self.stopped = true;
    }

    /// Drops the value that ends on a line that cannot be read: it is half of what was meant.
    fn forget(&mut self, cause: Span, at: usize) {
        let start = line_start(self.text, at.min(cause.start as usize));
        let is_half = |node: &Node| node.span.end as usize > start;
        if let Some(OpenNode::Mapping(_, fields, _)) = self.open.last_mut()
            && fields.last().is_some_and(|(_, node)| is_half(node))
        {
            fields.pop();
        }
        self.root = self.root.take().filter(|root| !matches!(root.yaml, Yaml::Scalar(_)));
    }

    /// Reports a text between braces that was cut at a comma, once for all of it.
    fn refuse_rest(&mut self, key: &Key) {
        let cause = cut_by_comma(self.text, key.span);
        let is_told =
            |problem: &Diagnostic| problem.span.is_some_and(|span| span.end >= key.span.end && span == cause.span);
        if !self.diagnostics.last().is_some_and(is_told) {
            self.problem(Code::InvalidYaml, cause.span, cause.message, cause.help);
        }
    }

    /// The finished tree: all of it, or what was read before something could not be.
    pub(super) fn finish(mut self) -> Option<Node> {
        self.close_all();
        self.root
    }

    pub(super) fn event(&mut self, event: Event<'_>, marks: Marks) {
        let span = self.offsets.span(marks);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_features(anchor, tag.is_some(), span);
                self.scalar(text, style, span);
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_features(anchor, tag.is_some(), span);
                self.enter(OpenNode::Sequence(span, Vec::new()), span);
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_features(anchor, tag.is_some(), span);
                self.enter(OpenNode::Mapping(span, Vec::new(), None), span);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(_) => self.refuse_feature(span, "an alias"),
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
            self.refuse_feature(span, "an anchor");
        } else if tag {
            self.refuse_feature(span, "a tag");
        }
    }

    /// Reports an anchor, an alias or a tag: as the text that it mostly is, where it is all of a value.
    fn refuse_feature(&mut self, span: Span, what: &str) {
        match feature(self.text, span.start as usize) {
            Some(cause) if !self.stopped => {
                let help = cause.help.map(|help| format!("{help}; {NOT_USED}"));
                self.problem(Code::YamlFeature, cause.span, cause.message, help);
                self.stopped = true;
            }
            _ => self.refuse(span, what, WRITE_OUT),
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
        if let Some(OpenNode::Mapping(_, _, key @ None)) = self.open.last_mut() {
            *key = Some(Key { text: text.into(), span });
            return;
        }
        let span = self.trimmed(span, style);
        if !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            self.cut_by_comment(&text, span);
        }
        let source_map = self.source_map(&text, style, span);
        let plain = style == ScalarStyle::Plain;
        self.push(Node { span, yaml: Yaml::Scalar(Scalar { text: text.into(), plain, source_map }) });
    }

    /// Reports what follows a value on its line as `#12`: to YAML it is a comment. One that begins `# ` says so itself.
    fn cut_by_comment(&mut self, text: &str, span: Span) {
        let end = match self.open.last() {
            // Where a value that is nothing stands depends on the parser's mood.
            Some(OpenNode::Mapping(_, _, Some(key))) if span.start == span.end => key.span.end as usize,
            _ => span.end as usize,
        };
        // The rest of a line with many values is not gone through for each of them.
        let Some(rest) = self.text.get(end..) else { return };
        if !rest.trim_start_matches([':', ' ', '\t']).starts_with('#') {
            return;
        }
        let Some(rest) = lines(rest).next() else { return };
        let rest = rest.trim_end();
        let comment = rest.trim_start_matches([':', ' ', '\t']);
        let is_cut = comment
            .strip_prefix('#')
            .is_some_and(|words| !words.is_empty() && !words.starts_with([' ', '\t', '#', '!']));
        let at = end + rest.len() - comment.len();
        if !is_cut || !slice(self.text, ..at).ends_with([' ', '\t']) {
            return;
        }
        let cut = Span::new(at, end + rest.len());
        let value = format!("{text} {comment}").trim_start().replace('\\', "\\\\").replace('"', "\\\"");
        let mut problem = Diagnostic::new(Code::CutByComment, self.path, format!("`{comment}` is not read"));
        problem.label = "to YAML a comment begins here".into();
        problem.help = Some(format!(
            "put all of it into quotes: \"{value}\"; or write a comment as `# {}`",
            comment.trim_start_matches('#')
        ));
        self.diagnostics.push(problem.at(cut));
    }

    /// A block scalar's span runs to the next token: the lines after its text are not part of it.
    fn trimmed(&self, span: Span, style: ScalarStyle) -> Span {
        let written = self.text.get(span.range()).unwrap_or_default();
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded | ScalarStyle::Plain => span.part(0, written.trim_end().len()),
            _ => span,
        }
    }

    /// Where the bytes of a scalar's text stand: exact for text that was written as it is, for each line of a literal block,
    /// and for each word of a text that was folded.
    fn source_map(&self, text: &str, style: ScalarStyle, span: Span) -> SourceMap {
        let written = self.text.get(span.range()).unwrap_or_default();
        if written == text {
            return SourceMap::from_offset(span.start as usize);
        }
        if written.get(1..written.len().saturating_sub(1)) == Some(text) {
            return SourceMap::from_offset(span.start as usize + 1);
        }
        match style {
            ScalarStyle::Literal => self.literal(text, span),
            _ => SourceMap::of_words(text, written, span.start as usize),
        }
    }

    fn literal(&self, text: &str, span: Span) -> SourceMap {
        // The span begins at the indicator `|` or at the text, depending on the parser's mood: begin on the line of the text.
        let begin = span.start as usize;
        let header = slice(self.text, begin..).starts_with('|');
        let mut at = if header {
            begin + lines(slice(self.text, begin..)).next().map_or(0, str::len)
        } else {
            line_start(self.text, begin)
        };
        if !header {
            // The span begins at the first words, behind the empty lines that the text begins with.
            for _ in text.chars().take_while(|&c| c == '\n') {
                at = line_start(self.text, at.saturating_sub(1));
            }
        }
        let mut runs = Vec::new();
        let (mut offset, mut written) = (0, lines(slice(self.text, at..)));
        for line in text.split_inclusive('\n') {
            let full = written.next().unwrap_or_default();
            let (line_text, full_text) = (line.trim_end_matches('\n'), full.trim_end_matches(['\n', '\r']));
            let indent = match full_text.strip_suffix(line_text) {
                // An empty line may have fewer spaces than the others.
                Some(indent) if !line_text.is_empty() => indent.len(),
                Some(_) => 0,
                None => return SourceMap::Whole(span),
            };
            let run = Span::new(offset, at + indent);
            runs.push((run.start, run.end));
            offset += line.len();
            at += full.len();
        }
        SourceMap::Runs(runs)
    }

    fn enter(&mut self, open: OpenNode, span: Span) {
        if self.open.len() >= DEEPEST {
            return self.too_deep(span);
        }
        if let Some(OpenNode::Mapping(_, _, None)) = self.open.last() {
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
        self.names.truncate(self.open.len().saturating_sub(1));
        let (start, yaml) = match self.open.pop() {
            Some(OpenNode::Sequence(span, items)) => (span, Yaml::Sequence(items)),
            Some(OpenNode::Mapping(span, fields, _)) => (span, Yaml::Mapping(fields)),
            None => return,
        };
        let written = self.text.get(start.start as usize..end.end as usize).unwrap_or_default();
        self.push(Node { span: start.part(0, written.trim_end().len()), yaml });
    }

    /// Keeps what was read when the rest cannot be: whole fields of a record, and the records of a list. The value that was
    /// being read is dropped, since half of it would be reported as something that nobody wrote.
    fn close_all(&mut self) {
        let keep = if matches!(self.open.first(), Some(OpenNode::Sequence(..))) { 2 } else { 1 };
        self.open.truncate(keep);
        while let Some(open) = self.open.last() {
            let (OpenNode::Sequence(span, _) | OpenNode::Mapping(span, _, _)) = open;
            let span = *span;
            self.close(span);
        }
    }

    fn push(&mut self, node: Node) {
        if let Some(OpenNode::Mapping(_, _, key)) = self.open.last_mut()
            && let Some(rest) = key.take_if(|key| is_rest_of_text(self.text, key, &node))
        {
            return self.refuse_rest(&rest);
        }
        let depth = self.open.len();
        match self.open.last_mut() {
            Some(OpenNode::Sequence(_, items)) => items.push(node),
            Some(OpenNode::Mapping(_, fields, key)) => {
                let Some(key) = key.take() else { return };
                self.names.resize_with(depth.max(self.names.len()), Names::default);
                let known = depth.checked_sub(1).and_then(|at| self.names.get_mut(at));
                let first = known.and_then(|names| names.find(fields, &key.text));
                match first.and_then(|first| fields.get(first)) {
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

/// Whether a name between braces has no colon behind it: it is the rest of a text with a comma.
fn is_rest_of_text(text: &str, key: &Key, node: &Node) -> bool {
    let after = || text.get(key.span.end as usize..).unwrap_or_default().trim_start();
    node.is_empty() && after().starts_with([',', '}'])
}

/// Where the line begins that a place stands on; the end of a line belongs to it.
fn line_start(text: &str, at: usize) -> usize {
    let before = slice(text, ..at);
    let before = before.strip_suffix('\r').filter(|_| slice(text, at..).starts_with('\n')).unwrap_or(before);
    before.rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// The alias at or before a place: the parser stops at one whose anchor was never seen.
fn alias_at(text: &str, at: usize) -> Span {
    let start = slice(text, ..at)
        .rfind(|c: char| c.is_whitespace() || matches!(c, '[' | ',' | '{'))
        .map_or(0, |before| before + 1);
    let start = if slice(text, at..).starts_with('*') { at } else { start };
    let rest = slice(text, start..);
    let length = rest.find(|c: char| c.is_whitespace() || matches!(c, ']' | ',' | '}')).unwrap_or(rest.len());
    Span::new(start, start + length)
}
