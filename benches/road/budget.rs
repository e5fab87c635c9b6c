//! What a build takes and what its pages weigh, held against what is allowed (`allowed.rs`).
//!
//! Nothing here is a test: times differ from machine to machine, and so even do their ratios. It names what is over,
//! and fails only when it is told to.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::allowed::{PAGES, PHASES, SEARCH};
use crate::child;
use crate::common::corpus::Facts;
use crate::common::disk::{Outcome, at};
use crate::common::figures::Figures;
use crate::common::table::grouped;
use crate::program::{Kind, Program};
use crate::settings::Settings;
use crate::weight::{Weight, of_site};

/// What is measured of one size.
#[derive(Default)]
pub(crate) struct Measured {
    /// The builds, each with the time of the search index.
    builds: Vec<Figures>,
    floors: Vec<Figures>,
    hugo: Vec<Figures>,
    /// The files of our site, and of Hugo's.
    ours: Vec<Weight>,
    theirs: Vec<Weight>,
}

/// Measures a first build, the index of the search, the floor and, where it is asked for, Hugo, as often as there are
/// runs.
pub(crate) fn measure(scratch: &Path, settings: &Settings) -> Outcome<Measured> {
    let [content, site, copy] = ["content", "site", "copy"].map(|name| scratch.join(name));
    let hugo = settings.others.iter().find(|program| program.is(Kind::Hugo));
    let mut measured = Measured::default();
    for run in 0..settings.runs {
        // By turns, so that none always has the colder machine.
        let hugo_first = run % 2 == 0;
        if hugo_first {
            measured.build_with(hugo, scratch, settings)?;
        }
        let mut build = child::start("build", settings.threads, &[&content, &site])?;
        if !hugo_first {
            measured.build_with(hugo, scratch, settings)?;
        }
        let index = child::start("index", settings.threads, &[&content])?;
        if let Some(time) = index.get("index") {
            build.set("index", time);
        }
        for name in ["pages", "render", "write"] {
            if let Some(sum) = build.get(name) {
                build.set(name, sum / settings.threads as f64);
            }
        }
        measured.builds.push(build);
        // Every build of a corpus writes the same bytes.
        if run == 0 {
            measured.ours = of_site(&site)?;
        }
        measured.floors.push(child::start("floor", settings.threads, &[&content, &site, &copy])?);
        at(&copy, fs::remove_dir_all(&copy))?;
    }
    Ok(measured)
}

impl Measured {
    /// Measures a build of Hugo's, where it is asked for, and weighs the first of its sites.
    fn build_with(&mut self, hugo: Option<&Program>, scratch: &Path, settings: &Settings) -> Outcome<()> {
        let Some(hugo) = hugo else { return Ok(()) };
        self.hugo.push(hugo.build(scratch, settings.threads)?);
        let out = hugo.out(scratch);
        if self.theirs.is_empty() {
            self.theirs = of_site(&out)?;
        }
        at(&out, fs::remove_dir_all(&out))
    }

    /// Prints all of it, and says how much of it is over.
    pub(crate) fn print(&self, facts: &Facts) -> usize {
        let mut sheet = Sheet::default();
        println!("{}", sheet.head("phase", &["time", "/ floor", "allowed", "/ hugo", "allowed"]));
        for phase in &PHASES {
            let time = median(self.builds.iter().filter_map(|build| build.get(phase.figure)).collect());
            let of_floor = (ratio(&self.builds, &self.floors, phase.figure), phase.of_floor);
            let of_hugo = (ratio(&self.builds, &self.hugo, phase.figure), phase.of_hugo);
            let time = time.map(|time| format!("{:.1} ms", time * 1e3));
            println!("{}", sheet.line(phase.label, time, &[of_floor, of_hugo]));
        }
        println!(
            "\n{}",
            sheet.head(
                "page",
                &["pages", "bytes", "allowed", "gzip", "allowed", "/ hugo", "allowed", "gzip / hugo", "allowed"]
            )
        );
        let theirs = self.theirs.iter().map(|file| (file.path.as_str(), file)).collect::<BTreeMap<_, _>>();
        for kind in &PAGES {
            let is_meant = |file: &&Weight| file.path.strip_prefix(kind.begins).is_some_and(is_of_kind);
            let own = self.ours.iter().filter(is_meant).collect::<Vec<_>>();
            let both = own.iter().filter_map(|file| Some((*file, *theirs.get(file.path.as_str())?)));
            let both = both.collect::<Vec<_>>();
            let share = |of: fn(&Weight) -> f64| {
                let [ours, theirs] =
                    both.iter().fold([0.0; 2], |[ours, theirs], (our, their)| [ours + of(our), theirs + of(their)]);
                (theirs > 0.0).then(|| ours / theirs)
            };
            let mut cells =
                vec![(mean(&own, |file| file.bytes), kind.bytes), (mean(&own, |file| file.gzip), kind.gzip)];
            if let Some((bytes, gzip)) = kind.of_hugo {
                cells.extend([(share(|file| file.bytes), bytes), (share(|file| file.gzip), gzip)]);
            }
            println!("{}", sheet.line(kind.label, Some(grouped(&own.len().to_string())), &cells));
        }
        let index = self.ours.iter().filter(|file| file.path.starts_with("search/")).collect::<Vec<_>>();
        let records = (facts.records + facts.supporting) as f64;
        let of_each = |sum: Option<f64>| sum.map(|mean| mean * index.len() as f64 / records);
        let cells =
            [(of_each(mean(&index, |file| file.bytes)), SEARCH.0), (of_each(mean(&index, |file| file.gzip)), SEARCH.1)];
        println!("{}", sheet.line("search, a record", Some(grouped(&index.len().to_string())), &cells));
        for over in &sheet.over {
            println!("over: {over}");
        }
        sheet.over.len()
    }
}

/// Whether what follows the beginning of a path is the rest of the page of a record, or nothing: that the file is meant
/// itself.
fn is_of_kind(rest: &str) -> bool {
    rest.is_empty() || rest.strip_suffix("/index.html").is_some_and(|name| !name.is_empty() && !name.contains('/'))
}

/// A table while it is printed, and what of it is over.
#[derive(Default)]
struct Sheet {
    heads: Vec<&'static str>,
    over: Vec<String>,
}

impl Sheet {
    fn head(&mut self, first: &'static str, heads: &[&'static str]) -> String {
        self.heads = heads.to_vec();
        let heads = heads.iter().map(|head| format!("{head:>13}")).collect::<String>();
        format!("{first:18}{heads}")
    }

    /// A line: what was counted, then each value with what is allowed. A value that is unknown is neither shown nor
    /// over.
    fn line(&mut self, label: &str, first: Option<String>, cells: &[(Option<f64>, f64)]) -> String {
        let mut line = format!("{label:18}{:>13}", first.unwrap_or_default());
        for (place, (value, allowed)) in cells.iter().enumerate() {
            let Some(value) = *value else { continue };
            let is_over = value > *allowed;
            let mark = if is_over { "!" } else { "" };
            line.push_str(&format!("{:>13}{:>13}", format!("{mark}{}", shown(value)), shown(*allowed)));
            if is_over {
                let what = self.heads.get(1 + place * 2).copied().unwrap_or_default();
                self.over.push(format!("{label}, {what}: {} where {} is allowed", shown(value), shown(*allowed)));
            }
        }
        line
    }
}

/// A ratio with two digits after the point, bytes without any.
fn shown(value: f64) -> String {
    if value < 50.0 { format!("{value:.2}") } else { grouped(&format!("{value:.0}")) }
}

fn mean(files: &[&Weight], of: impl Fn(&Weight) -> f64) -> Option<f64> {
    (!files.is_empty()).then(|| files.iter().map(|file| of(file)).sum::<f64>() / files.len() as f64)
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The median of a figure of each build in shares of the time that something else took in the same run.
fn ratio(builds: &[Figures], others: &[Figures], figure: &str) -> Option<f64> {
    median(
        builds.iter().zip(others).filter_map(|(build, other)| Some(build.get(figure)? / other.get("wall")?)).collect(),
    )
}
