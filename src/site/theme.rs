//! Themes: templates and assets. One lies in the program; the files of a folder of the same names win over it, one by one.
//!
//! A template of a user's theme can extend the one it replaces: every file of the embedded theme can also be named with
//! `default/` before its name.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use tera::{ErrorKind, Kwargs, State, Tera};

use crate::review::colour::Colour;
use crate::review::names::Names;
use crate::site::accent::style_sheet;
use crate::site::asset::{ASSETS, Asset};
use crate::site::page::Page;
use crate::site::words::capitalise;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::escape;
use crate::text::source::ThemeFile;
use crate::text::span::Span;

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The name of the embedded theme, and what its files can always be found under.
pub const EMBEDDED_NAME: &str = "default";
/// The style sheet that sets the colour of a review; there is none where it asks for none.
const ACCENT: &str = "accent.css";
const PREFIX: &str = "default/";

/// A theme, ready to render.
pub struct Theme {
    tera: Tera,
    /// Its assets by their name in the theme: `style.css`.
    assets: BTreeMap<String, Asset>,
    /// The texts of templates that diagnostics may point into, by the path that they show.
    texts: BTreeMap<Arc<str>, String>,
    /// The paths that diagnostics show for templates of a user's theme.
    shown: BTreeMap<String, Arc<str>>,
}

/// A theme that cannot be used.
pub struct Unusable {
    /// What is wrong with one of its templates.
    pub problem: Box<Diagnostic>,
    /// The texts of its templates, by the path that diagnostics show.
    pub texts: BTreeMap<Arc<str>, String>,
}

impl Theme {
    /// Puts a theme together from the embedded files and those of a user, with the colour that the review
    /// asks for, and in its words for its things.
    ///
    /// # Errors
    /// The diagnostic of a template that cannot be used, and the texts that it may point into.
    pub fn load(user: &[ThemeFile], accent: Option<Colour>, names: &Names) -> Result<Theme, Unusable> {
        let mut theme =
            Theme { tera: Tera::new(), assets: BTreeMap::new(), texts: BTreeMap::new(), shown: BTreeMap::new() };
        theme.tera.set_escape_fn(escape::write);
        let mut templates = Vec::new();
        theme.register_filters(names);
        theme.take_embedded(&EMBEDDED, &mut templates);
        if let Some(accent) = accent {
            let style = Cow::Owned(style_sheet(accent).into_bytes());
            theme.assets.insert(ACCENT.to_owned(), Asset::new(ACCENT, style));
        }
        theme.take_user(user, &mut templates);
        let result = theme.tera.set_fallback_prefixes([PREFIX]).and_then(|()| {
            theme.tera.add_raw_templates(templates.iter().map(|(name, text)| (name.as_str(), text.as_ref())))
        });
        match result {
            Ok(()) => Ok(theme),
            Err(error) => Err(Unusable { problem: Box::new(theme.report(&error, "")), texts: theme.texts }),
        }
    }

    /// The filters of templates: a capital letter at the start of a text; and a sentence of a template, or a noun and how many
    /// there are, as the review says it.
    fn register_filters(&mut self, names: &Names) {
        self.tera.register_filter("capital", |text: &str, _: Kwargs, _: &State<'_>| capitalise(text));
        let names = names.clone();
        let say = move |text: &str, arguments: Kwargs, _: &State<'_>| {
            let said = match arguments.get::<u64>("count")? {
                Some(count) => names.counted(text, count).into_owned(),
                None => names.say(text).into_owned(),
            };
            Ok::<String, tera::Error>(said)
        };
        self.tera.register_filter("say", say);
    }

    fn take_embedded(&mut self, folder: &'static Dir<'static>, templates: &mut Vec<(String, Cow<'static, str>)>) {
        for file in folder.files() {
            let name = file.path().to_string_lossy().replace('\\', "/");
            if let Some(asset) = name.strip_prefix(ASSETS) {
                self.assets.insert(asset.to_owned(), Asset::new(asset, Cow::Borrowed(file.contents())));
            } else if let Some(text) = file.contents_utf8() {
                let name = format!("{PREFIX}{name}");
                self.texts.insert(embedded_path(&name), text.to_owned());
                templates.push((name, Cow::Borrowed(text)));
            }
        }
        for folder in folder.dirs() {
            self.take_embedded(folder, templates);
        }
    }

    fn take_user(&mut self, files: &[ThemeFile], templates: &mut Vec<(String, Cow<'static, str>)>) {
        for file in files {
            if let Some(asset) = file.path.strip_prefix(ASSETS) {
                self.assets.insert(asset.to_owned(), Asset::new(asset, Cow::Owned(file.bytes.clone())));
            } else if let Ok(text) = std::str::from_utf8(&file.bytes) {
                self.texts.insert(Arc::clone(&file.shown), text.to_owned());
                self.shown.insert(file.path.clone(), Arc::clone(&file.shown));
                templates.push((file.path.clone(), Cow::Owned(text.to_owned())));
            }
        }
    }

    /// The files that are published.
    #[must_use]
    pub fn assets(&self) -> &BTreeMap<String, Asset> {
        &self.assets
    }

    /// The texts that diagnostics of templates point into, by the path that they show.
    #[must_use]
    pub fn texts(&self) -> &BTreeMap<Arc<str>, String> {
        &self.texts
    }

    /// Renders a page.
    ///
    /// # Errors
    /// The diagnostic of the template that asks for what the page does not have.
    pub fn render(&self, page: &Page, into: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        self.tera
            .render_to(page.template, &page.context, &mut *into)
            .map_err(|error| Box::new(self.report(&error, page.template)))
    }

    /// What a template engine's error says, at the place that it names.
    fn report(&self, error: &tera::Error, template: &str) -> Diagnostic {
        let (name, span, message) = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                (report.filename().to_owned(), Some(report.span().range.clone()), report.message().to_owned())
            }
            ErrorKind::MissingParent { current, parent } => {
                (current.clone(), None, format!("it extends `{parent}`, which does not exist"))
            }
            ErrorKind::CircularExtend { tpl, .. } => (tpl.clone(), None, "it extends itself".to_owned()),
            ErrorKind::CircularInclude { tpl, .. } => (tpl.clone(), None, "it includes itself".to_owned()),
            other => (template.to_owned(), None, other.to_string()),
        };
        let path = self.shown.get(&name).cloned().unwrap_or_else(|| embedded_path(&name));
        let mut problem = Diagnostic::new(Code::TemplateError, &path, lower_first(&message));
        problem.span = span.map(|range| Span::new(range.start, range.end));
        problem
    }
}

/// How a template of the embedded theme is shown.
fn embedded_path(name: &str) -> Arc<str> {
    let name = name.strip_prefix(PREFIX).unwrap_or(name);
    format!("themes/{PREFIX}{name}").into()
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect::<String>().trim_end_matches('.').to_owned(),
        None => String::new(),
    }
}
