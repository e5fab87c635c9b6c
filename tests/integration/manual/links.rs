//! Every way from one chapter to another is open, and the contents name them all.

use super::chapter::{all, anchors, links, read, target};
use crate::tree::repository;

#[test]
fn every_link_leads_to_a_file_and_a_heading_that_are_there() {
    let mut broken = Vec::new();
    let mut followed = 0;
    for from in all() {
        for link in links(&read(&from)).into_iter().filter(|link| !link.contains("://")) {
            let (path, anchor) = link.split_once('#').map_or((&*link, None), |(path, anchor)| (path, Some(anchor)));
            let file = if path.is_empty() { Some(from.clone().into()) } else { target(&from, path) };
            let is_there = file.is_some_and(|file| {
                let has = |id: &str| file.to_str().is_some_and(|file| anchors(&read(file)).iter().any(|one| one == id));
                repository().join(&file).exists() && anchor.is_none_or(has)
            });
            if !is_there {
                broken.push(format!("{from}: {link}"));
            }
            followed += 1;
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
    assert!(followed > 100, "there are only {followed} links");
}

#[test]
fn the_contents_name_every_chapter_and_the_readme_leads_to_them() {
    let named = links(&read("docs/README.md"));
    let lost: Vec<String> = all()
        .into_iter()
        .filter_map(|file| file.strip_prefix("docs/").map(str::to_owned))
        .filter(|chapter| chapter != "README.md" && !named.contains(chapter))
        .collect();
    assert_eq!(lost, Vec::<String>::new(), "chapters that the contents do not name");
    assert!(links(&read("README.md")).iter().any(|link| link == "docs/README.md"));
}

#[test]
fn a_heading_has_the_id_that_code_hosts_give_it() {
    let text = "# `recommendations/`: recommendation\n\n## What's new?\n\n```sh\n# no heading\n```\n\n## What's new?\n";
    assert_eq!(anchors(text), ["recommendations-recommendation", "whats-new", "whats-new-1"]);
}
