//! Themes: templates and assets. One lies in the program; the files of a folder of the same names win over it, one by one.
//!
//! A template of a user's theme can extend the one it replaces: every file of the embedded theme can also be named with
//! `default/` before its name.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use tera::{Context, Kwargs, State, Tera};

use crate::review::colour::Colour;
use crate::review::names::Names;
use crate::site::accent::style_sheet;
use crate::site::asset::{ASSETS, Asset};
use crate::site::given::Given;
use crate::site::mistake::{Known, PREFIX};
use crate::site::page::Page;
use crate::site::paper::running_head;
use crate::site::template::Templates;
use crate::site::words::capitalise;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::escape;
use crate::text::source::ThemeFile;

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The name of the embedded theme, and what its files can always be found under.
pub const EMBEDDED_NAME: &str = "default";
/// The style sheet of all pages.
const STYLE: &str = "style.css";
/// The style sheet that sets the colour of a review; there is none where it asks for none.
const ACCENT: &str = "accent.css";

/// A theme, ready to render.
pub struct Theme {
    engine: Engine,
    /// Its assets by their name in the theme: `style.css`.
    assets: BTreeMap<String, Asset>,
    /// The texts of templates that diagnostics may point into, by the path that they show.
    texts: BTreeMap<Arc<str>, Arc<str>>,
    /// The paths that diagnostics show for templates of a user's theme.
    shown: BTreeMap<String, Arc<str>>,
}

/// What renders the templates of a theme.
enum Engine {
    /// The templates of the embedded theme, where a user replaces none of them.
    Embedded(Templates),
    /// Those of a user, with the embedded ones that they do not replace.
    Tera(Box<Tera>),
}

/// A theme that cannot be used.
pub struct Unusable {
    /// What is wrong with its templates.
    pub problems: Vec<Diagnostic>,
    /// The texts of its templates, by the path that diagnostics show.
    pub texts: BTreeMap<Arc<str>, Arc<str>>,
}

impl Theme {
    /// Puts a theme together from the embedded files and those of a user, with the colour that the review asks for, what it is
    /// called at the head of printed pages, and in its words for its things.
    ///
    /// # Errors
    /// The diagnostics of templates that cannot be used, and the texts that they may point into.
    pub fn load(user: &[ThemeFile], accent: Option<Colour>, head: &str, names: &Names) -> Result<Theme, Unusable> {
        let mut files = Files::default();
        files.take_embedded(&EMBEDDED);
        let own = files.assets.get(STYLE).map(|style| style.file.clone());
        if let Some(accent) = accent {
            let style = Cow::Owned(style_sheet(accent).into_bytes());
            files.assets.insert(ACCENT.to_owned(), Asset::new(ACCENT, style));
        }
        files.take_user(user);
        // A theme with a style of its own has its own heads.
        if let Some(style) = files.assets.get_mut(STYLE).filter(|style| Some(&style.file) == own.as_ref()) {
            let printed = [&style.bytes[..], running_head(head).as_bytes()].concat();
            *style = Asset::new(STYLE, Cow::Owned(printed));
        }
        match files.engine(names) {
            Ok(engine) => Ok(Theme { engine, assets: files.assets, texts: files.texts, shown: files.shown }),
            Err(error) => {
                let problems = explain(&error, "", &files.texts, &files.shown, &files.assets);
                Err(Unusable { problems, texts: files.texts })
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
    pub fn texts(&self) -> &BTreeMap<Arc<str>, Arc<str>> {
        &self.texts
    }

    /// What a page can be given, while it is nothing.
    #[must_use]
    pub fn given(&self) -> Given {
        match &self.engine {
            Engine::Embedded(templates) => Given::Embedded(templates.document()),
            Engine::Tera(_) => Given::Tera(Context::new()),
        }
    }

    /// Renders a page.
    ///
    /// # Errors
    /// The diagnostic of the template that asks for what the page does not have.
    pub fn render(&self, page: &Page, into: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        let template = page.template;
        match (&self.engine, &page.given) {
            (Engine::Embedded(templates), Given::Embedded(given)) => {
                templates.write(template, given, into).map_err(|message| {
                    Box::new(Diagnostic::new(Code::TemplateError, &embedded_path(template), message.into_string()))
                })
            }
            (Engine::Tera(tera), Given::Tera(context)) => {
                tera.render_to(template, context, &mut *into).map_err(|error| {
                    let told = explain(&error, template, &self.texts, &self.shown, &self.assets).into_iter().next();
                    Box::new(told.unwrap_or_else(|| {
                        Diagnostic::new(Code::TemplateError, &embedded_path(template), error.to_string())
                    }))
                })
            }
            (Engine::Embedded(_), Given::Tera(_)) | (Engine::Tera(_), Given::Embedded(_)) => {
                let message = "the page was made for another theme".to_owned();
                Err(Box::new(Diagnostic::new(Code::TemplateError, &embedded_path(template), message)))
            }
        }
    }
}

/// The files of a theme, while they are put together.
#[derive(Default)]
struct Files {
    templates: Vec<(String, Cow<'static, str>)>,
    assets: BTreeMap<String, Asset>,
    texts: BTreeMap<Arc<str>, Arc<str>>,
    /// The paths that diagnostics show for templates of a user's theme.
    shown: BTreeMap<String, Arc<str>>,
}

impl Files {
    fn take_embedded(&mut self, folder: &'static Dir<'static>) {
        for file in folder.files() {
            let name = file.path().to_string_lossy().replace('\\', "/");
            if let Some(asset) = name.strip_prefix(ASSETS) {
                self.assets.insert(asset.to_owned(), Asset::new(asset, Cow::Borrowed(file.contents())));
            } else if let Some(text) = file.contents_utf8() {
                let name = format!("{PREFIX}{name}");
                self.texts.insert(embedded_path(&name), text.into());
                self.templates.push((name, Cow::Borrowed(text)));
            }
        }
        for folder in folder.dirs() {
            self.take_embedded(folder);
        }
    }

    fn take_user(&mut self, files: &[ThemeFile]) {
        for file in files {
            if let Some(asset) = file.path.strip_prefix(ASSETS) {
                self.assets.insert(asset.to_owned(), Asset::new(asset, Cow::Owned(file.bytes.clone())));
            } else if let Ok(text) = std::str::from_utf8(&file.bytes) {
                self.texts.insert(Arc::clone(&file.shown), text.into());
                self.shown.insert(file.path.clone(), Arc::clone(&file.shown));
                self.templates.push((file.path.clone(), Cow::Owned(text.to_owned())));
            }
        }
    }

    /// What renders the templates, in the words that a review has for its things.
    fn engine(&self, names: &Names) -> Result<Engine, tera::Error> {
        let templates = self.templates.iter().map(|(name, text)| (name.as_str(), text.as_ref()));
        if self.shown.is_empty() {
            let embedded = templates.clone().map(|(name, text)| (name.strip_prefix(PREFIX).unwrap_or(name), text));
            if let Some(templates) = Templates::read(embedded, names) {
                return Ok(Engine::Embedded(templates));
            }
        }
        let mut tera = Tera::new();
        tera.set_escape_fn(escape::write);
        register_filters(&mut tera, names);
        tera.set_fallback_prefixes([PREFIX])?;
        tera.add_raw_templates(templates)?;
        Ok(Engine::Tera(Box::new(tera)))
    }
}

/// The filters of templates: a capital letter at the start of a text; and a sentence of a template, or a noun and how many
/// there are, as the review says it.
fn register_filters(tera: &mut Tera, names: &Names) {
    tera.register_filter("capital", |text: &str, _: Kwargs, _: &State<'_>| capitalise(text));
    let names = names.clone();
    let say = move |text: &str, arguments: Kwargs, _: &State<'_>| {
        let said = match arguments.get::<u64>("count")? {
            Some(count) => names.counted(text, count).into_owned(),
            None => names.say(text).into_owned(),
        };
        Ok::<String, tera::Error>(said)
    };
    tera.register_filter("say", say);
}

/// What is known of a theme when a mistake in it is explained.
fn explain(
    error: &tera::Error,
    template: &str,
    texts: &BTreeMap<Arc<str>, Arc<str>>,
    shown: &BTreeMap<String, Arc<str>>,
    assets: &BTreeMap<String, Asset>,
) -> Vec<Diagnostic> {
    let embedded = EMBEDDED.files().filter_map(|file| file.path().to_str());
    let known = Known {
        texts,
        path: &|name| shown.get(name).cloned().unwrap_or_else(|| embedded_path(name)),
        templates: embedded.chain(shown.keys().map(String::as_str)).collect(),
        assets: assets.keys().map(String::as_str).collect(),
    };
    known.explain(error, template)
}

/// How a template of the embedded theme is shown.
fn embedded_path(name: &str) -> Arc<str> {
    let name = name.strip_prefix(PREFIX).unwrap_or(name);
    format!("themes/{PREFIX}{name}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_theme_says_nothing_that_only_tera_can_read() {
        let theme =
            Theme::load(&[], None, "", &Names::default()).unwrap_or_else(|unusable| panic!("{:?}", unusable.problems));
        assert!(matches!(theme.engine, Engine::Embedded(_)));
    }
}
