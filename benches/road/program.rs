//! Another generator that builds the same review, known by its command line alone.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::disk::{self, Outcome, at};
use crate::common::figures::Figures;
use crate::common::hugo;
use crate::meter;
use crate::zola;

/// Which program builds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Hugo,
    Zola,
}

/// A program that was asked for.
pub(crate) struct Program {
    kind: Kind,
    path: PathBuf,
}

impl Program {
    pub(crate) fn new(kind: Kind, path: &str) -> Self {
        Self { kind, path: path.into() }
    }

    pub(crate) fn is(&self, kind: Kind) -> bool {
        self.kind == kind
    }

    pub(crate) fn name(&self) -> &'static str {
        match self.kind {
            Kind::Hugo => "hugo",
            Kind::Zola => "zola",
        }
    }

    /// What it says of itself. A script in its place would be measured as well.
    pub(crate) fn version(&self) -> Outcome<String> {
        let mut first = [0; 2];
        at(&self.path, File::open(&self.path).and_then(|mut file| file.read_exact(&mut first)))?;
        if &first == b"#!" {
            return Err(format!("{}: this is a script; give the program that it starts", self.path.display()).into());
        }
        let argument = if self.kind == Kind::Hugo { "version" } else { "--version" };
        let output = at(&self.path, Command::new(&self.path).arg(argument).output())?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Writes the review in `scratch/content` as a site of the program's, once for all runs.
    pub(crate) fn write_site(&self, scratch: &Path) -> Outcome<()> {
        let site = scratch.join(self.name());
        match self.kind {
            Kind::Hugo => hugo::write(&scratch.join("content"), &site),
            Kind::Zola => zola::write(&scratch.join("content"), &site),
        }
    }

    /// Builds that site into a new folder, which stays.
    pub(crate) fn build(&self, scratch: &Path, threads: usize) -> Outcome<Figures> {
        let out = self.out(scratch);
        let cache = scratch.join("cache");
        at(&cache, fs::create_dir(&cache))?;
        let (_, mut figures) = meter::run(&mut self.command(scratch, threads))?;
        at(&cache, fs::remove_dir_all(&cache))?;
        let files = disk::files(&out)?;
        let mut bytes = 0;
        for path in &files {
            bytes += at(path, fs::metadata(path))?.len();
        }
        figures.count("files", files.len())?;
        figures.count("bytes", bytes)?;
        Ok(figures)
    }

    /// Where it builds to.
    pub(crate) fn out(&self, scratch: &Path) -> PathBuf {
        scratch.join(format!("{}-out", self.name()))
    }

    /// The command that is measured. Nothing of the environment reaches the program, so that no setting of whoever
    /// measures does; it has as many threads as ours, and a cache that is empty and gone afterwards. It is told to ask
    /// nobody: no site here makes it, but a program that waited for the network would be measured with it.
    fn command(&self, scratch: &Path, threads: usize) -> Command {
        let mut command = Command::new(&self.path);
        command.env_clear().env("HOME", scratch.join("cache"));
        let (site, out) = (scratch.join(self.name()), self.out(scratch));
        match self.kind {
            Kind::Hugo => {
                command.args(["build", "--noBuildLock", "--quiet", "--source"]).arg(site);
                command.arg("--destination").arg(out);
                command.env("GOMAXPROCS", threads.to_string());
                command.env("HUGO_CACHEDIR", scratch.join("cache"));
                command.env("HUGO_SECURITY_HTTP_URLS", "none").env("HUGO_MODULE_PROXY", "off");
            }
            Kind::Zola => {
                command.arg("--root").arg(site).args(["build", "--output-dir"]).arg(out);
                command.env("RAYON_NUM_THREADS", threads.to_string());
            }
        }
        command
    }

    /// The same in words, as somebody would type it.
    pub(crate) fn described(&self) -> &'static str {
        match self.kind {
            Kind::Hugo => {
                "env -i HOME=CACHE GOMAXPROCS=THREADS HUGO_CACHEDIR=CACHE HUGO_SECURITY_HTTP_URLS=none HUGO_MODULE_PROXY=off \
                 hugo build --noBuildLock --quiet --source SITE --destination OUT"
            }
            Kind::Zola => "env -i HOME=CACHE RAYON_NUM_THREADS=THREADS zola --root SITE build --output-dir OUT",
        }
    }
}
