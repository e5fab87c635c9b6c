//! Values of fields: what a record says, typed as its kind's declaration asks.

use crate::review::date::Date;
use crate::review::kind::field::{Field, Relation};
use crate::text::span::Span;
use crate::text::yaml::Node;

/// A text and its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text {
    /// The text.
    pub text: Box<str>,
    /// Where it was written.
    pub span: Span,
}

/// The value of a field.
#[derive(Debug)]
pub enum Value {
    /// `unknown`: nobody knows, and the record says so.
    Unknown(Span),
    /// Something that cannot be read; a diagnostic has said why. The field was given, so nothing is said of its absence.
    Unreadable,
    /// A text.
    Text(Text),
    /// Texts.
    Texts(Vec<Text>),
    /// A whole number.
    Whole(u64, Span),
    /// Yes or no.
    Flag(bool),
    /// A date.
    Date(Date, Span),
    /// One of the field's words.
    Choice(&'static str, Span),
    /// An address, or the path of a file.
    Address(Text),
    /// Where facts come from.
    Sources(Vec<Origin>),
    /// References, as positions in the record's list of them.
    References(Vec<usize>),
    /// A name, and the reference that it may be.
    Named(Text, usize),
    /// A list of maps.
    Entries(Vec<Entry>),
    /// A map.
    Entry(Entry),
    /// Words with numbers.
    Counts(Vec<(Text, u64)>),
    /// Anything.
    Extra(Node),
}

/// Where a fact comes from.
#[derive(Debug)]
pub enum Origin {
    /// An address.
    Address(Text),
    /// A document of this review, as a position in the record's list of references.
    Document(usize),
}

/// One map of a list.
#[derive(Debug)]
pub struct Entry {
    /// Its fields.
    pub values: Values,
    /// Where it was written.
    pub span: Span,
}

/// The fields that were given, in the order of their declaration.
#[derive(Debug, Default)]
pub struct Values(Vec<(&'static Field, Value)>);

impl Values {
    /// The fields with their values, in the order of their declaration.
    #[must_use]
    pub fn new(values: Vec<(&'static Field, Value)>) -> Values {
        Values(values)
    }

    /// The value of a field.
    #[must_use]
    pub fn get(&self, field: &'static Field) -> Option<&Value> {
        self.0.iter().find(|(given, _)| std::ptr::eq(*given, field)).map(|(_, value)| value)
    }

    /// The text of a field of a single text.
    #[must_use]
    pub fn text(&self, field: &'static Field) -> Option<&str> {
        match self.get(field)? {
            Value::Text(text) | Value::Address(text) | Value::Named(text, _) => Some(&text.text),
            _ => None,
        }
    }

    /// The word that was chosen.
    #[must_use]
    pub fn choice(&self, field: &'static Field) -> Option<&'static str> {
        match self.get(field)? {
            Value::Choice(word, _) => Some(word),
            _ => None,
        }
    }

    /// The date of a field.
    #[must_use]
    pub fn date(&self, field: &'static Field) -> Option<Date> {
        self.date_at(field).map(|(date, _)| date)
    }

    /// The date of a field, and where it was written.
    #[must_use]
    pub fn date_at(&self, field: &'static Field) -> Option<(Date, Span)> {
        match self.get(field)? {
            Value::Date(date, span) => Some((*date, *span)),
            _ => None,
        }
    }

    /// Whether a flag is set.
    #[must_use]
    pub fn flag(&self, field: &'static Field) -> bool {
        matches!(self.get(field), Some(Value::Flag(true)))
    }

    /// The number of a field.
    #[must_use]
    pub fn whole(&self, field: &'static Field) -> Option<(u64, Span)> {
        match self.get(field)? {
            Value::Whole(number, span) => Some((*number, *span)),
            _ => None,
        }
    }

    /// The texts of a list.
    #[must_use]
    pub fn texts(&self, field: &'static Field) -> &[Text] {
        match self.get(field) {
            Some(Value::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// The references of a field, as positions in the record's list of them.
    #[must_use]
    pub fn references(&self, field: &'static Field) -> &[usize] {
        match self.get(field) {
            Some(Value::References(positions)) => positions,
            _ => &[],
        }
    }

    /// The maps of a list; a single map is a list of one.
    #[must_use]
    pub fn entries(&self, field: &'static Field) -> &[Entry] {
        match self.get(field) {
            Some(Value::Entries(entries)) => entries,
            Some(Value::Entry(entry)) => std::slice::from_ref(entry),
            _ => &[],
        }
    }

    /// All fields that were given.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Field, &Value)> {
        self.0.iter().map(|(field, value)| (*field, value))
    }
}

/// A reference that was written in a record: to what, and as what.
#[derive(Debug)]
pub struct Reference {
    /// What it means.
    pub relation: &'static Relation,
    /// What was written.
    pub wanted: Wanted,
    /// The heading that is meant, without `#`.
    pub heading: Option<Text>,
    /// Where the whole of it was written.
    pub span: Span,
    /// Whether it may also be words that name no record.
    pub or_words: bool,
}

/// How a reference names what it means.
#[derive(Debug, PartialEq, Eq)]
pub enum Wanted {
    /// An id, a bare name, a label or an alias.
    Named(Box<str>),
    /// A path below the content folder: a record's file or an attachment.
    Path(Box<str>),
    /// The path of an attachment below the content folder, which is shown where the reference stands.
    File(Box<str>),
    /// The record that it stands in.
    Itself,
}
