//! What the tests stand on: folders and small sites.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rapporteur::site::output::{Class, Content, Output, OutputError, Published};
use rayon::prelude::*;
use tempfile::TempDir;

pub(crate) type Outcome = Result<(), Box<dyn Error>>;

/// An empty folder for a test, with the content folder beside the place for the output.
pub(crate) fn fixture() -> io::Result<(TempDir, PathBuf)> {
    let temp = tempfile::tempdir()?;
    fs::create_dir(temp.path().join("content"))?;
    let out = temp.path().join("out");
    Ok((temp, out))
}

pub(crate) fn open(out: &Path) -> Result<Output, OutputError> {
    Output::open(out, &out.with_file_name("content"))
}

pub(crate) fn class(path: &str) -> Class {
    if path.ends_with(".html") { Class::Page } else { Class::Asset }
}

pub(crate) fn publish(out: &Path, site: &[(&str, &str)]) -> Result<Published, OutputError> {
    let output = open(out)?;
    for (path, text) in site {
        output.offer(path, class(path), Content::Bytes(text.as_bytes()))?;
    }
    output.publish(None)
}

/// The files in a folder, and their text; folders end in `/`, links are shown as such.
pub(crate) fn files(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type()?;
            if kind.is_dir() {
                collect(&entry.path(), &format!("{path}/"), files)?;
                files.insert(format!("{path}/"), String::new());
            } else if kind.is_file() {
                files.insert(path, String::from_utf8_lossy(&fs::read(entry.path())?).into_owned());
            } else {
                files.insert(path, format!("{kind:?}"));
            }
        }
        Ok(())
    }
    let mut found = BTreeMap::new();
    collect(folder, "", &mut found)?;
    Ok(found)
}

/// The paths of what readers see.
pub(crate) fn visible(out: &Path) -> io::Result<Vec<String>> {
    Ok(files(out)?.into_keys().filter(|path| !path.starts_with(".rapporteur")).collect())
}

/// The message of a refusal, with the fixture's own path taken out.
pub(crate) fn refusal<T>(result: Result<T, OutputError>, temp: &Path) -> String {
    let Err(error) = result else { return "nothing was refused".to_owned() };
    let help = error.help().map_or_else(String::new, |help| format!(" / {help}"));
    format!("{error}{help}").replace(&temp.display().to_string(), "~")
}

pub(crate) fn assert_no_leftovers(out: &Path) -> io::Result<()> {
    let own: Vec<String> = files(&out.join(".rapporteur"))?.into_keys().collect();
    assert_eq!(own, ["lock", "manifest"]);
    Ok(())
}

/// Two editions of a site that have pages in common, and pages, assets and folders that only one of them has.
pub(crate) fn edition(which: usize) -> BTreeMap<String, String> {
    let text = |path: &str| format!("{which} {path} ").repeat(600);
    let common = (0..30).map(|number| format!("page/{number}/index.html"));
    let common = common.chain(["index.html".to_owned(), "style.css".to_owned()]);
    let single = (0..12).map(|number| format!("only-{which}/{number}/index.html"));
    let mixed = (0..6).map(|number| format!("page/{number}/only-{which}.png"));
    common.chain(single).chain(mixed).map(|path| (path.clone(), text(&path))).collect()
}

pub(crate) fn publish_edition(out: &Path, which: usize) -> Result<Published, OutputError> {
    let output = open(out)?;
    edition(which)
        .par_iter()
        .try_for_each(|(path, text)| output.offer(path, class(path), Content::Bytes(text.as_bytes())).map(drop))?;
    output.publish(None)
}

pub(crate) fn assert_is_edition(out: &Path, which: usize) -> io::Result<()> {
    let mut found = files(out)?;
    found.retain(|path, _| !path.starts_with(".rapporteur") && !path.ends_with('/'));
    assert!(found == edition(which), "{:?}", found.keys());
    assert!(!out.join(format!("only-{}", 1 - which)).exists());
    Ok(())
}
