//! What statements say of each recommendation, put into the histories of these: other programs have no statements that
//! speak of many records, so whoever builds the same site with them writes each answer where it is shown.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::common::disk::{self, Outcome, at};

/// The histories, with the word by which an entry of each says where something stands.
const TRACKS: [(&str, &str); 3] = [("response", "outcome"), ("progress", "state"), ("verdict", "implemented")];

/// What all statements say, by the id of the recommendation: of each history the entries as they would be written
/// there.
pub(crate) type Told = BTreeMap<String, Vec<(&'static str, String)>>;

/// Reads all statements of a review.
pub(crate) fn told(content: &Path) -> Outcome<Told> {
    let mut told = Told::new();
    for path in disk::files(&content.join("statements"))? {
        let text = at(&path, fs::read_to_string(&path))?;
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        read(&mut told, &format!("statements/{name}"), &text)?;
    }
    Ok(told)
}

/// Takes in what one statement says, in the form in which `statement.rs` writes it.
fn read(told: &mut Told, statement: &str, text: &str) -> Outcome<()> {
    let front = text.split("---\n").nth(1).ok_or("a statement without front matter")?;
    let field = |name: &str| front.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    let (date, by) = field("date").zip(field("by")).ok_or("a statement that does not say when, or by whom")?;
    let remark = |field: &str, on: &str| {
        let line = block(front, field).into_iter().find_map(|line| line.trim().strip_prefix(on)?.strip_prefix(": "));
        line.map(|words| format!("    {}: {words}\n", field.trim_end_matches('s')))
    };
    for (track, name) in TRACKS {
        let mut word = "";
        for line in block(front, track) {
            let Some(item) = line.strip_prefix("    - ") else {
                word = line.trim().trim_end_matches(':');
                continue;
            };
            let item = item.trim_start_matches("{on: ").trim_end_matches('}');
            let (on, part) = item.split_once(", part: ").map_or((item, None), |(on, part)| (on, Some(part)));
            let mut entry = format!("  - date: {date}\n    {name}: {word}\n    by: {by}\n    statement: {statement}\n");
            entry.extend(part.map(|part| format!("    part: {part}\n")));
            entry.extend(["reasons", "notes"].into_iter().filter_map(|field| remark(field, on)));
            told.entry(on.to_owned()).or_default().push((track, entry));
        }
    }
    Ok(())
}

/// The lines of a field below its first.
fn block<'a>(front: &'a str, field: &str) -> Vec<&'a str> {
    let after = front.lines().skip_while(|line| line.strip_suffix(':') != Some(field)).skip(1);
    after.take_while(|line| line.starts_with(' ')).collect()
}

/// Front matter whose histories also have what was told elsewhere, each in the order of time.
pub(crate) fn merged(front: &str, told: &[(&str, String)]) -> String {
    let mut text = front.to_owned();
    for (track, _) in TRACKS {
        let own = block(front, track).join("\n") + "\n";
        let own_entries = own.split("  - date: ").skip(1).map(|entry| format!("  - date: {entry}"));
        let told = told.iter().filter(|(of, _)| *of == track).map(|(_, entry)| entry.clone());
        // Each begins with its date.
        let mut entries = own_entries.chain(told).collect::<Vec<_>>();
        entries.sort();
        if entries.is_empty() {
            continue;
        }
        let all = format!("{track}:\n{}", entries.concat());
        match text.contains(&format!("\n{track}:\n")) {
            true => text = text.replace(&format!("{track}:\n{own}"), &all),
            false => text.push_str(&all),
        }
    }
    text
}
