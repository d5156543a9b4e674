//! How the answer is written: its format, its styles and its width.

use std::env;
use std::io::{self, Write};

use aiinfra::render::{DEFAULT_FORMAT, FORMATS, Format, Style};
use aiinfra::wording::{self, Names};
use aiinfra::{Note, Scale, Table};
use anstream::AutoStream;
use clap::ColorChoice;
use clap::builder::StyledStr;
use terminal_size::{Width, terminal_size_of};

use crate::cli::args::global::Global;
use crate::cli::failure::{Failure, is_dumb};
use crate::cli::io::destination::{Destination, Reading};
use crate::cli::reply::Reply;

/// Writes the reply in the format, and to the place, that the options ask for.
pub(crate) fn write(reply: &Reply, global: &Global) -> Result<(), Failure> {
    match reply {
        Reply::Table(table) | Reply::No(table) => write_table(table, global),
        Reply::Text(text) => text_alone(global).and_then(|()| deliver(text.as_bytes(), global)),
        Reply::Help(help) => text_alone(global)
            .and_then(|()| deliver(styled(help, color(global)).as_bytes(), global)),
        Reply::Written { .. } => Ok(()),
    }
}

/// A text has no other format.
pub(crate) fn text_alone(global: &Global) -> Result<(), Failure> {
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
        explains: global.explain,
        names: Names::Options,
        width: width(global),
    };
    deliver(&format.write(table, style)?, global)?;
    if global.explain && !format.holds_derivations {
        let digits = table.scale(global.digits).digits;
        tell(&wording::explanation(table, digits, Names::Options.into())?);
    }
    if global.verbose && !format.holds_notes {
        tell_notes(&table.notes, &table.scale(global.digits));
    }
    Ok(())
}

fn deliver(answer: &[u8], global: &Global) -> Result<(), Failure> {
    let mut destination = Destination::open(global)?;
    match destination.write(answer)? {
        Reading::On => destination.finish(),
        Reading::Stopped => Ok(()),
    }
}

/// The format that is asked for, by its name, by the ending of a file's, or by an option for spreadsheets.
pub(crate) fn format(global: &Global) -> Result<Option<&'static Format>, Failure> {
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

/// How many characters a line of the answer has, if it is shown at all.
fn width(global: &Global) -> Option<usize> {
    if global.output.is_none() { terminal_width() } else { None }
}

/// How many characters a line has: as `COLUMNS` says, or the terminal.
pub(crate) fn terminal_width() -> Option<usize> {
    let asked = env::var("COLUMNS").ok().and_then(|width| width.parse().ok());
    let asked = asked.filter(|width| *width > 0);
    asked.or_else(|| terminal_size_of(io::stdout()).map(|(Width(width), _)| usize::from(width)))
}

fn stdout_has_color() -> bool {
    !is_dumb() && AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// Shows help, or the version, that was asked for.
pub(crate) fn show(help: &StyledStr, asked: ColorChoice) -> Result<(), Failure> {
    let text = styled(help, has_color(asked, true));
    Destination::stdout().write(text.as_bytes()).map(|_| ())
}

/// Prints notes where the answer has no place for them.
pub(crate) fn tell(notes: &[String]) {
    for note in notes {
        // Where stderr is closed or full there is nobody left to tell.
        let _ = writeln!(io::stderr(), "{note}");
    }
}

/// Prints them as sentences.
pub(crate) fn tell_notes(notes: &[Note], scale: &Scale) {
    let notes: Vec<String> =
        notes.iter().map(|note| wording::note(note, scale, Names::Options.into())).collect();
    tell(&notes);
}
