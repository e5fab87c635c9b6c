//! Rapporteur publishes the public record of a review: a folder of content files becomes a cross-linked static site.
//!
//! # One pipeline
//!
//! **Text becomes a review; a review becomes a site; a site is written.** Each floor knows only those before it.
//!
//! | phase | makes | from |
//! |---|---|---|
//! | read | [`text::source::Source`] | the folder (the only reader of content) |
//! | parse | [`review::record::Record`] with its body as a [`text::markdown::document::Document`], and diagnostics | one source; pure, never fails |
//! | link | [`review::link::Review`]: every reference followed both ways, and diagnostics | all records |
//! | judge | diagnostics only | the review |
//! | show | [`site::visible::Visible`]: what of the review this publication shows | the review and the choices of the publication |
//! | analyse | [`site::analysis::Analyses`]: what follows from it; the one lazy place | what is shown; pure |
//! | map | [`site::map::Site`]: where everything lies, and which routes there are | what is shown, and what follows from it |
//! | page | [`site::page::Page`]: a template and a closed value | one route of the site; pure |
//! | render | bytes, by the format of the route ([`site::render`]): one function for builds and previews | one route and the [`site::theme::Theme`]; pure |
//! | write | files | all pages ([`site::output`], the only writer of files) |
//!
//! # What it does not know
//!
//! - `text` knows nothing of records; `review` nothing of pages; `site` nothing of servers. A test keeps it so.
//! - Nothing is filled in later: a value is made whole by one phase. What a build needs of all pages, a preview asks for one
//!   page at a time: [`site::analysis`] makes it, whole, when it is first asked for, and nothing else waits.
//! - There is no mode: `check` runs the pipeline without its last step, and what is previewed is what is published.
//! - What of a history is current is decided in [`review::standing`] alone, and never without a day.
//! - Whether a recommendation is open is decided in [`review::openness`] alone, and by when something is due in
//!   [`review::limits`].
//! - There is no clock but [`site::publication::Publication::as_of`], and no map whose order is left to chance reaches the output.
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

pub mod pipeline;

pub mod serve;

pub mod cli;
