//! A review that fails, made small: whatever it fails without is left out, so that what is left can be read.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::made::{Made, Yaml};
use super::site::Figures;

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

/// Leaves out one thing after another, for as long as the review fails in the same way.
fn shrunk(mut made: Made, mut failure: String, trial: &Trial<'_>) -> (Made, String) {
    let end = Instant::now() + LONGEST;
    let sort = sort_of(&failure);
    let mut try_this = |made: &mut Made, smaller: Made| {
        let again = if Instant::now() < end { trial(&smaller).err() } else { None };
        let fails = again.filter(|again| sort_of(again) == sort);
        if let Some(again) = fails {
            (*made, failure) = (smaller, again);
            return true;
        }
        false
    };
    leave_out_much(&mut made, &mut try_this);
    loop {
        let before = size(&made);
        // What stood at a step that was taken is gone, so another thing stands there now, which the next round meets.
        for step in 0.. {
            let Some(smaller) = without(&made, step) else { break };
            try_this(&mut made, smaller);
        }
        if size(&made) == before || Instant::now() > end {
            return (made, failure);
        }
    }
}

/// Leaves out the bodies and each field of many records at once, since records that refer to others keep those; then many
/// records at once, and fewer.
fn leave_out_much(made: &mut Made, try_this: &mut dyn FnMut(&mut Made, Made) -> bool) {
    let mut many = made.records.len();
    while many > 0 {
        let mut from = 0;
        while from < made.records.len() {
            let part = from..(from + many).min(made.records.len());
            let mut smaller = made.clone();
            smaller.records.drain(part.clone());
            if try_this(made, smaller) {
                continue;
            }
            let mut smaller = made.clone();
            smaller.records[part.clone()].iter_mut().for_each(|draft| draft.body.clear());
            try_this(made, smaller);
            let names: BTreeSet<String> = made.records[part.clone()]
                .iter()
                .flat_map(|draft| &draft.fields)
                .map(|(name, _)| name.clone())
                .collect();
            for name in names.into_iter().filter(|name| name != "title") {
                let mut smaller = made.clone();
                smaller.records[part.clone()].iter_mut().for_each(|draft| draft.fields.retain(|(own, _)| *own != name));
                try_this(made, smaller);
            }
            from += many;
        }
        many /= 4;
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
