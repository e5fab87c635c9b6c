//! The words of the interface that stand on pages beside the record's own, where neither a template nor the declaration of a
//! kind has them: no other file of a site has any, and a test keeps it so.

pub mod answer;
pub mod citation;
pub mod date;
pub mod discrepancy;
pub mod facet;
pub mod label;
pub mod lead;
pub mod meaning;
pub mod page;
pub mod state;
pub mod step;
pub mod time;

use crate::review::answer::Answer;
pub use crate::review::wording::capitalise;

use crate::review::kind::history::{EFFECT, IMPLEMENTED, INTENT, TRACKS, Track};
use crate::review::kind::typed::{Choice, Typed};
use crate::review::kind::word::Mark;
use crate::review::untitled::Made;
use crate::review::words::{OwnWord, Words};
use crate::site::words::date::show_date;
use crate::text::markdown::document::Alert;

/// What the answers of a verdict are about.
pub static ABOUT: [(&Typed<Choice>, &str); 3] =
    [(&IMPLEMENTED, "implemented"), (&EFFECT, "intended effect"), (&INTENT, "intent")];

/// What an own word counts as in an answer: "approved in part", "implemented: partly, intent: satisfactory".
#[must_use]
pub fn counts_as(own: &OwnWord, answer: Answer<'_>) -> String {
    let answers = ABOUT.into_iter().filter_map(|(field, about)| Some(format!("{about}: {}", own.word(field)?.label)));
    let answers: Vec<String> = answers.collect();
    if answers.is_empty() { answer.base().label().into_owned() } else { answers.join(", ") }
}

/// A word of a history, as a legend has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendWord<'a> {
    /// The history.
    pub history: &'static str,
    /// The word, as readers see it.
    pub word: &'a str,
    /// What it counts as, where it is one of the review's own.
    pub counts_as: Option<String>,
    /// What it means, where the review says so.
    pub means: Option<&'a str>,
    /// How it weighs.
    pub mark: Mark,
}

/// All words of the three histories, those of each in order: first the base words, then the review's own.
#[must_use]
pub fn legend(words: &Words) -> Vec<LegendWord<'_>> {
    let of_track = |track: &'static Track| {
        let base = track.counted.words().iter().map(|word| LegendWord {
            history: track.name(),
            word: word.label,
            counts_as: None,
            means: None,
            mark: word.mark,
        });
        let own = words.of(track).iter().map(|own| {
            let answer = Answer::of_own(track, own, false);
            LegendWord {
                history: track.name(),
                word: &own.text.text,
                counts_as: Some(counts_as(own, answer)),
                means: own.means.as_deref(),
                mark: answer.mark(),
            }
        });
        base.chain(own).collect::<Vec<_>>()
    };
    TRACKS.into_iter().flat_map(of_track).collect()
}

/// What a comment without a title is called: by its kind and who made it, with its date where that tells it from others.
#[must_use]
pub fn made_by(kind: &str, made: &Made) -> String {
    let by = format!("{} by {}", capitalise(kind), made.by);
    match made.date {
        Some(date) => format!("{by}, {}", show_date(date).text),
        None => by,
    }
}

/// What a footnote's list is called.
pub const FOOTNOTES: &str = "Footnotes";
/// What a table is called that stands under no heading, and whose columns have none.
pub const TABLE: &str = "Table";
/// A task that is done.
pub const DONE: &str = "done";
/// A task that is not.
pub const TO_DO: &str = "to do";

/// What a quotation is called that draws attention.
#[must_use]
pub fn alert(alert: Alert) -> &'static str {
    match alert {
        Alert::Note => "Note",
        Alert::Tip => "Tip",
        Alert::Important => "Important",
        Alert::Warning => "Warning",
        Alert::Caution => "Caution",
    }
}

/// What a footnote is called.
#[must_use]
pub fn footnote(number: u32) -> String {
    format!("Footnote {number}")
}

/// What a link back to a mark of a footnote is called.
#[must_use]
pub fn back(mark: &str) -> String {
    format!("Back to mark {mark}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::settings;
    use crate::text::source::Source;

    #[test]
    fn a_legend_has_the_base_words_and_after_them_the_own_words_with_what_they_count_as() {
        let words = "{response: {fine: approved}, verdict: {Closed: {effect: no, means: Nobody looks.}}}";
        let (path, text) = ("review.yaml", format!("title: Made up\nwords: {words}\n"));
        let source = Source { path: path.into(), shown: path.into(), text: text.into(), usable: true };
        let (settings, problems) = settings::parse(Some(&source), &path.into(), &[]);
        assert_eq!(problems, []);
        let legend = legend(&settings.words);
        let own: Vec<(&str, &str, Option<&str>, Option<&str>)> = legend
            .iter()
            .filter(|word| word.counts_as.is_some())
            .map(|word| (word.history, word.word, word.counts_as.as_deref(), word.means))
            .collect();
        let closed = ("verdict", "Closed", Some("intended effect: no"), Some("Nobody looks."));
        assert_eq!(own, [("response", "fine", Some("approved"), None), closed]);
        assert_eq!(legend.first().map(|word| word.word), Some("approved"));
        assert_eq!(legend.len(), TRACKS.iter().map(|track| track.counted.words().len()).sum::<usize>() + 2);
    }
}
