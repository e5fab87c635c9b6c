//! Names of files that every system takes, and every program that copies them to a host.

use crate::review::id::is_device;
use crate::text::unseen::{called, is_unseen, unseen};

/// The longest path that every system takes, in bytes: Windows has 260 characters for all of it, with the folder around the site.
const LONGEST_PATH: usize = 240;

/// Why some system, or a program that copies files to a host, refuses a path that others take; nobody sees that it is not there.
pub(in crate::site) fn unportable(path: &str) -> Option<String> {
    if path.len() > LONGEST_PATH {
        return Some(format!("its path is {} bytes long, more than {LONGEST_PATH}", path.len()));
    }
    path.split('/').find_map(|part| {
        if let Some(wrong) = part.chars().find(|c| REFUSED.contains(c)) {
            return Some(format!("Windows refuses `{wrong}` in a name"));
        }
        if let Some((_, unseen)) = unseen(part).next() {
            return Some(format!("there is {} in its name", called(unseen)));
        }
        if part.contains(char::is_control) {
            return Some("there is a control character in its name".to_owned());
        }
        if part.ends_with(['.', ' ']) {
            return Some("Windows drops a dot or a space at the end of a name".to_owned());
        }
        if part.starts_with('-') {
            return Some("many programs take a name that begins with `-` for an option".to_owned());
        }
        let stem = part.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
        is_device(&stem).then(|| format!("`{stem}` is the name of a device on Windows"))
    })
}

/// What no name on Windows has.
const REFUSED: [char; 7] = ['<', '>', ':', '"', '|', '?', '*'];

/// A name that every system takes, as like to this as may be.
pub(in crate::site) fn portable(part: &str) -> String {
    let instead = |c: char| match c {
        '\\' => Some('-'),
        c if REFUSED.contains(&c) || c.is_control() => Some('-'),
        c => (!is_unseen(c)).then_some(c),
    };
    let name: String = part.chars().filter_map(instead).collect();
    let name = name.trim_end_matches(['.', ' ']).trim_start_matches('-');
    let (stem, ending) = name.split_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
    if is_device(&stem.trim_end().to_ascii_lowercase()) { format!("{stem}-file{ending}") } else { name.to_owned() }
}
