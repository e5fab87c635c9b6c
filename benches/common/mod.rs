//! What every benchmark stands on: a review of any size, a folder to write it to, and tables of what was measured.
//!
//! A benchmark declares this file as a module by its path; nothing in here is for one benchmark only.

mod body;
pub(crate) mod corpus;
pub(crate) mod disk;
mod fate;
pub(crate) mod figures;
pub(crate) mod hugo;
pub(crate) mod process;
pub(crate) mod prose;
pub(crate) mod recommendation;
mod records;
pub(crate) mod settings;
mod statement;
mod supporting;
pub(crate) mod table;
mod told;
pub(crate) mod world;
