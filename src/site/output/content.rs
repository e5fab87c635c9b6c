//! What is to stand in a file of the site: bytes in memory, or a file of the review, which may be larger than memory.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;

use crate::site::output::error::OutputError;

/// How many bytes are compared or copied at a time.
const CHUNK: usize = 16 * 1024;

/// What is to stand in a file.
#[derive(Debug, Clone, Copy)]
pub enum Content<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// What stands in another file.
    File {
        /// The file, open to be read.
        file: &'a File,
        /// How much of it counts: it can grow while it is read.
        length: u64,
        /// Its path as it is shown.
        shown: &'a str,
    },
}

impl Content<'_> {
    /// How many bytes there are.
    #[must_use]
    pub fn length(&self) -> u64 {
        match self {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::File { length, .. } => *length,
        }
    }

    /// The next bytes from here on, as many as are dealt with at a time; none at the end.
    fn chunk<'a>(&'a self, from: u64, buffer: &'a mut [u8]) -> io::Result<&'a [u8]> {
        match self {
            Content::Bytes(bytes) => {
                // What is in memory has a length that fits.
                let rest = usize::try_from(from).ok().and_then(|from| bytes.get(from..)).unwrap_or_default();
                Ok(rest.get(..CHUNK).unwrap_or(rest))
            }
            Content::File { file, length, .. } => {
                let left = usize::try_from(length.saturating_sub(from)).unwrap_or(usize::MAX).min(buffer.len());
                let count = retry(|| file.read_at(&mut buffer[..left], from))?;
                Ok(&buffer[..count])
            }
        }
    }

    /// Whether a file of this length has the same bytes.
    ///
    /// # Errors
    ///
    /// If that file cannot be read.
    pub(super) fn is_in(&self, mut there: &File) -> io::Result<bool> {
        let (mut own, mut other) = (self.buffer(), [0; CHUNK]);
        let mut at = 0;
        while at < self.length() {
            // What cannot be read is told where it is copied.
            let Ok(chunk @ [_, ..]) = self.chunk(at, &mut own) else { return Ok(false) };
            let mut left = chunk;
            while !left.is_empty() {
                let room = other.len().min(left.len());
                let count = retry(|| there.read(&mut other[..room]))?;
                match left.split_at_checked(count) {
                    Some((start, rest)) if count > 0 && *start == other[..count] => left = rest,
                    _ => return Ok(false),
                }
            }
            at += chunk.len() as u64;
        }
        Ok(true)
    }

    /// Writes the bytes into a file, which is shown as `target`.
    ///
    /// # Errors
    ///
    /// If either file gives an error.
    pub(super) fn write(&self, mut file: &File, target: &Path) -> Result<(), OutputError> {
        let mut buffer = self.buffer();
        let mut at = 0;
        loop {
            let chunk = self.chunk(at, &mut buffer).map_err(|error| OutputError::io("read", self.shown(), error))?;
            if chunk.is_empty() {
                return Ok(());
            }
            file.write_all(chunk).map_err(|error| OutputError::io("write", target, error))?;
            at += chunk.len() as u64;
        }
    }

    fn buffer(&self) -> Vec<u8> {
        match self {
            Content::Bytes(_) => Vec::new(),
            Content::File { .. } => vec![0; CHUNK],
        }
    }

    fn shown(&self) -> &Path {
        match self {
            // Bytes in memory can always be read.
            Content::Bytes(_) => Path::new(""),
            Content::File { shown, .. } => Path::new(shown),
        }
    }
}

/// Reads once more where a signal came between.
fn retry(mut read: impl FnMut() -> io::Result<usize>) -> io::Result<usize> {
    loop {
        match read() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}
