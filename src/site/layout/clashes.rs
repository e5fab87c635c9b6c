//! Addresses that two things would share.

use std::collections::HashMap;

use crate::review::kind::Kind;
use crate::review::record::RecordIx;
use crate::site::address;
use crate::site::addresses::BY;
use crate::site::map::Site;
use crate::site::overview::Overview;
use crate::site::route::Route;
use crate::site::search::FOLDER;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::form::fold_case;
use crate::text::span::slice;

/// Addresses that two routes would share, on any file system: without regard to case, and a file where another needs a
/// folder.
///
/// Lists and records are never in each other's way, but for a recommendation called `by` or `open`; and two records with one address
/// were reported as two of one name. So records are looked up by what else there is, and not the other way round. Further
/// pages are never in the way of each other either: they are looked at only where the content has something among them.
pub(super) fn clashes(site: &Site) -> Vec<Diagnostic> {
    let visible = &site.visible;
    let records = &visible.review.records;
    let of_content = site.of_content();
    let below = [BY.trim_end_matches('/'), Overview::Open.folder()];
    let is_below = |record: RecordIx| below.iter().any(|folder| records[record].id.eq_ignore_ascii_case(folder));
    if of_content.is_empty() && !visible.of_kind(Kind::Recommendation).any(is_below) {
        return Vec::new();
    }
    let record_at = |file: &str| {
        let id = file.strip_suffix("/index.html")?;
        let position = visible.review.position_in_any_case(id)?;
        visible.shows(position).then_some(Route::Record(position))
    };
    let mut taken: HashMap<String, &Route> = HashMap::new();
    let mut folders: HashMap<String, &Route> = HashMap::new();
    let mut problems = Vec::new();
    let others = others(site, of_content);
    for route in &others {
        let file = fold_case(&site.addresses.file(route));
        for (slash, _) in file.match_indices('/') {
            folders.entry(slice(&file, ..slash).to_owned()).or_insert(route);
            problems.extend(record_at(slice(&file, ..slash)).map(|record| clash(site, &record, route)));
        }
        match record_at(&file).or_else(|| taken.get(&file).map(|first| (*first).clone())) {
            Some(first) => problems.push(clash(site, route, &first)),
            None => {
                taken.insert(file, route);
            }
        }
    }
    for route in &others {
        let file = fold_case(&site.addresses.file(route));
        let inside = folders.get(&file).map(|first| (*first).clone());
        let inside = inside.or_else(|| record_at(&format!("{file}/index.html")));
        problems.extend(inside.map(|first| clash(site, route, &first)));
        if file.starts_with("assets/") || file.starts_with(".rapporteur/") || file == "assets" {
            problems.push(is_taken(site, route, "the theme's own files are published there".to_owned()));
        }
        let in_search = file.strip_prefix(FOLDER).and_then(|rest| rest.strip_prefix('/'));
        let is_free = matches!(route, Route::Redirect(..) | Route::Attachment(_));
        if is_free && in_search.is_some_and(|rest| rest != "index.html") {
            problems.push(is_taken(site, route, "the index of the search is published there".to_owned()));
        }
    }
    problems
}

/// All routes but those of records, which are found by their ids, those of the search, which have a folder of their own,
/// and further pages that nothing of the content lies among.
fn others(site: &Site, of_content: Vec<Route>) -> Vec<Route> {
    let files: Vec<String> = of_content.iter().map(|route| fold_case(&site.addresses.file(route))).collect();
    let lies_by = |folder: &str| files.iter().any(|file| file.starts_with(folder.trim_end_matches('/')));
    let mut others = vec![Route::Home];
    for overview in Overview::ALL.into_iter().filter(|overview| site.has(*overview)) {
        let pages = if lies_by(overview.folder()) { site.pages_of(overview) } else { 1 };
        others.extend((0..pages).map(|page| Route::Overview(overview, page)));
    }
    for kind in Kind::ALL {
        let pages = site.pages_of_list(kind);
        others.extend((0..pages).map(|page| Route::List(kind, page)));
    }
    others.extend(site.has_facets().then_some(Route::Facets));
    if lies_by(BY) {
        others.extend(site.of_values());
    }
    others.extend(site.of_its_own());
    if lies_by("sitemap-") {
        others.extend((0..site.sitemap_parts(site.listed().len())).map(|part| Route::Sitemap(Some(part))));
    }
    others.extend(of_content);
    others
}

fn clash(site: &Site, route: &Route, first: &Route) -> Diagnostic {
    let (route, first) = if site.place(route).is_some() { (route, first) } else { (first, route) };
    let review = &site.visible.review;
    let what = match first {
        Route::Record(position) => format!("`{}` is published there", review.records[*position].id),
        Route::Redirect(_, position) => format!("an alias of `{}` is published there", review.records[*position].id),
        Route::Attachment(position) => format!("`{}` is published there", review.attachments[*position].path),
        Route::Overview(overview, _) => format!("the page `{}` is published there", overview.title()),
        Route::List(kind, _) => format!("the list of {} is published there", kind.declaration().plural.to_lowercase()),
        Route::Facets | Route::By(..) => "a list of recommendations is published there".to_owned(),
        Route::Home
        | Route::NotFound
        | Route::Sitemap(_)
        | Route::Robots
        | Route::Headers
        | Route::NoJekyll
        | Route::Search(_) => "the site has a file of its own there".to_owned(),
    };
    is_taken(site, route, what)
}

fn is_taken(site: &Site, route: &Route, why: String) -> Diagnostic {
    let file = site.addresses.file(route);
    // The first page has no address but its file.
    let address = if address::of_file(&file).is_empty() { &file } else { address::of_file(&file) };
    let message = format!("the address `{address}` is taken: {why}");
    let (path, span) = site.place(route).unwrap_or((&site.visible.review.settings.path, None));
    let mut problem = Diagnostic::new(Code::AddressTaken, path, message).help("rename it, or remove the alias");
    problem.span = span;
    problem
}
