//! One build through the library and what it says of itself, or one step of it. The only file of the benchmark that
//! knows the library.

use std::path::Path;
use std::time::Instant;

use rapporteur::pipeline::{self, Pipeline, Request};
use rapporteur::text::source::Rescan;

use crate::common::disk::Outcome;
use crate::common::figures::Figures;

/// Builds `content` into `out` as of one fixed day, and times it from outside as well.
pub(crate) fn build(content: &Path, out: &Path) -> Outcome<Figures> {
    let request = request(content, out)?;
    let start = Instant::now();
    let built = pipeline::build(request)?;
    let wall = start.elapsed();
    let (timings, published) = (&built.timings, &built.published);
    let mut figures = Figures::default();
    figures.time("wall", wall);
    figures.time("read", timings.read);
    figures.time("parse", timings.parse);
    figures.time("link", timings.link);
    figures.time("pages", timings.pages);
    figures.time("render", timings.render);
    figures.time("write", timings.write);
    figures.time("window", published.window);
    figures.count("page count", built.pages)?;
    figures.count("bytes", built.bytes)?;
    figures.count("added", published.added)?;
    figures.count("changed", published.changed)?;
    figures.count("unchanged", published.unchanged)?;
    figures.count("removed", published.removed)?;
    Ok(figures)
}

/// Makes the index of the search, which is a part of what a build takes for its pages, and nothing else that is timed.
pub(crate) fn index(content: &Path) -> Outcome<Figures> {
    let laid_out = Pipeline::new(request(content, content)?).run(Rescan::All).ok_or("there is nothing to lay out")?;
    let start = Instant::now();
    std::hint::black_box(laid_out.site.analyses.index());
    let mut figures = Figures::default();
    figures.time("index", start.elapsed());
    Ok(figures)
}

fn request(content: &Path, out: &Path) -> Outcome<Request> {
    Ok(Request {
        content: content.to_owned(),
        themes: None,
        out: out.to_owned(),
        base_url: None,
        as_of: "2026-01-01".parse()?,
        drafts: false,
        explicit_index: false,
        noindex: false,
        strict: false,
        replace: false,
        untrusted: false,
    })
}
