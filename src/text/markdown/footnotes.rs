//! Footnotes: held back where they are written, numbered in the order of their marks, and printed at the end.
//!
//! A footnote may be written before its first mark and may have marks of other footnotes in it. So its events are kept until
//! the rest of the body is rendered; then the footnotes are rendered in the order of their numbers.

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::text::code::Code;
use crate::text::markdown::Hole;
use crate::text::markdown::render::Renderer;
use crate::text::span::slice;

/// The footnotes of a body.
#[derive(Default)]
pub(super) struct Notes<'a> {
    /// Those whose end was not reached yet, the innermost last.
    open: Vec<Definition<'a>>,
    definitions: Vec<Definition<'a>>,
    /// Those that have a number: the number is the position and one.
    numbered: Vec<Numbered>,
    /// The position in `numbered` for each label.
    numbers: HashMap<String, usize>,
}

/// A footnote as it is written.
struct Definition<'a> {
    label: CowStr<'a>,
    range: Range<usize>,
    events: Vec<(Event<'a>, Range<usize>)>,
    printed: bool,
}

/// A footnote that has a number.
struct Numbered {
    label: String,
    /// Where its first mark stands.
    mark: Range<usize>,
    /// How many marks lead to it and can be led back to.
    marks: usize,
}

/// A footnote as it will be printed.
#[derive(Default)]
struct Printed {
    html: String,
    holes: Vec<Hole>,
}

/// Labels are compared without regard to case, as the Markdown parser compares them.
fn key(label: &str) -> String {
    label.to_lowercase()
}

impl<'a> Notes<'a> {
    /// Keeps an event that belongs to a footnote, and gives back any other.
    pub(super) fn hold(&mut self, event: Event<'a>, range: Range<usize>) -> Option<(Event<'a>, Range<usize>)> {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.open.push(Definition { label, range, events: Vec::new(), printed: false });
                None
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                self.definitions.extend(self.open.pop());
                None
            }
            event => match self.open.last_mut() {
                Some(definition) => {
                    definition.events.push((event, range));
                    None
                }
                None => Some((event, range)),
            },
        }
    }

    /// The number of the footnote with this label, and how many marks have led to it so far.
    fn number(&mut self, label: &str, mark: Range<usize>) -> (usize, &mut usize) {
        let next = self.numbered.len();
        let position = *self.numbers.entry(key(label)).or_insert(next);
        if position == next {
            self.numbered.push(Numbered { label: label.to_owned(), mark, marks: 0 });
        }
        (position + 1, &mut self.numbered[position].marks)
    }
}

/// The end of the id of the mark that leads to footnote `number` as the `mark`th: `3`, `3-2`, `3-3` …
fn mark_id(number: usize, mark: usize) -> String {
    if mark == 1 { number.to_string() } else { format!("{number}-{mark}") }
}

impl Renderer<'_> {
    pub(super) fn footnote_mark(&mut self, label: &str, range: Range<usize>) {
        if !self.inline_starts() {
            return;
        }
        let inside_link = self.links > 0;
        let (number, marks) = self.notes.number(label, range);
        if inside_link {
            let _infallible = write!(self.body.html, "<sup class=\"footnote-mark\">{number}</sup>");
            return;
        }
        *marks += 1;
        let id = mark_id(number, *marks);
        let _infallible = write!(
            self.body.html,
            "<sup class=\"footnote-mark\"><a id=\"fnref-{id}\" href=\"#fn-{number}\" role=\"doc-noteref\" \
             aria-label=\"Footnote {number}\">{number}</a></sup>"
        );
    }

    /// Prints the footnotes, once everything else is rendered.
    pub(super) fn write_notes(&mut self) {
        let mut first_of: HashMap<String, usize> = HashMap::new();
        for (position, definition) in self.notes.definitions.iter().enumerate() {
            first_of.entry(key(&definition.label)).or_insert(position);
        }
        let main = Printed { html: std::mem::take(&mut self.body.html), holes: std::mem::take(&mut self.body.holes) };
        let mut printed = Vec::new();
        let mut unused = 0;
        loop {
            // A footnote that is being printed may have given a number to another.
            if let Some(numbered) = self.notes.numbered.get(printed.len()) {
                let definition = first_of.get(&key(&numbered.label)).copied();
                if definition.is_none() {
                    let message = format!("there is no footnote `{}`", numbered.label);
                    self.report.push(Code::UnknownFootnote, numbered.mark.clone(), message);
                }
                printed.push(definition.map(|position| self.render_note(position)).unwrap_or_default());
            } else if let Some(definition) = self.notes.definitions.get(unused) {
                if !definition.printed {
                    self.unused_footnote(unused);
                    printed.push(self.render_note(unused));
                }
                unused += 1;
            } else {
                break;
            }
        }
        self.body.html = main.html;
        self.body.holes = main.holes;
        if !printed.is_empty() {
            self.assemble(printed);
        }
    }

    /// Reports a footnote without a mark, and gives it the next number.
    fn unused_footnote(&mut self, position: usize) {
        let Definition { label, range, .. } = &self.notes.definitions[position];
        // A label that is broken over lines is not written as it is called.
        let written = slice(self.text, range.clone());
        let length = written.find(']').filter(|_| written.starts_with("[^")).map_or(0, |end| end + 1);
        let place = range.start..range.start + length;
        let label = label.to_string();
        let again = self.notes.numbers.contains_key(&key(&label));
        let message = match again {
            true => format!("another footnote has the label `{label}`"),
            false => format!("no mark leads to the footnote `{label}`"),
        };
        let problem = self.report.push(Code::UnusedFootnote, place.clone(), message);
        problem.help =
            Some(if again { "choose another label".into() } else { format!("write `[^{label}]` where it belongs") });
        if again {
            self.notes.numbered.push(Numbered { label, mark: place, marks: 0 });
        } else {
            self.notes.number(&label, place);
        }
    }

    fn render_note(&mut self, position: usize) -> Printed {
        let definition = &mut self.notes.definitions[position];
        definition.printed = true;
        for (event, range) in std::mem::take(&mut definition.events) {
            self.event(event, range);
        }
        self.close_written(0);
        Printed { html: std::mem::take(&mut self.body.html), holes: std::mem::take(&mut self.body.holes) }
    }

    /// Puts the footnotes below the body; only now is it known how many marks lead to each.
    fn assemble(&mut self, notes: Vec<Printed>) {
        self.new_line();
        self.body.html.push_str("<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n");
        for (position, note) in notes.into_iter().enumerate() {
            let number = position + 1;
            let _infallible = write!(self.body.html, "<li id=\"fn-{number}\">");
            let base = u32::try_from(self.body.html.len()).unwrap_or(u32::MAX);
            self.body
                .holes
                .extend(note.holes.into_iter().map(|hole| Hole { at: hole.at.saturating_add(base), ..hole }));
            let marks = self.notes.numbered.get(position).map_or(0, |numbered| numbered.marks);
            match note.html.strip_suffix("</p>\n") {
                Some(open) => {
                    self.body.html.push_str(open);
                    self.back_links(number, marks);
                    self.body.html.push_str("</p>\n");
                }
                None => {
                    self.body.html.push_str(&note.html);
                    if marks > 0 {
                        self.body.html.push_str("<p>");
                        self.back_links(number, marks);
                        self.body.html.push_str("</p>\n");
                    }
                }
            }
            self.body.html.push_str("</li>\n");
        }
        self.body.html.push_str("</ol>\n</section>\n");
    }

    fn back_links(&mut self, number: usize, marks: usize) {
        for mark in 1..=marks {
            let id = mark_id(number, mark);
            let shown = if mark == 1 { String::new() } else { format!("<sup>{mark}</sup>") };
            let _infallible = write!(
                self.body.html,
                " <a class=\"footnote-back\" href=\"#fnref-{id}\" role=\"doc-backlink\" \
             aria-label=\"Back to mark {id}\">↩{shown}</a>"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::markdown::tests::{assert_html, assert_problems, html};

    fn mark(id: &str, number: usize) -> String {
        format!(
            "<sup class=\"footnote-mark\"><a id=\"fnref-{id}\" href=\"#fn-{number}\" role=\"doc-noteref\" \
             aria-label=\"Footnote {number}\">{number}</a></sup>"
        )
    }

    fn back(id: &str, shown: &str) -> String {
        format!(
            " <a class=\"footnote-back\" href=\"#fnref-{id}\" role=\"doc-backlink\" \
             aria-label=\"Back to mark {id}\">↩{shown}</a>"
        )
    }

    fn section(notes: &str) -> String {
        format!("<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n{notes}</ol>\n</section>\n")
    }

    #[test]
    fn footnotes_are_numbered_by_their_first_marks() {
        let notes = format!(
            "<li id=\"fn-1\"><p>A.{}{}</p>\n</li>\n<li id=\"fn-2\"><p>B [[{}]].{}</p>\n</li>\n",
            back("1", ""),
            back("1-2", "<sup>2</sup>"),
            mark("3", 3),
            back("2", "")
        )
        .replace("[[", "")
        .replace("]]", "");
        let notes = format!("{notes}<li id=\"fn-3\"><pre><code>c\n</code></pre>\n<p>{}</p>\n</li>\n", back("3", ""));
        assert_html(&[(
            "[^b]: B [^c].\n\nx[^a] y[^b] z[^a]\n\n[^a]: A.\n\n[^c]:\n    ```\n    c\n    ```\n",
            &format!("<p>x{} y{} z{}</p>\n{}", mark("1", 1), mark("2", 2), mark("1-2", 1), section(&notes)),
        )]);
    }

    #[test]
    fn holes_in_footnotes_lie_where_their_text_went() {
        let text = html("[[x]][^a]\n\n[^a]: [[y]]");
        assert!(
            text.contains("<li id=\"fn-1\"><p><a class=\"ref\" href=\"{address 1}\">{text 1}</a> <a class"),
            "{text}"
        );
    }

    #[test]
    fn marks_and_footnotes_that_miss_each_other_are_reported() {
        assert_problems(&[
            ("a[^x] `[^y]` \\[^z]\n\n    [^w]", &["unknown-footnote: [^x]"]),
            ("[b [^x]](c.md) [^ ] [^]", &["unknown-footnote: [^x]"]),
            ("a\n\n[^x]: b", &["unused-footnote: [^x]"]),
            ("a[^X]\n\n[^x]: b\n\n[^x]: c", &["unused-footnote: [^x]"]),
            ("[^x]: a[^y]\n\n[^y]: b[^x]", &["unused-footnote: [^x]"]),
            ("[^  - ž]: a", &["unused-footnote: [^  - ž]"]),
        ]);
        assert_html(&[("a\n\n[^x]: b", &format!("<p>a</p>\n{}", section("<li id=\"fn-1\"><p>b</p>\n</li>\n")))]);
    }

    #[test]
    fn a_mark_in_a_link_is_no_link() {
        let text = html("<a href=b.md>a[^x]</a>\n\n[^x]: c");
        assert!(
            text.starts_with("<p><a href=\"{address 0}\">a<sup class=\"footnote-mark\">1</sup></a></p>\n"),
            "{text}"
        );
    }
}
