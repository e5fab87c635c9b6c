//! A review that fails, made small: whatever it fails without is left out, so that what is left can be read.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::made::{Made, Yaml};
use crate::site::Figures;

/// How long that may take.
const LONGEST: Duration = Duration::from_secs(60);

type Trial<'a> = dyn Fn(&Made) -> Result<Figures, String> + 'a;

/// Makes a failing review small, keeps it in a folder, and says what is in it.
pub(crate) fn report(seed: u64, made: Made, failure: String, trial: &Trial<'_>) -> String {
    let (made, last) = shrunk(made, failure.clone(), trial);
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("review-{seed}"));
    // An earlier run may have kept more files of the same seed.
    let _ = fs::remove_dir_all(&kept);
    let place = match made.write(&kept.join("content")) {
        Ok(()) => kept.display().to_string(),
        Err(error) => format!("not kept: {error}"),
    };
    let mut report = format!("RAPPORTEUR_SEED={seed}: {failure}\n\nmade small, in {place}: {last}\n");
    for (path, bytes) in made.files() {
        let _ = write!(report, "\n=== {path}\n{}", String::from_utf8_lossy(&bytes));
    }
    report
}

/// Leaves out one thing after another as long as the review fails in the same way.
fn shrunk(mut made: Made, mut failure: String, trial: &Trial<'_>) -> (Made, String) {
    let end = Instant::now() + LONGEST;
    let sort = sort_of(&failure);
    loop {
        let before = size(&made);
        for step in 0.. {
            let Some(smaller) = without(&made, step) else { break };
            if Instant::now() > end {
                return (made, failure);
            }
            // What stood at this step is gone, so the next thing stands there now; a step that changes nothing is passed.
            if let Err(again) = trial(&smaller)
                && sort_of(&again) == sort
            {
                (made, failure) = (smaller, again);
            }
        }
        if size(&made) == before {
            return (made, failure);
        }
    }
}

/// What stays the same of failures that have one cause: the words of the first line, without names of files and numbers.
fn sort_of(failure: &str) -> String {
    let line = failure.lines().next().unwrap_or_default();
    let line = line.split_once(": ").map_or(line, |(_, rest)| rest);
    line.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).collect::<Vec<_>>().join(" ")
}

fn size(made: &Made) -> usize {
    made.files().values().map(Vec::len).sum::<usize>() + made.attachments.len()
}

/// The review without the thing of a number; `None` behind the last.
fn without(made: &Made, step: usize) -> Option<Made> {
    let mut smaller = made.clone();
    let mut left = step;
    let mut take = |count: usize| -> Option<usize> {
        let here = (left < count).then_some(left);
        left = left.saturating_sub(if here.is_none() { count } else { 0 });
        here
    };
    if let Some(at) = take(made.records.len()) {
        smaller.records.remove(made.records.len() - 1 - at);
        return Some(smaller);
    }
    if let Some(at) = take(made.attachments.len()) {
        smaller.attachments.remove(at);
        return Some(smaller);
    }
    if let Some(at) = take(made.settings.len()) {
        smaller.settings.remove(at);
        return Some(smaller);
    }
    for (record, draft) in made.records.iter().enumerate() {
        if let Some(at) = take(draft.fields.len()) {
            smaller.records[record].fields.remove(at);
            return Some(smaller);
        }
        if let Some(at) = take(draft.body.len()) {
            smaller.records[record].body.remove(at);
            return Some(smaller);
        }
        for (field, (_, value)) in draft.fields.iter().enumerate() {
            if let Some(at) = take(parts(value)) {
                remove(&mut smaller.records[record].fields[field].1, at);
                return Some(smaller);
            }
        }
    }
    None
}

/// How many parts of a value can be left out one by one.
fn parts(value: &Yaml) -> usize {
    match value {
        Yaml::Plain(_) | Yaml::Text(_) => 0,
        Yaml::List(items) => items.len() + items.iter().map(parts).sum::<usize>(),
        Yaml::Map(items) => items.len() + items.iter().map(|(_, item)| parts(item)).sum::<usize>(),
    }
}

fn remove(value: &mut Yaml, at: usize) {
    let inner: Vec<&mut Yaml> = match value {
        Yaml::Plain(_) | Yaml::Text(_) => return,
        Yaml::List(items) if at < items.len() => {
            items.remove(at);
            return;
        }
        Yaml::Map(items) if at < items.len() => {
            items.remove(at);
            return;
        }
        Yaml::List(items) => items.iter_mut().collect(),
        Yaml::Map(items) => items.iter_mut().map(|(_, item)| item).collect(),
    };
    let mut left = at - inner.len();
    for item in inner {
        let count = parts(item);
        if left < count {
            return remove(item, left);
        }
        left -= count;
    }
}
