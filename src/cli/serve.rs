//! `serve`: the site on this machine, for the person who writes it.

use std::cmp::Ordering;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::ops::ControlFlow;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use clap::Args;

use crate::cli::editor::Editor;
use crate::cli::rebuild::{Terminal, WatchingArguments, changed, errors, milliseconds, say, survive};
use crate::cli::{ContentArguments, Exit, count, fail, report};
use crate::pipeline::{Diagnostics, Pipeline};
use crate::review::date::Day;
use crate::serve::follow::{Clock, follow};
use crate::serve::preview::{Observer, Preview};
use crate::serve::server::{Announcer, Server};
use crate::serve::watcher::Watcher;
use crate::site::policy;
use crate::text::code::Severity;
use crate::text::source::Rescan;

/// What opens an address in the browser that its reader has chosen, on each system. `wslview` is there only where Linux runs
/// within Windows, and the browser outside.
const OPENERS: &[&str] = if cfg!(target_os = "macos") { &["open"] } else { &["wslview", "xdg-open"] };

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
    /// A name, besides its own, that the preview answers to; may be given several times
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Open the preview in the browser
    #[arg(long)]
    open: bool,
    /// Show only what a build would publish: no drafts
    #[arg(long)]
    published: bool,
    /// Show the site as a build with this option makes it: a copy that search engines are to keep nothing of
    #[arg(long)]
    noindex: bool,
    /// Let the errors on a page open their files: vscode, vscodium, cursor, zed, idea, sublime, or an address with {path}
    /// and, where wanted, {line} and {column} in it
    #[arg(long, value_name = "EDITOR")]
    editor: Option<Editor>,
    #[command(flatten)]
    watching: WatchingArguments,
}

pub(super) fn serve(arguments: &ServeArguments) -> Exit {
    let request = arguments.content.request();
    let (mut request, clock) = match request.and_then(|request| Ok((request, arguments.content.clock()?))) {
        Ok(both) => both,
        Err(message) => return fail(&message, None),
    };
    (request.drafts, request.noindex) = (!arguments.published, arguments.noindex);
    let names = arguments.allow_host.clone();
    let server = match Server::listen(arguments.host, arguments.port, names, policy::PREVIEW) {
        Ok(server) => server,
        Err(error) => {
            let message = format!("cannot listen on port {}: {error}", arguments.port);
            return fail(&message, Some("choose another with --port"));
        }
    };
    let mut pipeline = Pipeline::new(request).following();
    let terminal = Terminal::new(arguments.content.printing);
    let observer = ServeObserver { announcer: server.announcer(), terminal, editor: arguments.editor.clone() };
    let preview = Arc::new(Preview::new(Box::new(observer)));
    let shown = pipeline.run(Rescan::All).map(|laid_out| preview.show(laid_out));
    let address = server.address();
    let answering = Arc::clone(&preview);
    std::thread::spawn(move || server.run(Arc::new(move |path: &str| answering.answer(path))));
    // Not before: the system would tell of every file that is opened to be read. What has changed meanwhile is found by the
    // first look.
    let watcher = arguments.watching.watcher(pipeline.folders());
    // What is wrong is shown on the pages and here.
    let shown = shown.map(|shown| shown.and_then(|records| preview.judge().map(|()| records)));
    introduce(address);
    let records = match shown {
        Some(Ok(records)) => records,
        Some(Err(diagnostics)) => {
            say(&format!(
                "{}: there is nothing to show yet; each page appears as soon as all are mended",
                errors(&diagnostics)
            ));
            0
        }
        None => 0,
    };
    if arguments.open {
        open(address);
    }
    keep_up(&preview, pipeline, watcher, &*clock, records);
    Exit::Clean
}

/// Shows every change as soon as it is made.
fn keep_up(preview: &Preview, mut pipeline: Pipeline, mut watcher: Watcher, clock: &Clock, mut records: usize) {
    let content = pipeline.request.content.clone();
    follow(&mut watcher, clock, &mut |rescan: Rescan<'_>, day: Day| {
        let started = Instant::now();
        pipeline.request.as_of = day;
        survive(&content, || {
            let Some(laid_out) = pipeline.run(rescan) else { return };
            let changed = changed(&laid_out.changes);
            let shown = preview.show(laid_out);
            let took = milliseconds(started.elapsed());
            let outcome = match shown.and_then(|now| preview.judge().map(|()| now)) {
                Ok(now) => in_the_site(std::mem::replace(&mut records, now), now),
                Err(diagnostics) => format!("{}: the pages stay as they were", errors(&diagnostics)),
            };
            say(&format!("{changed}; {outcome}; {took}"));
        });
        ControlFlow::Continue(())
    });
}

/// How many records a site has, and how many more or fewer that is than before.
fn in_the_site(before: usize, now: usize) -> String {
    let records = count(now as u64, "record", "records");
    match now.cmp(&before) {
        Ordering::Greater => format!("{records} in the site, {} more", now - before),
        Ordering::Equal => format!("{records} in the site"),
        Ordering::Less => format!("{records} in the site, {} fewer", before - now),
    }
}

/// Who is told what a preview comes to: the open pages, whose errors may open an editor, and the terminal.
struct ServeObserver {
    announcer: Announcer,
    terminal: Terminal,
    editor: Option<Editor>,
}

impl Observer for ServeObserver {
    fn announce(&self, state: Arc<str>) {
        self.announcer.announce(state);
    }

    fn show(&self, diagnostics: &Diagnostics) {
        self.terminal.show(diagnostics);
    }

    fn describe(&self, diagnostics: &Diagnostics, severity: Severity, most: usize) -> Vec<serde_json::Value> {
        report::for_page(diagnostics, severity, most, self.editor.as_ref())
    }
}

/// Says where the preview is.
fn introduce(address: SocketAddr) {
    if !address.ip().is_loopback() {
        say("warning: everybody who can reach this machine can read the preview");
    }
    if address.ip().is_unspecified() {
        say(&format!("http://{}/ (Ctrl-C ends it)", local(address)));
        if let Some(shared) = shared(address) {
            say(&format!("http://{shared}/ for others"));
        }
    } else {
        say(&format!("http://{address}/ (Ctrl-C ends it)"));
    }
}

fn open(address: SocketAddr) {
    let address = if address.ip().is_unspecified() { local(address) } else { address };
    let url = format!("http://{address}/");
    // One that is slow, or stays as long as the browser, keeps nobody waiting.
    thread::spawn(move || {
        let opens = |program: &&str| {
            let command = &mut Command::new(program);
            // What a browser says is not for the terminal of the preview.
            let command = command.arg(&url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            command.status().is_ok_and(|status| status.success())
        };
        if !OPENERS.iter().any(opens) {
            let names = OPENERS.join(" or ");
            say(&format!("warning: no browser was opened by {names}: open {url} in one"));
        }
    });
}

/// The same port on this machine alone.
fn local(address: SocketAddr) -> SocketAddr {
    let ip = if address.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() };
    SocketAddr::new(ip, address.port())
}

/// The address by which others reach this machine: the one that it would speak from to somebody outside. Asking for it
/// sends nothing.
fn shared(address: SocketAddr) -> Option<SocketAddr> {
    let (own, outside) = match address {
        // Addresses that are set aside for documentation (RFC 5737, RFC 3849), so that they are always outside.
        SocketAddr::V4(_) => ("0.0.0.0:0", "192.0.2.1:9"),
        SocketAddr::V6(_) => ("[::]:0", "[2001:db8::1]:9"),
    };
    let socket = UdpSocket::bind(own).ok()?;
    socket.connect(outside).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_loopback() && !ip.is_unspecified()).then(|| SocketAddr::new(ip, address.port()))
}
