//! Runs the command line, and turns its result into an exit code.

use std::process::ExitCode;

/// Records and pages are many small texts, made on one thread and dropped on another: the allocator of glibc spends a fifth
/// of a build on that, this one does not.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    rapporteur::cli::run()
}
