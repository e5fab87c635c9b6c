//! The floor: what the disk alone asks for. It reads every source file and writes the bytes of a site that was built
//! before, and does nothing else. A generator that uses the same plain calls cannot be faster; what it takes beyond the
//! floor is its own work.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::prelude::*;

use crate::common::disk::{self, Outcome, at};
use crate::common::figures::Figures;
use crate::common::process::processor_time;

/// Reads `content`, then writes the tree of `site` to `out`, a new folder. The tree is held in memory and `site` is
/// gone before the writing starts, so that a large site stands on the disk once only.
pub(crate) fn copy(content: &Path, site: &Path, out: &Path) -> Outcome<Figures> {
    let mut folders = BTreeMap::<PathBuf, Vec<(PathBuf, Vec<u8>)>>::new();
    let mut bytes = 0;
    for path in disk::files(site)? {
        let text = at(&path, fs::read(&path))?;
        bytes += text.len();
        let target = out.join(path.strip_prefix(site)?);
        let folder = target.parent().ok_or("a file of the site has no folder")?;
        folders.entry(folder.to_owned()).or_default().push((target, text));
    }
    at(site, fs::remove_dir_all(site))?;
    let before = processor_time("self");

    let start = Instant::now();
    let sources = disk::files(content)?;
    sources.par_iter().try_for_each(|path| at(path, fs::read(path)).map(drop))?;
    let read = start.elapsed();

    let middle = Instant::now();
    folders.par_iter().try_for_each(|(folder, files)| {
        at(folder, fs::create_dir_all(folder))?;
        files.iter().try_for_each(|(path, bytes)| at(path, fs::write(path, bytes)))
    })?;
    let write = middle.elapsed();

    let mut figures = Figures::default();
    figures.time("wall", start.elapsed());
    figures.time("read", read);
    figures.time("write", write);
    figures.count("bytes", bytes)?;
    figures.count("files", folders.values().map(Vec::len).sum::<usize>())?;
    if let (Some(before), Some(after)) = (before, processor_time("self")) {
        figures.set("processor", after - before);
    }
    Ok(figures)
}
