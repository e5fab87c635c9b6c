//! How it is tried: the site on this machine, made when a browser asks for it.
//!
//! Every answer comes from a fresh reading of the folder, so what is shown is what is written there at that moment, and
//! what is served is what a build would write (with drafts shown as drafts).

pub mod server;

use crate::build::{Findings, Reader, Reading, Request, edition, frame, load_theme};
use crate::site::address::encode;
use crate::site::edition::Edition;
use crate::site::page::page;
use crate::site::route::{Route, Site, lay_out};
use crate::site::theme::Theme;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::read_attachment;

/// What is answered to a browser.
pub enum Answer {
    /// A file of the site.
    File(Vec<u8>),
    /// Another address, relative to the one that was asked for.
    Moved(String),
    /// There is no such file; the site's own page says so.
    NotFound(Vec<u8>),
    /// The review has errors, so there is no site.
    Broken(Findings),
}

/// Answers with the file at a path of the site, which begins without a slash.
#[must_use]
pub fn answer(request: &Request, path: &str) -> Answer {
    let Reading { review, sources, mut findings, .. } = Reader::new(&request.content).read();
    let theme = load_theme(&review, request, &mut findings);
    let edition = Edition { drafts: true, ..edition(&review, request) };
    let (site, problems) = lay_out(review, edition);
    findings.diagnostics.extend(problems);
    findings.quote(&sources);
    let Some(theme) = theme.filter(|_| !findings.has_errors()) else { return Answer::Broken(findings) };
    match find(&site, &theme, path).or_else(|problem| broken(findings, &theme, *problem)) {
        Ok(answer) => answer,
        Err(findings) => Answer::Broken(findings),
    }
}

fn broken(mut findings: Findings, theme: &Theme, problem: Diagnostic) -> Result<Answer, Findings> {
    findings.texts.extend(theme.texts().iter().map(|(path, text)| (path.clone(), text.clone())));
    findings.diagnostics.push(problem);
    Err(findings)
}

fn find(site: &Site, theme: &Theme, path: &str) -> Result<Answer, Box<Diagnostic>> {
    if let Some(asset) = theme.assets().values().find(|asset| asset.file == path) {
        return Ok(Answer::File(asset.bytes.to_vec()));
    }
    let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    if let Some(route) = site.routes.iter().find(|route| site.file(route) == file) {
        return render(site, theme, route).map(Answer::File);
    }
    let folder = format!("{path}/index.html");
    if site.routes.iter().any(|route| site.file(route) == folder) {
        let name = path.rsplit('/').next().unwrap_or_default();
        return Ok(Answer::Moved(format!("{}/", encode(name))));
    }
    // The page for what does not exist is shown at any depth: here the whole address that leads back from it is known.
    render(&site.lost(), theme, &Route::NotFound).map(Answer::NotFound)
}

fn render(site: &Site, theme: &Theme, route: &Route) -> Result<Vec<u8>, Box<Diagnostic>> {
    let mut bytes = Vec::new();
    if let Route::Attachment(position) = route {
        return read_attachment(&site.review.attachments[*position]);
    }
    if let Some(page) = page(site, &frame(site, theme)?, route) {
        theme.render(&page, &mut bytes)?;
    }
    Ok(bytes)
}
