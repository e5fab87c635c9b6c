//! Characters that are not text: they are left out of what is published, and that is said.

use crate::review::kind::field::{Field, Role, Shape};
use crate::review::reader::Reader;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::markdown::{clean, first_strange};
use crate::text::span::{SourceMap, Span};
use crate::text::unseen::{called, unbalanced, unseen};
use crate::text::yaml::{Node, Scalar, Yaml};

/// The longest text of one line, in characters: it stands in lists, menus and the titles of windows.
const LONGEST_TEXT: usize = 2000;

impl Reader<'_> {
    /// Reports the first character of a text that is not text.
    pub(super) fn refuse_strange(&mut self, scalar: &Scalar, span: Span) {
        let Some((at, c)) = first_strange(&scalar.text) else { return };
        let span = match &scalar.source_map {
            SourceMap::Whole(_) => span,
            source_map => source_map.span(at..at + c.len_utf8()),
        };
        let problem = Diagnostic::new(
            Code::ControlCharacter,
            self.path,
            format!("the character U+{:04X} is not text", u32::from(c)),
        );
        self.diagnostics.push(problem.at(span).label("it is left out").help("delete it"));
    }

    /// Reports what nobody sees of a text: its first character that has no place there, and a direction that is not closed.
    pub(super) fn report_unseen(&mut self, scalar: &Scalar, span: Span) {
        let place = |at: usize, c: char| match &scalar.source_map {
            SourceMap::Whole(_) => span,
            source_map => source_map.span(at..at + c.len_utf8()),
        };
        if let Some((at, c)) = unbalanced(&scalar.text) {
            let message = format!("{}, that is not closed, or closes none", called(c));
            let problem = Diagnostic::new(Code::UnbalancedDirection, self.path, message).at(place(at, c));
            self.diagnostics.push(problem.help("delete it: browsers know the direction of each script"));
        } else if let Some((at, c)) = unseen(&scalar.text).next() {
            let problem = Diagnostic::new(Code::InvisibleCharacter, self.path, called(c)).at(place(at, c));
            self.diagnostics.push(problem.help("delete it, or type the text again instead of copying it"));
        }
    }

    /// Reports a text of one line that is longer than any line.
    pub(super) fn report_long(&mut self, field: &Field, scalar: &Scalar, span: Span) {
        let is_one_line = matches!(field.shape, Shape::Text | Shape::Texts | Shape::Named(_) | Shape::Names(_))
            || field.role == Some(Role::Summary);
        if is_one_line && scalar.text.len() > LONGEST_TEXT && scalar.text.chars().count() > LONGEST_TEXT {
            let message = format!(
                "`{}` is {} characters long, more than {LONGEST_TEXT}",
                field.name,
                scalar.text.chars().count()
            );
            let problem = Diagnostic::new(Code::TextTooLong, self.path, message).at(Span::point(span.start as usize));
            self.diagnostics.push(problem.help("say it shorter, and the rest in the body"));
        }
    }

    /// The same for every text of a tree, in which nothing of it is left.
    pub(super) fn refuse_strange_below(&mut self, node: &mut Node) {
        let span = node.span;
        match &mut node.yaml {
            Yaml::Scalar(scalar) => {
                self.refuse_strange(scalar, span);
                self.report_unseen(scalar, span);
                if first_strange(&scalar.text).is_some() {
                    scalar.text = clean(&scalar.text).into();
                }
            }
            Yaml::Sequence(items) => items.iter_mut().for_each(|item| self.refuse_strange_below(item)),
            Yaml::Mapping(fields) => {
                for (key, value) in fields {
                    if first_strange(&key.text).is_some() {
                        let message = "the name of the field has characters that are not text";
                        let problem = Diagnostic::new(Code::ControlCharacter, self.path, message).at(key.span);
                        self.diagnostics.push(problem.label("they are left out").help("delete them"));
                        key.text = clean(&key.text).into();
                    }
                    self.refuse_strange_below(value);
                }
            }
        }
    }
}
