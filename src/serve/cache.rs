//! Pages that were shown, kept for those who ask for the same again, and for the time in which a mistake in a template
//! keeps them from being made anew.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// How many bytes are kept at most.
const CAPACITY: usize = 32 << 20;

/// A page as it was shown.
#[derive(Debug, Clone)]
pub(super) struct CachedPage {
    /// Which of the sites that were shown one after the other it is of.
    pub(super) site: u64,
    /// Its entity tag.
    pub(super) tag: String,
    /// Its bytes.
    pub(super) bytes: Arc<[u8]>,
}

/// The last good bytes of the pages that were asked for most recently.
#[derive(Debug, Default)]
pub(super) struct Cache {
    pages: BTreeMap<String, CachedPage>,
    /// The paths, the one that was first kept first.
    order: VecDeque<String>,
    bytes: usize,
}

impl Cache {
    /// Keeps the page of a path in place of the one that was kept before.
    pub(super) fn insert(&mut self, path: &str, page: CachedPage) {
        self.bytes += page.bytes.len();
        match self.pages.insert(path.to_owned(), page) {
            Some(before) => self.bytes -= before.bytes.len(),
            None => self.order.push_back(path.to_owned()),
        }
        while self.bytes > CAPACITY {
            let Some(oldest) = self.order.pop_front() else { return };
            self.bytes -= self.pages.remove(&oldest).map_or(0, |page| page.bytes.len());
        }
    }

    /// The page of a path.
    pub(super) fn get(&self, path: &str) -> Option<CachedPage> {
        self.pages.get(path).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_make_room_for_the_newest() {
        let mut cache = Cache::default();
        let bytes: Arc<[u8]> = vec![0; CAPACITY / 3].into();
        for path in ["a", "b", "b", "c", "d"] {
            cache.insert(path, CachedPage { site: 1, tag: String::new(), bytes: Arc::clone(&bytes) });
        }
        let there: Vec<&str> = ["a", "b", "c", "d"].into_iter().filter(|path| cache.get(path).is_some()).collect();
        assert_eq!(there, ["b", "c", "d"]);
    }
}
