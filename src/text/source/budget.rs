//! How much a content folder may hold where strangers write it: each file has a limit of its own, but there may be a million of them.

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::listing::{FoundFile, Listing};

/// What a folder holds at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// How many files and folders.
    pub files: usize,
    /// How long the texts are together, in bytes: all of them are in memory.
    pub texts: u64,
    /// How long the other files are together, in bytes: a build copies them.
    pub attachments: u64,
}

impl Budget {
    /// Many times what a large review has; its texts take a few hundred MiB of memory.
    pub const UNTRUSTED: Budget = Budget { files: 20_000, texts: 64 << 20, attachments: 1 << 30 };

    /// That a folder holds more. Files must have been listed with their fingerprints.
    pub(super) fn exceeded(&self, listing: &Listing, shown: &str) -> Option<Diagnostic> {
        let too_large = |message: String| {
            let folder = match shown.trim_end_matches('/') {
                "" => ".",
                folder => folder,
            };
            Diagnostic::new(Code::ReviewTooLarge, &folder.into(), message)
                .help("nothing of it was read; if it may be as large, leave out `--untrusted`")
        };
        if listing.is_cut {
            return Some(too_large(format!("the review has more than {} files and folders", self.files)));
        }
        let parts = [(&listing.texts, self.texts, "texts"), (&listing.others, self.attachments, "attachments")];
        let (_, most, what) = parts.into_iter().find(|(files, most, _)| length(files) > *most)?;
        Some(too_large(format!("the {what} of the review have more than {} MiB together", most >> 20)))
    }
}

/// How many bytes files have together. One without a fingerprint cannot be read either.
fn length(files: &[FoundFile]) -> u64 {
    let lengths = files.iter().filter_map(|file| file.fingerprint).map(|found| found.length);
    lengths.fold(0, u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::text::source::fingerprint::Fingerprint;

    fn file(length: u64) -> FoundFile {
        let path: Arc<str> = "a".into();
        let mut fingerprint = Fingerprint::default();
        fingerprint.length = length;
        FoundFile { shown: Arc::clone(&path), path, fingerprint: Some(fingerprint) }
    }

    #[test]
    fn lengths_count_together_and_each_kind_alone() {
        let budget = Budget { files: 9, texts: 2 << 20, attachments: 4 << 20 };
        let said = |texts: &[u64], others: &[u64]| {
            let [texts, others] = [texts, others].map(|lengths| lengths.iter().map(|&length| file(length)).collect());
            budget.exceeded(&Listing { texts, others, ..Listing::default() }, "c/").map(|problem| problem.message)
        };
        assert_eq!(said(&[1 << 20, 1 << 20], &[4 << 20]), None);
        let texts = "the texts of the review have more than 2 MiB together";
        assert_eq!(said(&[1 << 20, 1 << 20, 1], &[]).as_deref(), Some(texts));
        let attachments = "the attachments of the review have more than 4 MiB together";
        assert_eq!(said(&[], &[u64::MAX, 5]).as_deref(), Some(attachments));
    }
}
