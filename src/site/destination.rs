//! Where references lead on the site: to a record, a place on its page, a file, or a page that is no record's.

use crate::review::kind::Kind;
use crate::review::resolve::{Fragment, Target};
use crate::review::value::{Reference, Wanted};
use crate::site::address::encode;
use crate::site::folder;
use crate::site::map::Site;
use crate::site::overview::Overview;
use crate::site::route::Route;

/// The path that a reference leads to, seen from the root of the site or from the report; `None` where there is nothing.
#[must_use]
pub fn path(site: &Site, target: Target, reference: &Reference) -> Option<String> {
    let addresses = &site.addresses;
    let place = reference.heading.as_ref().map(|place| &*place.text);
    let path = match (target, place) {
        (Target::Attachment(position), place) => {
            let path = addresses.file_path(&site.visible.review.attachments[position].path);
            // A place in a file, such as `#page=2` of a PDF, is the business of whatever shows the file.
            place.map_or_else(|| path.clone(), |place| format!("{path}#{}", encode(place)))
        }
        (Target::Record(record, Some(Fragment::Heading(heading))), _) => addresses.heading_path(record, heading),
        (Target::Record(record, Some(Fragment::Entry)), Some(entry)) => addresses.entry_path(record, entry),
        (Target::Record(record, _), _) => addresses.record_path(record).into_owned(),
        (Target::Page, place) => {
            let route = page(site, reference)?;
            match place {
                None | Some("top") => addresses.page_path(&route),
                Some(place) => in_report(site, &route, place)?,
            }
        }
    };
    Some(path)
}

/// The page that a reference names which leads to no record; `None` where the site has none there.
#[must_use]
pub fn page(site: &Site, reference: &Reference) -> Option<Route> {
    match &reference.wanted {
        Wanted::Page(folder) => site.page_of(folder),
        Wanted::Named(_) | Wanted::Path(_) | Wanted::File(_) | Wanted::Itself => None,
    }
}

/// The path of a record in the report, by its id there; whichever of the report's pages it is on.
fn in_report(site: &Site, route: &Route, place: &str) -> Option<String> {
    let Route::Overview(Overview::Report, _) = route else { return None };
    let record = Kind::ALL.into_iter().find_map(|kind| {
        let name = place.strip_prefix(kind.folder())?.strip_prefix('-')?;
        site.visible.review.position(&format!("{}/{name}", kind.folder()))
    })?;
    let page = site.analyses.report().page_of(record)?;
    Some(format!("{}#{}", site.addresses.report_path(page), encode(place)))
}

/// What a page is called that a reference without words of its own leads to.
#[must_use]
pub fn title(site: &Site, route: &Route) -> String {
    let settings = &site.visible.review.settings;
    match route {
        Route::By(facet, value, _) => {
            let words = site.analyses.facets().values(*facet).get(*value).map_or("", |value| &value.words);
            format!("{}: {words}", settings.names.say(facet.title()))
        }
        route => folder::title(settings, &site.addresses.folder(route)),
    }
}
