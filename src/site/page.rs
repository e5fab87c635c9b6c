//! Pages: which template shows a route, and the one closed value that it sees. Pure: the same route and review, the same page.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::review::kind::Kind;
use crate::review::record::join;
use crate::site::address::{encode, of_file, to_root};
use crate::site::analysis::report::Report;
use crate::site::asset::Asset;
use crate::site::body::terms::Glossary;
use crate::site::given::Given;
use crate::site::map::Site;
use crate::site::menu::{MenuItem, MenuSection, entry_of, menu, pages};
use crate::site::overview::Overview;
use crate::site::policy::{self, Headers};
use crate::site::route::Route;
use crate::site::view::{self, KindView};
use crate::site::words::date::{DateView, show_date, show_day};

/// A template, and all that it is given.
pub struct Page {
    /// The template's name.
    pub template: &'static str,
    /// What it sees.
    pub given: Given,
}

/// What all pages of a site share, made once.
pub struct Frame {
    /// What every template is given.
    given: Given,
    /// The kinds, in the order of [`Kind::ALL`].
    kinds: Vec<KindView>,
    glossary: Glossary,
    menu: Vec<MenuSection>,
    /// The header and the footer of pages, by what they depend on besides the site.
    around: BTreeMap<PagePlace, (String, String)>,
}

/// What the header and the footer of a page depend on besides the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct PagePlace {
    /// The way to the root of the site.
    root: String,
    /// The path of the list that the page belongs to; empty for pages of their own.
    section: String,
    /// The path of the page where a menu names it, as it does the first page and the lists; `-` for all others.
    path: String,
}

/// Where pages stand, as far as headers and footers tell places apart.
pub struct Places(BTreeSet<PagePlace>);

/// Turns a page into bytes.
pub type Render<'a, E> = dyn Fn(&Page) -> Result<Vec<u8>, E> + 'a;

/// The licence of the texts of the record.
#[derive(Serialize)]
struct LicenceView<'a> {
    name: &'a str,
    url: Option<&'a str>,
    notice: Option<&'a str>,
}

/// A page elsewhere that the foot of every page leads to.
#[derive(Serialize)]
struct FooterView<'a> {
    title: &'a str,
    /// Where it is; none where nobody knows.
    url: Option<&'a str>,
}

/// What every template knows of the site.
#[derive(Serialize)]
struct Shared<'a> {
    title: &'a str,
    short: &'a str,
    summary: Option<&'a str>,
    organisation: Option<&'a str>,
    language: &'a str,
    /// Which way the language is written, as HTML's `dir` takes it.
    direction: &'static str,
    /// The path of the image that stands before the name.
    logo: Option<String>,
    contact: Option<&'a str>,
    repository: Option<&'a str>,
    licence: Option<LicenceView<'a>>,
    /// The day of this edition of the record, in words.
    edition: Option<String>,
    base_url: Option<&'a str>,
    /// Whether search engines are to keep nothing of it.
    noindex: bool,
    policy: &'static str,
    as_of: DateView,
    menu: &'a [MenuSection],
    pages: Vec<MenuItem>,
    footer: Vec<FooterView<'a>>,
    /// What a link says after the slash of a folder.
    index: &'static str,
    /// The path of the search; none where there is nothing to find.
    search: Option<String>,
    assets: BTreeMap<&'a str, &'a str>,
}

/// The entry of the menu that shows what belongs to it: the one that the page is, or belongs to.
#[derive(Serialize)]
struct Unfolded<'a> {
    unfolded: Option<&'a str>,
}

/// The lists and pages that belong together with a page which is one of them.
#[derive(Serialize)]
struct Family<'a> {
    family: Option<&'a MenuItem>,
    /// The path of the one that the page is.
    here: &'a str,
}

/// What every template knows of its own page.
#[derive(Serialize)]
struct Head<'a> {
    /// The way to the root of the site.
    root: &'a str,
    /// The address of the page on the web, where it is known.
    canonical: Option<String>,
}

impl Frame {
    /// The frame of a site with the assets of a theme, and what that theme takes. Headers and footers are rendered here,
    /// once for all pages that share them.
    ///
    /// # Errors
    /// What rendering says of the templates of the header and the footer.
    pub fn new<E>(
        site: &Site,
        assets: &BTreeMap<String, Asset>,
        mut given: Given,
        places: Places,
        render: &Render<'_, E>,
    ) -> Result<Frame, E> {
        let (names, index) = (&site.visible.review.settings.names, site.visible.publication.index());
        let menu = menu(site);
        given.set("site", &shared(site, &menu, assets));
        let mut frame = Frame {
            given,
            menu,
            kinds: Kind::ALL.map(|kind| KindView::new(kind, names, index)).into(),
            glossary: Glossary::new(&site.visible),
            around: BTreeMap::new(),
        };
        for place in places.0 {
            let part = |template| {
                let mut given = frame.given.clone();
                given.extend(&place);
                given.extend(&Unfolded { unfolded: entry_of(&frame.menu, &place.section).map(|item| &*item.path) });
                let html = render(&Page { template, given })?;
                Ok(String::from_utf8_lossy(&html).into_owned())
            };
            let parts = (part("header.html")?, part("footer.html")?);
            frame.around.insert(place, parts);
        }
        Ok(frame)
    }
}

impl Places {
    /// All places of a site, without a look at how many pages there are at each.
    #[must_use]
    pub fn of(site: &Site) -> Places {
        let mut routes = vec![Route::Home, Route::NotFound, Route::Facets];
        for overview in Overview::ALL.into_iter().filter(|overview| site.has(*overview)) {
            routes.push(Route::Overview(overview, 0));
            let further = match overview {
                Overview::Report if !Report::is_cut(&site.visible) => 1..1,
                Overview::Report => 1..site.pages_of(overview),
                Overview::Changes | Overview::Method | Overview::Themes => 1..1,
                Overview::Traceability
                | Overview::Actions
                | Overview::Decisions
                | Overview::Discrepancies
                | Overview::Open
                | Overview::Overdue
                | Overview::Search => 1..2,
            };
            routes.extend(further.map(|page| Route::Overview(overview, page)));
        }
        for kind in Kind::ALL {
            routes.extend((0..site.pages_of_list(kind).min(2)).map(|page| Route::List(kind, page)));
            // All records of a kind stand in the same place, but for pages, which a menu names one by one.
            let told_apart = if kind == Kind::Page { usize::MAX } else { 1 };
            routes.extend(site.visible.of_kind(kind).take(told_apart).map(Route::Record));
        }
        let mut places: BTreeSet<PagePlace> = routes.iter().filter_map(|route| around(site, route)).collect();
        if site.has_facets() {
            // The pages of values differ by how deep they lie.
            let section = site.addresses.path(&Route::List(Kind::Recommendation, 0));
            let depths = if site.pages_of_list(Kind::Recommendation) > 1 { 4..=7 } else { 4..=5 };
            let around =
                |depth| PagePlace { root: "../".repeat(depth), section: section.clone(), path: "-".to_owned() };
            places.extend(depths.map(around));
        }
        Places(places)
    }

    /// The place of one page.
    #[must_use]
    pub fn of_route(site: &Site, route: &Route) -> Places {
        Places(around(site, route).into_iter().collect())
    }
}

/// What every template knows of the site.
fn shared<'a>(site: &'a Site, menu: &'a [MenuSection], assets: &'a BTreeMap<String, Asset>) -> Shared<'a> {
    let settings = &site.visible.review.settings;
    let index = site.visible.publication.index();
    Shared {
        title: &settings.title,
        short: settings.short.as_deref().unwrap_or(&settings.title),
        summary: settings.summary.as_deref(),
        organisation: settings.organisation.as_deref(),
        language: &settings.language,
        direction: if settings.right_to_left { "rtl" } else { "ltr" },
        logo: settings.logo.as_ref().map(|path| encode(&join("", &path.text)).into_owned()),
        contact: settings.contact.as_deref(),
        repository: settings.repository.as_deref(),
        licence: settings.licence.as_ref().map(|licence| LicenceView {
            name: &licence.name,
            url: licence.url.as_deref(),
            notice: licence.notice.as_deref(),
        }),
        edition: settings.edition.map(|day| show_date(day).text),
        base_url: site.visible.publication.canonical(),
        noindex: site.visible.publication.noindex,
        policy: policy::PAGE,
        as_of: show_day(site.visible.today()),
        menu,
        search: site.has(Overview::Search).then(|| site.addresses.path(&Route::Overview(Overview::Search, 0))),
        pages: pages(site),
        footer: settings
            .footer
            .iter()
            .map(|link| FooterView { title: &link.title, url: link.url.as_deref() })
            .collect(),
        index,
        assets: assets.iter().map(|(name, asset)| (name.as_str(), asset.file.as_str())).collect(),
    }
}

/// What stands around the page of a route; `None` for one that is not a page.
fn around(site: &Site, route: &Route) -> Option<PagePlace> {
    let file = site.addresses.file(route);
    let section = |kind: Kind| site.addresses.path(&Route::List(kind, 0));
    let (section, path) = match route {
        Route::Home => (String::new(), String::new()),
        Route::NotFound => (String::new(), "404.html".to_owned()),
        Route::Overview(overview, page) => {
            let own = site.addresses.path(&Route::Overview(*overview, 0));
            (own.clone(), if *page == 0 { own } else { "-".to_owned() })
        }
        Route::Facets | Route::By(..) => (section(Kind::Recommendation), "-".to_owned()),
        Route::List(kind, 0) => (section(*kind), section(*kind)),
        Route::List(kind, _) => (section(*kind), "-".to_owned()),
        Route::Record(record) => {
            let kind = site.visible.review.records[*record].kind;
            // A menu names pages one by one.
            (section(kind), if kind == Kind::Page { site.addresses.path(route) } else { "-".to_owned() })
        }
        _ => return None,
    };
    Some(PagePlace { root: root(site, route, &file), section, path })
}

/// The way from the page of a route to the root of the site.
fn root(site: &Site, route: &Route, file: &str) -> String {
    match (route, &site.visible.publication.base_url) {
        // The page for addresses that do not exist is shown at any depth, so only a whole address leads back from it.
        (Route::NotFound, Some(base_url)) => base_url.clone(),
        _ => to_root(file),
    }
}

/// The page of a route; `None` for a route whose bytes are not made by a template.
#[must_use]
pub fn page(site: &Site, frame: &Frame, route: &Route) -> Option<Page> {
    let file = site.addresses.file(route);
    let root = root(site, route, &file);
    let kind = match route {
        Route::List(kind, _) => Some(*kind),
        Route::Record(record) => Some(site.visible.review.records[*record].kind),
        Route::Facets | Route::By(..) => Some(Kind::Recommendation),
        _ => None,
    };
    let mut given = frame.given.clone();
    let template = match route {
        Route::Home => {
            given.extend(&view::home::view(site, &frame.glossary, &root));
            "home.html"
        }
        Route::Overview(overview, number) => {
            match overview {
                Overview::Changes => given.extend(&view::changes::view(site)),
                Overview::Report => given.extend(&view::report::view(&site.in_report(*number), *number)),
                Overview::Traceability => given.extend(&view::traceability::view(site, *number)),
                Overview::Open => given.extend(&view::open::view(site, *number)),
                Overview::Overdue => given.extend(&view::overdue::view(site, *number)),
                Overview::Themes => given.extend(&view::themes::view(site)),
                Overview::Actions => given.extend(&view::register::actions(site, *number)),
                Overview::Decisions => given.extend(&view::register::decisions(site, *number)),
                Overview::Discrepancies => given.extend(&view::discrepancies::view(site, *number)),
                Overview::Method => given.extend(&view::method::view(site)),
                Overview::Search => given.extend(&view::search::view(site, *number)),
            }
            overview.template()
        }
        Route::Facets => {
            given.extend(&view::facets::view(site));
            "facets.html"
        }
        Route::By(facet, value, number) => {
            given.extend(&view::by::view(site, *facet, *value, *number)?);
            "by.html"
        }
        Route::List(kind, number) => list(site, frame, *kind, *number, &root, &mut given),
        Route::Record(record) => {
            let with_apart = !given.is_embedded();
            given.extend(&view::record::view(site, &frame.glossary, *record, &root, with_apart));
            "record.html"
        }
        Route::Redirect(_, record) => {
            given.extend(&view::Redirect { to: site.addresses.link(*record) });
            "redirect.html"
        }
        Route::NotFound => {
            given.extend(&view::search::seek());
            "404.html"
        }
        Route::Sitemap(part) => {
            given.extend(&view::sitemap::view(site, *part));
            "sitemap.xml"
        }
        Route::Robots => "robots.txt",
        Route::Headers => {
            given.extend(&Headers::new(&site.visible));
            "_headers"
        }
        Route::Attachment(_) | Route::NoJekyll | Route::Search(_) => return None,
    };
    let path = encode(of_file(&file));
    let canonical = site.visible.publication.canonical().filter(|_| *route != Route::NotFound);
    let canonical = canonical.map(|base_url| format!("{base_url}{path}"));
    given.extend(&Head { root: &root, canonical });
    if let Some(kind) = kind {
        given.set("kind", &frame.kinds[kind as usize]);
    }
    let place = around(site, route);
    if matches!(route, Route::List(..) | Route::Overview(..) | Route::Facets) {
        let here = place.as_ref().map_or("", |place| &place.section);
        given.extend(&Family { family: entry_of(&frame.menu, here).filter(|item| !item.below.is_empty()), here });
    }
    if let Some((header, footer)) = place.and_then(|place| frame.around.get(&place)) {
        given.set_safe("header", header);
        given.set_safe("footer", footer);
    }
    Some(Page { template, given })
}

/// A page of the list of a kind: the template that shows it, which is given what it sees.
fn list(site: &Site, frame: &Frame, kind: Kind, number: usize, root: &str, given: &mut Given) -> &'static str {
    let glossary = &frame.glossary;
    match kind {
        Kind::Charter => {
            given.extend(&view::charters::view(site, glossary, number, root));
            "charters.html"
        }
        Kind::Clause => {
            given.extend(&view::mandate::view(site, glossary, number, root));
            "mandate.html"
        }
        Kind::Comment => {
            given.extend(&view::comments::view(site, number));
            "comments.html"
        }
        Kind::Consultation => {
            given.extend(&view::consultations::view(site, number));
            "consultations.html"
        }
        Kind::Document => {
            given.extend(&view::documents::view(site, number));
            "documents.html"
        }
        Kind::Person => {
            given.extend(&view::people::view(site, number));
            "people.html"
        }
        Kind::Phase => {
            given.extend(&view::work_plan::view(site, number));
            "work-plan.html"
        }
        Kind::Recommendation => {
            given.extend(&view::recommendations::view(site, number));
            "recommendations.html"
        }
        Kind::Term => {
            given.extend(&view::glossary::view(site, number));
            "glossary.html"
        }
        Kind::Finding
        | Kind::Group
        | Kind::Meeting
        | Kind::Milestone
        | Kind::Organisation
        | Kind::Page
        | Kind::Prior
        | Kind::Statement
        | Kind::Update => {
            given.extend(&view::list::view(site, kind, number));
            "list.html"
        }
    }
}
