//! Characters that nobody sees, in what is shown. Those in addresses and names of records are reported with these.

use crate::text::code::Code;
use crate::text::markdown::suspect::{Shown, Suspect};
use crate::text::unseen::{called, unseen};

/// Finds the first of them: what was pasted has many.
pub(super) fn find(shown: &Shown<'_>, found: &mut Vec<Suspect>) {
    let mut all = unseen(shown.text).filter(|(at, _)| shown.at(*at) != 0);
    let Some((at, c)) = all.next() else { return };
    let more = match all.count() {
        0 => String::new(),
        1 => ", and one more in this text".to_owned(),
        more => format!(", and {more} more in this text"),
    };
    let message = format!("{}{more}", called(c));
    let help = "delete it; where it is meant, write `<!-- rapporteur: as-written -->` above the block".to_owned();
    found.push(Suspect { code: Code::InvisibleCharacter, place: at..at + c.len_utf8(), message, help });
}
