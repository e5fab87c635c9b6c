//! The tests of the program as a whole: through its library, and as the program that somebody starts.
//!
//! They are one binary, since each would hold all of the program: what takes the time of a build is putting it together.
//! So they run side by side in one process, and none may change what belongs to all of it: the current folder, the
//! environment, limits, the handling of signals. A test that needs its own runs the program, or this binary again (`child`).

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests make and read folders of their own")]

mod addresses;
mod cases;
mod causes;
mod checkout;
mod child;
mod commands;
mod confined;
mod demonstrations;
mod doors;
mod facets;
mod files;
mod floors;
mod forms;
mod fuzz;
mod incremental;
mod libraries;
mod limits;
mod lists;
mod manual;
mod preview;
mod program;
mod publish;
mod request;
mod reviews;
mod search;
mod standing;
mod tree;
mod untrusted;
mod watcher;
