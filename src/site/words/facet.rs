//! What recommendations are told apart by, and what is said of those that say nothing.

/// What those asked answered.
pub const RESPONSE: &str = "Response";
/// How far it is carried out.
pub const PROGRESS: &str = "Progress";
/// Whether it was found to be implemented.
pub const VERDICT: &str = "Verdict";
/// Whether anything is still to be done.
pub const STATE: &str = "Open or closed";
/// How urgent it is.
pub const PRIORITY: &str = "Priority";
/// The subject under which readers look for it.
pub const THEME: &str = "Theme";
/// Who is asked to act.
pub const ADDRESSEE: &str = "Addressee";
/// Whose recommendation it is.
pub const TEAM: &str = "Sub-team";
/// The group that it belongs to.
pub const GROUP: &str = "Group";
/// Response and progress together.
pub const OUTCOME: &str = "Response and progress";

/// What is said of a recommendation that says nothing: that it does not, and no more.
pub const NOT_STATED: &str = "not stated";
/// What is said of one of no theme.
pub const NO_THEME: &str = "no theme";
/// What is said of one of no group.
pub const NO_GROUP: &str = "no group";

/// What is said where not all that is current says the same.
pub const DIFFERS: &str = "differs";
/// The same, of many: "3 differing".
pub const DIFFERING: &str = "differing";
/// What an answer of a verdict is about, before a number of them: "implemented: 3 yes".
pub const IMPLEMENTED: &str = "implemented";
