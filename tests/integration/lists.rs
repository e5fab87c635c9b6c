//! Lists on several pages: as many pages are laid out as show something, and what stands on them is the whole list, at the
//! lengths where an own idea of a page's length would be seen: full pages, one item less, one more.

use std::collections::BTreeSet;
use std::sync::Arc;

use rapporteur::review::kind::Kind;
use rapporteur::review::link::link;
use rapporteur::review::names::Names;
use rapporteur::review::parse::parse;
use rapporteur::review::settings;
use rapporteur::site::analysis::facet::Facet;
use rapporteur::site::layout::lay_out;
use rapporteur::site::map::Site;
use rapporteur::site::overview::Overview;
use rapporteur::site::page::{Frame, page};
use rapporteur::site::paging::{INDEX, Paging, REGISTER};
use rapporteur::site::publication::Publication;
use rapporteur::site::render::frame;
use rapporteur::site::route::Route;
use rapporteur::site::theme::Theme;
use rapporteur::text::source::Source;

/// How many items are made for a list that is cut like this.
type Count = fn(Paging) -> usize;

/// Each with how many pages it takes.
const COUNTS: [(Count, usize); 4] = [
    (|paging| paging.length() - 1, 1),
    (Paging::length, 1),
    (|paging| paging.length() + 1, 2),
    (|paging| 2 * paging.length() + 1, 3),
];

#[test]
fn of_each_kind_as_many_pages_are_laid_out_as_show_something() {
    for (count, pages) in COUNTS {
        let made = Made::new(Kind::ALL.map(|kind| (kind, count(Paging::of_list(kind)))), 0);
        for kind in Kind::ALL {
            let count = count(Paging::of_list(kind));
            made.is_whole(&|page| Route::List(kind, page), kind.folder(), (count, pages));
        }
    }
}

#[test]
fn of_each_value_as_many_pages_are_laid_out_as_show_something() {
    for (count, pages) in COUNTS {
        let count = count(Paging::of_list(Kind::Recommendation));
        let made = Made::new([(Kind::Recommendation, count)], 0);
        for facet in [Facet::Response, Facet::Progress, Facet::Outcome] {
            let route = |page| Route::By(facet, 0, page);
            made.is_whole(&route, Kind::Recommendation.folder(), (count, pages));
        }
    }
}

#[test]
fn of_what_is_open_and_late_as_many_pages_are_laid_out_as_show_something() {
    for (count, pages) in COUNTS {
        let open = count(Paging::of_list(Kind::Recommendation));
        let made = Made::new([(Kind::Recommendation, open)], 0);
        let route = |page| Route::Overview(Overview::Open, page);
        made.is_whole(&route, Kind::Recommendation.folder(), (open, pages));
        let late = count(REGISTER);
        let made = Made::new([(Kind::Meeting, 1)], late);
        made.is_whole(&|page| Route::Overview(Overview::Overdue, page), Overview::Actions.folder(), (late, pages));
    }
}

#[test]
fn of_registers_and_the_index_as_many_pages_are_laid_out_as_show_something() {
    for (count, pages) in COUNTS {
        let made = Made::new([(Kind::Meeting, 1)], count(REGISTER));
        for register in [Overview::Actions, Overview::Decisions] {
            let route = |page| Route::Overview(register, page);
            made.is_whole(&route, register.folder(), (count(REGISTER), pages));
        }
        let made = Made::new([(Kind::Update, count(INDEX))], 0);
        let route = |page| Route::Overview(Overview::Search, page);
        made.is_whole(&route, Kind::Update.folder(), (count(INDEX), pages));
    }
}

/// A site of made-up records.
struct Made {
    site: Site,
    theme: Theme,
    frame: Frame,
}

impl Made {
    /// So many records of each kind, all of which say the same; the meeting has so many action items, which are late, and
    /// decisions.
    fn new(counts: impl IntoIterator<Item = (Kind, usize)>, entries: usize) -> Made {
        let source = |(kind, count): (Kind, usize)| {
            let entry = |what, number, more| format!("    - {{id: '{number}', text: '{what}:{number};'{more}}}\n");
            let list = |what, more| (0..entries).map(move |number| entry(what, number, more)).collect::<String>();
            let more = match kind {
                Kind::Meeting if entries > 0 => {
                    format!("  actions:\n{}  decisions:\n{}", list("actions", ", due: 2020"), list("decisions", ""))
                }
                Kind::Recommendation => {
                    "  response: [{date: 2020, outcome: noted}]\n  progress: [{date: 2020, state: in progress}]\n"
                        .to_owned()
                }
                _ => String::new(),
            };
            let record = |number| format!("- id: '{number}'\n  title: '{}:{number};'\n{more}", kind.folder());
            let path: Arc<str> = format!("{}.yaml", kind.folder()).into();
            Source {
                shown: Arc::clone(&path),
                path,
                text: (0..count).map(record).collect::<String>().into(),
                usable: true,
            }
        };
        let records = counts.into_iter().flat_map(|of_kind| parse(&source(of_kind)).records).collect();
        let (settings, _) = settings::parse(None, &"review.yaml".into(), &[]);
        let (review, _) = link(settings, records, Vec::new(), Default::default(), None);
        let as_of = "2024-12-31".parse().expect("a day");
        let publication = Publication { as_of, base_url: None, drafts: false, explicit_index: false, noindex: false };
        let (site, problems) = lay_out(Arc::new(review), publication, None);
        assert_eq!(problems, []);
        let theme =
            Theme::load(&[], None, "", &Names::default()).unwrap_or_else(|unusable| panic!("{:?}", unusable.problems));
        let frame = frame(&site, &theme).unwrap_or_else(|problem| panic!("{problem:?}"));
        Made { site, theme, frame }
    }

    /// Asserts that a list of so many items has so many pages, that each shows something, that all items stand on one of
    /// them, and that the page after the last would show nothing.
    fn is_whole(&self, route: &dyn Fn(usize) -> Route, what: &str, (count, pages): (usize, usize)) {
        let named = format!("{what}, {:?}, {count} items", route(0));
        let laid_out = self.site.routes();
        let found: Vec<BTreeSet<usize>> = (0..)
            .map(route)
            .take_while(|route| laid_out.contains(route))
            .map(|route| self.items(&route, what))
            .collect();
        assert_eq!(found.len(), pages, "{named}: pages that are laid out");
        assert!(found.iter().all(|items| !items.is_empty()), "{named}: a page shows nothing");
        assert_eq!(
            found.iter().map(BTreeSet::len).sum::<usize>(),
            count,
            "{named}: one stands on two pages, or on none"
        );
        for route in &laid_out {
            let file = self.site.addresses.file(route);
            assert_eq!(self.site.find(&file).as_ref(), Some(route), "what a preview has at {file}");
        }
        for page in Overview::ALL.map(|overview| Route::Overview(overview, 0)) {
            let file = self.site.addresses.file(&page);
            let is_laid_out = laid_out.contains(&page);
            assert_eq!(self.site.find(&file).is_some(), is_laid_out, "{named}: what a preview has at {file}");
        }
        let beyond = self.site.addresses.file(&route(pages));
        assert_eq!(self.site.find(&beyond), None, "what a preview has at {beyond}");
        let together: BTreeSet<usize> = found.into_iter().flatten().collect();
        assert_eq!(together, (0..count).collect(), "{named}");
        assert_eq!(self.items(&route(pages), what), BTreeSet::new(), "{named}: more would be shown than is laid out");
    }

    /// The numbers of the items that a page names in its main part.
    fn items(&self, route: &Route, what: &str) -> BTreeSet<usize> {
        let mut page = page(&self.site, &self.frame, route).expect("a list is a page");
        // A page that is not laid out has none.
        ["header", "footer"].into_iter().for_each(|around| page.given.set(around, &""));
        let mut html = Vec::new();
        self.theme.render(&page, &mut html).unwrap_or_else(|problem| panic!("{problem:?}"));
        let html = String::from_utf8(html).expect("a page is UTF-8");
        let (_, main) = html.split_once("<main").expect("a page has a main part");
        let mark = format!("{what}:");
        let numbers = main.split(&mark).skip(1).filter_map(|rest| rest.split_once(';'));
        numbers.map(|(number, _)| number.parse().expect("a number")).collect()
    }
}
