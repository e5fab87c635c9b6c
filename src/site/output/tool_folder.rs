//! What the tool keeps for itself in the folder that it publishes into.

/// The folder in the output folder that the tool keeps its own files in.
pub(super) const TOOL_FOLDER: &str = ".rapporteur";

/// The name of the manifest among the tool's own files.
pub(super) const MANIFEST: &str = "manifest";
