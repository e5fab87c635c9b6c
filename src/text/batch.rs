//! Work that is done side by side, in batches.

/// How many items a thread takes at a time at most. Work is divided where another thread asks for some, so that without a limit
/// the last batch may be thousands of files, for which all others wait.
pub const BATCH: usize = 64;
