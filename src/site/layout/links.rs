//! Links that only a site can judge: to its pages that are no record's, and to entries on the pages of records.

use std::collections::HashMap;

use crate::review::id::{alternatives, nearest};
use crate::review::kind::Kind;
use crate::review::kind::history::Track;
use crate::review::record::RecordIx;
use crate::review::resolve::Target;
use crate::review::suggestions::{Sought, Suggestions};
use crate::review::value::{Reference, Wanted};
use crate::site::addresses::BY;
use crate::site::analysis::anchors::anchors;
use crate::site::analysis::facet::{self, Facet};
use crate::site::destination::{page, path};
use crate::site::map::Site;
use crate::site::overview::Overview;
use crate::site::route::Route;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

/// What is to be said of links that lead to no page, or to no entry. As long as anything could not be read, nobody knows what
/// there is.
pub(super) fn broken_links(site: &Site) -> Vec<Diagnostic> {
    let review = &site.visible.review;
    if review.unread.paths().next().is_some() {
        return Vec::new();
    }
    let mut suggestions = Suggestions::new();
    let mut entries: HashMap<RecordIx, Vec<String>> = HashMap::new();
    let judge = |(record, number)| {
        let reference = review.records[record].references.get(number)?;
        let problem = match review.target(record, number)? {
            Target::Page => judge_page(site, reference, &mut suggestions),
            Target::Record(to, _) => {
                // Many may lead to one record of many entries.
                let anchors = entries.entry(to).or_insert_with(|| anchors(&site.visible, to));
                judge_entry(site, to, anchors, reference, &mut suggestions)
            }
            Target::Attachment(_) => None,
        };
        let (code, message, help) = problem?;
        let at = reference.heading.as_ref().filter(|_| code == Code::UnknownHeading);
        let span = at.map_or(reference.span, |place| place.span);
        let mut problem = Diagnostic::new(code, &review.records[record].path, message).at(span);
        problem.help = help;
        Some(problem)
    };
    review.of_the_site().filter_map(judge).collect()
}

/// A code, a message, and what to write.
type Problem = (Code, String, Option<String>);

fn judge_page(site: &Site, reference: &Reference, suggestions: &mut Suggestions) -> Option<Problem> {
    let Wanted::Page(folder) = &reference.wanted else { return None };
    let Some(route) = page(site, reference) else {
        if let Some(what) = may_come(site, folder) {
            let message = format!("the site has no page `{folder}/` now: {what}");
            let help = "the words are published without a link until there is something to show";
            return Some((Code::EmptyPage, message, Some(help.to_owned())));
        }
        let names = site.visible.count();
        let help = suggestions.instead_of(folder, Sought::Page, names, || Some(nearest_page(site, folder)));
        return Some((Code::UnknownPage, format!("the site has no page `{folder}/`"), help));
    };
    if path(site, Target::Page, reference).is_some() {
        return None;
    }
    let place = reference.heading.as_ref().map_or("", |place| &*place.text);
    let help = if matches!(route, Route::Overview(Overview::Report, _)) {
        "a record's place in the report is its kind's folder, a hyphen and its name: `#recommendations-4.1`"
    } else {
        "link to the page, or to the record that is meant: of these pages only the report has places to link to"
    };
    Some((Code::UnknownHeading, format!("the page `{folder}/` has no place `{place}`"), Some(help.to_owned())))
}

/// What a page lists that there is nothing of now, but may be: today's words of a history, a kind, what follows from others.
fn may_come(site: &Site, folder: &str) -> Option<String> {
    let names = &site.visible.review.settings.names;
    if let Some(kind) = Kind::of_folder(folder) {
        return Some(format!("no {} is published", names.one(kind)));
    }
    if Overview::ALL.into_iter().any(|overview| overview.folder() == folder) {
        return Some("there is nothing to show on it".to_owned());
    }
    if folder == BY.trim_end_matches('/') {
        return Some(format!("no {} is published", names.one(Kind::Recommendation)));
    }
    let (name, value) = folder.strip_prefix(BY)?.split_once('/')?;
    let facet = Facet::ALL.into_iter().find(|facet| facet.folder() == name)?;
    let is_word = facet.history().is_some_and(|track| is_word(site, track, value));
    is_word.then(|| format!("this is said of no {}", names.one(Kind::Recommendation)))
}

/// Whether a part of an address is one of the words of a history, the review's own among them.
fn is_word(site: &Site, track: &'static Track, value: &str) -> bool {
    let own = site.visible.review.settings.words.of(track).iter().map(|word| &*word.text.text);
    let base = track.counted.words().iter().map(|word| word.label);
    ["unknown", "none"].contains(&value) || base.chain(own).any(|word| facet::slug(word) == value)
}

/// The pages whose folders are nearest to one, or which pages there are.
fn nearest_page(site: &Site, folder: &str) -> String {
    let kinds = Kind::ALL.into_iter().filter(|kind| site.pages_of_list(*kind) > 0).map(|kind| kind.folder().to_owned());
    let overviews = Overview::ALL.into_iter().filter(|overview| site.has(*overview));
    let mut folders: Vec<String> = kinds.chain(overviews.map(|overview| overview.folder().to_owned())).collect();
    if folder.starts_with(BY) {
        folders.extend(site.of_values().iter().map(|route| site.addresses.folder(route)));
    }
    if let Some(kind) = folder.split_once('/').and_then(|(first, _)| Kind::of_folder(first)) {
        folders.extend(site.visible.of_kind(kind).map(|record| site.addresses.folder(&Route::Record(record))));
    }
    let near = nearest(folder, folders.iter().map(String::as_str));
    let near: Vec<String> = near.into_iter().map(|folder| format!("/{folder}/")).collect();
    if near.is_empty() {
        let pages =
            "with `/` at its end, an address is a page of the site: of a list, of a record, or about the whole review";
        return format!("{pages}; a file or a record is named without it");
    }
    format!("did you mean {}?", alternatives(near.iter().map(String::as_str)))
}

fn judge_entry(
    site: &Site,
    to: RecordIx,
    anchors: &[String],
    reference: &Reference,
    suggestions: &mut Suggestions,
) -> Option<Problem> {
    let wanted = reference.heading.as_ref().map(|place| &*place.text)?;
    if anchors.iter().any(|anchor| anchor == wanted) {
        return None;
    }
    let find = || {
        let near = nearest(wanted, anchors.iter().map(String::as_str));
        let near: Vec<String> = near.into_iter().map(|anchor| format!("#{anchor}")).collect();
        if !near.is_empty() {
            return Some(format!("did you mean {}?", alternatives(near.iter().map(String::as_str))));
        }
        let all: Vec<String> = anchors.iter().take(12).map(|anchor| format!("`#{anchor}`")).collect();
        (!all.is_empty()).then(|| format!("its entries are {}", all.join(", ")))
    };
    let help = suggestions.instead_of(wanted, Sought::Entry(to), anchors.len(), find);
    let id = &site.visible.review.records[to].id;
    Some((Code::UnknownHeading, format!("`{id}` has no entry `{wanted}`"), help))
}
