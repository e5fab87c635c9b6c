//! Where the review is that a command is about: in the folder that was named, else in the one that is found from where the
//! command was called, which may be any folder of the review.

use std::env;
use std::path::{Path, PathBuf};

use crate::review::settings;

/// The folder of the content files, as a project calls it.
const CONTENT: &str = "content";

/// The folder of content files that was given, else the one that is found from the current folder.
///
/// # Errors
/// Where nothing was found.
pub(super) fn find_content(given: Option<&Path>) -> Result<PathBuf, String> {
    match given {
        Some(content) if !content.is_dir() => Err(format!("there is no folder `{}`", content.display())),
        Some(content) => Ok(content.to_path_buf()),
        None => {
            // Where the current folder was removed, there is nothing above it to look at.
            let here = env::current_dir().unwrap_or_default();
            found_from(&here).ok_or_else(|| nowhere(&here))
        }
    }
}

/// The review whose folder, or whose content folder, this is or lies in. Folders are looked at from here up to the one that a
/// version control system keeps, beyond which there are other people's things.
fn found_from(here: &Path) -> Option<PathBuf> {
    let above = looked_at(here).enumerate().find_map(|(steps, folder)| {
        let way: PathBuf = std::iter::repeat_n("..", steps).collect();
        let content = folder.join(CONTENT);
        // One that is begun here is meant, and that it has no settings is said of it.
        if content.join(settings::FILE).is_file() || (steps == 0 && content.is_dir()) {
            return Some(way.join(CONTENT));
        }
        folder.join(settings::FILE).is_file().then(|| if steps == 0 { PathBuf::from(".") } else { way })
    });
    above.filter(|_| here.is_absolute())
}

/// The folders in which a review is looked for.
fn looked_at(here: &Path) -> impl Iterator<Item = &Path> {
    let mut is_beyond = false;
    here.ancestors().take_while(move |folder| !std::mem::replace(&mut is_beyond, folder.join(".git").exists()))
}

fn nowhere(here: &Path) -> String {
    let file = settings::FILE;
    let last = looked_at(here).last().unwrap_or(here);
    let above =
        if last == here { String::new() } else { format!(" or in the folders above it, up to `{}`", last.display()) };
    format!(
        "there is no review: neither `{CONTENT}/{file}` nor `{file}` in `{}`{above}; make one with `rapporteur init`, or name \
         the folder of its content files with --content",
        here.display()
    )
}
