//! Files that are read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use aiinfra::Market;
use aiinfra::batch::Blocks;

use super::failure::Failure;

/// The most bytes that are read; no report comes near.
const LARGEST: u64 = 10_000_000;

/// A file of text, or stdin where its name is `-`.
pub(super) fn read(file: &Path, expected: &'static str) -> Result<String, Failure> {
    read_named(file, &format!("`{}`", name(file)), expected)
}

fn read_named(file: &Path, name: &str, expected: &'static str) -> Result<String, Failure> {
    let failed = |fault: String| Failure::Input { file: name.to_owned(), fault, expected };
    let bytes = bytes(file).map_err(|fault| failed(fault.to_string()))?;
    if bytes.len() as u64 > LARGEST {
        return Err(failed(format!("it has more than {LARGEST} bytes")));
    }
    let text = String::from_utf8(bytes).map_err(|fault| {
        let valid = fault.as_bytes().iter().take(fault.utf8_error().valid_up_to());
        let line = valid.filter(|byte| **byte == b'\n').count() + 1;
        failed(format!("line {line} is not UTF-8, in which it has to be saved"))
    })?;
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        let again = if is_stdin(file) { ", or has been read already" } else { "" };
        return Err(failed(format!("it is empty{again}")));
    }
    Ok(text)
}

/// What a file is called in messages.
pub(super) fn name(file: &Path) -> String {
    if is_stdin(file) { "stdin".to_owned() } else { file.display().to_string() }
}

pub(super) fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}

/// A file to be read block by block, or stdin.
pub(super) fn open(
    file: &Path,
    expected: &'static str,
) -> Result<Blocks<Box<dyn Read + Send>>, Failure> {
    if is_stdin(file) {
        return Ok(Blocks::live(Box::new(io::stdin())));
    }
    let opened =
        File::open(file).map_err(|fault| unreadable(file, &fault.to_string(), expected))?;
    let has_all = opened.metadata().is_ok_and(|found| found.is_file());
    let opened: Box<dyn Read + Send> = Box::new(opened);
    Ok(if has_all { Blocks::new(opened) } else { Blocks::live(opened) })
}

/// A file that cannot be read, or has nothing in it.
pub(super) fn unreadable(file: &Path, fault: &str, expected: &'static str) -> Failure {
    Failure::Input { file: format!("`{}`", name(file)), fault: fault.to_owned(), expected }
}

fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if is_stdin(file) {
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes)?;
    } else {
        File::open(file)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The market of a dataset; `origin` says where the file's name came from, if not from an option.
pub(super) fn market(file: &Path, origin: &str) -> Result<Market, Failure> {
    let expected = "a dataset in TOML, of which `aiinfra init` prints one to start from";
    let text = read_named(file, &format!("`{}`{origin}", name(file)), expected)?;
    let at_file = |fault| Failure::at(format!("{}{origin}", name(file)), fault);
    Market::from_toml(&text).map_err(at_file)
}
