//! What stands above a list, for readers who see it for the first time: what they find there.

use crate::review::kind::Kind;

/// The leads of the lists, in the order of [`Kind::ALL`].
static LEADS: [&str; Kind::ALL.len()] = [
    "What the review was asked to assess.",
    "How the work was divided, and where each phase stands.",
    "What each sub-team was asked to do, by whom, and who belongs to it.",
    "Who took part in the review, with what they did and when.",
    "Who asked, was asked, answered, or had a part in what followed.",
    "What happened when, and what is still to come.",
    "What the review worked with, asked for and published.",
    "What the review found.",
    "What the review asks somebody to do, why, and what became of it.",
    "Recommendations that belong together, and what they have in common.",
    "What an earlier review recommended, and what became of it.",
    "What was said of many recommendations at once: resolutions, responses and reports on progress.",
    "When anybody could comment, and on what.",
    "What was said in public, about what, and how it was answered.",
    "When the review met, what was decided, and who was given what to do.",
    "News of the review.",
    "Words that readers may not know.",
    "Anything else that readers should know.",
];

/// The lead of the list of a kind.
#[must_use]
pub fn lead(kind: Kind) -> &'static str {
    LEADS.get(kind as usize).copied().unwrap_or_default()
}
