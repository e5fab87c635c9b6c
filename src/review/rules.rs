//! The rules a review is held to. A rule reads a whole review and says what does not keep to it; it changes nothing.
//!
//! Their defaults come from the work plan and the work breakdown structure of the SSR2 review. `review.yaml` may switch
//! each off, change its figure or except single records from it, with a reason.

mod charters;
mod circles;
mod dates;
mod recommendations;
mod subjects;
mod totals;

use rayon::prelude::*;

use crate::review::link::Review;
use crate::review::rules::subjects::Subjects;
use crate::review::settings::KnownRule;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::fault::{Operation, guarded};

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its code.
    pub code: Code,
    /// Its figure, where it has one.
    pub figure: Option<u64>,
    judge: fn(&Subjects<'_>) -> Vec<Diagnostic>,
}

const fn rule(code: Code, judge: fn(&Subjects<'_>) -> Vec<Diagnostic>) -> Rule {
    Rule { code, figure: None, judge }
}

const fn rule_with_figure(code: Code, figure: u64, judge: fn(&Subjects<'_>) -> Vec<Diagnostic>) -> Rule {
    Rule { code, figure: Some(figure), judge }
}

/// Every rule that can be switched off.
pub static RULES: [Rule; 14] = [
    rule_with_figure(Code::CharterTooFewMembers, 3, charters::too_few_members),
    rule(Code::CharterWithoutRapporteur, charters::without_rapporteur),
    rule(Code::RapporteurNotAMember, charters::rapporteur_not_a_member),
    rule_with_figure(Code::CommentPeriodTooShort, 40, dates::comment_period_too_short),
    rule(Code::ClauseWithoutTeam, charters::clause_without_team),
    rule(Code::RecommendationWithoutRationale, recommendations::without_rationale),
    rule(Code::RecommendationWithoutPriority, recommendations::without_priority),
    rule(Code::RecommendationWithoutRoute, recommendations::without_route),
    rule(Code::RecommendationWithoutCompletion, recommendations::without_completion),
    rule(Code::RecommendationNotAgreed, recommendations::not_agreed),
    rule(Code::CircularReference, circles::circular),
    rule(Code::DatesRunBackwards, dates::run_backwards),
    rule(Code::WeekdayMismatch, dates::weekday_mismatch),
    rule(Code::TotalMismatch, totals::mismatch),
];

/// The rules as `review.yaml` may name them.
#[must_use]
pub fn known() -> Vec<KnownRule> {
    RULES.iter().map(|rule| (rule.code, rule.figure.is_some())).collect()
}

/// Holds a review to the rules that are switched on.
#[must_use]
pub fn judge(review: &Review) -> Vec<Diagnostic> {
    let judged = RULES.par_iter().map(|rule| {
        let setting = review.settings.rules.get(&rule.code);
        if setting.is_some_and(|setting| setting.off) {
            return Vec::new();
        }
        let figure = setting.and_then(|setting| setting.figure).or(rule.figure).unwrap_or_default();
        let subjects = Subjects { review, figure, excepted: review.excepted.get(&rule.code) };
        let judged = guarded(Operation::Judge, &review.settings.path, || (rule.judge)(&subjects));
        judged.unwrap_or_else(|fault| vec![*fault])
    });
    judged.collect::<Vec<_>>().into_iter().flatten().collect()
}
