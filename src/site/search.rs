//! Search: an inverted index in small files, of which a browser loads the few that a query needs.
//!
//! ```text
//! search/root.js        where each shard of the words begins, and the version of the index
//! search/words/7.js     words with the records that they stand in, in the order of the words
//! search/records/7.js   what is shown of some records
//! ```
//!
//! Every word is in the index, but of a text only how it begins: all texts once more would make it three times as large. Words
//! further down are shown in their context from the page of the record.
//!
//! Each file is a script that calls one function, since a page that was opened from a disk may load scripts but no data.
//! How many files there are follows from the number of records alone, so a site is laid out without the index; that is
//! built when somebody asks for the first of its files, and kept.
//!
//! Browsers keep files for as long as they like, and the root of one publication would lead astray in the words of another. So
//! scripts ask for the root anew each time, and for all other files by names that end in `?` and the version that it states.
//!
//! An edit changes few files. A record keeps its number while others come and go, because the number comes from its id; and
//! where a shard begins is settled by the words near the right place, whose least hash is seldom another one after an edit.

mod cut;
mod dictionary;
pub mod index;
mod text;
mod word;

use crate::site::overview::Overview;
pub(crate) use crate::site::search::text::{SearchFilter, filters_of};

/// The folder of the page and of the index.
pub const FOLDER: &str = Overview::Search.folder();
/// About how many records a shard of the words takes its words from.
const RECORDS_PER_SHARD: usize = 20;
/// About how many records one file shows. More would make fewer files, and a search slower, which needs eight of them.
const RECORDS_PER_FILE: usize = 16;

/// A file of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IndexFile {
    /// Where each shard begins.
    Root,
    /// A shard of the words.
    Words(usize),
    /// What is shown of some records.
    Records(usize),
}

/// How many files there are of each sort, from how many records are shown; always powers of two, so that they seldom change.
#[derive(Debug, Clone, Copy)]
struct Sizes {
    /// Shards of words.
    shards: usize,
    /// Files of records.
    files: usize,
    /// Numbers that records may have.
    slots: usize,
}

impl Sizes {
    fn of(count: usize) -> Sizes {
        let shards = (count / RECORDS_PER_SHARD).next_power_of_two();
        let files = (count / RECORDS_PER_FILE).next_power_of_two();
        Sizes { shards, files, slots: (count * 2).next_power_of_two().max(files) }
    }
}

impl IndexFile {
    /// The path of its file.
    #[must_use]
    pub fn file(self) -> String {
        match self {
            IndexFile::Root => format!("{FOLDER}/root.js"),
            IndexFile::Words(number) => format!("{FOLDER}/words/{number}.js"),
            IndexFile::Records(number) => format!("{FOLDER}/records/{number}.js"),
        }
    }

    /// The file of the index of so many records that has this path.
    #[must_use]
    pub fn of_file(count: usize, file: &str) -> Option<IndexFile> {
        let name = file.strip_prefix(FOLDER)?.strip_prefix('/')?.strip_suffix(".js")?;
        let sizes = Sizes::of(count);
        let part = match name.split_once('/') {
            None => IndexFile::Root,
            Some(("words", number)) => IndexFile::Words(number.parse().ok().filter(|number| *number < sizes.shards)?),
            Some(("records", number)) => {
                IndexFile::Records(number.parse().ok().filter(|number| *number < sizes.files)?)
            }
            Some(_) => return None,
        };
        (count > 0 && part.file() == file).then_some(part)
    }

    /// The files of the index of so many records; none where there is nothing to find.
    pub fn all(count: usize) -> impl Iterator<Item = IndexFile> {
        let Sizes { shards, files, .. } = Sizes::of(count);
        let all = std::iter::once(IndexFile::Root)
            .chain((0..shards).map(IndexFile::Words))
            .chain((0..files).map(IndexFile::Records));
        all.filter(move |_| count > 0)
    }
}
