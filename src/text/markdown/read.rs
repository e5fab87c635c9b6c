//! The loop: one event of the Markdown parser after the other becomes tokens, with one stack of what is open.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, CowStr, Event, OffsetIter, Options, Parser};

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::markdown::character::{clean, first_strange};
use crate::text::markdown::document::{Document, Element, Token};
use crate::text::markdown::footnotes::Notes;
use crate::text::markdown::frame::{Content, Frame};
use crate::text::markdown::heading::Ids;
use crate::text::markdown::raw_html::RawHtml;
use crate::text::span::{Origin, Span, slice};

/// What is nested deeper becomes plain text.
pub(super) const DEEPEST: usize = 64;

/// Where problems go, and how ranges of the body become spans of the file.
pub(super) struct Report<'a> {
    pub(super) origin: &'a Origin,
    pub(super) path: &'a Arc<str>,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
}

impl Report<'_> {
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.origin.span(range)
    }

    /// Reports a problem, and returns it so that more can be said.
    pub(super) fn push(&mut self, code: Code, range: Range<usize>, message: impl Into<String>) -> &mut Diagnostic {
        let problem = Diagnostic::new(code, self.path, message).at(self.span(range));
        let position = self.diagnostics.len();
        self.diagnostics.push(problem);
        &mut self.diagnostics[position]
    }
}

/// The table that is being read; tables do not nest.
#[derive(Default)]
pub(super) struct Table {
    pub(super) alignments: Vec<Alignment>,
    pub(super) column: usize,
    pub(super) rows: usize,
}

/// How far a body has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Here {
    /// How many tokens it has.
    pub(super) tokens: usize,
    text: usize,
}

/// Everything that is known halfway through a body.
pub(super) struct Builder<'a> {
    pub(super) text: &'a str,
    pub(super) events: OffsetIter<'a>,
    pub(super) report: Report<'a>,
    pub(super) body: Document,
    pub(super) stack: Vec<Frame>,
    /// How many frames hide what they hold.
    pub(super) hidden: usize,
    /// How many `<a>` are open: links do not nest.
    pub(super) links: usize,
    /// The text of the image that is open.
    pub(super) alt: Option<String>,
    /// The text of the heading that is open.
    pub(super) heading_text: Option<String>,
    /// The level of the last heading; the page's title has level 1.
    pub(super) level: u8,
    pub(super) ids: Ids,
    pub(super) table: Table,
    pub(super) notes: Notes<'a>,
    pub(super) raw: RawHtml<'a>,
    /// Where the last event ended, or began if it began something.
    pub(super) reached: usize,
    in_code: bool,
    /// Whether the text has characters that are not published.
    strange: bool,
    too_deep: bool,
}

/// The Markdown that bodies are written in.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

impl<'a> Builder<'a> {
    pub(super) fn new(text: &'a str, report: Report<'a>) -> Builder<'a> {
        Builder {
            text,
            events: Parser::new_ext(text, options()).into_offset_iter(),
            report,
            body: Document::default(),
            stack: Vec::new(),
            hidden: 0,
            links: 0,
            alt: None,
            heading_text: None,
            level: 1,
            ids: Ids::default(),
            table: Table::default(),
            notes: Notes::default(),
            raw: RawHtml::default(),
            reached: 0,
            in_code: false,
            strange: false,
            too_deep: false,
        }
    }

    pub(super) fn run(mut self) -> Document {
        if let Some((at, c)) = first_strange(self.text) {
            self.strange_character(at..at + c.len_utf8(), c);
        }
        while let Some((event, range)) = self.events.next() {
            if let Some((event, range)) = self.notes.hold(event, range) {
                self.event(event, range);
            }
        }
        self.close_written(0);
        self.write_notes();
        self.body.shrink();
        self.body
    }

    pub(super) fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        let reached = if matches!(event, Event::Start(_)) { range.start } else { range.end };
        match event {
            Event::Text(text) => self.text(&text, range),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::SoftBreak => self.line_break(false),
            Event::HardBreak => self.line_break(true),
            Event::Code(code) => {
                if self.inline_starts() {
                    self.open(Element::Code);
                    self.text_of_element(&code, range);
                    self.close(Element::Code);
                } else {
                    self.text_of_element(&code, range);
                }
            }
            Event::Html(html) => self.html_line(html, range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::FootnoteReference(label) => self.footnote_mark(&label, range),
            Event::Rule => {
                if self.block_starts() {
                    self.push(Token::Rule);
                }
            }
            Event::TaskListMarker(done) => self.task_marker(done),
            // Mathematics is not switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, range),
        }
        self.reached = reached;
    }

    fn text(&mut self, text: &CowStr<'a>, range: Range<usize>) {
        if self.in_code {
            if self.hidden == 0 {
                self.write(text, range);
            }
            return;
        }
        if &**text == "[" {
            self.unknown_footnote(range.start);
        }
        if self.raw.open > 0 {
            self.inline_starts();
        }
        self.text_of_element(text, range);
    }

    /// Text goes where the innermost thing that wants it is: an image, a heading, the page.
    fn text_of_element(&mut self, text: &CowStr<'a>, range: Range<usize>) {
        if self.hidden > 0 {
            if let Some(alt) = &mut self.alt {
                alt.push_str(text);
            }
            return;
        }
        if let Some(heading) = &mut self.heading_text {
            heading.push_str(text);
        }
        self.write(text, range);
    }

    /// Writes text; only text that was copied as it is can be known to be free of strange characters.
    fn write(&mut self, text: &CowStr<'a>, range: Range<usize>) {
        if !self.strange && matches!(text, CowStr::Borrowed(_)) {
            return self.body.push_text(text);
        }
        if let Some((_, c)) = first_strange(text) {
            self.strange_character(range, c);
        }
        self.body.push_text(&clean(text));
    }

    /// Reports the first of them.
    pub(super) fn strange_character(&mut self, range: Range<usize>, c: char) {
        if !self.strange {
            self.strange = true;
            let message = format!("the character U+{:04X} is not text", u32::from(c));
            let problem = self.report.push(Code::ControlCharacter, range, message);
            problem.label = "it is left out".into();
            problem.help = Some("delete it".into());
        }
    }

    fn line_break(&mut self, is_hard: bool) {
        if self.hidden == 0 {
            if is_hard {
                self.push(Token::Break);
            } else {
                self.body.push_text("\n");
            }
        }
        for text in [&mut self.alt, &mut self.heading_text].into_iter().flatten() {
            text.push(' ');
        }
    }

    /// Makes room for a block; `false` where nothing is written.
    pub(super) fn block_starts(&mut self) -> bool {
        if self.hidden > 0 {
            return false;
        }
        self.make_room(Content::Flow);
        true
    }

    /// Makes room for text; `false` where nothing is written.
    pub(super) fn inline_starts(&mut self) -> bool {
        if self.hidden > 0 {
            return false;
        }
        self.make_room(Content::Phrasing);
        true
    }

    pub(super) fn push(&mut self, token: Token) {
        self.body.tokens.push(token);
    }

    pub(super) fn open(&mut self, element: Element) {
        self.push(Token::Open(element));
    }

    pub(super) fn close(&mut self, element: Element) {
        self.push(Token::Close(element));
    }

    /// How far the body has come: it differs as soon as anything has been added.
    pub(super) fn here(&self) -> Here {
        Here { tokens: self.body.tokens.len(), text: self.body.length() }
    }

    pub(super) fn code_starts(&mut self) {
        self.in_code = true;
    }

    pub(super) fn code_ends(&mut self) {
        self.in_code = false;
    }

    pub(super) fn nested_too_deep(&mut self, range: Range<usize>) {
        if !self.too_deep {
            self.too_deep = true;
            let first = slice(self.text, range.clone()).chars().next().map_or(0, char::len_utf8);
            let place = range.start..range.start + first;
            let message = format!("nested more than {DEEPEST} levels deep");
            let problem = self.report.push(Code::NestedTooDeep, place, message);
            problem.label = "from here on only the text is shown".into();
        }
    }
}
