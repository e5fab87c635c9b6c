//! The floors of the house: what is written, what it means, how it is shown, the pipeline, how it is tried, the command line.
//! No floor knows one above it, and inside a floor no files know each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::tree;

/// From the ground up.
const FLOORS: [&str; 6] = ["text", "review", "site", "pipeline", "serve", "cli"];

#[test]
fn no_floor_knows_one_above_it() {
    let mut arrows = Vec::new();
    let mut looked_at = 0;
    for file in sources() {
        let Some(own) = floor_of(&file) else { continue };
        let text = fs::read_to_string(&file).expect("a source can be read");
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for (at, _) in line.match_indices("crate::") {
                let name = line[at + "crate::".len()..].split(|c: char| !c.is_alphanumeric() && c != '_').next();
                let other = FLOORS.iter().position(|floor| Some(*floor) == name);
                looked_at += 1;
                if other.is_none_or(|other| other > own) {
                    arrows.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
                }
            }
        }
    }
    assert!(looked_at > 300, "there are only {looked_at} arrows");
    assert!(arrows.is_empty(), "arrows that lead up, or to nothing:\n{}", arrows.join("\n"));
}

#[test]
fn no_files_know_each_other_in_a_circle() {
    let arrows = arrows();
    let reached: BTreeMap<&str, BTreeSet<&str>> = arrows.keys().map(|file| (&**file, reached(&arrows, file))).collect();
    let mut circles = BTreeSet::new();
    for (file, others) in reached.iter().filter(|(file, others)| others.contains(*file)) {
        let circle: Vec<&str> = others.iter().copied().filter(|other| reached[other].contains(file)).collect();
        circles.insert(circle);
    }
    assert!(circles.is_empty(), "{circles:#?}");
}

/// A room is a folder of a floor, with the file of its name; a file beside the folders is a room of its own.
#[test]
fn no_rooms_know_each_other_in_a_circle() {
    let room = |file: &str| file.trim_end_matches(".rs").split('/').take(2).collect::<Vec<&str>>().join("/");
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, others) in arrows() {
        let others = others.iter().map(|other| room(other)).filter(|other| *other != room(&file));
        rooms.entry(room(&file)).or_default().extend(others);
    }
    // What stands in the file of a floor itself is its door, and no room.
    let doors: BTreeSet<String> = FLOORS.map(str::to_owned).into();
    rooms.retain(|room, _| !doors.contains(room));
    rooms.values_mut().for_each(|others| others.retain(|other| !doors.contains(other)));
    let circles: Vec<&String> = rooms.keys().filter(|room| reached(&rooms, room).contains(room.as_str())).collect();
    assert!(circles.is_empty(), "{circles:#?}");
}

/// All files that a file leads to, itself only if a way leads back.
fn reached<'a>(arrows: &'a BTreeMap<String, BTreeSet<String>>, from: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        for next in &arrows[file] {
            if found.insert(next.as_str()) {
                open.push(next);
            }
        }
    }
    found
}

/// For each file those whose names it uses, but for the door of its own room; what only its tests use does not count.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let name = |file: &Path| file.strip_prefix(root()).expect("a source stands below src").display().to_string();
    let files: BTreeSet<String> = sources().iter().map(|file| name(file)).collect();
    let file_of = |path: &str| {
        let parts: Vec<&str> = path.split("::").collect();
        (1..=parts.len()).rev().map(|end| format!("{}.rs", parts[..end].join("/"))).find(|file| files.contains(file))
    };
    let mut arrows = BTreeMap::new();
    for file in &files {
        let text = fs::read_to_string(root().join(file)).expect("a source can be read");
        let program = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let program = program.split("#[cfg(test)]\npub(crate) mod").next().unwrap_or_default();
        let lines = program.lines().filter(|line| !line.trim_start().starts_with("//"));
        // The module that a file is part of is named by the folder that it stands in.
        let above = file.rsplit_once('/').map(|(folder, _)| format!("{}::", folder.replace('/', "::")));
        let starts = [("crate::", ""), ("super::", above.as_deref().unwrap_or_default())];
        let used = lines.flat_map(|line| {
            let of = move |(start, above): (&str, &str)| {
                line.match_indices(start)
                    .map(|(at, _)| format!("{above}{}", &line[at + start.len()..]))
                    .collect::<Vec<_>>()
            };
            starts.into_iter().flat_map(of)
        });
        let is_end = |c: char| !c.is_alphanumeric() && !matches!(c, '_' | ':');
        let others =
            used.filter_map(|path| file_of(path.split(is_end).next().unwrap_or_default().trim_end_matches(':')));
        // What a file takes from the door of its own room is no way out of it.
        let is_door = |other: &String| file.starts_with(&format!("{}/", other.trim_end_matches(".rs")));
        arrows.insert(file.clone(), others.filter(|other| other != file && !is_door(other)).collect());
    }
    arrows
}

#[test]
fn every_floor_has_files() {
    let files = sources();
    for (own, floor) in FLOORS.iter().enumerate() {
        assert!(files.iter().any(|file| floor_of(file) == Some(own)), "{floor} is empty: was it renamed?");
    }
}

#[test]
fn every_file_begins_with_what_it_is() {
    let silent: Vec<PathBuf> = sources()
        .into_iter()
        .filter(|file| !fs::read_to_string(file).expect("a source can be read").starts_with("//! "))
        .collect();
    assert_eq!(silent, Vec::<PathBuf>::new());
}

/// Words that readers see stand in templates, in the declarations of kinds, or in `words`: so all of them can be found, and what
/// else is written for pages is names, addresses and markup.
#[test]
fn words_of_pages_stand_in_one_room() {
    const ROOMS: [&str; 4] = ["site/analysis", "site/body", "site/search", "site/view"];
    const FILES: [&str; 5] = ["site/given.rs", "site/map.rs", "site/menu.rs", "site/overview.rs", "site/page.rs"];
    let (mut found, mut looked_at) = (Vec::new(), 0);
    for path in tree::paths(&root()) {
        let is_of_pages = ROOMS.iter().any(|room| path.starts_with(room)) || FILES.contains(&&*path);
        if !is_of_pages || !path.ends_with(".rs") || path.contains("cases") {
            continue;
        }
        let text = fs::read_to_string(root().join(&path)).expect("a source can be read");
        let own = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in own.lines().enumerate() {
            let line = line.trim();
            let is_for_readers = !["//", "#[", "#!["].iter().any(|start| line.starts_with(start))
                && !["expect(", "assert", "unreachable!("].iter().any(|call| line.contains(call));
            looked_at += 1;
            if is_for_readers && line.split('"').skip(1).step_by(2).any(is_worded) {
                found.push(format!("{path}:{}: {line}", number + 1));
            }
        }
    }
    assert!(looked_at > 1000, "{looked_at} lines");
    assert_eq!(found, Vec::<String>::new());
}

/// Whether a literal is made of words: it begins with a capital letter, or has a space between letters and no markup.
fn is_worded(literal: &str) -> bool {
    let is_capital = literal.starts_with(|c: char| c.is_ascii_uppercase())
        && literal.chars().skip(1).take(2).filter(char::is_ascii_lowercase).count() == 2;
    let mut near = literal.as_bytes().windows(3);
    let has_space = near.any(|near| near[0].is_ascii_alphabetic() && near[1] == b' ' && near[2].is_ascii_alphabetic());
    is_capital || has_space && !literal.contains(['<', '='])
}

/// The floor that a source stands on; none for `main.rs` and `lib.rs`, which are the roof and the map.
fn floor_of(file: &Path) -> Option<usize> {
    let below = file.strip_prefix(root()).expect("a source stands below src");
    let first = below.components().next()?.as_os_str().to_str()?;
    FLOORS.iter().position(|floor| first.trim_end_matches(".rs") == *floor)
}

fn root() -> PathBuf {
    tree::repository().join("src")
}

fn sources() -> Vec<PathBuf> {
    let found = tree::paths(&root()).into_iter().filter(|path| path.ends_with(".rs"));
    found.map(|path| root().join(path)).collect()
}
