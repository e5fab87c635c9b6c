//! How a kind is declared: its fields, their types, and what a reference is called from both ends.
//!
//! A declaration is data, made once for each kind. Parsing, diagnostics, relations, the JSON Schema, `new` and the
//! reference in the manual (`docs/fields.md`) all read it; none of them names a field that it does not.

use crate::review::kind::Kind;
use crate::review::kind::word::Vocabulary;

/// One kind of record.
#[derive(Debug)]
pub struct Declaration {
    /// The folder its records stand in, and the first part of their ids and addresses.
    pub folder: &'static str,
    /// What one record is called: `recommendation`.
    pub name: &'static str,
    /// What several are called, as a heading: `Recommendations`.
    pub plural: &'static str,
    /// What such a record is, in one sentence.
    pub about: &'static str,
    /// Whether a record must have a title.
    pub titled: Titled,
    /// Whether a name in plain words means the record that has it as its title.
    pub by_title: bool,
    /// The order of its records in lists.
    pub order: Order,
    /// The fields of its own, beside those that every record has.
    pub fields: &'static [&'static Field],
    /// A short example: the name and the text of a file that `init` writes.
    pub example: Example,
}

/// Whether the records of a kind must have a title. Where one has none, its label or its name stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Titled {
    /// Each must.
    Always,
    /// Each that has no label must.
    OrLabel,
    /// None must.
    Never,
}

/// A record that shows how a kind is written.
#[derive(Debug)]
pub struct Example {
    /// Its name.
    pub name: &'static str,
    /// Its file: front matter with comments, and a body.
    pub text: &'static str,
}

/// The order in which the records of a kind are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By name, numbers by their value.
    Name,
    /// By number ([`Role::Number`]), then by name.
    Number,
    /// By the field `order`, then by number, then by name.
    PositionOrNumber,
    /// By number; those that have none after these, as they are written.
    NumberOrWritten,
    /// By title.
    Title,
    /// By date, the earliest first, the unknown last.
    Date,
    /// By date, the latest first, the unknown last.
    NewestFirst,
    /// By the field `order`, then by name.
    Position,
}

/// One field.
#[derive(Debug)]
pub struct Field {
    /// Its name in front matter.
    pub name: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What it means, in one sentence.
    pub about: &'static str,
    /// What it is to the program, where several kinds have such a field.
    pub role: Option<Role>,
    /// What it is called on a page, where neither its relation nor its name says it.
    pub called: Option<&'static str>,
    /// Whether a review may have words of its own for its choices, which stand where these stand.
    pub own_words: bool,
}

/// What a field is to the program beyond its shape. A kind has at most one field of each role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// What the record is called. The word `unknown` may be its name.
    Title,
    /// What it says in a sentence. The word `unknown` may be all of it.
    Summary,
    /// When it was.
    Date,
    /// Its number among those of its kind.
    Number,
    /// The sub-team whose it is.
    Team,
    /// The record below which it stands in a document: the group of a recommendation, the period of a comment.
    Holder,
    /// Where it stands, in a word, as far as no date tells that.
    State,
    /// How binding it is.
    Duty,
    /// Who is asked to act on it.
    Addressee,
}

/// What the value of a field looks like.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A text in plain words.
    Text,
    /// A text that may have markup and references: Markdown.
    Prose,
    /// One text or a list of them.
    Texts,
    /// A whole number, 0 or more.
    Whole,
    /// `true` or `false`.
    Flag,
    /// Whether something is in doubt: `true`, `false`, or the names of the fields of which it is.
    Doubt,
    /// A date ([`crate::review::date`]).
    Date,
    /// One of these words.
    Choice(&'static Vocabulary),
    /// A colour ([`crate::review::colour`]).
    Colour,
    /// A language, as a BCP 47 tag.
    Language,
    /// An `http`, `https`, `mailto` or `tel` address.
    Address,
    /// Where a fact comes from: one or several addresses or references to documents.
    Sources,
    /// The path of an attachment: relative to the record's folder, or from the content folder with a leading `/`.
    File,
    /// A reference to one record.
    Reference(&'static Relation),
    /// References to records: one or a list.
    References(&'static Relation),
    /// A reference to a record where one answers, else a name in plain words.
    Named(&'static Relation),
    /// Such names: one or a list.
    Names(&'static Relation),
    /// A list of maps with these fields.
    Entries(&'static [&'static Field]),
    /// The same; one of which only the first field is known may be written as that alone.
    TextOrEntries(&'static [&'static Field]),
    /// A map with these fields.
    Entry(&'static [&'static Field]),
    /// A map of words to whole numbers.
    Counts,
    /// A map of words to the records of which each is said.
    Told(&'static Telling),
    /// A map of references to texts.
    Remarks(&'static Relation),
    /// Anything.
    Extra,
}

/// How one word is said of many records at once.
#[derive(Debug)]
pub struct Telling {
    /// The field of an entry whose words these are.
    pub word: &'static Field,
    /// The field of an entry in which a word of the review's own stands, where that is another one.
    pub own_word: Option<&'static Field>,
    /// What they are said of: the field of references in an entry that says more than the word.
    pub on: &'static Field,
    /// What an entry may say beside.
    pub details: &'static [&'static Field],
}

/// What a reference means, read from both ends.
#[derive(Debug, PartialEq, Eq)]
pub struct Relation {
    /// The kinds that it may lead to; none named means all.
    pub to: &'static [Kind],
    /// What it is called on the page that refers: `assesses`.
    pub forward: &'static str,
    /// What it is called on the page that is referred to: `assessed by`.
    pub backward: &'static str,
}

impl Relation {
    /// Whether it may lead to a record of this kind.
    #[must_use]
    pub fn takes(&self, kind: Kind) -> bool {
        self.to.is_empty() || self.to.contains(&kind)
    }

    /// The kind that is meant where records of several answer to a name: recommendations are spoken of oftener than those
    /// of an earlier review.
    #[must_use]
    pub fn meant(&self) -> Option<Kind> {
        let takes_both = self.to.contains(&Kind::Recommendation) && self.to.contains(&Kind::Prior);
        takes_both.then_some(Kind::Recommendation)
    }
}

/// A field is itself and no other, whatever its name is: each is a static, and told by its address.
impl PartialEq for Field {
    fn eq(&self, other: &Field) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Field {}

impl Field {
    /// Whether `unknown` says of it that nobody knows, and is not a text like others.
    #[must_use]
    pub fn may_be_unknown(&self) -> bool {
        !matches!(self.role, Some(Role::Title | Role::Summary))
    }
}

impl Shape {
    /// What the value should be, in words for a message.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Shape::Text | Shape::Prose => "a text",
            Shape::Texts => "a text or a list of texts",
            Shape::Whole => "a whole number",
            Shape::Flag => "`true` or `false`",
            Shape::Doubt => "`true`, `false` or the names of fields",
            Shape::Date => "a date",
            Shape::Choice(_) => "one of its choices",
            Shape::Colour => "a colour such as `'#0d5680'`",
            Shape::Language => "the tag of a language such as `en`, `pt-BR` or `ar`",
            Shape::Address => "an address",
            Shape::Sources => "an address or a document, or a list of them",
            Shape::File => "the path of a file",
            Shape::Reference(_) => "a reference to a record",
            Shape::References(_) => "a reference or a list of references",
            Shape::Named(_) => "a name or a reference",
            Shape::Names(_) => "a name, a reference or a list of them",
            Shape::Entries(_) => "a list of entries",
            Shape::TextOrEntries(_) => "a text or a list of entries",
            Shape::Entry(_) => "a map of fields",
            Shape::Counts => "a map of words to whole numbers",
            Shape::Told(_) => "a map of words to references",
            Shape::Remarks(_) => "a map of references to texts",
            Shape::Extra => "a map of fields",
        }
    }

    /// The relation of a shape that refers.
    #[must_use]
    pub fn relation(self) -> Option<&'static Relation> {
        match self {
            Shape::Reference(relation)
            | Shape::References(relation)
            | Shape::Named(relation)
            | Shape::Names(relation)
            | Shape::Remarks(relation) => Some(relation),
            Shape::Told(telling) => telling.on.shape.relation(),
            Shape::Text
            | Shape::Prose
            | Shape::Texts
            | Shape::Whole
            | Shape::Flag
            | Shape::Doubt
            | Shape::Date
            | Shape::Choice(_)
            | Shape::Colour
            | Shape::Language
            | Shape::Address
            | Shape::Sources
            | Shape::File
            | Shape::Entries(_)
            | Shape::TextOrEntries(_)
            | Shape::Entry(_)
            | Shape::Counts
            | Shape::Extra => None,
        }
    }
}
