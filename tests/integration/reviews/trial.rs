//! What is asked of a review: built twice for several publications and looked at, or refused twice.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rapporteur::pipeline::{self, BuildError, Diagnostics, Request};
use rapporteur::review::date::Day;
use rapporteur::review::settings;
use rapporteur::text::code::{Code, Severity};
use tempfile::TempDir;

use super::chance::Chance;
use super::faults;
use super::made::{Made, Yaml};
use super::review;
use super::shrink;
use super::site::{Figures, Files, Site};
use super::world::World;
use crate::tree;

/// The figures, or what is printed of the failure.
pub(crate) type Outcome = Result<Figures, String>;

/// Builds the review of a seed.
pub(crate) fn whole(seed: u64) -> Outcome {
    let (made, world) = review::make(seed);
    judged(seed, made, &|made| build_all(seed, made, &world))
}

/// Refuses the review of a seed with faults in it.
pub(crate) fn faulty(seed: u64) -> Outcome {
    let (mut made, world) = review::make(seed);
    let must_fail = faults::put(&mut Chance::of(!seed), &mut made, &world);
    judged(seed, made, &|made| refuse(seed, made, must_fail))
}

/// Tries a review; where that fails, tries with less of it.
fn judged(seed: u64, made: Made, trial: &(dyn Fn(&Made) -> Outcome + Sync)) -> Outcome {
    let guarded = |made: &Made| {
        catch_unwind(AssertUnwindSafe(|| trial(made))).unwrap_or_else(|panic| {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            Err(format!("panicked: {}", said.or(panic.downcast_ref::<&str>().copied()).unwrap_or("without a word")))
        })
    };
    guarded(&made).map_err(|failure| shrink::report(seed, made, failure, &guarded))
}

/// The publications that a review is tried with: days before, between and after most dates; with and without an address,
/// drafts and the names of indices.
fn publications(seed: u64, temp: &Path) -> Vec<Request> {
    let days = ["1980-01-01", "2019-07-01", "2026-01-01", "2200-02-29", "0001-01-01"];
    let at = |number: u64| usize::try_from(number).expect("it is small");
    let request = |number: u64| Request {
        content: temp.join("content"),
        themes: None,
        out: temp.join(format!("out-{number}")),
        base_url: ((seed + number) % 3 == 1).then(|| "https://published.example/under/it".to_owned()),
        as_of: days[at((seed / 2 + number * 2) % 5)].parse::<Day>().unwrap_or(Day::ZERO),
        drafts: (seed / 3 + number).is_multiple_of(2),
        explicit_index: (seed / 5 + number * 2) % 3 == 1,
        noindex: (seed / 7 + number).is_multiple_of(5),
        strict: false,
        replace: false,
        untrusted: false,
    };
    (0..2).map(request).collect()
}

fn build_all(seed: u64, made: &Made, world: &World) -> Outcome {
    let temp = fixture(made).map_err(|error| error.to_string())?;
    let mut figures = Figures { reviews: 1, ..Figures::default() };
    for (number, request) in publications(seed, temp.path()).into_iter().enumerate() {
        let first = build(&request)?;
        figures = figures.and(look_at(&first, &request, made, Some(world))?);
        if number > 0 {
            continue;
        }
        // The second time into an empty folder: nothing that was there before may be needed. And with a template of a
        // user's, which says what the embedded one does: then another engine renders all pages, and must say the same.
        let themes = temp.path().join("same");
        tree::write(&themes, "default/footer.html", include_str!("../../../themes/default/footer.html"));
        let again = Request { out: temp.path().join("again"), themes: Some(themes), ..request.clone() };
        let second = build(&again)?;
        fs::remove_dir_all(&again.out).map_err(|error| error.to_string())?;
        if first != second {
            let differ: BTreeSet<&String> =
                first.keys().chain(second.keys()).filter(|file| first.get(*file) != second.get(*file)).collect();
            return Err(format!("built differently the second time: {differ:?}"));
        }
    }
    Ok(figures)
}

/// Looks at every page of a site.
fn look_at(files: &Files, request: &Request, made: &Made, world: Option<&World>) -> Outcome {
    let said = made.settings.iter().find_map(|(name, value)| match value {
        Yaml::Text(url) if name == "base_url" => Some(url.as_str()),
        _ => None,
    });
    let base_url = request.base_url.as_deref().or(said.filter(|_| !request.noindex)).map(settings::with_slash);
    let attached: Vec<String> = made.attachments.iter().map(|(path, _)| path.clone()).collect();
    let site = Site::new(files, request, base_url.as_deref(), &attached);
    let mut problems = site.problems();
    let is_whole = world.filter(|world| world.faces.len() == made.records.len());
    problems.extend(is_whole.map(|world| site.lost(world)).unwrap_or_default());
    problems.truncate(8);
    if problems.is_empty() { Ok(site.figures()) } else { Err(problems.join("\n")) }
}

fn refuse(seed: u64, made: &Made, must_fail: bool) -> Outcome {
    let temp = fixture(made).map_err(|error| error.to_string())?;
    let mut figures = Figures { reviews: 1, ..Figures::default() };
    let requests = publications(seed, temp.path());
    let request = &requests[0];
    let diagnostics = pipeline::check(request.clone()).diagnostics;
    if diagnostics != pipeline::check(request.clone()).diagnostics {
        return Err(format!("checked differently the second time: {}", said(&diagnostics)));
    }
    let is_template = |code: Code| code == Code::TemplateError;
    if diagnostics.list.iter().any(|problem| is_template(problem.code)) {
        return Err(said(&diagnostics));
    }
    match build(request) {
        Ok(_) if diagnostics.has_errors() => Err("built in spite of errors".to_owned()),
        Ok(_) if must_fail => Err("the faults were not noticed".to_owned()),
        Ok(files) => Ok(figures.and(look_at(&files, request, made, None)?)),
        Err(_) if diagnostics.has_errors() => {
            figures.refused = 1;
            Ok(figures)
        }
        Err(failure) => Err(format!("checked, but not built: {failure}")),
    }
}

fn fixture(made: &Made) -> io::Result<TempDir> {
    let temp = tempfile::tempdir()?;
    made.write(&temp.path().join("content"))?;
    Ok(temp)
}

fn build(request: &Request) -> Result<Files, String> {
    match pipeline::build(request.clone()) {
        Ok(_) => {
            let mut files = tree::files(&request.out);
            files.retain(|path, _| !path.starts_with(".rapporteur/"));
            Ok(files)
        }
        Err(BuildError::Diagnostics(findings)) => Err(said(&findings)),
        Err(BuildError::Output(error)) => Err(error.to_string()),
    }
}

/// The errors.
fn said(diagnostics: &Diagnostics) -> String {
    let errors = diagnostics.list.iter().filter(|problem| problem.severity() == Severity::Error);
    let lines = errors.take(5).map(|problem| {
        let place = problem.span.and_then(|span| diagnostics.texts.get(&problem.path)?.get(span.range()));
        format!("{}: {}: {} {:?}", problem.path, problem.code.name(), problem.message, place.unwrap_or_default())
    });
    lines.collect::<Vec<_>>().join("\n")
}
