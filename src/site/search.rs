//! Search: an inverted index. That of a small review is one file, since on a slow line many files cost more than their bytes;
//! that of a large one is many small files, of which a browser loads the few that a query needs.
//!
//! ```text
//! search/root.js        the version of the index, the pages that words mean, and where each shard of the words begins
//! search/all.js         of a small review, all that the others hold
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
mod found;
pub mod index;
mod text;
mod word;

use crate::site::overview::Overview;
pub(crate) use crate::site::search::text::{SearchFilter, filters_of};

/// The folder of the page and of the index.
pub const FOLDER: &str = Overview::Search.folder();
/// From how many records on the index is cut. All of 400 takes 55 KB on the wire, a second of a slow line; all of 1,000 would
/// take three.
const CUT: usize = 500;
/// About how many records a shard of the words takes its words from.
const RECORDS_PER_SHARD: usize = 20;
/// About how many records one file shows. More would make fewer files, and a search slower, which needs eight of them.
const RECORDS_PER_FILE: usize = 16;

/// A file of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IndexFile {
    /// Where each shard begins.
    Root,
    /// All the rest, of an index that is not cut.
    All,
    /// A shard of the words.
    Words(usize),
    /// What is shown of some records.
    Records(usize),
}

/// How many files there are of each sort, from how many records are shown; always powers of two, so that they seldom change.
#[derive(Debug, Clone, Copy)]
struct Sizes {
    /// Whether there is more than one file.
    is_cut: bool,
    /// Shards of words.
    shards: usize,
    /// Files of records.
    files: usize,
    /// Numbers that records may have.
    slots: usize,
}

impl Sizes {
    fn of(count: usize) -> Sizes {
        if count < CUT {
            return Sizes { is_cut: false, shards: 1, files: 1, slots: count };
        }
        let shards = (count / RECORDS_PER_SHARD).next_power_of_two();
        let files = (count / RECORDS_PER_FILE).next_power_of_two();
        Sizes { is_cut: true, shards, files, slots: (count * 2).next_power_of_two().max(files) }
    }
}

impl IndexFile {
    /// The path of its file.
    #[must_use]
    pub fn file(self) -> String {
        match self {
            IndexFile::Root => format!("{FOLDER}/root.js"),
            IndexFile::All => format!("{FOLDER}/all.js"),
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
            None if name == "all" && !sizes.is_cut => IndexFile::All,
            None => IndexFile::Root,
            Some(_) if !sizes.is_cut => return None,
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
        let Sizes { is_cut, shards, files, .. } = Sizes::of(count);
        let (shards, files) = if is_cut { (shards, files) } else { (0, 0) };
        let all = std::iter::once(IndexFile::Root)
            .chain((!is_cut).then_some(IndexFile::All))
            .chain((0..shards).map(IndexFile::Words))
            .chain((0..files).map(IndexFile::Records));
        all.filter(move |_| count > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_found_by_its_path_and_no_other() {
        for count in [1, CUT - 1, CUT, 3000] {
            let all: Vec<IndexFile> = IndexFile::all(count).collect();
            assert!(all.iter().all(|part| IndexFile::of_file(count, &part.file()) == Some(*part)), "{count}");
            assert_eq!(all.len() == 2, count < CUT, "{count}");
        }
        for file in ["search/words/0.js", "search/records/0.js", "search/none.js", "search/all.js/0.js"] {
            assert_eq!(IndexFile::of_file(9, file), None, "{file}");
        }
        assert_eq!(IndexFile::of_file(CUT, "search/all.js"), None);
        assert_eq!(IndexFile::all(0).count(), 0);
    }
}
