//! How it is shown: what of a review is visible, what follows from it, where it lies, what stands on each page, and the
//! bytes that are published.
//!
//! This floor reads a finished review and changes nothing in it. Each room knows only those before it:
//!
//! ```text
//! publication   the choices of a build            visible     what of the review is shown
//! body          a body's tokens, written          search      the words of the search
//! analysis      what follows from what is shown: pure, and the one lazy place
//! addresses     the file of each route, and every link
//! map           which routes there are            layout      what stands in the way of what
//! edit          where an edit is looked for first
//! edition       what addresses say, in short      former      what an earlier edition said, and this one would not
//! view          one file a page: plain data for a template
//! page          the template of a route, and what it sees
//! render        the bytes of a route, whatever makes them
//! output        the only writer of files
//! ```

pub mod publication;
pub mod visible;

pub mod paging;
pub mod words;

pub mod called;

pub mod body;
pub mod search;

pub mod analysis;

mod portable;

pub mod address;
mod folder;
pub mod link;
pub mod overview;
pub mod route;

pub mod addresses;

pub mod map;

pub mod destination;

pub mod edit;
pub mod edition;
pub mod former;

pub mod citation;
pub mod layout;

pub mod view;

pub mod accent;
pub mod asset;
pub mod menu;
mod paper;
pub mod template;

pub mod given;
mod mistake;
pub mod page;
pub mod policy;
pub mod theme;

pub mod render;

pub mod output;
