//! Characters that are not text: they are left out of what is published, and that is said.

use crate::review::reader::Reader;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::markdown::{clean, first_strange};
use crate::text::span::{SourceMap, Span};
use crate::text::yaml::{Node, Scalar, Yaml};

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

    /// The same for every text of a tree, in which nothing of it is left.
    pub(super) fn refuse_strange_below(&mut self, node: &mut Node) {
        let span = node.span;
        match &mut node.yaml {
            Yaml::Scalar(scalar) => {
                self.refuse_strange(scalar, span);
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
