//! The entries of a list: maps of fields, some of which may be written as the first of these alone.

use crate::review::kind::field::{Field, Shape};
use crate::review::reader::Reader;
use crate::review::value::{Entry, Values};
use crate::text::code::Code;
use crate::text::span::Span;
use crate::text::yaml::{self, Key, Node, Scalar, Yaml};

impl Reader<'_> {
    /// One entry of a list.
    pub(super) fn entry_of(&mut self, field: &'static Field, fields: &[&'static Field], item: &Node) -> Option<Entry> {
        let or_text = matches!(field.shape, Shape::TextOrEntries(_));
        match &item.yaml {
            Yaml::Mapping(given) => return Some(self.entry(field, fields, given, item.span)),
            Yaml::Scalar(_) if or_text && item.is_empty() => {}
            Yaml::Scalar(scalar) if or_text => return self.first_alone(fields, scalar, item.span),
            Yaml::Scalar(scalar) if text_alone(fields) && !item.is_empty() => {
                self.not_an_entry(field, &scalar.text, item.span);
            }
            _ => {
                self.wrong_type(field, item.describe(), item.span);
            }
        }
        None
    }

    /// An entry, as a map of its fields.
    pub(super) fn entry(
        &mut self,
        field: &'static Field,
        fields: &[&'static Field],
        given: &[(Key, Node)],
        span: Span,
    ) -> Entry {
        let of = format!("an entry of `{}`", field.name);
        self.require(fields.iter().copied().filter(|field| field.required), given, &of, span);
        Entry { values: self.fields(fields, given, &of, &[]), span }
    }

    /// An entry of which only the first field is given, as that alone.
    pub(super) fn first_alone(&mut self, fields: &[&'static Field], scalar: &Scalar, span: Span) -> Option<Entry> {
        let first = fields.first()?;
        let value = self.scalar(first, scalar, span)?;
        Some(Entry { values: Values::new(vec![(first, value)]), span })
    }

    /// Reports a sentence in the place of an entry, with the entry that it is the text of.
    pub(super) fn not_an_entry(&mut self, field: &'static Field, text: &str, span: Span) {
        let message = format!("an entry of `{}` is written with the names of its fields", field.name);
        let help = format!("write `- text: {}`", yaml::quoted(text));
        self.problem(Code::WrongType, span, message, Some(help));
    }
}

/// Whether an entry of these fields may be a text and nothing else.
pub(super) fn text_alone(fields: &[&'static Field]) -> bool {
    let mut required = fields.iter().filter(|field| field.required);
    required.next().is_some_and(|field| field.name == "text") && required.next().is_none()
}
