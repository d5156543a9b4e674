//! Writes the answer in the right format, color and width.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use aiinfra::error::{Fault, PictureFault};
use aiinfra::render::{DEFAULT_FORMAT, FORMATS, Format, Style};
use aiinfra::wording::{self, Names, Verbosity};
use aiinfra::{Error, Layout, Note, Scale, Table};
use anstream::AutoStream;
use clap::ColorChoice;
use clap::builder::StyledStr;
use terminal_size::{Width, terminal_size_of};

use crate::cli::args::global::{Global, UNIT};
use crate::cli::args::terms::CURRENCY;
use crate::cli::failure::{Failure, is_dumb};
use crate::cli::io::destination::{Destination, Reading};
use crate::cli::reply::Reply;

/// The extension of a workbook.
const WORKBOOK: &str = "xlsx";

/// Writes the reply in the format and to the destination that the options specify.
///
/// `command` is the name of the command that was called.
pub(crate) fn write(reply: &Reply, global: &Global, command: &str) -> Result<(), Failure> {
    match reply {
        Reply::Table(table) | Reply::No(table) => write_table(table, global, command),
        Reply::Page(page) => deliver(page, global),
        Reply::Text(text) => text_alone(global).and_then(|()| deliver(text.as_bytes(), global)),
        Reply::Dataset(text) => {
            let mut others = global.of_figures().chain(global.terms());
            refuse(global, others.find(|option| ![UNIT, CURRENCY].contains(option)))?;
            deliver(text.as_bytes(), global)
        }
        Reply::Help(help) => text_alone(global)
            .and_then(|()| deliver(styled(help, color(global)).as_bytes(), global)),
        Reply::Written { .. } => Ok(()),
    }
}

/// Rejects options for a table, for an answer that is always text.
pub(crate) fn text_alone(global: &Global) -> Result<(), Failure> {
    refuse(global, global.of_figures().chain(global.terms()).next())
}

/// Rejects options that a page has no use for, and a page at the terminal.
pub(crate) fn check_page(global: &Global) -> Result<(), Failure> {
    const HTML: &str = "html";
    if let Some(format) = global.format.filter(|format| format.name != HTML) {
        return Err(Failure::OnlyPage { option: format!("format {}", format.name) });
    }
    let ending = global.output.as_ref().and_then(|path| path.extension());
    let ending = ending.map(|ending| ending.to_string_lossy().to_lowercase());
    let is_html = |ending: &String| {
        let html = FORMATS.iter().find(|format| format.name == HTML);
        html.is_some_and(|html| html.extensions.contains(&ending.as_str()))
    };
    match &global.output {
        Some(path) if ending.is_some_and(|ending| !is_html(&ending)) => {
            return Err(Failure::OnlyPage { option: format!("output {}", path.display()) });
        }
        None if io::stdout().is_terminal() => return Err(Failure::PageOnTerminal),
        _ => {}
    }
    let layout = global.layout.map(|layout| format!("layout {}", layout.name()));
    let of_table = global.for_spreadsheet().map(str::to_owned).or(layout);
    let of_picture = global.picture.of_one_picture().map(str::to_owned);
    of_table.or(of_picture).map_or(Ok(()), |option| Err(Failure::NotOnPage { option }))
}

/// Refuses options for the form of a table, and another one that was given.
fn refuse(global: &Global, term: Option<&'static str>) -> Result<(), Failure> {
    let option = match (global.format, global.layout) {
        (Some(_), _) => Some("format"),
        (None, Some(_)) => Some("layout"),
        (None, None) => global.for_spreadsheet().or(global.picture.first()).or(term),
    };
    option.map_or(Ok(()), |option| Err(Failure::NoFormat { option }))
}

fn styled(help: &StyledStr, color: bool) -> String {
    if color { help.ansi().to_string() } else { help.to_string() }
}

fn write_table(table: &Table, global: &Global, command: &str) -> Result<(), Failure> {
    if let Some(layout) = global.layout.filter(|layout| *layout != Layout::Long)
        && !table.has_axis()
    {
        return Err(Failure::NoSizes { layout: layout.name() });
    }
    let format = format(global)?.unwrap_or(DEFAULT_FORMAT);
    check_picture(format, global)?;
    let written = format.write(table, style(global));
    let written = written.map_err(|error| no_picture(error, format, global))?;
    let destination = Destination::open(global)?;
    if format.is_binary && destination.is_terminal() {
        return Err(Failure::BinaryOnTerminal { file: file_name(command, format) });
    }
    send(&written, destination)?;
    if global.explain && !format.holds_derivations {
        let digits = table.scale(global.digits).digits;
        let shown = table.as_explained(Some(global.layout.unwrap_or(Layout::Long)));
        tell(&wording::explanation(&shown, digits, Names::Options.into())?);
    }
    tell(&notes_beside(table, format, global));
    Ok(())
}

/// A name for the answer's file.
fn file_name(command: &str, format: &Format) -> String {
    let ending = format.extensions.first().map_or("", |ending| ending);
    format!("{command}.{ending}")
}

fn style(global: &Global) -> Style {
    Style {
        digits: global.digits,
        color: color(global),
        excel: global.excel,
        decimal_comma: global.decimal_comma,
        explains: global.explain,
        notes: global.notes,
        layout: global.layout,
        names: Names::Options,
        width: width(global),
        pixels: (global.picture.width, global.picture.height),
        size_scale: global.picture.scale.unwrap_or_default(),
        ascii: global.picture.is_ascii(),
    }
}

fn deliver(answer: &[u8], global: &Global) -> Result<(), Failure> {
    send(answer, Destination::open(global)?)
}

fn send(answer: &[u8], mut destination: Destination) -> Result<(), Failure> {
    match destination.write(answer)? {
        Reading::On => destination.finish(),
        Reading::Stopped => Ok(()),
    }
}

/// The format specified by `--format`, by the output file's extension, or by an option for spreadsheets.
pub(crate) fn format(global: &Global) -> Result<Option<&'static Format>, Failure> {
    let named = named_format(global)?;
    let Some(option) = global.for_spreadsheet() else { return Ok(named) };
    match named {
        None => Ok(FORMATS.iter().find(|format| format.is_for_spreadsheets)),
        Some(format) if format.is_for_spreadsheets => Ok(named),
        Some(format) => Err(Failure::clash(option, &chosen(format, global), instead(format))),
    }
}

/// What goes with a format instead of an option for spreadsheets.
fn instead(format: &Format) -> &'static str {
    if format.is_binary {
        "no such option, because a workbook opens correctly with any regional settings"
    } else {
        "csv or tsv, which spreadsheets open"
    }
}

/// What chose the format: an option with its value.
fn chosen(format: &Format, global: &Global) -> String {
    match &global.output {
        Some(file) if global.format.is_none() => format!("output {}", file.display()),
        _ => format!("format {}", format.name),
    }
}

/// Names the option that asked for a picture, if the answer has none.
fn no_picture(error: Error, format: &Format, global: &Global) -> Failure {
    match error.fault() {
        Fault::Picture(PictureFault::NoSizes) => {
            Failure::NoPicture { chosen: chosen(format, global) }
        }
        _ => error.into(),
    }
}

/// Rejects options for pictures in other formats, and a layout for a picture.
fn check_picture(format: &Format, global: &Global) -> Result<(), Failure> {
    if let Some((option, expected)) = global.picture.unused(format) {
        let is_chosen = global.format.is_some() || global.output.is_some();
        return Err(match is_chosen {
            true => Failure::clash(option, &chosen(format, global), expected),
            false => Failure::AloneOf { option: option.to_owned(), expected },
        });
    }
    match global.layout {
        Some(layout) if format.canvas.is_some() => {
            let layout = format!("layout {}", layout.name());
            const NONE: &str = "a format with rows, because a chart has no layout";
            Err(Failure::clash(&layout, &chosen(format, global), NONE))
        }
        _ => Ok(()),
    }
}

fn named_format(global: &Global) -> Result<Option<&'static Format>, Failure> {
    let ending = global.output.as_ref().and_then(|path| path.extension());
    match (global.format, ending) {
        (Some(format), _) => Ok(Some(format)),
        (None, None) => Ok(None),
        (None, Some(ending)) => {
            let ending = ending.to_string_lossy().to_lowercase();
            let matches = |format: &&Format| format.extensions.contains(&ending.as_str());
            FORMATS.iter().find(matches).map(Some).ok_or_else(|| unknown_ending(global))
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
        hint: global.output.as_deref().map_or("", spreadsheet_hint),
    }
}

/// What to write instead of another file for a spreadsheet program.
fn spreadsheet_hint(file: &Path) -> &'static str {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some(WORKBOOK) => "; this build of the program cannot write workbooks",
        _ if !has_workbooks() => "",
        Some("ods" | "fods") => {
            "; for a workbook, use .xlsx, which LibreOffice opens and saves as .ods"
        }
        Some("xls" | "xlsm" | "xlsb" | "xltx" | "numbers" | "gsheet") => {
            "; for a workbook, use .xlsx, which every spreadsheet program opens"
        }
        _ => "",
    }
}

/// Whether the program can write workbooks, which a feature decides.
pub(crate) fn has_workbooks() -> bool {
    FORMATS.iter().any(|format| format.extensions.contains(&WORKBOOK))
}

fn color(global: &Global) -> bool {
    has_color(global.color(), global.output.is_none())
}

fn has_color(choice: ColorChoice, is_shown: bool) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => is_shown && stdout_has_color(),
    }
}

/// The width for the answer in columns, or `None` if it goes to a file or the width is unknown.
fn width(global: &Global) -> Option<usize> {
    if global.output.is_none() { terminal_width() } else { None }
}

/// The width of a line in columns, from the variable `COLUMNS` or from the terminal.
pub(crate) fn terminal_width() -> Option<usize> {
    let columns = env::var("COLUMNS").ok().and_then(|width| width.parse().ok());
    let columns = columns.filter(|width| *width > 0);
    columns.or_else(|| terminal_size_of(io::stdout()).map(|(Width(width), _)| usize::from(width)))
}

fn stdout_has_color() -> bool {
    !is_dumb() && AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// Prints the help or the version.
pub(crate) fn show(help: &StyledStr, choice: ColorChoice) -> Result<(), Failure> {
    let text = styled(help, has_color(choice, true));
    Destination::stdout().write(text.as_bytes()).map(|_| ())
}

/// Whether notes that are not warnings are shown anywhere.
pub(crate) fn has_notes(global: &Global) -> bool {
    let format = format(global).ok().flatten().unwrap_or(DEFAULT_FORMAT);
    format.holds_notes || global.verbose
}

/// The notes that the answer has no place for. A warning is never left out, so that it goes to stderr even if no notes
/// are asked for.
fn notes_beside(table: &Table, format: &Format, global: &Global) -> Vec<String> {
    let scale = table.scale(global.digits);
    let sentences = |verbosity, notes: &[Note]| {
        wording::paragraphs(notes, verbosity, &scale, Names::Options.into())
    };
    let warnings = || {
        let warnings: Vec<Note> =
            table.notes.iter().filter(|note| note.is_warning()).cloned().collect();
        sentences(Verbosity::Full, &warnings)
    };
    match (format.holds_notes, global.notes) {
        (true, Some(Verbosity::None)) => warnings(),
        (true, _) => Vec::new(),
        (false, asked) if global.verbose => match asked {
            Some(Verbosity::None) => warnings(),
            asked => sentences(asked.unwrap_or(Verbosity::Full), &table.notes),
        },
        (false, _) => warnings(),
    }
}

/// Prints notes on stderr, for formats that cannot hold them.
pub(crate) fn tell(notes: &[String]) {
    for note in notes {
        // If stderr is closed or full, the note is lost.
        let _ = writeln!(io::stderr(), "{note}");
    }
}

/// Prints notes on stderr as sentences.
pub(crate) fn tell_notes(notes: &[Note], scale: &Scale) {
    let notes: Vec<String> =
        notes.iter().map(|note| wording::note(note, scale, Names::Options.into())).collect();
    tell(&notes);
}
