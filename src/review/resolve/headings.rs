//! The headings of a record by what leads to them, so that each of many references to a long text is found at once.

use foldhash::{HashMap, HashMapExt};

use crate::text::markdown::document::{Heading, HeadingIx};
use crate::text::markdown::{id_of_code_host, ids_of_code_hosts, reserved, slug};

/// The headings of one record.
#[derive(Debug)]
pub(super) struct Headings {
    ids: HashMap<Box<str>, HeadingIx>,
    /// By the ids that code hosts give them.
    hosts: HashMap<String, HeadingIx>,
}

impl Headings {
    /// Of several that are found by one id, it finds the first.
    pub(super) fn new(headings: &[Heading]) -> Headings {
        let mut ids = HashMap::with_capacity(headings.len());
        for (position, heading) in headings.iter().enumerate() {
            ids.entry(heading.id.as_str().into()).or_insert(HeadingIx::new(position));
        }
        let mut hosts = HashMap::with_capacity(headings.len());
        let texts = headings.iter().map(|heading| heading.text.as_str());
        for (position, id) in ids_of_code_hosts(texts).enumerate().filter(|(_, id)| !id.is_empty()) {
            hosts.entry(id).or_insert(HeadingIx::new(position));
        }
        Headings { ids, hosts }
    }

    /// The heading that a text after `#` leads to: its id, its words, or the id that a code host would give it.
    pub(super) fn find(&self, wanted: &str) -> Option<HeadingIx> {
        let with_id = |id: &str| self.ids.get(id).copied();
        let by_words = || {
            let slug = slug(wanted);
            with_id(&slug).or_else(|| with_id(&reserved(&slug)))
        };
        with_id(wanted).or_else(by_words).or_else(|| self.hosts.get(&id_of_code_host(wanted)).copied())
    }
}
