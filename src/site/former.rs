//! What an earlier build published and this one would take away, or give another meaning: others cite these addresses.
//!
//! ```text
//! nothing is left at an address      address-gone       with the record that took its place, where that is certain
//! its record is a draft now          address-held-back
//! it says what another said          address-reused     if what it said before now stands elsewhere
//! ```
//!
//! A record took the place of another if it is of the same kind, has its title or its label, says so at an address that did
//! not say it before, and is the only one. A title that was merely edited is none of these.

use std::collections::HashMap;

use crate::review::kind::Kind;
use crate::review::kind::common::{ALIASES, DRAFT, TITLE};
use crate::review::record::{Record, RecordIx};
use crate::site::address::of_file;
use crate::site::edition::{Edition, Said, tidy};
use crate::site::map::Site;
use crate::site::route::Route;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

/// What would become of the addresses of an earlier edition.
#[must_use]
pub fn address_changes(edition: &Edition, site: &Site) -> Vec<Diagnostic> {
    let redirects: HashMap<String, RecordIx> = site.redirects().iter().cloned().collect();
    let (mut gone, mut renamed) = (Vec::new(), Vec::new());
    for (file, said) in &edition.addresses {
        match said {
            Said::Record { title, .. } if let Some(record) = shown_at(site, file) => {
                if !says(site, record, title) {
                    renamed.push(FormerPage::new(file, said, Some(record)));
                }
            }
            _ if is_there(site, &redirects, file) => {}
            _ => gone.push(FormerPage::new(file, said, None)),
        }
    }
    if gone.is_empty() && renamed.is_empty() {
        return Vec::new();
    }
    let successors = Successors::new(edition, site, gone.iter().chain(&renamed));
    let gone = gone.iter().map(|page| successors.gone(page));
    let reused = renamed.iter().filter_map(|page| successors.reused(page));
    gone.chain(reused).collect()
}

/// An address of the earlier edition at which something else is, or nothing.
struct FormerPage<'a> {
    file: &'a str,
    said: &'a Said,
    /// The record that is there now.
    now: Option<RecordIx>,
}

impl<'a> FormerPage<'a> {
    fn new(file: &'a str, said: &'a Said, now: Option<RecordIx>) -> FormerPage<'a> {
        FormerPage { file, said, now }
    }

    /// The address, as a reader sees it behind the name of the host.
    fn address(&self) -> String {
        format!("/{}", of_file(self.file))
    }

    /// What to write as an alias so that it leads somewhere again.
    fn alias(&self) -> &str {
        of_file(self.file).trim_end_matches('/')
    }
}

/// How texts are told apart: by kind, and without regard to case.
type Key = (Kind, String);

fn key(kind: Kind, text: &str) -> Option<Key> {
    (!text.is_empty()).then(|| (kind, text.to_lowercase()))
}

fn kind_of(file: &str) -> Option<Kind> {
    Kind::of_folder(file.split_once('/')?.0)
}

/// Which records say now what other addresses said before.
struct Successors<'a> {
    edition: &'a Edition,
    site: &'a Site,
    by_title: HashMap<Key, Candidates>,
    by_label: HashMap<Key, Candidates>,
}

/// How many addresses said something and say it no longer, and the records that say it at other addresses.
#[derive(Default)]
struct Candidates {
    before: usize,
    now: Vec<RecordIx>,
}

impl Candidates {
    /// The one record that can be meant.
    fn only(&self) -> Option<RecordIx> {
        match &*self.now {
            [record] if self.before == 1 => Some(*record),
            _ => None,
        }
    }
}

impl<'a> Successors<'a> {
    fn new<'p>(
        edition: &'a Edition,
        site: &'a Site,
        pages: impl Iterator<Item = &'p FormerPage<'p>>,
    ) -> Successors<'a> {
        let mut successors = Successors { edition, site, by_title: HashMap::new(), by_label: HashMap::new() };
        for page in pages {
            let (Said::Record { label, title }, Some(kind)) = (page.said, kind_of(page.file)) else { continue };
            for (texts, text) in [(&mut successors.by_title, title), (&mut successors.by_label, label)] {
                if let Some(key) = key(kind, text) {
                    texts.entry(key).or_default().before += 1;
                }
            }
        }
        for position in site.visible.all() {
            let record = &site.visible.review.records[position];
            let before = edition.addresses.get(&*site.addresses.file(&Route::Record(position)));
            if matches!(before, Some(Said::Record { title, .. }) if says(site, position, title)) {
                continue;
            }
            let (title, label) = (tidy(site.addresses.title(position)), tidy(record.label().unwrap_or_default()));
            for (texts, text) in [(&mut successors.by_title, &title), (&mut successors.by_label, &label)] {
                if let Some(candidates) = key(record.kind, text).and_then(|key| texts.get_mut(&key)) {
                    candidates.now.push(position);
                }
            }
        }
        successors
    }

    /// The record that took the place of a page that is gone, and what tells so.
    fn of(&self, file: &str, said: &Said) -> Option<(RecordIx, &'static str)> {
        let (Said::Record { label, title }, Some(kind)) = (said, kind_of(file)) else { return None };
        let in_texts = |texts: &HashMap<Key, Candidates>, text: &str| texts.get(&key(kind, text)?)?.only();
        match (in_texts(&self.by_title, title), in_texts(&self.by_label, label)) {
            // Its title is with one record now, and its label with another.
            (Some(title), Some(label)) if title != label => None,
            (Some(record), _) => Some((record, "title")),
            (None, Some(record)) => Some((record, "label")),
            (None, None) => None,
        }
    }

    /// That nothing is left at an address.
    fn gone(&self, page: &FormerPage<'_>) -> Diagnostic {
        match page.said {
            Said::Record { title, .. } => {
                let held_back = page.file.strip_suffix("/index.html").and_then(|id| self.held_back(id));
                held_back.map_or_else(|| self.gone_record(page, title), |record| record_held_back(page, record))
            }
            Said::Alias { id } => self.gone_alias(page, id),
            Said::Attachment => self.gone_attachment(page),
        }
    }

    /// The record of an id, if it is a draft that is not shown.
    fn held_back(&self, id: &str) -> Option<&'a Record> {
        let review = &self.site.visible.review;
        review.position(id).filter(|position| !self.site.visible.shows(*position)).map(|it| &*review.records[it])
    }

    fn gone_record(&self, page: &FormerPage<'_>, title: &str) -> Diagnostic {
        let message = format!("nothing is left at `{}`, where an earlier build published “{title}”", page.address());
        if let Some((successor, same)) = self.of(page.file, page.said) {
            let record = &self.site.visible.review.records[successor];
            let help = format!("{}, which has the same {same}", alias_to_write(page, record));
            return gone_in(record, message).help(help);
        }
        let mut help = format!("if another took its place, write `aliases: [{}]` in that record", page.alias());
        if kind_of(page.file) == Some(Kind::Recommendation) {
            help.push_str("; if it was withdrawn, put it back with `withdrawn: {date: DATE, by: NAME, reason: WHY}`");
        } else {
            help.push_str("; else put the record back, unless nobody is to find it any more");
        }
        self.gone_somewhere(message).help(help)
    }

    fn gone_alias(&self, page: &FormerPage<'_>, id: &str) -> Diagnostic {
        let message = format!("nothing is left at `{}`, from where an earlier build led to `{id}`", page.address());
        if let Some(record) = self.held_back(id) {
            return record_held_back(page, record);
        }
        let file = format!("{id}/index.html");
        let there = shown_at(self.site, &file);
        let successor = || self.of(&file, self.edition.addresses.get(&*file)?).map(|(record, _)| record);
        match there.or_else(successor) {
            Some(position) => {
                let record = &self.site.visible.review.records[position];
                gone_in(record, message).help(alias_to_write(page, record))
            }
            None => {
                let help = format!("if another record took its place, write `aliases: [{}]` in that one", page.alias());
                self.gone_somewhere(message).help(help)
            }
        }
    }

    fn gone_attachment(&self, page: &FormerPage<'_>) -> Diagnostic {
        let review = &self.site.visible.review;
        if let Some(attachment) = review.attachment(page.file) {
            let message =
                format!("nothing is left at `{}`: the file is held back with the draft that names it", page.address());
            let help = "if that was not meant, remove `draft: true` from its record, or name the file in another";
            return Diagnostic::new(Code::AddressHeldBack, &review.attachments[attachment].shown, message).help(help);
        }
        let message = format!("nothing is left at `{}`, where an earlier build published a file", page.address());
        let help = format!("put the file back, or write `aliases: [{}]` in the record that tells of it", page.alias());
        self.gone_somewhere(message).help(help)
    }

    /// That an address is gone, where no record of today has to do with it.
    fn gone_somewhere(&self, message: String) -> Diagnostic {
        Diagnostic::new(Code::AddressGone, &self.site.visible.review.settings.path, message)
    }

    /// That an address says what another said, if what it said itself stands elsewhere now.
    fn reused(&self, page: &FormerPage<'_>) -> Option<Diagnostic> {
        let Said::Record { title, .. } = page.said else { return None };
        let record = &self.site.visible.review.records[page.now?];
        let elsewhere = self.by_title.get(&key(record.kind, title)?)?.only()?;
        let there = &self.site.visible.review.records[elsewhere];
        let now = tidy(self.site.addresses.title(page.now?));
        let message = format!(
            "`{}` said “{title}” and now says “{now}”; what it said stands at `/{}/` now",
            page.address(),
            there.id
        );
        let help = "whoever cites an address means what it said: give both records their former names, and a new text \
                    a new name";
        let span = record.values.span(&TITLE.field).unwrap_or(record.span);
        Some(Diagnostic::new(Code::AddressReused, &record.path, message).at(span).help(help))
    }
}

/// That an address is gone which should lead to this record.
fn gone_in(record: &Record, message: String) -> Diagnostic {
    let span = record.values.get(&ALIASES).first().map_or(record.span, |alias| alias.span);
    Diagnostic::new(Code::AddressGone, &record.path, message).at(span)
}

fn record_held_back(page: &FormerPage<'_>, record: &Record) -> Diagnostic {
    let message = format!(
        "nothing is left at `{}`, which an earlier build published: `{}` is a draft now",
        page.address(),
        record.id
    );
    let span = record.values.span(&DRAFT.field).unwrap_or(record.span);
    Diagnostic::new(Code::AddressHeldBack, &record.path, message)
        .at(span)
        .help("if that was not meant, remove `draft: true`")
}

/// What to write in a record so that an address leads to it.
fn alias_to_write(page: &FormerPage<'_>, record: &Record) -> String {
    let alias = page.alias();
    match record.values.get(&ALIASES) {
        // Such an alias would be refused: some hosts do not tell the two apart.
        _ if alias.to_lowercase() == record.id.to_lowercase() => {
            format!("give the name `{alias}` back to `{}`", record.id)
        }
        [] => format!("write `aliases: [{alias}]` in `{}`", record.id),
        _ => format!("add `{alias}` to the `aliases` of `{}`", record.id),
    }
}

/// The record whose page is at a file.
fn shown_at(site: &Site, file: &str) -> Option<RecordIx> {
    let position = site.visible.review.position(file.strip_suffix("/index.html")?)?;
    site.visible.shows(position).then_some(position)
}

/// Whether a record is called so.
fn says(site: &Site, record: RecordIx, title: &str) -> bool {
    let now = site.addresses.title(record);
    // Most are called what they were, so most need not be tidied.
    now == title || tidy(now).to_lowercase() == title.to_lowercase()
}

/// Whether anything is at a file, or leads on from what was a file and is a folder now.
fn is_there(site: &Site, redirects: &HashMap<String, RecordIx>, file: &str) -> bool {
    let leads_on = || redirects.contains_key(&format!("{file}/index.html"));
    redirects.contains_key(file) || site.visible.attachment(file).is_some() || leads_on() || site.find(file).is_some()
}
