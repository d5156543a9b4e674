//! Where the answer goes: to stdout, or to a file whole or not at all.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use same_file::Handle;

use crate::cli::args::global::Global;
use crate::cli::failure::Failure;
use crate::cli::io::descriptor;
use crate::cli::io::draft::{Draft, Unfinished};
use crate::cli::io::input;
use crate::cli::io::interrupt::{self, InterruptState, Phase};

/// Refuses to write to a file that the answer is made from, under whatever name: what it says would be lost, or, where
/// the answer goes on after it, never end.
pub(crate) fn check_apart(inputs: &[&Path], global: &Global) -> Result<(), Failure> {
    if inputs.is_empty() {
        return Ok(());
    }
    let place = global.output.as_deref().filter(|path| !descriptor::is_stdout(path));
    let Some(answer) = place.map_or_else(|| file(Handle::stdout()), target) else {
        return Ok(());
    };
    for input in inputs {
        let read = if input::is_stdin(input) { file(Handle::stdin()) } else { named_file(input) };
        if read.is_some_and(|read| read == answer) {
            return Err(Failure::OwnInput { file: input::name(input) });
        }
    }
    Ok(())
}

/// The file that is written to.
fn target(path: &Path) -> Option<Handle> {
    match descriptor::open(path) {
        Some(open) => file(open.and_then(Handle::from_file)),
        None => named_file(path),
    }
}

/// The file of that name. Anything else is not even opened: a pipe would lose its writer, and a terminal or a device
/// may be both read and written.
fn named_file(path: &Path) -> Option<Handle> {
    let is_file = fs::metadata(path).is_ok_and(|found| found.is_file());
    if is_file { Handle::from_path(path).ok() } else { None }
}

fn file(open: io::Result<Handle>) -> Option<Handle> {
    open.ok().filter(|open| open.as_file().metadata().is_ok_and(|found| found.is_file()))
}

/// Does anybody read on?
pub(crate) enum Reading {
    On,
    /// A reader that has seen enough, as `head` does, is no failure.
    Stopped,
}

/// Where an answer goes.
pub(crate) struct Destination {
    place: Place,
    interrupts: Arc<InterruptState>,
}

enum Place {
    Stdout,
    /// A device, a pipe, or what is open already: it can't be replaced, and the answer goes on after what it has.
    Stream {
        file: File,
        name: String,
    },
    Replaced(Replaced),
}

/// A file that is replaced when its answer is whole.
struct Replaced {
    draft: Draft,
    path: PathBuf,
    name: String,
}

impl Destination {
    /// The place that the options ask for.
    pub(crate) fn open(global: &Global) -> Result<Self, Failure> {
        match &global.output {
            Some(path) if !descriptor::is_stdout(path) => Self::file(path),
            _ => Ok(Self::stdout()),
        }
    }

    pub(crate) fn stdout() -> Self {
        Self { place: Place::Stdout, interrupts: InterruptState::for_rows() }
    }

    fn file(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let target = Target::at(path).map_err(|fault| unwritable(&name, &fault))?;
        let interrupts = match &target {
            Target::Stream(_) => InterruptState::for_rows(),
            Target::File { .. } => {
                // Before there is a draft that a signal could leave behind.
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

    /// The same for an answer that takes long: its rows are written as they come about, and an interrupt says what is
    /// left of them.
    pub(crate) fn for_rows(self) -> Self {
        if !matches!(self.place, Place::Replaced(_)) {
            interrupt::watch(&self.interrupts);
        }
        self
    }

    /// Do rows appear there as they are written?
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

    /// Puts a file in its place. After that there is nothing left to interrupt.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let _lock = self.interrupts.lock_for_write();
        self.place.finish()?;
        self.interrupts.enter(Phase::Finished);
        Ok(())
    }
}

/// Writes files into a folder, each of them as a whole.
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
            Err(Unfinished::Untouched(fault)) => Err(unwritable(&name, &fault)),
            Err(Unfinished::Torn(fault)) => Err(Failure::Torn {
                place: format!("`{name}`"),
                expected: limited(&fault).unwrap_or("a disk without errors"),
                fault: fault.to_string(),
            }),
        }
    }
}

/// What a path names.
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
                // Replacing needs leave to write the folder only; the user expects the file's to count.
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

/// The file that links lead to, or would lead to once it is there.
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

/// The file itself may be written, and no draft can be made beside it.
fn no_draft(name: &str, fault: &io::Error) -> Failure {
    let is_locked =
        matches!(fault.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem);
    let expected = if is_locked {
        "permission to create files in its folder, since the answer is written to a temporary file there first"
    } else {
        limited(fault).unwrap_or(WRITABLE)
    };
    Failure::output(&format!("`{name}`"), fault, expected)
}

/// What would be right where a limit was met.
fn limited(fault: &io::Error) -> Option<&'static str> {
    match fault.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Some("enough free space for the answer")
        }
        ErrorKind::FileTooLarge => Some("a higher limit on the size of a file (ulimit -f)"),
        _ => too_many_open(fault),
    }
}

/// A limit that has no kind.
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
