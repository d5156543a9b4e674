//! Reads several reports, each from its own file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use aiinfra::Table;
use aiinfra::panel::Filed;
use clap::ColorChoice;

use super::input;
use crate::cli::failure::Failure;
use crate::cli::reply::Reply;

/// What to do about files that aren't valid datasets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Faulty {
    /// Return an error that names all of them.
    Refuse,
    /// Return an error that names all of them and the option `--skip-faulty`, which the command has.
    RefuseOrSkip,
    /// Go on without them.
    Skip,
}

/// The reports in several files.
#[derive(Default)]
pub(crate) struct ReadReports {
    /// The reports, in the order of the files.
    pub(crate) reports: Vec<Filed>,
    /// For each report, the position of its file, or of its folder, among those to read.
    pub(crate) places: Vec<usize>,
    /// Everything that is wrong with each of the files that were skipped.
    pub(crate) skipped: Vec<Failure>,
}

impl ReadReports {
    /// Reports on stderr what is wrong with the skipped files, and how many they are.
    fn tell_skipped(&self, color: ColorChoice) {
        let left_out = self.skipped.len();
        if left_out > 0 {
            self.skipped.iter().for_each(|error| error.report(color));
            let every = left_out + self.reports.len();
            Failure::SkippedReports { left_out, every }.report(color);
        }
    }
}

/// Replies with a table about the reports in these files. If files were skipped, they are reported on stderr, and the exit
/// code is 1; if the others yield no table, the skipped ones may be why.
pub(crate) fn reply(
    files: &[PathBuf],
    skips_faulty: bool,
    color: ColorChoice,
    table: impl FnOnce(&ReadReports) -> Result<Table, Failure>,
) -> Result<Reply, Failure> {
    let faulty = if skips_faulty { Faulty::Skip } else { Faulty::RefuseOrSkip };
    let read = read(files, faulty)?;
    let table = table(&read);
    read.tell_skipped(color);
    Ok(if read.skipped.is_empty() { Reply::Table(table?) } else { Reply::No(table?) })
}

/// Reads the reports in these files. A folder stands for the TOML files in it, by name.
pub(crate) fn read(files: &[PathBuf], faulty: Faulty) -> Result<ReadReports, Failure> {
    let mut read = ReadReports::default();
    for (place, path) in files.iter().enumerate() {
        match files_of(path) {
            Ok(files) => files.iter().for_each(|file| read.add(file, place)),
            Err(error) => read.skipped.push(error),
        }
    }
    if faulty == Faulty::Skip || read.skipped.is_empty() {
        return Ok(read);
    }
    let every = read.reports.len() + read.skipped.len();
    let faults = read.skipped;
    let can_skip = faulty == Faulty::RefuseOrSkip && !read.reports.is_empty();
    Err(Failure::FaultyReports { faults, every, can_skip })
}

impl ReadReports {
    fn add(&mut self, file: &Path, place: usize) {
        match input::market(file, "") {
            Ok(market) => {
                self.reports.push(Filed { file: input::name(file), market });
                self.places.push(place);
            }
            Err(error) => self.skipped.push(error),
        }
    }
}

/// The files that a path stands for: itself, or the TOML files in a folder.
pub(crate) fn files_of(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if input::is_stdin(path) || !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let expected = "a dataset in TOML, or a folder with files that end in .toml";
    let failed = |fault: &str| input::unreadable(path, fault, expected);
    let files = datasets(path).map_err(|fault| failed(&fault.to_string()))?;
    if files.is_empty() { Err(failed("no file in it ends in .toml")) } else { Ok(files) }
}

/// The TOML files in a folder, by name. As in a shell's `*.toml`, names that start with a dot don't count.
fn datasets(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if !is_hidden && path.extension().is_some_and(|ending| ending == "toml") && path.is_file() {
            files.push(path);
        }
    }
    files.sort_unstable();
    Ok(files)
}
