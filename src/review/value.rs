//! Values of fields: what a record says, typed as its kind's declaration asks.

use std::sync::Arc;

use crate::review::colour::Colour;
use crate::review::date::Date;
use crate::review::id::fold_label;
use crate::review::kind::field::{Field, Relation, Role};
use crate::review::kind::typed::sealed::Sealed;
use crate::review::kind::typed::{self, Typed};
use crate::review::kind::word::Word;
use crate::text::index::index;
use crate::text::markdown::document::Document;
use crate::text::span::Span;
use crate::text::spread::spread;
use crate::text::yaml::Node;

index! {
    /// A reference of a record: first those that are fields, then those that fields mention, then those that its body does.
    ReferenceIx;
}

/// A text and its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text {
    /// The text.
    pub text: Box<str>,
    /// Where it was written.
    pub span: Span,
}

/// The value of a field.
#[derive(Debug, Clone)]
pub enum Value {
    /// `unknown`: nobody knows, and the record says so.
    Unknown(Span),
    /// Something that cannot be read; a diagnostic has said why. The field was given, so nothing is said of its absence.
    Unreadable,
    /// A text in plain words.
    Text(Text),
    /// A text that may have markup.
    Prose(Box<Prose>),
    /// Texts.
    Texts(Vec<Text>),
    /// A whole number.
    Whole(u64, Span),
    /// Yes or no.
    Flag(bool),
    /// A date.
    Date(Date, Span),
    /// One of the field's words.
    Choice(&'static Word, Span),
    /// A word that none of the field's is; the review may have it as one of its own.
    Written(Text),
    /// An address, or the path of a file.
    Address(Text),
    /// Where facts come from.
    Sources(Vec<FactSource>),
    /// References, as positions in the record's list of them.
    References(Vec<ReferenceIx>),
    /// Names, each with the reference that it may be.
    Names(Vec<Name>),
    /// A list of maps.
    Entries(Vec<Entry>),
    /// A map.
    Entry(Box<Entry>),
    /// Words with numbers.
    Counts(Vec<(Text, u64)>),
    /// Words, each with the records of which it is said.
    Told(Vec<Told>),
    /// Texts about records.
    Remarks(Vec<Remark>),
    /// Anything.
    Extra(Box<Node>),
}

/// What is said of several records at once.
#[derive(Debug, Clone)]
pub struct Told {
    /// The records, as positions in the record's list of references.
    pub on: Vec<ReferenceIx>,
    /// What is said: the word, and what stands beside it.
    pub entry: Entry,
}

/// A text about a record.
#[derive(Debug, Clone)]
pub struct Remark {
    /// The record, as a position in the record's list of references.
    pub on: ReferenceIx,
    /// The text.
    pub text: Prose,
}

/// A text that may have markup: Markdown.
#[derive(Debug, Clone)]
pub struct Prose {
    /// As it was written.
    pub text: Text,
    /// What it says; none where it has no markup and is shown as it was written, which costs nothing.
    pub document: Option<Box<Document>>,
    /// How many mentions there are in the fields of its record before its own.
    pub mentions_before: usize,
}

/// A name in plain words, which may be a reference as well.
#[derive(Debug, Clone)]
pub struct Name {
    /// As it was written.
    pub text: Text,
    /// As it is compared with other names. Every entry of every history asks for it, many times.
    pub folded: Arc<str>,
    /// The record that answers to it, as a position in the record's list of references.
    pub reference: ReferenceIx,
}

impl Name {
    /// A name as it was written, with the position of its reference.
    #[must_use]
    pub fn new(text: Text, reference: ReferenceIx) -> Name {
        Name { folded: fold_label(&text.text).into(), text, reference }
    }
}

/// Where a fact comes from.
#[derive(Debug, Clone)]
pub enum FactSource {
    /// An address.
    Address(Text),
    /// A document of this review, as a position in the record's list of references.
    Document(ReferenceIx),
}

/// How much of a record is in doubt.
#[derive(Debug, Clone, Copy)]
pub enum Doubt<'a> {
    /// Nothing, as far as it says.
    None,
    /// The fields of these names.
    Of(&'a [Text]),
    /// All of it.
    Whole,
}

impl Doubt<'_> {
    /// Whether anything of it is.
    #[must_use]
    pub fn is_any(self) -> bool {
        !matches!(self, Doubt::None | Doubt::Of([]))
    }

    /// Whether all of it is.
    #[must_use]
    pub fn is_whole(self) -> bool {
        matches!(self, Doubt::Whole)
    }

    /// Whether it names a field.
    #[must_use]
    pub fn names(self, field: &Field) -> bool {
        matches!(self, Doubt::Of(fields) if fields.iter().any(|name| &*name.text == field.name))
    }
}

/// One map of a list.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its fields.
    pub values: Values,
    /// Where it was written.
    pub span: Span,
}

impl Value {
    /// Whether the record says that nobody knows.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self, Value::Unknown(_))
    }

    /// What it refers to, as positions in the record's list of references; nothing where it is no reference.
    #[must_use]
    pub fn references(&self) -> &[ReferenceIx] {
        match self {
            Value::References(positions) => positions,
            _ => &[],
        }
    }

    /// Where it was written, of one that stands in one place.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self {
            Value::Unknown(span) | Value::Whole(_, span) | Value::Date(_, span) | Value::Choice(_, span) => Some(*span),
            Value::Text(text) | Value::Written(text) | Value::Address(text) => Some(text.span),
            Value::Prose(prose) => Some(prose.text.span),
            Value::Names(names) => names.first().map(|name| name.text.span),
            Value::Entry(entry) => Some(entry.span),
            Value::Extra(node) => Some(node.span),
            Value::Unreadable
            | Value::Texts(_)
            | Value::Flag(_)
            | Value::Sources(_)
            | Value::References(_)
            | Value::Entries(_)
            | Value::Counts(_)
            | Value::Told(_)
            | Value::Remarks(_) => None,
        }
    }
}

/// What a field of a shape holds, and how it is taken out of a value. Where a field was not given, or nobody knows its value,
/// it holds nothing: `None`, no elements, or not `true`.
pub trait Form: Sealed {
    /// What it holds.
    type Held<'a>;

    /// Takes it out of the value that was given.
    fn held(value: Option<&Value>) -> Self::Held<'_>;
}

/// For each shape, what a field holds, the value it stands in, and what it holds where there is none.
macro_rules! forms {
    ($($shape:ident: $held:ty { $($value:pat => $taken:expr),+ } else $nothing:expr;)+) => {$(
        impl Form for typed::$shape {
            type Held<'a> = $held;

            fn held(value: Option<&Value>) -> Self::Held<'_> {
                match value {
                    $(Some($value) => $taken,)+
                    _ => $nothing,
                }
            }
        }
    )+};
}

forms! {
    Text: Option<&'a str> { Value::Text(text) => Some(&text.text) } else None;
    Prose: Option<&'a Prose> { Value::Prose(prose) => Some(prose) } else None;
    Texts: &'a [Text] { Value::Texts(texts) => texts } else &[];
    Whole: Option<u64> { Value::Whole(number, _) => Some(*number) } else None;
    Flag: bool { Value::Flag(flag) => *flag } else false;
    Doubt: Doubt<'a> { Value::Flag(true) => Doubt::Whole, Value::Texts(fields) => Doubt::Of(fields) } else Doubt::None;
    Date: Option<Date> { Value::Date(date, _) => Some(*date) } else None;
    Choice: Option<&'static Word> { Value::Choice(word, _) => Some(word) } else None;
    Colour: Option<Colour> { Value::Text(text) => Colour::parse(&text.text) } else None;
    Language: Option<&'a str> { Value::Text(text) => Some(&text.text) } else None;
    Address: Option<&'a str> { Value::Address(text) => Some(&text.text) } else None;
    Sources: &'a [FactSource] { Value::Sources(origins) => origins } else &[];
    File: Option<&'a Text> { Value::Address(path) => Some(path) } else None;
    Reference: Option<ReferenceIx> { Value::References(positions) => positions.first().copied() } else None;
    References: &'a [ReferenceIx] { Value::References(positions) => positions } else &[];
    Named: Option<&'a Name> { Value::Names(names) => names.first() } else None;
    Names: &'a [Name] { Value::Names(names) => names } else &[];
    Entries: &'a [Entry] { Value::Entries(entries) => entries } else &[];
    TextOrEntries: &'a [Entry] { Value::Entries(entries) => entries } else &[];
    Entry: Option<&'a Entry> { Value::Entry(entry) => Some(entry) } else None;
    Counts: &'a [(Text, u64)] { Value::Counts(counts) => counts } else &[];
    Told: &'a [Told] { Value::Told(told) => told } else &[];
    Remarks: &'a [Remark] { Value::Remarks(remarks) => remarks } else &[];
    Extra: Option<&'a Node> { Value::Extra(node) => Some(node) } else None;
}

/// The fields that were given, in the order of their declaration.
#[derive(Debug, Clone, Default)]
pub struct Values {
    given: Vec<(&'static Field, Value)>,
    /// The bits of the fields that were given. Most fields that are asked for were not, and of these that is told without going
    /// to where the others lie in memory, which takes longer than all else.
    bits: u64,
    /// The bits of their roles, for the same reason.
    roles: u16,
}

/// The bit of a field, which it may share with others.
fn bit(field: &Field) -> u64 {
    1 << spread(std::ptr::from_ref(field).addr(), u64::BITS.ilog2())
}

/// The bit of a role, which is its own.
fn role_bit(role: Role) -> u16 {
    1 << role as u16
}

impl Values {
    /// The fields with their values, in the order of their declaration.
    #[must_use]
    pub fn new(values: Vec<(&'static Field, Value)>) -> Values {
        let bits = values.iter().fold(0, |bits, (field, _)| bits | bit(field));
        let roles = values.iter().filter_map(|(field, _)| field.role).fold(0, |roles, role| roles | role_bit(role));
        Values { given: values, bits, roles }
    }

    /// What a field holds.
    #[must_use]
    pub fn get<S: Form>(&self, field: &Typed<S>) -> S::Held<'_> {
        S::held(self.value(&field.field))
    }

    /// Adds the value of a field, where it has none.
    pub fn add(&mut self, field: &'static Field, value: Value) {
        if self.value(field).is_none() {
            self.given.push((field, value));
            self.bits |= bit(field);
            self.roles |= field.role.map_or(0, role_bit);
        }
    }

    /// The value of a field, whatever its shape is.
    #[must_use]
    pub fn value(&self, field: &Field) -> Option<&Value> {
        if self.bits & bit(field) == 0 {
            return None;
        }
        self.given.iter().find(|(given, _)| *given == field).map(|(_, value)| value)
    }

    /// The value of the field that has a role.
    #[must_use]
    pub fn in_role(&self, role: Role) -> Option<&Value> {
        if self.roles & role_bit(role) == 0 {
            return None;
        }
        self.given.iter().find(|(given, _)| given.role == Some(role)).map(|(_, value)| value)
    }

    /// What a field refers to, as positions in the record's list of references; nothing where it is no reference.
    #[must_use]
    pub fn references(&self, field: &Field) -> &[ReferenceIx] {
        self.value(field).map_or(&[], Value::references)
    }

    /// Whether the record says of a field that nobody knows its value.
    #[must_use]
    pub fn is_unknown(&self, field: &Field) -> bool {
        self.value(field).is_some_and(Value::is_unknown)
    }

    /// Whether a field holds something, be it that nobody knows.
    #[must_use]
    pub fn says(&self, field: &Field) -> bool {
        self.value(field).is_some_and(|value| !matches!(value, Value::Entries(entries) if entries.is_empty()))
    }

    /// Where the value of a field was written.
    #[must_use]
    pub fn span(&self, field: &Field) -> Option<Span> {
        self.value(field)?.span()
    }

    /// All fields that were given.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Field, &Value)> {
        self.given.iter().map(|(field, value)| (*field, value))
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
    /// The folder of a page of the site, from its root; empty for the first page.
    Page(Box<str>),
    /// The path of an attachment below the content folder, which is shown where the reference stands.
    File(Box<str>),
    /// The record that it stands in.
    Itself,
}
