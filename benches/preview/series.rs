//! One edit after the other, the programs by turns, and how long each takes to show on one page.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::client::{Tally, holds};
use crate::common::disk::Outcome;
use crate::common::figures::Figures;
use crate::common::prose::Dice;
use crate::edit::{Marks, Original, Place, Saving, Subject, lists};
use crate::pause::pause;
use crate::server::{Program, Server};

/// After how long an edit counts as never seen.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program that runs, and what of its site is edited.
pub(crate) struct Stand {
    pub(crate) name: &'static str,
    pub(crate) server: Server,
    pub(crate) subjects: Vec<Subject>,
    /// For each of the subjects, the page of the list that it is on.
    pub(crate) lists: Vec<String>,
    /// The files of the subjects.
    pub(crate) originals: Vec<Original>,
}

impl Stand {
    pub(crate) fn of(program: &Program, mut server: Server, subjects: &[Subject]) -> Outcome<Self> {
        let lists = lists(&mut server.client, subjects)?;
        let originals = subjects.iter().map(|subject| Original::of(program, subject)).collect::<Outcome<_>>()?;
        Ok(Self { name: program.name(), server, subjects: subjects.to_vec(), lists, originals })
    }

    /// The page on which an edit is looked for.
    fn watched(&self, subject: usize, page: Page) -> String {
        match page {
            Page::Own => self.subjects[subject].page(),
            Page::Linking => self.subjects[subject].linking[0].clone(),
            Page::List => self.lists[subject].clone(),
        }
    }

    /// All pages that should show marks, each asked for once: how many there are, and how many lack one.
    pub(crate) fn stale(&mut self, place: Place, marks: &BTreeMap<usize, String>) -> (usize, usize) {
        let mut expected = BTreeMap::<String, Vec<&str>>::new();
        for (&subject, mark) in marks {
            let linking = self.subjects[subject].linking.iter().cloned();
            let titles = linking.chain([self.lists[subject].clone()]).filter(|_| place == Place::Title);
            for page in titles.chain([self.subjects[subject].page()]) {
                expected.entry(page).or_default().push(mark);
            }
        }
        let client = &mut self.server.client;
        let is_stale = |(page, marks): (&String, &Vec<&str>)| {
            client.get(page).is_none_or(|body| marks.iter().any(|mark| !holds(&body, mark)))
        };
        (expected.len(), expected.iter().map(is_stale).filter(|&stale| stale).count())
    }
}

/// The page on which an edit is looked for.
#[derive(Clone, Copy)]
pub(crate) enum Page {
    Own,
    /// Another record's, which refers to the edited one.
    Linking,
    List,
}

/// Edits of one sort.
pub(crate) struct Series {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) place: Place,
    pub(crate) saving: Saving,
    pub(crate) page: Page,
}

/// All sorts of edits that are measured.
pub(crate) const ALL: [Series; 5] = [
    Series {
        name: "body",
        title: "an edit of a body, on the record's own page",
        place: Place::Body,
        saving: Saving::InPlace,
        page: Page::Own,
    },
    Series {
        name: "renamed",
        title: "the same, saved by renaming another file over it",
        place: Place::Body,
        saving: Saving::Renaming,
        page: Page::Own,
    },
    Series {
        name: "title",
        title: "an edit of a title, on the record's own page",
        place: Place::Title,
        saving: Saving::InPlace,
        page: Page::Own,
    },
    Series {
        name: "link",
        title: "an edit of a title, on another page that refers to the record",
        place: Place::Title,
        saving: Saving::InPlace,
        page: Page::Linking,
    },
    Series {
        name: "list",
        title: "an edit of a title, on the list of all recommendations",
        place: Place::Title,
        saving: Saving::InPlace,
        page: Page::List,
    },
];

/// What came of a series for one program.
#[derive(Default)]
pub(crate) struct Found {
    seconds: Vec<f64>,
    never: usize,
    /// The processor time of the server while the edits were made, where the system gives it.
    processor: Option<f64>,
    pages: usize,
    stale: usize,
    pub(crate) tally: Tally,
    /// The last mark of each subject.
    marks: BTreeMap<usize, String>,
}

/// Makes `edits` edits for each of the stands, by turns, and looks at all pages once more at the end.
pub(crate) fn run(stands: &mut [Stand], series: &Series, edits: usize, marks: &mut Marks) -> Outcome<Vec<Found>> {
    let mut dice = Dice::of(0, 0, edits);
    let mut found = stands.iter().map(|_| Found::default()).collect::<Vec<_>>();
    let before = stands.iter().map(|stand| stand.server.processor_time()).collect::<Vec<_>>();
    for number in 0..edits {
        for turn in 0..stands.len() {
            let program = (number + turn) % stands.len();
            let subjects = stands[program].subjects.len();
            let subject = if edits < subjects { number * subjects / edits } else { number % subjects };
            // A server that looks for changes at intervals must not be met at the same point of them every time.
            let moment = Duration::from_millis(dice.below(500) as u64);
            edit(&mut stands[program], series, subject, moment, marks.next(), &mut found[program])?;
        }
    }
    for ((stand, found), before) in stands.iter_mut().zip(&mut found).zip(before) {
        stand.server.settle()?;
        found.processor = stand.server.processor_time().zip(before).map(|(after, before)| after - before);
        (found.pages, found.stale) = stand.stale(series.place, &found.marks);
        found.tally = stand.server.client.take_tally();
    }
    Ok(found)
}

/// One edit: somebody has the page open, the server is at rest, the file is written, and the page is looked at until it
/// shows the change.
fn edit(
    stand: &mut Stand,
    series: &Series,
    subject: usize,
    moment: Duration,
    mark: String,
    found: &mut Found,
) -> Outcome<()> {
    let page = stand.watched(subject, series.page);
    stand.server.client.get(&page);
    stand.server.rest()?;
    pause(moment)?;
    stand.originals[subject].save(series.place, series.saving, &mark)?;
    match stand.server.client.wait_for(&page, &mark, Instant::now(), PATIENCE)? {
        Some(time) => found.seconds.push(time.as_secs_f64()),
        None => found.never += 1,
    }
    found.marks.insert(subject, mark);
    Ok(())
}

impl Found {
    /// The figures of the table.
    pub(crate) fn figures(&self) -> Outcome<Figures> {
        let mut seconds = self.seconds.clone();
        seconds.sort_by(f64::total_cmp);
        let mut figures = Figures::default();
        // The least time that so large a share of the edits did not exceed.
        let mut share = |name: &str, percent: usize| {
            let place = (seconds.len() * percent).div_ceil(100).max(1) - 1;
            if let Some(&second) = seconds.get(place) {
                figures.set(name, second);
            }
        };
        share("median", 50);
        share("p90", 90);
        share("p99", 99);
        share("most", 100);
        let edits = self.seconds.len() + self.never;
        if let Some(processor) = self.processor {
            figures.set("processor", processor / edits as f64);
        }
        figures.count("edits", edits)?;
        figures.count("never", self.never)?;
        figures.count("pages", self.pages)?;
        figures.count("stale", self.stale)?;
        figures.count("asked", self.tally.asked)?;
        figures.count("failed", self.tally.failed)?;
        Ok(figures)
    }
}
