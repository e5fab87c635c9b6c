//! How it is shown: which addresses there are, what stands on each page, and the bytes that are published.
//!
//! This floor reads a finished review and changes nothing in it. A page is a pure function of one route and the review;
//! it knows nothing of files, and only [`output`] writes.

pub mod address;
pub mod route;
pub mod standpoint;

pub mod accent;
pub mod asset;
mod derived;
pub mod edition;
pub mod facet;
pub mod mandate;
pub mod menu;
pub mod misnamed;
pub mod overview;
pub mod page;
pub mod paging;
pub mod period;
pub mod policy;
pub mod register;
pub mod report;
pub mod search;
pub mod trace;
pub mod view;

pub mod body;
pub mod shown;
pub mod words;

pub mod theme;

pub mod output;
