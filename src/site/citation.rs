//! How something is cited, in the forms that reference managers take: BibTeX, RIS and CSL-JSON.
//!
//! Names are given whole, since nobody can tell which part of a name is which; and what is not known is left out, but for the
//! year, which the styles of BibTeX ask for.

use serde_json::{Value, json};

use crate::review::date::{Date, Partial};
use crate::site::words::citation::NO_DATE;

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
        let year = self.made().map_or_else(|| NO_DATE.to_owned(), |made| made.year.to_string());
        let month = self.made().and_then(|made| made.month).map(|month| month.to_string());
        let names = self.by.iter().map(|name| format!("{{{}}}", for_tex(name))).collect::<Vec<String>>().join(" and ");
        let fields = [
            ("author", Some(names).filter(|names| !names.is_empty())),
            ("title", Some(format!("{{{}}}", for_tex(&self.title)))),
            ("howpublished", self.part_of.as_deref().map(for_tex)),
            ("publisher", self.publisher.as_deref().map(for_tex)),
            ("year", Some(year)),
            ("month", month),
            ("note", self.edition.as_deref().map(for_tex)),
            ("url", self.url.as_deref().map(without_braces)),
        ];
        let fields = fields.into_iter().filter_map(|(name, value)| Some(format!(",\n  {name} = {{{}}}", value?)));
        format!("@misc{{{}{}\n}}\n", self.key, fields.collect::<String>())
    }

    /// For most reference managers.
    #[must_use]
    pub fn ris(&self) -> String {
        let date = self.made().map(|made| {
            let part = |part: Option<i8>| part.map_or_else(String::new, |part| format!("{part:02}"));
            format!("{:04}/{}/{}/", made.year, part(made.month), part(made.day))
        });
        let single = [
            ("TI", Some(self.title.clone())),
            ("T2", self.part_of.clone()),
            ("PB", self.publisher.clone()),
            ("PY", self.made().map(|made| format!("{:04}", made.year))),
            ("DA", date),
            ("ET", self.edition.clone()),
            ("UR", self.url.clone()),
            ("ID", Some(self.key.clone())),
        ];
        let names = self.by.iter().map(|name| ("AU", name.clone()));
        let values = single.into_iter().filter_map(|(tag, value)| Some((tag, value?)));
        let kind = if self.is_page { "ELEC" } else { "GEN" };
        let lines = [("TY", kind.to_owned())].into_iter().chain(names).chain(values).chain([("ER", String::new())]);
        lines.map(|(tag, value)| format!("{tag}  - {}\n", in_one_line(&value))).collect()
    }

    /// For programs that lay out citations in any style.
    #[must_use]
    pub fn csl(&self) -> String {
        let names: Vec<Value> = self.by.iter().map(|name| json!({ "literal": name })).collect();
        let parts = self.made().map(|made| {
            let after = made.month.into_iter().chain(made.day).map(i16::from);
            [made.year].into_iter().chain(after).collect::<Vec<i16>>()
        });
        let text = |text: &Option<String>| text.as_ref().map(|text| json!(text));
        let fields = [
            ("id", Some(json!(self.key))),
            ("type", Some(json!(if self.is_page { "webpage" } else { "document" }))),
            ("title", Some(json!(self.title))),
            ("author", Some(json!(names)).filter(|_| !names.is_empty())),
            ("container-title", text(&self.part_of)),
            ("publisher", text(&self.publisher)),
            ("issued", parts.map(|parts| json!({ "date-parts": [parts] }))),
            ("edition", text(&self.edition)),
            ("URL", text(&self.url)),
        ];
        let lines = fields.into_iter().filter_map(|(name, value)| Some(format!("\"{name}\": {}", value?)));
        format!("[{{\n{}\n}}]", lines.collect::<Vec<_>>().join(",\n"))
    }

    /// When it was made, or begun.
    fn made(&self) -> Option<Partial> {
        match self.date? {
            Date::Unknown => None,
            Date::At(made) | Date::Range(made, _) => Some(made),
        }
    }
}

/// A text as TeX reads it: what means something else there is written so that it does not.
fn for_tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in in_one_line(text).chars() {
        match c {
            '{' | '}' | '&' | '%' | '#' | '_' | '$' => out.extend(['\\', c]),
            '\\' => out.push_str("{\\textbackslash}"),
            '~' => out.push_str("{\\textasciitilde}"),
            '^' => out.push_str("{\\textasciicircum}"),
            _ => out.push(c),
        }
    }
    out
}

/// An address without what would end its field.
fn without_braces(address: &str) -> String {
    address.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
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
