//! What the counts of the traceability count, and what each link says of it: "Findings: 5 of 7 made by a sub-team".

/// The clauses of one duty.
pub const SHALL: &str = "Clauses that the review shall assess";
/// The clauses of the other.
pub const MAY: &str = "Clauses that it may assess";
/// The clauses of which the duty is not known.
pub const NEITHER: &str = "Clauses whose duty is not known";
/// All sub-teams.
pub const TEAMS: &str = "Sub-teams";
/// All findings.
pub const FINDINGS: &str = "Findings";
/// All recommendations.
pub const RECOMMENDATIONS: &str = "Recommendations";

/// Of clauses.
pub const ASSESSED: &str = "assessed by a sub-team";
/// Of sub-teams.
pub const ASSESS: &str = "assess a clause";
/// Of sub-teams.
pub const MADE_A_FINDING: &str = "made a finding";
/// Of findings.
pub const MADE: &str = "made by a sub-team";
/// Of findings.
pub const ANSWER: &str = "concern a clause";
/// Of findings.
pub const LEAD: &str = "lead to a recommendation";
/// Of recommendations.
pub const DRAFTED: &str = "drafted by a sub-team";
/// Of recommendations.
pub const ANSWER_AT_ALL: &str = "concern a clause, by themselves or by their findings";
/// Of recommendations.
pub const FOLLOW: &str = "follow from a finding";
/// Of recommendations.
pub const HAVE_RESPONSE: &str = "have a response";
/// Of recommendations.
pub const HAVE_PROGRESS: &str = "have a report of progress";
/// Of recommendations.
pub const HAVE_VERDICT: &str = "have a verdict";
