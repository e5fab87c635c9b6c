//! Laying a site out: what a publication shows of a review gets its addresses, and what stands in the way of another is
//! told.

mod clashes;
mod links;
pub mod misnamed;

use std::sync::Arc;

use crate::review::kind::common::ALIASES;
use crate::review::link::Review;
use crate::review::record::RecordIx;
use crate::site::address;
use crate::site::layout::clashes::clashes;
use crate::site::layout::links::broken_links;
use crate::site::layout::misnamed::misnamed;
use crate::site::map::{Carried, Site};
use crate::site::publication::Publication;
use crate::site::visible::Visible;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Attachment;

/// Lays out a site: every address it has, and what stands in the way of another. What cannot have changed since another
/// state of it is taken over.
#[must_use]
pub fn lay_out(review: Arc<Review>, publication: Publication, before: Option<&Carried>) -> (Site, Vec<Diagnostic>) {
    let visible = Visible::new(review, publication);
    let mut problems = Vec::new();
    let redirects = redirects(&visible, &mut problems);
    let misnamed = |file: &Attachment| misnamed(&file.path, &file.path, &file.shown);
    problems.extend(visible.attachments().filter_map(|(_, file)| misnamed(file)));
    let site = Site::new(visible, redirects, before);
    problems.extend(clashes(&site));
    problems.extend(broken_links(&site));
    (site, problems)
}

/// The files of the aliases, each with its record.
fn redirects(visible: &Visible, problems: &mut Vec<Diagnostic>) -> Vec<(String, RecordIx)> {
    let mut redirects = Vec::new();
    let records = visible.review.records.iter_enumerated();
    for (position, record) in records.filter(|(position, _)| visible.shows(*position)) {
        for alias in record.values.get(&ALIASES) {
            match address::of_alias(&alias.text) {
                Ok(file) => redirects.push((file, position)),
                Err(reason) => {
                    let message = format!("`{}`: {reason}", alias.text);
                    let problem = Diagnostic::new(Code::InvalidAlias, &record.path, message).at(alias.span);
                    problems.push(problem.help("write a former id or a former path of the site: `rec/12.html`"));
                }
            }
        }
    }
    redirects
}
