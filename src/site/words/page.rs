//! What the pages about the whole review are called, the sections of the menu, and the parts of the report.

/// What was added or happened, the newest first.
pub const CHANGES: &str = "Changes";
/// The record as one document.
pub const REPORT: &str = "Report";
/// What followed from the mandate.
pub const TRACEABILITY: &str = "Traceability";
/// The recommendations that are open.
pub const OPEN: &str = "Open recommendations";
/// What is late.
pub const OVERDUE: &str = "Overdue";
/// The subjects of recommendations.
pub const THEMES: &str = "Themes";
/// The register of action items.
pub const ACTIONS: &str = "Action items";
/// The register of decisions.
pub const DECISIONS: &str = "Decisions";
/// What does not go together.
pub const DISCREPANCIES: &str = "Discrepancies";
/// How the record is kept.
pub const METHOD: &str = "Method";
/// The search.
pub const SEARCH: &str = "Search";

/// The section of the menu for what was asked, and by whom.
pub const THE_REVIEW: &str = "The review";
/// The section for what the review found, and what followed.
pub const WHAT_CAME: &str = "What came of it";
/// The section for how the work went.
pub const PROCEEDINGS: &str = "Proceedings";
/// The section for what helps to read the record.
pub const REFERENCE: &str = "Reference";
/// The section for pages that the record has besides.
pub const BACKGROUND: &str = "Background";

/// The part of the report with the clauses.
pub const MANDATE: &str = "Mandate";
/// The part with the sub-teams.
pub const TEAMS: &str = "Sub-teams";
/// The part with the phases.
pub const WORK_PLAN: &str = "Work plan";
/// The part with the milestones.
pub const TIMELINE: &str = "Timeline";
/// The part with the meetings.
pub const MEETINGS: &str = "Meetings";
/// The part with the findings.
pub const FINDINGS: &str = "Findings";
/// The part with the groups and their recommendations.
pub const RECOMMENDATIONS: &str = "Recommendations";
/// The part with the recommendations of earlier reviews.
pub const PRIOR: &str = "Prior recommendations";
/// The part with the statements.
pub const STATEMENTS: &str = "Statements";
/// The part with the comment periods and their comments.
pub const PUBLIC_COMMENT: &str = "Public comment";
/// The part with the updates.
pub const UPDATES: &str = "Updates";
/// The part with the people.
pub const PEOPLE: &str = "People";
/// The part with the organisations.
pub const ORGANISATIONS: &str = "Organisations";
/// The part with the terms.
pub const GLOSSARY: &str = "Glossary";
/// The part with the documents.
pub const DOCUMENTS: &str = "Documents";
/// The part with all other pages.
pub const FURTHER_PAGES: &str = "Further pages";
