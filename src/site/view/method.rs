//! How the record is kept: by whom and as of when, in which words, by which rules, and what of it is in doubt.

use serde::Serialize;

use crate::review::date::Date;
use crate::review::kind::common::UNVERIFIED;
use crate::review::kind::history::{self, RESPONSE};
use crate::review::kind::word::Mark;
use crate::review::period::Period;
use crate::review::record::RecordIx;
use crate::review::rules::RULES;
use crate::review::start::ClockStart;
use crate::review::written::of_record;
use crate::site::analysis::facet::{Facet, Facets};
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::overview::Overview;
use crate::site::route::Route;
use crate::site::words::date::{DateView, show_date};
use crate::site::words::{LegendWord, legend};

/// How many records are named that are in doubt.
const SHOWN: usize = 150;

/// What the template is given.
#[derive(Serialize)]
pub struct MethodView<'a> {
    /// How many records are published.
    records: usize,
    /// Until when the record was brought up to date, where it says so.
    edition: Option<DateView>,
    histories: Vec<Words<'a>>,
    clocks: Clocks<'a>,
    /// Why the record looks back, where it does.
    retrospective: Option<&'a str>,
    /// The rules that hold, by what breaks them.
    holding: Vec<&'static str>,
    /// The rules that are switched off or changed.
    changed: Vec<Changed<'a>>,
    /// How many records no source confirms.
    unverified: usize,
    /// The first of these.
    doubtful: Vec<Link<'a>>,
    /// How many entries of histories no source confirms, and how many are inferred.
    entries: Doubt,
    /// Where sources contradict each other; none where they do not.
    discrepancies: Option<Way>,
    /// The page of what is late, and how much is; none where nothing can be.
    overdue: Option<Way>,
}

/// The words of one history that the review uses.
#[derive(Serialize)]
struct Words<'a> {
    name: &'static str,
    words: Vec<Word<'a>>,
}

/// A word, and what it stands for.
#[derive(Serialize)]
struct Word<'a> {
    words: &'a str,
    mark: &'static str,
    counts_as: Option<String>,
    means: Option<&'a str>,
}

/// By when something is due.
#[derive(Serialize)]
struct Clocks<'a> {
    response: Option<String>,
    /// From when the time for a response runs.
    from: Option<From<'a>>,
    progress: Option<String>,
    comments: Option<String>,
}

/// From when a clock runs.
#[derive(Serialize)]
struct From<'a> {
    date: Option<DateView>,
    link: Option<Link<'a>>,
}

/// A rule that does not hold as it does elsewhere.
#[derive(Serialize)]
struct Changed<'a> {
    /// Its name, by which `rapporteur explain` tells more.
    name: &'static str,
    /// What breaks it.
    title: &'static str,
    off: bool,
    figure: Option<u64>,
    reason: &'a str,
    /// The records for which it does not hold.
    except: Vec<Link<'a>>,
}

/// How many entries are in doubt.
#[derive(Default, Serialize)]
struct Doubt {
    unverified: usize,
    inferred: usize,
}

/// A page and how much it tells of.
#[derive(Serialize)]
struct Way {
    path: String,
    count: usize,
}

/// How the record is kept.
#[must_use]
pub fn view(site: &Site) -> MethodView<'_> {
    let review = &site.visible.review;
    let doubtful: Vec<RecordIx> =
        site.visible.all().filter(|&record| review.records[record].values.get(&UNVERIFIED).is_any()).collect();
    let path = |overview| site.addresses.path(&Route::Overview(overview, 0));
    let found = site.analyses.discrepancies().count();
    MethodView {
        records: site.visible.count(),
        edition: review.settings.edition.map(show_date),
        histories: histories(site),
        clocks: clocks(site),
        retrospective: review.settings.retrospective.as_deref(),
        holding: RULES
            .iter()
            .filter(|rule| rule.applies(review) && !rule.is_off(&review.settings))
            .map(|rule| rule.code.title())
            .collect(),
        changed: changed(site),
        unverified: doubtful.len(),
        doubtful: doubtful.into_iter().take(SHOWN).map(|record| site.addresses.link(record)).collect(),
        entries: entries(site),
        discrepancies: (found > 0).then(|| Way { path: path(Overview::Discrepancies), count: found }),
        overdue: site
            .has(Overview::Overdue)
            .then(|| Way { path: path(Overview::Overdue), count: site.analyses.overdue().all.len() }),
    }
}

/// The words that some recommendation has, and all of the review's own.
fn histories(site: &Site) -> Vec<Words<'_>> {
    let words = legend(&site.visible.review.settings.words);
    let facets = site.analyses.facets();
    let of = |facet: Facet| {
        let track = facet.history()?;
        let own = words.iter().filter(|word| word.history == track.name());
        let used = own.filter(|word| word.counts_as.is_some() || is_used(facets, facet, word));
        let words: Vec<Word<'_>> = used.cloned().map(word).collect();
        (!words.is_empty()).then(|| Words { name: track.name(), words })
    };
    Facet::ALL.into_iter().filter_map(of).collect()
}

fn is_used(facets: &Facets, facet: Facet, word: &LegendWord<'_>) -> bool {
    word.mark != Mark::Unknown && facets.values(facet).iter().any(|value| value.words == word.word)
}

fn word(word: LegendWord<'_>) -> Word<'_> {
    Word { words: word.word, mark: word.mark.name(), counts_as: word.counts_as, means: word.means }
}

fn clocks(site: &Site) -> Clocks<'_> {
    let clocks = &site.visible.review.settings.clocks;
    let from = site.visible.review.clock_start.filter(|_| clocks.response.is_some()).map(|start| match start {
        ClockStart::Date(date) => From { date: Some(show_date(date)), link: None },
        ClockStart::Record(record) => {
            let date = site.visible.review.records[record].date().filter(|date| *date != Date::Unknown);
            let link = site.visible.shows(record).then(|| site.addresses.link(record));
            From { date: date.map(show_date), link }
        }
    });
    let told = |period: Option<Period>| period.map(|period| period.to_string());
    Clocks { response: told(clocks.response), from, progress: told(clocks.progress), comments: told(clocks.comments) }
}

fn changed(site: &Site) -> Vec<Changed<'_>> {
    let review = &site.visible.review;
    let changed = review.settings.rules.iter().map(|(code, setting)| {
        let except = review.excepted.get(code).into_iter().flatten().filter(|record| site.visible.shows(**record));
        Changed {
            name: code.name(),
            title: code.title(),
            off: setting.off,
            figure: setting.figure,
            reason: &setting.reason,
            except: except.map(|&record| site.addresses.link(record)).collect(),
        }
    });
    changed.collect()
}

/// How many entries of the histories are in doubt, each statement's counted for every record that it speaks of.
fn entries(site: &Site) -> Doubt {
    let review = &site.visible.review;
    let mut doubt = Doubt::default();
    for (record, _) in review.having(&RESPONSE.entries.field).filter(|(record, _)| site.visible.shows(*record)) {
        for (entry, _) in of_record(review, record) {
            doubt.unverified += usize::from(entry.values.get(&history::UNVERIFIED));
            doubt.inferred += usize::from(entry.values.get(&history::INFERRED));
        }
    }
    doubt
}
