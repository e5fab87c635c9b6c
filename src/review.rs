//! What it means: records, the references between them, and the rules a review is held to.
//!
//! This floor knows what a charter or a recommendation is. It knows nothing of pages, addresses, templates or servers,
//! and it opens no file: a record is made from the text of a source, a review from records.

pub mod collation;
pub mod colour;
pub mod components;
pub mod date;
pub mod files;
pub mod id;
pub mod period;
pub mod wording;

pub mod kind;
pub mod unread;
pub mod value;

pub mod record;

pub mod mention;
pub mod names;
pub mod parse;
pub mod priority;
pub mod reader;
pub mod words;

pub mod settings;

pub(crate) mod suggestions;

pub mod resolve;
pub mod statements;
pub mod untitled;

pub mod called;
pub mod excepted;
pub mod start;

pub mod link;

pub mod answer;
pub mod counting;
pub mod discrepancy;
pub mod entry_id;
pub mod party;
pub mod standing;
pub mod theme;
pub mod totals;
pub mod written;

pub mod voices;

pub mod openness;

pub mod limits;

pub mod rules;
