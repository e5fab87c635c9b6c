//! How it is tried: the site on this machine, made when a browser asks for it and made again when the review changes.
//!
//! ```text
//! watcher   says when to read again
//! follow    calls back, for the preview and for `watch` alike
//! preview   keeps the last good site, and what is wrong with the review
//! snapshot  one site: finds a path in it, and makes its page
//! live      the script that shows a change without a touch
//! server    HTTP
//! ```
//!
//! What is served is what a build would write, with one script added to each page; nothing below this floor knows of it.

pub mod watcher;

pub mod follow;

mod snapshot;

mod cache;
mod live;
pub mod preview;

mod condition;
mod request;
pub mod server;

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use crate::text::span::slice;

/// What is answered to a browser.
#[derive(Debug)]
pub enum Answer {
    /// Bytes that were made for this answer, or are held in memory.
    Bytes {
        /// Whether it is what was asked for.
        status: Status,
        /// What the bytes are.
        media: Cow<'static, str>,
        /// A strong entity tag (RFC 9110, 8.8.3), without its quotes.
        tag: String,
        /// The bytes.
        bytes: Arc<[u8]>,
    },
    /// A file on disk, which is sent in pieces: a large one does not fill the memory once for each slow reader.
    File {
        /// What the file is.
        media: Cow<'static, str>,
        /// A strong entity tag, without its quotes.
        tag: String,
        /// What a browser may do with it: its `Content-Security-Policy`.
        policy: &'static str,
        /// How many bytes it has.
        length: u64,
        /// The file, open at its start.
        file: File,
    },
    /// Another address, relative to the one that was asked for.
    Moved(String),
}

impl Answer {
    /// Bytes with the tag that they have.
    fn of_bytes(status: Status, media: Cow<'static, str>, bytes: Arc<[u8]>) -> Answer {
        Answer::Bytes { status, media, tag: tag(&bytes), bytes }
    }
}

/// The strong entity tag of some bytes, without its quotes.
fn tag(bytes: &[u8]) -> String {
    slice(&blake3::hash(bytes).to_hex(), ..20).to_owned()
}

/// Whether an answer is what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It is.
    Ok,
    /// There is no such file; the page says so.
    NotFound,
    /// There is no site; the page says why.
    Broken,
}

/// What kind of file a path of the site is, with the encoding where it is text.
fn media_type(path: &str) -> Cow<'static, str> {
    let media = mime_guess::from_path(Path::new(path)).first_raw().unwrap_or("application/octet-stream");
    let is_text = media.starts_with("text/") || media.ends_with("xml") || media.ends_with("json");
    if is_text { format!("{media}; charset=utf-8").into() } else { media.into() }
}
