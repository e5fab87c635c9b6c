//! The rules a review is held to. A rule reads a whole review and says what does not keep to it; it changes nothing.
//!
//! Their defaults come from the work plan and the work breakdown structure of the SSR2 review. `review.yaml` may switch
//! each off, change its figure or except single records from it, with a reason; and it may say that the review is over, which
//! switches off at once what only those who still work can keep to.

mod charters;
mod circles;
mod clocks;
mod dates;
mod duplicates;
mod files;
mod histories;
mod names;
mod recommendations;
mod said;
mod scripts;
mod statements;
mod subjects;
mod totals;
mod values;
mod words;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::review::date::Day;
use crate::review::kind::Kind;
use crate::review::link::Review;
use crate::review::record::RecordIx;
use crate::review::rules::subjects::{Among, Subjects};
use crate::review::settings::{KnownRule, Settings};
use crate::review::unread::Unread;
use crate::text::code::{Code, Severity};
use crate::text::diagnostic::Diagnostic;
use crate::text::fault::{Operation, guarded_among};

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its code.
    pub code: Code,
    /// Its figure, where it has one.
    pub figure: Option<u64>,
    /// Whether only those who still work can keep to it, so that nobody can mend what breaks it in a record of the past.
    pub of_its_time: bool,
    /// The kind that it is about, where that is one: without such records there is nothing that it could report.
    about: Option<Kind>,
    /// The kinds of which all records must have been read, since it reports what is not there.
    needs: &'static [Kind],
    /// Whether it needs the settings, as whatever they may switch off does.
    needs_settings: bool,
    looks: Looks,
    judge: fn(&Subjects<'_>) -> Vec<Diagnostic>,
}

/// At what a rule looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Looks {
    /// At all records together.
    All,
    /// At one after the other, so that it may be asked about any of them.
    Each,
    /// The same, and what it reports of a record follows from nothing but that record, what others say of it in its histories,
    /// where its references lead, and the settings; on whatever day.
    Alone,
}

const fn rule(code: Code, judge: fn(&Subjects<'_>) -> Vec<Diagnostic>) -> Rule {
    Rule {
        code,
        figure: None,
        of_its_time: false,
        about: None,
        needs: &[],
        needs_settings: true,
        looks: Looks::All,
        judge,
    }
}

const fn rule_with_figure(code: Code, figure: u64, judge: fn(&Subjects<'_>) -> Vec<Diagnostic>) -> Rule {
    Rule { code, figure: Some(figure), ..rule(code, judge) }
}

impl Rule {
    const fn of_its_time(self) -> Rule {
        Rule { of_its_time: true, ..self }
    }

    const fn about(self, kind: Kind) -> Rule {
        Rule { about: Some(kind), ..self }
    }

    const fn needs(self, kinds: &'static [Kind]) -> Rule {
        Rule { needs: kinds, ..self }
    }

    const fn whatever_the_settings(self) -> Rule {
        Rule { needs_settings: false, ..self }
    }

    const fn at_each(self) -> Rule {
        Rule { looks: Looks::Each, ..self }
    }

    const fn at_each_alone(self) -> Rule {
        Rule { looks: Looks::Alone, ..self }
    }

    /// The file that has to be read before it can be judged.
    fn waits_for<'a>(&self, unread: &'a Unread) -> Option<&'a Arc<str>> {
        unread.settings().filter(|_| self.needs_settings).or_else(|| unread.of_kinds(self.needs))
    }

    /// Whether there is anything in a review that could break it.
    #[must_use]
    pub fn applies(&self, review: &Review) -> bool {
        self.about.is_none_or(|kind| review.of_kind(kind).next().is_some())
    }

    /// Whether it does not hold for the review: `review.yaml` says so of the rule, or says that the review is over.
    #[must_use]
    pub fn is_off(&self, settings: &Settings) -> bool {
        match settings.rules.get(&self.code) {
            Some(setting) => setting.off,
            None => self.of_its_time && settings.retrospective.is_some(),
        }
    }
}

/// The kinds that have histories, and those that say something in them.
static HISTORIES: [Kind; 4] = [Kind::Recommendation, Kind::Prior, Kind::Statement, Kind::Meeting];

/// Every rule that can be switched off.
pub static RULES: [Rule; 36] = [
    rule_with_figure(Code::CharterTooFewMembers, 3, charters::too_few_members).about(Kind::Charter).of_its_time(),
    rule(Code::CharterWithoutRapporteur, charters::without_rapporteur).about(Kind::Charter).of_its_time(),
    rule(Code::RapporteurNotAMember, charters::rapporteur_not_a_member).about(Kind::Charter),
    rule_with_figure(Code::CommentPeriodTooShort, 40, dates::comment_period_too_short)
        .about(Kind::Consultation)
        .of_its_time(),
    rule(Code::ClauseWithoutTeam, charters::clause_without_team)
        .about(Kind::Clause)
        .of_its_time()
        .needs(&[Kind::Clause, Kind::Charter]),
    rule(Code::RecommendationWithoutRationale, recommendations::without_rationale)
        .needs(&[Kind::Recommendation, Kind::Group])
        .about(Kind::Recommendation)
        .of_its_time(),
    rule(Code::RecommendationWithoutPriority, recommendations::without_priority)
        .needs(&[Kind::Recommendation])
        .about(Kind::Recommendation)
        .of_its_time(),
    rule(Code::RecommendationWithoutRoute, recommendations::without_route)
        .needs(&[Kind::Recommendation])
        .about(Kind::Recommendation)
        .of_its_time(),
    rule(Code::RecommendationWithoutCompletion, recommendations::without_completion)
        .needs(&[Kind::Recommendation])
        .about(Kind::Recommendation)
        .of_its_time(),
    rule(Code::RecommendationNotAgreed, recommendations::not_agreed)
        .needs(&HISTORIES)
        .about(Kind::Recommendation)
        .of_its_time(),
    rule(Code::CircularReference, circles::circular),
    rule(Code::DatesRunBackwards, dates::run_backwards).at_each_alone(),
    rule(Code::ClockWithoutDate, clocks::without_date).needs(&Kind::ALL),
    rule(Code::WeekdayMismatch, dates::weekday_mismatch).at_each(),
    rule(Code::TotalMismatch, totals::mismatch).needs(&Kind::ALL),
    rule(Code::EntryOfAWhole, recommendations::entry_of_a_whole).about(Kind::Recommendation),
    rule(Code::UnknownAndSaid, histories::unknown_and_said).at_each(),
    rule(Code::EntryAfterToday, histories::entry_after_today).at_each(),
    rule(Code::SourcesDiffer, histories::sources_differ).at_each(),
    rule(Code::NamedTwice, statements::named_twice).about(Kind::Statement).at_each(),
    rule(Code::ProgressOnRejected, histories::progress_on_rejected).needs(&HISTORIES).at_each(),
    rule(Code::ProgressTakenBack, histories::progress_taken_back).needs(&HISTORIES).at_each(),
    rule(Code::CompleteBeforeResponse, histories::complete_before_response).needs(&HISTORIES).at_each(),
    rule(Code::CompleteAgainstVerdict, histories::complete_against_verdict).needs(&HISTORIES).at_each(),
    rule(Code::CommentAfterClose, dates::comment_after_close)
        .needs(&[Kind::Consultation, Kind::Comment])
        .about(Kind::Comment)
        .at_each(),
    rule(Code::DuplicateNumber, duplicates::duplicate_number),
    rule(Code::DuplicateLabel, duplicates::duplicate_label),
    rule(Code::DuplicateEntryId, duplicates::duplicate_entry_id).at_each_alone(),
    rule(Code::PersonNamedTwice, duplicates::person_named_twice).at_each(),
    rule(Code::NearlyEqualNames, names::nearly_equal).needs(&[Kind::Person, Kind::Organisation]),
    rule(Code::MixedScripts, scripts::mixed_scripts).at_each(),
    rule(Code::NearlyEqualWords, words::nearly_equal),
    rule(Code::UnknownTitle, values::unknown_title).at_each(),
    rule(Code::UnknownMeaning, values::unknown_meaning).about(Kind::Term).at_each(),
    rule(Code::UnusedAttachment, files::unused_attachment).needs(&Kind::ALL),
    rule(Code::WordsAfterAddress, values::words_after_address).at_each(),
];

/// What holds for every record, and cannot be switched off.
static ALWAYS: [Rule; 5] = [
    rule(Code::TotalWithoutMeaning, totals::without_meaning).needs(&[
        Kind::Recommendation,
        Kind::Group,
        Kind::Organisation,
    ]),
    rule(Code::UnknownPart, histories::unknown_part).needs(&HISTORIES).whatever_the_settings().at_each_alone(),
    rule(Code::RemarkWithoutEntry, statements::remark_without_entry)
        .needs(&HISTORIES)
        .whatever_the_settings()
        .at_each_alone(),
    rule(Code::UnknownChoice, words::unknown).at_each_alone(),
    rule(Code::ContradictoryRating, words::contradictory_rating).at_each_alone(),
];

/// The rules as `review.yaml` may name them.
#[must_use]
pub fn known() -> Vec<KnownRule> {
    RULES.iter().map(|rule| (rule.code, rule.figure.is_some())).collect()
}

/// How many records are held to the rules at a time that look at one after the other.
const PART: usize = 512;

/// The rules of which nothing was to be reported in a review.
#[derive(Debug, Clone)]
pub struct Kept {
    review: Arc<Review>,
    rules: Vec<Code>,
}

/// Holds a review to the rules of a severity that are switched on, on the day that counts as today; and says which of them it
/// keeps. A rule that another state of it kept, and that speaks of each record alone, is asked of the records that are not the
/// same.
#[must_use]
pub fn judge(review: &Arc<Review>, as_of: Day, severity: Severity, before: Option<&Kept>) -> (Vec<Diagnostic>, Kept) {
    let changed = before.and_then(|before| review.changed_since(&before.review));
    let were_kept = before.map_or(&[][..], |before| &before.rules);
    let rules: Vec<&Rule> = ALWAYS
        .iter()
        .chain(&RULES)
        .filter(|rule| rule.code.severity() == severity && !rule.is_off(&review.settings))
        .filter(|rule| rule.waits_for(&review.unread).is_none())
        .collect();
    let (of_changed, others): (Vec<&Rule>, Vec<&Rule>) = rules
        .iter()
        .partition(|rule| changed.is_some() && rule.looks == Looks::Alone && were_kept.contains(&rule.code));
    let (of_all, of_parts): (Vec<&Rule>, Vec<&Rule>) = others.iter().partition(|rule| rule.looks == Looks::All);
    let of_changed = changed.iter().map(|changed| (of_changed.as_slice(), Among::Only(changed)));
    let of_all = of_all.chunks(1).map(|rule| (rule, Among::Part(0..review.records.len())));
    let parts = (0..review.records.len()).step_by(PART);
    let parts = parts.map(|start| Among::Part(start..review.records.len().min(start + PART)));
    let asked: Vec<(&[&Rule], Among<'_>)> =
        of_changed.chain(of_all).chain(parts.map(|part| (of_parts.as_slice(), part))).collect();
    let found = asked.into_par_iter().with_max_len(1).map(|(rules, among)| ask(review, as_of, rules, among));
    let found: Vec<(Code, Vec<Diagnostic>)> = found.flatten_iter().collect();
    let is_kept = |rule: &&&Rule| !found.iter().any(|(code, _)| *code == rule.code);
    let kept = rules.iter().filter(is_kept).map(|rule| rule.code).collect();
    (found.into_iter().flat_map(|(_, problems)| problems).collect(), Kept { review: Arc::clone(review), rules: kept })
}

/// Holds some records to some rules, one record to all of them before the next few: what a record says lies anywhere in memory,
/// and to go there takes longer than to judge it. Says what those report that report anything.
fn ask(review: &Review, as_of: Day, rules: &[&Rule], among: Among<'_>) -> Vec<(Code, Vec<Diagnostic>)> {
    let found = OnceLock::new();
    let judged = rules.iter().map(|rule| {
        let setting = review.settings.rules.get(&rule.code);
        let figure = setting.and_then(|setting| setting.figure).or(rule.figure).unwrap_or_default();
        let excepted = review.excepted.get(&rule.code);
        let subjects = Subjects { review, as_of, figure, among: among.clone(), excepted, found: &found };
        let path_of = |number| Some(&review.records.get(RecordIx::new(number))?.path);
        let judged = guarded_among(Operation::Judge, &review.settings.path, path_of, || (rule.judge)(&subjects));
        (rule.code, judged.unwrap_or_else(|fault| vec![*fault]))
    });
    judged.filter(|(_, problems)| !problems.is_empty()).collect()
}

/// How many rules wait for each file that could not be read.
#[must_use]
pub fn waiting(review: &Review) -> BTreeMap<Arc<str>, u64> {
    let mut waiting = BTreeMap::new();
    let held = ALWAYS.iter().chain(&RULES).filter(|rule| !rule.is_off(&review.settings) && rule.applies(review));
    for path in held.filter_map(|rule| rule.waits_for(&review.unread)) {
        *waiting.entry(Arc::clone(path)).or_default() += 1;
    }
    waiting
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::link::link;
    use crate::review::parse::parse;
    use crate::review::record::Record;
    use crate::text::source::Source;

    /// More recommendations than are judged at a time.
    const COUNT: usize = PART * 2 + 3;

    /// A recommendation, which may say what a rule reports.
    fn recommendation(number: usize, is_wrong: bool) -> Arc<Record> {
        let path: Arc<str> = format!("recommendations/{number:05}.md").into();
        let progress = if is_wrong { "progress: [{state: complete, date: 2020-01-01, part: z}]\n" } else { "" };
        let text = format!("---\ntitle: A\n{progress}---\n").into();
        Arc::clone(&parse(&Source { shown: Arc::clone(&path), path, text, usable: true }).records[0])
    }

    /// The records of which it is reported that they have no such part, and the rules that were kept.
    fn judged(review: &Arc<Review>, before: Option<&Kept>) -> (Vec<String>, Kept) {
        let day = "2024-12-31".parse().expect("a day");
        let (problems, kept) = judge(review, day, Severity::Error, before);
        let paths = problems.into_iter().filter(|problem| problem.code == Code::UnknownPart);
        let mut paths: Vec<String> = paths.map(|problem| problem.path.to_string()).collect();
        paths.sort_unstable();
        (paths, kept)
    }

    fn linked(records: &[Arc<Record>], before: Option<&Review>) -> Arc<Review> {
        let settings = before.map_or_else(Arc::default, |before| Arc::clone(&before.settings));
        Arc::new(link(settings, records.to_vec(), Vec::new(), Unread::default(), before).0)
    }

    #[test]
    fn each_record_of_a_large_review_is_judged_once() {
        let wrong = [0, PART - 1, PART, PART * 2, COUNT - 1];
        let path = |number: &usize| format!("recommendations/{number:05}.md");
        let records: Vec<_> = (0..COUNT).map(|number| recommendation(number, wrong.contains(&number))).collect();
        assert_eq!(judged(&linked(&records, None), None).0, wrong.iter().map(path).collect::<Vec<_>>());

        let mut records: Vec<_> = (0..COUNT).map(|number| recommendation(number, false)).collect();
        let review = linked(&records, None);
        let (paths, kept) = judged(&review, None);
        assert!(paths.is_empty() && kept.rules.contains(&Code::UnknownPart));
        // Then it is asked only about those that have changed.
        for number in [PART, COUNT - 1] {
            let before = std::mem::replace(&mut records[number], recommendation(number, true));
            assert_eq!(judged(&linked(&records, Some(&review)), Some(&kept)).0, [path(&number)]);
            records[number] = before;
        }
    }
}
