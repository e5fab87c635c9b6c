//! What was found, as tables: a column for each program, and at the end how ours compares with the others.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::burst::{FILES, SAVES, TIME};
use crate::client::Tally;
use crate::common::figures::Figures;
use crate::common::table::{Unit, table};
use crate::series;

/// What the figures mean, printed once.
pub(crate) const LEGEND: &str = "\
An edit takes from the moment at which the write returned until an answer was read whole that shows it. `never seen` are
edits that no answer showed within two minutes; they are not in the times. `stale pages` are those, of all the `pages`
that should show the last edits, that did not when each was asked for once, after the server had been at rest for two
seconds. `failed requests` were not answered with status 200 and a whole body that is not empty. `processor` is the user
and system time of the server for each edit, with what it took to answer the requests until the edit was seen.";

/// The figures of each program under the name of what was measured.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) topics: BTreeMap<&'static str, Vec<Figures>>,
    /// What the first failed request of each topic met with.
    pub(crate) failures: Vec<String>,
}

impl Column {
    pub(crate) fn of(name: &'static str) -> Self {
        Self { name, topics: BTreeMap::new(), failures: Vec::new() }
    }

    pub(crate) fn add(&mut self, topic: &'static str, figures: Figures, tally: Option<&Tally>) {
        self.topics.entry(topic).or_default().push(figures);
        if let Some(first) = tally.and_then(|tally| tally.first.as_ref()) {
            self.failures.push(format!("{}, {topic}: {first}", self.name));
        }
    }

    /// The median of a figure that may have been measured several times.
    fn get(&self, topic: &str, name: &str) -> Option<f64> {
        let mut values = self.topics.get(topic)?.iter().filter_map(|run| run.get(name)).collect::<Vec<_>>();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    }
}

type Row = (&'static str, &'static str, Unit);

const START: [Row; 1] = [("start", "first page", Unit::Seconds)];

const EDITS: [Row; 11] = [
    ("median", "median", Unit::Seconds),
    ("p90", "p90", Unit::Seconds),
    ("p99", "p99", Unit::Seconds),
    ("most", "max", Unit::Seconds),
    ("processor", "processor", Unit::Seconds),
    ("edits", "edits", Unit::Count),
    ("never", "never seen", Unit::Count),
    ("pages", "pages", Unit::Count),
    ("stale", "stale pages", Unit::Count),
    ("asked", "requests", Unit::Count),
    ("failed", "failed requests", Unit::Count),
];

const BURST: [Row; 5] = [
    ("last", "last state", Unit::Seconds),
    ("pages", "pages", Unit::Count),
    ("stale", "stale pages", Unit::Count),
    ("asked", "requests", Unit::Count),
    ("failed", "failed requests", Unit::Count),
];

const PROCESS: [Row; 2] = [("idle", "processor", Unit::Seconds), ("memory", "peak memory", Unit::Bytes)];

/// Prints all that was found at one size.
pub(crate) fn print(columns: &[Column], idle: Duration) {
    one(columns, "start", "from the start of the program until the first page was served", &START);
    for series in &series::ALL {
        one(columns, series.name, series.title, &EDITS);
    }
    let seconds = TIME.as_secs();
    one(
        columns,
        "burst",
        &format!("{SAVES} saves of {FILES} files in {seconds} s, and the time after the last"),
        &BURST,
    );
    one(
        columns,
        "process",
        &format!("the server over {} s without any edits, and the most memory of all its time", idle.as_secs()),
        &PROCESS,
    );
    for failure in columns.iter().flat_map(|column| &column.failures) {
        println!("first failed request, {failure}");
    }
    print_ratios(columns);
}

fn one(columns: &[Column], topic: &str, title: &str, rows: &[Row]) {
    let with = |column: &'_ Column| column.topics.contains_key(topic);
    let columns = columns.iter().filter(|column| with(column));
    let columns = columns.map(|column| (column.name, &column.topics[topic][..])).collect::<Vec<_>>();
    println!("{title}\n{}", table(rows, &columns));
}

/// What is compared: the row's label, what was measured and the figure.
const RATIOS: [(&str, &str, &str); 15] = [
    ("start", "start", "start"),
    ("body, median", "body", "median"),
    ("body, p99", "body", "p99"),
    ("renamed, median", "renamed", "median"),
    ("renamed, p99", "renamed", "p99"),
    ("title, median", "title", "median"),
    ("title, p99", "title", "p99"),
    ("link, median", "link", "median"),
    ("link, p99", "link", "p99"),
    ("list, median", "list", "median"),
    ("list, p99", "list", "p99"),
    ("burst", "burst", "last"),
    ("body, processor", "body", "processor"),
    ("list, processor", "list", "processor"),
    ("peak memory", "process", "memory"),
];

fn print_ratios(columns: &[Column]) {
    let Some((ours, others)) = columns.split_first() else { return };
    if others.is_empty() {
        println!("only rapporteur was measured: --hugo PATH measures Hugo beside it");
        return;
    }
    let mut ratios = Vec::new();
    for other in others {
        let mut figures = Figures::default();
        for (label, topic, name) in RATIOS {
            if let (Some(our), Some(their)) = (ours.get(topic, name), other.get(topic, name)) {
                figures.set(label, our / their);
            }
        }
        ratios.push((format!("/ {}", other.name), [figures]));
    }
    let rows = RATIOS.map(|(label, _, _)| (label, label, Unit::Times));
    let columns = ratios.iter().map(|(name, figures)| (name.as_str(), &figures[..])).collect::<Vec<_>>();
    println!(
        "rapporteur serve against the others: below 1 it is the faster, or takes less\n{}",
        table(&rows, &columns)
    );
}
