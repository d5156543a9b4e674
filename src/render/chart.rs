//! A picture for the terminal: a row for each value, with the notes under it.

mod dots;
mod fan;
mod glyphs;
mod pen;
mod rows;
mod sections;
mod tornado;

use crate::error::Error;
use crate::table::Table;
use crate::wording;

use super::picture::{Picture, Plot};
use super::{Canvas, Format, Style, USUAL_NOTES, notes, remarks};
use pen::{Ink, Pen};

pub(super) const FORMAT: Format = Format {
    name: "chart",
    extensions: &[],
    holds_notes: true,
    holds_derivations: false,
    is_for_spreadsheets: false,
    is_binary: false,
    holds_chart: false,
    canvas: Some(Canvas::Terminal),
    write,
};

fn write(table: &Table, style: Style) -> Result<Vec<u8>, Error> {
    let picture = Picture::of(table, style)?;
    let pen = Pen::new(style);
    let mut text = heading(&picture, &pen, style);
    text += &plot(&picture.plot, &pen);
    let notes = remarks::with_hint(with_answer(notes(table, style), table, style), table, style);
    let notes: Vec<String> = notes.iter().map(|note| pen.written(note)).collect();
    text += &remarks::lines(&notes, picture.warnings, style);
    Ok(text.into_bytes())
}

/// Adds what no row says: when the forecast reaches a size.
fn with_answer(mut notes: Vec<String>, table: &Table, style: Style) -> Vec<String> {
    let (verbosity, scale) = (style.notes.unwrap_or(USUAL_NOTES), table.scale(style.digits));
    let answer = wording::answer(&table.notes, verbosity, &scale, style.names.into());
    let warnings = table.notes.iter().filter(|note| note.is_warning()).count();
    let place = warnings.min(notes.len());
    notes.splice(place..place, answer);
    notes
}

/// The title and the subtitle, and an empty line.
fn heading(picture: &Picture, pen: &Pen, style: Style) -> String {
    let style = Style { width: Some(pen.room), ..style };
    let lines = [(&picture.title, Ink::Strong), (&picture.subtitle, Ink::Soft)];
    let lines = lines.into_iter().filter(|(text, _)| !text.is_empty());
    let line =
        |(text, ink): (&String, Ink)| remarks::wrapped(&pen.written(text), pen.look(ink), style);
    lines.map(line).collect::<String>() + "\n"
}

/// The rows. If intervals or dots have no room, each of their values has a bar, which needs the least.
fn plot(plot: &Plot, pen: &Pen) -> String {
    let drawn = match plot {
        Plot::Fan(fan) => fan::draw(fan, pen),
        Plot::Tornado(tornado) => tornado::draw(tornado, pen),
        Plot::Dots(dots) => dots::draw(dots, pen),
        Plot::Bars(_) | Plot::Lines(_) | Plot::Layers(_) => None,
    };
    drawn.unwrap_or_else(|| rows::draw(&sections::of(plot), pen))
}
