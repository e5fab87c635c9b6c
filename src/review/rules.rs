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
use crate::review::rules::subjects::Subjects;
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
    /// Whether what it reports of a record follows from nothing but that record, what others say of it in its histories, where
    /// its references lead, and the settings; on whatever day.
    of_each: bool,
    judge: fn(&Subjects<'_>) -> Vec<Diagnostic>,
}

const fn rule(code: Code, judge: fn(&Subjects<'_>) -> Vec<Diagnostic>) -> Rule {
    Rule {
        code,
        figure: None,
        of_its_time: false,
        about: None,
        needs: &[],
        needs_settings: true,
        of_each: false,
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

    const fn of_each(self) -> Rule {
        Rule { of_each: true, ..self }
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
    rule(Code::DatesRunBackwards, dates::run_backwards).of_each(),
    rule(Code::ClockWithoutDate, clocks::without_date).needs(&Kind::ALL),
    rule(Code::WeekdayMismatch, dates::weekday_mismatch),
    rule(Code::TotalMismatch, totals::mismatch).needs(&Kind::ALL),
    rule(Code::EntryOfAWhole, recommendations::entry_of_a_whole).about(Kind::Recommendation),
    rule(Code::UnknownAndSaid, histories::unknown_and_said),
    rule(Code::EntryAfterToday, histories::entry_after_today),
    rule(Code::SourcesDiffer, histories::sources_differ),
    rule(Code::NamedTwice, statements::named_twice).about(Kind::Statement),
    rule(Code::ProgressOnRejected, histories::progress_on_rejected).needs(&HISTORIES),
    rule(Code::ProgressTakenBack, histories::progress_taken_back).needs(&HISTORIES),
    rule(Code::CompleteBeforeResponse, histories::complete_before_response).needs(&HISTORIES),
    rule(Code::CompleteAgainstVerdict, histories::complete_against_verdict).needs(&HISTORIES),
    rule(Code::CommentAfterClose, dates::comment_after_close)
        .needs(&[Kind::Consultation, Kind::Comment])
        .about(Kind::Comment),
    rule(Code::DuplicateNumber, duplicates::duplicate_number),
    rule(Code::DuplicateLabel, duplicates::duplicate_label),
    rule(Code::DuplicateEntryId, duplicates::duplicate_entry_id).of_each(),
    rule(Code::PersonNamedTwice, duplicates::person_named_twice),
    rule(Code::NearlyEqualNames, names::nearly_equal).needs(&[Kind::Person, Kind::Organisation]),
    rule(Code::MixedScripts, scripts::mixed_scripts),
    rule(Code::NearlyEqualWords, words::nearly_equal),
    rule(Code::UnknownTitle, values::unknown_title),
    rule(Code::UnknownMeaning, values::unknown_meaning).about(Kind::Term),
    rule(Code::UnusedAttachment, files::unused_attachment).needs(&Kind::ALL),
    rule(Code::WordsAfterAddress, values::words_after_address),
];

/// What holds for every record, and cannot be switched off.
static ALWAYS: [Rule; 5] = [
    rule(Code::TotalWithoutMeaning, totals::without_meaning).needs(&[
        Kind::Recommendation,
        Kind::Group,
        Kind::Organisation,
    ]),
    rule(Code::UnknownPart, histories::unknown_part).needs(&HISTORIES).whatever_the_settings().of_each(),
    rule(Code::RemarkWithoutEntry, statements::remark_without_entry)
        .needs(&HISTORIES)
        .whatever_the_settings()
        .of_each(),
    rule(Code::UnknownChoice, words::unknown).of_each(),
    rule(Code::ContradictoryRating, words::contradictory_rating).of_each(),
];

/// The rules as `review.yaml` may name them.
#[must_use]
pub fn known() -> Vec<KnownRule> {
    RULES.iter().map(|rule| (rule.code, rule.figure.is_some())).collect()
}

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
    let found = OnceLock::new();
    let changed = before.and_then(|before| review.changed_since(&before.review));
    let were_kept = before.map_or(&[][..], |before| &before.rules);
    let rules = ALWAYS.par_iter().chain(&RULES).filter(|rule| rule.code.severity() == severity);
    let judged =
        rules.filter(|rule| !rule.is_off(&review.settings) && rule.waits_for(&review.unread).is_none()).map(|rule| {
            let setting = review.settings.rules.get(&rule.code);
            let figure = setting.and_then(|setting| setting.figure).or(rule.figure).unwrap_or_default();
            let only = changed.as_ref().filter(|_| rule.of_each && were_kept.contains(&rule.code));
            let excepted = review.excepted.get(&rule.code);
            let subjects = Subjects { review, as_of, figure, only, excepted, found: &found };
            let path_of = |number| Some(&review.records.get(RecordIx::new(number))?.path);
            let judged = guarded_among(Operation::Judge, &review.settings.path, path_of, || (rule.judge)(&subjects));
            (rule.code, judged.unwrap_or_else(|fault| vec![*fault]))
        });
    let judged: Vec<(Code, Vec<Diagnostic>)> = judged.collect();
    let kept = judged.iter().filter(|(_, problems)| problems.is_empty()).map(|(code, _)| *code).collect();
    (judged.into_iter().flat_map(|(_, problems)| problems).collect(), Kept { review: Arc::clone(review), rules: kept })
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
