//! The floors of the house: what is written, what it means, how it is shown, the road, how it is tried, the command line.
//! No floor knows one above it.

#![expect(clippy::disallowed_methods, reason = "the test reads the sources of the program")]

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up.
const FLOORS: [&str; 6] = ["text", "review", "site", "build", "serve", "cli"];

#[test]
fn no_floor_knows_one_above_it() {
    let mut arrows = Vec::new();
    for file in sources() {
        let Some(own) = floor_of(&file) else { continue };
        let text = fs::read_to_string(&file).expect("a source can be read");
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for (at, _) in line.match_indices("crate::") {
                let name = line[at + "crate::".len()..].split(|c: char| !c.is_alphanumeric() && c != '_').next();
                let other = FLOORS.iter().position(|floor| Some(*floor) == name);
                if other.is_none_or(|other| other > own) {
                    arrows.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
                }
            }
        }
    }
    assert!(arrows.is_empty(), "arrows that lead up, or to nothing:\n{}", arrows.join("\n"));
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

/// The floor that a source stands on; none for `main.rs` and `lib.rs`, which are the roof and the map.
fn floor_of(file: &Path) -> Option<usize> {
    let below = file.strip_prefix(root()).expect("a source stands below src");
    let first = below.components().next()?.as_os_str().to_str()?;
    FLOORS.iter().position(|floor| first.trim_end_matches(".rs") == *floor)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder can be listed") {
            let path = entry.expect("an entry can be read").path();
            match path.extension() {
                _ if path.is_dir() => folders.push(path),
                Some(ending) if ending == "rs" => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    found
}
