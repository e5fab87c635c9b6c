//! The same review as a site of Hugo's: every record a Markdown page at the same address, references as links that
//! Hugo resolves, and the lists in pages of 500.
//!
//! It is what somebody who knows Hugo would write: `hugo/` has the templates. A reference in front matter becomes a
//! link with the title of its target; one in a body becomes a Markdown link through a render hook or, where it has no
//! text of its own, a shortcode. Themes are a taxonomy, with a page for each that lists its recommendations. What
//! statements say of a recommendation is written into its own front matter as well, so that its page shows every
//! response, report and verdict with a link to the statement, and no page has to look through others. The menu, the
//! same on every page, is rendered once.
//!
//! What Hugo does not have by itself is left out, so that its pages ask for less work than ours: no record lists what
//! refers to it, no page tells what is current, open or overdue, nothing is counted, only themes have lists of what
//! shares them, no term of the glossary is linked, there is no index for a search, and nothing is checked.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use crate::common::disk::{self, Outcome, at};
use crate::common::told::{self, Told};
use crate::common::world::{PER_GROUP, id};

/// The templates and the configuration, by their paths in the site.
const TEMPLATES: [(&str, &str); 17] = [
    ("hugo.toml", include_str!("hugo/hugo.toml")),
    ("layouts/baseof.html", include_str!("hugo/layouts/baseof.html")),
    ("layouts/home.html", include_str!("hugo/layouts/home.html")),
    ("layouts/section.html", include_str!("hugo/layouts/section.html")),
    ("layouts/page.html", include_str!("hugo/layouts/page.html")),
    ("layouts/statements/page.html", include_str!("hugo/layouts/statements/page.html")),
    ("layouts/term.html", include_str!("hugo/layouts/term.html")),
    ("layouts/taxonomy.html", include_str!("hugo/layouts/taxonomy.html")),
    ("layouts/404.html", include_str!("hugo/layouts/404.html")),
    ("layouts/robots.txt", include_str!("hugo/layouts/robots.txt")),
    ("layouts/_partials/menu.html", include_str!("hugo/layouts/_partials/menu.html")),
    ("layouts/_partials/day.html", include_str!("hugo/layouts/_partials/day.html")),
    ("layouts/_partials/records.html", include_str!("hugo/layouts/_partials/records.html")),
    ("layouts/_partials/record.html", include_str!("hugo/layouts/_partials/record.html")),
    ("layouts/_shortcodes/record.html", include_str!("hugo/layouts/_shortcodes/record.html")),
    ("layouts/_markup/render-link.html", include_str!("hugo/layouts/_markup/render-link.html")),
    ("layouts/_markup/render-blockquote.html", include_str!("hugo/layouts/_markup/render-blockquote.html")),
];

/// Writes the review in `content` as a site into `site`, a new folder.
pub(crate) fn write(content: &Path, site: &Path) -> Outcome<()> {
    for (path, text) in TEMPLATES {
        put(&site.join(path), text)?;
    }
    let review = Review { told: told::told(content)?, themes: themes(content)? };
    disk::files(content)?.par_iter().try_for_each(|path| {
        let target = site.join("content").join(path.strip_prefix(content)?);
        let text = at(path, fs::read_to_string(path))?;
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("md") => put(&target, &record(&review, &target, &text)?),
            // The settings of the review: Hugo has its own.
            Some("yaml") if path.ends_with("review.yaml") => Ok(()),
            Some("yaml") => list(&review, &target.with_extension(""), &text),
            _ => Err(format!("{}: a corpus has no such files", path.display()).into()),
        }
    })
}

/// What pages say that is written elsewhere.
struct Review {
    told: Told,
    /// The theme of each group.
    themes: BTreeMap<String, String>,
}

/// The theme of each group, by its id.
fn themes(content: &Path) -> Outcome<BTreeMap<String, String>> {
    let path = content.join("groups.yaml");
    let text = at(&path, fs::read_to_string(&path))?;
    let mut themes = BTreeMap::new();
    let mut group = "";
    for line in text.lines() {
        group = line.strip_prefix("- id: ").unwrap_or(group);
        if let Some(theme) = line.trim_start().strip_prefix("theme: ") {
            themes.insert(format!("groups/{group}"), theme.to_owned());
        }
    }
    Ok(themes)
}

fn put(path: &Path, text: &str) -> Outcome<()> {
    if let Some(folder) = path.parent() {
        at(folder, fs::create_dir_all(folder))?;
    }
    at(path, fs::write(path, text))
}

/// A record in a file of its own.
fn record(review: &Review, path: &Path, text: &str) -> Outcome<String> {
    let parts = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n"));
    let (front, body) = parts.ok_or("a record without front matter")?;
    Ok(format!("---\n{}---\n{}", front_matter(review, path, front), linked(body)?))
}

/// The records of a list in one file, each as a page of its own in `folder`.
fn list(review: &Review, folder: &Path, text: &str) -> Outcome<()> {
    for item in format!("\n{text}").split("\n- id: ").skip(1) {
        let (id, fields) = item.split_once('\n').ok_or("an item without fields")?;
        let fields = fields.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect::<Vec<_>>().join("\n");
        let (front, body) = fields.split_once("\nbody: |\n").unwrap_or((&fields, ""));
        let path = folder.join(format!("{id}.md"));
        let body = body.replace("\n  ", "\n");
        put(&path, &format!("---\n{}---\n\n{}", front_matter(review, &path, front), body.trim_start()))?;
    }
    Ok(())
}

/// Front matter as Hugo understands it, ordered by the number in the record's name.
fn front_matter(review: &Review, path: &Path, front: &str) -> String {
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let mut front = front.trim_end().to_owned() + "\n";
    if let Some(told) = review.told.get(&format!("recommendations/{name}")) {
        front = told::merged(&front, told);
    }
    // The taxonomy, whose members are recommendations alone, and of which each has a list.
    if let Some(group) = front.lines().find_map(|line| line.strip_prefix("group: ")) {
        match review.themes.get(group).filter(|_| !front.contains("\ntheme: [")) {
            Some(theme) => front.push_str(&format!("themes: [{theme}]\n")),
            None => front = front.replace("\ntheme: [", "\nthemes: ["),
        }
    }
    let mut text = front.lines().map(|line| field(line) + "\n").collect::<String>();
    if let Some(label) = front.lines().find_map(|line| line.strip_prefix("label: "))
        && !front.contains("title: ")
    {
        text.push_str(&format!("title: {label}\n"));
    }
    if let Some(number) = name.rsplit_once('-').and_then(|(_, number)| number.parse::<usize>().ok()) {
        text.push_str(&format!("weight: {number}\n"));
    }
    text
}

/// A line of front matter. What has a meaning of its own for Hugo is written so that it means the same.
fn field(line: &str) -> String {
    match line.split_once(": ") {
        // A date known to the month or the year only is no date to Hugo.
        Some(("date", date)) if date.len() == 4 => format!("date: {date}-01-01"),
        Some(("date", date)) if date.len() == 7 => format!("date: {date}-01"),
        // A bare name, which for Hugo would be ambiguous.
        Some(("team", name)) => format!("team: teams/{name}"),
        // The address of a page, for Hugo.
        Some(("url", address)) => format!("address: {address}"),
        Some(("aliases", list)) => format!("aliases: {}", list.replace('[', "[/")),
        _ => line.to_owned(),
    }
}

/// A body whose references are links or shortcodes.
fn linked(body: &str) -> Outcome<String> {
    let mut text = String::with_capacity(body.len() + 512);
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("[[") {
        let (reference, after) = after.split_once("]]").ok_or("a reference without an end")?;
        text.push_str(before);
        text.push_str(&link(reference)?);
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

fn link(reference: &str) -> Outcome<String> {
    let (target, words) = match reference.split_once('|') {
        Some((target, words)) => (target, Some(words)),
        None => (reference, None),
    };
    let (target, fragment) = target.split_once('#').unwrap_or((target, ""));
    let path = path(target)?;
    Ok(match words {
        Some(words) if fragment.is_empty() => format!("[{words}](/{path}.md)"),
        Some(words) => format!("[{words}](/{path}.md#{fragment})"),
        None => format!("{{{{< record \"{path}\" \"{fragment}\" >}}}}"),
    })
}

/// The path of a record that is referred to by its path, its bare name or its label.
fn path(target: &str) -> Outcome<String> {
    if target.contains('/') {
        return Ok(target.to_owned());
    }
    if let Some((group, place)) = target.strip_prefix("Recommendation ").and_then(|number| number.split_once('.')) {
        let (group, place) = (group.parse::<usize>()?, place.parse::<usize>()?);
        return Ok(id("recommendations/r", (group - 1) * PER_GROUP + place - 1));
    }
    let folder = match target.as_bytes() {
        [b'r', b'-', ..] => "recommendations",
        [b'f', b'-', ..] => "findings",
        [b'm', b'-', ..] => "meetings",
        [b't', b'-', ..] => "teams",
        _ => return Err(format!("cannot tell where `{target}` is").into()),
    };
    Ok(format!("{folder}/{target}"))
}
