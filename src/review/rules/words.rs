//! Rules about the words of the histories: each is a base word or one that `review.yaml` maps to base words, and a rating does
//! not say otherwise than the entry that it stands in.

use crate::review::id::{alternatives, nearest};
use crate::review::kind::Kind;
use crate::review::kind::field::Field;
use crate::review::kind::history::{RATING, RESPONSE, TRACKS, Track, VERDICT};
use crate::review::kind::meeting::{self, DECISIONS};
use crate::review::kind::statement::TOLD;
use crate::review::record::Record;
use crate::review::rules::names;
use crate::review::rules::subjects::Subjects;
use crate::review::value::{Entry, Text, Value};
use crate::review::words::{OwnWord, Words, line, written};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

/// Reports words that are neither base words nor the review's own: they could not be counted.
pub(super) fn unknown(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let words = &subjects.review.settings.words;
    let mut problems = Vec::new();
    for track in TRACKS {
        let said = entries(subjects, track);
        let mut written: Vec<_> = said.filter_map(|(record, entry)| Some((record, written(track, entry)?))).collect();
        if track.is(&RESPONSE) {
            written.extend(decided(subjects));
        }
        // What a statement says of many records it says in one place.
        written.dedup_by_key(|(record, word)| (&record.id, word.span));
        let unknown = written.into_iter().filter(|(_, word)| words.find(track, &word.text).is_none());
        problems.extend(unknown.map(|(record, word)| report(words, record, track, word)));
    }
    problems
}

/// The entries of a history, where they are written: in records and in statements.
fn entries<'a>(subjects: &Subjects<'a>, track: &'static Track) -> impl Iterator<Item = (&'a Record, &'a Entry)> {
    let own = subjects.having(&track.entries.field);
    let own = own.flat_map(|(_, record)| record.values.get(&track.entries).iter().map(move |entry| (record, entry)));
    let fields = TOLD.into_iter().filter(|(other, _)| other.is(track)).map(|(_, field)| field);
    let told = fields.flat_map(|field| subjects.of_kind(Kind::Statement).map(move |(_, record)| (record, field)));
    let told = told.flat_map(|(record, field)| record.values.get(field).iter().map(move |told| (record, &told.entry)));
    own.chain(told)
}

/// The words of decisions that are no base words.
fn decided<'a>(subjects: &Subjects<'a>) -> Vec<(&'a Record, &'a Text)> {
    let meetings = subjects.of_kind(Kind::Meeting);
    let decisions = meetings.flat_map(|(_, record)| record.values.get(&DECISIONS).iter().map(move |own| (record, own)));
    let words = decisions.filter_map(|(record, decision)| match decision.values.value(&meeting::RESPONSE.field)? {
        Value::Written(text) => Some((record, text)),
        _ => None,
    });
    words.collect()
}

fn report(words: &Words, record: &Record, track: &'static Track, word: &Text) -> Diagnostic {
    let own = || words.of(track).iter().map(|own| &*own.text.text);
    let vocabulary = || track.counted.words().iter().map(|word| word.id);
    let field = field(track);
    let base = track.counted.nearest(&word.text);
    let offered = if track.is(&VERDICT) {
        match base {
            Some(base) => format!("did you mean `{}: {base}`? Or", track.counted.field.name),
            None if own().next().is_none() => "the review has no words of its own yet:".to_owned(),
            None => format!("it is one of {}; or", alternatives(own())),
        }
    } else {
        match nearest(&word.text, own()).first().copied().or(base) {
            Some(near) => format!("did you mean `{near}`? Or"),
            None => format!("it is one of {}; or", alternatives(own().chain(vocabulary()))),
        }
    };
    let line = line(track, &word.text, base.unwrap_or("…"));
    let message = format!("`{}` cannot be `{}`", field.name, word.text);
    let problem = Diagnostic::new(Code::UnknownChoice, &record.path, message).at(word.span);
    problem.help(format!("{offered} map it in `review.yaml`: `{line}`"))
}

/// The field of an entry of a history in which an own word stands.
fn field(track: &Track) -> &'static Field {
    if track.is(&VERDICT) { &RATING.field } else { &track.counted.field }
}

/// Reports entries whose rating stands for something else than what they state.
pub(super) fn contradictory_rating(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let words = &subjects.review.settings.words;
    let mut problems = Vec::new();
    for (record, entry) in entries(subjects, &VERDICT) {
        let Some(own) = words.said(&VERDICT, entry) else { continue };
        for (field, word) in &own.says {
            let Some(stated) = entry.values.get(field).filter(|stated| stated != word) else { continue };
            let name = field.field.name;
            let message = format!("`{name}` is `{}`, but `{}` stands for `{}`", stated.id, own.text.text, word.id);
            let span = entry.values.span(&field.field).unwrap_or(entry.span);
            let problem = Diagnostic::new(Code::ContradictoryRating, &record.path, message).at(span);
            let problem = problem.related(&subjects.review.settings.path, own.text.span, "mapped here");
            problems.push(problem.help(format!("remove `{name}`, or correct it or the mapping")));
        }
    }
    problems
}

/// Reports own words that are nearly equal to one another or to a base word: most likely one thing is called by two.
pub(super) fn nearly_equal(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let settings = &subjects.review.settings;
    let mut problems = Vec::new();
    for track in TRACKS {
        let own = settings.words.of(track);
        for (place, word) in own.iter().enumerate() {
            let base = track.counted.words().iter().map(|base| base.id).filter(|_| !track.is(&VERDICT));
            let others = own.iter().take(place).map(|other: &OwnWord| &*other.text.text).chain(base);
            let near = others.into_iter().find(|other| names::are_nearly_equal(&word.text.text, other));
            problems.extend(near.map(|near| {
                let message = format!("`{}` is nearly `{near}`", word.text.text);
                let problem = Diagnostic::new(Code::NearlyEqualWords, &settings.path, message).at(word.text.span);
                problem.help(format!("write `{near}` everywhere if the same is meant"))
            }));
        }
    }
    problems
}
