//! The same review as a site of Zola's, made from that of Hugo (`common/hugo.rs`), which says what the pages have and
//! what is left out.
//!
//! It is what somebody who knows Zola would write: `zola/` has the templates. A reference in front matter becomes a
//! link with the title of its target; one in a body becomes an internal link, `@/…`, which Zola checks. Where it has no
//! text of its own, the label of the target is written there, since what Zola calls shortcodes cannot look at other
//! pages. What Zola does not know in front matter stands under `extra`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use crate::common::disk::{self, Outcome, at};
use crate::common::hugo;
use crate::common::world::number;

/// The templates and the configuration, by their paths in the site.
const TEMPLATES: [(&str, &str); 10] = [
    ("config.toml", include_str!("zola/config.toml")),
    ("templates/base.html", include_str!("zola/templates/base.html")),
    ("templates/macros.html", include_str!("zola/templates/macros.html")),
    ("templates/index.html", include_str!("zola/templates/index.html")),
    ("templates/section.html", include_str!("zola/templates/section.html")),
    ("templates/page.html", include_str!("zola/templates/page.html")),
    ("templates/statement.html", include_str!("zola/templates/statement.html")),
    ("templates/taxonomy_list.html", include_str!("zola/templates/taxonomy_list.html")),
    ("templates/taxonomy_single.html", include_str!("zola/templates/taxonomy_single.html")),
    ("templates/404.html", include_str!("zola/templates/404.html")),
];

/// Fields of front matter that Zola has itself.
const OWN: [&str; 4] = ["title", "date", "weight", "aliases"];

/// Writes the review in `content` as a site into `site`, a new folder.
pub(crate) fn write(content: &Path, site: &Path) -> Outcome<()> {
    let hugo = site.with_extension("of-hugo");
    hugo::write(content, &hugo)?;
    for (path, text) in TEMPLATES {
        put(&site.join(path), text)?;
    }
    let hugo_content = hugo.join("content");
    let files = disk::files(&hugo_content)?;
    let paths = files.iter().map(|path| path.strip_prefix(&hugo_content)).collect::<Result<Vec<_>, _>>()?;
    let folders = paths.iter().filter_map(|path| path.parent()?.to_str()).collect::<BTreeSet<_>>();
    for folder in folders {
        put(&site.join("content").join(folder).join("_index.md"), &section(folder))?;
    }
    files.par_iter().zip(&paths).try_for_each(|(path, name)| {
        let text = at(path, fs::read_to_string(path))?;
        put(&site.join("content").join(name), &page(&text)?)
    })?;
    at(&hugo, fs::remove_dir_all(&hugo))
}

fn put(path: &Path, text: &str) -> Outcome<()> {
    if let Some(folder) = path.parent() {
        at(folder, fs::create_dir_all(folder))?;
    }
    at(path, fs::write(path, text))
}

/// The file that makes a folder a list, in pages as long as ours.
fn section(folder: &str) -> String {
    let title = folder.replace('-', " ");
    // Zola leaves out of an order by weight what has none: these have no number in their names.
    let order = if ["glossary", "work-plan"].contains(&folder) { "title" } else { "weight" };
    let template = if folder == "statements" { "\npage_template: statement.html" } else { "" };
    format!("---\ntitle: {title}\nsort_by: {order}\npaginate_by: 500{template}\n---\n")
}

/// A page of Hugo's as one of Zola's.
fn page(text: &str) -> Outcome<String> {
    let parts = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n"));
    let (front, body) = parts.ok_or("a page without front matter")?;
    let (mut own, mut extra) = (String::new(), String::new());
    for line in front.lines() {
        let name = line.split(':').next().unwrap_or_default();
        match line.split_once(": ") {
            Some(("summary", summary)) => own.push_str(&format!("description: {summary}\n")),
            Some(("themes", themes)) => own.push_str(&format!("taxonomies:\n  themes: {themes}\n")),
            _ if OWN.contains(&name) => own.push_str(&format!("{line}\n")),
            _ => extra.push_str(&format!("  {line}\n")),
        }
    }
    if !extra.is_empty() {
        extra.insert_str(0, "extra:\n");
    }
    Ok(format!("---\n{own}{extra}---\n{}", linked(body)?))
}

/// A body whose links are those that Zola resolves.
fn linked(body: &str) -> Outcome<String> {
    let mut text = String::with_capacity(body.len() + 512);
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("{{< record ") {
        let (arguments, after) = after.split_once(" >}}").ok_or("a shortcode without an end")?;
        let [path, fragment] = arguments.split(' ').map(|word| word.trim_matches('"')).collect::<Vec<_>>()[..] else {
            return Err(format!("a shortcode with other arguments: {arguments}").into());
        };
        let hash = if fragment.is_empty() { "" } else { "#" };
        text.push_str(&format!("{before}[{}](/{path}.md{hash}{fragment})", label(path)?));
        rest = after;
    }
    text.push_str(rest);
    Ok(text.replace("](/", "](@/").replace("](../", "](@/"))
}

/// The label of a record that bodies name without words of their own: a recommendation or a finding.
fn label(path: &str) -> Outcome<String> {
    let (kind, place) = path.rsplit_once('-').ok_or_else(|| format!("cannot tell the label of `{path}`"))?;
    let place = place.parse::<usize>()?;
    match kind {
        "recommendations/r" => Ok(format!("Recommendation {}", number(place - 1))),
        "findings/f" => Ok(format!("Finding {place}")),
        _ => Err(format!("`{path}` has no label").into()),
    }
}
