//! Assets: files of a theme that are published as they are, under names that change with their bytes.

use std::borrow::Cow;

use crate::text::span::slice;

/// The folder of assets, in a theme and in the site.
pub const ASSETS: &str = "assets/";

/// A file of a theme that is published.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its path in the site. A hash of its bytes is part of it, so that hosts and browsers may keep it for ever, and
    /// pages of before and after a change each find the one that they were made with.
    pub file: String,
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
}

impl Asset {
    /// The asset of a name in the theme.
    #[must_use]
    pub fn new(name: &str, bytes: Cow<'static, [u8]>) -> Asset {
        let hash = blake3::hash(&bytes).to_hex();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let dot = if ending.is_empty() { "" } else { "." };
        Asset { file: format!("{ASSETS}{stem}-{}{dot}{ending}", slice(&hash, ..12)), bytes }
    }
}
