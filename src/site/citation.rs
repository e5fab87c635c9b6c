//! How something is cited, in the forms that reference managers take: BibTeX, RIS and CSL-JSON.
//!
//! Names are given whole, since nobody can tell which part of a name is which; and what is not known is left out, but for the
//! year, which the styles of BibTeX ask for.

use serde::Serialize;

use crate::review::date::{Date, Partial};
use crate::site::words::citation::NO_DATE;

/// About how many bytes one form of a citation has.
const ROOM: usize = 512;

/// What is cited.
#[derive(Debug)]
pub struct Citation {
    /// By what name a document that cites it calls it.
    pub key: String,
    /// Whether it is a page of the record; if not, it stands by itself.
    pub is_page: bool,
    /// What it is called.
    pub title: String,
    /// Who made it.
    pub by: Vec<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// What it is a part of.
    pub part_of: Option<String>,
    /// When it was made.
    pub date: Option<Date>,
    /// Which edition it is.
    pub edition: Option<String>,
    /// Its address on the web.
    pub url: Option<String>,
}

/// A name for something with this id in this review, of characters that every program takes.
#[must_use]
pub fn key(review: &str, id: &str) -> String {
    let plain = |text: &str| -> String {
        let kept = text.chars().map(|c| if c == '/' || c.is_whitespace() { '-' } else { c });
        kept.filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).collect()
    };
    let (review, id) = (plain(review).to_lowercase(), plain(id));
    [review, id].into_iter().filter(|part| !part.is_empty()).collect::<Vec<String>>().join("-")
}

impl Citation {
    /// For LaTeX. The address is what it is: it is read letter by letter.
    #[must_use]
    pub fn bibtex(&self) -> String {
        let mut out = String::with_capacity(ROOM);
        out.extend(["@misc{", &self.key]);
        let mut field = |name: &str, write: &dyn Fn(&mut String)| {
            out.extend([",\n  ", name, " = {"]);
            write(&mut out);
            out.push('}');
        };
        if !self.by.is_empty() {
            field("author", &|out| {
                for (before, name) in self.by.iter().enumerate() {
                    out.push_str(if before > 0 { " and {" } else { "{" });
                    for_tex(name, out);
                    out.push('}');
                }
            });
        }
        field("title", &|out| {
            out.push('{');
            for_tex(&self.title, out);
            out.push('}');
        });
        for (name, text) in [("howpublished", &self.part_of), ("publisher", &self.publisher)] {
            text.iter().for_each(|text| field(name, &|out| for_tex(text, out)));
        }
        let made = self.made();
        let year = made.map_or_else(|| NO_DATE.to_owned(), |made| made.year.to_string());
        field("year", &|out| out.push_str(&year));
        if let Some(month) = made.and_then(|made| made.month) {
            field("month", &|out| out.push_str(&month.to_string()));
        }
        self.edition.iter().for_each(|edition| field("note", &|out| for_tex(edition, out)));
        self.url.iter().for_each(|url| field("url", &|out| without_braces(url, out)));
        out.push_str("\n}\n");
        out
    }

    /// For most reference managers.
    #[must_use]
    pub fn ris(&self) -> String {
        let mut out = String::with_capacity(ROOM);
        let mut line = |tag: &str, value: &str| {
            out.extend([tag, "  - "]);
            in_one_line(value).for_each(|part| out.push_str(part));
            out.push('\n');
        };
        line("TY", if self.is_page { "ELEC" } else { "GEN" });
        self.by.iter().for_each(|name| line("AU", name));
        line("TI", &self.title);
        for (tag, text) in [("T2", &self.part_of), ("PB", &self.publisher)] {
            text.iter().for_each(|text| line(tag, text));
        }
        if let Some(made) = self.made() {
            let part = |part: Option<i8>| part.map_or_else(String::new, |part| format!("{part:02}"));
            line("PY", &format!("{:04}", made.year));
            line("DA", &format!("{:04}/{}/{}/", made.year, part(made.month), part(made.day)));
        }
        for (tag, text) in [("ET", &self.edition), ("UR", &self.url)] {
            text.iter().for_each(|text| line(tag, text));
        }
        line("ID", &self.key);
        line("ER", "");
        out
    }

    /// For programs that lay out citations in any style.
    #[must_use]
    pub fn csl(&self) -> String {
        #[derive(Serialize)]
        struct Name<'a> {
            literal: &'a str,
        }
        #[derive(Serialize)]
        struct Issued {
            #[serde(rename = "date-parts")]
            parts: [Vec<i16>; 1],
        }
        let names: Vec<Name<'_>> = self.by.iter().map(|name| Name { literal: name }).collect();
        let issued = self.made().map(|made| {
            let after = made.month.into_iter().chain(made.day).map(i16::from);
            Issued { parts: [[made.year].into_iter().chain(after).collect()] }
        });
        let text = |text: &Option<String>| text.as_ref().map(json);
        let fields = [
            ("id", Some(json(&self.key))),
            ("type", Some(json(if self.is_page { "webpage" } else { "document" }))),
            ("title", Some(json(&self.title))),
            ("author", (!names.is_empty()).then(|| json(&names))),
            ("container-title", text(&self.part_of)),
            ("publisher", text(&self.publisher)),
            ("issued", issued.as_ref().map(json)),
            ("edition", text(&self.edition)),
            ("URL", text(&self.url)),
        ];
        let mut out = String::with_capacity(ROOM);
        let mut before = "[{\n\"";
        for (name, value) in fields.iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
            out.extend([before, name, "\": ", value]);
            before = ",\n\"";
        }
        out.push_str("\n}]");
        out
    }

    /// When it was made, or begun.
    fn made(&self) -> Option<Partial> {
        match self.date? {
            Date::Unknown => None,
            Date::At(made) | Date::Range(made, _) => Some(made),
        }
    }
}

/// Some plain data as JSON.
fn json(value: &(impl Serialize + ?Sized)) -> String {
    // Texts and numbers can always be written.
    serde_json::to_string(value).unwrap_or_default()
}

/// Adds a text as TeX reads it: what means something else there is written so that it does not.
fn for_tex(text: &str, out: &mut String) {
    for c in in_one_line(text).flat_map(str::chars) {
        match c {
            '{' | '}' | '&' | '%' | '#' | '_' | '$' => out.extend(['\\', c]),
            '\\' => out.push_str("{\\textbackslash}"),
            '~' => out.push_str("{\\textasciitilde}"),
            '^' => out.push_str("{\\textasciicircum}"),
            _ => out.push(c),
        }
    }
}

/// Adds an address without what would end its field.
fn without_braces(address: &str, out: &mut String) {
    for c in address.chars() {
        match c {
            '{' => out.push_str("%7B"),
            '}' => out.push_str("%7D"),
            '\\' => out.push_str("%5C"),
            _ => out.push(c),
        }
    }
}

/// The words of a text with one space between them.
fn in_one_line(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().enumerate().flat_map(|(before, word)| [if before > 0 { " " } else { "" }, word])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn citation() -> Citation {
        Citation {
            key: key("SSR 2é", "recommendations/10.1"),
            is_page: true,
            title: "50% of {A} & B_1\n#2 ~ C:\\x".to_owned(),
            by: vec!["Panel & Co".to_owned()],
            publisher: None,
            part_of: Some("A review".to_owned()),
            date: Some(Date::parse("2021-07").expect("a date")),
            edition: None,
            url: Some("https://a.example/x_y/{z}/?a=1&b=%20".to_owned()),
        }
    }

    #[test]
    fn what_means_something_in_tex_is_written_so_that_it_does_not() {
        assert_eq!(
            citation().bibtex(),
            "@misc{ssr-2-recommendations-10.1,\n  author = {{Panel \\& Co}},\n  title = {{50\\% of \\{A\\} \\& B\\_1 \\#2 \
             {\\textasciitilde} C:{\\textbackslash}x}},\n  howpublished = {A review},\n  year = {2021},\n  month = {7},\n  \
             url = {https://a.example/x_y/%7Bz%7D/?a=1&b=%20}\n}\n"
        );
    }

    #[test]
    fn a_value_of_ris_is_one_line() {
        assert_eq!(
            citation().ris(),
            "TY  - ELEC\nAU  - Panel & Co\nTI  - 50% of {A} & B_1 #2 ~ C:\\x\nT2  - A review\nPY  - 2021\nDA  - 2021/07//\n\
             UR  - https://a.example/x_y/{z}/?a=1&b=%20\nID  - ssr-2-recommendations-10.1\nER  - \n"
        );
    }

    #[test]
    fn what_nobody_knows_is_left_out() {
        let unknown = Citation { date: Some(Date::Unknown), by: Vec::new(), url: None, ..citation() };
        assert!(unknown.bibtex().contains("year = {n.d.}"), "{}", unknown.bibtex());
        assert!(!unknown.ris().contains("PY") && !unknown.ris().contains("AU"), "{}", unknown.ris());
        assert!(!unknown.csl().contains("issued") && !unknown.csl().contains("author"), "{}", unknown.csl());
    }
}
