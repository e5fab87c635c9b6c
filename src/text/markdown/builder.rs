//! What is known halfway through a body: the document so far, one stack of what is open, and what each may hold.
//!
//! HTML says which elements may stand in which; a browser that finds one elsewhere closes or moves others. So that what is
//! written is what a browser builds, an element is opened only where it may stand.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, CowStr, OffsetIter};

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::markdown::character::{clean, first_strange};
use crate::text::markdown::document::{Document, Element, Token};
use crate::text::markdown::dropping::RawHtml;
use crate::text::markdown::element::{ContentCategory, holds_apart};
use crate::text::markdown::ids::Ids;
use crate::text::markdown::notes::Footnotes;
use crate::text::markdown::open_element::{BegunCaption, OpenElement, OpenHtml, Progress};
use crate::text::markdown::plain_text::PlainText;
use crate::text::markdown::suspect::Suspect;
use crate::text::span::{SourceMap, Span, slice};
use crate::text::unseen::{Directions, called, is_direction, may_hold, unseen};

/// What is nested deeper becomes plain text.
pub(super) const DEEPEST: usize = 64;

/// So many characters that are not text are reported of one text.
const MOST_STRANGE: usize = 100;

/// What a text is to its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextRole {
    /// Its body, which has a page for itself.
    Body,
    /// A body that somebody has sent, and that may end with a signature.
    Letter,
    /// What a field says, which stands among other things: without headings, footnotes and cards.
    Field,
}

impl TextRole {
    /// Whether it has headings, footnotes and cards.
    pub(super) fn is_body(self) -> bool {
        self != TextRole::Field
    }
}

/// Where problems go, and how ranges of the body become spans of the file.
pub(super) struct Reporter<'a> {
    pub(super) source_map: &'a SourceMap,
    pub(super) path: &'a Arc<str>,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reporter<'_> {
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.source_map.span(range)
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
pub(super) struct OpenTable {
    pub(super) alignments: Vec<Alignment>,
    pub(super) column: usize,
    pub(super) rows: usize,
    /// Where the last cell ended.
    pub(super) reached: usize,
    /// Where its rows begin among the tokens.
    pub(super) from: usize,
}

/// An item of a list with its number, as it is written: where it begins and ends among the tokens.
pub(super) struct WrittenItem {
    pub(super) open: usize,
    pub(super) close: usize,
    pub(super) number: u32,
}

/// Everything that is known halfway through a body.
pub(super) struct Builder<'a> {
    pub(super) text: &'a str,
    pub(super) events: OffsetIter<'a>,
    pub(super) reporter: Reporter<'a>,
    /// What the text is, which decides what may stand in it.
    pub(super) role: TextRole,
    pub(super) body: Document,
    pub(super) stack: Vec<OpenElement>,
    /// How many open elements hide what they hold.
    pub(super) hidden: usize,
    /// How many `<a>` are open: links do not nest.
    pub(super) links: usize,
    /// The text of the image that is open.
    pub(super) alt: Option<String>,
    /// The text of the heading that is open.
    pub(super) heading_text: Option<String>,
    /// Where the id of the heading that is open is written: `{#id}`.
    pub(super) heading_id: Option<Range<usize>>,
    /// The level of the last heading; the page's title has level 1.
    pub(super) level: u8,
    pub(super) ids: Ids,
    pub(super) table: OpenTable,
    /// What begins as the caption of a table that may come yet.
    pub(super) captions: Vec<BegunCaption>,
    /// The items of the lists that are open, the innermost list last.
    pub(super) lists: Vec<Vec<WrittenItem>>,
    pub(super) notes: Footnotes<'a>,
    pub(super) raw: RawHtml<'a>,
    /// Where the last event ended, or began if it began something.
    pub(super) reached: usize,
    /// What of the text is shown as it stands.
    pub(super) plain: PlainText,
    /// What was meant otherwise than it is shown.
    pub(super) suspects: Vec<Suspect>,
    /// Where the definitions of labels begin that links use.
    pub(super) used: BTreeSet<usize>,
    /// Whether a block of code is open.
    pub(super) in_code: bool,
    /// The directions that are open in the block that is being read; none where the text turns nowhere.
    pub(super) directions: Option<Directions<Range<usize>>>,
    /// How many characters of the text are not published, as far as they were met.
    strange: usize,
    too_deep: bool,
}

impl<'a> Builder<'a> {
    /// Nothing yet of a text, of which these are the events.
    pub(super) fn new(
        text: &'a str,
        file: Option<&Arc<str>>,
        events: OffsetIter<'a>,
        role: TextRole,
        reporter: Reporter<'a>,
    ) -> Builder<'a> {
        Builder {
            text,
            events,
            reporter,
            role,
            body: Document::with_room_for(text.len(), file.map(Arc::clone)),
            stack: Vec::new(),
            hidden: 0,
            links: 0,
            alt: None,
            heading_text: None,
            heading_id: None,
            level: 1,
            ids: Ids::default(),
            table: OpenTable::default(),
            captions: Vec::new(),
            lists: Vec::new(),
            notes: Footnotes::default(),
            raw: RawHtml::default(),
            reached: 0,
            plain: PlainText::of(text),
            suspects: Vec::new(),
            used: BTreeSet::new(),
            in_code: false,
            directions: (may_hold(text) || text.contains('&')).then(Directions::default),
            strange: 0,
            too_deep: false,
        }
    }

    /// Reports the characters of the text that are not published. Those that entities stand for come later.
    pub(super) fn strange_characters(&mut self) {
        let mut from = 0;
        for _ in 0..MOST_STRANGE {
            let Some((at, c)) = first_strange(slice(self.text, from..)) else { return };
            self.report_strange(from + at..from + at + c.len_utf8(), c);
            from += at + c.len_utf8();
        }
    }

    /// Reports a character of a part of the text that is not published, unless it was found in the text itself.
    pub(super) fn strange_character(&mut self, range: Range<usize>, c: char) {
        if !slice(self.text, range.clone()).contains(c) {
            self.report_strange(range, c);
        }
    }

    fn report_strange(&mut self, range: Range<usize>, c: char) {
        self.strange += 1;
        if self.strange > MOST_STRANGE {
            return;
        }
        let message = format!("the character U+{:04X} is not text", u32::from(c));
        let problem = self.reporter.push(Code::ControlCharacter, range, message);
        problem.label = "it is left out".into();
        problem.help = Some("delete it".into());
    }

    /// Follows the directions that a text opens and closes.
    pub(super) fn turn(&mut self, text: &str, range: &Range<usize>) {
        let Some(directions) = self.directions.as_mut().filter(|_| may_hold(text)) else { return };
        let is_written = text.len() == range.len();
        for (at, c) in text.char_indices().filter(|(_, c)| is_direction(*c)) {
            let from = range.start + at;
            directions.take(c, if is_written { from..from + c.len_utf8() } else { range.clone() });
        }
    }

    /// Ends the paragraph in which directions are open: a page has others behind it.
    pub(super) fn end_directions(&mut self) {
        let Some(place) = self.directions.as_mut().and_then(Directions::end) else { return };
        let message = "a control of the direction of text that is not closed, or closes none";
        let problem = self.reporter.push(Code::UnbalancedDirection, place, message);
        problem.help = Some("delete it: browsers know the direction of each script".into());
    }

    /// Keeps the place of what are not the writer's own words.
    pub(super) fn cite(&mut self, range: Range<usize>) {
        let span = self.reporter.span(range);
        if self.body.cited.last().is_none_or(|before| before.end <= span.start) {
            self.body.cited.push(span);
        }
    }

    /// Makes room for a block; `false` where nothing is written.
    pub(super) fn block_starts(&mut self) -> bool {
        if self.hidden > 0 {
            return false;
        }
        self.make_room(ContentCategory::Flow);
        true
    }

    /// Makes room for text; `false` where nothing is written.
    pub(super) fn inline_starts(&mut self) -> bool {
        if self.hidden > 0 {
            return false;
        }
        self.make_room(ContentCategory::Phrasing);
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
    pub(super) fn progress(&self) -> Progress {
        Progress { tokens: self.body.tokens.len(), text: self.body.length() }
    }

    pub(super) fn nested_too_deep(&mut self, range: Range<usize>) {
        if !self.too_deep {
            self.too_deep = true;
            let first = slice(self.text, range.clone()).chars().next().map_or(0, char::len_utf8);
            let place = range.start..range.start + first;
            let message = format!("nested more than {DEEPEST} levels deep");
            let problem = self.reporter.push(Code::NestedTooDeep, place, message);
            problem.label = "from here on only the text is shown".into();
        }
    }

    /// Writes text; only text that was copied as it is can be known to be free of strange characters.
    pub(super) fn write(&mut self, text: &CowStr<'a>, range: Range<usize>) {
        self.hold_apart(text);
        if self.strange == 0 && matches!(text, CowStr::Borrowed(_)) {
            return self.body.push_text(text);
        }
        if let Some((_, c)) = first_strange(text) {
            self.strange_character(range.clone(), c);
        }
        self.unseen_entity(text, range);
        self.body.push_text(&clean(text));
    }

    /// Reports a character that nobody sees and that an entity stands for.
    pub(super) fn unseen_entity(&mut self, text: &str, range: Range<usize>) {
        if let Some((_, c)) = unseen(text).next().filter(|(_, c)| !slice(self.text, range.clone()).contains(*c)) {
            let message = called(c);
            let problem = self.reporter.push(Code::InvisibleCharacter, range, message);
            problem.help = Some("delete it".into());
        }
    }

    /// Puts a space between the words of a block that was left out and the text that follows.
    pub(super) fn hold_apart(&mut self, text: &str) {
        if !std::mem::take(&mut self.raw.gap) || !text.starts_with(char::is_alphanumeric) {
            return;
        }
        let is_begun = match self.body.tokens.last() {
            Some(Token::Text(range)) => !self.body.text(*range).ends_with(char::is_whitespace),
            Some(Token::Close(Element::Html(element, _))) => element.is_phrasing(),
            Some(Token::Close(element)) => element.is_inline(),
            _ => false,
        };
        if is_begun {
            self.body.push_text(" ");
        }
    }

    /// Closes the innermost elements that were written as HTML until this content may stand in what is around it.
    pub(super) fn make_room(&mut self, content: ContentCategory) {
        if self.raw.open == 0 {
            return;
        }
        // What is left of a paragraph stays open, whatever is closed around it.
        let mut ended = 0;
        loop {
            match self.stack.last() {
                Some(OpenElement::Ended) => {
                    self.stack.pop();
                    ended += 1;
                }
                Some(OpenElement::Html(written)) if !written.content.holds(content) => {
                    self.close_html(self.stack.len() - 1);
                }
                _ => break,
            }
        }
        self.stack.extend(std::iter::repeat_with(|| OpenElement::Ended).take(ended));
    }

    /// Closes elements that were written as HTML until `depth` open elements are left, or one that was not.
    pub(super) fn close_html(&mut self, depth: usize) {
        while self.stack.len() > depth {
            match self.stack.pop() {
                Some(OpenElement::Html(OpenHtml { name, shown, .. })) => {
                    self.raw.open -= 1;
                    match shown {
                        Some(element) => {
                            self.links -= usize::from(&*name == "a");
                            self.close(element);
                        }
                        None => self.raw.gap |= holds_apart(&name),
                    }
                }
                Some(OpenElement::Dropped) => {
                    self.hidden -= 1;
                    self.raw.dropping = None;
                }
                Some(open) => return self.stack.push(open),
                None => return,
            }
        }
    }

    /// Reports what is left out, unless it stands in something that is left out itself.
    pub(super) fn removed(&mut self, range: Range<usize>, message: String) {
        if self.hidden == 0 {
            self.reporter.push(Code::RawHtmlRemoved, range, message);
        }
    }
}
