//! How many bytes the pages of a site have, and how many go over the line.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;

use crate::common::disk::{self, Outcome, at};

/// A file of a site.
pub(crate) struct Weight {
    /// Its path in the site, with `/`.
    pub(crate) path: String,
    pub(crate) bytes: f64,
    /// Those on the line, as hosts compress by default.
    pub(crate) gzip: f64,
}

/// Weighs every file of a site.
pub(crate) fn of_site(site: &Path) -> Outcome<Vec<Weight>> {
    disk::files(site)?.par_iter().map(|path| weigh(site, path)).collect()
}

fn weigh(site: &Path, path: &Path) -> Outcome<Weight> {
    let bytes = at(path, fs::read(path))?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(&bytes)?;
    let names = path.strip_prefix(site)?.iter().map(|name| name.to_string_lossy());
    Ok(Weight {
        path: names.collect::<Vec<_>>().join("/"),
        bytes: bytes.len() as f64,
        gzip: gzip.finish()?.len() as f64,
    })
}
