//! Reads input files.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::string::FromUtf8Error;
use std::time::SystemTime;

use aiinfra::Market;
use aiinfra::batch::Blocks;
use same_file::Handle;

use crate::cli::failure::Failure;

/// The maximum size of a file in bytes. No dataset comes near it.
const LARGEST: u64 = 10_000_000;

/// Reads a text file, or stdin if the name is `-`.
pub(crate) fn read(file: &Path, expected: &'static str) -> Result<String, Failure> {
    read_named(file, &format!("`{}`", name(file)), expected)
}

fn read_named(file: &Path, name: &str, expected: &'static str) -> Result<String, Failure> {
    let failed = |fault: String| Failure::Input { file: name.to_owned(), fault, expected };
    let (bytes, stamp) = bytes(file).map_err(|fault| failed(fault.to_string()))?;
    stamp.check(file)?;
    if bytes.len() as u64 > LARGEST {
        return Err(failed(format!("it has more than {LARGEST} bytes")));
    }
    let text = String::from_utf8(bytes).map_err(|fault| failed(not_utf8(&fault)))?;
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        let again = if is_stdin(file) { ", or was read already" } else { "" };
        return Err(failed(format!("it is empty{again}")));
    }
    Ok(text)
}

fn not_utf8(fault: &FromUtf8Error) -> String {
    let valid = fault.as_bytes().iter().take(fault.utf8_error().valid_up_to());
    let line = valid.filter(|byte| **byte == b'\n').count() + 1;
    format!("line {line} is not UTF-8; save the file as UTF-8")
}

/// The name of a file in messages.
pub(crate) fn name(file: &Path) -> String {
    if is_stdin(file) { "stdin".to_owned() } else { file.display().to_string() }
}

pub(crate) fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}

/// Opens a file, or stdin if the name is `-`, to be read block by block.
pub(crate) fn open(
    file: &Path,
    expected: &'static str,
) -> Result<(Blocks<Box<dyn Read + Send>>, Stamp), Failure> {
    if is_stdin(file) {
        return Ok((Blocks::live(Box::new(io::stdin())), Stamp::of_stdin()));
    }
    let failed = |fault: io::Error| unreadable(file, &fault.to_string(), expected);
    let opened = File::open(file).map_err(failed)?;
    let stamp = Stamp::of(opened.try_clone().map_err(failed)?);
    let opened: Box<dyn Read + Send> = Box::new(opened);
    let blocks = if stamp.0.is_some() { Blocks::new(opened) } else { Blocks::live(opened) };
    Ok((blocks, stamp))
}

/// An open file with the length and modification time it had when it was opened.
///
/// Holds nothing for an input that is not a regular file.
pub(crate) struct Stamp(Option<(File, u64, SystemTime)>);

impl Stamp {
    /// The stamp of stdin, which may be redirected from a file.
    fn of_stdin() -> Self {
        let file = Handle::stdin().and_then(|stdin| stdin.as_file().try_clone());
        file.map_or(Self(None), Self::of)
    }

    fn of(file: File) -> Self {
        Self(metadata(&file).map(|(length, time)| (file, length, time)))
    }

    /// Returns an error if the file has changed since it was opened. What was read may then mix old and new content.
    pub(crate) fn check(&self, file: &Path) -> Result<(), Failure> {
        match &self.0 {
            Some((opened, length, time)) if metadata(opened) != Some((*length, *time)) => {
                Err(Failure::Changed { file: name(file) })
            }
            _ => Ok(()),
        }
    }
}

fn metadata(file: &File) -> Option<(u64, SystemTime)> {
    let found = file.metadata().ok().filter(Metadata::is_file)?;
    Some((found.len(), found.modified().ok()?))
}

/// The error that a file cannot be read or is empty.
pub(crate) fn unreadable(file: &Path, fault: &str, expected: &'static str) -> Failure {
    Failure::Input { file: format!("`{}`", name(file)), fault: fault.to_owned(), expected }
}

fn bytes(file: &Path) -> io::Result<(Vec<u8>, Stamp)> {
    let mut bytes = Vec::new();
    if is_stdin(file) {
        let stamp = Stamp::of_stdin();
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes)?;
        return Ok((bytes, stamp));
    }
    let opened = File::open(file)?;
    let stamp = Stamp::of(opened.try_clone()?);
    opened.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok((bytes, stamp))
}

/// Reads the market from a dataset. `origin` says where the file name came from, if not from an option.
pub(crate) fn market(file: &Path, origin: &str) -> Result<Market, Failure> {
    let expected = "a dataset in TOML; `aiinfra init` prints one to start from";
    let text = read_named(file, &format!("`{}`{origin}", name(file)), expected)?;
    let at_file = |fault| Failure::at(format!("{}{origin}", name(file)), fault);
    Market::from_toml(&text).map_err(at_file)
}
