//! TODO

use crate::error::Error;
use crate::table::Table;

use super::picture::Picture;
use super::{Canvas, Format, Style};

pub(super) const FORMAT: Format = Format {
    name: "svg",
    extensions: &["svg"],
    holds_notes: true,
    holds_derivations: false,
    is_for_spreadsheets: false,
    canvas: Some(Canvas::Pixels),
    write,
};

fn write(table: &Table, style: Style) -> Result<Vec<u8>, Error> {
    let picture = Picture::of(table, style)?;
    Ok(format!("{picture:#?}\n").into_bytes())
}
