//! Where the answer goes: to stdout, or to a file whole or not at all.

use std::env;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use aiinfra::Table;
use aiinfra::render::{DEFAULT_FORMAT, FORMATS, Format, Style};
use anstream::AutoStream;
use clap::ColorChoice;
use clap::builder::StyledStr;
use same_file::Handle;
use tempfile::{Builder, NamedTempFile};
use terminal_size::{Width, terminal_size_of};

use super::Reply;
use super::failure::{Failure, is_dumb};
use super::global::Global;
use super::input;
use super::interrupt::{self, Pen, Remains};

/// Writes the reply in the format, and to the place, that the options ask for.
pub(super) fn write(reply: &Reply, global: &Global) -> Result<(), Failure> {
    match reply {
        Reply::Table(table) | Reply::No(table) => write_table(table, global),
        Reply::Text(text) => text_alone(global).and_then(|()| deliver(text, global)),
        Reply::Help(help) => {
            text_alone(global).and_then(|()| deliver(&styled(help, color(global)), global))
        }
        Reply::Written { .. } => Ok(()),
    }
}

/// A text has no other format.
pub(super) fn text_alone(global: &Global) -> Result<(), Failure> {
    let option = if global.format.is_some() { Some("format") } else { global.for_spreadsheet() };
    option.map_or(Ok(()), |option| Err(Failure::NoFormat { option }))
}

fn styled(help: &StyledStr, color: bool) -> String {
    if color { help.ansi().to_string() } else { help.to_string() }
}

fn write_table(table: &Table, global: &Global) -> Result<(), Failure> {
    let format = format(global)?.unwrap_or(DEFAULT_FORMAT);
    let style = Style {
        digits: global.digits,
        color: color(global),
        excel: global.excel,
        decimal_comma: global.decimal_comma,
        width: width(global),
    };
    deliver(&format.render(table, style)?, global)?;
    if global.verbose && !format.holds_notes {
        tell(&table.notes);
    }
    Ok(())
}

fn deliver(text: &str, global: &Global) -> Result<(), Failure> {
    let mut destination = Destination::open(global)?;
    match destination.write(text.as_bytes())? {
        Reading::On => destination.finish(),
        Reading::Stopped => Ok(()),
    }
}

/// The format that is asked for, by its name, by the ending of a file's, or by an option for spreadsheets.
pub(super) fn format(global: &Global) -> Result<Option<&'static Format>, Failure> {
    let named = named_format(global)?;
    let Some(option) = global.for_spreadsheet() else { return Ok(named) };
    match named {
        None => Ok(FORMATS.iter().find(|format| format.is_for_spreadsheets)),
        Some(format) if format.is_for_spreadsheets => Ok(named),
        Some(format) => {
            let other = match &global.output {
                Some(file) if global.format.is_none() => format!("output {}", file.display()),
                _ => format!("format {}", format.name),
            };
            Err(Failure::clash(option, &other, "csv or tsv, which spreadsheets open"))
        }
    }
}

fn named_format(global: &Global) -> Result<Option<&'static Format>, Failure> {
    let ending = global.output.as_ref().and_then(|path| path.extension());
    match (global.format, ending) {
        (Some(format), _) => Ok(Some(format)),
        (None, None) => Ok(None),
        (None, Some(ending)) => {
            let ending = ending.to_string_lossy().to_lowercase();
            let has_it = |format: &&Format| format.extensions.contains(&ending.as_str());
            FORMATS.iter().find(has_it).map(Some).ok_or_else(|| unknown_ending(global))
        }
    }
}

fn unknown_ending(global: &Global) -> Failure {
    let endings: Vec<String> = FORMATS
        .iter()
        .flat_map(|format| format.extensions)
        .map(|ending| format!(".{ending}"))
        .collect();
    Failure::Ending {
        file: global.output.as_ref().map_or_else(String::new, |path| path.display().to_string()),
        endings: endings.join(", "),
    }
}

fn color(global: &Global) -> bool {
    has_color(global.color(), global.output.is_none())
}

fn has_color(asked: ColorChoice, is_shown: bool) -> bool {
    match asked {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => is_shown && stdout_has_color(),
    }
}

/// How many characters a line has where the answer is shown: as `COLUMNS` says, or the terminal.
fn width(global: &Global) -> Option<usize> {
    let shown = global.output.is_none();
    let asked = || env::var("COLUMNS").ok()?.parse().ok().filter(|width| *width > 0);
    let terminal = || terminal_size_of(io::stdout()).map(|(Width(width), _)| usize::from(width));
    if shown { asked().or_else(terminal) } else { None }
}

fn stdout_has_color() -> bool {
    !is_dumb() && AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// Shows help, or the version, that was asked for.
pub(super) fn show(help: &StyledStr, asked: ColorChoice) -> Result<(), Failure> {
    let text = styled(help, has_color(asked, true));
    Destination::of(Place::Stdout).write(text.as_bytes()).map(|_| ())
}

/// Writes a file into a folder, whole or not at all.
pub(super) fn put(file: &Path, text: &[u8]) -> Result<(), Failure> {
    let mut destination = Destination::file(file)?;
    destination.write(text)?;
    destination.finish()
}

/// Prints notes where the answer has no place for them.
pub(super) fn tell(notes: &[String]) {
    for note in notes {
        // Where stderr is closed or full there is nobody left to tell.
        let _ = writeln!(io::stderr(), "{note}");
    }
}

fn is_stdout(path: &Path) -> bool {
    path == Path::new("-") || path == Path::new("/dev/stdout")
}

/// Refuses to write to a file that the answer is made from, under whatever name: what it says would be lost, or, where
/// the answer goes on after it, never end.
pub(super) fn check_apart(inputs: &[&Path], global: &Global) -> Result<(), Failure> {
    if inputs.is_empty() {
        return Ok(());
    }
    let place = global.output.as_deref().filter(|path| !is_stdout(path));
    let Some(answer) = place.map_or_else(|| file(Handle::stdout()), named_file) else {
        return Ok(());
    };
    let is_it = |input: &&&Path| {
        let input = if input::is_stdin(input) { file(Handle::stdin()) } else { named_file(input) };
        input.is_some_and(|input| input == answer)
    };
    match inputs.iter().find(is_it) {
        Some(input) => Err(Failure::OwnInput { file: input::name(input) }),
        None => Ok(()),
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
pub(super) enum Reading {
    On,
    /// A reader that has seen enough, as `head` does, is no failure.
    Stopped,
}

/// Where an answer goes.
pub(super) struct Destination {
    place: Place,
    pen: Pen,
}

enum Place {
    Stdout,
    /// A device or a pipe cannot be replaced and is written to, and so is a file that somebody holds open and
    /// passes by its descriptor: it goes on after what it has.
    Stream {
        file: File,
        name: String,
    },
    /// A file is replaced at once, so that whoever reads it sees the old content or the new.
    Replaced {
        draft: NamedTempFile,
        path: PathBuf,
        permissions: Option<Permissions>,
        name: String,
    },
}

impl Destination {
    /// The place that the options ask for.
    pub(super) fn open(global: &Global) -> Result<Self, Failure> {
        match &global.output {
            Some(path) if !is_stdout(path) => Self::file(path),
            _ => Ok(Self::of(Place::Stdout)),
        }
    }

    fn file(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let place = Place::file(path).map_err(|fault| unwritable(&name, &fault))?;
        let has_draft = matches!(place, Place::Replaced { .. });
        let destination = Self::of(place);
        Ok(if has_draft { destination.watched() } else { destination })
    }

    fn of(place: Place) -> Self {
        Self { place, pen: Pen::new(true.into()) }
    }

    /// From here on, who interrupts the run is told what is left of it.
    fn watched(self) -> Self {
        let remains = match &self.place {
            Place::Replaced { draft, name, .. } => {
                let told = format!("nothing is written to `{name}`; run it again for an answer");
                Remains { draft: Some(draft.path().to_owned()), told_if_cut: told.clone(), told }
            }
            Place::Stdout | Place::Stream { .. } => Remains {
                draft: None,
                told: "the rows that are written are whole, and the others are missing".to_owned(),
                told_if_cut: "the last row that is written may be cut, and the others are missing"
                    .to_owned(),
            },
        };
        interrupt::watch(Pen::clone(&self.pen), remains);
        self
    }

    /// The same for an answer that takes long: its rows are written as they come about.
    pub(super) fn for_rows(self) -> Self {
        match self.place {
            Place::Replaced { .. } => self,
            Place::Stdout | Place::Stream { .. } => self.watched(),
        }
    }

    /// Do rows appear there as they are written?
    pub(super) fn is_stdout(&self) -> bool {
        matches!(self.place, Place::Stdout)
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<Reading, Failure> {
        let _held = self.pen.lock();
        let written = match &mut self.place {
            Place::Stdout => write_all(&mut io::stdout().lock(), bytes),
            Place::Stream { file, .. } => write_all(file, bytes),
            Place::Replaced { draft, .. } => write_all(draft, bytes),
        };
        written.map_err(|fault| match &self.place {
            Place::Stdout => Failure::output("stdout", &fault, "a place with room"),
            Place::Stream { name, .. } | Place::Replaced { name, .. } => unwritable(name, &fault),
        })
    }

    /// Puts a file in its place. After that there is nothing left to break off.
    pub(super) fn finish(self) -> Result<(), Failure> {
        let mut is_open = self.pen.lock().unwrap_or_else(PoisonError::into_inner);
        match self.place {
            Place::Stdout | Place::Stream { .. } => {}
            Place::Replaced { draft, path, permissions, name } => {
                replace(draft, &path, permissions).map_err(|fault| unwritable(&name, &fault))?;
            }
        }
        *is_open = false;
        Ok(())
    }
}

impl Place {
    fn file(path: &Path) -> io::Result<Self> {
        let by_descriptor = path.starts_with("/dev") || path.starts_with("/proc");
        let name = path.display().to_string();
        let (path, permissions) = match fs::metadata(path) {
            Ok(found) if found.is_file() && !by_descriptor => {
                // Replacing needs leave to write the folder only; the user expects the file's to count.
                OpenOptions::new().write(true).open(path)?;
                (fs::canonicalize(path)?, Some(found.permissions()))
            }
            Ok(_) => {
                let file = OpenOptions::new().append(true).open(path)?;
                return Ok(Self::Stream { file, name });
            }
            Err(error) if error.kind() == ErrorKind::NotFound => (end_of_links(path), None),
            Err(error) => return Err(error),
        };
        Ok(Self::Replaced { draft: draft_beside(&path)?, path, permissions, name })
    }
}

pub(super) fn unwritable(name: &str, fault: &io::Error) -> Failure {
    let expected = "a file that can be written, in a folder that exists";
    Failure::output(&format!("`{name}`"), fault, expected)
}

fn write_all(place: &mut dyn Write, bytes: &[u8]) -> io::Result<Reading> {
    match place.write_all(bytes).and_then(|()| place.flush()) {
        Ok(()) => Ok(Reading::On),
        Err(fault) if fault.kind() == ErrorKind::BrokenPipe => Ok(Reading::Stopped),
        Err(fault) => Err(fault),
    }
}

/// The file that a link to nothing would name, once it is there.
fn end_of_links(path: &Path) -> PathBuf {
    match fs::read_link(path) {
        Ok(target) => end_of_links(&path.parent().unwrap_or(Path::new("")).join(target)),
        Err(_) => path.to_owned(),
    }
}

fn replace(draft: NamedTempFile, path: &Path, permissions: Option<Permissions>) -> io::Result<()> {
    if let Some(permissions) = permissions {
        draft.as_file().set_permissions(permissions)?;
    }
    draft.as_file().sync_all()?;
    draft.persist(path)?;
    Ok(())
}

/// A file in the same folder, since only there can it take the other's place in one step.
fn draft_beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    // A folder that is not there is told as such; of a draft only what befell it, not its name.
    fs::metadata(folder)?;
    let mut builder = Builder::new();
    builder.prefix(".aiinfra-");
    // A draft is private by default; a finished answer is as open as any other new file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder).map_err(|error| error.kind().into())
}
