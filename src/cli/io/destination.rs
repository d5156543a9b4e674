//! Writes the answer to stdout, to a stream such as a pipe, or to a file, which is replaced completely or not at all.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use same_file::Handle;

use crate::cli::args::global::Global;
use crate::cli::failure::Failure;
use crate::cli::io::descriptor;
use crate::cli::io::draft::{Draft, ReplaceError};
use crate::cli::io::input;
use crate::cli::io::interrupt::{self, InterruptState, Phase};
use crate::cli::io::reports;

/// Rejects an output file that is also an input, under whatever name.
///
/// The input would be lost. If the answer were appended to it, reading it would never end.
pub(crate) fn check_apart(inputs: &[&Path], global: &Global) -> Result<(), Failure> {
    if inputs.is_empty() {
        return Ok(());
    }
    let place = global.output.as_deref().filter(|path| !descriptor::is_stdout(path));
    let Some(answer) = place.map_or_else(|| file(Handle::stdout()), target) else {
        return Ok(());
    };
    let files = inputs.iter().flat_map(|input| reports::files_of(input).unwrap_or_default());
    for input in &files.collect::<Vec<_>>() {
        let read = if input::is_stdin(input) { file(Handle::stdin()) } else { named_file(input) };
        if read.is_some_and(|read| read == answer) {
            return Err(Failure::OwnInput { file: input::name(input) });
        }
    }
    Ok(())
}

/// The file to be written.
fn target(path: &Path) -> Option<Handle> {
    match descriptor::open(path) {
        Some(open) => file(open.and_then(Handle::from_file)),
        None => named_file(path),
    }
}

/// The regular file with this name. Anything else is not opened: a pipe would lose its writer, and a terminal or a
/// device may be both input and output.
fn named_file(path: &Path) -> Option<Handle> {
    let is_file = fs::metadata(path).is_ok_and(|found| found.is_file());
    if is_file { Handle::from_path(path).ok() } else { None }
}

fn file(open: io::Result<Handle>) -> Option<Handle> {
    open.ok().filter(|open| open.as_file().metadata().is_ok_and(|found| found.is_file()))
}

/// Whether the reader of the output continues.
pub(crate) enum Reading {
    On,
    /// The reader has closed its end, as `head` does. This is not an error.
    Stopped,
}

/// The destination of an answer.
pub(crate) struct Destination {
    place: Place,
    interrupts: Arc<InterruptState>,
}

enum Place {
    Stdout,
    /// A device, a pipe, or an open descriptor. It cannot be replaced, so the answer is appended.
    Stream {
        file: File,
        name: String,
    },
    Replaced(Replaced),
}

/// A file that is replaced once its answer is complete.
struct Replaced {
    draft: Draft,
    path: PathBuf,
    name: String,
}

impl Destination {
    /// Opens the destination that the options specify.
    pub(crate) fn open(global: &Global) -> Result<Self, Failure> {
        match &global.output {
            Some(path) if !descriptor::is_stdout(path) => Self::file(path),
            _ => Ok(Self::stdout()),
        }
    }

    pub(crate) fn stdout() -> Self {
        Self { place: Place::Stdout, interrupts: InterruptState::for_rows() }
    }

    /// Whether the answer is shown at a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        match &self.place {
            Place::Stdout => io::stdout().is_terminal(),
            Place::Stream { file, .. } => file.is_terminal(),
            Place::Replaced(_) => false,
        }
    }

    fn file(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let target = Target::at(path).map_err(|fault| unwritable(&name, &fault))?;
        let interrupts = match &target {
            Target::Stream(_) => InterruptState::for_rows(),
            Target::File { .. } => {
                // The watch must begin before there is a draft that a signal could leave behind.
                let interrupts = InterruptState::for_file(&name);
                interrupt::watch(&interrupts);
                interrupts
            }
        };
        Self::at(target, name, interrupts)
    }

    fn at(target: Target, name: String, interrupts: Arc<InterruptState>) -> Result<Self, Failure> {
        match target {
            Target::Stream(file) => Ok(Self { place: Place::Stream { file, name }, interrupts }),
            Target::File { path, found } => Self::draft(name, path, found.as_ref(), interrupts),
        }
    }

    fn draft(
        name: String,
        path: PathBuf,
        found: Option<&Metadata>,
        interrupts: Arc<InterruptState>,
    ) -> Result<Self, Failure> {
        let lock = interrupts.lock_for_write();
        let folder = folder(&path);
        fs::metadata(folder).map_err(|fault| unwritable(&name, &fault))?;
        let draft = Draft::in_folder(folder, found, &interrupts)
            .map_err(|fault| no_draft(&name, &fault))?;
        drop(lock);
        Ok(Self { place: Place::Replaced(Replaced { draft, path, name }), interrupts })
    }

    /// The same destination, for an answer that takes long. Rows are written as they are computed, and an interrupt
    /// reports which rows were written.
    pub(crate) fn for_rows(self) -> Self {
        if !matches!(self.place, Place::Replaced(_)) {
            interrupt::watch(&self.interrupts);
        }
        self
    }

    /// Whether the answer goes to stdout.
    pub(crate) fn is_stdout(&self) -> bool {
        matches!(self.place, Place::Stdout)
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<Reading, Failure> {
        let _lock = self.interrupts.lock_for_write();
        match &mut self.place {
            Place::Stdout => to_stdout(bytes),
            Place::Stream { file, name } => {
                write_all(file, bytes).map_err(|fault| unwritable(name, &fault))
            }
            Place::Replaced(Replaced { draft, name, .. }) => {
                write_all(draft.file(), bytes).map_err(|fault| unwritable(name, &fault))
            }
        }
    }

    /// Completes the answer. If it goes to a file, replaces the file. After that, nothing is left to interrupt.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let _lock = self.interrupts.lock_for_write();
        self.place.finish()?;
        self.interrupts.enter(Phase::Finished);
        Ok(())
    }
}

/// Writes files into a folder, each completely or not at all.
pub(crate) fn put(folder: &Path, files: &[(PathBuf, String)]) -> Result<(), Failure> {
    let interrupts = InterruptState::for_folder(&folder.display().to_string());
    interrupt::watch(&interrupts);
    for (file, text) in files {
        let path = folder.join(file);
        let name = path.display().to_string();
        let target = Target::at(&path).map_err(|fault| unwritable(&name, &fault))?;
        let mut destination = Destination::at(target, name, Arc::clone(&interrupts))?;
        destination.write(text.as_bytes())?;
        let _lock = interrupts.lock_for_write();
        destination.place.finish()?;
    }
    let _lock = interrupts.lock_for_write();
    interrupts.enter(Phase::Finished);
    Ok(())
}

impl Place {
    fn finish(self) -> Result<(), Failure> {
        let Self::Replaced(Replaced { draft, path, name }) = self else { return Ok(()) };
        match draft.finish(&path) {
            Ok(()) => Ok(()),
            Err(ReplaceError::Unchanged(fault)) => Err(unwritable(&name, &fault)),
            Err(ReplaceError::PartlyWritten(fault)) => Err(Failure::Torn {
                place: format!("`{name}`"),
                expected: limited(&fault).unwrap_or("a disk without errors"),
                fault: fault.to_string(),
            }),
        }
    }
}

/// What an output path names.
enum Target {
    Stream(File),
    /// An existing file, or the name of a new one.
    File {
        path: PathBuf,
        found: Option<Metadata>,
    },
}

impl Target {
    fn at(path: &Path) -> io::Result<Self> {
        if let Some(open) = descriptor::open(path) {
            return open.map(Self::Stream);
        }
        match fs::metadata(path) {
            Ok(found) if found.is_file() => {
                // Replacing only requires write permission for the folder. The user expects the file's to apply too.
                OpenOptions::new().write(true).open(path)?;
                Ok(Self::File { path: end_of_links(path), found: Some(found) })
            }
            Ok(_) => OpenOptions::new().append(true).open(path).map(Self::Stream),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Ok(Self::File { path: end_of_links(path), found: None })
            }
            Err(error) => Err(error),
        }
    }
}

/// Follows symbolic links to their target, which need not exist.
fn end_of_links(path: &Path) -> PathBuf {
    match fs::read_link(path) {
        Ok(target) => end_of_links(&path.parent().unwrap_or(Path::new("")).join(target)),
        Err(_) => path.to_owned(),
    }
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

const WRITABLE: &str = "a file that can be written, in a folder that exists";

pub(crate) fn unwritable(name: &str, fault: &io::Error) -> Failure {
    Failure::output(&format!("`{name}`"), fault, limited(fault).unwrap_or(WRITABLE))
}

/// The error that no draft can be created in the file's folder, although the file itself may be writable.
fn no_draft(name: &str, fault: &io::Error) -> Failure {
    let is_locked =
        matches!(fault.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem);
    let expected = if is_locked {
        "permission to create files in its folder, because the answer is first written to a temporary file there"
    } else {
        limited(fault).unwrap_or(WRITABLE)
    };
    Failure::output(&format!("`{name}`"), fault, expected)
}

/// What the user can do about a limit that was reached.
fn limited(fault: &io::Error) -> Option<&'static str> {
    match fault.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Some("enough free space for the answer")
        }
        ErrorKind::FileTooLarge => Some("a higher limit on the size of a file (ulimit -f)"),
        _ => too_many_open(fault),
    }
}

/// What would help against a limit on open files, for which there is no [`ErrorKind`].
#[cfg(unix)]
fn too_many_open(fault: &io::Error) -> Option<&'static str> {
    use rustix::io::Errno;
    match Errno::from_io_error(fault)? {
        Errno::MFILE => Some("a higher limit on open files (ulimit -n)"),
        Errno::NFILE => Some("fewer open files in other programs"),
        _ => None,
    }
}

#[cfg(not(unix))]
fn too_many_open(_: &io::Error) -> Option<&'static str> {
    None
}

fn to_stdout(bytes: &[u8]) -> Result<Reading, Failure> {
    if !aiinfra_descriptors::was_open(descriptor::STDOUT) {
        let fault = io::Error::other("it is closed");
        return Err(Failure::output("stdout", &fault, "a terminal, a pipe or a file"));
    }
    write_all(&mut Stdout, bytes).map_err(|fault| {
        let expected = limited(&fault).unwrap_or("a stdout that is open for writing");
        Failure::output("stdout", &fault, expected)
    })
}

/// Writes to stdout directly, because the standard library hides a bad file descriptor.
struct Stdout;

impl Write for Stdout {
    #[cfg(unix)]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(rustix::io::write(io::stdout(), bytes)?)
    }

    #[cfg(not(unix))]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        io::stdout().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

fn write_all(place: &mut dyn Write, bytes: &[u8]) -> io::Result<Reading> {
    match place.write_all(bytes).and_then(|()| place.flush()) {
        Ok(()) => Ok(Reading::On),
        Err(fault) if fault.kind() == ErrorKind::BrokenPipe => Ok(Reading::Stopped),
        Err(fault) => Err(fault),
    }
}
