//! Rapporteur publishes the public record of a review: a folder of content files becomes a cross-linked static site.
//!
//! # One straight road
//!
//! **Text becomes a review; a review becomes a site; a site is written.** Each wing knows only those before it.
//!
//! | phase | makes | from |
//! |---|---|---|
//! | read | [`text::source::Source`] | the folder (the only reader of content) |
//! | parse | [`review::record::Record`] with its body as a [`text::markdown::document::Document`], and diagnostics | one source; pure, never fails |
//! | link | [`review::link::Review`]: every reference followed both ways, and diagnostics | all records |
//! | judge | diagnostics only | the review |
//! | lay out | [`site::route::Site`]: the routes there are | the review |
//! | page | [`site::page::Page`]: a template and a closed value | one route and the review; pure |
//! | render | bytes | one page and the [`site::theme::Theme`]; pure |
//! | write | files | all pages ([`site::output`], the only writer of files) |
//!
//! # What it does not know
//!
//! - `text` knows nothing of records; `review` nothing of pages; `site` nothing of servers. A test keeps it so.
//! - Nothing is filled in later: a value is made whole by one phase.
//! - There is no mode: `check` walks the road without the last step, and what is previewed is what is published.
//! - What of a history is current is decided in [`review::standing`] alone, and never without a day.
//! - There is no clock but [`site::edition::Edition::as_of`], and no map whose order is left to chance reaches the output.
//! - A template sees one value and can look nothing up.
//! - A body is a document until [`site::body`] writes it for a place; nothing reads HTML again.
//! - No file of a content folder or a theme is opened by its path: only beneath its folder, through no link, by
//!   [`text::source`], at whatever time it is read.
//! - No file can end the run: what the program itself does wrong at one is a diagnostic of it ([`text::fault`]).

// What a text is cut by must be an offset of it: `text::span::slice` says what becomes of one that is not. Tests know what
// they cut.
#![cfg_attr(not(test), warn(clippy::string_slice))]

pub mod text;

pub mod review;

pub mod site;

pub mod build;

pub mod serve;

pub mod cli;
