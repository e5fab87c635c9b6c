//! Fields with the type of what they hold, so that asking a text for a choice does not compile.
//!
//! A kind declares each of its fields as one of these; what is generic over fields, as the reading of a file is, takes the
//! [`Field`] in it.

use std::marker::PhantomData;

use crate::review::kind::field::{Field, Relation, Role, Shape, Telling};
use crate::review::kind::word::{Vocabulary, Word};

/// A field of which the shape `S` is known to the compiler.
#[derive(Debug)]
pub struct Typed<S> {
    /// The field, as it is declared.
    pub field: Field,
    shape: PhantomData<S>,
}

impl<S> Typed<S> {
    const fn new(name: &'static str, shape: Shape, required: bool, about: &'static str) -> Typed<S> {
        Typed {
            field: Field { name, shape, required, about, role: None, called: None, own_words: false },
            shape: PhantomData,
        }
    }

    /// The same field with a role.
    #[must_use]
    pub const fn with_role(self, role: Role) -> Typed<S> {
        Typed { field: Field { role: Some(role), ..self.field }, shape: PhantomData }
    }

    /// The same field with words for it on a page, in lower case.
    #[must_use]
    pub const fn called(self, words: &'static str) -> Typed<S> {
        Typed { field: Field { called: Some(words), ..self.field }, shape: PhantomData }
    }
}

impl Typed<Choice> {
    /// The word that somebody most likely meant who wrote this.
    #[must_use]
    pub fn nearest(&self, written: &str) -> Option<&'static str> {
        if let Shape::Choice(vocabulary) = self.field.shape { vocabulary.nearest(written) } else { None }
    }

    /// The same field, which also takes the words that a review has for its choices.
    #[must_use]
    pub const fn or_own_words(self) -> Typed<Choice> {
        Typed { field: Field { own_words: true, ..self.field }, shape: PhantomData }
    }

    /// The words that the field chooses from, in their order.
    #[must_use]
    pub fn words(&self) -> &'static [Word] {
        match self.field.shape {
            Shape::Choice(vocabulary) => vocabulary.words,
            // The macro below gives a field of this type no other shape.
            _ => &[],
        }
    }
}

/// Keeps others from adding to the shapes there are.
pub(in crate::review) mod sealed {
    /// A shape that is declared in this file.
    pub trait Sealed {}
}

/// For each [`Shape`] a type of its name, which declares fields of it:
/// `Text::optional("topic", "What it works on.")`.
macro_rules! shapes {
    ($($(#[$about:meta])* $shape:ident $(of $given:ident: $type:ty)?;)+) => {$(
        $(#[$about])*
        #[derive(Debug)]
        pub enum $shape {}

        impl sealed::Sealed for $shape {}

        impl $shape {
            /// A field that may be left out.
            #[must_use]
            pub const fn optional(name: &'static str, $($given: $type,)? about: &'static str) -> Typed<$shape> {
                Typed::new(name, Shape::$shape $(($given))?, false, about)
            }

            /// A field that must be there.
            #[must_use]
            pub const fn required(name: &'static str, $($given: $type,)? about: &'static str) -> Typed<$shape> {
                Typed::new(name, Shape::$shape $(($given))?, true, about)
            }
        }
    )+};
}

shapes! {
    /// A text in plain words.
    Text;
    /// A text that may have markup.
    Prose;
    /// Texts.
    Texts;
    /// A whole number.
    Whole;
    /// Yes or no.
    Flag;
    /// Yes or no, or the names of fields of which it is so.
    Doubt;
    /// A date.
    Date;
    /// One of a few words.
    Choice of vocabulary: &'static Vocabulary;
    /// A colour.
    Colour;
    /// A language.
    Language;
    /// An address.
    Address;
    /// Where a fact comes from.
    Sources;
    /// The path of a file.
    File;
    /// A reference to one record.
    Reference of relation: &'static Relation;
    /// References to records.
    References of relation: &'static Relation;
    /// A name in plain words, or a reference.
    Named of relation: &'static Relation;
    /// Names in plain words, or references.
    Names of relation: &'static Relation;
    /// A list of maps.
    Entries of fields: &'static [&'static Field];
    /// A text, or a list of maps.
    TextOrEntries of fields: &'static [&'static Field];
    /// A map.
    Entry of fields: &'static [&'static Field];
    /// Words with numbers.
    Counts;
    /// Words with the records of which each is said.
    Told of telling: &'static Telling;
    /// Texts about records.
    Remarks of relation: &'static Relation;
    /// Anything.
    Extra;
}
