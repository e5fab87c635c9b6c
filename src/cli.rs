//! The command line: arguments become settings once, and this is the only place that prints.

#![expect(
    clippy::disallowed_methods,
    reason = "this is the door through which the environment and new files are reached"
)]

mod build;
mod confine;
mod editor;
mod explain;
mod new;
mod rebuild;
mod report;
mod review_folder;
mod schema;
mod serve;
mod watch;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::cli::confine::{Confined, Reach, confine};
use crate::cli::rebuild::say;
use crate::cli::report::{Manner, Printing};
use crate::cli::review_folder::find_content;
use crate::pipeline::{self, BuildError, Checked, Diagnostics, Request, beside};
use crate::review::date::{Date, Day};
use crate::serve::follow::Clock;
use crate::text::markdown::{AddressKind, address_kind};
use crate::text::picture::pictured;
use crate::text::web_address::fault;

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// It did what was asked.
    Clean = 0,
    /// The review has errors.
    Errors = 1,
    /// It could not run.
    Failed = 2,
}

/// Publishes the public record of a review as a cross-linked static site.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site into a folder, safely even while it is being served
    Build(build::BuildArguments),
    /// Say everything that is wrong with the review; write nothing
    Check(CheckArguments),
    /// Preview the site on this machine, each page as soon as its file is saved
    Serve(serve::ServeArguments),
    /// Build the site into a folder, and again whenever something changes
    Watch(watch::WatchArguments),
    /// Make a new review that builds: one short example of each kind
    Init(new::InitArguments),
    /// Make a new record with the fields of its kind
    New(new::NewArguments),
    /// Print the JSON Schema of a kind's front matter, for completion in editors
    Schema(schema::SchemaArguments),
    /// Say what a diagnostic means and how to mend it
    Explain {
        /// The code, as it is printed between brackets; none: list them all
        code: Option<String>,
    },
}

/// Where the review is.
#[derive(Debug, Args)]
struct ContentArguments {
    /// The folder of the content files [default: found from this folder, or one above it]
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// The folder of themes [default: `themes` beside the content folder]
    #[arg(long, value_name = "DIR")]
    themes: Option<PathBuf>,
    /// The day that counts as today [default: $SOURCE_DATE_EPOCH, else today in UTC]
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
    /// The address that the site is published at, if not the one in review.yaml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    #[command(flatten)]
    printing: Printing,
}

#[derive(Debug, Args)]
struct CheckArguments {
    #[command(flatten)]
    content: ContentArguments,
    /// The folder whose published addresses are watched [default: `public` beside the content folder]
    #[arg(long, visible_alias = "output", value_name = "DIR")]
    out: Option<PathBuf>,
    /// Let warnings fail the check as errors do
    #[arg(long)]
    strict: bool,
    /// Take the review for that of strangers: as --strict, with no theme of its own, within limits, and with little printed
    #[arg(long)]
    untrusted: bool,
}

/// Where the site is published, and how.
#[derive(Debug, Args)]
struct OutputArguments {
    /// The folder that the site is published in [default: `public` beside the content folder]
    #[arg(long, visible_alias = "output", value_name = "DIR")]
    out: Option<PathBuf>,
    /// Let links name the index.html of each folder, so that the site can be read from a disk
    #[arg(long)]
    explicit_index: bool,
    /// Tell search engines to keep nothing of the site: for a copy that is only to be tried
    #[arg(long)]
    noindex: bool,
    /// Let the site take the place of another review's, or of this one's under a former name
    #[arg(long)]
    replace: bool,
}

/// Runs the command that the arguments name.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version were asked for and go to standard output; printing them cannot go wrong in a way that matters.
            error.print().unwrap_or_default();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let exit = match arguments.command {
        Command::Build(arguments) => build::build(&arguments),
        Command::Check(arguments) => check(&arguments),
        Command::Serve(arguments) => serve::serve(&arguments),
        Command::Watch(arguments) => watch::watch(&arguments),
        Command::Init(arguments) => new::init(&arguments),
        Command::New(arguments) => new::record(&arguments),
        Command::Schema(arguments) => schema::print(&arguments),
        Command::Explain { code } => print(|out| explain::explain(out, code.as_deref())),
    };
    ExitCode::from(exit as u8)
}

fn check(arguments: &CheckArguments) -> Exit {
    let Checked { diagnostics, records, recommendations } = match arguments.content.request() {
        Ok(request) => {
            let out = arguments.out.clone().unwrap_or_else(|| request.out.clone());
            let request = Request { out, untrusted: arguments.untrusted, ..request };
            confine_to(&request, &Reach { read: vec![&request.out], write: None });
            pipeline::check(request)
        }
        Err(message) => return fail(&message, None),
    };
    let checked = [Some(count(records, "record", "records")), recommendations].into_iter().flatten();
    let checked = checked.collect::<Vec<_>>().join(", ");
    // The diagnostics are what was asked for, so they go to standard output.
    let warnings = (arguments.strict || arguments.untrusted) && !diagnostics.list.is_empty();
    let exit = if diagnostics.has_errors() || warnings { Exit::Errors } else { Exit::Clean };
    let printing = arguments.content.printing.capped(arguments.untrusted);
    let manner = Manner { checked: Some(&checked), ..manner(printing, io::stdout().is_terminal()) };
    let written = show(&mut io::stdout().lock(), &manner, &diagnostics);
    finish(exit, written)
}

/// Gives up what a command does not need besides the content, themes, and what else it reaches. That a system cannot do so is said
/// where the review is not trusted.
fn confine_to(request: &Request, more: &Reach<'_>) {
    let beside = beside(&request.content).join("themes");
    let themes = request.themes.as_deref().unwrap_or(&beside);
    let read = more.read.iter().copied().chain([themes, &*request.content]).collect();
    if confine(&Reach { read, ..*more }) == Confined::Not && request.untrusted {
        say("note: this system does not keep the program from reading and writing other files (Landlock)");
    }
}

impl ContentArguments {
    /// Which day counts as today, as the arguments or the environment say it, else as the clock does.
    fn clock(&self) -> Result<Box<Clock>, String> {
        let day = match (self.as_of, std::env::var("SOURCE_DATE_EPOCH")) {
            (Some(day), _) => day,
            (None, Ok(seconds)) => {
                let wrong = || format!("SOURCE_DATE_EPOCH is `{seconds}`, which is not a number of seconds");
                let parsed: i64 = seconds.parse().map_err(|_| wrong())?;
                let beyond = || format!("SOURCE_DATE_EPOCH is `{seconds}`, which is no day of the years up to 9999");
                let moment = Timestamp::from_second(parsed).map_err(|_| beyond())?;
                moment.to_zoned(TimeZone::UTC).date()
            }
            (None, Err(_)) => return Ok(Box::new(today)),
        };
        Ok(Box::new(move || (day, None)))
    }

    /// The settings that the arguments and the environment come to.
    fn request(&self) -> Result<Request, String> {
        let content = find_content(self.content.as_deref())?;
        Ok(Request {
            out: beside(&content).join("public"),
            content,
            themes: self.themes.clone(),
            base_url: self.base_url.clone(),
            as_of: self.clock()?().0,
            drafts: false,
            explicit_index: false,
            noindex: false,
            strict: false,
            replace: false,
            untrusted: false,
        })
    }
}

impl OutputArguments {
    /// The same settings for a site that is published so.
    fn apply(&self, request: Request) -> Request {
        let out = self.out.clone().unwrap_or_else(|| request.out.clone());
        let (explicit_index, noindex, replace) = (self.explicit_index, self.noindex, self.replace);
        Request { out, explicit_index, noindex, replace, ..request }
    }
}

/// Today in UTC, as the clock of the computer says it, and how long it lasts.
fn today() -> (Day, Option<Duration>) {
    // A clock that is set to a day that the calendar does not know says the nearest one.
    let edge = |now: SystemTime| if now < SystemTime::UNIX_EPOCH { Timestamp::MIN } else { Timestamp::MAX };
    let now = SystemTime::now();
    let now = Timestamp::try_from(now).unwrap_or_else(|_| edge(now)).to_zoned(TimeZone::UTC);
    let tomorrow = now.tomorrow().and_then(|tomorrow| tomorrow.start_of_day());
    let lasts = tomorrow.map(|tomorrow| now.duration_until(&tomorrow).unsigned_abs());
    // Only the last day that the calendar knows has no tomorrow.
    (now.date(), lasts.ok())
}

/// A day as it is written in records. The words of the library for what is none are not for everybody.
fn day(text: &str) -> Result<Day, String> {
    match Date::parse(text) {
        Ok(date) => date.day().ok_or_else(|| "one day is written `YYYY-MM-DD`".to_owned()),
        Err(reason) => Err(format!("{reason}; a day is written `YYYY-MM-DD`")),
    }
}

fn base_url(text: &str) -> Result<String, String> {
    if address_kind(text) != AddressKind::Web {
        return Err("an address begins with http:// or https://".to_owned());
    }
    if text.contains(['?', '#']) {
        return Err("no page could be put behind a query or a fragment".to_owned());
    }
    fault(text).map_or_else(|| Ok(text.to_owned()), |fault| Err(fault.message))
}

/// How diagnostics are printed: in colours on a terminal that has them, unless they are not wanted.
fn manner(printing: Printing, terminal: bool) -> Manner<'static> {
    let is_plain = || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let is_dumb = || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    Manner { printing, colour: terminal && !is_plain() && !is_dumb(), checked: None }
}

/// Prints diagnostics.
fn show(out: &mut dyn Write, manner: &Manner<'_>, diagnostics: &Diagnostics) -> io::Result<()> {
    report::write(out, manner, &diagnostics.list, &|path| diagnostics.texts.get(path).map(|text| &**text))
}

/// Prints diagnostics of a command that was asked for something else.
fn show_aside(printing: Printing, diagnostics: &Diagnostics) {
    let manner = manner(printing, io::stderr().is_terminal());
    // There is nobody left to tell when standard error is closed.
    show(&mut io::stderr().lock(), &manner, diagnostics).unwrap_or_default();
}

/// Prints why a command could not run.
fn fail(message: &str, help: Option<&str>) -> Exit {
    let mut out = io::stderr().lock();
    let help = help.map(|help| format!("\n  = help: {}", pictured(help))).unwrap_or_default();
    writeln!(out, "error: {}{help}", pictured(message)).unwrap_or_default();
    Exit::Failed
}

/// Prints why a site could not be made.
fn fail_build(printing: Printing, error: &BuildError) -> Exit {
    match error {
        BuildError::Diagnostics(diagnostics) => {
            show_aside(printing, diagnostics);
            Exit::Errors
        }
        BuildError::Output(error) => fail(&error.to_string(), error.help()),
    }
}

/// Runs something that prints to standard output.
fn print<E: ToString>(write: impl FnOnce(&mut dyn Write) -> Result<(), E>) -> Exit {
    match write(&mut io::stdout().lock()) {
        Ok(()) => Exit::Clean,
        Err(error) => fail(&error.to_string(), None),
    }
}

/// The exit of a command whose output was written, or not: a closed pipe (`| head`) is not a failure.
fn finish(exit: Exit, written: io::Result<()>) -> Exit {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => fail(&error.to_string(), None),
        _ => exit,
    }
}

/// How many there are of something, in words.
fn count(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}
