//! Bodies: the only place that knows of a body's tokens, and of no address.
//!
//! A body is a document until it is written for a place: the page of its record, a list that shows its opening, the report.
//! Where it is written decides the levels of its headings, the ids of its parts and where its links lead; who writes it
//! says where that is ([`links::Links`]).

#[cfg(test)]
mod cases;

pub mod links;
pub mod opening;
pub mod place;
pub mod plain;
pub mod terms;
pub mod write;

pub mod escaping;

use serde::Serialize;

/// A part of a body: HTML, or the card of a record that was embedded.
#[derive(Debug, Serialize)]
pub struct Piece<C> {
    /// The HTML, ready for a page.
    pub html: String,
    /// The card after it.
    pub card: Option<C>,
}
