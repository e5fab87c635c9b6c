//! What every benchmark stands on: a review of any size, a folder to write it to, and tables of what was measured.
//!
//! A benchmark declares this file as a module by its path; nothing in here is for one benchmark only.

mod body;
pub(crate) mod corpus;
pub(crate) mod disk;
pub(crate) mod figures;
pub(crate) mod process;
pub(crate) mod prose;
pub(crate) mod records;
pub(crate) mod settings;
pub(crate) mod table;
mod world;
