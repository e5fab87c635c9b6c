//! The templates of the embedded theme, made ready to write the pages of a large review.
//!
//! A theme is written in the language of Tera, and Tera renders that of a user. It looks every name up on every page and
//! makes a map of everything it is given; on a page of the embedded theme that takes longer than all else together. What
//! these templates use of the language is little, so that they are read here once: names are settled beforehand, includes
//! and blocks are put where they stand, and only what some template asks for is made. The bytes are the same: the tests of
//! whole reviews build each with both.

mod document;
mod names;
mod program;
mod serialize;
mod syntax;
mod token;
mod write;

use std::collections::BTreeMap;

use crate::review::names::Names;
use crate::site::template::program::Program;

pub use crate::site::template::document::Document;

/// Templates, ready to write pages.
#[derive(Debug)]
pub struct Templates(Program);

impl Templates {
    /// Reads templates, which are the whole of a theme, in the words that a review has for its things. None, where one of
    /// them uses more of the language than is known here.
    #[must_use]
    pub fn read<'t>(templates: impl Iterator<Item = (&'t str, &'t str)>, words: &Names) -> Option<Templates> {
        let read = |(name, text): (&str, &str)| Some((name.to_owned(), syntax::parse(text)?));
        let templates = templates.map(read).collect::<Option<BTreeMap<_, _>>>()?;
        Program::new(&templates, words).map(Templates)
    }

    /// What a page can be given, while it is nothing.
    #[must_use]
    pub fn document(&self) -> Document {
        Document::new(&self.0.names)
    }

    /// Writes the page of a template.
    ///
    /// # Errors
    /// What the template asks for that it cannot have.
    pub fn write(&self, template: &str, given: &Document, into: &mut Vec<u8>) -> Result<(), Box<str>> {
        write::write(&self.0, template, given, into)
    }
}
