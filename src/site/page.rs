//! Pages: which template shows a route, and the one closed value that it sees. Pure: the same route and review, the same page.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Value};

use crate::review::kind::{Kind, page as page_kind};
use crate::site::address::{encode, of_file, to_root};
use crate::site::asset::Asset;
use crate::site::prose::Glossary;
use crate::site::route::{Route, Site};
use crate::site::shown::{ShownDate, show_day};
use crate::site::view;

/// A template, and all that it is given.
pub struct Page {
    /// The template's name.
    pub template: &'static str,
    /// What it sees.
    pub context: Context,
}

/// What all pages of a site share, made once.
pub struct Frame {
    site: Value,
    glossary: Glossary,
}

/// What every template knows of the site.
#[derive(Serialize)]
struct Shared<'a> {
    title: &'a str,
    short: &'a str,
    summary: Option<&'a str>,
    organisation: Option<&'a str>,
    language: &'a str,
    contact: Option<&'a str>,
    repository: Option<&'a str>,
    base_url: Option<&'a str>,
    as_of: ShownDate,
    kinds: Vec<MenuItem<'a>>,
    pages: Vec<MenuItem<'a>>,
    assets: BTreeMap<&'a str, &'a str>,
}

/// An entry of the menu.
#[derive(Serialize)]
struct MenuItem<'a> {
    title: &'a str,
    path: String,
    count: usize,
}

/// What every template knows of its own page.
#[derive(Serialize)]
struct Head<'a> {
    /// The way to the root of the site.
    root: &'a str,
    /// The address of the page from the root.
    path: &'a str,
    /// The address of the page on the web, where it is known.
    canonical: Option<String>,
}

impl Frame {
    /// The frame of a site with the assets of a theme.
    #[must_use]
    pub fn new(site: &Site<'_>, assets: &BTreeMap<String, Asset>) -> Frame {
        let settings = &site.review.settings;
        let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Page);
        let kinds = kinds.map(|kind| MenuItem {
            title: kind.declaration().plural,
            path: format!("{}/", kind.folder()),
            count: site.shown(kind).count(),
        });
        let pages = site.shown(Kind::Page).filter(|&page| site.review.records[page].values.flag(&page_kind::MENU));
        let pages = pages.map(|page| {
            let link = site.link(page);
            MenuItem { title: link.title, path: link.path, count: 1 }
        });
        let shared = Shared {
            title: &settings.title,
            short: settings.short.as_deref().unwrap_or(&settings.title),
            summary: settings.summary.as_deref(),
            organisation: settings.organisation.as_deref(),
            language: &settings.language,
            contact: settings.contact.as_deref(),
            repository: settings.repository.as_deref(),
            base_url: site.edition.base_url.as_deref(),
            as_of: show_day(site.edition.as_of),
            kinds: kinds.filter(|item| item.count > 0).collect(),
            pages: pages.collect(),
            assets: assets.iter().map(|(name, asset)| (name.as_str(), asset.file.as_str())).collect(),
        };
        Frame { site: Value::from_serializable(&shared), glossary: Glossary::new(site) }
    }
}

/// The page of a route; `None` for a route whose bytes are not made by a template.
#[must_use]
pub fn page(site: &Site<'_>, frame: &Frame, route: &Route) -> Option<Page> {
    let file = site.file(route);
    let root = match (route, &site.edition.base_url) {
        // The page for addresses that do not exist is shown at any depth, so only a whole address leads back from it.
        (Route::NotFound, Some(base_url)) => base_url.clone(),
        _ => to_root(&file),
    };
    let (template, mut context) = match route {
        Route::Home => ("home.html", with(&view::home::view(site))),
        Route::List(kind, number) => ("list.html", with(&view::list::view(site, *kind, *number))),
        Route::Record(record) => ("record.html", with(&view::record::view(site, &frame.glossary, *record, &root))),
        Route::Redirect(_, record) => ("redirect.html", with(&view::Redirect { to: site.link(*record) })),
        Route::NotFound => ("404.html", Context::new()),
        Route::Sitemap(part) => ("sitemap.xml", with(&view::sitemap::view(site, *part))),
        Route::Robots => ("robots.txt", Context::new()),
        Route::Attachment(_) | Route::NoJekyll => return None,
    };
    let path = encode(of_file(&file));
    let canonical = site.edition.base_url.as_ref().map(|base_url| format!("{base_url}{path}"));
    context.extend(with(&Head { root: &root, path: &path, canonical }));
    context.insert_value("site", frame.site.clone());
    Some(Page { template, context })
}

/// A context with the fields of a view. Views are plain data with names as keys, so this cannot fail.
fn with(view: &impl Serialize) -> Context {
    Context::from_serialize(view).unwrap_or_default()
}
