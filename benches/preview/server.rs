//! A server as a process of its own, known by its command line alone, and gone when its value is.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::client::Client;
use crate::common::disk::{Outcome, at};
use crate::common::process;
use crate::pause::pause;

/// How long a server may take to serve its first page, and how long to come to rest after a change.
const START: Duration = Duration::from_secs(300);
const REST: Duration = Duration::from_secs(120);

/// Which program serves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Rapporteur,
    /// With the defaults of `hugo server`: after a change only what was visited lately is rendered anew.
    Hugo,
    /// With `--disableFastRender`: after a change the whole site is rendered anew.
    HugoFull,
}

/// A program with a site of its own to serve.
pub(crate) struct Program {
    pub(crate) kind: Kind,
    pub(crate) path: PathBuf,
    /// What has the sources in `content`.
    pub(crate) folder: PathBuf,
}

impl Program {
    pub(crate) fn name(&self) -> &'static str {
        match self.kind {
            Kind::Rapporteur => "rapporteur serve",
            Kind::Hugo => "hugo server",
            Kind::HugoFull => "hugo --disableFastRender",
        }
    }

    fn command(&self, port: u16) -> Command {
        let mut command = Command::new(&self.path);
        match self.kind {
            Kind::Rapporteur => {
                command.args(["serve", "--as-of", "2024-12-31", "--content"]).arg(self.folder.join("content"));
            }
            Kind::Hugo | Kind::HugoFull => {
                command.args(["server", "--bind", "127.0.0.1", "--source"]).arg(&self.folder);
                // Hugo's own place for files to keep is in the user's home.
                command.env("HUGO_CACHEDIR", self.folder.join("cache"));
            }
        }
        if self.kind == Kind::HugoFull {
            command.arg("--disableFastRender");
        }
        command.args(["--port", &port.to_string()]);
        command
    }

    /// Starts the program, and says how long it took until it served the first page.
    pub(crate) fn start(&self) -> Outcome<(Server, Duration)> {
        // The system gives a free port; nobody else is likely to take it before the program does.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let log = self.folder.join("log");
        let out = at(&log, File::create(&log))?;
        let mut command = self.command(port);
        command.stdin(Stdio::null()).stdout(out.try_clone()?).stderr(out);
        let started = Instant::now();
        let child = at(&self.path, command.spawn())?;
        let mut server = Server { child, name: self.name(), client: Client::of(port), log };
        while server.client.get("/").is_none() {
            server.check(started)?;
            pause(Duration::from_millis(1))?;
        }
        let took = started.elapsed();
        // Whoever answered must be the one that was started.
        let address = format!(":{port}/");
        while !fs::read_to_string(&server.log)?.contains(&address) {
            server.check(started)?;
            pause(Duration::from_millis(1))?;
        }
        server.client.take_tally();
        Ok((server, took))
    }
}

/// A program that runs, with a client of it.
pub(crate) struct Server {
    child: Child,
    name: &'static str,
    pub(crate) client: Client,
    log: PathBuf,
}

impl Server {
    /// Fails when the process has ended, or has not served a page in time.
    fn check(&mut self, started: Instant) -> Outcome<()> {
        let ended = self.child.try_wait()?.map(|status| status.to_string());
        let late = (started.elapsed() > START).then(|| "no page was served in time".to_owned());
        match ended.or(late) {
            None => Ok(()),
            Some(what) => Err(format!("{}: {what}\n{}", self.name, last_lines(&self.log)).into()),
        }
    }

    /// Waits until the process has done next to nothing for a tenth of a second, so that one measurement does not reach
    /// into the next.
    pub(crate) fn rest(&self) -> Outcome<()> {
        self.rest_for(1)
    }

    /// Waits until the process has done next to nothing for two seconds, so that it surely has no more to do: Hugo lets
    /// half a second pass between one rendering of the site and the next.
    pub(crate) fn settle(&self) -> Outcome<()> {
        self.rest_for(20)
    }

    fn rest_for(&self, tenths: usize) -> Outcome<()> {
        let end = Instant::now() + REST;
        let mut before = self.processor_time();
        let mut quiet = 0;
        while quiet < tenths && Instant::now() < end {
            pause(Duration::from_millis(100))?;
            let after = self.processor_time();
            let busy = after.zip(before).is_some_and(|(after, before)| after - before > 0.015);
            quiet = if busy { 0 } else { quiet + 1 };
            before = after;
        }
        Ok(())
    }

    /// In seconds; see [`process::processor_time`].
    pub(crate) fn processor_time(&self) -> Option<f64> {
        process::processor_time(&self.child.id().to_string())
    }

    /// In bytes; see [`process::peak_memory`].
    pub(crate) fn peak_memory(&self) -> Option<f64> {
        process::peak_memory(&self.child.id().to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; a process that is not waited for would stay as a zombie.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn last_lines(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines = text.lines().collect::<Vec<_>>();
    lines[lines.len().saturating_sub(20)..].join("\n")
}
