//! `serve`: the site on this machine, for the person who writes it.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::Args;

use crate::build;
use crate::cli::{ContentArguments, Exit, fail, fail_build, report, show_aside};
use crate::serve::server::Preview;

#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    content: ContentArguments,
    /// The port to listen on; the next free one is taken where it is in use
    #[arg(long, default_value_t = 8000)]
    port: u16,
    /// The address to listen on; by default only this machine can reach it
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
}

pub(super) fn serve(arguments: &ServeArguments) -> Exit {
    let request = match arguments.content.request(PathBuf::new()) {
        Ok(request) => request,
        Err(message) => return fail(&message, None),
    };
    let findings = build::check(&request);
    show_aside(arguments.content.format, &findings);
    let preview = match Preview::listen(arguments.host, arguments.port) {
        Ok(preview) => preview,
        Err(error) => {
            return fail(
                &format!("cannot listen on port {}: {error}", arguments.port),
                Some("choose another with --port"),
            );
        }
    };
    let mut out = std::io::stderr().lock();
    if !arguments.host.is_loopback() {
        writeln!(out, "warning: everybody who can reach this machine can read the preview").unwrap_or_default();
    }
    writeln!(out, "http://{}/ (Ctrl-C ends it)", preview.address()).unwrap_or_default();
    drop(out);
    preview.run(&request, &|findings| {
        let mut text = Vec::new();
        let texts = |path: &str| findings.texts.get(path).map(String::as_str);
        match report::write(&mut text, report::Format::Human, false, &findings.diagnostics, &texts) {
            Ok(()) => String::from_utf8_lossy(&text).into_owned(),
            Err(error) => error.to_string(),
        }
    });
    fail_build(arguments.content.format, &build::Failure::Findings(findings))
}
