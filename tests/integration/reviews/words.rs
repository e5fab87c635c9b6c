//! Texts: ordinary ones, and those that a page may trip over: long, of other scripts, with what HTML and Markdown mean.

use super::chance::Chance;

const PLAIN: [&str; 16] = [
    "root zone",
    "review",
    "the Board",
    "name",
    "security and stability",
    "policy",
    "Sub-team 1",
    "trust anchor",
    "evidence",
    "data",
    "full consensus",
    "P1",
    "high",
    "résumé",
    "安全 與 穩定",
    "ναί",
];
const STRANGE: [&str; 25] = [
    "<script>alert(1)</script>",
    "a & b &amp; c &lt; d",
    "\"quoted\" and 'so'",
    "*stars* _lines_ `ticks`",
    "[[teams/x]]",
    "!?…",
    "4.1",
    "2017",
    "yes",
    "- item",
    "# heading",
    "a: b",
    "https://example.org/a?b=1&c=2",
    "مراجعة الأمن",
    "ביקורת",
    "🙂 smile",
    "two\nlines",
    " spaces  within ",
    "a\tb",
    "</title><b>",
    "100%",
    "x|y",
    "a/b\\c",
    "e\u{301}tude",
    "none",
];
const LONG: &str = "The extent to which the organisation has carried out what was asked of it in the first review";
/// Attachments that there may be.
const FILES: [&str; 9] = [
    "documents/report.pdf",
    "documents/annex b.pdf",
    "documents/été.txt",
    "files/chart.png",
    "logo.png",
    "logo.svg",
    "people/photo (1).jpg",
    "files/deep/er/100%.csv",
    "teams/notes.txt",
];

/// The texts of one review: a few come up again and again, as the names of bodies and priorities do.
pub(crate) struct Words(Vec<String>);

impl Words {
    pub(crate) fn new(chance: &mut Chance) -> Words {
        Words((0..6).map(|_| any(chance)).collect())
    }

    /// A text that says nothing to Markdown or YAML.
    pub(crate) fn plain(&self, chance: &mut Chance) -> String {
        let count = chance.between(1, 3);
        (0..count).map(|_| *chance.pick(&PLAIN)).collect::<Vec<_>>().join(" ")
    }

    /// Any text.
    pub(crate) fn any(&self, chance: &mut Chance) -> String {
        if chance.per_cent(50) { chance.pick(&self.0).clone() } else { any(chance) }
    }

    pub(crate) fn title(&self, chance: &mut Chance) -> String {
        if chance.per_cent(60) { self.plain(chance) } else { any(chance) }
    }

    /// A label, which can stand in any form of reference.
    pub(crate) fn label(&self, chance: &mut Chance) -> String {
        let (a, b) = (chance.between(1, 9), chance.between(1, 30));
        match chance.below(4) {
            0 => format!("4.{a} (c)(ii)"),
            1 => format!("Recommendation {a}.{b}"),
            2 => format!("Empfehlung für {b} “安”"),
            _ => format!("R{b}"),
        }
    }
}

fn any(chance: &mut Chance) -> String {
    match chance.below(20) {
        0 => LONG.to_owned(),
        1 => LONG.replace(' ', ""),
        2 => "安".repeat(120),
        3..=9 => (*chance.pick(&STRANGE)).to_owned(),
        10 => chance.below(100).to_string(),
        _ => (*chance.pick(&PLAIN)).to_owned(),
    }
}

/// The paths of the attachments of a review.
pub(crate) fn files(chance: &mut Chance) -> Vec<String> {
    if chance.per_cent(20) {
        return Vec::new();
    }
    FILES.iter().filter(|_| chance.per_cent(50)).map(|file| (*file).to_owned()).collect()
}
