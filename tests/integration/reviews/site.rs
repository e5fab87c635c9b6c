//! A site as its readers and hosts meet it: every link followed, every id met once, every record found.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use rapporteur::pipeline::Request;
use rapporteur::review::kind::Kind;
use rapporteur::review::record::join;

use super::page::{Page, words};
use super::world::World;

/// The files of a site, by their paths.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// How much was looked at.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Figures {
    pub(crate) reviews: usize,
    pub(crate) builds: usize,
    pub(crate) refused: usize,
    pub(crate) pages: usize,
    pub(crate) links: usize,
    pub(crate) ids: usize,
}

impl Figures {
    pub(crate) fn and(self, other: Figures) -> Figures {
        Figures {
            reviews: self.reviews + other.reviews,
            builds: self.builds + other.builds,
            refused: self.refused + other.refused,
            pages: self.pages + other.pages,
            links: self.links + other.links,
            ids: self.ids + other.ids,
        }
    }
}

/// A built site, and what it was built for.
pub(crate) struct Site<'a> {
    pub(crate) files: &'a Files,
    pub(crate) request: &'a Request,
    pub(crate) base_url: Option<&'a str>,
    pages: BTreeMap<&'a str, Page>,
}

impl<'a> Site<'a> {
    pub(crate) fn new(files: &'a Files, request: &'a Request, base_url: Option<&'a str>, attached: &[String]) -> Self {
        let own = files.iter().filter(|(path, _)| path.ends_with(".html") && !attached.contains(path));
        let pages = own.map(|(path, bytes)| (&**path, Page::read(bytes))).collect();
        Site { files, request, base_url, pages }
    }

    pub(crate) fn figures(&self) -> Figures {
        Figures {
            builds: 1,
            pages: self.pages.len(),
            links: self.pages.values().map(|page| page.links.len() + page.named.len()).sum(),
            ids: self.pages.values().map(|page| page.ids.len()).sum(),
            ..Figures::default()
        }
    }

    /// Everything that is wrong.
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for (file, page) in &self.pages {
            let mut report = |problem: String| problems.push(format!("{file}: {problem}"));
            page.problems.iter().cloned().for_each(&mut report);
            let ids: BTreeSet<&String> = page.ids.iter().collect();
            if ids.len() < page.ids.len() {
                let twice = page.ids.iter().filter(|id| page.ids.iter().filter(|other| other == id).count() > 1);
                report(format!("ids that occur again: {:?}", twice.collect::<BTreeSet<_>>()));
            }
            for id in page.ids.iter().filter(|id| id.is_empty() || id.contains(char::is_whitespace)) {
                report(format!("no id: `{id}`"));
            }
            page.named.iter().filter(|id| !ids.contains(id)).for_each(|id| report(format!("no place `{id}`")));
            let wrong = page.links.iter().filter_map(|(what, address)| {
                self.follow(file, what, address).err().map(|why| format!("{what}=\"{address}\": {why}"))
            });
            wrong.for_each(&mut report);
            if page.titles.len() != 1 {
                report(format!("headings of the first level: {:?}", page.titles));
            }
        }
        problems.extend(self.sitemap());
        problems
    }

    /// Follows a link of a page to its end.
    fn follow(&self, file: &str, what: &str, address: &str) -> Result<(), String> {
        let inside = self.base_url.and_then(|base_url| address.strip_prefix(base_url));
        let scheme =
            address.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| !scheme.contains(['/', '#', '?']));
        let (path, folder) = match (inside, scheme) {
            (Some(inside), _) => (inside, ""),
            (None, Some(scheme)) => {
                let known = ["http", "https", "mailto", "tel"].contains(&&*scheme.to_lowercase());
                return if known { Ok(()) } else { Err(format!("the scheme `{scheme}`")) };
            }
            (None, None) if address.starts_with('/') => {
                return Err("it leaves the site where that lies deeper".to_owned());
            }
            (None, None) => (address, file.rsplit_once('/').map_or("", |(folder, _)| folder)),
        };
        let (path, fragment) = path.split_once('#').map_or((path, None), |(path, place)| (path, Some(place)));
        let path = path.split('?').next().unwrap_or_default();
        let decode = |part: &str| percent_decode_str(part).decode_utf8().map(|text| text.into_owned());
        let path = decode(path).map_err(|_| "its path is not UTF-8")?;
        let is_folder = path.ends_with('/') || path.ends_with("..") || (path.is_empty() && inside.is_some());
        let mut target = if path.is_empty() && inside.is_none() { file.to_owned() } else { join(folder, &path) };
        if is_folder {
            target = if target.is_empty() { "index.html".to_owned() } else { format!("{target}/index.html") };
            if self.request.explicit_index && inside.is_none() {
                return Err("it leads to a folder, whose index a disk does not open".to_owned());
            }
        }
        if !self.files.contains_key(&target) {
            return Err(format!("there is no {target}"));
        }
        if target.ends_with(".html") && what.ends_with(" src") {
            return Err("a page is loaded as if it were an image".to_owned());
        }
        let Some((place, page)) = fragment.zip(self.pages.get(&*target)) else { return Ok(()) };
        let place = decode(place).map_err(|_| "its place is not UTF-8")?;
        if page.ids.contains(&place) { Ok(()) } else { Err(format!("{target} has no place `{place}`")) }
    }

    /// The sitemap is there where the address of the site is known, and names existing pages only.
    fn sitemap(&self) -> Vec<String> {
        let Some(bytes) = self.files.get("sitemap.xml") else {
            let wanted = self.base_url.filter(|_| !self.request.noindex);
            return wanted.map(|_| "there is no sitemap".to_owned()).into_iter().collect();
        };
        if self.request.noindex {
            return vec!["a copy that nobody is to know has a sitemap".to_owned()];
        }
        let text = String::from_utf8_lossy(bytes);
        let places = text.split("<loc>").skip(1).filter_map(|rest| rest.split_once("</loc>"));
        let base_url = self.base_url.unwrap_or("there is no address");
        let wrong = places.filter_map(|(place, _)| {
            let place = place.replace("&amp;", "&").replace("&#x27;", "'");
            let path =
                place.strip_prefix(base_url).map(|path| percent_decode_str(path).decode_utf8_lossy().into_owned());
            let file = path.map(|path| if path.is_empty() || path.ends_with('/') { path + "index.html" } else { path });
            let is_there = file.is_some_and(|file| self.files.contains_key(&file));
            (!is_there).then(|| format!("the sitemap names {place}"))
        });
        wrong.collect()
    }

    /// Every record that is shown has a page that is called as it is; drafts have none.
    pub(crate) fn lost(&self, world: &World) -> Vec<String> {
        let wrong = world.faces.iter().filter_map(|face| {
            let file = format!("{}/index.html", face.id());
            let titles = self.pages.get(&*file).map(|page| page.titles.clone());
            let shown = !face.draft || self.request.drafts;
            let expected = shown.then(|| vec![words(face.called())]);
            // Without a title, a comment is called after who made it, if it says so.
            let is_untitled = face.kind == Kind::Comment && face.title.is_none() && face.label.is_none();
            let is_by_maker = |titles: &Vec<String>| matches!(&**titles, [title] if title.contains(" by "));
            let is_called = titles == expected || (shown && is_untitled && titles.as_ref().is_some_and(is_by_maker));
            (!is_called).then(|| format!("{file}: called {titles:?}, not {expected:?}"))
        });
        wrong.collect()
    }
}
