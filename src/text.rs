//! What is written: files, their text, and what can be said of them without knowing what they mean.
//!
//! This floor knows of bytes, spans, YAML and Markdown. It knows nothing of records, reviews or pages.

pub mod source;
pub mod span;

pub mod batch;
pub mod code;
pub mod diagnostic;
pub mod fault;
pub mod form;
pub mod index;

pub mod escape;
pub mod markdown;
pub mod picture;
pub mod script;
pub mod spread;
pub mod unseen;
pub mod web_address;
pub mod weekday;
pub mod yaml;
