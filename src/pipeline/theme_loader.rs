//! The theme that a review asks for, loaded again only when one of its files has changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::pipeline::beside;
use crate::review::colour::Colour;
use crate::review::names::Names;
use crate::review::settings::Settings;
use crate::site::asset::ASSETS;
use crate::site::layout::misnamed::misnamed;
use crate::site::theme::{EMBEDDED_NAME, Theme, Unusable};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::{self, ThemeFile};

/// A theme, or what is wrong with it.
pub struct LoadedTheme {
    /// The files that it was made from, where there are any besides the embedded ones.
    files: Vec<ThemeFile>,
    /// The colour that the review asks for.
    accent: Option<Colour>,
    /// What the review is called at the head of printed pages.
    head: String,
    /// What it calls its things.
    names: Names,
    /// What could not be read.
    problems: Vec<Diagnostic>,
    /// Files that cannot be published because of their names.
    misnamed: Vec<Diagnostic>,
    /// The theme, or why there is none.
    pub theme: Result<Theme, Unusable>,
}

impl LoadedTheme {
    /// The texts that its problems may point into.
    #[must_use]
    pub fn texts(&self) -> &BTreeMap<Arc<str>, Arc<str>> {
        match &self.theme {
            Ok(theme) => theme.texts(),
            Err(unusable) => &unusable.texts,
        }
    }

    /// Everything that is wrong with it.
    pub fn all_problems(&self) -> impl Iterator<Item = &Diagnostic> {
        let problems = self.problems.iter().chain(&self.misnamed);
        problems.chain(self.theme.as_ref().err().into_iter().flat_map(|unusable| &unusable.problems))
    }
}

/// Loads themes.
pub struct ThemeLoader {
    folder: PathBuf,
    refuses_all: bool,
    loaded: Option<Arc<LoadedTheme>>,
}

impl ThemeLoader {
    /// A loader of the themes in a folder; without one, in `themes` beside the content folder.
    #[must_use]
    pub fn new(folder: Option<&Path>, content: &Path) -> ThemeLoader {
        let folder = folder.map_or_else(|| beside(content).join("themes"), Path::to_path_buf);
        ThemeLoader { folder, refuses_all: false, loaded: None }
    }

    /// The same, but no theme of the folder is taken: each is an error, and nothing of it is read.
    #[must_use]
    pub fn refusing_all(self) -> ThemeLoader {
        ThemeLoader { refuses_all: true, ..self }
    }

    /// The folder of themes.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Loads the theme that a review asks for. The value is the same as the last time if nothing about it has changed.
    pub fn load(&mut self, settings: &Settings) -> Arc<LoadedTheme> {
        let (files, problems) = self.read(settings);
        let (accent, names) = (settings.accent, &settings.names);
        let head = settings.short.as_ref().unwrap_or(&settings.title);
        let is_same = |loaded: &LoadedTheme| {
            loaded.files == files
                && loaded.accent == accent
                && loaded.head == *head
                && loaded.names == *names
                && loaded.problems == problems
        };
        match &self.loaded {
            Some(loaded) if is_same(loaded) => Arc::clone(loaded),
            _ => {
                let theme = Theme::load(&files, accent, head, names);
                let names = names.clone();
                let misnamed = theme.as_ref().map(|theme| all_misnamed(theme, &files)).unwrap_or_default();
                Arc::clone(self.loaded.insert(Arc::new(LoadedTheme {
                    files,
                    accent,
                    head: head.clone(),
                    names,
                    problems,
                    misnamed,
                    theme,
                })))
            }
        }
    }

    fn read(&self, settings: &Settings) -> (Vec<ThemeFile>, Vec<Diagnostic>) {
        let name = settings.theme.as_ref().map_or(EMBEDDED_NAME, |(name, _)| name.as_str());
        let folder = self.folder.join(name);
        if self.refuses_all {
            return (Vec::new(), self.refused(settings, name, &folder).into_iter().collect());
        }
        let problem = match (source::read_theme(&self.folder, name), &settings.theme) {
            (Ok(found), _) => return found,
            (Err(Some(reason)), Some((_, span))) => {
                let message = format!("the theme `{name}` cannot be read: {reason}");
                Some(Diagnostic::new(Code::UnknownTheme, &settings.path, message).at(*span))
            }
            (Err(Some(reason)), None) => {
                let shown = folder.to_string_lossy().into();
                Some(Diagnostic::new(Code::Unreadable, &shown, format!("the folder cannot be read: {reason}")))
            }
            (Err(None), Some((_, span))) if name != EMBEDDED_NAME => {
                let message = format!("there is no theme `{name}`");
                Some(Diagnostic::new(Code::UnknownTheme, &settings.path, message).at(*span))
            }
            (Err(None), _) => None,
        };
        let help = format!("make the folder {}", folder.display());
        (Vec::new(), problem.map(|problem| problem.help(help)).into_iter().collect())
    }

    /// That a review brings a theme of its own, where none is taken.
    fn refused(&self, settings: &Settings, name: &str, folder: &Path) -> Option<Diagnostic> {
        let problem = match &settings.theme {
            Some((_, span)) if name != EMBEDDED_NAME => {
                let message = format!("the review asks for a theme of its own, `{name}`");
                Diagnostic::new(Code::UntrustedTheme, &settings.path, message).at(*span)
            }
            _ if source::has_theme(&self.folder, name) => {
                let message = "the review brings templates of its own";
                Diagnostic::new(Code::UntrustedTheme, &folder.to_string_lossy().into(), message)
            }
            _ => return None,
        };
        Some(problem.help("with `--themes`, name a folder of themes that strangers cannot change"))
    }
}

/// The files of a theme that would be published under names that no file of a site can have.
fn all_misnamed(theme: &Theme, files: &[ThemeFile]) -> Vec<Diagnostic> {
    let misnamed = |file: &ThemeFile| {
        let asset = theme.assets().get(file.path.strip_prefix(ASSETS)?)?;
        misnamed(&asset.file, &file.path, &file.shown)
    };
    files.iter().filter_map(misnamed).collect()
}
