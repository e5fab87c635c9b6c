//! Folders of the site: what the page of one is called, where no more is known of it.

use crate::review::kind::Kind;
use crate::review::settings::Settings;
use crate::review::wording::capitalise;
use crate::site::overview::Overview;

/// What a page of the site that is no record's is called, by its folder alone: a value by its part of the address.
#[must_use]
pub(super) fn title(settings: &Settings, folder: &str) -> String {
    let names = &settings.names;
    let first = folder.split_once("/page/").map_or(folder, |(first, _)| first);
    let overview = Overview::ALL.into_iter().find(|overview| overview.folder() == first);
    if first.is_empty() {
        settings.short.as_ref().unwrap_or(&settings.title).clone()
    } else if let Some(kind) = Kind::of_folder(first) {
        names.heading(kind).into_owned()
    } else if let Some(overview) = overview {
        names.say(overview.title()).into_owned()
    } else if first.starts_with(Overview::Report.folder()) {
        names.say(Overview::Report.title()).into_owned()
    } else {
        capitalise(&first.rsplit('/').next().unwrap_or_default().replace('-', " "))
    }
}
