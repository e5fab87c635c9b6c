//! The templates of the embedded theme, made ready to write the pages of a large review.
//!
//! A theme is written in the language of Tera, and Tera renders that of a user. It looks every name up on every page and
//! makes a map of everything it is given; on a page of the embedded theme that takes longer than all else together. What
//! these templates use of the language is little, so that they are read here once: names are settled beforehand, includes
//! and blocks are put where they stand, and only what some template asks for is made. The bytes are the same: the tests of
//! whole reviews build each with both.

mod compile;
mod document;
mod names;
mod parse;
mod program;
mod serialize;
mod syntax;
mod token;
mod write;

use std::collections::BTreeMap;

use crate::review::names::Names;
use crate::site::template::program::Program;

pub use crate::site::template::document::Document;

/// Templates, ready to write pages.
#[derive(Debug)]
pub struct Templates(Program);

impl Templates {
    /// Reads templates, which are the whole of a theme, in the words that a review has for its things. None, where one of
    /// them uses more of the language than is known here.
    #[must_use]
    pub fn read<'t>(templates: impl Iterator<Item = (&'t str, &'t str)>, words: &Names) -> Option<Templates> {
        let read = |(name, text): (&str, &str)| Some((name.to_owned(), parse::parse(text)?));
        let templates = templates.map(read).collect::<Option<BTreeMap<_, _>>>()?;
        compile::compile(&templates, words).map(Templates)
    }

    /// What a page can be given, while it is nothing.
    #[must_use]
    pub fn document(&self) -> Document {
        Document::new(&self.0.names)
    }

    /// Writes the page of a template.
    ///
    /// # Errors
    /// What the template asks for that it cannot have.
    pub fn write(&self, template: &str, given: &Document, into: &mut Vec<u8>) -> Result<(), Box<str>> {
        write::write(&self.0, template, given, into)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;
    use tera::{Context, Tera};

    use super::*;

    #[derive(Serialize)]
    struct Given {
        name: &'static str,
        nothing: Option<&'static str>,
        of_nothing: Vec<u8>,
        count: u64,
        half: f64,
        items: Vec<Item>,
        files: BTreeMap<&'static str, &'static str>,
        unread: Unread,
    }

    #[derive(Serialize)]
    struct Item {
        label: Option<&'static str>,
        title: &'static str,
        inside: Vec<Item>,
    }

    #[derive(Serialize)]
    struct Unread {
        by_nobody: bool,
    }

    fn given() -> Given {
        let item = |label, title| Item { label, title, inside: Vec::new() };
        let inside = vec![item(None, "three"), item(Some("4"), "four")];
        Given {
            name: "<b> & 'c'",
            nothing: None,
            of_nothing: Vec::new(),
            count: 2,
            half: 1.5,
            items: vec![item(Some("1"), "one \"two\""), Item { label: None, title: "éin Wort", inside }],
            files: [("a.css", "a.1.css")].into(),
            unread: Unread { by_nobody: false },
        }
    }

    /// Asserts that a page of some templates is what Tera makes of it.
    fn is_same(templates: &[(&'static str, &'static str)]) {
        let mut tera = Tera::new();
        tera.set_escape_fn(crate::text::escape::write);
        tera.add_raw_templates(templates.to_vec()).expect("Tera reads them");
        let context = Context::from_serialize(&given()).expect("a context");
        let expected = tera.render("page.html", &context).expect("Tera renders it");
        let read = Templates::read(templates.iter().copied(), &Names::default()).expect("they can be read");
        let mut document = read.document();
        document.extend(&given());
        let mut written = Vec::new();
        read.write("page.html", &document, &mut written).expect("it can be written");
        assert_eq!(String::from_utf8(written).expect("UTF-8"), expected, "{templates:?}");
    }

    #[test]
    fn what_is_written_is_what_tera_writes() {
        for page in [
            "{{ name }} {{ nothing }}|{{ half }} {{ count + 1 }} {{ half - count }} {{ count ~ name }}",
            "{% if nothing %}a{% elif of_nothing %}b{% elif unread %}c{% else %}d{% endif %}",
            "{{ nothing or name | capitalize }} {{ count == 2 and not nothing }} {{ count > half }} {{ missing is defined }}",
            "{{ items | length }} item{{ items | length | pluralize }}, {{ count | pluralize(singular=\"y\", plural=\"ies\") }}",
            "{{ files[\"a.css\"] }} {{ items[1].title }} {% if files[\"b.css\"] is defined %}b{% endif %}{{ half is not number }}",
            "a \n{#- one -#}\n {% if name -%}\n b \n{%- endif %}\n c {{- name -}} d",
            "{{ name | safe }} {{ name | lower }} {{ of_nothing | join(sep=\", \") }}",
        ] {
            is_same(&[("page.html", page)]);
        }
    }

    #[test]
    fn a_variable_is_seen_where_tera_sees_it() {
        let steps = "{% set_global all = 0 %}{% for item in items %}{% if loop.first %}{% set mine = item.title %}{% endif %}\
                     {{ mine is defined }}{% set_global all = all + 1 %}{% include \"part.html\" %}\
                     {% if not loop.last %}; {% endif %}{% else %}none{% endfor %}{{ all }} {{ mine is defined }} {{ item is defined }}\
                     {% for item in of_nothing %}x{% else %}none{% endfor %}{% for number in range(end=count) %}{{ number }}{% endfor %}";
        let part = "{% set item = item.label %}[{{ item or name }}{{ all }}{% set_global all = 9 %}{{ all }}]";
        is_same(&[("page.html", steps), ("part.html", part)]);
        is_same(&[
            ("page.html", "{% set root = \"a\" %}{% include \"part.html\" %}{{ root }}"),
            ("part.html", "{{ root }}{% set root = \"b\" %}{{ root }}"),
        ]);
    }

    #[test]
    fn components_and_blocks_are_put_together_as_tera_does_it() {
        let parts = "{% component tree(items: array, name: string = \"<none>\", last: bool = false) -%}\
                     <ul>{% for item in items %}<li>{{ item.title }}{{ name }}{{ count is defined }}{{ last }}\
                     {{<tree items={item.inside} last={loop.last} />}}</li>{% endfor %}</ul>\
                     {%- endcomponent tree %}";
        let base = "{% block title %}base{% endblock title %}|{% block content %}{% block inner %}inner{% endblock inner %}{% endblock content %}";
        let kind = "{% extends \"base.html\" %}{% block title %}kind {{ super() }}{% endblock title %}\
                    {% block content %}{% set mine = 1 %}{{ super() }}{{ mine }}{% endblock content %}";
        let page = "{% extends \"kind.html\" %}{% block title %}page {{ super() }}{% endblock title %}\
                    {% block inner %}{{<tree items={items} name=\"&\" />}}{{<tree items={of_nothing} />}}{% endblock inner %}";
        is_same(&[("parts.html", parts), ("base.html", base), ("kind.html", kind), ("page.html", page)]);
    }

    #[test]
    fn what_is_not_known_here_is_left_to_tera() {
        for page in [
            "{{ name | upper }}",
            "{% for key, value in files %}{% endfor %}",
            "{{ files[name] }}",
            "{{ loop.first }}",
            "{% raw %}a{% endraw %}",
        ] {
            assert!(Templates::read([("page.html", page)].into_iter(), &Names::default()).is_none(), "{page}");
        }
        let undefined =
            Templates::read([("page.html", "{{ missing }}")].into_iter(), &Names::default()).expect("it is read");
        assert!(undefined.write("page.html", &undefined.document(), &mut Vec::new()).is_err());
    }
}
